//! Permanent addresses, from the site's root.

/// A plan's page or file: `plan("wuhan-2023", "tasks/7/")`.
pub fn plan(id: &str, path: &str) -> String {
    format!("/{id}/{path}")
}

pub fn case(slug: &str) -> String {
    format!("/cases/{slug}/")
}

pub fn topic(slug: &str) -> String {
    format!("/topics/{slug}/")
}

pub fn task(plan: &str, number: u32) -> String {
    format!("/{plan}/tasks/{number}/")
}

pub fn domain(plan: &str, slug: &str) -> String {
    format!("/{plan}/domains/{slug}/")
}

pub fn agency(plan: &str, id: &str) -> String {
    format!("/{plan}/agencies/{id}/")
}

pub fn deadline(plan: &str, id: &str) -> String {
    format!("/{plan}/deadlines/{id}/")
}

pub fn clause(plan: &str, id: &str) -> String {
    format!("/{plan}/policy/#{id}")
}

pub fn erratum(plan: &str, id: &str) -> String {
    format!("/{plan}/errata/#{id}")
}

pub fn member(plan: &str, number: usize) -> String {
    format!("/{plan}/members/#m{number}")
}

/// The note under the working group.
pub fn member_note(plan: &str) -> String {
    format!("/{plan}/members/#note")
}
