//! Words of the document that a page quotes, and where they stand.

use serde::Serialize;

use super::inline::{self, Passage};
use super::{Marks, clause_holding, clause_title};
use crate::site::context::{Link, PageContext};
use crate::site::plan_index::PlanIndex;
use crate::text::address;
use crate::text::source::Span;

/// Words of the document.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Quote {
    pub passage: Passage,
    /// The clause that says so.
    pub clause: Link,
    /// An editor's word on it (ours); may be empty.
    pub remark: String,
}

impl PageContext<'_> {
    /// Returns the words of a span with an editor's word on them.
    pub(crate) fn quote(&self, plan: &PlanIndex, span: Span, remark: &str, marks: &mut Marks) -> Quote {
        let clause = clause_holding(plan, span)
            .map(|clause| self.link(clause_title(plan, clause), &address::clause(&plan.id, &clause.id)));
        let passage = inline::passage(plan, &[span], marks);
        Quote { passage, clause: clause.unwrap_or_default(), remark: remark.to_owned() }
    }
}
