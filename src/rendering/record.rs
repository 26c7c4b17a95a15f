//! What the last build rendered from what. It stands beside no edition and is published with none: without it, or where it
//! is wrong about an edition, everything is rendered.

use std::collections::BTreeMap;
use std::io::Write as _;

use anyhow::{Context as _, Result};
use camino::{Utf8Path, Utf8PathBuf};
use serde::{Deserialize, Serialize};

use super::Job;
use crate::file_tree::FileTree;
use crate::text::digest::sha256;

/// Where the records stand, relative to the portal's root: one for each output folder's name.
pub(crate) const RECORDS: &str = "target/rendered";

/// What an edition's pages were rendered from.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Rendering {
    /// Changes with Zola, theme and settings.
    frame: String,
    moving: Vec<String>,
    /// By their paths in the finished site.
    pages: BTreeMap<String, Rendered>,
}

/// Hashes of a page, as staged and as rendered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Rendered {
    pub staged: String,
    pub html: String,
}

impl Rendering {
    pub(super) fn new(frame: String, job: &Job, pages: BTreeMap<String, Rendered>) -> Self {
        Self { frame, moving: job.moving.map(str::to_owned).to_vec(), pages }
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

/// The last edition, as far as its pages would be rendered the same.
pub(super) struct Last<'a> {
    edition: &'a Utf8Path,
    rendering: Rendering,
    moving: [&'a str; 4],
}

impl<'a> Last<'a> {
    /// Returns the last edition; nothing where it had another frame.
    pub(super) fn read(job: &Job<'a>, frame: &str) -> Option<Self> {
        let record = std::fs::read(path(job.root, job.last)).ok()?;
        let rendering: Rendering = serde_json::from_slice(&record).ok()?;
        (rendering.frame == frame).then_some(Self { edition: job.last, rendering, moving: job.moving })
    }

    /// Returns a page that was rendered from the same bytes, with the addresses that have moved since; nothing where it
    /// was altered.
    pub(super) fn html(&self, path: &str, staged: &str) -> Option<String> {
        let page = self.rendering.pages.get(path).filter(|page| page.staged == staged)?;
        let mut html =
            std::fs::read_to_string(self.edition.join(path)).ok().filter(|html| sha256(html) == page.html)?;
        for (before, now) in self.rendering.moving.iter().zip(self.moving) {
            if before != now {
                html = html.replace(before.as_str(), now);
            }
        }
        Some(html)
    }
}

/// Returns what changes with everything that every page is rendered with, the moving addresses aside.
pub(super) fn key(job: &Job, frame: &FileTree) -> String {
    let mut all = job.zola.version().to_string().into_bytes();
    for (path, bytes) in frame.iter() {
        let mut text = String::from_utf8_lossy(bytes).into_owned();
        for moving in job.moving {
            text = text.replace(moving, "");
        }
        all.extend(format!("\0{path}\0").bytes());
        all.extend(text.bytes());
    }
    sha256(all)
}

fn path(root: &Utf8Path, out: &Utf8Path) -> Utf8PathBuf {
    root.join(RECORDS).join(format!("{}.json", out.file_name().unwrap_or_default()))
}
