//! How a document calls its own things: its tasks, their table, the group of its members, its columns.

use itertools::Itertools as _;

use super::corrections::{Correction, as_read};
use super::mention::RoleName;
use super::task::Task;
use crate::inputs::plan_file::PlanFile;
use crate::parse::{Block, BlockKind, Column, Document, Role, Table, is_han};
use crate::text::source::Span;

/// The words that the document itself uses; absent where neither it nor `plan.toml` has one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(crate) struct PlanWords {
    /// `试点任务`
    pub task: Option<String>,
    /// What the table of tasks is: `责任清单`.
    pub table: Option<String>,
    /// The body whose members an annex lists: `领导小组`.
    pub members: Option<String>,
    /// Whether the tasks stand in running text, and in no table.
    pub in_text: bool,
    /// What the tasks are grouped in: `领域`.
    pub domain: Option<String>,
    /// What some of these groups are instead: `平台`.
    pub platform: Option<String>,
    /// The columns of agencies, in their order; of several tables, each that isn't among the earlier one's.
    pub roles: Vec<RoleName>,
    /// The header of the column of deadlines.
    pub deadline: Option<String>,
}

/// Lengths of a word, in characters.
const SHORTEST: usize = 2;
const LONGEST: usize = 12;

/// How a column's header ends if it names the tasks themselves, and not what they consist of (`主要内容`).
const TASKS: [&str; 6] = ["任务", "举措", "措施", "事项", "工作", "项目"];
/// How the title of an annex ends if it names a table.
const TABLES: [&str; 4] = ["清单", "表", "一览", "台账"];
/// What the title of a list of members adds to the name of their body, the longest first.
const LISTS: [&str; 4] = ["组成人员名单", "成员名单", "组成名单", "名单"];

/// Reads the words: what `plan.toml` says comes first, then what the document evidently prints.
pub(super) fn words(document: &Document, file: &PlanFile, corrections: &[Correction], tasks: &[Task]) -> PlanWords {
    let said = &file.words;
    let header = |column| header(document, column);
    let annex_title = |is_of: &dyn Fn(&Block) -> bool| annex_title(document, corrections, is_of);
    let lists_tasks =
        |block: &Block| matches!(block.kind, BlockKind::Table(index) if document.tables[index].lists_tasks);
    let groups = || file.domains.iter().filter_map(|domain| domain.group.clone());
    let domain = said.domain.clone().or_else(|| groups().next()).or_else(|| header(Column::Category));
    PlanWords {
        in_text: !has_table(document) && !tasks.is_empty(),
        task: said.task.clone().or_else(|| header(Column::Text).filter(|word| ends_with_any(word, &TASKS))),
        table: said.table.clone().or_else(|| {
            let title = annex_title(&lists_tasks)?;
            word(beyond(&title, &file.title)).filter(|word| ends_with_any(word, &TABLES))
        }),
        members: said.members.clone().or_else(|| {
            let title = annex_title(&|block| matches!(block.kind, BlockKind::Member(_)))?;
            let body = LISTS.iter().find_map(|list| title.strip_suffix(list))?;
            word(beyond(body, &file.title))
        }),
        platform: said.platform.clone().or_else(|| groups().find(|group| Some(group) != domain.as_ref())),
        domain,
        roles: if has_table(document) { with_others(roles(document), tasks) } else { added_roles(Vec::new(), tasks) },
        deadline: header(Column::Deadline),
    }
}

/// Returns the header of a column of the first table that has it, without white space.
fn header(document: &Document, column: Column) -> Option<String> {
    let span = document.tables.iter().flat_map(Table::headed_columns).find(|(of, _)| *of == column)?.1;
    word(&document.source.folded(span))
}

fn has_table(document: &Document) -> bool {
    document.tables.iter().any(|table| table.lists_tasks)
}

/// Adds to some roles those that tasks have besides; those who lead come first.
fn added_roles(mut roles: Vec<RoleName>, tasks: &[Task]) -> Vec<RoleName> {
    for part in tasks.iter().flat_map(|task| &task.parts) {
        // One part may have two roles of one name.
        let mut known = roles.clone();
        for cell in &part.roles {
            match known.iter().position(|role| *role == cell.role) {
                Some(at) => drop(known.remove(at)),
                None => roles.push(cell.role.clone()),
            }
        }
    }
    roles.sort_by_key(|role| role.class);
    roles
}

fn roles(document: &Document) -> Vec<RoleName> {
    let mut roles: Vec<RoleName> = Vec::new();
    for table in &document.tables {
        // One table may have two columns of one name.
        let mut known = roles.clone();
        for (column, header) in table.headed_columns() {
            let Column::Agencies(class) = column else { continue };
            let role = RoleName { class, word: document.source.folded(header) };
            match known.iter().position(|other| *other == role) {
                Some(at) => drop(known.remove(at)),
                None => roles.push(role),
            }
        }
    }
    roles
}

/// Adds the roles that tasks have by a convention or by the words of a cell alone, and puts those who lead first; what
/// no cell has because all say otherwise goes.
fn with_others(mut roles: Vec<RoleName>, tasks: &[Task]) -> Vec<RoleName> {
    let cells = || tasks.iter().flat_map(|task| &task.parts).flat_map(|part| &part.roles);
    let is_replaced =
        |role: &RoleName| cells().any(|cell| cell.column == *role) && !cells().any(|cell| cell.role == *role);
    roles.retain(|role| !is_replaced(role));
    let added = added_roles(roles.clone(), tasks);
    if added.len() == roles.len() { roles } else { added }
}

/// Returns the title of the annex that holds all of these blocks, if one does.
fn annex_title(document: &Document, corrections: &[Correction], is_of: &dyn Fn(&Block) -> bool) -> Option<String> {
    let annex =
        document.blocks.iter().filter(|block| is_of(block)).map(|block| block.annex).all_equal_value().ok()??;
    let titles = document.blocks.iter().filter(|block| block.annex == Some(annex) && block.role == Role::AnnexTitle);
    let spans: Vec<Span> = titles.flat_map(|block| block.spans.iter().copied()).collect();
    Some(as_read(&document.source, &spans, corrections))
}

/// Returns what a title says beyond the words that it begins with in common with the plan's: an annex repeats them.
fn beyond<'t>(title: &'t str, plan: &str) -> &'t str {
    let common = title.chars().zip(plan.chars()).take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum();
    &title[common..]
}

/// Returns a text, if it can be a word: a few Han characters.
fn word(text: &str) -> Option<String> {
    let is_short = (SHORTEST..=LONGEST).contains(&text.chars().count());
    (is_short && text.chars().all(is_han)).then(|| text.to_owned())
}

fn ends_with_any(text: &str, ends: &[&str]) -> bool {
    ends.iter().any(|end| text.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inputs::plan_file::plan_file;
    use crate::text::role_class::RoleClass;
    use crate::text::source::Source;

    const TEXT: &str = "甲省便民行动方案\n\n一、总则\n\n照办。\n\n附件1\n\n甲省便民领导小组成员名单\n\n组长：王一 省长\n\n\
                        附件2\n\n甲省便民重点工作分工表\n\n板块\t序号\t重点 工作\t责任部门\t完成时间\n窗口\t1\t周末办理。\t省政务办\t2030年\n";

    fn read(text: &str, plan: &str) -> PlanWords {
        let (document, _) = crate::parse::parse(Source::new("s", text));
        words(
            &document,
            &plan_file("p", &format!("id = \"p\"\ntitle = \"甲省便民行动方案\"\n{plan}")).unwrap(),
            &[],
            &[],
        )
    }

    #[test]
    fn a_document_says_how_it_calls_its_things() {
        let words = read(TEXT, "");
        let said = |word: &Option<String>| word.clone().unwrap_or_default();
        assert_eq!(said(&words.task), "重点工作");
        assert_eq!(said(&words.table), "重点工作分工表");
        assert_eq!(said(&words.members), "领导小组");
        assert_eq!(said(&words.domain), "板块");
        assert_eq!(words.roles, [RoleName { class: RoleClass::Responsible, word: "责任部门".to_owned() }]);
        assert_eq!(said(&words.deadline), "完成时间");
        assert_eq!(words.platform, None);
    }

    #[test]
    fn an_editor_may_say_it_otherwise() {
        let words = read(
            TEXT,
            "[words]\ntask = \"任务\"\nmembers = \"小组\"\n[[domains]]\nslug = \"a\"\nname = \"甲\"\ngroup = \"片\"\n",
        );
        assert_eq!(words.task.as_deref(), Some("任务"));
        assert_eq!(words.members.as_deref(), Some("小组"));
        assert_eq!(words.domain.as_deref(), Some("片"));
        assert_eq!(words.table.as_deref(), Some("重点工作分工表"));
    }

    #[test]
    fn what_names_nothing_gives_no_word() {
        let text = "甲方案\n\n附件\n\n各市目标\n\n序号\t主要内容\t指导部门\n1\t照办。\t教育部\n";
        let words = read(text, "");
        assert_eq!((words.task, words.table, words.members), (None, None, None));
        assert_eq!(words.roles, [RoleName { class: RoleClass::Supporting, word: "指导部门".to_owned() }]);
    }
}
