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
    (RoleClass::Lead, &["牵头", "主办", "主责", "主要责任", "主抓", "抓总"]),
    (
        RoleClass::Supporting,
        &[
            "配合", "参与", "参加", "协办", "联办", "协同", "协助", "指导", "支持", "督导", "督办", "监督", "督促",
            "统筹", "保障",
        ],
    ),
    (RoleClass::Responsible, &["责任", "负责", "落实", "承办", "实施", "总责"]),
];

/// How the header of a column of agencies ends.
pub(crate) const AGENCY_NOUNS: [&str; 4] = ["单位", "部门", "机关", "主体"];

/// What the divisions of one body are called, where a role's word stands before: 责任司局.
pub(crate) const DIVISIONS: [&str; 4] = ["司局", "处室", "科室", "机构"];

/// Headers of columns that say how the work is shared, and so who does it.
const SHARES: [&str; 3] = ["责任分工", "职责分工", "部门分工"];

/// Checks whether a label says how the work is shared: such a header's word, or 分工 alone, which over a column may as well say
/// what the groups of a body do.
pub(crate) fn is_of_shares(word: &str) -> bool {
    SHARES.contains(&word) || word == "分工"
}

/// Words of headers and labels that name somebody, who is no agency.
pub(crate) const PERSONS: [&str; 6] = ["领导", "责任人", "负责人", "联系人", "联络员", "负责同志"];

/// Words of a label that gives others a part, where a role's label stands before: 牵头单位：甲；成员单位：乙.
pub(crate) const COMPANIONS: [(RoleClass, &[&str]); 2] = [
    (RoleClass::Supporting, &["成员单位", "成员部门"]),
    (RoleClass::Responsible, &["主管部门", "主管单位", "主管机关"]),
];

/// What joins two things in one header: 牵头单位及责任人.
const JOINTS: [char; 6] = ['及', '和', '、', '/', '／', '+'];

/// What may stand before a role's word beside a name: `（第一牵头单位）`.
const DEGREES: [&str; 5] = ["第一", "第二", "联合", "共同", "总"];

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
        if SHARES.contains(&word.as_str()) {
            return Some(RoleClass::Responsible);
        }
        RoleClass::of(&word).filter(|_| names_agencies(&word)).or_else(|| beside_persons(&word))
    }

    /// Returns the class of a label's word in running text, white space left out: those of a header, and what the divisions
    /// of one body are called.
    pub(crate) fn of_label(word: &str) -> Option<RoleClass> {
        let of_agencies = outside_brackets(word);
        let class = RoleClass::of(&of_agencies).filter(|_| names_agencies(&of_agencies));
        let class = class.or_else(|| beside_persons(&of_agencies));
        class.or_else(|| RoleClass::of(word).filter(|_| is_of_division(word)))
    }

    /// Returns the class of a label's word that is a role's only behind another's: 牵头单位：甲；成员单位：乙.
    pub(crate) fn of_companion(word: &str) -> Option<RoleClass> {
        COMPANIONS.into_iter().find(|(_, words)| words.contains(&word)).map(|(class, _)| class)
    }

    /// Returns the class of a word that stands in brackets beside a name: nothing but a role's, `牵头`, `第一牵头单位`.
    pub(crate) fn of_mark(word: &str) -> Option<RoleClass> {
        let word: String = word.chars().filter(|c| !c.is_whitespace()).collect();
        let roles = || ROLE_WORDS.iter().flat_map(|(_, words)| words.iter());
        let degree = DEGREES.iter().find_map(|degree| word.strip_prefix(degree));
        let mut rest = degree.unwrap_or(&word);
        while let Some(shorter) = roles().chain(&AGENCY_NOUNS).find_map(|part| rest.strip_prefix(part)) {
            rest = shorter;
        }
        RoleClass::of(&word).filter(|_| rest.is_empty())
    }

    /// Checks whether such a word, behind the last of several names, speaks of them all: whoever supports does so with
    /// others, and so does who leads with others.
    pub(crate) fn mark_is_of_several(word: &str) -> bool {
        let together = ["联合", "共同"].iter().any(|together| word.trim_start().starts_with(together));
        together || RoleClass::of_mark(word) != Some(RoleClass::Lead)
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            RoleClass::Lead => "lead",
            RoleClass::Responsible => "responsible",
            RoleClass::Supporting => "supporting",
        }
    }
}

/// Checks whether a header or label names persons, alone or beside agencies: 责任人, 牵头单位及责任人.
pub(crate) fn names_persons(word: &str) -> bool {
    PERSONS.iter().any(|person| word.contains(person))
}

/// Returns the class of a word that names agencies and, beside them, persons: 牵头单位及责任人.
fn beside_persons(word: &str) -> Option<RoleClass> {
    let mut parts = word.split(JOINTS).filter(|part| !names_persons(part)).filter(|part| names_agencies(part));
    if names_persons(word) { parts.find_map(RoleClass::of) } else { None }
}

fn is_of_division(word: &str) -> bool {
    DIVISIONS.iter().any(|noun| word.ends_with(noun))
}

fn names_agencies(word: &str) -> bool {
    let begins = || ROLE_WORDS.iter().flat_map(|(_, words)| *words).any(|role| word.starts_with(role));
    AGENCY_NOUNS.iter().any(|noun| word.ends_with(noun))
        || BARE_ROLES.contains(&word)
        || (is_of_division(word) && begins())
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
                &[
                    "责任分工",
                    "责任单位",
                    "责任部门（单位）",
                    "落实单位",
                    "责任单位（第一位为牵头单位）",
                    "责任司局",
                    "负责处室",
                ],
            ),
            (RoleClass::Lead, &["牵头单位及责任人", "牵头领导/牵头单位", "责任人、牵头单位", "牵头单位（责任人）"]),
            (RoleClass::Responsible, &["责任单位及责任人", "责任领导及责任单位"]),
            (
                RoleClass::Supporting,
                &["配合单位", "联办部门", "配合责任单位", "参与单位", "指导部门", "支持单位", "协办"],
            ),
        ] {
            for header in headers {
                assert_eq!(RoleClass::of_header(header), Some(class), "{header}");
            }
        }
        for header in ["任务", "市政务局内牵头处室", "责任人", "落实情况", "实施时间", "支持政策", "单位"]
        {
            assert_eq!(RoleClass::of_header(header), None, "{header}");
        }
        assert_eq!(RoleClass::of_label("责任分工"), None);
    }

    #[test]
    fn a_mark_is_nothing_but_the_word_of_a_role() {
        for (mark, class) in [
            ("牵头", Some(RoleClass::Lead)),
            ("第一牵头单位", Some(RoleClass::Lead)),
            ("牵头负责", Some(RoleClass::Lead)),
            ("配 合", Some(RoleClass::Supporting)),
            ("责任单位", Some(RoleClass::Responsible)),
            ("由市政务局牵头", None),
            ("投资指导中心", None),
            ("单位", None),
            ("", None),
        ] {
            assert_eq!(RoleClass::of_mark(mark), class, "{mark}");
        }
    }
}
