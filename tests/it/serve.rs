//! The preview: what a browser gets, and when.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use crate::support::Portal;

/// A running preview; ended when the test is over.
struct Preview {
    child: Child,
    address: String,
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Preview {
    fn of(portal: &Portal) -> Preview {
        let mut child =
            portal.command(&["serve", "--port", "0"]).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("http://").unwrap().trim_end_matches('/').to_owned();
        assert!(address.starts_with("127.0.0.1:"), "{address}");
        Preview { child, address }
    }

    /// Status, head and body of an answer; the path goes over the line as it is.
    fn ask(&self, method: &str, path: &str) -> (u16, String, String) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        let host = &self.address;
        write!(stream, "{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        (status, head.to_ascii_lowercase(), body.to_owned())
    }

    fn get(&self, path: &str) -> (u16, String) {
        let (status, _, body) = self.ask("GET", path);
        (status, body)
    }

    /// Returns the state after the one with number `seen`, and how long it took to come.
    fn next(&self, seen: u64) -> (u64, String, Duration) {
        let begin = Instant::now();
        let (_, body) = self.get(&format!("/__preview/state?seen={seen}"));
        let state: serde_json::Value =
            serde_json::from_str(&body[body.find('{').unwrap()..=body.rfind('}').unwrap()]).unwrap();
        (state["number"].as_u64().unwrap(), state["fault"].as_str().unwrap().to_owned(), begin.elapsed())
    }
}

#[test]
fn a_change_is_shown_and_a_fault_leaves_the_last_good_page() {
    let portal = Portal::small();
    let preview = Preview::of(&portal);
    let (number, fault, _) = preview.next(0);
    assert_eq!((number, fault.as_str()), (1, ""));
    let (status, home) = preview.get("/");
    assert!(status == 200 && home.contains("江州市社区服务试点方案") && home.contains("/__preview/reload.js"));
    assert!(!portal.path("public").exists(), "the published site is left alone");
    let staged = fs_err::read_to_string(portal.path("target/preview/index.html")).unwrap();
    assert!(!staged.contains("__preview"), "the script isn't part of any site");

    // A change.
    let about = portal.text("content/pages/about.md");
    let portal = portal.file("content/pages/about.md", format!("{about}\n新写的一句。\n"));
    let (number, fault, took) = preview.next(1);
    assert_eq!((number, fault.as_str()), (2, ""));
    assert!(preview.get("/about/").1.contains("新写的一句。"));
    eprintln!("a change was shown after {took:?}");

    // A fault, and the last good page.
    let portal = portal.file("content/pages/about.md", format!("{about}\n<b>粗</b>\n"));
    let (number, fault, _) = preview.next(2);
    assert_eq!(number, 3);
    assert!(fault.contains("正文里不能写 HTML") && fault.contains("content/pages/about.md:"), "{fault}");
    assert!(preview.get("/about/").1.contains("新写的一句。"));

    // Put right.
    let _portal = portal.file("content/pages/about.md", about);
    let (number, fault, _) = preview.next(3);
    assert_eq!((number, fault.as_str()), (4, ""));
    assert!(!preview.get("/about/").1.contains("新写的一句。"));
}

#[test]
fn nothing_but_the_site_is_served() {
    let portal = Portal::small();
    let preview = Preview::of(&portal);
    preview.next(0);
    let (status, head, body) = preview.ask("GET", "/p/data/tasks.json");
    assert!(status == 200 && head.contains("application/json") && body.contains("\"tasks\""));
    let (status, head, body) = preview.ask("HEAD", "/p/");
    assert!(status == 200 && body.is_empty() && head.contains("content-security-policy: default-src 'none'"), "{head}");
    let (status, head, _) = preview.ask("GET", "/p");
    assert!(status == 301 && head.contains("location: /p/"), "{head}");
    let (status, missing) = preview.get("/no/such/page/");
    assert!(status == 404 && missing.contains("没有这个页面"), "{missing}");
    assert_eq!(preview.ask("POST", "/").0, 405);
    for path in [
        "/../site/config.toml",
        "/%2e%2e/site/config.toml",
        "/..%2fsite%2fconfig.toml",
        "//etc/hostname",
        "/p/..%5c..",
        "/%00",
        "/%",
    ] {
        assert_eq!(preview.get(path).0, 404, "{path}");
    }
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("/etc", portal.path("target/preview/etc")).unwrap();
        assert_eq!(preview.get("/etc/hostname").0, 404);
    }
}

#[test]
fn a_portal_that_was_never_right_shows_why() {
    let portal = Portal::small().file("content/cases/a.md", "+++\n+++\n");
    let preview = Preview::of(&portal);
    let (number, fault, _) = preview.next(0);
    assert_eq!(number, 1);
    assert!(fault.contains("缺少 `title`"), "{fault}");
    let (status, page) = preview.get("/");
    assert!(status == 503 && page.contains("/__preview/reload.js"), "{page}");
    let _portal = portal.without("content/cases/a.md");
    assert_eq!(preview.next(1).1, "");
    assert_eq!(preview.get("/").0, 200);
}
