//! `new edition`: what the finished edition changed since the last one that was recorded.

use std::fmt::Write as _;

use anyhow::{Context as _, Result};
use camino::{Utf8Path, Utf8PathBuf};

use crate::cli::new;
use crate::diagnostic::Diagnostic;
use crate::edition::record::{Change, Record};
use crate::inputs;
use crate::inputs::files::{CHANGES, LAST_EDITION};
use crate::inputs::portal::Portal;
use crate::inputs::toml_syntax::quoted;
use crate::text::date::Date;

const HEAD: &str = "\
# 这一期网站与上一期相比有什么变化，由 policy-portal new edition 写成，登在“网站更新”页。
# note 是编辑的话，用一两句说明这一期做了什么，可以不写；不值得说的条目，发布以前可以删去。
";

/// What was recorded.
pub(super) struct Recorded {
    /// Relative to the root.
    pub file: Utf8PathBuf,
    /// How many things changed; absent for the first edition, which no other can be compared with.
    pub changes: Option<usize>,
}

/// Records the edition in a folder under a day, and returns what was written: nothing where nothing changed. What is
/// wrong with the edition or with the last record is told, and nothing has been written then.
///
/// # Errors
/// Faults of the disk.
pub(super) fn record(root: &Utf8Path, dir: &Utf8Path, day: Date) -> Result<Result<Option<Recorded>, Vec<Diagnostic>>> {
    let now = match Record::of(dir)? {
        Ok(record) => record,
        Err(diagnostic) => return Ok(Err(vec![diagnostic])),
    };
    if let Some(fault) = new::linked(root, LAST_EDITION.into()) {
        return Ok(Err(vec![fault]));
    }
    let kept = root.join(LAST_EDITION);
    let text = match inputs::last_edition(root)? {
        Ok(text) => text,
        Err(diagnostics) => return Ok(Err(diagnostics)),
    };
    let earlier = match text.map(|text| Record::read(LAST_EDITION, &text)).transpose() {
        Ok(earlier) => earlier,
        Err(diagnostic) => return Ok(Err(vec![*diagnostic])),
    };
    let changes = earlier.as_ref().map(|earlier| now.since(earlier));
    if changes.as_ref().is_some_and(Vec::is_empty) {
        // What an older program did not keep is kept from now on.
        if earlier.is_some_and(|earlier| earlier != now) {
            fs_err::write(kept.as_std_path(), now.to_json()?)?;
        }
        return Ok(Ok(None));
    }
    let folder = root.join(CHANGES);
    fs_err::create_dir_all(folder.as_std_path())?;
    let names = std::iter::once(day.to_string()).chain((2..).map(|n| format!("{day}-{n}")));
    let file = names.map(|name| format!("{CHANGES}/{name}.toml")).find(|file| !root.join(file).exists());
    let file = Utf8PathBuf::from(file.context("没有可用的文件名")?);
    fs_err::write(root.join(&file).as_std_path(), entry(day, changes.as_deref().unwrap_or_default()))?;
    fs_err::write(kept.as_std_path(), now.to_json()?)?;
    Ok(Ok(Some(Recorded { file, changes: changes.map(|changes| changes.len()) })))
}

/// Returns the day as of which the portal speaks, if its settings say so.
pub(super) fn day_of_portal(root: &Utf8Path) -> Option<Date> {
    let text = fs_err::read_to_string(root.join("portal.toml").as_std_path()).ok()?;
    Portal::read("portal.toml", &text).ok()?.as_of
}

fn entry(day: Date, changes: &[Change]) -> String {
    let mut text = format!("{HEAD}date = {day}\n# note = \"\"\n");
    for Change { kind, how, item, fields } in changes {
        let _ = write!(text, "\n[[changes]]\nkind = \"{kind}\"\nhow = \"{how}\"\n");
        if let Some(plan) = &item.plan {
            let _ = writeln!(text, "plan = {}", quoted(plan));
        }
        let _ = writeln!(text, "id = {}\ntitle = {}", quoted(&item.id), quoted(&item.title));
        if !fields.is_empty() {
            let names: Vec<String> = fields.iter().map(|name| quoted(name)).collect();
            let _ = writeln!(text, "fields = [{}]", names.join(", "));
        }
    }
    text
}
