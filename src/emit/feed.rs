//! `feed.xml`: one Atom entry a plan, dated by the document, and one a case, dated by its publication.

use anyhow::Result;
use minijinja::{AutoEscape, Environment, context};

use crate::content::Case;
use crate::site::{PlanIndex, Site};
use crate::text::address;
use crate::text::date::Date;
use crate::text::url::BaseUrl;

const TEMPLATE: &str = include_str!("feed.xml");

/// The name of our own escaping: HTML's would write `/` as a reference.
const XML: &str = "xml";

/// Returns the feed. Without a base URL its links are relative and its ids are names of their own.
pub(super) fn feed(site: &Site) -> Result<String> {
    let portal = &site.portal;
    let base_url = portal.base_url.as_ref().map(BaseUrl::as_str);
    let base = base_url.unwrap_or_default();
    let entry = |plan: &PlanIndex| {
        let id = &plan.plan.id;
        context! {
            id => identifier(base_url, &format!("/{id}/")),
            title => plan.plan.title.as_str(),
            href => format!("{base}/{id}/"),
            updated => moment(plan.plan.dated()),
            author => plan.plan.issuer(),
            summary => match &plan.plan.document_number {
                Some(number) => format!("{}（{number}）", plan.plan.title),
                None => plan.plan.title.clone(),
            },
        }
    };
    let of_case = |case: &Case| {
        let address = address::case(&case.slug);
        context! {
            id => identifier(base_url, &address),
            title => case.title.as_str(),
            href => format!("{base}{address}"),
            updated => moment(Some(case.published)),
            author => case.publisher.as_str(),
            summary => case.summary.as_deref().unwrap_or(&case.title),
        }
    };
    let cases = &site.content.cases;
    let entries: Vec<_> = cases.iter().map(of_case).chain(site.plans.iter().map(entry)).collect();
    let of_plans = site.plans.iter().filter_map(|plan| plan.plan.dated());
    let newest = of_plans.chain(cases.iter().map(|case| case.published)).max();
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Custom(XML.into()));
    environment.set_formatter(|out, _, value| Ok(out.write_str(&escape(&value.to_string()))?));
    let text = environment.render_str(
        TEMPLATE,
        context! {
            title => portal.title.as_str(),
            language => site.words.get("language"),
            id => identifier(base_url, "/"),
            home => format!("{base}/"),
            own => format!("{base}/feed.xml"),
            author => portal.operator.as_deref().unwrap_or(&portal.title),
            updated => moment(newest),
            entries,
        },
    )?;
    Ok(text + "\n")
}

/// Returns the beginning of a day in China; of a day of no meaning where none is known, since Atom asks for one.
fn moment(day: Option<Date>) -> String {
    let day = day.map_or_else(|| "1970-01-01".to_owned(), |day| day.to_string());
    format!("{day}T00:00:00+08:00")
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn identifier(base_url: Option<&str>, address: &str) -> String {
    match base_url {
        Some(base) => format!("{base}{address}"),
        None => format!("urn:policy-portal:{}", address.trim_matches('/')),
    }
}
