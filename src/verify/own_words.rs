//! What a portal says otherwise than the program and its theme: in `content/words.toml`, where sentences may hold numbers
//! that are nobody's.

use std::collections::BTreeMap;

use camino::Utf8Path;

const FILE: &str = "content/words.toml";

#[derive(Debug, Default)]
pub(super) struct OwnWords {
    /// By their keys.
    words: BTreeMap<String, String>,
}

impl OwnWords {
    /// Reads those of a portal; none where there are none, or where `check` says that they can't be read.
    pub(super) fn read(root: &Utf8Path) -> OwnWords {
        let text = fs_err::read_to_string(root.join(FILE).as_std_path()).unwrap_or_default();
        let tables: BTreeMap<String, BTreeMap<String, String>> = toml::from_str(&text).unwrap_or_default();
        OwnWords { words: tables.into_values().flatten().collect() }
    }

    /// Checks whether a key that begins so is worded otherwise.
    pub(super) fn replace(&self, key: &str) -> bool {
        self.words.keys().any(|own| own.starts_with(key))
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
}

/// Returns the runs of ASCII digits in words.
pub(super) fn digits(words: &str) -> Vec<&str> {
    words.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty()).collect()
}
