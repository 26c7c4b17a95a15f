//! The theme that `portal.toml` names: `themes/NAME/`, and the single files that the portal's folder `theme/` has in
//! their place.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;

use super::catalogue::AskedWords;
use super::fields::{Fields, Form, Placed};
use super::portal::Portal;
use super::scripts::Script;
use super::{InputReader, LARGEST, scripts};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::file_tree::FileTree;
use crate::inputs::files::{TextFile, is_leaving};
use crate::text::source::Source;

/// Where a portal keeps its own versions of single files of its theme.
pub(crate) const OVERRIDES: &str = "theme";

/// Templates, static files, scripts and style sheets.
#[derive(Debug, Clone, Default)]
pub(crate) struct Theme {
    /// The name of its folder.
    pub name: String,
    /// Its files as Zola wants them: `theme.toml`, `templates/…`, `static/…`.
    pub files: FileTree,
    /// Its scripts, linked.
    pub scripts: Vec<Script>,
    /// Its style sheets in their order, joined.
    pub styles: String,
}

/// What a theme says to its words.
#[derive(Debug)]
pub(super) struct ThemeWords {
    pub file: TextFile,
    pub asked: AskedWords,
}

/// Zola lets a theme say more.
const HEAD: Form = Form { keys: &[], example: STYLES };
const EXTRA: Form = Form { keys: &[], example: STYLES };
const STYLES: &str = "在 [extra] 下面写 styles = [\"tokens.css\", \"layout.css\"]";

/// The files of a theme, and which of them the portal overrides; both by their path in the theme.
struct Layers {
    theme: String,
    files: BTreeSet<String>,
    overridden: BTreeSet<String>,
}

impl Layers {
    /// Returns where a file of the theme is to be read.
    fn place(&self, path: &str) -> String {
        let folder = if self.overridden.contains(path) { OVERRIDES } else { &self.theme };
        format!("{folder}/{path}")
    }

    /// Returns the theme's files below one of its folders, sorted.
    fn below<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = &'a str> {
        let is_below = move |path: &&str| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        self.files.iter().map(String::as_str).filter(is_below)
    }
}

impl InputReader<'_> {
    /// Reads the portal's theme, and its words; nothing where there is no such theme.
    pub(super) fn theme(&mut self, portal: &Portal) -> Result<(Theme, Option<ThemeWords>)> {
        let mut theme = Theme { name: portal.theme.clone(), ..Theme::default() };
        let Some(layers) = self.layers(portal)? else { return Ok((theme, None)) };
        let mut asked = AskedWords::default();
        for path in layers.below("templates").chain(layers.below("static")) {
            let file = layers.place(path);
            let Some(bytes) = self.bytes(&file, LARGEST / 4)? else { continue };
            if path.starts_with("templates/") {
                asked.add(&file, &String::from_utf8_lossy(&bytes));
                if layers.overridden.contains(path) {
                    asked.know(&self.text(&format!("{}/{path}", layers.theme))?.unwrap_or_default());
                }
            }
            self.put(&mut theme.files, path, &file, bytes);
        }
        theme.scripts = self.scripts(&layers)?;
        if let Some(text) = self.text(&layers.place("theme.toml"))? {
            let source = Source::new(layers.place("theme.toml"), text.as_str());
            for style in self.listed_styles(&source) {
                theme.styles.push_str(&self.style(&layers, &source, &style)?);
            }
            theme.files.insert("theme.toml", text)?;
        }
        let file = layers.place("i18n/zh.toml");
        let words = self.text(&file)?.map(|text| ThemeWords { file: TextFile { file, text }, asked });
        Ok((theme, words))
    }

    /// Finds the theme's files and the portal's own versions of them.
    fn layers(&mut self, portal: &Portal) -> Result<Option<Layers>> {
        let name = &portal.theme;
        let theme = format!("themes/{name}");
        if !self.is_folder(&theme) {
            let message = format!("没有主题 `{name}`：缺少文件夹 `{theme}`");
            let hint = "portal.toml 的 theme 写 themes/ 下的文件夹名；不写就用 portal";
            self.diagnostics.push(Diagnostic::new(Code::UnknownTheme, portal.places.theme.clone(), message, hint));
            return Ok(None);
        }
        let files = self.paths(&theme)?;
        let mut overridden = BTreeSet::new();
        if self.is_folder(OVERRIDES) {
            overridden = self.paths(OVERRIDES)?;
        }
        for path in overridden.difference(&files) {
            let message = format!("主题 `{name}` 没有 `{path}` 这个文件，没有东西可以替换");
            let hint = format!("路径要和 `{theme}/` 下的文件一样；照它改名，或者移走");
            self.diagnostics.push(Diagnostic::new(
                Code::UnknownOverride,
                Place::file(format!("{OVERRIDES}/{path}")),
                message,
                hint,
            ));
        }
        Ok(Some(Layers { theme, files, overridden }))
    }

    /// Returns the paths of all files below a folder, relative to it.
    fn paths(&mut self, folder: &str) -> Result<BTreeSet<String>> {
        let files = self.files_but(folder, &is_leaving)?.into_iter();
        Ok(files.filter_map(|file| Some(file.strip_prefix(folder)?.trim_start_matches('/').to_owned())).collect())
    }

    fn scripts(&mut self, layers: &Layers) -> Result<Vec<Script>> {
        let mut sources = BTreeMap::new();
        for path in layers.below("scripts").filter(|path| path.ends_with(".js")) {
            let file = layers.place(path);
            let Some(text) = self.text(&file)? else { continue };
            sources.insert(path.trim_start_matches("scripts/").into(), Source::new(file, text));
        }
        let (scripts, found) = scripts::link(&sources);
        self.diagnostics.extend(found);
        Ok(scripts)
    }

    /// Returns the style sheets that `theme.toml` lists.
    fn listed_styles(&mut self, source: &Source) -> Vec<Placed<String>> {
        let head = Fields::of_file(source, &HEAD, &mut self.diagnostics);
        let Some(extra) = head.table("extra", &EXTRA, &mut self.diagnostics) else {
            let message = "没有 [extra]，不知道有哪些样式表";
            self.diagnostics.push(source.diagnostic(Code::MissingKey, head.place(), message, STYLES));
            return Vec::new();
        };
        extra.texts("styles", &mut self.diagnostics).map_or(Vec::new(), |styles| styles.value)
    }

    /// Reads a style sheet that `theme.toml` lists.
    fn style(&mut self, layers: &Layers, head: &Source, style: &Placed<String>) -> Result<String> {
        let path = format!("css/{}", style.value);
        if layers.files.contains(&path) {
            return Ok(self.text(&layers.place(&path))?.unwrap_or_default());
        }
        let message = format!("styles 里的 `{}` 不在 `{}/css/` 下", style.value, layers.theme);
        let hint = "补上这个文件，或者从 styles 里删去";
        self.diagnostics.push(head.diagnostic(Code::MissingFile, style.span, message, hint));
        Ok(String::new())
    }
}
