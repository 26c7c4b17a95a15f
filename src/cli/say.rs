//! What the program says, written where it may fail: `println!` would end the program.

use std::fmt::Display;
use std::io::{self, ErrorKind, Write as _};

use anyhow::{Context as _, Result};

/// Writes a result to standard output, a line feed after it.
pub(super) fn result(text: impl Display) -> Result<()> {
    written(|| {
        let mut out = io::stdout().lock();
        writeln!(out, "{text}")?;
        out.flush()
    })
}

/// Writes a remark to standard error. Where that fails nobody is left to be told.
pub(super) fn remark(text: impl Display) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// Runs what writes. Who closes a pipe (`check | head`) wants no more of it, which is no fault: the exit status still
/// tells what was found.
pub(super) fn written(write: impl FnOnce() -> io::Result<()>) -> Result<()> {
    match write() {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        outcome => outcome.context("写标准输出失败"),
    }
}
