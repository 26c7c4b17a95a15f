//! The Markdown bodies: editors' texts, and introductions around the document's words, rendered by `minijinja`.

use std::ops::Range;

use anyhow::Result;
use minijinja::{AutoEscape, Environment, UndefinedBehavior, context};
use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};

use crate::content::anchors;
use crate::content::document::OPTIONS;
use crate::inputs::catalogue::Catalogue;
use crate::site::{Page, PlanIndex, Site};
use crate::text::english;
use crate::text::url::percent_decoded;

/// The name of our own escaping.
const MARKDOWN: &str = "markdown";

/// The templates, compiled once.
#[derive(Debug)]
pub(super) struct Bodies {
    environment: Environment<'static>,
}

impl Bodies {
    /// Compiles the introductions of a catalogue, which are by kind of page.
    pub(super) fn new(words: &Catalogue) -> Result<Self> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_auto_escape_callback(|_| AutoEscape::Custom(MARKDOWN.into()));
        environment.set_formatter(|out, state, value| {
            let is_markdown = matches!(state.auto_escape(), AutoEscape::Custom(name) if name == MARKDOWN);
            if is_markdown && !value.is_safe() {
                out.write_str(&escape(&value.to_string()))?;
                return Ok(());
            }
            minijinja::escape_formatter(out, state, value)
        });
        for (kind, source) in &words.introductions {
            environment.add_template_owned(kind.clone(), source.clone())?;
        }
        Ok(Self { environment })
    }

    /// Returns the body of a page.
    pub(super) fn render(&self, site: &Site, page: &Page) -> Result<String> {
        if let Some(text) = &page.body {
            return Ok(of_text(text, site.portal.base_path()));
        }
        let Ok(template) = self.environment.get_template(page.frame.kind) else { return Ok(String::new()) };
        let plan = page.frame.plan.as_ref();
        let index = plan.and_then(|plan| site.plans.iter().find(|index| index.id == plan.id));
        let text = template.render(context! {
            base => site.portal.base_path(),
            plan_id => plan.map(|plan| plan.id.as_str()).unwrap_or_default(),
            plan_title => plan.map(|plan| plan.title.as_str()).unwrap_or_default(),
            document_number => plan.map(|plan| plan.document_number.as_str()).unwrap_or_default(),
            table => plan.map(|plan| plan.labels.table.as_str()).unwrap_or_default(),
            lead_column => plan.map(|plan| plan.labels.of(plan.labels.first_class())).unwrap_or_default(),
            deadline_column => plan.map(|plan| plan.labels.deadline.as_str()).unwrap_or_default(),
            groups => index.map(PlanIndex::groups).unwrap_or_default(),
            domains_have_leads => index.is_some_and(|plan| plan.domains.iter().any(|domain| !domain.lead.is_empty())),
        })?;
        Ok(with_languages(&text) + "\n")
    }
}

/// Returns an editor's Markdown as Zola gets it.
pub(crate) fn of_text(text: &str, base_path: &str) -> String {
    with_languages(&based(&without_shortcodes(&with_ids(text)), base_path))
}

/// Returns the text that Markdown, Zola's shortcodes and HTML all read as text: ASCII punctuation becomes character
/// references.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_punctuation() {
            escaped.push_str(&format!("&#{};", c as u32));
        } else {
            escaped.push(c);
        }
    }
    escaped
}

/// Returns an editor's Markdown, with what Zola would take for a shortcode made text. Code knows no character references:
/// where it holds such braces it becomes HTML, in one line, since a blank one may end what it stands in.
fn without_shortcodes(text: &str) -> String {
    const BRACES: [&str; 2] = ["{{", "{%"];
    let plain = |text: &str| BRACES.iter().fold(text.to_owned(), |text, braces| unbraced(&text, braces));
    let mut made = String::with_capacity(text.len());
    let mut end = 0;
    let mut block: Option<String> = None;
    for (event, range) in Parser::new_ext(text, OPTIONS).into_offset_iter() {
        let html = match event {
            Event::Code(code) => format!("<code>{}</code>", escape(&code)),
            Event::Start(Tag::CodeBlock(_)) => {
                block = Some(String::new());
                continue;
            }
            Event::Text(code) => {
                if let Some(block) = &mut block {
                    block.push_str(&code);
                }
                continue;
            }
            Event::End(TagEnd::CodeBlock) => {
                let code = escape(&block.take().unwrap_or_default()).replace('\n', "&#10;");
                format!("<pre><code>{code}</code></pre>\n")
            }
            _ => continue,
        };
        if BRACES.iter().any(|braces| text[range.clone()].contains(braces)) {
            made.push_str(&plain(&text[end..range.start]));
            made.push_str(&html);
            end = range.end;
        }
    }
    made + &plain(&text[end..])
}

/// Returns Markdown in which braces are character references; a backslash that took the first of them for text goes, since
/// it would take the reference for text.
fn unbraced(text: &str, braces: &str) -> String {
    let mut pieces = text.split(braces).peekable();
    let mut made = String::with_capacity(text.len());
    while let Some(piece) = pieces.next() {
        made.push_str(piece);
        if pieces.peek().is_some() {
            let backslashes = made.len() - made.trim_end_matches('\\').len();
            made.truncate(made.len() - backslashes % 2);
            made.push_str(&escape(braces));
        }
    }
    made
}

/// Returns Markdown whose English words say that they are: editors can't, since they write no HTML.
fn with_languages(text: &str) -> String {
    let mut phrases = Vec::new();
    let mut is_block = false;
    for (event, range) in Parser::new_ext(text, OPTIONS).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(_)) => is_block = true,
            Event::End(TagEnd::CodeBlock) => is_block = false,
            Event::Text(_) if !is_block => {
                let inside = english::phrases(&text[range.clone()]);
                phrases.extend(inside.into_iter().map(|phrase| range.start + phrase.start..range.start + phrase.end));
            }
            Event::Code(code) if english::lang(&code).is_some() => phrases.push(range),
            _ => {}
        }
    }
    let mut marked = text.to_owned();
    for phrase in phrases.into_iter().rev() {
        marked.insert_str(phrase.end, "</span>");
        marked.insert_str(phrase.start, "<span lang=\"en\">");
    }
    marked
}

/// Returns Markdown whose headings name their ids, whose links to them use these as they are written, and whose notes have
/// ids of their own.
fn with_ids(text: &str) -> String {
    let headings = anchors::headings(text);
    let is_id = |id: &str| headings.iter().any(|heading| heading.id == id);
    let meant = addresses(text).into_iter().filter_map(|at| {
        let rest = text[at..].strip_prefix('#')?;
        let fragment = rest.split([')', '>', ' ', '\n']).next()?;
        // As browsers copy it.
        let written = percent_decoded(fragment)?;
        let prefixed = format!("{}{written}", anchors::PREFIX);
        let id = [written, prefixed].into_iter().find(|id| is_id(id))?;
        Some((at + 1..at + 1 + fragment.len(), id)).filter(|(_, id)| id != fragment)
    });
    let mut edits: Vec<(Range<usize>, String)> = meant.collect();
    edits.extend(headings.iter().map(|heading| (heading.rest.clone(), format!(" {{#{}}}", heading.id))));
    let note_labels = anchors::note_labels(text).into_iter();
    edits.extend(note_labels.map(|label| (label.clone(), anchors::note_id(&text[label]))));
    edits.sort_unstable_by_key(|(range, _)| range.start);
    let mut made = text.to_owned();
    for (range, replacement) in edits.into_iter().rev() {
        made.replace_range(range, &replacement);
    }
    made
}

/// Returns Markdown with the base path before links that begin at the site's root.
fn based(text: &str, base: &str) -> String {
    let is_from_root = |at: &usize| text[*at..].starts_with('/') && !text[*at..].starts_with("//");
    let mut made = text.to_owned();
    for at in addresses(text).into_iter().filter(is_from_root).rev() {
        made.insert_str(at, base);
    }
    made
}

/// Returns where the addresses of links begin, in order: of links in place, whose address stands behind their words, and
/// of definitions of those by name.
fn addresses(text: &str) -> Vec<usize> {
    let begin = |from: usize| text.len() - text[from..].trim_start().trim_start_matches('<').len();
    let events = Parser::new_ext(text, OPTIONS).into_offset_iter();
    let definitions = events.reference_definitions().iter();
    let mut places: Vec<usize> = definitions
        .filter_map(|(_, definition)| {
            let colon = text[definition.span.clone()].find("]:")?;
            Some(begin(definition.span.start + colon + 2))
        })
        .collect();
    // Where the words of the innermost link end.
    let mut words = 0;
    for (event, range) in events {
        match event {
            Event::Start(Tag::Link { link_type: LinkType::Inline, .. }) => words = range.start + 1,
            Event::End(TagEnd::Link) if text[words..].starts_with("](") => places.push(begin(words + 2)),
            Event::End(TagEnd::Link) => {}
            _ => words = range.end,
        }
    }
    places.sort_unstable();
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_in_markdown_is_marked_and_nothing_else() {
        let text = "见“Web of Science”与[open data](/data/)，`large dark`，`x-y1`，RCEP，<https://example.org/a/and/b>。\n\n```\nand\n```\n";
        let expected = "见“<span lang=\"en\">Web of Science</span>”与[<span lang=\"en\">open data</span>](/data/)，\
                        <span lang=\"en\">`large dark`</span>，`x-y1`，RCEP，<https://example.org/a/and/b>。\n\n```\nand\n```\n";
        assert_eq!(with_languages(text), expected);
    }

    #[test]
    fn every_link_to_the_sites_root_gets_the_base_path() {
        for (text, expected) in [
            ("[甲](/a/)和[乙]( </b/> \"题\")。", "[甲](/x/a/)和[乙]( </x/b/> \"题\")。"),
            ("[丙][]、[**丁**`](/`](/d)\n\n[丙]: /c/\n", "[丙][]、[**丁**`](/`](/x/d)\n\n[丙]: /x/c/\n"),
            (
                "`[甲](/a/)` [外](https://a.b/) [处](#c) <https://a.b/c>",
                "`[甲](/a/)` [外](https://a.b/) [处](#c) <https://a.b/c>",
            ),
        ] {
            assert_eq!(based(text, "/x"), expected);
            assert_eq!(based(text, ""), text);
        }
    }

    #[test]
    fn braces_are_text_in_code_too() {
        let shown = |text: &str| {
            let mut html = String::new();
            let made = without_shortcodes(text);
            assert!(!["{{", "{%"].iter().any(|braces| made.contains(braces)), "{made}");
            for event in Parser::new_ext(&made, OPTIONS) {
                match event {
                    Event::Text(text) | Event::Code(text) => html.push_str(&escape(&text)),
                    Event::Html(text) | Event::InlineHtml(text) => html.push_str(&text),
                    _ => {}
                }
            }
            scraper::Html::parse_fragment(&html).root_element().text().collect::<String>()
        };
        assert_eq!(shown("`{{ a }}`、{{ b }}、`c`").trim(), "{{ a }}、{{ b }}、c");
        assert_eq!(shown("\\{{ c }}、\\{% d %}、\\\\{{ e }}、{\\{ f }}"), "{{ c }}、{% d %}、\\{{ e }}、{{ f }}");
        assert_eq!(shown("- 甲\n\n  ```\n  {% a %}\n\n  <b>\n  ```\n\n  乙"), "甲{% a %}\n\n<b>\n\n乙");
    }

    #[test]
    fn escaped_text_is_text_to_markdown() {
        let hostile = "<script>&lt; {{ x }} {% y %} [a](javascript:b) *c* _d_ `e` # f\n";
        let events: Vec<_> = pulldown_cmark::Parser::new(&escape(hostile)).map(|event| format!("{event:?}")).collect();
        let plain =
            |event: &String| event.starts_with("Text") || event.contains("Paragraph") || event.contains("SoftBreak");
        assert!(events.iter().all(plain), "{events:?}");
        assert!(!escape(hostile).contains("{{"));
    }
}
