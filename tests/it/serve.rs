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
        self.say(&format!("{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address))
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        stream
    }

    /// Status, head and body of the answer to a request.
    fn say(&self, request: &str) -> (u16, String, String) {
        let mut stream = self.connect();
        stream.write_all(request.as_bytes()).unwrap();
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

/// Returns the memory that a process has in use, in MB; nothing where the system doesn't say.
fn memory_of(process: u32) -> Option<usize> {
    let status = fs_err::read_to_string(format!("/proc/{process}/status")).ok()?;
    let size = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?.trim_end_matches("kB").trim();
    Some(size.parse::<usize>().ok()? / 1024)
}

/// `make soak` makes a thousand of them.
#[test]
fn every_edit_is_seen_and_none_leaves_anything_behind() {
    let edits: usize = if std::env::var_os("SOAK").is_some() { 1000 } else { 12 };
    let mut portal = Portal::small();
    let preview = Preview::of(&portal);
    let (mut number, ..) = preview.next(0);
    let about = portal.text("content/pages/about.md");
    let settings = portal.text("portal.toml");
    let entries = |portal: &Portal| portal.path("target").read_dir_utf8().unwrap().count();
    let (mut early, mut slowest, mut fewest) = (None, Duration::ZERO, usize::MAX);
    for edit in 1..=edits {
        let words = format!("第{edit}次改的");
        let (page, before) = match edit % 2 {
            0 => ("/about/", format!("{about}\n{words}。\n")),
            _ => ("/", settings.replace("一份小方案。", &words)),
        };
        portal = portal.file(if page == "/" { "portal.toml" } else { "content/pages/about.md" }, before);
        let (next, fault, took) = preview.next(number);
        assert_eq!((next, fault.as_str()), (number + 1, ""), "edit {edit}");
        number = next;
        slowest = slowest.max(took);
        let (_, html) = preview.get(page);
        let last = format!("第{}次改的", edit.saturating_sub(2));
        assert!(html.contains(&words) && !html.contains(&last), "edit {edit}: a stale page");
        fewest = fewest.min(entries(&portal));
        if edit == edits.min(50) {
            early = memory_of(preview.child.id());
        }
    }
    let late = memory_of(preview.child.id());
    println!("{edits} edits, the slowest seen after {slowest:?}; {early:?} MB early, {late:?} MB at the end");
    // The edition before is deleted when the new one has been told of.
    let begin = Instant::now();
    while entries(&portal) > fewest && begin.elapsed() < Duration::from_secs(20) {
        std::thread::sleep(Duration::from_millis(50));
    }
    assert_eq!(entries(&portal), fewest, "folders are left behind");
    assert!(late.zip(early).is_none_or(|(late, early)| late < early + 40), "{early:?} MB became {late:?}");
}

#[test]
fn a_change_is_shown_and_a_fault_leaves_the_last_good_page() {
    let portal = Portal::small();
    let preview = Preview::of(&portal);
    let (first, fault, _) = preview.next(0);
    assert_eq!(fault, "");
    let (status, home) = preview.get("/");
    let words = home.replace("<wbr aria-hidden=\"true\">", "");
    assert!(status == 200 && words.contains("江州市社区服务试点方案") && home.contains("/__preview/reload.js"));
    assert!(!portal.path("public").exists(), "the published site is left alone");
    let staged = fs_err::read_to_string(portal.path("target/preview/index.html")).unwrap();
    assert!(!staged.contains("__preview"), "the script isn't part of any site");

    // A change.
    let about = portal.text("content/pages/about.md");
    let portal = portal.file("content/pages/about.md", format!("{about}\n新写的一句。\n"));
    let (number, fault, took) = preview.next(first);
    assert_eq!((number, fault.as_str()), (first + 1, ""));
    assert!(preview.get("/about/").1.contains("新写的一句。"));
    eprintln!("a change was shown after {took:?}");

    // A fault, and the last good page.
    let portal = portal.file("content/pages/about.md", format!("{about}\n<b>粗</b>\n"));
    let (number, fault, _) = preview.next(first + 1);
    assert_eq!(number, first + 2);
    assert!(fault.contains("正文里不能写 HTML") && fault.contains("content/pages/about.md:"), "{fault}");
    assert!(preview.get("/about/").1.contains("新写的一句。"));

    // Put right.
    let portal = portal.file("content/pages/about.md", about);
    let (number, fault, _) = preview.next(first + 2);
    assert_eq!((number, fault.as_str()), (first + 3, ""));
    assert!(!preview.get("/about/").1.contains("新写的一句。"));

    // A page that is still open when the preview begins again shows the new one, too.
    drop(preview);
    let (again, ..) = Preview::of(&portal).next(0);
    assert!(again > first + 3, "{again} after {first}");
}

#[cfg(unix)]
#[test]
fn what_changes_in_a_linked_folder_is_shown() {
    let portal = Portal::small();
    fs_err::rename(portal.path("content"), portal.path("elsewhere")).unwrap();
    std::os::unix::fs::symlink(portal.path("elsewhere"), portal.path("content")).unwrap();
    let preview = Preview::of(&portal);
    let (number, fault, _) = preview.next(0);
    assert_eq!(fault, "");
    let about = portal.text("elsewhere/pages/about.md");
    let _portal = portal.file("elsewhere/pages/about.md", format!("{about}\n新写的一句。\n"));
    assert_eq!(preview.next(number).1, "");
    assert!(preview.get("/about/").1.contains("新写的一句。"));
}

#[test]
fn no_request_ends_it_or_keeps_it_from_others() {
    let portal = Portal::small();
    let preview = Preview::of(&portal);
    preview.next(0);
    let host = &preview.address;
    // More than any memory holds.
    let (status, ..) =
        preview.say(&format!("POST / HTTP/1.1\r\nHost: {host}\r\nContent-Length: 99999999999\r\n\r\nabc"));
    assert_eq!(status, 405);
    for broken in
        ["GET / HTTP/9\r\n\r\n".to_owned(), "\0".repeat(100), format!("GET /{} HTTP/1.1\r\n\r\n", "a".repeat(1 << 20))]
    {
        let mut stream = preview.connect();
        let _ = stream.write_all(broken.as_bytes()).and_then(|()| stream.read_to_end(&mut Vec::new()));
    }
    let open: Vec<TcpStream> = (0..100)
        .map(|_| {
            let mut stream = preview.connect();
            stream.write_all(b"GET / HTTP/1.1\r\nHo").unwrap();
            stream
        })
        .collect();
    assert_eq!(preview.get("/").0, 200);
    drop(open);
}

#[test]
fn no_other_host_is_answered_for_or_led_to() {
    let portal = Portal::small();
    let preview = Preview::of(&portal);
    preview.next(0);
    let of_host = |host: &str| preview.say(&format!("GET / HTTP/1.1\r\nHost: {host}\r\n\r\n")).0;
    let port = preview.address.rsplit(':').next().unwrap();
    assert_eq!(
        [of_host(&format!("localhost:{port}")), of_host("127.0.0.1"), of_host("localhost:9000")],
        [200, 200, 200]
    );
    assert_eq!([of_host("example.com"), of_host("127.0.0.1.example.com"), of_host("")], [421, 421, 421]);
    let (later, twice) = (format!("127.0.0.1:{port}.evil.example"), format!("127.0.0.1:{port}\r\nHost: evil.example"));
    assert_eq!([of_host(&later), of_host("127.0.0.1:99999"), of_host(&twice)], [421, 421, 421]);
    let location = |path: &str| {
        let (status, head, _) = preview.ask("GET", path);
        assert_eq!(status, 301, "{path}");
        head.lines().find_map(|line| line.strip_prefix("location: ").map(str::to_owned)).unwrap()
    };
    assert_eq!(location("//p"), "/p/");
    assert_eq!(location("/p?q=%E6%94%BF&x"), "/p/?q=%e6%94%bf&x");
    assert_eq!(location("///p//policy"), "/p/policy/");
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
    assert!(fault.contains("缺少 `title`"), "{fault}");
    let (status, page) = preview.get("/");
    assert!(status == 503 && page.contains("/__preview/reload.js"), "{page}");
    let _portal = portal.without("content/cases/a.md");
    assert_eq!(preview.next(number).1, "");
    assert_eq!(preview.get("/").0, 200);
}
