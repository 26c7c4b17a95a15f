//! What the style sheets are made of: the tokens of `css/tokens.css`, four breakpoints, and class names of one scheme.

use std::collections::BTreeSet;

use crate::support::texts;

/// The breakpoints that `tokens.css` explains; `max-width` is the same less .01.
const BREAKPOINTS: [&str; 5] = ["20em", "48em", "64em", "80em", "84em"];

/// Declarations (property and value) of all sheets but the tokens', each with its file.
fn declarations() -> Vec<(String, String, String)> {
    let mut found = Vec::new();
    for (path, text) in texts(&["themes"], &["css"]).into_iter().filter(|(path, _)| !path.ends_with("tokens.css")) {
        for piece in without_comments(&text).split(['{', '}', ';']) {
            if let Some((property, value)) = piece.split_once(": ") {
                found.push((path.to_string(), property.trim().to_owned(), value.trim().to_owned()));
            }
        }
    }
    found
}

#[test]
fn type_and_space_are_tokens() {
    let mut faults = Vec::new();
    for (path, property, value) in declarations() {
        let has_rem = value.split(|c: char| !(c.is_ascii_alphanumeric() || c == '.')).any(is_rem);
        let is_fault = match property.as_str() {
            "font-size" => has_rem || value.contains("px"),
            "font" => value.split('/').next().unwrap_or_default().split(' ').any(is_rem),
            _ => (is_space(&property) && has_rem) || (property.contains("color") && value.starts_with('#')),
        };
        if is_fault {
            faults.push(format!("{path}: `{property}: {value}`"));
        }
    }
    assert!(faults.is_empty(), "tokens.css has no such size or colour:\n{}", faults.join("\n"));
}

fn is_rem(word: &str) -> bool {
    word.strip_suffix("rem").is_some_and(|number| number.parse::<f32>().is_ok())
}

fn is_space(property: &str) -> bool {
    property.starts_with("margin") || property.starts_with("padding") || property.ends_with("gap")
}

#[test]
fn each_sheet_closes_what_it_opens() {
    for (path, text) in texts(&["themes"], &["css"]) {
        let text = without_comments(&text);
        assert_eq!(text.matches('{').count(), text.matches('}').count(), "{path}: a block stays open");
    }
}

#[test]
fn there_are_five_breakpoints() {
    let mut faults = Vec::new();
    for (path, text) in texts(&["themes"], &["css"]) {
        for query in text.split("@media").skip(1).filter_map(|rest| rest.split('{').next()) {
            for (side, rest) in query.split('(').filter_map(|feature| feature.split_once("-width: ")) {
                let width = rest.split(')').next().unwrap_or_default();
                let is_known = BREAKPOINTS.iter().any(|known| match side {
                    "max" => less_a_hundredth(known) == width,
                    _ => *known == width,
                });
                if !is_known {
                    faults.push(format!("{path}: {side}-width: {width}"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// `48em` → `47.99em`.
fn less_a_hundredth(width: &str) -> String {
    let whole: u32 = width.trim_end_matches("em").parse().unwrap();
    format!("{}.99em", whole - 1)
}

#[test]
fn class_names_follow_one_scheme_and_are_used() {
    let users: String =
        texts(&["themes", "src/serve"], &["html", "js", "rs"]).into_iter().map(|(_, text)| text).collect();
    let mut faults = BTreeSet::new();
    for (path, text) in texts(&["themes"], &["css"]) {
        for name in classes(&without_comments(&text)) {
            // The end of a name may be filled in: `doc-{{ role }}`.
            let is_used = users.contains(&name)
                || name.match_indices(['-', '_']).any(|(at, _)| users.contains(&format!("{}{{{{", &name[..=at])));
            if !follows_scheme(&name) || !is_used {
                faults.insert(format!("{path}: `.{name}`"));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

/// `block`, `block__part`, `block--variant`: words of more than one letter, joined by hyphens.
fn follows_scheme(name: &str) -> bool {
    let is_word = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    let block = name.replace("__", "-").replace("--", "-");
    name.len() > 1 && block.split('-').all(is_word)
}

/// Returns the class names of a sheet's selectors.
fn classes(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for selector in text.split('{').filter_map(|piece| piece.rsplit(['}', ';']).next()) {
        for rest in selector.split('.').skip(1) {
            let name: String = rest.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect();
            if name.starts_with(|c: char| c.is_ascii_alphabetic()) {
                found.insert(name);
            }
        }
    }
    found
}

fn without_comments(text: &str) -> String {
    let (mut left, mut rest) = (String::new(), text);
    while let Some((before, after)) = rest.split_once("/*") {
        left.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    left + rest
}
