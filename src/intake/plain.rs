//! Plain text in the encodings that Chinese offices use.

use super::{Format, Intake, LeftOut, Refusal, wrapped};
use crate::text::numeral;

/// A paragraph that a page's end cuts fills a line at least, in characters.
const LONG: usize = 20;

/// Decodes a text: by its byte order mark, else UTF-8, UTF-16 where every other byte says so, or GB 18030.
pub(super) fn decode(bytes: &[u8]) -> Result<String, Refusal> {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(bytes) {
        let (text, is_faulty) = encoding.decode_without_bom_handling(&bytes[mark..]);
        return if is_faulty { Err(unknown()) } else { Ok(text.into_owned()) };
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        let (text, is_faulty) = encoding.decode_without_bom_handling(bytes);
        return if is_faulty { Err(unknown()) } else { Ok(text.into_owned()) };
    }
    if bytes.contains(&0) {
        return Err(unknown());
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(text.to_owned());
    }
    match encoding_rs::GB18030.decode_without_bom_handling(bytes) {
        (text, false) => Ok(text.into_owned()),
        (_, true) => Err(unknown()),
    }
}

/// Guesses the byte order of UTF-16 without a mark: its line ends hold a zero byte at one side of the line feed; other
/// encodings hold none.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let count = |low: usize| bytes.chunks_exact(2).filter(|pair| pair[low] == b'\n' && pair[1 - low] == 0).count();
    match (count(0), count(1)) {
        (0, 0) => None,
        (little, big) if little >= big => Some(encoding_rs::UTF_16LE),
        _ => Some(encoding_rs::UTF_16BE),
    }
}

fn unknown() -> Refusal {
    Refusal {
        message: "文件不是文字，或编码既不是 UTF-8、UTF-16，也不是 GB 18030".to_owned(),
        hint: "用记事本打开它，另存为 UTF-8 编码的文本；或用 Word 另存为 .docx",
    }
}

/// Reads a text: line ends of every system become line feeds, page numbers between dashes are left out, and a paragraph
/// that one of them cut is joined, as are lines that were evidently broken by hand. Nothing else changes.
pub(super) fn read(text: &str) -> Intake {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut lines: Vec<String> = Vec::new();
    let mut left_out = Vec::new();
    let mut is_behind_page = false;
    for line in text.lines() {
        if is_page_number(line.trim()) {
            left_out.push(LeftOut::new("页码", line.trim()));
            is_behind_page = true;
            continue;
        }
        let cut = lines.iter_mut().rev().find(|line| !line.trim().is_empty());
        match cut.filter(|above| is_behind_page && goes_on(above, line)) {
            Some(above) => {
                left_out.push(LeftOut::new("换页（前后接成一段）", line.trim()));
                above.push_str(line.trim());
            }
            None => lines.push(line.to_owned()),
        }
        is_behind_page &= line.trim().is_empty();
    }
    let lines = without_pipes(lines, &mut left_out);
    let (lines, paragraphs) = wrapped::joined(&lines, &mut left_out);
    let mut text = lines.join("\n");
    if !text.is_empty() {
        text.push('\n');
    }
    Intake { format: Format::Text, text, left_out, paragraphs, ..Intake::default() }
}

/// Puts tabs for the strokes of tables that are drawn with them, `|甲|乙|`, under whose header a line `|---|---|` stands.
fn without_pipes(lines: Vec<String>, left_out: &mut Vec<LeftOut>) -> Vec<String> {
    let is_drawn = |line: &str| {
        let line = line.trim();
        line.matches('|').count() > 2 && line.starts_with('|') && line.ends_with('|')
    };
    let is_rule = |line: &str| is_drawn(line) && line.contains('-') && line.chars().all(|c| "|-: ".contains(c));
    let rules: Vec<bool> = lines.iter().map(|line| is_rule(line.trim())).collect();
    let mut in_table = false;
    let mut found = Vec::new();
    for (at, line) in lines.into_iter().enumerate() {
        in_table = is_drawn(&line) && (in_table || rules.get(at + 1) == Some(&true));
        if !in_table {
            found.push(line);
        } else if rules[at] {
            left_out.push(LeftOut::new("表格线", line.trim()));
        } else {
            let inner = line.trim().strip_prefix('|').and_then(|line| line.strip_suffix('|')).unwrap_or_default();
            let cells = inner.split('|').map(str::trim);
            found.push(cells.collect::<Vec<_>>().join("\t"));
        }
    }
    found
}

/// `— 3 —`; a number alone may be a cell.
fn is_page_number(line: &str) -> bool {
    let dashes = ['-', '—', '–', '－'];
    let number = line.trim_matches(|c: char| dashes.contains(&c) || c.is_whitespace());
    line.starts_with(dashes)
        && line.ends_with(dashes)
        && (1..=3).contains(&number.len())
        && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// Checks whether a line behind a page's end goes on with the paragraph before it: that is long and ends in no sentence,
/// and the line is neither set in nor labelled.
fn goes_on(above: &str, line: &str) -> bool {
    let is_label = |c: char| "（(第附".contains(c) || numeral::of_one_character(c).is_some();
    let begins_anew = |c: char| c.is_whitespace() || c.is_ascii_digit() || numeral::is_numeral(c) || is_label(c);
    above.chars().count() >= LONG
        && !above.contains('\t')
        && !line.contains('\t')
        && !above.trim_end().ends_with(['。', '！', '？', '；', '：', '）', '〕', '”'])
        && !line.is_empty()
        && !line.starts_with(begins_anew)
}
