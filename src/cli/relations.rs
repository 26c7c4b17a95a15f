//! `new relations`: what the program suggests of tasks that no editor has decided about, for the editor to go through.

use std::io::Write as _;

use anyhow::{Context as _, Result};
use camino::Utf8Path;

use super::agencies::unknown_plan;
use crate::diagnostic::{Diagnostic, Severity};
use crate::pipeline::{self, Reading};
use crate::read::{Plan, TaskIndex};
use crate::site::clause_title;
use crate::site::relations::{TaskNeighbours, suggested};

const HEAD: &str = "\
# 哪些任务、条文彼此有关：先由程序推荐，请逐项看过，删去不对的，补上缺的；没有相关的，只留 number。
#
#   number    任务序号
#   related   相关任务的序号，最近的在前
#   clauses   相关的条文：id 是全文页网址 # 后面的部分；words 是条文里说到它的字句，照原文写，可以不写
#   answers   对应的别的方案的任务，如 [{ plan = \"方案编号\", tasks = [3] }]
#
# 写在这里的，网站上标“本站整理”；没有写的任务，列程序推荐的，注明未经编辑核对。
";

/// Adds an entry for each task of a plan that has none to the end of `content/relations/ID.toml`, what stands there
/// untouched, and returns how many. What is wrong with the request or with the file are diagnostics, and nothing has
/// been written then.
///
/// # Errors
/// Faults of the disk.
pub(super) fn append(root: &Utf8Path, id: &str) -> Result<Result<usize, Vec<Diagnostic>>> {
    let Reading { inputs, plans, content, diagnostics, .. } = pipeline::read(root)?;
    let Some(plan) = plans.iter().find(|plan| plan.id == id) else {
        return Ok(Err(vec![unknown_plan(id, &plans)]));
    };
    let file = format!("content/relations/{id}.toml");
    let is_fault = |found: &Diagnostic| found.place.file == file && found.severity() == Severity::Error;
    let faults: Vec<Diagnostic> = diagnostics.into_iter().filter(is_fault).collect();
    if !faults.is_empty() {
        return Ok(Err(faults));
    }
    let decided = content.relations.iter().find(|relations| relations.plan == id);
    let is_open = |task: TaskIndex| !decided.is_some_and(|it| it.tasks.contains_key(&plan.tasks[task].number));
    let suggestions = suggested(plan, &inputs.lexicon.stock_phrases);
    let open = suggestions.iter_enumerated().filter(|(task, _)| is_open(*task));
    let entries: Vec<String> = open.map(|(task, near)| entry(plan, task, near)).collect();
    if entries.is_empty() {
        return Ok(Ok(0));
    }
    let path = root.join(&file);
    let failed = || format!("写入 `{path}` 失败");
    if let Some(folder) = path.parent() {
        fs_err::create_dir_all(folder.as_std_path()).with_context(failed)?;
    }
    let head = if path.exists() { "" } else { HEAD };
    let mut file = fs_err::OpenOptions::new().create(true).append(true).open(path.as_std_path())?;
    file.write_all(format!("{head}\n{}", entries.join("\n")).as_bytes()).with_context(failed)?;
    Ok(Ok(entries.len()))
}

/// Returns a task's entry, with the titles of what it names beside them.
fn entry(plan: &Plan, task: TaskIndex, near: &TaskNeighbours) -> String {
    let task = &plan.tasks[task];
    let mut entry = format!("[[tasks]]\nnumber = {}  # {}\n", task.number, task.title);
    let related = near.tasks.iter().map(|&other| &plan.tasks[other]);
    entry += &list("related", related.map(|other| (other.number.to_string(), other.title.clone())));
    let clauses = near.clauses.iter().map(|near| &plan.clauses[near.clause]);
    entry += &list("clauses", clauses.map(|it| (format!("{{ id = \"{}\" }}", it.id), clause_title(plan, it))));
    entry
}

/// Returns a list of values, each with what it means in a comment; nothing where it is empty.
fn list(key: &str, items: impl Iterator<Item = (String, String)>) -> String {
    let lines: String = items.map(|(value, meaning)| format!("    {value},  # {meaning}\n")).collect();
    if lines.is_empty() { lines } else { format!("{key} = [\n{lines}]\n") }
}
