//! The files of a site: found without following symbolic links, read within bounds.

use std::io::Read;

use anyhow::Context as _;
use camino::Utf8Path;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::walk;

/// No file of a site is larger, in bytes; reading stops here.
pub(super) const LARGEST: u64 = 64 * 1024 * 1024;

/// Returns every file below `site`, relative to it, sorted; what is no plain file or folder is reported.
pub(super) fn list(site: &Utf8Path) -> anyhow::Result<(Vec<String>, Vec<Diagnostic>)> {
    let mut files = Vec::new();
    let mut diagnostics = Vec::new();
    for (path, kind) in walk::below(site)? {
        let Some(name) = path.to_str() else {
            diagnostics.push(Diagnostic::new(
                Code::OddFile,
                Place::file(path.to_string_lossy()),
                "文件名不是 UTF-8",
                "给这个文件改名，或移走它",
            ));
            continue;
        };
        if kind.is_file() {
            files.push(name.to_owned());
        } else if !kind.is_dir() {
            diagnostics.push(Diagnostic::new(
                Code::OddFile,
                Place::file(name),
                "站点里有符号链接或特殊文件",
                "站点只含普通文件和文件夹",
            ));
        }
    }
    files.sort();
    Ok((files, diagnostics))
}

/// Returns a file's bytes; a diagnostic where it is too large.
pub(super) fn bytes(site: &Utf8Path, file: &str) -> anyhow::Result<Result<Vec<u8>, Diagnostic>> {
    let path = site.join(file);
    let mut content = Vec::new();
    fs_err::File::open(path.as_std_path())?
        .take(LARGEST + 1)
        .read_to_end(&mut content)
        .with_context(|| format!("读取 `{path}` 失败"))?;
    if content.len() as u64 > LARGEST {
        return Ok(Err(Diagnostic::new(
            Code::FileTooLarge,
            Place::file(file),
            format!("文件超过 {} MB", LARGEST / 1024 / 1024),
            "检查是否放错了文件",
        )));
    }
    Ok(Ok(content))
}

/// Returns a file's text; a diagnostic where it is too large or no UTF-8.
pub(super) fn text(site: &Utf8Path, file: &str) -> anyhow::Result<Result<String, Diagnostic>> {
    Ok(match bytes(site, file)? {
        Ok(content) => match String::from_utf8(content) {
            Ok(text) => Ok(text),
            Err(_) => {
                Err(Diagnostic::new(Code::NotUtf8, Place::file(file), "文件不是 UTF-8 文本", "把这个文件存为 UTF-8"))
            }
        },
        Err(fault) => Err(fault),
    })
}
