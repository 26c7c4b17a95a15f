//! A Markdown file of an editor: settings between two `+++` lines, then the text.

use pulldown_cmark::Options;

use crate::diagnostic::{Code, Diagnostic};
use crate::text::source::{Source, Span};

/// How its text is read; Zola reads the same.
pub(crate) const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_HEADING_ATTRIBUTES);

/// A file, cut in two.
#[derive(Debug)]
pub(crate) struct Document {
    pub source: Source,
    /// The settings, without the `+++` lines.
    pub head: Span,
    pub body: Span,
}

impl Document {
    /// Cuts a file; a byte order mark and the line ends of other systems are taken away first. `keys` names what the
    /// settings have to say, for the hint.
    pub(crate) fn split(file: &str, text: &str, keys: &str) -> Result<Document, Box<Diagnostic>> {
        let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
        let source = Source::new(file, text);
        let is_fence = |line: usize| source.slice(source.line_span(line)).trim_end() == "+++";
        let closing = (2..=source.line_count()).find(|&line| is_fence(line));
        let Some(closing) = closing.filter(|_| is_fence(1)) else {
            let (span, message) = if is_fence(1) {
                (source.line_span(1), "开头的设置没有结束：缺少第二行 +++")
            } else {
                (source.line_span(1), "开头缺少两行 +++ 之间的设置")
            };
            let hint = format!("第一行写 +++，接着写 {keys}，再单独写一行 +++，下面是正文");
            return Err(Box::new(source.diagnostic(Code::MissingFrontMatter, span, message, hint)));
        };
        let start_of = |line: usize| source.line_span(line).start;
        let head = Span::new(start_of(2), start_of(closing));
        let end = source.text().len();
        let body = Span::new((source.line_span(closing).end + 1).min(end), end);
        Ok(Document { source, head, body })
    }

    /// Returns the text, without white space around it.
    pub(crate) fn text(&self) -> &str {
        self.source.slice(self.body).trim()
    }

    /// Returns where a diagnostic about the whole file stands: its first line.
    pub(crate) fn place(&self) -> Span {
        self.source.line_span(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_every_editor_are_cut_alike() {
        for text in
            ["+++\na = 1\n+++\n\n正文\n", "\u{feff}+++\r\na = 1\r\n+++\r\n\r\n正文\r\n", "+++ \na = 1\n+++\n正文"]
        {
            let document = Document::split("f", text, "").unwrap();
            assert_eq!(document.source.slice(document.head), "a = 1\n", "{text:?}");
            assert_eq!(document.text(), "正文");
        }
        let bare = Document::split("f", "+++\n+++", "").unwrap();
        assert_eq!((bare.source.slice(bare.head), bare.text()), ("", ""));
    }

    #[test]
    fn settings_must_begin_and_end() {
        for (text, says) in
            [("", "缺少两行"), ("正文", "缺少两行"), ("\n+++\n+++\n", "缺少两行"), ("+++\na\n", "没有结束")]
        {
            let diagnostic = Document::split("f", text, "title").unwrap_err();
            assert_eq!((diagnostic.code, diagnostic.place.line), (Code::MissingFrontMatter, 1));
            assert!(diagnostic.message.contains(says), "{text:?}: {}", diagnostic.message);
        }
    }
}
