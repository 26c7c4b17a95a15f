//! `new`: commented skeletons for editors to fill in. Never over a file.

use std::io::{ErrorKind, Read as _, Write as _};

use anyhow::{Context as _, Result};
use camino::{Utf8Path, Utf8PathBuf};
use itertools::Itertools as _;

use crate::cli::draft;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::inputs::plan_file;
use crate::inputs::portal::Portal;
use crate::intake;
use crate::text::address::is_slug;

const CASE: &str = include_str!("skeleton/case.md");
const TOPIC: &str = include_str!("skeleton/topic.md");
pub(crate) const PLAN: &str = include_str!("skeleton/plan.toml");

/// The largest official text, in bytes.
const LARGEST: u64 = 8 * 1024 * 1024;

/// What is to be begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Skeleton<'a> {
    /// `content/cases/NAME.md`
    Case { name: &'a str },
    /// `content/topics/NAME.md`
    Topic { name: &'a str },
    /// `seeds/ID/` with the text of a file, if there is one.
    Plan { id: &'a str, from: Option<&'a Utf8Path> },
}

/// Writes a skeleton into the portal at `root`, and says which files; relative to the root. What is wrong with the
/// request is a diagnostic, and nothing has been written then.
///
/// # Errors
/// Faults of the disk.
pub(super) fn write(root: &Utf8Path, skeleton: Skeleton<'_>) -> Result<Result<Written, Box<Diagnostic>>> {
    let begun = match skeleton {
        Skeleton::Case { name } => one(root, "content/cases", name, CASE),
        Skeleton::Topic { name } => one(root, "content/topics", name, TOPIC),
        Skeleton::Plan { id, from } => plan(root, id, from)?,
    };
    let Begun { files, said } = match begun {
        Ok(begun) => begun,
        Err(diagnostic) => return Ok(Err(diagnostic)),
    };
    for (file, _) in &files {
        if let Some(fault) = linked(root, file) {
            return Ok(Err(Box::new(fault)));
        }
        if std::fs::symlink_metadata(root.join(file)).is_ok() {
            return Ok(Err(already_there(file)));
        }
    }
    let mut written = Vec::new();
    for (file, bytes) in files {
        if !create(&root.join(&file), &bytes)? {
            return Ok(Err(already_there(&file)));
        }
        written.push(file);
    }
    Ok(Ok(Written { files: written, said }))
}

/// What was written, and what there is to say of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Written {
    /// Relative to the root.
    pub files: Vec<Utf8PathBuf>,
    /// In Chinese, a line each: what was filled in, what was left out of the text.
    pub said: Vec<String>,
}

/// Tells of a link among the folders above a file that is to be written: it leads out of the portal's folder.
pub(super) fn linked(root: &Utf8Path, file: &Utf8Path) -> Option<Diagnostic> {
    let is_linked = |above: &&Utf8Path| root.join(above).is_symlink();
    let linked = file.ancestors().skip(1).filter(|above| !above.as_str().is_empty()).find(is_linked)?;
    let message = format!("`{linked}` 是符号链接，不往里写");
    Some(Diagnostic::new(Code::NotAFile, Place::file(file.as_str()), message, "请换成文件夹本身"))
}

/// Files to be written, with their bytes.
struct Begun {
    files: Vec<(Utf8PathBuf, Vec<u8>)>,
    said: Vec<String>,
}

fn one(root: &Utf8Path, folder: &str, name: &str, text: &str) -> Result<Begun, Box<Diagnostic>> {
    if !is_slug(name) {
        let message = format!("名字 `{name}` 不能用作网址");
        return Err(refused(folder, Code::BadSlug, message, "只用小写字母、数字和连字符，如 kexie-2024"));
    }
    let plan = only_plan(root).unwrap_or_default();
    let file = (format!("{folder}/{name}.md").into(), text.replace("{plan}", &plan).into_bytes());
    Ok(Begun { files: vec![file], said: Vec::new() })
}

/// Returns the plan that the portal publishes, if it is one.
fn only_plan(root: &Utf8Path) -> Option<String> {
    let text = std::fs::read_to_string(root.join("portal.toml")).ok()?;
    let plans = Portal::read("portal.toml", &text).ok()?.plans;
    match &plans[..] {
        [plan] => Some(plan.clone()),
        _ => None,
    }
}

fn plan(root: &Utf8Path, id: &str, from: Option<&Utf8Path>) -> Result<Result<Begun, Box<Diagnostic>>> {
    let folder = Utf8PathBuf::from(format!("seeds/{id}"));
    if let Some(message) = plan_file::id_fault(id) {
        return Ok(Err(refused("seeds", Code::BadPlanId, message, plan_file::ID_HINT)));
    }
    if std::fs::symlink_metadata(root.join(&folder)).is_ok() {
        return Ok(Err(already_there(&folder)));
    }
    let (source, toml) = (folder.join("source.txt"), folder.join("plan.toml"));
    let Some(path) = from else {
        let files = vec![(source, Vec::new()), (toml, PLAN.replace("{id}", id).into_bytes())];
        return Ok(Ok(Begun { files, said: Vec::new() }));
    };
    let refuse = |message, hint: &str| Ok(Err(refused(path.as_str(), Code::BadSourceFile, message, hint)));
    let file = match std::fs::File::open(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            return refuse(format!("没有文件 `{path}`"), "请核对 --from 后面的路径");
        }
        file => file.with_context(|| format!("读取 `{path}` 失败"))?,
    };
    if !path.is_file() {
        return refuse(format!("`{path}` 不是文件"), "--from 后面写原文的文件");
    }
    let mut bytes = Vec::new();
    file.take(LARGEST + 1).read_to_end(&mut bytes).with_context(|| format!("读取 `{path}` 失败"))?;
    if bytes.len() as u64 > LARGEST {
        return refuse(format!("`{path}` 太大：超过 {} KiB", LARGEST / 1024), "请检查是否放错了文件");
    }
    let intake = match intake::read(&bytes) {
        Ok(intake) => intake,
        Err(refusal) => return refuse(format!("`{path}`：{}", refusal.message), refusal.hint),
    };
    // A text that is copied byte for byte is its own original.
    let original = (bytes != intake.text.as_bytes()).then(|| format!("original.{}", intake.format.extension()));
    let draft = draft::draft(PLAN, id, &intake, original.as_deref().map(|name| (name, bytes.as_slice())));
    let mut said = draft.placed;
    said.extend(intake.merged.iter().map(|cell| {
        format!(
            "合并的单元格：第{}栏从第{}行到第{}行是一格，文字记在第{}行",
            cell.column, cell.first, cell.last, cell.first
        )
    }));
    said.extend(intake.paragraphs.iter().map(|cell| {
        format!("格内分段：第{}行第{}栏，从“{}”起另起一段", cell.line, cell.column, shortened(&cell.text))
    }));
    said.extend(intake.left_out.iter().map(|left| format!("没有收进正文的{}：{}", left.what, shortened(&left.text))));
    let mut files = vec![(source, intake.text.into_bytes()), (toml, draft.text.into_bytes())];
    files.extend(original.map(|name| (folder.join(name), bytes)));
    Ok(Ok(Begun { files, said }))
}

/// Returns a text cut to what one line can show.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 60;
    let line = text.split_whitespace().join(" ");
    if line.chars().count() <= LONGEST { line } else { line.chars().take(LONGEST).chain(['…']).collect() }
}

/// Creates a file, or says that there is one.
fn create(path: &Utf8Path, bytes: &[u8]) -> Result<bool> {
    let failed = || format!("写入 `{path}` 失败");
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).with_context(failed)?;
    }
    match std::fs::OpenOptions::new().write(true).create_new(true).open(path) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(false),
        file => {
            file.and_then(|mut file| file.write_all(bytes)).with_context(failed)?;
            Ok(true)
        }
    }
}

fn already_there(file: &Utf8Path) -> Box<Diagnostic> {
    refused(file.as_str(), Code::AlreadyThere, format!("`{file}` 已经有了，没有改动它"), "换一个名字，或直接编辑它")
}

fn refused(file: &str, code: Code, message: String, hint: &str) -> Box<Diagnostic> {
    Box::new(Diagnostic::new(code, Place::file(file), message, hint))
}
