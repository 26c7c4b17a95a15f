//! The last line of a document: who printed it, when, and how many copies.

use std::ops::Range;

use crate::text::date::Date;
use crate::text::numeral;

/// The parts of such a line, each trimmed: `某办公室　2023年8月2日印发　共印50份`.
pub(super) struct Imprint {
    /// Empty where the day stands alone.
    pub issuer: Range<usize>,
    pub day: Range<usize>,
    /// Empty where nobody counted them.
    pub copies: Range<usize>,
}

/// Checks whether a text has the form of a day, whether or not there is such a day.
pub(super) fn is_date(text: &str) -> bool {
    let in_brackets = text.strip_prefix(['（', '(']).and_then(|text| text.strip_suffix(['）', ')']));
    let text = in_brackets.unwrap_or(text);
    let parts = text.strip_suffix('日').and_then(|text| text.split_once('年')).and_then(|(year, rest)| {
        let (month, day) = rest.split_once('月')?;
        Some([year, month, day].map(str::trim))
    });
    let is_number = |text: &str, longest: usize| {
        (1..=longest).contains(&text.chars().count()) && text.chars().all(|c| c.is_ascii_digit() || is_year_numeral(c))
    };
    parts.is_some_and(|[year, month, day]| is_number(year, 4) && is_number(month, 3) && is_number(day, 3))
}

/// Checks whether a character stands in the days that older documents print: `二〇一二年六月八日`.
fn is_year_numeral(c: char) -> bool {
    numeral::is_numeral(c) || "〇○零".contains(c)
}

/// Checks whether a line is the day of printing, whether or not there is such a day.
pub(super) fn is_imprint_date(text: &str) -> bool {
    let day = text[..copies(text).start].trim_end();
    without_verb(day).is_some_and(is_date)
}

/// Cuts the line of an imprint.
pub(super) fn imprint(text: &str) -> Option<Imprint> {
    let copies = copies(text);
    let printed = text[..copies.start].trim_end();
    let day = without_verb(printed)?;
    let before = day.trim_end_matches(|c: char| {
        c.is_ascii_digit() || c.is_whitespace() || "年月日".contains(c) || is_year_numeral(c)
    });
    let start = day.len() - day[before.len()..].trim_start().len();
    Date::read_printed(&day[start..])?;
    Some(Imprint { issuer: 0..before.len(), day: start..printed.len(), copies })
}

/// Returns the text before 印发 or 印.
fn without_verb(text: &str) -> Option<&str> {
    text.strip_suffix("印发").or_else(|| text.strip_suffix('印')).map(str::trim_end)
}

/// Returns where `共印50份` or `（共印50份）` stands at the end.
fn copies(text: &str) -> Range<usize> {
    let inner = text.trim_end_matches([')', '）']);
    let number = inner.strip_suffix('份').map(|rest| rest.trim_end().trim_end_matches(|c: char| c.is_ascii_digit()));
    let words = number.and_then(|rest| rest.trim_end().strip_suffix("共印"));
    let start = words.map_or(text.len(), |words| words.trim_end_matches(['(', '（']).len());
    start..text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imprints_are_cut() {
        let cut = |text: &str| {
            let Imprint { issuer, day, copies } = imprint(text)?;
            Some([issuer, day, copies].map(|part| text[part].to_owned()))
        };
        for (text, parts) in [
            ("某办公室　2030年3月3日印发", ["某办公室", "2030年3月3日印发", ""]),
            ("某办公室　二〇三〇年三月三日印发", ["某办公室", "二〇三〇年三月三日印发", ""]),
            ("某办公室2030年3月3日印发", ["某办公室", "2030年3月3日印发", ""]),
            ("某办公室      2030 年 3 月 3 日印发", ["某办公室", "2030 年 3 月 3 日印发", ""]),
            ("某办公室　2030年3月3日印发　共印50份", ["某办公室", "2030年3月3日印发", "共印50份"]),
            ("某办公室 2030年3月3日印（共印50份）", ["某办公室", "2030年3月3日印", "（共印50份）"]),
            ("2030年3月3日印发 共印 50 份", ["", "2030年3月3日印发", "共印 50 份"]),
        ] {
            assert_eq!(cut(text), Some(parts.map(str::to_owned)), "{text}");
        }
        for text in ["已于2030年3月3日印发。", "某办公室印发", "某办公室2030年3月3日", "共印50份"]
        {
            assert_eq!(cut(text), None, "{text}");
        }
        assert!(is_imprint_date("2030年2月30日印") && !is_imprint_date("某办公室2030年3月3日印发"));
    }
}
