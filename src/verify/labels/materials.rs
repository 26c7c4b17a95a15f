//! What became public of a plan's tasks: cases, and how tasks stand; by their day, and by domain.

use std::collections::BTreeSet;

use serde_json::Value;

use super::Known;
use crate::text::date::Date;
use crate::verify::contract;
use crate::verify::derived::{Data, list, text};

/// The kind of a case that an authority published as typical.
const TYPICAL: &str = "typical-case";

impl Known<'_> {
    /// Counts and lists the materials of a plan.
    pub(super) fn materials(&mut self, root: &str, data: &Data) {
        let (plan, tasks) = (&data.plan, list(&data.tasks["tasks"]));
        let all = self.cases;
        self.none(format!("{root}{}", contract::TYPICAL));
        for case in list(&all["cases"]).iter().filter(|case| case["plan"] == plan["id"]) {
            let url = text(&case["url"]);
            if text(&case["kind"]) == TYPICAL {
                self.put(format!("{root}{}", contract::TYPICAL), url.to_owned());
            }
            let own = tasks.iter().filter(|task| list(&case["tasks"]).contains(&task["number"]));
            for task in own.clone() {
                self.put(format!("{url}{}", contract::TASKS_OF), text(&task["url"]).to_owned());
            }
            self.material(root, plan, url, text(&case["published"]), own);
        }
        for task in tasks.iter().filter(|task| !task["progress"].is_null()) {
            let (number, progress) = (&task["number"], &task["progress"]);
            self.put(format!("{root}{}#{}", contract::TASKS, text(&progress["state"])), number.to_string());
            self.material(root, plan, &format!("progress-{number}"), text(&progress["date"]), [task].into_iter());
        }
    }

    fn material<'t>(&mut self, root: &str, plan: &Value, own: &str, day: &str, tasks: impl Iterator<Item = &'t Value>) {
        let organisation = format!("{root}{}", contract::ORGANISATION);
        let Ok(day) = Date::read(day) else { return };
        let is_before = Date::read(text(&plan["signed"])).is_ok_and(|signed| day.is_before(signed));
        let quarter = day.month().map_or(0, |month| (month - 1) / 3 + 1);
        let (year, quarter) = (format!("#{}", day.year()), format!("#{}-{quarter}", day.year()));
        let anchors = if is_before { vec![contract::BEFORE] } else { vec![contract::SINCE, &year, &quarter] };
        for anchor in anchors {
            self.put(format!("{organisation}{anchor}"), own.to_owned());
        }
        for domain in tasks.filter_map(|task| task["domain"].as_str()).collect::<BTreeSet<_>>() {
            self.put(format!("{root}{}{domain}/{}", contract::DOMAINS, contract::MATERIALS), own.to_owned());
        }
    }
}
