//! Numbered lists of web pages: what a browser shows before their items.

use scraper::ElementRef;

use super::numbering::count_as;

/// What a style says of a list beside its marks.
const OTHER_WORDS: [&str; 4] = ["inside", "outside", "inherit", "!important"];

/// Returns what a browser shows before an item of a numbered list: what the item's style says counts before the list's.
pub(super) fn mark(list: ElementRef<'_>, own: ElementRef<'_>, item: u32) -> String {
    let counted = |format| format!("{}.", count_as(format, item));
    match style(own).or_else(|| style(list)) {
        Some("none") => String::new(),
        Some("A" | "upper-alpha" | "upper-latin") => counted("upperLetter"),
        Some("a" | "lower-alpha" | "lower-latin") => counted("lowerLetter"),
        Some("I" | "upper-roman") => counted("upperRoman"),
        Some("i" | "lower-roman") => counted("lowerRoman"),
        Some("cjk-ideographic" | "simp-chinese-informal" | "trad-chinese-informal") => {
            format!("{}、", count_as("chineseCounting", item))
        }
        _ => counted("decimal"),
    }
}

/// Returns the marks that an element's own style asks for, or its `type`.
fn style(element: ElementRef<'_>) -> Option<&str> {
    let rules = element.value().attr("style").unwrap_or_default().split(';').filter_map(|rule| rule.split_once(':'));
    let of_list = rules.filter(|(name, _)| matches!(name.trim(), "list-style" | "list-style-type"));
    let mut words = of_list.filter_map(|(_, value)| value.split_whitespace().find(|word| !OTHER_WORDS.contains(word)));
    words.next_back().or_else(|| element.value().attr("type"))
}
