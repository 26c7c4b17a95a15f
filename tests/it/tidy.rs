//! Rules of this repository that a reader of its text can check.

use std::collections::{BTreeMap, BTreeSet};

use camino::Utf8Path;

use crate::support::{repository, sources, texts};

/// What each module of the crate may take from the others: the picture at the top of `lib.rs`, as data. A module that
/// isn't here fails the test: decide where it belongs, and write it down. A part of one (`text::url`) may have its own
/// line, and is then no part of the whole. `lib`, `main` and `cli` join everything.
const LAYERS: &[(&str, &[&str])] = &[
    // Words that all phases share.
    ("text", &[]),
    ("text::digest", &[]),
    ("text::url", &[]),
    ("diagnostic", &["text"]),
    ("workbook", &[]),
    ("packing", &[]),
    ("memory", &[]),
    ("file_tree", &["text::digest"]),
    // Inputs to meaning.
    ("inputs", &["diagnostic", "file_tree", "text", "text::digest", "text::url"]),
    ("parse", &["diagnostic", "text"]),
    ("intake", &["parse", "text", "workbook"]),
    ("read", &["diagnostic", "inputs", "parse", "text"]),
    ("content", &["diagnostic", "inputs", "text", "text::url", "workbook"]),
    // The format of the open data, for whoever fills, names or reads its files.
    ("open_data", &["content", "inputs", "read"]),
    ("site", &["content", "inputs", "memory", "open_data", "packing", "parse", "read", "text", "text::url"]),
    (
        "pipeline::links",
        &["content", "diagnostic", "file_tree", "inputs", "open_data", "read", "site", "text", "text::url"],
    ),
    // Meaning to files.
    ("search", &["content", "file_tree", "inputs", "memory", "packing", "parse", "read", "site", "text"]),
    ("share", &["inputs", "site", "text::digest"]),
    // Files to a published site.
    ("walk", &[]),
    ("file_digests", &["text::digest"]),
    ("output", &["file_digests", "file_tree"]),
    ("edition", &["diagnostic", "file_digests", "open_data", "output", "text", "text::digest", "walk"]),
    (
        "emit",
        &[
            "content",
            "edition",
            "file_tree",
            "inputs",
            "memory",
            "open_data",
            "read",
            "search",
            "share",
            "site",
            "text",
            "text::digest",
            "text::url",
        ],
    ),
    ("zola", &["diagnostic", "text::digest"]),
    ("rendering", &["file_digests", "file_tree", "output", "share", "text", "text::digest", "zola"]),
    // Judges of a published site: they know the inputs and the HTML, and nothing of what made the one of the other.
    // The words of the grammar, of which a second reader may have no others.
    ("parse::vocabulary", &[]),
    (
        "verify",
        &[
            "diagnostic",
            "edition",
            "file_digests",
            "memory",
            "open_data",
            "parse::vocabulary",
            "text",
            "text::digest",
            "text::url",
            "walk",
            "workbook",
        ],
    ),
];

/// Modules that join the others.
const JOINTS: &[&str] = &["cli", "lib", "main", "pipeline", "serve"];

/// Modules that neither read nor write the disk, nor start programs.
const PURE: &[&str] = &[
    "content",
    "diagnostic",
    "emit",
    "file_tree",
    "open_data",
    "packing",
    "parse",
    "read",
    "search",
    "share",
    "site",
    "text",
];

/// A file longer than this has more than one purpose.
const MOST_LINES: usize = 500;

/// Longer files, with the reason; a path that ends in `/` or begins with `.` means a folder or an extension.
const LONG: &[(&str, &str)] = &[(".snap", "a snapshot is as long as what it shows")];

#[test]
fn modules_import_only_what_their_phase_takes() {
    let mut faults = Vec::new();
    for (path, text) in sources() {
        let names = names_of(&path);
        let module = layer_of(&names);
        if JOINTS.contains(&module) {
            continue;
        }
        let Some((_, allowed)) = LAYERS.iter().find(|(name, _)| *name == module) else {
            faults.push(format!("{path}: module `{module}` is in no layer"));
            continue;
        };
        for import in imports(&text, "crate::").iter().map(|import| layer_of(import)) {
            if import != module && !allowed.contains(&import) {
                faults.push(format!("{path}: `{module}` may not know `{import}`"));
            }
        }
    }
    none(&faults);
}

#[test]
fn layers_have_no_circles() {
    // Whatever a module may take stands above it in the table.
    for (index, (module, allowed)) in LAYERS.iter().enumerate() {
        for other in *allowed {
            assert!(LAYERS[..index].iter().any(|(name, _)| name == other), "`{module}` takes `{other}` from below");
        }
    }
}

/// Of a folder's own `mod.rs`, which names what stands in it, nothing is said.
#[test]
fn files_have_no_circles() {
    let files: BTreeMap<String, BTreeSet<String>> = sources()
        .into_iter()
        .filter(|(path, _)| path.file_name() != Some("mod.rs"))
        .map(|(path, text)| {
            let own = names_of(&path);
            let above = own.rsplit_once("::").map(|(above, _)| format!("{above}::")).unwrap_or_default();
            let near = imports(&text, "super::").into_iter().map(|name| format!("{above}{name}"));
            (own, near.chain(imports(&text, "crate::")).collect())
        })
        .collect();
    // A name is that of a file, or of something in one.
    let file_of = |name: &str| {
        let ends = name.match_indices("::").map(|(at, _)| at).chain([name.len()]);
        ends.map(|end| &name[..end]).find(|name| files.contains_key(*name)).map(str::to_owned)
    };
    let mut left: BTreeMap<&str, BTreeSet<String>> = files
        .iter()
        .map(|(own, names)| {
            (own.as_str(), names.iter().filter_map(|name| file_of(name)).filter(|other| other != own).collect())
        })
        .collect();
    assert!(left["read::tables"].contains("read::mention") && left["cli::draft"].contains("cli::recorded"));
    // What takes nothing that is left can't be on a circle.
    while let Some(done) = left.iter().find(|(_, takes)| takes.is_empty()).map(|(own, _)| (*own).to_owned()) {
        left.remove(done.as_str());
        for takes in left.values_mut() {
            takes.remove(&done);
        }
    }
    none(&left.iter().map(|(own, takes)| format!("{own} takes {takes:?}")).collect::<Vec<_>>());
}

#[test]
fn the_middle_of_the_house_does_not_touch_the_disk() {
    let mut faults = Vec::new();
    for (path, text) in sources() {
        for word in ["fs_err", "std::fs", "std::process", "std::env::", "SystemTime"] {
            if PURE.contains(&module_of(&names_of(&path))) && code(&text).contains(word) {
                faults.push(format!("{path}: `{word}`"));
            }
        }
    }
    none(&faults);
}

#[test]
fn files_have_one_purpose_and_a_length_to_match() {
    let mut faults = Vec::new();
    let extensions = ["rs", "html", "css", "js", "mjs", "ts", "toml", "md", "snap"];
    for (path, text) in texts(&["src", "tests", "themes"], &extensions) {
        let lines = text.lines().count();
        let is_listed = LONG.iter().any(|(listed, _)| {
            path == *listed
                || listed.ends_with('/') && path.as_str().starts_with(listed)
                || listed.starts_with('.') && path.as_str().ends_with(listed)
        });
        if lines > MOST_LINES && !is_listed {
            faults.push(format!("{path}: {lines} lines"));
        }
    }
    none(&faults);
}

#[test]
fn no_work_is_left_open_and_no_test_set_aside() {
    // Split, so that this file doesn't hold them.
    let in_rust =
        [["todo", "!("], ["unimplemented", "!("], ["#[", "ignore"], ["dbg", "!("]].map(|parts| parts.concat());
    let in_scripts = [["test.", "skip("], ["test.", "only("], ["test.", "todo("], ["it.", "skip("], ["{ skip", ":"]]
        .map(|parts| parts.concat());
    let anywhere = [["TO", "DO"], ["FIX", "ME"]].map(|parts| parts.concat());
    let mut faults = Vec::new();
    for (path, text) in texts(&["src", "tests", "themes", "scripts"], &["rs", "mjs", "js", "ts", "html", "css", ""]) {
        let words = if path.extension() == Some("rs") { &in_rust[..] } else { &in_scripts[..] };
        // What stands in quotation marks, as a whole, is data.
        let is_left = |word: &&String| text.replace(&format!("\"{word}\""), "").contains(word.as_str());
        for word in words.iter().filter(|word| text.contains(word.as_str())).chain(anywhere.iter().filter(is_left)) {
            faults.push(format!("{path}: `{word}`"));
        }
    }
    none(&faults);
}

#[test]
fn no_file_knows_a_machine() {
    let folders = [["/ho", "me/"], ["/Us", "ers/"], ["/ro", "ot/"], ["/wo", "rk/"], ["/t", "mp/"]];
    let folders = folders.map(|parts| parts.concat());
    // A path begins there; behind a host's name it is a page of the web.
    let is_path = |text: &str, at: usize| !text[..at].ends_with(|c: char| c.is_ascii_alphanumeric());
    let mut faults = Vec::new();
    for (path, text) in texts(&["."], &[]) {
        let holds = |folder: &str| text.match_indices(folder).any(|(at, _)| is_path(&text, at));
        for folder in folders.iter().filter(|folder| holds(folder)) {
            faults.push(format!("{path}: `{folder}`"));
        }
    }
    none(&faults);
}

#[test]
fn what_is_particular_to_a_plan_stands_in_data() {
    // Place names, and what the shipped plan calls its own things and parts.
    let names = [
        "武汉",
        "武政",
        "湖北",
        "光谷",
        "车谷",
        "wuhan",
        "hubei",
        "服务业",
        "三年目标",
        "专班",
        "责任清单",
        "试点任务",
        "科教领域",
    ];
    // Where the genre's own vocabulary stands: words that headers of many documents print.
    let genre = "src/parse/columns.rs";
    let mut faults = Vec::new();
    for (path, text) in texts(&["src", "themes"], &["rs", "html", "css", "js", "toml", "json"]) {
        let text = if path.extension() == Some("rs") { code(&text) } else { text };
        let is_data = path == genre || path.components().any(|part| part.as_str() == "tests");
        for name in names.iter().filter(|name| !is_data && text.to_lowercase().contains(**name)) {
            faults.push(format!("{path}: `{name}`"));
        }
    }
    none(&faults);
}

#[test]
fn npm_packages_are_pinned_without_addresses() {
    let manifest = fs_err::read_to_string(repository().join("package.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    assert_eq!(manifest["private"], true);
    assert!(manifest.get("dependencies").is_none(), "the site needs no npm package");
    for (name, version) in manifest["devDependencies"].as_object().unwrap() {
        let version = version.as_str().unwrap();
        assert!(version.starts_with(|c: char| c.is_ascii_digit()), "`{name}` isn't pinned: {version}");
    }
    let lock = fs_err::read_to_string(repository().join("package-lock.json")).unwrap();
    assert!(!lock.contains("\"resolved\""), "package-lock.json records where packages were downloaded from");
    assert!(lock.contains("\"integrity\": \"sha512-"));
}

#[test]
fn imports_are_found_in_every_form() {
    let text = "use crate::one;\n// use crate::comment;\nuse crate::{two::{A, B}, three::C,\n    four};\n\
                fn f() -> crate::five::X { crate::six() }\npub(crate) fn g() {}\n#[cfg(test)]\nmod tests { use crate::not; }\n";
    let found: Vec<_> = imports(text, "crate::").into_iter().collect();
    assert_eq!(found, ["five::X", "four", "one", "six", "three::C", "two"]);
    assert_eq!(names_of("src/site/pages/mod.rs".into()), "site::pages");
    assert_eq!(layer_of("text::url::BaseUrl"), "text::url");
    assert_eq!(layer_of("text::urls"), "text");
    assert_eq!(layer_of("zola"), "zola");
}

fn none(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// `src/zola/run.rs` is `zola::run`, `src/zola.rs` and `src/zola/mod.rs` are `zola`.
fn names_of(path: &Utf8Path) -> String {
    let path = path.with_extension("");
    let names = path.components().skip(1).map(|component| component.as_str()).filter(|name| *name != "mod");
    names.collect::<Vec<_>>().join("::")
}

/// Returns the module of `zola::run::X`: `zola`.
fn module_of(names: &str) -> &str {
    names.split("::").next().unwrap_or(names)
}

/// Returns what the table calls `zola::run::X`: one of its parts with a line of its own, or the module.
fn layer_of(names: &str) -> &str {
    let is_part = |layer: &str| names.strip_prefix(layer).is_some_and(|rest| rest.starts_with("::") || rest.is_empty());
    let part = LAYERS.iter().map(|(layer, _)| *layer).find(|layer| layer.contains("::") && is_part(layer));
    part.unwrap_or(module_of(names))
}

/// Returns the items of this crate (`crate::`) or of the folder (`super::`) that a file names, as far as one word after another tells; its tests left out.
fn imports(text: &str, from: &str) -> BTreeSet<String> {
    let code = code(text);
    let mut found = BTreeSet::new();
    for (start, _) in code.match_indices(from) {
        if code[..start].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '$') {
            continue;
        }
        let rest = &code[start + from.len()..];
        match rest.strip_prefix('{') {
            Some(group) => found.extend(heads(group)),
            None => found.extend(name(rest)),
        }
    }
    found
}

/// Returns the names of a group's entries: of `a::{b, c}, d::e}…` these are `a` and `d::e`.
fn heads(group: &str) -> Vec<String> {
    let mut depth = 0;
    let mut entry = String::new();
    let mut entries = Vec::new();
    for c in group.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => entries.push(std::mem::take(&mut entry)),
            _ if depth == 0 => entry.push(c),
            _ => {}
        }
    }
    entries.push(entry);
    entries.iter().filter_map(|entry| name(entry.trim_start())).collect()
}

fn name(text: &str) -> Option<String> {
    let name: String = text.chars().take_while(|c| c.is_alphanumeric() || "_:".contains(*c)).collect();
    let name = name.trim_matches(':');
    (!name.is_empty()).then(|| name.to_owned())
}

/// Returns the text without comments of whole lines, up to its unit tests.
fn code(text: &str) -> String {
    let lines = text.lines().take_while(|line| !line.starts_with("mod tests {"));
    lines.filter(|line| !line.trim_start().starts_with("//")).flat_map(|line| [line, "\n"]).collect()
}
