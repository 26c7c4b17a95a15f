//! The source as paragraphs: page ends joined as listed, page numbers and list dashes left out, each with its label.

use crate::parse::vocabulary::{PROBLEM, are_bodies};
use crate::text::numeral;
use crate::text::role_class::RoleClass;

/// A line of the source, or the lines that a repair joins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Paragraph {
    /// First and last line, from 1.
    pub lines: [usize; 2],
    pub text: String,
}

/// What a paragraph begins with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Label {
    pub level: Level,
    pub number: u32,
    /// As printed: `三、`, `（一）`, `2.`
    pub printed: String,
}

impl Label {
    pub(super) fn is_bracketed(&self) -> bool {
        self.printed.starts_with(['（', '(']) || ('⑴'..='⒇').contains(&self.printed.chars().next().unwrap_or(' '))
    }
}

/// How deep a label lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    Chapter,
    Section,
    Article,
    Part,
    Named,
    Clause,
    Item,
    SubItem,
    Detail,
}

impl Level {
    /// Checks whether a label of this level is one only where the document has another.
    pub(super) fn needs_another(self) -> bool {
        self < Level::Part || self == Level::Named
    }
}

/// Returns the paragraphs and table rows of a source; a row keeps its tabs.
pub(super) fn paragraphs(source: &str, joins: &[[usize; 2]]) -> Vec<Paragraph> {
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let all: Vec<&str> = source.trim_start_matches('\u{feff}').lines().collect();
    let contents = contents(&all);
    for (index, whole) in all.into_iter().enumerate() {
        let line = index + 1;
        if whole.trim().is_empty() || is_page_number(whole.trim()) || contents[index] {
            continue;
        }
        if is_row(whole) {
            paragraphs.push(Paragraph { lines: [line, line], text: whole.to_owned() });
            continue;
        }
        let text = whole.trim();
        let text = text.strip_prefix("- ").unwrap_or(text).trim();
        // 责任单位： and below it who that is.
        let announces = |above: &Paragraph| {
            let label = above.text.trim().strip_suffix(['：', ':']);
            let word: Option<String> = label.map(|label| label.split_whitespace().collect());
            word.is_some_and(|word| RoleClass::of_label(&word).is_some())
                && self::label(text).is_none()
                && are_bodies(text)
        };
        let goes_on = |above: &&mut Paragraph| {
            let is_joined = joins.iter().any(|[first, last]| *first <= above.lines[1] && line <= *last);
            !is_row(&above.text) && (is_joined || announces(above))
        };
        match paragraphs.last_mut().filter(goes_on) {
            Some(above) => {
                above.text.push_str(text);
                above.lines[1] = line;
            }
            None => paragraphs.push(Paragraph { lines: [line, line], text: text.to_owned() }),
        }
    }
    paragraphs
}

/// Checks whether a line is cells between tabs.
pub(super) fn is_row(line: &str) -> bool {
    line.contains('\t')
}

/// `— 3 —`
fn is_page_number(line: &str) -> bool {
    let number = line.trim_matches(['-', '—', '–', '－', '·', ' ', '\u{3000}']);
    (1..=3).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns the label that a text begins with. `11.365窗口` has one or is a number: that can't be known here.
pub(super) fn label(text: &str) -> Option<Label> {
    let of =
        |level, number, rest: &str| Some(Label { level, number, printed: text[..text.len() - rest.len()].to_owned() });
    if let Some((level, number, rest)) = ordinal(text) {
        return of(level, number, rest);
    }
    if let Some((number, rest)) = named(text) {
        return of(Level::Named, number, rest);
    }
    if let Some((number, rest)) = text.split_once(['、', '.', '．'])
        && let Some(number) = numeral::value(number)
    {
        return of(Level::Part, number, rest);
    }
    if let Some((number, rest)) = text.strip_prefix(['（', '(']).and_then(|text| text.split_once(['）', ')']))
        && let Some(number) = numeral::value(number.trim())
    {
        return of(Level::Clause, number, rest);
    }
    if let Some((digits, rest)) = text.strip_prefix(['（', '(']).and_then(|text| text.split_once(['）', ')']))
        && (1..=2).contains(&digits.len())
        && digits.bytes().all(|byte| byte.is_ascii_digit())
    {
        return of(Level::SubItem, digits.parse().ok()?, rest);
    }
    // Numbers that are one character.
    let first = text.chars().next()?;
    for (level, row) in [
        (Level::Clause, '㈠'..='㈩'),
        (Level::Item, '⒈'..='⒛'),
        (Level::SubItem, '⑴'..='⒇'),
        (Level::SubItem, '①'..='⑳'),
    ] {
        if row.contains(&first) {
            return of(level, first as u32 - *row.start() as u32 + 1, &text[first.len_utf8()..]);
        }
    }
    let (digits, rest) = text.split_at(text.find(|c| narrow(c).is_none())?);
    let number: u32 = digits.chars().filter_map(narrow).collect::<String>().parse().ok()?;
    let mark = rest.chars().next().filter(|_| digits.chars().count() <= 3)?;
    let level = match mark {
        '.' | '．' | '、' => Level::Item,
        '）' | ')' => Level::SubItem,
        _ => return None,
    };
    of(level, number, &rest[mark.len_utf8()..])
}

/// Checks whether what follows a number and a point may be its decimals: digits, but no year.
pub(super) fn goes_on_with_digits(rest: &str) -> bool {
    let is_digits = |year: &str| year.chars().count() == 4 && year.chars().all(|c| narrow(c).is_some());
    let is_year = rest.split_once('年').is_some_and(|(year, _)| is_digits(year));
    rest.starts_with(|c: char| narrow(c).is_some()) && !is_year
}

/// Cuts `第五条 为` into its level, its number and what follows the label: white space, a mark or a heading in brackets.
fn ordinal(text: &str) -> Option<(Level, u32, &str)> {
    let (digits, rest) = text.strip_prefix('第')?.split_once(['章', '节', '条', '部'])?;
    let number = numeral::value(digits).or_else(|| digits.parse().ok())?;
    let unit = text['第'.len_utf8() + digits.len()..].chars().next()?;
    let (level, rest) = match unit {
        '章' => (Level::Chapter, rest),
        '节' => (Level::Section, rest),
        '条' => (Level::Article, rest),
        _ => (Level::Chapter, rest.strip_prefix('分')?),
    };
    if let Some(behind) = rest.strip_prefix(['：', ':', '、', '.', '．']) {
        return Some((level, number, behind));
    }
    let in_brackets = rest
        .strip_prefix(['【', '（', '(', '〔', '['])
        .and_then(|inner| inner.split_once(['】', '）', ')', '〕', ']']))
        .is_some_and(|(words, _)| {
            let is_number = words.chars().all(|c| c.is_ascii_digit() || numeral::is_numeral(c));
            !is_number && words.chars().count() <= 15 && !words.contains(['：', '，', '、'])
        });
    (rest.is_empty() || rest.starts_with(char::is_whitespace) || in_brackets).then_some((level, number, rest))
}

/// Returns a digit as it is typed: `３` is 3.
fn narrow(c: char) -> Option<char> {
    if c.is_ascii_digit() {
        return Some(c);
    }
    "０１２３４５６７８９".chars().position(|wide| wide == c).and_then(|value| char::from_digit(value as u32, 10))
}

/// Returns which lines are of a table of contents; none with a tab is where rows of another table stand beside them.
fn contents(lines: &[&str]) -> Vec<bool> {
    let mut are: Vec<bool> = lines.iter().map(|line| is_contents(line.trim())).collect();
    let is_other = |at: usize, are: &[bool]| !are[at] && !lines[at].trim().is_empty();
    let mut from = 0;
    while from < lines.len() {
        let to = (from..lines.len()).find(|&at| is_other(at, &are)).unwrap_or(lines.len());
        let beside = [from.checked_sub(1), Some(to).filter(|&to| to < lines.len())];
        let among_rows = beside.into_iter().flatten().any(|at| is_row(lines[at]));
        if among_rows && !lines[from..to].iter().any(|line| is_title_of_contents(line)) {
            (from..to).filter(|&at| lines[at].trim().contains('\t')).for_each(|at| are[at] = false);
        }
        from = to + 1;
    }
    are
}

fn is_title_of_contents(line: &str) -> bool {
    line.chars().filter(|c| !c.is_whitespace()).eq("目录".chars())
}

/// Checks whether a line is of a table of contents: `目录`, `一、总体要求……1`.
fn is_contents(line: &str) -> bool {
    let heading = line.trim_end_matches(|c: char| c.is_ascii_digit());
    let words = heading.trim_end_matches(|c: char| c.is_whitespace() || "….·．-—".contains(c));
    let gap = &heading[words.len()..];
    let has_leader = gap.contains('\t') || gap.chars().filter(|c| "….·．".contains(*c)).count() > 1;
    let first = words.trim_start_matches(['（', '(']).chars().next();
    let is_heading = first.is_some_and(|c| numeral::is_numeral(c) || c == '第' || c == '附');
    is_title_of_contents(line) || (has_leader && is_heading && heading != line && !words.contains(['\t', '。']))
}

/// Cuts `行动一：便利开办` into its number and what follows the label.
fn named(text: &str) -> Option<(u32, &str)> {
    // A fault to mend is a sentence.
    let says_fault = text.starts_with(PROBLEM);
    if text.chars().nth(40).is_some() && !says_fault {
        return None;
    }
    let is_digit = |c: char| c.is_ascii_digit() || numeral::is_numeral(c);
    let (word, rest) = text.split_at(text.find(is_digit)?);
    let (digits, rest) = rest.split_at(rest.find(|c| !is_digit(c))?);
    let is_word =
        ["行动", "任务", "工程", "举措", "措施", "专项", "项目", PROBLEM].iter().any(|end| word.ends_with(end));
    let is_heading = is_word && word.chars().count() <= 6 && (says_fault || !is_sentence(text));
    let number = numeral::value(digits).or_else(|| digits.parse().ok()).filter(|_| is_heading)?;
    let behind = rest.strip_prefix(['：', ':']).or(Some(rest).filter(|rest| rest.starts_with(char::is_whitespace)))?;
    Some((number, behind))
}

/// Checks whether a paragraph is the label of an annex, with its title or without.
pub(in crate::verify) fn is_annex(text: &str) -> bool {
    let annex = text.strip_prefix('附').and_then(|text| text.trim_start().strip_prefix(['件', '表', '录']));
    annex.is_some_and(|behind| {
        let is_number = |c: char| c.is_ascii_digit() || numeral::is_numeral(c) || "-－—（）()".contains(c);
        let behind_number = behind.trim_start().trim_start_matches(is_number);
        let has_number = behind_number.len() < behind.trim_start().len();
        let is_title =
            |title: &str| !is_sentence(title) && !title.contains(['，', '。', '；']) && title.chars().count() <= 40;
        let is_titled = |rest: &str, marks: &[char]| {
            rest.is_empty()
                || rest
                    .trim_start()
                    .strip_prefix(marks)
                    .is_some_and(|title| title.is_empty() || is_title(title.trim_start()))
                || (rest.starts_with(char::is_whitespace) && is_title(rest.trim_start()))
        };
        let colon = |text: &str| text.trim_start().strip_prefix(['：', ':']).is_some_and(|title| !is_sentence(title));
        behind.trim_start().starts_with(['：', ':'])
            || (has_number && (is_titled(behind_number, &['.', '．', '、']) || colon(behind_number)))
            || is_titled(behind, &[])
    })
}

/// Checks whether the text of the plan ends with this paragraph, until a heading begins it anew: annexes, copies, a date.
pub(super) fn ends_the_body(text: &str) -> bool {
    let solid: String = text.split_whitespace().collect();
    let bare = solid.trim_start_matches(['（', '(']).trim_end_matches(['）', ')']);
    let is_date = bare.chars().count() <= 12
        && bare.ends_with('日')
        && bare.contains('年')
        && bare.contains('月')
        && bare.chars().all(|c| c.is_ascii_digit() || numeral::is_numeral(c) || "〇○零年月日".contains(c));
    is_annex(text) || is_date || solid.starts_with("抄送：") || solid.starts_with("抄送:")
}

/// Checks whether a text ends as a sentence does, closing marks aside.
pub(super) fn is_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['”', '’', '）', ')', '」', '』', '》']);
    let narrow = text.strip_suffix('.').and_then(|text| text.chars().next_back());
    text.ends_with(['。', '！', '？', '!', '?', '；', ';', '：', ':', '…'])
        || narrow.is_some_and(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_paragraphs_with_labels() {
        let found = paragraphs("- （一）甲。\n甲\n\n乙\n— 3 —\n1\t丙\n", &[[2, 4]]);
        let told: Vec<(&str, [usize; 2])> = found.iter().map(|it| (it.text.as_str(), it.lines)).collect();
        assert_eq!(told, [("（一）甲。", [1, 1]), ("甲乙", [2, 4]), ("1\t丙", [6, 6])]);
        for (text, level, number, printed) in [
            ("十二、甲", Level::Part, 12, "十二、"),
            ("(三)甲", Level::Clause, 3, "(三)"),
            ("12．甲", Level::Item, 12, "12．"),
            ("③甲", Level::SubItem, 3, "③"),
            ("（12）甲", Level::SubItem, 12, "（12）"),
        ] {
            assert_eq!(label(text), Some(Label { level, number, printed: printed.to_owned() }));
        }
        assert_eq!(label("（试点）甲"), None);
        assert!(
            ["附 件：1.甲", "附件2", "附件 1：甲", "附表1-2", "抄送：甲", "2030年1月2日", "二〇三〇年一月二日"]
                .into_iter()
                .all(ends_the_body)
        );
        // A date has a year, a month and a day, and nothing else.
        for text in ["附件1的任务由甲负责", "工作日", "1月2日", "2030年工作日", "2030年1月2日止", "到2030年1月2日"]
        {
            assert!(!ends_the_body(text), "{text}");
        }
    }

    #[test]
    fn lines_of_a_table_of_contents_are_told_by_their_leaders() {
        for line in
            ["目录", "目　录", "一、总体要求……1", "（二）开放措施......12", "第三章 附则\t30", "附件1 任务表····5"]
        {
            assert!(is_contents(line), "{line}");
        }
        // A full stop is no leader, nor is what has no page behind it, no number before it, or a sentence in it.
        for line in ["一、完成甲.12", "一、总体要求……", "总体要求……1", "一、甲。完成乙……1", "一、甲12"]
        {
            assert!(!is_contents(line), "{line}");
        }
    }
}
