//! What reads the bytes of others, each with real inputs to alter.

use std::collections::{BTreeMap, BTreeSet};

use camino::Utf8Path;

use super::mutator::{ODD, Random, interrupted, mutant};
use crate::cli::draft::draft;
use crate::cli::new;
use crate::content::{self, KnownPlan};
use crate::diagnostic::{Diagnostic, render};
use crate::emit;
use crate::inputs::catalogue::Catalogue;
use crate::inputs::files::{ContentFiles, SheetFile, TextFile};
use crate::inputs::lexicon::Lexicon;
use crate::inputs::plan_file::plan_file;
use crate::inputs::portal::Portal;
use crate::inputs::registry::Registry;
use crate::intake;
use crate::parse;
use crate::read;
use crate::tests::corpus::{documents, lost};
use crate::tests::office_files;
use crate::tests::support::{files, repository};
use crate::text::date::Date;
use crate::text::source::Source;
use crate::verify::tests::fixture::tasks_of_second_reading;

type Reading = Box<dyn Fn(&str, &[u8])>;

/// Something that reads inputs.
pub(super) struct Target {
    pub name: &'static str,
    /// How many of a hundred inputs it gets.
    pub share: usize,
    /// Real inputs, each with its path or with what else says how it is read.
    pub seeds: Vec<(String, Vec<u8>)>,
    /// What its language is made of.
    pub words: Vec<&'static str>,
    /// The longest input, in bytes.
    pub longest: usize,
    /// Reads an input as that seed.
    pub read: Reading,
}

/// What stands in a piece for a number that each time is another: some things go slow only where they differ.
const NUMBERED: &str = "№";

/// In how many places a piece is repeated.
const PLACES: usize = 2;

/// Of inputs in bytes: what takes long, or much memory, does so at a few KB already. Parts of office files are longer.
const LONGEST: usize = 4 * 1024;
const LONGEST_PART: usize = 64 * 1024;

impl Target {
    /// Returns the input of a number, and the name of the seed that it was made from.
    pub(super) fn input(&self, number: u64) -> (&str, Vec<u8>) {
        mutant(&mut Random::new(number), &self.seeds, &self.words, self.longest)
    }

    /// Returns how many pieces there are to repeat, each in several places.
    pub(super) fn repeats(&self) -> usize {
        (self.words.len() + ODD.len()) * PLACES
    }

    /// Returns a piece of its language, or an odd one; every other time with a line's end.
    pub(super) fn piece(&self, number: usize) -> String {
        let piece = self.words.iter().chain(&ODD).nth(number / PLACES).copied().unwrap_or_default();
        format!("{piece}{}", ["", "\n"][number % 2])
    }

    /// Returns a seed with so many bytes of that piece in it, and the seed's name.
    pub(super) fn repeated(&self, number: usize, length: usize) -> (&str, Vec<u8>) {
        let piece = self.piece(number);
        let pieces: String = (0..length / piece.len()).map(|at| piece.replace(NUMBERED, &at.to_string())).collect();
        interrupted(&mut Random::new(number as u64), &self.seeds, pieces.as_bytes())
    }
}

/// Returns all targets.
pub(super) fn targets() -> Vec<Target> {
    vec![csv(), settings(), markdown(), document(), corrections(), workbook(), office_file()]
}

/// Parts a plan's settings from its source, where both are one input.
const PARTED: &str = "\n=== source\n";

/// The settings of a plan that says nothing.
const PLAIN: &str = "id = \"p\"\ntitle = \"甲\"\n";

const PHRASES: [&str; 44] = [
    "一、",
    "（一）",
    "(二)",
    "1.",
    "第一条",
    "①",
    "附件：1. ",
    "附件 1",
    "组 长：",
    "成 员：张 三 ",
    "抄送：",
    "印发",
    "类别\t序号\t试点任务\t牵头单位\n",
    "序号\t任务\t责任单位\t完成时限\n",
    "指标\t目标\n",
    "\t\t",
    "责任单位：",
    "（责任单位：甲、乙；完成时限：长期）",
    "（由甲牵头，乙配合）",
    "牵头单位：",
    "配合单位：",
    "1.甲（牵头）2.乙（配合）",
    "（甲、乙按职责分工负责）",
    "完成时限：2030年12月",
    "2023年8月21日",
    "2025-2027年",
    "长期",
    "持续推进",
    "市教育局、市财政局",
    "市教育局、",
    "市教育局、未知№局、",
    "推动发展。",
    "推动第№项发展。",
    "各区人民政府(含东区、西区,下同)",
    "等单位",
    "—",
    "——",
    "（共5项）",
    "目　录",
    "……1",
    "— 3 —",
    "“",
    "《",
    "（",
];

const TOML: [&str; 32] = [
    "[[corrections]]\n",
    "[[readings]]\n",
    "[[repairs]]\n",
    "[[notes]]\n",
    "[[agencies]]\n",
    "[[entries]]\n",
    "[[tasks]]\n",
    "[[changes]]\n",
    "[words]\n",
    "[site]\n",
    "lines = [1, 999999999]\n",
    "lines = [58, 58]\n",
    "printed = \"\"\n",
    "printed = \"。\"\n",
    "read = \"—\"\n",
    "column = \"lead\"\n",
    "shift = 3\n",
    "shift = -1\n",
    "fault = \"repeated-agencies\"\n",
    "reason = \"照印。\"\n",
    "number = 1\n",
    "date = 2023-08-21\n",
    "date = 2023-02-30\n",
    " = ",
    "\"\"\"",
    "'''",
    "{ a = 1 }",
    "[1, 2]",
    "true",
    "\\u0000",
    "# ",
    "members = [\"east\"]\n",
];

const MARKDOWN: [&str; 28] = [
    "+++\n",
    "# ",
    "## ",
    "- ",
    "1. ",
    "> ",
    "```\n",
    "`",
    "[甲](/a/)",
    "[甲](javascript:b)",
    "[^1]",
    "[^1]: 注\n",
    "![a](b)",
    "<b>",
    "<!--",
    "{{ a }}",
    "{% b %}",
    "{#id}",
    "|a|b|\n|-|-|\n",
    "~~",
    "**",
    "_",
    "[a]: /c\n",
    "<https://a.b/>",
    "&lt;",
    "    ",
    "tasks = [1, 9]\n",
    "[[tasks]]\n",
];

const CELLS: [&str; 20] = [
    ",",
    ";",
    "\t",
    "，",
    "\"",
    "\"\"",
    "\r\n",
    "sep=;\n",
    "计划,任务,状态,日期,来源,说明\n",
    "p,1,已完成,2025-01,某局,\n",
    "未公布",
    "推进中",
    "2025年1月",
    "2025/1/2",
    "45292",
    "0.5",
    "https://a.b/c",
    "１",
    "\u{feff}",
    "\u{a0}",
];

const XML: [&str; 24] = [
    "<",
    ">",
    "/>",
    "<row r=\"1048576\">",
    "<c r=\"XFD1048576\" t=\"s\"><v>0</v></c>",
    "<c r=\"A1\" t=\"d\"><v>2025-01-01</v></c>",
    "<c r=\"B2\" s=\"99\"><v>1e308</v></c>",
    "<mergeCell ref=\"A1:XFD1048576\"/>",
    "<hyperlink ref=\"A1:XFD1048576\" r:id=\"rId1\"/>",
    "<sheet name=\"a\" sheetId=\"2\" state=\"hidden\" r:id=\"rId1\"/>",
    "count=\"4294967295\"",
    "&#x0;",
    "&a;",
    "<![CDATA[",
    "<!--",
    "<w:p>",
    "</w:p>",
    "<w:tbl><w:tr><w:tc>",
    "<w:gridSpan w:val=\"99999999999\"/>",
    "<w:vMerge/>",
    "<w:ilvl w:val=\"99\"/>",
    "<table><tr><td rowspan=\"4294967295\" colspan=\"70000\">",
    "<div><p hidden>",
    "<li>",
];

/// Tells what was found, as a person and as a program is told.
fn tell(mut diagnostics: Vec<Diagnostic>) {
    render::sort(&mut diagnostics);
    // Each is told alike: a few of each input show whether they can be.
    diagnostics.truncate(6);
    for diagnostic in &diagnostics {
        assert!(!render::json(diagnostic).is_empty());
    }
    render::humans(&diagnostics, false);
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Returns the files of a folder of the repository whose names end so.
fn seeds(folder: &str, ending: &str) -> Vec<(String, Vec<u8>)> {
    let all = files(&repository().join(folder)).into_iter();
    let named = all.map(|(path, bytes)| (Utf8Path::new(folder).join(path).into_string(), bytes));
    named.filter(|(path, _)| path.ends_with(ending)).collect()
}

fn known_plans() -> Vec<KnownPlan> {
    let clauses = BTreeMap::from([("s1-1".to_owned(), "加强领导\n各单位要负起责任。".to_owned())]);
    let texts = BTreeMap::from([(1, "开放学校操场，方便居民锻炼。".to_owned())]);
    let dated = Date::of_day(2023, 8, 21);
    vec![KnownPlan { id: "p".to_owned(), tasks: BTreeSet::from([1, 2, 3]), clauses, texts, dated }]
}

/// Reads the files that editors wrote, and tells what is wrong with them.
fn read_content(files: &ContentFiles) {
    tell(content::read(files, &known_plans(), Date::of_day(2026, 1, 1)).1);
}

fn csv() -> Target {
    let read = |_: &str, bytes: &[u8]| {
        let sheet = SheetFile { file: "content/progress.csv".to_owned(), bytes: bytes.to_vec() };
        read_content(&ContentFiles { progress: Some(sheet), ..ContentFiles::default() });
    };
    let seeds = seeds("tests/fixtures/progress", ".csv");
    Target { name: "csv", share: 36, longest: LONGEST, seeds, words: CELLS.to_vec(), read: Box::new(read) }
}

fn settings() -> Target {
    let own = Catalogue::own().unwrap();
    let read = move |path: &str, bytes: &[u8]| {
        let text = text(bytes);
        let name = path.rsplit('/').next().unwrap_or_default();
        let file = |folder: &str| vec![TextFile { file: format!("content/{folder}/p.toml"), text: text.clone() }];
        match () {
            () if name == "portal.toml" => tell(Portal::read(name, &text).err().unwrap_or_default()),
            () if name == "agencies.toml" => tell(Registry::read(name, &text).err().unwrap_or_default()),
            () if name == "plan.toml" => tell(plan_file(name, &text).err().unwrap_or_default()),
            () if name == "words.toml" => tell(own.clone().override_words(name, &text)),
            () if path.contains("relations") => {
                read_content(&ContentFiles { relations: file("relations"), ..ContentFiles::default() });
            }
            () if path.contains("changes") => {
                read_content(&ContentFiles { editions: file("changes"), ..ContentFiles::default() });
            }
            () => tell(Lexicon::default().add(name, name, &text)),
        }
    };
    let folders = ["tests/fixtures/base", "tests/fixtures/portals", "tests/fixtures/relations", "content", "seeds"];
    let mut seeds: Vec<_> = folders.iter().flat_map(|folder| seeds(folder, ".toml")).collect();
    seeds.push(("portal.toml".to_owned(), fs_err::read(repository().join("portal.toml").as_std_path()).unwrap()));
    let change = "date = 2026-11-24\nnote = \"甲\"\n[[changes]]\nkind = \"task\"\nhow = \"changed\"\nplan = \"p\"\nid = \"1\"\n\
                  title = \"乙\"\nfields = [\"lead\"]\n";
    seeds.push(("content/changes/p.toml".to_owned(), change.into()));
    Target { name: "settings", share: 30, longest: LONGEST, seeds, words: TOML.to_vec(), read: Box::new(read) }
}

fn markdown() -> Target {
    let read = |path: &str, bytes: &[u8]| {
        let text = text(bytes);
        let name = path.rsplit('/').next().unwrap_or_default();
        let file = |folder: &str| vec![TextFile { file: format!("content/{folder}/{name}"), text: text.clone() }];
        let mut files = ContentFiles::default();
        match () {
            () if path.contains("topics") => files.topics = file("topics"),
            () if path.contains("/for/") => files.readers = file("for"),
            () if path.contains("glosses") => files.glosses = file("glosses"),
            () if path.contains("pages") => files.pages = file("pages"),
            () => files.cases = file("cases"),
        }
        read_content(&files);
        content::links::texts(&files);
        let body = emit::body::of_text(text.rsplit("+++\n").next().unwrap_or_default(), "/x");
        assert!(!body.contains("{{") && !body.contains("{%"), "Zola would take it for its own");
    };
    let folders = ["content", "tests/fixtures/base/content", "tests/fixtures/cases", "tests/fixtures/topics"];
    let seeds = folders.iter().flat_map(|folder| seeds(folder, ".md")).collect();
    Target { name: "markdown", share: 22, longest: LONGEST, seeds, words: MARKDOWN.to_vec(), read: Box::new(read) }
}

/// Reads a plan by both readers.
fn read_plan(plan: &str, source: &str) {
    let (document, diagnostics) = parse::parse(Source::new("source.txt", source));
    assert_eq!(lost(&document), "", "lost");
    tasks_of_second_reading(source, plan);
    match plan_file("plan.toml", plan) {
        Ok(file) => {
            let agencies =
                Registry::read("agencies.toml", include_str!("../../../tests/fixtures/base/seeds/agencies.toml"));
            tell(read::read(document, diagnostics, &file, &mut agencies.unwrap_or_default()).1);
        }
        Err(faults) => tell(faults),
    }
}

fn base(name: &str) -> String {
    fs_err::read_to_string(repository().join("tests/fixtures/base/seeds/p").join(name).as_std_path()).unwrap()
}

fn document() -> Target {
    let documents = ["genre", "corpus"].iter().flat_map(|folder| documents(folder));
    let mut seeds: Vec<_> = documents.map(|(name, text)| (name, text.into_bytes())).collect();
    seeds.push(("base".to_owned(), base("source.txt").into_bytes()));
    let read = |_: &str, bytes: &[u8]| read_plan(PLAIN, &text(bytes));
    Target { name: "document", share: 4, longest: LONGEST, seeds, words: PHRASES.to_vec(), read: Box::new(read) }
}

/// Returns what fixtures of faults put into `plan.toml`, behind that of the small portal.
fn faulty_plans() -> Vec<String> {
    let edited = |text: &str| {
        let (_, edit) = text.split_once("=== edit seeds/p/plan.toml\n")?;
        let lines = edit.lines().take_while(|line| !line.starts_with("==="));
        Some(lines.filter_map(|line| line.strip_prefix('+')).map(|line| format!("{line}\n")).collect::<String>())
    };
    let fixtures = seeds("tests/fixtures/faults", ".txt");
    fixtures.iter().filter_map(|(_, bytes)| edited(&text(bytes))).map(|edit| base("plan.toml") + "\n" + &edit).collect()
}

fn corrections() -> Target {
    let drafts = ["genre"].iter().flat_map(|folder| documents(folder)).map(|(_, source)| {
        let draft = draft(new::PLAN, "p", &intake::read(source.as_bytes()).unwrap(), None);
        // What it offers as a comment is meant.
        (draft.text.replace("\n# ", "\n"), source)
    });
    let pairs = faulty_plans().into_iter().map(|plan| (plan, base("source.txt"))).chain(drafts);
    let seeds = pairs.map(|(plan, source)| (String::new(), format!("{plan}{PARTED}{source}").into_bytes())).collect();
    let read = |_: &str, bytes: &[u8]| {
        let text = text(bytes);
        let (plan, source) = text.split_once(PARTED).unwrap_or((&text, "一、甲。"));
        read_plan(plan, source);
    };
    let words = TOML.iter().chain(&PHRASES).copied().collect();
    Target { name: "corrections", share: 5, longest: LONGEST, seeds, words, read: Box::new(read) }
}

/// Returns a small workbook of what offices put into one.
fn progress_workbook() -> Vec<u8> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let day = rust_xlsxwriter::Format::new().set_num_format("yyyy\"年\"m\"月\"d\"日\"");
    let sheet = workbook.add_worksheet();
    for (column, word) in ["计划", "任务", "状态", "日期", "来源", "说明"].into_iter().enumerate() {
        sheet.write(0, column as u16, word).unwrap();
    }
    sheet.write(1, 0, "p").unwrap().write(1, 1, 1).unwrap().write(1, 2, "已完成").unwrap();
    sheet.write_number_with_format(1, 3, 45000, &day).unwrap();
    sheet.write_url(1, 4, "https://a.b/c").unwrap().write_boolean(1, 5, true).unwrap();
    workbook.add_worksheet().set_hidden(true).write(0, 0, "备注").unwrap();
    workbook.save_to_buffer().unwrap()
}

/// Returns every part of these archives as a seed, named `AT:PART`, and the archives themselves.
fn parts(archives: &[Vec<u8>]) -> Vec<(String, Vec<u8>)> {
    let of = |(at, bytes): (usize, &Vec<u8>)| {
        let parts = office_files::unpacked(bytes).unwrap_or_default().into_iter();
        let parts = parts.map(move |(name, part)| (format!("{at}:{name}"), part));
        parts.chain([(format!("{at}:"), bytes.clone())]).collect::<Vec<_>>()
    };
    archives.iter().enumerate().flat_map(of).collect()
}

/// Returns the archive with a part altered; the altered bytes themselves where they are no part.
fn with_part(archives: &[Vec<u8>], name: &str, bytes: &[u8]) -> Vec<u8> {
    let (at, altered) = name.split_once(':').unwrap();
    if altered.is_empty() {
        return bytes.to_vec();
    }
    let parts = office_files::unpacked(&archives[at.parse::<usize>().unwrap()]).unwrap();
    let put = |(name, part)| if name == altered { (name, bytes.to_vec()) } else { (name, part) };
    office_files::packed(parts.into_iter().map(put).collect())
}

fn workbook() -> Target {
    let archives = vec![progress_workbook()];
    let seeds = parts(&archives);
    let read = move |name: &str, bytes: &[u8]| {
        let sheet = SheetFile { file: "content/progress.xlsx".to_owned(), bytes: with_part(&archives, name, bytes) };
        read_content(&ContentFiles { progress: Some(sheet), ..ContentFiles::default() });
    };
    Target { name: "workbook", share: 2, longest: LONGEST_PART, seeds, words: XML.to_vec(), read: Box::new(read) }
}

fn office_file() -> Target {
    let archives = office_files::files();
    let seeds = parts(&archives);
    let read = move |name: &str, bytes: &[u8]| {
        if let Ok(intake) = intake::read(&with_part(&archives, name, bytes)) {
            read_plan(PLAIN, &intake.text);
        }
    };
    let words = XML.iter().chain(&PHRASES).copied().collect();
    Target { name: "office-file", share: 1, longest: LONGEST_PART, seeds, words, read: Box::new(read) }
}
