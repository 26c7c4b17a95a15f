//! Positions: of a task, a domain, a member among those of its plan.

use oxc_index::define_index_type;

define_index_type! {
    /// A domain among a plan's domains.
    pub struct DomainIndex = u32;
}

define_index_type! {
    /// A task among a plan's tasks.
    pub struct TaskIndex = u32;
}

define_index_type! {
    /// A member among a plan's members.
    pub struct MemberIndex = u32;
}
