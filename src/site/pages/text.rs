//! A page that an editor wrote.

use crate::content::TextPage;
use crate::site::context::PageContext;
use crate::site::page::{Body, Page, View};
use crate::site::subject::Subject;

pub(crate) fn page(context: &PageContext, text: &TextPage) -> Page {
    let mut page = context.page(Subject::Text(text), text.title.clone(), text.description.clone(), View::Text {});
    page.body = Body::Markdown(text.body.clone());
    page
}
