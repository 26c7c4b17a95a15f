//! What a TOML text says, every value with its place, as far as it can be read.

use std::collections::BTreeSet;
use std::ops::Range;
use std::rc::Rc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::inputs::toml_mending::{Fault, Mended};
use crate::text::source::{Lines, Source, Span};

/// What a key held, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Placed<T> {
    pub value: T,
    pub span: Span,
}

/// The keys of a table in their order, each with its value.
pub(super) type Table = Vec<(Placed<String>, Placed<Value>)>;

/// What a key holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    Text(String),
    /// A decimal whole number, its digits.
    Whole(String),
    /// A day without a time.
    Day(String),
    List(Vec<Placed<Value>>),
    Table(Rc<Table>),
    Other,
}

/// What is wrong with a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wrong {
    Fault(Fault),
    /// A key or a table for the second time.
    Repeated,
    /// An item of a list with no comma in front of it.
    Comma,
    /// What else only the parser saw.
    Unreadable,
}

/// Something that is wrong, and where it stands.
#[derive(Debug)]
pub(super) struct Trouble {
    pub wrong: Wrong,
    pub at: Span,
    /// The lines that nothing is read of, if any.
    pub lost: Option<Lines>,
}

/// A text that has been read.
#[derive(Debug)]
pub(super) struct Reading {
    pub table: Table,
    /// In the order of the lines.
    pub troubles: Vec<Trouble>,
    /// Where headings in single brackets begin that a list is read of, as they stand there more than once.
    pub repeated: BTreeSet<usize>,
    /// Whether the parser read nothing from somewhere on: nobody knows then which keys are missing.
    pub is_rest_lost: bool,
}

/// Reads a part of a source.
pub(super) fn read(source: &Source, part: Span) -> Reading {
    let text = source.slice(part);
    let (table, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        let table = tree(table.get_ref(), &|range| Span::new(part.start + range.start, part.start + range.end));
        return Reading { table, troubles: Vec::new(), repeated: BTreeSet::new(), is_rest_lost: false };
    }
    let mended = Mended::of(text);
    let (table, errors) = DeTable::parse_recoverable(&mended.text);
    // A place that a parser tells need not be between two characters.
    let at = |place: usize| part.start + (0..=place).rev().find(|&at| text.is_char_boundary(at)).unwrap_or_default();
    let original = |range: Range<usize>| {
        let Range { start, end } = mended.original(range, text.len());
        Span::new(at(start), at(end))
    };
    let span = |range: &Range<usize>| Span::new(part.start + range.start, part.start + range.end);
    let faults = mended.faults.iter().map(|faulty| Trouble {
        wrong: Wrong::Fault(faulty.fault),
        at: span(&faulty.at),
        lost: (!faulty.lost.is_empty()).then(|| source.lines(span(&faulty.lost))),
    });
    let is_stop = |error: &toml::de::Error| {
        ["key with no value", "missing value for key"].iter().any(|words| error.message().contains(words))
    };
    let is_rest_lost = mended.is_rest_lost || errors.iter().any(is_stop);
    let mut troubles: Vec<Trouble> = faults.collect();
    troubles.extend(errors.into_iter().map(|error| {
        let at = original(error.span().unwrap_or_default());
        let wrong = match error.message() {
            words if words.contains("duplicate") => Wrong::Repeated,
            words if words.contains("missing comma") => Wrong::Comma,
            _ => Wrong::Unreadable,
        };
        Trouble { wrong, at, lost: Some(Lines::of(source.line_of(at.start))) }
    }));
    troubles.sort_by_key(|trouble| source.line_of(trouble.at.start));
    let repeated = mended.repeated.iter().map(|place| part.start + place).collect();
    Reading { table: tree(table.get_ref(), &original), troubles, repeated, is_rest_lost }
}

fn tree(table: &DeTable, span: &impl Fn(Range<usize>) -> Span) -> Table {
    let key = |key: &Spanned<_>| Placed { span: span(key.span()), value: ToString::to_string(key.get_ref()) };
    table.iter().map(|(name, held)| (key(name), value(held, span))).collect()
}

fn value(held: &Spanned<DeValue>, span: &impl Fn(Range<usize>) -> Span) -> Placed<Value> {
    let value = match held.get_ref() {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(number) if number.radix() == 10 => Value::Whole(number.as_str().to_owned()),
        DeValue::Datetime(date) if date.time.is_none() => Value::Day(date.to_string()),
        DeValue::Array(items) => Value::List(items.iter().map(|item| value(item, span)).collect()),
        DeValue::Table(table) => Value::Table(Rc::new(tree(table, span))),
        _ => Value::Other,
    };
    Placed { value, span: span(held.span()) }
}
