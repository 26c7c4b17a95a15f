//! What a document's own words make an agency: 牵头, 责任, 配合.

/// The classes that roles fall into, whatever a document calls them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum RoleClass {
    Lead,
    Responsible,
    /// Everything else that a document makes agencies do.
    Supporting,
}

/// Words of each class, the class that wins where a header has several (`牵头责任单位`) first.
pub(crate) const ROLE_WORDS: [(RoleClass, &[&str]); 3] = [
    (RoleClass::Lead, &["牵头", "主办", "主责", "主要责任"]),
    (RoleClass::Supporting, &["配合", "参与", "参加", "协办", "协同", "协助", "指导", "支持", "督导", "督办"]),
    (RoleClass::Responsible, &["责任", "负责", "落实", "承办", "实施"]),
];

/// How the header of a column of agencies ends.
pub(crate) const AGENCY_NOUNS: [&str; 4] = ["单位", "部门", "机关", "主体"];

/// What the divisions of one body are called, where a role's word stands before: 责任司局.
pub(crate) const DIVISIONS: [&str; 4] = ["司局", "处室", "科室", "机构"];

/// Words that are such a header alone.
pub(crate) const BARE_ROLES: [&str; 8] = ["牵头", "主办", "责任", "负责", "承办", "配合", "协办", "参与"];

impl RoleClass {
    pub(crate) const ALL: [RoleClass; 3] = [RoleClass::Lead, RoleClass::Responsible, RoleClass::Supporting];

    /// Returns the class of a document's word, such as `配合单位` or `牵头负责`; nothing for a word that is no role.
    pub(crate) fn of(word: &str) -> Option<RoleClass> {
        let has = |words: &[&str]| words.iter().any(|part| word.contains(part));
        ROLE_WORDS.into_iter().find(|(_, words)| has(words)).map(|(class, _)| class)
    }

    /// Returns the class of a column of agencies by its header, white space left out; nothing where it is none. What
    /// stands in brackets, as in `责任单位（列第一位的为牵头单位）`, speaks of single cells.
    pub(crate) fn of_header(header: &str) -> Option<RoleClass> {
        let word = outside_brackets(header);
        let begins = || ROLE_WORDS.iter().flat_map(|(_, words)| *words).any(|role| word.starts_with(role));
        let names_agencies = AGENCY_NOUNS.iter().any(|noun| word.ends_with(noun))
            || BARE_ROLES.contains(&word.as_str())
            || (is_of_division(&word) && begins());
        RoleClass::of(&word).filter(|_| names_agencies)
    }

    /// Returns the class of a label's word in running text, white space left out: those of a header, and what the divisions
    /// of one body are called.
    pub(crate) fn of_label(word: &str) -> Option<RoleClass> {
        RoleClass::of_header(word).or_else(|| RoleClass::of(word).filter(|_| is_of_division(word)))
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            RoleClass::Lead => "lead",
            RoleClass::Responsible => "responsible",
            RoleClass::Supporting => "supporting",
        }
    }
}

fn is_of_division(word: &str) -> bool {
    DIVISIONS.iter().any(|noun| word.ends_with(noun))
}

fn outside_brackets(text: &str) -> String {
    let mut depth = 0usize;
    let outside = text.chars().filter(|c| match c {
        '(' | '（' => {
            depth += 1;
            false
        }
        ')' | '）' => {
            depth = depth.saturating_sub(1);
            false
        }
        _ => depth == 0,
    });
    outside.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_says_what_its_agencies_do() {
        for (class, headers) in [
            (
                RoleClass::Lead,
                &["牵头单位", "牵头责任单位", "主要责任单位", "主办部门", "牵头（责任）单位", "牵头"][..],
            ),
            (
                RoleClass::Responsible,
                &["责任单位", "责任部门（单位）", "落实单位", "责任单位（第一位为牵头单位）", "责任司局", "负责处室"],
            ),
            (RoleClass::Supporting, &["配合单位", "配合责任单位", "参与单位", "指导部门", "支持单位", "协办"]),
        ] {
            for header in headers {
                assert_eq!(RoleClass::of_header(header), Some(class), "{header}");
            }
        }
        for header in ["任务", "市政务局内牵头处室", "责任人", "落实情况", "实施时间", "支持政策", "单位"]
        {
            assert_eq!(RoleClass::of_header(header), None, "{header}");
        }
    }
}
