//! How an agency is reached, as somebody found it published.

use crate::diagnostic::{Code, Diagnostic};
use crate::inputs::fields::{Fields, Form, Placed};
use crate::inputs::link::WrittenLink;
use crate::text::date::Date;
use crate::text::url;

const CONTACT: Form = Form {
    keys: &["value", "source", "date"],
    example: "写成 { value = \"027-12345678\", source = \"https://……\", date = 2026-11-24 }：内容、从哪个网页查到、哪一天查到",
};

/// A way to reach an agency, with where and when an editor found it.
#[derive(Debug, Clone, Hash)]
pub(crate) struct Contact {
    pub value: String,
    /// The address of the page that says so.
    pub source: String,
    /// The day on which it did.
    pub date: Date,
    /// The web addresses among these.
    pub links: Vec<WrittenLink>,
}

/// Reads a way to reach an agency, if it is set.
pub(super) fn read(agency: &Fields, key: &str, diagnostics: &mut Vec<Diagnostic>) -> Option<Contact> {
    let fields = agency.table(key, &CONTACT, diagnostics)?;
    let (value, source) = (fields.verbatim("value", diagnostics), fields.verbatim("source", diagnostics));
    let mut refuse = |at: &Placed<String>, fault: Option<&str>| {
        if let Some(fault) = fault {
            let message = format!("{key} 不能用：{fault}");
            diagnostics.push(fields.source().diagnostic(Code::BadContact, at.span, message, CONTACT.example));
        }
    };
    if let Some(value) = &value {
        let text = value.value.as_str();
        let is_number = text.chars().all(|c| c.is_ascii_digit() || "+-()（） 转、".contains(c));
        refuse(
            value,
            match key {
                _ if text.trim().is_empty() => Some("还没有填写"),
                "site" => url::why_not_web(text),
                "telephone" if !is_number => Some("电话里有不是号码的字"),
                _ => None,
            },
        );
    }
    if let Some(source) = &source {
        refuse(source, url::why_not_web(&source.value));
    }
    let date = fields.day("date", diagnostics);
    let (value, source, date) = (value?, source?, date?.value);
    let addresses = std::iter::once(&source).chain(Some(&value).filter(|_| key == "site"));
    let link = |text: &Placed<String>| WrittenLink::of_setting(&text.value, fields.source().place(text.span));
    Some(Contact { links: addresses.map(link).collect(), value: value.value, source: source.value, date })
}
