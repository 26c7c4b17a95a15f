//! Short titles of tasks: the document's own, or runs of a task's words.

use super::corrections::{Correction, as_read};
use super::task::Task;
use crate::diagnostic::{Code, Diagnostic};
use crate::inputs::plan_file::PlanFile;
use crate::text::source::Source;

/// Returns the task's short title: the run of its own words that plan.toml chooses, or their beginning; `label` is what
/// they begin with and is no part of it.
pub(super) fn title(
    source: &Source,
    task: &Task,
    label: &str,
    plan: &PlanFile,
    corrections: &[Correction],
    diagnostics: &mut Vec<Diagnostic>,
) -> String {
    let texts: Vec<String> =
        task.parts.iter().flat_map(|part| &part.text).map(|text| as_read(source, text, corrections)).collect();
    if let Some(chosen) = plan.titles.get(&task.number.to_string()) {
        if texts.iter().any(|text| text.contains(chosen.as_str())) {
            return chosen.clone();
        }
        diagnostics.push(source.diagnostic(
            Code::TitleNotInText,
            task.start(),
            format!("短题 `{chosen}` 不是第 {} 项原文里连续的一段", task.number),
            format!("请改 plan.toml 的 [titles] 里的 {}，只从原文摘取", task.number),
        ));
    }
    if let Some(printed) = task.title_span {
        return as_read(source, &[printed], corrections).trim_end_matches(['。', '：', ':']).to_owned();
    }
    let first = texts.first().map(String::as_str).unwrap_or_default();
    let first = first.strip_prefix(label).unwrap_or(first).trim_start();
    first.split(['，', ',', '。', '；', ';', '：', ':']).next().unwrap_or(first).to_owned()
}
