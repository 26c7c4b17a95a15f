//! Digests in lower-case hexadecimal.

use sha2::{Digest as _, Sha256};

/// Returns the SHA-256 digest of `content`: 64 digits.
pub(crate) fn sha256(content: impl AsRef<[u8]>) -> String {
    hex(&Sha256::digest(content))
}

/// Returns a URN that is always the same for these words, and no others': a UUID of version 8 (RFC 9562).
pub(crate) fn urn(words: &str) -> String {
    let digits = sha256(words);
    format!(
        "urn:uuid:{}-{}-8{}-a{}-{}",
        &digits[..8],
        &digits[8..12],
        &digits[13..16],
        &digits[17..20],
        &digits[20..32]
    )
}

/// Returns two digits for each byte.
pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]).map(|digit| DIGITS[usize::from(digit)]).collect()
}
