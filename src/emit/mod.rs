//! `Site` → `FileTree`: the staged Zola site, which plain `zola serve` can open.

pub(crate) mod body;
mod config;
pub(crate) mod data;
mod feed;
mod front_matter;
pub(crate) mod headers;
mod inline_yaml;
#[cfg(test)]
mod reference;
mod scripts;
mod sitemap;
mod styles;

use anyhow::{Context as _, Result};
use front_matter::SearchFiles;
use rayon::prelude::*;
use scripts::Scripts;

use crate::edition::{self, Manifest};
use crate::file_tree::FileTree;
use crate::inputs::theme::Theme;
use crate::search::{self, Published};
use crate::share::Pictures;
use crate::site::{Href, Page, Site};
use crate::text::address;

/// Returns everything that Zola needs to render the site; `data` and the search's files it hands on as they are, of the
/// pictures it says where they are going to be. A page is dropped once its file is made: nothing else is as large.
pub(crate) fn files(
    mut site: Site,
    theme: &Theme,
    data: FileTree,
    search: Published,
    pictures: &Pictures,
) -> Result<FileTree> {
    let styles = styles::served(&theme.styles);
    let stylesheet = config::stylesheet_path(&styles);
    let scripts = served_scripts(theme, &search)?;
    let mut files = FileTree::new();
    files.insert("config.toml", config::config(&site, &stylesheet, &scripts, &search)?)?;
    // Zola 0.17 wants this folder, though all templates are the theme's.
    files.insert("templates/README.md", format!("本站模板都在 themes/{}/templates/。\n", theme.name))?;
    for (path, bytes) in theme.files.iter() {
        files.insert(format!("themes/{}/{path}", theme.name), bytes)?;
    }
    let bodies = body::Bodies::new(&site.words)?;
    let search_files = search_files(&site, &search);
    files.insert("static/_headers", headers::headers(&site))?;
    files.insert(format!("static{stylesheet}"), styles)?;
    files.insert("static/sitemap.xml", sitemap::sitemap(&site))?;
    files.insert("static/feed.xml", feed::feed(&site)?)?;
    if let Some(feed) = feed::changes(&site)? {
        files.insert("static/changes/feed.xml", feed)?;
    }
    files.insert(format!("static/{}", edition::MANIFEST), manifest(&site)?)?;
    let pages = std::mem::take(&mut site.pages);
    let text = |page: Page| {
        let text = content(&site, &page, pictures.has(&page.address), &search_files, &bodies);
        Ok((content_path(&page), text.with_context(|| format!("生成 `{}` 失败", page.address))?))
    };
    let texts: Result<Vec<(String, String)>> = pages.into_par_iter().map(text).collect();
    for (path, text) in texts? {
        files.insert(path, text)?;
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

fn content(site: &Site, page: &Page, has_picture: bool, search: &SearchFiles, bodies: &body::Bodies) -> Result<String> {
    let body = bodies.render(site, page)?;
    let address = format!("{}{}", site.portal.base_path(), address::picture(&page.address));
    let picture = has_picture.then(|| Href::new(address));
    Ok(format!("---\n{}\n---\n\n{body}", front_matter::front_matter(page, picture, search)?))
}

/// Returns where Zola has a page: `/shi-2023/tasks/` is `content/shi-2023/tasks/_index.md`. Every page is a section to it,
/// since with a page it hands the template the pages before and after.
fn content_path(page: &Page) -> String {
    match page.address.trim_matches('/') {
        "" => "content/_index.md".to_owned(),
        path => format!("content/{path}/_index.md"),
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
