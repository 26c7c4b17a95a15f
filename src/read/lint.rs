//! Faults that show in running text: sentences without an end, brackets and quotation marks left open, text twice.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic};
use crate::parse::line::{closes_notice, is_terminated};
use crate::parse::responsibility;
use crate::parse::{Block, BlockKind};
use crate::text::source::{Source, Span};

/// A text of so many characters doesn't stand twice by chance.
const LONG: usize = 12;

/// So many halves of brackets are told of one paragraph: what more there are say nothing new.
const MOST_BRACKETS: usize = 20;

const PAIRS: [(char, char); 8] =
    [('“', '”'), ('‘', '’'), ('《', '》'), ('〈', '〉'), ('〔', '〕'), ('【', '】'), ('「', '」'), ('(', ')')];

/// Brackets and quotation marks of one paragraph or cell; full and half-width round brackets close each other.
pub(super) fn brackets(source: &Source, spans: &[Span], diagnostics: &mut Vec<Diagnostic>) {
    let mut open: Vec<(char, Span)> = Vec::new();
    let told = diagnostics.len() + MOST_BRACKETS;
    for &span in spans {
        for (at, c) in source.slice(span).char_indices() {
            let place = Span::new(span.start + at, span.start + at + c.len_utf8());
            let c = match c {
                '（' => '(',
                '）' => ')',
                c => c,
            };
            if let Some((_, close)) = PAIRS.iter().find(|(left, _)| *left == c) {
                open.push((*close, place));
            } else if PAIRS.iter().any(|(_, right)| *right == c) {
                match open.last() {
                    Some((expected, _)) if *expected == c => {
                        open.pop();
                    }
                    _ if diagnostics.len() >= told || numbers(&source.slice(span)[..at]) => {}
                    _ => diagnostics.push(source.diagnostic(
                        Code::UnopenedBracket,
                        place,
                        format!("`{}` 没有与它配对的前一半", source.slice(place)),
                        "请核对录入：可能漏字，或括号、引号、书名号用错",
                    )),
                }
            }
        }
    }
    for (_, place) in open.into_iter().take(told.saturating_sub(diagnostics.len())) {
        diagnostics.push(source.diagnostic(
            Code::UnclosedBracket,
            place,
            format!("`{}` 没有与它配对的后一半", source.slice(place)),
            "请核对录入：可能漏字，或括号、引号、书名号用错",
        ));
    }
}

/// Checks whether a bracket closes a number of a list in running text: `…；2）…`
fn numbers(before: &str) -> bool {
    let mark = before.trim_end_matches(|c: char| c.is_ascii_digit());
    mark.len() < before.len()
        && before.len() <= mark.len() + 2
        && (mark.is_empty() || mark.ends_with(['：', '；', '。', '，', ' ']))
}

/// Returns a text without the bracket that it ends with.
fn without_last_bracket(text: &str) -> &str {
    let mut depth = 0i32;
    for (at, c) in text.char_indices().rev() {
        match c {
            ')' | '）' | '〕' | ']' | '］' | '】' => depth += 1,
            '(' | '（' | '〔' | '[' | '［' | '【' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return if at + c.len_utf8() == text.len() { text } else { &text[..at] };
        }
    }
    text
}

/// Returns whether a paragraph that ends with who does it has a full stop before that; nothing where none says so.
pub(super) fn stops_before_bracket(text: &str) -> Option<bool> {
    let said = responsibility::in_paragraph(text);
    let first = said.first().filter(|_| said.last().is_some_and(|last| last.place.end == text.len()))?;
    let before = text[..first.place.start].trim_end();
    (!before.is_empty()).then(|| stops(before))
}

/// Checks whether words end as a sentence does, remarks in brackets behind it left out: `建设公园。（新建）`.
fn stops(words: &str) -> bool {
    let mut rest = words;
    loop {
        let shorter = without_last_bracket(rest).trim_end();
        if is_terminated(rest) || shorter.len() == rest.len() {
            return is_terminated(rest);
        }
        rest = shorter;
    }
}

/// A paragraph ends as a sentence does.
pub(super) fn sentence_end(source: &Source, spans: &[Span], diagnostics: &mut Vec<Diagnostic>) {
    let unterminated = spans.last().and_then(|&last| unterminated(source, last));
    diagnostics.extend(unterminated.map(|place| {
        source.diagnostic(
            Code::UnterminatedSentence,
            place,
            "这一段没有句末标点，可能缺了后半句，或被换页截断",
            "请核对录入；若是换页把一段截成两段，请在 plan.toml 的 [[repairs]] 里写明接排",
        )
    }));
}

/// A task's cell ends as those of its table do; it may well be printed so that it doesn't.
pub(super) fn cell_end(source: &Source, cell: Span, diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.extend(unterminated(source, cell).map(|place| {
        source.diagnostic(
            Code::UnterminatedCell,
            place,
            "这一格没有句末标点，表里的其他各项大多有",
            "请核对录入：是否缺了后半句。原文如此的不必管",
        )
    }));
}

/// Returns the last character of a text that doesn't end as a sentence does.
fn unterminated(source: &Source, span: Span) -> Option<Span> {
    let text = source.slice(span);
    // `…服务。（牵头单位：市教育局）`, `…服务。责任单位：市教育局`: who does it stands after the sentence, or alone.
    let said = responsibility::in_paragraph(text);
    let before = said.iter().rfold(text, |text, said| match text[said.place.end..].trim().is_empty() {
        true => text[..said.place.start].trim_end(),
        false => text,
    });
    let sentence = if before == text { without_last_bracket(text) } else { before };
    // The mark of a footnote stands behind the sentence.
    let sentence = sentence.trim_end_matches(|c| ('①'..='⑳').contains(&c));
    let is_sentence = if before == text { is_terminated(sentence) } else { stops(sentence) };
    if is_terminated(text) || is_sentence || sentence.is_empty() || closes_notice(sentence) {
        return None;
    }
    let start = text.char_indices().next_back().map_or(span.end, |(at, _)| span.start + at);
    Some(Span::new(start, span.end))
}

/// Long lines of text and cells that stand twice, and sentences that stand twice in one of them.
pub(super) fn repeats(source: &Source, texts: &[Span], diagnostics: &mut Vec<Diagnostic>) {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for &span in texts {
        let text = source.slice(span);
        if text.chars().count() >= LONG {
            // Who does it may well be the same of two.
            let is_naming = || responsibility::in_paragraph(text).iter().any(|said| said.place == (0..text.len()));
            if let Some(line) = seen.get(text).filter(|_| !is_naming()) {
                diagnostics.push(source.diagnostic(
                    Code::RepeatedText,
                    span,
                    format!("这里与第 {line} 行完全相同"),
                    "请核对录入：是否重复了一段",
                ));
            }
            seen.insert(text, source.line_of(span.start));
        }
        sentences(source, span, diagnostics);
    }
}

/// Two lines that are the same, one right after the other: most likely typed in twice.
pub(super) fn neighbours(source: &Source, before: &Block, block: &Block, diagnostics: &mut Vec<Diagnostic>) {
    let is_plain = |block: &Block| matches!(block.kind, BlockKind::Text);
    if let Some(&first) = block.spans.first()
        && is_plain(before)
        && is_plain(block)
        && source.join(&before.spans) == source.join(&block.spans)
    {
        diagnostics.push(source.diagnostic(
            Code::RepeatedText,
            first,
            "这一行与上一行完全相同",
            "请核对录入：是否重复了一行",
        ));
    }
}

fn sentences(source: &Source, span: Span, diagnostics: &mut Vec<Diagnostic>) {
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut before = "";
    let mut at = span.start;
    for sentence in source.slice(span).split_inclusive('。') {
        let place = Span::new(at, at + sentence.len());
        at = place.end;
        let is_new = seen.insert(sentence);
        if sentence == before || (!is_new && sentence.chars().count() >= LONG) {
            diagnostics.push(source.diagnostic(
                Code::RepeatedText,
                place,
                "这一句在同一段里出现了两次",
                "请核对录入：是否重复了一句",
            ));
        }
        before = sentence;
    }
}
