//! The full text: every character that is lost, invented or out of place is found where it is.

use super::super::report::string;
use super::super::source::{SourceText, solid};
use super::super::{coverage, html, spans};
use super::{POLICY, SOURCE, plan, sample, site};
use crate::diagnostic::{Code, Diagnostic, Place};

fn covered(body: &str) -> Vec<Diagnostic> {
    let (source, faults) = SourceText::new(&sample());
    assert_eq!(faults, []);
    let mut page = html::read(body);
    let structure = page.faults.drain(..).map(|fault| Diagnostic::new(fault.code, Place::file("p"), fault.message, ""));
    let mut found: Vec<Diagnostic> = structure.collect();
    found.extend(coverage::check("p/policy/index.html", &page, &source).0);
    found
}

/// Returns the diagnostics as `code line:column text`.
fn brief(found: &[Diagnostic]) -> Vec<String> {
    let brief = |d: &Diagnostic| format!("{} {}:{} {}", d.code, d.place.line, d.place.column, d.place.text);
    found.iter().map(brief).collect()
}

fn edited(from: &str, to: &str) -> Vec<String> {
    assert_eq!(POLICY.matches(from).count(), 1, "`{from}` stands once");
    brief(&covered(&POLICY.replacen(from, to, 1)))
}

/// Returns where the body's source text is: byte ranges of single characters that the proof has to see.
fn text_positions(body: &str) -> Vec<(usize, char)> {
    let mut positions = Vec::new();
    let (mut tag, mut ours, mut read) = (false, false, false);
    for (at, c) in body.char_indices() {
        match c {
            '<' => {
                tag = true;
                let rest = &body[at..];
                ours = rest.starts_with("<b data-ours") || (ours && !rest.starts_with("</b>"));
                read = rest.starts_with("<ins") || (read && !rest.starts_with("</ins>"));
            }
            '>' => tag = false,
            _ if !tag && !ours && !read && !c.is_whitespace() => positions.push((at, c)),
            _ => {}
        }
    }
    positions
}

#[test]
fn a_faithful_page_passes() {
    assert_eq!(brief(&covered(POLICY)), [""; 0]);
    assert_eq!(site().diagnostics(), [""; 0]);
    let stats = site().report().stats;
    assert_eq!(stats.characters - stats.characters_shown, 12, "all but the repeated header");
}

#[test]
fn every_single_deletion_is_found_in_its_place() {
    let (source, _) = SourceText::new(&sample());
    let positions = text_positions(POLICY);
    // The repeated header is not on the page.
    assert_eq!(positions.len(), source.chars.len() - 12);
    let shown = |body: &str| coverage::check("p/policy/index.html", &html::read(body), &source).1;
    for (at, c) in positions {
        let mut body = POLICY.to_owned();
        body.remove(at);
        assert_eq!(shown(&body) + 1, shown(POLICY), "{at} {c}: all others are shown");
        let found = covered(&body);
        let lost: Vec<&Diagnostic> = found.iter().filter(|d| d.code == Code::TextLost).collect();
        assert_eq!(lost.len(), 1, "{at} {c}: {found:?}");
        assert_eq!(lost[0].place.text, c.to_string(), "{at}: {found:?}");
        let there =
            SOURCE.lines().nth(lost[0].place.line - 1).and_then(|line| line.chars().nth(lost[0].place.column - 1));
        assert_eq!(there, Some(c), "{at}: {found:?}");
        assert!(
            found.iter().all(|d| matches!(
                d.code,
                Code::TextLost | Code::EmptyPassage | Code::CorrectionDiffers | Code::SpanMismatch
            )),
            "{found:?}"
        );
    }
}

#[test]
fn every_single_insertion_and_change_is_found() {
    for (at, c) in text_positions(POLICY) {
        for (what, new) in
            [("insertion", format!("伪{c}")), ("change", "伪".to_owned()), ("doubling", format!("{c}{c}"))]
        {
            let mut body = POLICY.to_owned();
            body.replace_range(at..at + c.len_utf8(), &new);
            let found = covered(&body);
            let invented = found.iter().filter(|d| d.code == Code::TextInvented).count();
            assert_eq!(invented, 1, "{what} {at} {c}: {found:?}");
            assert!(found.len() <= 4, "{what} {at} {c}: {found:?}");
        }
    }
}

#[test]
fn every_lost_passage_is_found() {
    for (at, _) in POLICY.match_indices(" data-lines") {
        let mut body = POLICY.to_owned();
        body.replace_range(at..at + 11, " data-lost");
        let found = covered(&body);
        assert_eq!(found.iter().filter(|d| d.code == Code::TextLost).count(), 1, "{at}: {found:?}");
        assert!(found.len() <= 2, "{found:?}");
    }
}

#[test]
fn the_place_of_a_loss_is_exact() {
    assert_eq!(edited("推动服务业扩", "推动业扩"), ["text-lost 6:8 服务"]);
    assert_eq!(edited("服务业扩大", "服务业大"), ["text-lost 8:1 扩"]);
    assert_eq!(edited("办好二事。", "二事。"), ["text-lost 12:4 办好"]);
    assert_eq!(edited("抄送：各部门。", "抄送：各部门"), ["text-lost 18:7 。"]);
}

#[test]
fn several_faults_are_found_in_one_run() {
    let body = POLICY.replace("推动服务业", "推动业").replace("再做一事", "再做二事").replace("抄送：", "");
    assert_eq!(
        brief(&covered(&body)),
        ["text-invented 15:10 二", "text-lost 6:8 服务", "text-lost 15:10 一", "text-lost 18:1 抄送："]
    );
    assert_eq!(covered("").len(), 3, "all before and behind the repeated header, and the correction");
}

#[test]
fn order_matters() {
    let (first, second) = (
        r#"<h1 data-lines="1">市 人民政府文件</h1>"#,
        r#"<ul><li data-lines="3">甲：各区政府<b data-ours>校1</b></li></ul>"#,
    );
    let swapped = POLICY.replace(first, "").replace(second, &format!("{second}{first}"));
    assert_eq!(brief(&covered(&swapped)), ["text-misplaced 3:3 甲：各区政府"]);
    let last = r#"<p data-lines="18">抄送：各部门。</p>"#;
    let moved = format!("{last}{}", POLICY.replace(last, ""));
    assert_eq!(brief(&covered(&moved)), ["text-misplaced 18:1 抄送：各部门。"]);
    let twice = format!("{POLICY}{last}");
    assert_eq!(brief(&covered(&twice)), ["text-misplaced 18:1 抄送：各部门。"]);
}

#[test]
fn headers_may_repeat_but_the_first_is_shown() {
    let header = "<tr><th data-lines=\"14\">类别</th><th data-lines=\"14\">序号</th><th data-lines=\"14\">做法</th>\
        <th data-lines=\"14\">牵头</th><th data-lines=\"14\">责任</th><th data-lines=\"14\">时限</th></tr>";
    let before = r#"<tr><td data-lines="15">一、科教"#;
    assert_eq!(edited(before, &format!("{header}{before}")), [""; 0]);
    let half = header.replace("<th data-lines=\"14\">时限</th>", "");
    assert_eq!(edited(before, &format!("{half}{before}")), ["text-lost 14:17 时限"]);
    let start = POLICY.find("<thead>").expect("a header");
    let end = POLICY.find("</thead>").expect("a header");
    let found = covered(&format!("{}{}", &POLICY[..start], &POLICY[end..]));
    assert_eq!(brief(&found), ["text-lost 10:1 类别序号做法牵头责任时限"]);
}

#[test]
fn corrections_are_shown_both_ways() {
    let read = r#"<ins data-as="read">机谷</ins>"#;
    let printed = r#"<del data-as="printed">机台谷</del>"#;
    let codes = |from: &str, to: &str| -> Vec<String> {
        let found = edited(from, to);
        found.iter().map(|found| found.split(' ').next().unwrap_or_default().to_owned()).collect()
    };
    assert_eq!(codes(read, ""), ["correction-one-sided", "correction-differs"]);
    assert!(codes(printed, "").contains(&"text-lost".to_owned()));
    assert_eq!(codes(read, r#"<ins data-as="read">机大谷</ins>"#), ["correction-differs"]);
    assert_eq!(codes(read, r#"<ins data-as="read"></ins>"#), ["correction-differs"]);
    assert_eq!(
        codes("data-correction=\"c1\"", "data-correction=\"c2\""),
        ["correction-unmarked", "correction-unlisted", "correction-not-shown"]
    );
    assert_eq!(
        codes(
            r#"<span data-correction="c1"><ins data-as="read">机谷</ins><del data-as="printed">机台谷</del></span>"#,
            "机台谷"
        ),
        ["correction-unmarked", "correction-not-shown"]
    );
    // What both sides share may stand outside the mark.
    assert_eq!(
        codes(
            r#"<span data-correction="c1"><ins data-as="read">机谷</ins><del data-as="printed">机台谷</del></span>"#,
            r#"机<span data-correction="c1"><ins data-as="read"></ins><del data-as="printed">台</del></span>谷"#
        ),
        [""; 0]
    );
    assert_eq!(
        codes(
            "推动服务业",
            r#"推<span data-correction="c9"><ins data-as="read"></ins><del data-as="printed">动</del></span>服务业"#
        ),
        ["correction-unlisted", "span-mismatch"][..1]
    );
    let mark = r#"<span data-correction="c1"><ins data-as="read">机谷</ins><del data-as="printed">机台谷</del></span>"#;
    let part = |text: &str| {
        format!(r#"<i data-correction="c1"><ins data-as="read">{text}</ins><del data-as="printed">{text}</del></i>"#)
    };
    assert!(codes(mark, &format!("{}台{}", part("机"), part("谷"))).contains(&"correction-mark".to_owned()));
    assert!(codes(printed, &format!("{printed}{mark}")).contains(&"nested-correction".to_owned()));
    assert_eq!(codes("推动服务业", r#"推<i data-as="printed">动</i>服务业"#), ["stray-side", "span-mismatch"]);
}

#[test]
fn passages_are_never_nested_empty_hidden_or_out_of_range() {
    assert_eq!(edited("<strong>", r#"<strong data-lines="6">"#)[0], "nested-passage 1:1 ");
    assert_eq!(
        edited("<td></td><td></td><td data-lines", r#"<td data-lines="16"></td><td></td><td data-lines"#),
        ["empty-passage 10:9 16"]
    );
    assert_eq!(edited(r#"<p data-lines="18""#, r#"<p data-lines="18-99""#)[0], "bad-lines 11:4 18-99");
    assert_eq!(edited(r#"<p data-lines="18""#, r#"<p data-lines="17""#)[0], "wrong-lines 11:4 抄送：各部门。");
    assert_eq!(edited(r#"<p data-lines="18""#, r#"<p hidden data-lines="18""#)[0], "hidden-text 11:11 抄送：各部门。");
    assert_eq!(edited("各部门", "各<i hidden>部</i>门")[0], "hidden-text 11:4 抄送：各部门。");
    assert_eq!(edited("各部门", "各<sup>部</sup>门")[0], "hidden-text 11:4 抄送：各部门。");
    assert_eq!(edited("各部门", "各<script>部</script>门"), ["inline-script 1:1 ", "text-lost 18:5 部"]);
}

#[test]
fn white_space_never_matters() {
    let spaced: String = POLICY.replace("扩大开放", "扩\u{3000}大\u{a0}\n 开<br>放");
    assert_eq!(brief(&covered(&spaced)), [""; 0]);
    assert_eq!(string(&solid(" 一\u{2003}二\u{feff}")), "一二\u{feff}");
}

#[test]
fn white_space_parts_no_digits_that_the_source_does_not() {
    let parted = |printed: &str, source: &str| {
        let body = format!("<p data-lines=\"1\">{printed}</p>");
        let (source, _) = SourceText::new(&plan(source, &[]));
        spans::structure("p", &html::read(&body).passages[0], &source).is_err()
    };
    assert!(parted("到2 030年", "到2030年") && parted("到20\u{2028}30年", "到2030年"));
    assert!(!parted("到2030年", "到2030年") && !parted("1 2", "1\t2") && !parted("1 2", "1 2"));
}
