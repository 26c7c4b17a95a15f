//! What people call the fields of the open data that `diff` compares; programs get the keys themselves.

/// By key, of all kinds that have no word of their own below.
const WORDS: [(&str, &str); 57] = [
    ("aliases", "别称"),
    ("answers", "对应的别的方案的任务"),
    ("carries_out", "贯彻的文件"),
    ("cases", "案例与公开报道"),
    ("citation", "引用写法"),
    ("clauses", "相关条文"),
    ("corrections", "校勘"),
    ("deadline", "完成时限"),
    ("document_number", "发文字号"),
    ("domain", "领域"),
    ("domains", "领域"),
    ("event_date", "事情的日期"),
    ("follows", "接续的方案"),
    ("group", "组别"),
    ("heading", "标题"),
    ("id", "编号"),
    ("issuer", "发文机构"),
    ("issuers", "全部发文机构"),
    ("kind", "类别"),
    ("label", "原文编号"),
    ("lead", "牵头单位"),
    ("lines", "行号"),
    ("members", "成员"),
    ("milestones", "年度目标"),
    ("name", "名称"),
    ("number", "序号"),
    ("parent", "上一级"),
    ("parts", "分项"),
    ("place", "位置"),
    ("plan", "方案"),
    ("post", "职务"),
    ("printed", "原文"),
    ("progress", "进展"),
    ("provisional", "是否暂列"),
    ("published", "发布日期"),
    ("publisher", "发布者"),
    ("read", "读作"),
    ("reason", "依据"),
    ("related", "相关任务"),
    ("reprinted_by", "转载者"),
    ("responsible", "责任单位"),
    ("reviewed", "核对日期"),
    ("role", "组内身份"),
    ("section", "一级类别"),
    ("signed", "成文日期"),
    ("slug", "网址名"),
    ("source", "录入的原文"),
    ("source_url", "来源网址"),
    ("summary", "摘要"),
    ("supporting", "配合等单位"),
    ("tables", "表格"),
    ("tasks", "有关任务"),
    ("text", "内容"),
    ("through_groups", "作为成员负责的任务"),
    ("title", "标题"),
    ("url", "网址"),
    ("words", "文件的用语"),
];

/// Those that one kind of things has another word for, by the word for the kind.
const OF_KIND: [(&str, &str, &str); 8] = [
    ("单位", "lead", "牵头的任务"),
    ("单位", "place", "所在地"),
    ("单位", "responsible", "负责的任务"),
    ("单位", "supporting", "配合等的任务"),
    ("成员", "name", "姓名"),
    ("方案", "place", "所在地"),
    ("方案", "printed", "印发日期"),
    ("校勘", "number", "编号"),
];

/// Returns what people call a field of a kind of things; its key where it has no word.
pub(super) fn of<'a>(kind: &str, key: &'a str) -> &'a str {
    let own = OF_KIND.iter().find(|(of, name, _)| *of == kind && *name == key).map(|(.., word)| *word);
    let any = || WORDS.iter().find(|(name, _)| *name == key).map(|(_, word)| *word);
    own.or_else(any).unwrap_or(key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::open_data::SCHEMAS;

    #[test]
    fn every_field_that_is_compared_has_a_word() {
        let lists = ["clauses", "corrections", "members", "tasks", "agencies", "cases"];
        let fields = SCHEMAS.iter().flat_map(|schema| schema.fields().1).map(|field| field.path.replace("[]", ""));
        let compared: Vec<String> = fields
            .filter_map(|path| match path.split('.').collect::<Vec<_>>()[..] {
                [key] if !lists.contains(&key) => Some(key.to_owned()),
                [list, key] if lists.contains(&list) => Some(key.to_owned()),
                _ => None,
            })
            .collect();
        assert!(compared.len() > 60, "{compared:?}");
        for key in &compared {
            assert_ne!(of("", key), key);
        }
        let words = WORDS.iter().map(|(key, _)| *key).chain(OF_KIND.iter().map(|(_, key, _)| *key));
        let dead: Vec<&str> = words.filter(|key| !compared.iter().any(|name| name == key)).collect();
        assert!(dead.is_empty(), "{dead:?}");
        assert_eq!((of("方案", "printed"), of("校勘", "printed")), ("印发日期", "原文"));
    }
}
