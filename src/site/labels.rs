//! How a plan's pages call its things: by the plan's own words, or by neutral ones where it has none.

use serde::Serialize;

use crate::inputs::catalogue::Catalogue;
use crate::read::PlanWords;

/// What pages print as labels; `{task}` … of the catalogue's words.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct PlanLabels {
    /// 试点任务, or 任务.
    pub task: String,
    /// 责任清单, or 任务表.
    pub table: String,
    /// The body whose members are listed, or 成员名单.
    pub members: String,
    pub domain: String,
    /// Headers of the table's columns.
    pub lead: String,
    pub responsible: String,
    pub deadline: String,
    /// The columns that the table has, as a phrase: 牵头单位、责任单位和完成时限.
    #[serde(skip)]
    columns: String,
    #[serde(skip)]
    agency_columns: String,
}

impl PlanLabels {
    /// Returns a plan's labels: its own words, the catalogue's in the place of those that it lacks.
    pub fn new(words: &PlanWords, catalogue: &Catalogue) -> Self {
        let or = |word: &Option<String>, key| word.clone().unwrap_or_else(|| catalogue.get(key).to_owned());
        let lead = or(&words.lead, "plan_lead");
        let responsible = or(&words.responsible, "plan_responsible");
        let deadline = or(&words.deadline, "plan_deadline");
        let columns = [(&words.lead, &lead), (&words.responsible, &responsible), (&words.deadline, &deadline)];
        let has_any = columns.iter().any(|(own, _)| own.is_some());
        let shown = |columns: &[(&Option<String>, &String)]| -> Vec<String> {
            columns.iter().filter(|(own, _)| own.is_some() || !has_any).map(|(_, label)| (*label).clone()).collect()
        };
        let (all, of_agencies) = (shown(&columns), shown(&columns[..2]));
        Self {
            task: or(&words.task, "plan_task"),
            table: or(&words.table, "plan_table"),
            members: or(&words.members, "plan_members"),
            domain: or(&words.domain, "plan_domain"),
            columns: phrase(&all, catalogue.get("list_comma"), catalogue.get("list_and")),
            agency_columns: of_agencies.join(catalogue.get("list_with")),
            lead,
            responsible,
            deadline,
        }
    }

    /// Returns a word of the catalogue with these labels and `values` filled in.
    pub fn fill(&self, catalogue: &Catalogue, key: &str, values: &[(&str, &str)]) -> String {
        let own = [
            ("task", self.task.as_str()),
            ("table", &self.table),
            ("members", &self.members),
            ("domain", &self.domain),
            ("lead_column", &self.lead),
            ("responsible_column", &self.responsible),
            ("deadline_column", &self.deadline),
            ("columns", &self.columns),
            ("agency_columns", &self.agency_columns),
        ];
        catalogue.fill(key, &[values, &own].concat())
    }
}

/// `甲、乙和丙`
fn phrase(items: &[String], comma: &str, and: &str) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [before @ .., last] => format!("{}{and}{last}", before.join(comma)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_the_plans_own_words_or_neutral_ones() {
        let catalogue = Catalogue::own().unwrap();
        let labels = PlanLabels::new(&PlanWords::default(), &catalogue);
        assert_eq!(labels.fill(&catalogue, "nav_tasks", &[]), "任务");
        assert_eq!(labels.columns, "牵头单位、责任单位和完成时限");
        let words =
            PlanWords { lead: Some("指导部门".into()), task: Some("改革举措".into()), ..PlanWords::default() };
        let labels = PlanLabels::new(&words, &catalogue);
        assert_eq!(labels.fill(&catalogue, "nav_tasks", &[]), "改革举措");
        assert_eq!(labels.columns, "指导部门");
        assert_eq!(labels.fill(&catalogue, "title_agencies", &[]), "指导部门");
    }
}
