//! What a source of the shipped plan's shape prints, read in the simplest way: line by line, cell by cell, columns by
//! position, no grammar. It knows the shape of this one document, which the reader must not; so they share no mistake.

use std::collections::BTreeMap;

use crate::inputs::registry::Registry;
use crate::read::Plan;
use crate::text::role_class::RoleClass;
use camino::Utf8Path;
use serde_json::Value;

/// What a reader of the open data learns, white space taken out.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Facts {
    /// Label, heading, text.
    pub clauses: Vec<[String; 3]>,
    /// Role, name, post.
    pub members: Vec<[String; 3]>,
    pub tasks: Vec<Task>,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Task {
    pub number: String,
    pub domain: String,
    pub parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    pub text: String,
    pub lead: Vec<String>,
    pub responsible: Vec<String>,
    pub deadline: Option<String>,
    /// The four cells as printed.
    pub printed: [String; 4],
}

/// What the editors say of the source, as far as it changes what is read.
pub(super) struct Notes {
    /// Line, printed, read.
    corrections: Vec<(usize, String, String)>,
    /// Lines of rows that are one column too far to the left.
    shifted: Vec<usize>,
    domains: Vec<String>,
    /// Form of a name → id.
    agencies: BTreeMap<String, String>,
}

impl Notes {
    pub(super) fn read(plan: &str, agencies: &str) -> Notes {
        let plan: toml::Table = toml::from_str(plan).unwrap();
        let list = |name: &str| plan.get(name).and_then(|list| list.as_array()).cloned().unwrap_or_default();
        let line = |entry: &toml::Value| usize::try_from(entry["lines"][0].as_integer().unwrap()).unwrap();
        let text = |entry: &toml::Value, key: &str| entry[key].as_str().unwrap_or_default().to_owned();
        let registry: toml::Table = toml::from_str(agencies).unwrap();
        let mut forms = BTreeMap::new();
        for agency in registry["agencies"].as_array().unwrap() {
            let aliases = agency.get("aliases").and_then(|aliases| aliases.as_array()).cloned().unwrap_or_default();
            for form in aliases.iter().chain([&agency["name"]]) {
                forms.insert(folded(form.as_str().unwrap()), text(agency, "id"));
            }
        }
        let repairs = list("repairs");
        Notes {
            corrections: list("corrections")
                .iter()
                .map(|entry| (line(entry), text(entry, "printed"), text(entry, "read")))
                .collect(),
            shifted: repairs.iter().filter(|entry| entry.get("shift").is_some()).map(line).collect(),
            domains: list("domains").iter().map(|domain| text(domain, "slug")).collect(),
            agencies: forms,
        }
    }

    fn as_read(&self, line: usize, printed: &str) -> String {
        let here = self.corrections.iter().filter(|(at, ..)| *at == line);
        here.fold(printed.to_owned(), |text, (_, printed, read)| text.replacen(printed.as_str(), read, 1))
    }

    /// Ids in printed order, each once; a name that isn't known stands for itself.
    fn agencies(&self, cell: &str) -> Vec<String> {
        let mut ids: Vec<String> = Vec::new();
        if cell.trim().trim_matches('—').is_empty() {
            return ids;
        }
        let mut depth = 0;
        let names = cell.split(|c| {
            depth += i32::from("(（".contains(c)) - i32::from(")）".contains(c));
            depth == 0 && "、，,".contains(c)
        });
        for name in names {
            let name = folded(name.split("(含").next().unwrap().split("（含").next().unwrap());
            let id = self.agencies.get(&name).cloned().unwrap_or(name);
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        ids
    }
}

/// Returns the facts that a source prints.
pub(super) fn printed(source: &str, notes: &Notes) -> Facts {
    let mut facts = Facts::default();
    let mut domain = String::new();
    let mut region = Region::Head;
    let mut role = String::new();
    for (line, text) in (1..).zip(source.lines()) {
        let read = notes.as_read(line, text);
        let bare = read.trim().trim_start_matches("- ").trim();
        if text.contains('\t') {
            region = Region::Table;
            row(line, text, notes, &mut domain, &mut facts);
            continue;
        }
        let squeezed = squeeze(bare);
        region = match region {
            Region::Head if is_part(&squeezed) => Region::Body,
            Region::Body if squeezed.starts_with("附件") => Region::Members,
            // The list of annexes, the annex's label and title.
            Region::Members if bare.ends_with('。') => Region::Table,
            Region::Members if !facts.members.is_empty() && squeezed.starts_with("附件") => Region::Table,
            region => region,
        };
        match region {
            Region::Body if !bare.is_empty() => body(&squeezed, &mut facts.clauses),
            Region::Members => {
                if let Some((printed, rest)) = bare.split_once('：')
                    && !squeezed.starts_with("附件")
                {
                    role = squeeze(printed);
                    facts.members.push(member(&role, rest));
                } else if !role.is_empty() && !bare.is_empty() {
                    facts.members.push(member(&role, bare));
                }
            }
            _ => {}
        }
    }
    facts
}

enum Region {
    Head,
    Body,
    Members,
    Table,
}

fn is_part(text: &str) -> bool {
    label(text).is_some_and(|(label, _)| label.ends_with('、'))
}

/// `三、…` and `(三)…`, cut after the label.
fn label(text: &str) -> Option<(&str, &str)> {
    let numeral = |text: &str| !text.is_empty() && text.chars().all(|c| "一二三四五六七八九十".contains(c));
    if let Some((number, _)) = text.split_once('、')
        && numeral(number)
    {
        return Some(text.split_at(number.len() + '、'.len_utf8()));
    }
    let inner = text.strip_prefix(['(', '（'])?;
    let (number, rest) = inner.split_once([')', '）'])?;
    numeral(number).then(|| text.split_at(text.len() - rest.len()))
}

fn body(text: &str, clauses: &mut Vec<[String; 3]>) {
    match label(text) {
        Some((label, rest)) => {
            let (heading, text) = rest.split_once('。').unwrap_or((rest, ""));
            clauses.push([label, heading, text].map(str::to_owned));
        }
        None => {
            if let Some(clause) = clauses.last_mut() {
                clause[2].push_str(text);
            }
        }
    }
}

fn member(role: &str, text: &str) -> [String; 3] {
    let words: Vec<&str> = text.split_whitespace().collect();
    let single = |at: usize| words.get(at).is_some_and(|word| word.chars().count() == 1);
    let name = if single(0) && single(1) { 2 } else { 1 };
    let (name, post) = words.split_at(name.min(words.len()));
    [role.to_owned(), name.concat(), post.concat()]
}

fn row(line: usize, text: &str, notes: &Notes, domain: &mut String, facts: &mut Facts) {
    let mut cells: Vec<&str> = text.split('\t').map(str::trim).collect();
    if notes.shifted.contains(&line) {
        cells.insert(0, "");
    }
    if cells.get(1).is_some_and(|cell| squeeze(cell) == "序号") {
        return;
    }
    let cell = |at: usize| cells.get(at).copied().unwrap_or_default();
    if let Some((label, _)) = label(cell(0)) {
        let number = "一二三四五六七八九".chars().position(|c| label.starts_with(c));
        *domain = number.and_then(|number| notes.domains.get(number)).cloned().unwrap_or_default();
    }
    let printed = [cell(2), cell(3), cell(4), cell(5)].map(str::to_owned);
    let [task, lead, responsible, deadline] = printed.each_ref().map(|cell| notes.as_read(line, cell));
    let mut part = Part {
        text: squeeze(&task),
        lead: notes.agencies(&lead),
        responsible: notes.agencies(&responsible),
        deadline: month(&deadline),
        printed,
    };
    match facts.tasks.last_mut() {
        Some(task) if cell(1).is_empty() => {
            let above = task.parts.last().unwrap();
            if lead.is_empty() {
                part.lead.clone_from(&above.lead);
            }
            if responsible.is_empty() {
                part.responsible.clone_from(&above.responsible);
            }
            if deadline.is_empty() {
                part.deadline.clone_from(&above.deadline);
            }
            task.parts.push(part);
        }
        _ => {
            let task = Task { number: cell(1).to_owned(), domain: domain.clone(), parts: vec![part] };
            facts.tasks.push(task);
        }
    }
}

fn month(text: &str) -> Option<String> {
    let (year, rest) = text.trim().split_once('年')?;
    let month: u8 = rest.strip_suffix('月')?.parse().ok()?;
    Some(format!("{year}-{month:02}"))
}

/// Without white space.
pub(super) fn squeeze(text: &str) -> String {
    text.split_whitespace().collect()
}

fn folded(form: &str) -> String {
    squeeze(form).replace('（', "(").replace('）', ")").replace('，', ",")
}

/// Returns the facts that the open data publishes.
pub(super) fn published(plan: &Value, tasks: &Value) -> Facts {
    let text = |value: &Value| squeeze(value.as_str().unwrap_or_default());
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let ids = |value: &Value| list(value).iter().map(text).collect();
    let part = |part: &Value| Part {
        text: text(&part["text"]),
        lead: ids(&part["lead"]),
        responsible: ids(&part["responsible"]),
        deadline: part["deadline"].as_str().map(str::to_owned),
        printed: ["text", "lead", "responsible", "deadline"]
            .map(|key| part["printed"][key].as_str().unwrap_or_default().to_owned()),
    };
    Facts {
        clauses: list(&plan["clauses"]).iter().map(|c| ["label", "heading", "text"].map(|key| text(&c[key]))).collect(),
        members: list(&plan["members"]).iter().map(|m| ["role", "name", "post"].map(|key| text(&m[key]))).collect(),
        tasks: list(&tasks["tasks"])
            .iter()
            .map(|task| Task {
                number: task["number"].to_string(),
                domain: text(&task["domain"]),
                parts: list(&task["parts"]).iter().map(part).collect(),
            })
            .collect(),
    }
}

/// Returns the facts of the model that pages and data are made from.
pub(super) fn read(plan: &Plan, registry: &Registry) -> Facts {
    let source = plan.source();
    let ids = |part: &crate::read::Part, class| {
        let mut ids: Vec<String> = Vec::new();
        for mention in part.cells_of(class).flat_map(|cell| &cell.mentions) {
            let id = mention.agency.map_or(mention.form.clone(), |agency| registry.get(agency).id.clone());
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        ids
    };
    let printed = |part: &crate::read::Part, class| -> String {
        part.cells_of(class).map(|cell| source.slice(cell.cell.own)).collect()
    };
    let part = |part: &crate::read::Part| Part {
        text: squeeze(&plan.text_of(part)),
        lead: ids(part, RoleClass::Lead),
        responsible: ids(part, RoleClass::Responsible),
        deadline: part.due.map(|due| due.to_string()),
        printed: [
            plan.printed_text_of(part),
            printed(part, RoleClass::Lead),
            printed(part, RoleClass::Responsible),
            source.slice(part.deadline.own).to_owned(),
        ],
    };
    Facts {
        clauses: plan.clauses.iter().map(|c| [&c.label, &c.heading, &c.text].map(|text| squeeze(text))).collect(),
        members: plan.members.iter().map(|m| [&m.role, &m.name, &m.post].map(|text| squeeze(text))).collect(),
        tasks: plan
            .tasks
            .iter()
            .map(|task| Task {
                number: task.number.to_string(),
                domain: task.domain.map(|domain| plan.domains[domain].slug.clone()).unwrap_or_default(),
                parts: task.parts.iter().map(part).collect(),
            })
            .collect(),
    }
}

/// Returns the same from the files below `folder`.
pub(super) fn published_in(folder: &Utf8Path) -> Facts {
    let read = |name: &str| serde_json::from_slice(&fs_err::read(folder.join(name).as_std_path()).unwrap()).unwrap();
    published(&read("plan.json"), &read("tasks.json"))
}
