//! What a word of a document means: `content/glosses/NAME.md`.

use super::document::Document;
use super::{KnownPlan, TextFile, case, lines, markdown};
use crate::diagnostic::{Code, Diagnostic};
use crate::inputs::fields::{Fields, Form};
use crate::inputs::link::WrittenLink;
use crate::inputs::oddities;
use crate::text::date::Date;

/// A word with what it means, in an editor's words.
#[derive(Debug, Clone, Hash)]
pub(crate) struct Gloss {
    pub slug: String,
    /// As documents print it.
    pub word: String,
    /// Of the only plan whose text it is shown in; of all where there is none.
    pub plan: Option<String>,
    pub text: String,
    /// Who says so, and when.
    pub source: String,
    pub date: Date,
    /// Where it says so.
    pub source_url: String,
    pub source_link: WrittenLink,
}

const FORM: Form = Form {
    keys: &["word", "plan", "source", "date", "source_url"],
    example: "例如 word = \"RCEP\"、source = \"发布的单位或文件\"、date = 2024-05-01、source_url = \"https://…\"",
};

/// Reads a gloss; `None` where something is wrong with it.
pub(crate) fn read(
    file: &TextFile,
    slug: &str,
    plans: &[KnownPlan],
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Gloss> {
    let keys = "word、source、date、source_url";
    let document =
        Document::split(&file.file, &file.text, keys).map_err(|diagnostic| diagnostics.push(*diagnostic)).ok()?;
    let fields = Fields::read(&document.source, document.head, &FORM, diagnostics);
    let word = fields.text("word", diagnostics);
    let plan = fields.text_if_set("plan", diagnostics);
    let is_of_plan = plan.is_some();
    let plan = plan.and_then(|plan| case::known_plan(&document.source, Some(plan), plans, diagnostics));
    let (source, date) = (fields.text("source", diagnostics), fields.day("date", diagnostics));
    // What the document itself explains is quoted from a page of the site.
    let source_url = match fields.text_if_set("source_url", diagnostics) {
        Some(url) if url.value.starts_with('/') => Some(url),
        _ => fields.url("source_url", diagnostics),
    };
    if document.text().is_empty() {
        let (message, hint) = ("正文还没有写", "在第二行 +++ 下面用一句话写明这个词是什么意思");
        diagnostics.push(document.source.diagnostic(Code::NotFilledIn, document.place(), message, hint));
    }
    markdown::check(&document, diagnostics);
    let body = document.source.trim(document.body);
    oddities::check_plain(&document.source, body, document.text(), diagnostics);
    let text = lines::joined(document.text());
    if is_of_plan && plan.is_none() {
        return None;
    }
    let source_url = source_url?;
    Some(Gloss {
        source_link: WrittenLink::of_setting(&source_url.value, document.source.place(source_url.span)),
        slug: slug.to_owned(),
        word: word?.value,
        plan: plan.map(|plan| plan.id.clone()),
        text,
        source: source?.value,
        date: date?.value,
        source_url: source_url.value,
    })
}
