//! All pages.

use itertools::Itertools as _;
use serde::Serialize;

use crate::read::TaskIndex;
use crate::site::context::{Link, PageContext};
use crate::site::filled::Filled;
use crate::site::pages::Page;
use crate::site::pieces::{Phrase, heading, plan_heading};

/// `/sitemap/`
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct SitemapPage {
    pub groups: Vec<SitemapGroup>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct SitemapGroup {
    pub heading: Vec<Phrase>,
    pub links: Vec<Link>,
}

/// Lists every page. Where the portal has more tasks than a page lists, those of single tasks, domains and agencies are left
/// to the lists of their plans.
pub(crate) fn page(context: &PageContext, portal_pages: &[Page]) -> Filled<SitemapPage> {
    let mut groups = portal_groups(context, portal_pages);
    for &plan in &context.plans {
        let mut links = vec![context.link(context.word("nav_plan"), &plan.address(""))];
        links.extend(context.links_of_plan(plan));
        groups.push(SitemapGroup { heading: plan_heading(plan), links });
        if !context.lists_all_tasks() {
            continue;
        }
        let all: Vec<TaskIndex> = plan.tasks.indices().collect();
        let tasks = all.iter().map(|&task| {
            let related = context.related(plan, task);
            Link { title: format!("{}　{}", related.number, related.title), href: related.href }
        });
        let domains = plan.domains.indices().map(|index| context.domain_link(plan, Some(index)));
        let agencies = plan.agencies.iter().map(|role| context.agency_link(plan, role));
        let sections = [
            ("group_domains", domains.collect::<Vec<_>>()),
            ("group_tasks", tasks.collect()),
            ("group_agencies", agencies.collect()),
        ];
        for (key, links) in sections.into_iter().filter(|(_, links)| !links.is_empty()) {
            groups.push(SitemapGroup { heading: heading(&context.fill_for(plan, key, &[])), links });
        }
    }
    let view = SitemapPage { groups };
    let about = if context.lists_all_tasks() { "about_sitemap" } else { "about_sitemap_sections" };
    Filled::new(context.word("nav_sitemap"), context.word(about), view)
}

/// Groups the portal's own pages: a section with pages of its own is a group, named for its first page.
fn portal_groups(context: &PageContext, pages: &[Page]) -> Vec<SitemapGroup> {
    let section = |page: &&Page| page.address.split('/').nth(1).unwrap_or_default().to_owned();
    let link = |page: &Page| context.link(page.title.clone(), &page.address);
    let mut groups = vec![SitemapGroup { heading: heading(&context.word("group_portal")), links: Vec::new() }];
    for (_, pages) in &pages.iter().chunk_by(section) {
        match pages.collect::<Vec<_>>()[..] {
            [page] => groups[0].links.push(link(page)),
            ref pages => groups.push(SitemapGroup {
                heading: heading(&pages[0].title),
                links: pages.iter().map(|page| link(page)).collect(),
            }),
        }
    }
    groups
}
