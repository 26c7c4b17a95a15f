//! Corrections of what is more than words: the corrected text, read anew, has to say of tasks and members what is published.

use super::corrections::{Correction, replacements};
use super::mention::Mention;
use super::{Member, PartPlace, Plan, Task};
use crate::diagnostic::{Code, Diagnostic};
use crate::inputs::plan_file::{Entry, PlanFile};
use crate::inputs::registry::Registry;
use crate::parse::parse;
use crate::text::difference::difference;
use crate::text::numeral;
use crate::text::source::{Lines, Source, Span};

/// What parts the naming of bodies from other words.
const AROUND_NAMES: &str = "：:（）()";
/// What stands between names, in words that say a role, and in days.
const BESIDE_NAMES: &str = "、，,；;。／/和与及以会同由牵头主办责任负承配合协参加完成年月日";

/// Reports the corrections that what is read doesn't follow: of a number, a label, a verb, a mark between two names. `before`
/// is the registry without the agencies that only this plan names, `registry` has them.
pub(super) fn check(
    plan: &Plan,
    file: &PlanFile,
    before: Registry,
    registry: &Registry,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let source = plan.source();
    let whole = Span::new(0, source.text().len());
    let mut corrections = replacements(&plan.corrections, whole);
    corrections.retain(|&(place, correction)| {
        stands_between_names(plan, place) || leaves_nothing(plan, place) || may_be_structure(plan, place, correction)
    });
    if corrections.is_empty() {
        return;
    }
    let (document, found) = parse(Source::new(source.file(), plan.as_read(&[whole])));
    let mut known = before;
    let (corrected, _) = super::read(document, found, &carried_out(file), &mut known);
    let is_otherwise = |at: usize| {
        let of = |plan: &Plan, registry| plan.tasks.raw.get(at).map(|task| facts(plan, task, registry));
        of(plan, registry) != of(&corrected, &known)
    };
    let (ours, theirs) = (plan.tasks.len(), corrected.tasks.len());
    let mut odd: Vec<usize> = (0..ours.max(theirs)).filter(|&at| is_otherwise(at)).collect();
    if ours != theirs {
        // Those behind one that is gone or new are others anyway.
        odd.truncate(1);
    }
    let lines: Vec<Lines> = odd.iter().filter_map(|&at| plan.tasks.raw.get(at).and_then(lines)).collect();
    let is_there =
        |it: &Correction| lines.iter().any(|lines| it.lines.first <= lines.last && lines.first <= it.lines.last);
    let is_known = corrections.iter().any(|(_, it)| is_there(it));
    let is_read_otherwise = !odd.is_empty() || people(plan) != people(&corrected);
    for (place, correction) in corrections {
        let is_meant = is_read_otherwise && (is_there(correction) || !is_known);
        if is_meant || stands_between_names(plan, place) || leaves_nothing(plan, place) {
            let read = correction.read.as_deref().unwrap_or_default();
            diagnostics.push(source.diagnostic(
                Code::CorrectionNotFollowed,
                place,
                format!("`{}` 改成 `{read}`，任务、单位、角色或时限就要另读", correction.printed),
                "更正只改一个单位的名称、一个时限，或一段话里的字；编号、单位之间的标点、“责任单位”“配合”一类的字改了，程序不会另读：请照原样发布，要告诉读者的写在 [[notes]] 里",
            ));
        }
    }
}

/// Checks whether a part of a task has no words left.
fn leaves_nothing(plan: &Plan, place: Span) -> bool {
    let parts = plan.tasks.iter().flat_map(|task| &task.parts);
    let mut around = parts.filter(|part| part.text.iter().flatten().any(|text| text.contains(place)));
    around.any(|part| plan.text_of(part).trim().is_empty())
}

/// Checks whether the characters that a correction changes may say more than words do.
fn may_be_structure(plan: &Plan, place: Span, correction: &Correction) -> bool {
    let (_, printed, read, _) = difference(&correction.printed, correction.read.as_deref().unwrap_or_default());
    let has = |wanted: &dyn Fn(char) -> bool| printed.chars().chain(read.chars()).any(wanted);
    let mut rows =
        plan.tasks.iter().flat_map(|task| &task.parts).filter(|part| matches!(part.place, PartPlace::Row(_)));
    let is_text_of_row = rows.any(|part| part.text.iter().flatten().any(|text| text.contains(place)));
    has(&|c| AROUND_NAMES.contains(c))
        || !is_text_of_row
            && has(&|c| c.is_whitespace() || c.is_ascii_digit() || numeral::is_numeral(c) || BESIDE_NAMES.contains(c))
}

/// Checks whether a place lies in a list of agencies, and in none of its names or what stands behind one.
fn stands_between_names(plan: &Plan, place: Span) -> bool {
    let parts = plan.tasks.iter().flat_map(|task| &task.parts);
    let lists = parts.flat_map(|part| &part.roles).map(|role| &role.agencies);
    let mut around = lists.filter(|list| list.cell.span.overlaps(place)).peekable();
    let names = |it: &Mention| it.span.contains(place) || it.after.contains(place);
    around.peek().is_some() && !around.any(|list| list.mentions.iter().any(names))
}

/// Returns what `plan.toml` says of the corrected text.
fn carried_out(file: &PlanFile) -> PlanFile {
    let mut carried_out = file.clone();
    let corrections = std::mem::take(&mut carried_out.corrections);
    let follow = |entry: &mut Entry| {
        let is_near = |it: &&Entry| it.lines[0] <= entry.lines[1] && entry.lines[0] <= it.lines[1];
        for correction in corrections.iter().filter(is_near).filter(|it| !it.printed.is_empty()) {
            entry.printed = entry.printed.replace(&correction.printed, correction.read.as_deref().unwrap_or_default());
        }
    };
    carried_out.repairs.iter_mut().chain(&mut carried_out.readings).for_each(follow);
    carried_out
}

fn lines(task: &Task) -> Option<Lines> {
    let parts = task.parts.iter().map(|part| part.lines);
    parts.reduce(|all, own| Lines { first: all.first.min(own.first), last: all.last.max(own.last) })
}

/// Returns group, role, name and post of every member.
fn people(plan: &Plan) -> Vec<[&str; 4]> {
    let of = |it| {
        let Member { group, role, name, post, .. }: &Member = it;
        [group.as_deref().unwrap_or_default(), role, name, post]
    };
    plan.members.iter().map(of).collect()
}

/// Returns what is published of a task beside its words: number, label, domain, and who does each part by when.
fn facts(plan: &Plan, task: &Task, registry: &Registry) -> impl PartialEq + use<> {
    let domain = task.domain.map(|domain| plan.domains[domain].slug.clone());
    let parts = task.parts.iter().map(|part| {
        let roles = part.roles.iter().map(|role| {
            let agencies = role.agencies.mentions.iter().map(|it| it.agency.map(|it| registry.get(it).name.clone()));
            (role.role.clone(), agencies.collect::<Vec<_>>())
        });
        (roles.collect::<Vec<_>>(), part.due)
    });
    (task.number, task.label.clone(), domain, parts.collect::<Vec<_>>())
}
