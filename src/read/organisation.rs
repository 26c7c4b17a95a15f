//! Whom the document puts in charge: what `plan.toml` quotes of it, each found where it says.

use oxc_index::IndexSlice;

use super::corrections::{find_once, lines};
use super::{Domain, DomainIndex};
use crate::diagnostic::{Code, Diagnostic};
use crate::inputs::organisation::{GroupEntry, OrganisationEntry, QuoteEntry, TierEntry};
use crate::inputs::plan_file::PlanFile;
use crate::text::numeral;
use crate::text::source::{Source, Span};

/// The document's own frame for its work.
#[derive(Debug, Clone, Hash)]
pub(crate) struct Organisation {
    /// What it says of the whole.
    pub whole: Span,
    /// From the top down.
    pub tiers: Vec<Tier>,
    /// How often it wants to be told how the tasks stand.
    pub rhythm: Option<Rhythm>,
}

/// How often it wants to be told.
#[derive(Debug, Clone, Hash)]
pub(crate) struct Rhythm {
    pub span: Span,
    /// The editor's own word; may be empty.
    pub remark: String,
}

/// A body, or several of one rank.
#[derive(Debug, Clone, Hash)]
pub(crate) struct Tier {
    pub name: String,
    pub span: Span,
    /// The editor's own word; may be empty.
    pub remark: String,
    pub groups: Vec<Group>,
}

/// A group by its own name, and the domain that it works on.
#[derive(Debug, Clone, Hash)]
pub(crate) struct Group {
    pub span: Span,
    pub domain: DomainIndex,
}

/// Returns what `plan.toml` says of it; nothing where one of its quotations isn't in the text.
pub(super) fn organisation(
    source: &Source,
    file: &PlanFile,
    domains: &IndexSlice<DomainIndex, [Domain]>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Organisation> {
    let OrganisationEntry { whole, tiers, rhythm } = file.organisation.as_ref()?;
    let mut reader = GroupReader { source, domains, diagnostics };
    let whole = reader.quote(whole, "plan.toml 的 [organisation]");
    let read: Vec<Option<Tier>> =
        tiers.iter().enumerate().map(|(index, entry)| reader.tier(index + 1, entry)).collect();
    let rhythm = rhythm.as_ref().and_then(|entry| {
        let span = reader.quote(&entry.quote, "plan.toml 的 [organisation.rhythm]")?;
        Some(Rhythm { span, remark: entry.remark.clone() })
    });
    Some(Organisation { whole: whole?, tiers: read.into_iter().collect::<Option<_>>()?, rhythm })
}

struct GroupReader<'a> {
    source: &'a Source,
    domains: &'a IndexSlice<DomainIndex, [Domain]>,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl GroupReader<'_> {
    fn quote(&mut self, entry: &QuoteEntry, name: &str) -> Option<Span> {
        let lines = lines(self.source, entry.lines)?;
        find_once(self.source, lines, &entry.printed, name, self.diagnostics)
    }

    fn tier(&mut self, number: usize, entry: &TierEntry) -> Option<Tier> {
        let name = format!("plan.toml 的第 {number} 个 [[organisation.tiers]]");
        let span = self.quote(&entry.quote, &name)?;
        if !entry.quote.printed.contains(&entry.name) {
            let message = format!("这里没有 `{}` 这几个字", entry.name);
            let hint = format!("{name} 的 name 照 printed 里的写");
            self.diagnostics.push(self.source.diagnostic(Code::EntryNotFound, span, message, hint));
        }
        let listed = entry.groups.len();
        let counted = printed_count(&entry.quote.printed).filter(|&counted| listed > 0 && counted != listed);
        if let Some(counted) = counted {
            let message = format!("这里写 {counted} 个，{name} 列了 {listed} 个");
            let hint = format!("请核对 {name} 的 groups：是否漏了或多了一个");
            self.diagnostics.push(self.source.diagnostic(Code::TotalMismatch, span, message, hint));
        }
        let groups: Vec<Option<Group>> =
            entry.groups.iter().map(|group| self.group(&entry.quote, group, &name)).collect();
        let groups = groups.into_iter().collect::<Option<_>>()?;
        Some(Tier { name: entry.name.clone(), span, remark: entry.remark.clone(), groups })
    }

    fn group(&mut self, tier: &QuoteEntry, entry: &GroupEntry, name: &str) -> Option<Group> {
        let quote = QuoteEntry { lines: tier.lines, printed: entry.printed.clone() };
        let span = self.quote(&quote, &format!("{name} 的 groups"))?;
        let Some(domain) = self.domains.position(|domain| domain.slug == entry.domain) else {
            let message = format!("`{}` 的 domain 写的是 `{}`，plan.toml 里没有这个领域", entry.printed, entry.domain);
            let hint = format!("{name} 的 domain 写某个 [[domains]] 的 slug");
            self.diagnostics.push(self.source.diagnostic(Code::UnknownDomain, span, message, hint));
            return None;
        };
        Some(Group { span, domain })
    }
}

/// Returns the number before the first 个 of a text: `7个专项工作组`, `七个专项工作组`.
fn printed_count(text: &str) -> Option<usize> {
    let before = text.split_once('个')?.0;
    let start = before.rfind(|c: char| !c.is_ascii_digit() && !numeral::is_numeral(c));
    let number = start.map_or(before, |at| &before[at + before[at..].chars().next().map_or(0, char::len_utf8)..]);
    number.parse().ok().or_else(|| numeral::value(number)?.try_into().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_stands_before_its_measure_word() {
        assert_eq!(printed_count("“花园”“果园”2个平台工作组"), Some(2));
        assert_eq!(printed_count("下设七个专项工作组"), Some(7));
        assert_eq!((printed_count("若干个组"), printed_count("工作专班")), (None, None));
    }
}
