//! Browser support: Chrome 80 and Safari 13, as old in-app browsers have them. A newer feature may make a page nicer, if
//! a browser that doesn't know it drops one declaration; it may not take a rule, or the page, away. These are the style
//! sheets; `tests/search/syntax.test.mjs` asks a compiler about the scripts.

use crate::support::texts;

/// What takes more than one declaration away where it isn't known, or has no fallback.
const TOO_NEW: &[&str] = &[
    "@layer",
    "@container",
    "@scope",
    "@property",
    ":has(",
    ":is(",
    ":where(",
    "::marker",
    "&",
    "inset:",
    "aspect-ratio",
    "clamp(",
    "color-mix(",
    "dvh",
    "svh",
    "lvh",
    "dvw",
    "-inline:",
    "-block:",
    "place-items",
    "place-content",
];

#[test]
fn styles_stay_above_the_floor() {
    let mut faults = Vec::new();
    for (path, text) in texts(&["themes"], &["css"]) {
        let text = without_supports(&without_comments(&text));
        faults.extend(TOO_NEW.iter().filter(|word| text.contains(**word)).map(|word| format!("{path}: `{word}`")));
        for (selector, body) in rules(&text) {
            let gap = body.contains(&"gap") || body.contains(&"row-gap");
            if gap && !body.contains(&"display: grid") && !body.contains(&"columns") {
                faults.push(format!("{path}: `{selector}` has a gap and isn't seen to be a grid: flex had none"));
            }
            if selector.matches(":not(").count() > 0 && selector.split(":not(").skip(1).any(lists) {
                faults.push(format!("{path}: `{selector}`: :not() took one selector only"));
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn the_lint_sees_what_it_looks_for() {
    let text = "a { gap: 1rem; }\n@media print { b { display: grid; gap: 1rem; } }\n";
    let found: Vec<_> = rules(text).into_iter().map(|(selector, body)| (selector, body.len())).collect();
    assert_eq!(found, [("a".to_owned(), 1), ("b".to_owned(), 3)]);
    assert_eq!(without_comments("a/* b */c"), "ac");
    assert_eq!(without_supports("a{}@supports (x: y) { b { c: d } }e{}"), "a{}e{}");
    assert!(lists("a, b)"));
    assert!(!lists("a):not(b)"));
}

/// Checks whether what follows `:not(` is a list.
fn lists(rest: &str) -> bool {
    rest.split(')').next().is_some_and(|inner| inner.contains(','))
}

fn without_comments(text: &str) -> String {
    let mut parts = text.split("/*");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.split_once("*/").map_or("", |(_, after)| after))
}

/// Returns the text without what asks first whether a browser knows it.
fn without_supports(text: &str) -> String {
    let Some((before, after)) = text.split_once("@supports") else { return text.to_owned() };
    let mut depth = 0;
    for (at, c) in after.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 1 => return format!("{before}{}", without_supports(&after[at + 1..])),
            '}' => depth -= 1,
            _ => {}
        }
    }
    before.to_owned()
}

/// Returns every innermost rule: its selector, and its declarations' names (`display` with its value).
fn rules(text: &str) -> Vec<(String, Vec<&str>)> {
    let mut rules = Vec::new();
    for part in text.split('}') {
        let Some((before, body)) = part.rsplit_once('{') else { continue };
        let selector = before.rsplit('{').next().unwrap_or_default().trim().to_owned();
        let mut declared = Vec::new();
        for declaration in body.split(';').map(str::trim) {
            if declaration == "display: grid" {
                declared.push(declaration);
            }
            declared.extend(declaration.split_once(':').map(|(name, _)| name.trim()));
        }
        rules.push((selector, declared));
    }
    rules
}
