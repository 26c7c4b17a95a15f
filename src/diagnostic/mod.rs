//! What is wrong with an input, where, and what to do about it.
//!
//! Faults of the data travel as [`Diagnostic`]s, all of one run together; faults of the environment (a full disk, no
//! Zola) are `anyhow` errors. A diagnostic's message and hint are Chinese; its code is English and stable.

pub mod os_error;
pub mod render;

use serde::Serialize;

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

/// One finding. Lines and columns count from 1, columns in characters; the end is exclusive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    pub severity: Severity,
    /// A stable English name in kebab case, such as `unknown-agency`.
    pub code: &'static str,
    pub message: String,
    /// Path relative to the portal's root, with `/`; empty where no file is meant.
    pub file: String,
    pub line: usize,
    pub column: usize,
    pub end_line: usize,
    pub end_column: usize,
    /// The source that it speaks of.
    pub text: String,
    /// What to do.
    pub hint: String,
}

impl Diagnostic {
    /// An error about a file as a whole.
    pub fn of_file(
        file: impl Into<String>,
        code: &'static str,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) -> Self {
        Self {
            severity: Severity::Error,
            code,
            message: message.into(),
            file: file.into(),
            line: 1,
            column: 1,
            end_line: 1,
            end_column: 1,
            text: String::new(),
            hint: hint.into(),
        }
    }
}
