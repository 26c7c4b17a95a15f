//! `feed.xml`: one Atom entry a plan, dated by the document.

use anyhow::Result;
use minijinja::{AutoEscape, Environment, context};

use crate::site::{PlanSite, Site};

const TEMPLATE: &str = include_str!("feed.xml");

/// The name of our own escaping: HTML's would write `/` as a reference.
const XML: &str = "xml";

/// The feed. Without a base URL its links are relative and its ids are names of their own.
pub fn feed(site: &Site) -> Result<String> {
    let portal = &site.portal;
    let base = portal.base_url.as_deref().unwrap_or_default();
    let entry = |plan: &PlanSite| {
        let id = &plan.plan.id;
        let date = plan.plan.printed.as_deref().or(plan.plan.signed.as_deref()).unwrap_or("1970-01-01");
        context! {
            id => identifier(portal.base_url.as_deref(), &format!("/{id}/")),
            title => plan.plan.title.as_str(),
            href => format!("{base}/{id}/"),
            updated => format!("{date}T00:00:00+08:00"),
            author => plan.plan.issuer.as_deref(),
            summary => plan.plan.document_number.as_deref(),
        }
    };
    let entries: Vec<_> = site.plans.iter().map(entry).collect();
    let newest = site.plans.iter().filter_map(|plan| plan.plan.printed.as_deref().or(plan.plan.signed.as_deref())).max();
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Custom(XML.into()));
    environment.set_formatter(|out, _, value| Ok(out.write_str(&escape(&value.to_string()))?));
    let text = environment.render_str(
        TEMPLATE,
        context! {
            title => portal.title.as_str(),
            language => site.words.get("language"),
            id => identifier(portal.base_url.as_deref(), "/"),
            home => format!("{base}/"),
            own => format!("{base}/feed.xml"),
            author => portal.operator.as_deref().unwrap_or(&portal.title),
            updated => format!("{}T00:00:00+08:00", newest.unwrap_or("1970-01-01")),
            entries,
        },
    )?;
    Ok(text + "\n")
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
