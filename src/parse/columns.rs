//! What the columns of a table hold, by the words of its header, never by position.

use super::bodies;
use super::document::Column;
use crate::text::numeral;
use crate::text::role_class::RoleClass;
use crate::text::source::{Source, Span};

/// Header words of each column, the best first; white space inside a header doesn't count.
pub(crate) const HEADERS: [(Column, &[&str]); 4] = [
    (
        Column::Category,
        &[
            "类别",
            "领域",
            "重点领域",
            "分类",
            "板块",
            "类型",
            "任务类别",
            "工作领域",
            "一级指标",
            "任务分类",
            "事项类别",
            "工作类别",
            "一级任务",
            "一级事项",
            "专项行动",
        ],
    ),
    (Column::Number, &["序号", "编号", "项号", "任务序号", "任务编号"]),
    (
        Column::Text,
        &[
            "主要内容",
            "工作内容",
            "任务内容",
            "具体内容",
            "具体任务",
            "具体举措",
            "具体措施",
            "细化措施",
            "主要举措",
            "主要措施",
            "工作举措",
            "工作措施",
            "任务举措",
            "重点举措",
            "具体要求",
            "工作要求",
            "试点任务",
            "工作任务",
            "重点任务",
            "主要任务",
            "目标任务",
            "任务",
            "试点举措",
            "改革举措",
            "改革任务",
            "改革事项",
            "试点事项",
            "重点事项",
            "工作事项",
            "重点工作",
            "主要工作",
            "工作要点",
            "政策措施",
            "建设内容",
            "内容",
            "举措",
            "措施",
            "事项",
            "主要目标",
        ],
    ),
    (
        Column::Deadline,
        &[
            "完成时限",
            "完成时间",
            "完成期限",
            "时限",
            "目标时间",
            "目标时限",
            "时间节点",
            "时限要求",
            "时间要求",
            "时间进度",
            "进度安排",
            "完成时间节点",
            "办理时限",
            "落实时限",
            "完成日期",
            "时间安排",
            "计划完成时间",
            "截止时间",
            "整改时限",
            "整改期限",
            "截止日期",
            "办结时间",
            "办结时限",
            "预计完成时间",
            "拟完成时间",
            "计划完成时限",
            "计划完成日期",
            "完成节点",
            "工作时限",
            "任务时限",
            "最后期限",
            "期限",
            "实施时间",
            "时间",
        ],
    ),
];

/// Words of a column of titles, where a column of text stands to its right.
pub(crate) const TITLES: [&str; 19] = [
    "工作事项",
    "改革事项",
    "试点事项",
    "重点事项",
    "事项",
    "任务名称",
    "项目名称",
    "举措名称",
    "工作任务",
    "重点任务",
    "主要任务",
    "目标任务",
    "任务",
    "改革举措",
    "重点工作",
    "项目",
    "改革任务",
    "试点任务",
    "重点举措",
];

/// How the header of a text is read that has words of its own: `涉及事项`, beside a column of agencies.
pub(crate) const TEXT_ENDS: [&str; 11] =
    ["实事", "事项", "内容", "任务", "举措", "措施", "工作", "要点", "要求", "项目", "名称"];

/// What the columns of a table of tasks hold.
pub(super) struct Header {
    pub columns: Vec<Column>,
    /// Whether the header is two rows: the first row's cells span several columns.
    pub upper: bool,
}

/// Returns the header that a table begins with, if its columns say that it lists tasks: it names a text column and at
/// least one other.
pub(super) fn header(source: &Source, first: &[Span], second: Option<&[Span]>) -> Option<Header> {
    let words = |row: &[Span]| row.iter().map(|&cell| source.folded(cell)).collect::<Vec<_>>();
    let upper = words(first);
    let two_rows = second.map(words).filter(|lower| is_lower(&upper, lower)).and_then(|lower| {
        // A cell of the first row goes on to its right and down where the others are empty.
        let mut above = String::new();
        let both = upper.iter().zip(&lower).map(|(upper, lower)| {
            if !upper.is_empty() {
                above.clone_from(upper);
            }
            if lower.is_empty() { upper.clone() } else { own_or_joined(&above, lower) }
        });
        columns(&both.collect::<Vec<_>>())
    });
    match two_rows {
        Some(columns) => Some(Header { columns, upper: true }),
        None => columns(&upper).map(|columns| Header { columns, upper: false }),
    }
}

/// The longest word of a header's second row, in characters.
const LONGEST_LOWER: usize = 12;

/// Checks whether a row goes on with the header above it: it names roles or what a wide cell consists of, or says
/// something under wide cells alone; and is no task.
fn is_lower(upper: &[String], lower: &[String]) -> bool {
    let says_more = lower.iter().zip(upper).any(|(lower, upper)| {
        !lower.is_empty() && lower != upper && (RoleClass::of_header(lower).is_some() || is_known(lower))
    });
    // 一 numbers a category.
    let is_number = |word: &str| word.chars().all(|c| c.is_ascii_digit()) || numeral::value(word).is_some();
    let is_short =
        lower.iter().all(|word| word.is_empty() || word.chars().count() <= LONGEST_LOWER && !is_number(word));
    // Under a header without a wide cell a body stands in a task.
    let is_task = !upper.iter().any(String::is_empty)
        && upper.iter().zip(lower).any(|(upper, lower)| {
            RoleClass::of_header(upper).is_some() && RoleClass::of_header(lower).is_none() && bodies::is_body(lower)
        });
    upper.len() == lower.len() && (says_more || cuts(upper, lower)) && is_short && !is_task
}

/// Checks whether a row is the lower one of a header by its form alone: it cuts wide cells.
pub(super) fn cuts_wide_cells(source: &Source, upper: &[Span], lower: &[Span]) -> bool {
    let words = |row: &[Span]| row.iter().map(|&cell| source.folded(cell)).collect::<Vec<_>>();
    upper.len() == lower.len() && cuts(&words(upper), &words(lower))
}

/// Checks whether a row says something of each column that a wide cell above spans, and of no other: 一季度 … 四季度 under
/// 进度安排.
fn cuts(upper: &[String], lower: &[String]) -> bool {
    let is_spanned = |at: usize| {
        let goes_on = upper.get(at + 1).is_some_and(String::is_empty);
        at > 0 && (upper[at].is_empty() || goes_on)
    };
    let mut columns = lower.iter().enumerate();
    let spanned = (0..upper.len()).filter(|&at| is_spanned(at)).count();
    spanned >= 2 && columns.all(|(at, word)| word.is_empty() != is_spanned(at))
}

fn own_or_joined(above: &str, lower: &str) -> String {
    if is_known(lower) || RoleClass::of_header(lower).is_some() { lower.to_owned() } else { format!("{lower}{above}") }
}

/// What a column counts in stands in a bracket behind its header: `办理时限（工作日）`, `任务（项）`.
const UNITS: [&str; 12] = ["天", "日", "工作日", "自然日", "小时", "月数", "项", "个", "件", "元", "万元", "亿元"];

/// Returns a header's word without the bracket behind it, which says more of it: `完成时限（年月）`. A unit makes it another.
pub(crate) fn without_bracket(word: &str) -> &str {
    let cut = word.strip_suffix(['）', ')']).and_then(|word| word.split_once(['（', '(']));
    cut.filter(|(name, inner)| !name.is_empty() && !UNITS.contains(inner)).map_or(word, |(name, _)| name)
}

fn is_known(word: &str) -> bool {
    let word = without_bracket(word);
    HEADERS.iter().any(|(_, words)| words.contains(&word)) || TITLES.contains(&word)
}

/// Checks whether a word, white space left out, is one for a deadline.
pub(crate) fn is_deadline(word: &str) -> bool {
    is_of(Column::Deadline, word)
}

/// Checks whether a word, white space left out, is one for numbers: 序号.
pub(super) fn is_number(word: &str) -> bool {
    is_of(Column::Number, word)
}

fn is_of(column: Column, word: &str) -> bool {
    let word = without_bracket(word);
    HEADERS.iter().any(|(of, words)| *of == column && words.contains(&word))
}

/// Checks whether a line is a word that a column's header can be.
pub(super) fn is_header_word(source: &Source, line: Span) -> bool {
    let word = source.folded(line);
    is_known(&word) || RoleClass::of_header(&word).is_some()
}

/// Returns what each column holds, if the words are the header of a table of tasks.
fn columns(words: &[String]) -> Option<Vec<Column>> {
    let mut columns = vec![Column::Other; words.len()];
    for (column, names) in HEADERS {
        let exactly = |name| words.iter().position(|word| word == name);
        let with_bracket = |name| words.iter().position(|word| without_bracket(word) == name);
        let best = names.iter().find_map(|&name| exactly(name).or_else(|| with_bracket(name)));
        if let Some(at) = best {
            columns[at] = column;
        }
    }
    let first_agencies = words.iter().position(|word| RoleClass::of_header(word).is_some());
    let is_like_text =
        |at: &usize| columns[*at] == Column::Other && TEXT_ENDS.iter().any(|end| words[*at].ends_with(end));
    let known_text = columns.iter().position(|&column| column == Column::Text);
    let text = known_text.or_else(|| (0..first_agencies?).rfind(is_like_text))?;
    columns[text] = Column::Text;
    let is_title = |word: &String| TITLES.contains(&without_bracket(word)) || word.ends_with("名称");
    if let Some(title) = words[..text].iter().rposition(is_title) {
        columns[title] = Column::Title;
    }
    // Every column of agencies counts, each by its own word alone.
    for (column, word) in columns.iter_mut().zip(words).filter(|(column, _)| **column == Column::Other) {
        if let Some(class) = RoleClass::of_header(word) {
            *column = Column::Agencies(class);
        }
    }
    let known = columns.iter().filter(|&&column| column != Column::Other).count();
    (known >= 2).then_some(columns)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::role_class::{AGENCY_NOUNS, BARE_ROLES, ROLE_WORDS};

    #[test]
    fn the_grammar_lists_the_header_words_of_each_column() {
        let grammar = include_str!("GRAMMAR.md");
        let (_, list) = grammar.split_once("| column | header words |\n| --- | --- |\n").unwrap();
        let listed: Vec<&str> = list.lines().take_while(|line| line.starts_with('|')).collect();
        let headers = HEADERS.iter().copied().chain([(Column::Title, &TITLES[..])]);
        let known: Vec<String> = headers
            .map(|(column, words)| format!("| {} | {} |", format!("{column:?}").to_lowercase(), words.join(" ")))
            .collect();
        assert_eq!(listed, known);
        let (_, list) = grammar.split_once("| role | words |\n| --- | --- |\n").unwrap();
        let listed: Vec<&str> = list.lines().take_while(|line| line.starts_with('|')).collect();
        let known = ROLE_WORDS.map(|(class, words)| format!("| {} | {} |", class.name(), words.join(" ")));
        assert_eq!(listed, known);
        for words in [&AGENCY_NOUNS[..], &BARE_ROLES] {
            assert!(grammar.contains(&words.join(" ")), "{words:?}");
        }
    }

    #[test]
    fn a_header_may_take_two_rows() {
        use Column::{Agencies, Deadline, Number, Text, Title};
        use RoleClass::{Lead, Supporting};

        let read = |text: &str| {
            let source = Source::new("s", text);
            let rows: Vec<Vec<Span>> =
                (1..=2).map(|line| super::super::table::cells(&source, source.line_span(line))).collect();
            header(&source, &rows[0], Some(&rows[1])).map(|header| (header.columns, header.upper))
        };
        let roles = vec![Number, Text, Agencies(Lead), Agencies(Supporting), Deadline];
        assert_eq!(read("序号\t重点任务\t责任分工\t\t时限\n\t\t牵头单位\t配合单位\t\n"), Some((roles.clone(), true)));
        assert_eq!(read("序号\t重点任务\t责任分工\t责任分工\t时限\n\t\t牵头\t配合\t\n"), Some((roles, true)));
        assert_eq!(read("序号\t事项\t工作内容\n1\t开放窗口\t照常办理\n"), Some((vec![Number, Title, Text], false)));
        let quarters = vec![Number, Text, Column::Other, Column::Other, Agencies(Lead)];
        let text = "序号\t创新事项\t进度安排\t\t牵头单位\n\t\t上半年\t下半年\t\n";
        assert_eq!(read(text), Some((quarters, true)));
        let whole = vec![Number, Text, Deadline];
        assert_eq!(read("序号（编号）\t任务\t完成时间（节点）\n1\t开放窗口\t六月\n"), Some((whole.clone(), false)));
        assert_eq!(read("序号\t任务\t办结时限\n1\t开放窗口\t六月\n"), Some((whole, false)));
        let planned = vec![Number, Text, Column::Other, Deadline];
        assert_eq!(read("序号\t任务\t期限（天）\t期限\n1\t开放窗口\t3\t六月\n"), Some((planned, false)));
        assert_eq!(read("一级指标\t二级指标\t评价标准\n窗口\t时长\t六天\n"), None);
    }
}
