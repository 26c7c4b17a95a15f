//! Names that mean every unit of a kind: 各县（市、区）人民政府.

/// Units of government that a group lists: 县（市、区）.
const UNITS: [&str; 13] =
    ["自治区", "开发区", "功能区", "园区", "街道", "县级", "县", "区", "市", "州", "盟", "旗", "镇"];

/// The bracket that a text ends in: where it opens, and what is inside.
pub(super) fn last_bracket(text: &str) -> Option<(usize, &str)> {
    let mut depth = 0usize;
    for (at, c) in text.char_indices().rev() {
        match c {
            ')' | '）' | '〉' | '〕' | ']' | '］' => depth += 1,
            '(' | '（' | '〈' | '〔' | '[' | '［' => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    let inside = &text[at + c.len_utf8()..];
                    let end = inside.char_indices().next_back().map_or(0, |(at, _)| at);
                    return Some((at, &inside[..end]));
                }
            }
            _ if depth == 0 => return None,
            _ => {}
        }
    }
    None
}

/// Checks whether a text is made of units of government alone: 县, 县级市, 市县.
fn is_units(text: &str) -> bool {
    let mut rest = text.trim();
    let begins = !rest.is_empty();
    while let Some(shorter) = UNITS.iter().chain(&["乡", "村"]).find_map(|unit| rest.strip_prefix(unit)) {
        rest = shorter;
    }
    begins && rest.is_empty()
}

/// Checks whether words list units of government, or what governs one, and nothing else: 市、区; 管委会.
pub(super) fn are_units(words: &str) -> bool {
    words.split(['、', '，', ',']).all(|unit| is_units(unit) || ["管委会", "管理委员会"].contains(&unit.trim()))
}

pub(super) fn without_bracket(text: &str) -> &str {
    last_bracket(text).map_or(text, |(open, _)| text[..open].trim_end())
}

/// Checks whether a group may go on after this: 各市, 各县（市、区）.
pub(super) fn is_open_group(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('各') else { return false };
    let last = rest.rsplit('、').next().unwrap_or(rest);
    let words = without_bracket(last);
    UNITS.iter().chain(&["乡"]).any(|unit| words.ends_with(unit))
}

/// Checks whether a text goes on with the units of a group: 县, 县（市、区）人民政府.
pub(super) fn is_of_units(text: &str) -> bool {
    // 区人民政府（管委会）
    let text = without_bracket(text);
    let stem = ["人民政府", "政府", "管委会", "办事处"].iter().find_map(|end| text.strip_suffix(end)).unwrap_or(text);
    is_units(without_bracket(stem))
}

/// Returns which units a group's name begins with: 各县（市、区） of 各县（市、区）教育局.
pub(super) fn units_of(group: &str) -> Option<&str> {
    let rest = group.strip_prefix('各')?;
    let mut ends = rest.char_indices().map(|(at, c)| at + c.len_utf8());
    let end = ends.rfind(|&end| is_units(without_bracket(&rest[..end])))?;
    Some(&group[..'各'.len_utf8() + end])
}
