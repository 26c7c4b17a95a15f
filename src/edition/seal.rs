//! The seal of an edition: its manifest lists every file, so that any change is seen.

use anyhow::{Context as _, Result, anyhow};
use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;
use walkdir::WalkDir;

use super::{MANIFEST, Manifest, SealedFile};
use crate::file_digests::{FileDigest, FileDigests};

/// What a server's compressed copy of a file ends in.
pub(crate) const COMPRESSED: [&str; 2] = [".br", ".gz"];

/// Lists every file of a finished site in its manifest; `digests` are those of files that were read before. All files get
/// the manifest's rights: some may be an earlier edition's, made under other ones.
///
/// # Errors
/// A fault of the disk, or a site without a manifest.
pub(crate) fn seal(site: &Utf8Path, digests: &FileDigests) -> Result<()> {
    let path = site.join(MANIFEST);
    let failed = || format!("读取 `{path}` 失败");
    let mut manifest: Manifest =
        serde_json::from_slice(&std::fs::read(&path).with_context(failed)?).with_context(failed)?;
    let rights = path.metadata().with_context(failed)?.permissions();
    let of_file = |file: String| {
        let path = site.join(&file);
        let failed = || format!("读取 `{path}` 失败");
        if path.metadata().with_context(failed)?.permissions() != rights {
            // Whose file it is, may forbid it; the file is as it was then.
            let _ = std::fs::set_permissions(&path, rights.clone());
        }
        let FileDigest { sha256, bytes } = digests.of(&path).with_context(failed)?;
        Ok((file, SealedFile { sha256, bytes }))
    };
    let sealed: Result<_> = files(site)?.into_par_iter().map(of_file).collect();
    manifest.files = Some(sealed?);
    let text = serde_json::to_string_pretty(&manifest)? + "\n";
    std::fs::write(&path, text).with_context(|| format!("写入 `{path}` 失败"))
}

/// Returns the paths of all files of a site but its manifest, links among them, sorted.
pub(crate) fn files(site: &Utf8Path) -> Result<Vec<String>> {
    let mut files = Vec::new();
    for entry in WalkDir::new(site).min_depth(1) {
        let entry = entry.with_context(|| format!("读取 `{site}` 失败"))?;
        if entry.file_type().is_dir() {
            continue;
        }
        let path = Utf8PathBuf::from_path_buf(entry.into_path())
            .map_err(|path| anyhow!("路径 `{}` 不是 UTF-8", path.display()))?;
        files.push(path.strip_prefix(site).unwrap_or(&path).as_str().to_owned());
    }
    files.retain(|file| file != MANIFEST);
    files.sort();
    Ok(files)
}

impl Manifest {
    /// Returns the listed file of which another is, by its name, a compressed copy.
    pub(crate) fn compressed<'f>(&self, file: &'f str) -> Option<&'f str> {
        let plain = COMPRESSED.iter().find_map(|ending| file.strip_suffix(ending))?;
        self.files.as_ref()?.contains_key(plain).then_some(plain)
    }

    /// Returns the files that the manifest doesn't list; of an edition without a seal, none.
    pub(crate) fn unlisted(&self, files: Vec<String>) -> Vec<String> {
        let Some(sealed) = &self.files else { return Vec::new() };
        // Earlier deployments compressed the manifest, too.
        let is_manifest = |file: &String| COMPRESSED.iter().any(|ending| file.strip_suffix(ending) == Some(MANIFEST));
        let is_known =
            |file: &String| sealed.contains_key(file) || self.compressed(file).is_some() || is_manifest(file);
        files.into_iter().filter(|file| !is_known(file)).collect()
    }
}
