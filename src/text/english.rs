//! English words in Chinese text, which a voice reads by their own rules only where they are marked (WCAG 2.2, 3.1.2).
//!
//! Left alone are, as that criterion has it, names and what Chinese has taken in: `RCEP`, `5G`, `IPv6`, `B2B`, a brand;
//! and what isn't words: units, addresses, names of files. English is a word of small letters, or several words of
//! which one has small letters: `and`, `typical-case`, `Web of Science`.

use std::ops::Range;

use serde::Serialize;

/// The value of `lang`.
const LANG: &str = "en";

/// Text in one language.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct LangSpan {
    pub text: String,
    /// `en`, where it isn't Chinese.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<&'static str>,
}

/// Returns where a text is English.
pub(crate) fn phrases(text: &str) -> Vec<Range<usize>> {
    let mut phrases: Vec<Range<usize>> = Vec::new();
    for word in words(text) {
        match phrases.last_mut() {
            Some(last) if &text[last.end..word.start] == " " => last.end = word.end,
            _ => phrases.push(word),
        }
    }
    phrases.retain(|phrase| is_english(&text[phrase.clone()]));
    phrases
}

/// Returns the text, cut where its language changes.
pub(crate) fn split_by_language(text: &str) -> Vec<LangSpan> {
    let mut pieces = Vec::new();
    let mut at = 0;
    let mut push = |range: Range<usize>, lang| {
        if !range.is_empty() {
            pieces.push(LangSpan { text: text[range].to_owned(), lang });
        }
    };
    for phrase in phrases(text) {
        push(at..phrase.start, None);
        at = phrase.end;
        push(phrase, Some(LANG));
    }
    push(at..text.len(), None);
    pieces
}

/// Returns the language of a text that is English from end to end; spaces around it don't count.
pub(crate) fn lang(text: &str) -> Option<&'static str> {
    let words = text.trim();
    let [phrase] = &phrases(words)[..] else { return None };
    (*phrase == (0..words.len())).then_some(LANG)
}

fn is_english(phrase: &str) -> bool {
    let has_small = |word: &str| word.chars().any(|c| c.is_ascii_lowercase());
    // What has no vowel is the sign of a unit.
    let is_small =
        |word: &str| !word.contains(|c: char| c.is_ascii_uppercase()) && word.contains(['a', 'e', 'i', 'o', 'u', 'y']);
    if phrase.contains(' ') { has_small(phrase) } else { phrase.len() > 1 && is_small(phrase) }
}

/// Runs of letters, with `-` and `'` inside, that are no part of a number, an address or a file's name.
fn words(text: &str) -> Vec<Range<usize>> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || "-'’_./@:#%&+=?\\".contains(c);
    let mut words = Vec::new();
    let mut rest = 0;
    while let Some(start) = text[rest..].find(is_part).map(|at| rest + at) {
        let end = text[start..].find(|c| !is_part(c)).map_or(text.len(), |at| start + at);
        rest = end;
        // What ends a sentence, and quotation marks, belong to no word.
        let run = text[start..end].trim_end_matches(['.', ':', '?', '\'', '’']);
        let word = run.trim_start_matches(['\'', '’']);
        let start = start + run.len() - word.len();
        let is_word = word.starts_with(|c: char| c.is_ascii_alphabetic())
            && word.ends_with(|c: char| c.is_ascii_alphabetic())
            && word.chars().all(|c| c.is_ascii_alphabetic() || "-'’".contains(c));
        if is_word {
            words.push(start..start + word.len());
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_english_and_names_and_signs_are_not() {
        let english = |text: &str| phrases(text).into_iter().map(|range| text[range].to_owned()).collect::<Vec<_>>();
        for (text, expected) in [
            ("管理 and 健康", &["and"][..]),
            ("“Web of Science”收录", &["Web of Science"]),
            ("读作what's new.下一句", &["what's new"]),
            ("typical-case、published-fact", &["typical-case", "published-fact"]),
            ("RCEP and CPTPP", &["RCEP and CPTPP"]),
            ("《区域全面经济伙伴关系协定》(RCEP)、5G、IPv6、B2B、M0、eCNY、GlobeNewswire", &[]),
            ("20 km、20km、见tasks.json或www.example.gov.cn/en/index.html、event_date、a类", &[]),
        ] {
            assert_eq!(english(text), expected, "{text}");
            assert_eq!(split_by_language(text).into_iter().map(|piece| piece.text).collect::<String>(), text);
        }
    }

    #[test]
    fn a_text_has_a_language_where_all_of_it_has() {
        assert_eq!(lang(" and "), Some("en"));
        assert_eq!(lang("和"), None);
        assert_eq!(lang("RCEP"), None);
        assert_eq!(lang(" "), None);
    }
}
