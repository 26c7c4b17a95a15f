//! Where links to elsewhere lead, and who speaks at the foot of a page: as the open data and the portal's own files say.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Fault, Known, Label, Said};
use crate::verify::edition::Base;
use crate::verify::second_reading::folded;

/// What `portal.toml` says of who is behind the site; every page repeats it.
const OF_PORTAL: [&str; 5] = ["operator", "contact", "site_code", "icp", "police"];

/// Where the theme links the numbers of filings.
const OF_FILINGS: [&str; 2] = ["https://beian.miit.gov.cn/", "https://beian.mps.gov.cn/"];

/// Returns the addresses elsewhere that some data names.
pub(super) fn addresses<'d>(all: impl IntoIterator<Item = &'d Value>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut left: Vec<&Value> = all.into_iter().collect();
    while let Some(value) = left.pop() {
        match value {
            Value::String(text) => found.extend(text.split_whitespace().filter(|it| is_address(it)).map(str::to_owned)),
            Value::Array(items) => left.extend(items),
            Value::Object(entries) => left.extend(entries.values()),
            _ => {}
        }
    }
    found
}

fn is_address(text: &str) -> bool {
    text.starts_with("https://") || text.starts_with("http://")
}

/// Returns what is wrong with a page's links to elsewhere and with its foot.
pub(super) fn faults<'s>(said: &'s Said, known: &'s Known, base: &'s Base) -> impl Iterator<Item = Fault> {
    let elsewhere = said.links.iter().filter(|link| is_address(&link.href) && base.path_of(&link.href).is_none());
    let of_links = elsewhere.filter_map(|link| of_link(link, known));
    let foot = said.beside.footer.as_ref();
    let own = OF_PORTAL.iter().filter_map(|key| known.words.portal[*key].as_str());
    let missing = own.filter(move |own| foot.is_some_and(|foot| !folded(foot).contains(&folded(own))));
    of_links.chain(missing.map(|own| (own.to_owned(), "页脚没有照 portal.toml 写".to_owned())))
}

fn of_link(link: &Label, known: &Known) -> Option<Fault> {
    if !known.leads_to(&link.href) && !OF_FILINGS.contains(&&*link.href) {
        return Some((link.href.to_string(), "数据和名录里没有这个网址".to_owned()));
    }
    let is_other = is_address(link.text.trim()) && link.text.trim() != &*link.href;
    is_other.then(|| (link.text.to_string(), format!("链接通向 `{}`，写的是另一个网址", link.href)))
}
