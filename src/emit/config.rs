//! Zola's `config.toml`: only keys that 0.17 and 0.22 read alike.

use std::collections::BTreeMap;

use anyhow::Result;
use serde::Serialize;

use super::scripts::Scripts;
use crate::file_tree::fingerprint;
use crate::search::Published;
use crate::site::{Href, Navigation, Site};
use crate::text::url::BaseUrl;

#[derive(Serialize)]
struct Config<'a> {
    base_url: &'a str,
    title: &'a str,
    description: &'a str,
    default_language: &'static str,
    theme: &'a str,
    compile_sass: bool,
    minify_html: bool,
    build_search_index: bool,
    slugify: Slugify,
    markdown: Markdown,
    translations: &'a BTreeMap<String, String>,
    extra: Extra<'a>,
}

#[derive(Serialize)]
struct Slugify {
    paths: &'static str,
    taxonomies: &'static str,
    anchors: &'static str,
}

#[derive(Serialize)]
struct Markdown {
    smart_punctuation: bool,
    external_links_external: bool,
}

/// What is the same on every page; a value that isn't set is absent.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Extra<'a> {
    /// What stands before every page's address: `/path`, or nothing at a domain's root.
    base_href: Href,
    /// `https://host`; empty where the site has no address of its own.
    origin_href: Href,
    /// The style sheets in one.
    stylesheet_href: Href,
    /// The folder of the scripts.
    scripts_href: Href,
    search: Search,
    icon_href: Href,
    /// The day as of which the portal speaks, `2026年11月24日`; empty where none is set.
    as_of: &'a str,
    operator: Option<&'a str>,
    contact: Option<&'a str>,
    /// What a link that reports an error begins with: `mailto:…`, or a page of the operator's.
    report_href: Option<Href>,
    site_code: Option<&'a str>,
    icp: Option<&'a str>,
    police: Option<&'a str>,
    /// The ways from a page that no view is made for, such as `404.html`.
    navigation: &'a Navigation,
    /// Ids of the plans.
    plans: Vec<&'a str>,
}

/// How the search starts.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Search {
    /// The file that says where the texts lie, and holds what few questions take.
    further_href: Href,
    /// The script that reads them, in the folder of the scripts: another one where the index is cut.
    script: &'static str,
}

/// Returns Zola's configuration; `stylesheet` is its path from the site's root.
pub(super) fn config(site: &Site, stylesheet: &str, scripts: &Scripts, search: &Published) -> Result<String> {
    let portal = &site.portal;
    let href = |path: &str| Href::new(format!("{}{path}", portal.base_path()));
    let config = Config {
        base_url: portal.base_url.as_ref().map_or("/", BaseUrl::as_str),
        title: &portal.title,
        description: &portal.description,
        default_language: "zh",
        theme: &portal.theme,
        compile_sass: false,
        minify_html: false,
        build_search_index: false,
        slugify: Slugify { paths: "off", taxonomies: "off", anchors: "off" },
        markdown: Markdown { smart_punctuation: false, external_links_external: false },
        translations: &site.words.theme,
        extra: Extra {
            base_href: href(""),
            origin_href: Href::new(portal.base_url.as_ref().map_or("", BaseUrl::origin)),
            stylesheet_href: href(stylesheet),
            scripts_href: href(&scripts.folder),
            search: Search { further_href: href(&format!("/{}", crate::search::FURTHER)), script: search.script() },
            icon_href: href("/icon.svg"),
            as_of: &site.as_of,
            operator: portal.operator.as_deref(),
            contact: portal.contact.as_deref(),
            report_href: portal.report_address().map(Href::new),
            site_code: portal.site_code.as_deref(),
            icp: portal.icp.as_deref(),
            police: portal.police.as_deref(),
            navigation: &site.navigation,
            plans: site.plans.iter().map(|plan| plan.plan.id.as_str()).collect(),
        },
    };
    Ok(toml::to_string(&config)?)
}

/// Returns the style sheet's address, which changes with its content so that browsers may keep it for ever.
pub(super) fn stylesheet_path(styles: &str) -> String {
    format!("/assets/portal.{}.css", fingerprint(styles))
}
