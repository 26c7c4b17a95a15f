//! Labels and counts against what is known.

use super::head;
use super::{Known, Said};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::verify::contract;
use crate::verify::derived::Data;
use crate::verify::edition::Base;

/// Checks what a page says. `own` is the plan that it belongs to.
pub(in crate::verify) fn check(
    file: &str,
    said: &Said,
    known: &Known,
    base: &Base,
    own: Option<&Data>,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut fault = |text: &str, message: String| {
        let place = Place::file(file).quoting(text);
        found.push(Diagnostic::new(Code::WrongFact, place, message, "重新生成网站：policy-portal build"));
    };
    let is_named = said.is_named && !known.words.has_templates;
    for label in said.links.iter().filter(|_| is_named) {
        let Some(path) = base.path_of(&label.href) else { continue };
        let Some(entity) = known.entity(path) else { continue };
        let is_right = if label.is_in_passage { entity.is_meant(&label.text) } else { entity.is_called(&label.text) };
        if !is_right && !known.words.say(&label.text) {
            fault(&label.text, format!("这几个字链接到 `{path}`，却不是它的名称或序号"));
        }
        if let Some(title) = label.title.as_ref().filter(|title| !entity.is_called(title)) {
            fault(title, format!("链接 `{path}` 的 title 不是它的名称"));
        }
    }
    let address = format!("/{}", file.strip_suffix("index.html").unwrap_or(file));
    for count in &said.counts {
        let whole = |term: &str| match term.strip_prefix('#') {
            Some("") => address.clone(),
            Some(_) => format!("{address}{term}"),
            None => base.path_of(term).unwrap_or(term).to_owned(),
        };
        let wanted = known.count(&count.of.split_whitespace().map(whole).collect::<Vec<_>>()).to_string();
        if !known.words.count(&count.text, &wanted) {
            fault(&count.text, format!("这个数应是 {wanted}：`{}`", count.of));
        }
    }
    for mark in said.marks.iter().filter(|_| is_named) {
        let mark = mark.trim();
        let number =
            mark.strip_prefix('校').is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()));
        let name = mark.strip_prefix('（').and_then(|rest| rest.strip_suffix('）'));
        let is_usual = number || contract::MARKS.contains(&mark) || name.is_some_and(|name| known.is_agency(name));
        if !is_usual && !known.words.say(mark) {
            fault(mark, "原文里的 data-ours 只能是本站的记号，或括号里单位的名称".to_owned());
        }
    }
    if is_named {
        for (text, message) in head::faults(&address, &said.head, known, base, own) {
            fault(&text, message);
        }
    }
    found
}
