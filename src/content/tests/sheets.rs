//! Spreadsheets that other programs wrote come back as they were.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _, Write as _};

use crate::content::sheet::{Row, Sheet};
use crate::content::{self, KnownPlan, Progress, State};
use crate::diagnostic::{Code, Diagnostic};
use crate::inputs::files::{ContentFiles, SheetFile};
use crate::text::date::Date;
use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

const HEADER: [&str; 6] = ["计划", "任务", "状态", "日期", "来源", "说明"];

fn texts(rows: &[Row]) -> Vec<Vec<String>> {
    rows.iter().map(|row| row.cells.iter().map(|cell| cell.text.clone()).collect()).collect()
}

fn rows(file: &str, bytes: Vec<u8>) -> Result<Vec<Row>, Vec<Diagnostic>> {
    Sheet::read(&SheetFile { file: file.to_owned(), bytes }).map(|sheet| sheet.rows)
}

/// Returns a table without empty rows, and without empty cells at the ends of its rows.
fn tables() -> impl Strategy<Value = Vec<Vec<String>>> {
    let inside = "[ -~甲乙丙丁，。“”\\n]{0,12}";
    let cell = inside.prop_map(|text| text.trim().to_owned());
    let last = "[a-z甲乙\",]{1,8}";
    let row = (prop::collection::vec(cell, 0..5), last).prop_map(|(mut row, last)| {
        row.push(last);
        row
    });
    prop::collection::vec(row, 1..12)
}

/// As a spreadsheet program saves it: every other field in quotes although it needn't be.
fn csv_of(table: &[Vec<String>], line_end: &str) -> String {
    let field = |(at, text): (usize, &String)| {
        let needs_quotes = at % 2 == 1 || text.contains([',', '"', '\n', '\r']);
        if needs_quotes { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.clone() }
    };
    table.iter().map(|row| row.iter().enumerate().map(field).collect::<Vec<_>>().join(",") + line_end).collect()
}

fn workbook_of(table: &[Vec<String>]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, cells) in table.iter().enumerate() {
        for (column, text) in cells.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            sheet.write_string(row as u32, column as u16, text).unwrap();
        }
    }
    workbook.save_to_buffer().unwrap()
}

proptest! {
    #[test]
    fn csv_comes_back(table in tables(), crlf: bool, bom: bool) {
        let text = csv_of(&table, if crlf { "\r\n" } else { "\n" });
        let mut bytes = if bom { b"\xef\xbb\xbf".to_vec() } else { Vec::new() };
        bytes.extend(text.as_bytes());
        prop_assert_eq!(texts(&rows("a.csv", bytes).unwrap()), table.clone());
        let (gbk, _, had_faults) = encoding_rs::GBK.encode(&text);
        prop_assert!(!had_faults);
        prop_assert_eq!(texts(&rows("a.csv", gbk.into_owned()).unwrap()), table);
    }

    #[test]
    fn workbooks_come_back(table in tables()) {
        prop_assert_eq!(texts(&rows("a.xlsx", workbook_of(&table)).unwrap()), table);
    }

    #[test]
    fn no_bytes_upset_the_readers(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        for file in ["a.csv", "a.xlsx"] {
            let _ = rows(file, bytes.clone());
        }
    }

    #[test]
    fn a_damaged_workbook_upsets_nobody(at in 0usize..6000, byte: u8) {
        let mut bytes = workbook_of(&[HEADER.map(str::to_owned).to_vec()]);
        let at = at % bytes.len();
        bytes[at] = byte;
        let _ = rows("a.xlsx", bytes);
    }

    #[test]
    fn places_of_csv_cells_hold_their_words(table in tables()) {
        // Without quotes a cell stands in the file word for word.
        let plain: Vec<Vec<String>> =
            table.iter().map(|row| row.iter().map(|text| text.replace(['"', ',', '\n'], "")).collect()).collect();
        let text: String = plain.iter().map(|row| row.join(",") + "\n").collect();
        let lines: Vec<&str> = text.lines().collect();
        for row in rows("a.csv", text.clone().into_bytes()).unwrap() {
            for cell in &row.cells {
                let line: Vec<char> = lines[cell.start.0 - 1].chars().collect();
                let found: String = line[cell.start.1 - 1..cell.end.1 - 1].iter().collect();
                prop_assert_eq!(&found, &cell.text);
                prop_assert_eq!(cell.start.0, row.number);
            }
        }
    }
}

fn progress(bytes: Vec<u8>) -> (Vec<Progress>, Vec<Diagnostic>) {
    let plans = [KnownPlan {
        id: "p".to_owned(),
        tasks: BTreeSet::from([1, 2, 3]),
        clauses: BTreeMap::new(),
        texts: BTreeMap::new(),
        dated: Date::of_day(2023, 8, 21),
    }];
    let progress = Some(SheetFile { file: "content/progress.xlsx".to_owned(), bytes });
    let (content, diagnostics) =
        content::read(&ContentFiles { progress, ..ContentFiles::default() }, &plans, Date::of_day(2026, 1, 1));
    (content.progress, diagnostics)
}

#[test]
fn a_workbook_with_numbers_and_dates_is_read_as_people_see_it() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_row(0, 0, HEADER).unwrap();
    let day = Format::new().set_num_format("yyyy\"年\"m\"月\"d\"日\"");
    sheet.write_row(1, 0, ["p"]).unwrap();
    sheet.write_number(1, 1, 1).unwrap();
    sheet.write_row(1, 2, ["已完成"]).unwrap();
    sheet.write_datetime_with_format(1, 3, ExcelDateTime::from_ymd(2024, 9, 18).unwrap(), &day).unwrap();
    sheet.write_row(1, 4, ["某局 https://example.com/a"]).unwrap();
    sheet.write_row(3, 0, ["p", "2", "推进中", "2024-09", "https://example.com/b", "说明"]).unwrap();
    sheet.write_row(4, 0, ["p"]).unwrap();
    sheet.write_formula(4, 1, rust_xlsxwriter::Formula::new("=1+2").set_result("3")).unwrap();
    sheet.write_row(4, 2, ["未公布"]).unwrap();
    let (progress, diagnostics) = progress(workbook.save_to_buffer().unwrap());
    assert!(diagnostics.is_empty(), "{diagnostics:#?}");
    let shown: Vec<_> = progress.iter().map(|p| (p.task, p.state, p.date, p.source.as_str())).collect();
    let dates = (Date::of_day(2024, 9, 18).unwrap(), Date::of_month(2024, 9).unwrap());
    assert_eq!(shown, [(1, State::Done, dates.0, "某局"), (2, State::Underway, dates.1, "")]);
    assert_eq!(progress[1].source_url.as_deref(), Some("https://example.com/b"));
}

#[test]
fn merged_cells_are_named_with_their_rows() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_row(0, 0, HEADER).unwrap();
    sheet.merge_range(1, 0, 3, 0, "p", &Format::new()).unwrap();
    sheet.merge_range(5, 27, 5, 28, "x", &Format::new()).unwrap();
    let (_, diagnostics) = progress(workbook.save_to_buffer().unwrap());
    let told: Vec<_> =
        diagnostics.iter().map(|f| (f.code.name(), f.place.line, f.place.column, f.message.as_str())).collect();
    assert_eq!(
        told,
        [
            ("merged-cells", 2, 1, "第 2 行有合并的单元格（A2:A4）"),
            ("merged-cells", 6, 28, "第 6 行有合并的单元格（AB6:AC6）")
        ]
    );
}

#[test]
fn a_cell_in_the_last_corner_does_not_fill_the_memory() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_row(0, 0, HEADER).unwrap();
    sheet.write_string(1_048_575, 16_383, "x").unwrap();
    let (_, diagnostics) = progress(workbook.save_to_buffer().unwrap());
    assert_eq!(diagnostics.iter().map(|f| f.code.name()).collect::<Vec<_>>(), ["sheet-too-large"]);
}

#[test]
fn faults_of_a_workbook_name_row_and_column() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_row(0, 0, HEADER).unwrap();
    sheet.write_row(2, 0, ["p", "1", "已完成", "2024-02-30", "", ""]).unwrap();
    let (_, diagnostics) = progress(workbook.save_to_buffer().unwrap());
    let told: Vec<_> = diagnostics.iter().map(|f| (f.code.name(), f.place.line, f.place.column)).collect();
    assert_eq!(told, [("no-such-day", 3, 4), ("missing-source", 3, 5)]);
    assert!(diagnostics[0].message.starts_with("第 3 行："));
}

/// Returns a workbook with one row of progress, whose date is a number with a format.
fn dated(serial: f64, format: &Format) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_row(0, 0, HEADER).unwrap();
    sheet.write_row(1, 0, ["p", "1", "推进中", "", "某局"]).unwrap();
    sheet.write_number_with_format(1, 3, serial, format).unwrap();
    workbook.save_to_buffer().unwrap()
}

#[test]
fn a_date_is_as_precise_as_its_cell_shows() {
    let june = 45473.0;
    let code = |code: &str| Format::new().set_num_format(code);
    let number = |index: u8| Format::new().set_num_format_index(index);
    for (format, date) in [
        (code("yyyy-mm-dd"), "2024-06-30"),
        (code("mmm-yy"), "2024-06"),
        (code("yyyy"), "2024"),
        (code("yyyy\"年\"m\"月\""), "2024-06"),
        (code("[$-804]yyyy\"年\"m\"月\"d\"日\";@"), "2024-06-30"),
        (code("yyyy-mm-dd hh:mm"), "2024-06-30"),
        (number(14), "2024-06-30"),
        (number(17), "2024-06"),
        (number(27), "2024-06"),
        (number(30), "2024-06-30"),
        (number(31), "2024-06-30"),
        (number(36), "2024-06"),
        (number(50), "2024-06"),
        (number(52), "2024-06"),
        (number(57), "2024-06"),
    ] {
        let (progress, diagnostics) = progress(dated(june, &format));
        assert!(diagnostics.is_empty(), "{date}: {diagnostics:#?}");
        assert_eq!(progress[0].date.to_string(), date);
    }
}

#[test]
fn numbers_and_times_are_no_dates() {
    let day = Format::new().set_num_format("yyyy-mm-dd");
    let code = |code: &str| Format::new().set_num_format(code);
    let number = |index: u8| Format::new().set_num_format_index(index);
    for (serial, format, told) in [
        (202_406.0, &day, "`202406` 是数字，不是日期"),
        (1e308, &day, "是数字，不是日期"),
        (-5.0, &day, "`-5` 是数字，不是日期"),
        (0.127_777_78, &day, "`03:04:00` 是时刻，不是日期"),
        (202_406.0, &code("General"), "`202406` 是数字，不是日期"),
        (45356.0, &code("General"), "`45356` 是数字，不是日期"),
        (2024.1, &code("0.00"), "`2024.1` 是数字，不是日期"),
        (45473.5, &code("h:mm"), "是时刻，不是日期"),
        (45473.0, &code("m\"月\"d\"日\""), "这一格没有显示年份"),
        (45473.0, &number(58), "这一格没有显示年份"),
        (45473.0, &number(32), "是时刻，不是日期"),
    ] {
        let (progress, diagnostics) = progress(dated(serial, format));
        assert!(progress.is_empty(), "{serial}: {progress:?}");
        assert_eq!(diagnostics.len(), 1, "{diagnostics:#?}");
        assert_eq!(
            (diagnostics[0].code, diagnostics[0].place.line, diagnostics[0].place.column),
            (Code::BadDate, 2, 4)
        );
        assert!(diagnostics[0].message.contains(told), "{serial}: {}", diagnostics[0].message);
    }
    let (progress, _) = progress(dated(2024.0, &code("General")));
    assert_eq!(progress[0].date, Date::of_year(2024));
}

#[test]
fn the_first_visible_sheet_is_read_and_the_others_are_told() {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().set_name("说明").unwrap().set_hidden(true).write_string(0, 0, "请勿改动").unwrap();
    let sheet = workbook.add_worksheet().set_name("进展").unwrap();
    sheet.set_active(true).set_first_tab(true);
    sheet.write_row(0, 0, HEADER).unwrap();
    sheet.write_row(1, 0, ["p", "1", "推进中", "2024-06", "某局"]).unwrap();
    workbook.add_worksheet().set_name("空的").unwrap();
    workbook.add_worksheet().set_name("旧的").unwrap().write_row(0, 0, HEADER).unwrap();
    let (progress, diagnostics) = progress(workbook.save_to_buffer().unwrap());
    assert_eq!(progress.len(), 1);
    let told: Vec<_> = diagnostics.iter().map(|f| (f.code, f.message.as_str())).collect();
    assert_eq!(
        told,
        [
            (Code::UnreadSheet, "隐藏的工作表“说明”里的内容没有读，只读了“进展”"),
            (Code::UnreadSheet, "工作表“旧的”里的内容没有读，只读了“进展”"),
        ]
    );
}

#[test]
fn hidden_rows_and_columns_are_read_and_told() {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().set_name("说明").unwrap().set_hidden(true).set_row_hidden(7).unwrap();
    let sheet = workbook.add_worksheet().set_name("进展").unwrap();
    sheet.set_active(true).set_first_tab(true);
    sheet.write_row(0, 0, HEADER).unwrap();
    sheet.write_row(1, 0, ["p", "1", "推进中", "2024-06", "某局"]).unwrap();
    sheet.write_row(2, 0, ["p", "2", "已完成", "2024-07", "某局"]).unwrap();
    for row in [2, 3, 4, 9] {
        sheet.set_row_hidden(row).unwrap();
    }
    sheet.set_column_range_hidden(27, 28).unwrap().set_column_range_hidden(4, 5).unwrap();
    let (progress, diagnostics) = progress(workbook.save_to_buffer().unwrap());
    assert_eq!(progress.len(), 2);
    let told: Vec<_> = diagnostics.iter().map(|f| (f.code, f.message.as_str())).collect();
    assert_eq!(told, [(Code::HiddenRows, "E至F列、第3至5行是隐藏的，里面的内容也读了")]);
}

/// Returns a workbook with one row of progress, a part of whose sheet's XML is replaced.
fn rewritten(from: &str, to: &str) -> Vec<u8> {
    let table =
        [HEADER.map(str::to_owned).to_vec(), ["p", "1", "推进中", "2024-06", "某局"].map(str::to_owned).to_vec()];
    let whole = workbook_of(&table);
    let mut parts = zip::ZipArchive::new(Cursor::new(whole)).unwrap();
    let mut written = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..parts.len() {
        let mut part = parts.by_index(index).unwrap();
        let (name, mut bytes) = (part.name().unwrap().into_owned(), Vec::new());
        part.read_to_end(&mut bytes).unwrap();
        if name == "xl/worksheets/sheet1.xml" {
            let xml = String::from_utf8(bytes).unwrap();
            assert_eq!(xml.matches(from).count(), 1, "{xml}");
            bytes = xml.replace(from, to).into_bytes();
        }
        written.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        written.write_all(&bytes).unwrap();
    }
    written.finish().unwrap().into_inner()
}

#[test]
fn cells_of_which_nobody_can_say_what_they_hold_are_refused() {
    let cell = "<c r=\"B2\" t=\"s\"><v>7</v></c>";
    for (to, line, column, told) in [
        ("<c r=\"B2\" t=\"s\"><v>-1</v></c>", 1, 1, "读不懂这个工作簿"),
        ("<c r=\"B2\" t=\"s\"><v>x</v></c>", 1, 1, "读不懂这个工作簿"),
        ("<c r=\"B2\" t=\"s\"><v>99</v></c>", 1, 1, "读不懂这个工作簿"),
        ("<c r=\"B2\"><f>1+0</f></c>", 2, 2, "第 2 行：B2 这一格是公式，工作簿里没有存它的结果"),
        ("<c r=\"B2\"><f>1+0</f><v/></c>", 2, 2, "第 2 行：B2 这一格是公式，工作簿里没有存它的结果"),
        (
            "<c r=\"B2\"><v>1</v></c><c r=\"B2\"><v>2</v></c>",
            2,
            2,
            "第 2 行：B2 这一格在工作簿里有两份，不知道哪一份算数",
        ),
    ] {
        let (progress, found) = progress(rewritten(cell, to));
        let found: Vec<_> = found.iter().map(|f| (f.code, f.place.line, f.place.column, f.message.as_str())).collect();
        assert!(progress.is_empty());
        assert_eq!(found, [(Code::UnreadableWorkbook, line, column, told)], "{to}");
    }
    for to in ["<c r=\"B2\"><f>1+0</f><v>1</v></c>", "<c r=\"B2\"/><c r=\"B2\"><v>1</v></c>"] {
        let (progress, found) = progress(rewritten(cell, to));
        assert!(found.is_empty() && progress[0].task == 1, "{found:#?}");
    }
    // A formula whose result is no words holds none.
    assert!(
        progress(rewritten("</row></sheetData>", "<c r=\"F2\" t=\"str\"><f>\"\"</f><v></v></c></row></sheetData>"))
            .1
            .is_empty()
    );
}

#[test]
fn a_hyperlink_of_a_cell_is_the_address_of_its_source() {
    let with_link = |text: &str| {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        sheet.write_row(0, 0, HEADER).unwrap();
        sheet.write_row(1, 0, ["p", "1", "推进中", "2024-06"]).unwrap();
        sheet.write_url_with_text(1, 4, "https://example.com/a", text).unwrap();
        progress(workbook.save_to_buffer().unwrap())
    };
    for (text, name) in [("某报", "某报"), ("某报 https://example.com/a", "某报"), ("https://example.com/a", "")]
    {
        let (progress, diagnostics) = with_link(text);
        assert!(diagnostics.is_empty(), "{diagnostics:#?}");
        assert_eq!(progress[0].source, name);
        assert_eq!(progress[0].source_url.as_deref(), Some("https://example.com/a"));
    }
    let (progress, diagnostics) = with_link("某报 https://example.com/b");
    assert!(progress.is_empty());
    assert_eq!(diagnostics.iter().map(|f| f.code).collect::<Vec<_>>(), [Code::BadLink]);
}

#[test]
fn wide_and_endless_sheets_are_refused_before_they_fill_the_memory() {
    let mut wide = Workbook::new();
    let sheet = wide.add_worksheet();
    sheet.write_row(0, 0, HEADER).unwrap();
    for row in 1..2_000 {
        sheet.write_string(row, 1_000, "x").unwrap();
    }
    let mut padded = Workbook::new();
    let sheet = padded.add_worksheet();
    sheet.write_row(0, 0, HEADER).unwrap();
    for row in 1..2_000 {
        sheet.write_string(row, 150, "x").unwrap();
    }
    let mut empty = Workbook::new();
    let (sheet, format) = (empty.add_worksheet(), Format::new().set_bold());
    for row in 0..1_100 {
        for column in 0..100 {
            sheet.write_blank(row, column, &format).unwrap();
        }
    }
    for mut workbook in [wide, padded, empty] {
        let (_, diagnostics) = progress(workbook.save_to_buffer().unwrap());
        assert_eq!(diagnostics.iter().map(|f| f.code).collect::<Vec<_>>(), [Code::SheetTooLarge]);
    }
}
