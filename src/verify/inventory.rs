//! All files of a site as they stand.

use std::collections::{BTreeMap, BTreeSet};

use camino::Utf8Path;
use rayon::prelude::*;

use super::files;
use crate::diagnostic::Diagnostic;
use crate::edition::SealedFile;
use crate::text::digest::sha256;

/// Every file of a site, with what it holds.
#[derive(Debug, Default)]
pub(super) struct Inventory {
    pub files: BTreeSet<String>,
    /// None of those that are too large to be read.
    pub digests: BTreeMap<String, SealedFile>,
}

impl Inventory {
    /// Reads every file below `site`; what is no plain file or folder is reported.
    pub(super) fn take(site: &Utf8Path) -> anyhow::Result<(Inventory, Vec<Diagnostic>)> {
        let (files, odd) = files::list(site)?;
        let digest = |file: &String| -> anyhow::Result<Option<(String, SealedFile)>> {
            let bytes = files::bytes(site, file)?.ok();
            let digest = |bytes: Vec<u8>| SealedFile { sha256: sha256(&bytes), bytes: bytes.len() as u64 };
            Ok(bytes.map(|bytes| (file.clone(), digest(bytes))))
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
