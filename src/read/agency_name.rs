//! What is an agency's name, and what only stands beside one; by its form alone.

use std::collections::BTreeSet;

use super::agency_group::{are_units, last_bracket, units_of, without_bracket};
use crate::parse::{is_body, is_han, is_office, is_place, name_length, without_manner};
use crate::text::numeral;
use crate::text::role_class::RoleClass;
use crate::text::source::{Source, Span};

/// What follows 市, 州 or 省 in words that end no place's name: 市场, 省级.
const NO_PLACE: [char; 10] = ['场', '级', '域', '民', '区', '直', '属', '内', '外', '本'];

/// What may follow names without being one; each before those that it ends in.
const TAILS: [&str; 43] = [
    "按照各自职责分工负责",
    "按各自职责分工负责",
    "按照职责分工负责",
    "根据职责分工负责",
    "依职责分工负责",
    "按职责分工负责",
    "按照各自职责分工",
    "按照职责分工",
    "根据职责分工",
    "按各自职责",
    "依职责分工",
    "按职责分工",
    "会同有关部门",
    "会同相关部门",
    "会同有关单位",
    "会同相关单位",
    "分工负责",
    "分别负责",
    "共同负责",
    "根据各自职责",
    "按照各自职责",
    "依据各自职责",
    "按职责",
    "共同推进",
    "共同落实",
    "共同实施",
    "协同推进",
    "统筹推进",
    "组织实施",
    "具体实施",
    "抓好落实",
    "各自",
    "分别",
    "分工",
    "分级",
    "联合",
    "协同",
    "统一",
    "共同",
    "具体",
    "负责",
    "下同",
    "。",
];

/// What may stand between 等 and the noun of those that it doesn't name, and those nouns: 等有关市直部门, 等12个部门和单位.
const WHICH: [&str; 30] = [
    "有关", "相关", "各", "其他", "省直", "市直", "区直", "县直", "州直", "责任", "成员", "配合", "多个", "个", "家",
    "和", "群团", "运营", "金融", "社会", "职能", "主管", "行业", "业务", "行政", "监管", "直属", "级", "政府", "机关",
];
const OTHERS: [&str; 9] = ["组织", "部门", "单位", "机构", "企业", "地区", "高校", "团体", "司局"];

/// Whose those are, before the nouns: 等省有关部门, 等国务院相关部门.
const WHOSE: [&str; 13] =
    ["国务院", "中央和国家", "国家", "中央", "全国", "全省", "全市", "自治区", "省", "市", "州", "区", "县"];

/// A name is shorter than so many characters.
const LONGEST: usize = 40;

/// Marks that no name has.
const MARKS: &str = "。！？：；!?:;`|\t\r\n";

/// Signs that documents put beside a name, to say elsewhere what they mean.
const SIGNS: &str = "*＊★☆▲△●○◆◇■□※#＃√";

/// Words of roles and of deadlines, which a row that lost a cell has in the place of agencies.
const NO_END: [&str; 9] = ["牵头", "配合", "参与", "参加", "协办", "协助", "指导", "落实", "为主"];
const NO_BEGIN: [&str; 9] = ["长期", "持续", "常态", "每年", "全年", "牵头", "主办", "配合", "协办"];

/// Verbs that a sentence has, and no name.
const NO_PART: [&str; 5] = ["牵头", "负责", "为配合", "为责任", "为主办"];

/// Levels of government, which departments' names begin with.
pub(super) const LEVELS: [&str; 8] = ["自治区", "省", "市", "州", "盟", "区", "县", "旗"];

/// Ends of departments' names that go without their level in a list.
const DEPARTMENTS: [&str; 9] = ["厅", "局", "委", "办", "办公室", "法院", "检察院", "联", "供销社"];

/// Begins of names that stand on a level of their own.
const OWN_LEVEL: [&str; 38] = [
    "国家",
    "国务院",
    "中央",
    "全国",
    "中国",
    "人民银行",
    "团",
    "各",
    "有关",
    "相关",
    "其他",
    "驻",
    "园区",
    "学区",
    "社区",
    "街道",
    "新区",
    "开发区",
    "高新区",
    "经开区",
    "北京",
    "天津",
    "上海",
    "重庆",
    "长江",
    "黄河",
    "珠江",
    "淮河",
    "海河",
    "太湖",
    "华东",
    "华北",
    "华南",
    "东北",
    "西北",
    "西南",
    "民航",
    "九三学社",
];

/// Ends of branches' names that a place of their own stands before: 石景山公安分局.
const BRANCHES: [&str; 5] = ["公安分局", "生态环境分局", "税务分局", "自然资源分局", "交警分局"];

/// How institutions' names end that 和 may join to a body's.
const INSTITUTIONS: [&str; 6] = ["大学", "学院", "医院", "学校", "研究院", "研究所"];

/// Words of a cell of agencies that name nobody.
const NOBODY: [&str; 4] = ["同上", "同前", "待定", "另行确定"];

/// Whose agencies one name may be that goes on behind a mark: 中央、省驻市有关单位.
const WHOSE_BELOW: [&str; 9] = ["中央", "国家", "中直", "省直", "市直", "央属", "部属", "省属", "市属"];

/// Checks whether a form can be a name: short, with Chinese characters, without marks of sentences.
pub(super) fn is_name(form: &str) -> bool {
    let count = name_length(form);
    // 各项目牵头单位
    let is_group = form.starts_with('各') && OTHERS.iter().any(|noun| form.ends_with(noun));
    // 完成时限2030年12月 lost its colon.
    let is_date = form.split(['年', '月']).rev().skip(1).any(|before| before.ends_with(|c: char| c.is_ascii_digit()));
    (2..LONGEST).contains(&count)
        && form.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
        && !form.contains(|c| MARKS.contains(c))
        && !is_date
        && !NOBODY.contains(&form)
        && (!NO_END.iter().any(|end| form.ends_with(end)) || is_office(form))
        && !NO_BEGIN.iter().any(|begin| form.starts_with(begin))
        && (is_group || !NO_PART.iter().any(|part| form.contains(part)))
        && !is_numbered(form)
}

/// Checks whether words are an agency's name by how they end or begin, and no person's.
pub(super) fn is_agency(form: &str) -> bool {
    let form = others(form).map_or(form, |end| &form[..end]);
    let begins = ["各", "有关", "相关"].iter().any(|begin| form.starts_with(begin));
    begins || is_body(form) || is_place(form) || DEPARTMENTS.iter().any(|end| form.ends_with(end))
}

/// Returns the agency of a piece that names a person beside it, parted by white space or a mark: 市住建局 张三; nothing of
/// a piece that names persons alone. `None` where that can't be told.
pub(super) fn beside_person(source: &Source, piece: Span, is_known: impl Fn(Span) -> bool) -> Option<Span> {
    let is_gap = |c: char| c.is_whitespace() || "：:/／".contains(c);
    let mut agency = Span::new(piece.end, piece.end);
    let mut start = piece.start;
    for word in source.slice(piece).split(is_gap) {
        let span = Span::new(start, start + word.len());
        start = span.end + source.text()[span.end..].chars().next().map_or(0, char::len_utf8);
        if word.is_empty() || !is_agency(word) && !is_known(span) && is_person(word) {
            continue;
        }
        if !agency.is_empty() {
            return None;
        }
        agency = span;
    }
    Some(agency)
}

/// Checks whether a word has a person's name's length and no other sign: 张三, 李某某, 欧阳某某.
fn is_person(word: &str) -> bool {
    (2..=4).contains(&word.chars().count()) && word.chars().all(|c| is_han(c) || "×X*".contains(c))
}

/// Checks whether a form begins with a number of a list: `1.`, `（1）`.
fn is_numbered(form: &str) -> bool {
    let rest = form.trim_start_matches(['（', '(']);
    let after = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    after.len() < rest.len() && after.starts_with(['.', '．', '）', ')'])
}

/// Returns the length of 会同 before the name that a piece begins with: it joins that to those who lead.
pub(super) fn leading_joint(words: &str) -> usize {
    if words.starts_with("会同") { joint("甲", words).unwrap_or(0) } else { 0 }
}

/// Checks whether a character is such a sign.
pub(super) fn is_sign(c: char) -> bool {
    SIGNS.contains(c)
}

/// Returns the sign that words beside a name hold: `*`, `★`, `（▲）`.
pub(super) fn sign(words: &str) -> Option<char> {
    let sign = words.chars().find(|c| is_sign(*c));
    sign.map(|sign| match sign {
        '＊' => '*',
        '＃' => '#',
        sign => sign,
    })
}

/// Returns a name without the signs at its end.
pub(super) fn without_signs(source: &Source, name: Span) -> Span {
    let words = source.slice(name).trim_end_matches(|c: char| is_sign(c) || c.is_whitespace());
    Span::new(name.start, name.start + words.len())
}

/// Returns the length of the signs that a piece begins with.
pub(super) fn leading_signs(words: &str) -> usize {
    words.len() - words.trim_start_matches(|c: char| is_sign(c) || c.is_whitespace()).len()
}

/// Returns the length of 会同 between two names, or of 会 alone between two bodies of governments: it is also the name of a
/// county, and begins a tail.
pub(super) fn joint(before: &str, rest: &str) -> Option<usize> {
    let before = before.trim();
    let next = |after: &str| after.chars().take(LONGEST).take_while(|c| !"、，,；;".contains(*c)).collect::<String>();
    let Some(after) = rest.strip_prefix("会同") else {
        let next = next(rest.strip_prefix('会')?);
        let is_next = level(&next).is_some() || next.starts_with('各');
        let are_bodies = is_body(before) && is_body(&next) && level(before).is_some() && is_next;
        return (are_bodies && !before.ends_with("委员")).then_some("会".len());
    };
    let is_other = after.is_empty() || ["县", "有关", "相关"].iter().any(|begin| after.starts_with(begin));
    (!before.is_empty() && !is_other).then_some("会同".len())
}

/// Names that such a word joins are shorter than so many characters, on either side up to the next mark.
const LONGEST_JOINED: usize = 200;

/// How names end, beside those that are a body's for sure, where a group follows them: 银保监会及各地区.
const ENDS_BEFORE_GROUP: [char; 8] = ['联', '会', '行', '院', '社', '队', '所', '站'];

/// Returns the length of 及, 以及, 和, 与 or a stroke between two names; words also stand inside one: 人力资源和社会保障局.
pub(super) fn conjunction(before: &str, rest: &str) -> Option<usize> {
    let word = ["以及", "及", "和", "与", "/", "／"].into_iter().find(|word| rest.starts_with(word))?;
    let after = rest[word.len()..].trim_start();
    let end = after.char_indices().take(LONGEST_JOINED).find(|(_, c)| "、，,；;。/／".contains(*c));
    let next = match end {
        Some((end, _)) => &after[..end],
        None if after.chars().nth(LONGEST_JOINED).is_none() => after,
        None => return None,
    };
    let before = before.trim();
    if before.chars().nth(LONGEST_JOINED).is_some() {
        return None;
    }
    let is_group = || ["各", "有关", "相关", "其他", "地方各级"].iter().any(|begin| next.starts_with(begin));
    // 某区党工委和管委会 is what one place has.
    if are_both_of_one_place(before, next) {
        return None;
    }
    let own = others(before).map_or(before, |end| &before[..end]);
    let ends_well = is_body(own) || (is_group() && own.chars().nth(2).is_some() && own.ends_with(ENDS_BEFORE_GROUP));
    let is_institution = || INSTITUTIONS.iter().any(|end| next.ends_with(end));
    (ends_well && (is_group() || is_body(next) || is_institution())).then_some(word.len())
}

/// Checks whether another name follows a name and the role in brackets behind it: no mark stands between, and no tail.
pub(super) fn is_joined(name: &str, rest: &str) -> bool {
    let next = rest.trim_start();
    let is_numbered = numeral::bracketed(next).is_some();
    let ends = next.is_empty() || next.starts_with(|c: char| "、，,；;。（(〔[［【".contains(c)) && !is_numbered;
    let tails = ["等", "按", "依", "根据", "负责", "分工", "分别", "共同", "各自", "会同", "及", "以及", "和", "与"];
    !name.trim().is_empty() && !ends && !tails.iter().any(|word| next.starts_with(word))
}

/// Checks whether white space parts two names: what stands before it is a body's whole name, and another follows.
pub(super) fn stand_apart(before: &str, rest: &str) -> bool {
    let (before, after) = (before.trim(), rest.trim_start());
    if before.chars().nth(LONGEST_JOINED).is_some() {
        return false;
    }
    let ends = DEPARTMENTS.iter().chain(&[
        "部",
        "政府",
        "公司",
        "集团",
        "中心",
        "街道",
        "镇",
        "乡",
        "开发区",
        "经开区",
        "高新区",
        "高新园",
    ]);
    let is_long = |text: &str| text.chars().take_while(|c| !"、，,；;".contains(*c)).nth(2).is_some();
    // 某镇 党政办 is one, and so is 某街道 办事处.
    let next = after.split(|c: char| c.is_whitespace() || "、，,；;（(".contains(c)).next().unwrap_or(after);
    let is_beside = next.starts_with(['市', '区', '县', '各']) || next.ends_with(['道', '镇', '乡', '区', '园', '村']);
    let name = without_bracket(before);
    let goes_on = name.ends_with(['道', '镇', '乡']) && !is_beside;
    let is_name = is_long(after) && !after.starts_with(['等', '（', '(']);
    is_name && !goes_on && is_long(before) && (is_body(name) || ends.into_iter().any(|end| name.ends_with(end)))
}

/// Returns a span without the words at its end that only say how those named share the work.
pub(super) fn without_tails(source: &Source, mut name: Span) -> Span {
    loop {
        let words = source.slice(name);
        let tail = TAILS.iter().find(|tail| words.ends_with(**tail)).map(|tail| words.len() - tail.len());
        let tail = tail.or_else(|| Some(without_manner(words).len()).filter(|end| *end < words.trim().len()));
        let Some(end) = tail.or_else(|| others(words)) else { return name };
        name = source.trim(Span::new(name.start, name.start + end));
    }
}

/// Returns where a name's 等 stands, if nothing follows it but what it stands for: 等, 等有关部门, 等12个部门.
fn others(words: &str) -> Option<usize> {
    let at = words.rfind('等')?;
    let whole = &words[at + '等'.len_utf8()..];
    let mut rest = whole;
    while let Some(shorter) = WHICH.iter().chain(&OTHERS).find_map(|word| rest.strip_suffix(word)) {
        rest = shorter;
    }
    // 等市 alone names places.
    let is_whose = rest != whole && rest.split('、').all(|word| WHOSE.contains(&word));
    (is_whose || rest.chars().all(|c| c.is_ascii_digit() || numeral::is_numeral(c))).then_some(at)
}

/// Checks whether words end in 等 and whose those are that it stands for, and the next go on with it: 甲局等省 before
/// 、市有关部门.
pub(super) fn is_open_tail(words: &str, next: &str) -> bool {
    let whose = words.rsplit_once('等').map(|(_, whose)| whose).filter(|whose| WHOSE.contains(whose));
    whose.is_some_and(|whose| others(&format!("等{whose}、{next}")).is_some())
}

/// Returns a span without the bracket at its end, unless that belongs to the name: it defines a group, or says which
/// units one has.
pub(super) fn without_note(source: &Source, name: Span) -> Span {
    let words = source.slice(name);
    let Some((open, inside)) = last_bracket(words) else { return name };
    let defines = inside.starts_with('含') && inside.ends_with("下同");
    let is_mark = RoleClass::of_mark(inside).is_some();
    let of_group = words.starts_with('各') || are_units(inside);
    if defines || of_group && open > 0 && !is_mark {
        name
    } else {
        source.trim(Span::new(name.start, name.start + open))
    }
}

/// Checks whether a body's name leaves out its place, which the committee before it prints: 各县党委、政府.
pub(super) fn are_both_of_one_place(before: &str, words: &str) -> bool {
    let is_committee = ["党委", "党工委", "区委", "县委"].iter().any(|end| before.ends_with(end) && before != *end);
    is_committee && ["政府", "人民政府", "管委会", "办事处"].contains(&words)
}

/// Checks whether words are nothing but whose agencies they are, and the next go on with it: 中央、省驻市有关单位.
pub(super) fn is_open_whose(words: &str, next: &str) -> bool {
    let goes_on = WHOSE_BELOW.iter().chain(&["省驻", "驻"]).any(|begin| next.starts_with(begin));
    WHOSE_BELOW.contains(&words) && goes_on && OTHERS.iter().any(|noun| next.ends_with(noun))
}

/// Returns the level that a name begins with.
fn level(name: &str) -> Option<&'static str> {
    LEVELS.into_iter().find(|level| name.starts_with(level)).filter(|_| !name.starts_with("市场"))
}

/// Returns what a name begins with that others after it may leave out: its level, or the plan's place.
pub(super) fn prefix<'f>(form: &'f str, place: Option<&str>) -> Option<&'f str> {
    if let Some(rest) = place.and_then(|place| form.strip_prefix(place)) {
        return Some(&form[..form.len() - rest.len()]);
    }
    if form.starts_with('各') && DEPARTMENTS.iter().any(|end| form.ends_with(end)) {
        // 各县（市、区）教育局、财政局
        return units_of(form);
    }
    let level = level(form)?;
    let committee = form[level.len()..].starts_with('委') && !form[level.len()..].starts_with("委员");
    let end = level.len() + if committee { '委'.len_utf8() } else { 0 };
    (form.chars().count() > 2).then(|| &form[..end])
}

/// Returns a bare department's whole name, where the prefix of a name before it belongs to it, too. A name that begins
/// with a place's, as the text prints one, or holds that of the plan's own (民航某省监管局), is whole.
pub(super) fn with_prefix(prefix: &str, name: &str, place: Option<&str>, places: &Places) -> Option<String> {
    let place_level = prefix.strip_suffix('委').unwrap_or(prefix);
    let of_party = place_level != prefix;
    let prefix = match name {
        _ if name.ends_with('部') && of_party => prefix,
        // 市委办公室、信访办: of the committee, or of the government?
        _ if of_party && (name.ends_with('办') || name.ends_with("办公室")) => return None,
        _ if DEPARTMENTS.iter().any(|end| name.ends_with(end)) => place_level,
        _ => return None,
    };
    let begins_own = level(name).is_some() || OWN_LEVEL.iter().any(|begin| name.starts_with(begin));
    let of_place = place.and_then(|place| Some(&place[..place.char_indices().next_back()?.0]));
    let has_own_place = |branch: &str| name.strip_suffix(branch).is_some_and(|place| place.chars().count() > 1);
    let begins_own = begins_own || BRANCHES.iter().any(|branch| has_own_place(branch));
    let is_whole = of_place.is_some_and(|stem| !stem.is_empty() && name.contains(stem)) || places.begin(name);
    (!begins_own && !is_whole).then(|| format!("{prefix}{name}"))
}

/// Checks whether a name is a department's that says nothing of its level or place.
pub(super) fn is_bare_department(name: &str) -> bool {
    DEPARTMENTS.iter().any(|end| name.ends_with(end))
        && level(name).is_none()
        && !OWN_LEVEL.iter().any(|begin| name.starts_with(begin))
}

/// Checks whether a name begins with another level of government than a prefix.
pub(super) fn is_of_other_level(name: &str, prefix: &str) -> bool {
    prefix.starts_with('各') || level(name).is_some_and(|own| level(prefix).is_some_and(|other| own != other))
}

/// The places that a text names: two characters before 市, 州 or 省, where that is no word of another kind (市场, 省级).
pub(super) struct Places<'t>(BTreeSet<&'t str>);

impl<'t> Places<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let ends = text.match_indices(['市', '州', '省']);
        let names = ends.filter(|(at, level)| !text[at + level.len()..].starts_with(NO_PLACE));
        Places(names.filter_map(|(at, _)| Some(&text[text[..at].char_indices().nth_back(1)?.0..at])).collect())
    }

    /// Checks whether a name begins with one.
    fn begin(&self, name: &str) -> bool {
        name.char_indices().nth(2).is_some_and(|(end, _)| self.0.contains(&name[..end]))
    }
}

/// Returns how the name of a place's government ends, after its place.
pub(super) fn suffix(form: &str) -> Option<&str> {
    let ends = ["市人民政府", "市政府", "州人民政府", "州政府", "县人民政府", "县政府", "区人民政府", "区政府"];
    let end = ends.iter().find(|end| form.ends_with(**end))?;
    let place = &form[..form.len() - end.len()];
    is_bare_place(place).then(|| &form[place.len()..])
}

/// Checks whether a text can be a place's name without its level: two or three characters that end no body's name.
pub(super) fn is_bare_place(text: &str) -> bool {
    let ends = "省市县区州盟旗镇乡局委办部厅院会处室社联行团队所站库";
    match text.chars().count() {
        // Some cities' names end like a prefecture's.
        2 if text.ends_with('州') => !text.starts_with('各'),
        2 | 3 => !text.starts_with('各') && !text.ends_with(|c| ends.contains(c)),
        _ => false,
    }
}
