//! Where `plan.toml` names lines of the text: a number that leads nowhere is shown where it was written.

use toml::de::{DeTable, DeValue};

use crate::diagnostic::Place;
use crate::text::source::{Source, Span};

/// Returns what stands under keys named `lines`, and where.
pub(super) fn line_places(source: &Source) -> Vec<([usize; 2], Place)> {
    let (table, _) = DeTable::parse_recoverable(source.text());
    let mut found = Vec::new();
    let mut tables = vec![table.get_ref()];
    while let Some(table) = tables.pop() {
        for (key, value) in table {
            let span = Span::new(value.span().start, value.span().end);
            match value.get_ref() {
                DeValue::Table(table) => tables.push(table),
                DeValue::Array(items) if key.get_ref() == "lines" => {
                    let numbers = items.iter().filter_map(|item| item.get_ref().as_integer()?.as_str().parse().ok());
                    let pair = <[usize; 2]>::try_from(numbers.collect::<Vec<_>>());
                    found.extend(pair.map(|pair| (pair, source.place(span))));
                }
                DeValue::Array(items) => tables.extend(items.iter().filter_map(|item| item.get_ref().as_table())),
                _ => {}
            }
        }
    }
    found
}
