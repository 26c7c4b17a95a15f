//! What a file says that its plain text can't: generated entries of `plan.toml`.

use super::draft::quoted;
use crate::text::digest::sha256;

/// Returns the entry of the file that the text was taken from.
pub(super) fn original(name: &str, bytes: &[u8]) -> String {
    let (name, hash) = (quoted(name), sha256(bytes));
    format!("\n# 原件，原文是从它取出来的；它变了，检查时会提醒\n[original]\nfile = {name}\nsha256 = \"{hash}\"\n")
}
