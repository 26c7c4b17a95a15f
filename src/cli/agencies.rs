//! `new agencies`: what a plan names and the registry hasn't got, added to the registry's end.

use std::io::Write as _;

use anyhow::{Context as _, Result};
use camino::Utf8Path;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::inputs::REGISTRY;
use crate::inputs::registry::{Agency, Registry};
use crate::pipeline::{self, Reading};
use crate::read::Plan;

/// Returns the entries that would register what a plan names and nobody has registered, in the registry's order; what
/// is registered under a name near to one's stands in a comment before it.
pub(super) fn proposed(root: &Utf8Path, id: &str) -> Result<Vec<String>> {
    let Reading { inputs, plans, .. } = pipeline::read(root)?;
    let plan = plans.iter().find(|plan| plan.id == id);
    Ok(plan.zip(inputs.registry).map_or(Vec::new(), |(plan, registry)| entries(plan, &registry)))
}

/// Says that no plan has this id, and which there are.
pub(super) fn unknown_plan(id: &str, plans: &[Plan]) -> Diagnostic {
    let known: Vec<&str> = plans.iter().map(|plan| plan.id.as_str()).collect();
    let message = format!("没有可读的方案 `{id}`");
    let hint = format!("写 seeds/ 下某个 plan.toml 的 id；现有 {}", known.join("、"));
    Diagnostic::new(Code::UnknownPlan, Place::file("seeds"), message, hint)
}

fn entries(plan: &Plan, registry: &Registry) -> Vec<String> {
    let local = registry.of_place(plan.locality.as_deref());
    let named = plan.agencies().into_iter().map(|agency| registry.get(agency));
    let entry = |agency: &Agency| {
        let near = local.nearest(&agency.name).join("、");
        let comment = "# 名录里相近的是 {near}：是同一单位的，删去这一条，把名称加进它的 aliases\n";
        let comment = if near.is_empty() { String::new() } else { comment.replace("{near}", &near) };
        comment + &agency.entry()
    };
    named.filter(|agency| agency.provisional).map(entry).collect()
}

/// Adds these entries of a plan to the end of `agencies.toml`, what stands there untouched, and returns them. What is
/// wrong with the request or with the file are diagnostics, and nothing has been written then.
///
/// # Errors
/// Faults of the disk.
pub(super) fn append(root: &Utf8Path, id: &str) -> Result<Result<Vec<String>, Vec<Diagnostic>>> {
    let Reading { inputs, plans, diagnostics, .. } = pipeline::read(root)?;
    let Some(registry) = inputs.registry else {
        return Ok(Err(diagnostics.into_iter().filter(|diagnostic| diagnostic.place.file == REGISTRY).collect()));
    };
    let Some(plan) = plans.iter().find(|plan| plan.id == id) else {
        return Ok(Err(vec![unknown_plan(id, &plans)]));
    };
    let entries = entries(plan, &registry);
    if entries.is_empty() {
        return Ok(Ok(entries));
    }
    let path = root.join(REGISTRY);
    let text = fs_err::read_to_string(path.as_std_path())?;
    let line_end = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
    let added = format!(
        "{line_end}\n# 方案 {id} 里的单位：编号和类别是程序提议的，请核对；编号发布以后不再改\n\n{}",
        entries.join("\n")
    );
    if let Err(diagnostics) = Registry::read(REGISTRY, &(text + &added)) {
        return Ok(Err(diagnostics));
    }
    let file = std::fs::OpenOptions::new().append(true).open(&path);
    file.and_then(|mut file| file.write_all(added.as_bytes())).with_context(|| format!("写入 `{path}` 失败"))?;
    Ok(Ok(entries))
}
