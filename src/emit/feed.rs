//! `feed.xml`: one Atom entry a plan, dated by the document, and one a case, dated by its publication, both later where
//! they were corrected since; and `changes/feed.xml`, one an edition.

use anyhow::Result;
use minijinja::{AutoEscape, Environment, Value, context};

use crate::content::{Case, Change, ChangeKind, EditionChanges};
use crate::site::{PlanIndex, Site, changes_summary, deadline_in_words, page_of};
use crate::text::address;
use crate::text::date::{Date, Deadline};
use crate::text::digest;
use crate::text::url::BaseUrl;

const TEMPLATE: &str = include_str!("feed.xml");

/// The name of our own escaping: HTML's would write `/` as a reference.
const XML: &str = "xml";

/// Returns the feed. Without a base URL its links are relative.
pub(super) fn feed(site: &Site) -> Result<String> {
    let portal = &site.portal;
    let base_url = portal.base_url.as_ref().map(BaseUrl::as_str);
    let base = base_url.unwrap_or_default();
    let entry = |plan: &PlanIndex| {
        let id = &plan.plan.id;
        context! {
            id => identifier(site, id, &format!("/{id}/")),
            title => plan.plan.title.as_str(),
            href => format!("{base}/{id}/"),
            updated => moment(day_of_plan(site, plan)),
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
            id => identifier(site, &case.plan, &address),
            title => case.title.as_str(),
            href => format!("{base}{address}"),
            updated => moment(Some(day_of_case(site, case))),
            author => case.publisher.as_str(),
            summary => case.summary.as_deref().unwrap_or(&case.title),
        }
    };
    let cases = &site.content.cases;
    let entries: Vec<_> = cases.iter().map(of_case).chain(site.plans.iter().map(entry)).collect();
    let of_plans = site.plans.iter().filter_map(|plan| day_of_plan(site, plan));
    let newest = of_plans.chain(cases.iter().map(|case| day_of_case(site, case))).max();
    let own = Own { title: &portal.title, page: "/", file: "/feed.xml" };
    atom(site, &own, newest, &entries)
}

/// Returns the document's day, or that of the newest edition that changed anything of the plan.
fn day_of_plan(site: &Site, plan: &PlanIndex) -> Option<Date> {
    let own = &plan.plan;
    let is_own = |change: &Change| {
        change.plan.as_ref() == Some(&own.id) || (change.kind == ChangeKind::Plan && change.id == own.id)
    };
    own.dated().max(site.content.revisions(is_own).1)
}

/// Returns the day on which a case was published, or last held against its source or changed.
fn day_of_case(site: &Site, case: &Case) -> Date {
    let is_own = |change: &Change| change.kind == ChangeKind::Case && change.id == case.slug;
    let changed = site.content.revisions(is_own).1.unwrap_or(case.published);
    case.published.max(case.reviewed).max(changed)
}

/// Returns the feed of what editions changed; nothing where none has been recorded.
pub(super) fn changes(site: &Site) -> Result<Option<String>> {
    let editions = &site.content.editions;
    let Some(newest) = editions.first() else { return Ok(None) };
    let base_url = site.portal.base_url.as_ref().map(BaseUrl::as_str);
    let page = address::portal(address::CHANGES);
    let entry = |edition: &EditionChanges| {
        let address = format!("{}#{}", page_of(&site.content, edition), address::edition_anchor(&edition.name));
        let summary = changes_summary(&site.words, edition);
        context! {
            id => identifier(site, "", &format!("{page}{}", edition.name)),
            title => deadline_in_words(&site.words, Deadline::By(edition.date)),
            href => format!("{}{address}", base_url.unwrap_or_default()),
            updated => moment(Some(edition.date)),
            summary => match &edition.note {
                Some(note) => format!("{note} {summary}"),
                None => summary,
            },
        }
    };
    let entries: Vec<Value> = editions.iter().map(entry).collect();
    let title = format!("{} {}", site.portal.title, site.words.get("nav_changes"));
    let own = Own { title: &title, page: &page, file: address::CHANGES_FEED };
    atom(site, &own, Some(newest.date), &entries).map(Some)
}

/// What a feed says of itself.
struct Own<'a> {
    title: &'a str,
    /// The page that it follows, and the feed itself: from the site's root.
    page: &'a str,
    file: &'a str,
}

fn atom(site: &Site, own: &Own, newest: Option<Date>, entries: &[Value]) -> Result<String> {
    let portal = &site.portal;
    let base_url = portal.base_url.as_ref().map(BaseUrl::as_str);
    let base = base_url.unwrap_or_default();
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Custom(XML.into()));
    environment.set_formatter(|out, _, value| Ok(out.write_str(&escape(&value.to_string()))?));
    let text = environment.render_str(
        TEMPLATE,
        context! {
            title => own.title,
            language => site.words.get("language"),
            id => identifier(site, "", own.page),
            home => format!("{base}{}", own.page),
            own => format!("{base}{}", own.file),
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

/// Returns the address, or without a base URL a name made of the portal's title, the plan that it belongs to (empty where
/// to none) and the address: it stays, whatever is added to the portal, until one of these is written otherwise.
fn identifier(site: &Site, plan: &str, address: &str) -> String {
    if let Some(base) = &site.portal.base_url {
        return format!("{base}{address}");
    }
    digest::urn(&format!("{}\n{plan}\n{address}", site.portal.title))
}
