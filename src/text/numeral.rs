//! Chinese numerals as headings use them.

/// Returns the value of a numeral from 一 to 九十九, or `None` if `text` isn't one.
pub(crate) fn value(text: &str) -> Option<u32> {
    let digit = |c: char| "一二三四五六七八九".chars().position(|d| d == c).map(|at| at as u32 + 1);
    let chars: Vec<char> = text.chars().collect();
    match chars.iter().position(|&c| c == '十') {
        None if chars.len() == 1 => digit(chars[0]),
        None => None,
        Some(ten) => {
            let tens = match ten {
                0 => 1,
                1 => digit(chars[0])?,
                _ => return None,
            };
            let ones = match chars.len() - ten - 1 {
                0 => 0,
                1 => digit(chars[ten + 1])?,
                _ => return None,
            };
            Some(tens * 10 + ones)
        }
    }
}

/// Checks whether a character can stand in a numeral.
pub(crate) fn is_numeral(c: char) -> bool {
    "一二三四五六七八九十".contains(c)
}

/// Returns a number from 1 to 99 as a numeral; others in digits.
pub(crate) fn numeral(value: u32) -> String {
    let digit = |n: u32| "一二三四五六七八九".chars().nth(n as usize - 1).map(String::from).unwrap_or_default();
    match value {
        1..=9 => digit(value),
        10..=99 => {
            let tens = if value < 20 { String::new() } else { digit(value / 10) };
            let ones = if value.is_multiple_of(10) { String::new() } else { digit(value % 10) };
            format!("{tens}十{ones}")
        }
        _ => value.to_string(),
    }
}

/// Returns a number in a cell without the mark that may stand behind it: `3.` is 3.
pub(crate) fn without_mark(text: &str) -> &str {
    text.trim().trim_end_matches(['.', '．', '、'])
}

/// Returns the value of a number of one character that a text begins with, and its length in bytes.
fn single(text: &str, first: char, most: u32) -> Option<(u32, usize)> {
    let c = text.chars().next()?;
    Some((counted(c, first, most)?, c.len_utf8()))
}

/// Returns the number that one character is: `③`, `⒊`, `⑶`, `㈢`.
pub(crate) fn of_one_character(c: char) -> Option<u32> {
    let kinds = [('①', 20), ('⒈', 20), ('⑴', 20), ('㈠', 10)];
    kinds.into_iter().find_map(|(first, most)| counted(c, first, most))
}

/// Returns which one of its kind a character is: the first is one.
fn counted(c: char, first: char, most: u32) -> Option<u32> {
    Some(u32::from(c).checked_sub(u32::from(first))? + 1).filter(|value| *value <= most)
}

/// `③`: its value and length in bytes.
pub(crate) fn circled(text: &str) -> Option<(u32, usize)> {
    single(text, '①', 20)
}

/// `⒊`: its value and length in bytes.
pub(crate) fn pointed(text: &str) -> Option<(u32, usize)> {
    single(text, '⒈', 20)
}

/// `（三）`, `㈢`: its value and length in bytes.
pub(crate) fn bracketed_numeral(text: &str) -> Option<(u32, usize)> {
    let Some(inner) = text.strip_prefix(['（', '(']) else { return single(text, '㈠', 10) };
    let close = inner.find(['）', ')'])?;
    let number = value(inner[..close].trim())?;
    let closing = inner[close..].chars().next()?.len_utf8();
    Some((number, text.len() - inner.len() + close + closing))
}

/// `（3）`, `⑶`: its value and length in bytes.
pub(crate) fn bracketed(text: &str) -> Option<(u32, usize)> {
    let Some(inner) = text.strip_prefix(['（', '(']) else { return single(text, '⑴', 20) };
    let close = inner.find(|c: char| !c.is_ascii_digit()).filter(|digits| (1..=2).contains(digits))?;
    let mark = inner[close..].chars().next().filter(|c| matches!(c, '）' | ')'))?;
    Some((inner[..close].parse().ok()?, text.len() - inner.len() + close + mark.len_utf8()))
}

/// Checks whether a label is a number in brackets, or a character that shows one so.
pub(crate) fn is_bracketed(label: &str) -> bool {
    bracketed(label).is_some() || bracketed_numeral(label).is_some()
}

/// Checks whether a text begins with a year: `1．2030年6月底前` has a number of its own, and is none with a point.
pub(crate) fn is_year(text: &str) -> bool {
    let is_digit = |c: &char| c.is_ascii_digit() || ('０'..='９').contains(c);
    let digits = text.chars().take_while(is_digit).count();
    digits == 4 && text.chars().nth(digits) == Some('年')
}

/// Returns the number of its own that a text begins with, and its length in bytes: `1.`, `（1）`, `①`.
pub(crate) fn own(text: &str) -> Option<(u32, usize)> {
    let narrow =
        |c: char| c.to_digit(10).or_else(|| u32::from(c).checked_sub(u32::from('０')).filter(|digit| *digit <= 9));
    let count = text.chars().take(4).take_while(|c| narrow(*c).is_some()).count();
    let digits = text.char_indices().nth(count).map(|(at, _)| at).filter(|_| (1..=3).contains(&count));
    let item = digits.and_then(|digits| {
        let mark = text[digits..].chars().next().filter(|c| matches!(c, '.' | '．' | '、' | '）' | ')'))?;
        let behind = &text[digits + mark.len_utf8()..];
        let is_decimal = behind.starts_with(|c: char| narrow(c).is_some()) && !is_year(behind);
        let number = text[..digits].chars().filter_map(narrow).fold(0, |number, digit| number * 10 + digit);
        Some((number, digits + mark.len_utf8())).filter(|_| !is_decimal)
    });
    item.or_else(|| pointed(text)).or_else(|| circled(text)).or_else(|| bracketed(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_numeral_comes_back() {
        for n in 1..=99 {
            assert_eq!(value(&numeral(n)), Some(n));
        }
        for wrong in ["", "百", "二三", "十十", "三十三三", "1"] {
            assert_eq!(value(wrong), None, "{wrong}");
        }
    }
}
