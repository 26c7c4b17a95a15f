//! Text that is almost TOML, mended so far that a parser reads all of it but what is wrong. By itself it stops at a line
//! that is no setting, and takes whatever follows a bracket that nothing closes for its contents.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use toml::de::DeTable;

/// The text is read again below a value that doesn't end: below more of them nothing is read.
const MOST_ENDLESS: usize = 40;

const BLANKS: [char; 2] = [' ', '\t'];

/// What ends a word that stands between no quotation marks.
const ENDS_OF_WORD: &[u8] = b".=,[]{} \t#\r\n";

/// What is wrong with some lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// Neither a setting nor a heading nor a comment.
    NoSetting,
    /// A bracket, or three quotation marks, that nothing closes.
    Endless,
    /// A quotation mark that nothing closes, in a value that doesn't end.
    Quote,
    /// A heading whose brackets don't pair, or with something behind it.
    Heading,
    /// A heading in single brackets beside others in double ones.
    SingleBrackets,
    /// A heading in single brackets for the second time.
    RepeatedHeading,
}

/// A fault, and where it stands.
#[derive(Debug)]
pub(super) struct Faulty {
    pub fault: Fault,
    /// What is wrong.
    pub at: Range<usize>,
    /// The lines that nothing is read of; empty where they were mended.
    pub lost: Range<usize>,
}

/// A text that has been mended.
#[derive(Debug, Default)]
pub(super) struct Mended {
    pub text: String,
    pub faults: Vec<Faulty>,
    /// Where headings begin that all stand in single brackets, the first of each name: a list is read of their tables.
    pub repeated: BTreeSet<usize>,
    /// Whether nothing was read from somewhere on.
    pub is_rest_lost: bool,
    /// Places of the mended text and of the original, between which both are equally long.
    anchors: Vec<(usize, usize)>,
}

impl Mended {
    /// Mends a text.
    pub(super) fn of(text: &str) -> Mended {
        let (statements, is_rest_lost) = statements(text);
        let mut styles: BTreeMap<&str, BTreeSet<bool>> = BTreeMap::new();
        let mut seen = BTreeSet::new();
        let mut repeated = BTreeSet::new();
        for heading in statements.iter().filter_map(Statement::heading) {
            let name = &text[heading.name.clone()];
            styles.entry(name).or_default().insert(heading.is_double);
            if !seen.insert(name) {
                repeated.insert(name);
            }
        }
        let mut mended = Mended { is_rest_lost, ..Mended::default() };
        let mut told = BTreeSet::new();
        for Statement { range, kind } in &statements {
            match kind {
                Kind::Right => mended.text.push_str(&text[range.clone()]),
                Kind::Rest => mended.blank(&text[range.clone()]),
                Kind::Faulty(fault, at) => {
                    mended.faults.push(Faulty { fault: *fault, at: at.clone(), lost: range.clone() });
                    mended.blank(&text[range.clone()]);
                }
                Kind::Heading(heading) => {
                    let name = &text[heading.name.clone()];
                    let is_in_double = styles[name].contains(&true);
                    let is_first = told.insert(name);
                    let fault = match () {
                        () if !heading.is_right => Some(Fault::Heading),
                        () if heading.is_double => None,
                        () if is_in_double => Some(Fault::SingleBrackets),
                        () if !is_first => Some(Fault::RepeatedHeading),
                        () => None,
                    };
                    let is_list = is_in_double || repeated.contains(name);
                    if is_list && !is_in_double && is_first {
                        mended.repeated.insert(heading.brackets.start);
                    }
                    let lost = range.start..range.start;
                    mended.faults.extend(fault.map(|fault| Faulty { fault, at: heading.brackets.clone(), lost }));
                    if heading.is_right && heading.is_double == is_list {
                        mended.text.push_str(&text[range.clone()]);
                    } else {
                        mended.write_heading(text, range, heading, is_list);
                    }
                }
            }
        }
        mended
    }

    /// Returns what a range of the mended text is in the original.
    pub(super) fn original(&self, range: Range<usize>, length: usize) -> Range<usize> {
        let of = |place: usize| {
            let next = self.anchors.partition_point(|(mended, _)| *mended <= place);
            let (mended, original) = next.checked_sub(1).map_or((0, 0), |at| self.anchors[at]);
            let most = self.anchors.get(next).map_or(length, |(_, original)| *original);
            (original + place - mended).min(most)
        };
        of(range.start)..of(range.end)
    }

    /// Writes blanks in the place of a text; its lines stay.
    fn blank(&mut self, text: &str) {
        self.text.extend(text.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
    }

    fn write_heading(&mut self, text: &str, range: &Range<usize>, heading: &Heading, is_list: bool) {
        let Heading { brackets, name, .. } = heading;
        self.blank(&text[range.start..brackets.start]);
        self.anchors.push((self.text.len(), brackets.start));
        self.text.push_str(if is_list { "[[" } else { "[" });
        self.anchors.push((self.text.len(), name.start));
        self.text.push_str(&text[name.clone()]);
        self.anchors.push((self.text.len(), name.end));
        self.text.push_str(if is_list { "]]" } else { "]" });
        self.anchors.push((self.text.len(), brackets.end));
        self.blank(&text[brackets.end..range.end]);
    }
}

/// One line, or the lines of a value.
struct Statement {
    range: Range<usize>,
    kind: Kind,
}

enum Kind {
    /// What a parser gets as it is.
    Right,
    Heading(Heading),
    Faulty(Fault, Range<usize>),
    /// What belongs to a faulty line above.
    Rest,
}

impl Statement {
    fn heading(&self) -> Option<&Heading> {
        match &self.kind {
            Kind::Heading(heading) => Some(heading),
            _ => None,
        }
    }
}

/// A heading `[name]` or `[[name]]`, however its brackets are written.
#[derive(Debug)]
struct Heading {
    /// From the first to the last.
    brackets: Range<usize>,
    name: Range<usize>,
    is_double: bool,
    is_right: bool,
}

/// Returns what a text consists of, and whether its rest isn't read.
fn statements(text: &str) -> (Vec<Statement>, bool) {
    let mut found = Vec::new();
    let (mut endless, mut is_unfinished) = (0, false);
    let mut start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    if start > 0 {
        found.push(Statement { range: 0..start, kind: Kind::Right });
    }
    while start < text.len() && endless < MOST_ENDLESS {
        let line = start..end_of_line(text, start);
        let (end, mut kind) = statement(text, &line);
        if is_unfinished && matches!(kind, Kind::Faulty(Fault::NoSetting, _)) {
            kind = Kind::Rest;
        } else if !is_empty(&text[line.clone()]) {
            let is_one_line = end <= line.end + 1 && !matches!(kind, Kind::Heading(_));
            is_unfinished = is_one_line && ends_early(&text[line.clone()]);
        }
        endless += usize::from(matches!(kind, Kind::Faulty(Fault::Endless | Fault::Quote, _)));
        found.push(Statement { range: start..end, kind });
        start = end;
    }
    let is_rest_lost = start < text.len();
    if is_rest_lost {
        let first = start..end_of_line(text, start);
        found.push(Statement { range: start..text.len(), kind: Kind::Faulty(Fault::NoSetting, first) });
    }
    (found, is_rest_lost)
}

/// Returns what begins on a line, and where the line begins that follows it.
fn statement(text: &str, line: &Range<usize>) -> (usize, Kind) {
    let words = text[line.clone()].trim_end_matches('\r').trim_matches(BLANKS);
    let after = |end: usize| (end + 1).min(text.len());
    if is_empty(words) {
        return (after(line.end), Kind::Right);
    }
    if words.starts_with('[') && DeTable::parse(words).is_ok() {
        // Headings of several names stay as they are.
        let kind = heading(text, line).filter(|heading| heading.is_right).map_or(Kind::Right, Kind::Heading);
        return (after(line.end), kind);
    }
    if let Some(heading) = heading(text, line) {
        return (after(line.end), Kind::Heading(heading));
    }
    let Some(value) = start_of_value(&text[line.clone()]) else {
        return (after(line.end), Kind::Faulty(Fault::NoSetting, line.clone()));
    };
    match end_of_value(text, line.start + value) {
        Ok(end) => (after(end), Kind::Right),
        Err(Endless { at, next, fault }) => (next, Kind::Faulty(fault, at..end_of_line(text, at))),
    }
}

/// Checks whether a line says nothing.
fn is_empty(line: &str) -> bool {
    let words = line.trim_end_matches('\r').trim_matches(BLANKS);
    words.is_empty() || words.starts_with('#')
}

/// Checks whether a line ends where a value or an item is still to come.
fn ends_early(line: &str) -> bool {
    line.split('#').next().unwrap_or_default().trim_end().ends_with(['[', '{', '=', '＝', ':', '：', '［', '【'])
}

/// Returns the heading that a line is meant to be.
fn heading(text: &str, line: &Range<usize>) -> Option<Heading> {
    let words = text[line.clone()].trim();
    let start = line.start + text[line.clone()].find(words)?;
    let inner = words.trim_start_matches(['[', '［', '【']);
    let opening = &words[..words.len() - inner.len()];
    let named = inner.trim_start();
    let name = named.split(|c: char| !c.is_ascii_alphanumeric() && !"_-.".contains(c)).next()?;
    let behind = named[name.len()..].trim_start();
    let rest = behind.trim_start_matches([']', '］', '】']);
    let closing = &behind[..behind.len() - rest.len()];
    let is_comment = rest.trim_start().is_empty() || rest.trim_start().starts_with('#');
    let is_named = name.starts_with(|c: char| c.is_ascii_alphabetic()) && !name.ends_with('.');
    if !is_named || closing.is_empty() && (opening.is_empty() || !is_comment) {
        return None;
    }
    let is_right = is_comment && matches!((opening, closing), ("[", "]") | ("[[", "]]"));
    let is_double = opening.chars().count() > 1 || closing.chars().count() > 1;
    let at = |part: &str| start + words.len() - part.len();
    Some(Heading { brackets: start..at(rest), name: at(named)..at(named) + name.len(), is_double, is_right })
}

/// Returns where the value of a line begins, behind `=`; nothing where the line is no setting.
fn start_of_value(line: &str) -> Option<usize> {
    let mut rest = line.trim_start_matches(BLANKS);
    loop {
        let bytes = rest.as_bytes();
        let end = match bytes.first()? {
            b'"' | b'\'' if bytes.starts_with(b"\"\"\"") || bytes.starts_with(b"'''") => return None,
            b'"' | b'\'' => end_of_string(bytes, 0).ok()?,
            _ => end_of_word(bytes, 0),
        };
        let behind = rest[end..].trim_start_matches(BLANKS);
        match behind.bytes().next()? {
            b'=' if end > 0 => return Some(line.len() - behind.len() + 1),
            b'.' if end > 0 => rest = behind[1..].trim_start_matches(BLANKS),
            _ => return None,
        }
    }
}

/// A value that doesn't end.
struct Endless {
    /// The bracket or the quotation mark that nothing closes.
    at: usize,
    /// Where to read on.
    next: usize,
    fault: Fault,
}

/// Returns the end of the line on which a value ends.
fn end_of_value(text: &str, start: usize) -> Result<usize, Endless> {
    let bytes = text.as_bytes();
    let mut open: Vec<usize> = Vec::new();
    let (mut at, mut last, mut quote, mut setting) = (start, b'=', None, None);
    let mut line_start = start;
    let endless = |at: usize, quote: Option<usize>, next| {
        let fault = if quote.is_some() { Fault::Quote } else { Fault::Endless };
        Endless { at: quote.unwrap_or(at), next, fault }
    };
    while let Some(&byte) = bytes.get(at) {
        let mut end = at + 1;
        match byte {
            b'#' => end = end_of_line(text, at),
            b'"' | b'\'' => match end_of_string(bytes, at) {
                Ok(closed) => end = closed,
                Err(None) => return Err(endless(at, None, next_statement(text, end_of_line(text, at)))),
                Err(Some(broken)) => {
                    quote = quote.or(Some(at));
                    end = broken;
                }
            },
            // Brackets behind a value are no part of it.
            b'[' | b'{' if last == b'=' || !open.is_empty() => open.push(at),
            b']' | b'}' => {
                let is_other = |&opening: &usize| bytes[opening] != if byte == b']' { b'[' } else { b'{' };
                match open.pop() {
                    // The parser tells of an item that only lacks its opening brace.
                    Some(list) if bytes[list] == b'[' && byte == b'}' && list < line_start => open.push(list),
                    Some(other) if is_other(&other) => {
                        let next = setting.unwrap_or_else(|| next_statement(text, end_of_line(text, at)));
                        return Err(endless(other, quote, next));
                    }
                    _ => {}
                }
            }
            b'\n' => {
                let Some(&opening) = open.last() else { return Ok(at) };
                let line = end..end_of_line(text, end);
                line_start = end;
                let words = &text[line.clone()];
                let is_setting = start_of_value(words).is_some() && !ends_item(words);
                // A setting may stand in braces, behind another and a comma.
                if is_setting && (bytes[opening] == b'[' || !matches!(last, b'{' | b',')) || is_heading(text, &line) {
                    return Err(endless(opening, quote, setting.unwrap_or(end)));
                }
                setting = setting.or(is_setting.then_some(end));
            }
            _ if ENDS_OF_WORD.contains(&byte) => {}
            _ => end = end_of_word(bytes, at),
        }
        if !byte.is_ascii_whitespace() && byte != b'#' {
            last = byte;
        }
        at = end;
    }
    match open.last() {
        None => Ok(text.len()),
        Some(&opening) => Err(endless(opening, quote, setting.unwrap_or(text.len()))),
    }
}

/// Checks whether a line ends an item in braces that it doesn't begin.
fn ends_item(line: &str) -> bool {
    let words = line.trim_end().trim_end_matches(',');
    words.ends_with('}') && words.matches('}').count() > words.matches('{').count()
}

/// Returns where the next setting or heading begins below a line's end.
fn next_statement(text: &str, end: usize) -> usize {
    let mut start = (end + 1).min(text.len());
    while start < text.len() {
        let line = start..end_of_line(text, start);
        if start_of_value(&text[line.clone()]).is_some() || is_heading(text, &line) {
            break;
        }
        start = (line.end + 1).min(text.len());
    }
    start
}

/// Checks whether a line is a heading and no item of a list.
fn is_heading(text: &str, line: &Range<usize>) -> bool {
    let is_value = |name: &str| matches!(name, "true" | "false" | "inf" | "nan");
    heading(text, line).is_some_and(|heading| heading.is_right && !is_value(&text[heading.name]))
}

/// Returns the end of what stands in quotation marks, those with it. Where nothing closes them, the text ends with its
/// line; nothing is known of the end where there are three.
fn end_of_string(bytes: &[u8], start: usize) -> Result<usize, Option<usize>> {
    let quote = bytes[start];
    let is_triple = bytes[start..].starts_with(&[quote; 3]);
    let width = if is_triple { 3 } else { 1 };
    let mut at = start + width;
    while let Some(&byte) = bytes.get(at) {
        if byte == b'\\' && quote == b'"' && matches!(bytes.get(at + 1), Some(b'"' | b'\\')) {
            at += 2;
        } else if byte == b'\n' && !is_triple {
            return Err(Some(at));
        } else if byte == quote && bytes[at..].starts_with(&[quote; 3][..width]) {
            let more = bytes[at + width..].iter().take(2).take_while(|&&byte| is_triple && byte == quote).count();
            return Ok(at + width + more);
        } else {
            at += 1;
        }
    }
    Err((!is_triple).then_some(bytes.len()))
}

fn end_of_word(bytes: &[u8], start: usize) -> usize {
    bytes[start..].iter().position(|byte| ENDS_OF_WORD.contains(byte)).map_or(bytes.len(), |length| start + length)
}

fn end_of_line(text: &str, start: usize) -> usize {
    text[start..].find('\n').map_or(text.len(), |length| start + length)
}
