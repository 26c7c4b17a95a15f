//! `plan.toml`: what an editor says of a plan that its text doesn't: metadata, names of domains, readings, corrections.

use std::collections::BTreeMap;
use std::num::NonZeroU32;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::inputs::convention::Convention;
use crate::inputs::fields::{Fields, Form, IN_SKELETON, Placed, Texts};
use crate::inputs::line_places::line_places;
use crate::inputs::lineage::{self, LineageEntry};
use crate::inputs::organisation::{self, OrganisationEntry};
use crate::inputs::original::{self, OriginalEntry};
use crate::inputs::plan_repeats;
use crate::inputs::plan_words::{self, WordsEntry};
use crate::text::address::{self, is_slug};
use crate::text::date::Date;
use crate::text::likeness;
use crate::text::role_class::RoleClass;
use crate::text::source::Source;

/// The file, as written. Line numbers of the source stand in keys named `lines` only: `[first, last]`.
#[derive(Debug, Clone)]
pub(crate) struct PlanFile {
    pub id: String,
    /// Where the id stands.
    pub id_place: Place,
    pub title: String,
    /// The title, cut where its line may be broken.
    pub title_parts: Vec<String>,
    /// These four are checked against the document.
    pub issuer: Option<String>,
    /// The place whose agencies its names mean first.
    pub place: Option<String>,
    pub document_number: Option<String>,
    pub signed: Option<Date>,
    pub printed: Option<Date>,
    /// What the issuer's own site says of the document, which the document doesn't: never guessed.
    pub index_number: Option<String>,
    pub subject: Option<String>,
    pub published: Option<Date>,
    pub validity: Option<String>,
    /// The file that the text was taken from.
    pub original: Option<OriginalEntry>,
    pub words: WordsEntry,
    pub domains: Vec<DomainEntry>,
    pub milestones: Vec<MilestoneEntry>,
    pub totals: Vec<TotalEntry>,
    pub cases_goal: Option<CasesGoalEntry>,
    pub organisation: Option<OrganisationEntry>,
    /// The plans that it follows or carries out.
    pub lineage: Vec<LineageEntry>,
    /// Task number → the phrase of its text that serves as its short title.
    pub titles: BTreeMap<u32, ChosenTitle>,
    pub corrections: Vec<Entry>,
    pub readings: Vec<Entry>,
    pub repairs: Vec<Entry>,
    pub notes: Vec<Entry>,
    pub aliases: Vec<AliasEntry>,
    pub conventions: Vec<ConventionEntry>,
    pub paragraphs: Vec<ParagraphEntry>,
    /// Where each `lines` stands.
    pub line_places: Vec<([usize; 2], Place)>,
    /// Where `published` stands.
    pub published_place: Option<Place>,
}

impl PlanFile {
    /// Returns the lines of every entry that has some, with what is printed there.
    pub(crate) fn places(&mut self) -> impl Iterator<Item = (&mut [usize; 2], &str)> {
        let milestones = self.milestones.iter_mut().map(|entry| (&mut entry.lines, entry.printed.as_str()));
        let totals = self.totals.iter_mut().map(|entry| (&mut entry.lines, entry.printed.as_str()));
        let cases_goal = self.cases_goal.iter_mut().map(|entry| (&mut entry.lines, entry.printed.as_str()));
        let organisation = self.organisation.iter_mut().flat_map(OrganisationEntry::quotes);
        let organisation = organisation.map(|entry| (&mut entry.lines, entry.printed.as_str()));
        let lineage = self.lineage.iter_mut().filter_map(LineageEntry::quote);
        let lineage = lineage.map(|entry| (&mut entry.lines, entry.printed.as_str()));
        let lists = [&mut self.corrections, &mut self.repairs, &mut self.readings, &mut self.notes];
        let entries = lists.into_iter().flatten().map(|entry| (&mut entry.lines, entry.printed.as_str()));
        let conventions = self.conventions.iter_mut().map(|entry| (&mut entry.lines, entry.printed.as_str()));
        let paragraphs = self.paragraphs.iter_mut().map(|entry| (&mut entry.lines, entry.printed.as_str()));
        milestones
            .chain(totals)
            .chain(cases_goal)
            .chain(organisation)
            .chain(lineage)
            .chain(entries)
            .chain(conventions)
            .chain(paragraphs)
    }
}

/// A short title that an editor chose, and where.
#[derive(Debug, Clone)]
pub(crate) struct ChosenTitle {
    pub text: String,
    pub place: Place,
}

/// A domain, in the order of the table.
#[derive(Debug, Clone)]
pub(crate) struct DomainEntry {
    pub slug: String,
    pub name: String,
    /// The numeral printed before it, where that isn't its place in the list: 3 for 三.
    pub number: Option<u32>,
    /// What the text counts it among: 领域, 平台 …
    pub group: Option<String>,
    /// First and last task, as a cross-check.
    pub tasks: Option<[u32; 2]>,
    /// Other forms of its name that the table prints.
    pub forms: Vec<String>,
}

/// A share of the tasks that the text wants done by the end of a year.
#[derive(Debug, Clone)]
pub(crate) struct MilestoneEntry {
    pub year: u16,
    /// Percent.
    pub share: u8,
    pub lines: [usize; 2],
    pub printed: String,
}

/// A number that the document prints and that can be counted.
#[derive(Debug, Clone)]
pub(crate) struct TotalEntry {
    pub lines: [usize; 2],
    pub printed: String,
    /// `tasks`, `rows`, `members`, `domains`, or `domains:` and a group.
    pub counts: String,
    pub expected: usize,
}

/// How many typical cases the text wants, by the end of which year.
#[derive(Debug, Clone)]
pub(crate) struct CasesGoalEntry {
    pub lines: [usize; 2],
    pub printed: String,
    pub at_least: u32,
    pub at_most: u32,
    pub year: u16,
}

/// A correction, reading, repair or note.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub lines: [usize; 2],
    pub printed: String,
    pub read: Option<String>,
    /// Empty where a note only accepts a fault.
    pub reason: String,
    /// Of a reading with an empty `printed`: the cell that it speaks of (`title`, `text`, `lead`, `responsible`,
    /// `supporting`, `deadline`, `other`, `role`).
    pub column: Option<EntryColumn>,
    /// The header of that column, where the table has several of the kind.
    pub header: Option<String>,
    /// Of a note: a fault that it says is the document's own.
    pub fault: Option<Code>,
    /// Of a repair: by how many columns the row's cells move to the right.
    pub shift: Option<usize>,
    /// Its permanent number.
    pub number: Option<NonZeroU32>,
}

/// What an editor says of readings that no editor wrote: those of one form of a name.
#[derive(Debug, Clone)]
pub(crate) struct AliasEntry {
    /// The form, as printed.
    pub printed: String,
    /// The permanent numbers of its places, in their order.
    pub numbers: Vec<NonZeroU32>,
    /// Stands in for what the site says.
    pub reason: Option<String>,
}

/// What the document says once of all its lists of agencies, confirmed by the editor.
#[derive(Debug, Clone)]
pub(crate) struct ConventionEntry {
    pub lines: [usize; 2],
    pub printed: String,
    pub reads: Convention,
}

/// A place inside a cell of a table where the original begins a new paragraph.
#[derive(Debug, Clone)]
pub(crate) struct ParagraphEntry {
    pub lines: [usize; 2],
    /// The words that the paragraph begins with.
    pub printed: String,
}

/// The cell that a reading of an empty place speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum EntryColumn {
    Title,
    Text,
    Lead,
    Responsible,
    Supporting,
    Deadline,
    /// A column that has no meaning of its own.
    Other,
    /// What a member of a group is.
    Role,
}

impl EntryColumn {
    /// Returns how plan.toml writes it.
    pub(crate) fn key(self) -> &'static str {
        COLUMNS.iter().find(|(_, _, column)| *column == self).map_or("", |(key, _, _)| key)
    }

    /// Returns the cell of agencies of a class.
    pub(crate) fn of_role(class: RoleClass) -> EntryColumn {
        match class {
            RoleClass::Lead => EntryColumn::Lead,
            RoleClass::Responsible => EntryColumn::Responsible,
            RoleClass::Supporting => EntryColumn::Supporting,
        }
    }
}

/// What to do about an id that can't be one.
pub(crate) const ID_HINT: &str =
    "只用小写字母、数字和连字符，并避开本站已用的词（cases、topics、search 等），如 `shi-2023`";

/// Returns why a text can't be a plan's id.
pub(crate) fn id_fault(id: &str) -> Option<String> {
    let is_fit = is_slug(id) && !address::is_reserved(id);
    (!is_fit).then(|| format!("方案编号 `{id}` 不能用作网址"))
}

/// Reads `plan.toml`; `file` is its path relative to the root.
///
/// # Errors
/// Everything that is wrong with it.
pub(crate) fn plan_file(file: &str, text: &str) -> Result<PlanFile, Vec<Diagnostic>> {
    let source = Source::new(file, text);
    let mut diagnostics = Vec::new();
    let plan = plan(&source, &mut diagnostics);
    plan.filter(|_| diagnostics.is_empty()).ok_or(diagnostics)
}

const PLAN: Form = Form {
    keys: &[
        "id",
        "title",
        "title_parts",
        "issuer",
        "place",
        "document_number",
        "signed",
        "printed",
        "index_number",
        "subject",
        "published",
        "validity",
        "original",
        "words",
        "domains",
        "milestones",
        "totals",
        "cases_goal",
        "organisation",
        "follows",
        "carries_out",
        "titles",
        "corrections",
        "readings",
        "repairs",
        "notes",
        "aliases",
        "conventions",
        "paragraphs",
    ],
    example: IN_SKELETON,
};
const DOMAIN: Form = Form { keys: &["slug", "name", "number", "group", "tasks", "forms"], example: IN_SKELETON };
const MILESTONE: Form = Form { keys: &["year", "share", "lines", "printed"], example: IN_SKELETON };
const TOTAL: Form = Form { keys: &["lines", "printed", "counts", "expected"], example: IN_SKELETON };
const GOAL: Form = Form { keys: &["lines", "printed", "at_least", "at_most", "year"], example: IN_SKELETON };
const TITLES: Form =
    Form { keys: &[], example: "[titles] 下面每行一项：8 = \"任务原文里连续的一段\"" };
const ENTRY: Form = Form {
    keys: &["lines", "printed", "read", "reason", "column", "header", "fault", "shift", "number"],
    example: "例如 lines = [12, 12]、printed = \"原文\"、reason = \"依据\"",
};
const ALIAS: Form = Form { keys: &["printed", "numbers", "reason"], example: IN_SKELETON };
const PARAGRAPH: Form = Form { keys: &["lines", "printed"], example: IN_SKELETON };
const CONVENTION: Form = Form { keys: &["lines", "printed", "reads"], example: IN_SKELETON };
const CONVENTIONS: [Convention; 4] =
    [Convention::FirstLeads, Convention::BeforeComma, Convention::MarkedLeads, Convention::Also];

const COLUMNS: [(&str, &str, EntryColumn); 8] = [
    ("title", "任务标题", EntryColumn::Title),
    ("text", "任务内容", EntryColumn::Text),
    ("lead", "牵头单位", EntryColumn::Lead),
    ("responsible", "责任单位", EntryColumn::Responsible),
    ("supporting", "配合等单位", EntryColumn::Supporting),
    ("deadline", "完成时限", EntryColumn::Deadline),
    ("other", "别的一栏", EntryColumn::Other),
    ("role", "名单里的职责", EntryColumn::Role),
];

fn plan(source: &Source, diagnostics: &mut Vec<Diagnostic>) -> Option<PlanFile> {
    let fields = Fields::of_file(source, &PLAN, diagnostics);
    let id = fields.text("id", diagnostics);
    if let Some((id, message)) = id.as_ref().and_then(|id| Some((id, id_fault(&id.value)?))) {
        diagnostics.push(source.diagnostic(Code::BadPlanId, id.span, message, ID_HINT));
    }
    let title = fields.text("title", diagnostics);
    let parts = fields.optional("title_parts", diagnostics, Fields::texts);
    let title_parts = parts.as_ref().map_or(Vec::new(), values);
    if let (Some(parts), Some(title)) = (&parts, &title)
        && !title_parts.is_empty()
        && title_parts.concat() != title.value
    {
        let (message, hint) = ("title_parts 连起来不等于 title", "title_parts 只是把标题切成几段，一字不多、一字不少");
        diagnostics.push(source.diagnostic(Code::TitlePartsMismatch, parts.span, message, hint));
    }
    let day =
        |key, diagnostics: &mut Vec<Diagnostic>| fields.optional(key, diagnostics, Fields::day).map(|day| day.value);
    let set = |key, diagnostics: &mut Vec<Diagnostic>| fields.text_if_set(key, diagnostics).map(|text| text.value);
    let published = fields.optional("published", diagnostics, Fields::day);
    plan_repeats::report(&fields, [&DOMAIN, &MILESTONE], diagnostics);
    let file = PlanFile {
        id: String::new(),
        id_place: Place::file(source.file()),
        title: String::new(),
        title_parts,
        issuer: set("issuer", diagnostics),
        place: set("place", diagnostics),
        document_number: set("document_number", diagnostics),
        signed: day("signed", diagnostics),
        printed: day("printed", diagnostics),
        index_number: set("index_number", diagnostics),
        subject: set("subject", diagnostics),
        published_place: published.as_ref().map(|day| source.place(day.span)),
        published: published.map(|day| day.value),
        validity: set("validity", diagnostics),
        original: original::entry(&fields, diagnostics),
        words: plan_words::entry(&fields, diagnostics),
        domains: all(&fields, "domains", &DOMAIN, diagnostics, domain),
        milestones: all(&fields, "milestones", &MILESTONE, diagnostics, milestone),
        totals: all(&fields, "totals", &TOTAL, diagnostics, total),
        cases_goal: fields.table("cases_goal", &GOAL, diagnostics).and_then(|goal| cases_goal(&goal, diagnostics)),
        organisation: organisation::entry(&fields, diagnostics),
        lineage: lineage::entries(&fields, diagnostics),
        titles: titles(&fields, diagnostics),
        corrections: all(&fields, "corrections", &ENTRY, diagnostics, entry),
        readings: all(&fields, "readings", &ENTRY, diagnostics, entry),
        repairs: all(&fields, "repairs", &ENTRY, diagnostics, entry),
        notes: all(&fields, "notes", &ENTRY, diagnostics, entry),
        aliases: all(&fields, "aliases", &ALIAS, diagnostics, alias),
        conventions: all(&fields, "conventions", &CONVENTION, diagnostics, convention),
        paragraphs: all(&fields, "paragraphs", &PARAGRAPH, diagnostics, paragraph),
        line_places: line_places(source),
    };
    let id = id?;
    Some(PlanFile { id_place: source.place(id.span), id: id.value, title: title?.value, ..file })
}

/// Reads every table `[[key]]`.
fn all<T>(
    fields: &Fields,
    key: &str,
    form: &'static Form,
    diagnostics: &mut Vec<Diagnostic>,
    read: impl Fn(&Fields, &mut Vec<Diagnostic>) -> Option<T>,
) -> Vec<T> {
    fields.tables(key, form, diagnostics).iter().filter_map(|table| read(table, diagnostics)).collect()
}

fn values(texts: &Texts) -> Vec<String> {
    texts.value.iter().map(|text| text.value.clone()).collect()
}

fn domain(fields: &Fields, diagnostics: &mut Vec<Diagnostic>) -> Option<DomainEntry> {
    let slug = fields.text("slug", diagnostics);
    if let Some(slug) = slug.as_ref().filter(|slug| !is_slug(&slug.value)) {
        let message = format!("领域的 slug `{}` 不能用作网址", slug.value);
        let hint = "只用小写字母、数字和连字符";
        diagnostics.push(fields.source().diagnostic(Code::BadDomainSlug, slug.span, message, hint));
    }
    let name = fields.text("name", diagnostics);
    let number = fields.optional("number", diagnostics, Fields::whole).map(|number| number.value);
    let group = fields.text_if_set("group", diagnostics).map(|group| group.value);
    let tasks = fields.optional("tasks", diagnostics, Fields::pair);
    let forms = fields.optional("forms", diagnostics, Fields::texts).as_ref().map_or(Vec::new(), values);
    Some(DomainEntry { slug: slug?.value, name: name?.value, number, group, tasks, forms })
}

fn milestone(fields: &Fields, diagnostics: &mut Vec<Diagnostic>) -> Option<MilestoneEntry> {
    let (year, share) = (fields.whole("year", diagnostics), fields.whole("share", diagnostics));
    let (lines, printed) = (fields.pair("lines", diagnostics), fields.verbatim("printed", diagnostics));
    Some(MilestoneEntry { year: year?.value, share: share?.value, lines: lines?, printed: printed?.value })
}

fn total(fields: &Fields, diagnostics: &mut Vec<Diagnostic>) -> Option<TotalEntry> {
    let (lines, printed) = (fields.pair("lines", diagnostics), fields.verbatim("printed", diagnostics));
    let (counts, expected) = (fields.text("counts", diagnostics), fields.whole("expected", diagnostics));
    Some(TotalEntry { lines: lines?, printed: printed?.value, counts: counts?.value, expected: expected?.value })
}

fn cases_goal(fields: &Fields, diagnostics: &mut Vec<Diagnostic>) -> Option<CasesGoalEntry> {
    let (lines, printed) = (fields.pair("lines", diagnostics), fields.verbatim("printed", diagnostics));
    let (at_least, at_most) = (fields.whole("at_least", diagnostics), fields.whole("at_most", diagnostics));
    let year = fields.whole("year", diagnostics)?;
    let (at_least, at_most) = (at_least?.value, at_most?.value);
    Some(CasesGoalEntry { lines: lines?, printed: printed?.value, at_least, at_most, year: year.value })
}

fn titles(fields: &Fields, diagnostics: &mut Vec<Diagnostic>) -> BTreeMap<u32, ChosenTitle> {
    let Some(table) = fields.table("titles", &TITLES, diagnostics) else { return BTreeMap::new() };
    let mut titles = BTreeMap::new();
    for (key, title) in table.all_texts(diagnostics) {
        // Written in one way, so that no two keys are of one task.
        if let Some(number) = key.value.parse::<u32>().ok().filter(|number| number.to_string() == key.value) {
            titles.insert(number, ChosenTitle { text: title.value, place: table.source().place(key.span) });
        } else {
            let message = format!("[titles] 里的 `{}` 不是任务序号", key.value);
            let hint = "键写任务序号，如 `8 = \"…\"`";
            diagnostics.push(table.source().diagnostic(Code::BadTitleNumber, key.span, message, hint));
        }
    }
    titles
}

fn entry(fields: &Fields, diagnostics: &mut Vec<Diagnostic>) -> Option<Entry> {
    let lines = fields.pair("lines", diagnostics);
    let text = |key, diagnostics: &mut Vec<Diagnostic>| {
        fields.optional(key, diagnostics, Fields::verbatim).map(|text| text.value)
    };
    let printed = text("printed", diagnostics).unwrap_or_default();
    let read = text("read", diagnostics);
    let column = |fields: &Fields, key: &str, diagnostics: &mut Vec<Diagnostic>| {
        fields.choice(key, Code::WrongType, &COLUMNS, diagnostics)
    };
    let column = fields.optional("column", diagnostics, column).map(|column| column.value);
    let header = text("header", diagnostics);
    let fault = fields.optional("fault", diagnostics, fault);
    let shift = fields.optional("shift", diagnostics, Fields::whole).map(|shift| shift.value);
    let number = fields.optional("number", diagnostics, Fields::whole).map(|number| number.value);
    // What only answers a diagnostic needs no word for readers.
    let reason = if fields.has("fault") {
        text("reason", diagnostics).unwrap_or_default()
    } else {
        fields.verbatim("reason", diagnostics)?.value
    };
    Some(Entry { lines: lines?, printed, read, reason, column, header, fault, shift, number })
}

fn alias(fields: &Fields, diagnostics: &mut Vec<Diagnostic>) -> Option<AliasEntry> {
    let (printed, numbers) = (fields.verbatim("printed", diagnostics), fields.wholes("numbers", diagnostics));
    let reason = fields.text_if_set("reason", diagnostics).map(|reason| reason.value);
    Some(AliasEntry { printed: printed?.value, numbers: numbers?, reason })
}

fn convention(fields: &Fields, diagnostics: &mut Vec<Diagnostic>) -> Option<ConventionEntry> {
    let (lines, printed) = (fields.pair("lines", diagnostics), fields.verbatim("printed", diagnostics));
    let choices = CONVENTIONS.map(|convention| (convention.name(), convention.meaning(), convention));
    let reads = fields.choice("reads", Code::WrongType, &choices, diagnostics);
    Some(ConventionEntry { lines: lines?, printed: printed?.value, reads: reads?.value })
}

fn paragraph(fields: &Fields, diagnostics: &mut Vec<Diagnostic>) -> Option<ParagraphEntry> {
    let (lines, printed) = (fields.pair("lines", diagnostics), fields.text("printed", diagnostics));
    Some(ParagraphEntry { lines: lines?, printed: printed?.value })
}

/// Reads the code of a fault that a note accepts.
fn fault(fields: &Fields, key: &str, diagnostics: &mut Vec<Diagnostic>) -> Option<Code> {
    let Placed { value, span } = fields.text(key, diagnostics)?;
    let code = Code::of_name(&value);
    if let Some(code) = code.filter(|code| code.is_acceptable()) {
        return Some(code);
    }
    let names = Code::ALL.iter().filter(|code| code.is_acceptable()).map(|code| code.name());
    let (message, guess) = match code {
        Some(_) => (format!("`{value}` 不能写明原文如此就算了"), None),
        None => {
            let nearest = likeness::nearest(&value, names.map(|name| (name.to_owned(), name)));
            (format!("没有 `{value}` 这个诊断代码"), nearest)
        }
    };
    let guess = guess.map(|name| format!("是不是 `{name}`？")).unwrap_or_default();
    let hint = format!("{guess}照检查报出的“怎么办”里的一段贴；没有写这一段的，不能这样算了");
    diagnostics.push(fields.source().diagnostic(Code::UnknownFault, span, message, hint));
    None
}
