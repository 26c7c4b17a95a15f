//! `portal.toml`: what a deployment decides.

use serde::Deserialize;

use crate::diagnostic::{Code, Diagnostic};
use crate::inputs::toml_file;
use crate::text::date::Date;
use crate::text::url::{self, BaseUrl};

/// What a deployment decides. A value that isn't set is not shown.
#[derive(Debug, Clone)]
pub struct Portal {
    /// The site's name.
    pub title: String,
    pub description: String,
    pub base_url: Option<BaseUrl>,
    pub languages: Vec<String>,
    /// Ids of the plans that are published, in order.
    pub plans: Vec<String>,
    /// The day as of which the portal speaks of passed deadlines.
    pub as_of: Option<Date>,
    pub operator: Option<String>,
    pub contact: Option<String>,
    pub site_code: Option<String>,
    pub icp: Option<String>,
    pub police: Option<String>,
    /// The name of the theme: its folder under `themes/`.
    pub theme: String,
}

/// The theme of a portal that names none.
const SHIPPED_THEME: &str = "portal";

/// The file, as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PortalFile {
    title: String,
    #[serde(default)]
    description: String,
    base_url: Option<String>,
    #[serde(default)]
    languages: Vec<String>,
    plans: Vec<String>,
    as_of: Option<toml::value::Datetime>,
    operator: Option<String>,
    contact: Option<String>,
    site_code: Option<String>,
    icp: Option<String>,
    police: Option<String>,
    theme: Option<String>,
}

impl Portal {
    /// Reads `portal.toml`; `file` is its path relative to the root.
    pub fn read(file: &str, text: &str) -> Result<Portal, Vec<Diagnostic>> {
        let written: PortalFile = toml_file::read(file, text).map_err(|diagnostic| vec![*diagnostic])?;
        let mut findings = Vec::new();
        let error =
            |code, value: &str, message: String, hint: &str| toml_file::error(file, text, code, value, message, hint);
        let set = |value: Option<String>| value.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        let base_url = set(written.base_url).and_then(|url| {
            let parsed = BaseUrl::parse(&url).map_err(|message| {
                findings.push(error(Code::BadBaseUrl, &url, message, "写成 `https://主机名` 或 `https://主机名/路径`"));
            });
            parsed.ok()
        });
        let as_of = written.as_of.and_then(Date::of_toml);
        if written.as_of.is_some() && as_of.is_none() {
            findings.push(error(Code::BadAsOf, "as_of", "as_of 不是日期".to_owned(), "写成 YYYY-MM-DD，不加引号"));
        }
        let theme = set(written.theme).unwrap_or_else(|| SHIPPED_THEME.to_owned());
        if !is_folder_name(&theme) {
            let message = format!("主题 `{theme}` 不是 themes/ 下的文件夹名");
            findings.push(error(Code::BadTheme, &theme, message, "只用小写字母、数字、连字符和下划线，不写路径"));
        }
        for (index, id) in written.plans.iter().enumerate() {
            if written.plans[..index].contains(id) {
                let message = format!("方案 `{id}` 在 plans 里写了两次");
                findings.push(toml_file::error_at_last(file, text, Code::RepeatedPlan, id, message, "每个方案写一次"));
            }
        }
        if !findings.is_empty() {
            return Err(findings);
        }
        Ok(Portal {
            title: written.title,
            description: written.description,
            base_url,
            languages: written.languages,
            plans: written.plans,
            as_of,
            operator: set(written.operator),
            contact: set(written.contact),
            site_code: set(written.site_code),
            icp: set(written.icp),
            police: set(written.police),
            theme,
        })
    }

    /// Returns what stands before every address; nothing at a domain's root, or without a base URL.
    pub fn base_path(&self) -> &str {
        self.base_url.as_ref().map_or("", BaseUrl::path)
    }

    /// Returns where errors are reported, if the contact is an e-mail address or a web page; a telephone isn't asked.
    pub fn report_address(&self) -> Option<String> {
        let contact = self.contact.as_deref()?;
        let is_one_word = !contact.contains(|c: char| c.is_whitespace() || "<>\"?#".contains(c));
        match contact.split_once('@') {
            _ if !is_one_word => None,
            _ if contact.contains("://") => url::why_not_web(contact).is_none().then(|| contact.to_owned()),
            Some((name, host)) if !name.is_empty() && host.contains('.') => Some(format!("mailto:{contact}")),
            _ => None,
        }
    }
}

/// Whether a text can name a folder everywhere, and leads nowhere else.
fn is_folder_name(name: &str) -> bool {
    name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_')
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
    fn base_urls_are_parsed_or_refused_where_they_stand() {
        let below = portal("https://a.gov.cn:8443/x/y/").unwrap();
        assert_eq!(below.base_path(), "/x/y");
        assert_eq!(portal("").unwrap().base_url, None);
        let fault = &portal("https://a:99999").unwrap_err()[0];
        assert_eq!(
            (fault.code, fault.place.line, fault.message.as_str()),
            (Code::BadBaseUrl, 3, "网址 `https://a:99999` 端口号写得不对")
        );
    }
}
