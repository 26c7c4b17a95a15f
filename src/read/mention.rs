//! An agency as a list names it, and what its name says of its role.

use crate::inputs::registry::{AgencyIndex, folded, without_definition};
use crate::text::role_class::RoleClass;
use crate::text::source::Span;

/// An agency as a list names it.
#[derive(Debug, Clone, Hash)]
pub(crate) struct Mention {
    /// What stands before it, as printed: its separator.
    pub before: Span,
    pub span: Span,
    /// What follows it and is no part of its name: 等有关部门, a note in brackets.
    pub after: Span,
    /// As read, a defining bracket included.
    pub form: String,
    /// The name that the form stands for; absent where it is none.
    pub name: Option<String>,
    /// Whether the name begins or ends with what only another of the list prints.
    pub is_carried: bool,
    /// Whether a convention gives it the lead, whatever role its list has.
    pub leads: bool,
    /// A sign beside it, such as `*`.
    pub sign: Option<char>,
    /// What a bracket beside it says of its role.
    pub mark: Option<RoleMark>,
    /// Its place in the registry; absent where nobody has been found or added yet.
    pub agency: Option<AgencyIndex>,
    /// Whether `form` is another form than the canonical name.
    pub is_alias: bool,
}

impl Mention {
    /// Says which agency is meant.
    pub(crate) fn resolve(&mut self, agency: AgencyIndex, canonical: &str) {
        self.agency = Some(agency);
        self.is_alias = folded(without_definition(&self.form)) != folded(canonical);
    }
}

/// What a bracket beside a name says of its role.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum RoleMark {
    /// The role's word, in a bracket before the name or behind it.
    Role { role: RoleName, is_before: bool },
    /// It speaks of roles, and nobody knows how.
    Unclear,
}

/// How a document calls a role, and what that makes those who have it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct RoleName {
    pub class: RoleClass,
    /// The document's own word, white space left out.
    pub word: String,
}
