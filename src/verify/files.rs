//! The files of a site: found without following symbolic links, read within bounds, worked on in parallel.

use std::io::Read;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::Context;
use camino::{Utf8Path, Utf8PathBuf};

use super::report::{Finding, error};
use crate::diagnostic::{Code, Diagnostic};

/// No file of a site is larger, in bytes; reading stops here.
pub(super) const LARGEST: u64 = 64 * 1024 * 1024;

/// Every file below `site`, relative to it, sorted; what is no plain file or folder is reported.
pub(super) fn list(site: &Utf8Path) -> anyhow::Result<(Vec<String>, Vec<Diagnostic>)> {
    let mut files = Vec::new();
    let mut diagnostics = Vec::new();
    let mut folders = vec![Utf8PathBuf::new()];
    while let Some(folder) = folders.pop() {
        let path = site.join(&folder);
        for entry in fs_err::read_dir(path.as_std_path())? {
            let entry = entry?;
            let name = entry.file_name();
            let Some(name) = name.to_str() else {
                let name = format!("{folder}/{}", name.to_string_lossy());
                diagnostics.push(error(Code::OddFile, &name, "文件名不是 UTF-8"));
                continue;
            };
            let relative = folder.join(name);
            let kind = entry.file_type().with_context(|| format!("读取 `{path}` 失败"))?;
            if kind.is_dir() {
                folders.push(relative);
            } else if kind.is_file() {
                files.push(relative.into_string());
            } else {
                diagnostics.push(
                    error(Code::OddFile, relative.as_str(), "站点里有符号链接或特殊文件")
                        .hinting("站点只含普通文件和文件夹"),
                );
            }
        }
    }
    files.sort();
    Ok((files, diagnostics))
}

/// A file's bytes; a finding where it is too large.
pub(super) fn bytes(site: &Utf8Path, file: &str) -> anyhow::Result<Result<Vec<u8>, Diagnostic>> {
    let path = site.join(file);
    let mut content = Vec::new();
    fs_err::File::open(path.as_std_path())?
        .take(LARGEST + 1)
        .read_to_end(&mut content)
        .with_context(|| format!("读取 `{path}` 失败"))?;
    if content.len() as u64 > LARGEST {
        return Ok(Err(error(Code::FileTooLarge, file, format!("文件超过 {} MB", LARGEST / 1024 / 1024))));
    }
    Ok(Ok(content))
}

/// A file's text; a finding where it is too large or no UTF-8.
pub(super) fn text(site: &Utf8Path, file: &str) -> anyhow::Result<Result<String, Diagnostic>> {
    Ok(match bytes(site, file)? {
        Ok(content) => match String::from_utf8(content) {
            Ok(text) => Ok(text),
            Err(_) => Err(error(Code::NotUtf8, file, "文件不是 UTF-8 文本")),
        },
        Err(fault) => Err(fault),
    })
}

/// Does `work` on every item on all cores; the results keep the order of the items.
pub(super) fn parallel<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let cores = std::thread::available_parallelism().map_or(1, |cores| cores.get().min(16));
    if cores == 1 || items.len() < 2 {
        return items.iter().map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let mut results: Vec<(usize, R)> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..cores)
            .map(|_| {
                scope.spawn(|| {
                    let mut done = Vec::new();
                    loop {
                        let index = next.fetch_add(1, Ordering::Relaxed);
                        let Some(item) = items.get(index) else {
                            return done;
                        };
                        done.push((index, work(item)));
                    }
                })
            })
            .collect();
        workers
            .into_iter()
            .flat_map(|worker| match worker.join() {
                Ok(done) => done,
                Err(panic) => std::panic::resume_unwind(panic),
            })
            .collect()
    });
    results.sort_by_key(|&(index, _)| index);
    results.into_iter().map(|(_, result)| result).collect()
}
