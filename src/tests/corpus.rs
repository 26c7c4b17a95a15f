//! Other documents of the genre, and texts of no genre at all: nothing is lost, nothing panics.

use std::fmt::Write as _;

use crate::cli::draft::draft;
use crate::cli::new;
use crate::cli::recorded::Draft;
use crate::content::{self, Content};
use crate::diagnostic::{Code, Diagnostic};
use crate::inputs::plan_file::{PlanFile, plan_file};
use crate::inputs::registry::{Agency, Registry};
use crate::inputs::{self, Inputs};
use crate::parse::{self, Document, Role};
use crate::pipeline::Reading;
use crate::read::{self, Plan};
use crate::text::source::Source;
use crate::{emit, intake, search, site};
use camino::Utf8Path;
use proptest::prelude::*;

use super::one_in;
use super::support::{Portal, repository, tell};

pub(super) fn read(source: &str, file: &PlanFile, registry: &mut Registry) -> (Plan, Vec<Diagnostic>) {
    let (document, diagnostics) = parse::parse(Source::new("source.txt", source));
    read::read(document, diagnostics, file, registry)
}

/// Returns the documents of a folder of fixtures, by name.
pub(super) fn documents(folder: &str) -> Vec<(String, String)> {
    let folder = repository().join("tests/fixtures").join(folder);
    let names = fs_err::read_dir(folder.as_std_path()).unwrap().map(|entry| entry.unwrap().file_name());
    let mut names: Vec<String> = names.map(|name| name.into_string().unwrap()).collect();
    names.sort();
    let texts = names.iter().filter_map(|name| name.strip_suffix(".txt")).map(|name| {
        (name.to_owned(), fs_err::read_to_string(folder.join(format!("{name}.txt")).as_std_path()).unwrap())
    });
    texts.collect()
}

#[test]
fn documents_of_the_genre_are_read_as_their_snapshots_say() {
    for (at, (name, portal, draft)) in drafted().enumerate() {
        let Reading { plans, diagnostics, inputs, .. } = portal.read();
        let plan = &plans[0];
        assert_eq!(lost(&plan.document), "", "{name}");
        let placed = draft.placed.join("\n");
        let told = format!("{placed}\n\n{}\n{}", told(plan, &diagnostics), found(&inputs.registry.unwrap()));
        insta::assert_snapshot!(name, told);
        // Whatever is found, the pages can be made.
        if at % one_in(4) == 0 {
            portal.staged();
        }
    }
}

/// Returns the portal of each document, its name before it and its draft behind.
pub(super) fn drafted() -> impl Iterator<Item = (String, Portal, Draft)> {
    let named = |folder: &'static str| documents(folder).into_iter().map(move |(name, source)| (folder, name, source));
    ["corpus", "genre"].into_iter().flat_map(named).map(|(folder, name, source)| {
        let draft = draft(new::PLAN, "p", &intake::read(source.as_bytes()).unwrap(), None);
        let portal =
            Portal::with_linked_theme().file("seeds/p/source.txt", &source).file("seeds/p/plan.toml", &draft.text);
        (format!("{folder}_{name}"), portal, draft)
    })
}

/// Returns the agencies that only the plan names, as `new plan` proposes them: name, id, kind, place.
fn found(agencies: &Registry) -> String {
    let provisional = agencies.agencies().iter().filter(|agency| agency.provisional);
    let one = |agency: &Agency| {
        let place = agency.place.as_deref().unwrap_or("-");
        format!("{} {} {} {place}\n", agency.name, agency.id, agency.kind.name())
    };
    provisional.map(one).collect()
}

/// Returns what was found: doubts, metadata, headings, tasks with who does them, members, and what has no place.
pub(super) fn told(plan: &Plan, diagnostics: &[Diagnostic]) -> String {
    let mut text = String::new();
    let names = |diagnostic: &&Diagnostic| diagnostic.code == Code::UnknownAgency;
    for diagnostic in diagnostics.iter().filter(|diagnostic| !names(diagnostic)) {
        let _ = writeln!(text, "{}", tell(diagnostic));
    }
    let source = plan.source();
    let day = plan.signed.map(|day| day.to_string()).unwrap_or_default();
    let number = plan.document_number.clone().unwrap_or_default();
    let _ = writeln!(text, "\n{} | {number} | {day}", plan.issuers.join("、"));
    for clause in &plan.clauses {
        let _ = writeln!(text, "{} {}{}", clause.id, clause.label, start(&clause.heading));
    }
    for task in &plan.tasks {
        let label = task.label.as_deref().unwrap_or("-");
        let domain = task.domain.map(|domain| plan.domains[domain].name.as_str()).unwrap_or_default();
        let section = task.section.map(|section| source.slice(section)).unwrap_or_default();
        let _ = writeln!(text, "\n{} | {label} | {} | {domain}{section}", task.number, task.title);
        for part in &task.parts {
            let _ = writeln!(text, "  {} {}", part.lines.label(), start(&plan.text_of(part).replace('\n', "⏎")));
            for cell in &part.roles {
                let mentions = cell.agencies.mentions.iter().map(|mention| match &mention.name {
                    Some(name) if *name != mention.form => format!("{}={name}", mention.form),
                    _ => mention.form.clone(),
                });
                let class = cell.role.class.name();
                let _ = writeln!(text, "    {class} {} {}", cell.role.word, mentions.collect::<Vec<_>>().join("|"));
            }
            let due = part.due.map(|due| due.to_string()).unwrap_or_default();
            let printed = source.slice(part.deadline.span);
            if !printed.is_empty() {
                let _ = writeln!(text, "    due {due} `{printed}`");
            }
            for extra in &part.extra {
                let _ = writeln!(text, "    {} {}", source.slice(extra.header), source.slice(extra.cell.span));
            }
        }
    }
    for member in &plan.members {
        let group = member.group.as_deref().unwrap_or_default();
        let _ = writeln!(text, "{}{group} {} {}", member.role, member.name, member.post);
    }
    for table in plan.document.tables.iter().filter(|table| !table.lists_tasks) {
        let header: Vec<&str> = table.header.iter().map(|&cell| source.slice(cell)).collect();
        let _ = writeln!(text, "table {} | {} rows", header.join(" "), table.rows.len());
    }
    for block in plan.blocks.iter().filter(|block| block.role == Role::Unplaced) {
        let _ = writeln!(text, "unplaced {}", start(&source.join(&block.spans)));
    }
    text
}

fn start(text: &str) -> String {
    text.chars().take(24).collect()
}

/// Returns the whole way to the staged files, but for the disk; the model as it was on the way.
fn staged(source: &str, file: &PlanFile, portal: &Inputs) -> (Document, usize) {
    let mut agencies = portal.registry.clone().unwrap();
    let (plan, _) = read(source, file, &mut agencies);
    let document = plan.document.clone();
    let Inputs { portal: settings, words, content, lexicon, theme, .. } = portal;
    let (settings, words) = (settings.clone().unwrap(), words.clone().unwrap());
    let content = Content { pages: content::read_pages(content, &mut Vec::new()), ..Content::default() };
    let site = site::site(settings, words, vec![plan], &agencies, lexicon, content, None);
    let (data, search) =
        (emit::data::files(&site, None).unwrap(), search::files(&site, lexicon, search::LIMITS, None).unwrap());
    let (pages, _) = emit::pages(&site, None).unwrap();
    let files = emit::files(&site, theme, data, search, &pages).unwrap();
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
pub(super) fn piece() -> impl Strategy<Value = String> {
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
        "（责任",
        "领导：甲；",
        "（1）",
        "第一条",
        "（责任单位：甲、乙；完成时限：长期）",
        "（由甲牵头，乙配合）",
        "\n完成时限：2030年12月\n",
        "某市财政局　　某市司法局\n",
        "指标\t目标\n",
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
    #![proptest_config(ProptestConfig { cases: 240 / u32::try_from(one_in(60)).unwrap(), failure_persistence: None, ..ProptestConfig::default() })]

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

#[test]
fn a_row_without_a_number_behind_a_gap_gets_one_that_no_task_has() {
    let (inputs, source, file) = shipped();
    let unnumbered = "\n\n试点任务\t牵头单位\t责任单位\t完成时限\n开放学校操场。\t市教育局\t市财政局\t2024年12月\n";
    let lines = source.split_inclusive('\n').filter(|line| !line.contains("\t30\t"));
    let source: String = lines
        .map(|line| if line.contains("\t90\t") { format!("{line}{unnumbered}") } else { line.to_owned() })
        .collect();
    let (document, _) = staged(&source, &file, &inputs);
    assert_eq!(document.tables.iter().filter(|table| table.columns.len() == 4).count(), 1);
    assert_eq!(lost(&document), "");
}

/// Returns what of a source stands in no block, cell or layout record, white space aside.
pub(super) fn lost(document: &Document) -> String {
    let source = &document.source;
    let mut placed = vec![false; source.text().len()];
    let blocks = document.blocks.iter().flat_map(|block| &block.spans);
    let layout = document.layout.iter().map(|layout| &layout.span);
    let tables = document.tables.iter();
    let cells = tables.flat_map(|table| {
        table.upper_header.iter().flatten().chain(&table.header).chain(table.rows.iter().flat_map(|row| &row.cells))
    });
    for span in blocks.chain(layout).chain(cells) {
        placed[span.start..span.end].fill(true);
    }
    source.text().char_indices().filter(|(at, c)| !placed[*at] && !c.is_whitespace()).map(|(_, c)| c).collect()
}
