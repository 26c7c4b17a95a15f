//! Addresses that editors write.

/// What to do about a link that can't be used.
pub const HINT: &str = "写 `https://` 或 `http://` 开头的完整网址，或者本站的地址，如 `/about/`";

/// Why a text isn't the address of a web page.
pub fn fault(url: &str) -> Option<&'static str> {
    let Some(rest) = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")) else {
        return Some("不以 https:// 或 http:// 开头");
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host.rsplit_once(':').filter(|(_, port)| port.parse::<u16>().is_ok()).map_or(host, |(host, _)| host);
    let is_host = !host.is_empty()
        && !host.starts_with(['.', '-'])
        && host.chars().all(|c| c.is_alphanumeric() || c == '.' || c == '-');
    if !is_host {
        return Some("主机名写得不对");
    }
    let is_strange = |c: char| c.is_whitespace() || c.is_control() || "<>\"\\^`{|}".contains(c);
    url.chars().any(is_strange).then_some("里面有空格或别的不能用的字符")
}

/// Why a link of a text can't be used: it may also lead to a page of this site, or a place on its own page.
pub fn fault_in_text(url: &str) -> Option<&'static str> {
    let is_own = url.starts_with('#') || url.starts_with('/') && !url.starts_with("//");
    if is_own && !url.contains('\\') && !url.chars().any(char::is_control) { None } else { fault(url) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn web_addresses_are_told_from_others() {
        for url in
            ["https://a.gov.cn", "http://a.b/c_1.html?x=1&y=%E6#z", "https://例子.中国:8443/路径", "http://1.2.3.4/"]
        {
            assert_eq!(fault(url), None, "{url}");
        }
        for url in [
            "",
            "a.gov.cn",
            "ftp://a.b",
            "javascript:alert(1)",
            "https://",
            "https:///x",
            "http://a b/",
            "data:,x",
            "http://user@host/",
            "https://a/<b>",
            "HTTP://a",
            "https://a/\\b",
            "mailto:a@b.c",
            "http://a:b/",
        ] {
            assert!(fault(url).is_some(), "{url}");
        }
    }

    #[test]
    fn texts_may_link_inside_the_site() {
        for url in ["/about/", "#a", "https://a.b"] {
            assert_eq!(fault_in_text(url), None, "{url}");
        }
        for url in ["//evil.example", "/\\evil.example", "about/", "javascript:x", "@/a.md", "../x"] {
            assert!(fault_in_text(url).is_some(), "{url}");
        }
    }
}
