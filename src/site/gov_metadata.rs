//! What government sites are expected to say of themselves, and what this portal has set of it.

use crate::inputs::portal::Portal;
use crate::read::Plan;
use crate::text::date::Date;

/// One expectation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Expectation {
    /// `网站标识码（SiteIDCode）`
    pub name: String,
    /// The value; `None`: not set, so no page shows it.
    pub value: Option<String>,
    /// Where it would be set: `portal.toml` and `site_code`.
    pub file: String,
    pub key: &'static str,
}

/// Returns every expectation of the portal, then those of each plan in the order of its document card.
pub(crate) fn expectations(portal: Option<&Portal>, plans: &[Plan]) -> Vec<Expectation> {
    let mut all = Vec::new();
    if let Some(portal) = portal {
        let languages = (!portal.languages.is_empty()).then(|| portal.languages.join("、"));
        let of_portal = [
            ("网站名称（SiteName）", Some(portal.title.clone()).filter(|title| !title.is_empty()), "title"),
            ("网站域名（SiteDomain）", portal.base_url.as_ref().map(|url| url.origin().to_owned()), "base_url"),
            ("网站标识码（SiteIDCode）", portal.site_code.clone(), "site_code"),
            ("主办单位", portal.operator.clone(), "operator"),
            ("联系方式", portal.contact.clone(), "contact"),
            ("ICP 备案号", portal.icp.clone(), "icp"),
            ("公安备案号", portal.police.clone(), "police"),
            ("网站说明", Some(portal.description.clone()).filter(|text| !text.is_empty()), "description"),
            ("页面语言", languages, "languages"),
        ];
        all.extend(of_portal.map(|(name, value, key)| Expectation {
            name: name.to_owned(),
            value,
            file: "portal.toml".to_owned(),
            key,
        }));
    }
    for plan in plans {
        let file = plan.source().file().replace("source.txt", "plan.toml");
        let text = |date: Option<Date>| date.map(|date| date.to_string());
        let of_plan = [
            ("索引号", plan.index_number.clone(), "index_number"),
            ("发文机构（ContentSource）", plan.issuer().map(str::to_owned), "issuer"),
            ("发文字号", plan.document_number.clone(), "document_number"),
            ("主题分类", plan.subject.clone(), "subject"),
            ("成文日期", text(plan.signed), "signed"),
            ("发布日期（PubDate）", text(plan.published.or(plan.printed)), "published"),
            ("有效性", plan.validity.clone(), "validity"),
        ];
        all.extend(of_plan.map(|(name, value, key)| Expectation {
            name: format!("{}：{name}", plan.id),
            value,
            file: file.clone(),
            key,
        }));
    }
    all
}

impl Expectation {
    /// Returns one line for people.
    pub(crate) fn line(&self) -> String {
        match &self.value {
            Some(value) => format!("  有　{}：{value}", self.name),
            None => format!("  无　{}（{} 的 {}）", self.name, self.file, self.key),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_set_is_said_with_its_place() {
        let portal = Portal::read("portal.toml", "title = \"甲\"\nplans = []\nsite_code = \"4201000001\"\n").unwrap();
        let all = expectations(Some(&portal), &[]);
        let code = all.iter().find(|one| one.key == "site_code").unwrap();
        assert_eq!(code.line(), "  有　网站标识码（SiteIDCode）：4201000001");
        let icp = all.iter().find(|one| one.key == "icp").unwrap();
        assert_eq!(icp.line(), "  无　ICP 备案号（portal.toml 的 icp）");
    }
}
