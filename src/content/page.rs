//! A page of the portal that an editor writes: `content/pages/about.md` is `/about/`.

use super::document::Document;
use super::{lines, markdown};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::inputs::fields::{Fields, Form};
use crate::inputs::files::{TextFile, page_name};
use crate::text::address::TEXT_PAGES;

/// A page, as written.
#[derive(Debug, Clone, Hash)]
pub(crate) struct TextPage {
    /// `about`
    pub name: String,
    pub title: String,
    pub description: String,
    /// Markdown.
    pub body: String,
}

const FORM: Form = Form { keys: &["title", "description"], example: "本站其他页面的开头有例子" };

/// Reads a page. One that the portal doesn't have is an error.
pub(crate) fn read(file: &TextFile, diagnostics: &mut Vec<Diagnostic>) -> Option<TextPage> {
    let Some(name) = page_name(&file.file) else {
        let message = format!("`{}` 不是本站的页面", file.file);
        let hint = format!("只认这几页：{}", TEXT_PAGES.map(|name| format!("{name}.md")).join("、"));
        diagnostics.push(Diagnostic::new(Code::UnknownPage, Place::file(&file.file), message, hint));
        return None;
    };
    let document = match Document::split(&file.file, &file.text, "title 和 description") {
        Ok(document) => document,
        Err(diagnostic) => {
            diagnostics.push(*diagnostic);
            return None;
        }
    };
    let fields = Fields::read(&document.source, document.head, &FORM, diagnostics);
    let (title, description) = (fields.text("title", diagnostics), fields.text("description", diagnostics));
    markdown::check(&document, diagnostics);
    let body = lines::joined(document.text()) + "\n";
    Some(TextPage { name: name.to_owned(), title: title?.value, description: description?.value, body })
}
