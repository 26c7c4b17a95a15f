//! Diagnostics as people and programs read them.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use serde::Serialize;

use crate::diagnostic::{Code, Diagnostic, Severity};

/// How diagnostics are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// With the source line and carets under the words.
    Human,
    /// One JSON object a line.
    Json,
}

/// How many findings of each severity there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    pub errors: usize,
    pub warnings: usize,
    pub notes: usize,
}

pub fn count(findings: &[Diagnostic]) -> Counts {
    let of = |severity| findings.iter().filter(|finding| finding.severity() == severity).count();
    Counts { errors: of(Severity::Error), warnings: of(Severity::Warning), notes: of(Severity::Note) }
}

/// Sorts findings by place.
pub fn sort(findings: &mut [Diagnostic]) {
    findings.sort_by(|a, b| {
        let key = |d: &Diagnostic| (d.place.file.clone(), d.place.line, d.place.column, d.severity(), d.code.name());
        key(a).cmp(&key(b))
    });
}

/// Returns a diagnostic as one line of JSON.
pub fn json(diagnostic: &Diagnostic) -> String {
    /// What programs read: the names and their order are published.
    #[derive(Serialize)]
    struct Line<'a> {
        severity: Severity,
        code: Code,
        message: &'a str,
        file: &'a str,
        line: usize,
        column: usize,
        end_line: usize,
        end_column: usize,
        text: &'a str,
        hint: &'a str,
    }
    let Diagnostic { code, message, place, hint } = diagnostic;
    let line = Line {
        severity: code.severity(),
        code: *code,
        message,
        file: &place.file,
        line: place.line,
        column: place.column,
        end_line: place.end_line,
        end_column: place.end_column,
        text: &place.text,
        hint,
    };
    serde_json::to_string(&line).unwrap_or_default()
}

/// One finding for people: `file:line:column`, what is wrong, the line itself with carets, what to do.
pub fn human(finding: &Diagnostic, colour: bool) -> String {
    let (level, name) = match finding.severity() {
        Severity::Error => (Level::ERROR, "错误"),
        Severity::Warning => (Level::WARNING, "提醒"),
        Severity::Note => (Level::NOTE, "说明"),
    };
    let place = match finding.place.file.as_str() {
        "" => String::new(),
        file => format!("{file}:{}:{}: ", finding.place.line, finding.place.column),
    };
    let title = format!("{place}{}", finding.message);
    let shown = shown_text(finding);
    let group = level.with_name(name).primary_title(title.as_str()).id(finding.code.name());
    let mut group = if shown.is_empty() {
        Group::with_title(group)
    } else {
        let snippet = Snippet::source(shown.as_str())
            .line_start(finding.place.line)
            .fold(false)
            .annotation(AnnotationKind::Primary.span(0..shown.len()));
        group.element(snippet)
    };
    if !finding.hint.is_empty() {
        group = group.element(Level::HELP.with_name("怎么办").message(finding.hint.as_str()));
    }
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    renderer.render(&[group]).to_string()
}

/// The words that a finding speaks of, shortened: a paragraph can be a screen long.
fn shown_text(finding: &Diagnostic) -> String {
    const LONGEST: usize = 60;
    let line = finding.place.text.lines().next().unwrap_or_default().replace('\t', "→");
    let mut text: String = line.chars().take(LONGEST).collect();
    if line.chars().count() > LONGEST {
        text.push('…');
    }
    text
}
