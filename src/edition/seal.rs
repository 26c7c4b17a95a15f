//! The seal of an edition: its manifest lists every file, so that any change is seen.

use std::fs::FileType;
use std::path::PathBuf;

use anyhow::{Context as _, Result, anyhow};
use camino::Utf8Path;
use rayon::prelude::*;

use super::{MANIFEST, Manifest, SealedFile};
use crate::file_digests::{FileDigest, FileDigests};
use crate::output;
use crate::walk;

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
        let mut seen = path.symlink_metadata().with_context(failed)?;
        // Never through a link: what it leads to, the root of the disk perhaps, is no part of the site.
        if seen.is_file() && seen.permissions() != rights {
            // It may be a second name of the last edition's file, which is still the one that is served.
            let bytes = std::fs::read(&path).with_context(failed)?;
            let put = output::clear(&path).and_then(|()| std::fs::write(&path, bytes));
            put.with_context(|| format!("写入 `{path}` 失败"))?;
            // A disk may know no rights.
            let _ = std::fs::set_permissions(&path, rights.clone());
            seen = path.symlink_metadata().with_context(failed)?;
        }
        let FileDigest { sha256, bytes } = digests.of_seen(&path, &seen).with_context(failed)?;
        Ok((file, SealedFile { sha256, bytes }))
    };
    let sealed: Result<_> = files(site)?.into_par_iter().map(of_file).collect();
    manifest.files = Some(sealed?);
    let text = serde_json::to_string_pretty(&manifest)? + "\n";
    std::fs::write(&path, text).with_context(|| format!("写入 `{path}` 失败"))
}

/// Returns the paths of all files of a site but its manifest, links among them, sorted.
pub(crate) fn files(site: &Utf8Path) -> Result<Vec<String>> {
    let all = walk::below(site)?.into_iter().filter(|(_, kind)| !kind.is_dir());
    let name = |(path, _): (PathBuf, FileType)| {
        let failed = |path| anyhow!("路径 `{}` 不是 UTF-8", site.as_std_path().join(path).display());
        path.into_os_string().into_string().map_err(failed)
    };
    let mut files: Vec<String> = all.map(name).collect::<Result<_>>()?;
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

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    use super::*;
    use crate::tests::support::temporary;

    #[test]
    fn files_get_the_manifests_rights_and_what_links_lead_to_keeps_its_own() {
        let (_guard, root) = temporary();
        let made = |path: &str, text: &str, mode: u32| {
            let path = root.join(path);
            fs_err::create_dir_all(path.parent().unwrap().as_std_path()).unwrap();
            fs_err::write(path.as_std_path(), text).unwrap();
            fs_err::set_permissions(path.as_std_path(), std::fs::Permissions::from_mode(mode)).unwrap();
        };
        let rights = |path: &str| root.join(path).metadata().unwrap().permissions().mode() & 0o777;
        made("site/edition.json", r#"{"generator":"policy-portal"}"#, 0o644);
        made("site/a/index.html", "", 0o600);
        made("elsewhere/file", "", 0o640);
        made("served/index.html", "甲", 0o600);
        std::fs::hard_link(root.join("served/index.html"), root.join("site/index.html")).unwrap();
        fs_err::set_permissions(root.join("elsewhere").as_std_path(), std::fs::Permissions::from_mode(0o750)).unwrap();
        symlink(root.join("elsewhere/file"), root.join("site/file")).unwrap();
        seal(&root.join("site"), &FileDigests::default()).unwrap();
        assert_eq!(["site/a/index.html", "site/index.html", "elsewhere/file"].map(rights), [0o644, 0o644, 0o640]);
        assert_eq!(rights("served/index.html"), 0o600, "what is served now stays as it is");
        symlink(root.join("elsewhere"), root.join("site/folder")).unwrap();
        assert!(seal(&root.join("site"), &FileDigests::default()).is_err(), "a folder has no digest");
        assert_eq!(rights("elsewhere"), 0o750);
    }
}
