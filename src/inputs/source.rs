//! Official texts, as they stand in `seeds/*/source.txt`.

use anyhow::Result;

use super::{InputReader, LARGEST, characters, oddities};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::text::markup;
use crate::text::source::{Lines, Source, Span};

/// No plan has a tenth of so many lines, blank ones included.
const MOST_LINES: usize = 100_000;

impl InputReader<'_> {
    /// Returns the official text: UTF-8 without control characters, which no page could show.
    pub(super) fn source(&mut self, file: &str) -> Result<Option<Source>> {
        let Some(text) = self.bounded_text(file, LARGEST)? else { return Ok(None) };
        let lines = text.matches('\n').count();
        if lines > MOST_LINES {
            let message = format!("`{file}` 太长：有 {lines} 行，最多 {MOST_LINES} 行");
            let hint = "请检查是否放错了文件，或多了许多空行";
            self.diagnostics.push(Diagnostic::new(Code::FileTooLarge, Place::file(file), message, hint));
            return Ok(None);
        }
        // Ends of lines are no part of what is printed.
        let source = Source::new(file, text.replace("\r\n", "\n"));
        if let Some(diagnostic) = markup_in(&source) {
            self.diagnostics.push(diagnostic);
            return Ok(None);
        }
        let mut broken = false;
        for line in 1..=source.line_count() {
            let span = source.line_span(line);
            let strange = source
                .slice(span)
                .char_indices()
                .find(|(_, c)| c.is_control() && *c != '\t' || *c == '\u{feff}' || characters::is_harmful(*c));
            if let Some((at, c)) = strange {
                let place = Span::new(span.start + at, span.start + at + c.len_utf8());
                let message = format!("这里有不可见的控制字符 U+{:04X}", c as u32);
                self.diagnostics.push(source.diagnostic(
                    Code::ControlCharacter,
                    place,
                    message,
                    "请从录入文本里删去它；文件应存为不带 BOM 的 UTF-8",
                ));
                broken = true;
            }
        }
        self.diagnostics.extend(characters::odd_characters(&source));
        oddities::check_merged(&source, Span::new(0, source.text().len()), &mut self.diagnostics);
        if source.text().trim().is_empty() {
            self.diagnostics.push(source.diagnostic(
                Code::EmptySource,
                source.lines_span(Lines::of(1)),
                "原文是空的",
                "请把公文全文录入这个文件",
            ));
            broken = true;
        }
        Ok((!broken).then_some(source))
    }
}

/// Returns what to do about a source that another program's file was saved as: its tags would be published as the
/// policy.
fn markup_in(source: &Source) -> Option<Diagnostic> {
    let (kind, way_out) = if markup::is_web_page(source.text()) {
        ("网页", "")
    } else if markup::is_rtf(source.text().as_bytes()) {
        ("RTF 文件", "先用 Word 或 WPS 打开它，另存为“Word 文档（.docx）”；")
    } else {
        return None;
    };
    Some(source.diagnostic(
        Code::MarkupInSource,
        source.line_span(1),
        format!("这是存下来的{kind}，不是文字：里面的标记会当作原文发布"),
        format!("把它移出 seeds；{way_out}再运行 `policy-portal new plan 编号 --from 那个文件`，程序会取出文字和表格"),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::support::Portal;

    #[test]
    fn a_text_of_more_lines_than_any_plan_is_refused() {
        let portal = Portal::with_linked_theme();
        let blank = portal.text("seeds/p/source.txt") + &"\n".repeat(MOST_LINES);
        let told = portal.file("seeds/p/source.txt", blank).check().diagnostics;
        assert_eq!(told.iter().map(|one| one.code).collect::<Vec<_>>(), [Code::FileTooLarge]);
    }
}
