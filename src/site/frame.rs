//! What every page carries beside what its kind shows: the ways to it and from it, what its head says.

use serde::Serialize;

use crate::site::context::Link;
use crate::site::href::Href;
use crate::site::labels::PlanLabels;
use crate::site::pieces::Phrase;

/// What every page has beside its view.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Frame {
    /// `home`, `plan`, `policy` …: names the template and the page's class.
    pub kind: &'static str,
    /// The page's title, which most pages have as their heading.
    pub heading: Vec<Phrase>,
    /// The way here, from the portal's home; the page itself is not in it.
    pub crumbs: Vec<Link>,
    /// The page's own address.
    pub href: Href,
    pub navigation: Navigation,
    /// The plan that the page belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plan: Option<PlanFrame>,
    /// The meta elements of government sites.
    pub meta: Vec<Meta>,
    /// JSON-LD, in which no `<` stands; empty where there is nothing to say.
    pub linked_data: String,
}

/// What a page says of itself to readers, for what it says of itself to machines.
#[derive(Debug, Clone, Copy)]
pub(super) struct Head<'a> {
    pub title: &'a str,
    pub description: &'a str,
    pub crumbs: &'a [Link],
}

/// A meta element of the page's head.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Meta {
    /// `SiteName` …
    pub name: &'static str,
    pub content: String,
}

/// What the header and footer say of the plan on its pages.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct PlanFrame {
    pub id: String,
    pub title: String,
    pub document_number: String,
    /// How the plan calls its things.
    pub labels: PlanLabels,
}

/// The ways from a page: only to what there is.
#[derive(Debug, Clone, Default, PartialEq, Hash, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Navigation {
    /// What most readers come for, in the header.
    pub main: Vec<NavigationEntry>,
    /// All sections of the page's plan, or of the only one.
    pub plan: Vec<NavigationEntry>,
    /// All sections of the portal.
    pub portal: Vec<NavigationEntry>,
}

#[derive(Debug, Clone, PartialEq, Hash, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct NavigationEntry {
    pub title: String,
    pub href: Href,
    /// Whether it is the section that the page belongs to.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub current: bool,
}
