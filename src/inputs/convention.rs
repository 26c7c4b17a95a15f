//! What a document may say once of all its lists of agencies.

/// What a convention means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Convention {
    /// The first of a list leads.
    FirstLeads,
    /// Those before the first comma of a list lead.
    BeforeComma,
    /// Those beside whom a sign stands lead.
    MarkedLeads,
    /// Those that it names are in every later task, too.
    Also,
}

impl Convention {
    /// Returns the word that plan.toml has for it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Convention::FirstLeads => "first-leads",
            Convention::BeforeComma => "before-comma-leads",
            Convention::MarkedLeads => "marked-leads",
            Convention::Also => "also",
        }
    }

    /// Returns what that word means, for editors.
    pub(crate) fn meaning(self) -> &'static str {
        match self {
            Convention::FirstLeads => "第一个单位牵头",
            Convention::BeforeComma => "第一个逗号以前的单位牵头",
            Convention::MarkedLeads => "标了记号的单位牵头",
            Convention::Also => "其后各项也由这些单位办",
        }
    }
}
