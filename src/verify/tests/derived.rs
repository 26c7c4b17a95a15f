//! What files say is read back: each value of each of them, exchanged for another, is noticed.

use super::altered::facts;
use crate::search::{self, LIMITS, Limits};
use crate::tests::support::shipped;

const ID: &str = "wuhan-2023";

/// Returns what an audit says is wrong after one edit of a file that alone is published beside the tasks.
fn after(file: &str, from: &str, to: &str) -> Vec<String> {
    let mut site = facts();
    for file in ["data/cases.json", file] {
        site = site.file(file, &shipped().text(&format!("public/{file}")));
    }
    let site = site.edit(file, |text| text.replacen(from, to, 1));
    let name = format!("wrong-fact public/{file}:");
    site.diagnostics().into_iter().filter(|told| told.starts_with(&name)).collect()
}

#[test]
fn a_value_of_a_file_is_compared_with_the_tasks() {
    let data = |name: &str| format!("{ID}/data/{name}");
    for (file, from, to) in [
        (data("agencies.json"), "\"name\": \"市科技局\"", "\"name\": \"市科技厅\""),
        (data("agencies.json"), "\"municipal\"", "\"party\""),
        (data("agencies.json"), "        84\n", "        85\n"),
        (data("plan.json"), "武政办〔2023〕84号", "武政办〔2023〕85号"),
        (data("plan.json"), "\"printed\": \"2023-08-23\"", "\"printed\": \"2023-08-24\""),
        (data("plan.json"), "\"share\": 40", "\"share\": 50"),
        (data("plan.json"), "推动试点任务落地", "推进试点任务落地"),
        (data("plan.json"), "\"name\": \"程用文\"", "\"name\": \"陈劲超\""),
        (data("plan.json"), "\"kind\": \"note\"", "\"kind\": \"reading\""),
        (data("plan.json"), "\"kind\": \"reading\"", "\"kind\": \"note\""),
        (data("tasks.json"), "附件2第1项", "附件2第2项"),
        (data("tasks.csv"), "市科技局", "市教育局"),
        (data("tasks.csv"), "2023-12", "2024-12"),
        (data("source.txt"), "90", "91"),
        (format!("{ID}/deadlines.ics"), "20231231", "20241231"),
        (format!("{ID}/deadlines.ics"), "市科技局", "市教育局"),
        (format!("{ID}/deadlines.ics"), "UID:wuhan-2023-1-1@", "UID:wuhan-2023-1-2@"),
        (format!("{ID}/deadlines.ics"), "SEQUENCE:0", "SEQUENCE:1"),
        (format!("{ID}/deadlines.ics"), "LAST-MODIFIED:2023", "LAST-MODIFIED:2024"),
        ("feed.xml".to_owned(), "urn:uuid:", "urn:uuid:0"),
        ("feed.xml".to_owned(), "<updated>20", "<updated>21"),
        (
            "feed.xml".to_owned(),
            "2026-11-24T00:00:00+08:00</updated>\n<link rel=\"alternate\" type=\"text/html\" href=\"/c",
            "2026-11-25T00:00:00+08:00</updated>\n<link rel=\"alternate\" type=\"text/html\" href=\"/c",
        ),
    ] {
        assert!(!after(&file, from, to).is_empty(), "{file}: {from} → {to}");
    }
}

/// Writes a cell otherwise.
type Write = fn(&mut rust_xlsxwriter::Worksheet);

#[test]
fn a_cell_of_the_workbook_is_compared_with_the_tasks() {
    let published = fs_err::read(shipped().path(&format!("public/{ID}/data/tasks.xlsx")).as_std_path()).unwrap();
    let told = |bytes: &[u8]| -> Vec<String> {
        let site = facts().write(&format!("public/{ID}/data/tasks.xlsx"), bytes);
        let told = site.diagnostics().into_iter();
        told.filter(|told| told.starts_with(&format!("wrong-fact public/{ID}/data/tasks.xlsx:"))).collect()
    };
    assert_eq!(told(&published), [""; 0]);
    assert_eq!(told(b"PK").len(), 1);
    // The workbook once more, a cell of it written otherwise.
    let mut workbook: calamine::Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(published)).unwrap();
    let range = calamine::Reader::worksheet_range_at(&mut workbook, 0).unwrap().unwrap();
    let altered = |write: Write, second: bool| {
        let mut workbook = rust_xlsxwriter::Workbook::new();
        let sheet = workbook.add_worksheet();
        for (row, column, cell) in range.cells() {
            match cell {
                calamine::Data::Float(n) => sheet.write_number(row as u32, column as u16, *n).unwrap(),
                cell => sheet.write_string(row as u32, column as u16, cell.to_string()).unwrap(),
            };
        }
        write(sheet);
        if second {
            workbook.add_worksheet();
        }
        workbook.save_to_buffer().unwrap()
    };
    assert_eq!(told(&altered(|_| {}, false)), [""; 0]);
    for write in [
        |sheet| drop(sheet.write_number(1, 1, 2)),
        |sheet| drop(sheet.write_number(1, 8, 45_261)),
        |sheet| drop(sheet.write_string(1, 6, "市教育局")),
        |sheet| drop(sheet.write_string(1, 5, "…")),
        |sheet| drop(sheet.write_formula(1, 1, rust_xlsxwriter::Formula::new("=1").set_result("1"))),
        |sheet| drop(sheet.write_string(93, 0, ID)),
        |sheet| drop(sheet.write_string(1, 16, ID)),
        |sheet| drop(sheet.write_string(0, 6, "责任单位")),
        |sheet| drop(sheet.set_row_hidden(3)),
        |sheet| drop(sheet.set_row_height(3, 0)),
        |sheet| drop(sheet.set_column_hidden(6)),
        |sheet| drop(sheet.set_column_width(6, 0)),
        |sheet| {
            let white = rust_xlsxwriter::Format::new().set_font_color(0xff_ffff);
            drop(sheet.write_string_with_format(1, 0, ID, &white));
        },
        |sheet| {
            drop(sheet.write_string_with_format(1, 0, ID, &rust_xlsxwriter::Format::new().set_font_strikethrough()));
        },
        |sheet| drop(sheet.insert_shape(3, 3, &rust_xlsxwriter::Shape::textbox())),
    ] as [Write; 15]
    {
        assert_eq!(told(&altered(write, false)).len(), 1, "{:?}", told(&altered(write, false)));
    }
    assert_eq!(told(&altered(|_| {}, true)).len(), 1);
}

#[test]
fn the_search_finds_what_the_tasks_say() {
    let names = crate::tests::support::files(&shipped().path("public/assets/search")).into_keys();
    let names: Vec<String> = names.map(|name| format!("assets/search/{name}")).collect();
    let file = |kind: &str| names.iter().find(|name| name.contains(kind)).unwrap().as_str();
    let (documents, corpus, index) = (file("documents."), file("corpus."), file("index."));
    let further = "search/further.json";
    for (altered, from, to) in [
        (further, "/assets/search/corpus.", "/assets/search/documents."),
        (documents, "创新科技项目组织方式", "创新科技项目"),
        (documents, "\"/wuhan-2023/tasks/7/\"", "\"/wuhan-2023/tasks/8/\""),
        (corpus, "[\"2023-12\",\"2023年12月\"]", "[\"2023-12\",\"2024年12月\"]"),
        (corpus, "“揭榜挂帅”等制度", "“揭榜”等制度"),
        (corpus, "\"facets\":[[[", "\"facets\":[[[1"),
        (index, "\"tf\":1.0", "\"tf\":2.0"),
        (index, "\"揭\":", "\"接\":"),
        (index, "\"length\":", "\"length\":1"),
    ] {
        let mut site = facts();
        for file in [documents, corpus, index, further, "data/cases.json", "search/index.html"] {
            site = site.file(file, &shipped().text(&format!("public/{file}")));
        }
        let told = site.edit(altered, |text| text.replacen(from, to, 1)).diagnostics();
        let is_told = told.iter().any(|told| told.starts_with("wrong-fact public/") && told.contains("search/"));
        assert!(is_told, "{altered}: {from} → {to}");
    }
}

#[test]
fn an_index_that_is_cut_is_counted_again() {
    // Tables are files of their own, or the core has the only one.
    for (shards, tables) in [(0, "/tables."), (LIMITS.shards, "/corpus.")] {
        counts_again(Limits { documents: 100, shards }, tables);
    }
}

fn counts_again(limits: Limits, tables: &str) {
    let inputs = crate::pipeline::read(shipped().root()).unwrap().inputs;
    let search = search::files(&shipped().site(), &inputs.lexicon, limits, None).unwrap();
    let mut page = shipped().text("public/search/index.html");
    for (name, address) in [("data-documents", &search.documents), ("data-corpus", &search.corpus)] {
        let (before, rest) = page.split_once(&format!("{name}=\"")).unwrap();
        let (_, after) = rest.split_once('"').unwrap();
        page = format!("{before}{name}=\"{address}\"{after}");
    }
    let (before, rest) = page.split_once("rel=\"search-index\" href=\"").unwrap();
    let (_, after) = rest.split_once('"').unwrap();
    page = format!("{before}rel=\"search-index\" href=\"{}\"{after}", search.index);
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let files: Vec<(String, String)> =
        search.files.iter().map(|(path, bytes)| (path.to_string(), text(bytes))).collect();
    let site = || {
        let site = files.iter().fold(facts(), |site, (path, text)| site.file(path, text));
        let site = site.file("data/cases.json", &shipped().text("public/data/cases.json"));
        site.file("search/index.html", &page)
    };
    let told = |alterations: &[(&str, &str, &str)]| -> Vec<String> {
        let altered = alterations.iter().fold(site(), |site, (kind, from, to)| {
            let mut named = files.iter().filter(|(path, text)| path.contains(kind) && text.contains(from));
            let (path, _) = named.next().unwrap_or_else(|| panic!("{kind}: {from}"));
            site.edit(path, |text| text.replacen(from, to, 1))
        });
        let told = altered.diagnostics().into_iter();
        told.filter(|told| told.starts_with("wrong-fact public/assets/search/")).collect()
    };
    assert_eq!(told(&[]), [""; 0]);
    let (texts, _) = files.iter().find(|(path, _)| path.contains("/texts.")).unwrap();
    assert_ne!(site().file(texts, "[]").diagnostics(), [""; 0], "no object");
    for (alterations, expected) in [
        (
            &[
                ("/corpus.", "[\"task\",90]", "[\"task\",89]"),
                ("/corpus.", "\"firsts\":\"", "\"firsts\":\"0 "),
                (tables, "\"heads\":\"", "\"heads\":\"甲乙"),
                ("/plans.", "“揭榜挂帅”等制度", "“揭榜”等制度"),
                ("/index.", "\"terms\":[\"", "\"terms\":[\"0"),
                ("/index.", "\"df\":1,", "\"df\":2,"),
                ("/index.", "\"揭\":", "\"接\":"),
            ][..],
            &["[[\"task\",89],", "\"0 0", "{\"firsts\"", " wuhan-2023", "[\"0", "揭"][..],
        ),
        (
            &[("/texts.", "“揭榜挂帅”等制度", "“揭榜”等制度"), ("/texts.", "\"市科技局\"]", "\"市科技厅\"]")],
            &["“揭榜”等制度", "texts/"],
        ),
        (&[("/corpus.", "\"plans\":{\"wuhan-2023\":", "\"plans\":{\"other\":")], &["texts/"]),
        (&[(tables, "\"places\":{", "\"places\":{\"甲乙\":[\"wuhan-2023\"],")], &["{\"firsts\""]),
    ] {
        let told = told(alterations);
        for words in expected {
            assert!(told.iter().any(|told| told.contains(words)), "{words}: {told:#?}");
        }
    }
}

#[test]
fn a_page_of_the_search_names_its_files() {
    for (from, to, attribute) in [
        ("data-corpus=", "data-none=", "data-corpus"),
        ("data-documents=\"/assets", "data-documents=\"/..", "data-documents"),
        ("rel=\"search-index\"", "rel=\"none\"", "href"),
    ] {
        let files = ["search/index.html", "search/further.json", "data/cases.json"];
        let site =
            files.into_iter().fold(facts(), |site, file| site.file(file, &shipped().text(&format!("public/{file}"))));
        let told = site.edit("search/index.html", |page| page.replacen(from, to, 1)).diagnostics();
        let expected = format!("wrong-fact public/search/index.html:1:1 {attribute}");
        assert!(told.contains(&expected), "{expected}: {told:#?}");
    }
}
