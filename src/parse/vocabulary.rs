//! The words of the grammar, for who reads a text by code of its own: what headers, labels and verbs are called.

pub(crate) use super::bodies::{are_bodies, are_named, is_body, is_name};
pub(crate) use super::brackets::{CLOSING, LONGEST_LABEL, OPENING, announced, announces_more};
pub(crate) use super::columns::{HEADERS, TEXT_ENDS, TITLES, is_deadline, without_bracket};
pub(crate) use super::document::Column;
pub(crate) use super::line::PROBLEM;
pub(crate) use super::responsibility::{LONGEST_ANNOUNCED, LONGEST_SHARES, MOST_PARAGRAPHS};
pub(crate) use super::spoken::{
    BEFORE_DAY, DAY_BEGINNINGS, LONGEST_MATTER, LONGEST_NAME, MATTERS, PLAIN_VERB, REMARK_BEGINNINGS, REMARKS, VERBS,
    is_verb, is_weak, name_length, verb, without_adverb, without_manner,
};
pub(crate) use super::table::{NOTES, TOTALS};
