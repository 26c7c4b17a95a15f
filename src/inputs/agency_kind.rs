//! What kinds of bodies there are, and what kind a name sounds like.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::text::place;

/// What kind of body an agency is; the order is that of the agencies page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, JsonSchema, Hash)]
#[serde(rename_all = "lowercase")]
pub(crate) enum AgencyKind {
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
    pub(crate) const ALL: [AgencyKind; 15] = [
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

    /// Returns the word that `agencies.toml` has for it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            AgencyKind::Municipal => "municipal",
            AgencyKind::Party => "party",
            AgencyKind::Zone => "zone",
            AgencyKind::District => "district",
            AgencyKind::City => "city",
            AgencyKind::County => "county",
            AgencyKind::Township => "township",
            AgencyKind::Provincial => "provincial",
            AgencyKind::Central => "central",
            AgencyKind::Judicial => "judicial",
            AgencyKind::Institution => "institution",
            AgencyKind::Enterprise => "enterprise",
            AgencyKind::University => "university",
            AgencyKind::Association => "association",
            AgencyKind::Group => "group",
        }
    }

    /// Checks whether another place than this one has its own of the same name: there is a 市财政局 in each city, and a
    /// 省财政厅 in each province, which cities of one province share.
    pub(crate) fn is_local(self, place: &str) -> bool {
        match self {
            AgencyKind::Provincial => is_province(place),
            AgencyKind::Municipal
            | AgencyKind::Party
            | AgencyKind::Zone
            | AgencyKind::District
            | AgencyKind::Judicial
            | AgencyKind::Group => true,
            _ => false,
        }
    }

    /// Returns where a body is that a plan of some place names so: a central one nowhere, that of a province in the one that
    /// its name says.
    pub(crate) fn place_of<'t>(self, name: &'t str, place: Option<&'t str>) -> Option<&'t str> {
        match self {
            AgencyKind::Central => None,
            AgencyKind::Provincial if !place.is_some_and(is_province) => place::province(name),
            _ => place,
        }
    }

    /// Returns what that word means, for editors.
    pub(crate) fn meaning(self) -> &'static str {
        match self {
            AgencyKind::Municipal => "市级部门",
            AgencyKind::Party => "党委部门",
            AgencyKind::Zone => "功能区管委会",
            AgencyKind::District => "区人民政府",
            AgencyKind::City => "市（州）人民政府",
            AgencyKind::County => "县（市）人民政府",
            AgencyKind::Township => "乡镇和街道",
            AgencyKind::Provincial => "省级单位",
            AgencyKind::Central => "中央单位及其派驻机构",
            AgencyKind::Judicial => "法院和检察院",
            AgencyKind::Institution => "事业单位",
            AgencyKind::Enterprise => "企业",
            AgencyKind::University => "高校",
            AgencyKind::Association => "社会组织",
            AgencyKind::Group => "一组单位",
        }
    }

    /// Returns what a name that nobody has registered sounds like; a bare one (财政局) is of the plan's own level.
    pub(crate) fn guess(name: &str, place: Option<&str>) -> AgencyKind {
        let ends = |words: &[&str]| words.iter().any(|word| name.ends_with(word));
        if is_collective(name) {
            AgencyKind::Group
        } else if PARTY.iter().any(|word| name.contains(word)) {
            AgencyKind::Party
        } else if ends(&["法院", "检察院"]) {
            AgencyKind::Judicial
        } else if ends(&["公司", "集团", "银行", "交易所"]) && !name.contains("人民银行") {
            AgencyKind::Enterprise
        } else if ends(&["大学", "学院"]) {
            AgencyKind::University
        } else if ends(&["协会", "学会", "商会", "促进会", "基金会", "联盟"]) {
            AgencyKind::Association
        } else if ends(&["中心", "研究院", "研究所", "医院", "图书馆", "博物馆"]) {
            AgencyKind::Institution
        } else if ends(&["管委会", "管理委员会", "执委会", "高新区", "经开区", "开发区", "新区"])
        {
            AgencyKind::Zone
        } else if let Some(kind) = government(name) {
            kind
        } else {
            department(name, place)
        }
    }
}

/// Committees of the party, whose departments have their names in front: `市委宣传部`.
const PARTY: [&str; 8] = ["省委", "市委", "州委", "区委", "县委", "党委", "纪委", "中共"];

/// Words of names that mean several bodies, whichever they are.
const COLLECTIVE: [&str; 11] = [
    "有关部门",
    "有关单位",
    "相关部门",
    "相关单位",
    "成员单位",
    "各部门",
    "各单位",
    "牵头单位",
    "责任单位",
    "试点城市",
    "试点地区",
];

/// Checks whether a name means several bodies: `各区`, `省直有关部门`.
pub(crate) fn is_collective(name: &str) -> bool {
    ["各", "有关", "相关"].iter().any(|begin| name.starts_with(begin))
        || COLLECTIVE.iter().any(|word| name.contains(word))
}

fn is_province(place: &str) -> bool {
    place.ends_with('省') || place.ends_with("自治区")
}

/// Returns the kind of a government, named with the place that it governs.
fn government(name: &str) -> Option<AgencyKind> {
    if ["街道办事处", "街道办", "街道", "苏木"].iter().any(|end| name.ends_with(end)) {
        return Some(AgencyKind::Township);
    }
    let place = ["人民政府", "政府"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name);
    // A level alone (市政府) is the plan's own.
    let last = place.chars().next_back().filter(|_| place.chars().count() > 1)?;
    match last {
        '镇' | '乡' => Some(AgencyKind::Township),
        '县' | '旗' => Some(AgencyKind::County),
        '区' => Some(AgencyKind::District),
        '市' | '州' | '盟' => Some(AgencyKind::City),
        '省' => Some(AgencyKind::Provincial),
        _ => None,
    }
}

/// Returns the kind of a department by the level that its name begins with, or else by its plan's place.
fn department(name: &str, place: Option<&str>) -> AgencyKind {
    let of_level = |level: char| match level {
        '省' => Some(AgencyKind::Provincial),
        '市' | '州' | '盟' => Some(AgencyKind::Municipal),
        '区' => Some(AgencyKind::District),
        '县' | '旗' => Some(AgencyKind::County),
        '镇' | '乡' => Some(AgencyKind::Township),
        _ => None,
    };
    if ["新区", "片区", "高新区", "经开区", "开发区", "园区"].iter().any(|zone| name.starts_with(zone)) {
        return AgencyKind::Zone;
    }
    let bare = name.strip_prefix("市场").map_or(name, |_| "");
    if name.starts_with("自治区") || place::province(name).is_some_and(|province| name.starts_with(province)) {
        return AgencyKind::Provincial;
    }
    if let Some(kind) = bare.chars().next().and_then(of_level) {
        return kind;
    }
    let begins = ["国家", "国务院", "中央", "全国", "中国", "人民银行", "人行", "外汇"];
    let ends = ["部", "总局", "总署", "总社", "海关", "金融监管局", "证监局", "海事局"];
    let is_central = begins.iter().any(|word| name.starts_with(word)) || ends.iter().any(|word| name.ends_with(word));
    let own = place.filter(|_| !is_central).and_then(|place| place.chars().next_back());
    match own {
        Some('区') if place.is_some_and(is_province) => AgencyKind::Provincial,
        Some(level) => of_level(level).unwrap_or(AgencyKind::Municipal),
        None => AgencyKind::Central,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_sounds_like_a_kind() {
        let guess = |name| AgencyKind::guess(name, Some("甲市"));
        for (kind, names) in [
            (AgencyKind::Municipal, &["市财政局", "财政局", "市政府办公室", "市政府", "市场监管局", "市税务局"][..]),
            (AgencyKind::Party, &["市纪委监委机关", "市委组织部", "甲市委宣传部", "省委金融办"]),
            (AgencyKind::Provincial, &["省司法厅", "自治区财政厅"]),
            (
                AgencyKind::Central,
                &["国家发展改革委", "商务部", "市场监管总局", "中国人民银行", "人行甲市分行", "乙市海关"],
            ),
            (AgencyKind::District, &["东湖区人民政府", "东湖区"]),
            (AgencyKind::County, &["丙县政府", "丁县"]),
            (AgencyKind::City, &["戊州人民政府", "乙市政府"]),
            (AgencyKind::Township, &["己镇人民政府", "庚街道办事处", "镇应急办"]),
            (AgencyKind::Zone, &["甲市高新区", "辛新区管委会", "新区财政局", "片区经发局"]),
            (AgencyKind::Enterprise, &["甲市水务集团", "中国移动甲市分公司"]),
            (AgencyKind::Group, &["各区人民政府", "市直有关部门", "领导小组成员单位", "有关街道办事处"]),
            (AgencyKind::University, &["甲市大学"]),
            (AgencyKind::Judicial, &["市法院"]),
            (AgencyKind::Institution, &["市疾控中心"]),
            (AgencyKind::Association, &["市软件行业协会"]),
        ] {
            for name in names {
                assert_eq!(guess(name), kind, "{name}");
            }
        }
        assert_eq!(AgencyKind::guess("财政厅", Some("甲省")), AgencyKind::Provincial);
        assert_eq!(AgencyKind::guess("药监局", None), AgencyKind::Central);
    }
}
