//! The files that offices have → the text of a plan: plain text, Word, web pages, workbooks.
//!
//! ```text
//!                  ┌─ plain ──────────────────────────────┐
//! bytes ─▶ Format ─┼─ word ─┐                             ├─▶ Intake: text, merged cells, paragraphs of cells,
//!                  ├─ web ──┼─▶ Paper: paragraphs, grids ─┘           what was left out
//!                  └─ workbook ┘
//! ```
//!
//! What a file is, its bytes say and not its name. Whatever of a file doesn't come into the text is listed: nothing is
//! left out silently. A kind of file that can't be read is refused with the way out.

mod html_list;
mod numbering;
mod paper;
mod plain;
mod site;
mod web;
mod word;
mod workbook;
mod wrapped;
mod xml;

use std::fmt;

use crate::text::markup;

pub(crate) use paper::{CellParagraph, MergedCell};

/// A file's text and what plain text can't say of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Intake {
    pub format: Format,
    /// UTF-8, one paragraph a line, cells between tabs, lines ended by a line feed.
    pub text: String,
    /// Cells that the original joined with the one above.
    pub merged: Vec<MergedCell>,
    /// Where a paragraph ends inside a cell.
    pub paragraphs: Vec<CellParagraph>,
    /// What the file holds beside the text, in the file's order.
    pub left_out: Vec<LeftOut>,
}

/// What a file is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Format {
    #[default]
    Text,
    Word,
    Web,
    Workbook,
}

impl Format {
    /// Returns the ending that a copy of such a file gets.
    pub(crate) fn extension(self) -> &'static str {
        match self {
            Format::Text => "txt",
            Format::Word => "docx",
            Format::Web => "html",
            Format::Workbook => "xlsx",
        }
    }
}

/// Something of a file that is no part of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LeftOut {
    /// What it is, in Chinese: 页眉, 导航 …
    pub what: &'static str,
    /// Its words.
    pub text: String,
}

impl LeftOut {
    fn new(what: &'static str, text: impl Into<String>) -> LeftOut {
        LeftOut { what, text: text.into() }
    }
}

/// Why a file can't be read, and the way out; both in Chinese.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub message: String,
    pub hint: &'static str,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}；{}", self.message, self.hint)
    }
}

const SAVE_AS_WORD: &str = "用 Word 或 WPS 打开它，另存为“Word 文档（.docx）”，再用 --from 读那个文件";

/// Reads a file by what its bytes are.
///
/// # Errors
/// A [`Refusal`] for a kind of file that isn't read, or one that is damaged, locked or too large.
pub(crate) fn read(bytes: &[u8]) -> Result<Intake, Refusal> {
    let refuse = |message: &str, hint: &'static str| Err(Refusal { message: message.to_owned(), hint });
    if bytes.starts_with(b"PK\x03\x04") {
        return match zip_kind(bytes)? {
            ZipKind::Word => word::read(bytes),
            ZipKind::Workbook => workbook::read(bytes),
            ZipKind::Other => refuse("这是一个压缩文件，里面不是 Word 文档或工作簿", SAVE_AS_WORD),
        };
    }
    // The container of .doc, .xls, .wps and .et.
    if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return refuse("这是旧格式（.doc、.wps 或 .xls），读不了", SAVE_AS_WORD);
    }
    if bytes.starts_with(b"%PDF") {
        let hint = "用 Word 或 WPS 打开 PDF，另存为“Word 文档（.docx）”，核对以后再用 --from 读；扫描件要先做文字识别";
        return refuse("这是 PDF，里面没有可靠的段落和表格", hint);
    }
    if markup::is_rtf(bytes) {
        return refuse("这是 RTF 文件，读不了", SAVE_AS_WORD);
    }
    let text = plain::decode(bytes)?;
    if markup::is_web_page(&text) { web::read(&text) } else { Ok(plain::read(&text)) }
}

enum ZipKind {
    Word,
    Workbook,
    Other,
}

fn zip_kind(bytes: &[u8]) -> Result<ZipKind, Refusal> {
    let archive = open_zip(bytes)?;
    let has = |name: &str| archive.file_names().flatten().any(|other| other == name);
    Ok(match () {
        () if has("word/document.xml") => ZipKind::Word,
        () if has("xl/workbook.xml") => ZipKind::Workbook,
        () => ZipKind::Other,
    })
}

type Archive<'a> = zip::ZipArchive<std::io::Cursor<&'a [u8]>>;

fn open_zip(bytes: &[u8]) -> Result<Archive<'_>, Refusal> {
    zip::ZipArchive::new(std::io::Cursor::new(bytes)).map_err(|_| damaged())
}

fn damaged() -> Refusal {
    Refusal {
        message: "文件损坏，或设了密码，打不开".to_owned(),
        hint: "用 Word 或 WPS 打开它，取消密码，另存一份再试",
    }
}

#[cfg(test)]
mod tests;
