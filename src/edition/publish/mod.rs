//! Puts a finished site in the place of the one before, all at once.
//!
//! A [`Publication`] is prepared before the work begins: what must not be replaced is refused then, leftovers of
//! killed builds are cleared, and a folder is made beside the target, on the same file system:
//!
//! ```text
//! public/                          the edition that readers see
//! .public.policy-portal-k3jq…/     the build's own folder
//!     owner                        says whose it is; locked while its build runs
//!     site/                        the new edition; after the exchange, the one before
//!     made/                        what Zola has made of it, until that gets its place
//!     old/                         the one before, only where the system can't exchange two folders
//! ```
//!
//! [`Publication::commit`] exchanges `site/` and the target in one step on Linux (two renames elsewhere, repaired by
//! the next build); [`Retired::remove`] then takes the folder away, or [`Retired::keep`] keeps it for the next edition. A
//! build that fails or is killed leaves the target whole.

mod target;

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Read as _, Write as _};

use anyhow::{Context as _, Result, anyhow, bail};
use camino::{Utf8Path, Utf8PathBuf};

use crate::edition;
use crate::output;
pub(crate) use target::Target;
use target::{locate, refuse_foreign, refuse_mounted, refuse_protected};

/// Where the lock file stands, relative to the portal's root: one build at a time in a root.
pub(crate) const LOCK_FILE: &str = "target/policy-portal.lock";

/// A place for a new edition, reserved until it is committed or dropped. Dropped, it leaves nothing behind.
#[derive(Debug)]
pub(crate) struct Publication {
    out: Utf8PathBuf,
    force: bool,
    staging_dir: Option<StagingDir>,
    _root_lock: File,
}

impl Publication {
    /// Reserves a place for the new edition of `target`. Waits while another build works in the same root or on the
    /// same folder, after having told `say` so. [`Publication::staged`] is then the spare edition, if there is one.
    ///
    /// # Errors
    ///
    /// A target that must not be replaced (a file, a link, the root or a folder around it, a folder that holds inputs
    /// or lies among them, without `force` also what isn't an edition), or a fault of the disk. Nothing has been
    /// changed then.
    pub(crate) fn prepare(target: Target<'_>, spare: Option<Spare>, say: &mut dyn FnMut(&str)) -> Result<Self> {
        let out = locate(target.out)?;
        refuse_protected(&out, &target)?;
        refuse_mounted(&out, target.out)?;
        // Said at once, before a lock is waited for; to a preview, which has a spare, below: looking takes it long.
        if spare.is_none() {
            refuse_foreign(&out, target.force)?;
        }
        let root_lock = lock_root(target.root, say)?;
        let (parent, _) = split(&out)?;
        std::fs::create_dir_all(parent).with_context(|| format!("新建文件夹 `{parent}` 失败"))?;
        let spare = spare.filter(Spare::is_free);
        clear_leftovers(&out, spare.as_ref(), say)?;
        // Again: a build that we waited for, or a repair, may have changed what stands there.
        refuse_foreign(&out, target.force)?;
        let staging_dir = Some(match spare {
            Some(spare) => spare.staging_dir,
            None => StagingDir::create(&out)?,
        });
        Ok(Self { out, force: target.force, staging_dir, _root_lock: root_lock })
    }

    /// Returns where the new edition is to be built. The folder doesn't exist yet, or holds an earlier edition; the one
    /// above it exists.
    pub(crate) fn staged(&self) -> Utf8PathBuf {
        self.staging_dir().join(SITE)
    }

    /// Returns where pages of the new edition may be made before they get their place in it: on the same disk, under the
    /// same rights. The folder doesn't exist yet.
    pub(crate) fn made(&self) -> Utf8PathBuf {
        self.staging_dir().join(MADE)
    }

    /// Returns the folder that readers see, as an absolute path.
    pub(crate) fn out(&self) -> &Utf8Path {
        &self.out
    }

    /// Puts the staged edition in the place of the one before, and hands that over.
    ///
    /// # Errors
    ///
    /// No edition was staged, the target has turned into something that must not be replaced, or a fault of the disk.
    /// The target is then as it was.
    pub(crate) fn commit(self) -> Result<Retired> {
        self.swap(exchange)?;
        Ok(Retired { publication: self })
    }

    fn swap(&self, exchange: fn(&Utf8Path, &Utf8Path) -> io::Result<bool>) -> Result<()> {
        let (staged, out) = (self.staged(), &self.out);
        if !is_edition(&staged) {
            bail!("`{staged}` 里没有 `{}`：生成的网站不完整", edition::MANIFEST);
        }
        refuse_foreign(out, self.force)?;
        let failed = || format!("换上 `{out}` 失败");
        if !exists(out)? {
            return std::fs::rename(&staged, out).with_context(failed);
        }
        if exchange(&staged, out).with_context(failed)? {
            return Ok(());
        }
        let old = self.staging_dir().join(OLD);
        std::fs::rename(out, &old).with_context(failed)?;
        std::fs::rename(&staged, out).or_else(|error| {
            std::fs::rename(&old, out).with_context(|| format!("恢复 `{out}` 失败；旧网站在 `{old}`"))?;
            Err(error).with_context(failed)
        })
    }

    fn staging_dir(&self) -> &Utf8Path {
        &self.staging_dir.as_ref().expect("taken only when the publication ends").folder
    }
}

/// The edition before, no longer where readers see it. No other build begins before this is dropped or kept; what is
/// not removed then, the next build clears.
#[derive(Debug)]
pub(crate) struct Retired {
    publication: Publication,
}

impl Retired {
    /// Deletes it, which may take longer than the build.
    ///
    /// # Errors
    ///
    /// A fault of the disk; the new edition is in place all the same.
    pub(crate) fn remove(mut self) -> Result<()> {
        let staging_dir = self.publication.staging_dir.take().expect("only dropping takes it before");
        staging_dir.remove().with_context(|| format!("新网站已写好：`{}`；但旧网站没有删净", self.publication.out))
    }

    /// Keeps it for the next edition: most of its files will be the same there, and to make and delete them all can take
    /// longer than all else. Other builds may begin.
    ///
    /// # Errors
    ///
    /// A fault of the disk; the new edition is in place all the same.
    pub(crate) fn keep(mut self) -> Result<Spare> {
        let staging_dir = self.publication.staging_dir.take().expect("only dropping takes it before");
        let (old, site) = (staging_dir.folder.join(OLD), staging_dir.folder.join(SITE));
        if exists(&old)? {
            std::fs::rename(&old, &site).with_context(|| format!("移动 `{old}` 失败"))?;
        }
        // Another process that builds here mustn't wait for this one to end.
        let owner = staging_dir.folder.join(OWNER);
        staging_dir.owner.unlock().with_context(|| format!("释放 `{owner}` 失败"))?;
        Ok(Spare { staging_dir })
    }
}

/// An edition that nobody sees any more, kept by the process that may build on it. Any other build clears it.
#[derive(Debug)]
pub(crate) struct Spare {
    staging_dir: StagingDir,
}

impl Spare {
    /// Takes it back, if no other build has cleared it or is about to.
    fn is_free(&self) -> bool {
        let is_locked = try_lock(&self.staging_dir.owner).unwrap_or(false);
        is_locked && self.staging_dir.folder.join(OWNER).exists()
    }
}

impl Drop for Publication {
    fn drop(&mut self) {
        // Best effort: what can't be removed now, the next build tries again, and tells. An edition that could not be
        // brought back is the only one.
        if let Some(staging_dir) = self.staging_dir.take_if(|it| !it.folder.join(OLD).exists()) {
            let _ = staging_dir.remove();
        }
    }
}

/// Checks whether `folder` is an edition of ours: a folder with the manifest, a regular file, at its top.
pub(crate) fn is_edition(folder: &Utf8Path) -> bool {
    let is_folder = std::fs::symlink_metadata(folder).is_ok_and(|metadata| metadata.is_dir());
    is_folder && read_small_file(&folder.join(edition::MANIFEST)).is_some_and(|bytes| edition::is_manifest(&bytes))
}

const SITE: &str = "site";
const OLD: &str = "old";
const MADE: &str = "made";
const OWNER: &str = "owner";
const OWNER_TEXT: &[u8] = b"policy-portal: unfinished build, cleared by the next one\n";
const RANDOM_LENGTH: usize = 12;

/// A build's own folder beside the target. Whoever has its owner file locked may remove it.
#[derive(Debug)]
struct StagingDir {
    folder: Utf8PathBuf,
    owner: File,
}

impl StagingDir {
    fn create(out: &Utf8Path) -> Result<Self> {
        let (parent, _) = split(out)?;
        let prefix = prefix(out)?;
        loop {
            let folder = tempfile::Builder::new()
                .prefix(&prefix)
                .rand_bytes(RANDOM_LENGTH)
                .tempdir_in(parent)
                .with_context(|| format!("在 `{parent}` 里新建文件夹失败"))?
                .keep();
            let folder =
                Utf8PathBuf::from_path_buf(folder).map_err(|path| anyhow!("路径 `{}` 不是 UTF-8", path.display()))?;
            let path = folder.join(OWNER);
            let failed = || format!("写入 `{path}` 失败");
            // A build that starts right now may take the folder, not locked yet, for a leftover: then once more.
            let owner = OpenOptions::new().read(true).write(true).create_new(true).open(&path);
            let mut owner = match owner {
                Err(error) if error.kind() == ErrorKind::NotFound => continue,
                owner => owner.with_context(failed)?,
            };
            if !try_lock(&owner).with_context(failed)? || !exists(&path)? {
                continue;
            }
            let staging_dir = match owner.write_all(OWNER_TEXT) {
                Ok(()) => Self { folder, owner },
                Err(error) => {
                    let _ = Self { folder: folder.clone(), owner }.remove();
                    return Err(error).with_context(failed);
                }
            };
            return Ok(staging_dir);
        }
    }

    /// Takes the folder away; its owner file last, so that a removal cut short is known as ours.
    fn remove(self) -> Result<()> {
        let folder = &self.folder;
        for name in [SITE, MADE, OLD] {
            let inner = folder.join(name);
            output::clear(&inner).with_context(|| format!("删除 `{inner}` 失败"))?;
        }
        let owner = folder.join(OWNER);
        std::fs::remove_file(&owner).with_context(|| format!("删除 `{owner}` 失败"))?;
        std::fs::remove_dir(folder).with_context(|| format!("删除 `{folder}` 失败"))?;
        drop(self.owner);
        Ok(())
    }
}

/// Repairs and removes what killed builds left beside `out`; waits for one that is still running.
fn clear_leftovers(out: &Utf8Path, spare: Option<&Spare>, say: &mut dyn FnMut(&str)) -> Result<()> {
    for folder in leftovers(out)? {
        if spare.is_some_and(|spare| spare.staging_dir.folder == folder) {
            continue;
        }
        let path = folder.join(OWNER);
        let Some(text) = read_small_file(&path) else {
            // Killed before or after its owner file was there. Whatever holds anything is not ours.
            let _ = std::fs::remove_dir(&folder);
            continue;
        };
        // Its beginning is enough: the disk may have been full.
        if !OWNER_TEXT.starts_with(&text) {
            continue;
        }
        let owner = match OpenOptions::new().read(true).write(true).open(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => continue,
            owner => owner.with_context(|| format!("打开 `{path}` 失败"))?,
        };
        let failed = || format!("锁定 `{path}` 失败");
        if !try_lock(&owner).with_context(failed)? {
            say(&format!("另一次生成正在写 `{out}`，等它结束……"));
            owner.lock().with_context(failed)?;
        }
        if !exists(&path)? {
            continue; // The build that we waited for has ended well.
        }
        let old = folder.join(OLD);
        if exists(&old)? && !exists(out)? {
            std::fs::rename(&old, out).with_context(|| format!("恢复 `{out}` 失败；旧网站在 `{old}`"))?;
        }
        let cleared = StagingDir { folder: folder.clone(), owner }.remove();
        cleared.with_context(|| format!("清理上次中断留下的 `{folder}` 失败"))?;
    }
    Ok(())
}

/// Returns the folders beside `out` that are named as ours are, sorted.
fn leftovers(out: &Utf8Path) -> Result<Vec<Utf8PathBuf>> {
    let (parent, _) = split(out)?;
    let prefix = prefix(out)?;
    let failed = || format!("读取文件夹 `{parent}` 失败");
    let mut folders = Vec::new();
    for entry in std::fs::read_dir(parent).with_context(failed)? {
        let entry = entry.with_context(failed)?;
        let Ok(name) = entry.file_name().into_string() else {
            continue;
        };
        let is_ours = name.strip_prefix(&prefix).is_some_and(|random| {
            random.len() == RANDOM_LENGTH && random.bytes().all(|byte| byte.is_ascii_alphanumeric())
        });
        // Of a link, this is the type of the link.
        if is_ours && entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            folders.push(parent.join(name));
        }
    }
    folders.sort();
    Ok(folders)
}

fn lock_root(root: &Utf8Path, say: &mut dyn FnMut(&str)) -> Result<File> {
    let path = root.join(LOCK_FILE);
    let failed = || format!("锁定 `{path}` 失败");
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).with_context(|| format!("新建文件夹 `{folder}` 失败"))?;
    }
    let file =
        OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path).with_context(failed)?;
    if !try_lock(&file).with_context(failed)? {
        say(&format!("另一次生成正在 `{root}` 里进行，等它结束……"));
        file.lock().with_context(failed)?;
    }
    Ok(file)
}

/// Checks whether the lock was to be had. A file system without locks gives it to everyone.
fn try_lock(file: &File) -> io::Result<bool> {
    match file.try_lock() {
        Ok(()) => Ok(true),
        Err(TryLockError::WouldBlock) => Ok(false),
        Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => Ok(true),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// Exchanges two folders in one step; `false` where the system or the file system can't.
#[cfg(target_os = "linux")]
fn exchange(one: &Utf8Path, other: &Utf8Path) -> io::Result<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, one.as_std_path(), CWD, other.as_std_path(), RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(target_os = "linux"))]
fn exchange(_one: &Utf8Path, _other: &Utf8Path) -> io::Result<bool> {
    Ok(false)
}

/// Returns the folder above `out`, and its name.
fn split(out: &Utf8Path) -> Result<(&Utf8Path, &str)> {
    out.parent().zip(out.file_name()).with_context(|| format!("输出文件夹 `{out}` 不可用"))
}

fn prefix(out: &Utf8Path) -> Result<String> {
    split(out).map(|(_, name)| format!(".{name}.policy-portal-"))
}

/// Checks whether anything stands at `path`, be it a link to nowhere.
fn exists(path: &Utf8Path) -> Result<bool> {
    match std::fs::symlink_metadata(path) {
        Ok(_) => Ok(true),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error).with_context(|| format!("查看 `{path}` 失败")),
    }
}

/// Returns the bytes of a regular file, no link, of at most 64 megabytes: a manifest lists every file.
fn read_small_file(path: &Utf8Path) -> Option<Vec<u8>> {
    const MOST: u64 = 64 << 20;
    let is_small_file =
        std::fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_file() && metadata.len() <= MOST);
    let mut bytes = Vec::new();
    let file = is_small_file.then(|| File::open(path).ok()).flatten()?;
    file.take(MOST).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

#[cfg(test)]
mod tests;
