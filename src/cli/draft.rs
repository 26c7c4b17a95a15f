//! A plan's first `plan.toml`: the skeleton with what the document evidently says filled in.

use crate::parse::{self, Column, Document, Role};
use crate::read::cells;
use crate::text::date::Date;
use crate::text::{pinyin, place};

/// What stands in a draft, for the editor to look over.
#[derive(Debug, Default)]
pub(super) struct Draft {
    /// The text of `plan.toml`.
    pub text: String,
    /// What was filled in, in Chinese, one line each.
    pub placed: Vec<String>,
}

/// A proposed slug is short: so many syllables.
const SYLLABLES: usize = 4;

/// Fills in the skeleton of a plan by its text.
pub(super) fn draft(skeleton: &str, id: &str, text: &str) -> Draft {
    let (document, _) = parse::parse(crate::text::source::Source::new("source.txt", text));
    let mut draft = Draft { text: skeleton.replace("{id}", id), placed: Vec::new() };
    if let Some(title) = title(&document) {
        draft.fill("title = \"\"", "标题", "title", &quoted(&title), &title);
    }
    for (role, key, example, name) in [
        (Role::Signature, "issuer", "# issuer = \"\"", "发文机关署名"),
        (Role::DocumentNumber, "document_number", "# document_number = \"\"", "发文字号"),
    ] {
        let text = match role {
            Role::Signature => document.issuers().into_iter().next(),
            _ => document.text_of(role),
        };
        if let Some(text) = text.filter(|text| !text.trim().is_empty()) {
            draft.fill(example, name, key, &quoted(text.trim()), text.trim());
        }
    }
    if let Some(place) = document.issuers().first().map(String::as_str).and_then(place::of_issuer) {
        draft.fill("# place = \"\"", "所在地", "place", &quoted(place), place);
    }
    for (role, key, example, name) in [
        (Role::Date, "signed", "# signed = 2023-01-01", "成文日期"),
        (Role::ImprintDate, "printed", "# printed = 2023-01-01", "印发日期"),
    ] {
        let text = document.text_of(role).unwrap_or_default();
        let day = text.trim().trim_end_matches("印发").trim();
        if let Some(date) = Date::read_printed(day) {
            draft.fill(example, name, key, &date.to_string(), text.trim());
        }
    }
    draft.domains(&document);
    draft
}

/// Returns the plan's own title, or that of the notice where there is only one.
fn title(document: &Document) -> Option<String> {
    let of = |role: Role| -> String {
        let blocks = document.blocks.iter().filter(|block| block.role == role);
        blocks.map(|block| document.source.join(&block.spans)).collect()
    };
    [of(Role::PlanTitle), of(Role::Title)].into_iter().find(|title| !title.is_empty())
}

/// Returns a TOML string.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

impl Draft {
    /// Puts a setting in the place of its empty example.
    fn fill(&mut self, example: &str, name: &str, key: &str, value: &str, printed: &str) {
        let line = format!("\n{example}\n");
        if self.text.contains(&line) {
            self.text = self.text.replacen(&line, &format!("\n{key} = {value}\n"), 1);
            self.placed.push(format!("{name}：{printed}"));
        }
    }

    /// Returns one entry for each category of the tables, in their order.
    fn domains(&mut self, document: &Document) {
        let source = &document.source;
        let mut names: Vec<String> = Vec::new();
        for table in &document.tables {
            let column = table.columns.iter().position(|column| *column == Column::Category);
            for row in table.rows.iter().filter(|row| !row.is_sub_category) {
                let cell = match column {
                    _ if row.category_only => Some(row.span),
                    Some(column) => row.cells.get(column).copied(),
                    None => None,
                };
                let Some(cell) = cell.filter(|cell| !cell.is_empty()) else { continue };
                let name = source.slice(cells::category(source, cell).name).to_owned();
                if !name.is_empty() && !names.contains(&name) {
                    names.push(name);
                }
            }
        }
        if names.is_empty() {
            return;
        }
        let mut entries = String::from("\n# 任务表的类别，按原表次序；slug 是程序按拼音提议的网址，发布以前可以改\n");
        let mut slugs: Vec<String> = Vec::new();
        for name in names {
            let proposed = pinyin::slug(&name, SYLLABLES).unwrap_or_else(|| "leibie".to_owned());
            let slug = pinyin::free(&proposed, |slug| slugs.iter().any(|taken| taken == slug));
            entries.push_str(&format!("[[domains]]\nslug = \"{slug}\"\nname = {}\n\n", quoted(&name)));
            self.placed.push(format!("类别：{name}（网址提议为 {slug}）"));
            slugs.push(slug);
        }
        self.text.push_str(&entries);
    }
}
