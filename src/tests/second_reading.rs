//! The audit's second reading agrees with the reader: on every document that we have, and on slips in them that `check`
//! lets pass.

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use crate::diagnostic::{Code, Severity};
use crate::emit;
use crate::verify::tests::fixture::SiteFixture;

use super::corpus;
use super::one_in;
use super::support::{Portal, tell};

/// What the second reading reports.
const CODES: [Code; 4] = [Code::RowWithoutTask, Code::MissedTask, Code::InventedTask, Code::WrongFact];

/// Returns what the second reading says of the open data that a portal would publish.
fn disagreements(portal: &Portal, id: &str) -> Vec<String> {
    let mut site = SiteFixture::new();
    for file in [&format!("seeds/{id}/source.txt"), &format!("seeds/{id}/plan.toml"), "seeds/agencies.toml"] {
        site = site.write(file, portal.text(file).as_bytes());
    }
    let files = emit::data::files(&portal.site(), None).unwrap();
    for name in ["plan", "tasks", "agencies"] {
        let file = format!("{id}/data/{name}.json");
        site = site.file(&file, std::str::from_utf8(files.get(&file).unwrap()).unwrap());
    }
    let found = site.report().diagnostics.into_iter().filter(|it| CODES.contains(&it.code));
    let told = |it: crate::Diagnostic| {
        format!("{} {}:{} {} {}", it.code, it.place.file, it.place.line, it.place.text, it.message)
    };
    found.map(told).collect()
}

#[test]
fn both_readings_agree_on_every_document() {
    assert_eq!(disagreements(&Portal::shipped(), "wuhan-2023"), [""; 0]);
    for (name, portal, _) in corpus::drafted() {
        assert_eq!(disagreements(&portal, "p"), [""; 0], "{name}");
    }
}

/// A change of a document: where, how many characters go, and what comes.
fn slips() -> impl Strategy<Value = Vec<(prop::sample::Index, usize, String)>> {
    let insertion = (any::<prop::sample::Index>(), Just(0), corpus::piece());
    let cut = (any::<prop::sample::Index>(), 1usize..30, Just(String::new()));
    prop::collection::vec(prop_oneof![insertion, cut], 1..4)
}

#[test]
fn both_readings_agree_on_slips_that_check_lets_pass() {
    let cases = 64 / one_in(64);
    let (mut passed, mut told) = (0, Vec::new());
    for (name, mut portal, _) in corpus::drafted() {
        let source = portal.text("seeds/p/source.txt");
        // Entries that quote the text would say that it was changed.
        portal = portal.file("seeds/p/plan.toml", "id = \"p\"\ntitle = \"方案\"\n");
        let mut runner = TestRunner::deterministic();
        for _ in 0..cases {
            let slips = slips().new_tree(&mut runner).unwrap().current();
            let mut chars: Vec<char> = source.chars().collect();
            for (at, length, piece) in &slips {
                let at = at.index(chars.len());
                let end = (at + length).min(chars.len());
                chars.splice(at..end, piece.chars());
            }
            portal = portal.file("seeds/p/source.txt", chars.into_iter().collect::<String>());
            if portal.check().diagnostics.iter().any(|it| it.severity() == Severity::Error) {
                continue;
            }
            passed += 1;
            let found = disagreements(&portal, "p");
            if !found.is_empty() {
                told.push(format!("{name} {slips:?}\n  {}", found.join("\n  ")));
            }
        }
    }
    println!("{passed} slips pass");
    assert!(told.is_empty(), "{} of {passed}\n{}", told.len(), told.join("\n"));
}

#[test]
fn what_pages_state_agrees_with_the_source() {
    // One of each kind, where not every document is built.
    let kinds = [
        "06-text",
        "07-two",
        "09-label",
        "13-two",
        "15-title",
        "22-agency",
        "36-names",
        "39-roles-in-cells",
        "99-lists",
        "reform-table",
    ];
    let all = one_in(2) == 1;
    for (name, portal, _) in corpus::drafted() {
        if !all && !kinds.iter().any(|kind| name.contains(kind)) {
            continue;
        }
        let built = portal.build();
        let found: Vec<String> = built.diagnostics.iter().map(tell).collect();
        let wrong = found.iter().filter(|it| CODES.iter().any(|code| it.starts_with(code.name())));
        assert_eq!(wrong.collect::<Vec<_>>(), [""; 0], "{name}");
        // Whatever else is wrong with a document was said before it was built.
        assert!(
            built.out.is_some() || portal.check().diagnostics.iter().any(|it| it.severity() == Severity::Error),
            "{name} {found:#?}"
        );
    }
}
