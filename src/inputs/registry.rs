//! `agencies.toml`: the agencies of all plans, and finding one by what a cell prints.

use std::collections::BTreeMap;

use oxc_index::{IndexSlice, IndexVec, define_index_type};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::diagnostic::{Code, Diagnostic};
use crate::inputs::toml_file;
use crate::text::address::is_slug;
use crate::text::date::Date;
use crate::text::url;

/// What kind of body an agency is; the order is that of the agencies page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum AgencyKind {
    /// A department of a city.
    Municipal,
    Party,
    /// A development zone's committee.
    Zone,
    /// The government of a city's district.
    District,
    /// The government of a city or prefecture, in a province's plan.
    City,
    /// The government of a county.
    County,
    /// The government of a township, or a subdistrict's office.
    Township,
    /// A department of a province.
    Provincial,
    /// A central body, or its office on the spot.
    Central,
    /// A court or procuratorate.
    Judicial,
    /// A public institution (事业单位).
    Institution,
    Enterprise,
    University,
    /// A social organisation: an association, a chamber, a foundation.
    Association,
    Group,
}

impl AgencyKind {
    pub const ALL: [AgencyKind; 15] = [
        AgencyKind::Municipal,
        AgencyKind::Party,
        AgencyKind::Zone,
        AgencyKind::District,
        AgencyKind::City,
        AgencyKind::County,
        AgencyKind::Township,
        AgencyKind::Provincial,
        AgencyKind::Central,
        AgencyKind::Judicial,
        AgencyKind::Institution,
        AgencyKind::Enterprise,
        AgencyKind::University,
        AgencyKind::Association,
        AgencyKind::Group,
    ];
}

define_index_type! {
    /// An agency of the registry.
    pub struct AgencyIndex = u32;
}

/// An agency or a group of agencies.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agency {
    pub id: String,
    /// The canonical name.
    pub name: String,
    pub kind: AgencyKind,
    /// Other forms that documents print.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Ids of a group's members.
    #[serde(default)]
    pub members: Vec<String>,
    /// Our remark, shown on the agency's page.
    #[serde(default)]
    pub note: String,
    /// Whom to ask; each is shown only where it is set.
    pub site: Option<Contact>,
    pub address: Option<Contact>,
    pub telephone: Option<Contact>,
}

/// A way to reach an agency, with where and when an editor found it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    pub value: String,
    /// The address of the page that says so.
    pub source: String,
    /// The day on which it did.
    pub date: toml::value::Datetime,
}

impl Agency {
    /// What is set of its contacts, with the keys: `site`, `address`, `telephone`.
    pub fn contacts(&self) -> impl Iterator<Item = (&'static str, &Contact)> {
        let all = [("site", &self.site), ("address", &self.address), ("telephone", &self.telephone)];
        all.into_iter().filter_map(|(key, contact)| Some((key, contact.as_ref()?)))
    }
}

/// What is wrong with a contact, with the value that it stands at.
fn contact_faults<'c>(key: &str, contact: &'c Contact) -> Vec<(&'c str, &'static str)> {
    let value = match key {
        _ if contact.value.trim().is_empty() => Some("还没有填写"),
        "site" => url::why_not_web(&contact.value),
        "telephone" if !contact.value.chars().all(|c| c.is_ascii_digit() || "+-()（） 转、".contains(c)) => {
            Some("电话里有不是号码的字")
        }
        _ => None,
    };
    let source = url::why_not_web(&contact.source);
    let date = Date::of_toml(contact.date).is_none().then_some("date 不是日期");
    let faults = [(contact.value.as_str(), value), (&contact.source, source), (&contact.value, date)];
    faults.into_iter().filter_map(|(at, fault)| Some((at, fault?))).collect()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AgenciesFile {
    #[serde(default)]
    agencies: IndexVec<AgencyIndex, Agency>,
}

/// Every agency, and every form of a name that leads to one.
#[derive(Debug, Clone, Default)]
pub struct Registry {
    agencies: IndexVec<AgencyIndex, Agency>,
    by_form: BTreeMap<String, AgencyIndex>,
}

impl Registry {
    /// Reads `agencies.toml`; names and aliases that lead to two agencies, unknown members and doubled ids are errors.
    pub fn read(file: &str, text: &str) -> Result<Registry, Vec<Diagnostic>> {
        let parsed: AgenciesFile = toml_file::read(file, text).map_err(|diagnostic| vec![*diagnostic])?;
        let mut findings = Vec::new();
        let error =
            |code, value: &str, message: String, hint: &str| toml_file::error(file, text, code, value, message, hint);
        let mut by_form: BTreeMap<String, AgencyIndex> = BTreeMap::new();
        let mut ids: BTreeMap<&str, AgencyIndex> = BTreeMap::new();
        for (index, agency) in parsed.agencies.iter_enumerated() {
            if !is_slug(&agency.id) {
                findings.push(error(
                    Code::BadAgencyId,
                    &agency.id,
                    format!("单位编号 `{}` 不能用作网址", agency.id),
                    "只用小写字母、数字和连字符",
                ));
            }
            if ids.insert(&agency.id, index).is_some() {
                let message = format!("单位编号 `{}` 用了两次", agency.id);
                let (line, hint) = (format!("id = \"{}\"", agency.id), "每个单位一个编号");
                findings.push(toml_file::error_at_last(file, text, Code::RepeatedAgencyId, &line, message, hint));
            }
            for form in std::iter::once(&agency.name).chain(&agency.aliases) {
                let other = by_form.insert(folded(form), index);
                if other.is_some_and(|other| other != index) {
                    findings.push(error(
                        Code::AmbiguousAgency,
                        form,
                        format!("名称 `{form}` 同时指向两个单位"),
                        "一个名称或别名只能属于一个单位",
                    ));
                }
            }
        }
        for agency in &parsed.agencies {
            for (key, contact) in agency.contacts() {
                for (value, fault) in contact_faults(key, contact) {
                    let message = format!("`{}` 的 {key} 不能用：{fault}", agency.name);
                    let hint = "每一项写 value、source（https:// 网址）和 date（YYYY-MM-DD）";
                    findings.push(error(Code::BadContact, value, message, hint));
                }
            }
            for member in agency.members.iter().filter(|member| !ids.contains_key(member.as_str())) {
                findings.push(error(
                    Code::UnknownMember,
                    member,
                    format!("`{}` 的成员 `{member}` 不在名录里", agency.name),
                    "members 里写单位编号",
                ));
            }
        }
        if findings.is_empty() { Ok(Registry { agencies: parsed.agencies, by_form }) } else { Err(findings) }
    }

    pub fn agencies(&self) -> &IndexSlice<AgencyIndex, [Agency]> {
        &self.agencies
    }

    pub fn get(&self, index: AgencyIndex) -> &Agency {
        &self.agencies[index]
    }

    pub fn index_of_id(&self, id: &str) -> Option<AgencyIndex> {
        self.agencies.position(|agency| agency.id == id)
    }

    /// The agency that a form names: its name or an alias, bracket widths and white space aside, a defining
    /// bracket `(含…,下同)` left out.
    pub fn find(&self, form: &str) -> Option<AgencyIndex> {
        self.by_form.get(&folded(without_definition(form))).copied()
    }

    /// The known name nearest to an unknown form, if one is near.
    pub fn nearest(&self, form: &str) -> Option<&str> {
        let wanted = folded(without_definition(form));
        let forms = self.agencies.iter().flat_map(|agency| std::iter::once(&agency.name).chain(&agency.aliases));
        forms
            .map(|name| (similarity(&wanted, &folded(name)), name))
            .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))
            .filter(|(likeness, _)| *likeness >= 0.5)
            .map(|(_, name)| name.as_str())
    }
}

/// A form without the bracket that defines a group: `各区人民政府(含…,下同)`.
pub fn without_definition(form: &str) -> &str {
    let Some(open) = form.find(['(', '（']) else { return form };
    let bracket = form[open..].trim_start_matches(['(', '（']);
    let defines = bracket.starts_with('含') && bracket.trim_end_matches([')', '）']).ends_with("下同");
    if defines { form[..open].trim_end() } else { form }
}

/// A form with full-width brackets, commas and colons made half-width and white space taken out.
pub fn folded(form: &str) -> String {
    form.chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '（' => '(',
            '）' => ')',
            '，' => ',',
            '：' => ':',
            c => c,
        })
        .collect()
}

/// Dice's coefficient over characters and pairs of characters, from 0 to 1.
fn similarity(a: &str, b: &str) -> f64 {
    let grams = |text: &str| -> Vec<String> {
        let chars: Vec<char> = text.chars().collect();
        let ones = chars.iter().map(char::to_string);
        ones.chain(chars.windows(2).map(|pair| pair.iter().collect())).collect()
    };
    let (a, mut b) = (grams(a), grams(b));
    let total = a.len() + b.len();
    let shared =
        a.iter().filter(|gram| b.iter().position(|other| other == *gram).map(|at| b.swap_remove(at)).is_some()).count();
    if total == 0 { 0.0 } else { 2.0 * shared as f64 / total as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = r#"
[[agencies]]
id = "market"
name = "市市场监管局"
kind = "municipal"
aliases = ["市场监管局"]
[[agencies]]
id = "districts"
name = "各区人民政府"
kind = "group"
members = ["market"]
"#;

    #[test]
    fn forms_lead_to_agencies() {
        let registry = Registry::read("a", FILE).unwrap();
        assert_eq!(registry.find("市场监管局"), Some(AgencyIndex::new(0)));
        assert_eq!(registry.find("各区人民政府（含甲、乙，下同）"), Some(AgencyIndex::new(1)));
        assert_eq!(registry.find("各区人民政府(不含甲)"), None);
        assert_eq!(registry.nearest("市市场监督管理局"), Some("市市场监管局"));
        assert_eq!(registry.nearest("税务"), None);
    }

    #[test]
    fn what_leads_two_ways_is_refused() {
        let doubled = format!(
            "{FILE}\n[[agencies]]\nid = \"market\"\nname = \"市场监管局\"\nkind = \"group\"\nmembers = [\"no\"]\n"
        );
        let codes: Vec<Code> = Registry::read("a", &doubled).unwrap_err().iter().map(|d| d.code).collect();
        assert_eq!(codes, [Code::RepeatedAgencyId, Code::AmbiguousAgency, Code::UnknownMember]);
    }
}
