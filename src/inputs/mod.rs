//! Everything that a build reads, read once: the only reader of the portal's folder.

pub(crate) mod agency_kind;
pub(crate) mod catalogue;
pub(crate) mod characters;
pub(crate) mod contact;
pub(crate) mod convention;
pub(crate) mod fields;
pub(crate) mod files;
pub(crate) mod lexicon;
mod line_places;
pub(crate) mod lineage;
pub(crate) mod link;
pub(crate) mod oddities;
pub(crate) mod organisation;
mod original;
pub(crate) mod own_files;
pub(crate) mod plan_file;
mod plan_repeats;
mod plan_words;
pub(crate) mod portal;
pub(crate) mod registry;
pub(crate) mod scripts;
mod source;
#[cfg(test)]
mod tests;
pub(crate) mod theme;
mod toml_mending;
pub(crate) mod toml_syntax;
mod toml_tree;
mod toml_words;

use std::fs::FileType;
use std::io::Read as _;

use anyhow::{Context as _, Result};
use camino::Utf8Path;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::file_tree::FileTree;
use crate::inputs::catalogue::Catalogue;
use crate::inputs::files::{CHANGES, ContentFiles, LAST_EDITION, PROGRESS, SheetFile, TextFile};
use crate::inputs::lexicon::Lexicon;
use crate::inputs::plan_file::{PlanFile, plan_file};
use crate::inputs::portal::Portal;
use crate::inputs::registry::Registry;
use crate::inputs::theme::{Theme, ThemeWords};
use crate::text::source::{Source, Span};

/// The largest official text, in bytes; all other inputs are at most a quarter of it.
const LARGEST: u64 = 8 * 1024 * 1024;

/// The largest record of an edition, which the program itself writes.
const LARGEST_RECORD: u64 = 8 * LARGEST;

/// The language of the interface.
const LANGUAGE: &str = "zh-CN";

const OVERRIDING_WORDS: &str = "content/words.toml";
pub(crate) const REGISTRY: &str = "seeds/agencies.toml";

/// The inputs of a portal, as far as they could be read.
#[derive(Debug, Default)]
pub(crate) struct Inputs {
    pub portal: Option<Portal>,
    pub words: Option<Catalogue>,
    pub registry: Option<Registry>,
    /// One a folder under `seeds/`, sorted by folder.
    pub seeds: Vec<Seed>,
    /// Whether a folder under `seeds/` couldn't be read: then nobody knows its plan's id.
    pub lacks_seeds: bool,
    pub lexicon: Lexicon,
    /// What editors wrote, not yet read: that takes the plans.
    pub content: ContentFiles,
    pub theme: Theme,
    /// The deployment's own files, by their path in the site.
    pub own_files: FileTree,
    pub diagnostics: Vec<Diagnostic>,
}

/// A plan's folder.
#[derive(Debug)]
pub(crate) struct Seed {
    pub file: PlanFile,
    pub source: Source,
}

/// What `build` must neither hold in its output folder nor write into, relative to the root.
pub(crate) const PATHS: [&str; 7] =
    [PORTAL, "seeds", "content", "themes", theme::OVERRIDES, own_files::OWN_FILES, "src"];

/// What makes a folder a portal's.
pub(crate) const PORTAL: &str = "portal.toml";
const ELSEWHERE: &str = "换到网站的文件夹里再运行，或用 --root 指明它；就是这里的，请补上这个文件";

/// Checks whether a folder looks like a portal's, if an unfinished one's.
pub(crate) fn is_portal(root: &Utf8Path) -> bool {
    root.join(PORTAL).exists() || root.join("seeds").exists()
}

/// Returns the diagnostic of a missing input.
pub(crate) fn missing(file: &str) -> Diagnostic {
    let hint = if file == PORTAL { ELSEWHERE } else { "请补上这个文件" };
    Diagnostic::new(Code::MissingFile, Place::file(file), format!("缺少文件 `{file}`"), hint)
}

fn unread(file: &str, what: &str, hint: &str) -> Diagnostic {
    Diagnostic::new(Code::UnreadFile, Place::file(file), format!("本程序不读 `{file}` 这个{what}"), hint)
}

/// Reads the portal at `root`. What is wrong with an input is a diagnostic; a disk that fails is an error.
pub(crate) fn read(root: &Utf8Path) -> Result<Inputs> {
    let mut reader = InputReader { root, diagnostics: Vec::new() };
    let mut inputs = Inputs::default();
    if let Some(text) = reader.text(PORTAL)? {
        inputs.portal = reader.keep(Portal::read(PORTAL, &text));
    } else if !is_portal(root) {
        // Somewhere else: what else is missing there says nothing.
        inputs.diagnostics = reader.diagnostics;
        return Ok(inputs);
    }
    if let Some(text) = reader.text(REGISTRY)? {
        inputs.registry = reader.keep(Registry::read(REGISTRY, &text));
    }
    (inputs.seeds, inputs.lacks_seeds) = reader.seeds()?;
    inputs.lexicon = reader.lexicon()?;
    inputs.content = reader.content()?;
    inputs.own_files = reader.own_files()?;
    // Which theme it is, only portal.toml says.
    if let Some(portal) = &inputs.portal {
        let (theme, words) = reader.theme(portal)?;
        inputs.theme = theme;
        inputs.words = reader.words(words)?;
    }
    inputs.diagnostics = reader.diagnostics;
    inputs.check_names();
    Ok(inputs)
}

/// Returns what is kept of the edition that was recorded last, if one was. What keeps it from being read is a diagnostic.
pub(crate) fn last_edition(root: &Utf8Path) -> Result<Result<Option<String>, Vec<Diagnostic>>> {
    let mut reader = InputReader { root, diagnostics: Vec::new() };
    let text = if reader.is_there(LAST_EDITION) { reader.bounded_text(LAST_EDITION, LARGEST_RECORD)? } else { None };
    Ok(if reader.diagnostics.is_empty() { Ok(text) } else { Err(reader.diagnostics) })
}

impl Inputs {
    /// Checks that ids are unique, and that what portal.toml names is there.
    fn check_names(&mut self) {
        let mut diagnostics = Vec::new();
        for (index, seed) in self.seeds.iter().enumerate() {
            if self.seeds[..index].iter().any(|other| other.file.id == seed.file.id) {
                let message = format!("方案编号 `{}` 已有另一个文件夹在用", seed.file.id);
                let place = seed.file.id_place.clone();
                diagnostics.push(Diagnostic::new(Code::RepeatedPlanId, place, message, "每个方案一个编号"));
            }
        }
        if let Some(Portal { plans, languages, places, .. }) = &self.portal {
            for (id, place) in plans.iter().zip(&places.each_plan) {
                if !self.seeds.iter().any(|seed| seed.file.id == *id) {
                    let message = format!("plans 里的 `{id}` 在 seeds/ 下没有可读的方案");
                    let hint = "写 seeds/ 下某个 plan.toml 的 id，并改正它的错误";
                    diagnostics.push(Diagnostic::new(Code::UnknownPlan, place.clone(), message, hint));
                }
            }
            if plans.is_empty() {
                let message = "plans 里没有一个方案，网站上只有说明一类的网页";
                let hint = "写上要发布的方案，如 plans = [\"gaige-2024\"]：seeds/ 下某个 plan.toml 的 id";
                diagnostics.push(Diagnostic::new(Code::NoPublishedPlan, places.plans.clone(), message, hint));
            }
            for (language, place) in languages.iter().zip(&places.languages).filter(|(one, _)| *one != LANGUAGE) {
                let message = format!("没有 `{language}` 的界面");
                let hint = format!("目前只有简体中文：languages = [\"{LANGUAGE}\"]，也可以整行删去");
                diagnostics.push(Diagnostic::new(Code::UnknownLanguage, place.clone(), message, hint));
            }
        }
        self.diagnostics.extend(diagnostics);
    }
}

struct InputReader<'a> {
    root: &'a Utf8Path,
    diagnostics: Vec<Diagnostic>,
}

impl InputReader<'_> {
    /// Returns what an input gave, or nothing and its diagnostics.
    fn keep<T>(&mut self, result: Result<T, Vec<Diagnostic>>) -> Option<T> {
        result.map_err(|diagnostics| self.diagnostics.extend(diagnostics)).ok()
    }

    /// Returns the plans, and whether there are folders that hold none.
    fn seeds(&mut self) -> Result<(Vec<Seed>, bool)> {
        let mut seeds = Vec::new();
        let (mut folders, files) = self.entries("seeds")?;
        folders.retain(|folder| folder != REGISTRY);
        for file in files.iter().filter(|file| *file != REGISTRY) {
            let hint = "方案的文件放进 seeds/ 下它自己的文件夹，名录是 seeds/agencies.toml；别的移走";
            self.diagnostics.push(unread(file, "文件", hint));
        }
        for folder in &folders {
            let plan = format!("{folder}/plan.toml");
            let source = format!("{folder}/source.txt");
            let (plan_text, source) = (self.text(&plan)?, self.source(&source)?);
            let file = plan_text.and_then(|text| self.keep(plan_file(&plan, &text)));
            if let Some(original) = file.as_ref().and_then(|file| file.original.as_ref()) {
                self.diagnostics.extend(original.changed(&self.root.join(folder))?);
            }
            seeds.extend(file.zip(source).map(|(file, source)| Seed { file, source }));
        }
        let lacks_seeds = seeds.len() < folders.len();
        Ok((seeds, lacks_seeds))
    }

    /// Returns the text pages. A file of another name is not read: what it says is told when the content is.
    fn pages(&mut self) -> Result<Vec<TextFile>> {
        let mut pages = Vec::new();
        for file in self.files("content/pages")? {
            let text = if files::page_name(&file).is_some() { self.text(&file)? } else { Some(String::new()) };
            pages.extend(text.map(|text| TextFile { file, text }));
        }
        Ok(pages)
    }

    fn content(&mut self) -> Result<ContentFiles> {
        self.tell_unread()?;
        let cases = self.text_files("content/cases")?;
        let topics = self.text_files("content/topics")?;
        let readers = self.text_files("content/for")?;
        let glosses = self.text_files("content/glosses")?;
        let mut progress: Vec<SheetFile> = Vec::new();
        for file in PROGRESS {
            let bytes = if self.is_there(file) { self.bytes(file, LARGEST / 4)? } else { None };
            progress.extend(bytes.map(|bytes| SheetFile { file: file.to_owned(), bytes }));
        }
        if let [_, workbook] = &progress[..] {
            let message = format!("`{}` 和 `{}` 只能有一个", PROGRESS[0], PROGRESS[1]);
            self.diagnostics.push(Diagnostic::new(
                Code::TwoProgressFiles,
                Place::file(&workbook.file),
                message,
                "留下在用的那个，另一个移走",
            ));
        }
        let relations = self.settings_files("content/relations", "这里只放以方案编号命名的 .toml 文件，别的请移走")?;
        let mut editions = self.settings_files(CHANGES, "这里的文件由 policy-portal new edition 写，别的请移走")?;
        let last_edition = editions.extract_if(.., |edition| edition.file == LAST_EDITION).next();
        let (pages, progress) = (self.pages()?, progress.into_iter().next());
        Ok(ContentFiles { pages, cases, topics, relations, readers, glosses, editions, last_edition, progress })
    }

    /// Returns the TOML files of a folder, and the record beside those of editions; `hint` says what to do with others.
    fn settings_files(&mut self, folder: &str, hint: &str) -> Result<Vec<TextFile>> {
        let mut files = Vec::new();
        for file in self.files(folder)? {
            let text = if file == LAST_EDITION {
                self.bounded_text(&file, LARGEST_RECORD)?
            } else if file.ends_with(".toml") {
                self.text(&file)?
            } else {
                self.diagnostics.push(unread(&file, "文件", hint));
                None
            };
            files.extend(text.map(|text| TextFile { file, text }));
        }
        Ok(files)
    }

    /// Tells of what stands right under `content/` and isn't read: often it has a nearly right name.
    fn tell_unread(&mut self) -> Result<()> {
        let mut told = Vec::new();
        for (name, kind) in self.names("content")? {
            let file = format!("content/{name}");
            if !files::is_leaving(&name) && !files::is_read(&file) {
                let what = if kind.is_dir() { "文件夹" } else { "文件" };
                told.push(unread(&file, what, files::hint_for_unread(&name, kind.is_dir())));
            }
        }
        told.sort_by(|a, b| a.place.file.cmp(&b.place.file));
        self.diagnostics.extend(told);
        Ok(())
    }

    /// Returns the Markdown files of a folder, which holds nothing else.
    fn text_files(&mut self, folder: &str) -> Result<Vec<TextFile>> {
        if !self.is_folder(folder) {
            return Ok(Vec::new());
        }
        let mut files = Vec::new();
        for file in self.files(folder)? {
            if !file.ends_with(".md") {
                let message = format!("`{file}` 不是 .md 文件");
                self.diagnostics.push(Diagnostic::new(
                    Code::NotMarkdown,
                    Place::file(&file),
                    message,
                    "这里只放 .md 文件，别的请移走",
                ));
                continue;
            }
            files.extend(self.text(&file)?.map(|text| TextFile { file, text }));
        }
        Ok(files)
    }

    /// Returns the search's words. A portal without them searches for what is typed.
    fn lexicon(&mut self) -> Result<Lexicon> {
        let mut lexicon = Lexicon::default();
        for file in self.files("content/search")? {
            let name = file.rsplit('/').next().unwrap_or_default().to_owned();
            if !Lexicon::FILES.contains(&name.as_str()) {
                let hint = format!("只认这几个文件：{}", Lexicon::FILES.join("、"));
                let message = format!("`{file}` 不是检索的词表");
                self.diagnostics.push(Diagnostic::new(Code::UnknownLexicon, Place::file(&file), message, hint));
                continue;
            }
            let Some(text) = self.text(&file)? else { continue };
            self.diagnostics.extend(lexicon.add(&name, &file, &text));
        }
        Ok(lexicon)
    }

    /// Returns the generator's words and the theme's, with those that the deployment says otherwise.
    fn words(&mut self, theme: Option<ThemeWords>) -> Result<Option<Catalogue>> {
        let (Some(mut words), Some(theme)) = (self.keep(Catalogue::own()), theme) else { return Ok(None) };
        self.diagnostics.extend(words.add_theme(&theme.file.file, &theme.file.text, &theme.asked));
        if self.is_there(OVERRIDING_WORDS)
            && let Some(text) = self.text(OVERRIDING_WORDS)?
        {
            self.diagnostics.extend(words.override_words(OVERRIDING_WORDS, &text));
        }
        Ok(Some(words))
    }

    /// Returns a text input of ordinary size.
    fn text(&mut self, file: &str) -> Result<Option<String>> {
        let text = self.bounded_text(file, LARGEST / 4)?;
        if let Some(text) = text.as_ref().filter(|_| file.ends_with(".toml")) {
            let source = Source::new(file, text);
            oddities::check_settings(&source, Span::new(0, text.len()), &mut self.diagnostics);
        }
        Ok(text)
    }

    fn bounded_text(&mut self, file: &str, largest: u64) -> Result<Option<String>> {
        let Some(bytes) = self.bytes(file, largest)? else { return Ok(None) };
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Some(text)),
            Err(error) => {
                let good = error.utf8_error().valid_up_to();
                let source = Source::new(file, String::from_utf8_lossy(error.as_bytes()));
                self.diagnostics.push(source.diagnostic(
                    Code::NotUtf8,
                    Span::new(good, good),
                    "文件不是 UTF-8 编码",
                    "用文本编辑器另存为 UTF-8（不带 BOM）",
                ));
                Ok(None)
            }
        }
    }

    /// Returns a file's bytes; one that is missing, too large, or no plain file is a diagnostic.
    fn bytes(&mut self, file: &str, largest: u64) -> Result<Option<Vec<u8>>> {
        let path = self.root.join(file);
        let metadata = match std::fs::symlink_metadata(&path) {
            Ok(metadata) => metadata,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                self.diagnostics.push(missing(file));
                return Ok(None);
            }
            Err(error) => return Err(error).with_context(|| format!("读取 `{path}` 失败")),
        };
        if !metadata.is_file() {
            self.diagnostics.push(Diagnostic::new(
                Code::NotAFile,
                Place::file(file),
                format!("`{file}` 不是普通文件"),
                "文件夹、符号链接和特殊文件不读，请换成文件本身",
            ));
            return Ok(None);
        }
        let mut bytes = Vec::new();
        let opened = std::fs::File::open(&path).with_context(|| format!("读取 `{path}` 失败"))?;
        opened.take(largest + 1).read_to_end(&mut bytes).with_context(|| format!("读取 `{path}` 失败"))?;
        if bytes.len() as u64 > largest {
            let message = format!("`{file}` 太大：超过 {} KiB", largest / 1024);
            self.diagnostics.push(Diagnostic::new(
                Code::FileTooLarge,
                Place::file(file),
                message,
                "请检查是否放错了文件",
            ));
            return Ok(None);
        }
        Ok(Some(bytes))
    }

    /// Checks whether something stands in the place of a file.
    fn is_there(&self, file: &str) -> bool {
        std::fs::symlink_metadata(self.root.join(file)).is_ok()
    }

    /// Checks whether a folder is there; a link or a file in its place is a diagnostic.
    fn is_folder(&mut self, folder: &str) -> bool {
        let Ok(metadata) = std::fs::symlink_metadata(self.root.join(folder)) else { return false };
        if !metadata.is_dir() {
            let message = format!("`{folder}` 不是文件夹，不读");
            let hint = "符号链接和文件不读，请换成文件夹本身";
            self.diagnostics.push(Diagnostic::new(Code::NotAFile, Place::file(folder), message, hint));
        }
        metadata.is_dir()
    }

    /// Returns the files of a folder that has none below it, sorted; one below it is a diagnostic.
    fn files(&mut self, folder: &str) -> Result<Vec<String>> {
        let (below, files) = self.entries(folder)?;
        for below in below {
            let message = format!("`{below}` 是文件夹，这里不读下一层");
            let hint = format!("把里面的文件移到 {folder}/，再删去这个文件夹");
            self.diagnostics.push(Diagnostic::new(Code::NotAFile, Place::file(below), message, hint));
        }
        Ok(files)
    }

    /// Returns folders and files right under a folder, both sorted; what editors and systems leave there is passed
    /// over.
    fn entries(&mut self, folder: &str) -> Result<(Vec<String>, Vec<String>)> {
        self.entries_but(folder, &files::is_leaving)
    }

    /// Returns folders and files right under a folder, both sorted, but those of some names.
    fn entries_but(&mut self, folder: &str, is_left: &dyn Fn(&str) -> bool) -> Result<(Vec<String>, Vec<String>)> {
        let (mut folders, mut files) = (Vec::new(), Vec::new());
        for (name, kind) in self.names(folder)? {
            let file = format!("{folder}/{name}");
            if is_left(&name) {
                continue;
            }
            if kind.is_symlink() {
                self.diagnostics.push(Diagnostic::new(
                    Code::NotAFile,
                    Place::file(&file),
                    format!("`{file}` 是符号链接，不读"),
                    "请换成文件或文件夹本身",
                ));
            } else if kind.is_dir() {
                folders.push(file);
            } else {
                files.push(file);
            }
        }
        folders.sort();
        files.sort();
        Ok((folders, files))
    }

    /// Returns the names in a folder with what they are; none where there is no such folder. A name that is not UTF-8 is a
    /// diagnostic.
    fn names(&mut self, folder: &str) -> Result<Vec<(String, FileType)>> {
        let path = self.root.join(folder);
        let failed = || format!("读取文件夹 `{path}` 失败");
        let entries = match path.as_std_path().read_dir() {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) if error.kind() == std::io::ErrorKind::NotADirectory => {
                self.is_folder(folder);
                return Ok(Vec::new());
            }
            Err(error) => return Err(error).with_context(failed),
        };
        let mut names = Vec::new();
        for entry in entries {
            let entry = entry.with_context(failed)?;
            let kind = entry.file_type().with_context(|| format!("查看 `{}` 失败", entry.path().display()))?;
            match entry.file_name().into_string() {
                Ok(name) => names.push((name, kind)),
                Err(name) if files::is_leaving(&name.to_string_lossy()) => {}
                Err(name) => {
                    let file = format!("{folder}/{}", name.to_string_lossy());
                    let message = format!("`{file}` 的文件名不是 UTF-8 编码，不读");
                    let hint = "多半是别的系统解压出来的，重新起个名字";
                    self.diagnostics.push(Diagnostic::new(Code::NotUtf8, Place::file(file), message, hint));
                }
            }
        }
        Ok(names)
    }

    /// Returns every file below a folder, sorted, but those of some names.
    fn files_but(&mut self, folder: &str, is_left: &dyn Fn(&str) -> bool) -> Result<Vec<String>> {
        let (folders, mut files) = self.entries_but(folder, is_left)?;
        for below in folders {
            files.extend(self.files_but(&below, is_left)?);
        }
        files.sort();
        Ok(files)
    }
}
