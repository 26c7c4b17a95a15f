//! `agencies.toml`: the agencies of all plans, and finding one by what a cell prints.

use std::collections::{BTreeMap, BTreeSet};

use oxc_index::{IndexSlice, IndexVec, define_index_type};

use crate::diagnostic::{Code, Diagnostic};
use crate::inputs::agency_kind::AgencyKind;
use crate::inputs::contact::{self, Contact};
use crate::inputs::fields::{Fields, Form, Placed};
use crate::inputs::toml_syntax::quoted;
use crate::text::address::is_slug;
use crate::text::source::Source;
use crate::text::{likeness, place, slug};

define_index_type! {
    /// An agency of the registry.
    pub(crate) struct AgencyIndex = u32;
}

/// An agency or a group of agencies.
#[derive(Debug, Clone, Hash)]
pub(crate) struct Agency {
    pub id: String,
    /// The canonical name.
    pub name: String,
    pub kind: AgencyKind,
    /// The city, province … that it belongs to; `None` for central bodies, and where all plans are of one place.
    pub place: Option<String>,
    /// Other forms that documents print.
    pub aliases: Vec<String>,
    /// Ids of a group's members.
    pub members: Vec<String>,
    /// Our remark, shown on the agency's page.
    pub note: String,
    /// Whether `agencies.toml` hasn't got it: a plan's table names it, and nobody has said more.
    pub provisional: bool,
    /// Whom to ask; each is shown only where it is set.
    pub site: Option<Contact>,
    pub address: Option<Contact>,
    pub telephone: Option<Contact>,
}

impl Agency {
    /// Returns an agency of which only a name is known, and where it was named; its id is yet to come.
    fn provisional(name: &str, place: Option<&str>) -> Agency {
        let kind = AgencyKind::guess(name, place);
        Agency {
            id: String::new(),
            name: name.to_owned(),
            kind,
            place: kind.place_of(name, place).map(str::to_owned),
            aliases: Vec::new(),
            members: Vec::new(),
            note: String::new(),
            provisional: true,
            site: None,
            address: None,
            telephone: None,
        }
    }

    /// Returns the entry that registers it, for the end of `agencies.toml`.
    pub(crate) fn entry(&self) -> String {
        let place = self.place.as_deref().map(|place| format!("place = {}\n", quoted(place))).unwrap_or_default();
        let members = if self.kind == AgencyKind::Group { "members = []\n" } else { "" };
        format!(
            "[[agencies]]\nid = {}\nname = {}\nkind = {}\n{place}aliases = []\n{members}",
            quoted(&self.id),
            quoted(&self.name),
            quoted(self.kind.name())
        )
    }

    /// Returns what is set of its contacts, with the keys: `site`, `address`, `telephone`.
    pub(crate) fn contacts(&self) -> impl Iterator<Item = (&'static str, &Contact)> {
        let all = [("site", &self.site), ("address", &self.address), ("telephone", &self.telephone)];
        all.into_iter().filter_map(|(key, contact)| Some((key, contact.as_ref()?)))
    }
}

const FORM: Form = Form { keys: &["place", "agencies"], example: EXAMPLE };
const AGENCY: Form = Form {
    keys: &["id", "name", "kind", "place", "aliases", "members", "note", "site", "address", "telephone"],
    example: EXAMPLE,
};
const EXAMPLE: &str = "例如 id = \"education\"、name = \"市教育局\"、kind = \"municipal\"";

/// An agency as written, as far as it could be read.
struct Written {
    id: Option<Placed<String>>,
    name: Option<Placed<String>>,
    kind: Option<Placed<AgencyKind>>,
    place: Option<String>,
    aliases: Vec<Placed<String>>,
    members: Vec<Placed<String>>,
    note: String,
    site: Option<Contact>,
    address: Option<Contact>,
    telephone: Option<Contact>,
}

impl Written {
    fn read(fields: &Fields, diagnostics: &mut Vec<Diagnostic>) -> Written {
        let id = fields.text("id", diagnostics);
        if let Some(id) = id.as_ref().filter(|id| !is_slug(&id.value)) {
            let message = format!("单位编号 `{}` 不能用作网址", id.value);
            let hint = "只用小写字母、数字和连字符";
            diagnostics.push(fields.source().diagnostic(Code::BadAgencyId, id.span, message, hint));
        }
        let name = fields.text("name", diagnostics);
        let kinds = AgencyKind::ALL.map(|kind| (kind.name(), kind.meaning(), kind));
        // What is said twice is meant once, blanks around it aside.
        let texts = |key, diagnostics: &mut Vec<Diagnostic>| {
            let texts = fields.optional(key, diagnostics, Fields::texts).map_or(Vec::new(), |texts| texts.value);
            let bare = texts.into_iter().map(|Placed { value, span }| Placed { value: value.trim().to_owned(), span });
            let mut seen = BTreeSet::new();
            bare.filter(|text| !text.value.is_empty() && seen.insert(text.value.clone())).collect()
        };
        Written {
            kind: fields.choice("kind", Code::UnknownKind, &kinds, diagnostics),
            place: fields.text_if_set("place", diagnostics).map(|place| place.value),
            aliases: texts("aliases", diagnostics),
            members: texts("members", diagnostics),
            note: fields.text_if_set("note", diagnostics).map_or(String::new(), |note| note.value),
            site: contact::read(fields, "site", diagnostics),
            address: contact::read(fields, "address", diagnostics),
            telephone: contact::read(fields, "telephone", diagnostics),
            id,
            name,
        }
    }

    /// Returns its name and its aliases.
    fn forms(&self) -> impl Iterator<Item = &Placed<String>> {
        self.name.iter().chain(&self.aliases)
    }

    fn finish(self) -> Option<Agency> {
        let texts = |texts: Vec<Placed<String>>| texts.into_iter().map(|text| text.value).collect();
        Some(Agency {
            id: self.id?.value,
            name: self.name?.value,
            kind: self.kind?.value,
            place: self.place,
            aliases: texts(self.aliases),
            members: texts(self.members),
            note: self.note,
            provisional: false,
            site: self.site,
            address: self.address,
            telephone: self.telephone,
        })
    }
}

/// Every agency, and every form of a name that leads to one.
#[derive(Debug, Clone, Default)]
pub(crate) struct Registry {
    /// Those of `agencies.toml`, then those that only plans name.
    agencies: IndexVec<AgencyIndex, Agency>,
    /// By folded form, then by place.
    by_form: BTreeMap<String, BTreeMap<Option<String>, AgencyIndex>>,
    by_id: BTreeMap<String, AgencyIndex>,
    /// Where the local agencies are that no entry gives a place.
    home: Option<String>,
    /// Whether `agencies.toml` could not be read.
    is_unreadable: bool,
}

/// The registry as a plan of some place reads it: names mean that place's agencies, then those of no place.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LocalRegistry<'r> {
    registry: &'r Registry,
    place: Option<&'r str>,
}

impl<'r> LocalRegistry<'r> {
    /// Returns the agency that a form names: its name or an alias, bracket widths and white space aside, a defining
    /// bracket `(含…,下同)` left out.
    pub(crate) fn find(self, form: &str) -> Option<AgencyIndex> {
        let form = folded(without_definition(form));
        let places = self.registry.by_form.get(&form)?;
        let in_place = |place: Option<&str>| {
            let found = places.get(&place.map(str::to_owned))?;
            Some(*found).filter(|&index| self.knows(self.get(index)))
        };
        let here = self.place.and_then(|place| in_place(Some(place)));
        here.or_else(|| in_place(place::province(&form))).or_else(|| in_place(None))
    }

    pub(crate) fn get(self, index: AgencyIndex) -> &'r Agency {
        self.registry.get(index)
    }

    pub(crate) fn place(self) -> Option<&'r str> {
        self.place
    }

    /// Checks whether a plan of this place may name an agency.
    pub(crate) fn knows(self, agency: &Agency) -> bool {
        match &agency.place {
            Some(place) => self.place == Some(place) || place::province(&agency.name) == Some(place),
            None => self
                .place
                .zip(self.registry.home.as_deref())
                .is_none_or(|(here, home)| !agency.kind.is_local(here) || !place::are_apart(here, home)),
        }
    }

    /// Returns the registered names nearest to an unknown form, the nearest first, as far as some are near; another
    /// place's are none of this plan's.
    pub(crate) fn nearest(self, form: &str) -> Vec<&'r str> {
        let wanted = folded(without_definition(form));
        let near = self.registry.agencies.iter().take_while(|agency| !agency.provisional);
        let near = near.filter(|agency| self.knows(agency));
        let forms = |agency: &'r Agency| {
            let forms = std::iter::once(&agency.name).chain(&agency.aliases);
            forms.map(|form| (folded(form), agency.name.as_str()))
        };
        likeness::near(&wanted, near.flat_map(forms))
    }

    /// Returns the registered agencies of other places that a form names.
    pub(crate) fn elsewhere(self, form: &str) -> Vec<&'r Agency> {
        let places = self.registry.by_form.get(&folded(without_definition(form)));
        let agencies = places.into_iter().flat_map(BTreeMap::values).map(|&index| self.get(index));
        agencies.filter(|agency| !agency.provisional && !self.knows(agency)).collect()
    }

    /// Returns where an agency is: local ones without a place are at home.
    pub(crate) fn place_of(self, agency: &'r Agency) -> Option<&'r str> {
        agency.place.as_deref().or(self.registry.home.as_deref())
    }
}

impl Registry {
    /// Reads `agencies.toml`; `file` is its path relative to the root.
    ///
    /// # Errors
    /// Everything that is wrong with it; so are names that lead to two agencies, unknown members and doubled ids.
    pub(crate) fn read(file: &str, text: &str) -> Result<Registry, Vec<Diagnostic>> {
        let source = Source::new(file, text);
        let mut diagnostics = Vec::new();
        let fields = Fields::of_file(&source, &FORM, &mut diagnostics);
        let home = fields.text_if_set("place", &mut diagnostics);
        let tables = fields.tables("agencies", &AGENCY, &mut diagnostics);
        let agencies: IndexVec<AgencyIndex, Written> =
            tables.iter().map(|table| Written::read(table, &mut diagnostics)).collect();
        let mut error = |code, span, message: String, hint: &str| {
            diagnostics.push(source.diagnostic(code, span, message, hint));
        };
        let mut by_form: BTreeMap<String, BTreeMap<Option<String>, AgencyIndex>> = BTreeMap::new();
        let mut ids: BTreeSet<&str> = BTreeSet::new();
        for (index, agency) in agencies.iter_enumerated() {
            if let Some(id) = agency.id.as_ref().filter(|id| !ids.insert(&id.value)) {
                let message = format!("单位编号 `{}` 用了两次", id.value);
                error(Code::RepeatedAgencyId, id.span, message, "每个单位一个编号");
            }
            for form in agency.forms() {
                let places = by_form.entry(folded(&form.value)).or_default();
                if places.insert(agency.place.clone(), index).is_some_and(|other| other != index) {
                    let message = format!("名称 `{}` 同时指向两个单位", form.value);
                    error(
                        Code::AmbiguousAgency,
                        form.span,
                        message,
                        "一个名称或别名在一地只能属于一个单位；两地各有一个的，各写 place",
                    );
                }
            }
        }
        for member in agencies.iter().flat_map(|agency| &agency.members) {
            if !ids.contains(member.value.as_str()) {
                let message = format!("成员 `{}` 不在名录里", member.value);
                error(Code::UnknownMember, member.span, message, "members 里写单位编号");
            }
        }
        if !diagnostics.is_empty() {
            return Err(diagnostics);
        }
        let home = home.map(|place| place.value);
        let agencies: IndexVec<AgencyIndex, Agency> = agencies.into_iter().filter_map(Written::finish).collect();
        let by_id = agencies.iter_enumerated().map(|(index, agency)| (agency.id.clone(), index)).collect();
        Ok(Registry { agencies, by_form, by_id, home, is_unreadable: false })
    }

    /// Returns the registry where `agencies.toml` has faults: it knows nobody.
    pub(crate) fn unreadable() -> Registry {
        Registry { is_unreadable: true, ..Registry::default() }
    }

    /// Checks whether nobody knows which names `agencies.toml` has, so that what it lacks is no finding.
    pub(crate) fn is_unreadable(&self) -> bool {
        self.is_unreadable
    }

    /// Says where the local agencies without a place are, unless `agencies.toml` does.
    pub(crate) fn settle(&mut self, place: Option<&str>) {
        self.home = self.home.take().or_else(|| place.map(str::to_owned));
    }

    /// Returns the agency that a plan of some place names so; one that isn't there is added, as provisional.
    pub(crate) fn find_or_add(&mut self, name: &str, place: Option<&str>) -> AgencyIndex {
        let name = without_definition(name);
        if let Some(known) = self.of_place(place).find(name) {
            return known;
        }
        let mut agency = Agency::provisional(name, place);
        // The name without a place may be another place's.
        if agency.place.is_none() && self.by_form.get(&folded(name)).is_some_and(|places| places.contains_key(&None)) {
            agency.place = place.map(str::to_owned);
        }
        let slug = slug::of(&place::full_name(name, agency.place.as_deref()), SYLLABLES);
        let is_taken = |id: &str| self.by_id.contains_key(id);
        agency.id = slug::free(&slug.unwrap_or_else(|| "danwei".to_owned()), is_taken);
        // Only the plan's place may tell which province's it is.
        let here = agency.place.as_deref().or(place.filter(|_| agency.kind == AgencyKind::Provincial));
        let (form, here, id) = (folded(name), here.map(str::to_owned), agency.id.clone());
        let index = self.agencies.push(agency);
        self.by_form.entry(form).or_default().insert(here, index);
        self.by_id.insert(id, index);
        index
    }

    pub(crate) fn agencies(&self) -> &IndexSlice<AgencyIndex, [Agency]> {
        &self.agencies
    }

    pub(crate) fn get(&self, index: AgencyIndex) -> &Agency {
        &self.agencies[index]
    }

    /// Returns the agency that has an id.
    pub(crate) fn of_id(&self, id: &str) -> Option<AgencyIndex> {
        self.by_id.get(id).copied()
    }

    /// Returns the registry as a plan of this place reads it.
    pub(crate) fn of_place<'r>(&'r self, place: Option<&'r str>) -> LocalRegistry<'r> {
        LocalRegistry { registry: self, place }
    }
}

/// Most syllables of a provisional agency's id: a file system takes names of 255 bytes.
const SYLLABLES: usize = 30;

/// Returns a form without the bracket that defines a group: `各区人民政府(含…,下同)`.
pub(crate) fn without_definition(form: &str) -> &str {
    let Some(open) = form.find(['(', '（', '〈']) else { return form };
    let bracket = form[open..].trim_start_matches(['(', '（', '〈']);
    let defines = bracket.starts_with('含') && bracket.trim_end_matches([')', '）', '〉']).ends_with("下同");
    if defines { form[..open].trim_end() } else { form }
}

/// Returns a form with full-width brackets, commas and colons made half-width and white space taken out.
pub(crate) fn folded(form: &str) -> String {
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
        let registry = registry.of_place(None);
        assert_eq!(registry.find("市场监管局"), Some(AgencyIndex::new(0)));
        assert_eq!(registry.find("各区人民政府（含甲、乙，下同）"), Some(AgencyIndex::new(1)));
        assert_eq!(registry.find("各区人民政府(不含甲)"), None);
        assert_eq!(registry.nearest("市市场监督管理局"), ["市市场监管局"]);
        assert_eq!(registry.nearest("税务"), [""; 0]);
    }

    #[test]
    fn a_name_means_its_own_places_agency_first() {
        let entry =
            |id, place| format!("[[agencies]]\nid = \"{id}\"\nname = \"市财政局\"\nkind = \"municipal\"\n{place}");
        let two = entry("a-finance", "place = \"甲市\"\n") + &entry("b-finance", "place = \"乙市\"\n");
        let registry = Registry::read("a", &(two.clone() + FILE)).unwrap();
        let found = |place, name| registry.of_place(place).find(name).map(|index| registry.get(index).id.as_str());
        assert_eq!(found(Some("甲市"), "市财政局"), Some("a-finance"));
        assert_eq!(found(Some("乙市"), "市财政局"), Some("b-finance"));
        assert_eq!(found(Some("乙市"), "市市场监管局"), Some("market"));
        assert_eq!((found(None, "市财政局"), found(Some("丙市"), "市财政局")), (None, None));
        let elsewhere: Vec<&str> =
            registry.of_place(None).elsewhere("市财政局").iter().filter_map(|agency| agency.place.as_deref()).collect();
        assert_eq!(elsewhere, ["乙市", "甲市"]);
        let third = two + &entry("c-finance", "place = \"甲市\"\n");
        assert_eq!(Registry::read("a", &third).unwrap_err()[0].code, Code::AmbiguousAgency);
    }

    #[test]
    fn local_agencies_without_a_place_are_at_home() {
        let mut registry = Registry::read("a", FILE).unwrap();
        let found = |registry: &Registry, place, name| registry.of_place(place).find(name).is_some();
        assert!(found(&registry, Some("乙市"), "市市场监管局"));
        registry.settle(Some("甲市"));
        for (place, expected) in [(Some("甲市"), true), (Some("甲市丙区"), true), (None, true), (Some("乙市"), false)]
        {
            assert_eq!(found(&registry, place, "市市场监管局"), expected, "{place:?}");
            assert_eq!(found(&registry, place, "各区人民政府"), expected, "{place:?}");
        }
        registry.settle(Some("乙市"));
        assert!(found(&registry, Some("甲市"), "市市场监管局"), "the first place stays");
        let set = Registry::read("a", &format!("place = \"乙市\"\n{FILE}")).unwrap();
        assert!(found(&set, Some("乙市"), "市市场监管局") && !found(&set, Some("甲市"), "市市场监管局"));
    }

    #[test]
    fn an_agency_that_only_a_plan_names_is_added_once_a_place() {
        let mut registry = Registry::read("a", FILE).unwrap();
        let mut added = |name, place| {
            let index = registry.find_or_add(name, place);
            let agency = registry.get(index);
            (agency.id.clone(), agency.place.clone(), agency.provisional)
        };
        let expected = |id: &str, place: Option<&str>| (id.to_owned(), place.map(str::to_owned), true);
        assert_eq!(added("市财政局", Some("甲市")), expected("jia-shi-cai-zheng-ju", Some("甲市")));
        assert_eq!(added("市财政局", Some("乙市")), expected("yi-shi-cai-zheng-ju", Some("乙市")));
        assert_eq!(added("市财政局（含分局，下同）", Some("甲市")), expected("jia-shi-cai-zheng-ju", Some("甲市")));
        assert_eq!(added("商务部", Some("甲市")), expected("shang-wu-bu", None));
        assert_eq!(added("省财政厅", Some("甲市")), expected("sheng-cai-zheng-ting", None));
        for place in ["甲市", "乙市"] {
            assert_eq!(added("甲乙省司法厅", Some(place)), expected("jia-yi-sheng-si-fa-ting", Some("甲乙省")));
        }
        assert_eq!(added("乙市财政局", Some("乙市")), expected("yi-shi-cai-zheng-ju-2", Some("乙市")));
        let branch = added("中国移动甲乙分公司", Some("甲乙市"));
        assert_eq!(branch, expected("zhong-guo-yi-dong-jia-yi-fen-gong-si", Some("甲乙市")));
        assert!(!added("市场监管局", Some("甲市")).2);
    }

    #[test]
    fn an_entry_registers_what_was_provisional() {
        let mut registry = Registry::default();
        let index = registry.find_or_add("市“数字”办", Some("甲市"));
        let agency = registry.get(index).clone();
        let read = Registry::read("a", &agency.entry()).unwrap();
        let found = read.get(read.of_place(Some("甲市")).find("市“数字”办").unwrap());
        assert_eq!((&found.id, found.kind, &found.place), (&agency.id, agency.kind, &agency.place));
        assert!(!found.provisional);
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
