//! A plan with everything that is looked up again and again: who does what, by when, near to what.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;

use itertools::Itertools as _;
use oxc_index::{IndexSlice, IndexVec, define_index_type};

use super::derived_readings;
use super::labels::PlanLabels;
use super::relations::{Relations, Suggested, relations};
use crate::content::PlanRelations;
use crate::inputs::catalogue::Catalogue;
use crate::inputs::lineage::OtherPlan;
use crate::inputs::registry::{Agency, AgencyIndex, Registry};
use crate::memory::Memory;
use crate::parse::{Block, BlockKind, Role, TableIndex};
use crate::read::cells::is_dash;
use crate::read::{Domain, DomainIndex, MemberIndex, Part, PartPlace, Plan, Task, TaskIndex};
use crate::text::address;
use crate::text::date::Deadline;
use crate::text::role_class::RoleClass;

/// A plan of the site, with its lookups.
#[derive(Debug, Clone, Hash)]
pub(crate) struct PlanIndex {
    pub plan: Plan,
    pub relations: Relations,
    /// How its pages call its things.
    pub labels: PlanLabels,
    /// Every deadline, the earliest first, with its tasks.
    pub deadlines: Vec<(Deadline, Vec<TaskIndex>)>,
    /// What stands in the place of a date (`长期`), as read, with its tasks; nothing stands last.
    pub undated: Vec<(String, Vec<TaskIndex>)>,
    /// The agencies that this plan publishes, in the registry's order.
    pub agencies: IndexVec<RoleIndex, AgencyRole>,
    by_registry: BTreeMap<AgencyIndex, RoleIndex>,
    by_number: BTreeMap<u32, TaskIndex>,
    numbering: Numbering,
    /// By the table of tasks: `附件2` and the title of the annex that holds it.
    annexes: BTreeMap<TableIndex, (String, String)>,
}

/// What the numbers of a plan's tasks are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Numbering {
    /// Those that the document prints, each once.
    Printed,
    /// Places in the only list, which prints none.
    Counted,
    /// Ours.
    Ours,
}

impl Numbering {
    fn of(plan: &Plan, annexes: &BTreeMap<TableIndex, (String, String)>) -> Self {
        let list_of = |task: &Task| match task.parts.first()?.place {
            PartPlace::Row(row) => Some(annexes.get(&row.table)),
            PartPlace::Text(_) => None,
        };
        let is_one_list = || plan.tasks.iter().map(list_of).all_equal_value().is_ok_and(|list| list.is_some());
        let mut labels = plan.tasks.iter().filter_map(|task| Some((task.label.as_ref()?, task.number))).peekable();
        match labels.peek().is_some() {
            true if labels.all(|(label, number)| *label == number.to_string()) => Self::Printed,
            false if is_one_list() => Self::Counted,
            _ => Self::Ours,
        }
    }
}

define_index_type! {
    /// An agency among those that a plan publishes.
    pub struct RoleIndex = u32;
}

/// What an agency does in a plan.
#[derive(Debug, Clone, Hash)]
pub(crate) struct AgencyRole {
    pub agency: Agency,
    /// Its name, with its place where the portal has another agency of that name.
    pub title: String,
    pub lead: Vec<TaskIndex>,
    pub responsible: Vec<TaskIndex>,
    pub supporting: Vec<TaskIndex>,
    /// Tasks that name only a group it belongs to.
    pub through_groups: Vec<TaskIndex>,
    pub members: Vec<RoleIndex>,
    pub groups: Vec<RoleIndex>,
    /// Forms other than its name that this plan's table prints.
    pub printed_forms: Vec<String>,
    /// Members of the working group whose post names it.
    pub people: Vec<MemberIndex>,
}

impl AgencyRole {
    /// Returns the tasks that name it, in whatever role, in order.
    pub(crate) fn tasks(&self) -> BTreeSet<TaskIndex> {
        [&self.lead, &self.responsible, &self.supporting].into_iter().flatten().copied().collect()
    }

    /// Checks whether the table names it.
    pub(crate) fn is_named(&self) -> bool {
        !self.tasks().is_empty()
    }
}

/// It reads as its plan: whoever has the lookups has what they look up in.
impl Deref for PlanIndex {
    type Target = Plan;

    fn deref(&self) -> &Plan {
        &self.plan
    }
}

impl PlanIndex {
    pub(crate) fn new(
        mut plan: Plan,
        registry: &Registry,
        words: &Catalogue,
        chosen: Option<&PlanRelations>,
        stock_phrases: &[String],
        remembered: Option<&Memory<Suggested>>,
    ) -> Self {
        derived_readings::put_into_words(&mut plan, words);
        let relations = relations(&plan, chosen, stock_phrases, remembered);
        let by_number = plan.tasks.iter_enumerated().map(|(index, task)| (task.number, index)).collect();
        let annexes = annexes(&plan);
        let numbering = Numbering::of(&plan, &annexes);
        let (agencies, by_registry) = agencies(&plan, registry);
        Self {
            labels: PlanLabels::new(&plan.words, words),
            deadlines: deadlines(&plan),
            undated: undated(&plan),
            plan,
            relations,
            agencies,
            by_registry,
            by_number,
            numbering,
            annexes,
        }
    }

    /// Checks whether one of two plans names the other, or a task of it.
    pub(crate) fn is_kin(&self, other: &PlanIndex) -> bool {
        let names = |one: &PlanIndex, other: &PlanIndex| {
            let forebears = one.forebears.iter().filter_map(|forebear| match &forebear.of {
                OtherPlan::Here(id) => Some(id),
                OtherPlan::Elsewhere(_) => None,
            });
            let answered = one.relations.of_task.iter().flat_map(|task| &task.answers).map(|answer| &answer.plan);
            forebears.chain(answered).any(|id| *id == other.id)
        };
        names(self, other) || names(other, self)
    }

    /// Returns `附件2` and the title of the annex whose table lists a task.
    pub(crate) fn annex_of(&self, task: &Task) -> Option<&(String, String)> {
        match task.parts.first()?.place {
            PartPlace::Row(row) => self.annexes.get(&row.table),
            PartPlace::Text(_) => None,
        }
    }

    /// Checks whether a task's number tells readers of the document which one it is.
    pub(crate) fn is_cited_by_number(&self, task: &Task) -> bool {
        match self.numbering {
            Numbering::Printed => task.label.is_some(),
            Numbering::Counted => true,
            Numbering::Ours => false,
        }
    }

    pub(crate) fn agency(&self, agency: AgencyIndex) -> Option<&AgencyRole> {
        self.by_registry.get(&agency).map(|&index| &self.agencies[index])
    }

    /// Returns the names of agencies of the registry, as the plan has them.
    pub(crate) fn agency_names(&self, agencies: impl Iterator<Item = AgencyIndex>) -> Vec<&str> {
        agencies.filter_map(|index| self.agency(index)).map(|role| role.agency.name.as_str()).collect()
    }

    pub(crate) fn role_of(&self, agency: AgencyIndex) -> Option<RoleIndex> {
        self.by_registry.get(&agency).copied()
    }

    pub(crate) fn task_at(&self, number: u32) -> Option<TaskIndex> {
        self.by_number.get(&number).copied()
    }

    /// Returns what the document calls a domain's kind.
    pub(crate) fn group_of<'a>(&'a self, domain: &'a Domain) -> &'a str {
        domain.group.as_deref().unwrap_or(&self.labels.domain)
    }

    /// Returns the kinds of domains that the document tells apart, each with its number, in their order.
    pub(crate) fn groups(&self) -> Vec<(String, usize)> {
        let mut counts: Vec<(String, usize)> = Vec::new();
        for domain in &self.domains {
            let group = self.group_of(domain);
            match counts.iter_mut().find(|(name, _)| *name == group) {
                Some((_, count)) => *count += 1,
                None => counts.push((group.to_owned(), 1)),
            }
        }
        counts
    }

    pub(crate) fn tasks_of_domain(&self, index: DomainIndex) -> Vec<TaskIndex> {
        self.plan.domains[index].tasks.iter().filter_map(|&number| self.task_at(number)).collect()
    }

    /// Returns those of some tasks that are of a domain (`None`: of no domain).
    pub(crate) fn of_domain(&self, tasks: &[TaskIndex], domain: Option<DomainIndex>) -> Vec<TaskIndex> {
        tasks.iter().copied().filter(|&task| self.tasks[task].domain == domain).collect()
    }

    /// Returns those who answer for a task as far as the plan says it: see [`PlanLabels::first_class`].
    pub(crate) fn first_agencies(&self, task: &Task) -> impl Iterator<Item = AgencyIndex> {
        task.agencies_of(self.labels.first_class())
    }

    /// Returns the position of a deadline among the plan's.
    pub(crate) fn deadline_index(&self, deadline: Deadline) -> Option<usize> {
        self.deadlines.iter().position(|(other, _)| *other == deadline)
    }

    /// Checks whether it says of any task by when it is due, with a date or without.
    pub(crate) fn has_deadlines(&self) -> bool {
        !self.deadlines.is_empty() || self.undated.iter().any(|(words, _)| !words.is_empty())
    }

    /// Returns the tasks of which no part has a date.
    pub(crate) fn undated_tasks(&self) -> impl Iterator<Item = TaskIndex> {
        let is_undated = |task: &Task| task.parts.iter().all(|part| part.due.is_none());
        self.tasks.iter_enumerated().filter(move |(_, task)| is_undated(task)).map(|(index, _)| index)
    }

    /// Returns what a task's deadlines say, each once, as read.
    pub(crate) fn deadline_words(&self, task: &Task) -> Vec<String> {
        let words = task.parts.iter().map(|part| deadline_words(self, part));
        words.filter(|words| !words.is_empty()).unique().collect()
    }

    pub(crate) fn address(&self, path: &str) -> String {
        address::plan(&self.plan.id, path)
    }
}

fn deadlines(plan: &Plan) -> Vec<(Deadline, Vec<TaskIndex>)> {
    let mut deadlines: BTreeMap<Deadline, Vec<TaskIndex>> = BTreeMap::new();
    for (index, task) in plan.tasks.iter_enumerated() {
        for due in task.parts.iter().filter_map(|part| part.due).collect::<BTreeSet<_>>() {
            deadlines.entry(due).or_default().push(index);
        }
    }
    deadlines.into_iter().collect()
}

fn undated(plan: &Plan) -> Vec<(String, Vec<TaskIndex>)> {
    let mut undated: Vec<(String, Vec<TaskIndex>)> = Vec::new();
    for (index, task) in plan.tasks.iter_enumerated() {
        let parts = task.parts.iter().filter(|part| part.due.is_none());
        for words in parts.map(|part| deadline_words(plan, part)).unique() {
            match undated.iter_mut().find(|(other, _)| *other == words) {
                Some((_, tasks)) => tasks.push(index),
                None => undated.push((words, vec![index])),
            }
        }
    }
    undated.sort_by_key(|(words, _)| words.is_empty());
    undated
}

/// Returns the words of a part's deadline as read; a dash says nothing.
fn deadline_words(plan: &Plan, part: &Part) -> String {
    Some(plan.as_read(&[part.deadline.span])).filter(|words| !is_dash(words)).unwrap_or_default()
}

/// Adds their places to the titles of agencies that share a name.
pub(crate) fn tell_apart(plans: &mut [PlanIndex], words: &Catalogue) {
    let mut ids: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for Agency { name, id, .. } in plans.iter().flat_map(|plan| &plan.agencies).map(|role| &role.agency) {
        ids.entry(name.clone()).or_default().insert(id.clone());
    }
    for role in plans.iter_mut().flat_map(|plan| &mut plan.agencies) {
        let Agency { name, place, .. } = &role.agency;
        if let Some(place) = place.as_ref().filter(|_| ids[name].len() > 1) {
            role.title = words.fill("agency_of_place", &[("name", name), ("place", place)]);
        }
    }
}

/// Returns label and title of the annex that each table of tasks stands in.
fn annexes(plan: &Plan) -> BTreeMap<TableIndex, (String, String)> {
    let mut named: BTreeMap<_, (String, String)> = BTreeMap::new();
    for (annex, block) in plan.blocks.iter().filter_map(|block| Some((block.annex?, block))) {
        let (label, title) = named.entry(annex).or_default();
        match block.role {
            Role::AnnexLabel => label.push_str(plan.as_read(&block.spans).trim_end_matches(['：', ':'])),
            Role::AnnexTitle => title.push_str(&plan.as_read(&block.spans)),
            _ => {}
        }
    }
    let of_table = |block: &Block| match block.kind {
        BlockKind::Table(table) if plan.document.tables[table].lists_tasks => {
            Some((table, named[&block.annex?].clone()))
        }
        _ => None,
    };
    plan.blocks.iter().filter_map(of_table).filter(|(_, (label, _))| !label.is_empty()).collect()
}

type Agencies = (IndexVec<RoleIndex, AgencyRole>, BTreeMap<AgencyIndex, RoleIndex>);

fn agencies(plan: &Plan, registry: &Registry) -> Agencies {
    let mut tasks: BTreeMap<(AgencyIndex, RoleClass), BTreeSet<TaskIndex>> = BTreeMap::new();
    let mut forms: BTreeMap<AgencyIndex, Vec<String>> = BTreeMap::new();
    for (index, task) in plan.tasks.iter_enumerated() {
        for part in &task.parts {
            for cell in &part.roles {
                for mention in cell.agencies.mentions.iter().filter(|mention| !mention.leads) {
                    let Some(agency) = mention.agency else { continue };
                    tasks.entry((agency, cell.role.class)).or_default().insert(index);
                    if mention.is_alias {
                        let forms = forms.entry(agency).or_default();
                        if !forms.contains(&mention.form) {
                            forms.push(mention.form.clone());
                        }
                    }
                }
            }
        }
    }
    // Every agency that a domain's cell names counts as named, too.
    let of_domains: BTreeSet<AgencyIndex> =
        plan.domains.iter().flat_map(|domain| domain.lead.iter().copied()).collect();
    let mut included: BTreeSet<AgencyIndex> = tasks.keys().map(|(agency, _)| *agency).chain(of_domains).collect();
    let members_of = |index: AgencyIndex| -> Vec<AgencyIndex> {
        registry.get(index).members.iter().filter_map(|id| registry.of_id(id)).collect()
    };
    let of_groups: Vec<AgencyIndex> = included.iter().flat_map(|&index| members_of(index)).collect();
    included.extend(of_groups);
    included.extend(named_in_text(plan, registry));
    let order: IndexVec<RoleIndex, AgencyIndex> = included.into_iter().collect();
    let by_registry: BTreeMap<AgencyIndex, RoleIndex> =
        order.iter_enumerated().map(|(at, &index)| (index, at)).collect();
    let mut groups_of: BTreeMap<AgencyIndex, BTreeSet<AgencyIndex>> = BTreeMap::new();
    for (&group, member) in order.iter().flat_map(|group| members_of(*group).into_iter().map(move |it| (group, it))) {
        groups_of.entry(member).or_default().insert(group);
    }
    let people = people(plan, registry, &order);
    let positions = |index: AgencyIndex, class: RoleClass| -> Vec<TaskIndex> {
        tasks.get(&(index, class)).map(|tasks| tasks.iter().copied().collect()).unwrap_or_default()
    };
    let all = |index: AgencyIndex| RoleClass::ALL.into_iter().flat_map(move |class| positions(index, class));
    let roles = order
        .iter_enumerated()
        .map(|(at, &index)| {
            let groups = groups_of.remove(&index).unwrap_or_default();
            let own: BTreeSet<TaskIndex> = all(index).collect();
            let through: BTreeSet<TaskIndex> =
                groups.iter().flat_map(|&group| all(group)).filter(|task| !own.contains(task)).collect();
            AgencyRole {
                agency: registry.get(index).clone(),
                title: registry.get(index).name.clone(),
                lead: positions(index, RoleClass::Lead),
                responsible: positions(index, RoleClass::Responsible),
                supporting: positions(index, RoleClass::Supporting),
                through_groups: through.into_iter().collect(),
                members: members_of(index).into_iter().filter_map(|member| by_registry.get(&member).copied()).collect(),
                groups: groups.into_iter().filter_map(|group| by_registry.get(&group).copied()).collect(),
                printed_forms: forms.get(&index).cloned().unwrap_or_default(),
                people: people.get(&at).cloned().unwrap_or_default(),
            }
        })
        .collect();
    (roles, by_registry)
}

/// Returns the registered agencies whose name stands in the text or in a member's post: not inside a longer one, as 国资委
/// does in 市国资委.
fn named_in_text(plan: &Plan, registry: &Registry) -> BTreeSet<AgencyIndex> {
    let text: String =
        plan.blocks.iter().filter(|block| !block.is_table()).map(|block| plan.as_read(&block.spans) + "\n").collect();
    let local = registry.of_place(plan.locality.as_deref());
    let known = registry.agencies().iter_enumerated().filter(|(_, agency)| local.knows(agency));
    let forms = known.flat_map(|(index, agency)| {
        let aliases = agency.aliases.iter().map(move |alias| (alias, None));
        aliases.chain([(&agency.name, (!agency.provisional).then_some(index))])
    });
    let mut forms: Vec<(&String, Option<AgencyIndex>)> = forms.collect();
    forms.sort_by_key(|(form, _)| std::cmp::Reverse(form.len()));
    let mut taken = vec![false; text.len()];
    let mut named = BTreeSet::new();
    for (form, index) in forms {
        for (at, _) in text.match_indices(form.as_str()) {
            let place = at..at + form.len();
            if !taken[place.clone()].contains(&true) {
                named.extend(index);
                taken[place].fill(true);
            }
        }
    }
    named
}

/// Returns the members whose post names an agency: the longest name wins where one stands inside another.
fn people(
    plan: &Plan,
    registry: &Registry,
    order: &IndexSlice<RoleIndex, [AgencyIndex]>,
) -> BTreeMap<RoleIndex, Vec<MemberIndex>> {
    let mut people: BTreeMap<RoleIndex, Vec<MemberIndex>> = BTreeMap::new();
    for (member_index, member) in plan.members.iter_enumerated() {
        for post in member.post.split('、') {
            let names = order.iter_enumerated().flat_map(|(at, &index)| {
                let agency = registry.get(index);
                std::iter::once(&agency.name).chain(&agency.aliases).map(move |name| (at, name))
            });
            let best = names.filter(|(_, name)| post.starts_with(name.as_str())).max_by_key(|(_, name)| name.len());
            if let Some((at, _)) = best {
                let people = people.entry(at).or_default();
                if !people.contains(&member_index) {
                    people.push(member_index);
                }
            }
        }
    }
    people
}
