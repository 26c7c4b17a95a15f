//! What every page is made with: the settings, the words, what editors wrote.

use serde::Serialize;

use crate::content::Content;
use crate::inputs::catalogue::Catalogue;
use crate::inputs::portal::Portal;
use crate::site::frame::{Frame, PlanFrame};
use crate::site::plan_index::PlanIndex;
use crate::site::{Body, Page, View};

/// A link with its text.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Link {
    pub title: String,
    pub href: String,
}

/// What every page is built with.
#[derive(Debug)]
pub struct PageContext<'a> {
    pub portal: &'a Portal,
    pub words: &'a Catalogue,
    pub content: &'a Content,
    pub base: &'a str,
}

impl<'a> PageContext<'a> {
    pub fn new(portal: &'a Portal, words: &'a Catalogue, content: &'a Content) -> Self {
        Self { portal, words, content, base: portal.base_path() }
    }

    pub fn href(&self, address: &str) -> String {
        format!("{}{address}", self.base)
    }

    pub fn link(&self, title: impl Into<String>, address: &str) -> Link {
        Link { title: title.into(), href: self.href(address) }
    }

    pub fn word(&self, key: &str) -> String {
        self.words.get(key).to_owned()
    }

    /// A page of the portal itself.
    pub fn portal_page(
        &self,
        address: &str,
        kind: &'static str,
        title: String,
        description: String,
        view: View,
    ) -> Page {
        let crumbs = if address == "/" { Vec::new() } else { vec![self.link(self.word("home"), "/")] };
        Page {
            address: address.to_owned(),
            title,
            description,
            is_section: address == "/",
            weight: 1,
            frame: Frame { kind, crumbs, address: address.to_owned(), ..Frame::default() },
            view,
            body: Body::Empty,
        }
    }

    /// A page of a plan; `path` is below the plan's address, `parents` the crumbs between the plan and the page.
    pub fn plan_page(
        &self,
        plan: &PlanIndex,
        path: &str,
        kind: &'static str,
        title: String,
        description: String,
        view: View,
    ) -> Page {
        let address = plan.address(path);
        let mut crumbs = vec![self.link(self.word("home"), "/")];
        if !path.is_empty() {
            crumbs.push(self.link(plan.title.clone(), &plan.address("")));
        }
        if let Some((parent, _)) = path.trim_end_matches('/').split_once('/') {
            let key = self.navigation_entries(plan).into_iter().find(|(_, of)| of.trim_end_matches('/') == parent);
            if let Some((key, of)) = key {
                crumbs.push(self.link(self.word(key), &plan.address(of)));
            }
        }
        let section = path.split('/').next().unwrap_or_default();
        let navigation = self.plan_navigation(plan, Some(section));
        let frame = PlanFrame {
            id: plan.id.clone(),
            title: plan.title.clone(),
            document_number: plan.document_number.clone().unwrap_or_default(),
            navigation,
        };
        Page {
            frame: Frame { kind, crumbs, address: address.clone(), plan: Some(frame), ..Frame::default() },
            address,
            title,
            description,
            is_section: matches!(path, "" | "tasks/" | "domains/" | "agencies/" | "deadlines/"),
            weight: 1,
            view,
            body: Body::Empty,
        }
    }
}
