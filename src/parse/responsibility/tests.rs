//! What brackets and labels say, form by form.

use super::super::brackets::pieces;
use super::*;

/// `牵头单位=甲|乙` for each role, then `@deadline` and `#remark`.
fn told(text: &str, found: &Responsibility) -> String {
    let role = |role: &RoleNames| {
        let names: Vec<&str> = pieces(text, role.printed.clone()).map(|name| text[name].trim()).collect();
        let doubt = if role.is_unclear { "?" } else { "" };
        format!("{:?}:{}={}{doubt}", role.class, &text[role.word.clone()], names.join("|"))
    };
    let mut parts: Vec<String> = found.roles.iter().map(role).collect();
    parts.extend(found.deadline.clone().map(|place| format!("@{}", &text[place])));
    parts.extend(found.remarks.iter().map(|place| format!("#{}", &text[place.clone()])));
    parts.join(" ")
}

fn all(text: &str) -> Vec<String> {
    in_paragraph(text).iter().map(|found| told(text, found)).collect()
}

#[test]
fn brackets_of_every_form_are_read() {
    for (text, expected) in [
        ("办好。（责任单位：市政务局、市财政局，各区政府）", "Responsible:责任单位=市政务局|市财政局|各区政府"),
        (
            "办好。（牵头单位：市政务局；责任单位：市数据局、市财政局，各区政府；完成时限：2030年12月）",
            "Lead:牵头单位=市政务局 Responsible:责任单位=市数据局|市财政局|各区政府 @2030年12月",
        ),
        (
            "办好。（市司法局牵头，市政务局、市档案局配合，2030年9月底前完成）",
            "Lead:牵头=市司法局 Supporting:配合=市政务局|市档案局 @2030年9月底前",
        ),
        (
            "办好。（市政务局、市财政局等负责。列第一位者为牵头单位，下同）",
            "Responsible:负责=市政务局|市财政局等 #列第一位者为牵头单位，下同",
        ),
        (
            "办好。（市数据局、市政务局，各区政府按职责分工负责）",
            "Responsible:负责=市数据局|市政务局|各区政府按职责分工",
        ),
        (
            "办好。（市数据局指导，各区政府落实。以下均需各区政府落实，不再列出）",
            "Supporting:指导=市数据局 Responsible:落实=各区政府 #以下均需各区政府落实，不再列出",
        ),
        ("办好。（国家发展改革委会同有关部门负责）", "Responsible:负责=国家发展改革委会同有关部门"),
        ("办好。（由甲局牵头，乙局参与）", "Lead:牵头=甲局 Supporting:参与=乙局"),
        ("办好。〔甲局负责〕", "Responsible:负责=甲局"),
        ("办好。[责任单位：甲局]", "Responsible:责任单位=甲局"),
        (
            "办好。（牵头单位：市委组织部（人才办），责任单位：市教育局、市科技局）",
            "Lead:牵头单位=市委组织部（人才办） Responsible:责任单位=市教育局|市科技局",
        ),
        (
            "办好。（负责部门：民航局，适用范围：河南自贸试验区）",
            "Responsible:负责部门=民航局 #适用范围：河南自贸试验区",
        ),
        (
            "办好。（责任单位：市数据局，各区人民政府〈含开发区管委会，下同〉）",
            "Responsible:责任单位=市数据局|各区人民政府〈含开发区管委会，下同〉",
        ),
        (
            "办好。（省发展改革委牵头负责，省工业和信息化厅、科技厅配合）",
            "Lead:牵头负责=省发展改革委 Supporting:配合=省工业和信息化厅|科技厅",
        ),
        (
            "办好（试点）。责任单位：甲局、各市（州）政府；完成时限：2030年底前。",
            "Responsible:责任单位=甲局|各市（州）政府 @2030年底前",
        ),
        (
            "【第一牵头单位：甲局；第二牵头单位：乙局；责任单位：丙局】",
            "Lead:第一牵头单位=甲局 Lead:第二牵头单位=乙局 Responsible:责任单位=丙局",
        ),
        ("办好。（责任领导：甲乙；责任单位：丙局、各镇）", "Responsible:责任单位=丙局|各镇 #责任领导：甲乙"),
        ("办好。（责任单位：甲局牵头，乙局、丙局配合）", "Lead:牵头=甲局 Supporting:配合=乙局|丙局"),
        ("办好。（责任单位：甲局、乙局分工负责）", "Responsible:责任单位=甲局|乙局分工负责"),
        (
            "办好。（牵头：甲局；配合：乙局；适用范围：全市；时限：长期）",
            "Lead:牵头=甲局 Supporting:配合=乙局 @长期 #适用范围：全市",
        ),
        ("办好。（市甲局、省乙厅，各县政府）", "Responsible:=市甲局|省乙厅|各县政府"),
        ("办好。（省乙厅，丙市、丁市政府）", "Responsible:=省乙厅|丙市|丁市政府"),
        ("办好。（市甲局，2030年底）", "Responsible:=市甲局 @2030年底"),
        ("办好。〔市甲局等部门。列首位的为牵头单位，下同〕", "Responsible:=市甲局等部门 #列首位的为牵头单位，下同"),
        ("办好。（甲局负责，年内完成）", "Responsible:负责=甲局 @年内"),
        ("增长7%。市甲局牵头，市乙局等部门配合。", "Lead:牵头=市甲局 Supporting:配合=市乙局等部门"),
        ("办好。由市甲局负责，2030年6月底前完成。", "Responsible:负责=市甲局 @2030年6月底前"),
        ("办好。（责任单位：各成员单位　完成时间：全年）", "Responsible:责任单位=各成员单位 @全年"),
        (
            "办好。（甲局负责，2029年底前完成第一批，2030年底前全部完成）",
            "Responsible:负责=甲局 @2029年底前完成第一批，2030年底前全部完成",
        ),
        ("办好。（甲局、乙局负责；完成时限：2030年12月）", "Responsible:负责=甲局|乙局 @2030年12月"),
        ("办好。责任单位：甲局（牵头单位：乙局）", "Responsible:责任单位=甲局（牵头单位：乙局）"),
        ("办好。（牵头（责任）单位：甲局）", "Lead:牵头（责任）单位=甲局"),
        ("办好。〔甲局牵头、乙局配合〕", "Lead:牵头=甲局 Supporting:配合=乙局"),
        ("办好。（甲局牵头，市乙局、市丙局）", "Lead:牵头=甲局 Responsible:=市乙局|市丙局"),
        ("办好。（甲局牵头，市乙局，2030年底前完成）", "Lead:牵头=甲局 Responsible:=市乙局 @2030年底前完成"),
        ("办好。（甲局，乙局、丙局配合）", "Responsible:=甲局? Supporting:配合=乙局|丙局"),
        ("办好。（甲局，乙局负责）", "Responsible:负责=甲局|乙局"),
        ("办好。（牵头单位：甲局；乙局配合）", "Lead:牵头单位=甲局 Supporting:配合=乙局"),
        ("办好。（牵头单位：甲局按职责分工负责）", "Lead:牵头单位=甲局按职责分工负责"),
        ("办好。（责任单位：甲局牵头，乙局）", "Lead:牵头=甲局 Responsible:责任单位=乙局"),
        ("办好。（牵头：甲局；指导：乙厅）", "Lead:牵头=甲局 Supporting:指导=乙厅"),
    ] {
        assert_eq!(all(text), [expected], "{text}");
    }
}

#[test]
fn a_paragraph_may_have_several_brackets_and_others_that_say_nothing() {
    assert_eq!(all("（一）（责任单位：甲局）"), ["Responsible:责任单位=甲局"]);
    let text = "周末（含节假日）照常办理。（责任单位：市政务局）开通电话预约。（责任单位：市数据局）";
    assert_eq!(all(text), ["Responsible:责任单位=市政务局", "Responsible:责任单位=市数据局"]);
    for text in [
        "要抓好。办公室设在市甲局，由市甲局主要负责人负责。",
        "要抓好。各地各部门要加强统筹，市甲局负责。",
        "市甲局负责。",
        "由街道（镇）负责办理。",
        "到2030年（第一年）办好。",
        "（此件公开发布）",
        "推动（试点）落实。",
        "（一）加强指导",
        "要抓好。实施范围：全市。支持对象：企业。",
        "要抓好。落实措施：由甲局统筹。",
        "（一）（二）责任单位",
        "交市财政局（原市国资局）办理。",
        "成立小组（以下简称小组办公室）。",
        "办好。（见附件）",
        "办好。（全市）",
        "（一",
    ] {
        assert_eq!(all(text), [""; 0], "{text}");
    }
}

#[test]
fn a_cell_may_say_itself_who_has_which_role() {
    for (cell, expected) in [
        (&["甲局、乙局"][..], ""),
        (&["甲局、乙局按职责分工负责"], ""),
        (&["甲局牵头，乙局、丙局配合"], "Lead:牵头=甲局 Supporting:配合=乙局|丙局"),
        (&["甲局牵头、乙局"], "Lead:牵头=甲局 Supporting:=乙局"),
        (&["牵头：甲局；配合：乙局"], "Lead:牵头=甲局 Supporting:配合=乙局"),
        (&["牵头单位：甲局\u{3000}配合单位：乙局"], "Lead:牵头单位=甲局 Supporting:配合单位=乙局"),
        (&["牵头单位：甲局", "配合单位：乙局、", "丙局"], "Lead:牵头单位=甲局 Supporting:配合单位=乙局|丙局"),
        (&["牵头单位：", "甲局", "配合单位：", "乙局"], "Lead:牵头单位=甲局 Supporting:配合单位=乙局"),
        (&["甲局牵头，", "乙局配合"], "Lead:牵头=甲局 Supporting:配合=乙局"),
        (&["甲局牵头", "乙局、丙局"], "Lead:牵头=甲局 Supporting:=乙局|丙局"),
        (&["甲局牵头，2030年底前完成"], "Lead:牵头=甲局 Supporting:=2030年底前"),
        (&["责任领导：甲；责任单位：乙局"], "Supporting:=责任领导：甲 Responsible:责任单位=乙局"),
        (&["甲局，乙局牵头"], "Supporting:=甲局? Lead:牵头=乙局"),
    ] {
        let text = cell.concat();
        let mut end = 0;
        let paragraphs = cell.iter().map(|words| {
            end += words.len();
            end - words.len()..end
        });
        let paragraphs: Vec<Range<usize>> = paragraphs.collect();
        let roles = in_cell(&text, &paragraphs, RoleClass::Supporting).unwrap_or_default();
        assert_eq!(told(&text, &Responsibility { roles, ..Responsibility::default() }), expected, "{text}");
    }
}

#[test]
fn lines_with_a_label_are_read() {
    let told_line = |text: &str| label_line(text).map(|found| told(text, &found));
    assert_eq!(told_line("责任单位：市政务局、市财政局").unwrap(), "Responsible:责任单位=市政务局|市财政局");
    assert_eq!(told_line("完成时限：长期坚持").unwrap(), "@长期坚持");
    assert_eq!(told_line("配合单位: 市司法局 ").unwrap(), "Supporting:配合单位=市司法局");
    assert_eq!(told_line("时间安排：2030—2032年").unwrap(), "@2030—2032年");
    assert_eq!(told_line("责任领导：甲乙").unwrap(), "#责任领导：甲乙");
    assert_eq!(told_line("责 任 单 位：甲局").unwrap(), "Responsible:责 任 单 位=甲局");
    for text in ["周末照常办理。", "责任重大，使命光荣：要抓好。", "指导思想：坚持稳中求进。", "支持政策：给予补贴。"]
    {
        assert_eq!(told_line(text), None, "{text}");
    }
}

#[test]
fn a_day_in_a_bracket_of_its_own_belongs_to_the_one_before() {
    assert_eq!(all("办好。（甲局牵头）（2030年底前）"), ["Lead:牵头=甲局", "@2030年底前"]);
    assert_eq!(all("办好。（2030年底前）"), [""; 0]);
}

/// Each bracket was a call inside the last one's.
#[test]
fn thousands_of_leaders_in_brackets_end_no_program() {
    let names = "市甲局（由市乙局牵头）、".repeat(20_000);
    let [found] = &in_paragraph(&format!("（责任单位：{names}市丙局）"))[..] else { panic!("one bracket") };
    assert_eq!(found.roles.len(), 40_001);
}

#[test]
fn what_happens_is_no_agency() {
    for text in ["改革任务（分步实施）。", "投入（社会资本参与）。", "（财政资金予以支持）"]
    {
        assert_eq!(all(text), [""; 0], "{text}");
    }
    assert_eq!(all("（市甲局牵头，社会资本参与）").len(), 1);
    assert_eq!(all("（市甲局参与）").len(), 1);
}
