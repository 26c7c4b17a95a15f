//! What sites and forms print above a document's text: its index number, when and by whom it was put there, who fills in.

use std::ops::Range;

/// Labels of what sites and forms print above a document's text.
const ABOVE: [&str; 30] = [
    "索引号",
    "文号",
    "发文字号",
    "发文文号",
    "发布日期",
    "发布时间",
    "发文日期",
    "成文日期",
    "生成日期",
    "印发日期",
    "发布机构",
    "发布单位",
    "发文机关",
    "发文单位",
    "主题分类",
    "信息分类",
    "信息来源",
    "信息类别",
    "来源",
    "有效性",
    "效力状态",
    "公开方式",
    "公开属性",
    "浏览量",
    "浏览次数",
    "主题词",
    "签发人",
    "填报单位",
    "填报时间",
    "制表单位",
];

/// Labels of the same, before the document's title.
const TITLED: [&str; 3] = ["名称", "标题", "文件名称"];

/// Returns the label without white space that a line above a text begins with, and where what it says begins.
fn label_above(text: &str) -> Option<(String, usize)> {
    let (label, said) = text.split_once(['：', ':'])?;
    let word: String = label.chars().take(LONGEST_ABOVE).filter(|c| !c.is_whitespace()).collect();
    let begins = text.len() - said.trim_start().len();
    (label.chars().nth(LONGEST_ABOVE).is_none()).then_some((word, begins))
}

/// Of such a label, padding included, in characters.
const LONGEST_ABOVE: usize = 12;

/// Checks whether a line says of a document what a site or a form prints above its text: `索引号：…`, `发布日期：2031-01-20`,
/// `2031-01-20 09:30 来源：…`, a month alone.
pub(super) fn stands_above(text: &str) -> bool {
    let is_labelled = label_above(text).is_some_and(|(label, _)| ABOVE.contains(&label.as_str()));
    let begins_with_day = text.starts_with(|c: char| c.is_ascii_digit()) && text.contains("来源：");
    let is_month =
        text.trim().strip_suffix('月').and_then(|text| text.split_once('年')).is_some_and(|(year, month)| {
            let are_digits =
                |text: &str, most| (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
            are_digits(year, 4) && are_digits(month, 2)
        });
    is_labelled || begins_with_day || is_month
}

/// Returns where a document's number stands in a line that says more: `文号：甲政发〔2031〕1号`, `甲政发〔2031〕1号　签发人：张三`.
pub(super) fn number_above(text: &str) -> Option<Range<usize>> {
    let start = label_above(text).filter(|(label, _)| ABOVE.contains(&label.as_str())).map_or(0, |(_, begins)| begins);
    let rest = &text[start..];
    let end = rest.find('号')? + '号'.len_utf8();
    let behind = rest[end..].trim();
    (is_document_number(&rest[..end]) && (behind.is_empty() || stands_above(behind))).then_some(start..start + end)
}

/// Returns where the title begins behind its label: `名称：…的通知`.
pub(super) fn title_above(text: &str) -> Option<usize> {
    label_above(text)
        .filter(|(label, begins)| TITLED.contains(&label.as_str()) && *begins < text.len())
        .map(|(_, at)| at)
}

/// Checks whether a text is a document's number: `甲政发〔2031〕1号`.
pub(super) fn is_document_number(text: &str) -> bool {
    let Some(open) = text.find(['〔', '[', '［']) else { return false };
    let rest = &text[open..];
    let Some(close) = rest.find(['〕', ']', '］']) else { return false };
    let year = rest[..close].trim_start_matches(['〔', '[', '［']);
    let tail = rest[close..].trim_start_matches(['〕', ']', '］']).trim();
    open > 0
        && text.chars().count() <= 30
        && year.len() == 4
        && year.chars().all(|c| c.is_ascii_digit())
        && tail.strip_suffix('号').is_some_and(|n| !n.is_empty() && n.trim().chars().all(|c| c.is_ascii_digit()))
}
