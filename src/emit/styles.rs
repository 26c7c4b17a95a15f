//! The style sheet as it is served: what only explains it stays at home, and what never changes is written out.

/// White space that parts nothing, and what is served; an empty value keeps its space, or older browsers drop it.
const TIGHT: [(&str, &str); 9] = [
    (" {", "{"),
    ("{ ", "{"),
    (" }", "}"),
    ("} ", "}"),
    (", ", ","),
    (": ", ":"),
    (":;", ": ;"),
    (" > ", ">"),
    (" ~ ", "~"),
];

/// Returns the sheet without comments, indentation, and white space that parts nothing, and with its constants written
/// out. No string of it holds `/*`, `;` or what [`TIGHT`] takes away.
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
    let tight = TIGHT.iter().fold(joined, |text, (loose, tight)| text.replace(loose, tight));
    written_out(with_tight_neighbours(&tight))
}

/// Returns the sheet without the white space in `a + b`; sums, `calc(1em + 2px)`, need theirs.
fn with_tight_neighbours(styles: &str) -> String {
    let mut pieces = styles.split(" + ");
    let mut tight = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let is_in_brackets = tight.matches('(').count() > tight.matches(')').count();
        tight += if is_in_brackets { " + " } else { "+" };
        tight += piece;
    }
    tight
}

/// Returns the sheet with values in the place of those variables that only the first `:root` sets, and only to a plain
/// value: their names weigh 240 bytes a page. A variable that is used with a fallback may be set elsewhere.
fn written_out(mut text: String) -> String {
    let Some((_, root)) = text.split_once(":root{") else { return text };
    let declarations: Vec<String> =
        root.split('}').next().unwrap_or_default().split_inclusive(';').map(str::to_owned).collect();
    for declaration in declarations {
        let Some((name, value)) = declaration.strip_suffix(';').and_then(|whole| whole.split_once(':')) else {
            continue;
        };
        let is_plain = name.starts_with("--") && !value.trim().is_empty() && !value.contains("var(");
        let is_set_once = text.matches(&format!("{name}:")).count() == 1 && !text.contains(&format!("var({name},"));
        if is_plain && is_set_once {
            text = text.replacen(&declaration, "", 1).replace(&format!("var({name})"), value);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_stay_and_remarks_go() {
        let styles = "/* One. */\na > i ~ u,\nd + k {\n  b: calc(c + 1px); /* two\n  lines */\n}\n\n@media e { f g { --h: ; } }\n/* Open";
        assert_eq!(served(styles), "a>i~u,d+k{b:calc(c + 1px);}@media e{f g{--h: ;}}");
    }

    #[test]
    fn what_never_changes_is_written_out() {
        let root =
            ":root {\n--a: 1px;\n--a-2: 2px;\n--switch: ;\n--mixed: var(--switch, 3px);\n--dark: #000;\n--set: 4px;\n}";
        let used = "b { c: var(--a) calc(-1 * var(--a-2)) var(--mixed) var(--set, 5px); }";
        let changed = "@media print { :root { --dark: #fff; } }\ni { j: var(--dark); }";
        assert_eq!(
            served(&format!("{root}\n{used}\n{changed}")),
            ":root{--switch: ;--mixed:var(--switch,3px);--dark:#000;--set:4px;}\
             b{c:1px calc(-1 * 2px) var(--mixed) var(--set,5px);}@media print{:root{--dark:#fff;}}i{j:var(--dark);}"
        );
    }
}
