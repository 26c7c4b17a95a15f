//! All files of a site as they stand.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Context as _;
use camino::Utf8Path;
use rayon::prelude::*;

use super::files;
use crate::diagnostic::Diagnostic;
use crate::edition::SealedFile;
use crate::file_digests::{FileDigest, FileDigests};
use crate::text::digest::sha256;

/// Every file of a site, with what it holds.
#[derive(Debug, Default)]
pub(super) struct Inventory {
    pub files: BTreeSet<String>,
    /// None of those that are too large to be read.
    pub digests: BTreeMap<String, SealedFile>,
}

impl Inventory {
    /// Looks at every file below `site`; what is no plain file or folder is reported. `digests` are those of files that
    /// were read before.
    pub(super) fn take(site: &Utf8Path, digests: &FileDigests) -> anyhow::Result<(Inventory, Vec<Diagnostic>)> {
        let (files, odd) = files::list(site)?;
        let digest = |file: &String| -> anyhow::Result<Option<(String, SealedFile)>> {
            let path = site.join(file);
            let failed = || format!("读取 `{path}` 失败");
            let seen = path.symlink_metadata().with_context(failed)?;
            if seen.len() > files::LARGEST {
                return Ok(None);
            }
            let FileDigest { sha256, bytes } = digests.of_seen(&path, &seen).with_context(failed)?;
            Ok(Some((file.clone(), SealedFile { sha256, bytes })))
        };
        let digests: anyhow::Result<Vec<_>> = files.par_iter().map(digest).collect();
        let digests = digests?.into_iter().flatten().collect();
        Ok((Inventory { files: files.into_iter().collect(), digests }, odd))
    }

    pub(super) fn has(&self, file: &str) -> bool {
        self.files.contains(file)
    }

    /// Returns what changes with a file's bytes; nothing for a file that isn't read.
    pub(super) fn digest(&self, file: &str) -> Option<&str> {
        self.digests.get(file).map(|seal| seal.sha256.as_str())
    }

    /// Returns what changes with the bytes of any of the files of which something holds, and with their names.
    pub(super) fn digest_of(&self, is_meant: impl Fn(&str) -> bool) -> String {
        let mut all = String::new();
        for file in self.files.iter().filter(|file| is_meant(file)) {
            all.push_str(file);
            all.push('\0');
            all.push_str(self.digest(file).unwrap_or("too large"));
            all.push('\n');
        }
        sha256(all)
    }
}
