//! What can be altered in the files of a site: where texts, attributes and values stand.

use std::ops::Range;

/// What stands in a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// Words of a page.
    Text,
    /// What an attribute says.
    Attribute,
    /// Where a link leads.
    Link,
    /// A string of JSON, a cell, a line.
    String,
    /// A number or word of JSON.
    Value,
}

/// A place, and what it is called: an element, attribute or key.
#[derive(Debug)]
pub(super) struct Place {
    pub kind: Kind,
    pub name: String,
    pub range: Range<usize>,
}

/// Returns the places of a file, those that hold nothing left out.
pub(super) fn of(file: &str, text: &str) -> Vec<Place> {
    let mut places = match file.rsplit('.').next() {
        Some("html" | "xml") => markup(text),
        Some("json") => json(text, 0..text.len()),
        _ => lines(text),
    };
    places.retain(|place| !text[place.range.clone()].trim().is_empty());
    places
}

/// Checks whether what stands there may say something of the document, wherever it does.
pub(super) fn may_state(file: &str, place: &Place) -> bool {
    const OF_EDITORS: [&str; 8] =
        ["cases/", "topics/", "for/", "about/", "accessibility/", "privacy/", "data/", "feed.xml"];
    const OF_LOOKS: [&str; 9] =
        ["class", "viewport", "width", "height", "charset", "src", "maxlength", "size", "data-script"];
    let is_theirs = OF_EDITORS.iter().any(|folder| file.starts_with(folder));
    let is_look = OF_LOOKS.contains(&place.name.as_str());
    !is_theirs && !is_look
}

pub(super) fn is_number(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit())
}

fn markup(text: &str) -> Vec<Place> {
    let mut places = Vec::new();
    let mut at = 0;
    let mut around = String::new();
    while let Some(open) = text[at..].find('<').map(|open| at + open) {
        if around != "script" && around != "style" {
            places.push(Place { kind: Kind::Text, name: around.clone(), range: trimmed(text, at..open) });
        }
        let name: String =
            text[open + 1..].chars().take_while(|c| c.is_ascii_alphanumeric() || "/!?".contains(*c)).collect();
        let mut inside = open + 1 + name.len();
        let mut is_linked_data = false;
        while let Some(c) = text[inside..].chars().next().filter(|c| *c != '>') {
            if c.is_whitespace() || c == '/' || c == '?' {
                inside += c.len_utf8();
                continue;
            }
            let end = text[inside..].find(['=', '>', ' ', '\n']).map_or(text.len(), |end| inside + end);
            let key = text[inside..end].to_owned();
            inside = end;
            if let Some(quote) = text[end..].strip_prefix("=\"") {
                let start = text.len() - quote.len();
                inside = start + quote.find('"').unwrap_or(0);
                is_linked_data |= &text[start..inside] == "application/ld+json";
                let kind = if matches!(key.as_str(), "href" | "src" | "action") { Kind::Link } else { Kind::Attribute };
                places.push(Place { kind, name: key, range: start..inside });
                inside += 1;
            }
        }
        at = inside + 1;
        if is_linked_data {
            let end = text[at..].find("</script").map_or(text.len(), |end| at + end);
            places.extend(json(text, at..end));
        }
        around = name;
    }
    // What no browser shows, nor anybody reads.
    places.retain(|place| !matches!(place.name.as_str(), "!doctype" | "charset" | "version" | "encoding" | "xmlns"));
    places
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let words = &text[range.clone()];
    let start = range.start + words.len() - words.trim_start().len();
    start..start + words.trim().len()
}

/// Strings that are no keys, numbers and words.
fn json(text: &str, within: Range<usize>) -> Vec<Place> {
    let bytes = text.as_bytes();
    let mut places = Vec::new();
    let (mut at, mut key) = (within.start, String::new());
    while at < within.end {
        match bytes[at] {
            b'"' => {
                let start = at + 1;
                at = start;
                while bytes[at] != b'"' {
                    at += if bytes[at] == b'\\' { 2 } else { 1 };
                }
                let range = start..at;
                at += 1;
                if text[at..].trim_start().starts_with(':') {
                    text[range].clone_into(&mut key);
                } else {
                    places.push(Place { kind: Kind::String, name: key.clone(), range });
                }
            }
            b if b.is_ascii_alphanumeric() || b == b'-' => {
                let length = text[at..].find([',', '}', ']', '\n', ' ']).unwrap_or(1);
                places.push(Place { kind: Kind::Value, name: key.clone(), range: at..at + length });
                at += length;
            }
            _ => at += 1,
        }
    }
    places
}

/// The lines of a text, and the cells of a table.
fn lines(text: &str) -> Vec<Place> {
    let mut places = Vec::new();
    let mut at = 0;
    for piece in text.split_inclusive(['\n', ',', '\t', ':', '"']) {
        let range = trimmed(text, at..at + piece.trim_end_matches(['\n', ',', '\t', ':', '"', '\r']).len());
        places.push(Place { kind: Kind::String, name: String::new(), range });
        at += piece.len();
    }
    places
}
