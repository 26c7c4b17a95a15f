//! Addresses: of the site itself, and of other sites as editors write them.

use std::borrow::Cow;
use std::fmt;

use percent_encoding::percent_decode_str;
use url::{Host, ParseError, Url};

use super::invisible::is_invisible;

/// What to do about a link that can't be used.
pub(crate) const HINT: &str = "写 `https://` 或 `http://` 开头的完整网址，或者本站的地址，如 `/about/`";

/// Where a site stands: `https://host` or `https://host/path`, without a slash at its end, as its editor wrote it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct BaseUrl {
    url: String,
    path_at: usize,
}

impl BaseUrl {
    /// Parses an http(s) address that can stand before every page's address.
    ///
    /// # Errors
    ///
    /// Why it can't, in Chinese.
    pub fn parse(text: &str) -> Result<BaseUrl, String> {
        let address = parse(text).map_err(|fault| format!("网址 `{text}` {fault}"))?;
        let host = address.host_str().unwrap_or_default();
        let url = text.trim_end_matches('/');
        let authority = authority(url);
        if !authority.is_ascii() {
            return Err(format!("网址 `{text}` 的主机名要写成 `{host}`"));
        }
        let path_at = url.find("://").map_or(0, |at| at + "://".len() + authority.len());
        let path = &url[path_at..];
        // The path stands in every address as it is: nothing in it may need an escape.
        let is_plain = path.chars().all(|c| c.is_ascii_alphanumeric() || "-._~/".contains(c))
            && !path.contains("//")
            && !path.split('/').any(|segment| matches!(segment, "." | ".."));
        if is_plain {
            Ok(BaseUrl { url: url.to_owned(), path_at })
        } else {
            Err(format!("网址 `{text}` 里主机名以后的 `{path}` 不能用：只写字母、数字、- . _ ~，用一个 / 分开"))
        }
    }

    /// Returns the address as it is written.
    pub fn as_str(&self) -> &str {
        &self.url
    }

    /// Returns `https://host`.
    pub fn origin(&self) -> &str {
        &self.url[..self.path_at]
    }

    /// Returns the host with its port, if it has one: `host:8443`.
    pub fn authority(&self) -> &str {
        authority(&self.url)
    }

    /// Checks whether readers may find it there: its host is no number, and no name that is kept for examples and tests
    /// (RFC 2606, RFC 6761).
    pub(crate) fn is_public(&self) -> bool {
        const KEPT: [&str; 7] =
            ["example", "example.com", "example.net", "example.org", "invalid", "localhost", "test"];
        let url = Url::parse(&self.url).ok();
        let host = match url.as_ref().and_then(Url::host) {
            Some(Host::Domain(host)) => host.trim_end_matches('.'),
            _ => return false,
        };
        let is_below = |kept: &str| host.strip_suffix(kept).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
        host.contains('.') && !KEPT.into_iter().any(is_below)
    }

    /// Returns what stands between the host and every page's address: `/path`, or nothing at a domain's root.
    pub fn path(&self) -> &str {
        &self.url[self.path_at..]
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.url)
    }
}

/// Returns the host of an address with its port, as written: `例子.中国:8443`.
pub(crate) fn authority(address: &str) -> &str {
    let rest = address.split_once("://").map_or("", |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or_default()
}

/// Returns `%E6%94%BF` as text; `None` where an escape is broken or no text comes of it.
pub(crate) fn percent_decoded(text: &str) -> Option<String> {
    let is_escape = |rest: &str| rest.len() >= 2 && rest.bytes().take(2).all(|byte| byte.is_ascii_hexdigit());
    if !text.split('%').skip(1).all(is_escape) {
        return None;
    }
    percent_decode_str(text).decode_utf8().ok().map(Cow::into_owned)
}

/// Returns why a text isn't the address of a web page.
pub(crate) fn why_not_web(text: &str) -> Option<&'static str> {
    parse(text).err()
}

/// Parses the address of a web page. Stricter than a browser, which would mend a slip into an address that nobody wrote.
fn parse(text: &str) -> Result<Url, &'static str> {
    const BAD_HOST: &str = "主机名写得不对";
    if !text.starts_with("https://") && !text.starts_with("http://") {
        return Err("不以 https:// 或 http:// 开头");
    }
    let authority = authority(text);
    if authority.is_empty() {
        return Err("没有主机名");
    }
    if ends_with_mark(text) {
        return Err("末尾的标点不是网址的一部分");
    }
    if text.chars().any(is_invisible) {
        return Err("里面有看不见的字符");
    }
    if text["https:".len()..].contains("://") && text.contains(|c| "，、；".contains(c)) {
        return Err("像是两个网址连在一起");
    }
    let url = Url::parse(text).map_err(|error| match error {
        ParseError::EmptyHost => "没有主机名",
        ParseError::InvalidPort => "端口号写得不对",
        _ => BAD_HOST,
    })?;
    let host = url.host_str().unwrap_or_default();
    let is_odd = |c: char| c.is_ascii_punctuation() && !"-_".contains(c);
    let is_address = matches!(url.host(), Some(Host::Ipv6(_)));
    let is_bad_label =
        |label: &str| label.is_empty() || label.starts_with('-') || !is_address && label.contains(is_odd);
    if authority.contains('@') || host.strip_suffix('.').unwrap_or(host).split('.').any(is_bad_label) {
        return Err(BAD_HOST);
    }
    if authority.ends_with(':') || url.port() == Some(0) {
        return Err("端口号写得不对");
    }
    let is_strange = |c: char| c.is_whitespace() || c.is_control() || "<>\"\\^`{|}".contains(c);
    if text.chars().any(is_strange) { Err("里面有空格或别的不能用的字符") } else { Ok(url) }
}

/// Checks whether an address ends with a mark of the sentence around it. A bracket that was opened inside is its own.
fn ends_with_mark(text: &str) -> bool {
    const BRACKETS: [&str; 13] =
        ["（）", "《》", "〈〉", "【】", "“”", "‘’", "「」", "『』", "〔〕", "［］", "｛｝", "〖〗", "｢｣"];
    let last = text.chars().next_back().unwrap_or_default();
    let opening = BRACKETS.iter().find_map(|pair| pair.strip_suffix(last));
    "。，、；：！？…｡．—·".contains(last) || opening.is_some_and(|opening| !text.contains(opening))
}

/// Returns why a link of a text can't be used: it may also lead to a page of this site, or a place on its own page.
pub(crate) fn why_not_link(url: &str) -> Option<&'static str> {
    let is_own = url.starts_with('#') || url.starts_with('/') && !url.starts_with("//");
    if is_own && !url.contains('\\') && !url.chars().any(char::is_control) { None } else { why_not_web(url) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_for_tests_are_not_public() {
        let is_public = |url: &str| BaseUrl::parse(url).unwrap().is_public();
        for url in ["https://a.gov.cn", "http://a.cn:8443/b", "https://example.gov.cn", "https://myexample.org"] {
            assert!(is_public(url), "{url}");
        }
        for url in [
            "https://example.org",
            "https://a.example.com/b",
            "http://localhost:80",
            "http://10.0.0.1",
            "https://a.test",
        ] {
            assert!(!is_public(url), "{url}");
        }
    }

    #[test]
    fn web_addresses_are_told_from_others() {
        for url in [
            "https://a.gov.cn",
            "http://a.b/c_1.html?x=1&y=%E6#z",
            "https://例子.中国:8443/路径",
            "http://1.2.3.4/",
            "https://[::1]:8443/",
            "https://a.b./",
            "https://a.b/条目（消歧义）",
        ] {
            assert_eq!(why_not_web(url), None, "{url}");
        }
        for url in [
            "",
            "https://a.b/c。",
            "https://a.b，",
            "https://a.b/c』",
            "https://a.b/c—",
            "https://a.b/c\u{200b}",
            "https://a.b/c，https://d.e/f",
            "https://a.b/c）",
            "https://a.b/c〕",
            "https://a.b/c｣",
            "https://a,b.c/",
            "https://a:0",
            "a.gov.cn",
            "ftp://a.b",
            "javascript:alert(1)",
            "https://",
            "https:///x",
            "https://:",
            "https://[[",
            "https://..",
            "https://a..b/",
            "https://a:99999",
            "https://a:/",
            "https://-a/",
            "https://1.2.3.999/",
            "http://a b/",
            "https://a\tb/",
            "data:,x",
            "http://user@host/",
            "https://@host/",
            "https://a/<b>",
            "HTTP://a",
            "https://a/\\b",
            "https://a\\b/",
            "mailto:a@b.c",
            "http://a:b/",
        ] {
            assert!(why_not_web(url).is_some(), "{url}");
        }
    }

    #[test]
    fn texts_may_link_inside_the_site() {
        for url in ["/about/", "#a", "https://a.b"] {
            assert_eq!(why_not_link(url), None, "{url}");
        }
        for url in ["//evil.example", "/\\evil.example", "about/", "javascript:x", "@/a.md", "../x"] {
            assert!(why_not_link(url).is_some(), "{url}");
        }
    }

    #[test]
    fn base_urls_are_cut_into_origin_and_path() {
        for (text, url, origin, authority, path) in [
            ("https://a.gov.cn/", "https://a.gov.cn", "https://a.gov.cn", "a.gov.cn", ""),
            ("https://a.cn:8443/x/y/", "https://a.cn:8443/x/y", "https://a.cn:8443", "a.cn:8443", "/x/y"),
            ("http://p/p", "http://p/p", "http://p", "p", "/p"),
        ] {
            let base = BaseUrl::parse(text).unwrap();
            assert_eq!((base.as_str(), base.origin(), base.authority(), base.path()), (url, origin, authority, path));
        }
        for text in [
            "ftp://a",
            "https://",
            "https://:",
            "https://[[",
            "https://..",
            "https://a:99999",
            "https://a/<b>",
            "https://a/../b",
            "https://a//b",
            "https://a/?b",
            "https://a/甲",
            "a.gov.cn",
        ] {
            assert!(BaseUrl::parse(text).is_err(), "{text}");
        }
        let fault = BaseUrl::parse("https://a.cn/开放").unwrap_err();
        assert_eq!(
            fault,
            "网址 `https://a.cn/开放` 里主机名以后的 `/开放` 不能用：只写字母、数字、- . _ ~，用一个 / 分开"
        );
        let fault = BaseUrl::parse("https://例子.中国/a").unwrap_err();
        assert_eq!(fault, "网址 `https://例子.中国/a` 的主机名要写成 `xn--fsqu00a.xn--fiqs8s`");
    }
}
