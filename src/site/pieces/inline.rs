//! Source text cut into the pieces of a line that a page prints.

use std::ops::Range;

use serde::{Serialize, Serializer};

use crate::parse::{LayoutRule, is_han};
use crate::read::{Correction, CorrectionKind, Plan};
use crate::site::href::Href;
use crate::site::pieces::{Mark, Marks};
use crate::text::difference::difference;
use crate::text::english;
use crate::text::source::{Lines, Span};

/// A piece of source text, cut where something is marked.
///
/// Printed in order, the pieces' `text` (and for a correction `read` or `printed`) is the passage as read or as printed.
/// Plain text with nothing to say of it is text and nothing else: most pieces are.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "kebab-case", remote = "Self")]
pub(crate) enum Inline {
    /// Plain text; `strong` where it is the phrase that serves as the short title, or a phrase shared with the page's task.
    Text {
        text: String,
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        strong: bool,
        /// `en`, where it isn't Chinese.
        #[serde(skip_serializing_if = "Option::is_none")]
        lang: Option<&'static str>,
    },
    /// A half-width punctuation mark between Chinese characters.
    Half {
        text: String,
        /// `comma` (air after), `open` (air before) or `close` (air after).
        side: &'static str,
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        strong: bool,
    },
    /// A place that is read otherwise than printed; either may be empty.
    Correction {
        #[serde(flatten)]
        mark: Mark,
        read: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        read_lang: Option<&'static str>,
        printed: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        printed_lang: Option<&'static str>,
    },
    /// Words that a reading or a note speaks of; they stand as printed. May be empty: then only the mark is shown.
    Noted {
        #[serde(flatten)]
        mark: Mark,
        text: String,
    },
    /// What the word before it means (ours).
    Gloss {
        slug: String,
        word: String,
        means: String,
        /// Who says so, when and where.
        source: String,
        date: String,
        source_href: Href,
    },
    /// A place where the original broke a title's line: a good place to break it again.
    Break {},
    /// A page end inside a paragraph that was joined.
    Join {
        #[serde(flatten)]
        mark: Mark,
    },
}

impl Serialize for Inline {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text { text, strong: false, lang: None } => text.serialize(serializer),
            piece => Self::serialize(piece, serializer),
        }
    }
}

/// Source text that is shown whole: goes into one `[data-lines]` element.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Passage {
    pub lines: String,
    pub runs: Vec<Inline>,
}

/// Returns a passage shown whole, with its marks.
pub(crate) fn passage(plan: &Plan, spans: &[Span], marks: &mut Marks) -> Passage {
    let lines = plan.source().lines_of(spans).map_or_else(String::new, Lines::label);
    Passage { lines, runs: inlines(plan, spans, marks, &[]) }
}

/// Returns the runs of a text; `strong` are ranges of the text as read, in order.
pub(crate) fn inlines(plan: &Plan, spans: &[Span], marks: &mut Marks, strong: &[Range<usize>]) -> Vec<Inline> {
    let mut cutter = Cutter { plan, strong, runs: Vec::new(), at: 0 };
    for (index, &span) in spans.iter().enumerate() {
        if let Some(before) = index.checked_sub(1).map(|index| spans[index]) {
            cutter.runs.extend(between(plan, before, span, marks));
        }
        cutter.cut(span, marks);
    }
    cutter.runs
}

/// Returns what stands between two spans of one text: a joined page end, or a line break of a title.
fn between(plan: &Plan, before: Span, after: Span, marks: &mut Marks) -> Option<Inline> {
    if let Some(join) = plan.corrections.iter().position(|c| c.is_join() && spans_gap(c, before, after)) {
        return Some(Inline::Join { mark: marks.mark(plan, join) });
    }
    let mut layout = plan.document.layout.iter();
    layout
        .any(|layout| layout.rule == LayoutRule::TitleBreak && layout.span.start == before.end)
        .then_some(Inline::Break {})
}

fn spans_gap(join: &Correction, before: Span, after: Span) -> bool {
    join.span.is_some_and(|place| place.start < before.end && after.start < place.end)
}

/// Some of a text's runs, by position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct RunRange {
    pub start: usize,
    /// The first run after them.
    pub end: usize,
}

/// Returns the runs that hold `words`, where the text as read has them.
pub(crate) fn runs_of(runs: &[Inline], words: &str) -> Option<RunRange> {
    let texts: Vec<&str> = runs.iter().map(read).collect();
    let first = texts.concat().find(words).filter(|_| !words.is_empty())?;
    let mut end = 0;
    let ends: Vec<usize> = texts
        .iter()
        .map(|text| {
            end += text.len();
            end
        })
        .collect();
    let start = ends.partition_point(|&end| end <= first);
    let last = ends.partition_point(|&end| end < first + words.len());
    Some(RunRange { start, end: last + 1 })
}

/// Returns what a run has of the text as read.
fn read(run: &Inline) -> &str {
    match run {
        Inline::Text { text, .. } | Inline::Half { text, .. } | Inline::Noted { text, .. } => text,
        Inline::Correction { read, .. } => read,
        Inline::Break {} | Inline::Join { .. } | Inline::Gloss { .. } => "",
    }
}

/// Returns the end of the first place where the text as read has a word and something can stand behind it: not inside
/// what carries a mark. A word in Latin letters or digits is no part of a longer one.
pub(super) fn gloss_place(runs: &[Inline], word: &str) -> Option<usize> {
    let text: String = runs.iter().map(read).collect();
    let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let stands = |at: usize| {
        let (before, after) = (text[..at].chars().next_back(), text[at + word.len()..].chars().next());
        let (first, last) = (word.chars().next(), word.chars().next_back());
        !(is_letter(before) && is_letter(first) || is_letter(after) && is_letter(last))
    };
    let is_open = |end: usize| {
        let mut before = 0;
        let inside = runs.iter().find(|run| {
            let start = before;
            before += read(run).len();
            start < end && end < before
        });
        inside.is_none_or(|run| matches!(run, Inline::Text { .. }))
    };
    let places = text.match_indices(word).map(|(at, _)| at).filter(|&at| stands(at)).map(|at| at + word.len());
    places.filter(|_| !word.is_empty()).find(|&end| is_open(end))
}

/// Returns the position of the run that begins at a place of the text as read; plain text is cut there.
pub(super) fn split_at(runs: &mut Vec<Inline>, place: usize) -> usize {
    let mut before = 0;
    for at in 0..runs.len() {
        if before == place {
            return at;
        }
        let length = read(&runs[at]).len();
        if before + length > place {
            if let Inline::Text { text, strong, lang } = &mut runs[at] {
                let rest = Inline::Text { text: text.split_off(place - before), strong: *strong, lang: *lang };
                runs.insert(at + 1, rest);
            }
            return at + 1;
        }
        before += length;
    }
    runs.len()
}

/// Returns the runs of text that carries no marks: quotations.
pub(crate) fn quote(text: &str, strong: &[Range<usize>]) -> Vec<Inline> {
    let mut runs = Vec::new();
    push_text(&mut runs, text, 0, strong);
    runs
}

struct Cutter<'a> {
    plan: &'a Plan,
    strong: &'a [Range<usize>],
    runs: Vec<Inline>,
    /// Length of the text as read so far, for `strong`.
    at: usize,
}

/// What happens at a place inside a span.
enum Event<'a> {
    Correction(&'a Correction),
    Noted,
    Point,
}

impl Cutter<'_> {
    fn cut(&mut self, span: Span, marks: &mut Marks) {
        let mut at = span.start;
        for (place, index, event) in events(self.plan, span, marks) {
            self.text(Span::new(at, place.start));
            let mark = marks.mark(self.plan, index);
            match event {
                Event::Correction(correction) => {
                    let (kept_before, printed, read, kept_after) =
                        difference(self.plan.source().slice(place), correction.read.as_deref().unwrap_or_default());
                    let before = Span::new(place.start, place.start + kept_before);
                    let after = Span::new(place.end - kept_after, place.end);
                    self.text(before);
                    self.at += read.len();
                    self.runs.push(Inline::Correction {
                        mark,
                        read: read.to_owned(),
                        read_lang: english::lang(read),
                        printed: printed.to_owned(),
                        printed_lang: english::lang(printed),
                    });
                    self.text(after);
                }
                Event::Noted => {
                    let text = self.plan.source().slice(place).to_owned();
                    self.at += text.len();
                    self.runs.push(Inline::Noted { mark, text });
                }
                Event::Point => self.runs.push(Inline::Noted { mark, text: String::new() }),
            }
            at = place.end;
        }
        self.text(Span::new(at, span.end));
    }

    fn text(&mut self, span: Span) {
        let text = self.plan.source().slice(span);
        push_text(&mut self.runs, text, self.at, self.strong);
        self.at += text.len();
    }
}

/// Returns where the marks of a span stand, in order and apart. An entry whose words are marked already, or that begin
/// outside, has its mark at their end.
fn events<'a>(plan: &'a Plan, span: Span, marks: &Marks) -> Vec<(Span, usize, Event<'a>)> {
    let entries = plan.corrections.iter().enumerate();
    let inside: Vec<(Span, usize, &Correction)> = entries
        .filter(|(_, c)| !c.is_join() && c.shift.is_none())
        .filter(|(_, c)| marks.shows(c.kind))
        .filter_map(|(index, c)| c.span.map(|place| (place, index, c)))
        .filter(|(place, _, _)| span.start < place.end && place.end <= span.end)
        .collect();
    let mut events: Vec<(Span, usize, Event<'a>)> = Vec::new();
    let is_correction = |c: &Correction| c.kind == CorrectionKind::Correction;
    for (place, index, correction) in inside.iter().filter(|(_, _, c)| is_correction(c)) {
        if span.contains(*place) {
            events.push((*place, *index, Event::Correction(correction)));
        }
    }
    let mut others: Vec<&(Span, usize, &Correction)> = inside.iter().filter(|(_, _, c)| !is_correction(c)).collect();
    others.sort_by_key(|(place, index, _)| (place.end - place.start, *index));
    for (place, index, _) in others {
        let free = span.contains(*place) && !events.iter().any(|(other, _, _)| other.overlaps(*place));
        if free {
            events.push((*place, *index, Event::Noted));
            continue;
        }
        let end = events
            .iter()
            .filter(|(other, _, _)| other.start < place.end && place.end < other.end)
            .map(|(other, _, _)| other.end);
        let end = end.max().unwrap_or(place.end);
        events.push((Span::new(end, end), *index, Event::Point));
    }
    // At one place, words come before the mark that follows them.
    events.sort_by_key(|(place, index, _)| (place.end, place.start, *index));
    events
}

/// Adds text, cut at the ends of strong ranges, around English and around half-width punctuation; `at` is its place as
/// read.
fn push_text(runs: &mut Vec<Inline>, text: &str, at: usize, strong: &[Range<usize>]) {
    let mut cuts: Vec<usize> = vec![0, text.len()];
    for edge in strong.iter().flat_map(|range| [range.start, range.end]) {
        if edge > at && edge < at + text.len() && text.is_char_boundary(edge - at) {
            cuts.push(edge - at);
        }
    }
    cuts.sort_unstable();
    cuts.dedup();
    for pair in cuts.windows(2) {
        let is_strong = strong.iter().any(|range| range.start < at + pair[1] && at + pair[0] < range.end);
        for piece in english::split_by_language(&text[pair[0]..pair[1]]) {
            match piece.lang {
                Some(_) => runs.push(Inline::Text { text: piece.text, strong: is_strong, lang: piece.lang }),
                None => push_punctuated(runs, &piece.text, is_strong),
            }
        }
    }
}

/// Cuts text around half-width marks between Chinese characters, which are set apart to get air. Only the mark itself
/// is: a word cut in two would be read out in two, and no line begins with a mark whatever stands before it.
fn push_punctuated(runs: &mut Vec<Inline>, text: &str, strong: bool) {
    let is_wide = |c: char| is_han(c) || "“”‘’《》〈〉、。〔〕（）".contains(c);
    let mut before = last_char(runs);
    let mut start = 0;
    for (at, c) in text.char_indices() {
        let after = text[at + c.len_utf8()..].chars().next();
        let side = match c {
            ',' | ';' | ':' if before.is_some_and(|c| is_wide(c) || c == ')') => Some("comma"),
            ')' if before.is_some_and(is_word) => Some("close"),
            '(' if before.is_none_or(is_wide) && after.is_some_and(is_word) => Some("open"),
            _ => None,
        };
        if let Some(side) = side {
            push_plain(runs, &text[start..at], strong);
            runs.push(Inline::Half { text: c.to_string(), side, strong });
            start = at + 1;
        }
        before = Some(c);
    }
    push_plain(runs, &text[start..], strong);
}

/// Returns the character that the runs end with, as read.
fn last_char(runs: &[Inline]) -> Option<char> {
    runs.iter().rev().find_map(|run| match run {
        Inline::Text { text, .. } | Inline::Half { text, .. } | Inline::Noted { text, .. } => text.chars().next_back(),
        Inline::Correction { read, .. } => read.chars().next_back(),
        Inline::Break {} | Inline::Join { .. } | Inline::Gloss { .. } => None,
    })
}

fn is_word(c: char) -> bool {
    is_han(c) || c.is_alphanumeric() || "”’》%+".contains(c)
}

fn push_plain(runs: &mut Vec<Inline>, text: &str, strong: bool) {
    if !text.is_empty() {
        runs.push(Inline::Text { text: text.to_owned(), strong, lang: None });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::href::Href;

    fn flat(text: &str, strong: &[Range<usize>]) -> String {
        let show = |run: Inline| match run {
            Inline::Text { text, lang: Some(lang), .. } => format!("<{lang}>{text}</>"),
            Inline::Text { text, strong: false, .. } => text,
            Inline::Text { text, strong: true, .. } => format!("*{text}*"),
            Inline::Half { text, side, .. } => format!("[{text}|{side}]"),
            other => panic!("{other:?}"),
        };
        quote(text, strong).into_iter().map(show).collect()
    }

    #[test]
    fn half_width_marks_between_chinese_characters_are_set_apart() {
        assert_eq!(flat("任务,加快0.5,7", &[]), "任务[,|comma]加快0.5,7");
        assert_eq!(flat("协定》(RCEP)先行", &[]), "协定》[(|open]RCEP[)|close]先行");
        assert_eq!(flat("(一)推动", &[]), "[(|open]一[)|close]推动");
        assert_eq!(flat("甲,(乙", &[]), "甲[,|comma](乙");
        let strong = 0..6;
        assert_eq!(flat("甲乙,丙", std::slice::from_ref(&strong)), "*甲乙*[,|comma]丙");
    }

    #[test]
    fn a_mark_after_words_that_are_noted_is_set_apart() {
        let mark =
            Mark { id: String::new(), n: 1, note: "note", label: String::new(), href: Href::default(), first: true };
        let mut runs = vec![Inline::Noted { mark, text: "项目".to_owned() }];
        push_text(&mut runs, ",鼓励", 0, &[]);
        assert_eq!(runs[1], Inline::Half { text: ",".to_owned(), side: "comma", strong: false });
    }

    #[test]
    fn english_is_whole_and_apart() {
        assert_eq!(
            flat("收录(Web of Science),(RCEP)和and", &[]),
            "收录(<en>Web of Science</>[)|close][,|comma](RCEP[)|close]和<en>and</>"
        );
    }

    #[test]
    fn strong_ranges_cut_text() {
        assert_eq!(flat("甲乙丙", std::slice::from_ref(&(3..6))), "甲*乙*丙");
    }

    #[test]
    fn the_runs_of_some_words_are_found_whole() {
        let (text, words) = ("甲乙,丙丁,戊", "乙,丙");
        let strong = 3..10;
        assert_eq!(&text[strong.clone()], words);
        let runs = quote(text, std::slice::from_ref(&strong));
        assert_eq!(flat(text, std::slice::from_ref(&strong)), "甲*乙*[,|comma]*丙*丁[,|comma]戊");
        assert_eq!(runs_of(&runs, words), Some(RunRange { start: 1, end: 4 }));
        assert_eq!(runs_of(&runs, "丙乙"), None);
    }
}
