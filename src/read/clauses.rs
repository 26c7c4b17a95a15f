//! The parts and clauses of a plan, as read, paragraphs joined over page ends.

use oxc_index::IndexVec;

use super::corrections::{Correction, as_read};
use super::lint;
use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic};
use crate::parse::line::is_terminated;
use crate::parse::member;
use crate::parse::responsibility;
use crate::parse::{Block, Document, Level, Node, NodeIndex, Role};
use crate::text::source::{Lines, Source, Span};

/// A caption is no longer, in characters.
const LONGEST_CAPTION: usize = 40;

/// A part or clause.
#[derive(Debug, Clone, Hash)]
pub(crate) struct Clause {
    /// `s3-1`
    pub id: String,
    /// Its part.
    pub parent: Option<NodeIndex>,
    /// As printed: `一、`, `(一)`.
    pub label: String,
    /// As read, without its full stop.
    pub heading: String,
    /// As read, without label and heading; paragraphs are parted by a line feed.
    pub text: String,
    /// The text's places.
    pub text_spans: Vec<Span>,
    /// Of its own heading and text.
    pub lines: Lines,
}

/// Joins blocks that a page end broke, where a repair says so.
pub(crate) fn join_blocks(document: &Document, corrections: &[Correction]) -> Vec<Block> {
    let mut joined: Vec<Block> = Vec::new();
    for block in &document.blocks {
        if let (Some(before), Some(&first)) = (joined.last_mut(), block.spans.first())
            && let Some(&last) = before.spans.last()
            && corrections
                .iter()
                .filter(|c| c.is_join())
                .filter_map(|c| c.span)
                .any(|place| place.start < last.end && first.start < place.end && !before.is_table())
        {
            before.spans.extend(&block.spans);
            continue;
        }
        joined.push(block.clone());
    }
    joined
}

/// Reads the nodes, each as one clause; `blocks` are the joined ones.
pub(crate) fn clauses(
    document: &Document,
    blocks: &[Block],
    corrections: &[Correction],
) -> IndexVec<NodeIndex, Clause> {
    let source = &document.source;
    let mut of_nodes: BTreeMap<NodeIndex, Vec<&Block>> = BTreeMap::new();
    for block in blocks {
        if let Some(node) = block.node {
            of_nodes.entry(node).or_default().push(block);
        }
    }
    document
        .nodes
        .iter_enumerated()
        .map(|(index, node)| {
            let own = of_nodes.remove(&index).unwrap_or_default();
            let paragraphs: Vec<Vec<Span>> = own.iter().map(|block| text_spans(block, node.text_start)).collect();
            let texts: Vec<String> = paragraphs
                .iter()
                .map(|spans| as_read(source, spans, corrections))
                .filter(|text| !text.is_empty())
                .collect();
            let whole: Vec<Span> = own.iter().flat_map(|block| block.spans.iter().copied()).collect();
            Clause {
                id: node.id.clone(),
                parent: node.parent,
                label: source.slice(node.label).to_owned(),
                heading: as_read(source, &[node.heading], corrections),
                text: texts.join("\n"),
                text_spans: paragraphs.into_iter().flatten().collect(),
                lines: source.lines_of(&whole).unwrap_or(source.lines(node.label)),
            }
        })
        .collect()
}

/// Returns the block's spans from `start` on: what follows a heading on its own line.
fn text_spans(block: &Block, start: usize) -> Vec<Span> {
    let heads = matches!(block.role, Role::Part | Role::Clause | Role::Item);
    let spans = block
        .spans
        .iter()
        .map(|&span| if heads { Span::new(span.start.max(start).min(span.end), span.end) } else { span });
    spans.filter(|span| !span.is_empty()).collect()
}

/// Faults of the running text outside tables.
pub(crate) fn lint(source: &Source, document: &Document, blocks: &[Block], diagnostics: &mut Vec<Diagnostic>) {
    let mut texts = Vec::new();
    // Whether the block above is a member's line, readable or not.
    let mut are_members = false;
    // Some documents set no full stop before the bracket that says who does it.
    let ends = |block: &Block| lint::stops_before_bracket(&source.join(&block.spans));
    let stops: Vec<bool> = blocks.iter().filter(|block| is_text(block.role)).filter_map(ends).collect();
    let is_without_stops = stops.len() > 1 && stops.iter().filter(|stops| !**stops).count() * 2 > stops.len();
    let with_lines = blocks.iter().filter(|block| block.role == Role::Responsibility);
    let with_lines: BTreeSet<NodeIndex> = with_lines.filter_map(|block| block.node).collect();
    for (index, block) in blocks.iter().enumerate() {
        if block.is_table() {
            continue;
        }
        // A title may take several lines.
        let is_title = |block: &Block| matches!(block.role, Role::Title | Role::PlanTitle | Role::AnnexTitle);
        let goes_on = |other: &Block| is_title(block) && other.role == block.role;
        if !index.checked_sub(1).is_some_and(|above| goes_on(&blocks[above])) {
            let lines = blocks[index + 1..].iter().take_while(|below| goes_on(below)).flat_map(|below| &below.spans);
            let spans: Vec<Span> = without_label(source, document, block).into_iter().chain(lines.copied()).collect();
            lint::brackets(source, &spans, diagnostics);
        }
        let heading_only = match block.node.filter(|_| matches!(block.role, Role::Part | Role::Clause | Role::Item)) {
            Some(node) => text_spans(block, document.nodes[node].text_start).is_empty(),
            None => false,
        };
        if is_text(block.role) {
            texts.extend(&block.spans);
        } else if let Some(before) = index.checked_sub(1).map(|before| &blocks[before]) {
            lint::neighbours(source, before, block, diagnostics);
        }
        let is_caption = is_caption(source, block)
            && (blocks.get(index + 1).is_some_and(Block::is_table) || source.join(&block.spans).starts_with("专栏"));
        // 组长：王明 is no sentence, and what stands under members none either.
        let says_role = block.spans.first().is_some_and(|&line| member::begins_with_role(source, line));
        let is_of_members = says_role || are_members && member::names_posts(&source.join(&block.spans));
        if is_text(block.role) && is_of_members {
            diagnostics.extend(block.spans.first().map(|&line| unread_member(source, line)));
        }
        are_members = is_of_members || matches!(block.role, Role::Member | Role::CommonPost);
        let ends_in_bracket = is_without_stops && ends(block) == Some(false);
        // 建设地点：东城区, among lines that say who does it.
        let is_label = block.node.is_some_and(|node| with_lines.contains(&node))
            && responsibility::other_label(&source.join(&block.spans)).is_some();
        // 抄送：县委办公室
        let is_list = is_of_members || block.role == Role::Copies;
        if is_text(block.role) && !heading_only && !is_caption && !ends_in_bracket && !is_list && !is_label {
            lint::sentence_end(source, &block.spans, diagnostics);
        }
    }
    lint::repeats(source, &texts, diagnostics);
    empty_sections(source, document, blocks, diagnostics);
}

fn unread_member(source: &Source, line: Span) -> Diagnostic {
    source.diagnostic(
        Code::UnreadMember,
        line,
        "名单里的这一行没有读出姓名和职务，没有列入成员",
        "照原文印在全文里。“职责：姓名 职务”一人一行就读得出；原文如此的不必管",
    )
}

/// Returns where a heading's line ends.
fn node_end(source: &Source, node: &Node) -> usize {
    source.line_span(source.line_of(node.label.start)).end
}

/// Checks whether a paragraph above a table is its caption: short, and no sentence.
pub(crate) fn is_caption(source: &Source, block: &Block) -> bool {
    let text = source.join(&block.spans);
    matches!(block.role, Role::Paragraph | Role::AnnexParagraph)
        && text.chars().count() <= LONGEST_CAPTION
        && !is_terminated(&text)
        && !text.contains(['。', '；'])
}

fn is_text(role: Role) -> bool {
    matches!(
        role,
        Role::NoticeParagraph
            | Role::Preamble
            | Role::Part
            | Role::Paragraph
            | Role::Clause
            | Role::Item
            | Role::AnnexParagraph
            | Role::Copies
    )
}

/// Returns a block's spans without a label that is half a bracket: `1）`.
fn without_label(source: &Source, document: &Document, block: &Block) -> Vec<Span> {
    let mut spans = block.spans.clone();
    let label = block.node.map(|node| document.nodes[node].label);
    let is_half =
        |label: &Span| source.slice(*label).ends_with(['）', ')']) && !source.slice(*label).starts_with(['（', '(']);
    if let (Some(label), Some(first)) = (label.filter(is_half), spans.first_mut())
        && first.start == label.start
    {
        first.start = label.end;
    }
    spans
}

/// A part or clause that is nothing but its heading: its text may stand before it, or be gone.
fn empty_sections(source: &Source, document: &Document, blocks: &[Block], diagnostics: &mut Vec<Diagnostic>) {
    let (mut with_items, mut with_text) = (BTreeSet::new(), BTreeSet::new());
    for (at, index, block) in blocks.iter().enumerate().filter_map(|(at, block)| Some((at, block.node?, block))) {
        if block.role == Role::Item {
            with_items.insert(index);
        }
        let has_members = blocks.get(at + 1).is_some_and(|next| {
            matches!(next.role, Role::Member | Role::CommonPost | Role::MembersHeading | Role::AnnexTitle)
        });
        if block.is_table() || has_members || !text_spans(block, document.nodes[index].text_start).is_empty() {
            with_text.insert(index);
        }
    }
    // Under a parent, of a level: how many there are, and whether each is one sentence.
    let mut beside: BTreeMap<_, (usize, bool)> = BTreeMap::new();
    for node in &document.nodes {
        let is_sentence =
            node.heading.is_empty() || source.text()[node.heading.end..node_end(source, node)].trim() == "。";
        let (count, are_sentences) = beside.entry((node.parent, node.level)).or_insert((0, true));
        *count += 1;
        *are_sentences &= is_sentence;
    }
    let parents: BTreeSet<_> = document.nodes.iter().filter_map(|node| node.parent).collect();
    // An item may be one short line.
    let sections = document.nodes.iter_enumerated().filter(|(_, node)| node.level < Level::Item);
    for (index, node) in sections.filter(|(index, _)| !with_items.contains(index)) {
        // One sentence each, and nothing under any of them: a list.
        let stop = source.text()[node.heading.end..].starts_with('。');
        if stop && matches!(beside[&(node.parent, node.level)], (2.., true)) {
            continue;
        }
        // （一）一件事（牵头单位：甲；完成时间：3月底） says all that there is to say.
        let says_who = !responsibility::in_paragraph(source.slice(node.heading)).is_empty();
        if !with_text.contains(&index) && !parents.contains(&index) && !says_who {
            diagnostics.push(source.diagnostic(
                Code::EmptySection,
                node.label.to(node.heading),
                "这个标题下面没有正文",
                "请核对录入：是否漏了正文，或与前后一行调换了",
            ));
        }
    }
}
