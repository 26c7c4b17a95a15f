//! All pages.

use serde::Serialize;

use crate::read::TaskIndex;
use crate::site::context::{Link, PageContext};
use crate::site::filled::Filled;

/// `/sitemap/`
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct SitemapPage {
    pub groups: Vec<SitemapGroup>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct SitemapGroup {
    pub title: String,
    pub links: Vec<Link>,
}

/// Lists every page but the single tasks' and agencies' own, which their lists lead to; those lists, too.
pub(crate) fn page(context: &PageContext, portal_pages: Vec<Link>) -> Filled<SitemapPage> {
    let mut groups = vec![SitemapGroup { title: context.word("group_portal"), links: portal_pages }];
    for plan in context.plans {
        let mut links = vec![context.link(context.word("nav_plan"), &plan.address(""))];
        links.extend(context.links_of_plan(plan));
        groups.push(SitemapGroup { title: plan.title.clone(), links });
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
            groups.push(SitemapGroup { title: context.fill_for(plan, key, &[]), links });
        }
    }
    let view = SitemapPage { groups };
    Filled::new(context.word("nav_sitemap"), context.word("about_sitemap"), view)
}
