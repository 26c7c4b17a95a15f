//! Where an edition may be put: what must not be replaced is refused before anything is rendered.

use std::io::ErrorKind;

use anyhow::{Context as _, Result, anyhow, bail};
use camino::{Utf8Path, Utf8PathBuf};

use super::{is_edition, read_small_file};
use crate::edition::{self, Manifest, seal};

/// What is to be replaced, and what must not be.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Target<'a> {
    /// The portal's root.
    pub root: &'a Utf8Path,
    /// The folder that readers see, relative to the current folder.
    pub out: &'a Utf8Path,
    /// Files and folders that the build reads: `out` may neither hold one of them nor lie in one. They need not exist.
    pub inputs: &'a [Utf8PathBuf],
    /// Whether a folder that isn't an edition of ours may be replaced.
    pub force: bool,
}

/// Returns the absolute path of `out`, links in the folders above it resolved. What doesn't exist yet stays as written.
pub(super) fn locate(out: &Utf8Path) -> Result<Utf8PathBuf> {
    let failed = || format!("查看输出文件夹 `{out}` 失败");
    let absolute = std::path::absolute(out).with_context(failed)?;
    let absolute =
        Utf8PathBuf::from_path_buf(absolute).map_err(|path| anyhow!("路径 `{}` 不是 UTF-8", path.display()))?;
    let Some(name) = absolute.file_name() else {
        // `/`, or something that ends in `..`.
        return absolute.canonicalize_utf8().with_context(failed);
    };
    let mut missing = vec![name];
    for above in absolute.ancestors().skip(1) {
        match above.canonicalize_utf8() {
            Ok(real) => return Ok(missing.iter().rev().fold(real, |path, name| path.join(name))),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                missing.push(above.file_name().ok_or(error).with_context(failed)?);
            }
            Err(error) => return Err(error).with_context(failed),
        }
    }
    bail!("输出文件夹 `{out}` 不可用");
}

/// Refuses what holds inputs or lies among them, or in another edition, or where a build works.
pub(super) fn refuse_protected(out: &Utf8Path, target: &Target<'_>) -> Result<()> {
    let shown = target.out;
    let real = |path: &Utf8Path| match path.canonicalize_utf8() {
        Err(error) if error.kind() == ErrorKind::NotFound => locate(path),
        real => real.with_context(|| format!("查看 `{path}` 失败")),
    };
    let root = real(target.root)?;
    if root.starts_with(out) {
        bail!("输出文件夹 `{shown}` 是项目文件夹本身或它的上级，不能替换；请用 `--out` 另选一个");
    }
    for input in target.inputs {
        let input_path = real(input)?;
        if input_path.starts_with(out) || out.starts_with(&input_path) {
            bail!("输出文件夹 `{shown}` 与输入 `{input}` 重叠，不能替换；请用 `--out` 另选一个");
        }
    }
    if let Some(around) = out.ancestors().skip(1).find(|above| is_edition(above)) {
        bail!("输出文件夹 `{shown}` 在另一份网站 `{around}` 里面，那一份下次生成时会换掉它；请用 `--out` 另选一个");
    }
    let work = real(&root.join("target"))?;
    if work.starts_with(out) || ["site", "groups", "rendered", "zola"].iter().any(|own| out.starts_with(work.join(own)))
    {
        bail!("输出文件夹 `{shown}` 与生成时用的 `target` 重叠，不能替换；请用 `--out` 另选一个");
    }
    Ok(())
}

/// Refuses what can't be exchanged for another folder: one that something is mounted on, as a container's volume is.
pub(super) fn refuse_mounted(out: &Utf8Path, shown: &Utf8Path) -> Result<()> {
    if is_mount_point(out) {
        let inner = shown.join("public");
        bail!("输出文件夹 `{shown}` 是挂载点，不能整个换掉；请用它下面的文件夹，如 `--out {inner}`，让服务器读那里");
    }
    Ok(())
}

/// Checks whether a file system is mounted on a folder, as far as the system tells.
#[cfg(target_os = "linux")]
fn is_mount_point(folder: &Utf8Path) -> bool {
    use rustix::fs::{AtFlags, CWD, StatxAttributes, StatxFlags, statx};
    let found = statx(CWD, folder.as_std_path(), AtFlags::SYMLINK_NOFOLLOW, StatxFlags::empty());
    found.is_ok_and(|found| found.stx_attributes.contains(StatxAttributes::MOUNT_ROOT))
}

#[cfg(not(target_os = "linux"))]
fn is_mount_point(_folder: &Utf8Path) -> bool {
    false
}

/// Refuses what is no folder, and without `force` what holds files of somebody else.
pub(super) fn refuse_foreign(out: &Utf8Path, force: bool) -> Result<()> {
    let metadata = match std::fs::symlink_metadata(out) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        metadata => metadata.with_context(|| format!("查看 `{out}` 失败"))?,
    };
    if metadata.is_symlink() {
        bail!("输出文件夹 `{out}` 是符号链接；请直接写它指向的文件夹");
    }
    if !metadata.is_dir() {
        bail!("输出位置 `{out}` 是文件，不是文件夹；请用 `--out` 另选一个");
    }
    if force {
        return Ok(());
    }
    if is_edition(out) {
        return refuse_unlisted(out);
    }
    let mut entries = std::fs::read_dir(out).with_context(|| format!("读取文件夹 `{out}` 失败"))?;
    if entries.next().is_some() {
        bail!("输出文件夹 `{out}` 里的内容不是本程序生成的网站；要替换它，请加 `--force`，或用 `--out` 另选一个");
    }
    Ok(())
}

/// Refuses an edition that holds files of somebody else: they would be deleted with it.
fn refuse_unlisted(out: &Utf8Path) -> Result<()> {
    let manifest = read_small_file(&out.join(edition::MANIFEST)).unwrap_or_default();
    let Ok(manifest) = serde_json::from_slice::<Manifest>(&manifest) else { return Ok(()) };
    let unlisted = manifest.unlisted(seal::files(out)?);
    if unlisted.is_empty() {
        return Ok(());
    }
    let more = if unlisted.len() > MOST_NAMED { format!("等 {} 个文件", unlisted.len()) } else { String::new() };
    let names: Vec<&str> = unlisted.iter().take(MOST_NAMED).map(String::as_str).collect();
    let names = names.join("`、`");
    bail!(
        "输出文件夹 `{out}` 里有不是本程序生成的文件，生成时会删去：`{names}`{more}；要发布的放进 static/ 文件夹，不要的移走，都可以删去的加 `--force`"
    );
}

/// Files that aren't ours are named up to this many.
const MOST_NAMED: usize = 10;
