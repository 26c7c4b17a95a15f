use super::*;

fn text_of(bytes: &[u8]) -> String {
    read(bytes).unwrap().text
}

#[test]
fn texts_come_in_every_encoding_and_with_every_line_end() {
    let text = "一、总体要求\n方便群众。\n";
    let utf16 = |mark: &[u8], bytes: fn(u16) -> [u8; 2]| {
        let mut all = mark.to_vec();
        all.extend("一、总体要求\r\n方便群众。\r\n".encode_utf16().flat_map(bytes));
        all
    };
    let (gbk, ..) = encoding_rs::GB18030.encode("一、总体要求\r方便群众。");
    for bytes in [
        text.as_bytes().to_vec(),
        [b"\xef\xbb\xbf", text.as_bytes()].concat(),
        text.replace('\n', "\r\n").into_bytes(),
        gbk.into_owned(),
        utf16(b"\xff\xfe", u16::to_le_bytes),
        utf16(b"\xfe\xff", u16::to_be_bytes),
        utf16(b"", u16::to_le_bytes),
        utf16(b"", u16::to_be_bytes),
    ] {
        assert_eq!(text_of(&bytes), text, "{bytes:?}");
    }
}

#[test]
fn files_that_are_not_read_are_refused_with_the_way_out() {
    for (bytes, words) in [
        (&b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest"[..], ".docx"),
        (b"%PDF-1.7\n", ".docx"),
        (b"{\\rtf1 }", ".docx"),
        (b"PK\x03\x04broken", "打不开"),
        (b"\x00\x01\x02\xff\xfe", "编码"),
    ] {
        let refusal = read(bytes).unwrap_err().to_string();
        assert!(refusal.contains(words), "{refusal}");
    }
}

#[test]
fn a_cell_that_begins_in_a_row_without_words_has_none_for_the_rows_below() {
    let page = "<table><tr><th>序号</th><th>任务</th><th>单位</th></tr><tr><td>1</td><td>甲。</td><td>市一局</td></tr>\
        <tr><td></td><td></td><td rowspan=\"2\"></td></tr><tr><td>2</td><td>乙。</td></tr></table>";
    let intake = read(page.as_bytes()).unwrap();
    assert_eq!((intake.text.as_str(), intake.merged), ("序号\t任务\t单位\n1\t甲。\t市一局\n2\t乙。\t\n", Vec::new()));
}

#[test]
fn a_page_gives_its_document_and_lists_the_site_around_it() {
    let page = "<!DOCTYPE html><html><head><title>某市政府</title><style>p{}</style></head><body>\
        <div class=\"header\"><a href=\"/\">首页</a> 某市政府网</div><nav>导航 条</nav>\
        <h1>某市便民方案</h1><div class=\"content\"><p>一、要\n求</p><p>方便&nbsp;群众。<br>第二行。</p>\
        <p style=\"display:none\">看不见</p><table><tr><th>序号</th><th>任务</th><th>单位</th></tr>\
        <tr><td colspan=\"3\">一、窗口</td></tr>\
        <tr><td rowspan=\"2\">1</td><td><p>甲。</p><p>乙。</p></td><td>市一局</td></tr>\
        <tr><td>丙。</td><td>市二局</td></tr></table></div>\
        <div id=\"footer\">主办：某市政府 备案号</div><script>var a = '坏';</script></body></html>";
    let intake = read(page.as_bytes()).unwrap();
    assert_eq!(
        intake.text,
        "某市便民方案\n一、要求\n方便 群众。\n第二行。\n序号\t任务\t单位\n一、窗口\n1\t甲。乙。\t市一局\n\t丙。\t市二局\n"
    );
    assert_eq!(intake.merged, [MergedCell { first: 7, last: 8, column: 1 }]);
    assert_eq!(intake.paragraphs, [CellParagraph { line: 7, column: 2, at: 8, text: "乙。".to_owned() }]);
    let left_out: Vec<&str> = intake.left_out.iter().map(|left| left.text.as_str()).collect();
    for words in ["首页 某市政府网", "导航 条", "看不见", "主办：某市政府 备案号"] {
        assert!(left_out.contains(&words), "{left_out:?}");
    }
    assert!(!intake.text.contains('坏') && !left_out.iter().any(|text| text.contains('坏')));
}

#[test]
fn the_document_of_a_government_sites_page_is_found() {
    let tools = "<div class=\"time\">发布时间：2030-01-02　来源：市办　浏览次数：<span>3</span></div>\
        <div>【打印本页】 【关闭窗口】</div><div>分享到：<a>微信</a></div>";
    let catalogue = "<table><tr><td>索引号：</td><td>1</td><td>主题分类：</td><td>综合</td></tr>\
        <tr><td>发文字号：</td><td>某政发〔2030〕1号</td></tr></table>";
    let long = format!("{}。", "办好服务窗口".repeat(40));
    let body = format!("<p>&nbsp;&nbsp;<span>各区人</span><span>民政府：</span></p><p>　　{long}</p>");
    let after = "<p>附件：<a href=\"a.docx\">分工表.docx</a></p><div class=\"xgjd\">相关解读 一图读懂</div>";
    let title = "某市人民政府关于印发便民方案的通知";
    let page = |head: &str, body: &str| {
        format!("<html><head><title>{title}_某市人民政府</title>{head}</head><body>{body}</body></html>")
    };
    let (article, content) = (format!("<h1>{title}</h1>"), format!("<div class=\"TRS_Editor\">{body}</div>"));
    let cell =
        format!("<div id=\"zoom\">{}</div>", body.replace("</p><p>", "<br>").replace("<p>", "").replace("</p>", ""));
    let expected = format!("{title}\n各区人民政府：\n{long}\n");
    for page in [
        page("", &format!("{catalogue}{article}{tools}{content}{after}")),
        page(
            "",
            &format!(
                "<table><tr><td class=\"bt_title\">{title}</td></tr><tr><td>{tools}{cell}</td></tr></table>{after}"
            ),
        ),
        page("", &format!("{catalogue}<div>{article}{tools}{body}</div>")),
        page(&format!("<meta name=\"ArticleTitle\" content=\"{title}\">"), &format!("{tools}{content}")),
    ] {
        let intake = read(page.as_bytes()).unwrap();
        assert_eq!(intake.text, expected, "{page}");
        assert!(intake.left_out.iter().any(|left| left.text.contains("浏览次数")), "{:?}", intake.left_out);
    }
}

#[test]
fn page_numbers_of_a_text_are_left_out_and_listed() {
    let text = "一、要求\n加强窗口建设，延长办理时间，公布材料清单，由市甲局、市乙局、\n— 2 —\n市丙局负责。\n－3－\n二、保障\n1\n";
    let intake = read(text.as_bytes()).unwrap();
    assert_eq!(
        intake.text,
        "一、要求\n加强窗口建设，延长办理时间，公布材料清单，由市甲局、市乙局、市丙局负责。\n二、保障\n1\n"
    );
    let left_out: Vec<(&str, &str)> = intake.left_out.iter().map(|left| (left.what, left.text.as_str())).collect();
    assert_eq!(left_out, [("页码", "— 2 —"), ("换页（前后接成一段）", "市丙局负责。"), ("页码", "－3－")]);
}

#[test]
fn tables_that_strokes_draw_are_rows() {
    let intake = read("任务表\n|序号|任务|\n|---|:--|\n| 1 | 甲|\n|2||\n|乙|\n丙|丁|戊\n".as_bytes()).unwrap();
    assert_eq!(intake.text, "任务表\n序号\t任务\n1\t甲\n2\t\n|乙|\n丙|丁|戊\n");
    assert_eq!(intake.left_out, [LeftOut::new("表格线", "|---|:--|")]);
}

const NAMES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"";

#[test]
fn lists_captions_and_set_lines_of_a_page_are_read_as_shown() {
    let page = "<!DOCTYPE html><body><p>重点任务如下。</p>\
        <ol type=\"A\"><li>甲。</li><li value=\"4\">乙。</li><li>丙。</li></ol>\
        <ol style=\"list-style: disc; list-style: none outside\"><li>（一）丁。</li></ol>\
        <pre>戊。\n己。</pre>\
        <table><caption class=\"table-header\">任务表</caption><tr><td>序号</td><td>任务</td></tr><tr><td>1</td><td>庚。</td></tr></table></body>";
    let text = text_of(page.as_bytes());
    assert_eq!(text, "重点任务如下。\nA.甲。\nD.乙。\nE.丙。\n（一）丁。\n戊。\n己。\n任务表\n序号\t任务\n1\t庚。\n");
}

/// Returns a document of the given body, with a list whose levels are `一、` and `（一）`.
fn word(body: &str, others: &[(&str, &str)]) -> Vec<u8> {
    let level = |at: u8, text: &str| {
        format!(
            "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCounting\"/><w:lvlText w:val=\"{text}\"/></w:lvl>"
        )
    };
    let numbers = format!(
        "<w:abstractNum w:abstractNumId=\"0\">{}{}</w:abstractNum>\
         <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>",
        level(0, "%1、"),
        level(1, "（%2）")
    );
    let styles = format!(
        "<w:styles {NAMES}><w:style w:styleId=\"a\"><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>\
         <w:style w:styleId=\"b\"><w:basedOn w:val=\"a\"/></w:style></w:styles>"
    );
    let others = others.iter().map(|(name, body)| (*name, format!("<w:x {NAMES}>{body}</w:x>")));
    let others: Vec<_> = [("word/styles.xml", styles)].into_iter().chain(others).collect();
    with_parts(body, &numbers, others)
}

/// Returns a document of the given body, lists and other parts.
fn with_parts(body: &str, numbers: &str, others: Vec<(&str, String)>) -> Vec<u8> {
    use std::io::Write as _;
    let document = format!("<w:document {NAMES}><w:body>{body}</w:body></w:document>");
    let numbers = format!("<w:numbering {NAMES}>{numbers}</w:numbering>");
    let parts = [("word/document.xml", document), ("word/numbering.xml", numbers)];
    let mut file = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts.into_iter().chain(others) {
        file.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        file.write_all(text.as_bytes()).unwrap();
    }
    file.finish().unwrap().into_inner()
}

#[test]
fn a_word_file_gives_its_final_text_with_its_numbers() {
    let run = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let paragraph =
        |style: &str, inner: String| format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{inner}</w:p>");
    let listed = |level: u8, inner: String| {
        format!("<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr>{inner}</w:p>")
    };
    let body = [
        paragraph("b", run("要求")),
        listed(1, run("窗口")),
        listed(1, format!("<w:ins>{}</w:ins><w:del><w:r><w:delText>旧字</w:delText></w:r></w:del>", run("时间"))),
        paragraph("a", run("保障")),
        listed(1, format!("{}<w:r><w:rPr><w:vanish/></w:rPr><w:t>暗字</w:t></w:r>", run("宣传"))),
        format!(
            "<w:p>{}<w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p>{}</w:p></w:txbxContent></mc:Choice>\
             <mc:Fallback><w:txbxContent><w:p>{}</w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>",
            run("正文。"),
            run("框里的话。"),
            run("框里的话。")
        ),
    ]
    .concat();
    let intake = read(&word(&body, &[("word/header1.xml", "<w:p><w:r><w:t>页眉字</w:t></w:r></w:p>")])).unwrap();
    assert_eq!(intake.text, "一、要求\n（一）窗口\n（二）时间\n二、保障\n（一）宣传\n正文。\n框里的话。\n");
    let left_out: Vec<(&str, &str)> = intake.left_out.iter().map(|left| (left.what, left.text.as_str())).collect();
    assert_eq!(left_out, [("修订中删去的文字", "旧字"), ("隐藏的文字", "暗字"), ("页眉", "页眉字")]);
}

#[test]
fn merged_cells_and_paragraphs_of_a_word_table_are_told() {
    let intake = read(include_bytes!("../../tests/fixtures/intake/merged-cells.docx")).unwrap();
    let table: Vec<&str> = intake.text.lines().skip_while(|line| !line.contains('\t')).collect();
    assert_eq!(
        table,
        [
            "序号\t主要任务\t牵头单位\t完成时限",
            "一、窗口",
            "1\t周末照常办理。节假日轮值。\t市政务局\t2030年12月",
            "\t街道窗口同步延长。\t各区政府\t2031年6月",
            "2\t公布清单。\t市司法局\t2031年6月",
        ]
    );
    let first = intake.text.lines().position(|line| line.starts_with("1\t")).unwrap() + 1;
    assert_eq!(intake.merged, [MergedCell { first, last: first + 1, column: 1 }]);
    let at = "1\t周末照常办理。".len();
    assert_eq!(intake.paragraphs, [CellParagraph { line: first, column: 2, at, text: "节假日轮值。".to_owned() }]);
    assert_eq!(intake.left_out, []);
}

#[test]
fn cells_that_only_count_have_the_number_that_word_shows() {
    let counts = "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:p>";
    let row = |text: &str| {
        format!("<w:tr><w:tc>{counts}</w:tc><w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p>{counts}</w:tc></w:tr>")
    };
    let table = format!("<w:tbl>{}{}</w:tbl>", row("甲。"), row("乙。"));
    // A paragraph without words beside another counts for nothing.
    assert_eq!(text_of(&word(&table, &[])), "一、\t甲。\n二、\t乙。\n");
}

#[test]
fn a_workbook_gives_what_its_cells_show() {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    let mut column = 0;
    let mut write = |value: f64, format: &str| {
        let format = rust_xlsxwriter::Format::new().set_num_format(format);
        sheet.write_with_format(0, column, value, &format).unwrap();
        column += 1;
    };
    for (value, format) in [
        (0.95, "0%"),
        (12_000.0, "#,##0"),
        (5.0, "0\"项\""),
        (0.95, "General"),
        (45_553.0, "yyyy\"年\"m\"月\""),
        (45_553.0, "yyyy-mm-dd"),
    ] {
        write(value, format);
    }
    let text = text_of(&workbook.save_to_buffer().unwrap());
    assert_eq!(text, "95%\t12,000\t5项\t0.95\t2024-09\t2024-09-18\n");
}

#[test]
fn a_number_of_word_and_the_text_behind_it_are_parted() {
    let level = |at: u8, format: &str, text: &str, more: &str| {
        format!(
            "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/>{more}<w:lvlText w:val=\"{text}\"/></w:lvl>"
        )
    };
    let numbers = [
        "<w:abstractNum w:abstractNumId=\"0\"><w:numStyleLink w:val=\"s\"/></w:abstractNum>",
        "<w:abstractNum w:abstractNumId=\"1\"><w:styleLink w:val=\"s\"/>",
        &level(0, "chineseCounting", "第%1章", ""),
        &level(1, "decimal", "%1.%2", "<w:isLgl/>"),
        &level(2, "decimal", "%3.", ""),
        &level(3, "decimal", "%4", "<w:suff w:val=\"nothing\"/>"),
        "</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>",
    ];
    let listed = |level: u8, text: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
        )
    };
    let body = [listed(0, "总则"), listed(1, "2030年建成。"), listed(2, "2031年推广。"), listed(3, "号口岸")].concat();
    let text = text_of(&with_parts(&body, &numbers.concat(), Vec::new()));
    assert_eq!(text, "第一章　总则\n1.1　2030年建成。\n1. 2031年推广。\n1号口岸\n");
}

#[test]
fn a_workbook_gives_its_first_visible_sheet() {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    workbook.add_worksheet().set_name("暗").unwrap().set_hidden(true).write(0, 0, "看不见").unwrap();
    let sheet = workbook.add_worksheet().set_name("清单").unwrap().set_active(true);
    for (column, word) in ["序号", "任务", "单位"].into_iter().enumerate() {
        sheet.write(0, column as u16, word).unwrap();
    }
    sheet.merge_range(1, 0, 2, 0, "1", &rust_xlsxwriter::Format::new()).unwrap();
    sheet.write(1, 1, "甲。\n乙。").unwrap().write(1, 2, "市一局").unwrap();
    sheet.write(2, 1, "丙。").unwrap().write(2, 2, "市二局").unwrap().set_row_hidden(2).unwrap();
    let intake = read(&workbook.save_to_buffer().unwrap()).unwrap();
    assert_eq!(intake.text, "序号\t任务\t单位\n1\t甲。乙。\t市一局\n\t丙。\t市二局\n");
    assert_eq!(intake.merged, [MergedCell { first: 2, last: 3, column: 1 }]);
    let hidden = LeftOut::new("隐藏标记（里面的内容收进了，请核对）", "第3行");
    assert_eq!(intake.left_out, [LeftOut::new("隐藏的工作表", "暗"), hidden]);
}

#[test]
fn what_is_too_much_is_refused_and_not_cut() {
    let deep = format!("<!DOCTYPE html><body>{}字", "<div>".repeat(2_000));
    assert!(read(deep.as_bytes()).unwrap_err().message.contains("太深"));
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for row in 0..2_000 {
        sheet.write(row, 0, "字").unwrap();
    }
    sheet.write(0, 150, "字").unwrap();
    assert!(read(&workbook.save_to_buffer().unwrap()).unwrap_err().message.contains("太大"));
}
