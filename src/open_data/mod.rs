//! The format of the open data: its files, what stands in them, and the JSON Schemas that explain every field.
//!
//! The structs are the one shape: `emit::data` fills them, `diff` reads them back, and the schemas are derived from
//! them. A field's doc comment is its description in the schema and on the data page, so it is Chinese; one that begins
//! with 【本站整理】 marks a field that the site adds. Editions stay comparable where a field added later has
//! `#[serde(default)]`: the schema requires it all the same.

mod agencies;
mod cases;
mod files;
mod plan;
mod schema;
mod tasks;

pub(crate) use agencies::{AgencyList, AgencyRecord};
pub(crate) use cases::{CaseList, CaseRecord};
pub(crate) use files::{
    AGENCIES, CALENDAR, CASES, FOLDER, LONGEST_CELL, PLAN, PlanDataFile, SOURCE, TASK_TABLE, TASK_WORKBOOK, TASKS,
    folder, paths,
};
pub(crate) use plan::{
    ClauseRecord, CorrectionRecord, DomainRecord, ForebearRecord, MemberRecord, MilestoneRecord, PlanRecord,
    SourceRecord, TableRecord, WordsRecord,
};
pub(crate) use schema::{Field, SCHEMAS, Schema};
pub(crate) use tasks::{
    AnswerRecord, ExtraRecord, PartRecord, PlaceKind, PlaceRecord, PrintedCells, ProgressRecord, RoleRecord, TaskList,
    TaskRecord,
};

/// An id, as it stands in addresses.
const SLUG: &str = "^[a-z0-9-]+$";

/// `2023-12-31`
const DATE: &str = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";

/// `2024`, `2024-12`, `2024-36` for the last quarter, `2024-12-31`, `2025/2027`
const DEADLINE: &str = "^[0-9]{4}(-(0[1-9]|1[0-2]|3[3-6])|-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])|/[0-9]{4})?$";
