//! Any value as YAML in one line. YAML reads JSON; so JSON's writer makes it, told what is otherwise: no key where there is
//! no value, and an escape for what YAML takes for the end of a line, or for no character. Of the formats that Zola reads
//! it is the one that it reads fastest.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::{CharEscape, CompactFormatter, Formatter};

/// Returns a value as YAML; what is absent in it is left out. Its keys are short texts (YAML takes 1,024 characters for one),
/// and no list has an absent value.
///
/// # Errors
/// What JSON can't write either.
pub(super) fn inline<T: Serialize + ?Sized>(value: &T) -> serde_json::Result<String> {
    let mut yaml = Vec::new();
    value.serialize(&mut Serializer::with_formatter(&mut yaml, InlineYaml::default()))?;
    String::from_utf8(yaml).map_err(serde::ser::Error::custom)
}

/// Checks whether YAML has a character in a text only as an escape, where JSON has it as it stands.
fn is_escaped(character: char) -> bool {
    matches!(character, '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// Holds a key back until its value begins.
#[derive(Debug, Default)]
struct InlineYaml {
    /// A key as it will be written; empty where none waits.
    key: Vec<u8>,
    is_in_key: bool,
    /// Of each object that is open, whether it has a key already.
    open: Vec<bool>,
}

impl InlineYaml {
    /// Writes the key that waits: its value begins.
    fn begin<W: Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        if self.key.is_empty() {
            return Ok(());
        }
        if let Some(has_key) = self.open.last_mut()
            && std::mem::replace(has_key, true)
        {
            writer.write_all(b", ")?;
        }
        writer.write_all(&self.key)?;
        self.key.clear();
        writer.write_all(b": ")
    }

    fn put<W: Write + ?Sized>(&mut self, writer: &mut W, bytes: &[u8]) -> io::Result<()> {
        if self.is_in_key {
            self.key.extend_from_slice(bytes);
            return Ok(());
        }
        writer.write_all(bytes)
    }
}

/// Writes what is no text and no list as JSON does.
macro_rules! plain {
    ($($write:ident: $kind:ty),*) => {
        $(fn $write<W: Write + ?Sized>(&mut self, writer: &mut W, value: $kind) -> io::Result<()> {
            self.begin(writer)?;
            CompactFormatter.$write(writer, value)
        })*
    };
}

impl Formatter for InlineYaml {
    plain!(write_bool: bool, write_i8: i8, write_i16: i16, write_i32: i32, write_i64: i64, write_u8: u8, write_u16: u16);
    plain!(write_u32: u32, write_u64: u64, write_f32: f32, write_f64: f64, write_i128: i128, write_u128: u128);

    fn write_null<W: Write + ?Sized>(&mut self, _: &mut W) -> io::Result<()> {
        self.key.clear();
        Ok(())
    }

    fn begin_string<W: Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        if !self.is_in_key {
            self.begin(writer)?;
        }
        self.put(writer, b"\"")
    }

    fn end_string<W: Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.put(writer, b"\"")
    }

    fn write_string_fragment<W: Write + ?Sized>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        for piece in fragment.split_inclusive(is_escaped) {
            let escaped = piece.chars().next_back().filter(|&last| is_escaped(last));
            let plain = escaped.map_or(piece, |last| &piece[..piece.len() - last.len_utf8()]);
            self.put(writer, plain.as_bytes())?;
            if let Some(escaped) = escaped {
                self.put(writer, format!("\\u{:04X}", u32::from(escaped)).as_bytes())?;
            }
        }
        Ok(())
    }

    fn write_char_escape<W: Write + ?Sized>(&mut self, writer: &mut W, escape: CharEscape) -> io::Result<()> {
        let control = match escape {
            CharEscape::Quote => return self.put(writer, b"\\\""),
            CharEscape::ReverseSolidus => return self.put(writer, b"\\\\"),
            CharEscape::LineFeed => return self.put(writer, b"\\n"),
            CharEscape::Solidus => return self.put(writer, b"/"),
            CharEscape::Backspace => 8,
            CharEscape::Tab => 9,
            CharEscape::FormFeed => 12,
            CharEscape::CarriageReturn => 13,
            CharEscape::AsciiControl(control) => control,
        };
        self.put(writer, format!("\\u{control:04X}").as_bytes())
    }

    fn begin_array<W: Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.begin(writer)?;
        writer.write_all(b"[")
    }

    fn begin_array_value<W: Write + ?Sized>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        if first { Ok(()) } else { writer.write_all(b", ") }
    }

    fn begin_object<W: Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.begin(writer)?;
        self.open.push(false);
        writer.write_all(b"{")
    }

    fn end_object<W: Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.open.pop();
        writer.write_all(b"}")
    }

    fn begin_object_key<W: Write + ?Sized>(&mut self, _: &mut W, _: bool) -> io::Result<()> {
        self.is_in_key = true;
        Ok(())
    }

    fn end_object_key<W: Write + ?Sized>(&mut self, _: &mut W) -> io::Result<()> {
        self.is_in_key = false;
        Ok(())
    }

    fn begin_object_value<W: Write + ?Sized>(&mut self, _: &mut W) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::file_tree::FileTree;
    use crate::output;
    use crate::tests::support::{temporary, zolas};

    #[test]
    fn values_are_written_in_one_line_and_what_is_absent_is_left_out() {
        let texts = json!(["a\n---\nb\"\\'", "\u{1}\u{7f}\u{202e}\t\r\u{8}"]);
        let value = json!({"a": null, "甲 ": texts, "b": {"d": null, "c": true, "k\u{7f}": 1.5}, "e": -7, "f": [], "g": {}, "h": [{"i": null}]});
        let written = inline(&value).unwrap();
        assert!(!written.contains('\n'));
        let expected = json!({"甲 ": texts, "b": {"c": true, "k\u{7f}": 1.5}, "e": -7, "f": [], "g": {}, "h": [{}]});
        assert_eq!(serde_json::from_str::<Value>(&written).unwrap(), expected);
        assert_eq!(inline(&json!({"a": null, "b": "乙"})).unwrap(), r#"{"b": "乙"}"#);
    }

    #[test]
    fn zola_reads_every_character_as_it_was_written() {
        let characters = (0..0x2_0000).filter_map(char::from_u32);
        let mut text: String = characters.map(|character| format!("{character}|")).collect();
        text.push_str(" : - # & * ! | > % @ ` --- ... +++ 'a' {b} [c] ~ null yes 1e3 \u{10ffff}");
        let front = inline(&json!({"extra": {"text": text, ": -": [1, -2, 1.5, true, {}]}})).unwrap();
        for zola in zolas() {
            let (_folder, root) = temporary();
            let (site, out) = (root.join("site"), root.join("out"));
            let template = "{{ section.extra.text | safe }}{{ section.extra[': -'] | json_encode | safe }}";
            let files = [
                ("config.toml", "base_url = \"/\""),
                ("templates/index.html", template),
                ("content/_index.md", &format!("---\n{front}\n---\n")),
            ];
            output::write(&FileTree::of(&files), &site).unwrap();
            zola.build(&site, &out, None).unwrap();
            let printed = fs_err::read_to_string(out.join("index.html")).unwrap();
            assert_eq!(printed, format!("{text}[1,-2,1.5,true,{{}}]"));
        }
    }
}
