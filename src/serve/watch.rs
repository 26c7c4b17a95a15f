//! Whether the inputs have changed: their names, sizes and times.

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

use camino::Utf8PathBuf;
use walkdir::WalkDir;

/// What can be seen of files from outside.
pub(super) type Snapshot = BTreeMap<Utf8PathBuf, (u64, Option<SystemTime>)>;

/// Returns all files below `paths`. What can't be looked at is left out; links aren't followed.
pub(super) fn snapshot(paths: &[Utf8PathBuf]) -> Snapshot {
    let entries = paths.iter().flat_map(|path| WalkDir::new(path).follow_root_links(false)).flatten();
    let seen = entries.filter_map(|entry| {
        let metadata = entry.metadata().ok()?;
        let path = Utf8PathBuf::from_path_buf(entry.into_path()).ok()?;
        Some((path, (metadata.len(), metadata.modified().ok())))
    });
    seen.collect()
}

/// Returns what can be seen once it holds still: a file that is just being written is no input.
pub(super) fn settled(paths: &[Utf8PathBuf]) -> Snapshot {
    const STILL: Duration = Duration::from_millis(30);
    let mut last = snapshot(paths);
    loop {
        std::thread::sleep(STILL);
        let now = snapshot(paths);
        if now == last {
            return now;
        }
        last = now;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn new_changed_and_removed_files_are_seen() {
        let temporary = tempfile::tempdir().unwrap();
        let root = Utf8PathBuf::from_path_buf(temporary.path().to_owned()).unwrap();
        let folder = root.join("content/cases");
        fs_err::create_dir_all(&folder).unwrap();
        let paths = [root.join("content"), root.join("missing")];
        let mut last = snapshot(&paths);
        assert_eq!(last, snapshot(&paths));
        for text in [Some("甲"), Some("甲乙"), None] {
            let file = folder.join("a.md");
            match text {
                Some(text) => fs_err::write(&file, text).unwrap(),
                None => fs_err::remove_file(&file).unwrap(),
            }
            let now = snapshot(&paths);
            assert_ne!(now, last, "{text:?}");
            last = now;
        }
    }
}
