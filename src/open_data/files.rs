//! The one table of the open data's files: where each lies in a finished site, and what it is.

/// A file that a plan publishes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PlanDataFile {
    /// Below the plan's folder.
    path: &'static str,
    pub media_type: &'static str,
}

impl PlanDataFile {
    /// Returns the file's path in the site of a plan with this id, such as `shi-2023/data/plan.json`.
    pub(crate) fn path(self, plan: &str) -> String {
        format!("{plan}/{}", self.path)
    }

    /// Returns the file's address from the site's root.
    pub(crate) fn address(self, plan: &str) -> String {
        format!("/{plan}/{}", self.path)
    }

    /// Returns the file's own name, such as `plan.json`.
    pub(crate) fn name(self) -> &'static str {
        self.path.rsplit('/').next().unwrap_or(self.path)
    }
}

/// The document, its clauses, goals, domains, members and corrections.
pub(crate) const PLAN: PlanDataFile = PlanDataFile { path: "data/plan.json", media_type: "application/json" };

/// All tasks.
pub(crate) const TASKS: PlanDataFile = PlanDataFile { path: "data/tasks.json", media_type: "application/json" };

/// All tasks as a table for programs, one row a part.
pub(crate) const TASK_TABLE: PlanDataFile = PlanDataFile { path: "data/tasks.csv", media_type: "text/csv" };

/// The same table for people, whose spreadsheet programs change nothing in it.
pub(crate) const TASK_WORKBOOK: PlanDataFile = PlanDataFile {
    path: "data/tasks.xlsx",
    media_type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

/// The longest text of a workbook's cell, in units of UTF-16.
pub(crate) const LONGEST_CELL: usize = 32_767;

/// The agencies that a plan names.
pub(crate) const AGENCIES: PlanDataFile = PlanDataFile { path: "data/agencies.json", media_type: "application/json" };

/// The official text, byte for byte.
pub(crate) const SOURCE: PlanDataFile = PlanDataFile { path: "data/source.txt", media_type: "text/plain" };

/// The deadlines as a calendar; only where a plan has some.
pub(crate) const CALENDAR: PlanDataFile = PlanDataFile { path: "deadlines.ics", media_type: "text/calendar" };

/// The path in the site of the typical cases and published facts of all plans.
pub(crate) const CASES: &str = "data/cases.json";

/// The folder of what belongs to no plan.
pub(crate) const FOLDER: &str = "data";

/// Returns the paths of all files that a plan publishes.
pub(crate) fn paths(plan: &str, has_calendar: bool) -> impl Iterator<Item = String> {
    let calendar = has_calendar.then_some(CALENDAR);
    [PLAN, TASKS, TASK_TABLE, TASK_WORKBOOK, AGENCIES, SOURCE]
        .into_iter()
        .chain(calendar)
        .map(move |file| file.path(plan))
}

/// Returns the folder of a plan's data.
pub(crate) fn folder(plan: &str) -> String {
    format!("{plan}/data")
}
