//! Integration tests, all in one program: linking is what costs time. They know the crate's front page and the program;
//! what looks inside is a unit test.

#![forbid(unsafe_code)]

mod browser_support;
mod build;
mod changes;
mod conventions;
mod deadlines;
mod editor_workflow;
mod escaping;
mod faults;
mod guide;
mod licences;
mod lineage;
mod metadata;
mod new_agencies;
mod office_files;
mod places;
mod program;
mod promise;
mod relations;
mod roles;
mod seal;
mod serve;
mod shipped_plan;
mod styles;
mod subscriptions;
#[path = "../support/mod.rs"]
mod support;
mod theme;
mod tidy;
