//! The domains that the table groups its tasks in.

use oxc_index::IndexVec;

use super::agency_list::{Beside, mentions};
use super::cells::category;
use super::corrections::{Correction, as_read};
use super::index::{DomainIndex, TaskIndex};
use super::mention::Mention;
use super::task::Task;
use crate::diagnostic::{Code, Diagnostic};
use crate::inputs::plan_file::{DomainEntry, PlanFile};
use crate::inputs::registry::{AgencyIndex, LocalRegistry, folded};
use crate::text::numeral::numeral;
use crate::text::source::{Lines, Source, Span};

/// What a document gives an office to do, and what it groups that in.
#[derive(Debug, Default)]
pub(crate) struct Assignments {
    pub domains: IndexVec<DomainIndex, Domain>,
    pub tasks: IndexVec<TaskIndex, Task>,
    pub withheld: Vec<Withheld>,
}

/// Numbers that the document leaves out.
#[derive(Debug, Clone, Hash)]
pub(crate) struct Withheld {
    pub first: u32,
    pub last: u32,
    /// The domain that they are in; absent where they are between two.
    pub domain: Option<DomainIndex>,
    /// Whether each domain counts from 1.
    pub restarts: bool,
}

impl Withheld {
    /// Returns `15` or `15—20`.
    pub(crate) fn label(&self) -> String {
        let Self { first, last, .. } = self;
        if first == last { first.to_string() } else { format!("{first}—{last}") }
    }
}

/// A domain of the plan.
#[derive(Debug, Clone, Hash)]
pub(crate) struct Domain {
    /// The one that is printed or listed, else its place in the table's order, from 1. In another annex they may begin anew.
    pub number: u32,
    /// Whether the document prints the number.
    pub is_numbered: bool,
    /// Its segment of the address.
    pub slug: String,
    /// Canonical.
    pub name: String,
    /// What the text counts it among.
    pub group: Option<String>,
    /// Its category cells, in order, repeated forms included.
    pub cells: Vec<CategoryCell>,
    /// Leading agencies, each once.
    pub lead: Vec<AgencyIndex>,
    pub tasks: Vec<u32>,
}

impl Domain {
    /// Returns `四`, or nothing where the document prints no number.
    pub(crate) fn numeral(&self) -> String {
        if self.is_numbered { numeral(self.number) } else { String::new() }
    }
}

/// A category cell as printed.
#[derive(Debug, Clone, Hash)]
pub(crate) struct CategoryCell {
    pub span: Span,
    pub name: Span,
    /// Whether the name, as read, is another form than the canonical one.
    pub is_form: bool,
    pub lead: Vec<Mention>,
    /// `共5项`, where it prints that.
    pub count: Option<(Span, usize)>,
}

/// Follows the category cells down the table.
#[derive(Debug)]
pub(crate) struct Domains<'a> {
    source: &'a Source,
    corrections: &'a [Correction],
    registry: LocalRegistry<'a>,
    entries: &'a [DomainEntry],
    /// Those of `entries` first.
    found: IndexVec<DomainIndex, Domain>,
    current: Option<DomainIndex>,
    /// Whether the rows that are being read are in none, whichever came before.
    is_left: bool,
    /// Whether another list begins, whose categories may be those of the list before once more.
    begins: bool,
    /// Whether a column says the current one: that holds for the rows that have the column.
    is_of_column: bool,
}

impl<'a> Domains<'a> {
    pub(crate) fn new(
        source: &'a Source,
        plan: &'a PlanFile,
        corrections: &'a [Correction],
        registry: LocalRegistry<'a>,
    ) -> Self {
        let found = plan.domains.iter().zip(1..).map(|(entry, place)| domain(place, entry)).collect();
        Self {
            source,
            corrections,
            registry,
            entries: &plan.domains,
            found,
            current: None,
            is_left: false,
            begins: true,
            is_of_column: false,
        }
    }

    /// Returns the domain of the row that is being read.
    pub(crate) fn current(&self) -> Option<DomainIndex> {
        self.current.filter(|_| !self.is_left)
    }

    /// Begins another list. It is in no domain until one is printed, where it stands in another annex, or a column said the
    /// last one and it has none.
    pub(crate) fn begin(&mut self, is_of_other_annex: bool, has_column: bool) {
        self.begins = true;
        self.is_left |= is_of_other_annex || (self.is_of_column && !has_column);
    }

    /// Takes note that a column says the current domain.
    pub(crate) fn is_said_by_column(&mut self) {
        self.is_of_column = true;
    }

    /// Returns its name, as the canonical form has it.
    pub(crate) fn current_name(&self) -> Option<&str> {
        self.current().map(|index| self.found[index].name.as_str())
    }

    /// Checks whether `plan.toml` lists the domains.
    pub(crate) fn are_listed(&self) -> bool {
        !self.entries.is_empty()
    }

    /// Returns the listed domain that a heading of the running text names, which its tasks belong to.
    pub(crate) fn listed_heading(&mut self, heading: Span) -> Option<DomainIndex> {
        let name = as_read(self.source, &[heading], self.corrections);
        let index = self.listed(None, &name)?;
        Some(self.print(index, heading, &name))
    }

    /// Returns the domain that a heading of the running text is, a new one if need be.
    pub(crate) fn heading(&mut self, heading: Span) -> Option<DomainIndex> {
        let name = as_read(self.source, &[heading], self.corrections);
        let index = (!name.is_empty()).then(|| self.unlisted(None, &name))?;
        Some(self.print(index, heading, &name))
    }

    /// Takes a heading for a printed form of a domain's name, once.
    fn print(&mut self, index: DomainIndex, heading: Span, name: &str) -> DomainIndex {
        let domain = &mut self.found[index];
        if domain.cells.iter().all(|cell| cell.span != heading) {
            let is_form = folded(name) != folded(&domain.name);
            domain.cells.push(CategoryCell { span: heading, name: heading, is_form, lead: Vec::new(), count: None });
        }
        index
    }

    /// A category cell: the next domain begins, or the current one goes on over a page.
    pub(crate) fn category(&mut self, cell: Span, page_start: bool, diagnostics: &mut Vec<Diagnostic>) {
        let cut = category(self.source, cell);
        let name = as_read(self.source, &[cut.name], self.corrections);
        let index = if self.entries.is_empty() {
            self.unlisted(cut.number, &name)
        } else {
            match self.listed(cut.number, &name) {
                Some(index) => index,
                None => {
                    diagnostics.push(self.unknown(cut.name, &name, cut.number));
                    // Its numeral still says which one it is, so that one slip is one diagnostic.
                    match cut.number.and_then(|number| self.numbered(number)) {
                        Some(index) => index,
                        None => return,
                    }
                }
            }
        };
        if self.found[index].cells.is_empty() || self.current != Some(index) {
            self.check_order(cut.name, index, diagnostics);
        } else if !page_start && !self.begins {
            diagnostics.push(self.source.diagnostic(
                Code::RepeatedCategory,
                cell,
                "这一类别在同一页里印了两次",
                "请核对录入：是否重复了一行或一格",
            ));
        }
        self.current = Some(index);
        (self.is_left, self.begins, self.is_of_column) = (false, false, false);
        super::lint::brackets(self.source, &[cell], diagnostics);
        let lead = match cut.lead {
            Some(span) => mentions(self.source, &[span], self.corrections, self.registry, Beside::Nobody, diagnostics),
            None => Vec::new(),
        };
        let domain = &mut self.found[index];
        if let Some(number) = cut.number.filter(|_| !domain.is_numbered) {
            (domain.number, domain.is_numbered) = (number, true);
        }
        for agency in lead.iter().filter_map(|mention| mention.agency) {
            if !domain.lead.contains(&agency) {
                domain.lead.push(agency);
            }
        }
        let is_form = folded(&name) != folded(&domain.name);
        domain.cells.push(CategoryCell { span: cell, name: cut.name, is_form, lead, count: cut.count });
    }

    /// Returns the listed domain with this name (or one of its forms), which must agree with its numeral.
    fn listed(&self, number: Option<u32>, name: &str) -> Option<DomainIndex> {
        let name = folded(name);
        let is_it =
            |entry: &DomainEntry| std::iter::once(&entry.name).chain(&entry.forms).any(|form| folded(form) == name);
        let matches = |index: &DomainIndex| {
            let has_number = number.is_none_or(|number| self.found[*index].number == number);
            (has_number || self.comes_again(*index)) && self.entries.get(index.index()).is_some_and(is_it)
        };
        self.found.indices().find(matches)
    }

    /// Returns the listed domain with this number.
    fn numbered(&self, number: u32) -> Option<DomainIndex> {
        self.found.position(|domain| domain.number == number)
    }

    /// Without a list in plan.toml, a new name makes a domain. Over a page the same numeral may stand before another form
    /// of its name.
    fn unlisted(&mut self, number: Option<u32>, name: &str) -> DomainIndex {
        let is_it = |index: &DomainIndex| {
            let domain = &self.found[*index];
            let has_number = number.is_none_or(|number| !domain.is_numbered || domain.number == number);
            (has_number || self.comes_again(*index)) && folded(&domain.name) == folded(name)
        };
        let goes_on = |current: &DomainIndex| {
            let domain = &self.found[*current];
            !self.begins && domain.is_numbered && number == Some(domain.number) && are_alike(&domain.name, name)
        };
        let known = self.found.indices().find(is_it).or(self.current.filter(goes_on));
        known.unwrap_or_else(|| {
            let place = self.found.len() as u32 + 1;
            let number = number.unwrap_or(place);
            let is_free = |slug: &String| self.found.iter().all(|domain| domain.slug != *slug);
            let slugs = std::iter::once(number).chain(place..).map(|number| format!("d{number}"));
            let slug = slugs.into_iter().find(is_free).unwrap_or_default();
            let (name, number) = (name.to_owned(), Some(number));
            let entry = DomainEntry { slug, name, number, group: None, tasks: None, forms: Vec::new() };
            self.found.push(domain(place, &entry))
        })
    }

    fn unknown(&self, span: Span, name: &str, number: Option<u32>) -> Diagnostic {
        let numbered = number.and_then(|number| self.numbered(number));
        let expected = numbered.and_then(|index| self.entries.get(index.index()));
        if let Some(number) = number.filter(|_| self.listed(None, name).is_some()) {
            let message = format!("`{name}` 前面印的是“{}”，plan.toml 里它的序号不是这个", numeral(number));
            let hint = format!("原文确实这样编号的，在它的 [[domains]] 里写 number = {number}；否则请核对录入");
            return self.source.diagnostic(Code::UnknownDomain, span, message, hint);
        }
        let hint = match expected {
            Some(entry) => format!("是 `{}` 的另一种写法，就加进 plan.toml 里它的 forms；否则请核对录入", entry.name),
            None => "请在 plan.toml 里添一个 [[domains]]，或核对录入".to_owned(),
        };
        self.source.diagnostic(Code::UnknownDomain, span, format!("plan.toml 里没有领域 `{name}`"), hint)
    }

    /// Checks whether a category was printed before, and another one since: another list may number it otherwise.
    fn comes_again(&self, index: DomainIndex) -> bool {
        !self.found[index].cells.is_empty() && self.current.is_some_and(|current| current != index)
    }

    /// Domains follow one another in order, each in one piece of a list.
    fn check_order(&self, span: Span, index: DomainIndex, diagnostics: &mut Vec<Diagnostic>) {
        let expected = self.current.map_or(DomainIndex::new(0), |current| current + 1);
        if index != expected && !(self.comes_again(index) && (self.begins || index > expected)) {
            let name = |index: DomainIndex| self.found.get(index).map_or("（没有）", |domain| domain.name.as_str());
            diagnostics.push(self.source.diagnostic(
                Code::DomainOrder,
                span,
                format!("这里应是第{}类 `{}`，却是 `{}`", numeral(expected.raw() + 1), name(expected), name(index)),
                "请核对录入：是否漏了、重复了或调换了一类",
            ));
        }
    }

    /// Returns the domains with their tasks; what plan.toml or the cells say of their number is checked.
    pub(crate) fn finish(mut self, tasks: &[Task], diagnostics: &mut Vec<Diagnostic>) -> IndexVec<DomainIndex, Domain> {
        for task in tasks {
            if let Some(domain) = task.domain {
                self.found[domain].tasks.push(task.number);
            }
        }
        for (index, domain) in self.found.iter_enumerated() {
            if let Some([first, last]) = self.entries.get(index.index()).and_then(|entry| entry.tasks)
                && (domain.tasks.first(), domain.tasks.last()) != (Some(&first), Some(&last))
                && !tasks.is_empty()
            {
                let found = match (domain.tasks.first(), domain.tasks.last()) {
                    (Some(a), Some(b)) => format!("第 {a}—{b} 项"),
                    _ => "没有任务".to_owned(),
                };
                diagnostics.push(self.source.diagnostic(
                    Code::DomainTasks,
                    self.astray(domain, first, last, tasks),
                    format!("`{}` 应有第 {first}—{last} 项，表里读到的是{found}", domain.name),
                    "请核对录入：是否漏了类别一格或一行；若名单本身变了，请改 plan.toml 里这个领域的 tasks",
                ));
            }
            for (span, count) in domain.cells.iter().filter_map(|cell| cell.count) {
                if domain.tasks.len() != count {
                    diagnostics.push(self.source.diagnostic(
                        Code::TotalMismatch,
                        span,
                        format!("这里写共 {count} 项，表里读到 {} 项", domain.tasks.len()),
                        "请核对录入：是否漏了或重复了一行",
                    ));
                }
            }
        }
        self.found
    }

    /// Returns where a domain goes wrong: its first row that belongs elsewhere, else the row after which one is
    /// missing, else the row that should have begun it.
    fn astray(&self, domain: &Domain, first: u32, last: u32, tasks: &[Task]) -> Span {
        let row = |number: u32| tasks.iter().find(|task| task.number == number).and_then(|task| task.parts.first());
        let stranger = domain.tasks.iter().find(|number| !(first..=last).contains(number));
        let before_gap = domain.tasks.last().filter(|number| domain.tasks.first() == Some(&first) && **number < last);
        let place = stranger.or(before_gap).copied().or(Some(first)).and_then(row).map(|part| part.lines.first);
        let cell = domain.cells.first().map(|cell| cell.span);
        let line = place.map(|line| self.source.line_span(line));
        line.or(cell).unwrap_or_else(|| self.source.lines_span(Lines::of(1)))
    }
}

/// Checks whether two names share half of their characters.
fn are_alike(one: &str, other: &str) -> bool {
    let shared = one.chars().filter(|&c| other.contains(c)).count();
    shared * 2 >= one.chars().count().max(other.chars().count())
}

/// Returns a domain before any cell of it is read; `place` is that of its entry.
fn domain(place: u32, entry: &DomainEntry) -> Domain {
    Domain {
        number: entry.number.unwrap_or(place),
        is_numbered: false,
        slug: entry.slug.clone(),
        name: entry.name.clone(),
        group: entry.group.clone(),
        cells: Vec::new(),
        lead: Vec::new(),
        tasks: Vec::new(),
    }
}
