//! The file that a plan's text was taken from, kept beside it: whether it is still the same.

use std::io::Read as _;

use anyhow::{Context as _, Result};
use camino::Utf8Path;

use super::LARGEST;
use super::fields::{Fields, Form, IN_SKELETON, Placed};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::text::digest::sha256;

const ORIGINAL: Form = Form { keys: &["file", "sha256"], example: IN_SKELETON };

/// `[original]` of `plan.toml`.
#[derive(Debug, Clone)]
pub(crate) struct OriginalEntry {
    /// A file of the plan's folder.
    pub file: String,
    /// 64 hexadecimal digits.
    pub sha256: String,
    /// Where `file` and `sha256` stand.
    file_place: Place,
    sha256_place: Place,
}

/// Reads `[original]`, if there is one.
pub(super) fn entry(fields: &Fields, diagnostics: &mut Vec<Diagnostic>) -> Option<OriginalEntry> {
    let table = fields.table("original", &ORIGINAL, diagnostics)?;
    let (file, sha256) = (table.text("file", diagnostics), table.text("sha256", diagnostics));
    let (file, sha256) = (file?, sha256?);
    let source = table.source();
    let mut wrong = |Placed { span, .. }: &Placed<String>, message: &str, hint: &str| {
        diagnostics.push(source.diagnostic(Code::WrongType, *span, message, hint));
    };
    let name = Utf8Path::new(&file.value).file_name();
    if name != Some(file.value.as_str()) || file.value.contains('\\') {
        wrong(&file, "`file` 应是 plan.toml 旁边一个文件的名字", "不写文件夹，如 file = \"original.docx\"");
    }
    if sha256.value.len() != 64 || !sha256.value.chars().all(|c| c.is_ascii_hexdigit()) {
        wrong(&sha256, "`sha256` 应是 64 位十六进制数字", "照 `new plan` 写出的不改；记不清的，把 [original] 一段删去");
    }
    Some(OriginalEntry {
        file_place: source.place(file.span),
        sha256_place: source.place(sha256.span),
        file: file.value,
        sha256: sha256.value.to_ascii_lowercase(),
    })
}

impl OriginalEntry {
    /// Checks whether the file in the plan's folder is the one that the text was taken from.
    ///
    /// # Errors
    /// Faults of the disk.
    pub(super) fn changed(&self, folder: &Utf8Path) -> Result<Option<Diagnostic>> {
        let (name, path) = (&self.file, folder.join(&self.file));
        // A link may lead anywhere.
        if !std::fs::symlink_metadata(&path).is_ok_and(|metadata| metadata.is_file()) {
            let message = format!("原件 `{name}` 不在了：原文是从它取出来的");
            let hint = "把原件放回 plan.toml 旁边；不再留着的，把 [original] 一段删去";
            return Ok(Some(Diagnostic::new(Code::ChangedOriginal, self.file_place.clone(), message, hint)));
        }
        let mut bytes = Vec::new();
        let opened = std::fs::File::open(&path).with_context(|| format!("读取 `{path}` 失败"))?;
        opened.take(LARGEST + 1).read_to_end(&mut bytes).with_context(|| format!("读取 `{path}` 失败"))?;
        let found = sha256(&bytes);
        if found == self.sha256 {
            return Ok(None);
        }
        let message = format!("原件 `{name}` 与取出原文时的不是同一个文件");
        let hint = format!("放回原来的文件；确实换了新版的，先核对 source.txt 与它一致，再改为 sha256 = \"{found}\"");
        Ok(Some(Diagnostic::new(Code::ChangedOriginal, self.sha256_place.clone(), message, hint)))
    }
}
