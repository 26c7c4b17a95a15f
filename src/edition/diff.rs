//! What changed between two built editions, by their open data and their pages.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::mem::take;

use anyhow::{Context as _, Result};
use camino::Utf8Path;
use itertools::Itertools as _;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use walkdir::WalkDir;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::edition::{self, Manifest, field_words, publish};
use crate::open_data::{self, AgencyList, CaseList, PlanRecord, TaskList};
use crate::text::digest::sha256;
use crate::text::invisible::{code_point, is_invisible};

/// The largest file that is compared, in bytes.
const LARGEST: u64 = 64 * 1024 * 1024;

/// Everything that is there in one edition and not, or not so, in the other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// By id.
    pub plans: Changes,
    /// By plan and number.
    pub tasks: Changes,
    /// By plan and id.
    pub clauses: Changes,
    /// By plan and id.
    pub corrections: Changes,
    /// By plan and id.
    pub agencies: Changes,
    /// By plan and id.
    pub members: Changes,
    /// By slug.
    pub cases: Changes,
    /// By address; one whose words or links are others is changed.
    pub pages: Changes,
}

/// The changes of one kind of thing, each list sorted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Changes {
    /// In the new edition only.
    pub added: Vec<Item>,
    /// In the old edition only.
    pub removed: Vec<Item>,
    /// In both, and not the same.
    pub changed: Vec<Changed>,
}

impl Changes {
    /// Checks whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty() && self.changed.is_empty()
    }

    /// Returns them without some fields; a thing of which no other field changed didn't change.
    pub(super) fn without(mut self, is_left_out: impl Fn(&Field) -> bool) -> Changes {
        for changed in &mut self.changed {
            changed.fields.retain(|field| !is_left_out(field));
        }
        self.changed.retain(|changed| !changed.fields.is_empty());
        self
    }
}

/// A thing of an edition.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Item {
    /// Absent where it belongs to no plan.
    pub plan: Option<String>,
    /// As the open data has it.
    pub id: String,
    /// What people call it.
    pub title: String,
}

/// A thing that is in both editions, and differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Changed {
    #[serde(flatten)]
    /// Which thing it is.
    pub item: Item,
    /// Those that differ.
    pub fields: Vec<Field>,
}

/// A field that differs, as the open data has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Field {
    /// Its key in the open data.
    pub name: String,
    /// Its value in the old edition.
    pub old: Value,
    /// Its value in the new edition.
    pub new: Value,
}

impl Difference {
    /// Returns the kinds of things with the words for them, in the order in which they are told.
    pub fn kinds(&self) -> [(&'static str, &Changes); 8] {
        [
            ("方案", &self.plans),
            ("任务", &self.tasks),
            ("条文", &self.clauses),
            ("校勘", &self.corrections),
            ("单位", &self.agencies),
            ("成员", &self.members),
            ("案例与事实", &self.cases),
            ("网页", &self.pages),
        ]
    }

    /// Checks whether the editions hold the same.
    pub fn is_empty(&self) -> bool {
        self.kinds().iter().all(|(_, changes)| changes.is_empty())
    }
}

/// Things by plan and id.
pub(super) type Things = BTreeMap<(Option<String>, String), (String, Map<String, Value>)>;

/// What `diff` compares of an edition, kind by kind.
#[derive(Debug, Default)]
pub(super) struct Edition {
    pub plans: Things,
    pub tasks: Things,
    clauses: Things,
    pub corrections: Things,
    pub agencies: Things,
    members: Things,
    pub cases: Things,
    pages: Things,
}

/// Compares two editions. A folder that is none, or whose data can't be read, is a diagnostic.
///
/// # Errors
/// Faults of the disk.
pub fn diff(old: &Utf8Path, new: &Utf8Path) -> Result<Result<Difference, Vec<Diagnostic>>> {
    let (old, new) = (read(old)?, read(new)?);
    let (old, new) = match (old, new) {
        (Ok(old), Ok(new)) => (old, new),
        (old, new) => return Ok(Err([old.err(), new.err()].into_iter().flatten().collect())),
    };
    Ok(Ok(Difference {
        plans: changes(old.plans, new.plans),
        tasks: changes(old.tasks, new.tasks),
        clauses: changes(old.clauses, new.clauses),
        corrections: changes(old.corrections, new.corrections),
        agencies: changes(old.agencies, new.agencies),
        members: changes(old.members, new.members),
        // Older editions don't say when a case was last held against its source.
        cases: changes(old.cases, new.cases).without(|field| field.name == "reviewed" && field.old.is_null()),
        pages: changes(old.pages, new.pages),
    }))
}

/// Returns the difference for people; says so where there is none.
pub(crate) fn human(difference: &Difference) -> String {
    let mut lines = Vec::new();
    for (word, changes) in difference.kinds().into_iter().filter(|(_, changes)| !changes.is_empty()) {
        let counts = [("新增", changes.added.len()), ("删去", changes.removed.len()), ("改动", changes.changed.len())];
        let counts = counts.iter().filter(|(_, count)| *count > 0);
        lines.push(format!("{word}：{}", counts.map(|(word, count)| format!("{word} {count}")).join("，")));
        lines.extend(changes.added.iter().map(|item| format!("  + {}", name(item))));
        lines.extend(changes.removed.iter().map(|item| format!("  - {}", name(item))));
        for changed in &changes.changed {
            lines.push(format!("  ~ {}", name(&changed.item)));
            let field = |field: &Field| {
                let name = field_words::of(word, &field.name);
                format!("      {name}：{} → {}", short(&field.old), short(&field.new))
            };
            // A page's only field is a digest.
            lines.extend(
                changed.fields.iter().filter(|_| !std::ptr::eq(changes, &raw const difference.pages)).map(field),
            );
        }
    }
    if lines.is_empty() { "没有变化".to_owned() } else { lines.iter().map(|line| shown(line)).join("\n") }
}

/// Returns a line in which nothing moves a terminal's cursor or its text: the editions may be anybody's.
fn shown(line: &str) -> String {
    let shown =
        |c: char| if c.is_control() || is_invisible(c) { format!("[{}]", code_point(c)) } else { c.to_string() };
    line.chars().map(shown).collect()
}

fn name(item: &Item) -> String {
    let plan = item.plan.as_ref().map(|plan| format!("{plan} ")).unwrap_or_default();
    let title = if item.title.is_empty() || item.title == item.id { String::new() } else { format!(" {}", item.title) };
    format!("{plan}{}{title}", item.id)
}

/// Returns a value in one line, its middle left out where it is long.
fn short(value: &Value) -> String {
    const ENDS: usize = 40;
    let is_word = |value: &&Value| !value.is_null() && !value.is_array() && !value.is_object();
    let text = match value {
        Value::Null => "（无）".to_owned(),
        Value::Array(items) if items.is_empty() => "（无）".to_owned(),
        Value::String(text) => text.replace('\n', "⏎"),
        Value::Array(items) if items.iter().all(|item| is_word(&item)) => items.iter().map(short).join("、"),
        // Such as progress, whose words say themselves what they are.
        Value::Object(fields) if !fields.values().any(|it| it.is_array() || it.is_object()) => {
            fields.values().filter(is_word).map(short).join("，")
        }
        other => other.to_string(),
    };
    let chars: Vec<char> = text.chars().collect();
    if chars.len() <= 2 * ENDS + 2 {
        return text;
    }
    let (first, last) = (&chars[..ENDS], &chars[chars.len() - ENDS..]);
    format!("{}……{}", first.iter().collect::<String>(), last.iter().collect::<String>())
}

/// Returns what is in one only, or not the same in both.
pub(super) fn changes(old: Things, mut new: Things) -> Changes {
    let mut changes = Changes::default();
    let item = |(plan, id): &(Option<String>, String), title: &str| Item {
        plan: plan.clone(),
        id: id.clone(),
        title: title.to_owned(),
    };
    for (key, (old_title, old_fields)) in old {
        let Some((title, fields)) = new.remove(&key) else {
            changes.removed.push(item(&key, &old_title));
            continue;
        };
        let names = old_fields.keys().chain(fields.keys().filter(|name| !old_fields.contains_key(*name)));
        let value = |of: &Map<String, Value>, name: &str| of.get(name).cloned().unwrap_or_default();
        let field =
            |name: &String| Field { name: name.clone(), old: value(&old_fields, name), new: value(&fields, name) };
        let fields: Vec<Field> = names.map(field).filter(|field| field.old != field.new).collect();
        if !fields.is_empty() {
            changes.changed.push(Changed { item: item(&key, &title), fields });
        }
    }
    changes.added = new.iter().map(|(key, (title, _))| item(key, title)).collect();
    changes.added.sort_by(by_number);
    changes.removed.sort_by(by_number);
    changes.changed.sort_by(|a, b| by_number(&a.item, &b.item));
    changes
}

/// Compares by plan and id, `9` before `10`.
fn by_number(a: &Item, b: &Item) -> std::cmp::Ordering {
    let number = |item: &Item| item.id.parse::<u64>().ok();
    let of_plan = a.plan.cmp(&b.plan);
    of_plan.then_with(|| number(a).cmp(&number(b))).then_with(|| a.id.cmp(&b.id))
}

/// Reads an edition by its open data and its pages. A folder that is none is a diagnostic.
pub(super) fn read(folder: &Utf8Path) -> Result<Result<Edition, Diagnostic>> {
    if !publish::is_edition(folder) {
        let hint = "写 policy-portal build 生成的网站文件夹，里面应有 edition.json";
        return Ok(Err(Diagnostic::new(
            Code::NotAnEdition,
            Place::file(folder.as_str()),
            format!("`{folder}` 不是本程序生成的网站"),
            hint,
        )));
    }
    let mut edition = Edition::default();
    let manifest: Manifest = match json(folder, edition::MANIFEST)? {
        Ok(manifest) => manifest,
        Err(diagnostic) => return Ok(Err(diagnostic)),
    };
    for plan in manifest.plans.unwrap_or_default() {
        // A name in a manifest is no way out of the folder.
        if plan.is_empty() || plan.contains(['/', '\\']) || plan.starts_with('.') {
            return Ok(Err(broken(&folder.join(edition::MANIFEST))));
        }
        if let Err(diagnostic) = read_plan(folder, &plan, &mut edition)? {
            return Ok(Err(diagnostic));
        }
    }
    match json::<CaseList>(folder, open_data::CASES)? {
        Ok(list) => {
            gather(list.cases, None, &mut edition.cases, |case| (case.slug.clone(), case.title.clone()))?;
        }
        Err(diagnostic) => return Ok(Err(diagnostic)),
    }
    pages(folder, &mut edition.pages)?;
    Ok(Ok(edition))
}

fn read_plan(folder: &Utf8Path, id: &str, edition: &mut Edition) -> Result<Result<(), Diagnostic>> {
    let mut plan: PlanRecord = match json(folder, &open_data::PLAN.path(id))? {
        Ok(plan) => plan,
        Err(diagnostic) => return Ok(Err(diagnostic)),
    };
    let tasks: TaskList = match json(folder, &open_data::TASKS.path(id))? {
        Ok(tasks) => tasks,
        Err(diagnostic) => return Ok(Err(diagnostic)),
    };
    let agencies: AgencyList = match json(folder, &open_data::AGENCIES.path(id))? {
        Ok(agencies) => agencies,
        Err(diagnostic) => return Ok(Err(diagnostic)),
    };
    let of = Some(id);
    gather(take(&mut plan.clauses), of, &mut edition.clauses, |it| (it.id.clone(), it.heading.clone()))?;
    gather(take(&mut plan.corrections), of, &mut edition.corrections, |it| (it.id.clone(), it.printed.clone()))?;
    gather(take(&mut plan.members), of, &mut edition.members, |it| (it.id.clone(), it.name.clone()))?;
    gather(tasks.tasks, of, &mut edition.tasks, |it| (it.number.to_string(), it.title.clone()))?;
    gather(agencies.agencies, of, &mut edition.agencies, |it| (it.id.clone(), it.name.clone()))?;
    // What is left of the plan are its own fields: its lists are empty in both editions.
    gather(vec![plan], None, &mut edition.plans, |it| (id.to_owned(), it.title.clone()))?;
    Ok(Ok(()))
}

/// Adds the things of a list, each with the id and the title that `name` gives it.
fn gather<T: Serialize>(
    list: Vec<T>,
    plan: Option<&str>,
    things: &mut Things,
    name: impl Fn(&T) -> (String, String),
) -> Result<()> {
    for thing in list {
        let (id, title) = name(&thing);
        if let Value::Object(fields) = serde_json::to_value(&thing)? {
            things.insert((plan.map(str::to_owned), id), (title, fields));
        }
    }
    Ok(())
}

/// Adds every HTML file of a site, with what it says and where it leads.
fn pages(site: &Utf8Path, things: &mut Things) -> Result<()> {
    let failed = || format!("读取文件夹 `{site}` 失败");
    for entry in WalkDir::new(site) {
        let entry = entry.with_context(failed)?;
        let path = Utf8Path::from_path(entry.path()).with_context(failed)?;
        if !entry.file_type().is_file() || path.extension() != Some("html") {
            continue;
        }
        let html = bytes(path)?.unwrap_or_default();
        let below = path.strip_prefix(site).unwrap_or(path);
        let address = format!("/{}", below.as_str().trim_end_matches("index.html"));
        let (title, content) = said(&String::from_utf8_lossy(&html));
        let fields = Map::from_iter([("content".to_owned(), Value::String(content))]);
        things.insert((None, address), (title, fields));
    }
    Ok(())
}

/// Returns a page's title, and a digest of its main part: styles and menus around it change without its saying another
/// thing.
fn said(html: &str) -> (String, String) {
    let between = |start: &str, end: &str| {
        let from = html.find(start)? + start.len();
        Some(&html[from..from + html[from..].find(end)?])
    };
    let title = between("<title>", "</title>").unwrap_or_default();
    let main = between("<main", "</main>").unwrap_or(html);
    (title.to_owned(), sha256(main)[..16].to_owned())
}

fn json<T: DeserializeOwned>(folder: &Utf8Path, file: &str) -> Result<Result<T, Diagnostic>> {
    let path = folder.join(file);
    let value = bytes(&path)?.and_then(|bytes| serde_json::from_slice(&bytes).ok());
    Ok(value.ok_or_else(|| broken(&path)))
}

fn broken(path: &Utf8Path) -> Diagnostic {
    let message = format!("读不懂 `{path}`");
    Diagnostic::new(Code::BrokenEdition, Place::file(path.as_str()), message, "这个网站不完整：请重新生成")
}

/// Returns a file's bytes; `None` where there is no plain file of fair size.
fn bytes(path: &Utf8Path) -> Result<Option<Vec<u8>>> {
    let is_fair = std::fs::symlink_metadata(path).is_ok_and(|data| data.is_file() && data.len() <= LARGEST);
    if !is_fair {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).with_context(|| format!("读取 `{path}` 失败"))?;
    file.take(LARGEST).read_to_end(&mut bytes).with_context(|| format!("读取 `{path}` 失败"))?;
    Ok(Some(bytes))
}
