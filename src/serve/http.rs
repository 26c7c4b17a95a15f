//! Answers browsers: files of the built site, and what is our own under `/__preview/`.

use std::convert::Infallible;
use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Result;
use camino::{Utf8Path, Utf8PathBuf};
use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::header::X_CONTENT_TYPE_OPTIONS;
use hyper::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST, HeaderValue, LOCATION};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::sync::{Semaphore, watch};
use tokio::time::{sleep, timeout};

use super::{State, has_site};
use crate::emit::headers as emit_headers;
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
/// How long a visitor may take to ask, and to be answered in all.
const LONGEST_QUESTION: Duration = Duration::from_secs(3);
const LONGEST_VISIT: Duration = Duration::from_secs(60);
/// Others wait until one of these has gone.
const MOST_VISITORS: usize = 256;
/// How long to wait where the system has no connection to give.
const PAUSE: Duration = Duration::from_millis(50);

/// The names of this machine that a preview answers to, alone or with any port, for it may be forwarded: one that another
/// host's name leads here is not for that host's pages to read.
const NAMES: [&str; 2] = ["127.0.0.1", "localhost"];

const HTML: &str = "text/html; charset=utf-8";
const PLAIN: &str = "text/plain; charset=utf-8";

type Response = hyper::Response<Full<Bytes>>;

/// Answers until the process ends, one question a connection.
///
/// # Errors
/// The system gives no way to wait for visitors.
pub(super) fn answer_all(listener: TcpListener, site: &Utf8Path, state: &watch::Receiver<State>) -> Result<()> {
    listener.set_nonblocking(true)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let places = Arc::new(Semaphore::new(MOST_VISITORS));
        loop {
            let place = Arc::clone(&places).acquire_owned().await?;
            let Ok((stream, _)) = listener.accept().await else {
                sleep(PAUSE).await;
                continue;
            };
            let (site, state) = (site.to_owned(), state.clone());
            tokio::spawn(async move {
                let service = service_fn(|request| {
                    let (site, state) = (site.clone(), state.clone());
                    async move { Ok::<_, Infallible>(answer(&request, &site, state).await) }
                });
                let connection = http1::Builder::new()
                    .timer(TokioTimer::new())
                    .header_read_timeout(LONGEST_QUESTION)
                    .keep_alive(false)
                    .serve_connection(TokioIo::new(stream), service);
                // A visitor who has gone needs no answer.
                let _ = timeout(LONGEST_VISIT, connection).await;
                drop(place);
            });
        }
    })
}

async fn answer(request: &Request<Incoming>, site: &Utf8Path, mut state: watch::Receiver<State>) -> Response {
    let mut hosts = request.headers().get_all(HOST).iter();
    let is_own = hosts.next().and_then(|host| host.to_str().ok()).is_some_and(|host| {
        let (name, port) = host.split_once(':').unwrap_or((host, "80"));
        NAMES.contains(&name) && port.parse::<u16>().is_ok()
    });
    if !is_own || hosts.next().is_some() {
        return text(StatusCode::MISDIRECTED_REQUEST, PLAIN, "只在本机预览".to_owned());
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return text(StatusCode::METHOD_NOT_ALLOWED, PLAIN, "只读".to_owned());
    }
    let (path, query) = (request.uri().path(), request.uri().query());
    match path {
        "/__preview/reload.js" => text(StatusCode::OK, "text/javascript; charset=utf-8", SCRIPT.to_owned()),
        "/__preview/reload.css" => text(StatusCode::OK, "text/css; charset=utf-8", STYLE.to_owned()),
        "/__preview/state" => {
            let seen = query.and_then(|query| query.strip_prefix("seen=")?.parse().ok()).unwrap_or_default();
            let State { number, fault } = next(&mut state, seen).await;
            let told = serde_json::json!({ "number": number, "fault": fault });
            text(StatusCode::OK, "application/json; charset=utf-8", told.to_string())
        }
        _ => {
            // Not before the first build has come to something.
            let number = next(&mut state, 0).await.number;
            page_or_file(site, path, query, number)
        }
    }
}

/// Returns the state once its number is another than `seen`, or after [`LONGEST_WAIT`].
async fn next(state: &mut watch::Receiver<State>, seen: u64) -> State {
    let _ = timeout(LONGEST_WAIT, state.wait_for(|state| state.number != seen)).await;
    state.borrow().clone()
}

fn page_or_file(site: &Utf8Path, path: &str, query: Option<&str>, number: u64) -> Response {
    if !has_site(site) {
        return text(StatusCode::SERVICE_UNAVAILABLE, HTML, with_script(NO_SITE, number));
    }
    let not_found = || match std::fs::read_to_string(site.join("404.html")) {
        Ok(page) => text(StatusCode::NOT_FOUND, HTML, with_script(&page, number)),
        Err(_) => text(StatusCode::NOT_FOUND, PLAIN, "没有这个页面".to_owned()),
    };
    let Some(below) = below(path) else { return not_found() };
    let mut file = site.join(&below);
    if has_link(site, &below) {
        return not_found();
    }
    if file.is_dir() {
        if !path.ends_with('/') {
            return to_folder(path, query);
        }
        file.push("index.html");
    }
    let media = media_type(file.extension().unwrap_or_default());
    if media == HTML {
        return match std::fs::read_to_string(&file) {
            Ok(page) => text(StatusCode::OK, media, with_script(&page, number)),
            Err(_) => not_found(),
        };
    }
    match std::fs::read(&file) {
        Ok(bytes) => response(StatusCode::OK, media, bytes),
        Err(_) => not_found(),
    }
}

/// Leads to the folder of a path that lacks its last slash. Of several slashes one stays: two at the beginning would
/// lead to another host.
fn to_folder(path: &str, query: Option<&str>) -> Response {
    let path: String = path.split('/').filter(|part| !part.is_empty()).map(|part| format!("/{part}")).collect();
    let query = query.map_or(String::new(), |query| format!("?{query}"));
    let mut response = text(StatusCode::MOVED_PERMANENTLY, PLAIN, String::new());
    if let Ok(location) = HeaderValue::from_str(&format!("{path}/{query}")) {
        response.headers_mut().insert(LOCATION, location);
    }
    response
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

fn text(status: StatusCode, media: &'static str, text: String) -> Response {
    response(status, media, text.into_bytes())
}

fn response(status: StatusCode, media: &'static str, bytes: Vec<u8>) -> Response {
    let mut response = Response::new(Full::new(bytes.into()));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(emit_headers::CONTENT_SECURITY_POLICY));
    response
}

/// Returns the media type of a file, with its encoding where it is text.
fn media_type(extension: &str) -> &'static str {
    match extension {
        "html" => HTML,
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" => "application/json; charset=utf-8",
        "xml" => "application/xml; charset=utf-8",
        "svg" => "image/svg+xml; charset=utf-8",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "csv" => "text/csv; charset=utf-8",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "ics" => "text/calendar; charset=utf-8",
        "txt" | "md" => PLAIN,
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
