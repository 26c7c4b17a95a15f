//! What stylesheets, feeds and the site map name: the same rules hold there as in pages.

use itertools::Itertools as _;

use super::contract;
use super::html::ReferenceKind;
use super::links::{self, Targets};
use super::report::locate;
use crate::diagnostic::{Code, Diagnostic, Place};

/// Checks a stylesheet: everything that it loads is the site's own.
pub(super) fn check_style(file: &str, css: &str, targets: &Targets) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    if let Some(at) = css.find("@import") {
        diagnostics.push(Diagnostic::new(
            Code::TooManyStyles,
            Place::file(file).at(locate(css, "@import", 0)).quoting(css[at..].lines().next().unwrap_or_default()),
            "样式表里有 @import",
            "合成一个文件",
        ));
    }
    for (at, _) in css.match_indices("url(") {
        let rest = &css[at + 4..];
        let address = rest.split(')').next().unwrap_or_default();
        let address = address.trim().trim_matches(['"', '\'']);
        // References inside an inline picture.
        if address.starts_with(['#', '%']) {
            continue;
        }
        diagnostics.extend(links::check_address(file, ReferenceKind::Load, address, targets));
    }
    diagnostics
}

/// Checks that a site map names every page once, where the site has an address.
pub(super) fn check_site_map(xml: &str, targets: &Targets) -> Vec<Diagnostic> {
    let Some(url) = &targets.base.url else { return Vec::new() };
    let named = xml.split("<loc>").skip(1).filter_map(|rest| Some(rest.split_once('<')?.0.trim().to_owned()));
    let pages = targets.files.iter().filter_map(|file| file.strip_suffix("index.html"));
    let pages = pages.filter(|page| page.is_empty() || page.ends_with('/')).map(|page| format!("{url}/{page}"));
    let (named, pages): (Vec<String>, Vec<String>) = (named.sorted().collect(), pages.sorted().collect());
    let different = named.iter().merge(&pages).dedup_with_count().find(|(count, _)| *count != 2);
    let told = different.map(|(_, address)| {
        let place = Place::file(contract::SITE_MAP).quoting(address);
        Diagnostic::new(Code::WrongFact, place, "站点地图与网页不同", "重新生成网站：policy-portal build")
    });
    told.into_iter().collect()
}

/// Checks the addresses of an XML file (site map, feed) that lie in the site.
pub(super) fn check_xml(file: &str, xml: &str, targets: &Targets) -> Vec<Diagnostic> {
    let after = |opening: &'static str, closing: char| {
        xml.match_indices(opening).filter_map(move |(at, _)| {
            let rest = &xml[at + opening.len()..];
            rest.split_once(closing).map(|(address, _)| address.trim())
        })
    };
    after("<loc>", '<')
        .chain(after("href=\"", '"'))
        .flat_map(|address| {
            let address = address.replace("&amp;", "&");
            links::check_address(file, ReferenceKind::Metadata, &address, targets)
        })
        .collect()
}
