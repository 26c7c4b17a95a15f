//! What can be found: one document a task, clause, member, agency, domain, case and topic.

use std::collections::{BTreeMap, BTreeSet};

use itertools::Itertools as _;
use pulldown_cmark::{Event, Parser, TagEnd};
use rayon::prelude::*;
use serde::Serialize;

use super::{Searched, language};
use crate::inputs::catalogue::Catalogue;
use crate::inputs::registry::AgencyIndex;
use crate::parse::{Block, NodeIndex, Role};
use crate::read::Task;
use crate::site::plan_index::RoleIndex;
use crate::site::{AgencyRole, PlanIndex, clause_title};
use crate::text::address;
use crate::text::date::Deadline;
use crate::text::role_class::RoleClass;

/// The index's fields.
pub(super) const FIELDS: [&str; 2] = ["text", "lead"];

/// The kinds of documents, in the order in which a plan has them; those of editors follow all plans.
const KINDS: [&str; 7] = ["task", "clause", "domain", "agency", "member", "case", "topic"];

/// All documents; a document's position is its reference in the index.
#[derive(Debug, Default)]
pub(super) struct Corpus {
    pub documents: Vec<Document>,
    /// Every deadline of a task, the earliest first.
    pub deadlines: Vec<Deadline>,
    /// Agencies that are groups of others, with their members: references.
    pub bodies: Vec<(usize, Vec<usize>)>,
    /// The terms of the index, each with the documents that have it.
    pub terms: BTreeMap<String, Vec<usize>>,
    /// The place of each plan that is in force in one, by its id.
    pub places: BTreeMap<String, String>,
    /// Every name that an agency goes by.
    pub agency_names: BTreeSet<String>,
}

/// Something that can be found.
#[derive(Debug, Default)]
pub(super) struct Document {
    pub kind: &'static str,
    pub id: String,
    /// From the site's root.
    pub url: String,
    pub title: String,
    /// Of the plans that it belongs to.
    pub plans: Vec<String>,
    pub text: String,
    /// The names of those who lead, or answer where the plan names nobody who leads.
    pub lead: String,
    pub facets: Facets,
    /// Of an agency: every name that it goes by.
    pub names: Vec<String>,
}

/// What results are filtered by, and what answers a question for an agency or a date: references of documents.
#[derive(Debug, Default)]
pub(super) struct Facets {
    pub domain: Option<usize>,
    pub lead: Vec<usize>,
    /// Who answers for it or helps.
    pub others: Vec<usize>,
    /// Positions in [`Corpus::deadlines`].
    pub deadlines: Vec<usize>,
}

/// What the published list says of a document.
#[derive(Debug, Serialize)]
pub(super) struct Entry<'a> {
    kind: &'static str,
    id: &'a str,
    url: &'a str,
    title: &'a str,
}

impl Document {
    /// Returns its texts in the order of [`FIELDS`]. A title stands before its text, unless it is a run of it.
    pub(super) fn fields(&self) -> [String; 2] {
        let text = if self.text.contains(&self.title) { String::new() } else { format!("{}\n", self.title) };
        [text + &self.text, self.lead.clone()]
    }
}

impl Corpus {
    pub(super) fn entries(&self) -> Vec<Entry<'_>> {
        let documents = self.documents.iter();
        documents.map(|Document { kind, id, url, title, .. }| Entry { kind, id, url, title }).collect()
    }

    /// Checks whether a document holds all of a word's terms, or an agency goes by it: else nobody can find anything by
    /// it.
    pub(super) fn knows(&self, word: &str) -> bool {
        let mut terms = language::terms(word);
        if terms.len() > 1 && terms.last().is_some_and(|last| last.chars().all(language::is_han)) {
            terms.pop();
        }
        let mut having = terms.iter().map(|term| self.having(term));
        let all = having.next().map(|first| having.fold(first, |all, more| &all & &more));
        all.is_some_and(|all| !all.is_empty()) || self.agency_names.contains(word)
    }

    /// Puts all documents of a kind together: then a document's reference tells its kind, however many plans there are.
    pub(super) fn sort_by_kind(&mut self) {
        let mut order: Vec<usize> = (0..self.documents.len()).collect();
        order.sort_by_key(|&at| KINDS.iter().position(|kind| *kind == self.documents[at].kind));
        let mut places = vec![0; order.len()];
        for (to, &from) in order.iter().enumerate() {
            places[from] = to;
        }
        let shift = |references: &mut Vec<usize>| references.iter_mut().for_each(|at| *at = places[*at]);
        let mut documents = std::mem::take(&mut self.documents);
        self.documents = order.iter().map(|&from| std::mem::take(&mut documents[from])).collect();
        for Document { facets: Facets { domain, lead, others, .. }, .. } in &mut self.documents {
            *domain = domain.map(|at| places[at]);
            shift(lead);
            shift(others);
        }
        for (group, members) in &mut self.bodies {
            *group = places[*group];
            shift(members);
        }
        for references in self.terms.values_mut() {
            shift(references);
            references.sort_unstable();
        }
    }

    /// Returns the documents that have a term which begins so.
    fn having(&self, begin: &str) -> BTreeSet<usize> {
        let terms = self.terms.range(begin.to_owned()..).take_while(|(term, _)| term.starts_with(begin));
        terms.flat_map(|(_, references)| references.iter().copied()).collect()
    }

    /// Returns the characters of names: those of agencies, which are those of places, and of people.
    pub(super) fn names(&self) -> BTreeSet<char> {
        let named = self.documents.iter().filter(|document| ["agency", "member"].contains(&document.kind));
        named.flat_map(|document| document.title.chars()).collect()
    }

    /// Returns every Han character of the index.
    pub(super) fn characters(&self) -> BTreeSet<char> {
        self.terms.keys().flat_map(|term| term.chars()).filter(|&c| language::is_han(c)).collect()
    }
}

pub(super) fn corpus(searched: Searched) -> Corpus {
    let mut corpus = Corpus::default();
    let deadlines: BTreeSet<_> =
        searched.plans.iter().flat_map(|plan| &plan.deadlines).map(|(deadline, _)| *deadline).collect();
    corpus.deadlines = deadlines.into_iter().collect();
    let places = searched.plans.iter().filter_map(|plan| Some((plan.id.clone(), plan.locality.clone()?)));
    corpus.places = places.collect();
    for plan in searched.plans {
        add_plan(&mut corpus, searched, plan);
    }
    corpus.documents.extend(editors_pages(searched));
    let terms_of = |document: &Document| -> BTreeSet<String> {
        document.fields().iter().flat_map(|field| language::terms(field)).collect()
    };
    let mut at = 0;
    for documents in corpus.documents.chunks(AT_ONCE) {
        let terms: Vec<BTreeSet<String>> = documents.par_iter().map(terms_of).collect();
        for (document, terms) in documents.iter().zip(terms) {
            for term in terms {
                corpus.terms.entry(term).or_default().push(at);
            }
            corpus.agency_names.extend(document.names.iter().cloned());
            at += 1;
        }
    }
    corpus
}

/// How many documents are taken into terms side by side: together these are several times as large as what they make.
pub(super) const AT_ONCE: usize = 1000;

/// Returns cases and topics, by what they say of themselves in short: everything here is fetched before the first
/// answer.
fn editors_pages(searched: Searched) -> Vec<Document> {
    let cases = searched.cases.iter().map(|case| Document {
        kind: "case",
        id: case.slug.clone(),
        url: address::case(&case.slug),
        title: case.title.clone(),
        plans: vec![case.plan.clone()],
        text: plain(case.summary.as_deref().unwrap_or(&case.body)) + "\n" + &case.publisher,
        ..Document::default()
    });
    let topics = searched.topics.iter().map(|topic| Document {
        kind: "topic",
        id: topic.slug.clone(),
        url: address::topic(&topic.slug),
        title: topic.title.clone(),
        plans: topic.tasks.iter().map(|task| task.plan.clone()).unique().collect(),
        text: plain(&topic.summary),
        ..Document::default()
    });
    cases.chain(topics).collect()
}

/// Returns the words of Markdown.
fn plain(markdown: &str) -> String {
    let text = |event| match event {
        Event::Text(text) | Event::Code(text) => text.into_string(),
        Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item) | Event::SoftBreak => "\n".to_owned(),
        _ => String::new(),
    };
    Parser::new(markdown).map(text).collect::<String>().trim().to_owned()
}

fn add_plan(corpus: &mut Corpus, searched: Searched, plan: &PlanIndex) {
    let first = corpus.documents.len();
    // Tasks refer to what follows them: its place is known beforehand.
    let clauses = clauses(searched.words, plan);
    let domains = first + plan.plan.tasks.len() + clauses.len();
    let agencies = domains + plan.plan.domains.len();
    let agency = |agency: AgencyIndex| plan.role_of(agency).map(|role| agencies + role.index());
    for task in &plan.plan.tasks {
        let due: BTreeSet<Deadline> = task.parts.iter().filter_map(|part| part.due).collect();
        let others = [RoleClass::Responsible, RoleClass::Supporting];
        let others = others.into_iter().flat_map(|class| task.agencies_of(class));
        let facets = Facets {
            domain: task.domain.map(|domain| domains + domain.index()),
            lead: task.agencies_of(RoleClass::Lead).filter_map(agency).collect(),
            others: others.unique().filter_map(agency).collect(),
            deadlines: (0..corpus.deadlines.len()).filter(|&at| due.contains(&corpus.deadlines[at])).collect(),
        };
        corpus.documents.push(task_document(plan, task, facets));
    }
    corpus.documents.extend(clauses);
    for domain in &plan.plan.domains {
        corpus.documents.push(Document {
            kind: "domain",
            id: domain.slug.clone(),
            url: address::domain(&plan.plan.id, &domain.slug),
            title: domain.name.clone(),
            ..Document::default()
        });
    }
    corpus.documents.extend(plan.agencies.iter().map(|role| agency_document(plan, role)));
    corpus.documents.extend(members(plan, agencies));
    let bodies = plan.agencies.iter_enumerated().filter(|(_, role)| !role.members.is_empty());
    corpus.bodies.extend(bodies.map(|(group, role)| {
        (agencies + group.index(), role.members.iter().map(|member| agencies + member.index()).collect())
    }));
    for document in &mut corpus.documents[first..] {
        document.plans.push(plan.plan.id.clone());
    }
}

fn task_document(plan: &PlanIndex, task: &Task, facets: Facets) -> Document {
    Document {
        kind: "task",
        id: task.number.to_string(),
        url: address::task(&plan.plan.id, task.number),
        title: task.title.clone(),
        text: plan.plan.words_of(task),
        lead: plan.agency_names(plan.first_agencies(task)).join(" "),
        facets,
        ..Document::default()
    }
}

fn agency_document(plan: &PlanIndex, role: &AgencyRole) -> Document {
    let agency = &role.agency;
    let mut names = vec![agency.name.clone()];
    names.extend(agency.aliases.iter().chain(&role.printed_forms).cloned());
    Document {
        kind: "agency",
        id: agency.id.clone(),
        url: address::agency(&plan.plan.id, &agency.id),
        title: role.title.clone(),
        names: short_forms(names),
        ..Document::default()
    }
}

/// Names with what people leave out of them.
fn short_forms(mut names: Vec<String>) -> Vec<String> {
    // Bodies of a city, a province …, without it; governments, by their place; zones, without their committee.
    const BEFORE: [&str; 8] = ["市委", "市政府", "市", "省委", "省政府", "省", "自治区", "国家"];
    const AFTER: [(&str, &[&str]); 2] = [("人民政府", &["", "政府"]), ("管委会", &[""])];
    for name in names.clone() {
        let shorter = BEFORE.iter().find_map(|before| name.strip_prefix(before));
        let mut forms: Vec<String> = shorter.map(str::to_owned).into_iter().collect();
        for (after, instead) in AFTER {
            let Some(stem) = name.strip_suffix(after) else { continue };
            forms.extend(instead.iter().map(|instead| format!("{stem}{instead}")));
        }
        for form in forms {
            if form.chars().count() > 2 {
                names.push(form);
            }
        }
    }
    names.into_iter().unique().collect()
}

/// Returns the headings with their text, those aside that are tasks, and what stands before and after them.
fn clauses(words: &Catalogue, plan: &PlanIndex) -> Vec<Document> {
    let document = |id: &str, title: String, text: String| Document {
        kind: "clause",
        id: id.to_owned(),
        url: address::clause(&plan.plan.id, id),
        title,
        text,
        ..Document::default()
    };
    let of_roles = |roles: &[Role]| -> String {
        let blocks = plan.plan.blocks.iter().filter(|block| roles.contains(&block.role));
        blocks.map(|block| plan.plan.as_read(&block.spans)).join("\n")
    };
    let around = |id: &str, title: String, roles: &[Role]| {
        let text = of_roles(roles);
        (!text.is_empty()).then(|| document(id, title, text))
    };
    let word = |key| words.get(key).to_owned();
    let notice = [Role::IssuerHeading, Role::DocumentNumber, Role::Title, Role::Addressees, Role::NoticeParagraph];
    let ends = [Role::Signature, Role::Date, Role::Remark];
    let notice_title = Some(of_roles(&[Role::Title])).filter(|title| !title.is_empty());
    let mut documents = Vec::new();
    documents.extend(notice_title.and_then(|title| around("notice", title, &[&notice[..], &ends[..]].concat())));
    documents.extend(around("preamble", word("search_preamble"), &[Role::Preamble]));
    let tasks: BTreeSet<NodeIndex> =
        plan.plan.tasks.iter().filter_map(|task| plan.plan.headings_of(task).next()).collect();
    for (_, clause) in plan.plan.clauses.iter_enumerated().filter(|(node, _)| !tasks.contains(node)) {
        documents.push(document(&clause.id, clause_title(&plan.plan, clause), clause.text.clone()));
    }
    documents.extend(around("annexes", word("search_annexes"), &[Role::AnnexEntry]));
    let copies = [Role::Copies, Role::ImprintIssuer, Role::ImprintDate];
    documents.extend(around("copies", word("search_copies"), &copies));
    documents
}

/// Returns the working group and the note under it.
fn members(plan: &PlanIndex, agencies: usize) -> Vec<Document> {
    let plan_id = &plan.plan.id;
    let mut documents: Vec<Document> = Vec::new();
    for (index, member) in plan.plan.members.iter_enumerated() {
        let number = index.index() + 1;
        let named = |(_, role): &(RoleIndex, &AgencyRole)| role.people.contains(&index);
        let of = plan.agencies.iter_enumerated().filter(named).map(|(role, _)| agencies + role.index());
        documents.push(Document {
            kind: "member",
            id: format!("m{number}"),
            url: address::member(plan_id, number),
            title: member.name.clone(),
            text: format!("{}　{}", member.role, member.post),
            facets: Facets { others: of.collect(), ..Facets::default() },
            ..Document::default()
        });
    }
    let annex = plan.plan.members.first().and_then(|member| plan.plan.document.blocks[member.block].annex);
    let is_note = |block: &&Block| block.role == Role::AnnexParagraph && block.annex == annex;
    let note: Vec<String> =
        plan.plan.blocks.iter().filter(is_note).map(|block| plan.plan.as_read(&block.spans)).collect();
    if annex.is_some() && !note.is_empty() {
        let text = note.join("\n");
        let first = text.split([',', '，', '。']).next().unwrap_or_default();
        documents.push(Document {
            kind: "member",
            id: "note".to_owned(),
            url: address::member_note(plan_id),
            title: first.to_owned(),
            text,
            ..Document::default()
        });
    }
    documents
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agencies_are_found_by_what_people_leave_out() {
        let forms = |name: &str| short_forms(vec![name.to_owned()]);
        assert_eq!(forms("市财政局"), ["市财政局", "财政局"]);
        assert_eq!(forms("省政府办公厅"), ["省政府办公厅", "办公厅"]);
        assert_eq!(forms("甲州人民政府"), ["甲州人民政府", "甲州政府"]);
        assert_eq!(forms("东湖区人民政府"), ["东湖区人民政府", "东湖区", "东湖区政府"]);
        assert_eq!(forms("教育部"), ["教育部"]);
    }
}
