//! What is known of a document as a whole.

use serde::Serialize;

use crate::read::Plan;
use crate::site::context::PageContext;

/// A field of the document card: 发文机构 …; fields that the source lacks are left out.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct CardField {
    pub label: String,
    pub value: String,
    /// Where the open data say it: `P/signed`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fact: Option<String>,
}

impl PageContext<'_> {
    /// Returns the document card, in the order of the municipal gazette's own.
    pub(crate) fn card(&self, plan: &Plan) -> Vec<CardField> {
        let fields = [
            ("card_index", plan.index_number.clone()),
            ("card_issuer", plan.issuer().map(str::to_owned)),
            ("card_number", plan.document_number.clone()),
            ("card_subject", plan.subject.clone()),
            ("card_signed", plan.signed.map(|date| self.date(date))),
            ("card_printed", plan.printed.map(|date| self.date(date))),
            ("card_published", plan.published.map(|date| self.date(date))),
            ("card_validity", plan.validity.clone()),
        ];
        fields.into_iter().filter_map(|(key, value)| Some(self.card_field(plan, key, value?))).collect()
    }

    /// Returns what tells a document from others in a list: who issued it, its number, its day.
    pub(crate) fn short_card(&self, plan: &Plan) -> Vec<CardField> {
        let fields = [
            ("card_issuer", plan.issuer().map(str::to_owned)),
            ("card_number", plan.document_number.clone()),
            ("card_signed", plan.signed.map(|date| self.date(date))),
        ];
        fields.into_iter().filter_map(|(key, value)| Some(self.card_field(plan, key, value?))).collect()
    }

    fn card_field(&self, plan: &Plan, key: &str, value: String) -> CardField {
        let name = match key {
            "card_issuer" => Some("issuer"),
            "card_number" => Some("document_number"),
            "card_signed" => Some("signed"),
            "card_printed" => Some("printed"),
            _ => None,
        };
        CardField { label: self.word(key), value, fact: name.map(|name| format!("{}/{name}", plan.id)) }
    }
}
