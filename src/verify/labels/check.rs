//! What a page says against what is known.

use super::{Fault, Known, Label, Said, Stated, drawn, facts, head, lists, passed, sources, topics, usual, whole};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::verify::contract;
use crate::verify::derived::{Data, list, text};
use crate::verify::edition::Base;
use crate::verify::numbers::digits;
use crate::verify::second_reading::{due, folded};

/// What ids of annexes begin with, in links to the full text.
const ANNEX: &str = "/policy/#annex";

/// Checks what a page says. `own` is the plan that it belongs to.
pub(in crate::verify) fn check(
    file: &str,
    said: &Said,
    known: &Known,
    base: &Base,
    own: Option<&Data>,
) -> Vec<Diagnostic> {
    let address = format!("/{}", file.strip_suffix("index.html").unwrap_or(file));
    let mut faults: Vec<Fault> = Vec::new();
    if said.is_named && !known.words.has_templates {
        faults.extend(said.links.iter().flat_map(|link| of_label(link, known, base)));
        faults.extend(said.marks.iter().filter_map(|mark| of_mark(mark, known, base, own)));
        faults.extend(sources::faults(said, known, base));
        faults.extend(head::faults(&address, &said.head, known, base, own));
        faults.extend(usual::faults(&address, &said.beside, &said.head, known, base, own));
        faults.extend(said.doubled.iter().map(|entry| (entry.clone(), "同一个列表里有两条相同的".to_owned())));
        faults.extend(
            said.mixed.iter().map(|of| (of.clone(), "这里说的与同一条的链接、同一栏的表头不是一回事".to_owned())),
        );
        faults.extend(said.misspoken.iter().map(|voice| (voice.clone(), "链接念出来的数与它写着的不同".to_owned())));
        let missing = lists::missing(&address, &said.lists, known, base);
        faults.extend(missing.map(|of| (of, "这一页没有列出它的 data-lists".to_owned())));
        let written = said.misplaced.iter().map(|words| (words.clone(), "data-written 不能写在这里".to_owned()));
        faults.extend(written);
        let is_changes = address.starts_with(&format!("/{}", contract::CHANGES));
        if !is_changes && (said.written.len() > 1 || said.written.iter().any(|name| name == "section")) {
            faults.push((contract::WRITTEN.to_owned(), "一页只有一处编辑写的话，是 div".to_owned()));
        }
        if let Some(data) = own {
            if !said.written.is_empty() {
                faults.push((contract::WRITTEN.to_owned(), "方案的网页上没有编辑写的话".to_owned()));
            }
            faults.extend(passed::fault(&address, &said.passed, base, data));
            let annexes =
                said.links.iter().filter(|link| link.href.contains(ANNEX) && !usual::is_printed(&link.text, data));
            faults.extend(annexes.map(|link| (link.text.to_string(), "原文里没有这个附件".to_owned())));
            let linked = said.links.iter().filter_map(|link| base.path_of(&link.href)).collect();
            faults.extend(said.links.iter().filter_map(|link| of_place(link, &address, base, data)));
            let unlinked = known.unlinked(&address, data, &linked);
            faults.extend(unlinked.map(|path| (path, "任务页没有通向它的链接".to_owned())));
        }
    }
    faults.extend(said.names.iter().flat_map(|name| of_label(name, known, base)));
    faults.extend(
        said.names
            .iter()
            .filter(|name| !known.has(&name.href, base))
            .map(|name| (name.href.to_string(), "没有这样的地址".to_owned())),
    );
    faults.extend(known.left_out(&address, &said.links, base));
    faults.extend(said.counts.iter().filter_map(|count| of_count(count, &address, known, base)));
    faults
        .extend(said.lists.iter().filter_map(|list| lists::fault(list, &whole(&list.of, &address, base), known, base)));
    faults.extend(said.by_domain.iter().filter_map(|counts| {
        let of = base.path_of(&counts.of).unwrap_or(&counts.of);
        let domain = known.wrong_domain(of, &counts.text)?;
        Some((counts.text.clone(), format!("各领域的数与数据不同：`{domain}`")))
    }));
    faults.extend(said.facts.iter().filter_map(|fact| {
        let paths = || fact.of.split_whitespace();
        if let Some(path) = paths().find(|path| !facts::is_known(known, path)) {
            return Some((path.to_owned(), "开放数据里没有这一项".to_owned()));
        }
        let values: Vec<_> = paths().flat_map(|path| facts::values(known, path)).collect();
        let is_stated = facts::are_stated(&fact.text, &values, known.words);
        (!is_stated).then(|| (fact.text.clone(), format!("与开放数据的 {} 不同", fact.of)))
    }));
    if let Some(data) = own {
        let root = format!("{}/milestones/", text(&data.plan["id"]));
        let stated = |at: usize| said.facts.iter().any(|fact| fact.of.starts_with(&format!("{root}{at}/")));
        let is_any = said.facts.iter().any(|fact| fact.of.starts_with(&root));
        let missing = (0..list(&data.plan["milestones"]).len()).find(|at| is_any && !stated(*at));
        faults.extend(missing.map(|at| (format!("{root}{at}"), "这里漏了一个年度目标".to_owned())));
    }
    if let Some(data) = own.filter(|_| !known.words.replace("citation")) {
        faults.extend(said.citations.iter().filter_map(|citation| of_citation(citation, &address, data)));
    }
    faults.extend(said.tiers.iter().filter_map(|tier| of_tier(tier, &address, known, own?)));
    faults.extend(said.quotes.iter().filter_map(|quote| of_quote(quote, known, base)));
    faults.extend(drawn::faults(&said.drawings).into_iter().map(|count| (count, "画的与旁边的数不同".to_owned())));
    let told = faults.into_iter().map(|(text, message)| {
        let place = Place::file(file).quoting(&text);
        Diagnostic::new(Code::WrongFact, place, message, "重新生成网站：policy-portal build")
    });
    told.collect()
}

fn of_label(label: &Label, known: &Known, base: &Base) -> Vec<Fault> {
    let mut faults = Vec::new();
    let Some((path, entity)) = base.path_of(&label.href).and_then(|path| Some((path, known.entity(path)?))) else {
        return faults;
    };
    let is_right = if topics::are_told_by_pages(path) {
        entity.is_headed(&label.text)
    } else if label.is_in_passage {
        entity.is_meant(&label.text)
    } else {
        entity.is_called(&label.text)
    };
    // A deadline is linked by what the document prints of it: 2030年1—6月.
    let due = path
        .split_once(&format!("/{}", contract::DEADLINES))
        .map(|(_, id)| id.trim_end_matches('/').replace("-to-", "/"));
    let is_right = is_right || due.is_some_and(|due| due::allows(&label.text, Some(&due)));
    if !is_right && !known.words.say(&label.text) {
        faults.push((label.text.to_string(), format!("这几个字指的是 `{path}`，却不是它的名称或序号")));
    }
    if let Some(title) = label.title.as_ref().filter(|title| !entity.is_headed(title)) {
        faults.push((title.to_string(), format!("链接 `{path}` 的 title 不是它的名称")));
    }
    let is_printed = |number: &&str| digits(&label.text).contains(number);
    let misses = |voice: &str| !digits(voice).iter().all(is_printed) && !entity.is_called(voice);
    if let Some(voice) = label.voice.as_ref().filter(|voice| misses(voice)) {
        faults.push((voice.to_string(), format!("链接 `{path}` 念出来的数不是它的序号")));
    }
    if let Some(choice) = label.choice.as_ref().filter(|choice| !path.ends_with(&format!("/{choice}/"))) {
        faults.push((choice.to_string(), format!("旁边的选项不是 `{path}`")));
    }
    faults
}

/// Checks a link of a task's page into the full text: the place of a task is its own.
fn of_place(link: &Label, address: &str, base: &Base, data: &Data) -> Option<Fault> {
    let root = format!("/{}/", text(&data.plan["id"]));
    let own = address.strip_prefix(&root)?.strip_prefix(contract::TASKS)?.strip_suffix('/')?;
    let (policy, id) = base.path_of(&link.href)?.strip_prefix(&root)?.split_once('#')?;
    let number = id.strip_prefix(contract::TASK_ANCHOR).filter(|number| number.bytes().all(|b| b.is_ascii_digit()))?;
    let is_other = contract::FULL_TEXT.strip_suffix("index.html") == Some(policy) && number != own;
    is_other.then(|| (link.href.to_string(), "这个链接通向另一项任务的原文".to_owned()))
}

fn of_count(count: &Stated, address: &str, known: &Known, base: &Base) -> Option<Fault> {
    let all: Vec<String> = count.of.split_whitespace().map(|term| whole(term, address, base)).collect();
    if known.words.has_templates && all.iter().any(|of| topics::are_told_by_pages(of)) {
        return None;
    }
    let wanted = known.count(&all).to_string();
    // What there is none of may be said in words.
    let is_none = wanted == "0" && digits(&count.text).is_empty();
    // How tasks stand is told by its own word: `#已完成`.
    let word = count.of.split_once('#').map(|(_, word)| word).filter(|word| !word.is_ascii());
    if let Some(word) = word.filter(|word| !count.text.contains(word)) {
        return Some((count.text.clone(), format!("这里数的是“{word}”")));
    }
    (!is_none && !known.words.count(&count.text, &wanted))
        .then(|| (count.text.clone(), format!("这个数应是 {wanted}：`{}`", count.of)))
}

/// Checks the heading of a tier of the organisation: its name.
fn of_tier(tier: &Stated, address: &str, known: &Known, data: &Data) -> Option<Fault> {
    if address != format!("/{}/{}", text(&data.plan["id"]), contract::ORGANISATION) {
        return None;
    }
    let at = tier.of.strip_prefix(contract::TIER)?.parse::<usize>().ok()?.checked_sub(1)?;
    let name = text(&list(&data.written["organisation"]["tiers"]).get(at)?["name"]);
    let is_right = folded(&tier.text) == folded(name) || known.words.say(&tier.text);
    (!is_right).then(|| (tier.text.clone(), format!("`{}` 的名称应是“{name}”", tier.of)))
}

fn of_quote(quote: &Stated, known: &Known, base: &Base) -> Option<Fault> {
    let path = base.path_of(&quote.of).unwrap_or(&quote.of);
    let tasks = known.plans.iter().flat_map(|data| list(&data.tasks["tasks"]));
    let task = tasks.into_iter().find(|task| text(&task["url"]) == path);
    let words = folded(quote.text.trim().trim_start_matches('“').trim_end_matches('”'));
    let is_said = task.is_some_and(|task| folded(text(&task["text"])).contains(&words));
    (!is_said).then(|| (quote.text.clone(), format!("`{path}` 的原文里没有这几个字")))
}

fn of_citation(citation: &str, address: &str, data: &Data) -> Option<Fault> {
    let task = list(&data.tasks["tasks"]).iter().find(|task| text(&task["url"]) == address);
    let is_right = match task {
        Some(task) => text(&task["citation"]) == citation,
        None => [&data.plan["title"], &data.plan["document_number"]].iter().all(|name| citation.contains(text(name))),
    };
    (!is_right).then(|| (citation.to_owned(), "引用与文件或数据不同".to_owned()))
}

/// Checks a mark. One with a number leads to the note of that number.
fn of_mark(mark: &Stated, known: &Known, base: &Base, own: Option<&Data>) -> Option<Fault> {
    let (mark, href) = (mark.text.trim(), &mark.of);
    let number = mark.strip_prefix('校').filter(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()));
    if let Some((number, data)) = number.zip(own) {
        let entries = list(&data.plan["corrections"]);
        let entry = entries.iter().find(|entry| entry["number"].as_u64().is_some_and(|own| own.to_string() == number));
        let id = entry.map(|entry| text(&entry["id"]));
        let is_led = href.is_empty()
            || id.is_some_and(|id| href.ends_with(&format!("-{id}")) || href.ends_with(&format!("#{id}")));
        if !is_led {
            return Some((mark.to_owned(), format!("`{href}` 不是这个号的校记")));
        }
    }
    let name = mark.strip_prefix('（').and_then(|rest| rest.strip_suffix('）'));
    let meant = base.path_of(href).and_then(|path| known.entity(path));
    let is_meant = |name: &str| known.is_agency(name) && meant.is_none_or(|meant| meant.is_headed(name));
    let is_usual = number.is_some() || contract::MARKS.contains(&mark) || name.is_some_and(is_meant);
    (!is_usual && !known.words.say(mark))
        .then(|| (mark.to_owned(), "原文里的 data-ours 只能是本站的记号，或括号里单位的名称".to_owned()))
}
