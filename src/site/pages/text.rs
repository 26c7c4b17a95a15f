//! A page that an editor wrote.

use crate::content::TextPage;
use crate::site::context::PageContext;
use crate::site::plan_index::PlanIndex;
use crate::site::{Body, Page, View};

/// A page that an editor wrote.
pub fn page(context: &PageContext, plans: &[PlanIndex], text: &TextPage) -> Page {
    let kind = match text.name.as_str() {
        "my" => "my",
        _ => "text",
    };
    let address = format!("/{}/", text.name);
    let view = if kind == "my" { View::My(super::my::view(context, plans)) } else { View::Text {} };
    let mut page = context.portal_page(&address, kind, text.title.clone(), text.description.clone(), view);
    page.body = Body::Markdown(text.body.clone());
    page
}
