//! The files that editors write, as they stand on the disk, not yet read.

use crate::text::address::TEXT_PAGES;

/// What stands right under `content/`, the progress aside.
const CONTENT: [&str; 9] =
    ["cases", "changes", "topics", "for", "glosses", "pages", "relations", "search", "words.toml"];

/// Where editions tell what they changed, and what is kept there of the last one.
pub(crate) const CHANGES: &str = "content/changes";
pub(crate) const LAST_EDITION: &str = "content/changes/last-edition.json";

/// Where the office keeps how the tasks stand: in one of these.
pub(super) const PROGRESS: [&str; 2] = ["content/progress.csv", "content/progress.xlsx"];

/// Returns whether a file or folder right under `content/` is read.
pub(super) fn is_read(file: &str) -> bool {
    PROGRESS.contains(&file) || file.strip_prefix("content/").is_some_and(|name| CONTENT.contains(&name))
}

/// Returns the name of the page that a file under `content/pages/` holds; nothing where the portal has no such page.
pub(crate) fn page_name(file: &str) -> Option<&'static str> {
    let name = file.rsplit('/').next().and_then(|name| name.strip_suffix(".md"))?;
    TEXT_PAGES.into_iter().find(|page| *page == name)
}

/// What the names of such files end in.
const LEAVING_ENDINGS: [&str; 11] =
    [".bak", ".crdownload", ".old", ".orig", ".part", ".rej", ".save", ".swp", ".tmp", "___jb_old___", "___jb_tmp___"];

/// Returns whether a file is what an editor, a spreadsheet program or a system leaves beside the files that people keep.
pub(crate) fn is_leaving(name: &str) -> bool {
    let lower = name.to_lowercase();
    name.starts_with(['.', '~'])
        || name.starts_with('#') && name.ends_with('#')
        || name.ends_with('~')
        || LEAVING_ENDINGS.iter().any(|ending| lower.ends_with(ending))
        // The last one is what vim writes to see whether it may.
        || ["thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r", "4913", "__macosx"].contains(&lower.as_str())
}

/// Returns what to do about a file or folder right under `content/` that nothing reads.
pub(crate) fn hint_for_unread(name: &str, is_folder: bool) -> &'static str {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
    match ending.as_str() {
        _ if is_folder => {
            "这里只读 cases、changes、topics、for、glosses、pages、relations、search 这几个文件夹：改成其中一个的名字，或移走"
        }
        "csv" | "xls" | "xlsx" | "xlsm" | "et" | "ods" | "numbers" | "txt" | "tsv" => {
            "进展表只读 content/progress.csv 或 content/progress.xlsx：改名，或另存为其中一种；别的表移走"
        }
        "md" => "案例放进 content/cases/，专题放进 content/topics/，网页放进 content/pages/；别的移走",
        _ => "这里不放别的文件，请移走",
    }
}

/// The editors' files.
#[derive(Debug, Clone, Default)]
pub(crate) struct ContentFiles {
    pub pages: Vec<TextFile>,
    pub cases: Vec<TextFile>,
    pub topics: Vec<TextFile>,
    /// One a plan, named after it.
    pub relations: Vec<TextFile>,
    pub readers: Vec<TextFile>,
    pub glosses: Vec<TextFile>,
    /// One an edition.
    pub editions: Vec<TextFile>,
    /// What is kept of the edition that was recorded last.
    pub last_edition: Option<TextFile>,
    /// `progress.csv` or `progress.xlsx`.
    pub progress: Option<SheetFile>,
}

/// A text file.
#[derive(Debug, Clone)]
pub(crate) struct TextFile {
    /// Path relative to the portal's root.
    pub file: String,
    pub text: String,
}

/// A spreadsheet's bytes.
#[derive(Debug, Clone)]
pub(crate) struct SheetFile {
    /// Path relative to the portal's root.
    pub file: String,
    pub bytes: Vec<u8>,
}
