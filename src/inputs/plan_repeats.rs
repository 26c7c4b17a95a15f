//! What `plan.toml` says twice and may say once: the address of a domain, a milestone.

use std::collections::BTreeSet;

use super::fields::{Fields, Form, Placed};
use crate::diagnostic::{Code, Diagnostic};

/// Reports two domains of one address, and a milestone that is written twice, given the forms of both.
pub(super) fn report(fields: &Fields, [domain, milestone]: [&'static Form; 2], diagnostics: &mut Vec<Diagnostic>) {
    let mut told = |key, form, of: &dyn Fn(&Fields) -> Option<Placed<String>>, code, message: &str| {
        let mut seen = BTreeSet::new();
        // What else is wrong with them is reported where they are read.
        for table in fields.tables(key, form, &mut Vec::new()) {
            if let Some(value) = of(&table)
                && !seen.insert(value.value)
            {
                diagnostics.push(fields.source().diagnostic(code, value.span, message, "删去一条，或改成不同的"));
            }
        }
    };
    let slug = |table: &Fields| table.text("slug", &mut Vec::new());
    told("domains", domain, &slug, Code::RepeatedSlug, "两个领域用了同一个 slug");
    let printed = |table: &Fields| {
        let unsaid = &mut Vec::new();
        let (year, share) = (table.whole::<u16>("year", unsaid)?.value, table.whole::<u8>("share", unsaid)?.value);
        let words = table.verbatim("printed", unsaid)?;
        Some(Placed { value: format!("{year} {share} {}", words.value), span: words.span })
    };
    told("milestones", milestone, &printed, Code::RepeatedMilestone, "这个年度目标写了两次");
}
