//! What is wrong with lines that aren't TOML, in the words of people who don't know what TOML is.

use toml::de::DeTable;

use crate::diagnostic::{Code, Diagnostic};
use crate::inputs::toml_mending::Fault;
use crate::inputs::toml_tree::{Trouble, Wrong};
use crate::text::date::{Date, DateFault};
use crate::text::source::{Source, Span};

/// What is wrong, and what to do.
pub(super) type Words = (&'static str, &'static str);

/// Blanks as wide as a Chinese character, and those at which no line ends.
const WIDE_BLANKS: [char; 2] = ['\u{3000}', '\u{a0}'];

/// Checks whether a character may stand in a name.
fn is_of_key(c: char) -> bool {
    c.is_ascii_alphanumeric() || "_-".contains(c)
}

/// Checks whether a line is a heading.
fn is_header(line: &str) -> bool {
    line.starts_with('[') && !line.starts_with("[[") && !line.contains('=')
}

/// Checks whether a line is a name with a colon behind it, and no address.
fn has_colon(line: &str) -> bool {
    let rest = line.trim_start_matches(is_of_key);
    rest.len() < line.len() && rest.trim_start().starts_with([':', '：']) && !rest.starts_with("://")
}

/// Checks whether a character is a digit, of half or full width.
fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９')
}

/// Checks whether a value is one number or several, whatever brackets and digits they are written with.
fn is_numbers(value: &str) -> bool {
    value.contains(is_digit) && value.chars().all(|c| is_digit(c) || "[]［］【】,，、 ".contains(c))
}

/// Returns what is wrong; the parser's own words reach no editor.
pub(super) fn diagnostic(source: &Source, trouble: &Trouble) -> Diagnostic {
    let at = trouble.at;
    let line = source.trim(source.line_span(source.line_of(at.start)));
    let heading = || source.slice(at).trim_matches(['[', ']']).trim();
    let (message, hint) = match trouble.wrong {
        Wrong::Fault(Fault::SingleBrackets) => {
            let (message, hint) = single_brackets(heading());
            return source.diagnostic(Code::WrongType, at, message, hint);
        }
        Wrong::Fault(Fault::RepeatedHeading) => {
            let (message, hint) = REPEATED_HEADING;
            return source.diagnostic(Code::BadToml, at, message, hint);
        }
        Wrong::Fault(Fault::Heading) => wrong_heading(source.slice(line)),
        Wrong::Fault(Fault::Endless) => {
            let (message, hint) = endless(source.slice(at));
            return source.diagnostic(Code::BadToml, at, message, hint);
        }
        Wrong::Fault(Fault::NoSetting) => no_setting(source.slice(line)),
        Wrong::Fault(Fault::Quote) => PAIRS,
        Wrong::Repeated if is_header(source.slice(line)) => REPEATED_HEADING,
        Wrong::Repeated => ("这个设置写了两次", "删去一个"),
        Wrong::Comma | Wrong::Unreadable => return unreadable(source, line, at),
    };
    source.diagnostic(Code::BadToml, line, message, hint)
}

const REPEATED_HEADING: Words =
    ("这一段的标题写了两次", "同样的几段，标题都要写两层方括号：[[名字]]；只该有一段的，并成一段");

const CHINESE_COMMA: Words =
    ("这一行用了中文的逗号或顿号", "方括号里的各项用英文逗号隔开：[\"甲\", \"乙\"]；行末不写标点");

const PAIRS: Words = ("这一行的写法不对", "检查引号和方括号是否成对；文字里的英文双引号要写成 \\\"，或改用中文引号");

const WIDE_BLANK: Words = ("这一行有全角空格", "删去，或换成英文的空格");

/// Returns what is wrong with the heading of a list's item that stands in single brackets.
pub(super) fn single_brackets(key: &str) -> (String, String) {
    (format!("`[{key}]` 少了一层方括号"), format!("每一项单独写一段，以 [[{key}]] 开头"))
}

fn wrong_heading(text: &str) -> Words {
    if text.contains(['［', '］', '【', '】']) {
        ("标题用了中文的括号", "换成英文的：[名字] 或 [[名字]]，照骨架里的写")
    } else if text.starts_with("[[") != text.contains("]]")
        || !text.contains(']')
        || !text.starts_with('[')
        || text.contains("]]]")
    {
        ("标题的方括号没有成对", "两边写一样多：[名字] 或 [[名字]]，照骨架里的写")
    } else {
        ("标题后面还写了别的", "标题单独写一行；注释写在 # 后")
    }
}

/// Returns what is wrong where something begins that doesn't end.
fn endless(text: &str) -> Words {
    match text.bytes().next() {
        Some(b'[') => ("这个方括号没有写完", "在最后一项后面补上 ]"),
        Some(b'{') => ("这个花括号没有写完", "在最后一项后面补上 }"),
        _ => ("这里的三个引号没有写完", "在文字末尾补上同样的三个引号；只有一行的，写在一对引号里"),
    }
}

/// Returns what is wrong with a line that is neither a setting nor a heading nor a comment.
fn no_setting(text: &str) -> Words {
    let bare = without_texts(text);
    let behind = text.trim_start_matches(is_of_key);
    let is_key = behind.len() < text.len() && behind.starts_with([' ', '\t', '"', '\'']);
    if text.is_empty() {
        WIDE_BLANK
    } else if COMMENTS.iter().any(|mark| text.starts_with(mark)) {
        ("这一行不是设置", "注释行以英文的 # 开头")
    } else if bare.contains(['“', '”', '‘', '’', '＝', '＂']) {
        ("这一行用了中文的引号或等号", "换成英文的：键 = \"文字\"")
    } else if has_colon(text) {
        ("名字后面写的是冒号", "换成英文的等号：键 = \"文字\"")
    } else if text.starts_with([']', '}']) {
        ("这里多了一个括号", "前面的括号已经写完：删去这一个，或者上面多写了一个")
    } else if text.starts_with(['{', '"']) {
        ("这一项的写法不对", "检查上一项后面有没有英文逗号，引号和括号是否成对")
    } else if text.starts_with('[') {
        PAIRS
    } else if is_key && behind.trim_start().starts_with(|c: char| "\"'[{".contains(c) || c.is_ascii_digit()) {
        ("名字后面没有等号", "写成：键 = \"文字\"")
    } else if text.starts_with('=') {
        ("等号前面没有名字", "写成：键 = \"文字\"")
    } else if bare.contains('=') {
        ("等号前面的名字写法不对", "设置的名字都是英文的，中间没有空格，照说明或骨架里的写")
    } else {
        ("这一行不是设置", "写成：键 = \"文字\"；注释行以 # 开头")
    }
}

/// Returns what is wrong with a line that only the parser stumbled over, and where that was.
fn unreadable(source: &Source, line: Span, at: Span) -> Diagnostic {
    let text = source.slice(line);
    let (key, value) = text.split_once('=').map_or((text, ""), |(key, value)| (key.trim(), value.trim()));
    let value_span = Span::new(line.end - value.len(), line.end);
    let told = |span, (message, hint): Words| source.diagnostic(Code::BadToml, span, message, hint);
    if has_wide_blanks(source.slice(source.line_span(source.line_of(at.start)))) {
        return told(line, WIDE_BLANK);
    }
    let item = if text.contains('=') { value } else { text };
    if let Some(words) = wrong_tail(value).or_else(|| wrong_numbers(item)) {
        return told(line, words);
    }
    for (place, date) in [(value_span, value), (at, source.slice(at))] {
        if looks_like_date(date) {
            return match Date::read(date) {
                Err(DateFault::NoSuchDay) => no_such_day(source, place, date),
                _ => told(place, ("日期的写法不对", "写成 2024-09-18；只写到年、月的加引号：\"2024-09\"")),
            };
        }
    }
    let bare = without_texts(text);
    let words = if text.is_empty() {
        ("到这里还没有写完", "前面有引号或括号没有成对：从上一个报出的地方往上找")
    } else if bare.contains(['“', '”', '‘', '’', '＝', '＂']) && !value.starts_with('"') {
        ("这一行用了中文的引号或等号", "换成英文的：键 = \"文字\"")
    } else if is_numbers(value) && value.contains(['［', '］', '【', '】']) {
        ("这一行用了中文的括号", "换成英文的：[7, 52]")
    } else if is_numbers(value) && value.contains(|c: char| ('０'..='９').contains(&c)) {
        ("这一行的数字是全角的", "换成半角的：52")
    } else if bare.contains(['，', '、', '；']) && (value.starts_with(['[', '{', '"']) || !text.contains('=')) {
        CHINESE_COMMA
    } else if text.starts_with(['{', '"']) {
        ("这一项的写法不对", "检查上一项后面有没有英文逗号，引号和括号是否成对")
    } else if let Some(words) = wrong_list(value).or_else(|| wrong_items(text)) {
        words
    } else if !key.is_ascii() && !key.starts_with(['"', '\'', '[']) {
        ("等号前面的名字不能用中文", "设置的名字都是英文的，照说明或骨架里的写")
    } else if value.is_empty() && text.contains('=') {
        ("等号后面还没有写内容", "文字写在英文引号里；可以不写的设置，不用时整行删去")
    } else if text.contains('=') && !value.starts_with(['"', '\'', '[', '{']) {
        return told(value_span, ("文字没有加英文引号", "写成：键 = \"文字\""));
    } else {
        PAIRS
    };
    told(line, words)
}

/// What people begin a comment with.
const COMMENTS: [&str; 8] = ["//", "＃", "；", ";", "--", "/*", "<!--", "※"];

/// What is tried as a comment's beginning; each takes a look at the whole line.
const MOST_TRIALS: usize = 8;

/// Checks whether a parser reads this as a value.
fn is_value(text: &str) -> bool {
    DeTable::parse(&format!("a = {text}")).is_ok()
}

/// Checks whether a line is right but for its blanks.
fn has_wide_blanks(line: &str) -> bool {
    let usual = |(_, c, is_text): (usize, char, bool)| if !is_text && WIDE_BLANKS.contains(&c) { ' ' } else { c };
    line.contains(WIDE_BLANKS) && DeTable::parse(&characters(line).into_iter().map(usual).collect::<String>()).is_ok()
}

/// Returns what is wrong with a value that is right but for what stands behind it.
fn wrong_tail(value: &str) -> Option<Words> {
    let value = &value[..end_of_bare(value)];
    let shorter = value.trim_end_matches(['。', '.', ',', ';', '，', '；', '、', '．', '!', '！', ' ']);
    if shorter.len() < value.len() && is_value(shorter) {
        let is_chinese = value[shorter.len()..].contains(['，', '；', '、']);
        return Some(if is_chinese { CHINESE_COMMA } else { ("行末多了标点", "行末不写标点") });
    }
    let places = characters(value).into_iter().filter(|(_, _, is_text)| !is_text).map(|(at, ..)| at);
    let begins_comment = |at: &usize| COMMENTS.iter().any(|mark| value[*at..].starts_with(mark));
    if places.filter(begins_comment).take(MOST_TRIALS).any(|at| is_value(value[..at].trim_end())) {
        return Some(("注释没有写在 # 后", "注释写在英文的 # 后"));
    }
    let end =
        characters(value).iter().take_while(|(_, _, is_text)| *is_text).last().map(|(at, c, _)| at + c.len_utf8());
    let behind = &value[end.unwrap_or(value.len())..];
    let is_other = !behind.trim().is_empty() && !behind.contains(['"', '\'', '“', '”', '，', '、', '；']);
    is_other.then_some(("引号后面还写了别的", "文字全写在一对引号里；注释写在 # 后"))
}

/// Returns what is wrong with numbers.
fn wrong_numbers(value: &str) -> Option<Words> {
    let value = value[..end_of_bare(value)].trim().trim_end_matches(',');
    let inner = value.strip_prefix('[').and_then(|inner| inner.strip_suffix(']')).unwrap_or(value);
    let items = || inner.split([',', '，', '、']).map(str::trim).filter(|item| !item.is_empty());
    let is_number = |item: &str| !item.is_empty() && item.chars().all(is_digit);
    let is_range = |item: &str| {
        let parts: Vec<&str> = item.split(['-', '－', '—', '–', '~', '～', '至', '到']).collect();
        // Longer ones are years.
        parts.len() == 2 && parts.iter().all(|part| is_number(part.trim()) && part.trim().chars().count() < 4)
    };
    let has_unit = |item: &str| {
        let unit = item.chars().next_back().filter(|&c| c.is_alphabetic() && !c.is_ascii() || matches!(c, '%' | '％'));
        unit.is_some_and(|unit| is_number(item[..item.len() - unit.len_utf8()].trim_end()))
    };
    if items().any(is_range) && items().all(|item| is_range(item) || is_number(item)) {
        Some(("这里写了从几到几", "数字一个一个写全，用英文逗号隔开：[55, 56, 57]"))
    } else if items().any(has_unit) && items().all(|item| has_unit(item) || is_number(item)) {
        Some(("数字后面写了单位", "只写数字：2025；日期只写到年的，加英文引号：\"2025\""))
    } else {
        None
    }
}

/// Returns what is wrong with a line of a list.
fn wrong_items(text: &str) -> Option<Words> {
    let items = text[..end_of_bare(text)].trim().trim_end_matches(',');
    if text.contains('=') { None } else { wrong_list(&format!("[{items}]")) }
}

/// Returns what is wrong with a list or with settings in braces on one line.
fn wrong_list(value: &str) -> Option<Words> {
    let value = value[..end_of_bare(value)].trim();
    if value.starts_with('{') {
        let hint = "写成 { 键 = \"文字\", 键 = \"文字\" }：各项用英文逗号隔开，引号和括号都要成对";
        return Some(("花括号里的写法不对", hint));
    }
    let inner = value.strip_prefix('[')?.strip_suffix(']')?;
    let mut items = vec![String::new()];
    let mut was_text = false;
    for (_, c, is_text) in characters(inner) {
        let is_mark = !is_text && (c.is_whitespace() || ",;|/，、；".contains(c));
        if is_mark || is_text != was_text {
            items.push(String::new());
        }
        items.last_mut()?.extend((!is_mark).then_some(c));
        was_text = is_text;
    }
    items.retain(|item| !item.is_empty());
    let list = |items: &[String]| is_value(&format!("[{}]", items.join(", ")));
    if list(&items) {
        return Some(("各项没有用英文逗号隔开", "各项用英文逗号隔开：[55, 56] 或 [\"甲\", \"乙\"]"));
    }
    let quoted: Vec<String> =
        items.into_iter().map(|item| if is_value(&item) { item } else { format!("\"{item}\"") }).collect();
    let is_bare = list(&quoted) && !inner.contains(['"', '\'', '[', ']', '{', '}']);
    is_bare.then_some(("文字没有加英文引号", "每一项加英文引号，用英文逗号隔开：[\"甲\", \"乙\"]"))
}

/// Returns the diagnostic for a day that no calendar has.
pub(super) fn no_such_day(source: &Source, span: Span, text: &str) -> Diagnostic {
    let message = format!("日历上没有 `{}` 这一天", text.trim());
    source.diagnostic(Code::NoSuchDay, span, message, "请核对年、月、日")
}

fn looks_like_date(value: &str) -> bool {
    // Programs for texts put other dashes in the place of hyphens.
    let is_mark = |c: char| "-/.年月日－／．".contains(c) || ('\u{2010}'..='\u{2015}').contains(&c) || c == '\u{2212}';
    value.starts_with(is_digit)
        && value.chars().count() <= "2024年09月18日".chars().count()
        && value.contains(is_mark)
        && value.chars().all(|c| is_digit(c) || is_mark(c) || c == ' ')
}

/// Returns the characters of a line up to its comment: where each stands, and whether it stands between quotation marks
/// or is one.
fn characters(line: &str) -> Vec<(usize, char, bool)> {
    let mut found = Vec::new();
    let (mut open, mut is_escaped) = (None, false);
    for (at, c) in line.char_indices() {
        let was_open = open.is_some();
        match open {
            None if c == '#' => break,
            None if c == '"' || c == '\'' => open = Some(c),
            Some('"') if c == '\\' && !is_escaped => {
                is_escaped = true;
                found.push((at, c, true));
                continue;
            }
            Some(quote) if quote == c && !is_escaped => open = None,
            _ => {}
        }
        is_escaped = false;
        found.push((at, c, was_open || open.is_some()));
    }
    found
}

/// Returns where a line's comment begins.
fn end_of_bare(line: &str) -> usize {
    characters(line).last().map_or(0, |(at, c, _)| at + c.len_utf8())
}

/// Returns a line without what stands between quotation marks, and without its comment.
fn without_texts(line: &str) -> String {
    characters(line).into_iter().filter(|(.., is_text)| !is_text).map(|(_, c, _)| c).collect()
}
