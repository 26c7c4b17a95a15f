//! What is wrong with an input, where, and what to do about it.
//!
//! Faults of the data travel as [`Diagnostic`]s, all of one run together; faults of the environment (a full disk, no
//! Zola) are `anyhow` errors. A diagnostic's message and hint are Chinese; its [`Code`] is English and stable.

mod acceptable;
pub(crate) mod bound;
mod code;
mod declare;
pub(crate) mod os_error;
#[cfg(test)]
mod reference;
pub(crate) mod render;

pub use code::Code;

use serde::Serialize;

use crate::text::source::{Excerpt, Lines, Source, Span};

/// How much a diagnostic matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Nothing is published.
    Error,
    /// Published, and worth a look.
    Warning,
    /// Said for completeness.
    Note,
}

impl Severity {
    /// Returns the word that people read.
    pub fn label(self) -> &'static str {
        match self {
            Severity::Error => "错误",
            Severity::Warning => "提醒",
            Severity::Note => "说明",
        }
    }
}

/// What is wrong, where, and what to do. Made from a [`Source`] and a span by [`Source::diagnostic`], or from any
/// other [`Place`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of fault it is.
    pub code: Code,
    /// What is wrong, for editors.
    pub message: String,
    /// Where it is wrong.
    pub place: Place,
    /// What to do.
    pub hint: String,
    /// The entry for the end of `plan.toml` that says that the document is really so; absent where it can't be.
    pub entry: Option<String>,
    /// How many it stands for, if more than itself: those that [`bound`] left out.
    pub(crate) stands_for: usize,
}

impl Diagnostic {
    /// Returns a diagnostic about a place.
    pub fn new(code: Code, place: Place, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { code, message: message.into(), place, hint: hint.into(), entry: None, stands_for: 1 }
    }

    /// Returns the diagnostic with the entry of `plan.toml` that accepts it.
    pub(crate) fn accepted_by(self, entry: Option<String>) -> Self {
        Self { entry, ..self }
    }

    /// Returns what to do, with the entry to paste between backticks.
    pub fn advice(&self) -> String {
        match &self.entry {
            Some(entry) => format!("{}{OFFER}\n`{}`", self.hint, entry.trim_end()),
            None => self.hint.clone(),
        }
    }

    /// Returns how much it matters.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }
}

/// A place in a file. Lines and columns count from 1, columns in characters; the end is exclusive.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Place {
    /// Path relative to the portal's root, with `/`; empty where no file is meant.
    pub file: String,
    /// Of its first character, from 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
    /// Of its end, from 1.
    pub end_line: usize,
    /// The first column after it, from 1.
    pub end_column: usize,
    /// What stands there.
    pub text: String,
    /// The whole lines from the first to the last, in which people are shown the place; empty where the file isn't
    /// text or isn't at hand.
    pub lines: Excerpt,
}

impl Place {
    /// Returns a file as a whole.
    pub fn file(file: impl Into<String>) -> Self {
        Self {
            file: file.into(),
            line: 1,
            column: 1,
            end_line: 1,
            end_column: 1,
            text: String::new(),
            lines: Excerpt::default(),
        }
    }

    /// Returns the place in the same file that begins here; its end isn't known.
    pub fn at(self, begin: (usize, usize)) -> Self {
        self.span(begin, begin)
    }

    /// Returns the place in the same file from one line and column to another.
    pub fn span(self, (line, column): (usize, usize), (end_line, end_column): (usize, usize)) -> Self {
        Self { line, column, end_line, end_column, ..self }
    }

    /// Returns the place with what stands there, shortened where it is long.
    pub fn quoting(self, text: &str) -> Self {
        Self { text: shorten(text), ..self }
    }
}

/// Stands between what to do and the entry to paste.
pub(crate) const OFFER: &str = "；核对无误、不必改的，贴在 plan.toml 末尾：";

/// Longest text quoted from a page, in characters.
const LONGEST_QUOTE: usize = 80;

/// Returns a text, cut in the middle where it is long.
pub(crate) fn shorten(text: &str) -> String {
    let count = text.chars().count();
    if count <= LONGEST_QUOTE {
        return text.to_owned();
    }
    let head: String = text.chars().take(LONGEST_QUOTE - 20).collect();
    let tail: String = text.chars().skip(count - 19).collect();
    format!("{head}…{tail}")
}

impl Source {
    /// Returns the place of a span.
    pub(crate) fn place(&self, span: Span) -> Place {
        let (line, column) = self.position(span.start);
        let (end_line, end_column) = self.position(span.end);
        Place {
            file: self.file().to_owned(),
            line,
            column,
            end_line,
            end_column,
            text: self.slice(span).to_owned(),
            lines: self.excerpt(self.lines_span(Lines { first: line, last: end_line })),
        }
    }

    /// Returns a diagnostic about a span.
    pub(crate) fn diagnostic(
        &self,
        code: Code,
        span: Span,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) -> Diagnostic {
        Diagnostic::new(code, self.place(span), message, hint)
    }
}
