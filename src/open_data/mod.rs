//! The format of the open data: its files, and the JSON Schemas that explain every field of them.
//!
//! It knows nothing of how a site is made: `emit::data` fills the files, pages and `verify` find them here.

mod files;
mod schema;

pub use files::{AGENCIES, CALENDAR, CASES, FOLDER, PLAN, PlanFile, SOURCE, TASK_TABLE, TASKS, folder};
pub use schema::{Field, SCHEMAS, Schema};
