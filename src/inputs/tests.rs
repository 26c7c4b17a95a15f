//! Files that aren't TOML, and what is said of them.

use super::toml_syntax::MOST_BROKEN;
use crate::inputs::fields::{Fields, Form};
use crate::tests::support::repository;
use crate::text::source::Source;

const FORM: Form = Form { keys: &[], example: "" };

#[test]
fn editors_hear_in_chinese_what_is_wrong_with_a_line() {
    for (line, says) in [
        ("a = 文字", "文字没有加英文引号"),
        ("a = https://example.gov.cn", "文字没有加英文引号"),
        ("a = “文字”", "中文的引号"),
        ("a ＝ \"文字\"", "中文的引号"),
        ("a = [55、155]", "中文的逗号"),
        ("a = [55，56]", "中文的逗号"),
        ("a = [\"甲\"，\"乙\"]", "中文的逗号"),
        ("a = \"文字\"，", "中文的逗号"),
        ("来源 = \"甲\"", "名字不能用中文"),
        ("a = 2024-02-30", "日历上没有"),
        ("a = 2024/3/5", "日期的写法不对"),
        ("a = 2024年3月5日", "日期的写法不对"),
        ("a = 2024.3.5", "日期的写法不对"),
        ("a = 2024\u{2011}03\u{2011}05", "日期的写法不对"),
        ("a = 2024—3—5", "日期的写法不对"),
        ("a = ２０２４－０３－０５", "日期的写法不对"),
        ("a =", "还没有写内容"),
        ("文字", "不是设置"),
        ("a = \"文字", "写法不对"),
        ("[a", "没有成对"),
        ("a = [\n\"甲\"\n\"乙\"\n]", "有没有英文逗号"),
        ("b = 2\nb = 3", "写了两次"),
        ("[b]\n[b]", "[[名字]]"),
        ("[b]\nc = 1\n[b]\nc = 2", "[[名字]]"),
        ("a = { b = 2024-02-30 }", "日历上没有"),
        ("a = 12abc", "没有加英文引号"),
        ("publisher：甲局", "写的是冒号"),
        ("publisher: \"甲局\"", "写的是冒号"),
        ("tasks = ［52］", "中文的括号"),
        ("tasks = [５２]", "全角"),
        ("number = ５２", "全角"),
        ("title = 【重要】通知", "没有加英文引号"),
        ("title = 第５期", "没有加英文引号"),
        ("https://example.gov.cn", "不是设置"),
        ("// 注", "注释行以英文的 # 开头"),
        ("＃注，甲", "注释行以英文的 # 开头"),
        ("；注", "注释行以英文的 # 开头"),
        ("// a = 1", "注释行以英文的 # 开头"),
        ("甲，乙", "不是设置"),
        ("publisher \"某某日报\"", "没有等号"),
        ("tasks [55]", "没有等号"),
        ("= \"甲\"", "没有名字"),
        ("a b = \"甲\"", "中间没有空格"),
        ("]", "多了一个括号"),
        ("\u{3000}", "全角空格"),
        ("\u{3000}a = 1", "全角空格"),
        ("a\u{3000}= 1", "全角空格"),
        ("a =\u{3000}\"甲\"", "全角空格"),
        ("a = \"某某日报\"。", "行末不写标点"),
        ("a = \"某某日报\"。 # 注", "行末不写标点"),
        ("a = \"甲\",", "行末不写标点"),
        ("a = \"甲\";", "行末不写标点"),
        ("a = 2024-03-05。", "行末不写标点"),
        ("a = 2024-03-05，", "行末不写标点"),
        ("a = [55, 56];", "行末不写标点"),
        ("a = 7;", "行末不写标点"),
        ("a = [55 56]", "各项用英文逗号隔开"),
        ("a = [55; 56]", "各项用英文逗号隔开"),
        ("a = [55,, 56]", "各项用英文逗号隔开"),
        ("a = [\"甲 乙\" \"丙\"]", "各项用英文逗号隔开"),
        ("a = [zh-CN]", "每一项加英文引号"),
        ("a = [zh-CN, en]", "每一项加英文引号"),
        ("a = { b = 1 c = 2 }", "各项用英文逗号隔开"),
        ("a = \"甲\" // 注", "注释写在英文的 # 后"),
        ("a = 2024-03-05 ；注", "注释写在英文的 # 后"),
        ("a = \"甲\"（注）", "注释写在 # 后"),
        ("a = \"他说\"你好\"\"", "要写成 \\\""),
        ("year = 2025年", "只写数字"),
        ("a = 55 项", "只写数字"),
        ("a = 80%", "只写数字"),
        ("a = [55项, 56项]", "只写数字"),
        ("a = [55-57]", "一个一个写全"),
        ("a = [12, 55—57]", "一个一个写全"),
        ("a = [\n55-57,\n]", "一个一个写全"),
        ("a = 55～57", "一个一个写全"),
        ("a = [\n55 56\n]", "各项用英文逗号隔开"),
        ("a = 1\na = 2024-03-05", "写了两次"),
        ("a = 2024-03-05\na = 2024-03-05", "写了两次"),
        ("a = [55", "方括号没有写完"),
        ("a = [55\nb = 2024-03-05\n[c]\nd = 2024-03-05", "方括号没有写完"),
        ("a = { b = 2024-03-05\nc = 2024-03-05\nd = 1", "花括号没有写完"),
        ("a = { b = 2024-03-05,\nc = 2024-03-05\n[[d]]\ne = [1]", "花括号没有写完"),
        ("a = [\n{ b = [1 },\n{ b = [2] },\n]\nc = 1", "方括号没有写完"),
        ("a = \"\"\"甲\n乙\nb = 1\n[c]\nd = 1", "三个引号没有写完"),
        ("a = [\"甲, \"乙\"]\nb = 2024-03-05", "检查引号"),
        ("[a]]", "没有成对"),
        ("[[a]", "没有成对"),
        ("［［a］］", "标题用了中文的括号"),
        ("【a】", "标题用了中文的括号"),
        ("[a] // 注", "注释写在 # 后"),
        ("[[a]]。", "标题单独写一行"),
    ] {
        let source = Source::new("f", line);
        let mut found = Vec::new();
        Fields::of_file(&source, &FORM, &mut found);
        let told: Vec<String> = found.iter().map(|one| format!("{}。{}", one.message, one.hint)).collect();
        assert!(told.len() == 1 && told[0].contains(says), "{line}: {told:?}");
    }
}

/// Returns the lines that are told, each with what is said there.
fn told(text: &str, keys: &[&str]) -> Vec<(usize, String)> {
    let source = Source::new("f", text);
    let mut found = Vec::new();
    let fields = Fields::of_file(&source, &FORM, &mut found);
    for item in fields.tables("tasks", &FORM, &mut found) {
        item.text("why", &mut found);
    }
    for key in keys {
        fields.day(key, &mut found);
    }
    let mut told: Vec<_> = found.into_iter().map(|one| (one.place.line, one.message)).collect();
    told.sort();
    told
}

fn lines(told: &[(usize, String)]) -> Vec<(usize, &str)> {
    told.iter().map(|(line, message)| (*line, message.as_str())).collect()
}

#[test]
fn reading_goes_on_below_a_line_that_is_none() {
    let rest = "\na = 2024-03-05\nb = 2024-02-30\nc = 2024-03-05\nc = 2024-03-05\n[[tasks]]\nwhy = \"\"\n";
    for line in [
        "title ＝ \"x\"",
        "文字",
        "// 注",
        "＃注",
        "；注",
        "publisher \"某某日报\"",
        "publisher：\"某某日报\"",
        "plans = [55",
        "site = { value = \"x\"",
        "site = { value = \"x\",",
        "plans = [\"甲, \"乙\"]",
        "title = \"x",
        "title = \"x\"。",
        "= 1",
        "a b = 1",
        "]",
        "}",
        "[1, 2]",
        "\u{3000}",
        "d",
    ] {
        let told = told(&format!("{line}{rest}"), &["a", "b", "c"]);
        let found: Vec<usize> = told.iter().map(|(line, _)| *line).collect();
        assert_eq!(found, [1, 3, 5, 7], "{line}: {told:?}");
    }
}

#[test]
fn no_key_is_missing_that_stands_on_a_broken_line() {
    let (list, braces) = ("b = [\na = 2024-03-05", "b = { c = 1,\na = 2024-03-05");
    for line in ["a \"2024\"", "a：2024", "a ＝ 2024", "a", "a = [1", "a = { b = 1", list, braces] {
        let told = told(&format!("{line}\n[b]\n"), &["a"]);
        assert!(told.iter().all(|(_, message)| !message.contains("缺少")), "{line}: {told:?}");
    }
}

#[test]
fn what_stands_below_every_heading_is_read() {
    let single = "`[tasks]` 少了一层方括号";
    let repeated = "这一段的标题写了两次";
    let open = "标题的方括号没有成对";
    let empty = "`why` 还没有填写";
    for (first, second, expected) in [
        ("[[tasks]]", "[[tasks]]", vec![]),
        ("[tasks]", "[[tasks]]", vec![(1, single)]),
        ("[[tasks]]", "[tasks]", vec![(3, single)]),
        ("[[tasks]]", "  [ tasks ] # 注", vec![(3, single)]),
        ("[tasks]", "[tasks]", vec![(1, single), (3, repeated)]),
        ("[[tasks]", "[[tasks]]", vec![(1, open)]),
        ("[[tasks]]", "[tasks", vec![(3, open)]),
        ("[tasks]]", "[tasks]]", vec![(1, open), (3, open)]),
        ("【tasks】", "[tasks]", vec![(1, "标题用了中文的括号"), (3, repeated)]),
    ] {
        let told = told(&format!("{first}\nwhy = \"\"\n{second}\nwhy = \"\"\n"), &[]);
        let mut expected = expected;
        expected.extend([(2, empty), (4, empty)]);
        expected.sort_unstable();
        assert_eq!(lines(&told), expected, "{first} {second}");
    }
}

#[test]
fn several_headings_of_one_table_are_one_table() {
    let source = Source::new("f", "[a]\nb = \"\"\n[a]\nc = \"\"\n");
    let mut found = Vec::new();
    let fields = Fields::of_file(&source, &FORM, &mut found);
    let table = fields.table("a", &FORM, &mut found).unwrap();
    table.text("b", &mut found);
    table.text("c", &mut found);
    assert_eq!(found.iter().map(|one| one.place.line).collect::<Vec<_>>(), [3, 2, 4]);
}

#[test]
fn what_spans_several_lines_is_read_beside_faults() {
    let right = r#"
a = [
  [1, 2],
  ["b"], # ]
]
b = { c = 1,
  d = 2024-03-05,
}
c = """
[tasks]
甲 = 乙\"""""
d = '''[
'''
e = "x" # [
"f = 1" = { "=" = '[' }
g.h . 'i' = 1
"#;
    assert_eq!(told(right, &[]), []);
    assert_eq!(lines(&told(&format!("文字{right}"), &[])), [(1, "这一行不是设置")]);
}

#[test]
fn floods_end_in_a_count() {
    let flood = "[a]\nb = c\n".repeat(20_000);
    let source = Source::new("f", &flood);
    let mut found = Vec::new();
    Fields::of_file(&source, &FORM, &mut found);
    assert_eq!(found.len(), MOST_BROKEN + 1);
    assert!(found[MOST_BROKEN].message.contains("另有"));
}

#[test]
fn depth_ends_nothing() {
    for deep in [
        "a = ".to_owned() + &"[".repeat(200_000),
        "a = ".to_owned() + &"{ a = ".repeat(100_000),
        "a = {a = 1,\n".repeat(20_000),
        "a = [\n".repeat(20_000),
        "a = \"\"\"\nb\"\"\n".repeat(20_000),
    ] {
        let source = Source::new("f", &deep);
        let mut found = Vec::new();
        Fields::of_file(&source, &FORM, &mut found);
        assert!(!found.is_empty());
    }
}

/// Returns a line with one slip each.
fn slips(line: &str) -> Vec<String> {
    let mut slips: Vec<String> = ["。", ",", " // 注"].iter().map(|more| format!("{line}{more}")).collect();
    slips.extend([line.replacen('=', "", 1), line.replacen('=', "＝", 1), line.replacen('=', "：", 1)]);
    slips.extend(
        line.match_indices(['[', ']', '{', '}', '"']).map(|(at, _)| format!("{}{}", &line[..at], &line[at + 1..])),
    );
    slips
}

#[test]
fn a_slip_is_told_alone_where_it_is() {
    let seeds = "tests/fixtures/base/seeds";
    let files = ["portal.toml", "content/search/stopwords.toml", "content/search/regional.toml"];
    let files =
        files.into_iter().map(str::to_owned).chain([format!("{seeds}/agencies.toml"), format!("{seeds}/p/plan.toml")]);
    for file in files {
        let text = fs_err::read_to_string(repository().join(&file).as_std_path()).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        for (at, line) in lines.iter().enumerate().filter(|(_, line)| !line.is_empty() && !line.contains('#')) {
            for slip in slips(line).iter().filter(|slip| slip != line) {
                let mut lines = lines.clone();
                lines[at] = slip;
                let source = Source::new("f", lines.join("\n"));
                let mut found = Vec::new();
                Fields::of_file(&source, &FORM, &mut found);
                let told: Vec<usize> = found.iter().map(|one| one.place.line).collect();
                // What isn't closed here may have been opened further up.
                let is_there = told == [at + 1] || found[0].message.contains("没有写完") && told.len() == 1;
                assert!(is_there, "{file}:{}: {slip}: {told:?}", at + 1);
            }
        }
    }
}
