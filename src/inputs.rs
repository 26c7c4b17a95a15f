//! Everything that a build reads, read once: the only reader of the portal's folder.

use std::io::Read as _;

use anyhow::{Context as _, Result};
use camino::{Utf8Path, Utf8PathBuf};
use serde::Deserialize;

use crate::diagnostic::{Diagnostic, Severity};
use crate::lexicon::Lexicon;
use crate::portal::Portal;
use crate::read::Registry;
use crate::read::plan_file::{PlanFile, plan_file};
use crate::site::TextPage;
use crate::source::{Lines, Source};
use crate::theme::Theme;
use crate::toml_file;
use crate::words::Words;

/// The largest official text, in bytes; all other inputs are at most a quarter of it.
const LARGEST: u64 = 8 * 1024 * 1024;

const THEME: &str = "themes/portal";
const CATALOGUE: &str = "themes/portal/i18n/zh.toml";
const REGISTRY: &str = "seeds/agencies.toml";

/// Pages of the portal that are editors' text: `content/pages/NAME.md` is `/NAME/`.
const TEXT_PAGES: [&str; 6] = ["about", "accessibility", "privacy", "cases", "topics", "my"];

/// The inputs of a portal, as far as they could be read.
#[derive(Debug, Default)]
pub struct Inputs {
    pub portal: Option<Portal>,
    pub words: Option<Words>,
    pub registry: Option<Registry>,
    /// One a folder under `seeds/`, sorted by folder.
    pub seeds: Vec<Seed>,
    pub texts: Vec<TextPage>,
    pub lexicon: Lexicon,
    pub theme: Theme,
    pub findings: Vec<Diagnostic>,
}

/// A plan's folder.
#[derive(Debug)]
pub struct Seed {
    pub file: PlanFile,
    pub source: Source,
}

/// What `build` must neither hold in its output folder nor write into, relative to the root.
pub const PATHS: [&str; 5] = ["portal.toml", "seeds", "content", "themes", "src"];

/// Reads the portal at `root`. What is wrong with an input is a finding; a disk that fails is an error.
pub fn read(root: &Utf8Path) -> Result<Inputs> {
    let mut reader = Reader { root, findings: Vec::new() };
    let mut inputs = Inputs::default();
    if let Some(text) = reader.text("portal.toml")? {
        inputs.portal = reader.keep(Portal::read("portal.toml", &text));
    }
    if let Some(text) = reader.text(CATALOGUE)? {
        inputs.words = reader.keep(Words::read(CATALOGUE, &text));
    }
    if let Some(text) = reader.text(REGISTRY)? {
        inputs.registry = reader.keep(Registry::read(REGISTRY, &text));
    }
    inputs.seeds = reader.seeds()?;
    inputs.texts = reader.texts()?;
    inputs.lexicon = reader.lexicon()?;
    inputs.theme = reader.theme()?;
    inputs.findings = reader.findings;
    inputs.check_plans();
    Ok(inputs)
}

impl Inputs {
    /// Ids are unique, and what portal.toml publishes is there.
    fn check_plans(&mut self) {
        let mut findings = Vec::new();
        for (index, seed) in self.seeds.iter().enumerate() {
            if self.seeds[..index].iter().any(|other| other.file.id == seed.file.id) {
                let file = seed.source.file().replace("source.txt", "plan.toml");
                let message = format!("方案编号 `{}` 已有另一个文件夹在用", seed.file.id);
                findings.push(plain(&file, "repeated-plan-id", message, "每个方案一个编号"));
            }
        }
        for id in self.portal.iter().flat_map(|portal| &portal.plans) {
            if !self.seeds.iter().any(|seed| seed.file.id == *id) {
                let message = format!("plans 里的 `{id}` 在 seeds/ 下没有可读的方案");
                findings.push(plain(
                    "portal.toml",
                    "unknown-plan",
                    message,
                    "写 seeds/ 下某个 plan.toml 的 id，并改正它的错误",
                ));
            }
        }
        self.findings.extend(findings);
    }
}

struct Reader<'a> {
    root: &'a Utf8Path,
    findings: Vec<Diagnostic>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TextHead {
    title: String,
    description: String,
}

#[derive(Deserialize)]
struct ThemeHead {
    extra: ThemeExtra,
}

#[derive(Deserialize)]
struct ThemeExtra {
    styles: Vec<String>,
}

impl Reader<'_> {
    /// What an input gave, or nothing and its findings.
    fn keep<T>(&mut self, result: Result<T, Vec<Diagnostic>>) -> Option<T> {
        result.map_err(|findings| self.findings.extend(findings)).ok()
    }

    fn seeds(&mut self) -> Result<Vec<Seed>> {
        let mut seeds = Vec::new();
        for folder in self.entries("seeds", true)? {
            let plan = format!("{folder}/plan.toml");
            let source = format!("{folder}/source.txt");
            let (Some(plan_text), Some(source_text)) = (self.text(&plan)?, self.source(&source)?) else { continue };
            if let Some(file) = self.keep(plan_file(&plan, &plan_text)) {
                seeds.push(Seed { file, source: source_text });
            }
        }
        Ok(seeds)
    }

    /// The official text: UTF-8 without control characters, which no page could show.
    fn source(&mut self, file: &str) -> Result<Option<Source>> {
        let Some(text) = self.bounded_text(file, LARGEST)? else { return Ok(None) };
        let source = Source::new(file, text);
        let mut broken = false;
        for line in 1..=source.line_count() {
            let span = source.line_span(line);
            let strange =
                source.slice(span).char_indices().find(|(_, c)| (c.is_control() && *c != '\t') || *c == '\u{feff}');
            if let Some((at, c)) = strange {
                let place = crate::source::Span::new(span.start + at, span.start + at + c.len_utf8());
                let message = format!("这里有不可见的控制字符 U+{:04X}", c as u32);
                self.findings.push(source.error(
                    "control-character",
                    place,
                    message,
                    "请从录入文本里删去它；文件应存为不带 BOM 的 UTF-8",
                ));
                broken = true;
            }
        }
        if source.text().trim().is_empty() {
            self.findings.push(source.error(
                "empty-source",
                source.lines_span(Lines::of(1)),
                "原文是空的",
                "请把公文全文录入这个文件",
            ));
            broken = true;
        }
        Ok((!broken).then_some(source))
    }

    fn texts(&mut self) -> Result<Vec<TextPage>> {
        let mut texts = Vec::new();
        for file in self.entries("content/pages", false)? {
            let name = file.rsplit('/').next().and_then(|name| name.strip_suffix(".md")).unwrap_or_default();
            if !TEXT_PAGES.contains(&name) {
                let hint = format!("只认这几页：{}", TEXT_PAGES.map(|name| format!("{name}.md")).join("、"));
                self.findings.push(plain(&file, "unknown-page", format!("`{file}` 不是本站的页面"), hint));
                continue;
            }
            let Some(text) = self.text(&file)? else { continue };
            let name = name.to_owned();
            texts.extend(self.text_page(&file, name, &text));
        }
        Ok(texts)
    }

    fn text_page(&mut self, file: &str, name: String, text: &str) -> Option<TextPage> {
        let source = Source::new(file, text);
        let parts = text.strip_prefix("+++\n").and_then(|rest| rest.split_once("\n+++\n"));
        let Some((head, body)) = parts else {
            let span = source.line_span(1);
            self.findings.push(source.error(
                "missing-front-matter",
                span,
                "开头缺少两行 +++ 之间的设置",
                "第一行写 +++，然后 title 和 description，再写一行 +++",
            ));
            return None;
        };
        // Blank lines in place of the `+++` keep line numbers true.
        let head: TextHead =
            self.keep(toml_file::read(file, &format!("\n{head}\n")).map_err(|finding| vec![*finding]))?;
        let offset = text.len() - body.len();
        for (event, range) in pulldown_cmark::Parser::new(body).into_offset_iter() {
            if matches!(event, pulldown_cmark::Event::Html(_) | pulldown_cmark::Event::InlineHtml(_)) {
                let span = source.trim(crate::source::Span::new(offset + range.start, offset + range.end));
                self.findings.push(source.error(
                    "raw-html",
                    span,
                    "正文里不能写 HTML",
                    "改用 Markdown；要显示尖括号，写成 `&lt;`",
                ));
            }
        }
        Some(TextPage { name, title: head.title, description: head.description, body: body.to_owned() })
    }

    /// The search's words. A portal without them searches for what is typed.
    fn lexicon(&mut self) -> Result<Lexicon> {
        let mut lexicon = Lexicon::default();
        for file in self.entries("content/search", false)? {
            let name = file.rsplit('/').next().unwrap_or_default().to_owned();
            if !Lexicon::FILES.contains(&name.as_str()) {
                let hint = format!("只认这几个文件：{}", Lexicon::FILES.join("、"));
                self.findings.push(plain(&file, "unknown-lexicon", format!("`{file}` 不是检索的词表"), hint));
                continue;
            }
            let Some(text) = self.text(&file)? else { continue };
            self.findings.extend(lexicon.add(&name, &file, &text));
        }
        Ok(lexicon)
    }

    fn theme(&mut self) -> Result<Theme> {
        let mut theme = Theme::default();
        for part in ["templates", "static"] {
            for file in self.files(&format!("{THEME}/{part}"))? {
                let Some(bytes) = self.bytes(&file, LARGEST / 4)? else { continue };
                let path = file.strip_prefix(THEME).map_or(file.as_str(), |path| path.trim_start_matches('/'));
                theme.files.insert(path, bytes)?;
            }
        }
        for file in self.files(&format!("{THEME}/scripts"))? {
            let Some(text) = self.text(&file)? else { continue };
            let path = file.strip_prefix(&format!("{THEME}/scripts/")).unwrap_or(&file).to_owned();
            theme.scripts.insert(path, text)?;
        }
        let head_file = format!("{THEME}/theme.toml");
        let Some(text) = self.text(&head_file)? else { return Ok(theme) };
        let Some(head) = self.keep(toml_file::read::<ThemeHead>(&head_file, &text).map_err(|finding| vec![*finding]))
        else {
            return Ok(theme);
        };
        theme.files.insert("theme.toml", text)?;
        for style in head.extra.styles {
            theme.styles.push_str(&self.text(&format!("{THEME}/css/{style}"))?.unwrap_or_default());
        }
        Ok(theme)
    }

    /// A text input of ordinary size.
    fn text(&mut self, file: &str) -> Result<Option<String>> {
        self.bounded_text(file, LARGEST / 4)
    }

    fn bounded_text(&mut self, file: &str, largest: u64) -> Result<Option<String>> {
        let Some(bytes) = self.bytes(file, largest)? else { return Ok(None) };
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Some(text)),
            Err(error) => {
                let good = error.utf8_error().valid_up_to();
                let before = String::from_utf8_lossy(&error.as_bytes()[..good]).into_owned();
                let line = before.matches('\n').count() + 1;
                let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
                let mut finding =
                    plain(file, "not-utf8", "文件不是 UTF-8 编码".to_owned(), "用文本编辑器另存为 UTF-8（不带 BOM）");
                (finding.line, finding.column, finding.end_line, finding.end_column) = (line, column, line, column);
                self.findings.push(finding);
                Ok(None)
            }
        }
    }

    /// A file's bytes; one that is missing, too large, or no plain file is a finding.
    fn bytes(&mut self, file: &str, largest: u64) -> Result<Option<Vec<u8>>> {
        let path = self.root.join(file);
        let metadata = match std::fs::symlink_metadata(&path) {
            Ok(metadata) => metadata,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                self.findings.push(plain(file, "missing-file", format!("缺少文件 `{file}`"), "请补上这个文件"));
                return Ok(None);
            }
            Err(error) => return Err(error).with_context(|| format!("读取 `{path}` 失败")),
        };
        if !metadata.is_file() {
            self.findings.push(plain(
                file,
                "not-a-file",
                format!("`{file}` 不是普通文件"),
                "符号链接和特殊文件不读，请换成文件本身",
            ));
            return Ok(None);
        }
        let mut bytes = Vec::new();
        let opened = std::fs::File::open(&path).with_context(|| format!("读取 `{path}` 失败"))?;
        opened.take(largest + 1).read_to_end(&mut bytes).with_context(|| format!("读取 `{path}` 失败"))?;
        if bytes.len() as u64 > largest {
            let message = format!("`{file}` 太大：超过 {} KiB", largest / 1024);
            self.findings.push(plain(file, "file-too-large", message, "请检查是否放错了文件"));
            return Ok(None);
        }
        Ok(Some(bytes))
    }

    /// Folders, or files, right under a folder, sorted; names that begin with a dot are passed over.
    fn entries(&mut self, folder: &str, folders: bool) -> Result<Vec<String>> {
        let path = self.root.join(folder);
        let entries = match path.read_dir_utf8() {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error).with_context(|| format!("读取文件夹 `{path}` 失败")),
        };
        let mut found = Vec::new();
        for entry in entries {
            let entry = entry.with_context(|| format!("读取文件夹 `{path}` 失败"))?;
            let kind = entry.file_type().with_context(|| format!("查看 `{}` 失败", entry.path()))?;
            let file = format!("{folder}/{}", entry.file_name());
            if entry.file_name().starts_with('.') {
                continue;
            }
            if kind.is_symlink() {
                self.findings.push(plain(
                    &file,
                    "not-a-file",
                    format!("`{file}` 是符号链接，不读"),
                    "请换成文件或文件夹本身",
                ));
            } else if kind.is_dir() == folders {
                found.push(file);
            }
        }
        found.sort();
        Ok(found)
    }

    /// Every file below a folder, sorted.
    fn files(&mut self, folder: &str) -> Result<Vec<String>> {
        let mut files = self.entries(folder, false)?;
        for below in self.entries(folder, true)? {
            files.extend(self.files(&below)?);
        }
        files.sort();
        Ok(files)
    }
}

/// An error about a file as a whole.
fn plain(file: &str, code: &'static str, message: String, hint: impl Into<String>) -> Diagnostic {
    Diagnostic {
        severity: Severity::Error,
        code,
        message,
        file: Utf8PathBuf::from(file).into_string(),
        line: 1,
        column: 1,
        end_line: 1,
        end_column: 1,
        text: String::new(),
        hint: hint.into(),
    }
}
