//! `Site` → `FileTree`: the staged Zola site, which plain `zola serve` can open.

pub(crate) mod body;
mod config;
pub(crate) mod data;
mod feed;
mod front_matter;
pub(crate) mod headers;
mod inline_yaml;
mod page;
#[cfg(test)]
mod reference;
mod scripts;
mod sitemap;
mod styles;

use std::sync::Arc;

use anyhow::Result;
use front_matter::SearchFiles;
pub(crate) use page::{StagedPage, pages};
use scripts::Scripts;

use crate::edition::{self, Manifest};
use crate::file_tree::FileTree;
use crate::inputs::theme::Theme;
use crate::search::{self, Published};
use crate::site::{Href, Site};

/// Returns everything that Zola needs to render the site; `data` and the search's files it hands on as they are.
pub(crate) fn files(
    site: &Site,
    theme: &Theme,
    data: FileTree,
    search: Published,
    pages: &[Arc<StagedPage>],
) -> Result<FileTree> {
    let styles = styles::served(&theme.styles);
    let stylesheet = config::stylesheet_path(&styles);
    let scripts = served_scripts(theme, &search)?;
    let mut files = FileTree::new();
    files.insert("config.toml", config::config(site, &stylesheet, &scripts, &search)?)?;
    // Zola 0.17 wants this folder, though all templates are the theme's.
    files.insert("templates/README.md", format!("本站模板都在 themes/{}/templates/。\n", theme.name))?;
    for (path, bytes) in theme.files.iter() {
        files.insert(format!("themes/{}/{path}", theme.name), bytes)?;
    }
    let search_files = search_files(site, &search);
    files.insert("static/_headers", headers::headers(site))?;
    files.insert(format!("static{stylesheet}"), styles)?;
    let addresses = pages.iter().map(|page| page.outline.address.as_str());
    files.insert("static/sitemap.xml", sitemap::sitemap(site.portal.base_url.as_ref(), addresses))?;
    files.insert("static/feed.xml", feed::feed(site)?)?;
    if let Some(feed) = feed::changes(site)? {
        files.insert("static/changes/feed.xml", feed)?;
    }
    files.insert(format!("static/{}", edition::MANIFEST), manifest(site)?)?;
    for page in pages {
        files.insert(page.path(), page.file(site, &search_files)?)?;
    }
    for (path, bytes) in [data, search.files, scripts.files].into_iter().flatten() {
        files.insert(format!("static/{path}"), bytes)?;
    }
    Ok(files)
}

/// Returns the scripts that the site needs, as they are served.
pub(crate) fn served_scripts(theme: &Theme, search: &Published) -> Result<Scripts> {
    let is_other = |name: &str| search::SCRIPTS.contains(&name) && name != search.script();
    scripts::scripts(theme.scripts.iter().filter(|script| !is_other(&script.name)))
}

fn search_files(site: &Site, search: &Published) -> SearchFiles {
    let href = |path: &str| Href::new(format!("{}{path}", site.portal.base_path()));
    SearchFiles {
        index_href: href(&search.index),
        documents_href: href(&search.documents),
        corpus_href: href(&search.corpus),
    }
}

/// Returns what makes the finished site known as an edition of ours: nothing of the machine or the moment.
fn manifest(site: &Site) -> Result<String> {
    let manifest = Manifest {
        generator: format!("{} {}", edition::GENERATOR, env!("CARGO_PKG_VERSION")),
        base_url: site.portal.base_url.as_ref().map(|url| url.as_str().to_owned()),
        base_path: Some(site.portal.base_path().to_owned()),
        as_of: site.portal.as_of.map(|day| day.to_string()),
        plans: Some(site.plans.iter().map(|plan| plan.plan.id.clone()).collect()),
        // Known when Zola has made them.
        files: None,
    };
    Ok(serde_json::to_string_pretty(&manifest)? + "\n")
}
