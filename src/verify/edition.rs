//! What a built site says of itself: its manifest and its open data; and the sources that it was made from.
//!
//! The structs here hold the few fields that the audit compares, apart from `open_data`'s on purpose: the audit reads
//! the files as anybody would, so that a fault of the structs that wrote them can't hide itself.

use std::collections::BTreeMap;

use camino::Utf8Path;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::files;
use super::second_reading::listed::Listed;
use super::{ListedCorrection, VerifiedPlan};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::edition::{self, MANIFEST, Manifest};
use crate::open_data;
use crate::text::digest::sha256;
use crate::text::role_class::RoleClass;

/// Where the site lives.
#[derive(Debug, Default, Clone, PartialEq, Eq, Hash)]
pub(super) struct Base {
    /// Such as `/portal`; empty at a domain's root.
    pub path: String,
    /// Without a final slash; `None` where the site has no address yet.
    pub url: Option<String>,
    /// The day as of which it says that deadlines have passed.
    pub as_of: Option<String>,
    /// Ids of the plans that it says it publishes; `None` where it says nothing of them.
    pub plans: Option<Vec<String>>,
}

impl Base {
    /// Returns the path from the site's root that an address of the site names; nothing for others.
    pub(super) fn path_of<'a>(&self, address: &'a str) -> Option<&'a str> {
        let below = |root: &str| address.strip_prefix(root).filter(|rest| rest.starts_with('/'));
        self.url.as_deref().and_then(below).or_else(|| below(&self.path))
    }
}

/// `plan.json`, as far as the audit needs it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct PlanData {
    source: SourceData,
    corrections: Vec<CorrectionData>,
    pub clauses: Vec<Addressed>,
    pub domains: Vec<DomainData>,
    pub members: Vec<MemberData>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct SourceData {
    sha256: String,
}

#[derive(Debug, Deserialize)]
struct CorrectionData {
    id: String,
    kind: String,
    lines: [usize; 2],
    #[serde(default)]
    printed: Option<String>,
    #[serde(default)]
    read: Option<String>,
}

/// `cases.json`, as far as the audit needs it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct CasesData {
    pub cases: Vec<Addressed>,
}

/// Anything with an address.
#[derive(Debug, Deserialize)]
pub(super) struct Addressed {
    pub url: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct DomainData {
    pub id: String,
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub printed_names: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct MemberData {
    pub id: String,
}

/// `tasks.json`, as far as the audit needs it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct TasksData {
    pub tasks: Vec<TaskData>,
}

/// A task. Fields that a schema refuses to do without may be missing here: what they say is compared, not that they are.
#[derive(Debug, Default, Deserialize)]
pub(super) struct TaskData {
    pub number: u32,
    #[serde(default)]
    pub label: Option<String>,
    #[serde(default)]
    pub title: String,
    #[serde(default)]
    pub text: String,
    #[serde(default)]
    pub domain: Option<String>,
    #[serde(flatten)]
    pub agencies: ByClass,
    #[serde(default)]
    pub deadline: Option<String>,
    pub url: String,
    pub parts: Vec<PartData>,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct PartData {
    pub id: String,
    #[serde(default)]
    pub text: String,
    pub lines: [usize; 2],
    #[serde(flatten)]
    pub agencies: ByClass,
    #[serde(default)]
    pub deadline: Option<String>,
    pub printed: PrintedData,
    #[serde(default)]
    pub roles: Vec<RoleData>,
}

/// Ids of agencies by what they have to do.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct ByClass {
    lead: Vec<String>,
    responsible: Vec<String>,
    supporting: Vec<String>,
}

impl ByClass {
    /// Returns the lists, each with its class and its name in the data.
    pub(super) fn lists(&self) -> [(RoleClass, &'static str, &[String]); 3] {
        RoleClass::ALL.map(|class| (class, class.name(), self.of(class)))
    }

    pub(super) fn of(&self, class: RoleClass) -> &[String] {
        match class {
            RoleClass::Lead => &self.lead,
            RoleClass::Responsible => &self.responsible,
            RoleClass::Supporting => &self.supporting,
        }
    }
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct RoleData {
    pub word: String,
    #[serde(default)]
    pub agencies: Vec<String>,
    pub printed: String,
}

/// `agencies.json`, as far as the audit needs it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct AgenciesData {
    pub agencies: Vec<AgencyData>,
}

#[derive(Debug, Deserialize)]
pub(super) struct AgencyData {
    pub id: String,
    pub name: String,
    #[serde(default)]
    pub aliases: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct PrintedData {
    pub text: String,
    pub lead: String,
    pub responsible: String,
    pub deadline: String,
}

/// Returns where the site lives; a diagnostic where the folder is no edition.
pub(super) fn base(site: &Utf8Path) -> anyhow::Result<Result<Base, Diagnostic>> {
    let no_edition = |message: String| {
        Diagnostic::new(
            Code::NoEdition,
            Place::file(MANIFEST),
            message,
            "先运行 policy-portal build，再核对它写出的文件夹",
        )
    };
    if !site.join(MANIFEST).as_std_path().is_file() {
        return Ok(Err(no_edition(format!("`{site}` 不是本程序生成的站点：没有 {MANIFEST}"))));
    }
    let is_ours = files::bytes(site, MANIFEST)?.is_ok_and(|bytes| edition::is_manifest(&bytes));
    if !is_ours {
        return Ok(Err(no_edition(format!("`{site}` 不是本程序生成的站点：它的 {MANIFEST} 不是本程序写的"))));
    }
    let edition: Manifest = match json(site, MANIFEST)? {
        Ok(edition) => edition,
        Err(fault) => return Ok(Err(no_edition(fault.message))),
    };
    let url = edition.base_url.map(|url| url.trim_end_matches('/').to_owned()).filter(|url| !url.is_empty());
    let of_url = || {
        let (_, rest) = url.as_deref()?.split_once("://")?;
        rest.find('/').map(|at| rest[at..].to_owned())
    };
    let path = edition.base_path.or_else(of_url).unwrap_or_default().trim_end_matches('/').to_owned();
    Ok(Ok(Base { path, url, as_of: edition.as_of, plans: edition.plans }))
}

/// Returns what to say of a file that a site has to have.
pub(super) fn missing(file: &str) -> Diagnostic {
    Diagnostic::new(Code::BadData, Place::file(file), "缺少这个数据文件", "重新生成网站：policy-portal build")
}

/// Returns a JSON file of the site; a diagnostic where it can't be read as what it should be.
pub(super) fn json<T: DeserializeOwned>(site: &Utf8Path, file: &str) -> anyhow::Result<Result<T, Diagnostic>> {
    if !site.join(file).as_std_path().is_file() {
        return Ok(Err(missing(file)));
    }
    Ok(match files::text(site, file)? {
        Ok(text) => match serde_json::from_str(&text) {
            Ok(data) => Ok(data),
            Err(fault) => Err(Diagnostic::new(
                Code::BadData,
                Place::file(file).at((fault.line().max(1), fault.column().max(1))),
                format!("数据文件读不出：{fault}"),
                "重新生成网站：policy-portal build",
            )),
        },
        Err(fault) => Err(fault),
    })
}

/// Reads what has to be proven of every plan that the site publishes: its source from the folders under
/// `root/seeds`, its listed corrections from the site's own open data.
pub(super) fn plans(
    root: &Utf8Path,
    site: &Utf8Path,
    listed: Option<&[String]>,
) -> anyhow::Result<(Vec<VerifiedPlan>, Vec<Diagnostic>)> {
    let mut plans = Vec::new();
    let mut diagnostics = Vec::new();
    let sources = sources(root)?;
    let mut ids = Vec::new();
    for entry in fs_err::read_dir(site.as_std_path())? {
        let entry = entry?;
        if let Some(name) = entry.file_name().to_str()
            && entry.file_type().is_ok_and(|kind| kind.is_dir())
            && site.join(open_data::PLAN.path(name)).as_std_path().is_file()
        {
            ids.push(name.to_owned());
        }
    }
    ids.extend(listed.unwrap_or_default().iter().filter(|id| is_segment(id)).cloned());
    ids.sort();
    ids.dedup();
    if ids.is_empty() && listed.is_none() {
        diagnostics.push(Diagnostic::new(
            Code::NoPlan,
            Place::file(MANIFEST),
            "站点里没有一个方案：找不到 方案/data/plan.json",
            "在 portal.toml 的 plans 里写上方案，再重新生成网站",
        ));
    }
    for id in ids {
        let file = open_data::PLAN.path(&id);
        let data: PlanData = match json(site, &file)? {
            Ok(data) => data,
            Err(fault) => {
                diagnostics.push(fault);
                continue;
            }
        };
        let Some(Seed { file: source_file, text: source, listed, written }) = sources.get(&id) else {
            diagnostics.push(Diagnostic::new(
                Code::NoSource,
                Place::file(&file),
                format!("seeds/ 下没有方案 `{id}` 的原文"),
                "用 --root 指出站点由之生成的文件夹",
            ));
            continue;
        };
        let sum = sha256(source);
        if data.source.sha256 != sum {
            diagnostics.push(Diagnostic::new(
                Code::SourceChanged,
                Place::file(&file).quoting(&data.source.sha256),
                format!("站点所依据的原文与 `{source_file}` 不同"),
                "原文改动之后请重新生成站点",
            ));
        }
        plans.push(VerifiedPlan {
            id,
            source: source.clone(),
            source_file: source_file.clone(),
            corrections: data.corrections.into_iter().map(ListedCorrection::from).collect(),
            listed: listed.clone(),
            written: written.clone(),
        });
    }
    Ok((plans, diagnostics))
}

/// Checks whether an id can only name a folder right under the site.
fn is_segment(id: &str) -> bool {
    !id.is_empty() && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

impl From<CorrectionData> for ListedCorrection {
    fn from(data: CorrectionData) -> ListedCorrection {
        ListedCorrection {
            id: data.id,
            kind: data.kind,
            lines: (data.lines[0], data.lines[1]),
            printed: data.printed.unwrap_or_default(),
            read: data.read.unwrap_or_default(),
        }
    }
}

/// What a folder under `seeds/` holds, as far as the audit needs it.
struct Seed {
    /// The source's name relative to the root.
    file: String,
    text: String,
    listed: Listed,
    /// All of `plan.toml`.
    written: Value,
}

/// Returns TOML as the JSON that says the same, dates as texts; nothing where it can't be read.
pub(super) fn as_json(text: &str) -> Value {
    fn of(value: toml::Value) -> Value {
        match value {
            toml::Value::String(text) => text.into(),
            toml::Value::Integer(number) => number.into(),
            toml::Value::Float(number) => number.into(),
            toml::Value::Boolean(is_true) => is_true.into(),
            toml::Value::Datetime(moment) => moment.to_string().into(),
            toml::Value::Array(items) => items.into_iter().map(of).collect(),
            toml::Value::Table(fields) => fields.into_iter().map(|(key, value)| (key, of(value))).collect(),
        }
    }
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    toml::from_str::<toml::Table>(&text).map(|table| of(toml::Value::Table(table))).unwrap_or_default()
}

/// Returns by plan id what its folder holds.
fn sources(root: &Utf8Path) -> anyhow::Result<BTreeMap<String, Seed>> {
    let seeds = root.join("seeds");
    let mut sources = BTreeMap::new();
    if !seeds.as_std_path().is_dir() {
        return Ok(sources);
    }
    for entry in fs_err::read_dir(seeds.as_std_path())? {
        let name = entry?.file_name();
        let Some(name) = name.to_str() else { continue };
        let file = format!("seeds/{name}/source.txt");
        if !root.join(&file).as_std_path().is_file() {
            continue;
        }
        // The folder's name serves where the plan file can't be read: `check` says what is wrong with it.
        let plan_file = seeds.join(name).join("plan.toml");
        let plan = fs_err::read_to_string(plan_file.as_std_path()).unwrap_or_default();
        let listed = toml::from_str::<Listed>(&plan)
            .ok()
            .filter(|listed| !listed.id.is_empty())
            .unwrap_or_else(|| Listed { id: name.to_owned(), ..Listed::default() });
        if let Ok(text) = files::text(root, &file)? {
            let text = text.replace("\r\n", "\n");
            sources.insert(listed.id.clone(), Seed { file, text, listed, written: as_json(&plan) });
        }
    }
    Ok(sources)
}
