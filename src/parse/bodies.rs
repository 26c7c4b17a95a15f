//! Whether words can only be the name of a body.

/// How such names end, whatever else a bracket after a sentence may hold.
const ENDS: [&str; 37] = [
    "局",
    "委",
    "办",
    "厅",
    "部",
    "署",
    "政府",
    "公司",
    "集团",
    "银行",
    "分行",
    "中心",
    "支队",
    "大队",
    "总队",
    "办公室",
    "督查室",
    "管委会",
    "部门",
    "单位",
    "机构",
    "区县",
    "总社",
    "办事处",
    "法院",
    "检察院",
    "委员会",
    "支行",
    "联合会",
    "总工会",
    "工商联",
    "妇联",
    "残联",
    "文联",
    "侨联",
    "科协",
    "供销社",
];

/// How names end that a list of bodies may hold, too; alone, they may be what a sentence speaks of: 建设市民大学.
const BESIDE: [&str; 34] = [
    "大学",
    "学院",
    "学校",
    "医院",
    "海关",
    "科学院",
    "工程院",
    "社科院",
    "农科院",
    "研究院",
    "证监会",
    "保监会",
    "红十字会",
    "贸促会",
    "协会",
    "商会",
    "学会",
    "团委",
    "共青团中央",
    "作协",
    "图书馆",
    "档案馆",
    "博物馆",
    "科技馆",
    "电视台",
    "报社",
    "联社",
    "派出所",
    "财政所",
    "司法所",
    "指挥部",
    "参事室",
    "街道",
    "各村",
];

/// The longest of them, in characters.
const LONGEST_BESIDE: usize = 15;

/// How what only ends so begins.
const NO_BEGIN: [&str; 10] = ["以下", "简称", "含", "包括", "即", "见", "注", "如", "其中", "原"];

/// In characters; a sentence may end like a name, too.
const LENGTHS: std::ops::RangeInclusive<usize> = 3..=30;

/// Checks whether words are a body's name by their form, 等 and a bracket at the end aside.
pub(crate) fn is_body(words: &str) -> bool {
    let tails = ["等有关部门", "等部门", "等单位", "等"];
    let name = tails.iter().find_map(|tail| words.strip_suffix(tail)).unwrap_or(words);
    let name = outside_brackets(name);
    LENGTHS.contains(&name.chars().count())
        && ENDS.iter().any(|end| name.ends_with(end))
        && !NO_BEGIN.iter().any(|begin| name.starts_with(begin))
}

/// Checks whether words are what a body or a place is called, by their form.
pub(crate) fn is_name(words: &str) -> bool {
    is_body(words) || is_place(words)
}

/// Returns a name without what stands in its brackets: 各市（州）政府.
fn outside_brackets(name: &str) -> String {
    let mut depth = 0usize;
    let outside = name.chars().filter(|c| match c {
        '（' | '(' | '〈' => {
            depth += 1;
            false
        }
        '）' | ')' | '〉' => {
            depth = depth.saturating_sub(1);
            false
        }
        _ => depth == 0,
    });
    outside.collect()
}

/// Checks whether words end as a place's name does, which a list of bodies may hold, too: `甲市`, `乙市人民政府`.
pub(crate) fn is_place(words: &str) -> bool {
    let ends = ["市", "县", "区", "州", "盟", "旗", "镇", "乡", "苏木", "嘎查"];
    (2..=12).contains(&words.chars().count()) && ends.iter().any(|end| words.ends_with(end))
}

/// Checks whether words list bodies, and nothing else.
pub(crate) fn are_bodies(words: &str) -> bool {
    words.split(SEPARATORS).all(|name| is_body(name.trim()))
}

/// Checks whether names alone, without a word for what they do, are those of bodies.
pub(crate) fn are_named(names: &[&str]) -> bool {
    let is_beside = |name: &str| {
        names.len() > 1
            && (2..=LONGEST_BESIDE).contains(&name.chars().count())
            && BESIDE.iter().any(|end| name.ends_with(end))
            && !NO_BEGIN.iter().any(|begin| name.starts_with(begin))
    };
    names.iter().all(|name| is_name(name) || is_beside(name)) && names.iter().any(|name| is_body(name))
}

/// Checks whether words begin with a body's name, whatever follows it: 市财政局监督. 办 may be a verb: 依照规定办理.
pub(crate) fn begins_with_body(words: &str) -> bool {
    let near = words.char_indices().skip(2).take(*LENGTHS.end()).map(|(at, _)| at);
    let mut begins = near.chain([words.len()]).map(|end| &words[..end]);
    begins.any(|name| is_body(name) && !name.ends_with('办') || name.starts_with('各') && is_place(name))
}

/// Marks between the names of a list.
pub(super) const SEPARATORS: [char; 5] = ['、', '，', ',', '；', ';'];

/// Checks whether words can be a list of bodies: each piece is as short as a name, and none is a sentence.
pub(super) fn are_listed(words: &str) -> bool {
    !words.contains('。') && words.split(SEPARATORS).all(|name| name.trim().chars().count() <= *LENGTHS.end())
}
