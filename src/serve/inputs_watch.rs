//! Whether the inputs have changed: their names, sizes and times.
//!
//! The system says at once that something happened in a folder, where it can: not on every kind of disk, and not of more
//! folders than it allows. So that is only a reason to look at once; they are looked at now and then in any case.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::time::{Duration, Instant, SystemTime};

use camino::Utf8PathBuf;
use notify::event::{AccessKind, AccessMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};
use walkdir::WalkDir;

/// One part of so many of a processor's time is spent on looking, as long as the pauses stay within these.
const SHARE: u32 = 250;
const SHORTEST_PAUSE: Duration = Duration::from_millis(50);
const LONGEST_PAUSE: Duration = Duration::from_secs(1);

/// One part of so many at most, where something happens all the time that is no change of an input.
const MOST: u32 = 10;

/// So long nothing may change before it is read.
const STILL: Duration = Duration::from_millis(30);

/// So long at most it is waited for that, and so many files are looked at: a link among the inputs may lead to the whole
/// disk. The build then says what is wrong.
const LONGEST_UNREST: Duration = Duration::from_secs(2);
const MOST_FILES: usize = 100_000;

/// What can be seen of files from outside.
pub(super) type Snapshot = BTreeMap<Utf8PathBuf, (u64, Option<SystemTime>)>;

/// Looks at the inputs.
pub(super) struct InputsWatch {
    paths: Vec<Utf8PathBuf>,
    /// Nothing where the system tells nothing.
    watcher: Option<RecommendedWatcher>,
    /// What the system tells of.
    folders: BTreeSet<Utf8PathBuf>,
    /// Has something where something happened.
    told: Receiver<()>,
}

impl InputsWatch {
    pub(super) fn new(paths: Vec<Utf8PathBuf>) -> Self {
        let (tell, told) = sync_channel(1);
        let hear = move |event: notify::Result<Event>| {
            // To look is to open folders, too.
            let is_reading =
                |kind: EventKind| kind.is_access() && kind != EventKind::Access(AccessKind::Close(AccessMode::Write));
            if event.is_ok_and(|event| !is_reading(event.kind)) {
                // Where what was told before hasn't been taken, this is told as well.
                let _ = tell.try_send(());
            }
        };
        let watcher = notify::recommended_watcher(hear).ok();
        Self { paths, watcher, folders: BTreeSet::new(), told }
    }

    /// Returns what can be seen once it holds still: a file that is just being written is no input.
    pub(super) fn settled(&self) -> Snapshot {
        let begin = Instant::now();
        let mut last = snapshot(&self.paths);
        loop {
            std::thread::sleep(STILL);
            let now = snapshot(&self.paths);
            if now == last || begin.elapsed() > LONGEST_UNREST {
                return now;
            }
            last = now;
        }
    }

    /// Waits until something else can be seen, looking for a small part of the time only.
    pub(super) fn wait(&mut self, seen: &Snapshot) {
        self.listen(seen);
        loop {
            let begin = Instant::now();
            if snapshot(&self.paths) != *seen {
                return;
            }
            let took = begin.elapsed();
            let pause = (took * SHARE).clamp(SHORTEST_PAUSE, LONGEST_PAUSE);
            let least = (took * MOST).min(pause);
            std::thread::sleep(least);
            let rest = pause.saturating_sub(least);
            if self.told.recv_timeout(rest) == Err(RecvTimeoutError::Disconnected) {
                self.watcher = None;
                std::thread::sleep(rest);
            }
        }
    }

    /// Asks the system to tell of the folders that were seen, and of those that missing inputs would lie in.
    fn listen(&mut self, seen: &Snapshot) {
        let Some(watcher) = &mut self.watcher else { return };
        let above = self.paths.iter().filter_map(|path| path.parent().map(ToOwned::to_owned));
        let within = seen.keys().filter(|path| path.is_dir()).cloned();
        let folders: BTreeSet<Utf8PathBuf> = above.chain(within).collect();
        // What it doesn't tell of is looked at all the same.
        for gone in self.folders.difference(&folders) {
            let _ = watcher.unwatch(gone.as_std_path());
        }
        for new in folders.difference(&self.folders) {
            let _ = watcher.watch(new.as_std_path(), RecursiveMode::NonRecursive);
        }
        self.folders = folders;
    }
}

/// Returns all files below `paths`, linked folders among them: the build reads them, too. What can't be looked at is left
/// out.
fn snapshot(paths: &[Utf8PathBuf]) -> Snapshot {
    let entries = paths.iter().flat_map(|path| WalkDir::new(path).follow_links(true)).take(MOST_FILES).flatten();
    let seen = entries.filter_map(|entry| {
        let metadata = entry.metadata().ok()?;
        let path = Utf8PathBuf::from_path_buf(entry.into_path()).ok()?;
        Some((path, (metadata.len(), metadata.modified().ok())))
    });
    seen.collect()
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::*;
    use crate::tests::support::temporary;

    #[test]
    fn whatever_changes_ends_the_wait_and_is_told_by_the_system() {
        let (_guard, root) = temporary();
        let cases = root.join("content/cases");
        let file = cases.join("a.md");
        fs_err::create_dir_all(root.join("content")).unwrap();
        let mut watch = InputsWatch::new(vec![root.join("content"), root.join("portal.toml")]);
        let write = |path: &Utf8PathBuf, text: &str| fs_err::write(path, text).unwrap();
        let changes: [(&str, &dyn Fn()); 6] = [
            ("an input that was missing", &|| write(&root.join("portal.toml"), "甲")),
            ("a folder", &|| fs_err::create_dir(&cases).unwrap()),
            ("a file in it", &|| write(&file, "甲")),
            ("its text", &|| write(&file, "甲乙")),
            ("a folder gone", &|| fs_err::remove_dir_all(&cases).unwrap()),
            ("and there again", &|| fs_err::create_dir(&cases).unwrap()),
        ];
        for (what, change) in changes {
            let seen = watch.settled();
            watch.listen(&seen);
            while watch.told.try_recv().is_ok() {}
            change();
            assert_eq!(watch.told.recv_timeout(Duration::from_secs(20)), Ok(()), "{what}");
            watch.wait(&seen);
        }
    }

    #[test]
    fn what_never_holds_still_is_read_in_the_end() {
        let (_guard, root) = temporary();
        let file = root.join("a");
        let is_done = AtomicBool::new(false);
        let watch = InputsWatch::new(vec![root.clone()]);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                for size in (1..1000).cycle().take_while(|_| !is_done.load(Ordering::Relaxed)) {
                    fs_err::write(&file, "a".repeat(size)).unwrap();
                }
            });
            while !file.exists() {}
            assert!(watch.settled().contains_key(&file));
            is_done.store(true, Ordering::Relaxed);
        });
    }

    #[test]
    fn new_changed_and_removed_files_are_seen() {
        let (_guard, root) = temporary();
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
