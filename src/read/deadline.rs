//! What a document's words for a deadline mean: a date as precise as printed, or none.

use super::cells::is_dash;
use super::task::{Part, Task};
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::BEFORE_DAY;
use crate::text::date::{Date, Deadline, PLAUSIBLE_YEARS};
use crate::text::source::Source;

/// Why words are no deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum UnreadableDeadline {
    /// They name a month, day, quarter or year that there is not: `2025年13月`.
    Impossible,
    Other,
}

use UnreadableDeadline::{Impossible, Other};

const DASHES: [char; 9] = ['—', '－', '-', '–', '～', '~', '至', '到', '─'];

/// What says no more than the date before it does.
const AFTER: [&str; 11] = ["年底", "年末", "上旬", "中旬", "下旬", "底", "末", "初", "中", "份", "度"];

/// With what a deadline that has no date of its own begins, or ends.
const UNDATED_BEGINNINGS: [&str; 27] = [
    "长期",
    "持续",
    "常态",
    "每",
    "定期",
    "不定期",
    "试点期",
    "立即",
    "立行",
    "即时",
    "即行",
    "即日",
    "实时",
    "动态",
    "贯穿",
    "分阶段",
    "适时",
    "随时",
    "按",
    "根据",
    "年内",
    "年中",
    "年底",
    "年末",
    "全年",
    "当年",
    "无",
];
const UNDATED_ENDS: [&str; 9] = ["期内", "期间", "年内", "月内", "周内", "日内", "推进", "坚持", "实施"];

/// What is done by a day that isn't the last.
const BEGINNINGS: [&str; 4] = ["启动", "开工", "动工", "开始"];

/// A leap year: in it are all days that a deadline without a year can name.
const ANY_YEAR: u16 = 2000;

/// A part of a text that was read, and the rest.
type Taken<'a, T> = Result<(T, &'a str), UnreadableDeadline>;

/// Reads the words of a deadline, white space and quotation marks aside: `2023年12月`, `2024年第四季度`, `2025—2027年`.
/// Nothing where they have no date (长期) or only one without its year (6月底前).
pub(crate) fn deadline(text: &str) -> Result<Option<Deadline>, UnreadableDeadline> {
    let words: String = text.chars().filter(|c| !c.is_whitespace() && !"“”\"".contains(*c)).collect();
    if words.is_empty() || is_dash(&words) {
        return Ok(None);
    }
    let text: String = words.chars().map(western).collect();
    let mut rest = text.as_str();
    while let Some(after) = BEFORE_DAY.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = after;
    }
    if year(rest)?.is_some() {
        return dated(rest, None);
    }
    let undated = UNDATED_BEGINNINGS.iter().any(|word| words.starts_with(word))
        || UNDATED_ENDS.iter().any(|word| words.ends_with(word));
    if undated { Ok(closing_date(rest)) } else { dated(rest, Some(ANY_YEAR)).map(|_| None) }
}

/// Returns the date with which words end that begin without one: 持续推进，2030年12月底前完成, 长期坚持至2030年.
fn closing_date(text: &str) -> Option<Deadline> {
    let (_, end) = text.rsplit_once(['，', ',', '；', ';', '至', '到'])?;
    let begins = |rest: &str| BEFORE_DAY.iter().find_map(|word| rest.strip_prefix(word)).map(str::to_owned);
    let mut end = end.to_owned();
    while let Some(after) = begins(&end) {
        end = after;
    }
    let is_only = !names_a_date(&text[..text.len() - end.len()]);
    dated(&end, None).ok().flatten().filter(|_| is_only)
}

/// Returns Arabic digits for Chinese and full-width ones; 十 remains.
fn western(c: char) -> char {
    let digit = match c {
        '○' | '零' => Some(0),
        c => "〇一二三四五六七八九".chars().zip(0u32..).find_map(|(digit, value)| (digit == c).then_some(value)),
    };
    match (digit.and_then(|digit| char::from_digit(digit, 10)), c) {
        (Some(digit), _) => digit,
        (None, '０'..='９') => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')).unwrap_or(c),
        (None, '．') => '.',
        (None, c) => c,
    }
}

/// Reads a date, or a span of which the end counts, and what may follow it. A date from which something begins is none
/// by which it is due.
fn dated(text: &str, known_year: Option<u16>) -> Result<Option<Deadline>, UnreadableDeadline> {
    let (first, rest) = point(text, known_year)?;
    // 自2030年1月起至12月止.
    let since = rest.strip_prefix('起').and_then(without_dash);
    let since = since.filter(|end| !matches!(point(end, Some(first.first_day().year())), Err(Other)));
    let (due, rest) = match since.or_else(|| without_dash(rest)) {
        Some(end) => {
            let (last, rest) = point(end, Some(first.first_day().year()))?;
            (through(first, last)?, rest)
        }
        None => (first, rest),
    };
    let rest = AFTER.iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
    if rest.starts_with(['起', '开']) {
        return Ok(None);
    }
    let is_before = ["前", "以前", "之前", "止"].iter().any(|word| rest.starts_with(word));
    // 6月底前启动，12月底前完成: by the first it has only begun.
    let behind = rest.trim_start_matches(['以', '之']).trim_start_matches('前');
    if BEGINNINGS.iter().any(|word| behind.starts_with(word))
        && let Some((_, end)) = behind.split_once(['，', ',', '；', ';'])
        && year_begins(end)
    {
        return dated(end, None);
    }
    let rest = ["内", "以内"].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
    let rest = rest.trim_start_matches("基本").trim_start_matches("完成");
    let is_end = rest.is_empty() || is_before || rest.starts_with(['，', ',', '；', ';', '。', '、', '（', '(', '并']);
    // 6月底前完成初稿，12月底前完成: neither of two dates is the one.
    if is_end { Ok(Some(due).filter(|_| !names_a_date(without_bracket(rest)))) } else { Err(Other) }
}

/// Returns what stands behind the bracket that a text begins with, which may speak of a part: 12月底前（其中第1项6月底前）.
fn without_bracket(text: &str) -> &str {
    let behind = text.trim_start_matches('前').strip_prefix(['（', '(']).and_then(|text| text.split_once(['）', ')']));
    let is_of_part = |inner: &str| ["其中", "含", "包括"].iter().any(|word| inner.starts_with(word));
    behind.filter(|(inner, _)| is_of_part(inner)).map_or(text, |(_, behind)| behind)
}

/// Returns what a span from one date to another is due by.
fn through(first: Deadline, last: Deadline) -> Result<Deadline, UnreadableDeadline> {
    match (first, last) {
        (Deadline::By(from), Deadline::By(to)) if from.month().is_none() && to.month().is_none() => {
            match from.year().cmp(&to.year()) {
                std::cmp::Ordering::Less => Ok(Deadline::Years(from.year(), to.year())),
                std::cmp::Ordering::Equal => Ok(last),
                std::cmp::Ordering::Greater => Err(Impossible),
            }
        }
        _ if last.last_day() < first.first_day() => Err(Impossible),
        _ => Ok(last),
    }
}

/// Reads one date: `2030年`, `2030年上半年`, `2030年第四季度`, `2030年12月`, `2030年12月31日`, `2030.12`, `2030-12-31`. One that
/// prints no year is of the year that is known, if one is.
fn point(text: &str, known_year: Option<u16>) -> Taken<'_, Deadline> {
    let (year, rest) = match (year(text)?, known_year) {
        (Some(taken), _) => taken,
        (None, Some(year)) if !text.is_empty() => (year, text),
        _ => return Err(Other),
    };
    let only_year = Deadline::By(Date::of_year(year));
    if let Some(mark) = rest.chars().next().filter(|mark| ['.', '-', '/'].contains(mark))
        && let Some((month, rest)) = number(&rest[1..]).filter(|_| !year_begins(&rest[1..]))
    {
        // Another mark begins the end of a span: 2030.1-2030.12.
        let day = rest.strip_prefix(mark).filter(|day| !year_begins(day)).and_then(number);
        return in_calendar(year, month, day.map(|(day, _)| day), day.map_or(rest, |(_, rest)| rest));
    }
    let rest_of_year = rest.strip_prefix('年').unwrap_or(rest);
    if let Some(rest) = ["上半年", "下半年"].iter().find_map(|half| rest_of_year.strip_prefix(half)) {
        return Ok((only_year, rest));
    }
    if let Some((quarter, rest)) = number(rest_of_year.strip_prefix('第').unwrap_or(rest_of_year))
        && let Some(rest) = rest.strip_prefix("季度")
    {
        let quarter = u8::try_from(quarter).ok().filter(|quarter| (1..=4).contains(quarter)).ok_or(Impossible)?;
        return Ok((Deadline::Quarter(year, quarter), rest));
    }
    if let Some((month, rest)) = month(rest_of_year) {
        let day = number(rest).and_then(|(day, rest)| Some((day, rest.strip_prefix(['日', '号'])?)));
        return in_calendar(year, month, day.map(|(day, _)| day), day.map_or(rest, |(_, rest)| rest));
    }
    if rest.len() < text.len() { Ok((only_year, rest_of_year)) } else { Err(Other) }
}

/// Reads a year that a document can speak of, of four digits; nothing where the text begins with none.
fn year(text: &str) -> Result<Option<(u16, &str)>, UnreadableDeadline> {
    let Some((year, rest)) = number(text) else { return Ok(None) };
    match text.len() - rest.len() {
        4 if PLAUSIBLE_YEARS.contains(&year) => Ok(Some((year, rest))),
        3.. if rest.starts_with('年') => Err(Impossible),
        _ => Ok(None),
    }
}

fn year_begins(text: &str) -> bool {
    matches!(year(text), Ok(Some(_)))
}

/// Checks whether words name a year, a quarter, a month or the end of a year.
fn names_a_date(text: &str) -> bool {
    // 2030.6, but neither 2030.6公里 nor 2030-3000.
    let is_month = |rest: &str| {
        let month = rest.strip_prefix(['.', '-', '/']).and_then(number);
        let ends = |rest: &str| match rest.chars().next() {
            Some(c) if c.is_alphabetic() => "月日前底末止初中以之完起至到并和及".contains(c),
            c => !c.is_some_and(|c| "%％‰℃".contains(c)),
        };
        month.is_some_and(|(month, rest)| (1..=12).contains(&month) && ends(rest))
    };
    let begins = |at: usize| !text[..at].ends_with(|c: char| c.is_ascii_digit());
    let is_named = |at: usize| {
        number(&text[at..]).is_some_and(|(_, rest)| ["年", "月", "季度"].iter().any(|word| rest.starts_with(word)))
            || begins(at) && year(&text[at..]).is_ok_and(|year| year.is_some_and(|(_, rest)| is_month(rest)))
    };
    text.char_indices().any(|(at, _)| is_named(at)) || ["年底", "年末"].iter().any(|word| text.contains(word))
}

/// Reads a month: `12月`, or the last of several, `10—12月`.
fn month(text: &str) -> Option<(u16, &str)> {
    let (first, rest) = number(text)?;
    let (last, rest) = without_dash(rest).and_then(number).filter(|(last, _)| *last >= first).unwrap_or((first, rest));
    Some((last, rest.strip_prefix('月')?))
}

fn in_calendar(year: u16, month: u16, day: Option<u16>, rest: &str) -> Taken<'_, Deadline> {
    let date = match day {
        Some(day) => Date::of_day(year, month, day),
        None => Date::of_month(year, month),
    };
    Ok((Deadline::By(date.ok_or(Impossible)?), rest))
}

fn without_dash(text: &str) -> Option<&str> {
    let end = text.trim_start_matches(DASHES);
    (end.len() < text.len()).then_some(end)
}

/// Reads a number of at most four Arabic digits, or one with 十: `十2` is 12.
fn number(text: &str) -> Option<(u16, &str)> {
    let end = text.find(|c: char| c != '十' && !c.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    let value = match digits.split_once('十') {
        Some((tens, ones)) if tens.len() <= 1 && ones.len() <= 1 => {
            let digit = |text: &str, absent: u16| if text.is_empty() { Some(absent) } else { text.parse().ok() };
            digit(tens, 1)? * 10 + digit(ones, 0)?
        }
        _ if digits.len() <= 4 => digits.parse().ok()?,
        _ => return None,
    };
    Some((value, rest))
}

/// Reports the one deadline that is a bare year where all others name a month, a day or a quarter: most likely the rest
/// of it is missing.
pub(super) fn check_lone_year(source: &Source, tasks: &[Task], diagnostics: &mut Vec<Diagnostic>) {
    let printed = tasks.iter().flat_map(|task| &task.parts).filter(|part| !part.deadline.own.is_empty());
    let dated = printed.filter_map(|part| Some((part, part.due?)));
    let (years, others): (Vec<_>, Vec<_>) = dated.partition(|(_, due)| is_year(*due));
    let [(Part { deadline, .. }, Deadline::By(_))] = years[..] else { return };
    let text = source.slice(deadline.own);
    if others.len() > 1 && text.trim_end_matches('年').ends_with(|c: char| c.is_ascii_digit()) {
        diagnostics.push(source.diagnostic(
            Code::DeadlineWithoutMonth,
            deadline.own,
            format!("完成时限 `{text}` 没有写到月，其他各项都写到了"),
            "照原样发布，归入这一年。录入漏了字的，请补上",
        ));
    }
}

fn is_year(due: Deadline) -> bool {
    match due {
        Deadline::By(date) => date.month().is_none(),
        Deadline::Years(..) => true,
        Deadline::Quarter(..) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Option<String>, UnreadableDeadline> {
        deadline(text).map(|due| due.map(|due| due.to_string()))
    }

    #[test]
    fn deadlines_are_read_as_precisely_as_they_are_printed() {
        for (text, due) in [
            ("2030年12月", "2030-12"),
            ("2030 年 6 月底前", "2030-06"),
            ("2030年6月份完成", "2030-06"),
            ("2030年12月，持续推进", "2030-12"),
            ("持续推进，2030年12月底前完成", "2030-12"),
            ("长期坚持，力争2030年底前取得成效", "2030"),
            ("持续推进至2030年12月", "2030-12"),
            ("每年推进，到2031年", "2031"),
            ("2030年1月起至12月止", "2030-12"),
            ("2030年底前完成2000.5公里改造", "2030"),
            ("2030年底前投资12026.3亿元", "2030"),
            ("2030年底前增加岗位2000-3000个", "2030"),
            ("自2030年1月起至2031年6月", "2031-06"),
            ("2030年6月底前出台办法", "2030-06"),
            ("2030.12", "2030-12"),
            ("2030年3月至12月", "2030-12"),
            ("2030年3—6月", "2030-06"),
            ("2030年3月—2031年6月", "2031-06"),
            ("二〇三〇年十二月", "2030-12"),
            ("力争到2030年6月底", "2030-06"),
            ("2030年6月30日前", "2030-06-30"),
            ("2030-12-31", "2030-12-31"),
            ("2030.3-2030.12", "2030-12"),
            ("2030/3/1-2030/6/30", "2030-06-30"),
            ("2030/6/30", "2030-06-30"),
            ("二〇三〇年六月二十一日", "2030-06-21"),
            ("2030年1月1日—2031年6月30日", "2031-06-30"),
            ("2032年2月29日", "2032-02-29"),
            ("2030年底", "2030"),
            ("2030年年底前完成", "2030"),
            ("２０３０年", "2030"),
            ("2030", "2030"),
            ("2030年度", "2030"),
            ("2030年内", "2030"),
            ("2030年下半年", "2030"),
            ("2030年（含试运行）", "2030"),
            ("2030年12月31日前（其中第1项2030年6月前）", "2030-12-31"),
            ("2030年6月底前启动，2031年底前完成", "2031"),
            ("2030年第四季度", "2030-36"),
            ("2030年二季度末", "2030-34"),
            ("2030年第一季度至第三季度", "2030-35"),
            ("2030—2032年", "2030/2032"),
            ("2030年至2032年底", "2030/2032"),
            ("2030-2032年", "2030/2032"),
            ("2030~2032", "2030/2032"),
            ("2030—2030年", "2030"),
            ("2030年—2031年6月", "2031-06"),
        ] {
            assert_eq!(read(text), Ok(Some(due.to_owned())), "{text}");
        }
    }

    #[test]
    fn deadlines_without_a_date_are_known_as_such() {
        for text in [
            "",
            "—",
            "无",
            "长期坚持",
            "持续推进",
            "分步推进",
            "每年12月",
            "6月底前",
            "6月30日前",
            "2月29日",
            "第四季度",
            "下半年",
            "年底前",
            "试点期内",
            "三年内",
            "“十四五”期间",
            "方案印发之日起30个工作日内",
            "按国家要求",
            "即行",
            "立行立改",
            "2030年1月起",
            "自2030年起",
            "持续推进，年底前完成",
            "持续推进，2030年起实施",
            "长期坚持，2030年6月完成初稿，2030年12月完成",
            "2030.6、2030.12",
            "2030.6.30、2030.12.31",
            "2030/6/30、2030/12/31",
            "2030.6前完成初稿，2030.12完成终稿",
            "持续推进，2030.6.30前出初稿，2030.12.31前完成",
            "自2030年1月起至任务完成",
            "2030年起至今",
            "2030年6月底前完成初稿，12月底前完成",
            "2030年6月底前出台办法；年底前全面实施",
            "2030年底前成文，2031年底前完成",
            "2030年6月底前完成（第四季度验收）",
        ] {
            assert_eq!(read(text), Ok(None), "{text}");
        }
    }

    #[test]
    fn what_the_calendar_has_not_is_impossible() {
        for text in [
            "2030年13月",
            "2030年1月起至2030年13月止",
            "13月底前",
            "2030年2月30日",
            "2030年第五季度",
            "203年12月",
            "2030-13",
            "2032—2030年",
            "2999年",
        ] {
            assert_eq!(read(text), Err(Impossible), "{text}");
        }
    }

    #[test]
    fn other_words_are_no_deadline() {
        for text in [
            "2030年12",
            "2030年12月市",
            "12月市",
            "2030年12月2030年12月",
            "市商务局",
            "2030年春节前",
            "2030年至",
            "前",
            "1",
            "20301231",
        ] {
            assert_eq!(read(text), Err(Other), "{text}");
        }
    }
}
