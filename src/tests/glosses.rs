//! Glosses: once a page, behind the word's first place, and never without a source.

use super::support::Portal;
use crate::site::View;
use crate::site::pieces::Inline;

/// Returns the glosses in some runs, with the text that stands before each.
fn glosses(runs: &[Inline]) -> Vec<String> {
    let mut before = String::new();
    let mut found = Vec::new();
    for run in runs {
        match run {
            Inline::Text { text, .. } | Inline::Half { text, .. } | Inline::Noted { text, .. } => before += text,
            Inline::Gloss { word, .. } => {
                assert!(before.ends_with(word.as_str()), "{word} stands behind {before}");
                found.push(word.clone());
            }
            _ => {}
        }
    }
    found
}

#[test]
fn a_word_is_explained_once_a_page_behind_itself() {
    for page in Portal::shipped().site().pages() {
        let found: Vec<String> = match &page.view {
            View::Policy(view) => {
                let found = view.blocks.iter().filter_map(|block| block.passage.as_ref());
                found.flat_map(|passage| glosses(&passage.runs)).collect()
            }
            View::Task(view) => {
                view.parts.iter().flat_map(|part| &part.text).flat_map(|cell| glosses(&cell.runs)).collect()
            }
            _ => continue,
        };
        match page.address.as_str() {
            "/wuhan-2023/policy/" => {
                let expected =
                    ["“光谷”", "“车谷”", "RCEP", "“两业”", "市场准入负面清单", "“五减五通”", "“1050”", "“1+7+2+N”"];
                assert_eq!(found, expected);
            }
            "/wuhan-2023/tasks/68/" => assert_eq!(found, ["“两业”"]),
            "/wuhan-2023/tasks/52/" => assert!(found.is_empty()),
            address => assert!(found.len() <= 2, "{address}"),
        }
    }
}

#[test]
fn a_gloss_without_a_source_is_an_error() {
    let gloss = |head: &str, text: &str| {
        let portal = Portal::small().file("content/glosses/hall.md", format!("+++\n{head}+++\n\n{text}\n"));
        portal.diagnostics()
    };
    let whole = "word = \"窗口\"\nsource = \"某局\"\ndate = 2030-01-01\nsource_url = \"https://example.cn/\"\n";
    assert_eq!(gloss(whole, "办事的地方。"), [""; 0]);
    assert!(gloss("word = \"窗口\"\n", "办事的地方。").iter().all(|told| told.starts_with("missing-key")));
    assert_eq!(gloss("word = \"窗口\"\n", "办事的地方。").len(), 3);
    assert!(gloss(whole, "")[0].starts_with("not-filled-in"));
    assert!(gloss(&format!("{whole}plan = \"q\"\n"), "办事的地方。")[0].starts_with("unknown-plan"));
}
