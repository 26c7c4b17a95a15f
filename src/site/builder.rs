//! Pieces that many pages share: links, rows, stones, notes.

use std::ops::Range;

use super::marks::Marks;
use super::plan_site::{AgencyRole, PlanSite};
use super::runs::{self};
use super::view::*;
use super::{Body, Page, View, address};
use crate::content::Content;
use crate::inputs::catalogue::Catalogue;
use crate::inputs::plan_file::EntryColumn;
use crate::inputs::portal::Portal;
use crate::parse::Role;
use crate::parse::numeral::numeral;
use crate::read::{self, Deadline, Part, Plan};
use crate::text::source::{Lines, Span};

/// How many tasks of its domain a task's page shows.
const NEIGHBOURS: usize = 20;

/// What every page is built with.
#[derive(Debug)]
pub struct Builder<'a> {
    pub portal: &'a Portal,
    pub words: &'a Catalogue,
    pub content: &'a Content,
    pub base: &'a str,
}

impl<'a> Builder<'a> {
    pub fn new(portal: &'a Portal, words: &'a Catalogue, content: &'a Content) -> Self {
        Self { portal, words, content, base: portal.base_path() }
    }

    pub fn href(&self, address: &str) -> String {
        format!("{}{address}", self.base)
    }

    pub fn link(&self, title: impl Into<String>, address: &str) -> Link {
        Link { title: title.into(), href: self.href(address) }
    }

    pub fn word(&self, key: &str) -> String {
        self.words.get(key).to_owned()
    }

    /// Marks for a page that lists its notes.
    pub fn listed(&self) -> Marks<'a> {
        Marks::listed(self.base)
    }

    /// Marks for a page that doesn't.
    pub fn linked(&self) -> Marks<'a> {
        Marks::linked(self.base)
    }

    pub fn portal_navigation(&self) -> Vec<Link> {
        let entries = [
            ("nav_topics", "/topics/", !self.content.topics.is_empty()),
            ("nav_cases", "/cases/", !self.content.cases.is_empty()),
            ("nav_my", "/my/", true),
            ("nav_data", "/data/", true),
            ("nav_about", "/about/", true),
            ("nav_accessibility", "/accessibility/", true),
            ("nav_privacy", "/privacy/", true),
            ("nav_sitemap", "/sitemap/", true),
        ];
        entries.iter().filter(|(_, _, has)| *has).map(|(key, address, _)| self.link(self.word(key), address)).collect()
    }

    /// A page of the portal itself.
    pub fn portal_page(
        &self,
        address: &str,
        kind: &'static str,
        title: String,
        description: String,
        view: View,
    ) -> Page {
        let crumbs = if address == "/" { Vec::new() } else { vec![self.link(self.word("home"), "/")] };
        Page {
            address: address.to_owned(),
            title,
            description,
            is_section: address == "/",
            weight: 1,
            frame: Frame { kind, crumbs, address: address.to_owned(), ..Frame::default() },
            view,
            body: Body::Empty,
        }
    }

    /// A page of a plan; `path` is below the plan's address, `parents` the crumbs between the plan and the page.
    pub fn plan_page(
        &self,
        site: &PlanSite,
        path: &str,
        kind: &'static str,
        title: String,
        description: String,
        view: View,
    ) -> Page {
        let plan = &site.plan;
        let address = site.address(path);
        let mut crumbs = vec![self.link(self.word("home"), "/")];
        if !path.is_empty() {
            crumbs.push(self.link(plan.title.clone(), &site.address("")));
        }
        if let Some((parent, _)) = path.trim_end_matches('/').split_once('/') {
            let key = self.navigation_entries(site).into_iter().find(|(_, of)| of.trim_end_matches('/') == parent);
            if let Some((key, of)) = key {
                crumbs.push(self.link(self.word(key), &site.address(of)));
            }
        }
        let section = path.split('/').next().unwrap_or_default();
        let navigation = self.plan_navigation(site, Some(section));
        let frame = PlanFrame {
            id: plan.id.clone(),
            title: plan.title.clone(),
            document_number: plan.document_number.clone().unwrap_or_default(),
            navigation,
        };
        Page {
            frame: Frame { kind, crumbs, address: address.clone(), plan: Some(frame), ..Frame::default() },
            address,
            title,
            description,
            is_section: matches!(path, "" | "tasks/" | "domains/" | "agencies/" | "deadlines/"),
            weight: 1,
            view,
            body: Body::Empty,
        }
    }

    /// The navigation of a plan, for a page in one of its sections or elsewhere.
    pub fn plan_navigation(&self, site: &PlanSite, section: Option<&str>) -> Vec<NavigationEntry> {
        let entry = |(key, path): (&str, &str)| NavigationEntry {
            title: self.word(key),
            href: self.href(&site.address(path)),
            current: Some(path.trim_end_matches('/')) == section,
        };
        self.navigation_entries(site).into_iter().map(entry).collect()
    }

    /// A plan's navigation: word and path; what the plan hasn't got is left out.
    fn navigation_entries(&self, site: &PlanSite) -> Vec<(&'static str, &'static str)> {
        let plan = &site.plan;
        let entries = [
            ("nav_plan", "", true),
            ("nav_policy", "policy/", true),
            ("nav_tasks", "tasks/", !plan.tasks.is_empty()),
            ("nav_domains", "domains/", !plan.domains.is_empty()),
            ("nav_agencies", "agencies/", site.agencies.iter().any(AgencyRole::is_named)),
            ("nav_deadlines", "deadlines/", !site.deadlines.is_empty()),
            ("nav_members", "members/", !plan.members.is_empty()),
            ("nav_errata", "errata/", true),
        ];
        entries.into_iter().filter(|(_, _, has)| *has).map(|(key, path, _)| (key, path)).collect()
    }

    pub fn links_of_plan(&self, site: &PlanSite) -> Vec<Link> {
        let entries = self.navigation_entries(site).into_iter().skip(1);
        entries.map(|(key, path)| self.link(self.word(key), &site.address(path))).collect()
    }

    /// `2023年12月`
    pub fn month(&self, deadline: Deadline) -> String {
        self.words.fill("month", &[("year", &deadline.year.to_string()), ("month", &deadline.month.to_string())])
    }

    /// `2023-08-21` as `2023年8月21日`.
    pub fn day(&self, date: &str) -> String {
        let mut parts = date.split('-').map(|part| part.trim_start_matches('0'));
        let (year, month, day) = (parts.next(), parts.next(), parts.next());
        match (year, month, day) {
            (Some(year), Some(month), Some(day)) => {
                self.words.fill("day", &[("year", year), ("month", month), ("day", day)])
            }
            _ => date.to_owned(),
        }
    }

    pub fn as_of(&self) -> String {
        self.portal.as_of().map(|date| self.day(&date)).unwrap_or_default()
    }

    /// `第35—37行`
    pub fn line_label(&self, lines: Lines) -> String {
        let (first, last) = (lines.first.to_string(), lines.last.to_string());
        let key = if first == last { "line_one" } else { "line_many" };
        self.words.fill(key, &[("first", &first), ("last", &last)])
    }

    pub fn deadline(&self, site: &PlanSite, deadline: Deadline) -> DeadlineView {
        let id = deadline.id();
        let count = site.deadline_index(deadline).map_or(0, |index| site.deadlines[index].1.len());
        // A month has passed once the day lies in a later one.
        let passed = self.portal.as_of().is_some_and(|day| day[..7] > *id);
        DeadlineView {
            label: self.month(deadline),
            href: self.href(&address::deadline(&site.plan.id, &id)),
            count,
            passed,
            id,
        }
    }

    pub fn deadlines(&self, site: &PlanSite) -> Vec<DeadlineView> {
        site.deadlines.iter().map(|(deadline, _)| self.deadline(site, *deadline)).collect()
    }

    /// Label, title and stones of a domain.
    pub fn domain_row(&self, site: &PlanSite, index: usize) -> StoneRow {
        self.row_of_domain(site, index, &site.tasks_of_domain(index), None)
    }

    /// A domain with some of its tasks.
    fn row_of_domain(&self, site: &PlanSite, index: usize, tasks: &[usize], current: Option<usize>) -> StoneRow {
        let domain = &site.plan.domains[index];
        StoneRow {
            label: numeral(domain.number),
            title: domain.name.clone(),
            href: self.href(&address::domain(&site.plan.id, &domain.slug)),
            count: tasks.len(),
            stones: self.stones(site, tasks, current),
        }
    }

    pub fn domain_rows(&self, site: &PlanSite) -> Vec<StoneRow> {
        (0..site.plan.domains.len()).map(|index| self.domain_row(site, index)).collect()
    }

    /// The domain of a task, with the tasks around it: a task's page doesn't grow with the domain. It counts them all.
    pub fn neighbours(&self, site: &PlanSite, index: usize, task: usize) -> StoneRow {
        let all = site.tasks_of_domain(index);
        let at = all.iter().position(|&other| other == task).unwrap_or_default();
        let first = at.saturating_sub(NEIGHBOURS / 2).min(all.len().saturating_sub(NEIGHBOURS));
        let near = &all[first..all.len().min(first + NEIGHBOURS)];
        StoneRow { count: all.len(), ..self.row_of_domain(site, index, near, Some(task)) }
    }

    /// Tasks grouped by domain, domains without one left out.
    pub fn rows_by_domain(&self, site: &PlanSite, tasks: &[usize]) -> Vec<StoneRow> {
        let rows = (0..site.plan.domains.len()).map(|index| {
            let own: Vec<usize> =
                tasks.iter().copied().filter(|&task| site.plan.tasks[task].domain == Some(index)).collect();
            self.row_of_domain(site, index, &own, None)
        });
        rows.filter(|row| row.count > 0).collect()
    }

    pub fn stones(&self, site: &PlanSite, tasks: &[usize], current: Option<usize>) -> Vec<Stone> {
        let stone = |&task: &usize| {
            let number = site.plan.tasks[task].number;
            Stone {
                number,
                title: site.plan.titles[task].clone(),
                href: self.href(&address::task(&site.plan.id, number)),
                deadline: site.plan.due(&site.plan.tasks[task]).and_then(|due| site.deadline_index(due)),
                current: current == Some(task),
            }
        };
        tasks.iter().map(stone).collect()
    }

    /// The stones of tasks of one domain (`None`: of no domain), the earliest deadline first.
    pub fn stones_of(&self, site: &PlanSite, tasks: &[usize], domain: Option<usize>) -> Vec<Stone> {
        let own: Vec<usize> = tasks.iter().copied().filter(|&task| site.plan.tasks[task].domain == domain).collect();
        let mut stones = self.stones(site, &own, None);
        stones.sort_by_key(|stone| stone.deadline.unwrap_or(usize::MAX));
        stones
    }

    pub fn related(&self, site: &PlanSite, task: usize) -> RelatedTask {
        let number = site.plan.tasks[task].number;
        RelatedTask {
            number,
            title: site.plan.titles[task].clone(),
            href: self.href(&address::task(&site.plan.id, number)),
        }
    }

    pub fn agency_link(&self, site: &PlanSite, role: &AgencyRole) -> Link {
        self.link(role.agency.name.clone(), &address::agency(&site.plan.id, &role.agency.id))
    }

    pub fn agency_links(&self, site: &PlanSite, agencies: &[usize]) -> Vec<Link> {
        agencies.iter().filter_map(|&index| site.agency(index)).map(|role| self.agency_link(site, role)).collect()
    }

    pub fn domain_link(&self, site: &PlanSite, domain: Option<usize>) -> Link {
        domain.map(|index| &site.plan.domains[index]).map_or_else(Link::default, |domain| {
            self.link(domain.name.clone(), &address::domain(&site.plan.id, &domain.slug))
        })
    }

    /// A task in a list, its own words in full.
    pub fn task_row(&self, site: &PlanSite, task: usize) -> TaskRow {
        let item = &site.plan.tasks[task];
        let ids = |agencies: Vec<usize>| {
            agencies.iter().filter_map(|&index| site.agency(index)).map(|role| role.agency.id.clone()).collect()
        };
        let mut marks = self.linked();
        TaskRow {
            number: item.number,
            title: site.plan.titles[task].clone(),
            href: self.href(&address::task(&site.plan.id, item.number)),
            domain_id: item.domain.map(|index| site.plan.domains[index].slug.clone()).unwrap_or_default(),
            domain: self.domain_link(site, item.domain),
            deadline_id: site.plan.due(item).map(Deadline::id).unwrap_or_default(),
            lead_ids: ids(site.lead(item)),
            responsible_ids: ids(site.responsible(item)),
            parts: item.parts.iter().map(|part| self.part(site, task, part, &mut marks)).collect(),
        }
    }

    pub fn task_rows(&self, site: &PlanSite, tasks: &[usize]) -> Vec<TaskRow> {
        tasks.iter().map(|&task| self.task_row(site, task)).collect()
    }

    pub fn part(&self, site: &PlanSite, task: usize, part: &Part, marks: &mut Marks) -> PartView {
        let plan = &site.plan;
        let text = plan.as_read(&[part.text.span]);
        let title = &plan.titles[task];
        let strong: Vec<Range<usize>> = text.find(title.as_str()).map(|at| at..at + title.len()).into_iter().collect();
        PartView {
            id: part.id.clone(),
            text: TextCell {
                lines: plan.source().lines(part.text.span).label(),
                runs: runs::runs(plan, &[part.text.span], marks, &strong),
                continued: false,
                marks: self.row_marks(plan, part.line, marks),
            },
            lead: self.agency_cell(site, part, &part.lead, EntryColumn::Lead, marks),
            responsible: self.agency_cell(site, part, &part.responsible, EntryColumn::Responsible, marks),
            deadline: TextCell {
                lines: plan.source().lines(part.deadline.span).label(),
                runs: runs::runs(plan, &[part.deadline.span], marks, &[]),
                continued: part.deadline.continues(),
                marks: self.column_marks(plan, part.line, EntryColumn::Deadline, marks),
            },
        }
    }

    fn agency_cell(
        &self,
        site: &PlanSite,
        part: &Part,
        cell: &read::AgencyCell,
        column: EntryColumn,
        marks: &mut Marks,
    ) -> AgencyCell {
        let plan = &site.plan;
        let source = plan.source();
        let agencies = cell
            .mentions
            .iter()
            .map(|mention| {
                let role = mention.agency.and_then(|agency| site.agency(agency));
                AgencyMention {
                    before: source.slice(mention.before).to_owned(),
                    runs: runs::runs(plan, &[mention.span], marks, &[]),
                    href: role.map(|role| self.agency_link(site, role).href).unwrap_or_default(),
                    canonical: role.filter(|_| mention.is_alias).map(|role| role.agency.name.clone()),
                }
            })
            .collect();
        AgencyCell {
            lines: source.lines(cell.cell.span).label(),
            agencies,
            dash: if cell.mentions.is_empty() { source.slice(cell.cell.span).to_owned() } else { String::new() },
            continued: cell.cell.continues(),
            marks: self.column_marks(plan, part.line, column, marks),
        }
    }

    /// `《…》（武政办〔2023〕84号）附件2第7项`
    pub fn citation(&self, plan: &Plan, place: &str) -> String {
        match &plan.document_number {
            Some(number) => {
                self.words.fill("citation", &[("title", &plan.title), ("number", number), ("place", place)])
            }
            None => self.words.fill("citation_unnumbered", &[("title", &plan.title), ("place", place)]),
        }
    }

    pub fn task_citation(&self, site: &PlanSite, number: u32) -> String {
        let n = number.to_string();
        let annex = site.table_annex.as_ref().map(|(label, _)| label.trim_start_matches("附件").to_owned());
        let place = match annex {
            Some(annex) => self.words.fill("citation_task", &[("annex", &annex), ("n", &n)]),
            None => self.words.fill("citation_task_unnumbered", &[("n", &n)]),
        };
        self.citation(&site.plan, &place)
    }

    pub fn milestones(&self, site: &PlanSite) -> Vec<MilestoneView> {
        let plan = &site.plan;
        let total = plan.tasks.len();
        let view = |milestone: &read::Milestone| {
            let clause = clause_holding(plan, milestone.span);
            let due = site
                .deadlines
                .iter()
                .filter(|(deadline, _)| deadline.year <= milestone.year)
                .map(|(_, tasks)| tasks.len())
                .sum();
            MilestoneView {
                year: milestone.year,
                share: milestone.share,
                label: if milestone.at_least {
                    self.words.fill("milestone_at_least", &[("share", &milestone.share.to_string())])
                } else {
                    self.word("milestone_all")
                },
                at_least: (total * usize::from(milestone.share)).div_ceil(100),
                due,
                clause: clause.map_or_else(Link::default, |clause| {
                    self.link(clause_title(plan, clause), &address::clause(&plan.id, &clause.id))
                }),
            }
        };
        plan.milestones.iter().map(view).collect()
    }

    /// The document card, in the order of the municipal gazette's own.
    pub fn card(&self, plan: &Plan) -> Vec<CardField> {
        let fields = [
            ("card_index", plan.index_number.clone()),
            ("card_issuer", plan.issuer.clone()),
            ("card_number", plan.document_number.clone()),
            ("card_subject", plan.subject.clone()),
            ("card_signed", plan.signed.as_deref().map(|date| self.day(date))),
            ("card_printed", plan.printed.as_deref().map(|date| self.day(date))),
            ("card_published", plan.published.as_deref().map(|date| self.day(date))),
            ("card_validity", plan.validity.clone()),
        ];
        let shown = fields.into_iter().filter_map(|(key, value)| value.map(|value| (key, value)));
        shown.map(|(key, value)| CardField { label: self.word(key), value }).collect()
    }

    /// The headings of the text, and the annexes.
    pub fn contents(&self, plan: &Plan) -> Vec<ContentsEntry> {
        let entry = |clause: &read::Clause| ContentsEntry {
            level: if clause.parent.is_some() { 2 } else { 1 },
            label: clause.label.clone(),
            title: clause.heading.clone(),
            href: self.href(&address::clause(&plan.id, &clause.id)),
        };
        let text = |block: &crate::parse::Block| plan.as_read(&block.spans);
        let labels = plan.blocks.iter().enumerate().filter(|(_, block)| block.role == Role::AnnexLabel).zip(1..);
        let annexes = labels.map(|((at, label), number)| ContentsEntry {
            level: 1,
            label: text(label),
            title: plan.blocks[at + 1..].iter().take_while(|block| block.role == Role::AnnexTitle).map(text).collect(),
            href: self.href(&address::clause(&plan.id, &format!("annex-{number}"))),
        });
        plan.clauses.iter().map(entry).chain(annexes.filter(|annex| !annex.title.is_empty())).collect()
    }
}

/// The clause that says what stands at a place.
pub fn clause_holding(plan: &Plan, span: Span) -> Option<&read::Clause> {
    let holds = |clause: &&read::Clause| {
        clause.text_spans.iter().any(|text| text.contains(span)) || plan.source().lines(span) == clause.lines
    };
    plan.clauses.iter().find(holds)
}

/// `三（一）推动试点任务落地`
pub fn clause_title(plan: &Plan, clause: &read::Clause) -> String {
    let widened = |label: &str| label.replace('(', "（").replace(')', "）");
    match clause.parent {
        Some(parent) => {
            let part = plan.clauses[parent].label.trim_end_matches('、');
            format!("{part}{}{}", widened(&clause.label), clause.heading)
        }
        None => format!("{}{}", clause.label, clause.heading),
    }
}
