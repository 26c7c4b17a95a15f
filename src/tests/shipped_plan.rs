//! What the shipped plan is known to hold, told by the check's model.

use super::corpus::lost;
use super::support::repository;
use crate::build;
use crate::text::date::Date;

#[test]
fn nothing_is_found_and_nothing_is_lost() {
    let reading = build::read(repository()).unwrap();
    assert_eq!(reading.diagnostics, []);
    let [plan] = &reading.plans[..] else { panic!("one plan") };
    assert_eq!(lost(&plan.document), "");
    assert_eq!((plan.tasks.len(), plan.members.len(), plan.clauses.len(), plan.domains.len()), (90, 57, 18, 9));
    assert_eq!(plan.tasks.iter().map(|task| task.parts.len()).sum::<usize>(), 92);
    // The head and the imprint.
    assert_eq!(plan.issuer(), Some("武汉市人民政府办公厅"));
    assert_eq!(plan.document_number.as_deref(), Some("武政办〔2023〕84号"));
    assert_eq!((plan.signed, plan.printed), (Date::of_day(2023, 8, 21), Date::of_day(2023, 8, 23)));
}
