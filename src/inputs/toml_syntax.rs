//! Lines that aren't TOML, in the words of people who don't know what TOML is.

use std::collections::BTreeSet;

use toml::de::DeTable;

use crate::diagnostic::{Code, Diagnostic};
use crate::text::date::{Date, DateFault};
use crate::text::source::{Lines, Source, Span};

/// Returns a text as a TOML string.
pub(crate) fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// More broken lines than this help nobody; the rest is counted.
const MOST_BROKEN: usize = 40;

/// The lines of a file's settings that matter beside their values.
#[derive(Debug)]
pub(super) struct SettingsLines {
    /// Those that TOML can't read. Their keys aren't missing, they have been reported.
    pub(super) broken: BTreeSet<usize>,
    /// Those that begin a table.
    headers: Vec<usize>,
    /// Whether the parser read nothing below one of them: nobody knows then which keys are missing.
    pub(super) is_rest_lost: bool,
}

impl SettingsLines {
    /// Reports every line of `part` that TOML can't read.
    pub(super) fn read(
        source: &Source,
        part: Span,
        errors: Vec<toml::de::Error>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> SettingsLines {
        let is_header = |line: &usize| source.slice(source.line_span(*line)).trim_start().starts_with('[');
        let Lines { first, last } = source.lines(part);
        let (errors, is_rest_lost) = errors_of_all(source.slice(part), errors);
        let headers = (first..=last).filter(is_header).collect();
        let mut lines = SettingsLines { broken: BTreeSet::new(), headers, is_rest_lost };
        let mut reported = Vec::new();
        for error in errors {
            let range = error.span().unwrap_or_default();
            let at = Span::new(part.start + range.start, part.start + range.end);
            let line = source.line_of(at.start);
            // What stands under a repeated header is repeated as well.
            let follows =
                is_repeated(&error) && lines.header_above(line).is_some_and(|one| lines.broken.contains(&one));
            // One fault often trips the parser more than once.
            if lines.broken.insert(line) && !follows {
                reported.push((at, error));
            }
        }
        let shown = reported.len().min(MOST_BROKEN);
        diagnostics.extend(reported[..shown].iter().map(|(at, error)| diagnostic(source, *at, error)));
        if let Some((at, _)) = reported.get(shown) {
            let message = format!("另有 {} 行读不懂，不再逐一列出", reported.len() - shown);
            let hint = "先改正前面的；这么多行读不懂，多半放错了文件";
            diagnostics.push(source.diagnostic(
                Code::BadToml,
                source.line_span(source.line_of(at.start)),
                message,
                hint,
            ));
        }
        lines
    }

    /// Returns the broken lines from one line on, as far as the table goes that stands there.
    pub(super) fn broken_below(&self, line: usize) -> impl Iterator<Item = usize> {
        let next = self.headers.get(self.headers.partition_point(|&header| header <= line));
        self.broken.range(line..next.copied().unwrap_or(usize::MAX)).copied()
    }

    fn header_above(&self, line: usize) -> Option<usize> {
        self.headers[..self.headers.partition_point(|&header| header < line)].last().copied()
    }
}

/// Returns the errors of a whole text, and whether the parser stopped at one: it reads nothing below a name with a colon
/// behind it. It reads a copy again in which such lines are empty.
fn errors_of_all(text: &str, errors: Vec<toml::de::Error>) -> (Vec<toml::de::Error>, bool) {
    let (mut found, mut errors, mut copy) = (Vec::new(), errors, text.to_owned());
    loop {
        let line_of = |error: &toml::de::Error| {
            // In bytes: a place need not be between two characters.
            let (before, after) = copy.as_bytes().split_at(error.span().unwrap_or_default().start.min(copy.len()));
            let is_end = |byte: &u8| *byte == b'\n';
            let start = before.iter().rposition(is_end).map_or(0, |end| end + 1);
            start..before.len() + after.iter().position(is_end).unwrap_or(after.len())
        };
        let with_colon = errors.iter().position(|error| has_colon(copy[line_of(error)].trim()));
        let Some(at) = with_colon.filter(|_| found.len() < MOST_BROKEN) else {
            let is_rest_lost = !found.is_empty() || with_colon.is_some();
            found.extend(errors);
            return (found, is_rest_lost);
        };
        let line = line_of(&errors[at]);
        found.push(errors.swap_remove(at));
        copy.replace_range(line.clone(), &" ".repeat(line.len()));
        errors = DeTable::parse_recoverable(&copy).1;
    }
}

/// Checks whether a line is a name with a colon behind it, and no address.
fn has_colon(line: &str) -> bool {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || "_-".contains(c));
    rest.len() < line.len() && rest.trim_start().starts_with([':', '：']) && !rest.starts_with("://")
}

/// Checks whether a character is a digit, of half or full width.
fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９')
}

/// Checks whether a value is one number or several, whatever brackets and digits they are written with.
fn is_numbers(value: &str) -> bool {
    value.contains(is_digit) && value.chars().all(|c| is_digit(c) || "[]［］【】,，、 ".contains(c))
}

/// Returns what is wrong with a line; the parser's own words reach no editor. `at` is where it stumbled.
fn diagnostic(source: &Source, at: Span, error: &toml::de::Error) -> Diagnostic {
    let span = source.trim(source.line_span(source.line_of(at.start)));
    let text = source.slice(span);
    let (key, value) = text.split_once('=').map_or((text, ""), |(key, value)| (key.trim(), value.trim()));
    let value_span = Span::new(span.end - value.len(), span.end);
    for (place, date) in [(value_span, value), (at, source.slice(at))] {
        if looks_like_date(date) {
            return match Date::read(date) {
                Err(DateFault::NoSuchDay) => no_such_day(source, place, date),
                _ => source.diagnostic(
                    Code::BadToml,
                    place,
                    "日期的写法不对",
                    "写成 2024-09-18；只写到年、月的加引号：\"2024-09\"",
                ),
            };
        }
    }
    let is_repeated = is_repeated(error);
    let bare = without_texts(text);
    let is_header = text.starts_with('[') && !text.contains('=');
    let (message, hint) = if text.is_empty() {
        ("到这里还没有写完", "前面有引号或括号没有成对：从上一个报出的地方往上找")
    } else if is_repeated && is_header && !text.starts_with("[[") {
        ("这一段的标题写了两次", "同样的几段，标题都要写两层方括号：[[名字]]；只该有一段的，并成一段")
    } else if is_repeated {
        ("这个设置写了两次", "删去一个")
    } else if bare.contains(['“', '”', '‘', '’', '＝', '＂']) && !value.starts_with('"') {
        ("这一行用了中文的引号或等号", "换成英文的：键 = \"文字\"")
    } else if has_colon(text) {
        ("名字后面写的是冒号", "换成英文的等号：键 = \"文字\"")
    } else if is_numbers(value) && value.contains(['［', '］', '【', '】']) {
        ("这一行用了中文的括号", "换成英文的：[7, 52]")
    } else if is_numbers(value) && value.contains(|c: char| ('０'..='９').contains(&c)) {
        ("这一行的数字是全角的", "换成半角的：52")
    } else if bare.contains(['，', '、', '；']) && (value.starts_with(['[', '{', '"']) || !text.contains('=')) {
        ("这一行用了中文的逗号或顿号", "方括号里的各项用英文逗号隔开：[\"甲\", \"乙\"]；行末不写标点")
    } else if text.starts_with(['{', '"']) {
        ("这一项的写法不对", "检查上一项后面有没有英文逗号，引号和括号是否成对")
    } else if !text.contains('=') && !text.starts_with('[') {
        ("这一行不是设置", "写成：键 = \"文字\"；注释行以 # 开头")
    } else if !key.is_ascii() && !key.starts_with(['"', '\'', '[']) {
        ("等号前面的名字不能用中文", "设置的名字都是英文的，照说明或骨架里的写")
    } else if value.is_empty() && !text.starts_with('[') {
        ("等号后面还没有写内容", "文字写在英文引号里；可以不写的设置，不用时整行删去")
    } else if !value.starts_with(['"', '\'', '[', '{']) && !is_header {
        return source.diagnostic(Code::BadToml, value_span, "文字没有加英文引号", "写成：键 = \"文字\"");
    } else {
        ("这一行的写法不对", "检查引号和方括号是否成对；文字里的英文双引号要写成 \\\"，或改用中文引号")
    };
    source.diagnostic(Code::BadToml, span, message, hint)
}

/// Returns whether the parser met a key or a table for the second time.
fn is_repeated(error: &toml::de::Error) -> bool {
    error.message().contains("duplicate")
}

/// Returns the diagnostic for a day that no calendar has.
pub(super) fn no_such_day(source: &Source, span: Span, text: &str) -> Diagnostic {
    let message = format!("日历上没有 `{}` 这一天", text.trim());
    source.diagnostic(Code::NoSuchDay, span, message, "请核对年、月、日")
}

fn looks_like_date(value: &str) -> bool {
    // Programs for texts put other dashes in the place of hyphens.
    let is_mark = |c: char| "-/.年月日－／．".contains(c) || ('\u{2010}'..='\u{2015}').contains(&c) || c == '\u{2212}';
    value.starts_with(is_digit)
        && value.chars().count() <= "2024年09月18日".chars().count()
        && value.contains(is_mark)
        && value.chars().all(|c| is_digit(c) || is_mark(c) || c == ' ')
}

/// Returns a line without what stands between quotation marks, and without its comment.
fn without_texts(line: &str) -> String {
    let mut bare = String::new();
    let mut open = None;
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        match open {
            Some(_) if c == '\\' => drop(chars.next()),
            Some(quote) if quote == c => open = None,
            Some(_) => {}
            None if c == '"' || c == '\'' => open = Some(c),
            None if c == '#' => break,
            None => bare.push(c),
        }
    }
    bare
}

#[cfg(test)]
mod tests {
    use crate::inputs::fields::{Fields, Form};
    use crate::text::source::Source;

    const FORM: Form = Form { keys: &[], example: "" };

    #[test]
    fn editors_hear_in_chinese_what_is_wrong_with_a_line() {
        for (line, says) in [
            ("a = 文字", "文字没有加英文引号"),
            ("a = https://example.gov.cn", "文字没有加英文引号"),
            ("a = “文字”", "中文的引号"),
            ("a ＝ \"文字\"", "中文的引号"),
            ("a = [55、155]", "中文的逗号"),
            ("a = [55，56]", "中文的逗号"),
            ("a = [\"甲\"，\"乙\"]", "中文的逗号"),
            ("a = \"文字\"，", "中文的逗号"),
            ("来源 = \"甲\"", "名字不能用中文"),
            ("a = 2024-02-30", "日历上没有"),
            ("a = 2024/3/5", "日期的写法不对"),
            ("a = 2024年3月5日", "日期的写法不对"),
            ("a = 2024.3.5", "日期的写法不对"),
            ("a = 2024\u{2011}03\u{2011}05", "日期的写法不对"),
            ("a = 2024—3—5", "日期的写法不对"),
            ("a = ２０２４－０３－０５", "日期的写法不对"),
            ("a =", "还没有写内容"),
            ("文字", "不是设置"),
            ("a = \"文字", "写法不对"),
            ("[a", "写法不对"),
            ("a = [\n\"甲\"\n\"乙\"\n]", "有没有英文逗号"),
            ("b = 2\nb = 3", "写了两次"),
            ("[b]\n[b]", "[[名字]]"),
            ("[b]\nc = 1\n[b]\nc = 2", "[[名字]]"),
            ("a = { b = 2024-02-30 }", "日历上没有"),
            ("a = 12abc", "没有加英文引号"),
            ("publisher：甲局", "写的是冒号"),
            ("publisher: \"甲局\"", "写的是冒号"),
            ("tasks = ［52］", "中文的括号"),
            ("tasks = [５２]", "全角"),
            ("number = ５２", "全角"),
            ("title = 【重要】通知", "没有加英文引号"),
            ("title = 第５期", "没有加英文引号"),
            ("https://example.gov.cn", "不是设置"),
        ] {
            let source = Source::new("f", line);
            let mut found = Vec::new();
            Fields::of_file(&source, &FORM, &mut found);
            let told: Vec<String> = found.iter().map(|one| format!("{}。{}", one.message, one.hint)).collect();
            assert!(told.len() == 1 && told[0].contains(says), "{line}: {told:?}");
        }
    }
    #[test]
    fn floods_end_in_a_count() {
        let flood = "[a]\nb = c\n".repeat(20_000);
        let source = Source::new("f", &flood);
        let mut found = Vec::new();
        Fields::of_file(&source, &FORM, &mut found);
        assert_eq!(found.len(), super::MOST_BROKEN + 1);
        assert!(found[super::MOST_BROKEN].message.contains("另有"));
    }

    #[test]
    fn depth_ends_nothing() {
        for deep in ["a = ".to_owned() + &"[".repeat(200_000), "a = ".to_owned() + &"{ a = ".repeat(100_000)] {
            let source = Source::new("f", &deep);
            let mut found = Vec::new();
            Fields::of_file(&source, &FORM, &mut found);
            assert!(!found.is_empty());
        }
    }
}
