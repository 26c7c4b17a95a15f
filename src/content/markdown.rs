//! What an editor's Markdown may hold: no HTML, no pictures, no links but to web addresses and pages of this site, no
//! footnote without its one note, nothing that nobody sees.

use std::collections::BTreeSet;

use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};

use super::anchors;
use super::document::{Document, OPTIONS};
use super::leftovers;
use crate::diagnostic::{Code, Diagnostic};
use crate::inputs::oddities;
use crate::text::source::Span;
use crate::text::url;

/// Reports everything in the body of `document` that no page may hold.
pub(crate) fn check(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    let source = &document.source;
    let body = source.slice(document.body);
    oddities::check_settings(source, document.head, diagnostics);
    leftovers::check(document, diagnostics);
    let mut is_code = false;
    let mut notes = BTreeSet::new();
    for (event, range) in Parser::new_ext(body, OPTIONS).into_offset_iter() {
        let span = source.trim(Span::new(document.body.start + range.start, document.body.start + range.end));
        if let Event::Text(text) | Event::Code(text) | Event::Start(Tag::Link { dest_url: text, .. }) = &event {
            oddities::check(source, span, text, diagnostics);
        }
        let mut error =
            |code, message: String, hint: &str| diagnostics.push(source.diagnostic(code, span, message, hint));
        match event {
            Event::Html(_) | Event::InlineHtml(_) => {
                error(Code::RawHtml, "正文里不能写 HTML".to_owned(), "改用 Markdown；要显示尖括号，写成 `&lt;`");
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                if let Some(fault) = url::why_not_link(&dest_url) {
                    error(Code::BadLink, format!("链接 `{dest_url}` 不能用：{fault}"), url::HINT);
                }
            }
            Event::Start(Tag::Image { .. }) => error(
                Code::PictureInText,
                "正文里不能放图片".to_owned(),
                "本站不从别处加载图片；请改成一个指向图片网页的链接：`[说明](https://…)`",
            ),
            Event::Text(_) => {
                // Brackets that are no link are texts of their own.
                for (at, _) in body[range.clone()].match_indices('[') {
                    // Zola's older reading makes a link of it that leads nowhere.
                    let at = range.start + at;
                    let label = body[at..].lines().next().unwrap_or_default().split_once(']').map(|(label, _)| label);
                    let Some(label) =
                        label.filter(|label| label.starts_with("[^") && !is_code && !body[..at].ends_with('\\'))
                    else {
                        continue;
                    };
                    let start = document.body.start + at;
                    diagnostics.push(source.diagnostic(
                        Code::BrokenAnchor,
                        Span::new(start, start + label.len() + 1),
                        "脚注没有注文",
                        format!("在正文里另起一段写 `{label}]: 注文`；不是脚注的，写成 `\\{label}]`"),
                    ));
                }
            }
            Event::Start(Tag::CodeBlock(_)) => is_code = true,
            Event::End(TagEnd::CodeBlock) => is_code = false,
            Event::Start(Tag::FootnoteDefinition(label)) if !notes.insert(anchors::note_id(&label)) => {
                let start = document.body.start + range.start;
                let end = start + body[range].find(']').map_or(0, |at| at + 1);
                diagnostics.push(source.diagnostic(
                    Code::BrokenAnchor,
                    Span::new(start, end),
                    format!("注文 `[^{label}]` 写了两次"),
                    "一条脚注只写一段注文；是另一条的，换一个名字，正文里的也一起换",
                ));
            }
            Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }) => error(
                Code::TopHeading,
                "正文里的标题不能用一个 #".to_owned(),
                "页面的标题写在 title 里；正文里的标题从 ## 起",
            ),
            _ => {}
        }
    }
}
