//! Places that documents are in force in: a city, a province.

/// How the names of places end.
const LEVELS: [&str; 8] = ["自治区", "省", "市", "区", "县", "州", "盟", "旗"];

/// Returns the place that a document is of: the one that its issuer governs, or else the one that issuer and title both
/// begin with, or that the issuer alone does; of a document without an issuer, the one that its title begins with.
pub(crate) fn of_document<'t>(issuer: Option<&'t str>, title: &'t str) -> Option<&'t str> {
    match issuer.map(str::trim) {
        Some(issuer) => of_issuer(issuer).or_else(|| shared(issuer, title)).or_else(|| of_name(issuer)),
        None => of_name(title),
    }
}

/// Returns the longest name of a place that both texts begin with.
fn shared<'t>(issuer: &str, title: &'t str) -> Option<&'t str> {
    let common: usize = issuer.chars().zip(title.chars()).take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum();
    let end = LEVELS.iter().filter_map(|level| Some(title[..common].rfind(level)? + level.len())).max()?;
    Some(&title[..end]).filter(|place| place.chars().count() > 1)
}

/// Returns the place that a name begins with: two to four characters and a level, which no word of another kind ends, and
/// no smaller place follows.
fn of_name(name: &str) -> Option<&str> {
    let name = name.strip_prefix("中共").unwrap_or(name);
    let level = |(number, (_, c)): &(usize, (usize, char))| *number >= 2 && "省市县州".contains(*c);
    let (_, (at, c)) = name.char_indices().enumerate().take(5).find(level)?;
    let (place, rest) = (&name[..at], &name[at + c.len_utf8()..]);
    let is_department = ["民政", "民族"].iter().any(|word| rest.starts_with(word));
    let goes_on = rest.starts_with(['场', '级', '域', '民', '区']) && !is_department;
    let is_other = place.ends_with(['城', '都', '超', '门']) || goes_on;
    let is_wide = ["全国", "国家", "关于"].iter().any(|begin| place.starts_with(begin));
    let is_whole = !rest.chars().take(4).any(|c| "区县".contains(c));
    (!is_other && !is_wide && is_whole).then(|| &name[..at + c.len_utf8()])
}

/// Returns how people say a place: 甲乙 of 甲乙市; nothing where too little would be left of its name.
pub(crate) fn short(place: &str) -> Option<&str> {
    let stem = LEVELS.iter().find_map(|level| place.strip_suffix(level))?;
    (stem.chars().count() > 1).then_some(stem)
}

/// Returns the province that a name begins with: 甲乙省 of 甲乙省财政厅.
pub(crate) fn province(name: &str) -> Option<&str> {
    let end = |level: &str| Some(name.find(level)? + level.len());
    let within = |level: &str, lengths: std::ops::RangeInclusive<usize>| {
        end(level).map(|end| &name[..end]).filter(|place| lengths.contains(&place.chars().count()))
    };
    let place = within("自治区", 5..=8).or_else(|| within("省", 3..=4))?;
    (!place.starts_with(['各', '全', '本', '我', '该'])).then_some(place)
}

/// Returns the place that an issuer governs: `甲市` of `甲市人民政府办公室`, `中共甲市委办公室`, `乙区管理委员会`.
fn of_issuer(issuer: &str) -> Option<&str> {
    let whole = issuer.strip_prefix("中共").unwrap_or(issuer);
    let (place, _) = ["人民政府", "管理委员会", "管委会", "委"].iter().find_map(|body| whole.split_once(body))?;
    let is_place = LEVELS.iter().any(|end| place.ends_with(end));
    (is_place && place.chars().count() > 1).then_some(place)
}

/// Returns a name with its place before it: 甲市财政局 of 市财政局 in 甲市. One that says the place anywhere (中国移动甲乙
/// 分公司 in 甲乙市) is whole.
pub(crate) fn full_name(name: &str, place: Option<&str>) -> String {
    let says = |place: &str| {
        let stem = place.char_indices().next_back().map_or(place, |(end, _)| &place[..end]);
        name.contains(if stem.chars().count() > 1 { stem } else { place })
    };
    let place = place.filter(|place| !says(place)).unwrap_or_default();
    let level = place.chars().next_back().filter(|level| name.starts_with(*level));
    place.strip_suffix(|c| Some(c) == level).unwrap_or(place).to_owned() + name
}

/// Checks whether two places have nothing to do with each other: neither is a part of the other.
pub(crate) fn are_apart(one: &str, other: &str) -> bool {
    !one.starts_with(other) && !other.starts_with(one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_leave_out_what_kind_of_place_it_is() {
        let short: Vec<_> = ["甲乙市", "甲乙丙自治区", "甲县", "甲乙"].map(super::short).into();
        assert_eq!(short, [Some("甲乙"), Some("甲乙丙"), None, None]);
    }

    #[test]
    fn names_say_their_province() {
        for (name, place) in [
            ("甲乙省财政厅", Some("甲乙省")),
            ("甲乙丙省人民政府", Some("甲乙丙省")),
            ("甲乙自治区财政厅", Some("甲乙自治区")),
            ("省财政厅", None),
            ("各有关省", None),
            ("甲乙市节省办", None),
        ] {
            assert_eq!(province(name), place, "{name}");
        }
    }

    #[test]
    fn a_document_is_of_its_issuers_place() {
        for (issuer, title, place) in [
            (Some("甲市人民政府办公室"), "便民方案", Some("甲市")),
            (Some("甲乙省发展和改革委员会"), "甲乙省支持便民行动方案", Some("甲乙省")),
            (Some("甲乙市丙区民政局"), "甲乙市丙区便民方案", Some("甲乙市丙区")),
            (Some("国务院办公厅"), "国务院办公厅关于城市更新的意见", None),
            (Some("国务院"), "甲乙市便民方案", None),
            (Some("中共甲乙市委办公室"), "关于便民的意见", Some("甲乙市")),
            (Some("甲乙区管理委员会"), "便民方案", Some("甲乙区")),
            (Some("甲乙市民政局"), "关于便民的意见", Some("甲乙市")),
            (Some("甲乙市财政局"), "关于便民的意见", Some("甲乙市")),
            (Some("甲乙市丙丁区财政局"), "关于便民的意见", None),
            (Some("国家市场监督管理总局"), "关于便民的意见", None),
            (None, "甲乙市便民方案", Some("甲乙市")),
            (None, "试点城市便民方案", None),
            (None, "甲乙市场监管方案", None),
            (None, "全国市县便民方案", None),
            (None, "便民方案", None),
        ] {
            assert_eq!(of_document(issuer, title), place, "{issuer:?} {title}");
        }
    }
}
