//! The settings of a TOML file or of a Markdown file's head, key by key: one run tells everything that is wrong with
//! them, and every value knows where it stands.

use std::collections::BTreeSet;
use std::rc::Rc;
use std::str::FromStr;

use crate::diagnostic::{Code, Diagnostic};
use crate::inputs::toml_syntax::SettingsLines;
pub(crate) use crate::inputs::toml_tree::Placed;
use crate::inputs::toml_tree::{self, Table, Value};
use crate::inputs::toml_words::{no_such_day, single_brackets};
use crate::text::date::{Date, DateFault};
use crate::text::likeness;
use crate::text::source::{Source, Span};
use crate::text::url;

/// A list of texts, each with its place.
pub(crate) type Texts = Placed<Vec<Placed<String>>>;

/// The example of a table of `plan.toml`.
pub(super) const IN_SKELETON: &str = "`policy-portal new plan` 写出的骨架里有例子";

/// What a table of settings may hold.
#[derive(Debug)]
pub(crate) struct Form {
    /// Empty where a table may hold any key.
    pub keys: &'static [&'static str],
    /// Shows how the table is written, or says where that is shown.
    pub example: &'static str,
}

/// A table of settings.
#[derive(Debug)]
pub(crate) struct Fields<'d> {
    source: &'d Source,
    lines: Rc<SettingsLines>,
    table: Rc<Table>,
    /// Where the table itself stands.
    place: Span,
    form: &'static Form,
    /// Keys that a misspelt one seems to mean: they aren't missing.
    meant: BTreeSet<&'static str>,
}

impl<'d> Fields<'d> {
    /// Reads a whole file. Every line that can't be read, and every key that the form doesn't have, is reported.
    pub(crate) fn of_file(source: &'d Source, form: &'static Form, diagnostics: &mut Vec<Diagnostic>) -> Fields<'d> {
        Fields::read(source, Span::new(0, source.text().len()), form, diagnostics)
    }

    /// Reads a part of a file in the same way.
    pub(crate) fn read(
        source: &'d Source,
        part: Span,
        form: &'static Form,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Fields<'d> {
        let reading = toml_tree::read(source, part);
        let lines = Rc::new(SettingsLines::read(source, part, &reading, diagnostics));
        let (place, table) = (source.line_span(1), Rc::new(reading.table));
        Fields { source, lines, table, place, form, meant: BTreeSet::new() }.knowing(diagnostics)
    }

    /// Returns the source that the settings stand in.
    pub(crate) fn source(&self) -> &'d Source {
        self.source
    }

    /// Returns where the table stands.
    pub(crate) fn place(&self) -> Span {
        self.place
    }

    /// Returns whether a key is there, whatever it holds.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.table.iter().any(|(name, _)| name.value == key)
    }

    /// Returns whether a key is there, or was reported as misspelt or broken.
    pub(crate) fn seems_to_have(&self, key: &str) -> bool {
        self.has(key) || self.meant.contains(key) || self.is_on_broken_line(key)
    }

    /// Reads a key that may be left out, by one of the other functions.
    pub(crate) fn optional<T>(
        &self,
        key: &str,
        diagnostics: &mut Vec<Diagnostic>,
        read: impl Fn(&Self, &str, &mut Vec<Diagnostic>) -> Option<T>,
    ) -> Option<T> {
        self.find(key)?;
        read(self, key, diagnostics)
    }

    /// Reads a table `[key]` or `key = { … }`, if there is one.
    pub(crate) fn table(
        &self,
        key: &str,
        form: &'static Form,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Fields<'d>> {
        let (value, span) = self.find(key)?;
        let table = match value {
            Value::Table(table) => Rc::clone(table),
            Value::List(items) if self.is_repeated(items) => joined(items),
            _ => return self.wrong_type(key, span, "应是一组设置，不是一个值", form.example, diagnostics),
        };
        Some(self.below(table, span, form, diagnostics))
    }

    /// Reads the tables of an array `[[key]]`.
    pub(crate) fn tables(&self, key: &str, form: &'static Form, diagnostics: &mut Vec<Diagnostic>) -> Vec<Fields<'d>> {
        let Some((value, span)) = self.find(key) else { return Vec::new() };
        let (message, hint) = single_brackets(key);
        let mut tell_single = |span: Span| {
            if !self.lines.told_headings.contains(&self.source.line_of(span.start)) {
                diagnostics.push(self.source.diagnostic(Code::WrongType, span, message.as_str(), hint.as_str()));
            }
        };
        let items = match value {
            Value::Table(table) => {
                tell_single(span);
                return vec![self.below(Rc::clone(table), span, form, diagnostics)];
            }
            Value::List(items) => items,
            _ => {
                diagnostics.push(self.source.diagnostic(Code::WrongType, span, format!("`{key}` 的写法不对"), hint));
                return Vec::new();
            }
        };
        if self.is_repeated(items) {
            tell_single(span);
        }
        let hint = format!("{hint}；{}", form.example);
        let mut tables = Vec::new();
        for item in items.iter().filter(|item| !self.is_broken(item.span)) {
            match &item.value {
                Value::Table(table) => tables.push(self.below(Rc::clone(table), item.span, form, diagnostics)),
                _ => drop(self.wrong_type::<()>(key, item.span, "里有一项不是一组设置", &hint, diagnostics)),
            }
        }
        tables
    }

    /// Reads a line of text that has to be there and to say something.
    pub(crate) fn text(&self, key: &str, diagnostics: &mut Vec<Diagnostic>) -> Option<Placed<String>> {
        let Placed { value, span } = self.verbatim(key, diagnostics)?;
        let text = value.trim();
        if text.is_empty() {
            return self.not_filled_in(key, span, diagnostics);
        }
        if text.contains('\n') {
            return self.wrong_type(key, span, "只能写一行", "把文字写在一行里", diagnostics);
        }
        Some(Placed { value: text.to_owned(), span })
    }

    /// Reads a text that counts as not set where it is empty.
    pub(crate) fn text_if_set(&self, key: &str, diagnostics: &mut Vec<Diagnostic>) -> Option<Placed<String>> {
        let Placed { value, span } = self.optional(key, diagnostics, Fields::verbatim)?;
        let text = value.trim();
        (!text.is_empty()).then(|| Placed { value: text.to_owned(), span })
    }

    /// Reads a text just as it is; it has to be there.
    pub(crate) fn verbatim(&self, key: &str, diagnostics: &mut Vec<Diagnostic>) -> Option<Placed<String>> {
        let (value, span) = self.required(key, diagnostics)?;
        match value {
            Value::Text(text) => Some(Placed { value: text.clone(), span }),
            _ => self.not_text(key, span, diagnostics),
        }
    }

    /// Reads a list of texts, each just as it is.
    pub(crate) fn texts(&self, key: &str, diagnostics: &mut Vec<Diagnostic>) -> Option<Texts> {
        let (value, span) = self.required(key, diagnostics)?;
        let hint = format!("写成 {key} = [\"甲\", \"乙\"]：方括号里用英文逗号隔开，每一项加英文引号");
        let Value::List(items) = value else {
            return self.wrong_type(key, span, "应是方括号里的几段文字", &hint, diagnostics);
        };
        let mut texts = Vec::new();
        for Placed { value, span } in items.iter().filter(|item| !self.is_broken(item.span)) {
            let span = *span;
            match value {
                Value::Text(text) => texts.push(Placed { value: text.clone(), span }),
                _ => drop(self.wrong_type::<()>(key, span, "里有不是文字的东西", &hint, diagnostics)),
            }
        }
        Some(Placed { value: texts, span })
    }

    /// Reads every key of a table, whatever its name: each a text just as it is.
    pub(crate) fn all_texts(&self, diagnostics: &mut Vec<Diagnostic>) -> Vec<(Placed<String>, Placed<String>)> {
        let mut texts = Vec::new();
        for (key, Placed { value, span }) in self.table.iter().filter(|(name, _)| !self.is_broken(name.span)) {
            match value {
                Value::Text(text) => texts.push((key.clone(), Placed { value: text.clone(), span: *span })),
                _ => drop(self.not_text::<()>(&key.value, *span, diagnostics)),
            }
        }
        texts
    }

    /// Reads one of a few words, each with its meaning.
    pub(crate) fn choice<T: Copy>(
        &self,
        key: &str,
        code: Code,
        choices: &[(&str, &str, T)],
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Placed<T>> {
        let Placed { value, span } = self.text(key, diagnostics)?;
        if let Some((.., choice)) = choices.iter().find(|(name, ..)| *name == value) {
            return Some(Placed { value: *choice, span });
        }
        let forms =
            choices.iter().flat_map(|(name, meaning, _)| [((*name).to_owned(), *name), ((*meaning).to_owned(), *name)]);
        let guess = likeness::nearest(&value, forms).map(|name| format!("是不是 \"{name}\"？")).unwrap_or_default();
        let known: Vec<String> = choices.iter().map(|(name, meaning, _)| format!("\"{name}\"（{meaning}）")).collect();
        let hint = format!("{guess}可以写 {}", known.join("、"));
        diagnostics.push(self.source.diagnostic(code, span, format!("不认识的 {key} `{value}`"), hint));
        None
    }

    /// Reads the address of a web page.
    pub(crate) fn url(&self, key: &str, diagnostics: &mut Vec<Diagnostic>) -> Option<Placed<String>> {
        let url = self.text(key, diagnostics)?;
        match url::why_not_web(&url.value) {
            None => Some(url),
            Some(fault) => {
                let message = format!("`{key}` 的网址 `{}` 不能用：{fault}", url.value);
                let hint = "写 https:// 或 http:// 开头的完整网址";
                diagnostics.push(self.source.diagnostic(Code::BadLink, url.span, message, hint));
                None
            }
        }
    }

    /// Reads a day.
    pub(crate) fn day(&self, key: &str, diagnostics: &mut Vec<Diagnostic>) -> Option<Placed<Date>> {
        let date = self.date(key, diagnostics)?;
        if date.value.is_day() {
            return Some(date);
        }
        self.wrong_type(key, date.span, "要写到日", "写成 YYYY-MM-DD，如 2024-09-18", diagnostics)
    }

    /// Reads a day, month or year.
    pub(crate) fn date(&self, key: &str, diagnostics: &mut Vec<Diagnostic>) -> Option<Placed<Date>> {
        const HINT: &str = "写成 2024-09-18、\"2024-09\" 或 \"2024\"（只写到年、月的要加引号）";
        let (value, span) = self.required(key, diagnostics)?;
        let text = match value {
            Value::Text(text) if text.trim().is_empty() => return self.not_filled_in(key, span, diagnostics),
            Value::Text(text) | Value::Whole(text) | Value::Day(text) => text,
            _ => return self.wrong_type(key, span, "不是日期", HINT, diagnostics),
        };
        match Date::read(text) {
            Ok(value) => Some(Placed { value, span }),
            Err(DateFault::Unreadable) => self.wrong_type(key, span, "不是日期", HINT, diagnostics),
            Err(DateFault::NoSuchDay) => {
                diagnostics.push(no_such_day(self.source, span, text));
                None
            }
        }
    }

    /// Reads a whole number from 0.
    pub(crate) fn whole<T: FromStr>(&self, key: &str, diagnostics: &mut Vec<Diagnostic>) -> Option<Placed<T>> {
        let (value, span) = self.required(key, diagnostics)?;
        match whole(value) {
            Some(value) => Some(Placed { value, span }),
            None => {
                let hint = format!("写成 {key} = 12，不加引号，也不写单位");
                self.wrong_type(key, span, "应是整数，且不能过大", &hint, diagnostics)
            }
        }
    }

    /// Reads a list of whole numbers.
    pub(crate) fn wholes<T: FromStr>(&self, key: &str, diagnostics: &mut Vec<Diagnostic>) -> Option<Vec<T>> {
        let (value, span) = self.required(key, diagnostics)?;
        let numbers = wholes_of(value);
        let hint = format!("写成 {key} = [7, 12]，不加引号");
        numbers.or_else(|| self.wrong_type(key, span, "应是方括号里的整数", &hint, diagnostics))
    }

    /// Reads the first and the last of a range: `[12, 14]`.
    pub(crate) fn pair<T: FromStr>(&self, key: &str, diagnostics: &mut Vec<Diagnostic>) -> Option<[T; 2]> {
        let (value, span) = self.required(key, diagnostics)?;
        match wholes_of(value).map(<[T; 2]>::try_from) {
            Some(Ok(pair)) => Some(pair),
            _ => {
                let hint = format!("写成 {key} = [12, 14]，不加引号；起止相同也写两个：[12, 12]");
                self.wrong_type(key, span, "应是方括号里的起止两个整数", &hint, diagnostics)
            }
        }
    }

    /// Reads the number of a task.
    pub(crate) fn number(&self, key: &str, diagnostics: &mut Vec<Diagnostic>) -> Option<Placed<u32>> {
        let (value, span) = self.required(key, diagnostics)?;
        match number(value) {
            Some(value) => Some(Placed { value, span }),
            None if matches!(value, Value::Text(text) if text.is_empty()) => self.not_filled_in(key, span, diagnostics),
            None => self.wrong_type(key, span, "应是任务的序号", &format!("写成 {key} = 7，不加引号"), diagnostics),
        }
    }

    /// Reads a list of tasks' numbers, none of them twice.
    pub(crate) fn numbers(&self, key: &str, diagnostics: &mut Vec<Diagnostic>) -> Vec<Placed<u32>> {
        let Some((value, span)) = self.required(key, diagnostics) else { return Vec::new() };
        let hint = format!("写成 {key} = [7, 52]，不加引号");
        let Value::List(items) = value else {
            return self.wrong_type(key, span, "应是方括号里的任务序号", &hint, diagnostics).unwrap_or_default();
        };
        if items.is_empty() {
            return self.not_filled_in(key, span, diagnostics).unwrap_or_default();
        }
        let mut numbers: Vec<Placed<u32>> = Vec::new();
        for item in items {
            let span = item.span;
            match number(&item.value) {
                Some(value) if numbers.iter().any(|other| other.value == value) => {
                    let message = format!("第 {value} 项写了两次");
                    diagnostics.push(self.source.diagnostic(Code::RepeatedTask, span, message, "删去一个"));
                }
                Some(value) => numbers.push(Placed { value, span }),
                None => drop(self.wrong_type::<()>(key, span, "里有不是任务序号的东西", &hint, diagnostics)),
            }
        }
        numbers
    }

    /// Returns a table that stands in this one.
    fn below(
        &self,
        table: Rc<Table>,
        span: Span,
        form: &'static Form,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Fields<'d> {
        let place = self.source.line_span(self.source.line_of(span.start));
        let (source, lines) = (self.source, Rc::clone(&self.lines));
        Fields { source, lines, table, place, form, meant: BTreeSet::new() }.knowing(diagnostics)
    }

    /// Reports every key that the form doesn't have.
    fn knowing(mut self, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let keys = self.form.keys;
        let mut meant = BTreeSet::new();
        for (name, _) in self.table.iter().filter(|(name, _)| !self.is_broken(name.span)) {
            let key = name.value.as_str();
            if keys.is_empty() || keys.contains(&key) {
                continue;
            }
            let nearest = likeness::nearest(key, keys.iter().map(|key| ((*key).to_owned(), *key)));
            let guess = nearest.map(|key| format!("是不是 `{key}`？")).unwrap_or_default();
            let hint = format!("{guess}这里只能写：{}", keys.join("、"));
            let message = format!("不认识的设置 `{key}`");
            diagnostics.push(self.source.diagnostic(Code::UnknownKey, name.span, message, hint));
            meant.extend(nearest);
        }
        self.meant = meant;
        self
    }

    fn find(&self, key: &str) -> Option<(&Value, Span)> {
        let (_, Placed { value, span }) = self.table.iter().find(|(name, _)| name.value == key)?;
        // What a broken line holds has been reported.
        (!self.is_broken(*span)).then_some((value, *span))
    }

    fn required(&self, key: &str, diagnostics: &mut Vec<Diagnostic>) -> Option<(&Value, Span)> {
        let found = self.find(key);
        if found.is_none() && !self.seems_to_have(key) {
            let hint = format!("加一行 {key} = …；{}", self.form.example);
            diagnostics.push(self.source.diagnostic(Code::MissingKey, self.place, format!("缺少 `{key}`"), hint));
        }
        found
    }

    /// Returns whether a key of this table seems to stand on a line that TOML can't read.
    fn is_on_broken_line(&self, key: &str) -> bool {
        self.lines.is_rest_lost
            || self.lines.broken_below(self.source.line_of(self.place.start)).any(|line| {
                let text = self.source.slice(self.source.line_span(line)).trim_start();
                let rest = text.strip_prefix(key);
                rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || "_-".contains(c)))
            })
    }

    /// Returns whether something begins on a line that TOML can't read.
    fn is_broken(&self, span: Span) -> bool {
        self.lines.broken.contains(&self.source.line_of(span.start))
    }

    /// Returns whether a list is read of headings in single brackets.
    fn is_repeated(&self, items: &[Placed<Value>]) -> bool {
        items.first().is_some_and(|item| self.lines.repeated.contains(&item.span.start))
    }

    fn not_filled_in<T>(&self, key: &str, span: Span, diagnostics: &mut Vec<Diagnostic>) -> Option<T> {
        let hint = "填上内容；可以不写的设置，不用时整行删去";
        diagnostics.push(self.source.diagnostic(Code::NotFilledIn, span, format!("`{key}` 还没有填写"), hint));
        None
    }

    fn not_text<T>(&self, key: &str, span: Span, diagnostics: &mut Vec<Diagnostic>) -> Option<T> {
        self.wrong_type(key, span, "应是加英文引号的文字", &format!("写成 {key} = \"……\""), diagnostics)
    }

    fn wrong_type<T>(
        &self,
        key: &str,
        span: Span,
        fault: &str,
        hint: &str,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<T> {
        diagnostics.push(self.source.diagnostic(Code::WrongType, span, format!("`{key}` {fault}"), hint));
        None
    }
}

/// Returns one table of several; of a key that stands in more than one, the first.
fn joined(items: &[Placed<Value>]) -> Rc<Table> {
    let tables = items.iter().filter_map(|item| if let Value::Table(table) = &item.value { Some(table) } else { None });
    Rc::new(tables.flat_map(|table| table.iter().cloned()).collect())
}

/// Returns a decimal whole number from 0.
fn whole<T: FromStr>(value: &Value) -> Option<T> {
    if let Value::Whole(number) = value { number.parse().ok() } else { None }
}

/// Returns the whole numbers of a list.
fn wholes_of<T: FromStr>(value: &Value) -> Option<Vec<T>> {
    if let Value::List(items) = value { items.iter().map(|item| whole(&item.value)).collect() } else { None }
}

/// Returns a whole number from 1.
fn number(value: &Value) -> Option<u32> {
    whole(value).filter(|number| *number > 0)
}
