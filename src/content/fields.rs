//! The settings of an editor's file, key by key, so that one run tells everything that is wrong with them.

use std::collections::BTreeSet;

use toml::de::{DeTable, DeValue};

use super::document::Document;
use crate::diagnostic::{Code, Diagnostic};
use crate::text::date::{Date, DateFault};
use crate::text::source::{Source, Span};
use crate::text::url;

/// What a key held, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed<T> {
    pub value: T,
    pub span: Span,
}

/// A table of settings.
#[derive(Debug)]
pub struct Fields<'d> {
    source: &'d Source,
    /// Where the settings begin in the file.
    offset: usize,
    table: DeTable<'d>,
    /// Where the table itself stands.
    place: Span,
    /// Lines that TOML can't read: their keys aren't missing, they have been reported.
    broken_lines: BTreeSet<usize>,
}

impl<'d> Fields<'d> {
    /// The settings of a file. Every line that can't be read, and every key that isn't one of `keys`, is reported.
    pub fn read(document: &'d Document, keys: &[&str], findings: &mut Vec<Diagnostic>) -> Fields<'d> {
        let source = &document.source;
        let offset = document.head.start;
        let (table, errors) = DeTable::parse_recoverable(source.slice(document.head));
        let mut broken_lines = BTreeSet::new();
        for error in errors {
            let range = error.span().unwrap_or_default();
            let line = source.line_of(offset + range.start);
            // One fault often trips the parser more than once.
            if broken_lines.insert(line) {
                findings.push(syntax_error(source, line, error.message()));
            }
        }
        let fields = Fields { source, offset, table: table.into_inner(), place: document.place(), broken_lines };
        fields.refuse_unknown(keys, findings);
        fields
    }

    /// The tables of an array `[[key]]`, each with the keys `keys`.
    pub fn tables(&self, key: &str, keys: &[&str], findings: &mut Vec<Diagnostic>) -> Vec<Fields<'d>> {
        let Some((value, span)) = self.find(key) else { return Vec::new() };
        let items = value.as_array().map(|items| items.iter().collect::<Vec<_>>()).unwrap_or_default();
        let tables: Vec<_> = items.iter().filter_map(|item| Some((item.get_ref().as_table()?, item.span()))).collect();
        if tables.len() < items.len() || value.as_array().is_none() {
            let hint = format!("每一项单独写一段，以 [[{key}]] 开头");
            findings.push(self.source.diagnostic(Code::WrongType, span, format!("`{key}` 的写法不对"), hint));
        }
        let fields = tables.into_iter().map(|(table, range)| {
            let place = self.source.line_span(self.source.line_of(self.offset + range.start));
            let broken_lines = self.broken_lines.clone();
            Fields { source: self.source, offset: self.offset, table: table.clone(), place, broken_lines }
        });
        let fields: Vec<_> = fields.collect();
        for field in &fields {
            field.refuse_unknown(keys, findings);
        }
        fields
    }

    /// Where the table stands.
    pub fn place(&self) -> Span {
        self.place
    }

    /// Whether a key is there, whatever it holds.
    pub fn has(&self, key: &str) -> bool {
        self.find(key).is_some()
    }

    /// A text that has to be there and to say something.
    pub fn text(&self, key: &str, findings: &mut Vec<Diagnostic>) -> Option<Placed<String>> {
        let (value, span) = self.required(key, findings)?;
        let Some(text) = value.as_str() else {
            return self.wrong_type(key, span, "应是加英文引号的文字", &format!("写成 {key} = \"……\""), findings);
        };
        if text.trim().is_empty() {
            return self.not_filled_in(key, span, findings);
        }
        let is_one_line = !text.trim().contains('\n');
        if !is_one_line {
            return self.wrong_type(key, span, "只能写一行", "把文字写在一行里", findings);
        }
        Some(Placed { value: text.trim().to_owned(), span })
    }

    /// A text that may be left out, but not left empty.
    pub fn optional_text(&self, key: &str, findings: &mut Vec<Diagnostic>) -> Option<String> {
        self.find(key)?;
        self.text(key, findings).map(|text| text.value)
    }

    /// The address of a web page.
    pub fn url(&self, key: &str, findings: &mut Vec<Diagnostic>) -> Option<Placed<String>> {
        let url = self.text(key, findings)?;
        match url::why_not_web(&url.value) {
            None => Some(url),
            Some(fault) => {
                let message = format!("`{key}` 的网址 `{}` 不能用：{fault}", url.value);
                findings.push(self.source.diagnostic(
                    Code::BadLink,
                    url.span,
                    message,
                    "写 https:// 或 http:// 开头的完整网址",
                ));
                None
            }
        }
    }

    /// A day.
    pub fn day(&self, key: &str, findings: &mut Vec<Diagnostic>) -> Option<Placed<Date>> {
        self.required(key, findings)?;
        let date = self.date(key, findings)?;
        if date.value.is_day() {
            return Some(date);
        }
        self.wrong_type(key, date.span, "要写到日", "写成 YYYY-MM-DD，如 2024-09-18", findings)
    }

    /// A day, month or year, where there is one.
    pub fn date(&self, key: &str, findings: &mut Vec<Diagnostic>) -> Option<Placed<Date>> {
        const HINT: &str = "写成 2024-09-18、\"2024-09\" 或 \"2024\"（只写到年、月的要加引号）";
        let (value, span) = self.find(key)?;
        let text = match value {
            DeValue::String(text) if text.trim().is_empty() => return self.not_filled_in(key, span, findings),
            DeValue::String(text) => text.to_string(),
            DeValue::Integer(number) => number.as_str().to_owned(),
            DeValue::Datetime(date) if date.time.is_none() => date.to_string(),
            _ => return self.wrong_type(key, span, "不是日期", HINT, findings),
        };
        match Date::read(&text) {
            Ok(value) => Some(Placed { value, span }),
            Err(DateFault::Unreadable) => self.wrong_type(key, span, "不是日期", HINT, findings),
            Err(DateFault::NoSuchDay) => {
                findings.push(no_such_day(self.source, span, &text));
                None
            }
        }
    }

    /// A whole number from 1.
    pub fn number(&self, key: &str, findings: &mut Vec<Diagnostic>) -> Option<Placed<u32>> {
        let (value, span) = self.required(key, findings)?;
        match number(value) {
            Some(value) => Some(Placed { value, span }),
            None if matches!(value.as_str(), Some("")) => self.not_filled_in(key, span, findings),
            None => self.wrong_type(key, span, "应是任务的序号", &format!("写成 {key} = 7，不加引号"), findings),
        }
    }

    /// A list of whole numbers from 1, none of them twice.
    pub fn numbers(&self, key: &str, findings: &mut Vec<Diagnostic>) -> Vec<Placed<u32>> {
        let Some((value, span)) = self.required(key, findings) else { return Vec::new() };
        let hint = format!("写成 {key} = [7, 52]，不加引号");
        let Some(items) = value.as_array() else {
            return self.wrong_type(key, span, "应是方括号里的任务序号", &hint, findings).unwrap_or_default();
        };
        if items.is_empty() {
            return self.not_filled_in(key, span, findings).unwrap_or_default();
        }
        let mut numbers: Vec<Placed<u32>> = Vec::new();
        for item in items.iter() {
            let span = self.span(item.span());
            match number(item.get_ref()) {
                Some(value) if numbers.iter().any(|other| other.value == value) => {
                    let message = format!("第 {value} 项写了两次");
                    findings.push(self.source.diagnostic(Code::RepeatedTask, span, message, "删去一个"));
                }
                Some(value) => numbers.push(Placed { value, span }),
                None => drop(self.wrong_type::<()>(key, span, "里有不是任务序号的东西", &hint, findings)),
            }
        }
        numbers
    }

    fn find(&self, key: &str) -> Option<(&DeValue<'d>, Span)> {
        let (_, value) = self.table.iter().find(|(name, _)| name.get_ref().as_ref() == key)?;
        let span = self.span(value.span());
        // What a broken line holds has been reported.
        (!self.broken_lines.contains(&self.source.line_of(span.start))).then(|| (value.get_ref(), span))
    }

    fn required(&self, key: &str, findings: &mut Vec<Diagnostic>) -> Option<(&DeValue<'d>, Span)> {
        let found = self.find(key);
        let is_broken = |line: &usize| {
            let text = self.source.slice(self.source.line_span(*line)).trim_start();
            text.strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with('=') || rest.trim().is_empty())
        };
        if found.is_none() && !self.broken_lines.iter().any(is_broken) {
            let hint = format!("加一行 {key} = …；`policy-portal new` 写出的骨架里有例子");
            findings.push(self.source.diagnostic(Code::MissingKey, self.place, format!("缺少 `{key}`"), hint));
        }
        found
    }

    fn refuse_unknown(&self, keys: &[&str], findings: &mut Vec<Diagnostic>) {
        for (name, _) in &self.table {
            let span = self.span(name.span());
            let key = name.get_ref().as_ref();
            if !keys.contains(&key) && !self.broken_lines.contains(&self.source.line_of(span.start)) {
                let hint = format!("这里只能写：{}", keys.join("、"));
                findings.push(self.source.diagnostic(Code::UnknownKey, span, format!("不认识的设置 `{key}`"), hint));
            }
        }
    }

    fn not_filled_in<T>(&self, key: &str, span: Span, findings: &mut Vec<Diagnostic>) -> Option<T> {
        let hint = "填上内容；可以不写的设置，不用时整行删去";
        findings.push(self.source.diagnostic(Code::NotFilledIn, span, format!("`{key}` 还没有填写"), hint));
        None
    }

    fn wrong_type<T>(
        &self,
        key: &str,
        span: Span,
        fault: &str,
        hint: &str,
        findings: &mut Vec<Diagnostic>,
    ) -> Option<T> {
        findings.push(self.source.diagnostic(Code::WrongType, span, format!("`{key}` {fault}"), hint));
        None
    }

    fn span(&self, range: std::ops::Range<usize>) -> Span {
        Span::new(self.offset + range.start, self.offset + range.end)
    }
}

fn number(value: &DeValue) -> Option<u32> {
    let number = value.as_integer().filter(|number| number.radix() == 10)?;
    number.as_str().parse().ok().filter(|number| *number > 0)
}

fn no_such_day(source: &Source, span: Span, text: &str) -> Diagnostic {
    let message = format!("日历上没有 `{}` 这一天", text.trim());
    source.diagnostic(Code::NoSuchDay, span, message, "请核对年、月、日")
}

/// A line that isn't TOML, in the words of people who don't know what TOML is.
fn syntax_error(source: &Source, line: usize, said: &str) -> Diagnostic {
    let span = source.trim(source.line_span(line));
    let text = source.slice(span);
    let value = text.split_once('=').map(|(_, value)| value.trim()).unwrap_or_default();
    let looks_like_date = value.len() <= 10 && value.contains('-') && value.starts_with(|c: char| c.is_ascii_digit());
    if looks_like_date {
        return match Date::read(value) {
            Err(DateFault::NoSuchDay) => no_such_day(source, span, value),
            _ => source.diagnostic(
                Code::BadToml,
                span,
                "日期的写法不对",
                "写成 2024-09-18；只写到年、月的加引号：\"2024-09\"",
            ),
        };
    }
    let (message, hint) = if said.contains("duplicate") {
        ("这个设置写了两次", "删去一个")
    } else if text.contains(['“', '”', '‘', '’', '＝']) && !value.starts_with('"') {
        ("这一行用了中文的引号或等号", "换成英文的：键 = \"文字\"")
    } else if !text.contains('=') && !text.starts_with('[') {
        ("这一行不是设置", "写成：键 = \"文字\"；注释行以 # 开头")
    } else if value.is_empty() && !text.starts_with('[') {
        ("等号后面还没有写内容", "文字写在英文引号里；可以不写的设置，不用时整行删去")
    } else if !value.starts_with(['"', '\'', '[', '{']) {
        ("文字没有加英文引号", "写成：键 = \"文字\"")
    } else {
        ("这一行的写法不对", "检查引号和方括号是否成对；文字里的英文双引号要写成 \\\"，或改用中文引号")
    };
    source.diagnostic(Code::BadToml, span, message, hint)
}
