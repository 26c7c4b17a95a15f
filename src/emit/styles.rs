//! The style sheet as it is served: what only explains it stays at home.

/// White space that parts nothing, and what is served; an empty value keeps its space, or older browsers drop it.
const TIGHT: [(&str, &str); 7] =
    [(" {", "{"), ("{ ", "{"), (" }", "}"), ("} ", "}"), (", ", ","), (": ", ":"), (":;", ": ;")];

/// Returns the sheet without comments, indentation, and white space that parts nothing. No string of it holds `/*` or
/// what [`TIGHT`] takes away.
pub(super) fn served(styles: &str) -> String {
    let mut text = String::with_capacity(styles.len());
    let mut rest = styles;
    while let Some((before, after)) = rest.split_once("/*") {
        text.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let joined: String =
        lines.flat_map(|line| [line, if line.ends_with(['{', '}', ';', ',']) { "" } else { "\n" }]).collect();
    TIGHT.iter().fold(joined, |text, (loose, tight)| text.replace(loose, tight))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_stay_and_remarks_go() {
        let styles = "/* One. */\na,\nd {\n  b: c; /* two\n  lines */\n}\n\n@media e { f g { --h: ; } }\n/* Open";
        assert_eq!(served(styles), "a,d{b:c;}@media e{f g{--h: ;}}");
    }
}
