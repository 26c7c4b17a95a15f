//! Telling a text from a file of another program that was saved as one.

/// Checks whether a text is HTML: it begins as a page does, or is full of its tags.
pub(crate) fn is_web_page(text: &str) -> bool {
    let start: String = text.trim_start_matches('\u{feff}').trim_start().chars().take(400).collect();
    let start = start.to_ascii_lowercase();
    if start.starts_with("<!doctype html")
        || start.starts_with("<html")
        || start.starts_with("<?xml") && start.contains("<html")
    {
        return true;
    }
    let tags = ["<p>", "<p ", "</p>", "<div", "</div>", "<br", "<span", "<table", "<td", "<a href"];
    let lower = text.to_ascii_lowercase();
    tags.iter().filter(|tag| lower.contains(**tag)).count() >= 2
}

/// Checks whether a text is RTF, which word processors write.
pub(crate) fn is_rtf(text: &[u8]) -> bool {
    text.starts_with(b"{\\rtf")
}
