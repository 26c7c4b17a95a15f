//! What `check` passes, `build` publishes.

use std::sync::Mutex;

use crate::faults;
use crate::support::{Portal, tell};

/// Builds at a time.
const BUILDERS: usize = 2;

#[test]
fn what_check_passes_build_publishes() {
    let portals = faults::fixtures().into_iter().map(|(path, text)| {
        let changes = text.split("=== expect\n").next().unwrap_or_default();
        (path.to_string(), faults::portal(&path, changes))
    });
    let passed: Vec<(String, Portal)> =
        portals.filter(|(_, portal)| !has_errors(&portal.check().diagnostics)).collect();
    assert!(passed.len() > 20, "only {} fixtures have no error", passed.len());
    let queue = Mutex::new(passed);
    let broken = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..BUILDERS {
            scope.spawn(|| {
                while let Some((name, portal)) = next(&queue) {
                    let built = portal.build();
                    if built.out.is_none() {
                        broken.lock().unwrap().push((name, built.diagnostics.iter().map(tell).collect::<Vec<_>>()));
                    }
                }
            });
        }
    });
    let broken = broken.into_inner().unwrap();
    assert!(broken.is_empty(), "{broken:#?}");
}

/// Takes one of the portals that are still to be built.
fn next(queue: &Mutex<Vec<(String, Portal)>>) -> Option<(String, Portal)> {
    queue.lock().unwrap().pop()
}

fn has_errors(diagnostics: &[policy_portal::Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity() == policy_portal::Severity::Error)
}
