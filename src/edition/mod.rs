//! How a finished site is known as one of ours: by the file [`MANIFEST`] at its top.
//!
//! Whoever fills the site puts the manifest into it, as an ordinary published file; whoever replaces, verifies or
//! compares a site asks [`is_manifest`]. The manifest holds nothing of the machine or the moment that built it.

pub(crate) mod diff;
mod field_words;
pub(crate) mod publish;
pub(crate) mod record;
pub(crate) mod seal;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The manifest's path inside an edition.
pub(crate) const MANIFEST: &str = "edition.json";

/// The value of the manifest's key `generator`: this word, alone or followed by a space and the generator's version.
pub(crate) const GENERATOR: &str = "policy-portal";

/// What the manifest says; of an older edition only `generator` is certain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Manifest {
    /// [`GENERATOR`] and its version.
    pub generator: String,
    pub base_url: Option<String>,
    /// Such as `/portal`; empty at a domain's root.
    pub base_path: Option<String>,
    /// The day as of which the site speaks of passed deadlines.
    pub as_of: Option<String>,
    /// Ids of the plans that the site publishes, in its order.
    pub plans: Option<Vec<String>>,
    /// Every file of the site but this one, by its path.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub files: Option<BTreeMap<String, SealedFile>>,
}

/// What a file was when the site was built.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SealedFile {
    pub sha256: String,
    pub bytes: u64,
}

/// Checks whether `bytes` are the manifest of an edition, whichever version of the generator wrote it.
pub(crate) fn is_manifest(bytes: &[u8]) -> bool {
    let Ok(value) = serde_json::from_slice::<serde_json::Value>(bytes) else {
        return false;
    };
    let generator = value.get("generator").and_then(|generator| generator.as_str());
    generator
        .and_then(|generator| generator.strip_prefix(GENERATOR))
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_manifest_is_known_by_its_generator() {
        assert!(is_manifest(br#"{"generator":"policy-portal"}"#));
        assert!(is_manifest(br#"{"generator":"policy-portal 0.1.0","plans":["p"]}"#));
        for other in [
            &b""[..],
            b"{",
            b"null",
            b"[]",
            b"{}",
            br#"{"generator":1}"#,
            br#"{"generator":"policy-portals 1"}"#,
            br#"{"generator":"hugo"}"#,
            b"\xff",
        ] {
            assert!(!is_manifest(other), "{}", String::from_utf8_lossy(other));
        }
    }
}
