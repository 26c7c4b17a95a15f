//! Where the links lead that people wrote: `check` tells what `verify` would find in the finished pages.
//!
//! A text may link every page and file of the site, and in a page what keeps its id: clauses, members, parts of tasks,
//! errata, headings of editors. The other ids are the theme's, which may change them.

use std::collections::{BTreeMap, BTreeSet};

use ::url::Url;
use camino::Utf8Path;

use crate::content::Content;
use crate::content::anchors::PREFIX;
use crate::content::links::{LinkedText, texts};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::file_tree::FileTree;
use crate::inputs::Inputs;
use crate::inputs::link::WrittenLink;
use crate::inputs::registry::{Agency, Registry};
use crate::open_data;
use crate::read::lineage::Evidence;
use crate::read::{Forebear, Plan};
use crate::site::{Outline, Site};
use crate::text::address::{self, is_reserved};
use crate::text::likeness;
use crate::text::url::{BaseUrl, percent_decoded};

/// Files of a site that are neither the theme's nor the data's.
const OWN_FILES: [&str; 8] = [
    "_headers",
    "404.html",
    "edition.json",
    "feed.xml",
    "index.html",
    "robots.txt",
    "search/further.json",
    "sitemap.xml",
];

/// There is one once an edition was recorded.
const CHANGES_FEED: &str = "changes/feed.xml";

/// Stands before words that browsers look for in the page.
const SEARCHED: &str = ":~:";

/// More ids than these aren't offered.
const MOST_OFFERED: usize = 8;

/// What links can lead to.
struct Targets<'a> {
    /// Every page with the ids that stay.
    pages: BTreeMap<String, BTreeSet<String>>,
    /// Every file, by its path from the site's root.
    files: BTreeSet<String>,
    /// Where pictures of pages may stand, from the site's root.
    pictures: Vec<String>,
    /// Pages of which nobody knows what they hold: something else is wrong with their text.
    unread: BTreeSet<&'a str>,
    /// Plans of which nobody knows what pages they have.
    broken_plans: BTreeSet<&'a str>,
    lacks_seeds: bool,
    base_url: Option<&'a str>,
}

/// Returns what is wrong with the links that the inputs hold. `site` is what has been made of them, `outlines` its pages,
/// `content` what editors wrote, `broken_plans` those of the plans that have errors.
pub(crate) fn check(
    inputs: &Inputs,
    site: &Site,
    outlines: &[&Outline],
    content: &Content,
    plans: &[Plan],
    broken_plans: &[&Plan],
) -> Vec<Diagnostic> {
    let texts = texts(&inputs.content);
    let read: BTreeSet<String> = content.addresses().collect();
    let mut pages: BTreeMap<String, BTreeSet<String>> =
        outlines.iter().map(|page| (page.address.clone(), page.anchors.clone())).collect();
    for text in &texts {
        if let Some(anchors) = pages.get_mut(&text.address) {
            anchors.extend(text.anchors.iter().cloned());
        }
    }
    // Those that have one with any words: see `share`.
    let pictured = outlines.iter().filter(|page| page.may_have_picture && site.portal.base_url.is_some());
    let theme =
        inputs.theme.files.iter().filter_map(|(path, _)| Some(path.as_str().strip_prefix("static/")?.to_owned()));
    let data = site.plans.iter().flat_map(|plan| open_data::paths(&plan.id, !plan.deadlines.is_empty()));
    let schemas = open_data::SCHEMAS.iter().map(|schema| schema.address().trim_start_matches('/').to_owned());
    let changes = (!site.content.editions.is_empty()).then_some(CHANGES_FEED);
    let own = OWN_FILES.into_iter().chain([open_data::CASES]).chain(changes).map(str::to_owned);
    let mut targets = Targets {
        files: theme.chain(data).chain(schemas).chain(own).collect(),
        pictures: pictured.map(|page| address::picture(page.address.trim_start_matches('/'))).collect(),
        unread: texts.iter().map(|text| text.address.as_str()).filter(|&address| !read.contains(address)).collect(),
        broken_plans: broken_plans.iter().map(|plan| plan.id.as_str()).collect(),
        lacks_seeds: inputs.lacks_seeds,
        base_url: site.portal.base_url.as_ref().map(BaseUrl::as_str),
        pages,
    };
    let mut taken = targets.taken(&inputs.own_files);
    targets.files.extend(inputs.own_files.iter().map(|(path, _)| path.to_string()));
    // What isn't published may lead to what isn't.
    let is_shown = |text: &&LinkedText| {
        targets.pages.contains_key(&text.address) || targets.unread.contains(text.address.as_str())
    };
    let written = texts.iter().filter(is_shown).flat_map(|text| text.links.iter().cloned());
    let glosses = content.glosses.iter().map(|gloss| gloss.source_link.clone());
    taken.extend(written.chain(glosses).chain(report_link(inputs)).filter_map(|link| targets.fault(&link)));
    taken.extend(sources(inputs, content, plans).filter_map(|link| targets.own_source(&link)));
    taken
}

/// Returns where readers report errors, if that is a web address.
fn report_link(inputs: &Inputs) -> Option<WrittenLink> {
    let portal = inputs.portal.as_ref()?;
    Some(WrittenLink::of_setting(&portal.report_address()?, portal.places.contact.clone()?))
}

/// Returns where what editors state comes from: cases, progress, how to reach agencies, which plan carries out which.
fn sources<'a>(inputs: &'a Inputs, content: &'a Content, plans: &'a [Plan]) -> impl Iterator<Item = WrittenLink> + 'a {
    let agencies = inputs.registry.iter().flat_map(Registry::agencies);
    let agencies = agencies.flat_map(Agency::contacts).flat_map(|(_, contact)| contact.links.iter());
    let cases = content.cases.iter().map(|case| &case.source_link);
    let progress = content.progress.iter().filter_map(|progress| progress.source_link.as_ref());
    let of_page = |forebear: &'a Forebear| match &forebear.evidence {
        Evidence::Page { link, .. } => Some(link),
        Evidence::Quote(_) => None,
    };
    let plans = plans.iter().flat_map(|plan| &plan.forebears).filter_map(of_page);
    agencies.chain(cases).chain(progress).chain(plans).cloned()
}

impl Targets<'_> {
    /// Returns the deployment's own files that would stand in the place of the site's.
    fn taken(&self, own: &FileTree) -> Vec<Diagnostic> {
        let pages = self.pages.keys().map(|address| format!("{}index.html", address.trim_start_matches('/')));
        let site: BTreeSet<String> = self.files.iter().cloned().chain(pages).chain(self.pictures.clone()).collect();
        let is_folder = |path: &str| {
            let below = format!("{path}/");
            site.range(below.clone()..).next().is_some_and(|file| file.starts_with(&below))
        };
        let is_taken = |path: &Utf8Path| {
            path.starts_with("assets")
                || is_folder(path.as_str())
                || path.ancestors().any(|at| site.contains(at.as_str()))
                // A server sends it in the file's place.
                || [".br", ".gz"].iter().any(|end| path.as_str().strip_suffix(end).is_some_and(|of| site.contains(of)))
        };
        let taken = own.iter().filter(|(path, _)| is_taken(path)).map(|(path, _)| {
            let message = format!("`/{path}` 是本站自己的地址");
            let hint = "改名；要换主题自带的文件，放进 theme/static/";
            Diagnostic::new(Code::TakenAddress, Place::file(format!("static/{path}")), message, hint)
        });
        taken.collect()
    }

    /// Returns why a link leads nowhere; nothing where it leaves the site.
    fn fault(&self, link: &WrittenLink) -> Option<Diagnostic> {
        let broken = |code, message: String, hint: String| Diagnostic::new(code, link.place.clone(), message, hint);
        if link.target.starts_with('#') && link.target.contains(SEARCHED) {
            // Zola takes it for an id.
            let message = format!("本页的链接里不能写 `{SEARCHED}`");
            let hint = format!("写成整个地址：`{}{}`", link.page, link.target);
            return Some(broken(Code::BrokenAnchor, message, hint));
        }
        let (path, fragment) = self.inside(link)?;
        let page = path.strip_suffix("index.html").unwrap_or(&path);
        let page = if page.ends_with('/') { page.to_owned() } else { format!("{page}/") };
        let Some(anchors) = self.pages.get(&page) else {
            if self.files.contains(path.trim_start_matches('/')) || self.is_unknown(&page) {
                return None;
            }
            let known = self.pages.keys().map(|address| (address.clone(), address.as_str()));
            let guess =
                likeness::nearest(&page, known).map(|address| format!("是不是 `{address}`？")).unwrap_or_default();
            let message = format!("本站没有 `{path}` 这个网页");
            return Some(broken(Code::BrokenLink, message, format!("{guess}从浏览器的地址栏里抄下主机名以后的部分")));
        };
        let fragment = fragment.filter(|id| !id.is_empty() && id != "top")?;
        let own = format!("{PREFIX}{fragment}");
        let is_own = anchors.contains(&own);
        if anchors.contains(&fragment) || is_own && page == link.page || self.unread.contains(page.as_str()) {
            return None;
        }
        let offered: Vec<String> = anchors.iter().take(MOST_OFFERED).map(|id| format!("`#{id}`")).collect();
        let more = if anchors.len() > offered.len() { "等" } else { "" };
        let hint = match offered.is_empty() {
            _ if is_own => format!("写成 `#{own}`"),
            true => "删去 # 和它后面的字".to_owned(),
            false => format!("这一页能链接的位置有 {}{more}；或删去 # 和它后面的字", offered.join("、")),
        };
        let message = format!("`{page}` 里没有 `#{fragment}` 这个位置");
        Some(broken(Code::BrokenAnchor, message, hint))
    }

    /// Reports a source that stays in the site and isn't there, or is a page below its home: that would say of itself that it is
    /// right.
    fn own_source(&self, link: &WrittenLink) -> Option<Diagnostic> {
        let (path, _) = self.inside(link)?;
        if let Some(fault) = self.fault(link) {
            return Some(fault);
        }
        if path == "/" {
            return None;
        }
        let message = format!("来源 `{path}` 是本站自己的网页");
        let hint = "来源写最先发布的地方：发布单位的网页；本站的网页不能证明自己写的事";
        Some(Diagnostic::new(Code::OwnSource, link.place.clone(), message, hint))
    }

    /// Returns the path and the id that a link names, where it stays in the site.
    fn inside(&self, link: &WrittenLink) -> Option<(String, Option<String>)> {
        let target = match self.base_url.and_then(|base| link.target.strip_prefix(base)) {
            Some(rest) if rest.is_empty() || rest.starts_with(['/', '?', '#']) => rest,
            _ if link.target.starts_with(['/', '#']) => &link.target,
            _ => return None,
        };
        // Any host: only the path counts.
        let url = Url::parse("https://site.invalid").and_then(|site| site.join(&link.page)?.join(target)).ok()?;
        let fragment = url.fragment().map(|id| id.split(SEARCHED).next().unwrap_or_default());
        let decoded = |text: &str| percent_decoded(text).unwrap_or_else(|| text.to_owned());
        Some((decoded(url.path()), fragment.map(decoded)))
    }

    /// Checks whether nobody can say if there is such a page, since what would make it has errors.
    fn is_unknown(&self, page: &str) -> bool {
        let first = page.split('/').nth(1).unwrap_or_default();
        let is_plan = || self.pages.contains_key(&format!("/{first}/"));
        self.unread.contains(page)
            || self.broken_plans.contains(first)
            || self.lacks_seeds && !is_reserved(first) && !is_plan()
    }
}
