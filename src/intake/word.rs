//! Word documents (.docx): the text as the final version prints it.
//!
//! Automatic numbers are written out, insertions count and deletions don't, a text box stands after its paragraph.
//! Headers, footers, notes, comments and hidden or deleted words are left out and listed.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Read as _;

use roxmltree::{Document, Node, ParsingOptions};

use super::numbering::Numbering;
use super::paper::{Cell, MOST_CELLS, Paper};
use super::xml::{attribute, child, children};
use super::{Archive, Format, Intake, LeftOut, Refusal, damaged, open_zip};

/// The largest part of a document, unpacked, in bytes.
const LARGEST_PART: u64 = 64 * 1024 * 1024;

/// More nested than any document that people write.
const DEEPEST: usize = 200;

/// Reads a document.
pub(super) fn read(bytes: &[u8]) -> Result<Intake, Refusal> {
    let mut archive = open_zip(bytes)?;
    let body = part(&mut archive, "word/document.xml")?.ok_or_else(damaged)?;
    let numbers = part(&mut archive, "word/numbering.xml")?;
    let styles = part(&mut archive, "word/styles.xml")?;
    let mut others: Vec<String> = archive.file_names().flatten().map(Cow::into_owned).collect();
    others.sort();

    let body = parse(&body)?;
    let mut reader = Reader {
        paper: Paper::default(),
        numbering: Numbering::default(),
        styles: BTreeMap::new(),
        in_lone_paragraph: false,
    };
    if let Some(text) = &numbers {
        reader.numbering = Numbering::read(&parse(text)?);
    }
    if let Some(text) = &styles {
        reader.styles = style_lists(&parse(text)?);
    }
    let root = body.root_element();
    if let Some(body) = child(root, "body") {
        reader.blocks(body, 0)?;
    }
    for name in others {
        let Some(what) = beside_the_text(&name) else { continue };
        let Some(text) = part(&mut archive, &name)? else { continue };
        let words = all_text(parse(&text)?.root_element());
        if !words.trim().is_empty() {
            reader.paper.left_out.push(LeftOut::new(what, words.trim()));
        }
    }
    Ok(reader.paper.into_intake(Format::Word))
}

/// Returns what a part holds that is no text of the document's body.
fn beside_the_text(name: &str) -> Option<&'static str> {
    let file = name.strip_prefix("word/")?.strip_suffix(".xml")?;
    match file.trim_end_matches(|c: char| c.is_ascii_digit()) {
        "header" => Some("页眉"),
        "footer" => Some("页脚"),
        "footnotes" => Some("脚注"),
        "endnotes" => Some("尾注"),
        "comments" => Some("批注"),
        _ => None,
    }
}

fn part(archive: &mut Archive<'_>, name: &str) -> Result<Option<String>, Refusal> {
    let file = match archive.by_name(name) {
        Ok(file) => file,
        Err(zip::result::ZipError::FileNotFound) => return Ok(None),
        Err(_) => return Err(damaged()),
    };
    let mut text = Vec::new();
    file.take(LARGEST_PART + 1).read_to_end(&mut text).map_err(|_| damaged())?;
    if text.len() as u64 > LARGEST_PART {
        return Err(too_large());
    }
    String::from_utf8(text).map(|text| Some(text.trim_start_matches('\u{feff}').to_owned())).map_err(|_| damaged())
}

fn too_large() -> Refusal {
    Refusal {
        message: "文件太大，不像一份公文".to_owned(), hint: "请检查是否放错了文件，或把无关的内容删去再存一份"
    }
}

fn parse(text: &str) -> Result<Document<'_>, Refusal> {
    // No document type definition: it could make a small file unpack into a large one.
    let options = ParsingOptions { allow_dtd: false, nodes_limit: 8_000_000, ..ParsingOptions::default() };
    Document::parse_with_options(text, options).map_err(|_| damaged())
}

/// Returns the list and level that each paragraph style numbers its paragraphs by.
fn style_lists(document: &Document<'_>) -> BTreeMap<String, (String, usize)> {
    let mut own = BTreeMap::new();
    let mut parents = BTreeMap::new();
    for style in children(document.root_element(), "style") {
        let Some(id) = attribute(style, "styleId") else { continue };
        if let Some(list) = child(style, "pPr").and_then(list_of) {
            own.insert(id.to_owned(), list);
        }
        if let Some(parent) = child(style, "basedOn").and_then(|node| attribute(node, "val")) {
            parents.insert(id.to_owned(), parent.to_owned());
        }
    }
    let mut all = own.clone();
    for id in parents.keys() {
        let mut ancestors = std::iter::successors(Some(id), |id| parents.get(*id)).take(20);
        if let Some(list) = ancestors.find_map(|id| own.get(id)) {
            all.insert(id.clone(), list.clone());
        }
    }
    all
}

/// Returns list id and level of a paragraph's or style's properties.
fn list_of(properties: Node<'_, '_>) -> Option<(String, usize)> {
    let list = child(properties, "numPr")?;
    let level = child(list, "ilvl").and_then(|node| attribute(node, "val")?.parse().ok()).unwrap_or(0);
    let id = child(list, "numId").and_then(|node| attribute(node, "val"))?;
    Some((id.to_owned(), level))
}

struct Reader {
    paper: Paper,
    numbering: Numbering,
    /// Lists of paragraph styles.
    styles: BTreeMap<String, (String, usize)>,
    /// Whether we are in a cell that holds one paragraph: its number may be all that it says.
    in_lone_paragraph: bool,
}

/// What the words of a paragraph are besides its text.
#[derive(Default)]
struct Words {
    text: String,
    /// Paragraphs of text boxes that are anchored here.
    boxes: Vec<String>,
    hidden: String,
    deleted: String,
}

impl Reader {
    fn blocks(&mut self, parent: Node<'_, '_>, depth: usize) -> Result<(), Refusal> {
        if depth > DEEPEST {
            return Err(damaged());
        }
        for node in parent.children().filter(Node::is_element) {
            match node.tag_name().name() {
                "p" => {
                    for text in self.paragraph(node)? {
                        self.paper.paragraph(&text);
                    }
                }
                "tbl" => {
                    let rows = self.table(node, depth + 1)?;
                    self.paper.pieces.push(super::paper::Piece::Grid(rows));
                }
                "sdt" => {
                    if let Some(content) = child(node, "sdtContent") {
                        self.blocks(content, depth + 1)?;
                    }
                }
                "ins" | "moveTo" | "customXml" | "smartTag" => self.blocks(node, depth + 1)?,
                "del" | "moveFrom" => self.left_out("修订中删去的文字", &all_text(node)),
                _ => {}
            }
        }
        Ok(())
    }

    /// Returns a paragraph's text, then those of its text boxes.
    fn paragraph(&mut self, node: Node<'_, '_>) -> Result<Vec<String>, Refusal> {
        let properties = child(node, "pPr");
        let own = properties.and_then(list_of);
        let style = properties.and_then(|p| child(p, "pStyle")).and_then(|node| attribute(node, "val"));
        let list = own.or_else(|| self.styles.get(style?).cloned());
        let mut words = Words::default();
        collect(node, &mut words, 0)?;
        self.left_out("隐藏的文字", &words.hidden);
        self.left_out("修订中删去的文字", &words.deleted);
        // A paragraph without words has no number that counts, unless it is a cell's own.
        let number = match list {
            Some((list, level)) if self.in_lone_paragraph || !words.text.trim().is_empty() => {
                self.numbering.next(&list, level)
            }
            _ => String::new(),
        };
        let text = words.text.trim_start();
        // 1. and 2030年: without what Word prints between them they are one number.
        let gap = if number.ends_with('.') && text.starts_with(|c: char| c.is_ascii_digit()) { " " } else { "" };
        let number = if text.is_empty() { number.trim_end() } else { &number };
        let mut texts = vec![format!("{number}{gap}{text}")];
        texts.append(&mut words.boxes);
        Ok(texts)
    }

    fn left_out(&mut self, what: &'static str, text: &str) {
        if !text.trim().is_empty() {
            self.paper.left_out.push(LeftOut::new(what, text.trim()));
        }
    }

    fn table(&mut self, table: Node<'_, '_>, depth: usize) -> Result<Vec<Vec<Cell>>, Refusal> {
        let mut rows = Vec::new();
        let mut count = 0;
        for row in deep_children(table, "tr") {
            let mut cells = Vec::new();
            let skipped = child(row, "trPr").and_then(|p| child(p, "gridBefore")).and_then(|n| attribute(n, "val"));
            let skipped: usize = skipped.and_then(|skipped| skipped.parse().ok()).unwrap_or(0);
            cells.resize(skipped.min(100), Cell::Own(Vec::new()));
            for cell in deep_children(row, "tc") {
                let properties = child(cell, "tcPr");
                let property = |name: &str| properties.and_then(|p| child(p, name));
                let span = property("gridSpan").and_then(|n| attribute(n, "val")?.parse::<usize>().ok()).unwrap_or(1);
                let goes_on =
                    property("vMerge").is_some_and(|n| attribute(n, "val").unwrap_or("continue") == "continue");
                let paragraphs = self.cell(cell, depth + 1)?;
                // What stands in a cell that only goes on isn't shown by Word.
                cells.push(if goes_on { Cell::Above } else { Cell::Own(paragraphs) });
                cells.extend(std::iter::repeat_n(Cell::Left, span.clamp(1, 100) - 1));
            }
            count += cells.len();
            if count > MOST_CELLS {
                return Err(too_large());
            }
            rows.push(cells);
        }
        Ok(rows)
    }

    /// Returns a cell's paragraphs; those of a table inside it come in reading order.
    fn cell(&mut self, cell: Node<'_, '_>, depth: usize) -> Result<Vec<String>, Refusal> {
        let outside = std::mem::take(&mut self.paper.pieces);
        self.in_lone_paragraph = deep_children(cell, "p").len() == 1 && deep_children(cell, "tbl").is_empty();
        let read = self.blocks(cell, depth);
        self.in_lone_paragraph = false;
        let inside = std::mem::replace(&mut self.paper.pieces, outside);
        read?;
        let mut paragraphs = Vec::new();
        for piece in inside {
            match piece {
                super::paper::Piece::Paragraph(text) => paragraphs.push(text),
                super::paper::Piece::Grid(rows) => {
                    let cells = rows.into_iter().flatten();
                    paragraphs
                        .extend(cells.flat_map(|cell| if let Cell::Own(texts) = cell { texts } else { Vec::new() }));
                }
            }
        }
        Ok(paragraphs)
    }
}

/// Gathers the words of a paragraph as the final version prints them.
fn collect(parent: Node<'_, '_>, words: &mut Words, depth: usize) -> Result<(), Refusal> {
    if depth > DEEPEST {
        return Err(damaged());
    }
    for node in parent.children().filter(Node::is_element) {
        match node.tag_name().name() {
            "t" => words.text.push_str(node.text().unwrap_or_default()),
            "tab" | "ptab" => words.text.push(' '),
            "br" if attribute(node, "type").is_some_and(|kind| kind != "textWrapping") => {}
            "br" | "cr" => words.text.push('\n'),
            "noBreakHyphen" => words.text.push('-'),
            "sym" => words.text.push_str(&symbol(node)),
            "r" if is_hidden(node) => words.hidden.push_str(&all_text(node)),
            "del" | "moveFrom" => words.deleted.push_str(&all_text(node)),
            "txbxContent" => {
                for paragraph in
                    node.descendants().filter(|n| n.has_tag_name((n.tag_name().namespace().unwrap_or(""), "p")))
                {
                    let mut inner = Words::default();
                    collect(paragraph, &mut inner, depth + 1)?;
                    words.boxes.push(inner.text);
                }
            }
            // The same drawing again, for programs that don't know the first form.
            "Fallback" | "instrText" | "delText" | "pPr" | "rPr" | "delInstrText" => {}
            _ => collect(node, words, depth + 1)?,
        }
    }
    Ok(())
}

fn is_hidden(run: Node<'_, '_>) -> bool {
    let Some(vanish) = child(run, "rPr").and_then(|properties| child(properties, "vanish")) else { return false };
    !matches!(attribute(vanish, "val"), Some("0" | "false" | "off"))
}

/// Returns a sign of a symbol font: the characters that official documents use of them, else the bare code.
fn symbol(node: Node<'_, '_>) -> String {
    let code = attribute(node, "char").and_then(|code| u32::from_str_radix(code, 16).ok()).unwrap_or_default();
    match code & 0xff {
        0xfc => "✓".to_owned(),
        0xa3 | 0xa8 => "□".to_owned(),
        0x52 | 0xfe => "☑".to_owned(),
        _ => char::from_u32(code).map_or_else(String::new, String::from),
    }
}

/// Returns every word below a node, deleted ones too; a paragraph's end is a line feed.
fn all_text(node: Node<'_, '_>) -> String {
    let mut text = String::new();
    for inner in node.descendants() {
        match inner.tag_name().name() {
            "t" | "delText" => text.push_str(inner.text().unwrap_or_default()),
            "p" if !text.is_empty() => text.push('\n'),
            _ => {}
        }
    }
    text
}

/// Returns the children of a name, through the wrappers that Word puts around rows and cells.
fn deep_children<'a, 'i>(parent: Node<'a, 'i>, name: &'static str) -> Vec<Node<'a, 'i>> {
    let mut found = Vec::new();
    let mut open: Vec<Node<'a, 'i>> = parent.children().filter(Node::is_element).collect();
    open.reverse();
    while let Some(node) = open.pop() {
        match node.tag_name().name() {
            own if own == name => found.push(node),
            "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo" => {
                let at = open.len();
                open.extend(node.children().filter(Node::is_element));
                open[at..].reverse();
            }
            _ => {}
        }
    }
    found
}
