//! Marks of Markdown that did nothing: they would be published as they stand.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};

use super::document::{Document, OPTIONS};
use crate::diagnostic::{Code, Diagnostic};
use crate::inputs::oddities;
use crate::text::source::Span;

/// What stands around words to set them in bold, in italics or struck out, as a run of its own.
const PAIRED: [&str; 6] = ["***", "**", "__", "~~", "＊＊", "`"];

/// Marks that do so alone.
const SINGLE: [char; 2] = ['*', '_'];

/// What people begin the items of a list with.
const BULLETS: [char; 6] = ['-', '+', '－', '•', '·', '●'];

/// What to do where such marks are left.
const PAIRED_HINT: &str =
    "记号里侧不要紧挨标点或空格，外侧紧挨文字的加一个空格；加粗“甲”写成 “**甲**”。就要这个符号的，前面加 \\";

/// Brackets of a link in which one was typed full-width, and what stands between the two pairs.
const LINK_MIDDLES: [&str; 6] = ["](", "]（", "］(", "］（", "] (http", "】(http"];

/// Reports the marks that are left over in the text of `document`.
pub(crate) fn check(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    let source = &document.source;
    let body = source.slice(document.body);
    oddities::check_merged(source, document.body, diagnostics);
    let mut warn = |range: Range<usize>, message: String, hint: &str| {
        let span = Span::new(document.body.start + range.start, document.body.start + range.end);
        diagnostics.push(source.diagnostic(Code::MarkLeft, span, message, hint));
    };
    for range in strikes_in_words(body) {
        warn(range, "`~~` 没有起作用，会照样印出来".to_owned(), PAIRED_HINT);
    }
    for (range, columns) in rows_too_long(body) {
        let message = format!("表格这一行多出几格：表头只有 {columns} 栏，多出的不会印出来");
        warn(range, message, "表头和第二行添一栏，或并掉多出的格；格里要写 | 的，写成 \\|");
    }
    for range in indented_code(body) {
        let hint = "删去行首的空格；段首不用空格。真要印成代码的，上下各写一行 ```";
        warn(range, "行首空了四格以上，会印成代码".to_owned(), hint);
    }
    let mut last_item: Option<Range<usize>> = None;
    for range in texts(body) {
        let text = &body[range.clone()];
        let at = |from: usize, length: usize| range.start + from..range.start + from + length;
        for mark in PAIRED {
            if let Some(place) = lone_run(text, mark) {
                warn(at(place, mark.len()), format!("`{mark}` 没有起作用，会照样印出来"), PAIRED_HINT);
                break;
            }
        }
        if let Some((place, mark)) = single_marks(text) {
            warn(at(place, mark.len_utf8()), format!("`{mark}` 没有起作用，会照样印出来"), PAIRED_HINT);
        }
        if let Some((place, middle)) = LINK_MIDDLES.iter().find_map(|middle| Some((text.find(middle)?, middle))) {
            let opening = text[..place].rfind(['[', '［', '【']).unwrap_or(place);
            let hint = "写成 [文字](网址)：四个括号都用英文的，中间不空格";
            warn(at(opening, place + middle.len() - opening), "链接没有起作用，会照样印出来".to_owned(), hint);
        }
        let is_line_start = body[..range.start].trim_end_matches([' ', '>']).is_empty()
            || body[..range.start].trim_end_matches([' ', '>']).ends_with('\n');
        let hashes = text.len() - text.trim_start_matches(['#', '＃']).len();
        if is_line_start && hashes > 0 && hashes < text.len() {
            warn(at(0, hashes), "标题没有起作用，会照样印出来".to_owned(), "用英文的 #，后面空一格：## 标题");
        }
        if is_line_start && is_bare_bullet(text) {
            let bullet = text.chars().next().map_or(0, char::len_utf8);
            let hint = "用英文的 -，后面空一格，上面空一行：- 甲";
            warn(at(0, bullet), "列表没有起作用，会照样印出来".to_owned(), hint);
        }
        if is_line_start && is_numbered(text) {
            // With more blanks it is Markdown's own break.
            let follows = |last: &Range<usize>| ["\n", " \n"].contains(&&body[last.end..range.start]);
            if last_item.as_ref().is_some_and(follows) {
                let hint = "各项之间空一行，或写成列表：数字、英文的点、空格，如 1. 甲";
                warn(at(0, text.len()), "这一项会同上一行印成一段".to_owned(), hint);
            }
            last_item = Some(range.clone());
        }
        if is_line_start && text.len() > 1 && text.starts_with('|') && text.ends_with('|') {
            let hint = "表格的第二行写 | --- | --- |，各行的列数相同，前面空一行";
            warn(at(0, text.len()), "表格没有起作用，会照样印出来".to_owned(), hint);
        }
    }
}

/// Returns the ranges of what is text to Markdown, code left out; what follows without a break in one line is one.
fn texts(body: &str) -> Vec<Range<usize>> {
    let mut texts: Vec<Range<usize>> = Vec::new();
    let mut is_code = false;
    for (event, range) in Parser::new_ext(body, OPTIONS).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(_)) => is_code = true,
            Event::End(TagEnd::CodeBlock) => is_code = false,
            Event::Text(_) if !is_code => match texts.last_mut().filter(|last| last.end == range.start) {
                Some(last) => last.end = range.end,
                None => texts.push(range),
            },
            _ => {}
        }
    }
    texts
}

/// Returns the first lines of what is code only because blanks stand before it.
fn indented_code(body: &str) -> impl Iterator<Item = Range<usize>> {
    let code = Parser::new_ext(body, OPTIONS).into_offset_iter();
    let code = code.filter(|(event, _)| matches!(event, Event::Start(Tag::CodeBlock(CodeBlockKind::Indented))));
    code.map(|(_, range)| range.start..range.start + body[range].trim_end().lines().next().unwrap_or_default().len())
}

/// Returns the first of two marks that stand alone around words in quotation marks or brackets: those keep them from doing
/// anything. A star elsewhere may lead to a note (`姓名*、电话*`), an underscore may be part of a name.
fn single_marks(text: &str) -> Option<(usize, char)> {
    SINGLE.into_iter().find_map(|mark| {
        let opens = |at: usize| {
            let (before, after) = (&text[..at], &text[at + mark.len_utf8()..]);
            !before.ends_with([mark, '\\']) && after.starts_with(['“', '‘', '《', '「', '（', '【'])
        };
        let at = text.match_indices(mark).map(|(at, _)| at).find(|&at| opens(at))?;
        let inner = &text[at + mark.len_utf8()..];
        let closing = inner.find(mark)?;
        inner[..closing].ends_with(['”', '’', '》', '」', '）', '】']).then_some((at, mark))
    })
}

/// Checks whether a line begins like an item of a list, but without the blank that makes it one.
fn is_bare_bullet(text: &str) -> bool {
    let rest = text.strip_prefix(BULLETS);
    rest.and_then(|rest| rest.chars().next()).is_some_and(|c| c.is_alphabetic() && !c.is_ascii())
}

/// Checks whether a line begins with a number of its own, as an item does that is written without Markdown: `1、`.
fn is_numbered(text: &str) -> bool {
    let inner = text.trim_start_matches(['(', '（']);
    let rest = inner.trim_start_matches(|c: char| c.is_ascii_digit());
    let words = rest.strip_prefix(['.', '．', '、', ')', '）']);
    let is_item = words.is_some_and(|words| !words.starts_with(|c: char| c.is_ascii_digit()));
    inner.starts_with(|c: char| ('①'..='⑳').contains(&c)) || rest.len() < inner.len() && is_item
}

/// Returns the rows of tables that have more cells than their tables columns, with how many of these there are.
fn rows_too_long(body: &str) -> Vec<(Range<usize>, usize)> {
    let (mut found, mut columns) = (Vec::new(), 0);
    for (event, range) in Parser::new_ext(body, OPTIONS).into_offset_iter() {
        match event {
            Event::Start(Tag::Table(alignments)) => columns = alignments.len(),
            Event::Start(Tag::TableRow) => {
                let row = body[range.clone()].trim();
                let inner = row.strip_prefix('|').unwrap_or(row);
                let inner = inner.strip_suffix('|').filter(|rest| !rest.ends_with('\\')).unwrap_or(inner);
                let bars = inner.match_indices('|').filter(|(at, _)| !inner[..*at].ends_with('\\'));
                if bars.count() >= columns {
                    found.push((range.start..range.start + row.len(), columns));
                }
            }
            _ => {}
        }
    }
    found
}

/// Returns the marks that open words struck out close to other words: Zola's parser takes these for text, ours doesn't.
fn strikes_in_words(body: &str) -> impl Iterator<Item = Range<usize>> {
    let strikes = Parser::new_ext(body, OPTIONS).into_offset_iter();
    let strikes = strikes.filter(|(event, _)| matches!(event, Event::Start(Tag::Strikethrough)));
    let is_in_word = |range: &Range<usize>| {
        let around = [body[..range.start].chars().next_back(), body[range.end..].chars().next()];
        around.into_iter().flatten().any(char::is_alphanumeric)
    };
    strikes.map(|(_, range)| range).filter(is_in_word).map(|range| range.start..range.start + "~~".len())
}

/// Returns where a mark stands as a run of exactly its length, no `\\` before it.
fn lone_run(text: &str, mark: &str) -> Option<usize> {
    let c = mark.chars().next()?;
    text.match_indices(mark).map(|(at, _)| at).find(|&at| {
        let (before, after) = (&text[..at], &text[at + mark.len()..]);
        !before.ends_with([c, '\\']) && !after.starts_with(c)
    })
}
