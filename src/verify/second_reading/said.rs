//! Roles that a list of names says itself, in brackets beside names.

use super::phrases;
use crate::parse::vocabulary::{CLOSING, OPENING, is_body};
use crate::text::numeral;
use crate::text::role_class::RoleClass;

/// What may follow a role in brackets that is no name.
const TAILS: [&str; 14] = [
    "等",
    "按",
    "依法",
    "依职责",
    "依照",
    "依据",
    "根据",
    "负责",
    "分工",
    "分别",
    "共同",
    "各自",
    "会同有关",
    "会同相关",
];

/// The same, where nothing stands behind them: 组织实施单位 is somebody.
const WHOLE_TAILS: [&str; 5] = ["协同推进", "统筹推进", "组织实施", "具体实施", "抓好落实"];

/// Words between two names, which stand inside some, too.
const CONJUNCTIONS: [&str; 6] = ["以及", "及", "和", "与", "/", "／"];

/// How names end, too, where a group follows them.
const BEFORE_GROUPS: [char; 8] = ['联', '会', '行', '院', '社', '队', '所', '站'];

/// Where a paragraph of a cell ends.
pub(super) const BREAK: &str = "\n";

/// A name of a list, with what stands around it.
#[derive(Debug, Clone, Copy)]
struct Item<'t> {
    /// Where its words begin, a bracket before them left out, and end.
    start: usize,
    end: usize,
    /// The mark before it.
    separator: &'t str,
    /// The role's word in brackets, and whether they stand before the name.
    mark: Option<(&'t str, bool)>,
}

/// A list of more names is none of agencies.
const MOST_NAMES: usize = 300;

/// Returns the parts of a list with their roles' words: `word`, or what brackets beside names say. A bracket that says who
/// leads parts it, too: 甲（由乙牵头）、丙.
pub(super) fn by_mark(word: &str, names: &str) -> Vec<(String, String)> {
    let mut told = Vec::new();
    let mut from = 0;
    for place in phrases::top_brackets(names) {
        let before = phrases::bare(&names[from..place.start]);
        let leader = phrases::leader(&names[place.clone()]).filter(|_| !before.is_empty());
        if let Some((verb, leaders)) = leader {
            told.extend(marked(word, before));
            told.push((verb, leaders.to_owned()));
            from = place.end;
        }
    }
    let rest = if from == 0 { names } else { phrases::bare(&names[from..]) };
    told.extend(
        Some(rest).filter(|rest| from == 0 || !rest.is_empty()).into_iter().flat_map(|rest| marked(word, rest)),
    );
    told
}

/// Returns the parts of a list in which no bracket says who leads.
fn marked(word: &str, names: &str) -> Vec<(String, String)> {
    let items = items(names);
    if items.len() > MOST_NAMES || items.iter().all(|item| item.mark.is_none()) {
        return vec![(word.to_owned(), names.to_owned())];
    }
    let mut told: Vec<(String, usize, usize)> = Vec::new();
    for (item, said) in items.iter().zip(said(&items)) {
        let role = said.map_or_else(|| word.to_owned(), |said| said.split_whitespace().collect());
        match told.last_mut() {
            Some((above, _, end)) if *above == role => *end = item.end,
            _ => told.push((role, item.start, item.end)),
        }
    }
    told.into_iter().map(|(role, start, end)| (role, names[start..end].to_owned())).collect()
}

/// Returns each item's word, where one is said of it.
fn said<'t>(items: &[Item<'t>]) -> Vec<Option<&'t str>> {
    let parts = |marks: &[char]| items.iter().skip(1).any(|item| item.separator.starts_with(marks));
    let strong: &[char] = match (parts(&['、']), parts(&['，', ','])) {
        (true, _) => &['，', ',', '；', ';'],
        (false, true) => &['；', ';'],
        (false, false) => &[],
    };
    let comma = |item: &Item| item.separator.starts_with(strong);
    let fronts = items.iter().filter(|item| matches!(item.mark, Some((_, true)))).count();
    let mut said: Vec<Option<&str>> = items.iter().map(|item| item.mark.map(|(word, _)| word)).collect();
    for at in 1..items.len() {
        // Brackets before names are labels where there are several.
        let above = items[..at]
            .iter()
            .rposition(|item| item.mark.is_some())
            .and_then(|above| items[above].mark.map(|it| (above, it)));
        let Some((above, (word, true))) = above.filter(|_| items[at].mark.is_none()) else { continue };
        let is_near = !items[above + 1..=at].iter().any(comma) && RoleClass::mark_is_of_several(word);
        if fronts > 1 || is_near {
            said[at] = Some(word);
        }
    }
    let has_commas = items.iter().skip(1).any(comma);
    for at in 0..items.len() {
        // What supports speaks of all between two commas.
        let is_last = items.get(at + 1).is_none_or(comma);
        let Some((word, false)) =
            items[at].mark.filter(|(word, _)| has_commas && is_last && RoleClass::mark_is_of_several(word))
        else {
            continue;
        };
        let start = items[1..=at].iter().rposition(comma).map_or(0, |comma| comma + 1);
        if items[start..at].iter().all(|item| item.mark.is_none_or(|(_, is_before)| is_before)) {
            said[start..at].iter_mut().filter(|said| said.is_none()).for_each(|said| *said = Some(word));
        }
    }
    said
}

/// A name is shorter than so many characters.
const LONGEST: usize = 200;

/// Cuts a list into its names.
fn items(names: &str) -> Vec<Item<'_>> {
    let mut items: Vec<Item> = Vec::new();
    let (mut from, mut separator) = (0, "");
    // 1.甲局（牵头）2.乙局（配合）
    let are_numbered = numeral::own(names.trim_start()).is_some_and(|(number, _)| number == 1);
    let mut take = |from: usize, to: usize, separator| {
        let words = names[from..to].trim_start();
        let number = numeral::own(words).filter(|_| are_numbered).map_or(0, |(_, length)| length);
        let words = words[number..].trim();
        let start = to - names[from..to].trim_start()[number..].trim_start().len();
        let end = start + words.len();
        if let Some(above) = items.last_mut().filter(|_| is_tail(words) || words.is_empty()) {
            above.end = end.max(from);
            return;
        }
        let front = front(words);
        let rest = &words[front.map_or(0, |(_, length)| length)..];
        let rest = rest.trim_start();
        let own = rest.strip_prefix("会同").filter(|own| !own.starts_with('县')).unwrap_or(rest);
        let start = start + (words.len() - own.len());
        let behind = || marks(rest).into_iter().last().map(|(word, _)| (word, false));
        items.push(Item { start, end, separator, mark: front.map(|(word, _)| (word, true)).or_else(behind) });
    };
    let mut depth = 0i32;
    for (at, c) in names.char_indices() {
        let next = at + c.len_utf8();
        if at < from {
            continue;
        }
        let before = names[from..at].trim();
        let after = names[next..].trim_start();
        let cut = if OPENING.contains(&c) || "〈《“".contains(c) {
            depth += 1;
            None
        } else if CLOSING.contains(&c) || "〉》”".contains(c) {
            depth = (depth - 1).max(0);
            let is_next = depth == 0
                && !after.starts_with(|c: char| {
                    "、，,；;。".contains(c) || OPENING.contains(&c) && numeral::bracketed(after).is_none()
                })
                && !after.is_empty()
                && !is_tail(after)
                && !CONJUNCTIONS.iter().chain(&["会同"]).any(|word| after.starts_with(word));
            (is_next && ends_in_mark(&names[from..next])).then_some((next, names.len() - after.len()))
        } else if depth == 0 && "、，,；;".contains(c) {
            Some((at, next))
        } else if depth == 0
            && c.is_whitespace()
            && (names[at..].starts_with(BREAK) && !before.is_empty()
                || is_short(before)
                    && (is_body(before) || is_unit(before, after))
                    && !after.starts_with(OPENING)
                    && after.chars().nth(2).is_some()
                    && !after.starts_with('等'))
        {
            Some((at, names.len() - after.len()))
        } else if let Some(word) =
            CONJUNCTIONS.iter().find(|word| depth == 0 && names[at..].starts_with(**word)).filter(|_| is_short(before))
        {
            let after = names[at + word.len()..].trim_start();
            let end = after.char_indices().take(LONGEST).find(|(_, c)| "、，,；;。/／".contains(*c));
            let next = match end {
                Some((end, _)) => &after[..end],
                None => Some(after).filter(|after| is_short(after)).unwrap_or_default(),
            };
            let is_group = ["各", "有关", "相关", "其他", "地方各级"].iter().any(|begin| next.starts_with(begin));
            let nouns = ["部门", "单位", "机构", "企业", "地区", "组织", "高校", "团体", "司局"];
            let own = before
                .rsplit_once('等')
                .filter(|(_, tail)| tail.is_empty() || nouns.iter().any(|noun| tail.ends_with(noun)));
            let own = own.map_or(before, |(own, _)| own);
            let is_long = own.chars().nth(2).is_some();
            let ends_well = is_body(own) || (is_group && is_long && own.ends_with(BEFORE_GROUPS));
            let is_between = ends_well && (is_group || is_body(next));
            is_between.then_some((at, at + word.len()))
        } else if depth == 0 && c == '会' && !before.is_empty() {
            let after = names[at..].strip_prefix("会同").unwrap_or_default();
            let is_tail = after.is_empty() || ["县", "有关", "相关"].iter().any(|words| after.starts_with(words));
            (!is_tail).then_some((at, at + "会同".len()))
        } else {
            None
        };
        if let Some((end, begin)) = cut {
            take(from, end, separator);
            (from, separator) = (begin, &names[end..begin]);
        }
    }
    take(from, names.len(), separator);
    items
}

/// Checks whether words are a zone's name, or a town's that another's or a department's follows.
fn is_unit(words: &str, after: &str) -> bool {
    let words = words.split(OPENING).next().unwrap_or(words).trim_end();
    let next = after.split(|c: char| c.is_whitespace() || "、，,；;（(".contains(c)).next().unwrap_or(after);
    let is_beside = next.starts_with(['市', '区', '县', '各']) || next.ends_with(['道', '镇', '乡', '区', '园', '村']);
    words.chars().nth(2).is_some()
        && (["开发区", "经开区", "高新区", "高新园", "联"].iter().any(|end| words.ends_with(end))
            || (["街道", "镇", "乡"].iter().any(|end| words.ends_with(end)) && is_beside))
}

/// Checks whether words begin with what is no name.
fn is_tail(words: &str) -> bool {
    let end = words.find(|c: char| "、，,；;。".contains(c) || c.is_whitespace()).unwrap_or(words.len());
    TAILS.iter().any(|tail| words.starts_with(tail)) || WHOLE_TAILS.contains(&&words[..end])
}

/// Checks whether words can be a name, or two that a word joins.
fn is_short(words: &str) -> bool {
    words.chars().nth(LONGEST).is_none()
}

/// Checks whether words end in the role in brackets of the name before it.
fn ends_in_mark(words: &str) -> bool {
    let bracket = words.strip_suffix(CLOSING).and_then(|words| {
        let (open, c) = words.char_indices().rev().take(LONGEST).find(|(_, c)| OPENING.contains(c))?;
        Some((&words[..open], &words[open + c.len_utf8()..]))
    });
    bracket.is_some_and(|(name, role)| !name.trim().is_empty() && RoleClass::of_mark(role).is_some())
}

/// Returns the words of the outermost brackets that name a role and nothing else, and where each opens.
fn marks(text: &str) -> Vec<(&str, usize)> {
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut found = Vec::new();
    for (at, c) in text.char_indices() {
        if OPENING.contains(&c) {
            open.push((at, at + c.len_utf8()));
        } else if CLOSING.contains(&c)
            && let Some((place, start)) = open.pop()
            && open.is_empty()
            && RoleClass::of_mark(&text[start..at]).is_some()
        {
            found.push((&text[start..at], place));
        }
    }
    found
}

/// Returns the role in brackets that a text begins with, and the length of these.
fn front(text: &str) -> Option<(&str, usize)> {
    let (word, _) = marks(text).into_iter().next().filter(|(_, place)| *place == 0)?;
    let open = text.chars().next()?.len_utf8();
    let close = text[open + word.len()..].chars().next()?.len_utf8();
    Some((word, open + word.len() + close))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(roles: &[(String, String)]) -> String {
        roles.iter().map(|(word, names)| format!("{word}={names}")).collect::<Vec<_>>().join(" ").replace(BREAK, "⏎")
    }

    #[test]
    fn brackets_beside_names_say_roles() {
        for (names, expected) in [
            ("甲局、乙局", "责任=甲局、乙局"),
            ("甲局（牵头）、乙局、丙局", "牵头=甲局（牵头） 责任=乙局、丙局"),
            ("甲局(牵头)，乙局、丙局(配合)", "牵头=甲局(牵头) 配合=乙局、丙局(配合)"),
            ("甲局(牵头),乙局,丙局(配合)", "牵头=甲局(牵头) 责任=乙局 配合=丙局(配合)"),
            ("甲局（牵头）、乙局、丙局（配合）", "牵头=甲局（牵头） 责任=乙局 配合=丙局（配合）"),
            ("（牵头）甲局、（配合）乙局、丙局", "牵头=甲局 配合=乙局、丙局"),
            ("甲局（牵头）乙局（配合）", "牵头=甲局（牵头） 配合=乙局（配合）"),
            ("甲局（牵头）会同乙局、丙局等部门", "牵头=甲局（牵头） 责任=乙局、丙局等部门"),
            ("甲局（牵头）等部门、各县（市、区）政府", "牵头=甲局（牵头）等部门 责任=各县（市、区）政府"),
            ("1.甲局（牵头）2.乙局（配合）", "牵头=甲局（牵头） 配合=乙局（配合）"),
            ("（1）甲局（牵头）（2）乙局（3）丙局", "牵头=甲局（牵头） 责任=乙局（3）丙局"),
            ("甲局（由市乙局牵头）", "责任=甲局 牵头=市乙局"),
            ("市甲局（牵头），会同市乙局、市丙局", "牵头=市甲局（牵头） 责任=市乙局、市丙局"),
            ("市甲局（牵头）、依兰县人民政府", "牵头=市甲局（牵头） 责任=依兰县人民政府"),
            ("市甲局（牵头）、具体实施单位（配合）", "牵头=市甲局（牵头） 配合=具体实施单位（配合）"),
            ("甲局、丙局（市乙局牵头），丁局", "责任=甲局、丙局 牵头=市乙局 责任=丁局"),
        ] {
            assert_eq!(told(&by_mark("责任", names)), expected, "{names}");
        }
    }

    #[test]
    fn a_list_of_more_names_than_people_write_is_none() {
        let names = |count| vec!["甲局（牵头）"; count].join("、");
        assert_eq!(by_mark("责任", &names(MOST_NAMES))[0].0, "牵头");
        assert_eq!(by_mark("责任", &names(MOST_NAMES + 1)), [("责任".to_owned(), names(MOST_NAMES + 1))]);
    }

    #[test]
    fn thousands_of_leaders_end_no_program() {
        assert_eq!(by_mark("责任", &"甲局（由市乙局牵头）".repeat(20_000)).len(), 40_000);
    }
}
