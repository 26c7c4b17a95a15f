//! The theme that `portal.toml` names: `themes/NAME/`, and the single files that the portal's folder `theme/` has in
//! their place.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use serde::Deserialize;

use super::catalogue::AskedWords;
use super::scripts::Script;
use super::{LARGEST, Reader, scripts, toml_file};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::file_tree::FileTree;
use crate::inputs::files::TextFile;
use crate::text::source::Source;

/// Where a portal keeps its own versions of single files of its theme.
pub const OVERRIDES: &str = "theme";

/// Templates, static files, scripts and style sheets.
#[derive(Debug, Clone, Default)]
pub struct Theme {
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

#[derive(Deserialize)]
struct ThemeHead {
    extra: ThemeExtra,
}

#[derive(Deserialize)]
struct ThemeExtra {
    styles: Vec<String>,
}

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

impl Reader<'_> {
    /// Reads the theme called `name`, and its words; nothing where there is no such theme.
    pub(super) fn theme(&mut self, name: &str) -> Result<(Theme, Option<ThemeWords>)> {
        let mut theme = Theme { name: name.to_owned(), ..Theme::default() };
        let Some(layers) = self.layers(name)? else { return Ok((theme, None)) };
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
            theme.files.insert(path, bytes)?;
        }
        theme.scripts = self.scripts(&layers)?;
        if let Some(text) = self.text(&layers.place("theme.toml"))? {
            let head = toml_file::read::<ThemeHead>(&layers.place("theme.toml"), &text);
            for style in self.keep(head.map_err(|finding| vec![*finding])).map_or(Vec::new(), |head| head.extra.styles)
            {
                theme.styles.push_str(&self.style(&layers, &style)?);
            }
            theme.files.insert("theme.toml", text)?;
        }
        let file = layers.place("i18n/zh.toml");
        let words = self.text(&file)?.map(|text| ThemeWords { file: TextFile { file, text }, asked });
        Ok((theme, words))
    }

    /// Finds the theme's files and the portal's own versions of them.
    fn layers(&mut self, name: &str) -> Result<Option<Layers>> {
        let theme = format!("themes/{name}");
        if !self.is_folder(&theme) {
            let message = format!("没有主题 `{name}`：缺少文件夹 `{theme}`");
            let hint = "portal.toml 的 theme 写 themes/ 下的文件夹名；不写就用 portal";
            self.findings.push(Diagnostic::new(Code::UnknownTheme, Place::file("portal.toml"), message, hint));
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
            self.findings.push(Diagnostic::new(
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
        let files = self.files(folder)?.into_iter();
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
        self.findings.extend(found);
        Ok(scripts)
    }

    /// Reads a style sheet that `theme.toml` lists.
    fn style(&mut self, layers: &Layers, style: &str) -> Result<String> {
        let path = format!("css/{style}");
        if layers.files.contains(&path) {
            return Ok(self.text(&layers.place(&path))?.unwrap_or_default());
        }
        let message = format!("styles 里的 `{style}` 不在 `{}/css/` 下", layers.theme);
        let hint = "补上这个文件，或者从 styles 里删去";
        self.findings.push(Diagnostic::new(Code::MissingFile, Place::file(layers.place("theme.toml")), message, hint));
        Ok(String::new())
    }
}
