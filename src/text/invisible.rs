//! Characters that nobody sees.

/// Returns whether a character takes no room of its own and belongs to no writing of Chinese or Latin: zero-width
/// spaces and joiners, soft hyphens, directions, fillers, tags, and the ends of lines and paragraphs that only Unicode has
/// (U+2028, U+2029). Other line ends, tabs and variation selectors aren't among them.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{115f}'
            | '\u{1160}'
            | '\u{17b4}'
            | '\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{2800}'
            | '\u{3164}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff9}'..='\u{fffc}'
            | '\u{e0000}'..='\u{e007f}'
    )
}

/// Returns how a character is told to people: `U+200B`.
pub(crate) fn code_point(c: char) -> String {
    format!("U+{:04X}", c as u32)
}
