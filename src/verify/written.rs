//! What people wrote beside the sources: the registry, words of their own, and what editions changed.

use std::collections::BTreeSet;
use std::path::PathBuf;

use camino::Utf8Path;
use serde_json::Value;

use super::derived::{list, text};
use super::edition::as_json;
use super::own_words::OwnWords;
use crate::text::date::Date;

/// Where the deployment's own files are.
const OWN_FILES: &str = "static";

/// Where editions are told of.
const FOLDER: &str = "content/changes";

/// What a portal says beside the texts of its plans.
#[derive(Debug, Hash)]
pub(super) struct Written {
    /// All of `seeds/agencies.toml`; nothing where there is none.
    pub registry: Value,
    pub words: OwnWords,
    pub recorded: Recorded,
    /// The deployment's own files, by their path in the site: they are published as they are.
    pub own_files: BTreeSet<String>,
}

impl Written {
    pub(super) fn read(root: &Utf8Path) -> Written {
        let registry = fs_err::read_to_string(root.join("seeds/agencies.toml").as_std_path()).unwrap_or_default();
        Written {
            registry: bare(as_json(&registry)),
            words: OwnWords::read(root),
            recorded: Recorded::read(root),
            own_files: own_files(root),
        }
    }
}

fn own_files(root: &Utf8Path) -> BTreeSet<String> {
    let folder = root.join(OWN_FILES);
    let files =
        walkdir::WalkDir::new(folder.as_std_path()).into_iter().flatten().filter(|file| file.file_type().is_file());
    let path = |file: walkdir::DirEntry| Some(file.path().strip_prefix(&folder).ok()?.to_str()?.to_owned());
    files.filter_map(path).collect()
}

/// Returns what people wrote as it is read: without blanks around a text, and in a list nothing empty or twice.
fn bare(written: Value) -> Value {
    match written {
        Value::String(text) => Value::String(text.trim().to_owned()),
        Value::Array(all) => {
            let mut kept: Vec<Value> = Vec::new();
            for value in all.into_iter().map(bare) {
                if value != "" && (value.is_object() || !kept.contains(&value)) {
                    kept.push(value);
                }
            }
            Value::Array(kept)
        }
        Value::Object(fields) => Value::Object(fields.into_iter().map(|(key, value)| (key, bare(value))).collect()),
        other => other,
    }
}

/// All editions that are told of, in no order, by the names of their files.
#[derive(Debug, Default, Hash)]
pub(super) struct Recorded(pub Vec<(String, Value)>);

impl Recorded {
    /// Reads those of a portal; what can't be read is told by `check`.
    pub(super) fn read(root: &Utf8Path) -> Recorded {
        let entries = fs_err::read_dir(root.join(FOLDER).as_std_path()).into_iter().flatten().flatten();
        // Editors and systems leave files beside those that people keep: `.x.toml`, `~x.toml`.
        let is_kept = |path: &PathBuf| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            name.ends_with(".toml") && !name.starts_with(['.', '~'])
        };
        let files = entries.map(|entry| entry.path()).filter(is_kept);
        let read = |path: PathBuf| {
            let text = fs_err::read_to_string(&path).ok()?;
            Some((path.file_stem()?.to_string_lossy().into_owned(), as_json(&text)))
        };
        Recorded(files.filter_map(read).collect())
    }

    /// Returns how many editions tell of a change that is meant, and the newest day among theirs and this one.
    pub(super) fn of(&self, day: &str, is_meant: impl Fn(&Value) -> bool) -> (usize, String) {
        let editions =
            self.0.iter().map(|(_, edition)| edition).filter(|edition| list(&edition["changes"]).iter().any(&is_meant));
        let days =
            editions.map(|edition| Date::read(text(&edition["date"])).map_or(String::new(), |day| day.to_string()));
        let days: Vec<String> = days.collect();
        (days.len(), days.into_iter().chain([day.to_owned()]).max().unwrap_or_default())
    }
}
