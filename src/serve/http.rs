//! Answers browsers: files of the built site, and what is our own under `/__preview/`.

use std::fs::File;
use std::sync::Arc;
use std::time::Duration;

use camino::{Utf8Path, Utf8PathBuf};
use tiny_http::{Header, Method, Request, Response, ResponseBox, Server};

use super::{Shared, has_site};
use crate::emit::headers::CONTENT_SECURITY_POLICY;
use crate::text::url::percent_decoded;

/// The script that shows faults and reloads; no published site holds it.
const SCRIPT: &str = include_str!("reload.js");
const STYLE: &str = include_str!("reload.css");
/// What stands at the end of every page.
const TAG: &str = "<script src=\"/__preview/reload.js\"></script>";
/// The page in place of a site that isn't there yet.
const NO_SITE: &str = "<!doctype html>\n<html lang=\"zh-CN\">\n<meta charset=\"utf-8\">\n<title>预览</title>\n<p>还没有生成好的网站。</p>\n";

/// How long a browser's question for the next state may stay open.
const LONGEST_WAIT: Duration = Duration::from_secs(25);

/// Answers until the process ends, each visitor in a thread of its own: a question may stay open.
pub(super) fn answer_all(server: &Server, site: &Utf8Path, shared: &Arc<Shared>) {
    for request in server.incoming_requests() {
        let (site, shared) = (site.to_owned(), Arc::clone(shared));
        std::thread::spawn(move || {
            let response = answer(&request, &site, &shared);
            // A visitor who has gone needs no answer.
            let _ = request.respond(response);
        });
    }
}

fn answer(request: &Request, site: &Utf8Path, shared: &Shared) -> ResponseBox {
    if !matches!(request.method(), Method::Get | Method::Head) {
        return text(405, "text/plain", "只读".to_owned());
    }
    let (path, query) = request.url().split_once('?').unwrap_or((request.url(), ""));
    match path {
        "/__preview/reload.js" => text(200, "text/javascript", SCRIPT.to_owned()),
        "/__preview/reload.css" => text(200, "text/css", STYLE.to_owned()),
        "/__preview/state" => {
            let seen = query.strip_prefix("seen=").and_then(|seen| seen.parse().ok()).unwrap_or_default();
            let (number, fault) = shared.wait(seen, LONGEST_WAIT);
            let state = serde_json::json!({ "number": number, "fault": fault });
            text(200, "application/json", state.to_string())
        }
        _ => {
            // Not before the first build has come to something.
            let (number, _) = shared.wait(0, LONGEST_WAIT);
            page_or_file(site, path, number)
        }
    }
}

fn page_or_file(site: &Utf8Path, path: &str, number: u64) -> ResponseBox {
    if !has_site(site) {
        return text(503, "text/html", with_script(NO_SITE, number));
    }
    let not_found = || match std::fs::read_to_string(site.join("404.html")) {
        Ok(page) => text(404, "text/html", with_script(&page, number)),
        Err(_) => text(404, "text/plain", "没有这个页面".to_owned()),
    };
    let Some(below) = below(path) else { return not_found() };
    let mut file = site.join(&below);
    if has_link(site, &below) {
        return not_found();
    }
    if file.is_dir() {
        if !path.ends_with('/') {
            return text(301, "text/plain", String::new()).with_header(header("Location", &format!("{path}/"))).boxed();
        }
        file.push("index.html");
    }
    let media = media_type(file.extension().unwrap_or_default());
    if media == "text/html" {
        return match std::fs::read_to_string(&file) {
            Ok(page) => text(200, media, with_script(&page, number)),
            Err(_) => not_found(),
        };
    }
    match File::open(&file) {
        Ok(file) => with_headers(Response::from_file(file).boxed(), media),
        Err(_) => not_found(),
    }
}

/// Returns the file that a path names below the site; `None` where it would lead out of it, or isn't one.
fn below(path: &str) -> Option<Utf8PathBuf> {
    let path = percent_decoded(path)?;
    let mut below = Utf8PathBuf::new();
    for segment in path.split('/').filter(|segment| !segment.is_empty()) {
        let is_strange = |c: char| c.is_control() || matches!(c, '\\' | ':');
        if segment == "." || segment == ".." || segment.contains(is_strange) {
            return None;
        }
        below.push(segment);
    }
    path.starts_with('/').then_some(below)
}

/// Checks whether a link stands on the way.
fn has_link(site: &Utf8Path, below: &Utf8Path) -> bool {
    below.ancestors().filter(|part| !part.as_str().is_empty()).any(|part| site.join(part).is_symlink())
}

/// Returns the page with our script at its end, which knows what the page shows.
fn with_script(page: &str, number: u64) -> String {
    let tag = TAG.replace("src=", &format!("data-number=\"{number}\" src="));
    match page.rfind("</body>") {
        Some(at) => format!("{}{tag}{}", &page[..at], &page[at..]),
        None => format!("{page}{tag}"),
    }
}

fn text(status: u16, media: &str, text: String) -> ResponseBox {
    with_headers(Response::from_string(text).with_status_code(status).boxed(), media)
}

fn with_headers(response: ResponseBox, media: &str) -> ResponseBox {
    let media = if media.starts_with("text/") || media.ends_with("json") || media.ends_with("xml") {
        format!("{media}; charset=utf-8")
    } else {
        media.to_owned()
    };
    let headers = [
        ("Content-Type", media.as_str()),
        ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
        ("Content-Security-Policy", CONTENT_SECURITY_POLICY),
    ];
    headers.into_iter().fold(response, |response, (name, value)| response.with_header(header(name, value)))
}

fn header(name: &str, value: &str) -> Header {
    // A path may hold what no header may.
    let value: String = value.chars().filter(|c| c.is_ascii_graphic() || *c == ' ').collect();
    Header::from_bytes(name, value).expect("both are printable ASCII")
}

fn media_type(extension: &str) -> &'static str {
    match extension {
        "html" => "text/html",
        "css" => "text/css",
        "js" | "mjs" => "text/javascript",
        "json" => "application/json",
        "xml" => "application/xml",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "csv" => "text/csv",
        "ics" => "text/calendar",
        "txt" | "md" => "text/plain",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_path_leads_out_of_the_site() {
        let inside = |path: &str| below(path).map(Utf8PathBuf::into_string);
        assert_eq!(inside("/"), Some(String::new()));
        assert_eq!(inside("/a//b/c.html"), Some("a/b/c.html".to_owned()));
        assert_eq!(inside("/%E6%94%BF/"), Some("政".to_owned()));
        for path in [
            "",
            "a",
            "/..",
            "/a/../..",
            "/%2e%2e/x",
            "/a%2F..%2F..%2Fx",
            "/..%5Cx",
            "/c:/x",
            "/a%00",
            "/%",
            "/%zz",
            "/%ff",
            "/./a",
            "//../x",
        ] {
            assert_eq!(inside(path), None, "{path}");
        }
    }

    #[test]
    fn the_script_stands_at_the_end_of_the_body() {
        assert_eq!(
            with_script("<body>x</body></html>", 3),
            "<body>x<script data-number=\"3\" src=\"/__preview/reload.js\"></script></body></html>"
        );
    }
}
