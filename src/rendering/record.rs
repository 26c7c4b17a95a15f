//! What the last build rendered from what. It stands beside no edition and is published with none: without it, or where it
//! is wrong about an edition, everything is rendered.

use std::collections::BTreeMap;
use std::io::Write as _;

use anyhow::{Context as _, Result};
use camino::{Utf8Path, Utf8PathBuf};
use serde::{Deserialize, Serialize};

use super::Job;
use crate::file_digests::FileDigests;
use crate::file_tree::FileTree;
use crate::text::digest::sha256;

/// Where the records stand, relative to the portal's root: one for each output folder's name.
pub(crate) const RECORDS: &str = "target/rendered";

/// What an edition's pages and pictures were made from.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Rendering {
    /// Changes with Zola, theme and settings.
    frame: String,
    /// By their paths in the finished site.
    pages: BTreeMap<String, Made>,
    pictures: BTreeMap<String, Made>,
}

/// Hashes of a file: of what it was made from, and of its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Made {
    pub from: String,
    pub bytes: String,
}

impl Rendering {
    pub(super) fn new(frame: String, pages: BTreeMap<String, Made>, pictures: BTreeMap<String, Made>) -> Self {
        Self { frame, pages, pictures }
    }

    /// Remembers this of the edition at `out`.
    ///
    /// # Errors
    ///
    /// A fault of the disk; the record before is then whole.
    pub(crate) fn keep(&self, root: &Utf8Path, out: &Utf8Path) -> Result<()> {
        let path = path(root, out);
        let failed = || format!("写入 `{path}` 失败");
        let folder = path.parent().unwrap_or(root);
        std::fs::create_dir_all(folder).with_context(failed)?;
        let mut file = tempfile::NamedTempFile::new_in(folder).with_context(failed)?;
        file.write_all(&serde_json::to_vec(self)?).with_context(failed)?;
        file.persist(&path).with_context(failed)?;
        Ok(())
    }
}

/// The last edition, as far as it would be made the same.
pub(super) struct Last<'a> {
    edition: &'a Utf8Path,
    digests: &'a FileDigests,
    rendering: Rendering,
}

impl<'a> Last<'a> {
    /// Returns the last edition, without the pages of another frame; nothing where none is known.
    pub(super) fn read(job: &Job<'a>, frame: &str) -> Option<Self> {
        let record = std::fs::read(path(job.root, job.last)).ok()?;
        let mut rendering: Rendering = serde_json::from_slice(&record).ok()?;
        if rendering.frame != frame {
            rendering.pages.clear();
        }
        Some(Self { edition: job.last, digests: job.digests, rendering })
    }

    /// Returns what a page was made from, if that is the same now; nothing where the page was altered.
    pub(super) fn page(&self, path: &str, staged: &str) -> Option<&Made> {
        self.unaltered(path, self.rendering.pages.get(path)?, staged)
    }

    /// Returns what a picture was made from, if that is the same now; nothing where the picture was altered.
    pub(super) fn picture(&self, path: &str, words: &str) -> Option<&Made> {
        self.unaltered(path, self.rendering.pictures.get(path)?, words)
    }

    fn unaltered<'m>(&self, path: &str, made: &'m Made, from: &str) -> Option<&'m Made> {
        let file = self.edition.join(path);
        let is_same = || {
            let seen = file.symlink_metadata().ok().filter(std::fs::Metadata::is_file);
            let digest = seen.and_then(|seen| self.digests.of_seen(&file, &seen).ok());
            digest.is_some_and(|digest| digest.sha256 == made.bytes)
        };
        (made.from == from && is_same()).then_some(made)
    }
}

/// Returns what changes with everything that every page is rendered with.
pub(super) fn key(job: &Job, frame: &FileTree) -> String {
    let mut all = job.zola.version().to_string().into_bytes();
    for (path, bytes) in frame.iter() {
        all.extend(format!("\0{path}\0").bytes());
        all.extend(bytes);
    }
    sha256(all)
}

fn path(root: &Utf8Path, out: &Utf8Path) -> Utf8PathBuf {
    root.join(RECORDS).join(format!("{}.json", out.file_name().unwrap_or_default()))
}
