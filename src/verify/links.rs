//! Every internal link and anchor resolves; nothing is loaded from another host.

use std::collections::{BTreeMap, BTreeSet};

use camino::Utf8Path;

use super::contract;
use super::edition::Base;
use super::files;
use super::html::{Reference, ReferenceKind};
use super::report::locate;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::text::url::percent_decoded;

/// What links can point to.
#[derive(Debug)]
pub(super) struct Targets<'a> {
    pub site: &'a Utf8Path,
    pub base: &'a Base,
    pub files: &'a BTreeSet<String>,
    /// The ids of every HTML page.
    pub ids: &'a BTreeMap<&'a str, &'a BTreeSet<String>>,
}

/// Where an address leads.
#[derive(Debug, PartialEq, Eq)]
enum Target {
    /// A file of the site, and the id in it.
    Internal(String, Option<String>),
    /// Another host, by a scheme that readers may follow.
    External,
    /// `data:image/…`
    Inline,
    /// Nothing that a page may name, and why.
    Bad(Code, &'static str),
}

/// Checks every address of a page.
pub(super) fn check(file: &str, references: &[Reference], targets: &Targets) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> =
        references.iter().flat_map(|reference| check_reference(file, reference, targets)).collect();
    // Places are looked for only now: a site without faults never reads a page twice.
    if !found.is_empty()
        && let Ok(Ok(html)) = files::text(targets.site, file)
    {
        for diagnostic in &mut found {
            let escaped = diagnostic.place.text.replace('&', "&amp;");
            let quoted = [
                format!("\"{}\"", diagnostic.place.text),
                format!("\"{escaped}\""),
                diagnostic.place.text.clone(),
                escaped,
            ];
            let needle = quoted.iter().find(|needle| html.contains(needle.as_str()));
            if let Some(needle) = needle {
                let (line, column) = locate(&html, needle, 0);
                (diagnostic.place.line, diagnostic.place.column) = (line, column);
                (diagnostic.place.end_line, diagnostic.place.end_column) = (line, column);
            }
        }
    }
    found
}

/// Checks an address that stands in the site's data, feeds or styles.
pub(super) fn check_address(file: &str, kind: ReferenceKind, address: &str, targets: &Targets) -> Vec<Diagnostic> {
    let reference = Reference { kind, value: address.into(), what: "url".into() };
    check(file, &[reference], targets)
}

/// Returns the file that an address names, if it is one of the site's.
pub(super) fn file_of(page: &str, address: &str, targets: &Targets) -> Option<String> {
    existing(&path_of(page, address, targets.base)?, targets)
}

/// Returns the path that an address names below the site's root, whether there is a file or not.
pub(super) fn path_of(page: &str, address: &str, base: &Base) -> Option<String> {
    match resolve(page, address, base) {
        Target::Internal(path, _) => Some(path),
        _ => None,
    }
}

fn check_reference(file: &str, reference: &Reference, targets: &Targets) -> Vec<Diagnostic> {
    let fault = |code, message: &str, hint| {
        let place = Place::file(file).quoting(&reference.value);
        Diagnostic::new(code, place, format!("{message}（{}）", reference.what), hint)
    };
    if reference.kind == ReferenceKind::Ids {
        return reference
            .value
            .split_ascii_whitespace()
            .filter(|id| !targets.ids.get(file).is_some_and(|ids| ids.contains(*id)))
            .map(|id| fault(Code::BrokenAnchor, &format!("页面里没有 id `{id}`"), "改成页面里有的 id"))
            .collect();
    }
    let loads = reference.kind == ReferenceKind::Load;
    match resolve(file, &reference.value, targets.base) {
        Target::Bad(code, message) => vec![fault(code, message, "改正这个地址")],
        Target::Inline if loads => Vec::new(),
        Target::Inline => vec![fault(Code::BadLink, "不能链接到 data: 地址", "链接到一个网页")],
        Target::External if loads => {
            vec![fault(Code::ForeignLoad, "页面从别的网站加载内容", "把文件放进本站")]
        }
        Target::External => Vec::new(),
        Target::Internal(path, fragment) => {
            if file == contract::NOT_FOUND && is_relative(&reference.value) {
                let message = "404 页会出现在任何地址，不能用相对链接";
                return vec![fault(Code::BrokenLink, message, "写以 / 开头的地址")];
            }
            let Some(target) = existing(&path, targets) else {
                return vec![fault(
                    Code::BrokenLink,
                    &format!("站内没有 `{path}`"),
                    "改正这个地址，或补上它所指的网页",
                )];
            };
            let fragment = fragment.filter(|id| !id.is_empty() && id != "top");
            match fragment {
                Some(id) if !has_id(&target, &id, targets) => {
                    vec![fault(
                        Code::BrokenAnchor,
                        &format!("`{target}` 里没有 id `{id}`"),
                        "改成那一页里有的 id，或删去 # 和它后面的字",
                    )]
                }
                _ => Vec::new(),
            }
        }
    }
}

/// Returns a folder's address without its final slash leads to its page as well.
fn existing(path: &str, targets: &Targets) -> Option<String> {
    if targets.files.contains(path) {
        return Some(path.to_owned());
    }
    let index = format!("{path}/index.html");
    targets.files.contains(&index).then_some(index)
}

fn has_id(file: &str, id: &str, targets: &Targets) -> bool {
    match targets.ids.get(file) {
        Some(ids) => ids.contains(id),
        None if has_ids_of_its_own(file) => matches!(
            files::text(targets.site, file),
            Ok(Ok(text)) if text.contains(&format!("id=\"{id}\""))
        ),
        // Other kinds of files have fragments of their own.
        None => true,
    }
}

/// Checks whether links may lead to ids of a file that is no page.
pub(super) fn has_ids_of_its_own(file: &str) -> bool {
    file.ends_with(".svg")
}

fn is_relative(address: &str) -> bool {
    !address.is_empty() && !address.starts_with(['/', '#', '?']) && scheme(address).is_none()
}

/// Returns an address's scheme in lower case.
fn scheme(address: &str) -> Option<String> {
    let (scheme, _) = address.split_once(':')?;
    let mut letters = scheme.chars();
    let valid = letters.next().is_some_and(|c| c.is_ascii_alphabetic())
        && letters.all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    valid.then(|| scheme.to_ascii_lowercase())
}

/// Returns where an address on `page` leads, as a browser would take it.
fn resolve(page: &str, address: &str, base: &Base) -> Target {
    // Browsers drop these before they look for the scheme.
    let clean: String =
        address.trim_matches(|c: char| c <= ' ').chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect();
    if clean.contains('\\') {
        return Target::Bad(Code::BadLink, "地址里有反斜杠");
    }
    let scheme = scheme(&clean);
    let inside: &str = match scheme.as_deref() {
        Some("http" | "https") => match below_base(&clean, base) {
            Some(rest) => rest,
            None if clean.split_once("://").is_some_and(|(_, rest)| !rest.trim_start_matches('/').is_empty()) => {
                return Target::External;
            }
            None => return Target::Bad(Code::BadLink, "地址里没有主机名"),
        },
        Some("mailto" | "tel") => return Target::External,
        Some("data") if clean.to_ascii_lowercase().starts_with("data:image/") => {
            return Target::Inline;
        }
        Some("javascript" | "vbscript" | "data" | "blob" | "file") => {
            return Target::Bad(Code::UnsafeLink, "地址会执行脚本或指向本机");
        }
        Some(_) => return Target::Bad(Code::BadLink, "站外地址只能用 http、https、mailto 或 tel"),
        None if clean.starts_with("//") => {
            return Target::Bad(Code::BadLink, "地址以 // 开头，会指向别的网站");
        }
        None if clean.starts_with('/') => match clean.strip_prefix(base.path.as_str()) {
            Some(rest) if rest.is_empty() || rest.starts_with(['/', '?', '#']) => rest,
            _ => return Target::Bad(Code::BrokenLink, "地址不在站点的路径之下"),
        },
        None => return internal(page, &clean, false),
    };
    internal(page, inside, true)
}

/// Returns what follows the site's own address.
fn below_base<'a>(address: &'a str, base: &Base) -> Option<&'a str> {
    let url = base.url.as_deref()?;
    let head = address.get(..url.len())?;
    let rest = &address[url.len()..];
    (head.eq_ignore_ascii_case(url) && (rest.is_empty() || rest.starts_with(['/', '?', '#']))).then_some(rest)
}

/// Returns a path inside the site; from its root, or from the page's folder.
fn internal(page: &str, address: &str, from_root: bool) -> Target {
    let (address, fragment) = match address.split_once('#') {
        Some((address, fragment)) => {
            let fragment = fragment.split(":~:").next().unwrap_or_default();
            (address, Some(fragment))
        }
        None => (address, None),
    };
    let Some(fragment) = fragment.map(percent_decoded).map_or(Some(None), |id| id.map(Some)) else {
        return Target::Bad(Code::BadLink, "地址的编码有误");
    };
    let path = address.split('?').next().unwrap_or_default();
    if path.is_empty() && !from_root {
        return Target::Internal(page.to_owned(), fragment);
    }
    let mut segments: Vec<String> = Vec::new();
    if !from_root && let Some((folder, _)) = page.rsplit_once('/') {
        segments.extend(folder.split('/').map(str::to_owned));
    }
    let mut is_folder = path.is_empty();
    for segment in path.trim_start_matches('/').split('/') {
        let Some(segment) = percent_decoded(segment) else {
            return Target::Bad(Code::BadLink, "地址的编码有误");
        };
        is_folder = matches!(segment.as_str(), "" | "." | "..");
        match segment.as_str() {
            "" | "." => {}
            ".." => {
                if segments.pop().is_none() {
                    return Target::Bad(Code::BrokenLink, "地址走出了站点");
                }
            }
            _ => segments.push(segment),
        }
    }
    if is_folder {
        segments.push("index.html".to_owned());
    }
    Target::Internal(segments.join("/"), fragment)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolved(page: &str, address: &str) -> Target {
        let base = Base { path: "/portal".into(), url: Some("https://example.org/portal".into()), ..Base::default() };
        resolve(page, address, &base)
    }

    fn file(path: &str, fragment: Option<&str>) -> Target {
        Target::Internal(path.into(), fragment.map(str::to_owned))
    }

    #[test]
    fn addresses_resolve_as_in_a_browser() {
        let page = "p/tasks/7/index.html";
        assert_eq!(resolved(page, "#7-1"), file(page, Some("7-1")));
        assert_eq!(resolved(page, ""), file(page, None));
        assert_eq!(resolved(page, "?q=x"), file(page, None));
        assert_eq!(resolved(page, "../8/"), file("p/tasks/8/index.html", None));
        assert_eq!(resolved(page, ".."), file("p/tasks/index.html", None));
        assert_eq!(resolved(page, "/portal/a%20b.css"), file("a b.css", None));
        assert_eq!(resolved(page, "/portal"), file("index.html", None));
        assert_eq!(resolved(page, "/portal/#s3"), file("index.html", Some("s3")));
        assert_eq!(resolved(page, "HTTPS://example.org/portal/p/"), file("p/index.html", None));
        assert_eq!(resolved(page, "https://example.org/portal2/"), Target::External);
        assert_eq!(resolved("index.html", "p/"), file("p/index.html", None));
    }

    #[test]
    fn odd_addresses_are_refused() {
        for (address, code) in [
            (" java\tscript:alert(1)", Code::UnsafeLink),
            ("data:text/html,x", Code::UnsafeLink),
            ("//evil.example/", Code::BadLink),
            ("/\\evil.example/", Code::BadLink),
            ("ftp://x/", Code::BadLink),
            ("https://", Code::BadLink),
            ("/portal/%zz", Code::BadLink),
            ("/portal2/", Code::BrokenLink),
            ("/", Code::BrokenLink),
            ("../../../../x", Code::BrokenLink),
        ] {
            let target = resolved("p/tasks/7/index.html", address);
            assert!(matches!(target, Target::Bad(found, _) if found == code), "{address}: {target:?}");
        }
    }
}
