//! The search's two halves cut text into the same terms, here and in the browser's language.

use std::io::Write as _;
use std::process::{Command, Stdio};

use crate::inputs::lexicon::Lexicon;
use crate::pipeline;
use crate::search::{self, language};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use serde::Deserialize;

use crate::tests::support::{Portal, repository};

#[derive(Deserialize)]
struct Vector {
    text: String,
    terms: Vec<String>,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Cut {
    normal: String,
    english: String,
    terms: Vec<String>,
}

/// Returns what the theme's script makes of texts.
fn in_javascript(texts: &[String]) -> Vec<Cut> {
    let script = repository().join("tests/search/terms.mjs");
    let node = std::env::var("NODE").unwrap_or_else(|_| "node".to_owned());
    let mut child =
        Command::new(node).arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("Node.js runs");
    child.stdin.take().unwrap().write_all(&serde_json::to_vec(texts).unwrap()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    serde_json::from_slice(&output.stdout).unwrap()
}

fn in_rust(text: &str) -> Cut {
    Cut { normal: language::normalize(text), english: language::english(text), terms: language::terms(text) }
}

/// Runs a script of `tests/search/` with these arguments.
fn run(script: &str, arguments: &[&str]) -> String {
    let node = std::env::var("NODE").unwrap_or_else(|_| "node".to_owned());
    let output = Command::new(node).arg(repository().join("tests/search").join(script)).args(arguments).output();
    let output = output.expect("Node.js runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// All is cut, however small.
const CUT: search::Limits = search::Limits { documents: 0, shards: 0 };

#[test]
fn an_index_that_is_cut_answers_as_the_texts_do() {
    let reading = pipeline::read(repository()).unwrap();
    let site = reading.site.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let root = camino::Utf8Path::from_path(folder.path()).unwrap();
    let told = search::Limits { documents: 100, ..search::LIMITS };
    for (name, limits) in [("whole", search::LIMITS), ("told", told), ("cut", CUT)] {
        let published = search::files(&site, &reading.inputs.lexicon, limits, None).unwrap();
        assert_eq!(published.is_cut, name != "whole");
        let again = search::files(&site, &reading.inputs.lexicon, limits, None).unwrap();
        assert!(published.files.iter().eq(again.files.iter()), "the same every time");
        for (path, bytes) in published.files.iter() {
            let path = root.join(name).join(path);
            fs_err::create_dir_all(path.parent().unwrap()).unwrap();
            fs_err::write(path, bytes).unwrap();
        }
    }
    let files = |name: &str| root.join(name).join("assets/search").into_string();
    run("shards.mjs", &[&files("cut"), &files("told"), &files("whole")]);
}

#[test]
fn both_languages_agree_on_the_vectors() {
    let text = fs_err::read_to_string(repository().join("tests/search/vectors.json")).unwrap();
    let vectors: Vec<Vector> = serde_json::from_str(&text).unwrap();
    let texts: Vec<String> = vectors.iter().map(|vector| vector.text.clone()).collect();
    for (vector, cut) in vectors.iter().zip(in_javascript(&texts)) {
        assert_eq!(language::terms(&vector.text), vector.terms, "{:?} in Rust", vector.text);
        assert_eq!(cut.terms, vector.terms, "{:?} in JavaScript", vector.text);
    }
}

#[test]
fn both_languages_agree_on_a_random_corpus() {
    // Anything, and what official texts and their readers use, mixed.
    let piece = proptest::prop_oneof![
        "\\PC{0,6}",
        "[一-龥]{1,8}",
        "[0-9a-zA-Z]{1,6}",
        "[a-c ]{1,4}(s|ss|ies)? ",
        "[０-９Ａ-ｚ㈠-㈩①-⑳㎡（）〔〕“”、，。—…·\\s]{1,4}",
        "[À-ɏα-ωа-я\u{1F600}-\u{1F64F}\u{20000}-\u{20100}]{1,4}",
    ];
    let text = proptest::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat());
    let mut runner = TestRunner::deterministic();
    let texts: Vec<String> = (0..3000).map(|_| text.new_tree(&mut runner).unwrap().current()).collect();
    for (text, theirs) in texts.iter().zip(in_javascript(&texts)) {
        assert_eq!(in_rust(text), theirs, "{text:?}");
    }
}

#[test]
fn a_place_finds_what_belongs_to_its_plan() {
    let portal = Portal::small();
    let plan = portal.text("seeds/p/plan.toml").replacen("id = \"p\"", "id = \"q\"\nplace = \"东海市\"", 1);
    let source = portal.text("seeds/p/source.txt");
    let portal = portal.file("seeds/q/plan.toml", plan).file("seeds/q/source.txt", source).edit(
        "portal.toml",
        "plans = [\"p\"]\n",
        "plans = [\"p\", \"q\"]\n",
    );
    let site = portal.site();
    let lexicon = Lexicon::default();
    let corpus = super::documents::corpus(super::Searched::of(&site, &lexicon, CUT));
    let postings = super::postings::postings(&corpus);
    let found: Vec<&str> = postings["东海"].iter().map(|(at, _)| corpus.documents[*at].url.as_str()).collect();
    assert!(found.contains(&"/q/tasks/4/") && found.iter().all(|url| url.starts_with("/q/")), "{found:?}");
}

#[test]
fn a_place_goes_by_its_short_name_unless_that_is_a_word_of_others() {
    let mut portal = Portal::small();
    for (id, place) in [("q", "东海市"), ("r", "社区县")] {
        let plan = portal.text("seeds/p/plan.toml");
        let plan = plan.replacen("id = \"p\"", &format!("id = \"{id}\"\nplace = \"{place}\""), 1);
        let source = portal.text("seeds/p/source.txt");
        portal = portal.file(&format!("seeds/{id}/plan.toml"), plan).file(&format!("seeds/{id}/source.txt"), source);
    }
    let portal = portal.edit("portal.toml", "plans = [\"p\"]\n", "plans = [\"p\", \"q\", \"r\"]\n");
    let lexicon = pipeline::read(portal.root()).unwrap().inputs.lexicon;
    let published = search::files(&portal.site(), &lexicon, CUT, None).unwrap();
    let tables = published.files.iter().filter(|(path, _)| path.as_str().contains("/tables."));
    let texts: Vec<serde_json::Value> = tables.map(|(_, bytes)| serde_json::from_slice(bytes).unwrap()).collect();
    let places = texts.iter().filter_map(|table| table["places"].as_object()).flatten();
    let own: Vec<_> = places.filter(|(_, plans)| **plans != serde_json::json!(["p"])).map(|(name, _)| name).collect();
    assert_eq!(own, ["东海", "东海市", "社区县"]);
}

#[test]
fn a_long_word_is_cut() {
    let letters = |count: usize| "a".repeat(count);
    assert_eq!(language::terms(&letters(150)), [letters(64), letters(64), letters(22)]);
    // An index is a tree with a letter at each step, and readers of JSON go down some hundred.
    let portal = Portal::small();
    let portal =
        portal.edit("seeds/p/source.txt", "开办社区课堂(晚间)。", &format!("开办社区课堂({})。", letters(100_000)));
    let built = portal.build();
    assert!(built.out.is_some(), "{:?}", built.diagnostics);
    let published = search::files(&portal.site(), &Lexicon::default(), CUT, None).unwrap();
    for (path, bytes) in published.files.iter() {
        assert!(serde_json::from_slice::<serde_json::Value>(bytes).is_ok(), "{path}");
    }
}
