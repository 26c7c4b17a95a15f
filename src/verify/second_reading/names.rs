//! Which agencies a printed list can mean: by the names that the open data give for each id, and simple cuts.

use std::collections::BTreeMap;

use crate::parse::vocabulary::{CLOSING, OPENING};

/// The names of each agency, its aliases among them, by id.
#[derive(Debug, Default)]
pub(in crate::verify) struct Names(BTreeMap<String, Vec<String>>);

impl Names {
    pub(in crate::verify) fn new(agencies: impl IntoIterator<Item = (String, Vec<String>)>) -> Names {
        let folded = |names: Vec<String>| names.iter().map(|name| folded(name)).collect();
        Names(agencies.into_iter().map(|(id, names)| (id, folded(names))).collect())
    }

    /// Returns what is wrong with the ids that a printed list is said to mean.
    pub(super) fn fault(&self, printed: &str, ids: &[String]) -> Option<String> {
        let pieces = pieces(&folded(printed));
        let mut before = None;
        for id in ids {
            let Some(names) = self.0.get(id) else { return Some(format!("agencies.json 里没有单位 `{id}`")) };
            if !pieces.iter().any(|piece| names.iter().any(|name| may_mean(piece, name))) {
                return Some(format!("这几个字里没有单位 `{id}`"));
            }
            // One word may stand for another body in each list of a level: 县教育局、财政局，市教育局、财政局.
            let from = before.unwrap_or(0);
            let place = pieces.iter().skip(from).position(|piece| names.contains(piece)).map(|at| at + from);
            let is_earlier = place.is_none() && pieces.iter().any(|piece| names.contains(piece));
            if is_earlier {
                return Some(format!("单位 `{id}` 的次序与原文不同"));
            }
            before = place.or(before);
        }
        for piece in &pieces {
            let mut named = self.0.iter().filter(|(_, names)| names.contains(piece)).map(|(id, _)| id);
            // 某区党工委、管委会 may be one, and 某区党工委 another that stands elsewhere.
            let is_within = || {
                let listed = ids.iter().filter_map(|id| self.0.get(id)).flatten();
                let mut wholes = listed.filter(|name| name.contains('、') && name.contains(piece.as_str()));
                wholes.any(|name| folded(printed).contains(name))
            };
            // 财政局 after 县教育局 is the county's, though another is called so.
            let is_end_of_another = |piece: &String| {
                let mut listed = ids.iter().filter_map(|id| self.0.get(id)).flatten();
                listed.any(|name| name != piece && name.ends_with(piece.as_str()))
            };
            if let (Some(id), None) = (named.next(), named.next())
                && !ids.contains(id)
                && !is_within()
                && !is_end_of_another(piece)
            {
                return Some(format!("漏了单位 `{id}`"));
            }
        }
        None
    }
}

/// Checks whether words of a list may name an agency: they hold its name, or leave out how it begins (财政厅 after
/// 省政务办) or ends (甲 before 乙市政府).
pub(in crate::verify) fn may_mean(piece: &str, name: &str) -> bool {
    let begins_later = name.char_indices().skip(1).any(|(at, _)| {
        let end = &name[at..];
        end.chars().count() > 1 && piece.starts_with(end)
    });
    piece.contains(name) || begins_later || (!piece.is_empty() && name.starts_with(piece))
}

/// Cuts a list at its marks outside brackets.
fn pieces(list: &str) -> Vec<String> {
    let mut depth = 0i32;
    let cut = list.split(|c| {
        depth += i32::from(OPENING.contains(&c) || "〈《“".contains(c));
        depth -= i32::from(CLOSING.contains(&c) || "〉》”".contains(c));
        depth = depth.max(0);
        depth == 0 && "、，,；;".contains(c)
    });
    cut.map(str::to_owned).collect()
}

/// Returns a name without white space, its marks narrow.
pub(in crate::verify) fn folded(text: &str) -> String {
    let narrow = |c| match c {
        '（' => '(',
        '）' => ')',
        '，' => ',',
        '：' => ':',
        c => c,
    };
    text.chars().filter(|c| !c.is_whitespace()).map(narrow).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_means_those_that_it_names() {
        let names = [("a", "市财政局"), ("b", "省教育厅"), ("c", "省财政厅"), ("d", "甲市政府"), ("e", "乙市政府")];
        let names = Names::new(names.map(|(id, name)| (id.to_owned(), vec![name.to_owned()])));
        let fault = |printed, ids: &[&str]| {
            let ids: Vec<String> = ids.iter().map(|id| (*id).to_owned()).collect();
            names.fault(printed, &ids)
        };
        for (printed, ids) in [
            ("市财政局", &["a"][..]),
            ("省教育厅、财政厅等有关部门", &["b", "c"]),
            ("甲、乙市政府", &["d", "e"]),
            ("市 财政局（含预算处）", &["a"]),
            ("—", &[]),
        ] {
            assert_eq!(fault(printed, ids), None, "{printed}");
        }
        for (printed, ids) in [
            ("市财政局", &["b"][..]),
            ("市财政局", &[]),
            ("省教育厅、市财政局", &["a", "b"]),
            ("市财政局", &["a", "e"]),
            ("市财政局", &["f"]),
        ] {
            assert!(fault(printed, ids).is_some(), "{printed} {ids:?}");
        }
    }
}
