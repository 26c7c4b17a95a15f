//! Pages of the portal itself: search, open data, texts, sitemap.

use super::super::builder::Builder;
use super::super::plan_site::PlanSite;
use super::super::view::{
    DataFile, DataOfPlan, DataPage, MyPage, MyPlan, SearchDomain, SearchPage, SearchPlan, SitemapGroup, SitemapPage,
};
use super::super::{Body, Page, View};
use crate::content::TextPage;
use crate::open_data::schema;
use crate::text::language;

/// The complete task list by domain: what the search page offers without JavaScript.
pub fn search(builder: &Builder, plans: &[PlanSite]) -> Page {
    let plan = |site: &PlanSite| SearchPlan {
        id: site.plan.id.clone(),
        title: site.plan.title.clone(),
        domains: site
            .plan
            .domains
            .iter()
            .map(|domain| SearchDomain {
                anchor: format!("{}-{}", site.plan.id, domain.slug),
                title: domain.name.clone(),
                tasks: domain
                    .tasks
                    .iter()
                    .filter_map(|&number| site.task_at(number))
                    .map(|task| builder.related(site, task))
                    .collect(),
            })
            .collect(),
    };
    let view = SearchPage { plans: plans.iter().map(plan).collect() };
    builder.portal_page(
        "/search/",
        "search",
        builder.word("nav_search"),
        builder.word("about_search"),
        View::Search(view),
    )
}

pub fn data(builder: &Builder, plans: &[PlanSite]) -> Page {
    let file = |address: String, description: &str| DataFile {
        name: address.rsplit('/').next().unwrap_or_default().to_owned(),
        href: builder.href(&address),
        description: language::pieces(description),
    };
    let of_plan = |site: &PlanSite| DataOfPlan {
        title: site.plan.title.clone(),
        files: [
            ("plan.json", "data_plan"),
            ("tasks.json", "data_tasks"),
            ("tasks.csv", "data_tasks_csv"),
            ("agencies.json", "data_agencies"),
            ("source.txt", "data_source"),
        ]
        .into_iter()
        .map(|(name, key)| file(site.address(&format!("data/{name}")), builder.words.get(key)))
        .collect(),
    };
    let mut files = vec![file("/data/cases.json".to_owned(), builder.words.get("data_cases"))];
    files.extend(schema::ALL.iter().map(|schema| {
        let description = builder.words.fill("data_schema", &[("name", &format!("{}.json", schema.name))]);
        file(schema.address(), &description)
    }));
    let dictionaries =
        schema::ALL.iter().map(|schema| schema::dictionary(schema, &builder.href(&schema.address()), builder.words));
    let view = DataPage { plans: plans.iter().map(of_plan).collect(), files, dictionaries: dictionaries.collect() };
    builder.portal_page("/data/", "data", builder.word("nav_data"), builder.word("about_data"), View::Data(view))
}

/// A page that an editor wrote.
pub fn text(builder: &Builder, plans: &[PlanSite], text: &TextPage) -> Page {
    let kind = match text.name.as_str() {
        "my" => "my",
        _ => "text",
    };
    let address = format!("/{}/", text.name);
    let view = if kind == "my" { View::My(my(builder, plans)) } else { View::Text {} };
    let mut page = builder.portal_page(&address, kind, text.title.clone(), text.description.clone(), view);
    page.body = Body::Markdown(text.body.clone());
    page
}

fn my(builder: &Builder, plans: &[PlanSite]) -> MyPage {
    let plans = plans.iter().filter(|site| !site.plan.tasks.is_empty()).map(|site| MyPlan {
        id: site.plan.id.clone(),
        title: site.plan.title.clone(),
        document_number: site.plan.document_number.clone().unwrap_or_default(),
        href: builder.href(&site.address("tasks/")),
    });
    MyPage { plans: plans.collect() }
}

/// Every page but the single tasks' and agencies' own, which their lists lead to; those lists, too.
pub fn sitemap(builder: &Builder, plans: &[PlanSite], portal_pages: &[Page]) -> Page {
    let own = portal_pages.iter().filter(|page| page.address != "/sitemap/");
    let mut groups = vec![SitemapGroup {
        title: builder.word("group_portal"),
        links: own.map(|page| builder.link(page.title.clone(), &page.address)).collect(),
    }];
    for site in plans {
        let mut links = vec![builder.link(builder.word("nav_plan"), &site.address(""))];
        links.extend(builder.links_of_plan(site));
        groups.push(SitemapGroup { title: site.plan.title.clone(), links });
        let all: Vec<usize> = (0..site.plan.tasks.len()).collect();
        let tasks = all.iter().map(|&task| {
            let related = builder.related(site, task);
            super::super::view::Link { title: format!("{}　{}", related.number, related.title), href: related.href }
        });
        let domains = (0..site.plan.domains.len()).map(|index| builder.domain_link(site, Some(index)));
        let agencies = site.agencies.iter().map(|role| builder.agency_link(site, role));
        let sections = [
            ("group_domains", domains.collect::<Vec<_>>()),
            ("group_tasks", tasks.collect()),
            ("group_agencies", agencies.collect()),
        ];
        for (key, links) in sections.into_iter().filter(|(_, links)| !links.is_empty()) {
            groups.push(SitemapGroup { title: builder.word(key), links });
        }
    }
    let view = SitemapPage { groups };
    builder.portal_page(
        "/sitemap/",
        "sitemap",
        builder.word("nav_sitemap"),
        builder.word("about_sitemap"),
        View::Sitemap(view),
    )
}
