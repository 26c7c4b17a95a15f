//! Characters of an official text that a reader can't see, or takes for others: one diagnostic a kind, with its lines.

use std::collections::BTreeSet;

use itertools::Itertools as _;
use unicode_normalization::UnicodeNormalization as _;

use crate::diagnostic::{Code, Diagnostic};
use crate::text::invisible::{code_point, is_invisible};
use crate::text::source::{Source, Span};

/// More lines than these aren't listed.
const MOST_LISTED: usize = 10;

/// Radicals that have no usual character of their own in Unicode's tables.
const RADICALS: &str = "⺟母⺠民⺩王⺫目⺭示⻁虎⻄西⻅见⻆角⻉贝⻋车⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻬齐⻮齿⻰龙⻳龟";

/// Returns whether a character reverses the text around it, or is none at all: no official text means it.
pub(super) fn is_harmful(c: char) -> bool {
    let is_direction =
        matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    is_direction || matches!(c, '\u{fdd0}'..='\u{fdef}') || c as u32 & 0xfffe == 0xfffe
}

/// Returns what is odd about the characters of a text.
pub(super) fn odd_characters(source: &Source) -> Vec<Diagnostic> {
    let lost = folded(source, |c| c == '\u{fffd}').map(|(span, where_)| {
        let message = format!("{where_}有 U+FFFD：原来的字在转换编码时丢了");
        source.diagnostic(Code::LostCharacter, span, message, "对照公文补上这些字")
    });
    let is_hidden = |c: char| is_invisible(c) && !is_harmful(c) && c != '\u{feff}';
    let told = |code, is_kind: &dyn Fn(char) -> bool, what: &str, harm: &str, hint: &str| {
        let (span, where_) = folded(source, is_kind)?;
        let kinds: BTreeSet<char> = source.text().chars().filter(|&c| is_kind(c)).collect();
        let more = if kinds.len() > MOST_LISTED { "等" } else { "" };
        let kinds = kinds.into_iter().take(MOST_LISTED).map(code_point).join("、");
        Some(source.diagnostic(code, span, format!("{where_}有{what}（{kinds}{more}），{harm}"), hint))
    };
    let hidden = told(
        Code::InvisibleCharacter,
        &is_hidden,
        "看不见的字符",
        "检索和比对会认不出这些词",
        "公文里没有就从录入文本里删去",
    );
    let private = told(
        Code::PrivateCharacter,
        &is_private,
        "自造的字，或符号字体里的字符",
        "别的电脑显示不出，也检索不到",
        "对照公文换成 Unicode 里的字",
    );
    let alike = folded(source, is_radical).map(|(span, where_)| {
        let kinds: BTreeSet<char> = source.text().chars().filter(|&c| is_radical(c)).collect();
        let named = |c: char| match usual(c) {
            Some(usual) => format!("{}（{c}）应是{usual}", code_point(c)),
            None => format!("{}（{c}）", code_point(c)),
        };
        let kinds = kinds.into_iter().map(named).join("、");
        let message = format!("{where_}有形似汉字的部首字符：{kinds}");
        source.diagnostic(Code::LookAlike, span, message, "多半是从 PDF 复制来的，换成通常的汉字")
    });
    [lost, hidden, private, alike].into_iter().flatten().collect()
}

/// Returns the first place of such characters, and all their lines in words.
fn folded(source: &Source, is_kind: impl Fn(char) -> bool) -> Option<(Span, String)> {
    let places = || source.text().char_indices().filter(|(_, c)| is_kind(*c));
    let (at, c) = places().next()?;
    let mut lines: Vec<String> = places().map(|(at, _)| source.line_of(at).to_string()).collect();
    lines.dedup();
    let more = if lines.len() > MOST_LISTED { "等" } else { "" };
    lines.truncate(MOST_LISTED);
    Some((Span::new(at, at + c.len_utf8()), format!("第 {} 行{more}", lines.join("、"))))
}

/// Returns whether Unicode leaves a character to whoever makes it.
pub(super) fn is_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{ffffd}' | '\u{100000}'..='\u{10fffd}')
}

pub(super) fn is_radical(c: char) -> bool {
    ('\u{2e80}'..='\u{2fdf}').contains(&c)
}

/// Returns radicals that Unicode's tables don't fold, each with the character that it is taken for.
pub(crate) fn radicals() -> impl Iterator<Item = (char, char)> {
    RADICALS.chars().tuples()
}

/// Returns the character that a radical is taken for.
pub(super) fn usual(c: char) -> Option<char> {
    let listed = radicals().find(|(radical, _)| *radical == c).map(|(_, usual)| usual);
    listed.or_else(|| c.to_string().nfkc().next().filter(|&other| other != c))
}
