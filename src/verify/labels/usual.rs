//! Words beside what is proved, against the usual ones and those that a portal has in their place.

use serde_json::Value;

use super::beside::{Beside, EYEBROW};
use super::{Fault, Head, Known, Stated};
use crate::text::date::Date;
use crate::text::role_class::RoleClass;
use crate::verify::contract;
use crate::verify::derived::{Data, list, text};
use crate::verify::edition::Base;
use crate::verify::numbers::digits;
use crate::verify::second_reading::folded;

/// What values are called: the last steps of their paths, the key by which a portal words it otherwise, the usual words.
const CALLED: [(&str, &str, &str, &str); 21] = [
    ("", "issuer", "card_issuer", "发文机构"),
    ("", "document_number", "card_number", "发文字号"),
    ("", "signed", "card_signed", "成文日期"),
    ("", "printed", "card_printed", "印发日期"),
    ("milestones", "year", "by_end_of", "截至年底"),
    ("milestones", "share", "goal", "目标"),
    ("milestones", "least", "at_least", "按比例至少"),
    ("milestones", "due", "due_by_then", "时限已到"),
    ("members", "role", "role", "职责"),
    ("members", "name", "name", "姓名"),
    ("members", "post", "post", "职务"),
    ("cases", "event_date", "event_date", "发生日期"),
    ("cases", "publisher", "publisher", "发布者"),
    ("cases", "reprinted_by", "reprinted_by", "转载"),
    ("cases", "published", "published", "发布日期"),
    ("cases", "published", "reprinted", "转载日期"),
    ("cases", "reviewed", "reviewed", "本站核对"),
    ("corrections", "number", "entry", "编号"),
    ("corrections", "printed", "as_printed_is", "原文作"),
    ("corrections", "read", "as_read_is_short", "改为或怎样理解"),
    ("corrections", "reason", "basis_and_place", "依据与位置"),
];

/// The kinds of entries of the errata.
const KINDS: [(&str, &str); 5] =
    [("correction", "改错字"), ("reading", "怎样理解"), ("repair", "错格"), ("repair", "接换页"), ("note", "存疑")];

/// What is said of a deadline that has passed, and what that means.
const PASSED: (&str, &str) = ("passed", "时限已过");
const MEANING: (&str, &str) =
    ("passed_means", "“时限已过”只说明文件写明的日期早于{date}，不表示任务已经完成，也不表示任务逾期。");

/// What is said of the day as of which the site speaks.
const UNTIL: [(&str, &str); 2] = [("content_until", "本站内容截至{date}"), ("recorded_until", "收录截至{date}。")];

/// What stands behind a heading of the site's own.
const OURS: (&str, &str) = ("ours", "本站整理");

/// The kinds of cases.
const CASES: [(&str, &str); 2] = [("typical", "典型案例"), ("fact", "公开报道")];

/// Returns what is wrong with the words beside the facts of a page.
pub(super) fn faults(
    address: &str,
    beside: &Beside,
    head: &Head,
    known: &Known,
    base: &Base,
    own: Option<&Data>,
) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut add = |words: &str, message: &str| faults.push((words.to_owned(), message.to_owned()));
    for words in &beside.hidden {
        add(words, "写明事实的元素被隐藏");
    }
    for words in &beside.voices {
        add(words, "这里不该另有念出来、指到时显示的话");
    }
    for called in beside.called.iter().filter(|called| !is_called(called, known)) {
        add(&called.text, &format!("`{}` 的旁边写的是另一种值的名称", called.of));
    }
    for role in beside.roles.iter().filter(|role| !is_role(role, known, own)) {
        add(&role.text, &format!("旁边写的不是这种角色（{}）", role.of));
    }
    for kind in beside.kinds.iter().filter(|kind| !is_of_kind(kind, address, known, own)) {
        add(&kind.text, "旁边写的是另一类");
    }
    for state in beside.states.iter().filter(|state| !is_told(state, known, own)) {
        add(&state.text, "这里说的情况没有标明出自哪里");
    }
    let day = base.as_of.as_deref().and_then(|day| Date::read(day).ok());
    for (words, message) in of_days(beside, known, day) {
        add(&words, message);
    }
    if let Some(words) = beside.between.as_ref().filter(|words| words.contains(char::is_alphanumeric)) {
        add(words.trim(), "原文之间有别的话");
    }
    let is_full_text = own.is_some_and(|data| {
        address == format!("/{}/{}", text(&data.plan["id"]), contract::FULL_TEXT.trim_end_matches("index.html"))
    });
    if is_full_text && beside.between.is_none() {
        add("policy", "全文页没有 id 是 policy 的 article");
    }
    if let Some(data) = own.filter(|_| is_full_text) {
        for caption in beside.captions.iter().filter(|caption| !is_printed(caption, data)) {
            add(caption, "原文里没有这个表名");
        }
    }
    if let Some(robots) = head.of("robots").filter(|robots| robots.contains("noindex") || robots.contains("none")) {
        add(robots, "这一页不让搜索引擎收录");
    }
    if known.entity(address).is_none()
        && let Some((last, _)) = head.way.last()
    {
        let usual = known.words.word(OURS.0).unwrap_or(OURS.1);
        let is_headed = |heading: &String| {
            let heading = folded(heading);
            let rest = heading.strip_prefix(&folded(last));
            rest.is_some_and(|rest| rest.is_empty() || rest == folded(usual)) || known.words.say(&heading)
        };
        for heading in head.headings.iter().filter(|heading| !is_headed(heading)) {
            add(heading, "h1 与所在位置的最后一步不同");
        }
    }
    faults.extend(own.and_then(|data| of_keywords(address, head, known, data)));
    faults
}

/// Checks whether the document prints words, or words that two places of it make: the label of an annex and its title. What
/// has no number may be the site's own.
pub(super) fn is_printed(words: &str, data: &Data) -> bool {
    let words = folded(words);
    let mut cuts = words.char_indices().map(|(at, _)| words.split_at(at));
    digits(&words).is_empty() || cuts.any(|(a, b)| data.source.contains(a) && data.source.contains(b))
}

/// Checks what a value is called.
fn is_called(called: &Stated, known: &Known) -> bool {
    let steps: Vec<&str> = called.of.split('/').collect();
    let (of, key) = match steps[..] {
        [_, key] => ("", key),
        ["cases", _, key] => ("cases", key),
        [_, of @ ("milestones" | "members" | "corrections"), _, key] => (of, key),
        _ => return true,
    };
    let mut usual = CALLED.iter().filter(|(other, last, ..)| *other == of && *last == key).peekable();
    let is_one = |(.., word, usual): &(&str, &str, &str, &str)| {
        folded(&called.text) == folded(known.words.word(word).unwrap_or(usual))
    };
    usual.peek().is_none() || usual.any(is_one) || known.words.say(&called.text)
}

/// Checks what those are called who have a role: a word of its class, or one that the document has.
fn is_role(role: &Stated, known: &Known, own: Option<&Data>) -> bool {
    let words = folded(&role.text);
    let class = RoleClass::of_header(&words).or_else(|| RoleClass::of(&words));
    let is_class = |name: &str| class.is_none_or(|class| class.name() == name);
    if known.words.say(&role.text) || (class.is_some() && is_class(&role.of)) {
        return true;
    }
    let of_data = |data: &&Data| {
        let parts = list(&data.tasks["tasks"]).iter().flat_map(|task| list(&task["parts"]));
        let mut roles = parts.flat_map(|part| list(&part["roles"]));
        roles.any(|role| folded(text(&role["word"])) == words)
    };
    let is_own = own.iter().any(of_data);
    class.is_none() && (is_own || words.is_empty() || role.of == "through" || !ends_as_agencies(&words))
}

/// Checks whether words are the label of agencies alone.
fn ends_as_agencies(words: &str) -> bool {
    crate::text::role_class::AGENCY_NOUNS.iter().any(|noun| words.ends_with(noun))
}

/// Checks of which kind an entry of the errata or a case is said to be.
fn is_of_kind(kind: &Stated, address: &str, known: &Known, own: Option<&Data>) -> bool {
    let of = if kind.of == EYEBROW { address.trim_start_matches('/') } else { &kind.of };
    if let Some(slug) = of.strip_prefix("cases/").and_then(|path| path.split('/').next()) {
        let case = list(&known.cases["cases"]).iter().find(|case| text(&case["slug"]) == slug);
        return case.is_none_or(|case| says(&kind.text, &CASES, |kind| text(&case["kind"]).contains(kind)))
            || known.words.replace("case_");
    }
    let is_meant = |entry: &&Value| match of.strip_prefix('校') {
        Some(number) => entry["number"].as_u64().is_some_and(|own| own.to_string() == number),
        None => of.contains(&format!("/corrections/{}/", text(&entry["id"]))),
    };
    let data = own.into_iter().chain(known.plans.iter().copied().filter(|_| own.is_none()));
    let entry = data.flat_map(|data| list(&data.plan["corrections"])).find(is_meant);
    entry.is_none_or(|entry| says(&kind.text, &KINDS, |kind| text(&entry["kind"]) == kind))
        || known.words.replace("kind_")
}

/// Checks whether words name a kind that is meant, and no other.
fn says(words: &str, kinds: &[(&str, &str)], is_meant: impl Fn(&str) -> bool) -> bool {
    let mut said = kinds.iter().filter(|(_, word)| words.contains(word)).peekable();
    said.peek().is_some() && said.all(|(kind, _)| is_meant(kind))
}

/// Checks words that say how something stands: those that are counted, the document's own, or the portal's.
fn is_told(state: &Stated, known: &Known, own: Option<&Data>) -> bool {
    let unsaid = known.words.unsaid(&contract::STATES);
    let is_counted = |word: &str| state.of.split_whitespace().any(|term| term.ends_with(&format!("#{word}")));
    // 取消事项 may be what the document calls its tasks.
    let words = own.and_then(|data| data.plan["words"].as_object()).into_iter().flat_map(|words| words.values());
    let others = words.fold(state.text.clone(), |left, word| match text(word) {
        "" => left,
        word => left.replace(word, " "),
    });
    let is_wrong = unsaid.iter().any(|word| others.contains(word) && !is_counted(word));
    // Pages of no plan are editors' as well.
    let Some(data) = own.filter(|_| is_wrong) else { return true };
    let bare = state.text.trim_matches(|c: char| c.is_ascii_digit() || "：:项".contains(c));
    [&data.plan, &data.tasks].iter().any(|data| folded(&data.to_string()).contains(&folded(bare)))
}

/// Checks what is said of deadlines that have passed, and the day as of which the site speaks.
fn of_days(beside: &Beside, known: &Known, day: Option<Date>) -> Vec<(String, &'static str)> {
    let Some(day) = day.map(|day| printed(day, known)) else { return Vec::new() };
    let own = |(key, usual): (&'static str, &'static str)| known.words.word(key).unwrap_or(usual);
    let filled = |words| folded(&own(words).replace("{date}", &day));
    let (passed, meaning) = (filled(PASSED), filled(MEANING));
    let mut faults = Vec::new();
    let wrong = beside.passed.iter().filter(|words| !folded(words).starts_with(&passed));
    faults.extend(wrong.map(|words| (words.clone(), "标明时限已过的地方没有这样说")));
    let wrong = beside.meanings.iter().filter(|words| folded(words) != meaning);
    faults.extend(wrong.map(|words| (words.clone(), "时限已过的说明与通常的不同")));
    for words in UNTIL {
        let (wanted, head) = (filled(words), folded(own(words)));
        let Some((head, _)) = head.split_once('{').filter(|(head, _)| !head.is_empty()) else { continue };
        let wrong = beside.days.iter().filter(|words| folded(words).starts_with(head) && folded(words) != wanted);
        faults.extend(wrong.map(|words| (words.clone(), "这一天不是 edition.json 的 as_of")));
    }
    faults
}

/// Returns a day as pages print it.
fn printed(day: Date, known: &Known) -> String {
    let (key, usual) = match (day.month(), day.day()) {
        (None, _) => ("only_year", "{year}年"),
        (_, None) => ("month", "{year}年{month}月"),
        _ => ("day", "{year}年{month}月{day}日"),
    };
    let numbers = [("{month}", day.month()), ("{day}", day.day())];
    let words = known.words.word(key).unwrap_or(usual).replace("{year}", &day.year().to_string());
    numbers.iter().fold(words, |words, (name, number)| words.replace(name, &number.unwrap_or_default().to_string()))
}

/// Returns an agency among the keywords of a task or an agency that it has nothing to do with.
fn of_keywords(address: &str, head: &Head, known: &Known, data: &Data) -> Option<Fault> {
    let root = format!("/{}/", text(&data.plan["id"]));
    let below = address.strip_prefix(&root)?;
    let agencies = list(&data.agencies["agencies"]);
    let task = list(&data.tasks["tasks"]).iter().find(|task| text(&task["url"]) == address);
    let is_own: Box<dyn Fn(&Value) -> bool> = if below.starts_with(contract::TASKS) {
        let task = task?;
        Box::new(move |id| ["lead", "responsible", "supporting"].iter().any(|role| list(&task[*role]).contains(id)))
    } else {
        let own = below.strip_prefix(contract::AGENCIES)?.strip_suffix('/')?;
        Box::new(move |id| text(id) == own)
    };
    let all = ["Keywords", "ColumnKeywords"].into_iter().filter_map(|name| head.of(name));
    // A name may hold a mark, and so another's: 某区党工委、管委会.
    let own = || agencies.iter().filter(|agency| is_own(&agency["id"])).map(|agency| text(&agency["name"]));
    let without_own = |words: &str| {
        own().filter(|name| name.contains('、')).fold(words.to_owned(), |words, name| words.replace(name, ""))
    };
    // A title may name others: 由甲局、乙局共建.
    let title = task.map_or("", |task| text(&task["title"]));
    let without_title = |words: &str| if title.is_empty() { words.to_owned() } else { words.replace(title, "") };
    let all: Vec<String> = all.map(|words| without_own(&without_title(words))).collect();
    let mut words = all.iter().flat_map(|words| words.split([',', '，', '、']));
    let is_other = |word: &&str| {
        let mut named = agencies.iter().filter(|agency| text(&agency["name"]) == *word).peekable();
        named.peek().is_some() && !named.any(|agency| is_own(&agency["id"]))
    };
    let wrong = words.find(is_other).filter(|word| known.is_agency(word));
    wrong.map(|word| (word.to_owned(), "关键词里的单位与这一页无关".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::support::repository;

    #[test]
    fn usual_words_are_those_of_the_theme_and_the_generator() {
        let files = ["src/inputs/words/zh.toml", "themes/portal/i18n/zh.toml"];
        let all = files.map(|file| fs_err::read_to_string(repository().join(file).as_std_path()).unwrap());
        let is_usual = |key: &str, word: &str| all.iter().any(|text| text.contains(&format!("\n{key} = \"{word}\"")));
        let called = CALLED.iter().map(|(_, _, key, word)| (*key, *word));
        for (key, word) in called.chain([OURS, PASSED, MEANING]).chain(UNTIL) {
            assert!(is_usual(key, word), "{key}: {word}");
        }
        for (_, word) in KINDS.iter().chain(&CASES) {
            assert!(all[0].contains(&format!(" = \"{word}\"")), "{word}");
        }
    }
}
