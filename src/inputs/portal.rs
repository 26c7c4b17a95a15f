//! `portal.toml`: what a deployment decides.

use serde::Deserialize;

use crate::diagnostic::Diagnostic;
use crate::inputs::toml_file;

/// The file, as written. A value that isn't set is not shown.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Portal {
    /// The site's name.
    pub title: String,
    #[serde(default)]
    pub description: String,
    /// `https://host` or `https://host/path`, without a slash at its end.
    pub base_url: Option<String>,
    #[serde(default)]
    pub languages: Vec<String>,
    /// Ids of the plans that are published, in order.
    pub plans: Vec<String>,
    /// The day as of which the portal speaks of passed deadlines.
    pub as_of: Option<toml::value::Datetime>,
    pub operator: Option<String>,
    pub contact: Option<String>,
    pub site_code: Option<String>,
    pub icp: Option<String>,
    pub police: Option<String>,
}

impl Portal {
    /// Reads `portal.toml`; `file` is its path relative to the root.
    pub fn read(file: &str, text: &str) -> Result<Portal, Vec<Diagnostic>> {
        let mut portal: Portal = toml_file::read(file, text).map_err(|diagnostic| vec![*diagnostic])?;
        let mut findings = Vec::new();
        let error =
            |code, value: &str, message: String, hint: &str| toml_file::error(file, text, code, value, message, hint);
        for value in [
            &mut portal.base_url,
            &mut portal.operator,
            &mut portal.contact,
            &mut portal.site_code,
            &mut portal.icp,
            &mut portal.police,
        ] {
            *value = value.take().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        }
        if let Some(url) = &portal.base_url
            && let Err(message) = check_base_url(url)
        {
            findings.push(error("bad-base-url", url, message, "写成 `https://主机名` 或 `https://主机名/路径`"));
        }
        portal.base_url = portal.base_url.map(|url| url.trim_end_matches('/').to_owned());
        if let Some(as_of) = portal.as_of
            && (as_of.date.is_none() || as_of.time.is_some())
        {
            findings.push(error("bad-as-of", "as_of", "as_of 不是日期".to_owned(), "写成 YYYY-MM-DD，不加引号"));
        }
        for (index, id) in portal.plans.iter().enumerate() {
            if portal.plans[..index].contains(id) {
                let message = format!("方案 `{id}` 在 plans 里写了两次");
                findings.push(toml_file::error_at_last(file, text, "repeated-plan", id, message, "每个方案写一次"));
            }
        }
        if findings.is_empty() { Ok(portal) } else { Err(findings) }
    }

    /// The base path: what stands before every address; empty at a domain's root.
    pub fn base_path(&self) -> &str {
        let Some(url) = &self.base_url else { return "" };
        let after_host = url.find("://").map_or(0, |at| at + 3);
        url[after_host..].find('/').map_or("", |at| &url[after_host + at..])
    }

    /// `https://host`; absent without a base URL.
    pub fn origin(&self) -> Option<&str> {
        let url = self.base_url.as_deref()?;
        Some(&url[..url.len() - self.base_path().len()])
    }

    /// Where errors are reported, if the contact is an e-mail address or a web page; a telephone isn't asked.
    pub fn report_address(&self) -> Option<String> {
        let contact = self.contact.as_deref()?;
        let is_one_word = !contact.contains(|c: char| c.is_whitespace() || "<>\"?#".contains(c));
        match contact.split_once('@') {
            _ if !is_one_word => None,
            _ if contact.starts_with("https://") || contact.starts_with("http://") => Some(contact.to_owned()),
            Some((name, host)) if !name.is_empty() && host.contains('.') => Some(format!("mailto:{contact}")),
            _ => None,
        }
    }

    /// The day as of which deadlines have passed: `2026-11-24`.
    pub fn as_of(&self) -> Option<String> {
        self.as_of.and_then(|as_of| as_of.date).map(|date| date.to_string())
    }
}

/// Whether a text is an http(s) address that can stand before every page's address.
pub fn check_base_url(url: &str) -> Result<(), String> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let Some(rest) = rest else { return Err(format!("网址 `{url}` 不以 https:// 或 http:// 开头")) };
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let host_ok = !host.is_empty() && host.chars().all(|c| c.is_ascii_alphanumeric() || "-.:[]".contains(c));
    let path_ok = path.chars().all(|c| c.is_ascii_alphanumeric() || "-._~/".contains(c))
        && !path.contains("//")
        && !path.split('/').any(|s| s == "." || s == "..");
    if host_ok && path_ok { Ok(()) } else { Err(format!("网址 `{url}` 里有不能用的字符")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn portal(url: &str) -> Result<Portal, Vec<Diagnostic>> {
        Portal::read("portal.toml", &format!("title = \"甲\"\nplans = []\nbase_url = \"{url}\"\n"))
    }

    #[test]
    fn errors_are_reported_where_somebody_reads_them() {
        let portal = |contact: &str| {
            Portal::read("portal.toml", &format!("title = \"甲\"\nplans = []\ncontact = \"{contact}\"\n")).unwrap()
        };
        assert_eq!(portal("a@b.gov.cn").report_address().unwrap(), "mailto:a@b.gov.cn");
        assert_eq!(portal("https://b.gov.cn/say").report_address().unwrap(), "https://b.gov.cn/say");
        assert_eq!(portal("027-12345678").report_address(), None);
        assert_eq!(portal("a@b.cn 或来信").report_address(), None);
    }

    #[test]
    fn base_urls_are_cut_into_origin_and_path() {
        let root = portal("https://a.gov.cn/").unwrap();
        assert_eq!((root.origin(), root.base_path()), (Some("https://a.gov.cn"), ""));
        let below = portal("https://a.gov.cn:8443/x/y/").unwrap();
        assert_eq!((below.origin(), below.base_path()), (Some("https://a.gov.cn:8443"), "/x/y"));
        let unset = portal("").unwrap();
        assert_eq!((unset.origin(), unset.base_path()), (None, ""));
        for wrong in ["ftp://a", "https://", "https://a/<b>", "https://a/../b", "a.gov.cn"] {
            assert_eq!(portal(wrong).unwrap_err()[0].code, "bad-base-url", "{wrong}");
        }
    }
}
