//! Saved or pasted web pages: the document in them, without the site around it.

use ego_tree::iter::Edge;
use itertools::Itertools as _;
use scraper::{ElementRef, Html, Node, Selector};

use super::html_list::mark;
use super::paper::{Cell, MOST_CELLS, Paper, Piece};
use super::site::{self, AROUND_NAMES};
use super::{Format, Intake, LeftOut, Refusal, SAVE_AS_WORD};

/// Elements that show no text of a document.
const NEVER_TEXT: [&str; 16] = [
    "script", "style", "noscript", "template", "iframe", "svg", "head", "button", "select", "input", "textarea",
    "object", "video", "audio", "canvas", "img",
];

/// Elements that a site puts around a document.
const AROUND: [&str; 6] = ["nav", "header", "footer", "aside", "form", "menu"];

const BLOCKS: [&str; 32] = [
    "p",
    "div",
    "section",
    "article",
    "main",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "blockquote",
    "pre",
    "figure",
    "figcaption",
    "center",
    "address",
    "hr",
    "body",
    "html",
    "header",
    "footer",
    "nav",
    "aside",
    "form",
    "fieldset",
];

/// What holds this share of the text, in percent, holds the document.
const MOST_OF_THE_TEXT: usize = 85;

/// So does what a system calls so and holds this share.
const MUCH_OF_THE_TEXT: usize = 60;

/// How titles of documents end, which a page's own title may be.
const TITLE_ENDS: [&str; 10] = ["通知", "方案", "计划", "意见", "措施", "办法", "清单", "要点", "分工", "规定"];

/// A title is longer, in characters, than 通知公告.
const SHORTEST_TITLE: usize = 8;

/// Deeper pages are no documents, and are refused: the reader goes down by recursion.
const DEEPEST: usize = 400;

/// Reads a page. What stands around the document is listed.
pub(super) fn read(text: &str) -> Result<Intake, Refusal> {
    let page = Html::parse_document(text);
    if depth_of(&page) > DEEPEST {
        return Err(Refusal {
            message: "网页里的元素套得太深，不像一份公文".to_owned(), hint: SAVE_AS_WORD
        });
    }
    let root = page.root_element();
    let mut reader = Reader {
        paper: Paper::default(),
        line: String::new(),
        invisible: 0,
        has_sentence: false,
        title: String::new(),
    };
    let whole = solid_length(root);
    let document = named_document(root, whole).unwrap_or_else(|| document_of(root, whole));
    let title = title_outside(&page, document);
    reader.title = title.clone().unwrap_or_default();
    reader.around(root, document);
    if let Some(title) = title {
        reader.paper.paragraph(&title);
    }
    reader.blocks(document);
    reader.end_line();
    if reader.invisible > 0 {
        let text = format!("{} 个零宽字符", reader.invisible);
        reader.paper.left_out.push(LeftOut::new("看不见的字符", text));
    }
    Ok(reader.paper.into_intake(Format::Web))
}

/// Returns how many elements stand inside one another at most.
fn depth_of(page: &Html) -> usize {
    let (mut depth, mut deepest) = (0, 0);
    for edge in page.tree.root().traverse() {
        match edge {
            Edge::Open(_) => depth += 1,
            Edge::Close(_) => depth -= 1,
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// Returns the innermost element that the page's system names as the document's, if it holds much of the text.
fn named_document(root: ElementRef<'_>, whole: usize) -> Option<ElementRef<'_>> {
    let is_named = |element: &ElementRef<'_>| {
        let value = element.value();
        [value.attr("class"), value.attr("id")].into_iter().flatten().any(site::names_document)
    };
    let named = root.descendants().filter_map(ElementRef::wrap).filter(is_named);
    named.filter(|element| solid_length(*element) * 100 >= whole * MUCH_OF_THE_TEXT).last()
}

/// Returns the innermost element that holds nearly all text.
fn document_of(root: ElementRef<'_>, whole: usize) -> ElementRef<'_> {
    let mut current = root;
    for _ in 0..DEEPEST {
        let holds = |element: &ElementRef<'_>| {
            let share = solid_length(*element) * 100;
            share >= whole * MOST_OF_THE_TEXT && !matches!(element.value().name(), "p" | "ol" | "ul" | "li" | "pre")
        };
        let inner = current.child_elements().find(|element| {
            holds(element) && (element.value().name() != "table" || cell_with_document(*element, whole).is_some())
        });
        match inner {
            Some(table) if table.value().name() == "table" => {
                current = cell_with_document(table, whole).unwrap_or(table);
            }
            Some(inner) => current = inner,
            None => break,
        }
    }
    current
}

/// Returns the cell of a table that only lays out a page: it holds the whole document.
fn cell_with_document(table: ElementRef<'_>, whole: usize) -> Option<ElementRef<'_>> {
    let cells = table.descendants().filter_map(ElementRef::wrap).filter(|element| element.value().name() == "td");
    cells.filter(|cell| solid_length(*cell) * 100 >= whole * MOST_OF_THE_TEXT).last()
}

/// Returns how many characters a part of the page shows, links and what stands around a document left out.
fn solid_length(element: ElementRef<'_>) -> usize {
    if is_left_out(element) || element.value().name() == "a" {
        return 0;
    }
    let children = element.children().map(|child| match child.value() {
        Node::Text(text) => text.chars().filter(|c| !c.is_whitespace()).count(),
        Node::Element(_) => ElementRef::wrap(child).map_or(0, |element| solid_length(element)),
        _ => 0,
    });
    children.sum()
}

fn is_left_out(element: ElementRef<'_>) -> bool {
    let value = element.value();
    let name = value.name();
    NEVER_TEXT.contains(&name) || AROUND.contains(&name) || is_hidden(element) || is_named_as_around(element)
}

fn is_hidden(element: ElementRef<'_>) -> bool {
    let value = element.value();
    let style: String = value.attr("style").unwrap_or_default().chars().filter(|c| !c.is_whitespace()).collect();
    value.attr("hidden").is_some()
        || value.attr("aria-hidden") == Some("true")
        || style.contains("display:none")
        || style.contains("visibility:hidden")
}

/// Checks whether class, id or role say that this stands around a document; never what holds whole sentences.
fn is_named_as_around(element: ElementRef<'_>) -> bool {
    let value = element.value();
    if matches!(value.name(), "html" | "body" | "main" | "article" | "p" | "table" | "caption" | "td" | "tr" | "tbody")
    {
        return false;
    }
    if matches!(value.attr("role"), Some("navigation" | "banner" | "contentinfo" | "search" | "complementary")) {
        return true;
    }
    let names = [value.attr("class"), value.attr("id")].into_iter().flatten().flat_map(str::split_whitespace);
    let mut words = names.map(str::to_ascii_lowercase);
    let is_around =
        words.any(|name| AROUND_NAMES.iter().any(|around| name.starts_with(around) || name.ends_with(around)));
    is_around && element.text().flat_map(str::chars).filter(|c| *c == '。').count() < 3
}

/// Returns the title of the document that stands outside it: what the page says is its title, its first heading, or an
/// element called so whose words the page's own title holds.
fn title_outside(page: &Html, document: ElementRef<'_>) -> Option<String> {
    let folded = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let select =
        |selector: &str| Selector::parse(selector).map(|it| page.select(&it).collect_vec()).unwrap_or_default();
    let words = |element: &ElementRef<'_>| element.text().collect::<String>().split_whitespace().join(" ");
    let of_page = select("title").first().map(&words).unwrap_or_default();
    let said =
        select("meta[name=ArticleTitle]").into_iter().filter_map(|it| it.value().attr("content").map(str::to_owned));
    let headings = select("h1").into_iter().filter(|heading| !is_hidden(*heading)).map(|it| words(&it));
    let named = select("[class*=title], [id*=title], [class*=Title], [id*=Title], h2, h3").into_iter();
    let named = named
        .filter(|it| !is_hidden(*it))
        .map(|it| words(&it))
        .filter(|title| folded(&of_page).contains(&folded(title)));
    let own = of_page.split(['_', '-', '|', '—', '－']).map(|it| it.trim().to_owned());
    let own = own.filter(|title| TITLE_ENDS.iter().any(|end| title.ends_with(end)));
    let is_long = |title: &String| title.chars().count() >= SHORTEST_TITLE;
    let mut titles = said.filter(is_long).chain(headings).chain(named.chain(own).filter(is_long));
    let title = titles.find(|title| !title.is_empty())?;
    let inside = folded(&document.text().collect::<String>());
    (!inside.contains(&folded(&title))).then_some(title)
}

/// Checks whether the lines of an element's text are those of the page.
fn is_set(element: ElementRef<'_>) -> bool {
    let is_pre = |node: ElementRef<'_>| node.value().name() == "pre";
    is_pre(element) || element.ancestors().filter_map(ElementRef::wrap).any(is_pre)
}

struct Reader {
    paper: Paper,
    /// The paragraph that is being read.
    line: String,
    invisible: usize,
    /// The document's title, where it stands outside the document.
    title: String,
    /// Whether a sentence of the document was read: what a page says of it stands before.
    has_sentence: bool,
}

impl Reader {
    /// Lists what the page shows outside the document.
    fn around(&mut self, element: ElementRef<'_>, document: ElementRef<'_>) {
        if element.id() == document.id() {
            return;
        }
        let holds_document = element.descendants().any(|node| node.id() == document.id());
        if holds_document {
            for child in element.children() {
                match child.value() {
                    Node::Text(text) => self.left_out("正文以外的文字", text),
                    Node::Element(_) => {
                        if let Some(child) = ElementRef::wrap(child) {
                            self.around(child, document);
                        }
                    }
                    _ => {}
                }
            }
            return;
        }
        if NEVER_TEXT.contains(&element.value().name()) {
            return;
        }
        let what = match element.value().name() {
            _ if is_hidden(element) => "隐藏的文字",
            "nav" | "menu" => "导航",
            "header" => "网站页眉",
            "footer" => "网站页脚",
            _ => "正文以外的文字",
        };
        let text = shown_text(element);
        self.left_out(what, &text);
    }

    fn left_out(&mut self, what: &'static str, text: &str) {
        let text = text.split_whitespace().join(" ");
        if !text.is_empty() && text != self.title {
            self.paper.left_out.push(LeftOut::new(what, text));
        }
    }

    fn blocks(&mut self, element: ElementRef<'_>) {
        let mut item = element.value().attr("start").and_then(|start| start.parse::<u32>().ok()).unwrap_or(1);
        for child in element.children() {
            match child.value() {
                Node::Text(text) if is_set(element) => {
                    for (place, line) in text.split('\n').enumerate() {
                        if place > 0 {
                            self.end_line();
                        }
                        self.words(line);
                    }
                }
                Node::Text(text) => self.words(text),
                Node::Element(value) => {
                    let Some(child) = ElementRef::wrap(child) else { continue };
                    let name = value.name();
                    if NEVER_TEXT.contains(&name) {
                        continue;
                    }
                    if is_left_out(child) {
                        let what = if is_hidden(child) { "隐藏的文字" } else { "正文以外的文字" };
                        self.left_out(what, &shown_text(child));
                        continue;
                    }
                    match name {
                        "br" => self.end_line(),
                        "table" => {
                            self.end_line();
                            self.table(child);
                        }
                        "li" if element.value().name() == "ol" => {
                            self.end_line();
                            let own = child.value().attr("value").and_then(|value| value.parse().ok());
                            item = own.unwrap_or(item);
                            self.line = mark(element, child, item);
                            item = item.saturating_add(1);
                            self.blocks(child);
                            self.end_line();
                        }
                        _ if BLOCKS.contains(&name) => {
                            self.end_line();
                            self.blocks(child);
                            self.end_line();
                        }
                        _ => self.blocks(child),
                    }
                }
                _ => {}
            }
        }
    }

    /// Adds running text: white space counts once, and not at all between Han characters on two lines.
    fn words(&mut self, text: &str) {
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => self.invisible += 1,
                ' ' | '\n' | '\r' | '\t' => {
                    let mut breaks = c == '\n';
                    while let Some(space) = chars.next_if(|c| matches!(c, ' ' | '\n' | '\r' | '\t')) {
                        breaks |= space == '\n';
                    }
                    let before = self.line.chars().next_back();
                    let joins = breaks && before.is_some_and(is_wide) && chars.peek().copied().is_none_or(is_wide);
                    if !joins && before.is_some_and(|c| !c.is_whitespace()) {
                        self.line.push(' ');
                    }
                }
                '\u{a0}' => self.line.push(' '),
                c => self.line.push(c),
            }
        }
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        if site::is_of_page(&line) || !self.has_sentence && site::is_entry(&line) {
            return self.left_out("网页自己的文字", &line);
        }
        self.has_sentence |= line.contains('。');
        self.paper.paragraph(line.trim());
    }

    fn table(&mut self, table: ElementRef<'_>) {
        let rows = rows_of(table);
        let is_entry = |row: &ElementRef<'_>| site::is_entry(&shown_text(*row));
        if !self.has_sentence
            && rows.first().is_some_and(is_entry)
            && rows.iter().filter(|row| is_entry(row)).count() * 2 > rows.len()
        {
            return self.left_out("网页自己的文字", &shown_text(table));
        }
        for caption in table.child_elements().filter(|part| part.value().name() == "caption") {
            if is_left_out(caption) {
                self.left_out("隐藏的文字", &shown_text(caption));
            } else {
                self.blocks(caption);
                self.end_line();
            }
        }
        let mut grid: Vec<Vec<Option<Cell>>> = Vec::new();
        let mut count = 0;
        for (at, row) in rows.iter().enumerate() {
            if grid.len() <= at {
                grid.push(Vec::new());
            }
            let mut column = 0;
            for cell in row.child_elements().filter(|cell| matches!(cell.value().name(), "td" | "th")) {
                while grid[at].get(column).is_some_and(Option::is_some) {
                    column += 1;
                }
                let number = |name: &str| cell.value().attr(name).and_then(|n| n.trim().parse::<usize>().ok());
                let columns = number("colspan").unwrap_or(1).clamp(1, 100);
                // `rowspan="0"` means to the end.
                let down = match number("rowspan") {
                    Some(0) => rows.len() - at,
                    span => span.unwrap_or(1).min(rows.len() - at),
                };
                count += columns * down;
                if count > MOST_CELLS {
                    return self.left_out("过大的表格", "");
                }
                let own = self.cell(cell);
                for below in 0..down {
                    if grid.len() <= at + below {
                        grid.push(Vec::new());
                    }
                    let line = &mut grid[at + below];
                    if line.len() < column + columns {
                        line.resize(column + columns, None);
                    }
                    for right in 0..columns {
                        line[column + right] = Some(match (below, right) {
                            (0, 0) => Cell::Own(own.clone()),
                            (_, 0) => Cell::Above,
                            _ => Cell::Left,
                        });
                    }
                }
                column += columns;
            }
        }
        let whole = |cell: Option<Cell>| cell.unwrap_or(Cell::Own(Vec::new()));
        let grid = grid.into_iter().map(|row| row.into_iter().map(whole).collect()).collect();
        self.paper.pieces.push(Piece::Grid(grid));
    }

    /// Returns the paragraphs of a cell.
    fn cell(&mut self, cell: ElementRef<'_>) -> Vec<String> {
        let outside = std::mem::take(&mut self.paper.pieces);
        self.blocks(cell);
        self.end_line();
        let inside = std::mem::replace(&mut self.paper.pieces, outside);
        let texts = inside.into_iter().flat_map(|piece| match piece {
            Piece::Paragraph(text) => vec![text],
            Piece::Grid(rows) => {
                let cells = rows.into_iter().flatten();
                cells.flat_map(|cell| if let Cell::Own(texts) = cell { texts } else { Vec::new() }).collect()
            }
        });
        texts.collect()
    }
}

/// Returns a table's own rows, those of tables inside it left out.
fn rows_of(table: ElementRef<'_>) -> Vec<ElementRef<'_>> {
    let mut rows = Vec::new();
    for part in table.child_elements() {
        match part.value().name() {
            "tr" => rows.push(part),
            "thead" | "tbody" | "tfoot" => rows.extend(part.child_elements().filter(|row| row.value().name() == "tr")),
            _ => {}
        }
    }
    rows
}

/// Returns the words that a part of the page shows, scripts and styles left out.
fn shown_text(element: ElementRef<'_>) -> String {
    let mut text = String::new();
    for node in element.descendants() {
        let Node::Text(words) = node.value() else { continue };
        let is_shown = !node.ancestors().filter_map(ElementRef::wrap).any(|e| NEVER_TEXT.contains(&e.value().name()));
        if is_shown {
            text.push_str(words);
            text.push(' ');
        }
    }
    text
}

/// Checks whether a character is as wide as a Han character: between two of them a line end is no space.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff60}' | '\u{20000}'..='\u{3ffff}')
        || "“”‘’—…·".contains(c)
}
