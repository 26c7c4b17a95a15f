//! Other documents of the genre, and texts of no genre at all: nothing is lost, nothing panics.

use std::fmt::Write as _;

use crate::build::Reading;
use crate::content::{self, Content};
use crate::diagnostic::Diagnostic;
use crate::inputs::plan_file::{PlanFile, plan_file};
use crate::inputs::registry::Registry;
use crate::inputs::{self, Inputs};
use crate::parse::{self, BlockKind, Document};
use crate::read::{self, Plan};
use crate::text::source::Source;
use crate::{emit, search, site};
use camino::Utf8Path;
use proptest::prelude::*;

use super::support::{Portal, repository, tell};

/// Each document, with the title that a minimal plan.toml gives it.
const DOCUMENTS: [(&str, &str); 4] = [
    ("action-plan", "太仓市人工智能OPC培育发展行动计划（2026-2028年）"),
    ("responsible-lines", "郑州市人工智能OPC创业社区推广方案"),
    ("reform-table", "国务院办公厅关于推广第二批支持创新相关改革举措的通知"),
    ("members", "国务院职业教育工作部际联席会议制度"),
];

fn read(source: &str, file: &PlanFile, registry: &mut Registry) -> (Plan, Vec<Diagnostic>) {
    let (document, mut diagnostics) = parse::parse(Source::new("source.txt", source));
    let (plan, found) = read::read(document, file, registry);
    diagnostics.extend(found);
    (plan, diagnostics)
}

#[test]
fn other_documents_are_read_as_far_as_they_go_and_no_further() {
    let folder = repository().join("tests/fixtures/corpus");
    for (name, title) in DOCUMENTS {
        let source = fs_err::read_to_string(folder.join(format!("{name}.txt")).as_std_path()).unwrap();
        let portal = Portal::small()
            .file("seeds/p/source.txt", &source)
            .file("seeds/p/plan.toml", format!("id = \"p\"\ntitle = \"{title}\"\n"));
        let Reading { plans, diagnostics, .. } = portal.read();
        let plan = &plans[0];
        assert_eq!(lost(&plan.document), "", "{name}");
        insta::assert_snapshot!(format!("corpus_{name}"), told(plan, &diagnostics));
        // Whatever is found, the pages can be made.
        portal.staged();
    }
}

/// Returns what was found, and what each line was taken for.
fn told(plan: &Plan, diagnostics: &[Diagnostic]) -> String {
    let mut text = String::new();
    for diagnostic in diagnostics {
        let _ = writeln!(text, "{}", tell(diagnostic));
    }
    let source = plan.source();
    let _ = writeln!(
        text,
        "\nissuer {:?}\nnumber {:?}\nsigned {:?}",
        plan.issuer,
        plan.document_number,
        plan.signed.map(|day| day.to_string())
    );
    for block in &plan.document.blocks {
        let start: String = source.join(&block.spans).chars().take(16).collect();
        let node = block.node.map(|node| plan.document.nodes[node].id.as_str()).unwrap_or_default();
        let table = match block.kind {
            BlockKind::Table(table) => Some(format!("{} rows", plan.document.tables[table].rows.len())),
            _ => None,
        };
        let _ = writeln!(text, "{:?} {node} {start}{}", block.role, table.unwrap_or_default());
    }
    for task in &plan.tasks {
        let domain = task.domain.map(|domain| plan.domains[domain].name.as_str()).unwrap_or_default();
        let start: String = source.slice(task.parts[0].text.span).chars().take(16).collect();
        let _ = writeln!(text, "task {} | {domain} | {start}", task.number);
    }
    text
}

/// Returns the whole way to the staged files, but for the disk; the model as it was on the way.
fn staged(source: &str, file: &PlanFile, portal: &Inputs) -> (Document, usize) {
    let mut agencies = portal.registry.clone().unwrap();
    let (plan, _) = read(source, file, &mut agencies);
    let document = plan.document.clone();
    let Inputs { portal: settings, words, content, lexicon, theme, .. } = portal;
    let (settings, words) = (settings.clone().unwrap(), words.clone().unwrap());
    let content = Content { pages: content::read_pages(content, &mut Vec::new()), ..Content::default() };
    let site = site::site(settings, words, vec![plan], &agencies, lexicon, content);
    let files =
        emit::files(&site, theme, &emit::data::files(&site).unwrap(), &search::files(&site, lexicon).unwrap()).unwrap();
    (document, files.iter().count())
}

fn shipped() -> (Inputs, String, PlanFile) {
    let inputs = inputs::read(repository()).unwrap();
    let seed = repository().join("seeds/wuhan-2023");
    let text = |name: &str| fs_err::read_to_string(Utf8Path::new(&seed).join(name).as_std_path()).unwrap();
    let file = plan_file("plan.toml", &text("plan.toml")).unwrap();
    (inputs, text("source.txt"), file)
}

/// Pieces of which documents are made, and pieces that no document should have.
fn piece() -> impl Strategy<Value = String> {
    let known = [
        "一、",
        "二、",
        "(一)",
        "（二）",
        "1.",
        "附件：1. ",
        "附件 1",
        "组 长：",
        "成 员：张 三 ",
        "抄送：",
        "类别\t序号\t试点任务\t牵头单位",
        "序号\t任务\n",
        "\t",
        "\n",
        "\n\n",
        "- ",
        "——",
        "2023年8月21日",
        "武办〔2023〕84号",
        "印发",
        "。",
        "，",
        "：",
        "(",
        ")",
        "“",
        "”",
        "《",
        "责任单位：",
        "第一条",
        "各区人民政府(含甲,下同)",
        "\u{3000}",
        " ",
        "\r\n",
        "名单",
        "（共5项）",
        "99999999999",
        "\n— 3 —\n",
        "①",
        "👩‍👩‍👧",
        "\u{202e}",
    ];
    prop_oneof![
        8 => prop::sample::select(known.to_vec()).prop_map(str::to_owned),
        2 => "[\\PC]{0,12}",
        1 => "[一-龥]{1,20}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_without_loss(pieces in prop::collection::vec(piece(), 0..60)) {
        let source: String = pieces.concat();
        let file = plan_file("plan.toml", "id = \"p\"\ntitle = \"甲\"\n").unwrap();
        let (plan, _) = read(&source, &file, &mut Registry::default());
        prop_assert_eq!(lost(&plan.document), "");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_mutilation_of_the_seed_makes_a_site_without_loss(cuts in prop::collection::vec((any::<prop::sample::Index>(), 0usize..200, piece()), 1..12)) {
        let (inputs, source, file) = shipped();
        let mut chars: Vec<char> = source.chars().collect();
        for (at, length, piece) in cuts {
            let at = at.index(chars.len());
            let end = (at + length).min(chars.len());
            chars.splice(at..end, piece.chars());
        }
        let source: String = chars.into_iter().collect();
        let (document, files) = staged(&source, &file, &inputs);
        prop_assert_eq!(lost(&document), "");
        prop_assert!(files > 50);
    }
}

/// Returns what of a source stands in no block, cell or layout record, white space aside.
pub(super) fn lost(document: &Document) -> String {
    let source = &document.source;
    let mut placed = vec![false; source.text().len()];
    let blocks = document.blocks.iter().flat_map(|block| &block.spans);
    let layout = document.layout.iter().map(|layout| &layout.span);
    let tables = document.tables.iter();
    let cells = tables.flat_map(|table| table.header.iter().chain(table.rows.iter().flat_map(|row| &row.cells)));
    for span in blocks.chain(layout).chain(cells) {
        placed[span.start..span.end].fill(true);
    }
    source.text().char_indices().filter(|(at, c)| !placed[*at] && !c.is_whitespace()).map(|(_, c)| c).collect()
}
