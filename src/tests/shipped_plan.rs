//! What the shipped plan is known to hold, told by the check's model.

use std::collections::BTreeSet;

use super::corpus::lost;
use super::support::{Portal, repository, shipped};
use crate::diagnostic::Code;
use crate::inputs::agency_kind::AgencyKind;
use crate::pipeline;
use crate::text::date::Date;
use crate::verify;

#[test]
fn nothing_is_found_and_nothing_is_lost() {
    let reading = pipeline::read(repository()).unwrap();
    // Whose address it is going to have, only who publishes it knows.
    assert_eq!(reading.diagnostics.iter().map(|one| one.code).collect::<Vec<_>>(), [Code::NoBaseUrl]);
    let [plan] = &reading.plans[..] else { panic!("one plan") };
    assert_eq!(lost(&plan.document), "");
    assert_eq!((plan.tasks.len(), plan.members.len(), plan.clauses.len(), plan.domains.len()), (90, 57, 18, 9));
    assert_eq!(plan.tasks.iter().map(|task| task.parts.len()).sum::<usize>(), 92);
    // The head and the imprint.
    assert_eq!(plan.issuer(), Some("武汉市人民政府办公厅"));
    assert_eq!(plan.document_number.as_deref(), Some("武政办〔2023〕84号"));
    assert_eq!((plan.signed, plan.printed), (Date::of_day(2023, 8, 21), Date::of_day(2023, 8, 23)));
}

#[test]
fn a_fault_of_one_file_is_found_there_alone() {
    // What the others say of names and plans that nobody knows any more is no fault of theirs.
    let (agencies, plan) = ("seeds/agencies.toml", "seeds/wuhan-2023/plan.toml");
    let faults: [(&str, &str, &str); 8] = [
        (agencies, "kind = \"municipal\"", "kind = \"市级部门\""),
        (agencies, "\nname = \"", "\nname = 5 #"),
        (agencies, "\nid = \"", "\n#id = \""),
        (agencies, "\n[[agencies]]", "\n[[agencies]"),
        (agencies, "\n[[agencies]]", "\n[agencies]"),
        (plan, "\n[[aliases]]", "\n[[aliases]"),
        (plan, "id = \"wuhan-2023\"", "id = \"wuhan-2023\"\nnonsense = 1"),
        ("portal.toml", "title = ", "titel = "),
    ];
    for (file, text, fault) in faults {
        let portal = Portal::shipped();
        let changed = portal.text(file).replacen(text, fault, 1);
        let portal = portal.file(file, changed);
        let mut found = portal.read().diagnostics;
        found.retain(|diagnostic| diagnostic.code != Code::NoBaseUrl);
        let elsewhere: Vec<_> = found.iter().filter(|diagnostic| diagnostic.place.file != file).collect();
        assert!(!found.is_empty() && elsewhere.is_empty(), "{fault}: {elsewhere:#?}");
    }
}

#[test]
fn the_topic_of_districts_and_zones_holds_all_their_tasks() {
    let site = Portal::shipped().site();
    let [plan] = &site.plans[..] else { panic!("one plan") };
    let is_local = |kind| matches!(kind, AgencyKind::District | AgencyKind::Zone);
    let theirs = plan.agencies.iter().filter(|role| is_local(role.agency.kind));
    let theirs = theirs.flat_map(|role| role.tasks().into_iter().chain(role.through_groups.clone()));
    let theirs: BTreeSet<u32> = theirs.map(|task| plan.tasks[task].number).collect();
    let topic = site.content.topics.iter().find(|topic| topic.slug == "parks-districts").unwrap();
    assert_eq!(topic.tasks.iter().map(|task| task.number).collect::<BTreeSet<_>>(), theirs);
}

#[test]
fn ends_of_lines_are_no_part_of_the_text() {
    let lf = Portal::shipped();
    let mut crlf = Portal::shipped();
    for file in ["seeds/wuhan-2023/source.txt", "seeds/wuhan-2023/plan.toml", "seeds/agencies.toml", "portal.toml"] {
        let text = lf.text(file).replace('\n', "\r\n");
        crlf = crlf.file(file, text);
    }
    assert_eq!(crlf.diagnostics(), lf.diagnostics());
    let staged = crlf.staged();
    assert!(staged == lf.staged());
    let published = staged.get("static/wuhan-2023/data/source.txt").unwrap();
    assert_eq!(published, lf.text("seeds/wuhan-2023/source.txt").as_bytes());
    let report = verify::verify(crlf.root(), &shipped().path("public")).unwrap();
    assert_eq!(report.diagnostics, []);
}
