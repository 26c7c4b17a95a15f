//! The open data, explained field by field.

use itertools::Itertools as _;
use serde::Serialize;

use crate::inputs::catalogue::Catalogue;
use crate::open_data;
use crate::site::context::PageContext;
use crate::site::filled::Filled;
use crate::site::href::Href;
use crate::site::pieces::{Phrase, plan_heading};
use crate::site::plan_index::PlanIndex;
use crate::text::english::{self, LangSpan};

/// `/data/`
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct DataPage {
    pub plans: Vec<DataOfPlan>,
    /// Files of the whole portal.
    pub files: Vec<DataFile>,
    /// The field dictionary: one table a schema.
    pub dictionaries: Vec<Dictionary>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct DataOfPlan {
    pub title: String,
    pub heading: Vec<Phrase>,
    pub files: Vec<DataFile>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct DataFile {
    pub name: String,
    pub href: Href,
    pub description: Vec<LangSpan>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Dictionary {
    pub title: String,
    pub schema_href: Href,
    pub fields: Vec<DictionaryField>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct DictionaryField {
    /// `tasks[].parts[].printed.text`
    pub path: String,
    pub type_label: String,
    pub description: Vec<LangSpan>,
    /// Whether the field is the portal's and not the document's.
    pub ours: bool,
}

pub(crate) fn page(context: &PageContext) -> Filled<DataPage> {
    let file = |address: String, description: &str| DataFile {
        name: address.rsplit('/').next().unwrap_or_default().to_owned(),
        href: context.href(&address),
        description: english::split_by_language(description),
    };
    let of_plan = |plan: &PlanIndex| DataOfPlan {
        title: plan.title.clone(),
        heading: plan_heading(plan),
        files: [
            (open_data::PLAN, "data_plan"),
            (open_data::TASKS, "data_tasks"),
            (open_data::TASK_WORKBOOK, "data_tasks_xlsx"),
            (open_data::TASK_TABLE, "data_tasks_csv"),
            (open_data::AGENCIES, "data_agencies"),
            (open_data::SOURCE, "data_source"),
        ]
        .into_iter()
        .map(|(of_plan, key)| file(of_plan.address(&plan.id), context.words.get(key)))
        .collect(),
    };
    let mut files = vec![file(format!("/{}", open_data::CASES), context.words.get("data_cases"))];
    files.extend(open_data::SCHEMAS.iter().map(|schema| {
        let description = context.words.fill("data_schema", &[("name", &format!("{}.json", schema.name))]);
        file(schema.address(), &description)
    }));
    let view = DataPage {
        plans: context.plans.iter().copied().map(of_plan).collect(),
        files,
        dictionaries: open_data::SCHEMAS.iter().map(|schema| dictionary(context, schema)).collect(),
    };
    Filled::new(context.word("nav_data"), context.word("about_data"), view)
}

/// Returns a schema's fields in the site's words.
fn dictionary(context: &PageContext, schema: &open_data::Schema) -> Dictionary {
    let (title, fields) = schema.fields();
    let field = |field: open_data::Field| DictionaryField {
        path: field.path,
        type_label: type_label(&field.types, context.words),
        description: english::split_by_language(&field.description),
        ours: field.is_ours,
    };
    let fields = fields.into_iter().map(field).collect();
    Dictionary { title, schema_href: context.href(&schema.address()), fields }
}

/// Names the types of a field; a word of a list is text.
fn type_label(types: &[String], words: &Catalogue) -> String {
    let label = |name: &String| {
        words.get(match name.as_str() {
            "integer" | "number" => "type_number",
            "boolean" => "type_boolean",
            "array" => "type_array",
            "object" => "type_object",
            "null" => "type_null",
            _ => "type_string",
        })
    };
    if types.is_empty() { words.get("type_string").to_owned() } else { types.iter().map(label).join("或") }
}
