//! `plan.toml`: what an editor says of a plan that its text doesn't: metadata, names of domains, readings, corrections.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::diagnostic::{Code, Diagnostic};
use crate::inputs::toml_file;
use crate::text::address::{self, is_slug};
use crate::text::date::Date;

/// The file, as written. Line numbers of the source stand in keys named `lines` only: `[first, last]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanFile {
    pub id: String,
    pub title: String,
    /// The title, cut where its line may be broken.
    #[serde(default)]
    pub title_parts: Vec<String>,
    /// These four are checked against the document.
    pub issuer: Option<String>,
    pub document_number: Option<String>,
    pub signed: Option<Date>,
    pub printed: Option<Date>,
    /// What the issuer's own site says of the document, which the document doesn't: never guessed.
    pub index_number: Option<String>,
    pub subject: Option<String>,
    pub published: Option<Date>,
    pub validity: Option<String>,
    #[serde(default)]
    pub words: WordsEntry,
    #[serde(default)]
    pub domains: Vec<DomainEntry>,
    #[serde(default)]
    pub milestones: Vec<MilestoneEntry>,
    #[serde(default)]
    pub totals: Vec<TotalEntry>,
    pub cases_goal: Option<CasesGoalEntry>,
    /// Task number → the phrase of its text that serves as its short title.
    #[serde(default)]
    pub titles: BTreeMap<String, String>,
    #[serde(default)]
    pub corrections: Vec<Entry>,
    #[serde(default)]
    pub readings: Vec<Entry>,
    #[serde(default)]
    pub repairs: Vec<Entry>,
    #[serde(default)]
    pub notes: Vec<Entry>,
}

impl PlanFile {
    /// Returns the lines of every entry that has some, with what is printed there.
    pub fn places(&mut self) -> impl Iterator<Item = (&mut [usize; 2], &str)> {
        let milestones = self.milestones.iter_mut().map(|entry| (&mut entry.lines, entry.printed.as_str()));
        let totals = self.totals.iter_mut().map(|entry| (&mut entry.lines, entry.printed.as_str()));
        let cases_goal = self.cases_goal.iter_mut().map(|entry| (&mut entry.lines, entry.printed.as_str()));
        let lists = [&mut self.corrections, &mut self.repairs, &mut self.readings, &mut self.notes];
        let entries = lists.into_iter().flatten().map(|entry| (&mut entry.lines, entry.printed.as_str()));
        milestones.chain(totals).chain(cases_goal).chain(entries)
    }
}

/// How the document calls its things, where it isn't evident from its text.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WordsEntry {
    pub task: Option<String>,
    pub table: Option<String>,
    pub members: Option<String>,
    pub domain: Option<String>,
    pub platform: Option<String>,
}

impl WordsEntry {
    fn values(&self) -> impl Iterator<Item = &String> {
        [&self.task, &self.table, &self.members, &self.domain, &self.platform].into_iter().flatten()
    }
}

/// A domain, in the order of the table.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DomainEntry {
    pub slug: String,
    pub name: String,
    /// What the text counts it among: 领域, 平台 …
    pub group: Option<String>,
    /// First and last task, as a cross-check.
    pub tasks: Option<[u32; 2]>,
    /// Other forms of its name that the table prints.
    #[serde(default)]
    pub forms: Vec<String>,
}

/// A share of the tasks that the text wants done by the end of a year.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MilestoneEntry {
    pub year: u16,
    /// Percent.
    pub share: u8,
    pub lines: [usize; 2],
    pub printed: String,
}

/// A number that the document prints and that can be counted.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TotalEntry {
    pub lines: [usize; 2],
    pub printed: String,
    /// `tasks`, `rows`, `members`, `domains`, or `domains:` and a group.
    pub counts: String,
    pub expected: usize,
}

/// How many typical cases the text wants, by the end of which year.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CasesGoalEntry {
    pub lines: [usize; 2],
    pub printed: String,
    pub at_least: u32,
    pub at_most: u32,
    pub year: u16,
}

/// A correction, reading, repair or note.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    pub lines: [usize; 2],
    #[serde(default)]
    pub printed: String,
    pub read: Option<String>,
    pub reason: String,
    /// Of a reading with an empty `printed`: the cell that it speaks of (`lead`, `responsible`, `deadline`, `role`).
    pub column: Option<EntryColumn>,
    /// Of a note: the code of a fault that it says is the document's own, such as `repeated-agency`.
    pub fault: Option<String>,
    /// Of a repair: by how many columns the row's cells move to the right.
    pub shift: Option<usize>,
}

/// The cell that a reading of an empty place speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EntryColumn {
    Lead,
    Responsible,
    Deadline,
    Role,
}

/// What to do about an id that can't be one.
pub const ID_HINT: &str = "只用小写字母、数字和连字符，并避开本站已用的词（cases、topics、search 等），如 `shi-2023`";

/// The longest word of `[words]`, in characters: it stands in headings and in the navigation.
const LONGEST_WORD: usize = 12;

/// Why a text can't be a plan's id.
pub fn id_fault(id: &str) -> Option<String> {
    let is_fit = is_slug(id) && !address::is_reserved(id);
    (!is_fit).then(|| format!("方案编号 `{id}` 不能用作网址"))
}

fn is_word(text: &str) -> bool {
    (1..=LONGEST_WORD).contains(&text.chars().count()) && text.chars().all(char::is_alphanumeric)
}

/// Reads `plan.toml`; `file` is its path relative to the root.
pub fn plan_file(file: &str, text: &str) -> Result<PlanFile, Vec<Diagnostic>> {
    let plan: PlanFile = toml_file::read(file, text).map_err(|diagnostic| vec![*diagnostic])?;
    let mut findings = Vec::new();
    if let Some(message) = id_fault(&plan.id) {
        findings.push(toml_file::error(file, text, Code::BadPlanId, &plan.id, message, ID_HINT));
    }
    if plan.title.trim().is_empty() {
        let (message, hint) = ("`title` 还没有填写", "照原文写方案的标题");
        findings.push(toml_file::error(file, text, Code::NotFilledIn, "title =", message, hint));
    }
    if !plan.title_parts.is_empty() && plan.title_parts.concat() != plan.title {
        findings.push(toml_file::error(
            file,
            text,
            Code::TitlePartsMismatch,
            "title_parts",
            "title_parts 连起来不等于 title",
            "title_parts 只是把标题切成几段，一字不多、一字不少",
        ));
    }
    for word in plan.words.values().filter(|word| !is_word(word)) {
        let message = format!("[words] 里的 `{word}` 不能用作称呼");
        let hint = format!("写原文的称呼，如 `领导小组`，不带空格和标点，最多 {LONGEST_WORD} 个字；不写的整行删去");
        findings.push(toml_file::error(file, text, Code::BadPlanWord, word, message, hint));
    }
    for domain in &plan.domains {
        if !is_slug(&domain.slug) {
            findings.push(toml_file::error(
                file,
                text,
                Code::BadDomainSlug,
                &domain.slug,
                format!("领域的 slug `{}` 不能用作网址", domain.slug),
                "只用小写字母、数字和连字符",
            ));
        }
    }
    for key in plan.titles.keys().filter(|key| key.parse::<u32>().is_err()) {
        findings.push(toml_file::error(
            file,
            text,
            Code::BadTitleNumber,
            key,
            format!("[titles] 里的 `{key}` 不是任务序号"),
            "键写任务序号，如 `8 = \"…\"`",
        ));
    }
    if findings.is_empty() { Ok(plan) } else { Err(findings) }
}
