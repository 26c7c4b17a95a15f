//! Tasks of the running text: numbered units and paragraphs that name who does them.
//!
//! A unit is what stands under one label, or a paragraph that nothing numbers. Those who do it stand in brackets after
//! its sentences or on lines of their own under it; [`crate::parse::responsibility`] reads both.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use oxc_index::IndexVec;

use super::cell_reader::CellReader;
use super::corrections::Correction;
use super::domains::{Assignments, Domains};
use super::index::{DomainIndex, TaskIndex};
use super::mention::RoleName;
use super::named_units::{Found, Named, Printed, found, path};
use super::paragraphs::Paragraphs;
use super::said_roles;
use super::task::{Cell, Part, PartPlace, Task, TextPlace, Unit};
use super::titles;
use crate::diagnostic::{Code, Diagnostic};
use crate::inputs::plan_file::PlanFile;
use crate::inputs::registry::LocalRegistry;
use crate::parse::brackets::{CLOSING, OPENING};
use crate::parse::responsibility::{self, Responsibility};
use crate::parse::{Block, Document, Level, NodeIndex, Role, are_bodies, begins_with_body, is_place, is_remark};
use crate::text::role_class::AGENCY_NOUNS;
use crate::text::source::{Lines, Source, Span};

/// The longest sentence, in characters, that is a title as it stands.
const LONGEST_TITLE: usize = 30;

/// Words of a clause that speaks of the document, and not of a task: 自发布之日起施行, 由市政务局负责解释.
const OF_THE_DOCUMENT: [&str; 4] = ["施行", "试行期", "负责解释", "解释。"];
/// What follows 有效期 where the document's own is meant; a permit's may be 在有效期内.
const HOW_LONG: &str = "至为自截到一二三四五六七八九十两";

/// The fewest headings beside one that can make it an exception.
const FEWEST_BESIDE: usize = 2;

/// Reads the tasks of the running text; `blocks` are the joined ones.
pub(super) fn tasks(
    document: &Document,
    blocks: &[Block],
    plan: &PlanFile,
    corrections: &[Correction],
    registry: LocalRegistry,
    diagnostics: &mut Vec<Diagnostic>,
) -> Assignments {
    let source = &document.source;
    let paragraphs = &Paragraphs::default();
    let cells = CellReader { source, corrections, registry, paragraphs };
    let found = found(document, blocks);
    without_agency(document, blocks, &found, diagnostics);
    doubled_brackets(source, &found, diagnostics);
    without_role(source, &found, diagnostics);
    unread_names(source, blocks, &found, diagnostics);
    unread_brackets(source, blocks, &found, diagnostics);
    let depth = domain_depth(&found);
    let numbers = numbers(document, &found);
    let mut domains = Domains::new(source, plan, corrections, registry);
    let mut tasks: IndexVec<TaskIndex, Task> = IndexVec::new();
    for (found, (number, label)) in found.iter().zip(numbers) {
        let domain = domain(document, &mut domains, found, depth);
        let title_span = title_span(document, blocks, found);
        let parts = parts(&cells, blocks, found, number, diagnostics);
        let mut task = Task { number, label, title: String::new(), title_span, domain, section: None, parts };
        let label = if found.unit == Unit::Paragraph { "" } else { source.slice(document.nodes[found.node].label) };
        task.title = titles::title(source, &task, label, plan, corrections, diagnostics);
        tasks.push(task);
    }
    let domains = domains.finish(tasks.as_raw_slice(), diagnostics);
    Assignments { domains, tasks, withheld: Vec::new() }
}

/// Reports the headings that name nobody, where nearly all beside them do.
fn without_agency(document: &Document, blocks: &[Block], found: &[Found], diagnostics: &mut Vec<Diagnostic>) {
    let tasks: BTreeSet<NodeIndex> = found.iter().map(|found| found.node).collect();
    let groups: BTreeSet<NodeIndex> = found.iter().flat_map(|found| found.above.iter().copied()).collect();
    let nodes = &document.nodes;
    let of_the_document = blocks.iter().filter(|block| is_of_the_document(&document.source.join(&block.spans)));
    let of_the_document: BTreeSet<NodeIndex> = of_the_document.filter_map(|block| block.node).collect();
    // Under a parent, of a level: how many name somebody, and how many there are.
    let mut counts: BTreeMap<_, (usize, usize)> = BTreeMap::new();
    for (index, node) in nodes.iter_enumerated().filter(|(index, _)| !groups.contains(index)) {
        let (named, all) = counts.entry((node.parent, node.level)).or_default();
        *named += usize::from(tasks.contains(&index));
        *all += 1;
    }
    let others = nodes.iter_enumerated().filter(|(index, _)| !tasks.contains(index) && !groups.contains(index));
    for (_, node) in others.filter(|(index, _)| !of_the_document.contains(index)) {
        let (named, all) = counts[&(node.parent, node.level)];
        let all = all - 1;
        if all >= FEWEST_BESIDE && named * 10 >= all * 9 {
            diagnostics.push(document.source.diagnostic(
                Code::TaskWithoutAgency,
                node.label,
                format!("同级的都写明由谁负责，`{}` 没有", document.source.slice(node.label)),
                "请核对录入：是否漏了括注或责任单位一行。原文没有就不必管，这一条不列为任务",
            ));
        }
    }
}

fn is_of_the_document(text: &str) -> bool {
    let is_duration = |after: &str| after.starts_with(|c: char| c.is_ascii_digit() || HOW_LONG.contains(c));
    OF_THE_DOCUMENT.iter().any(|word| text.contains(word)) || text.split("有效期").skip(1).any(is_duration)
}

/// Reports the brackets that only name agencies, where most say what these do.
fn without_role(source: &Source, found: &[Found], diagnostics: &mut Vec<Diagnostic>) {
    let named = || found.iter().flat_map(|found| &found.named);
    let all = || named().flat_map(|named| named.responsibilities.iter().map(move |said| (named, said)));
    let is_bare = |named: &Named, said: &Responsibility| {
        let mut unsaid = said.roles.iter().filter(|role| role.word.is_empty());
        unsaid.any(|role| !said_roles::are_marked(&named.text.text[role.printed.clone()]))
    };
    let bare: Vec<_> = all().filter(|(named, said)| is_bare(named, said)).collect();
    if bare.len() * 2 >= all().count() {
        return;
    }
    diagnostics.extend(bare.into_iter().map(|(named, said)| {
        source.diagnostic(
            Code::RoleNotPrinted,
            named.text.place(&said.place),
            "这里只列了单位，没有写明谁牵头、谁负责，别处都写明了",
            "照责任单位列出。请核对录入：是否漏了“牵头”“负责”等字；原文如此的不必管",
        )
    }));
}

/// Reports what a bracket or a line of labels says of bodies, and no role with it: `甲局负责，乙局监督`, `牵头单位：甲局；验收单位：乙局`.
fn unread_names(source: &Source, blocks: &[Block], found: &[Found], diagnostics: &mut Vec<Diagnostic>) {
    let unread = |place: Span| {
        source.diagnostic(
            Code::UnreadAgencies,
            place,
            "这里像是列着单位，没有说是牵头、责任还是配合",
            "这些字照原文印出，不列为单位。请核对录入：是否漏了字。原文如此的不必管",
        )
    };
    for named in found.iter().flat_map(|found| &found.named) {
        let roles = named.responsibilities.iter().flat_map(|said| &said.roles);
        for role in roles.filter(|role| role.printed.is_empty()) {
            let word = &named.text.text[role.word.clone()];
            diagnostics.push(source.diagnostic(
                Code::UnreadAgencies,
                named.text.place(&role.word),
                format!("`{word}` 后面没有单位"),
                "请核对录入：单位写在同一行才读得出。原文没有就不必管",
            ));
        }
        let remarks = named.responsibilities.iter().flat_map(|said| &said.remarks);
        for place in remarks.filter(|place| names_bodies(&named.text.text[(*place).clone()])) {
            diagnostics.push(unread(named.text.place(place)));
        }
    }
    // 验收单位：甲局, on a line of its own.
    for block in found.iter().flat_map(|found| &blocks[found.blocks.clone()]) {
        let text = source.join(&block.spans);
        let is_unread =
            block.role == Role::Paragraph && responsibility::other_label(&text).is_some() && names_bodies(&text);
        diagnostics.extend(block.spans.iter().copied().reduce(Span::to).filter(|_| is_unread).map(unread));
    }
}

/// Reports the brackets at the end of a paragraph that begin with a body and list others, and weren't read: 甲局、乙大学.
fn unread_brackets(source: &Source, blocks: &[Block], found: &[Found], diagnostics: &mut Vec<Diagnostic>) {
    let named = found.iter().flat_map(|found| &found.named);
    let read: BTreeSet<usize> = named.map(|named| named.block).collect();
    let texts = blocks.iter().enumerate().filter(|(at, block)| block.node.is_some() && !read.contains(at));
    for span in texts.filter_map(|(_, block)| block.spans.last()) {
        let text = source.slice(*span).trim_end_matches('。');
        let Some(list) = last_bracket(text).filter(|list| lists_bodies(list)) else { continue };
        let start = span.start + text.len() - list.len() - text.chars().next_back().map_or(0, char::len_utf8);
        diagnostics.push(source.diagnostic(
            Code::UnreadAgencies,
            Span::new(start, start + list.len()),
            "括号里像是列着单位，有的不像单位的名称，没有读",
            "这些字照原文印出，不列为任务和单位。请核对录入；可在前面写明“责任单位：”的，照原文录入",
        ));
    }
}

/// Returns what stands in the bracket that a text ends with.
fn last_bracket(text: &str) -> Option<&str> {
    text.strip_suffix(CLOSING)?.rsplit_once(OPENING).map(|(_, list)| list)
}

/// Checks whether most names of a list, the first among them, are those of bodies or places.
fn lists_bodies(list: &str) -> bool {
    let names: Vec<&str> = list.split(['、', '，', ',', '；', ';']).map(str::trim).collect();
    let bodies = names.iter().filter(|name| are_bodies(name) || is_place(name)).count();
    names.len() > 1 && are_bodies(names[0]) && bodies * 2 >= names.len()
}

/// Checks whether what is neither role nor deadline names bodies: behind a label that speaks of them, or first.
fn names_bodies(remark: &str) -> bool {
    let (word, names) = remark.split_once(['：', ':']).unwrap_or(("", remark));
    let of_agencies = AGENCY_NOUNS.iter().any(|noun| word.trim_end().ends_with(noun));
    let names = names.split_once("会同").filter(|_| word.is_empty()).map_or(names, |(_, others)| others);
    (word.is_empty() || of_agencies || are_bodies(names.trim()))
        && !is_remark(remark)
        && begins_with_body(names.trim_start())
}

/// Reports a bracket that stands twice, one right after the other.
fn doubled_brackets(source: &Source, found: &[Found], diagnostics: &mut Vec<Diagnostic>) {
    for named in found.iter().flat_map(|found| &found.named) {
        for pair in named.sentences().flat_map(|of_sentence| of_sentence.windows(2)) {
            let [one, next] = pair else { continue };
            if named.text.text[one.place.clone()] == named.text.text[next.place.clone()] {
                diagnostics.push(source.diagnostic(
                    Code::RepeatedText,
                    named.text.place(&next.place),
                    "这个括注与前一个完全相同",
                    "请核对录入：是否重复了一个括注",
                ));
            }
        }
    }
}

/// Returns how deep the headings lie that group the tasks: the first level at which they stand under several.
fn domain_depth(found: &[Found]) -> Option<usize> {
    let deepest = found.iter().map(|found| found.above.len()).max()?;
    let headings = |depth: usize| found.iter().filter_map(move |found| found.above.get(depth)).collect::<BTreeSet<_>>();
    (0..deepest).find(|&depth| headings(depth).len() > 1)
}

/// Returns the domain of a task: what `plan.toml` lists of the headings above it, the nearest first, or else the one at
/// this depth.
fn domain(document: &Document, domains: &mut Domains, found: &Found, depth: Option<usize>) -> Option<DomainIndex> {
    let heading = |node: NodeIndex| without_naming(&document.source, document.nodes[node].heading);
    if domains.are_listed() {
        return found.above.iter().rev().find_map(|&node| domains.listed_heading(heading(node)));
    }
    let node = *found.above.get(depth?)?;
    domains.heading(heading(node))
}

/// Returns each task's number and label. Labels that stand once each, all of one level, are the numbers; otherwise
/// tasks are counted.
fn numbers(document: &Document, found: &[Found]) -> Vec<(u32, Option<String>)> {
    let printed: Vec<u32> = found.iter().map(|found| document.nodes[found.node].number).collect();
    let level = |found: &Found| match found.unit {
        Unit::Paragraph => None,
        Unit::Part | Unit::Clause | Unit::Item => Some(document.nodes[found.node].level.min(Level::Item)),
    };
    let of_one_level = found.windows(2).all(|pair| level(&pair[0]) == level(&pair[1]));
    let are_numbers = of_one_level && printed.windows(2).all(|pair| pair[0] < pair[1]);
    let number = |(at, found): (usize, &Found)| {
        let label = match found.unit {
            Unit::Paragraph => None,
            Unit::Item if are_numbers => Some(printed[at].to_string()),
            Unit::Part | Unit::Clause | Unit::Item => Some(label(document, found.node)),
        };
        (if are_numbers { printed[at] } else { at as u32 + 1 }, label)
    };
    found.iter().enumerate().map(number).collect()
}

/// Returns `三（一）2` of the labels above a node and its own; an article is called by its own label in every chapter.
fn label(document: &Document, node: NodeIndex) -> String {
    let path = path(document, node);
    let article = path.iter().position(|&node| document.nodes[node].level == Level::Article).unwrap_or(0);
    let labels = path[article..].iter().map(|&node| {
        let label = document.source.slice(document.nodes[node].label);
        label.trim_end_matches(['、', '.', '．', '：', ':']).replace('(', "（").replace(')', "）")
    });
    labels.collect()
}

/// Returns the heading of a unit that has one of its own, or the first sentence of a paragraph, if it is as short as
/// titles are.
fn title_span(document: &Document, blocks: &[Block], found: &Found) -> Option<Span> {
    let source = &document.source;
    let heading = match found.unit {
        Unit::Paragraph => {
            let span = *blocks[found.blocks.start].spans.first()?;
            let sentence = &source.slice(span)[..source.slice(span).find('。')?];
            let title = titles::without_lead_in(sentence.trim_start_matches(['—', '●', '★', '▲', '·', '•']));
            Span::new(span.start + sentence.len() - title.len(), span.start + sentence.len())
        }
        Unit::Part | Unit::Clause | Unit::Item => {
            without_naming(source, without_brackets(source, document.nodes[found.node].heading))
        }
    };
    let length = source.slice(heading).chars().count();
    (1..=LONGEST_TITLE).contains(&length).then_some(heading)
}

/// Returns a heading without the bracket at its end that says who does it.
fn without_naming(source: &Source, heading: Span) -> Span {
    let text = source.slice(heading);
    let said = responsibility::in_paragraph(text).into_iter().find(|said| said.place.end == text.len());
    let end = said.map_or(text.len(), |said| text[..said.place.start].trim_end().len());
    Span::new(heading.start, heading.start + end)
}

/// Returns a heading without the brackets that it stands in: `【支持对象】`.
fn without_brackets(source: &Source, heading: Span) -> Span {
    let text = source.slice(heading);
    let inner = text.strip_prefix(['【', '（', '(']).and_then(|text| text.strip_suffix(['】', '）', ')']));
    let start = heading.start + text.chars().next().map_or(0, char::len_utf8);
    inner.map_or(heading, |inner| Span::new(start, start + inner.len()))
}

/// Returns a task's parts: one for each bracket of its paragraph, one for all lines under it.
fn parts(
    cells: &CellReader,
    blocks: &[Block],
    found: &Found,
    number: u32,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let paragraphs = |range: Range<usize>| range.map(|at| blocks[at].spans.clone());
    let mut part = |text: Vec<Vec<Span>>, block: usize, named: &[(&Printed, &Responsibility)]| {
        let roles = named.iter().flat_map(|(text, found)| found.roles.iter().map(move |role| (text, role)));
        let roles = roles
            .flat_map(|(text, role)| {
                let name = RoleName { class: role.class, word: text.text[role.word.clone()].to_owned() };
                let place = text.place(&role.printed);
                if role.is_unclear {
                    diagnostics.push(said_roles::unclear(cells.source, place, &name.word));
                }
                cells.by_role(&name, &name, Cell::own(place), diagnostics)
            })
            .collect();
        let deadline = day_of_all(cells.source, named, diagnostics);
        let spans: Vec<Span> = text.iter().flatten().copied().collect();
        let end = spans.last().map_or(0, |span| span.end);
        let deadline = Cell::own(deadline.unwrap_or(Span::new(end, end)));
        let due = cells.due(&deadline, diagnostics);
        let lines = cells.source.lines_of(&spans).unwrap_or(Lines::of(1));
        let place = PartPlace::Text(TextPlace { unit: found.unit, block });
        let id = format!("{number}-{}", parts.len() + 1);
        parts.push(Part { id, place, lines, text, roles, deadline, due, text_continues: false, extra: Vec::new() });
    };
    match found.named.as_slice() {
        [named] => {
            let (block, text) = (named.block, &named.text);
            let mut start = 0;
            let mut brackets = named.sentences().peekable();
            while let Some(of_sentence) = brackets.next() {
                let last = of_sentence.last().map_or(start, |found| found.place.end);
                let end = if brackets.peek().is_none() { text.text.len() } else { sentence_end(&text.text, last) };
                let own = text.places(&(start..end));
                let first = if start == 0 { found.blocks.start } else { block };
                let all: Vec<(&Printed, &Responsibility)> = of_sentence.iter().map(|found| (text, found)).collect();
                let behind = if brackets.peek().is_none() { block + 1..found.blocks.end } else { 0..0 };
                part(paragraphs(first..block).chain([own]).chain(paragraphs(behind)).collect(), first, &all);
                start = end;
            }
        }
        named => {
            let all: Vec<(&Printed, &Responsibility)> = named
                .iter()
                .flat_map(|named| named.responsibilities.iter().map(|found| (&named.text, found)))
                .collect();
            part(paragraphs(found.blocks.clone()).collect(), found.blocks.start, &all);
        }
    }
    parts
}

/// Returns the words of the day by which a part is due; where its names have several, none is that of all.
fn day_of_all(
    source: &Source,
    named: &[(&Printed, &Responsibility)],
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Span> {
    let days = named.iter().filter_map(|(text, said)| said.deadline.as_ref().map(|place| text.place(place)));
    let days: Vec<Span> = days.collect();
    let (first, last) = (*days.first()?, *days.last()?);
    let differ = named.iter().any(|(_, said)| said.days_differ)
        || days.iter().any(|&day| source.slice(day) != source.slice(first));
    if differ {
        let (text, said) = named.last()?;
        diagnostics.push(source.diagnostic(
            Code::UnreadableDeadline,
            if first == last { text.place(&said.place) } else { last },
            "这里给不同的单位写了不同的时限，归不到一个时限",
            "照原文印出，不归入任何时限。原文如此的不必管",
        ));
    }
    Some(first).filter(|_| !differ)
}

/// Returns where the sentence of a bracket ends: after the full stop that may follow it.
fn sentence_end(text: &str, bracket: usize) -> usize {
    let rest = text[bracket..].trim_start();
    let stop = rest.chars().next().filter(|c| "。；;，,".contains(*c));
    stop.map_or(bracket, |stop| text.len() - rest.len() + stop.len_utf8())
}
