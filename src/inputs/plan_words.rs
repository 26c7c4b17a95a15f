//! `[words]` of `plan.toml`: how the document calls its things.

use super::fields::{Fields, Form, IN_SKELETON};
use crate::diagnostic::{Code, Diagnostic};

const WORDS: Form = Form { keys: &["task", "table", "members", "domain", "platform"], example: IN_SKELETON };

/// The longest word of `[words]`, in characters: it stands in headings and in the navigation.
const LONGEST_WORD: usize = 12;

/// How the document calls its things, where it isn't evident from its text.
#[derive(Debug, Clone, Default)]
pub(crate) struct WordsEntry {
    pub task: Option<String>,
    pub table: Option<String>,
    pub members: Option<String>,
    pub domain: Option<String>,
    pub platform: Option<String>,
}

/// Reads `[words]`, if there is one.
pub(super) fn entry(fields: &Fields, diagnostics: &mut Vec<Diagnostic>) -> WordsEntry {
    let Some(table) = fields.table("words", &WORDS, diagnostics) else { return WordsEntry::default() };
    let mut called = |key| {
        let word = table.optional(key, diagnostics, Fields::verbatim)?;
        if !is_word(&word.value) {
            let message = format!("[words] 里的 `{}` 不能用作称呼", word.value);
            let hint = format!("写原文的称呼，如 `领导小组`，不带空格和标点，最多 {LONGEST_WORD} 个字；不写的整行删去");
            diagnostics.push(table.source().diagnostic(Code::BadPlanWord, word.span, message, hint));
        }
        Some(word.value)
    };
    WordsEntry {
        task: called("task"),
        table: called("table"),
        members: called("members"),
        domain: called("domain"),
        platform: called("platform"),
    }
}

fn is_word(text: &str) -> bool {
    (1..=LONGEST_WORD).contains(&text.chars().count()) && text.chars().all(char::is_alphanumeric)
}
