//! Which heading a paragraph's words belong to, where one line under several items says who does them all.
//!
//! ```text
//! 第四条 发展夜间经济。
//! （一）延长公交运营时间；
//! （二）规范外摆位管理。
//! （责任单位：市商务局）        ◀ of 第四条, not of （二）
//! ```

use crate::parse::responsibility;
use crate::parse::{Block, Document, NodeIndex, Role};

/// The fewest items that such a line sums up.
const FEWEST_ITEMS: usize = 2;

/// Returns the node that each block belongs to; `blocks` are the joined ones.
pub(super) fn owners(document: &Document, blocks: &[Block]) -> Vec<Option<NodeIndex>> {
    let mut owners: Vec<Option<NodeIndex>> = blocks.iter().map(|block| block.node).collect();
    let mut summed: Vec<NodeIndex> = Vec::new();
    let own = |owners: &mut Vec<Option<NodeIndex>>, owner: NodeIndex| {
        let is_own = |node: Option<NodeIndex>| node.is_some_and(|node| is_under(document, node, owner));
        owners.iter_mut().filter(|place| is_own(**place)).for_each(|place| *place = Some(owner));
    };
    let lines = || blocks.iter().enumerate().filter_map(|(at, block)| Some((at, block.node?, block)));
    let lines = || lines().filter(|(.., block)| says_only_who(document, block));
    for (at, node, _) in lines() {
        let above = std::iter::successors(document.nodes[node].parent, |&above| document.nodes[above].parent);
        let is_meant = |&above: &NodeIndex| is_summed_up(document, blocks, above, at, FEWEST_ITEMS);
        if let Some(owner) = above.take_while(is_meant).last() {
            summed.push(owner);
            own(&mut owners, owner);
        }
    }
    // Under a heading whose neighbours' lines are theirs, one item is enough.
    for (at, ..) in lines() {
        let Some(above) =
            owners[at].and_then(|node| document.nodes[node].parent).filter(|above| !summed.contains(above))
        else {
            continue;
        };
        let is_beside = |other: &NodeIndex| {
            let (other, above) = (&document.nodes[*other], &document.nodes[above]);
            (other.parent, other.level) == (above.parent, above.level)
        };
        if summed.iter().any(is_beside) && is_summed_up(document, blocks, above, at, 1) {
            own(&mut owners, above);
        }
    }
    owners
}

/// Checks whether the line `at` ends what stands under a heading of so many items, and nothing before it there says who
/// does something.
fn is_summed_up(document: &Document, blocks: &[Block], heading: NodeIndex, at: usize, fewest: usize) -> bool {
    let mut items = document.nodes.iter().filter(|node| node.parent == Some(heading)).peekable();
    // The first may stand in the heading's own text: 主要举措：（1）…
    let in_text = usize::from(items.peek().is_some_and(|first| first.number == 2));
    let items = items.count() + in_text;
    let own = blocks.iter().enumerate();
    let mut own = own.filter(|(_, block)| block.node.is_some_and(|node| is_under(document, node, heading)));
    items >= fewest
        && own.all(|(other, block)| match other < at {
            true => !names_somebody(document, block),
            false => {
                says_only_who(document, block)
                    || responsibility::other_label(&document.source.join(&block.spans)).is_some()
            }
        })
}

fn is_under(document: &Document, node: NodeIndex, heading: NodeIndex) -> bool {
    std::iter::successors(Some(node), |&node| document.nodes[node].parent).any(|above| above == heading)
}

fn names_somebody(document: &Document, block: &Block) -> bool {
    block.role == Role::Responsibility || !responsibility::in_paragraph(&document.source.join(&block.spans)).is_empty()
}

/// Checks whether a block is nothing but labels, or one bracket.
fn says_only_who(document: &Document, block: &Block) -> bool {
    let text = document.source.join(&block.spans);
    block.role == Role::Responsibility
        || block.role == Role::Paragraph
            && matches!(responsibility::in_paragraph(&text).as_slice(), [said]
                if said.place.start == 0 && text[said.place.end..].trim_matches(['。', ' ']).is_empty())
}
