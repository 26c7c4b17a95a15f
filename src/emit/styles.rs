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
/// out. No string of it holds `/*`, `;`, a `"` or the end of a line.
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
    written_out(tight(&joined))
}

/// Returns the sheet without white space that parts nothing; in strings it stays.
fn tight(styles: &str) -> String {
    let mut depth = 0;
    let mut tighten = |code: &str| {
        let code = TIGHT.iter().fold(code.to_owned(), |code, (loose, tight)| code.replace(loose, tight));
        // `a + b`; sums, `calc(1em + 2px)`, need theirs.
        let mut pieces = code.split(" + ").map(|piece| {
            let before = depth;
            depth += piece.matches('(').count() as isize - piece.matches(')').count() as isize;
            (before, piece)
        });
        let first = pieces.next().map_or("", |(_, piece)| piece).to_owned();
        pieces.fold(first, |code, (depth, piece)| code + if depth > 0 { " + " } else { "+" } + piece)
    };
    let parts = styles.split('"').enumerate();
    let parts = parts.map(|(at, part)| if at % 2 == 0 { tighten(part) } else { part.to_owned() });
    parts.collect::<Vec<_>>().join("\"")
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
    fn strings_stay_as_they_are() {
        let styles = "a::before { content: \") > \" ; }\nb { c: calc(1em + 2px); }\n[d=\" + \"] > e + f { g: h; }";
        assert_eq!(served(styles), "a::before{content:\") > \" ;}b{c:calc(1em + 2px);}[d=\" + \"]>e+f{g:h;}");
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
