//! Pages of the portal itself: search, open data, texts, sitemap.

use super::super::builder::Builder;
use super::super::plan_site::PlanSite;
use super::super::view::{
    DataFile, DataOfPlan, DataPage, Dictionary, DictionaryField, MyPage, MyPlan, SearchDomain, SearchPage, SearchPlan,
    SitemapGroup, SitemapPage,
};
use super::super::{Body, Page, View};
use crate::content::TextPage;
use crate::inputs::catalogue::Catalogue;
use crate::open_data;
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
            (open_data::PLAN, "data_plan"),
            (open_data::TASKS, "data_tasks"),
            (open_data::TASK_TABLE, "data_tasks_csv"),
            (open_data::AGENCIES, "data_agencies"),
            (open_data::SOURCE, "data_source"),
        ]
        .into_iter()
        .map(|(of_plan, key)| file(of_plan.address(&site.plan.id), builder.words.get(key)))
        .collect(),
    };
    let mut files = vec![file(format!("/{}", open_data::CASES), builder.words.get("data_cases"))];
    files.extend(open_data::SCHEMAS.iter().map(|schema| {
        let description = builder.words.fill("data_schema", &[("name", &format!("{}.json", schema.name))]);
        file(schema.address(), &description)
    }));
    let view = DataPage {
        plans: plans.iter().map(of_plan).collect(),
        files,
        dictionaries: open_data::SCHEMAS.iter().map(|schema| dictionary(builder, schema)).collect(),
    };
    builder.portal_page("/data/", "data", builder.word("nav_data"), builder.word("about_data"), View::Data(view))
}

/// Returns a schema's fields in the site's words.
fn dictionary(builder: &Builder, schema: &open_data::Schema) -> Dictionary {
    let (title, fields) = schema.fields();
    let field = |field: open_data::Field| DictionaryField {
        path: field.path,
        type_label: type_label(&field.types, builder.words),
        description: language::pieces(&field.description),
        ours: field.is_ours,
    };
    let fields = fields.into_iter().map(field).collect();
    Dictionary { title, schema_href: builder.href(&schema.address()), fields }
}

/// Names the types of a field; a word of a list is text.
fn type_label(types: &[String], words: &Catalogue) -> String {
    let label = |name: &String| {
        words.get(match name.as_str() {
            "integer" | "number" => "type_number",
            "boolean" => "type_boolean",
            "array" => "type_array",
            "object" => "type_object",
            "null" => "type_null",
            _ => "type_string",
        })
    };
    if types.is_empty() {
        words.get("type_string").to_owned()
    } else {
        types.iter().map(label).collect::<Vec<_>>().join("或")
    }
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
