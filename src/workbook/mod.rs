//! Opens workbooks (.xlsx) that others made without being harmed by them: a small file can unpack into a large one, or
//! promise more than it holds, and their reader believes it.

pub(crate) mod number_format;

use std::collections::BTreeSet;
use std::io::{Cursor, Read as _};

use calamine::Xlsx;
use zip::ZipArchive;

/// A workbook in memory.
pub(crate) type Workbook<'a> = Xlsx<Cursor<&'a [u8]>>;

/// Why a workbook isn't read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// It is damaged, locked, or no workbook.
    Unreadable,
    /// It holds, or promises, more than people keep by hand.
    TooLarge,
}

/// What a workbook may unpack to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bounds {
    /// One part, in bytes.
    pub part: u64,
    /// All parts together, pictures included, in bytes.
    pub whole: u64,
    /// Tags of one part; a cell with words has four to six.
    pub tags: usize,
}

/// Of all formats, each of which gets a copy of its code and font.
const MOST_FORMAT_BYTES: usize = 64 * 1024 * 1024;

/// Tags that say where on a sheet something stands.
const PLACED: [&[u8]; 8] = [b"c", b"row", b"dimension", b"mergeCell", b"hyperlink", b"f", b"table", b"autoFilter"];

/// No cell has a longer name than the last of a sheet, `XFD1048576`: the reader of workbooks counts on without an end.
const MOST_LETTERS: usize = 3;
const MOST_DIGITS: usize = 7;

/// No workbook has so many strings that the number of one has more digits.
const LONGEST_INDEX: usize = 9;

/// Spreadsheet programs allow a quarter of it.
const LONGEST_ADDRESS: usize = 8 * 1024;
const MOST_LINKS: usize = 10_000;

/// Opens a workbook that stays within its bounds.
///
/// # Errors
/// What keeps it from being read.
pub(crate) fn open(bytes: &[u8], bounds: Bounds) -> Result<Workbook<'_>, Fault> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Fault::Unreadable)?;
    let mut left = bounds.whole;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|_| Fault::Unreadable)?;
        let most = bounds.part.min(left);
        if part.size() > most {
            return Err(Fault::TooLarge);
        }
        let name = part.name().map_err(|_| Fault::Unreadable)?.to_lowercase();
        let mut unpacked = Vec::new();
        part.take(most + 1).read_to_end(&mut unpacked).map_err(|_| Fault::Unreadable)?;
        left = left.checked_sub(unpacked.len() as u64).ok_or(Fault::TooLarge)?;
        if unpacked.len() as u64 > most {
            return Err(Fault::TooLarge);
        }
        check(&name, unpacked, bounds.tags)?;
    }
    calamine::open_workbook_from_rs(Cursor::new(bytes)).map_err(|_| Fault::Unreadable)
}

/// Returns a tag of a workbook that keeps something from sight: a sheet, rows or columns that are hidden, folded or of no
/// size, cells of a form that shows nothing, colours of their own, what is struck, what lies above the cells.
pub(crate) fn hidden(bytes: &[u8]) -> Option<String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).ok()?;
        let name = part.name().ok()?.to_lowercase();
        if name.contains("/drawings/") || name.contains("/comments") || name.contains("/media/") {
            return Some(name);
        }
        let mut unpacked = Vec::new();
        part.read_to_end(&mut unpacked).ok()?;
        let is_sheet = name.contains("/worksheets/") || name.ends_with("workbook.xml") || name.ends_with("styles.xml");
        let tag = Tags(&unpacked).filter(|_| is_sheet).find(|tag| hides(tag));
        if let Some(tag) = tag {
            return Some(String::from_utf8_lossy(tag).into_owned());
        }
    }
    None
}

/// What a sheet keeps from sight, each from its first to its last, numbered from 0.
#[derive(Debug, Default)]
pub(crate) struct HiddenLines {
    rows: Vec<(u32, u32)>,
    columns: Vec<(u32, u32)>,
}

impl HiddenLines {
    /// Finds the rows and columns of a sheet that are hidden or filtered out. The sheet is given by its place in the
    /// workbook, from 0.
    pub(crate) fn of(bytes: &[u8], sheet: usize) -> HiddenLines {
        let mut hidden = HiddenLines::default();
        let mut next = 0;
        for tag in Tags(&part_of_sheet(bytes, sheet).unwrap_or_default()) {
            let number = |of: &[u8]| std::str::from_utf8(value(tag, of)?).ok()?.parse::<u32>().ok()?.checked_sub(1);
            let is_hidden = value(tag, b"hidden").is_some_and(|value| value != b"0" && value != b"false");
            match local_name(tag) {
                b"row" if !tag.starts_with(b"/") => {
                    // A row that isn't numbered is the next one.
                    let row = number(b"r").unwrap_or(next);
                    next = row.saturating_add(1);
                    if is_hidden {
                        add(&mut hidden.rows, (row, row));
                    }
                }
                b"col" if is_hidden => hidden.columns.extend(number(b"min").zip(number(b"max"))),
                _ => {}
            }
        }
        hidden
    }

    /// Returns those in which something stands, as people call them: `第3至5行、C列`.
    pub(crate) fn named(&self, cells: &(impl Iterator<Item = (u32, u32)> + Clone)) -> Option<String> {
        const MOST: usize = 8;
        let holds = |(first, last): &(u32, u32), at: u32| (*first..=*last).contains(&at);
        let columns = self.columns.iter().filter(|lines| cells.clone().any(|(_, column)| holds(lines, column)));
        let columns = columns.map(|&(first, last)| match first == last {
            true => format!("{}列", letters(first)),
            false => format!("{}至{}列", letters(first), letters(last)),
        });
        let full: BTreeSet<u32> = cells.clone().map(|(row, _)| row).collect();
        let rows = self.rows.iter().filter(|(first, last)| full.range(first..=last).next().is_some());
        let rows = rows.map(|&(first, last)| match first == last {
            true => format!("第{}行", first + 1),
            false => format!("第{}至{}行", first + 1, last + 1),
        });
        let all: Vec<String> = columns.chain(rows).collect();
        let more = if all.len() > MOST { format!("等{}处", all.len()) } else { String::new() };
        (!all.is_empty()).then(|| all[..all.len().min(MOST)].join("、") + &more)
    }
}

/// Adds a line, to the one before it where it follows that.
fn add(lines: &mut Vec<(u32, u32)>, (first, end): (u32, u32)) {
    match lines.last_mut().filter(|(_, last)| last.checked_add(1) == Some(first)) {
        Some((_, last)) => *last = end,
        None => lines.push((first, end)),
    }
}

/// Returns the XML of a sheet.
fn part_of_sheet(bytes: &[u8], sheet: usize) -> Option<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut read = |name: &str| {
        let mut unpacked = Vec::new();
        archive.by_name(name).ok()?.read_to_end(&mut unpacked).ok()?;
        Some(unpacked)
    };
    let book = read("xl/workbook.xml")?;
    let tag = Tags(&book).filter(|tag| local_name(tag) == b"sheet").nth(sheet)?;
    let (_, own) = attributes(tag).find(|(name, _)| name.ends_with(b":id"))?;
    let relations = read("xl/_rels/workbook.xml.rels")?;
    let target = value(Tags(&relations).find(|tag| value(tag, b"Id") == Some(own))?, b"Target")?;
    let target = std::str::from_utf8(target).ok()?;
    read(&target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned))
}

/// Returns what a column is called, from 0: `AB`.
pub(crate) fn letters(column: u32) -> String {
    let mut letters = String::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.insert(0, char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    letters
}

/// Checks whether a tag keeps something from sight. A name that only programs use is hidden in every workbook.
fn hides(tag: &[u8]) -> bool {
    let name = local_name(tag);
    let is_no_size = |value: &[u8]| std::str::from_utf8(value).is_ok_and(|it| it.parse::<f64>().is_ok_and(|n| n < 1.0));
    name != b"definedName"
        && attributes(tag).any(|(attribute, value)| match attribute {
            b"hidden" | b"zeroHeight" | b"collapsed" | b"veryHidden" => value != b"0" && value != b"false",
            b"state" => name == b"sheet" && value != b"visible",
            b"ht" | b"width" | b"defaultRowHeight" | b"defaultColWidth" => is_no_size(value),
            b"formatCode" => value.contains(&b';'),
            // What is printed in a colour of its own may be that of the paper; the text's own is the theme's second.
            b"rgb" | b"indexed" => true,
            b"theme" => value != b"1",
            b"val" => name == b"sz" && is_no_size(value),
            _ => name == b"filterColumn",
        })
        || [&b"strike"[..], b"conditionalFormatting"].contains(&name)
}

/// Checks a part before its reader does.
fn check(file: &str, mut part: Vec<u8>, most_tags: usize) -> Result<(), Fault> {
    // In UTF-16 a letter is one byte and a zero.
    part.retain(|&byte| byte != 0);
    if is_too_much(file, &part, most_tags) {
        return Err(Fault::TooLarge);
    }
    if has_unknown_string(&part) { Err(Fault::Unreadable) } else { Ok(()) }
}

/// Checks whether a cell names one of the workbook's strings by what is no number: its reader would take the first one.
fn has_unknown_string(part: &[u8]) -> bool {
    let mut tags = Tags(part);
    let mut names_string = false;
    while let Some(tag) = tags.next() {
        match local_name(tag) {
            b"c" => names_string = attributes(tag).any(|attribute| attribute == (b"t", b"s")),
            b"v" if names_string && !tag.ends_with(b"/") => {
                let value = tags.0.strip_prefix(b">").unwrap_or_default();
                let value = value.split(|&byte| byte == b'<').next().unwrap_or_default();
                if value.len() > LONGEST_INDEX || !value.iter().all(u8::is_ascii_digit) {
                    return true;
                }
            }
            _ => {}
        }
    }
    false
}

/// Checks whether a part would fill the memory, or the day, of whoever reads it.
fn is_too_much(file: &str, part: &[u8], most_tags: usize) -> bool {
    let (mut count, mut longest, mut formats, mut links) = (0, 0, 0, 0);
    for tag in Tags(part) {
        count += 1;
        longest = longest.max(tag.len());
        let name = local_name(tag);
        match name {
            b"xf" => formats += 1,
            b"hyperlink" => links += 1,
            // Room is made for as many strings as the tag says.
            b"sst" if promised(tag) > part.len() => return true,
            _ => {}
        }
        let is_far_out = |(name, value): (&[u8], &[u8])| matches!(name, b"r" | b"ref") && !is_on_sheet(value);
        if PLACED.contains(&name) && attributes(tag).any(is_far_out) {
            return true;
        }
    }
    count > most_tags
        || links > MOST_LINKS
        || file.ends_with(".rels") && longest > LONGEST_ADDRESS
        || file.ends_with("styles.xml") && formats * (longest + 512) > MOST_FORMAT_BYTES
}

/// The tags of XML that may be broken: each from behind its `<` to before its `>`.
struct Tags<'p>(&'p [u8]);

impl<'p> Iterator for Tags<'p> {
    type Item = &'p [u8];

    fn next(&mut self) -> Option<&'p [u8]> {
        let start = self.0.iter().position(|&byte| byte == b'<')? + 1;
        let rest = &self.0[start..];
        let end = match () {
            () if rest.starts_with(b"!--") => end_at(rest, b"-->"),
            () if rest.starts_with(b"![CDATA[") => end_at(rest, b"]]>"),
            () => end_of_tag(rest),
        };
        self.0 = &rest[end..];
        Some(&rest[..end])
    }
}

fn end_at(rest: &[u8], end: &[u8]) -> usize {
    rest.windows(end.len()).position(|window| window == end).unwrap_or(rest.len())
}

/// Returns where a tag ends: at the first `>` that stands in no attribute's value.
fn end_of_tag(rest: &[u8]) -> usize {
    let mut quote = None;
    let ends = |&byte: &u8| {
        match quote {
            Some(mark) if byte == mark => quote = None,
            None if byte == b'"' || byte == b'\'' => quote = Some(byte),
            None if byte == b'>' => return true,
            _ => {}
        }
        false
    };
    rest.iter().position(ends).unwrap_or(rest.len())
}

/// Returns `sst` of `x:sst count="1"`.
fn local_name(tag: &[u8]) -> &[u8] {
    let name = tag.split(|byte| byte.is_ascii_whitespace() || *byte == b'/').next().unwrap_or_default();
    name.rsplit(|&byte| byte == b':').next().unwrap_or_default()
}

/// Returns the attributes of a tag, each with its value.
fn attributes(tag: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    let mut rest = tag;
    std::iter::from_fn(move || {
        let equals = rest.iter().position(|&byte| byte == b'=')?;
        let name = rest[..equals].trim_ascii().rsplit(u8::is_ascii_whitespace).next().unwrap_or_default();
        let value = rest[equals + 1..].trim_ascii_start();
        let (mark, value) = value.split_first()?;
        let end = value.iter().position(|byte| byte == mark).unwrap_or(value.len());
        rest = value.get(end + 1..).unwrap_or_default();
        Some((name, &value[..end]))
    })
}

/// Checks whether cells of a sheet may be called so: `B2`, `2`, `$A$1:$C$4`.
fn is_on_sheet(address: &[u8]) -> bool {
    address.split(|&byte| byte == b':').all(|cell| {
        let count = |is_one: fn(&u8) -> bool| cell.iter().filter(|byte| is_one(byte)).count();
        count(u8::is_ascii_digit) <= MOST_DIGITS && count(u8::is_ascii_alphabetic) <= MOST_LETTERS
    })
}

fn value<'t>(tag: &'t [u8], attribute: &[u8]) -> Option<&'t [u8]> {
    attributes(tag).find(|(name, _)| *name == attribute).map(|(_, value)| value)
}

/// Returns how many strings a tag promises.
fn promised(tag: &[u8]) -> usize {
    let digits = value(tag, b"uniqueCount").unwrap_or_default().iter().filter(|byte| byte.is_ascii_digit());
    digits.fold(0, |number: usize, digit| number.saturating_mul(10).saturating_add(usize::from(digit - b'0')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_cut_as_a_reader_of_xml_cuts_them() {
        let xml = br#"<?xml version="1.0"?><!-- ' <a> --><x:sst a='>"' b="1"/>text<![CDATA[<b>]]></x:sst><open "#;
        let names: Vec<&[u8]> = Tags(xml).map(local_name).collect();
        assert_eq!(names, [&b"?xml"[..], b"!--", b"sst", b"![CDATA[<b>", b"", b"open"]);
    }

    #[test]
    fn more_strings_than_bytes_are_refused() {
        let is_refused = |xml: &str| is_too_much("xl/sharedstrings.xml", xml.as_bytes(), 9);
        assert!(!is_refused(r#"<sst count="9999" uniqueCount="2"><si/><si/></sst>"#));
        assert!(is_refused(r"<!-- ' --><sst uniqueCount = '4294967295'><si/></sst>"));
        assert!(is_refused(r#"<x:sst uniqueCount="18446744073709551615"/>"#));
        let wide = r#"<sst uniqueCount="4294967295"/>"#.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(check("xl/sharedstrings.xml", wide, 9), Err(Fault::TooLarge));
    }

    #[test]
    fn strings_that_no_number_names_are_refused() {
        let checked = |cell: &str| check("xl/worksheets/sheet1.xml", cell.as_bytes().to_vec(), 9);
        for cell in [
            r#"<c r="B2" t="s"><v>12</v></c>"#,
            r#"<c t="s"><v></v></c>"#,
            r#"<c t="s"><v/> </c>"#,
            r"<c><v>-1</v></c>",
            r#"<c t="str"><v>x</v></c>"#,
        ] {
            assert_eq!(checked(cell), Ok(()), "{cell}");
        }
        for cell in [
            r#"<c r="B2" t="s"><v>-1</v></c>"#,
            r"<x:c t='s'><x:v>x</x:v></x:c>",
            r#"<c t="s"><f>A1</f><v> 1</v></c>"#,
            r#"<c t="s"><v>18446744073709551616</v></c>"#,
        ] {
            assert_eq!(checked(cell), Err(Fault::Unreadable), "{cell}");
        }
    }

    #[test]
    fn cells_beyond_every_sheet_are_refused() {
        let is_refused = |tag: &str| is_too_much("xl/worksheets/sheet1.xml", tag.as_bytes(), 9);
        for tag in ["<c r='XFD1048576' t='inlineStr'>", "<row r = \"7\" spans=\"1:6\"/>", "<mergeCell ref=\"A1:B2\"/>"]
        {
            assert!(!is_refused(tag), "{tag}");
        }
        for tag in ["<c s='1' r='A99999999999'>", "<dimension ref = \"A1:ABCDEFGHIJ1\"/>", "<row r=\"4294967297\"/>"] {
            assert!(is_refused(tag), "{tag}");
        }
    }

    #[test]
    fn formats_that_repeat_a_long_text_are_refused() {
        let styles = |length: usize, count: usize| {
            let code = "0".repeat(length);
            format!(r#"<numFmt formatCode="{code}"/>{}"#, r#"<xf numFmtId="9"/>"#.repeat(count)).into_bytes()
        };
        assert!(!is_too_much("xl/styles.xml", &styles(200, 4_000), 9_999));
        assert!(is_too_much("xl/styles.xml", &styles(100_000, 4_000), 9_999));
    }
}
