//! The attributes of an element: the addresses that it names, and what no page may hold.

use scraper::node::Element;

use super::contract;
use super::html::{PageReader, Reference, ReferenceKind};
use crate::diagnostic::Code;

impl PageReader<'_> {
    pub(super) fn attributes(&mut self, element: &Element) {
        let name = element.name();
        for (attribute, value) in element.attrs() {
            if attribute == "id" {
                self.page.ids.push(value.to_owned());
            } else if attribute == "style" {
                self.fault_at(Code::InlineStyle, "页面里有 style 属性", "样式写进样式表", value, attribute);
            } else if attribute.len() > 2 && attribute.starts_with("on") {
                self.fault_at(Code::InlineScript, "页面里有事件处理属性", "行为写进脚本文件", value, attribute);
            } else if attribute == "srcdoc" || attribute == "ping" {
                self.fault_at(Code::ForeignLoad, "页面里有 srcdoc 或 ping 属性", "", value, attribute);
            }
            let Some(kind) = reference_kind(element, name, attribute) else {
                continue;
            };
            if attribute == "srcset" || attribute == "imagesrcset" {
                for address in srcset(value) {
                    self.reference(kind, address, name, attribute);
                }
            } else {
                self.reference(kind, value, name, attribute);
            }
        }
        match name {
            // A block of data isn't run.
            "script" if element.attr("type") == Some("application/ld+json") => {}
            "script" if element.attr("src").is_none() => {
                self.fault_at(Code::InlineScript, "页面里有内联脚本", "脚本放进文件再引用", "<script>", "<script");
            }
            "style" => self.fault_at(Code::InlineStyle, "页面里有内联样式", "样式写进样式表", "<style>", "<style"),
            "base" => self.fault_at(
                Code::BaseElement,
                "页面里有 <base>，相对地址因此改变含义",
                "删去 <base>",
                "<base>",
                "<base",
            ),
            // What it holds would be shown in the place of what stands around it.
            "template" if element.attr("shadowrootmode").is_some() => {
                self.fault_at(Code::ForeignLoad, "页面里嵌有别的文档", "只放链接", "shadowrootmode", "shadowrootmode");
            }
            "iframe" | "object" | "embed" | "frame" | "applet" => {
                self.fault_at(Code::ForeignLoad, "页面里嵌有别的文档", "只放链接", name, name);
            }
            "meta" if element.attr("http-equiv").is_some_and(|kind| kind.eq_ignore_ascii_case("refresh")) => {
                let content = element.attr("content").unwrap_or_default();
                let address = content.split_once('=').map_or("", |(_, address)| address);
                self.reference(ReferenceKind::Load, address.trim_matches(['\'', '"', ' ']), name, "content");
            }
            "meta" if matches!(element.attr("property"), Some("og:url" | "og:image")) => {
                let content = element.attr("content").unwrap_or_default();
                self.reference(ReferenceKind::Metadata, content, name, "content");
            }
            "link" if element.attr("rel").is_some_and(|rel| has_word(rel, "stylesheet")) => {
                if let Some(address) = element.attr("href") {
                    self.page.stylesheets.push(address.to_owned());
                }
            }
            _ => {}
        }
    }

    fn reference(&mut self, kind: ReferenceKind, value: &str, name: &str, attribute: &str) {
        self.page.references.push(Reference { kind, value: value.into(), what: format!("{name}[{attribute}]").into() });
    }
}

/// Returns what an attribute's address is for; `None` where the attribute holds no address.
fn reference_kind(element: &Element, name: &str, attribute: &str) -> Option<ReferenceKind> {
    use ReferenceKind::{Ids, Link, Load, Metadata};
    match (name, attribute) {
        ("link", "href") => {
            let rel = element.attr("rel").unwrap_or_default();
            let describes = ["canonical", "alternate", "license", "author", "next", "prev", "help", "search"];
            Some(if has_word(rel, "stylesheet") || !describes.iter().any(|word| has_word(rel, word)) {
                Load
            } else {
                Metadata
            })
        }
        // Fetched, or sent what a reader types: both from and to this site alone.
        ("use" | "image" | "feImage" | "script", "href")
        | ("link", contract::DOCUMENTS)
        | (
            _,
            "action" | "formaction" | "src" | "srcset" | "imagesrcset" | "poster" | "data" | "background" | "manifest",
        ) => Some(Load),
        (_, "href" | "cite" | "longdesc") => Some(Link),
        (
            _,
            "for" | "aria-labelledby" | "aria-describedby" | "aria-controls" | "aria-owns" | "aria-details" | "headers"
            | "list",
        ) => Some(Ids),
        _ => None,
    }
}

fn has_word(words: &str, word: &str) -> bool {
    words.split_ascii_whitespace().any(|other| other.eq_ignore_ascii_case(word))
}

/// Returns the addresses of a `srcset`.
fn srcset(value: &str) -> impl Iterator<Item = &str> {
    value
        .split(", ")
        .flat_map(|candidate| candidate.split(",\n"))
        .filter_map(|candidate| candidate.split_ascii_whitespace().next())
        .map(|address| address.trim_end_matches(','))
        .filter(|address| !address.is_empty())
}
