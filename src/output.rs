//! Writes a [`FileTree`] to the disk.

use std::collections::HashSet;
use std::fs::Metadata;
use std::io::ErrorKind;
use std::io::Write as _;
use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};
use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;
use walkdir::WalkDir;

use crate::file_digests::{FileDigests, FileState};
use crate::file_tree::{FileBytes, FileTree};

/// Where the staged Zola site stands, relative to the portal's root.
pub(crate) const STAGED_SITE: &str = "target/site";

/// How deep the folders of single pages lie: `plan/tasks/1/`.
const PARTS_AT: usize = 3;

/// How many of them are removed at a time.
const REMOVED_AT_ONCE: usize = 16;

/// Writes `tree` as the staged Zola site of the portal at `root`, in place of the one before, and gives its folder. Files
/// that are the same, as `digests` say, stay: on some disks taking a file away costs more than making it.
///
/// # Errors
///
/// As [`fn@write`], and where something of the site before can't be removed.
pub(crate) fn stage(tree: &FileTree, root: &Utf8Path, digests: &FileDigests) -> Result<Utf8PathBuf> {
    let site = root.join(STAGED_SITE);
    keep_only(tree.iter().map(|(path, _)| path), &site)?;
    write_all(tree.shared(), &site, digests)?;
    Ok(site)
}

/// Takes away from the folder `site` what isn't among `files`, links among it. A folder that is named after what is in it
/// (`index.22ea1214c06f`) gets its new name instead: most of its files will be the same.
///
/// # Errors
///
/// Something can't be removed.
pub(crate) fn keep_only<'t>(files: impl Iterator<Item = &'t Utf8Path>, site: &Utf8Path) -> Result<()> {
    let failed = || format!("清空 `{site}` 失败");
    let is_folder = site.symlink_metadata().is_ok_and(|metadata| metadata.is_dir());
    if is_folder && Expected::new(files).keep_below(site, Utf8Path::new("")).is_ok() {
        return Ok(());
    }
    // What can't be read, or is no folder, goes as a whole.
    clear(site).with_context(failed)
}

/// What stays in a folder, by relative paths.
struct Expected<'t> {
    files: HashSet<&'t str>,
    folders: HashSet<&'t str>,
}

impl<'t> Expected<'t> {
    fn new(paths: impl Iterator<Item = &'t Utf8Path>) -> Self {
        let (mut files, mut folders) = (HashSet::new(), HashSet::new());
        for path in paths.map(Utf8Path::as_str) {
            files.insert(path);
            let ends = path.rmatch_indices('/').map(|(end, _)| &path[..end]);
            // Where a folder is known, those above it are.
            ends.take_while(|folder| folders.insert(*folder)).for_each(drop);
        }
        Self { files, folders }
    }

    fn keep_below(&self, site: &Utf8Path, below: &Utf8Path) -> std::io::Result<()> {
        // All at once: some disks tell a renamed folder again by its new name.
        let entries = site.join(below).read_dir_utf8()?.collect::<std::io::Result<Vec<_>>>()?;
        let mut inner = Vec::new();
        for entry in entries {
            let (mut path, kind) = (below.join(entry.file_name()), entry.file_type()?);
            if kind.is_dir()
                && !self.folders.contains(path.as_str())
                && let Some(heir) = self.heir(site, below, entry.file_name())
            {
                std::fs::rename(entry.path(), site.join(&heir))?;
                path = heir;
            }
            if kind.is_dir() && self.folders.contains(path.as_str()) {
                inner.push(path);
            } else if !kind.is_file() || !self.files.contains(path.as_str()) {
                clear(entry.path())?;
            }
        }
        inner.into_par_iter().try_for_each(|folder| self.keep_below(site, &folder))
    }

    /// Returns a folder that isn't there yet and whose name begins like that of one that is, up to its first dot.
    fn heir(&self, site: &Utf8Path, below: &Utf8Path, name: &str) -> Option<Utf8PathBuf> {
        let (stem, _) = name.split_once('.').filter(|(stem, _)| !stem.is_empty())?;
        let begin = format!("{stem}.");
        let folders = self.folders.iter().map(Utf8Path::new).filter(|folder| folder.parent() == Some(below));
        let alike = folders.filter(|folder| folder.file_name().is_some_and(|name| name.starts_with(&begin)));
        alike.filter(|folder| site.join(folder).symlink_metadata().is_err()).min().map(Utf8Path::to_owned)
    }
}

/// Writes a file in the place of one that may stand there; one that is the same stays. Never writes into a file: it may be
/// another edition's as well.
pub(crate) fn put(path: &Utf8Path, bytes: &[u8]) -> std::io::Result<()> {
    if is_same(path, bytes) {
        return Ok(());
    }
    clear(path)?;
    create(path, bytes)
}

/// Moves a file of these bytes into the place of one that may stand there; one that is the same stays.
pub(crate) fn move_into(from: &Utf8Path, path: &Utf8Path, bytes: &[u8]) -> std::io::Result<()> {
    if is_same(path, bytes) {
        return Ok(());
    }
    clear(path)?;
    std::fs::rename(from, path).or_else(|_| create(path, bytes))
}

/// Puts a file in the place of one that may stand there, as another name of the one at `from`: on some disks making a file
/// takes longer than anything that is done with it. One that is the same stays; where there can't be two names of one file,
/// it is copied.
pub(crate) fn link(from: &Utf8Path, path: &Utf8Path) -> std::io::Result<()> {
    let is_there = path.symlink_metadata().is_ok();
    if is_there && FileState::of(path).is_some_and(|state| Some(state) == FileState::of(from)) {
        return Ok(());
    }
    if is_there && is_same(path, &std::fs::read(from)?) {
        return Ok(());
    }
    clear(path)?;
    std::fs::hard_link(from, path).or_else(|_| create(path, &std::fs::read(from)?))
}

fn create(path: &Utf8Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(bytes)
}

/// Checks whether a file of these bytes stands there.
pub(crate) fn is_same(path: &Utf8Path, bytes: &[u8]) -> bool {
    let is_as_long = |metadata: Metadata| metadata.is_file() && metadata.len() == bytes.len() as u64;
    path.symlink_metadata().is_ok_and(is_as_long) && std::fs::read(path).is_ok_and(|own| own == bytes)
}

/// Writes `tree` into the folder `folder`, which is created, or is there and empty. Only new files are created, so
/// nothing is overwritten and no link is followed out of the folder.
///
/// # Errors
///
/// A folder that holds something, is a link or no folder; every fault of the disk, with the path that it befell. What
/// was written until then stays.
pub(crate) fn write(tree: &FileTree, folder: &Utf8Path) -> Result<()> {
    require_fresh(folder)?;
    write_each(tree.iter(), folder, |_, path, bytes| create(path, bytes))
}

/// Writes files into a folder that may hold some of them.
pub(crate) fn write_all<'t>(
    files: impl Iterator<Item = (&'t Utf8Path, &'t FileBytes)>,
    folder: &Utf8Path,
    digests: &FileDigests,
) -> Result<()> {
    let files: Vec<_> = files.collect();
    // Mostly nothing has changed, and to find that out is all the work.
    let is_new = |(path, bytes): &(&Utf8Path, &FileBytes)| !holds(&folder.join(path), bytes, digests);
    let new: Vec<_> = files.into_par_iter().filter(is_new).collect();
    write_each(new.into_iter().map(|(path, bytes)| (path, &**bytes)), folder, |_, path, bytes| put(path, bytes))
}

/// Checks by its digest whether a file of these bytes stands there.
fn holds(path: &Utf8Path, bytes: &FileBytes, digests: &FileDigests) -> bool {
    path.symlink_metadata().is_ok_and(|seen| {
        let is_as_long = seen.is_file() && seen.len() == bytes.len() as u64;
        is_as_long && digests.of_seen(path, &seen).is_ok_and(|digest| digest.sha256 == bytes.sha256())
    })
}

/// Puts files into a folder as other names of those that stand in another; where they stand there otherwise, or not at all,
/// they are written.
pub(crate) fn link_all<'t>(
    files: impl Iterator<Item = (&'t Utf8Path, &'t [u8])>,
    from: &Utf8Path,
    folder: &Utf8Path,
) -> Result<()> {
    write_each(files, folder, |file, path, bytes| {
        let _ = link(&from.join(file), path);
        put(path, bytes)
    })
}

/// Puts files into a folder; `put` is told a file's path in it, where it comes to stand, and its bytes.
fn write_each<'t>(
    files: impl Iterator<Item = (&'t Utf8Path, &'t [u8])>,
    folder: &Utf8Path,
    put: impl Fn(&Utf8Path, &Utf8Path, &[u8]) -> std::io::Result<()>,
) -> Result<()> {
    std::fs::create_dir_all(folder).with_context(|| format!("新建文件夹 `{folder}` 失败"))?;
    let mut last_parent = Utf8PathBuf::new();
    for (path, bytes) in files {
        let target = folder.join(path);
        if let Some(parent) = path.parent().filter(|parent| *parent != last_parent) {
            let parent_folder = folder.join(parent);
            std::fs::create_dir_all(&parent_folder).with_context(|| format!("新建文件夹 `{parent_folder}` 失败"))?;
            last_parent = parent.to_owned();
        }
        put(path, &target, bytes).with_context(|| format!("写入 `{target}` 失败"))?;
    }
    Ok(())
}

fn require_fresh(folder: &Utf8Path) -> Result<()> {
    match std::fs::symlink_metadata(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error).with_context(|| format!("查看 `{folder}` 失败")),
        Ok(metadata) if !metadata.is_dir() => bail!("`{folder}` 不是文件夹"),
        Ok(_) => {
            let mut entries = std::fs::read_dir(folder).with_context(|| format!("读取文件夹 `{folder}` 失败"))?;
            if entries.next().is_some() {
                bail!("文件夹 `{folder}` 不是空的");
            }
            Ok(())
        }
    }
}

/// Takes away a folder with all that is in it; of a link, the link alone.
pub(crate) fn clear(folder: &Utf8Path) -> std::io::Result<()> {
    match std::fs::symlink_metadata(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
        Ok(metadata) if metadata.is_dir() => remove_folder(folder),
        Ok(_) => std::fs::remove_file(folder),
    }
}

/// Removes a folder, many of its parts at a time: a disk that discards freed blocks at once answers each removal late, and
/// many together no later.
fn remove_folder(folder: &Utf8Path) -> std::io::Result<()> {
    let entries = WalkDir::new(folder).min_depth(PARTS_AT).max_depth(PARTS_AT).into_iter().flatten();
    let parts: Vec<PathBuf> =
        entries.filter(|entry| entry.file_type().is_dir()).map(walkdir::DirEntry::into_path).collect();
    let workers = || rayon::ThreadPoolBuilder::new().num_threads(REMOVED_AT_ONCE).build();
    if parts.len() > 1
        && let Ok(workers) = workers()
    {
        workers.install(|| parts.par_iter().try_for_each(std::fs::remove_dir_all))?;
    }
    std::fs::remove_dir_all(folder)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::support::temporary;

    #[test]
    fn files_come_out_as_they_went_in() {
        let (_guard, folder) = temporary();
        let site = folder.join("new/site");
        write(&FileTree::of(&[("a.txt", "甲"), ("b/c/d.txt", ""), ("b/e.txt", "e"), ("b/c/f", "f")]), &site).unwrap();
        assert_eq!(fs_err::read_to_string(site.join("a.txt")).unwrap(), "甲");
        assert_eq!(fs_err::read_to_string(site.join("b/c/d.txt")).unwrap(), "");
        assert_eq!(fs_err::read_to_string(site.join("b/c/f")).unwrap(), "f");
        assert_eq!(fs_err::read_to_string(site.join("b/e.txt")).unwrap(), "e");
    }

    #[test]
    fn a_folder_with_something_in_it_is_left_alone() {
        let (_guard, folder) = temporary();
        write(&FileTree::new(), &folder).unwrap();
        fs_err::write(folder.join("mine"), "mine").unwrap();
        let error = write(&FileTree::of(&[("a", "a")]), &folder).unwrap_err().to_string();
        assert_eq!(error, format!("文件夹 `{folder}` 不是空的"));
        assert!(!folder.join("a").exists());
        let file = folder.join("mine");
        assert_eq!(write(&FileTree::of(&[]), &file).unwrap_err().to_string(), format!("`{file}` 不是文件夹"));
    }

    #[test]
    fn staging_replaces_the_site_before() {
        let (_guard, root) = temporary();
        let old =
            [("content/old.md", "old"), ("config.toml", "old"), ("a/same.md", "same"), ("a/b", "file"), ("c/d", "d")];
        let site = stage(&FileTree::of(&old), &root, &FileDigests::default()).unwrap();
        assert_eq!(site, root.join("target/site"));
        let made = || site.join("a/same.md").metadata().unwrap().modified().unwrap();
        let before = made();
        let new = [("config.toml", "new"), ("a/same.md", "same"), ("a/b/c", "folder"), ("c", "file")];
        stage(&FileTree::of(&new), &root, &FileDigests::default()).unwrap();
        for (path, text) in new {
            assert_eq!(fs_err::read_to_string(site.join(path)).unwrap(), text);
        }
        assert!(!site.join("content").exists());
        assert_eq!(made(), before, "what is the same isn't written again");
    }

    #[test]
    fn a_folder_named_after_its_files_keeps_those_that_are_the_same() {
        let (_guard, root) = temporary();
        let old =
            [("s/index.1/1", "a"), ("s/index.1/2", "b"), ("s/index.1/3", "c"), ("s/tables.1/1", "t"), ("s/a.1", "a")];
        let site = stage(&FileTree::of(&old), &root, &FileDigests::default()).unwrap();
        let made = |file: &str| site.join(file).metadata().unwrap().modified().unwrap();
        let before = (made("s/index.1/1"), made("s/tables.1/1"));
        let new =
            [("s/index.2/1", "a"), ("s/index.2/2", "B"), ("s/tables.1/1", "t"), ("s/tables.2/1", "u"), ("s/a.2", "a")];
        stage(&FileTree::of(&new), &root, &FileDigests::default()).unwrap();
        for (path, text) in new {
            assert_eq!(fs_err::read_to_string(site.join(path)).unwrap(), text);
        }
        assert_eq!((made("s/index.2/1"), made("s/tables.1/1")), before);
        let left: std::collections::BTreeSet<String> =
            crate::tests::support::files(&site).into_keys().map(Utf8PathBuf::into_string).collect();
        assert_eq!(left, new.map(|(path, _)| path.to_owned()).into());
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_is_removed_whole_and_no_link_in_it_is_followed() {
        let (_guard, root) = temporary();
        fs_err::create_dir_all(root.join("elsewhere/a/b/c/d")).unwrap();
        for part in 0..40 {
            fs_err::create_dir_all(root.join(format!("site/a/b/{part}/c"))).unwrap();
            fs_err::write(root.join(format!("site/a/b/{part}/file")), "x").unwrap();
        }
        fs_err::write(root.join("site/file"), "x").unwrap();
        for link in ["site/link", "site/a/b/link", "site/a/b/1/c/link"] {
            std::os::unix::fs::symlink(root.join("elsewhere"), root.join(link)).unwrap();
        }
        clear(&root.join("site")).unwrap();
        assert!(!root.join("site").exists() && root.join("elsewhere/a/b/c/d").exists());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_in_the_place_of_the_site_is_not_followed() {
        let (_guard, root) = temporary();
        fs_err::create_dir_all(root.join("target")).unwrap();
        fs_err::create_dir(root.join("elsewhere")).unwrap();
        fs_err::write(root.join("elsewhere/mine"), "mine").unwrap();
        std::os::unix::fs::symlink(root.join("elsewhere"), root.join("target/site")).unwrap();
        assert!(write(&FileTree::of(&[("a", "a")]), &root.join("target/site")).is_err());
        stage(&FileTree::of(&[("a", "a")]), &root, &FileDigests::default()).unwrap();
        assert!(root.join("target/site").symlink_metadata().unwrap().is_dir());
        fs_err::create_dir_all(root.join("target/site/b")).unwrap();
        std::os::unix::fs::symlink(root.join("elsewhere/mine"), root.join("target/site/b/mine")).unwrap();
        std::os::unix::fs::symlink(root.join("elsewhere"), root.join("target/site/c")).unwrap();
        stage(&FileTree::of(&[("b/mine", "mine"), ("c/a", "a")]), &root, &FileDigests::default()).unwrap();
        assert!(root.join("target/site/b/mine").symlink_metadata().unwrap().is_file());
        assert_eq!(fs_err::read_to_string(root.join("elsewhere/mine")).unwrap(), "mine");
        assert!(!root.join("elsewhere/a").exists());
    }

    #[test]
    fn an_error_names_the_path_and_keeps_its_cause() {
        let (_guard, root) = temporary();
        fs_err::create_dir(root.join("target")).unwrap();
        fs_err::write(root.join("plain"), "").unwrap();
        let below_a_file = root.join("plain/site");
        let error = write(&FileTree::of(&[("a", "a")]), &below_a_file).unwrap_err();
        assert_eq!(error.to_string(), format!("查看 `{below_a_file}` 失败"));
        assert!(error.source().is_some());
    }
}
