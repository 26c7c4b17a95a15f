//! Plain text in the encodings that Chinese offices use.

use super::{Format, Intake, Refusal};

/// Decodes a text: by its byte order mark, else UTF-8, UTF-16 where every other byte says so, or GB 18030.
pub(super) fn decode(bytes: &[u8]) -> Result<String, Refusal> {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(bytes) {
        let (text, is_faulty) = encoding.decode_without_bom_handling(&bytes[mark..]);
        return if is_faulty { Err(unknown()) } else { Ok(text.into_owned()) };
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        let (text, is_faulty) = encoding.decode_without_bom_handling(bytes);
        return if is_faulty { Err(unknown()) } else { Ok(text.into_owned()) };
    }
    if bytes.contains(&0) {
        return Err(unknown());
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(text.to_owned());
    }
    match encoding_rs::GB18030.decode_without_bom_handling(bytes) {
        (text, false) => Ok(text.into_owned()),
        (_, true) => Err(unknown()),
    }
}

/// Guesses the byte order of UTF-16 without a mark: its line ends hold a zero byte at one side of the line feed; other
/// encodings hold none.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let count = |low: usize| bytes.chunks_exact(2).filter(|pair| pair[low] == b'\n' && pair[1 - low] == 0).count();
    match (count(0), count(1)) {
        (0, 0) => None,
        (little, big) if little >= big => Some(encoding_rs::UTF_16LE),
        _ => Some(encoding_rs::UTF_16BE),
    }
}

fn unknown() -> Refusal {
    Refusal {
        message: "文件不是文字，或编码既不是 UTF-8、UTF-16，也不是 GB 18030".to_owned(),
        hint: "用记事本打开它，另存为 UTF-8 编码的文本；或用 Word 另存为 .docx",
    }
}

/// Reads a text: line ends of every system become line feeds, nothing else changes.
pub(super) fn read(text: &str) -> Intake {
    let mut text = text.replace("\r\n", "\n").replace('\r', "\n");
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    Intake { format: Format::Text, text, ..Intake::default() }
}
