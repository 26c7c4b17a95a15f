//! TOML inputs, with diagnostics that name file, line and column.

use serde::de::DeserializeOwned;

use crate::diagnostic::{Code, Diagnostic};
use crate::text::source::{Source, Span};

/// Reads a TOML file into its type; a syntax error, an unknown key or a wrong type is one diagnostic.
pub fn read<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, Box<Diagnostic>> {
    toml::from_str(text).map_err(|error| {
        let source = Source::new(file, text);
        let span = error.span().map_or(Span::new(0, 0), |range| Span::new(range.start, range.end));
        let hint = "请对照旁边的例子检查这一处的写法：键名、引号、方括号、日期（YYYY-MM-DD）";
        Box::new(source.diagnostic(Code::BadToml, span, format!("读不懂这一处：{}", error.message().trim()), hint))
    })
}

/// An error at the first place of a TOML file where `value` stands, in quotes if it does so anywhere.
pub fn error(
    file: &str,
    text: &str,
    code: Code,
    value: &str,
    message: impl Into<String>,
    hint: impl Into<String>,
) -> Diagnostic {
    let quoted = text.find(&format!("\"{value}\"")).map(|at| at + 1);
    error_at(file, text, code, quoted.or_else(|| text.find(value)), value, message, hint)
}

/// The same at the last such place: what stands there repeats something.
pub fn error_at_last(
    file: &str,
    text: &str,
    code: Code,
    value: &str,
    message: impl Into<String>,
    hint: impl Into<String>,
) -> Diagnostic {
    let quoted = text.rfind(&format!("\"{value}\"")).map(|at| at + 1);
    error_at(file, text, code, quoted.or_else(|| text.rfind(value)), value, message, hint)
}

fn error_at(
    file: &str,
    text: &str,
    code: Code,
    place: Option<usize>,
    value: &str,
    message: impl Into<String>,
    hint: impl Into<String>,
) -> Diagnostic {
    let span = place.map_or(Span::new(0, 0), |start| Span::new(start, start + value.len()));
    Source::new(file, text).diagnostic(code, span, message, hint)
}
