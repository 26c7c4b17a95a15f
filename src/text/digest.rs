//! Digests in lower-case hexadecimal.

use sha2::{Digest as _, Sha256};

/// Returns the SHA-256 digest of `content`: 64 digits.
pub(crate) fn sha256(content: impl AsRef<[u8]>) -> String {
    hex(&Sha256::digest(content))
}

/// Returns two digits for each byte.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
