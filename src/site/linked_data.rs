//! What a page tells machines about itself, as JSON-LD in the words of schema.org.

use serde_json::{Map, Value, json};

use super::context::{Link, PageContext};
use super::frame::Head;
use super::href::Href;
use super::plan_index::{AgencyRole, PlanIndex};
use super::subject::{PlanSubject, Subject};
use crate::inputs::agency_kind::AgencyKind;
use crate::open_data::{self, PlanDataFile};
use crate::text::url::BaseUrl;

/// Returns everything that describes a page, ready to stand in a `<script type="application/ld+json">`; empty for a
/// page that has nothing to say.
pub(super) fn linked_data(context: &PageContext, subject: Subject, head: Head) -> String {
    let graph = graph(context, subject, head);
    if graph.is_empty() {
        return String::new();
    }
    // No text of the data can end the element or begin a comment in it.
    json!({ "@context": "https://schema.org", "@graph": graph }).to_string().replace('<', "\\u003c")
}

fn graph(context: &PageContext, subject: Subject, head: Head) -> Vec<Value> {
    let mut graph = Vec::new();
    if !head.crumbs.is_empty() {
        graph.push(breadcrumbs(context, head));
    }
    match subject {
        Subject::Of(plan, PlanSubject::Plan | PlanSubject::Policy) => graph.push(legislation(context, plan)),
        Subject::Of(plan, PlanSubject::Agency(agency)) => {
            graph.push(organization(context, subject, &plan.agencies[agency]));
        }
        Subject::Data => graph.extend(context.plans.iter().copied().map(|plan| dataset(context, plan))),
        _ => {}
    }
    graph
}

/// Returns an address that is whole where the portal has one.
fn url(context: &PageContext, href: &Href) -> String {
    format!("{}{}", context.portal.base_url.as_ref().map_or("", BaseUrl::origin), href.as_str())
}

/// Returns the way to a page; the page itself, at its end, needs no address.
fn breadcrumbs(context: &PageContext, head: Head) -> Value {
    let item = |(index, link): (usize, &Link)| json!({ "@type": "ListItem", "position": index + 1, "name": link.title, "item": url(context, &link.href) });
    let own = json!({ "@type": "ListItem", "position": head.crumbs.len() + 1, "name": head.title });
    let crumbs = head.crumbs.iter().enumerate().map(item).chain([own]);
    json!({ "@type": "BreadcrumbList", "itemListElement": crumbs.collect::<Vec<_>>() })
}

fn legislation(context: &PageContext, plan: &PlanIndex) -> Value {
    let issuer = plan.issuer().map(|name| json!({ "@type": "GovernmentOrganization", "name": name }));
    known([
        ("@type", json!("Legislation")),
        ("name", json!(plan.title)),
        ("legislationIdentifier", json!(plan.document_number)),
        ("legislationDate", json!(plan.signed)),
        ("datePublished", json!(plan.published.or(plan.printed))),
        ("legislationPassedBy", json!(issuer)),
        ("inLanguage", json!("zh-CN")),
        ("url", json!(url(context, &context.href(&PlanSubject::Policy.address(plan))))),
    ])
}

fn organization(context: &PageContext, subject: Subject, role: &AgencyRole) -> Value {
    let kind = match role.agency.kind {
        AgencyKind::Enterprise => "Corporation",
        AgencyKind::University => "CollegeOrUniversity",
        AgencyKind::Association => "NGO",
        AgencyKind::Group | AgencyKind::Party | AgencyKind::Institution => "Organization",
        _ => "GovernmentOrganization",
    };
    let forms = &role.printed_forms;
    known([
        ("@type", json!(kind)),
        ("name", json!(role.agency.name)),
        ("alternateName", if forms.is_empty() { Value::Null } else { json!(forms) }),
        ("url", json!(url(context, &context.href(&subject.address())))),
    ])
}

fn dataset(context: &PageContext, plan: &PlanIndex) -> Value {
    let file = |file: PlanDataFile| {
        let href = context.href(&file.address(&plan.id));
        json!({ "@type": "DataDownload", "encodingFormat": file.media_type, "contentUrl": url(context, &href) })
    };
    let tasks = plan.tasks.len().to_string();
    known([
        ("@type", json!("Dataset")),
        ("name", json!(plan.title)),
        ("description", json!(context.words.fill("about_dataset", &[("title", &plan.title), ("n", &tasks)]))),
        ("license", json!("https://creativecommons.org/publicdomain/zero/1.0/")),
        (
            "creator",
            json!(context.portal.operator.as_ref().map(|name| json!({ "@type": "Organization", "name": name }))),
        ),
        ("inLanguage", json!("zh-CN")),
        ("url", json!(url(context, &context.href(&Subject::Data.address())))),
        (
            "distribution",
            json!(
                [
                    open_data::PLAN,
                    open_data::TASKS,
                    open_data::TASK_TABLE,
                    open_data::TASK_WORKBOOK,
                    open_data::AGENCIES
                ]
                .map(file)
            ),
        ),
    ])
}

/// Returns an object of these fields, without those that aren't known.
fn known<const N: usize>(fields: [(&str, Value); N]) -> Value {
    let known = fields.into_iter().filter(|(_, value)| !value.is_null());
    Value::Object(known.map(|(key, value)| (key.to_owned(), value)).collect::<Map<_, _>>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::{Content, TextPage};
    use crate::inputs::catalogue::Catalogue;
    use crate::inputs::portal::Portal;

    #[test]
    fn no_text_can_end_the_element() {
        let portal =
            Portal::read("portal.toml", "title = \"甲\"\nplans = []\nbase_url = \"https://a.cn/b\"\n").unwrap();
        let words = Catalogue::read("w", "[site]\nhome = \"首</script><!--\"\n").unwrap();
        let content = Content::default();
        let context = PageContext::new(&portal, &words, &content, &[]);
        let text = TextPage {
            name: "about".to_owned(),
            title: "</script><script>x".to_owned(),
            description: String::new(),
            body: String::new(),
        };
        let subject = Subject::Text(&text);
        let head = Head { title: &text.title, description: "", crumbs: &context.crumbs(subject) };
        let text = linked_data(&context, subject, head);
        assert!(!text.contains('<'), "{text}");
        let read: Value = serde_json::from_str(&text).unwrap();
        let items = &read["@graph"][0]["itemListElement"];
        assert_eq!(items[1]["name"], "</script><script>x");
        assert_eq!((&items[0]["item"], items[1].get("item")), (&json!("https://a.cn/b/"), None));
    }
}
