//! Where the line of a heading may end: between words, never inside one.
//!
//! Words are those of ICU's dictionary. It knows too few, so what it takes apart into single characters stays together,
//! and a line ends between two words of several characters only, or beside a character that belongs to one of them.

use std::ops::Range;

use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;
use serde::{Serialize, Serializer};

use crate::parse::is_han;
use crate::read::Plan;
use crate::site::href::Href;
use crate::site::pieces::Inline;
use crate::text::english;

/// Single characters that belong to the word before them.
const AFTER: &str = "的了地得等者性化型级类率品业区市省县局部委会院所司办人员师家厅内外上中下前后间时";

/// Single characters that belong to the word after them.
const BEFORE: &str = "和与及或并对在为将把以按由从向经至";

/// A piece of a heading in one language. One behind which a line may end is text and nothing else.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(remote = "Self")]
pub(crate) struct Phrase {
    pub text: String,
    /// `en`, where it isn't Chinese.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<&'static str>,
    /// Whether a line may end behind it.
    #[serde(skip)]
    pub breaks: bool,
}

impl Serialize for Phrase {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.breaks { self.text.serialize(serializer) } else { Self::serialize(self, serializer) }
    }
}

/// A way to the page before or after this one.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Neighbour {
    /// Of its domain or task.
    pub number: u32,
    pub title: Vec<Phrase>,
    pub href: Href,
}

/// Returns a heading in phrases.
pub(crate) fn heading(text: &str) -> Vec<Phrase> {
    let mut all = Vec::new();
    for piece in english::split_by_language(text) {
        match piece.lang {
            Some(_) => all.push(Phrase { text: piece.text, lang: piece.lang, breaks: false }),
            None => all.extend(of_parts(phrases(&piece.text))),
        }
    }
    all
}

/// Returns a plan's title, which breaks where its editor says so.
pub(crate) fn plan_heading(plan: &Plan) -> Vec<Phrase> {
    match &plan.title_parts[..] {
        [] | [_] => heading(&plan.title),
        parts => of_parts(parts.iter().map(String::as_str)),
    }
}

/// Returns phrases of which all but the last may end a line.
fn of_parts<'a>(parts: impl IntoIterator<Item = &'a str>) -> Vec<Phrase> {
    let phrase = |text: &str| Phrase { text: text.to_owned(), lang: None, breaks: true };
    let mut phrases: Vec<Phrase> = parts.into_iter().map(phrase).collect();
    if let Some(last) = phrases.last_mut() {
        last.breaks = false;
    }
    phrases
}

/// Cuts the plain text of a heading's runs where its line may end.
pub(crate) fn break_runs(runs: Vec<Inline>) -> Vec<Inline> {
    let mut broken = Vec::new();
    for run in runs {
        let Inline::Text { text, strong, lang: None } = run else {
            broken.push(run);
            continue;
        };
        for (index, phrase) in phrases(&text).into_iter().enumerate() {
            if index > 0 {
                broken.push(Inline::Break {});
            }
            broken.push(Inline::Text { text: phrase.to_owned(), strong, lang: None });
        }
    }
    broken
}

/// Returns the text in phrases between which a line may end; together they are the text.
fn phrases(text: &str) -> Vec<&str> {
    let segmenter = WordSegmenter::new_dictionary(WordBreakInvariantOptions::default());
    let ends: Vec<usize> = segmenter.segment_str(text).collect();
    let words: Vec<Range<usize>> = ends.windows(2).map(|pair| pair[0]..pair[1]).collect();
    let kinds: Vec<Kind> = words.iter().map(|word| kind(&text[..word.start], &text[word.clone()])).collect();
    let mut phrases = Vec::new();
    let mut start = 0;
    for at in 1..words.len() {
        if may_part(&kinds[..at], &kinds[at..]) {
            phrases.push(&text[start..words[at].start]);
            start = words[at].start;
        }
    }
    phrases.push(&text[start..]);
    phrases
}

#[derive(Debug, Clone, Copy)]
enum Kind {
    /// A word of several characters.
    Long,
    /// A conjunction with what the dictionary took for its second half: the word goes on.
    Joined,
    /// One of [`AFTER`].
    Suffix,
    /// One of [`BEFORE`].
    Prefix,
    /// What ICU took apart, an ordinal, and all that is no Chinese.
    Other,
}

fn kind(before: &str, word: &str) -> Kind {
    let mut characters = word.chars();
    let is_counted = before.ends_with(|c: char| c.is_ascii_digit());
    match (characters.next(), characters.next()) {
        (Some('和' | '与'), Some(_)) => Kind::Joined,
        (Some(first), Some(_)) if first != '第' && !is_counted && word.chars().all(is_han) => Kind::Long,
        (Some(only), None) if AFTER.contains(only) => Kind::Suffix,
        (Some(only), None) if BEFORE.contains(only) => Kind::Prefix,
        _ => Kind::Other,
    }
}

fn may_part(before: &[Kind], after: &[Kind]) -> bool {
    matches!(before, [.., Kind::Long] | [.., Kind::Long, Kind::Suffix])
        && matches!(after, [Kind::Long | Kind::Joined, ..] | [Kind::Prefix, Kind::Long, ..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_ends_between_words_and_never_inside_one() {
        for expected in [
            "支持|符合|条件的|外商|独资|企业",
            "与国外高水平应用|技术|大学|和科研|机构|开展|交流|合作",
            "中国人民银行|湖北省|分行|营业部",
            "第十二届|服务外包交易|博览会",
            "优化营商环境",
            "“两业”融合、RCEP协定",
            "总结|巩固(2025年)",
            "发展江海直达|和水水中转航线",
            "2023年上半年，列数",
            "",
        ] {
            let text = expected.replace('|', "");
            assert_eq!(phrases(&text).join("|"), expected);
        }
    }

    #[test]
    fn other_languages_stay_whole() {
        let phrases = heading("学校|教师|查阅Web of Science数据库".replace('|', "").as_str());
        let shown = phrases.iter().map(|phrase| format!("{}{}", phrase.text, if phrase.breaks { "|" } else { "" }));
        assert_eq!(shown.collect::<String>(), "学校|教师|查阅Web of Science数据库");
        assert_eq!(phrases[3].lang, Some("en"));
    }
}
