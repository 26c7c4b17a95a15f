//! What can be a segment of an address.

/// Whether a text can be a segment of an address: `[a-z0-9-]`, not empty, not longer than 64.
pub fn is_slug(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 64
        && !text.starts_with('-')
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}
