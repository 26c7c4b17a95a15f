//! TOML inputs, with diagnostics that name file, line and column.

use serde::de::DeserializeOwned;

use crate::diagnostic::Diagnostic;
use crate::source::{Source, Span};

/// Reads a TOML file into its type; a syntax error, an unknown key or a wrong type is one diagnostic.
pub fn read<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, Box<Diagnostic>> {
    toml::from_str(text).map_err(|error| {
        let source = Source::new(file, text);
        let span = error.span().map_or(Span::new(0, 0), |range| Span::new(range.start, range.end));
        let hint = "请对照旁边的例子检查这一处的写法：键名、引号、方括号、日期（YYYY-MM-DD）";
        Box::new(source.error("bad-toml", span, format!("读不懂这一处：{}", error.message().trim()), hint))
    })
}

/// An error at the first place of a TOML file where `value` stands.
pub fn error(
    file: &str,
    text: &str,
    code: &'static str,
    value: &str,
    message: impl Into<String>,
    hint: impl Into<String>,
) -> Diagnostic {
    let source = Source::new(file, text);
    let start = if value.is_empty() { 0 } else { text.find(value).unwrap_or(0) };
    let end = if text[start..].starts_with(value) { start + value.len() } else { start };
    source.error(code, Span::new(start, end), message, hint)
}
