//! Diagnostics as people and programs read them.

use std::collections::BTreeMap;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use serde::Serialize;

use crate::diagnostic::{Code, Diagnostic, OFFER, Place, Severity};

/// How diagnostics are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Format {
    /// With the source line and carets under the words.
    Human,
    /// One JSON object a line.
    Json,
}

/// How many diagnostics of each severity there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub errors: usize,
    pub warnings: usize,
    pub notes: usize,
}

pub(crate) fn count(diagnostics: &[Diagnostic]) -> Counts {
    let of = |severity| {
        let all = diagnostics.iter().filter(|diagnostic| diagnostic.severity() == severity);
        all.map(|diagnostic| diagnostic.stands_for).sum()
    };
    Counts { errors: of(Severity::Error), warnings: of(Severity::Warning), notes: of(Severity::Note) }
}

/// Sorts diagnostics by place.
pub(crate) fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by(|a, b| {
        let key = |d: &Diagnostic| (d.place.file.clone(), d.place.line, d.place.column, d.severity(), d.code.name());
        key(a).cmp(&key(b))
    });
}

/// Returns a diagnostic as one line of JSON.
pub(crate) fn json(diagnostic: &Diagnostic) -> String {
    /// What programs read: the names and their order are published.
    #[derive(Serialize)]
    struct Published<'a> {
        severity: Severity,
        code: Code,
        message: &'a str,
        file: &'a str,
        line: usize,
        column: usize,
        end_line: usize,
        end_column: usize,
        text: &'a str,
        hint: String,
    }
    let Diagnostic { code, message, place, .. } = diagnostic;
    let published = Published {
        severity: code.severity(),
        code: *code,
        message,
        file: &place.file,
        line: place.line,
        column: place.column,
        end_line: place.end_line,
        end_column: place.end_column,
        text: &place.text,
        hint: diagnostic.advice(),
    };
    serde_json::to_string(&published).unwrap_or_default()
}

/// Returns diagnostics for people. Those that say the same of several places of a file are one, at the first place.
pub(crate) fn humans(diagnostics: &[Diagnostic], colour: bool) -> Vec<String> {
    let key = |d: &Diagnostic| (d.place.file.clone(), d.code, d.message.clone(), d.hint.clone());
    let mut groups: Vec<Vec<&Diagnostic>> = Vec::new();
    let mut group_of = BTreeMap::new();
    for diagnostic in diagnostics {
        let group = *group_of.entry(key(diagnostic)).or_insert(groups.len());
        match groups.get_mut(group) {
            Some(same) => same.push(diagnostic),
            None => groups.push(vec![diagnostic]),
        }
    }
    groups.iter().filter_map(|group| group.split_first()).map(|(first, others)| human(first, others, colour)).collect()
}

/// Returns a diagnostic for people: `file:line:column`, what is wrong, the lines themselves with carets under the
/// words, where else, what to do; then the entries to paste, as they go into the file.
fn human(diagnostic: &Diagnostic, others: &[&Diagnostic], colour: bool) -> String {
    let Diagnostic { code, message, place, hint, entry, .. } = diagnostic;
    let level = match code.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = match place.file.as_str() {
        "" => message.clone(),
        file => format!("{file}:{}:{}: {message}", place.line, place.column),
    };
    let title = level.with_name(code.severity().label()).primary_title(title).id(code.name());
    let (lines, words) = shown(place);
    let mut group = if lines.is_empty() {
        Group::with_title(title)
    } else {
        let annotation = AnnotationKind::Primary.span(words);
        title.element(Snippet::source(lines).line_start(place.line).fold(true).annotation(annotation))
    };
    if !others.is_empty() {
        let places: Vec<String> =
            others.iter().map(|other| format!("{}:{}", other.place.line, other.place.column)).collect();
        let message = format!("另有 {} 处：{}", others.len(), places.join("、"));
        group = group.element(Level::NOTE.with_name("还有").message(message));
    }
    let hint = if entry.is_some() { format!("{hint}{OFFER}") } else { hint.clone() };
    if !hint.is_empty() {
        group = group.element(Level::HELP.with_name("怎么办").message(hint));
    }
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    // Lines have been shortened already, by what people need of them.
    let mut told = renderer.term_width(usize::MAX / 2).render(&[group]);
    for entry in std::iter::once(diagnostic).chain(others.iter().copied()).filter_map(|d| d.entry.as_ref()) {
        told += &format!("\n\n{}", entry.trim_end());
    }
    told
}

/// A line of so many characters is shown whole; of a longer one, up to `LONGEST` of the words and `AROUND` on each side.
const WHOLE: usize = 72;
const LONGEST: usize = 40;
const AROUND: usize = 16;

/// Returns the lines in which a place is shown, shortened around its words, and the words' range of bytes in them.
/// A place whose lines aren't at hand is shown by its text alone.
fn shown(place: &Place) -> (String, Range<usize>) {
    if place.lines.as_str().is_empty() {
        let text = Shortened::new(place.text.lines().next().unwrap_or_default(), 0..usize::MAX);
        return (text.line, text.words);
    }
    let lines: Vec<&str> = place.lines.as_str().lines().collect();
    let last = lines.len().saturating_sub(1);
    let begin = place.column - 1;
    if last == 0 {
        let only = Shortened::new(lines[0], begin..place.end_column - 1);
        return (only.line, only.words);
    }
    let first = Shortened::new(lines[0], begin..usize::MAX);
    let mut text = first.line;
    for (index, line) in lines.iter().enumerate().skip(1) {
        text.push('\n');
        let end = if index == last { place.end_column - 1 } else { usize::MAX };
        let line = Shortened::new(line, 0..end);
        if index == last {
            let end = text.len() + line.words.end;
            text.push_str(&line.line);
            return (text, first.words.start..end);
        }
        text.push_str(&line.line);
    }
    (text, first.words)
}

/// A line, cut where it is long.
struct Shortened {
    line: String,
    /// The words in it, in bytes.
    words: Range<usize>,
}

impl Shortened {
    /// Cuts a line around its words, which are given in characters and may reach past its end.
    fn new(line: &str, words: Range<usize>) -> Self {
        let chars: Vec<char> = line.chars().collect();
        let start = words.start.min(chars.len());
        let end = words.end.clamp(start, chars.len());
        let is_whole = chars.len() <= WHOLE;
        let before = if is_whole { 0 } else { start.saturating_sub(AROUND) };
        let shown_end = if is_whole { end } else { end.min(start + LONGEST) };
        let after = if is_whole { chars.len() } else { (shown_end + AROUND).min(chars.len()) };
        let mut text = String::new();
        let cut = |count: usize, text: &mut String| {
            if count > 0 {
                text.push('…');
            }
        };
        cut(before, &mut text);
        text.extend(&chars[before..start]);
        let from = text.len();
        text.extend(&chars[start..shown_end]);
        if shown_end < end {
            text.push('…');
            let to = text.len();
            return Self { line: text, words: from..to };
        }
        let to = text.len();
        text.extend(&chars[shown_end..after]);
        cut(chars.len() - after, &mut text);
        Self { line: text, words: from..to }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::source::{Source, Span};

    fn told(text: &str, words: &str) -> String {
        let source = Source::new("a.txt", text);
        let start = text.find(words).unwrap();
        let diagnostic = source.diagnostic(Code::UnknownAgency, Span::new(start, start + words.len()), "没有", "");
        human(&diagnostic, &[], false)
    }

    /// Returns the columns of a terminal that the carets take, and those that the words take.
    fn columns(told: &str, words: &str) -> (usize, usize) {
        let width = |text: &str| unicode_width::UnicodeWidthStr::width(text);
        let line = told.lines().find(|line| line.contains(words)).unwrap();
        let carets = told.lines().find(|line| line.contains('^')).unwrap();
        (width(&carets[..carets.find('^').unwrap()]), width(&line[..line.find(words).unwrap()]))
    }

    #[test]
    fn carets_stand_under_the_words_of_the_whole_line() {
        let told = told("aliases = [\"财政局\", \"税务局\"]\n", "税务局");
        insta::assert_snapshot!(told, @r#"
        提醒[unknown-agency]: a.txt:1:20: 没有
          |
        1 | aliases = ["财政局", "税务局"]
          |                       ^^^^^^
        "#);
        let (carets, words) = columns(&told, "税务局");
        assert_eq!(carets, words);
    }

    #[test]
    fn tabs_and_wide_characters_count_as_they_are_shown() {
        let shown = told("一、科教\t7\t市教育局\n", "市教育局");
        let (carets, words) = columns(&shown, "市教育局");
        assert_eq!(carets, words, "{shown}");
    }

    #[test]
    fn long_lines_are_cut_around_the_words() {
        let text = format!("{}税务局{}\n", "前".repeat(300), "后".repeat(300));
        let shown = told(&text, "税务局");
        assert!(shown.contains(&format!("…{}税务局{}…", "前".repeat(AROUND), "后".repeat(AROUND))), "{shown}");
        assert!(shown.contains("a.txt:1:301:"), "{shown}");
        let shown = told(&text, &"前".repeat(300));
        assert!(shown.contains(&format!("| {}…\n", "前".repeat(LONGEST))), "{shown}");
    }

    #[test]
    fn what_is_said_of_several_places_is_said_once_with_every_entry() {
        let source = Source::new("a.txt", "甲\n乙\n丙\n");
        let at = |line: usize, message: &str| {
            let entry = Some(format!("[[notes]]\nlines = [{line}, {line}]\n"));
            source.diagnostic(Code::StrayText, source.line_span(line), message, "核对").accepted_by(entry)
        };
        let told = humans(&[at(1, "没有"), at(2, "另一个"), at(3, "没有")], false);
        assert_eq!(told.len(), 2);
        insta::assert_snapshot!(told[0], @r#"
        错误[stray-text]: a.txt:1:1: 没有
          |
        1 | 甲
          | ^^
          |
          = 还有: 另有 1 处：3:1
          = 怎么办: 核对；核对无误、不必改的，贴在 plan.toml 末尾：

        [[notes]]
        lines = [1, 1]

        [[notes]]
        lines = [3, 3]
        "#);
    }

    #[test]
    fn places_over_several_lines_and_at_the_end_are_shown() {
        let shown = told("甲\n乙\n丙\n丁\n戊\n", "甲\n乙\n丙\n丁");
        assert!(shown.contains("甲") && shown.contains("丁") && !shown.contains("戊"), "{shown}");
        let source = Source::new("a.txt", "甲\n");
        for at in [0, 3, 4] {
            let shown = human(&source.diagnostic(Code::NotUtf8, Span::new(at, at), "没有", "改"), &[], false);
            assert!(shown.contains("怎么办: 改"), "{shown}");
        }
    }
}
