//! The line ends inside an editor's paragraphs: Chinese knows no space, as which a browser would show them.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use unicode_width::UnicodeWidthChar as _;

use super::document::OPTIONS;

/// Returns Markdown whose lines are joined between full-width characters. Between words of other writings, in code and
/// where an editor breaks a line on purpose the line ends stay.
pub(crate) fn joined(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    let mut end = 0;
    for line_end in between_full_width(text) {
        joined.push_str(&text[end..line_end.start]);
        end = line_end.end;
    }
    joined + &text[end..]
}

/// Returns the line ends of paragraphs between full-width characters, with what else stands there only for Markdown: idle
/// spaces, and what the next line of a quotation or a list begins with.
fn between_full_width(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut before = Side::default();
    // Where a line ended, and where the next one begins.
    let mut open: Option<(usize, Option<usize>)> = None;
    for (event, range) in Parser::new_ext(text, OPTIONS).into_offset_iter() {
        if let Some((_, next @ None)) = &mut open {
            *next = Some(range.start);
        }
        match event {
            Event::SoftBreak => open = Some((text[..range.start].trim_end_matches(' ').len(), None)),
            Event::Text(words) | Event::Code(words) => {
                if let Some((start, Some(next))) = open.take()
                    && are_full_width(before, Side::of(words.chars()))
                    && keeps_marks(&text[..start], &text[next..])
                {
                    found.push(start..next);
                }
                before = Side::of(words.chars().rev());
            }
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. })
            | Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link) => {}
            _ => open = None,
        }
    }
    found
}

/// What stands on one side of a line end.
#[derive(Clone, Copy, Default)]
struct Side {
    /// The character beside it.
    beside: char,
    /// The first that is no quotation mark.
    inside: char,
}

impl Side {
    /// Returns what characters begin with, the nearest to the line end first.
    fn of(mut characters: impl Iterator<Item = char> + Clone) -> Self {
        let beside = characters.clone().next().unwrap_or_default();
        Self { beside, inside: characters.find(|c| !"“”‘’".contains(*c)).unwrap_or_default() }
    }
}

/// Tells whether no space belongs between the two sides of a line end. Dashes and quotation marks are as wide as what is
/// beside them, figures stand beside Chinese without a space; Korean has spaces.
fn are_full_width(before: Side, after: Side) -> bool {
    let is_korean = |c: char| matches!(c, '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{ac00}'..='\u{d7a3}');
    // Numbers in circles and brackets are drawn as wide as Chinese.
    let is_wide = |c: char| (c.width() == Some(2) && !is_korean(c)) || matches!(c, '\u{2460}'..='\u{24ff}');
    let may_be_wide = |c: char| (c.width_cjk() == Some(2) && !is_korean(c)) || c.is_ascii_digit();
    let sides = [before, after];
    sides.iter().all(|side| may_be_wide(side.beside))
        && sides.iter().any(|side| is_wide(side.beside) || is_wide(side.inside))
}

/// Tells whether the marks at a line end mean the same when the lines are joined: two pieces of code or two links in
/// brackets would become one, emphasis might end.
fn keeps_marks(before: &str, after: &str) -> bool {
    let are_code = before.ends_with('`') && after.starts_with('`');
    let are_links = before.ends_with(']') && after.starts_with(['[', '(', ':']);
    !are_code && !are_links && keeps_emphasis(before, after)
}

/// Tells whether marks of emphasis at a line end are still read as such when the lines are joined: not beside other marks,
/// nor where a letter follows punctuation across them.
fn keeps_emphasis(before: &str, after: &str) -> bool {
    const MARKS: [char; 3] = ['*', '_', '~'];
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let last = |text: &str| is_letter(text.chars().next_back());
    let first = |text: &str| is_letter(text.chars().next());
    let (inner, outer) = match (before.ends_with(MARKS), after.starts_with(MARKS)) {
        (false, false) => return true,
        (true, true) => return false,
        (true, false) => (last(before.trim_end_matches(MARKS)), first(after)),
        (false, true) => (first(after.trim_start_matches(MARKS)), last(before)),
    };
    let is_for_words = before.ends_with('_') || after.starts_with('_');
    !outer || (inner && !is_for_words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_lines_are_joined_and_nothing_else() {
        for (text, expected) in [
            ("示例单位公布，\n窗口开通，全市\n都能办。", "示例单位公布，窗口开通，全市都能办。"),
            ("全市  \n另起一行\\\n再起一行 \n都能办", "全市  \n另起一行\\\n再起一行都能办"),
            ("> 甲说：\n> “乙”\n> ——丙\n  丁", "> 甲说：“乙”——丙丁"),
            ("- 甲，\n  乙\n- 丙\n\n1. 丁\n戊", "- 甲，乙\n- 丙\n\n1. 丁戊"),
            ("见[甲\n乙](/a/)\n和[丙][]、\n**丁**\n戊\n\n[丙]: /c/", "见[甲乙](/a/)和[丙][]、**丁**戊\n\n[丙]: /c/"),
            ("open\ndata\n平台\n2023年\n12月\n“a”\n“b”\n3", "open\ndata\n平台2023年12月“a”\n“b”\n3"),
            ("“甲”\n“乙”\n①\n②丙。”\n‘丁’", "“甲”“乙”①②丙。”‘丁’"),
            ("한국\n한국", "한국\n한국"),
            ("## 甲\n乙\n\n```\n丙\n丁\n```\n\n    戊\n    己\n", "## 甲\n乙\n\n```\n丙\n丁\n```\n\n    戊\n    己\n"),
            (
                "|甲|乙|\n|--|--|\n|丙|丁|\n\n甲[^1]\n乙\n\n[^1]: 丙\n丁",
                "|甲|乙|\n|--|--|\n|丙|丁|\n\n甲[^1]乙\n\n[^1]: 丙丁",
            ),
        ] {
            assert_eq!(joined(text), expected);
        }
    }

    #[test]
    fn what_is_emphasized_stays_so() {
        for text in [
            "甲\n**“乙”**丙",
            "甲**“乙”**\n丙",
            "甲_乙_\n丙",
            "甲\n_乙_",
            "**甲**\n**乙**",
            "甲，\n***乙***\n丙",
            "*甲\n乙*",
            "`甲`\n`乙`",
            "`甲`\n乙",
            "[甲]\n[乙]\n\n[甲]: /a/\n[乙]: /b/",
            "[甲]\n(/b/)",
        ] {
            let emphasis = |text: &str| {
                let is_mark = |event: &Event<'_>| !matches!(event, Event::Text(_) | Event::SoftBreak);
                Parser::new_ext(text, OPTIONS).filter(is_mark).map(|event| format!("{event:?}")).collect::<Vec<_>>()
            };
            assert_eq!(emphasis(&joined(text)), emphasis(text), "{text}");
        }
    }
}
