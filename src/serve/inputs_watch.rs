//! Whether the inputs have changed: their names, sizes and times.

use std::collections::BTreeMap;
use std::time::{Duration, Instant, SystemTime};

use camino::Utf8PathBuf;
use walkdir::WalkDir;

/// One part of so many of a processor's time is spent on looking, as long as the pauses stay within these.
const SHARE: u32 = 250;
const SHORTEST_PAUSE: Duration = Duration::from_millis(50);
const LONGEST_PAUSE: Duration = Duration::from_secs(1);

/// What can be seen of files from outside.
pub(super) type Snapshot = BTreeMap<Utf8PathBuf, (u64, Option<SystemTime>)>;

/// Returns all files below `paths`, linked folders among them: the build reads them, too. What can't be looked at is left
/// out.
pub(super) fn snapshot(paths: &[Utf8PathBuf]) -> Snapshot {
    let entries = paths.iter().flat_map(|path| WalkDir::new(path).follow_links(true)).flatten();
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

/// Waits until something else can be seen, looking for a small part of the time only.
pub(super) fn wait(paths: &[Utf8PathBuf], seen: &Snapshot) {
    loop {
        let begin = Instant::now();
        if snapshot(paths) != *seen {
            return;
        }
        std::thread::sleep((begin.elapsed() * SHARE).clamp(SHORTEST_PAUSE, LONGEST_PAUSE));
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
