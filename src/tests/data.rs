//! The open data: valid against its schemas, true to the source, readable for spreadsheet programs.

use crate::open_data;
use serde_json::Value;

use super::support::shipped;

fn schema(name: &str) -> Value {
    open_data::SCHEMAS.iter().find(|schema| schema.name == name).unwrap().json("")
}

/// Each published file, with the list in it that must not be missing from its items, and the main fields of those.
const FILES: [(&str, &str, &str, &[&str]); 7] = [
    (
        "plan",
        "wuhan-2023/data/plan.json",
        "",
        &["id", "title", "source", "clauses", "domains", "members", "corrections"],
    ),
    ("plan", "wuhan-2023/data/plan.json", "clauses", &["id", "label", "heading", "text", "lines", "url"]),
    ("plan", "wuhan-2023/data/plan.json", "members", &["id", "role", "name", "post", "lines"]),
    ("plan", "wuhan-2023/data/plan.json", "corrections", &["id", "kind", "lines", "printed", "reason"]),
    (
        "tasks",
        "wuhan-2023/data/tasks.json",
        "tasks",
        &["number", "title", "text", "domain", "lead", "responsible", "deadline", "parts", "citation", "url"],
    ),
    ("agencies", "wuhan-2023/data/agencies.json", "agencies", &["id", "name", "kind", "lead", "responsible"]),
    ("cases", "data/cases.json", "", &["cases"]),
];

#[test]
fn files_are_valid_and_schemas_refuse_data_without_a_main_field() {
    for (name, file, list, fields) in FILES {
        let validator = jsonschema::validator_for(&schema(name)).unwrap();
        let data = shipped().json(file);
        if let Err(error) = validator.validate(&data) {
            panic!("{file}: {} {error}", error.instance_path());
        }
        // The same schema is published.
        assert_eq!(shipped().json(&format!("data/schema/{name}.schema.json")), schema(name));
        for field in fields {
            let mut without = data.clone();
            let object = if list.is_empty() { &mut without } else { &mut without[list][0] };
            let gone = object.as_object_mut().unwrap().remove(*field);
            assert!(gone.is_some(), "{file} has no {list}.{field}");
            assert!(!validator.is_valid(&without), "{name} takes {file} without {list}.{field}");
        }
        if !list.is_empty() {
            let mut without = data.clone();
            without.as_object_mut().unwrap().remove(list);
            assert!(!validator.is_valid(&without), "{name} takes {file} without {list}");
        }
    }
}

#[test]
fn an_empty_deadline_is_null() {
    let validator = jsonschema::validator_for(&schema("tasks")).unwrap();
    let mut data = shipped().json("wuhan-2023/data/tasks.json");
    data["tasks"][0]["deadline"] = Value::Null;
    assert!(validator.is_valid(&data));
    data["tasks"][0]["deadline"] = "".into();
    assert!(!validator.is_valid(&data));
}

/// Returns the lines of the published source, from `first` to `last`.
fn lines(source: &str, entry: &Value) -> String {
    let at = |index: usize| entry["lines"][index].as_u64().unwrap() as usize;
    source.lines().skip(at(0) - 1).take(at(1) - at(0) + 1).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_correction_stands_once_in_its_lines_and_overlaps_no_other() {
    let source = shipped().text("public/wuhan-2023/data/source.txt");
    assert_eq!(source, shipped().text("seeds/wuhan-2023/source.txt"));
    let plan = shipped().json("wuhan-2023/data/plan.json");
    let mut places: Vec<(usize, usize)> = Vec::new();
    for entry in plan["corrections"].as_array().unwrap() {
        let printed = entry["printed"].as_str().unwrap();
        let here = lines(&source, entry);
        if entry["kind"] != "correction" {
            assert!(here.contains(printed), "{entry}");
            assert_eq!(entry["read"].is_null(), entry["kind"] == "note", "{entry}");
            continue;
        }
        assert_eq!(here.matches(printed).count(), 1, "{entry}");
        let start: usize =
            source.lines().take(entry["lines"][0].as_u64().unwrap() as usize - 1).map(|l| l.len() + 1).sum();
        let at = start + here.find(printed).unwrap();
        places.push((at, at + printed.len()));
    }
    places.sort_unstable();
    assert!(places.len() >= 6 && places.windows(2).all(|pair| pair[0].1 <= pair[1].0), "{places:?}");
}

#[test]
fn what_is_read_is_what_is_printed_with_the_corrections_made() {
    let source = shipped().text("public/wuhan-2023/data/source.txt");
    let plan = shipped().json("wuhan-2023/data/plan.json");
    let corrections: Vec<&Value> =
        plan["corrections"].as_array().unwrap().iter().filter(|entry| entry["kind"] == "correction").collect();
    let squeeze = |text: &str| text.split_whitespace().collect::<String>();
    let as_read = |printed: &str, line: u64| {
        let here = corrections.iter().filter(|entry| entry["lines"][0] == line);
        here.fold(printed.to_owned(), |text, entry| {
            text.replacen(entry["printed"].as_str().unwrap(), entry["read"].as_str().unwrap(), 1)
        })
    };
    let tasks = shipped().json("wuhan-2023/data/tasks.json");
    let parts: Vec<&Value> =
        tasks["tasks"].as_array().unwrap().iter().flat_map(|task| task["parts"].as_array().unwrap()).collect();
    assert_eq!(parts.len(), 92);
    for part in parts {
        let line = part["lines"][0].as_u64().unwrap();
        let printed = part["printed"]["text"].as_str().unwrap();
        assert!(
            source.lines().nth(line as usize - 1).unwrap().split('\t').any(|cell| cell.trim() == printed),
            "{part}"
        );
        assert_eq!(squeeze(part["text"].as_str().unwrap()), squeeze(&as_read(printed, line)), "{part}");
    }
    for clause in plan["clauses"].as_array().unwrap() {
        let [label, heading, text] = ["label", "heading", "text"].map(|key| squeeze(clause[key].as_str().unwrap()));
        let here = squeeze(&lines(&source, clause));
        let stop = if here == format!("{label}{heading}{text}") { "" } else { "。" };
        let children = clause["lines"][0] != clause["lines"][1] || !text.is_empty();
        assert!(here == format!("{label}{heading}{stop}{text}") || !children, "{clause}");
    }
}

#[test]
fn tasks_csv_opens_in_a_spreadsheet() {
    let bytes = fs_err::read(shipped().path("public/wuhan-2023/data/tasks.csv").as_std_path()).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let text = text.strip_prefix('\u{feff}').expect("a byte order mark");
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count(), "lines end with CRLF");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 92);
    let column =
        |name: &str| header.iter().position(|field| field.contains(name)).unwrap_or_else(|| panic!("no {name}"));
    let (part, deadline) = (column("分项"), column("完成时限"));
    assert_eq!((&rows[0][part], &rows[43][part], &rows[91][part]), ("'1-1", "'43-2", "'90-1"));
    assert_eq!(&rows[43][deadline], "'2023-12");
    for row in &rows {
        assert!(row.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@', '\t', '\r'])), "{row:?}");
    }
    let tasks = shipped().json("wuhan-2023/data/tasks.json");
    for (row, part) in
        rows.iter().zip(tasks["tasks"].as_array().unwrap().iter().flat_map(|t| t["parts"].as_array().unwrap()))
    {
        assert_eq!(&row[column("任务内容（原文）")], part["printed"]["text"].as_str().unwrap());
    }
    // The workbook is the same table, its cells texts as they are.
    let bytes = fs_err::read(shipped().path("public/wuhan-2023/data/tasks.xlsx").as_std_path()).unwrap();
    let mut workbook: calamine::Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
    let sheet = calamine::Reader::worksheet_range_at(&mut workbook, 0).unwrap().unwrap();
    let own = |cell: &str| cell.strip_prefix('\'').unwrap_or(cell).to_owned();
    assert_eq!(sheet.rows().count(), rows.len() + 1);
    for (cells, row) in sheet.rows().zip([&header].into_iter().chain(&rows)) {
        assert_eq!(cells.iter().map(ToString::to_string).collect::<Vec<_>>(), row.iter().map(own).collect::<Vec<_>>());
        let others = cells.iter().enumerate().filter(|(at, _)| *at != column("任务"));
        assert!(
            others.clone().all(|(_, cell)| matches!(cell, calamine::Data::String(_) | calamine::Data::Empty)),
            "{row:?}"
        );
    }
}
