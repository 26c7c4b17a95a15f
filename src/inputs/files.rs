//! The files that editors write, as they stand on the disk, not yet read.

use crate::text::address::TEXT_PAGES;

/// Returns the name of the page that a file under `content/pages/` holds; nothing where the portal has no such page.
pub fn page_name(file: &str) -> Option<&'static str> {
    let name = file.rsplit('/').next().and_then(|name| name.strip_suffix(".md"))?;
    TEXT_PAGES.into_iter().find(|page| *page == name)
}

/// The editors' files.
#[derive(Debug, Clone, Default)]
pub struct ContentFiles {
    pub pages: Vec<TextFile>,
    pub cases: Vec<TextFile>,
    pub topics: Vec<TextFile>,
    /// `progress.csv` or `progress.xlsx`.
    pub progress: Option<SheetFile>,
}

/// A Markdown file.
#[derive(Debug, Clone)]
pub struct TextFile {
    /// Path relative to the portal's root.
    pub file: String,
    pub text: String,
}

/// A spreadsheet's bytes.
#[derive(Debug, Clone)]
pub struct SheetFile {
    /// Path relative to the portal's root.
    pub file: String,
    pub bytes: Vec<u8>,
}
