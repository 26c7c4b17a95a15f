//! How a plan's pages call its things: by the plan's own words, or by neutral ones where it has none.

use itertools::Itertools as _;
use serde::Serialize;

use crate::inputs::catalogue::Catalogue;
use crate::read::{PlanWords, RoleName};
use crate::text::role_class::RoleClass;

/// What pages print as labels; `{task}` … of the catalogue's words.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Hash)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct PlanLabels {
    /// 试点任务, or 任务.
    pub task: String,
    /// 责任清单, or 任务表; 正文 where the tasks stand there.
    pub table: String,
    /// The body whose members are listed, or 成员名单.
    pub members: String,
    pub domain: String,
    /// All that the tasks are grouped in: `领域与平台`.
    pub domains: String,
    /// Headers of the table's columns of agencies, in their order.
    pub roles: Vec<RoleLabel>,
    /// The headers of each class, or the catalogue's word where the table has no column of agencies.
    pub classes: Vec<RoleLabel>,
    pub deadline: String,
    /// The columns that the table has, as a phrase: 牵头单位、责任单位和完成时限.
    #[serde(skip)]
    columns: String,
    #[serde(skip)]
    agency_columns: String,
}

/// What pages call a role.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct RoleLabel {
    /// `lead`, `responsible` or `supporting`.
    pub class: &'static str,
    /// The document's word, or the catalogue's where a document names agencies without one.
    pub word: String,
    /// As printed; empty without a word.
    #[serde(skip)]
    printed: String,
}

impl RoleLabel {
    fn new(class: RoleClass, word: &str) -> Self {
        Self { class: class.name(), word: word.to_owned(), printed: word.to_owned() }
    }

    fn of(role: &RoleName, catalogue: &Catalogue) -> Self {
        let word = if role.word.is_empty() { catalogue.get("plan_responsible") } else { &role.word };
        Self { printed: role.word.clone(), ..Self::new(role.class, word) }
    }

    /// Checks whether this is the label of a role.
    pub(crate) fn is_of(&self, role: &RoleName) -> bool {
        role.class.name() == self.class && role.word == self.printed
    }
}

/// Returns one label for each class that a plan has: all its words.
fn classes(roles: &[RoleLabel], comma: &str) -> Vec<RoleLabel> {
    let of = |class: RoleClass| roles.iter().filter(move |role| role.class == class.name());
    let label = |class| RoleLabel::new(class, &of(class).map(|role| role.word.as_str()).unique().join(comma));
    RoleClass::ALL.into_iter().map(label).filter(|label| !label.word.is_empty()).collect()
}

impl PlanLabels {
    /// Returns a plan's labels: its own words, the catalogue's in the place of those that it lacks.
    pub(crate) fn new(words: &PlanWords, catalogue: &Catalogue) -> Self {
        let or = |word: &Option<String>, key| word.clone().unwrap_or_else(|| catalogue.get(key).to_owned());
        let deadline = or(&words.deadline, "plan_deadline");
        let domain = or(&words.domain, "plan_domain");
        let domains = [Some(&domain), words.platform.as_ref()];
        let domains = domains.into_iter().flatten().join(catalogue.get("list_with"));
        let roles: Vec<RoleLabel> = words.roles.iter().map(|role| RoleLabel::of(role, catalogue)).collect();
        let mut classes = classes(&roles, catalogue.get("list_comma"));
        if classes.is_empty() {
            let neutral = [(RoleClass::Lead, "plan_lead"), (RoleClass::Responsible, "plan_responsible")];
            classes = neutral.map(|(class, key)| RoleLabel::new(class, catalogue.get(key))).into();
        }
        let of_agencies: Vec<String> = classes.iter().map(|class| class.word.clone()).collect();
        let has_none = words.roles.is_empty() && words.deadline.is_none();
        let dated = Some(&deadline).filter(|_| words.deadline.is_some() || has_none).cloned();
        let all: Vec<String> =
            of_agencies.iter().filter(|_| has_none || !words.roles.is_empty()).cloned().chain(dated).collect();
        Self {
            task: or(&words.task, "plan_task"),
            table: or(&words.table, if words.in_text { "plan_text" } else { "plan_table" }),
            members: or(&words.members, "plan_members"),
            domains,
            domain,
            columns: phrase(&all, catalogue.get("list_comma"), catalogue.get("list_and")),
            agency_columns: of_agencies.join(catalogue.get("list_with")),
            roles,
            classes,
            deadline,
        }
    }

    /// Returns how the plan calls the agencies of a class; nothing where it has none of them.
    pub(crate) fn of(&self, class: RoleClass) -> &str {
        self.classes.iter().find(|label| label.class == class.name()).map_or("", |label| label.word.as_str())
    }

    /// Returns the class that answers first for the plan's tasks: those who lead, where it names such agencies.
    pub(crate) fn first_class(&self) -> RoleClass {
        RoleClass::ALL.into_iter().find(|&class| !self.of(class).is_empty()).unwrap_or(RoleClass::Lead)
    }

    /// Returns a word of the catalogue with these labels and `values` filled in.
    pub(crate) fn fill(&self, catalogue: &Catalogue, key: &str, values: &[(&str, &str)]) -> String {
        let own = [
            ("task", self.task.as_str()),
            ("table", &self.table),
            ("members", &self.members),
            ("domain", &self.domain),
            ("domains", &self.domains),
            ("lead_column", self.of(self.first_class())),
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
        let words = PlanWords {
            roles: vec![RoleName { class: RoleClass::Supporting, word: "指导部门".into() }],
            task: Some("改革举措".into()),
            ..PlanWords::default()
        };
        let labels = PlanLabels::new(&words, &catalogue);
        assert_eq!(labels.fill(&catalogue, "nav_tasks", &[]), "改革举措");
        assert_eq!(labels.columns, "指导部门");
        assert_eq!(labels.fill(&catalogue, "title_agencies", &[]), "指导部门");
        assert_eq!((labels.of(RoleClass::Lead), labels.of(RoleClass::Supporting)), ("", "指导部门"));
    }
}
