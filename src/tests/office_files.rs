//! Files of other programs: the document is the one that the text gives, and no damage of a file does harm.

use std::time::{Duration, Instant};

use camino::Utf8PathBuf;
use proptest::prelude::*;

use super::corpus::{read, told};
use super::support::repository;
use crate::inputs::plan_file::plan_file;
use crate::inputs::registry::Registry;
use crate::intake;
use crate::read::Plan;

fn fixture(folder: &str, name: &str) -> Vec<u8> {
    let path: Utf8PathBuf = repository().join("tests/fixtures").join(folder).join(name);
    fs_err::read(path.as_std_path()).unwrap()
}

fn plan(text: &str) -> Plan {
    read(text, &plan_file("plan.toml", "id = \"p\"\ntitle = \"甲\"\n").unwrap(), &mut Registry::default()).0
}

/// Returns all of a document, its white space at the ends of lines and cells aside.
fn shape(plan: &Plan) -> String {
    let source = plan.source();
    let blocks = plan.document.blocks.iter().map(|block| format!("{:?} {}\n", block.role, source.join(&block.spans)));
    let tables = plan.document.tables.iter().map(|table| {
        let rows = table.rows.iter().map(|row| row.cells.iter().map(|&cell| source.slice(cell)).collect::<Vec<_>>());
        format!("{:?} {:?}\n", table.columns, rows.collect::<Vec<_>>())
    });
    blocks.chain(tables).chain([told(plan, &[])]).collect()
}

#[test]
fn files_of_other_programs_give_the_document_of_the_text() {
    for (name, forms) in [
        ("gf2018-38", &["docx", "html", "gb18030", "utf16"][..]),
        ("reform-table", &["docx", "html", "gb18030", "utf16"]),
        ("responsible-lines", &["docx", "html", "gb18030", "utf16"]),
        ("members", &["docx"]),
    ] {
        let expected = shape(&plan(&String::from_utf8(fixture("corpus", &format!("{name}.txt"))).unwrap()));
        for form in forms {
            let intake = intake::read(&fixture("intake", &format!("{name}.{form}"))).unwrap();
            assert_eq!(shape(&plan(&intake.text)), expected, "{name}.{form}");
            // A page may print its title once more.
            let is_there = intake.left_out.iter().all(|left| intake.text.contains(&left.text));
            assert!(is_there, "{name}.{form}: {:?}", intake.left_out);
        }
    }
}

/// Returns small files of every format.
pub(super) fn files() -> Vec<Vec<u8>> {
    let names = ["merged-cells.docx", "members.docx", "responsible-lines.html", "reform-table.utf16"];
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, word) in ["序号", "任务", "单位"].into_iter().enumerate() {
        sheet.write(0, column as u16, word).unwrap();
    }
    sheet.merge_range(1, 0, 2, 0, "1", &rust_xlsxwriter::Format::new()).unwrap();
    sheet.write(1, 1, "甲。\n乙。").unwrap().write(2, 2, "市一局").unwrap();
    let workbook = workbook.save_to_buffer().unwrap();
    names.into_iter().map(|name| fixture("intake", name)).chain([workbook]).collect()
}

/// Returns the parts of an archive, unpacked.
pub(super) fn unpacked(bytes: &[u8]) -> Option<Vec<(String, Vec<u8>)>> {
    use std::io::Read as _;
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).ok()?;
    let parts = (0..archive.len()).map(|at| {
        let mut file = archive.by_index(at).unwrap();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        (file.name().unwrap().into_owned(), content)
    });
    Some(parts.collect())
}

/// Returns an archive of parts, well formed whatever they hold.
pub(super) fn packed(parts: Vec<(String, Vec<u8>)>) -> Vec<u8> {
    use std::io::Write as _;
    let mut file = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in parts {
        file.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        file.write_all(&content).unwrap();
    }
    file.finish().unwrap().into_inner()
}

/// Pieces that a mutilation puts in: markup of each format, numbers too large, bytes of no text.
const PIECES: [&[u8]; 12] = [
    b"",
    b"<",
    b"</w:tbl>",
    b"<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"99999999999\"/><w:vMerge/></w:tcPr></w:tc></w:tr></w:tbl>",
    b"<w:numPr><w:ilvl w:val=\"99\"/><w:numId w:val=\"1\"/></w:numPr>",
    b"<table><tr><td rowspan=\"4294967295\" colspan=\"70000\"></tr>",
    b"<div><div><div><p hidden>",
    b"ref=\"A1:XFD1048576\"",
    b"-1",
    b"\xff\xfe\x00",
    b"&#x0;",
    b"\t\n\r",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_mutilation_of_a_file_panics_or_takes_long(
        mut bytes in prop::sample::select(files()),
        cuts in prop::collection::vec((any::<prop::sample::Index>(), 0usize..60, prop::sample::select(PIECES.to_vec())), 1..8),
        inside in any::<Option<prop::sample::Index>>(),
    ) {
        let mutilate = |bytes: &mut Vec<u8>| {
            for (at, length, piece) in &cuts {
                let at = at.index(bytes.len() + 1);
                let end = (at + length).min(bytes.len());
                bytes.splice(at..end, piece.iter().copied());
            }
        };
        // A damaged archive mostly can't be opened: its parts are damaged, too.
        match (unpacked(&bytes), inside) {
            (Some(mut parts), Some(inside)) => {
                let part = inside.index(parts.len());
                mutilate(&mut parts[part].1);
                bytes = packed(parts);
            }
            _ => mutilate(&mut bytes),
        }
        let begun = Instant::now();
        if let Ok(intake) = intake::read(&bytes) {
            let read = plan(&intake.text);
            prop_assert_eq!(super::corpus::lost(&read.document), "");
        }
        prop_assert!(begun.elapsed() < Duration::from_secs(20));
    }
}

#[test]
fn a_range_from_its_end_to_its_beginning_ends_no_program() {
    let turned = |(name, part): (String, Vec<u8>)| {
        let text = String::from_utf8(part).unwrap();
        (name, text.replace("<dimension ref=\"A1:C3\"", "<dimension ref=\"C3:A1\"").into_bytes())
    };
    let parts = unpacked(&files().pop().unwrap()).unwrap();
    let altered: Vec<_> = parts.iter().cloned().map(turned).collect();
    assert_ne!(altered, parts);
    assert!(intake::read(&packed(altered)).is_ok());
}

#[test]
fn a_category_as_wide_as_the_table_groups_what_follows() {
    let page = "<html><body><table>\
        <tr><td>序号</td><td>主要任务</td><td>责任单位</td></tr>\
        <tr><td colspan=3>窗口</td></tr><tr><td>1</td><td>周末照常办理。</td><td>市政务局</td></tr>\
        <tr><td colspan=3>材料</td></tr><tr><td>2</td><td>公布清单。</td><td>市司法局</td></tr>\
        </table></body></html>";
    let text = intake::read(page.as_bytes()).unwrap().text;
    let plan = plan(&text);
    let domains: Vec<(&str, &[u32])> =
        plan.domains.iter().map(|domain| (domain.name.as_str(), domain.tasks.as_slice())).collect();
    assert_eq!(domains, [("窗口", &[1][..]), ("材料", &[2])], "{text}");
}
