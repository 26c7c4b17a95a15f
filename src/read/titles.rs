//! Short titles of tasks: the document's own, or runs of a task's words.

use super::corrections::{Correction, as_read};
use super::task::Task;
use crate::diagnostic::{Code, Diagnostic};
use crate::inputs::plan_file::PlanFile;
use crate::parse::responsibility;
use crate::text::numeral;
use crate::text::source::Source;

/// Returns the task's short title: the run of its own words that plan.toml chooses, or their beginning up to what is
/// done; `label` is what
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
    if let Some(chosen) = plan.titles.get(&task.number) {
        let says_something = chosen.text.contains(char::is_alphanumeric);
        if says_something && texts.iter().any(|text| text.contains(chosen.text.as_str())) {
            return chosen.text.clone();
        }
        diagnostics.push(source.diagnostic(
            Code::TitleNotInText,
            task.start(),
            format!("短题 `{}` 不是第 {} 项原文里连续的一段", chosen.text, task.number),
            format!("请改 plan.toml 的 [titles] 里的 {}，只从原文摘取", task.number),
        ));
    }
    if let Some(printed) = task.title_span {
        return as_read(source, &[printed], corrections).trim_end_matches(['。', '：', ':']).to_owned();
    }
    let first = texts.first().map(String::as_str).unwrap_or_default();
    let first = first.strip_prefix(label).unwrap_or(first).trim_start();
    let first = first.trim_start_matches(['—', '●', '★', '▲', '·', '•']).trim_start();
    // Who does it is no part of what is done.
    let named = responsibility::in_paragraph(first).into_iter().map(|said| said.place.start);
    let first = first[..named.filter(|at| *at > 0).min().unwrap_or(first.len())].trim_end();
    let first = without_lead_in(first);
    // Its own number is no part of what is done.
    let first = numeral::own(first).map_or(first, |(_, length)| first[length..].trim_start());
    let mut end = 0;
    for clause in first.split_inclusive(['，', ',', '。', '；', ';', '：', ':']) {
        let words = clause.trim_end_matches(['，', ',', '。', '；', ';', '：', ':']);
        let title = end + words.len();
        end += clause.len();
        if !words.is_empty() && !sets_the_scene(words) {
            return first[..title].to_owned();
        }
    }
    first.to_owned()
}

/// Says which titles of plan.toml are of no task.
pub(super) fn check_numbers(plan: &PlanFile, tasks: &[Task], diagnostics: &mut Vec<Diagnostic>) {
    let is_task = |number: u32| tasks.iter().any(|task| task.number == number);
    for (number, title) in plan.titles.iter().filter(|(number, _)| !tasks.is_empty() && !is_task(**number)) {
        let message = format!("[titles] 里的第 {number} 项不在任务里");
        let hint = "改成任务表里的序号，或删去这一行";
        diagnostics.push(Diagnostic::new(Code::BadTitleNumber, title.place.clone(), message, hint));
    }
}

/// What a paragraph is called that its words follow after a colon, and says nothing of what is done.
const LEAD_INS: [&str; 14] = [
    "具体措施",
    "主要措施",
    "工作措施",
    "重点措施",
    "具体举措",
    "主要举措",
    "工作举措",
    "重点举措",
    "具体任务",
    "主要任务",
    "工作任务",
    "重点任务",
    "主要内容",
    "工作内容",
];

/// Returns a text without such a word and its colon.
pub(super) fn without_lead_in(text: &str) -> &str {
    let lead_in =
        text.split_once(['：', ':']).filter(|(word, rest)| LEAD_INS.contains(word) && !rest.trim().is_empty());
    lead_in.map_or(text, |(_, rest)| rest.trim_start())
}

/// Returns whether a clause only says when or under what condition the next one holds: 在……的前提下, 编制计划时. Alone it would not
/// say what is to be done.
fn sets_the_scene(clause: &str) -> bool {
    const NO_TIME: [&str; 8] = ["及时", "同时", "按时", "准时", "实时", "适时", "随时", "小时"];
    let names_a_time = clause.ends_with('时') && !NO_TIME.iter().any(|word| clause.ends_with(word));
    names_a_time || clause.starts_with(['在', '当']) && clause.ends_with(['下', '后', '中', '上', '内'])
}

#[cfg(test)]
mod tests {
    use super::sets_the_scene;

    #[test]
    fn a_clause_of_time_or_condition_is_told_from_what_is_done() {
        for clause in ["在符合口岸管理规定的前提下", "编制下达土地利用计划时", "在改造完成后", "在规定的税额幅度内"]
        {
            assert!(sets_the_scene(clause), "{clause}");
        }
        for clause in ["推动线上线下", "信息报送及时", "在全市推广", "办理时间压缩到4小时", "缩短办理用时和环节"]
        {
            assert!(!sets_the_scene(clause), "{clause}");
        }
    }
}
