//! Lines of a plain text that were broken by hand, put together again where nothing else can be meant.
//!
//! ```text
//! 责任单位：市直有关部门，各县（市、区）人民政府，某市高新      a label's names go on in the next line
//! 区管委会
//!
//! 3⇥疏通管道⇥县住建局、      a row's cell goes on: the two lines together have the header's cells
//! 县城管局⇥9月底前
//! ```

use super::{CellParagraph, LeftOut};
use crate::parse::is_body;
use crate::text::numeral;
use crate::text::role_class::RoleClass;

/// What is told of lines that were put together.
const JOINED: &str = "换行（前后接成一行）";

/// A line of names that was broken is at least so long, in characters.
const LONG: usize = 20;

/// What goes on with a list of names is no longer, in characters.
const LONGEST_REST: usize = 60;

/// A label is a word, in characters.
const LONGEST_LABEL: usize = 10;

/// How names of bodies end, and what is said behind them.
const ENDS: &str = "局委办厅部署会府心司团行校院所站处社队县区市州镇乡位门关等责合与工";

/// Marks inside a list, after which it goes on.
const MARKS: [char; 5] = ['、', '，', ',', '；', ';'];

/// Joins what was broken; tells each join, and where a cell begins a new paragraph.
pub(super) fn joined(lines: &[String], left_out: &mut Vec<LeftOut>) -> (Vec<String>, Vec<CellParagraph>) {
    let mut joined: Vec<String> = Vec::new();
    let mut paragraphs = Vec::new();
    // Of the table that we are in: how many tabs its header has.
    let mut width: Option<usize> = None;
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let rest = &lines[at + 1..];
        at += 1;
        if !line.contains('\t') {
            width = None;
            let goes_on = joined.last().is_some_and(|above| names_go_on(above, line));
            match joined.last_mut().filter(|_| goes_on) {
                Some(above) => {
                    left_out.push(LeftOut::new(JOINED, line.trim()));
                    let end = above.trim_end().len();
                    above.truncate(end);
                    above.push_str(line.trim());
                }
                None => joined.push(line.clone()),
            }
            continue;
        }
        let width = *width.get_or_insert_with(|| tabs(line));
        let mut row = line.trim_end().to_owned();
        let goes_on = broken_row(line, rest, width);
        for next in goes_on {
            let (before, words) = (row.rsplit('\t').next().unwrap_or_default(), next.trim_end());
            let first = words.split('\t').next().unwrap_or_default().trim();
            left_out.push(LeftOut::new(JOINED, first));
            let is_paragraph = before.ends_with(MARKS) || (before.ends_with(ends) && first.ends_with(ends));
            let (mut next, mut text) = (words.trim_start_matches([' ', '\u{3000}']).to_owned(), first.to_owned());
            let quoted = is_quoted(before);
            if quoted {
                // Its marks are the spreadsheet's and no text.
                row = unquoted(&row);
                next = next.replacen('"', "", 1);
                text.truncate(text.trim_end_matches('"').len());
            }
            if is_paragraph || quoted {
                let (line, column) = (joined.len() + 1, tabs(&row) + 1);
                paragraphs.push(CellParagraph { line, column, at: row.len(), text });
            }
            row.push_str(&next);
            at += 1;
        }
        joined.push(if tabs(&row) > tabs(line) { row } else { line.clone() });
    }
    (joined, paragraphs)
}

/// Checks whether a cell begins with the mark of a spreadsheet.
fn is_quoted(cell: &str) -> bool {
    cell.trim_start().starts_with('"')
}

/// Returns a row without the mark that its last cell begins with.
fn unquoted(row: &str) -> String {
    let (before, cell) = row.rsplit_once('\t').map_or(("", row), |(before, cell)| (before, cell));
    let cell = cell.trim_start().trim_start_matches('"');
    if row.contains('\t') { format!("{before}\t{cell}") } else { cell.to_owned() }
}

fn ends(c: char) -> bool {
    ENDS.contains(c)
}

fn tabs(line: &str) -> usize {
    line.matches('\t').count()
}

/// Checks whether a line goes on with the names of a label's line above: that is long or ends with a mark, and this one
/// is neither labelled nor a sentence, and ends as names do.
fn names_go_on(above: &str, line: &str) -> bool {
    let (above, words) = (above.trim(), line.trim());
    let is_of_role = label(above).is_some_and(|word| RoleClass::of_label(&word).is_some());
    let last = |list: &str| list.rsplit(MARKS).next().unwrap_or_default().trim().to_owned();
    // Behind a whole name another begins no list: that is who signs.
    let are_whole = is_body(&last(above)) && words.split(MARKS).next().is_some_and(is_body);
    let is_long = above.chars().count() >= LONG && !above.ends_with(['。', '！']) && !are_whole;
    let is_unfinished = above.ends_with(MARKS) || is_long;
    let begins_anew = line.starts_with(char::is_whitespace)
        || label(words).is_some()
        || words.starts_with(|c: char| c.is_ascii_digit() || "（(第附".contains(c))
        || numeral::own(words).is_some()
        || numeral::bracketed_numeral(words).is_some()
        || words.split_once('、').is_some_and(|(number, _)| numeral::value(number).is_some());
    let list = words.strip_suffix('。').unwrap_or(words);
    is_of_role
        && is_unfinished
        && !begins_anew
        && !list.contains('。')
        && list.chars().count() <= LONGEST_REST
        && list.ends_with(ends)
}

/// Returns the word before the colon that a line begins with, white space left out.
fn label(line: &str) -> Option<String> {
    let (word, _) = line.split_once(['：', ':'])?;
    let is_word = word.chars().count() <= LONGEST_LABEL && !word.contains(['，', '、', '。', '；']);
    is_word.then(|| word.split_whitespace().collect())
}

/// Returns the lines that a row goes on over: together they have the header's cells, and the row's last cell is unfinished,
/// or the row is numbered and what follows isn't.
fn broken_row<'l>(row: &str, rest: &'l [String], width: usize) -> &'l [String] {
    let mut count = tabs(row);
    let short = (1..width).contains(&count);
    let taken = rest.iter().take_while(|line| {
        let goes_on = short && count < width && !line.trim().is_empty();
        count += if goes_on { tabs(line) } else { 0 };
        goes_on
    });
    let taken = taken.count();
    let last = row.rsplit('\t').next().unwrap_or_default().trim();
    // A spreadsheet sets a cell with lines of its own in quotation marks.
    let is_open = last.matches(['（', '(', '“']).count() > last.matches(['）', ')', '”']).count()
        || is_quoted(last) && last.matches('"').count() == 1;
    let is_number = |line: &str| {
        let first = line.split('\t').next().unwrap_or_default().trim();
        !first.is_empty() && first.chars().all(|c| c.is_ascii_digit())
    };
    let says_first = |line: &str| !line.split('\t').next().unwrap_or_default().trim().is_empty();
    let lines = &rest[..taken];
    let is_numbered =
        is_number(row) && !last.is_empty() && lines.iter().all(|line| says_first(line) && !is_number(line));
    let is_meant = last.ends_with(MARKS) || is_open || is_numbered;
    if count == width && is_meant { lines } else { &[] }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> (String, Vec<(usize, usize, String)>) {
        let mut left_out = Vec::new();
        let (lines, paragraphs) = joined(&text.lines().map(str::to_owned).collect::<Vec<_>>(), &mut left_out);
        let paragraphs = paragraphs.into_iter().map(|it| (it.line, it.column, it.text)).collect();
        (lines.join("\n"), paragraphs)
    }

    #[test]
    fn names_of_a_label_go_on_in_the_next_line() {
        let label = "责任单位：市直有关部门，各县（市、区）人民政府，某市高新";
        for (next, goes_on) in [
            ("区管委会", true),
            ("区管委会等按职责分工负责。", true),
            ("完成时限：2030年", false),
            ("二、加强监管部门", false),
            ("（二）推进各部门", false),
            ("　　区管委会", false),
            ("促进消费提质", false),
            ("一次办好。由市政务局负责", false),
        ] {
            assert_eq!(told(&format!("{label}\n{next}")).0 == format!("{label}{next}"), goes_on, "{next}");
        }
        assert_eq!(told("责任单位：市财政局\n市教育局").0, "责任单位：市财政局\n市教育局");
        assert_eq!(told("责任单位：市财政局、\n市教育局").0, "责任单位：市财政局、市教育局");
    }

    #[test]
    fn a_cell_goes_on_where_the_lines_together_are_a_row() {
        let header = "序号\t任务\t责任单位\t时限";
        let (text, paragraphs) =
            told(&format!("{header}\n1\t甲\t县住建局、\n县城管局\t9月底前\n2\t乙\t县水利局\t长期"));
        assert_eq!(text, format!("{header}\n1\t甲\t县住建局、县城管局\t9月底前\n2\t乙\t县水利局\t长期"));
        assert_eq!(paragraphs, [(2, 3, "县城管局".to_owned())]);
        // A numbered row goes on with lines that aren't numbered, however often it was broken.
        let (text, _) = told(&format!("{header}\n1\t修好\n道路\t县交通\n运输局\t长期"));
        assert_eq!(text, format!("{header}\n1\t修好道路\t县交通运输局\t长期"));
        // A spreadsheet's cell of several lines stands in its marks.
        let (text, paragraphs) = told(&format!("{header}\n1\t甲\t\"县住建局\n县城管局\"\t长期"));
        assert_eq!(text, format!("{header}\n1\t甲\t县住建局县城管局\t长期"));
        assert_eq!(paragraphs, [(2, 3, "县城管局".to_owned())]);
        // Short rows, rows of a category's, and what doesn't fit are left as they are.
        for rows in
            ["1\t甲\t县水利局\n2\t乙\t县水利局", "1\t甲\n\t乙\t县水利局", "甲\t县住建局、\n县城管局\t长期\t乙\t丙"]
        {
            let text = format!("{header}\n{rows}");
            assert_eq!(told(&text).0, text);
        }
    }
}
