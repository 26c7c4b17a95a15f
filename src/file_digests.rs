//! Digests of files for a process that reads the same ones again and again: a file that nothing has been done to, as far as
//! the system tells, is not read again.

use std::collections::HashMap;
use std::fs::{File, Metadata};
use std::io::{self, Read as _};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use camino::Utf8Path;

use crate::text::digest::sha256;

/// How long ago a file must have been changed to be remembered: one that is changed twice within its disk's smallest unit
/// of time looks the same after the second.
const SETTLED: Duration = Duration::from_secs(3);

/// What the system tells a file and its states apart by. No program can set when a file was last changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FileState {
    device: u64,
    inode: u64,
    length: u64,
    modified: (i64, i64),
    changed: (i64, i64),
}

impl FileState {
    /// Returns the state of a plain file; nothing where the system doesn't tell.
    pub(crate) fn of(path: &Utf8Path) -> Option<Self> {
        path.symlink_metadata().ok().and_then(|file| Self::in_metadata(&file))
    }

    #[cfg(unix)]
    fn in_metadata(file: &Metadata) -> Option<Self> {
        use std::os::unix::fs::MetadataExt as _;
        file.is_file().then(|| Self {
            device: file.dev(),
            inode: file.ino(),
            length: file.len(),
            modified: (file.mtime(), file.mtime_nsec()),
            changed: (file.ctime(), file.ctime_nsec()),
        })
    }

    #[cfg(not(unix))]
    fn in_metadata(_: &Metadata) -> Option<Self> {
        None
    }

    /// Checks whether the file was last changed so long before.
    fn is_older(&self, age: Duration, now: SystemTime) -> bool {
        let (seconds, nanoseconds) = self.changed;
        let changed = u64::try_from(seconds).ok().zip(u32::try_from(nanoseconds).ok());
        let changed = changed.map(|(seconds, nanoseconds)| UNIX_EPOCH + Duration::new(seconds, nanoseconds));
        changed.is_some_and(|changed| now.duration_since(changed).is_ok_and(|passed| passed >= age))
    }
}

/// What a file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FileDigest {
    /// In hexadecimal digits.
    pub sha256: String,
    pub bytes: u64,
}

/// The digests of files, by device and inode.
#[derive(Debug)]
pub(crate) struct FileDigests {
    /// How old a file's last change must be for the file to be remembered.
    settled: Duration,
    known: Mutex<HashMap<(u64, u64), Known>>,
}

#[derive(Debug)]
struct Known {
    state: FileState,
    digest: FileDigest,
    /// Whether somebody asked for it since the last [`FileDigests::sweep`].
    is_asked: bool,
}

impl Default for FileDigests {
    fn default() -> Self {
        Self { settled: SETTLED, known: Mutex::default() }
    }
}

impl FileDigests {
    /// Returns the digest of a file, as long as it is when it is opened; `seen` is what the system has just said of it.
    ///
    /// # Errors
    ///
    /// The file can't be read.
    pub(crate) fn of_seen(&self, path: &Utf8Path, seen: &Metadata) -> io::Result<FileDigest> {
        let (now, state) = (SystemTime::now(), FileState::in_metadata(seen));
        if let Some(known) = state.and_then(|state| self.recall(state)) {
            return Ok(known);
        }
        let file = File::open(path)?;
        let bytes = file.metadata()?.len();
        let mut content = Vec::new();
        file.take(bytes).read_to_end(&mut content)?;
        let digest = FileDigest { sha256: sha256(content), bytes };
        if let Some(state) = state.filter(|state| state.is_older(self.settled, now)) {
            let known = Known { state, digest: digest.clone(), is_asked: true };
            self.lock().insert((state.device, state.inode), known);
        }
        Ok(digest)
    }

    /// Forgets the files that nobody has asked for since the last time.
    pub(crate) fn sweep(&self) {
        self.lock().retain(|_, known| std::mem::take(&mut known.is_asked));
    }

    fn recall(&self, state: FileState) -> Option<FileDigest> {
        let mut all = self.lock();
        let known = all.get_mut(&(state.device, state.inode)).filter(|known| known.state == state)?;
        known.is_asked = true;
        Some(known.digest.clone())
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<(u64, u64), Known>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    #[cfg(test)]
    fn of(&self, path: &Utf8Path) -> io::Result<FileDigest> {
        self.of_seen(path, &path.symlink_metadata()?)
    }

    /// Returns a memory that takes every file for settled.
    #[cfg(test)]
    pub(crate) fn at_once() -> Self {
        Self { settled: Duration::ZERO, ..Self::default() }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs::{FileTimes, OpenOptions};

    use super::*;
    use crate::tests::support::temporary;

    /// How much a clock may fall behind another: the kernel's steps are of some milliseconds.
    const STEP: Duration = Duration::from_millis(20);

    /// Returns a folder with a file, and a memory in which that holds something else than it does.
    fn remembered(text: &str) -> (tempfile::TempDir, camino::Utf8PathBuf, FileDigests) {
        let (folder, root) = temporary();
        let path = root.join("a");
        fs_err::write(&path, text).unwrap();
        std::thread::sleep(STEP);
        let digests = FileDigests::at_once();
        assert_eq!(digests.of(&path).unwrap(), FileDigest { sha256: sha256(text), bytes: text.len() as u64 });
        digests.lock().values_mut().for_each(|known| "known".clone_into(&mut known.digest.sha256));
        assert_eq!(digests.of(&path).unwrap().sha256, "known");
        (folder, path, digests)
    }

    #[test]
    fn a_file_is_remembered_once_it_has_settled() {
        let (_folder, path, _) = remembered("one");
        let digests = FileDigests::default();
        assert_eq!(digests.of(&path).unwrap().sha256, sha256("one"));
        assert!(digests.lock().is_empty());
        let now = SystemTime::now();
        let state = FileState::of(&path).unwrap();
        let changed = |seconds| FileState { changed: (state.changed.0 + seconds, 0), ..state };
        assert!(changed(-60).is_older(SETTLED, now));
        assert!(!state.is_older(SETTLED, now));
        // By a clock that was put back since.
        assert!(!changed(3600).is_older(Duration::ZERO, now));
    }

    #[test]
    fn whatever_is_done_to_a_file_it_is_read_again() {
        let changes: [fn(&Utf8Path); 4] = [
            // As many bytes at the same time.
            |path| {
                let before = fs_err::metadata(path).unwrap().modified().unwrap();
                fs_err::write(path, "two").unwrap();
                let file = OpenOptions::new().write(true).open(path).unwrap();
                file.set_times(FileTimes::new().set_modified(before)).unwrap();
            },
            |path| fs_err::write(path, "three").unwrap(),
            |path| {
                let other = path.with_file_name("b");
                fs_err::write(&other, "one").unwrap();
                fs_err::rename(&other, path).unwrap();
            },
            |path| {
                let other = path.with_file_name("b");
                fs_err::rename(path, &other).unwrap();
                fs_err::os::unix::fs::symlink(&other, path).unwrap();
            },
        ];
        for change in changes {
            let (_folder, path, digests) = remembered("one");
            change(&path);
            assert_eq!(digests.of(&path).unwrap().sha256, sha256(fs_err::read(&path).unwrap()));
        }
        assert!(FileDigests::default().of("none".into()).is_err());
    }

    #[test]
    fn what_nobody_asks_for_is_forgotten() {
        let (_folder, path, digests) = remembered("one");
        digests.sweep();
        assert_eq!(digests.of(&path).unwrap().sha256, "known");
        digests.sweep();
        digests.sweep();
        assert_eq!(digests.of(&path).unwrap().sha256, sha256("one"));
    }
}
