//! The tasks of tables: rows under a header whose words say what each column holds.

use std::collections::BTreeSet;

use super::lines::{self, Level, Paragraph};
use super::listed::Listed;
use super::{Part, Task, cell};
use crate::parse::vocabulary::{Column, HEADERS, NOTES, TEXT_ENDS, TITLES, TOTALS, is_body, without_bracket};
use crate::text::numeral;
use crate::text::role_class::RoleClass;

/// What the rows of a table are read by.
struct Header {
    columns: Vec<Column>,
    words: Vec<String>,
    /// Rows that say nothing but this, printed again at the top of a page.
    repeated: Vec<Vec<String>>,
}

/// What says the category: one that a column says is said of no table without such a column.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Said {
    #[default]
    Above,
    ByColumn,
}

/// Reads rows one after the other.
#[derive(Default)]
struct TableReader {
    tasks: Vec<Task>,
    /// The table's header, where it lists tasks; absent between tables.
    header: Option<Header>,
    in_table: bool,
    category: Option<String>,
    said: Said,
    /// Whether the table has categories, under which clauses are a second level.
    has_categories: bool,
    /// Whether the row above is left unread, and so is what continues it.
    is_unread: bool,
}

/// Returns the tasks of every table that lists some; nothing where no table does.
pub(super) fn tasks(paragraphs: &[Paragraph], listed: &Listed) -> Option<Vec<Task>> {
    let mut reader = TableReader::default();
    let pairs = paragraphs.windows(2);
    let over_rows = pairs.filter(|pair| level(&pair[0]).is_some() && lines::is_row(&pair[1].text)).count();
    let mut above: Option<&Paragraph> = None;
    let mut lists_tasks = false;
    let mut at = 0;
    while let Some(paragraph) = paragraphs.get(at) {
        at += 1;
        if !lines::is_row(&paragraph.text) {
            reader.line(paragraph, &paragraphs[at..]);
            above = Some(paragraph).filter(|it| !reader.in_table && over_rows > 1 && level(it).is_some());
            continue;
        }
        let row = cells(&paragraph.text);
        let below = paragraphs.get(at).filter(|it| lines::is_row(&it.text)).map(|it| cells(&it.text));
        let known = reader.header.as_ref().is_some_and(|header| header.repeated.contains(&solid(&row)));
        if known {
            continue;
        }
        let begins = if reader.in_table { columns(&row).is_some() } else { true };
        if begins {
            let header = header(&row, below.as_deref()).filter(|_| !is_form(&paragraphs[at..]));
            let header = header.map(|header| header.read_by(&paragraphs[at..]));
            at += usize::from(header.as_ref().is_some_and(|header| header.repeated.len() > 1));
            lists_tasks |= header.is_some();
            reader.begin(header);
            let begins_with_category =
                paragraphs.get(at).is_some_and(|it| level(it).is_some() || is_wide(&cells(&it.text)));
            if let Some(heading) =
                above.take().filter(|_| reader.header.is_some() && !reader.has_categories && !begins_with_category)
            {
                (reader.category, reader.said) = (Some(heading.text.clone()), Said::Above);
            }
        } else {
            reader.row(paragraph.lines[0], row, listed);
        }
    }
    let mut tasks = reader.tasks;
    let printed: Vec<Option<u32>> = tasks.iter().map(|task| task.number).collect();
    // Where numbers begin anew, tasks are counted.
    let is_new = |at: usize| !printed[..at].contains(&printed[at]) && printed[at] != Some(1);
    let are_numbers = (1..printed.len()).all(|at| printed[at].is_none() || is_new(at));
    let mut last: u32 = 0;
    for task in &mut tasks {
        task.label = task.number.map(|number| number.to_string()).or(task.label.take());
        let number = task.number.filter(|_| are_numbers).unwrap_or(last.saturating_add(1));
        task.number = Some(number);
        last = last.max(number);
    }
    lists_tasks.then_some(tasks)
}

/// Returns how deep a heading lies that may stand over rows, and is none itself.
fn level(paragraph: &Paragraph) -> Option<Level> {
    let is_over_rows = |level: &Level| matches!(level, Level::Part | Level::Clause) && !lines::is_row(&paragraph.text);
    lines::label(&paragraph.text).map(|label| label.level).filter(is_over_rows)
}

/// Checks whether the rows below a header are a form to be filled in: nothing stands in them but numbers.
fn is_form(below: &[Paragraph]) -> bool {
    let rows = below.iter().take_while(|it| lines::is_row(&it.text) || level(it).is_some());
    // A task may say of a body only 牵头.
    let is_header = |row: &[String]| {
        columns(row).is_some() || row.iter().filter(|cell| !cell.is_empty()).all(|cell| is_header_word(cell))
    };
    let mut rows = rows.map(|it| cells(&it.text));
    rows.all(|row| is_header(&row) || row.iter().all(|cell| cell.chars().all(|c| c.is_ascii_digit() || c == '…')))
}

/// Checks whether a row says nothing but in its first cell, which is no number.
fn is_wide(cells: &[String]) -> bool {
    cells.len() > 2 && !is_number(&cells[0]) && cells[1..].iter().all(String::is_empty)
}

/// Checks whether a row says nothing but a note: 注：….
fn is_note(cells: &[String]) -> bool {
    let said: Vec<&String> = cells.iter().filter(|cell| !cell.is_empty()).collect();
    matches!(said[..], [note] if NOTES.iter().any(|begin| note.starts_with(begin)))
}

impl TableReader {
    fn begin(&mut self, header: Option<Header>) {
        self.in_table = true;
        self.has_categories = header.as_ref().is_some_and(|header| header.columns.contains(&Column::Category));
        if header.is_some() && !self.has_categories && self.said == Said::ByColumn {
            self.category = None;
        }
        self.header = header;
    }

    /// Checks whether a row is the header of another table.
    fn ends_before(&self, row: &[String]) -> bool {
        let words = solid(row);
        let numbers = HEADERS.iter().find(|(column, _)| *column == Column::Number).map_or(&[][..], |(_, words)| words);
        let is_own = self.header.as_ref().is_some_and(|header| header.repeated.contains(&words));
        !is_own
            && (columns(row).is_some() || words.first().is_some_and(|word| numbers.contains(&without_bracket(word))))
    }

    /// A line without tabs: a category between rows, or the end of the table.
    fn line(&mut self, paragraph: &Paragraph, below: &[Paragraph]) {
        let next = below.iter().find(|it| level(it).is_none()).filter(|it| lines::is_row(&it.text));
        let goes_on = next.is_some_and(|it| !self.ends_before(&cells(&it.text)));
        match level(paragraph) {
            Some(level) if self.in_table && goes_on => {
                // A table that lists no tasks has no categories of any.
                if self.header.is_some() && (level == Level::Part || !self.has_categories) {
                    (self.category, self.said) = (Some(paragraph.text.clone()), Said::Above);
                }
                self.has_categories |= level == Level::Part;
            }
            _ => {
                (self.in_table, self.header) = (false, None);
                if lines::is_annex(&paragraph.text) {
                    self.category = None;
                }
            }
        }
    }

    fn row(&mut self, line: usize, mut cells: Vec<String>, listed: &Listed) {
        let Some(header) = self.header.as_ref().filter(|header| !header.is_total(&cells)) else { return };
        // Empty cells at its end may be left out.
        if cells.len() < header.columns.len() && listed.shift(line) == 0 && !listed.leaves_unread(line) {
            cells.resize(header.columns.len(), String::new());
        }
        if is_wide(&cells) && !listed.reads_empty(line, None) {
            (self.category, self.said) = (cells.into_iter().next(), Said::Above);
            self.has_categories = true;
            return;
        }
        if let [number, category, rest @ ..] = cells.as_slice()
            && !rest.is_empty()
            && !category.is_empty()
            && rest.iter().all(String::is_empty)
            && (numeral::value(number).is_some()
                || lines::label(number).is_some_and(|label| label.level == Level::Clause))
        {
            (self.category, self.said) = (Some(format!("{number}\t{category}")), Said::Above);
            self.has_categories = true;
            return;
        }
        let shift = listed.shift(line);
        cells.splice(0..0, std::iter::repeat_n(String::new(), shift));
        let dropped = cells.len().saturating_sub(header.columns.len());
        if dropped == shift && cells.iter().rev().take(shift).all(String::is_empty) {
            cells.truncate(header.columns.len());
        }
        let cell = |column: Column| {
            let at = header.columns.iter().position(|it| *it == column)?;
            cells.get(at).map(String::as_str)
        };
        let number = cell(Column::Number);
        let title = cell(Column::Title);
        let own_text = cell(Column::Text).filter(|text| !text.is_empty());
        let is_shared = own_text.is_none() && listed.reads_empty(line, Some("text"));
        let continues = match number {
            Some(number) => number.is_empty(),
            None => title.map_or(is_shared, str::is_empty),
        };
        let category = cell(Column::Category).filter(|category| !category.is_empty());
        if let Some(category) = category.filter(|_| cells.len() == header.columns.len()) {
            (self.category, self.said) = (Some(category.to_owned()), Said::ByColumn);
        }
        if listed.leaves_unread(line) || (continues && self.is_unread) {
            self.is_unread = true;
            return;
        }
        self.is_unread = false;
        // One title may be that of several tasks.
        let shared = self.tasks.last().filter(|_| listed.reads_empty(line, Some("title"))).map(|task| &task.title);
        let title = title.filter(|title| !title.is_empty()).or(shared.map(String::as_str));
        let title = title.unwrap_or_default().to_owned();
        let roles = header.columns.iter().zip(&header.words).zip(&cells);
        let roles = roles.filter(|((column, _), _)| matches!(column, Column::Agencies(_)));
        let text = own_text.unwrap_or(if is_shared { "" } else { &title });
        let part = Part {
            lines: [line, line],
            text: text.to_owned(),
            roles: roles.flat_map(|((_, word), cell)| cell::of_cell(word, &listed.paragraphs_of(line, cell))).collect(),
            deadline: cell(Column::Deadline).unwrap_or_default().to_owned(),
        };
        match self.tasks.last_mut().filter(|_| continues) {
            Some(task) => task.parts.push(part),
            None => self.tasks.push(Task {
                number: number.and_then(|number| {
                    let number = listed.as_read([line, line], number)?;
                    numeral::without_mark(&number).parse().ok()
                }),
                label: number.map(str::to_owned),
                title,
                category: self.category.clone(),
                headings: Vec::new(),
                parts: vec![part],
            }),
        }
    }
}

impl Header {
    /// Checks whether a row sums up others: 合计, and no number.
    fn is_total(&self, cells: &[String]) -> bool {
        let number = self.columns.iter().zip(cells).find(|(column, _)| **column == Column::Number);
        let first = cells.iter().find(|cell| !cell.is_empty()).map(|cell| cell.split_whitespace().collect::<String>());
        first.is_some_and(|first| TOTALS.contains(&first.as_str()))
            && number.is_none_or(|(_, cell)| !cell.contains(|c: char| c.is_ascii_digit()))
            || is_note(cells)
    }

    /// Returns the rows of tasks below it.
    fn rows(&self, below: &[Paragraph]) -> Vec<Vec<String>> {
        let width = self.columns.len();
        let table = below.iter().take_while(|it| lines::is_row(&it.text) || level(it).is_some());
        let rows = table.filter(|it| lines::is_row(&it.text)).map(|it| cells(&it.text));
        let is_task = |row: &Vec<String>| {
            row.len() <= width && !is_wide(row) && !self.is_total(row) && !self.repeated.contains(&solid(row))
        };
        rows.filter(is_task).collect()
    }

    /// Returns it as the rows below show what its columns hold.
    fn read_by(self, below: &[Paragraph]) -> Header {
        self.without_idle_numbers(below).by_own_numbers(below).without_kinds(below)
    }

    /// Where every row prints a category without a number, and one that stood before comes again behind another, it is the
    /// kind that each task is of, and groups none.
    fn without_kinds(mut self, below: &[Paragraph]) -> Header {
        let Some(at) = self.columns.iter().position(|column| *column == Column::Category) else { return self };
        let (mut seen, mut recurs, mut above): (BTreeSet<String>, bool, String) = Default::default();
        for row in self.rows(below).into_iter().filter(|row| row.len() == self.columns.len()) {
            let kind: String = row[at].split_whitespace().collect();
            let is_numbered = lines::label(&kind).is_some_and(|label| label.level < Level::Item);
            if kind.is_empty() || is_numbered || kind.contains(['：', ':']) {
                return self;
            }
            recurs |= kind != above && seen.contains(&kind);
            seen.insert(kind.clone());
            above = kind;
        }
        if recurs {
            self.columns[at] = Column::Other;
        }
        self
    }

    /// Where titles stand over several rows, and the texts number themselves, they are categories.
    fn by_own_numbers(mut self, below: &[Paragraph]) -> Header {
        let place = |wanted: Column| self.columns.iter().position(|column| *column == wanted);
        let has_others = place(Column::Number).is_some() || place(Column::Category).is_some();
        let (Some(title), Some(text), false) = (place(Column::Title), place(Column::Text), has_others) else {
            return self;
        };
        let number = |row: &[String]| {
            let words = row.get(text)?;
            let label = lines::label(words).filter(|label| label.level >= Level::Item)?;
            let is_pointed = label.printed.starts_with(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c));
            let is_decimal = is_pointed && lines::goes_on_with_digits(&words[label.printed.len()..]);
            Some(label.number).filter(|_| !is_decimal)
        };
        let rows = self.rows(below);
        if rows.iter().any(|row| row.get(title).is_none_or(String::is_empty))
            && rows.iter().zip(1..).all(|(row, at)| number(row) == Some(at))
        {
            self.columns[title] = Column::Category;
        }
        self
    }

    /// Where the column of numbers is empty, or numbers the categories, it is a column of no meaning.
    fn without_idle_numbers(self, below: &[Paragraph]) -> Header {
        let place = |wanted: Column| self.columns.iter().position(|column| *column == wanted);
        let (Some(number), Some(text)) = (place(Column::Number), place(Column::Text)) else { return self };
        let category = place(Column::Category);
        let rows = self.rows(below);
        let word = |row: &[String], at: usize| row.get(at).cloned().unwrap_or_default();
        let is_of =
            |category: usize| rows.iter().all(|row| word(row, number).is_empty() == word(row, category).is_empty());
        let together = category.is_some_and(is_of);
        let are_numerals =
            rows.iter().map(|row| word(row, number)).all(|it| it.is_empty() || numeral::value(&it).is_some());
        let is_numbered = |text: &str| lines::label(text).is_some_and(|label| label.level >= Level::Item);
        let are_numbered = rows.iter().all(|row| is_numbered(&word(row, text)));
        let has_empty = rows.iter().any(|row| word(row, number).is_empty());
        let are_empty = rows.len() > 1 && rows.iter().all(|row| word(row, number).is_empty());
        let mut columns = self.columns.clone();
        if are_empty || (has_empty && together && (are_numerals || are_numbered)) {
            columns[number] = Column::Other;
        }
        Header { columns, ..self }
    }
}

fn cells(row: &str) -> Vec<String> {
    row.split('\t').map(|cell| cell.trim().to_owned()).collect()
}

fn solid(row: &[String]) -> Vec<String> {
    row.iter().map(|cell| cell.split_whitespace().collect()).collect()
}

/// Returns the header that a table begins with, if it lists tasks: one row, or two of which the lower says more.
fn header(first: &[String], second: Option<&[String]>) -> Option<Header> {
    let upper = solid(first);
    let repeated = |rows: &[&[String]]| rows.iter().map(|row| solid(row)).collect();
    if let Some(second) = second.filter(|second| second.len() <= first.len()) {
        let mut lower = solid(second);
        // Its end may be left out.
        lower.resize(upper.len(), String::new());
        // A row that cuts wide cells, and says nothing elsewhere, goes on with them.
        let is_wide = |at: usize| at > 0 && (upper[at].is_empty() || upper.get(at + 1).is_some_and(String::is_empty));
        let wide = (0..upper.len()).filter(|&at| is_wide(at)).count();
        let cuts = wide > 1 && (0..upper.len()).all(|at| lower[at].is_empty() != is_wide(at));
        let says_more = |(lower, upper): (&String, &String)| lower != upper && is_header_word(lower);
        let is_short = |word: &String| {
            word.is_empty() || word.chars().count() <= 12 && !is_number(word) && numeral::value(word).is_none()
        };
        let is_in_task = |(lower, upper): (&String, &String)| {
            RoleClass::of_header(upper).is_some() && RoleClass::of_header(lower).is_none() && is_body(lower)
        };
        let is_task = upper.iter().all(|word| !word.is_empty()) && lower.iter().zip(&upper).any(is_in_task);
        if (cuts || lower.iter().zip(&upper).any(says_more)) && lower.iter().all(is_short) && !is_task {
            let mut above = "";
            let both = upper.iter().zip(&lower).map(|(upper, lower)| {
                above = if upper.is_empty() { above } else { upper };
                match lower.as_str() {
                    "" => upper.clone(),
                    word if is_header_word(word) => word.to_owned(),
                    word => format!("{word}{above}"),
                }
            });
            if let Some(columns) = columns(&both.collect::<Vec<_>>()) {
                let words =
                    lower.into_iter().zip(upper).map(|(lower, upper)| if lower.is_empty() { upper } else { lower });
                return Some(Header { columns, words: words.collect(), repeated: repeated(&[first, second]) });
            }
        }
    }
    Some(Header { columns: columns(&upper)?, words: upper, repeated: repeated(&[first]) })
}

fn is_number(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_digit())
}

fn is_header_word(word: &str) -> bool {
    let bare = without_bracket(word);
    let is_known = HEADERS.iter().any(|(_, words)| words.contains(&bare)) || TITLES.contains(&bare);
    is_known || RoleClass::of_header(word).is_some()
}

/// Returns what each column holds, if there is a text and something else that is known.
fn columns(words: &[String]) -> Option<Vec<Column>> {
    let words = solid(words);
    let place = |names: &[&str]| {
        let is = |name: &str| words.iter().position(|word| word == name);
        let says_more = |name: &str| words.iter().position(|word| without_bracket(word) == name);
        names.iter().find_map(|name| is(name).or_else(|| says_more(name)))
    };
    let mut columns = vec![Column::Other; words.len()];
    for (column, names) in HEADERS {
        if let Some(at) = place(names) {
            columns[at] = column;
        }
    }
    let text = match columns.iter().position(|column| *column == Column::Text) {
        Some(text) => text,
        None => {
            let before = words.iter().take_while(|word| RoleClass::of_header(word).is_none()).enumerate();
            let ends = |word: &String| TEXT_ENDS.iter().any(|end| word.ends_with(end));
            before.filter(|(at, word)| columns[*at] == Column::Other && ends(word)).last()?.0
        }
    };
    let has_agencies = words[text..].iter().any(|word| RoleClass::of_header(word).is_some());
    if columns[text] == Column::Other && !has_agencies {
        return None;
    }
    columns[text] = Column::Text;
    let is_title = |word: &String| TITLES.contains(&without_bracket(word)) || word.ends_with("名称");
    if let Some(at) = words[..text].iter().rposition(is_title) {
        columns[at] = Column::Title;
    }
    for (column, word) in columns.iter_mut().zip(&words) {
        if *column == Column::Other
            && let Some(class) = RoleClass::of_header(word)
        {
            *column = Column::Agencies(class);
        }
    }
    (columns.iter().filter(|column| **column != Column::Other).count() > 1).then_some(columns)
}
