//! Files that are still to be written: a sorted map from path to bytes.
//!
//! Everything that makes content gives a [`FileTree`]; everything that touches the disk takes one. A path in it can
//! be written below any folder, on any system, without leaving that folder: [`FileTree::insert`] sees to it.

use std::collections::BTreeMap;
use std::ops::{Bound, Deref};
use std::sync::{Arc, OnceLock};

use anyhow::{Result, bail};
use camino::{Utf8Path, Utf8PathBuf};

use crate::text::digest::sha256;

/// Returns twelve hexadecimal digits that change with the content: an address that holds them may be kept for ever.
pub(crate) fn fingerprint(content: impl AsRef<[u8]>) -> String {
    sha256(content)[..12].to_owned()
}

/// What a file holds, and its digest once somebody has asked for it: to copy it is to share it.
#[derive(Debug, Clone, Default)]
pub(crate) struct FileBytes(Arc<(Vec<u8>, OnceLock<String>)>);

impl FileBytes {
    /// Returns the bytes' SHA-256 in hexadecimal digits.
    pub(crate) fn sha256(&self) -> &str {
        self.0.1.get_or_init(|| sha256(&self.0.0))
    }
}

impl Deref for FileBytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0.0
    }
}

impl<B: Into<Vec<u8>>> From<B> for FileBytes {
    fn from(bytes: B) -> Self {
        Self(Arc::new((bytes.into(), OnceLock::new())))
    }
}

impl PartialEq for FileBytes {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for FileBytes {}

/// Files by relative path, `/` between segments. Iteration is sorted by path, segment by segment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct FileTree {
    files: BTreeMap<Key, (Utf8PathBuf, FileBytes)>,
}

/// A path whose segments are parted by a character that no path has and that comes before all others: as quick to compare
/// as any text, and sorted segment by segment.
type Key = String;

fn key(path: &Utf8Path) -> Key {
    path.as_str().replace('/', "\0")
}

impl FileTree {
    /// Returns a tree without files.
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Returns a tree of these paths and contents.
    #[cfg(test)]
    pub(crate) fn of(files: &[(&str, &str)]) -> Self {
        let mut tree = Self::new();
        for (path, text) in files {
            tree.insert(path, *text).unwrap();
        }
        tree
    }

    /// Adds a file.
    ///
    /// # Errors
    ///
    /// A path that isn't relative, has an empty segment, `.`, `..`, a backslash, a colon or a control character, that
    /// is there already, or that would need another file to be a folder. The tree is then as it was.
    pub(crate) fn insert(&mut self, path: impl AsRef<Utf8Path>, bytes: impl Into<FileBytes>) -> Result<()> {
        let path = path.as_ref();
        if let Some(fault) = fault_of(path.as_str()) {
            bail!("文件路径 `{}` 不可用：{fault}", path.as_str().escape_debug());
        }
        let key = key(path);
        if self.files.contains_key(&key) {
            bail!("文件 `{path}` 重复：两处内容要写到同一个路径");
        }
        let mut folders = key.match_indices('\0').map(|(end, _)| &key[..end]);
        if let Some((file, _)) = folders.find_map(|folder| self.files.get(folder)) {
            bail!("文件 `{path}` 放不下：`{file}` 已是文件，不能又是文件夹");
        }
        let inside = key.clone() + "\0";
        let first = self.files.range::<str, _>((Bound::Excluded(inside.as_str()), Bound::Unbounded)).next();
        if let Some((_, (below, _))) = first.filter(|(other, _)| other.starts_with(&inside)) {
            bail!("文件 `{path}` 放不下：它已是 `{below}` 所在的文件夹");
        }
        self.files.insert(key, (path.to_owned(), bytes.into()));
        Ok(())
    }

    /// Returns the bytes of the file at `path`.
    #[cfg(test)]
    pub(crate) fn get(&self, path: impl AsRef<Utf8Path>) -> Option<&[u8]> {
        self.files.get(&key(path.as_ref())).map(|(_, bytes)| &**bytes)
    }

    /// Returns all files, sorted by path.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&Utf8Path, &[u8])> {
        self.shared().map(|(path, bytes)| (path, &**bytes))
    }

    /// Returns all files, sorted by path, with what is known of their bytes.
    pub(crate) fn shared(&self) -> impl Iterator<Item = (&Utf8Path, &FileBytes)> {
        self.files.values().map(|(path, bytes)| (path.as_path(), bytes))
    }
}

impl IntoIterator for FileTree {
    type Item = (Utf8PathBuf, FileBytes);
    type IntoIter = std::collections::btree_map::IntoValues<Key, (Utf8PathBuf, FileBytes)>;

    fn into_iter(self) -> Self::IntoIter {
        self.files.into_values()
    }
}

/// Returns what makes `path` unfit, for people.
fn fault_of(path: &str) -> Option<String> {
    if path.is_empty() {
        return Some("路径是空的".to_owned());
    }
    path.split('/').find_map(|segment| match segment {
        "" => Some("不能以 `/` 开头或结尾，也不能有 `//`".to_owned()),
        "." | ".." => Some(format!("不能有 `{segment}`")),
        _ => segment
            .chars()
            .find(|&c| matches!(c, '\\' | ':') || c.is_control())
            .map(|c| format!("不能有字符 `{}`", c.escape_debug())),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(paths: &[&str]) -> FileTree {
        let mut tree = FileTree::new();
        for path in paths {
            tree.insert(path, *path).unwrap();
        }
        tree
    }

    #[test]
    fn iteration_is_sorted_whatever_the_order_of_insertion() {
        let one = tree(&["b/a.md", "a.md", "b.md", "a/z", "a/b/c"]);
        let other = tree(&["a/b/c", "a/z", "b.md", "a.md", "b/a.md"]);
        assert_eq!(one, other);
        let paths: Vec<_> = one.iter().map(|(path, _)| path.as_str()).collect();
        assert_eq!(paths, ["a/b/c", "a/z", "a.md", "b/a.md", "b.md"]);
        assert_eq!(one.get("a/z"), Some(&b"a/z"[..]));
    }

    #[test]
    fn only_safe_paths_are_taken() {
        for path in
            ["", "/", "/etc/passwd", "a/", "a//b", ".", "..", "../a", "a/../b", "a/./b", "a\\b", "c:/a", "a\0b", "a\nb"]
        {
            let error = FileTree::new().insert(path, "").unwrap_err().to_string();
            assert!(error.starts_with("文件路径 `"), "{path:?}: {error}");
        }
        for path in ["a", "a.b/..c/d...", "政策/全文.md", ".well-known/x", "_headers", "a b"] {
            FileTree::new().insert(path, "").unwrap();
        }
    }

    #[test]
    fn two_things_never_share_a_path() {
        let mut tree = tree(&["a/b/c", "d"]);
        let before = tree.clone();
        let mut fault = |path: &str| tree.insert(path, "new").unwrap_err().to_string();
        assert_eq!(fault("d"), "文件 `d` 重复：两处内容要写到同一个路径");
        assert_eq!(fault("d/e/f"), "文件 `d/e/f` 放不下：`d` 已是文件，不能又是文件夹");
        assert_eq!(fault("a"), "文件 `a` 放不下：它已是 `a/b/c` 所在的文件夹");
        assert_eq!(fault("a/b"), "文件 `a/b` 放不下：它已是 `a/b/c` 所在的文件夹");
        assert_eq!(tree, before);
        tree.insert("a/b.md", "").unwrap();
        tree.insert("a/b/d", "").unwrap();
    }
}
