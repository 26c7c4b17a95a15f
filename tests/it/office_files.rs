//! The files that offices have, from the first command to the page.

use serde_json::json;

use crate::program::program;
use crate::support::{Portal, repository};

/// Returns a portal that publishes a plan of a file, and what `new plan` said.
fn published(file: &str, bytes: Vec<u8>) -> (Portal, String) {
    let portal = Portal::small().file(file, bytes);
    let mut command = program();
    command.args(["new", "plan", "office", "--from", portal.path(file).as_str(), "--root", portal.root().as_str()]);
    let said = String::from_utf8(command.output().unwrap().stdout).unwrap();
    let plans = portal.text("portal.toml").replace("plans = [\"p\"]", "plans = [\"p\", \"office\"]");
    // A workbook has no title.
    let plan = portal.text("seeds/office/plan.toml").replace("title = \"\"", "title = \"某市方案\"");
    (portal.file("portal.toml", plans).file("seeds/office/plan.toml", plan).built(), said)
}

#[test]
fn a_word_table_keeps_its_paragraphs_and_merged_cells() {
    let file = repository().join("tests/fixtures/genre/28-docx.docx");
    let (portal, _) = published("28.docx", fs_err::read(file.as_std_path()).unwrap());
    let tasks = portal.json("office/data/tasks.json");
    let parts = tasks["tasks"][0]["parts"].as_array().unwrap();
    let read: Vec<_> =
        parts.iter().map(|part| json!([part["text"], part["roles"][0]["printed"], part["deadline"]])).collect();
    assert_eq!(
        read,
        [
            json!(["周末照常办理。\n节假日轮值。", "市政务局", "2030-12"]),
            json!(["街道窗口同步延长。", "各区政府", "2031-06"])
        ]
    );
    assert_eq!(tasks["tasks"].as_array().unwrap().len(), 2);
    assert_eq!(portal.json("office/data/plan.json")["domains"][0]["name"], "窗口");
    let page = portal.text("public/office/tasks/1/index.html");
    let paragraphs = ["周末照常办理</b>。</span></p>", ">节假日轮值。</span></p>"];
    assert!(paragraphs.iter().all(|paragraph| page.contains(paragraph)), "{page}");
    let doubts = portal.check().diagnostics;
    let doubts: Vec<_> = doubts.iter().filter(|doubt| doubt.place.file.starts_with("seeds/office/")).collect();
    assert!(doubts.iter().all(|doubt| doubt.code.name() == "unknown-agency"), "{doubts:#?}");
}

#[test]
fn tasks_share_the_cells_that_were_merged_over_them() {
    let cell = |down: usize, text: &str| format!("<td rowspan=\"{down}\">{text}</td>");
    let rows = [
        ["序号", "主要任务", "牵头单位", "配合单位", "完成时限"].map(|word| cell(1, word)).concat(),
        [
            cell(1, "1"),
            cell(1, "延长时间。"),
            cell(3, "<p>市教育局</p><p>市财政局</p>"),
            cell(2, "东区人民政府"),
            cell(3, "2030年12月"),
        ]
        .concat(),
        [cell(1, "2"), cell(1, "<p>公布清单。</p><p>公布清单，每季更新。</p>")].concat(),
        [cell(1, "3"), cell(1, "设立热线。"), cell(1, "")].concat(),
    ];
    let rows: String = rows.iter().map(|row| format!("<tr>{row}</tr>")).collect();
    let page = format!(
        "<!DOCTYPE html><html><body><h1>某市方案</h1><p>方便群众。</p><p>附件</p><p>任务表</p><table>{rows}</table></body></html>"
    );
    let (portal, said) = published("page.html", page.into_bytes());
    let tasks = portal.json("office/data/tasks.json");
    let tasks = tasks["tasks"].as_array().unwrap();
    let counts = |key: &str| tasks.iter().map(|task| task[key].as_array().unwrap().len()).collect::<Vec<_>>();
    assert_eq!((counts("lead"), counts("supporting")), (vec![2, 2, 2], vec![1, 1, 0]), "{said}");
    assert!(tasks.iter().all(|task| task["deadline"] == "2030-12"), "{tasks:#?}");
    // What is printed is where it is printed.
    assert_eq!(tasks[1]["parts"][0]["printed"]["lead"], "");
    assert_eq!(tasks[1]["text"], "公布清单。\n公布清单，每季更新。");
}

#[test]
fn a_table_without_tasks_is_merged_as_in_the_original() {
    let page = "<!DOCTYPE html><html><body><h1>某市绿化方案</h1><p>为推进绿化，制定本方案。</p><p>一、目标</p>\
        <p>到2030年完成下列目标。</p><p>表1 主要指标</p><table>\
        <tr><th rowspan=\"2\">类别</th><th colspan=\"2\">目标值</th></tr><tr><th>2029年</th><th>2030年</th></tr>\
        <tr><td rowspan=\"2\">造林</td><td>12</td><td>10</td></tr><tr><td>20</td><td>15</td></tr></table></body></html>";
    let (portal, said) = published("page.html", page.into());
    let table = &portal.json("office/data/plan.json")["tables"][0];
    assert_eq!(table["caption"], "表1 主要指标", "{said}");
    assert_eq!(table["header"], json!(["类别", "2029年", "2030年"]));
    assert_eq!(table["rows"], json!([["造林", "12", "10"], ["", "20", "15"]]));
    let page = portal.text("public/office/policy/index.html");
    for cell in ["colspan=\"2\">", "rowspan=\"2\"", "造林"] {
        assert!(page.contains(cell), "{cell}: {page}");
    }
    let doubts = portal.check().diagnostics;
    let mut of_plan = doubts.iter().filter(|doubt| doubt.place.file.starts_with("seeds/office/"));
    assert!(of_plan.all(|doubt| doubt.code.name() != "unused-reading"), "{doubts:#?}");
}

/// Returns the table of `merged-texts.docx` as a workbook.
fn merged_texts_as_workbook() -> Vec<u8> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    let rows = [
        ["序号", "工作事项", "主要举措", "责任\n单位", "完成\n时限", "备注", "依据"],
        ["1", "延长办理时间", "周末照常办理。", "市一局", "2030年12月", "由各窗口\n轮流值班", "试点方案"],
        ["2", "", "公布清单。\n每季更新一次。", "市二局", "2031年6月", "", ""],
        ["3", "设立热线", "", "市三局", "2031年6月", "", "服务规范"],
        ["4", "精简材料", "能共享的材料不再提交。", "市四局", "2030年12月", "试点", ""],
        ["", "", "", "市五局", "2031年12月", "推开", ""],
    ];
    let plain = rust_xlsxwriter::Format::new();
    for (down, right, last) in [(1, 1, 2), (2, 2, 3), (1, 5, 3), (4, 0, 5), (4, 1, 5), (4, 2, 5)] {
        sheet.merge_range(down, right, last, right, rows[down as usize][right as usize], &plain).unwrap();
    }
    for (down, row) in rows.iter().enumerate() {
        for (right, text) in row.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            sheet.write(down as u32, right as u16, *text).unwrap();
        }
    }
    workbook.save_to_buffer().unwrap()
}

#[test]
fn every_row_of_a_merged_cell_says_what_the_cell_says() {
    let fixture =
        |name: &str| fs_err::read(repository().join("tests/fixtures/intake").join(name).as_std_path()).unwrap();
    for (file, bytes) in [
        ("texts.docx", fixture("merged-texts.docx")),
        ("texts.html", fixture("merged-texts.html")),
        ("texts.xlsx", merged_texts_as_workbook()),
    ] {
        let (portal, said) = published(file, bytes);
        let tasks = portal.json("office/data/tasks.json")["tasks"].clone();
        let read = |task: &serde_json::Value| {
            let parts = task["parts"].as_array().unwrap().iter().map(|part| {
                let extra = part["extra"].as_array().unwrap();
                let extra = extra
                    .iter()
                    .map(|cell| format!("{}：{}", cell["header"].as_str().unwrap(), cell["text"].as_str().unwrap()));
                json!([part["text"], part["roles"][0]["printed"], extra.collect::<Vec<_>>()])
            });
            json!([task["number"], task["title"], parts.collect::<Vec<_>>()])
        };
        let read: Vec<_> = tasks.as_array().unwrap().iter().map(read).collect();
        let (list, materials) = ("公布清单。\n每季更新一次。", "能共享的材料不再提交。");
        let remark = "备注：由各窗口轮流值班";
        assert_eq!(
            read,
            [
                json!([1, "延长办理时间", [["周末照常办理。", "市一局", [remark, "依据：试点方案"]]]]),
                json!([2, "延长办理时间", [[list, "市二局", [remark]]]]),
                json!([3, "设立热线", [[list, "市三局", [remark, "依据：服务规范"]]]]),
                json!([4, "精简材料", [[materials, "市四局", ["备注：试点"]], [materials, "市五局", ["备注：推开"]]]]),
            ],
            "{file}: {said}"
        );
        // What is printed is where it is printed, and each cell that goes on is marked as a reading.
        assert_eq!(tasks[2]["parts"][0]["printed"]["text"], "");
        let corrections = portal.json("office/data/plan.json")["corrections"].clone();
        let readings =
            corrections.as_array().unwrap().iter().filter(|entry| entry["reason"] == "原件这一格与上一行合并。");
        assert_eq!(readings.count(), 4, "{corrections:#}");
        for (number, marks) in [(1, 0), (2, 2), (3, 2), (4, 2)] {
            let page = portal.text(&format!("public/office/tasks/{number}/index.html"));
            assert_eq!(page.matches("<a class=\"mark ").count(), marks, "{file}, {number}: {page}");
        }
        let doubts = portal.check().diagnostics;
        let doubts: Vec<_> = doubts.iter().filter(|doubt| doubt.place.file.starts_with("seeds/office/")).collect();
        let expected = ["unknown-agency", "metadata-not-found", "title-mismatch"];
        let codes: Vec<_> = doubts.iter().map(|doubt| doubt.code.name()).collect();
        assert!(codes.iter().all(|code| expected.contains(code)), "{file}: {codes:?}");
    }
}

#[test]
fn rows_without_numbers_are_one_task_where_they_share_its_cell() {
    let rows = [
        "<td>主要任务</td><td>责任单位</td><td>完成时限</td>",
        "<td rowspan=2>周末照常办理。</td><td>市一局</td><td>2030年12月</td>",
        "<td>市二局</td><td>2031年6月</td>",
        "<td>公布清单</td><td rowspan=2>市三局</td><td rowspan=2>2031年12月</td>",
        "<td>设立热线</td>",
    ];
    let rows: String = rows.iter().map(|row| format!("<tr>{row}</tr>")).collect();
    let page =
        format!("<!DOCTYPE html><html><body><h1>某市方案</h1><p>方便群众。</p><table>{rows}</table></body></html>");
    let (portal, said) = published("page.html", page.into_bytes());
    let tasks = portal.json("office/data/tasks.json")["tasks"].clone();
    let read = |task: &serde_json::Value| {
        let parts = task["parts"].as_array().unwrap().iter();
        let parts = parts.map(|part| json!([part["text"], part["responsible"][0], part["deadline"]]));
        parts.collect::<Vec<_>>()
    };
    let read: Vec<_> = tasks.as_array().unwrap().iter().map(read).collect();
    assert_eq!(
        read,
        [
            vec![json!(["周末照常办理。", "shi-yi-ju", "2030-12"]), json!(["周末照常办理。", "shi-er-ju", "2031-06"])],
            vec![json!(["公布清单", "shi-san-ju", "2031-12"])],
            // Nothing but its first cell is its own, and that is no category.
            vec![json!(["设立热线", "shi-san-ju", "2031-12"])],
        ],
        "{said}"
    );
    assert_eq!(portal.json("office/data/plan.json")["domains"], json!([]));
}

#[test]
fn a_header_cell_of_two_rows_names_its_column() {
    let rows = [
        "<td rowspan=2>序号</td><td rowspan=2>主要任务</td><td colspan=2>职责<p>分工</p></td><td rowspan=2>配合<p>单位</p></td><td rowspan=2><p>备</p><p>注</p></td>",
        "<td>牵头单位</td><td>责任<br>单位</td>",
        "<td>1</td><td>周末照常办理。</td><td>市一局</td><td>市二局</td><td>市三局</td><td rowspan=2>全市<p>推开</p></td>",
        "<td>2</td><td>公布清单。</td><td>市一局</td><td>市二局</td><td></td>",
    ];
    let rows: String = rows.iter().map(|row| format!("<tr>{row}</tr>")).collect();
    let page =
        format!("<!DOCTYPE html><html><body><h1>某市方案</h1><p>方便群众。</p><table>{rows}</table></body></html>");
    let (portal, said) = published("page.html", page.into_bytes());
    let tasks = portal.json("office/data/tasks.json")["tasks"].clone();
    let words: Vec<_> =
        tasks[0]["parts"][0]["roles"].as_array().unwrap().iter().map(|role| role["word"].clone()).collect();
    assert_eq!(words, ["牵头单位", "责任单位", "配合单位"], "{said}");
    for task in tasks.as_array().unwrap() {
        assert_eq!(task["parts"][0]["extra"][0]["header"], "备注");
        assert_eq!(task["parts"][0]["extra"][0]["text"], "全市推开");
    }
    assert!(portal.text("public/office/tasks/2/index.html").contains("<dt>备注</dt>"));
}

#[test]
fn paragraphs_of_every_cell_stand_apart_on_the_pages() {
    let fixture = repository().join("tests/fixtures/intake/cell-paragraphs.docx");
    let (portal, said) = published("paragraphs.docx", fs_err::read(fixture.as_std_path()).unwrap());
    let later = |page: &str| {
        let page = portal.text(page);
        let paragraphs = page.split("<span class=\"cell-paragraph\" data-lines=\"").skip(1);
        let words = paragraphs.map(|rest| rest.split_once("\">").unwrap().1.split('<').next().unwrap().to_owned());
        words.collect::<Vec<_>>()
    };
    // What the header of tasks prints in two lines is one phrase.
    assert_eq!(
        later("public/office/policy/index.html"),
        [
            "节假日轮流值班。",
            "市二局",
            "值班表上网公布。",
            "第二，写明地点。",
            "市一局",
            "（满分10分）",
            "节假日办理。",
            "（含试点）"
        ],
        "{said}"
    );
    assert_eq!(later("public/office/tasks/1/index.html"), ["值班表上网公布。", "第二，写明地点。"]);
    assert_eq!(later("public/office/tasks/2/index.html"), ["第二，写明地点。"]);
    let plan = portal.text("seeds/office/plan.toml");
    assert!(!plan.contains("printed = \"单位\"") && !plan.contains("printed = \"注\""), "{plan}");
    // What is printed stays as it is printed.
    let tasks = portal.json("office/data/tasks.json");
    assert_eq!(tasks["tasks"][0]["parts"][0]["extra"][0]["text"], "由各窗口轮流值班。值班表上网公布。");
}
