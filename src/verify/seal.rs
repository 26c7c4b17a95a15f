//! The seal: every file is as it was built, none is gone, none was added.

use std::io::Read;

use camino::Utf8Path;

use super::files;
use super::inventory::Inventory;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::edition::{MANIFEST, Manifest, SealedFile};
use crate::text::digest::sha256;

/// Compares the files of a site with what its manifest says of them.
pub(super) fn check(site: &Utf8Path, manifest: &Manifest, present: &Inventory) -> anyhow::Result<Vec<Diagnostic>> {
    const REBUILD: &str = "重新生成网站：policy-portal build，再整个上传";
    let fault = |code, file: &str, message: &str| Diagnostic::new(code, Place::file(file), message, REBUILD);
    let Some(sealed) = &manifest.files else {
        return Ok(vec![fault(Code::NoSeal, MANIFEST, "没有列出每个文件的校验值，看不出网站改动过没有")]);
    };
    let mut found = Vec::new();
    for (file, seal) in sealed {
        if !present.has(file) {
            found.push(fault(Code::GoneFile, file, "生成时有这个文件，现在没有了"));
        } else if present.digests.get(file) != Some(seal) {
            found.push(fault(Code::ChangedFile, file, "这个文件与生成时不同"));
        }
    }
    for file in present.files.iter().filter(|file| *file != MANIFEST && !sealed.contains_key(*file)) {
        let seal = manifest.compressed(file).and_then(|plain| sealed.get(plain));
        let is_copy = match seal {
            Some(seal) => files::bytes(site, file)?.is_ok_and(|bytes| unpacks_to(file, &bytes, seal)),
            None => false,
        };
        if !is_copy {
            found.push(fault(Code::AddedFile, file, "生成时没有这个文件，或它解压后不是同名的文件"));
        }
    }
    Ok(found)
}

fn is_sealed(bytes: &[u8], seal: &SealedFile) -> bool {
    bytes.len() as u64 == seal.bytes && sha256(bytes) == seal.sha256
}

/// Checks whether a compressed file holds the file that was sealed.
fn unpacks_to(file: &str, packed: &[u8], seal: &SealedFile) -> bool {
    let mut bytes = Vec::new();
    // One more byte than it may be shows that it is longer.
    let most = seal.bytes.min(files::LARGEST) + 1;
    let read = if file.ends_with(".br") {
        brotli::Decompressor::new(packed, 4096).take(most).read_to_end(&mut bytes)
    } else {
        flate2::read::MultiGzDecoder::new(packed).take(most).read_to_end(&mut bytes)
    };
    read.is_ok() && is_sealed(&bytes, seal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_of_a_file_of_any_size_is_looked_at() {
        let sealed = SealedFile { sha256: sha256(b""), bytes: u64::MAX };
        assert!(["a.br", "a.gz"].iter().all(|file| !unpacks_to(file, b"", &sealed)));
    }
}
