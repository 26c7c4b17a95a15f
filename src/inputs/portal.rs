//! `portal.toml`: what a deployment decides.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::inputs::fields::{Fields, Form, Placed};
use crate::text::date::Date;
use crate::text::source::Source;
use crate::text::url::{self, BaseUrl};

/// What a deployment decides. A value that isn't set is not shown.
#[derive(Debug, Clone, Hash)]
pub(crate) struct Portal {
    /// The site's name.
    pub title: String,
    pub description: String,
    pub base_url: Option<BaseUrl>,
    pub languages: Vec<String>,
    /// Ids of the plans that are published, in order.
    pub plans: Vec<String>,
    /// The day as of which the portal speaks of passed deadlines.
    pub as_of: Option<Date>,
    /// What readers may ask the search for: examples on the home page.
    pub questions: Vec<String>,
    pub operator: Option<String>,
    pub contact: Option<String>,
    pub site_code: Option<String>,
    pub icp: Option<String>,
    pub police: Option<String>,
    /// The name of the theme: its folder under `themes/`.
    pub theme: String,
    pub places: PortalPlaces,
}

/// The theme of a portal that names none.
const SHIPPED_THEME: &str = "portal";

const FORM: Form = Form {
    keys: &[
        "title",
        "description",
        "base_url",
        "languages",
        "plans",
        "as_of",
        "questions",
        "operator",
        "contact",
        "site_code",
        "icp",
        "police",
        "theme",
    ],
    example: "例如 title = \"某市改革试点方案\"、plans = [\"gaige-2024\"]",
};

/// Where values stand that are checked only when all inputs have been read.
#[derive(Debug, Clone, Hash)]
pub(crate) struct PortalPlaces {
    /// The whole list of plans.
    pub plans: Place,
    /// One a plan.
    pub each_plan: Vec<Place>,
    /// One a language.
    pub languages: Vec<Place>,
    pub theme: Place,
    /// Absent where no contact is set.
    pub contact: Option<Place>,
    /// Absent where no day is set.
    pub as_of: Option<Place>,
}

impl Portal {
    /// Reads `portal.toml`; `file` is its path relative to the root.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub(crate) fn read(file: &str, text: &str) -> Result<Portal, Vec<Diagnostic>> {
        let source = Source::new(file, text);
        let mut diagnostics = Vec::new();
        let fields = Fields::of_file(&source, &FORM, &mut diagnostics);
        let title = fields.text("title", &mut diagnostics);
        let plans = fields.texts("plans", &mut diagnostics);
        let languages = fields.optional("languages", &mut diagnostics, Fields::texts);
        let questions = fields.optional("questions", &mut diagnostics, Fields::texts);
        for question in
            questions.iter().flat_map(|questions| &questions.value).filter(|one| one.value.trim().is_empty())
        {
            let hint = "写一个读者会问的问题，或删去这对引号";
            diagnostics.push(source.diagnostic(Code::NotFilledIn, question.span, "这个问题是空的", hint));
        }
        let as_of = as_of(&fields, &mut diagnostics);
        let base_url = fields.text_if_set("base_url", &mut diagnostics).and_then(|url| {
            let parsed = BaseUrl::parse(&url.value).map_err(|message| {
                let hint = "写成 `https://主机名` 或 `https://主机名/路径`";
                diagnostics.push(source.diagnostic(Code::BadBaseUrl, url.span, message, hint));
            });
            parsed.ok()
        });
        let theme = fields.text_if_set("theme", &mut diagnostics);
        if let Some(theme) = theme.as_ref().filter(|theme| !is_folder_name(&theme.value)) {
            let message = format!("主题 `{}` 不是 themes/ 下的文件夹名", theme.value);
            let hint = "只用小写字母、数字、连字符和下划线，不写路径";
            diagnostics.push(source.diagnostic(Code::BadTheme, theme.span, message, hint));
        }
        let contact = fields.text_if_set("contact", &mut diagnostics);
        let mut set = |key| fields.text_if_set(key, &mut diagnostics).map(|text| text.value);
        let (description, operator) = (set("description"), set("operator"));
        let (site_code, icp, police) = (set("site_code"), set("icp"), set("police"));
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        for plan in plans.iter().flat_map(|plans| &plans.value) {
            let times = seen.entry(&plan.value).or_default();
            *times += 1;
            if *times == 2 {
                let message = format!("方案 `{}` 在 plans 里写了两次", plan.value);
                diagnostics.push(source.diagnostic(Code::RepeatedPlan, plan.span, message, "每个方案写一次"));
            }
        }
        let (Some(title), Some(plans), true) = (title, plans, diagnostics.is_empty()) else { return Err(diagnostics) };
        let [languages, questions] = [languages, questions].map(|list| list.map_or(Vec::new(), |list| list.value));
        let places = |list: &[Placed<String>]| list.iter().map(|one| source.place(one.span)).collect();
        Ok(Portal {
            title: title.value,
            description: description.unwrap_or_default(),
            base_url,
            places: PortalPlaces {
                plans: source.place(plans.span),
                each_plan: places(&plans.value),
                languages: places(&languages),
                theme: theme.as_ref().map_or(Place::file(file), |theme| source.place(theme.span)),
                contact: contact.as_ref().map(|contact| source.place(contact.span)),
                as_of: as_of.as_ref().map(|day| source.place(day.span)),
            },
            languages: languages.into_iter().map(|language| language.value).collect(),
            plans: plans.value.into_iter().map(|plan| plan.value).collect(),
            as_of: as_of.map(|day| day.value),
            questions: questions.into_iter().map(|question| question.value).collect(),
            operator,
            contact: contact.map(|contact| contact.value),
            site_code,
            icp,
            police,
            theme: theme.map_or(SHIPPED_THEME.to_owned(), |theme| theme.value),
        })
    }

    /// Returns what stands before every address; nothing at a domain's root, or without a base URL.
    pub(crate) fn base_path(&self) -> &str {
        self.base_url.as_ref().map_or("", BaseUrl::path)
    }

    /// Returns what a portal with an address of its own doesn't say of itself: who speaks, and whom to tell of errors.
    pub(crate) fn anonymity(&self) -> Vec<Diagnostic> {
        if !self.base_url.as_ref().is_some_and(BaseUrl::is_public) {
            return Vec::new();
        }
        let missing = [
            (&self.operator, Code::NoOperator, "网站要发布，却没有写主办单位（operator）：读者不知道是谁在说话"),
            (&self.contact, Code::NoContact, "网站要发布，却没有写联系方式（contact）：读者发现错误，不知道告诉谁"),
        ];
        let hints = ["在 portal.toml 里写 operator", "在 portal.toml 里写 contact：电子邮箱、网址或电话"];
        let missing = missing.into_iter().zip(hints).filter(|((value, ..), _)| value.is_none());
        missing.map(|((_, code, said), hint)| Diagnostic::new(code, Place::file("portal.toml"), said, hint)).collect()
    }

    /// Returns where errors are reported: the first e-mail address or web page that the contact names; a telephone isn't asked.
    pub(crate) fn report_address(&self) -> Option<String> {
        let contact = self.contact.as_deref()?;
        let web = ["https://", "http://"].iter().find_map(|scheme| contact.find(scheme)).map(|at| &contact[at..]);
        let ends = |c: char| c.is_whitespace() || "，。；、（）()<>\"".contains(c);
        let page = web.and_then(|page| page.split(ends).next()).filter(|page| url::why_not_web(page).is_none());
        let is_of_address = |c: char| c.is_ascii_alphanumeric() || "._%+-@".contains(c);
        let email = contact.split(|c| !is_of_address(c)).map(|word| word.trim_end_matches('.')).find(|word| {
            let parts = word.split_once('@');
            parts.is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !host.contains('@'))
        });
        page.map(str::to_owned).or_else(|| Some(format!("mailto:{}", email?)))
    }
}

/// Reads the day as of which the portal speaks.
fn as_of(fields: &Fields, diagnostics: &mut Vec<Diagnostic>) -> Option<Placed<Date>> {
    let mut found = Vec::new();
    let day = fields.optional("as_of", &mut found, Fields::day);
    diagnostics.extend(found.into_iter().map(|diagnostic| Diagnostic { code: Code::BadAsOf, ..diagnostic }));
    day
}

/// Checks whether a text can name a folder everywhere, and leads nowhere else.
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
        for contact in ["a@b.cn 或来信", "电话：027-1，邮箱：a@b.cn，地址：某路1号", "mailto:a@b.cn", "a@b.cn。"]
        {
            assert_eq!(portal(contact).report_address().unwrap(), "mailto:a@b.cn", "{contact}");
        }
        assert_eq!(portal("https://a.cn/x，电话027-1").report_address().unwrap(), "https://a.cn/x");
        assert_eq!(portal("某路1号 @某人").report_address(), None);
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
