//! Integration tests, all in one program: linking is what costs time.

#![forbid(unsafe_code)]

mod browser_support;
mod build;
mod content;
mod corpus;
mod data;
mod editor_workflow;
mod escaping;
mod faults;
mod guide;
mod metadata;
mod mutants;
mod other_plan;
mod page_size;
mod portal;
mod promise;
mod publish;
mod roles;
mod search;
mod serve;
mod sheets;
mod shipped_plan;
mod styles;
mod theme;
mod tidy;
mod verify_site;
mod words;
mod zola;
