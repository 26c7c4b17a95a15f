//! The theme, before it is put into the site.

use super::scripts::Script;
use crate::file_tree::FileTree;

/// Templates, static files, scripts and style sheets.
#[derive(Debug, Clone, Default)]
pub struct Theme {
    /// Its files as Zola wants them: `theme.toml`, `templates/…`, `static/…`.
    pub files: FileTree,
    /// Its scripts, linked.
    pub scripts: Vec<Script>,
    /// Its style sheets in their order, joined.
    pub styles: String,
}
