//! The levels of a document's headings: 第一章, 第一节 and 第一条 stand above 一、 where a document uses them.

use super::document::Level;
use super::line::{Form, Line};

/// The levels in their order, the outermost first.
pub(super) struct Outline {
    levels: Vec<Level>,
    /// Whether the outermost headings are `一、`: the first heading is one then, whatever its label.
    pub begins_with_parts: bool,
    /// Whether items are the outermost.
    pub begins_with_items: bool,
}

impl Outline {
    /// Reads which levels the lines have. One `第三条` alone numbers nothing; articles stand under `一、` where that came
    /// before them in the same text.
    pub(super) fn of(lines: &[Line]) -> Outline {
        let has_several = |level: &Level| lines.iter().filter(|line| ordinal(line) == Some(*level)).count() > 1;
        let mut levels: Vec<Level> =
            [Level::Chapter, Level::Section, Level::Article].into_iter().filter(has_several).collect();
        let is_part = |line: &Line| matches!(line.form, Form::Part { .. });
        if levels.is_empty() || lines.iter().any(is_part) {
            let above = lines.iter().take_while(|line| ordinal(line) != Some(Level::Article)).collect::<Vec<_>>();
            let own = above.iter().rev().take_while(|line| !begins_anew(line));
            let has_parts_above = levels.contains(&Level::Article) && own.copied().any(is_part);
            levels.insert(levels.len() - usize::from(has_parts_above), Level::Part);
        }
        levels.extend([Level::Clause, Level::Item, Level::SubItem, Level::Detail]);
        if has_several(&Level::Named) {
            // They stand under whatever the first of them stands behind.
            let above = lines.iter().take_while(|line| ordinal(line) != Some(Level::Named));
            let above = above.filter_map(level).last();
            let at = above.and_then(|above| levels.iter().position(|&level| level == above)).map_or(0, |at| at + 1);
            levels.insert(at, Level::Named);
        }
        let has = |wanted: Level| lines.iter().filter_map(level).any(|level| level == wanted);
        let begins_with_parts = levels.first() == Some(&Level::Part) && has(Level::Part);
        let begins_with_items = levels.first() == Some(&Level::Part) && !begins_with_parts && !has(Level::Clause);
        Outline { levels, begins_with_parts, begins_with_items }
    }

    /// Takes the lines for text whose label numbers nothing here: one `行动一：` alone.
    pub(super) fn plain(&self, lines: &mut [Line]) {
        for line in lines.iter_mut().filter(|line| ordinal(line) == Some(Level::Named) && !self.has(Level::Named)) {
            line.form = Form::Text;
        }
    }

    /// Checks whether the document numbers by this level.
    pub(super) fn has(&self, level: Level) -> bool {
        self.levels.contains(&level)
    }

    /// Returns how many levels lie above.
    pub(super) fn depth(&self, level: Level) -> usize {
        self.levels.iter().position(|&other| other == level).unwrap_or(0)
    }
}

/// Returns the level that a line's label is of.
fn level(line: &Line) -> Option<Level> {
    match line.form {
        Form::Part { .. } => Some(Level::Part),
        Form::Clause { .. } => Some(Level::Clause),
        Form::Item { .. } => Some(Level::Item),
        Form::SubItem { .. } => Some(Level::SubItem),
        _ => ordinal(line),
    }
}

fn ordinal(line: &Line) -> Option<Level> {
    match line.form {
        Form::Ordinal { level, .. } => Some(level),
        _ => None,
    }
}

/// Checks whether another text may begin behind this line.
fn begins_anew(line: &Line) -> bool {
    matches!(line.form, Form::AnnexLabel | Form::TitledAnnex | Form::Date)
}

#[cfg(test)]
mod tests {
    use crate::parse::{Role, parse};
    use crate::text::source::Source;

    #[test]
    fn items_of_a_notice_are_its_paragraphs_unless_nothing_stands_above_them() {
        let role_of_first_item = |plan: &str| {
            let text = format!("关于推进试点的通知\n\n各区：\n\n现将措施印发给你们。\n\n{plan}");
            let (document, _) = parse(Source::new("f", &text));
            let first = |spans: &[_]| spans.first().is_some_and(|&span| document.source.slice(span).contains("建平台"));
            document.blocks.iter().find(|block| first(&block.spans)).map(|block| block.role)
        };
        let items = "1.建平台。市甲局负责。\n2.建中心。市乙局负责。\n";
        assert_ne!(role_of_first_item(items), Some(Role::NoticeParagraph));
        let clauses = format!("{items}\n（一）推进建设。市甲局负责。\n（二）推进开放。市乙局负责。\n");
        assert_eq!(role_of_first_item(&clauses), Some(Role::NoticeParagraph));
    }
}
