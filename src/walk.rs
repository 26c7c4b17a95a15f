//! Walks through a folder, several of its folders at a time; links are not followed.

use std::fs::FileType;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use camino::Utf8Path;
use rayon::prelude::*;
use walkdir::WalkDir;

/// Returns everything below a folder, by its path from there.
///
/// # Errors
/// A folder that can't be read.
pub(crate) fn below(folder: &Utf8Path) -> Result<Vec<(PathBuf, FileType)>> {
    let failed = || format!("读取 `{folder}` 失败");
    let walk = |path: &Path, levels: usize| -> Result<Vec<(PathBuf, FileType)>> {
        let entries =
            WalkDir::new(path).follow_root_links(path == folder).min_depth(1).max_depth(levels).into_iter().map(
                |entry| {
                    let entry = entry.with_context(failed)?;
                    let path = entry.path().strip_prefix(folder).unwrap_or(entry.path());
                    Ok((path.to_owned(), entry.file_type()))
                },
            );
        entries.collect()
    };
    let top = walk(folder.as_std_path(), 1)?;
    let inner = |(path, kind): &(PathBuf, FileType)| match kind.is_dir() {
        true => walk(&folder.as_std_path().join(path), usize::MAX),
        false => Ok(Vec::new()),
    };
    let below: Vec<_> = top.par_iter().map(inner).collect::<Result<_>>()?;
    Ok(top.into_iter().chain(below.into_iter().flatten()).collect())
}
