//! Automatic numbers of Word paragraphs: what `numbering.xml` says, counted as the document goes on.

use std::collections::BTreeMap;

use roxmltree::{Document, Node};

use super::xml::{attribute, child, children};
use crate::text::numeral::numeral;

/// Word has nine levels.
const LEVELS: usize = 9;

/// The lists of a document, and how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// Levels by the list's id.
    lists: BTreeMap<String, List>,
    /// Counters by the abstract list, which its instances share.
    counters: BTreeMap<String, [Option<u32>; LEVELS]>,
}

#[derive(Debug, Clone)]
struct List {
    shared: String,
    levels: Vec<Level>,
}

#[derive(Debug, Clone, Default)]
struct Level {
    start: u32,
    format: String,
    /// `第%1条`, `%1、`, `（%2）`
    text: String,
    /// Whether the numbers of outer levels are printed in Arabic digits, whatever these have: `1.1` under 第一章.
    is_legal: bool,
}

impl Numbering {
    /// Reads `numbering.xml`.
    pub(super) fn read(document: &Document<'_>) -> Numbering {
        let root = document.root_element();
        let shared: BTreeMap<&str, Node<'_, '_>> =
            children(root, "abstractNum").filter_map(|list| Some((attribute(list, "abstractNumId")?, list))).collect();
        let mut numbering = Numbering::default();
        for instance in children(root, "num") {
            let id = attribute(instance, "numId");
            let shared_id = child(instance, "abstractNumId").and_then(|node| attribute(node, "val"));
            let (Some(id), Some(shared_id)) = (id, shared_id) else { continue };
            // A list may leave its levels to a style's.
            let style = shared.get(shared_id).and_then(|list| attribute(child(*list, "numStyleLink")?, "val"));
            let is_meant =
                |list: &&Node<'_, '_>| child(**list, "styleLink").and_then(|it| attribute(it, "val")) == style;
            let of_style = shared.values().filter(|_| style.is_some()).find(is_meant);
            let Some(list) = of_style.or_else(|| shared.get(shared_id)) else { continue };
            let mut levels = vec![Level::default(); LEVELS];
            for level in children(*list, "lvl") {
                set_level(&mut levels, level);
            }
            let mut own = shared_id.to_owned();
            for change in children(instance, "lvlOverride") {
                if let Some(level) = child(change, "lvl") {
                    set_level(&mut levels, level);
                }
                let start = child(change, "startOverride").and_then(|node| attribute(node, "val")?.parse().ok());
                let at = attribute(change, "ilvl").and_then(|level| level.parse::<usize>().ok());
                if let (Some(start), Some(level)) = (start, at.and_then(|at| levels.get_mut(at))) {
                    level.start = start;
                    // Such an instance counts by itself.
                    own = format!("{shared_id}/{id}");
                }
            }
            numbering.lists.insert(id.to_owned(), List { shared: own, levels });
        }
        numbering
    }

    /// Returns the next number of a list at a level, as it is printed; empty for a bullet or an unknown list.
    pub(super) fn next(&mut self, list: &str, level: usize) -> String {
        let Some(List { shared, levels }) = self.lists.get(list) else { return String::new() };
        let Some(own) = levels.get(level) else { return String::new() };
        let counters = self.counters.entry(shared.clone()).or_default();
        counters[level] = Some(counters[level].map_or(own.start, |count| count.saturating_add(1)));
        counters[level + 1..].fill(None);
        if own.format == "bullet" || own.format == "none" {
            return String::new();
        }
        let mut printed = String::new();
        let mut chars = own.text.chars();
        while let Some(c) = chars.next() {
            let place = if c == '%' { chars.clone().next().and_then(|digit| digit.to_digit(10)) } else { None };
            match place.and_then(|place| (place as usize).checked_sub(1)).filter(|place| *place < LEVELS) {
                Some(place) => {
                    chars.next();
                    let count = counters[place].unwrap_or(levels[place].start);
                    let format = if own.is_legal { "decimal" } else { &levels[place].format };
                    printed.push_str(&count_as(format, count));
                }
                None => printed.push(c),
            }
        }
        printed
    }
}

fn set_level(levels: &mut [Level], node: Node<'_, '_>) {
    let Some(level) = attribute(node, "ilvl").and_then(|level| levels.get_mut(level.parse::<usize>().ok()?)) else {
        return;
    };
    let value = |name: &str| child(node, name).and_then(|node| attribute(node, "val"));
    *level = Level {
        start: value("start").and_then(|start| start.parse().ok()).unwrap_or(1),
        format: value("numFmt").unwrap_or("decimal").to_owned(),
        text: apart(value("lvlText").unwrap_or_default(), value("suff") == Some("nothing")),
        is_legal: child(node, "isLgl").is_some_and(|node| !matches!(attribute(node, "val"), Some("0" | "false"))),
    };
}

/// Returns a label's form with the white space that Word prints behind it, where it counts: behind `第%1条`, which is a label
/// only with it, and behind a number that nothing else parts from the text.
fn apart(form: &str, is_close: bool) -> String {
    let is_ordinal = form.starts_with('第') && form.ends_with(['章', '节', '条', '分']);
    let is_bare = form.ends_with(|c: char| c.is_ascii_digit()) && !is_close;
    if is_ordinal || is_bare { format!("{form}\u{3000}") } else { form.to_owned() }
}

/// Returns a count in one of Word's number formats; formats that official documents don't use are printed as decimals.
pub(super) fn count_as(format: &str, count: u32) -> String {
    let letter = |first: u8| {
        let index = count.saturating_sub(1);
        char::from(first + (index % 26) as u8).to_string().repeat(index as usize / 26 + 1)
    };
    match format {
        "chineseCounting"
        | "chineseCountingThousand"
        | "ideographDigital"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
            if (1..100).contains(&count) =>
        {
            numeral(count)
        }
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" if (1..=20).contains(&count) => {
            char::from_u32('①' as u32 + count - 1).map_or_else(|| count.to_string(), String::from)
        }
        "decimalFullWidth" | "decimalFullWidth2" => count
            .to_string()
            .chars()
            .map(|c| char::from_u32(c as u32 - '0' as u32 + '０' as u32).unwrap_or(c))
            .collect(),
        "decimalZero" => format!("{count:02}"),
        "upperLetter" if count <= 26 * 4 => letter(b'A'),
        "lowerLetter" if count <= 26 * 4 => letter(b'a'),
        "upperRoman" => roman(count),
        "lowerRoman" => roman(count).to_lowercase(),
        _ => count.to_string(),
    }
}

fn roman(count: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if count >= 4000 {
        return count.to_string();
    }
    let mut rest = count;
    let mut printed = String::new();
    for (value, sign) in SIGNS {
        while rest >= value {
            printed.push_str(sign);
            rest -= value;
        }
    }
    printed
}
