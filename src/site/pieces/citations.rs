//! How a clause is called, and a place of the document cited.

use crate::read::{self, PartPlace, Plan, Task};
use crate::site::context::PageContext;
use crate::site::plan_index::PlanIndex;
use crate::text::source::Span;

impl PageContext<'_> {
    /// `《…》（某政办〔2030〕8号）附件2第7项`
    pub(crate) fn citation(&self, plan: &Plan, place: &str) -> String {
        match &plan.document_number {
            Some(number) => {
                self.words.fill("citation", &[("title", &plan.title), ("number", number), ("place", place)])
            }
            None => self.words.fill("citation_unnumbered", &[("title", &plan.title), ("place", place)]),
        }
    }

    /// Cites a task by what the document prints of it: its number, else its label in the text and its title.
    pub(crate) fn task_citation(&self, plan: &PlanIndex, task: &Task) -> String {
        let place = match plan.is_cited_by_number(task) {
            true => self.words.fill("citation_number", &[("n", &task.number.to_string())]),
            false => self.words.fill("citation_title", &[("title", &task.title)]),
        };
        let label = match (&task.label, task.parts.first().map(|part| part.place)) {
            (Some(label), Some(PartPlace::Text(_))) if !plan.is_cited_by_number(task) => label,
            _ => plan.annex_of(task).map_or("", |(label, _)| label),
        };
        let label: String = label.split_whitespace().collect();
        self.citation(plan, &(label + &place))
    }
}

/// Returns the clause that says what stands at a place.
pub(crate) fn clause_holding(plan: &Plan, span: Span) -> Option<&read::Clause> {
    let holds = |clause: &&read::Clause| {
        clause.text_spans.iter().any(|text| text.contains(span)) || plan.source().lines(span) == clause.lines
    };
    plan.clauses.iter().find(holds)
}

/// `三（一）推动试点任务落地`
pub(crate) fn clause_title(plan: &Plan, clause: &read::Clause) -> String {
    let label = if clause.parent.is_some() { full_label(plan, clause) } else { clause.label.clone() };
    format!("{label}{}", clause.heading)
}

/// `三（一）`, `三`
pub(crate) fn clause_label(plan: &Plan, clause: &read::Clause) -> String {
    full_label(plan, clause).trim_end_matches(LABEL_ENDS).to_owned()
}

/// What a label ends with where it stands before its text.
const LABEL_ENDS: [char; 5] = ['、', '.', '．', '：', ':'];

/// Returns a label after those of the clauses above; articles run on through the chapters and need none.
fn full_label(plan: &Plan, clause: &read::Clause) -> String {
    // Behind another number 1） needs its other half: 一2（1）.
    let widened = |label: &str| {
        let label = label.replace('(', "（").replace(')', "）");
        let is_half = label.ends_with('）') && !label.starts_with('（');
        if is_half { format!("（{label}") } else { label }
    };
    let is_article = |label: &str| label.trim_end_matches(LABEL_ENDS).ends_with('条');
    let parent = |clause: &read::Clause| clause.parent.filter(|_| !is_article(&clause.label));
    let above = std::iter::successors(parent(clause), |&above| parent(&plan.clauses[above]));
    let mut labels: Vec<String> =
        above.map(|parent| widened(plan.clauses[parent].label.trim_end_matches(LABEL_ENDS))).collect();
    labels.reverse();
    labels.concat() + &widened(&clause.label)
}
