//! What is odd about a text that somebody wrote: characters that nobody sees, and words that stand for what is still to come.

use super::characters::{is_harmful, is_private, is_radical, usual};
use super::toml_tree::{self, Placed, Table, Value};
use crate::diagnostic::{Code, Diagnostic};
use crate::text::invisible::{code_point, is_invisible};
use crate::text::source::{Lines, Source, Span};

/// The key that quotes an official text, character for character.
const QUOTING: &str = "printed";

/// What people write in the place of what is still to come.
const PLACEHOLDERS: [&str; 9] = ["TODO", "FIXME", "TBD", "XXX", "×××", "待补充", "待填写", "待补", "待填"];

/// What begins the lines between which a version control system leaves two versions.
const MERGE_MARKS: [&str; 2] = ["<<<<<<<", ">>>>>>>"];

/// A character that is odd, and what to say of it.
pub(crate) struct Oddity {
    pub code: Code,
    pub character: char,
    pub message: String,
    pub hint: &'static str,
}

/// Returns the odd characters of a text, the first of each kind.
pub(crate) fn odd_characters(text: &str) -> Vec<Oddity> {
    let mut odd: Vec<Oddity> = Vec::new();
    for (at, character) in text.char_indices() {
        let new = fault(text, at, character).filter(|(code, ..)| odd.iter().all(|known| known.code != *code));
        let Some((code, name, consequence, hint)) = new else { continue };
        let message = format!("这里有{name} {}{consequence}", code_point(character));
        odd.push(Oddity { code, character, message, hint });
    }
    odd
}

/// Reports what is odd about the texts of a part of a file that is TOML, as far as it can be read.
pub(crate) fn check_settings(source: &Source, part: Span, diagnostics: &mut Vec<Diagnostic>) {
    check_table(source, &toml_tree::read(source, part).table, diagnostics);
}

/// Reports marks of Markdown and tags in a text that is printed as it stands.
pub(crate) fn check_plain(source: &Source, span: Span, text: &str, diagnostics: &mut Vec<Diagnostic>) {
    let is_tag = |at: usize| text[at + 1..].trim_start_matches('/').starts_with(|c: char| c.is_ascii_alphabetic());
    let has_tag = text.match_indices('<').any(|(at, _)| is_tag(at)) && text.contains('>');
    let mark = match text {
        _ if text.contains("](http") || text.contains("](/") => "[文字](网址)",
        _ if has_bold(text) => "**",
        _ if has_tag => "<…>",
        _ => return,
    };
    let message = format!("这里不认 Markdown 和 HTML：`{mark}` 会照样印出来");
    diagnostics.push(source.diagnostic(
        Code::MarkLeft,
        span,
        message,
        "只写文字，删去记号；要加粗、加链接的，写在案例、专题等网页的正文里",
    ));
}

/// Checks whether words stand in a text between two marks for bold; what is masked (`138****1234`) is none.
fn has_bold(text: &str) -> bool {
    let marks: Vec<usize> = text.match_indices("**").map(|(at, _)| at).collect();
    marks.windows(2).any(|pair| {
        let (before, inner, after) = (&text[..pair[0]], &text[pair[0] + 2..pair[1]], &text[pair[1] + 2..]);
        let is_edge = |c: char| c.is_alphanumeric() || "“”‘’《》（）".contains(c);
        let is_closed = inner.starts_with(is_edge) && inner.ends_with(is_edge);
        // What is masked stands behind the first letters of a word, and what follows is another word.
        let is_masked = before.ends_with(char::is_alphanumeric) && inner.contains(['、', '，', '；', ' ']);
        is_closed && !is_masked && !before.ends_with('*') && !after.starts_with('*')
    })
}

/// Reports what is odd about a text, each kind once. `span` is where it stands: odd characters may be written there as escapes.
pub(crate) fn check(source: &Source, span: Span, text: &str, diagnostics: &mut Vec<Diagnostic>) {
    let written = source.slice(span);
    let place = |words: &str| {
        let at = written.find(words).map(|at| span.start + at);
        at.map_or(span, |start| Span::new(start, start + words.len()))
    };
    for Oddity { code, character, message, hint } in odd_characters(text) {
        diagnostics.push(source.diagnostic(code, place(&character.to_string()), message, hint));
    }
    if let Some(word) = PLACEHOLDERS.into_iter().find(|word| stands_in(text, word)) {
        let message = format!("`{word}` 像是还没有写完");
        diagnostics.push(source.diagnostic(Code::Unfinished, place(word), message, "补写完整，或删去它"));
    }
}

/// Reports what is odd about the texts of a table, whatever its keys; what quotes an official text has its characters.
fn check_table(source: &Source, table: &Table, diagnostics: &mut Vec<Diagnostic>) {
    for (_, value) in table.iter().filter(|(name, _)| name.value != QUOTING) {
        check_value(source, value, diagnostics);
    }
}

fn check_value(source: &Source, Placed { value, span }: &Placed<Value>, diagnostics: &mut Vec<Diagnostic>) {
    match value {
        Value::Text(text) => {
            check(source, *span, text, diagnostics);
            check_plain(source, *span, text, diagnostics);
        }
        Value::List(items) => items.iter().for_each(|item| check_value(source, item, diagnostics)),
        Value::Table(table) => check_table(source, table, diagnostics),
        _ => {}
    }
}

/// Reports the lines of a part of a file between which a version control system leaves two versions.
pub(crate) fn check_merged(source: &Source, part: Span, diagnostics: &mut Vec<Diagnostic>) {
    let Lines { first, last } = source.lines(part);
    for span in (first..=last).map(|line| source.line_span(line)) {
        if MERGE_MARKS.iter().any(|mark| source.slice(span).starts_with(mark)) {
            let message = "留着两个版本合并时的记号";
            let hint = "在两个版本里选一个，删去另一个和这几行记号";
            diagnostics.push(source.diagnostic(Code::MarkLeft, span, message, hint));
        }
    }
}

/// Returns what is wrong with a character of a text: what it is, what follows from that, and what to do.
fn fault(text: &str, at: usize, c: char) -> Option<(Code, &'static str, String, &'static str)> {
    let is_line_end = c == '\n' || c == '\r' && text[at + 1..].starts_with('\n');
    if c.is_control() && c != '\t' && !is_line_end || is_harmful(c) {
        Some((Code::ControlCharacter, "不可见的控制字符", String::new(), "删去它"))
    } else if c == '\u{fffd}' {
        let why = "：原来的字在转换编码时丢了".to_owned();
        Some((Code::LostCharacter, "丢失的字", why, "补上这个字"))
    } else if is_invisible(c) {
        let harm = "：检索和比对会认不出这个词".to_owned();
        Some((Code::InvisibleCharacter, "看不见的字符", harm, "没有用就删去它"))
    } else if is_private(c) {
        let harm = "：别的电脑显示不出，也检索不到".to_owned();
        Some((Code::PrivateCharacter, "自造的字或符号字体里的字符", harm, "换成 Unicode 里的字"))
    } else if is_radical(c) {
        let usual = usual(c).map(|usual| format!("，应是{usual}")).unwrap_or_default();
        Some((Code::LookAlike, "形似汉字的部首字符", usual, "多半是从 PDF 复制来的，换成通常的汉字"))
    } else {
        None
    }
}

/// Checks whether a word stands in a text as no part of another (等待补贴).
fn stands_in(text: &str, word: &str) -> bool {
    let is_latin = word.is_ascii();
    text.match_indices(word).any(|(at, _)| {
        let (before, after) = (text[..at].chars().next_back(), text[at + word.len()..].chars().next());
        if is_latin {
            !before.into_iter().chain(after).any(|c| c.is_ascii_alphanumeric())
        } else {
            before != Some('等') && !after.is_some_and(char::is_alphanumeric)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(written: &str, text: &str) -> Vec<(Code, usize)> {
        let source = Source::new("f", written);
        let mut diagnostics = Vec::new();
        check(&source, Span::new(0, written.len()), text, &mut diagnostics);
        diagnostics.into_iter().map(|one| (one.code, one.place.column)).collect()
    }

    #[test]
    fn odd_characters_are_told_once_a_kind_where_they_stand() {
        let all = "甲\u{1}乙\u{202e}\u{ffff}丙\u{fffd}丁\u{200b}\u{200b}⻔\u{e000}";
        let expected = [
            (Code::ControlCharacter, 2),
            (Code::LostCharacter, 7),
            (Code::InvisibleCharacter, 9),
            (Code::LookAlike, 11),
            (Code::PrivateCharacter, 12),
        ];
        assert_eq!(told(all, all), expected);
        assert_eq!(told("\"\\u0001\"", "\u{1}"), [(Code::ControlCharacter, 1)]);
        assert_eq!(told("a\rb", "a\rb"), [(Code::ControlCharacter, 2)]);
        assert_eq!(told("甲\t乙\r\n丙\u{3000}𠮷e\u{301}", "甲\t乙\r\n丙\u{3000}𠮷e\u{301}"), []);
    }

    #[test]
    fn bold_is_told_from_masks() {
        for (text, is_bold) in [
            ("**加粗**的", true),
            ("推行**“一站式”**服务", true),
            ("138****1234", false),
            ("张**、李**", false),
            ("2 ** 3 ** 4", false),
            ("***", false),
        ] {
            assert_eq!(has_bold(text), is_bold, "{text}");
        }
    }

    #[test]
    fn what_is_not_finished_is_told() {
        for text in ["电话：TBD", "待补", "（TBD）", "XXX局"] {
            assert_eq!(
                told(text, text).iter().map(|(code, _)| *code).collect::<Vec<_>>(),
                [Code::Unfinished],
                "{text}"
            );
        }
        let whole = "TBDS、XXXL、等待补贴、有待补齐的";
        assert_eq!(told(whole, whole), []);
    }
}
