//! What a portal says otherwise than the program and its theme: in `content/words.toml`, where sentences may hold numbers
//! that are nobody's, and in templates of its own.

use std::borrow::Cow;
use std::collections::BTreeMap;

use camino::Utf8Path;
use serde_json::Value;

use super::edition::as_json;
use super::numbers::digits;

const FILE: &str = "content/words.toml";
const TEMPLATES: &str = "theme/templates";

/// In characters.
const SHORTEST_SENTENCE: usize = 4;

#[derive(Debug, Default, Hash)]
pub(super) struct OwnWords {
    /// By their keys.
    words: BTreeMap<String, String>,
    /// All of `portal.toml`; nothing where there is none.
    pub portal: Value,
    /// Whether the portal has templates of its own beside the theme's.
    pub has_templates: bool,
}

impl OwnWords {
    /// Reads those of a portal; none where there are none, or where `check` says that they can't be read.
    pub(super) fn read(root: &Utf8Path) -> OwnWords {
        let text = fs_err::read_to_string(root.join(FILE).as_std_path()).unwrap_or_default();
        let tables: BTreeMap<String, BTreeMap<String, String>> = toml::from_str(&text).unwrap_or_default();
        let has_templates = root.join(TEMPLATES).as_std_path().is_dir();
        let portal = as_json(&fs_err::read_to_string(root.join("portal.toml").as_std_path()).unwrap_or_default());
        OwnWords { words: tables.into_values().flatten().collect(), portal, has_templates }
    }

    /// Checks whether a key that begins so is worded otherwise.
    pub(super) fn replace(&self, key: &str) -> bool {
        self.words.keys().any(|own| own.starts_with(key))
    }

    /// Returns what a key is worded otherwise.
    pub(super) fn word(&self, key: &str) -> Option<&str> {
        self.words.get(key).map(String::as_str)
    }

    /// Returns what is left of a text without them, those left out that are too short to be sentences. What stands in their
    /// braces stays.
    pub(super) fn without<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let fixed = self.words.values().flat_map(|own| own.split(['{', '}']).step_by(2));
        let mut pieces: Vec<&str> = fixed.filter(|piece| piece.chars().nth(SHORTEST_SENTENCE - 1).is_some()).collect();
        // One may stand inside another.
        pieces.sort_by_key(|piece| std::cmp::Reverse(piece.len()));
        pieces.into_iter().fold(Cow::Borrowed(text), |left, piece| {
            if left.contains(piece) { Cow::Owned(left.replace(piece, " ")) } else { left }
        })
    }

    /// Returns those of some words that the portal doesn't say in its own.
    pub(super) fn unsaid(&self, words: &[&'static str]) -> Vec<&'static str> {
        words.iter().copied().filter(|word| !self.words.values().any(|own| own.contains(word))).collect()
    }

    /// Checks whether words may be or hold one of these: what stands in its braces is not known, nor a number behind it.
    pub(super) fn say(&self, words: &str) -> bool {
        let bare = words.trim_end_matches(|c: char| c.is_ascii_digit());
        self.words.values().any(|own| match own.split_once('{').zip(own.rsplit_once('}')) {
            Some(((head, _), (_, tail))) => {
                let rest = words.split_once(head).map(|(_, rest)| rest);
                !(head.is_empty() && tail.is_empty()) && rest.is_some_and(|rest| rest.contains(tail))
            }
            None => own == words || own == bare,
        })
    }

    /// Checks whether words state this number and, beside what these have anyway, no other.
    pub(super) fn count(&self, words: &str, number: &str) -> bool {
        let runs = digits(words);
        let is_own = |run: &&str| *run == number || self.words.values().any(|own| digits(own).contains(run));
        runs.iter().all(is_own) && (runs.contains(&number) || (runs.is_empty() && self.say(words)))
    }
}
