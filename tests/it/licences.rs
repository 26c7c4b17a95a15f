//! `docs/licences.md` lists the crates that are part of the program, each with its licence, as Cargo knows them.
//! `FIXTURES=accept cargo test --test it licences` writes it anew.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value;

use crate::support::repository;

/// What stands above the list.
const HEAD: &str = "# Licences of what the program is made of\n\n\
    The crates that a build of the program contains or runs while it is compiled, as `Cargo.lock` fixes them; those that only\n\
    tests use are left out. Who passes the program on passes their licence texts on with it: they stand in each crate's\n\
    package, which `cargo vendor` fetches. `make deny` refuses any licence that `deny.toml` doesn't name. The font of the\n\
    share pictures is under the SIL Open Font License, whose text stands beside it in `src/share/`; Zola, which the program\n\
    runs and doesn't contain, is under the MIT licence.\n\n\
    This page is made from `cargo metadata`.\n\n\
    | crate | version | licence |\n| --- | --- | --- |\n";

#[test]
fn the_licences_of_all_crates_are_listed() {
    let path = repository().join("docs/licences.md");
    let listed = fs_err::read_to_string(path.as_std_path()).unwrap_or_default();
    let now = format!("{HEAD}{}", rows(&metadata()));
    if std::env::var("FIXTURES").is_ok_and(|value| value == "accept") {
        fs_err::write(path.as_std_path(), now).unwrap();
    } else {
        assert!(listed == now, "docs/licences.md is behind: FIXTURES=accept cargo test --test it licences");
    }
}

fn metadata() -> Value {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let output = Command::new(cargo)
        .args([
            "metadata",
            "--locked",
            "--offline",
            "--format-version",
            "1",
            "--filter-platform",
            "x86_64-unknown-linux-gnu",
        ])
        .current_dir(repository().as_std_path())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Returns a row for each crate that the program needs, by name and version.
fn rows(metadata: &Value) -> String {
    let nodes: BTreeMap<&str, &Value> =
        list(&metadata["resolve"]["nodes"]).iter().map(|node| (text(&node["id"]), node)).collect();
    let root = text(&metadata["resolve"]["root"]);
    let mut needed = BTreeSet::new();
    let mut open = vec![root];
    while let Some(id) = open.pop() {
        if needed.insert(id) {
            let all = list(&nodes[id]["deps"]).iter();
            // A kind of null is an ordinary dependency; one of tests is called `dev`.
            let own = all.filter(|dep| list(&dep["dep_kinds"]).iter().any(|kind| kind["kind"] != "dev"));
            open.extend(own.map(|dep| text(&dep["pkg"])));
        }
    }
    let of = |package: &Value| {
        let [name, version, licence] = ["name", "version", "license"].map(|key| text(&package[key]).to_owned());
        (name, version, licence)
    };
    let packages = list(&metadata["packages"]).iter();
    let packages = packages.filter(|package| needed.contains(text(&package["id"])) && package["id"] != root).map(of);
    let rows: BTreeSet<_> = packages.collect();
    rows.into_iter().map(|(name, version, licence)| format!("| {name} | {version} | {licence} |\n")).collect()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
