//! `plan.json` beside its clauses: metadata, tables, goals, domains, members, and the list of corrections.

use serde_json::{Value, json};

use super::{Data, Faults, are_unique, lines, list, numbers, text};
use crate::text::digest::sha256;
use crate::text::numeral;
use crate::verify::VerifiedPlan;
use crate::verify::numbers::digits;
use crate::verify::second_reading::{folded, western};
use crate::verify::source::{SourceText, occurrences, solid};

pub(super) fn check(plan: &VerifiedPlan, source: &SourceText, data: &Data, faults: &mut Faults) {
    let told = &data.plan;
    if told["id"].is_null() {
        // A file of a few fields states nothing else.
        return;
    }
    metadata(plan, source, told, faults);
    tables(plan, told, faults);
    forebears(plan, told, faults);
    goals(plan, told, faults);
    domains(plan, source, data, faults);
    members(plan, source, told, faults);
    corrections(plan, data, faults);
}

fn metadata(plan: &VerifiedPlan, source: &SourceText, told: &Value, faults: &mut Faults) {
    faults.expect("id", &told["id"], &json!(plan.id));
    let own = &told["source"];
    faults.expect("source.file", &own["file"], &json!("source.txt"));
    faults.expect("source.sha256", &own["sha256"], &json!(sha256(&plan.source)));
    faults.expect("source.bytes", &own["bytes"], &json!(plan.source.len()));
    faults.expect("source.lines", &own["lines"], &json!(source.lines()));
    let whole = folded(&plan.source);
    let read = folded(&source.read(0..source.chars.len()).iter().collect::<String>());
    let stands = |words: &str| {
        let words = folded(words);
        words.is_empty() || whole.contains(&words) || read.contains(&words)
    };
    for key in ["title", "document_number", "issuer", "place"] {
        let written = &plan.written[key];
        let is_set = !written.is_null() && !text(written).trim().is_empty();
        match is_set {
            true => faults.expect(key, &told[key], &json!(text(written).trim())),
            false => faults.hold(stands(text(&told[key])), text(&told[key]), &format!("{key} 不在原文里")),
        }
    }
    for issuer in list(&told["issuers"]) {
        let is_written = plan.written["issuer"] == *issuer || list(&plan.written["issuers"]).contains(issuer);
        faults.hold(is_written || stands(text(issuer)), text(issuer), "issuers 里的机构不在原文里");
    }
    // Who signs beside the first stands on a line of issuers.
    let lines: Vec<String> = plan.listed.corrected(&plan.source).lines().map(solid_line).collect();
    // One's name may begin another's.
    let mut names: Vec<String> = list(&told["issuers"]).iter().map(|own| folded(text(own))).collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    let signs = |issuer: &str| {
        let is_issuer = |line: &&String| {
            let rest = names.iter().fold((*line).clone(), |rest, own| rest.replace(own, ""));
            line.contains(&folded(issuer)) && !rest.contains(char::is_alphanumeric)
        };
        lines.iter().any(|line| is_issuer(&line))
    };
    for issuer in list(&told["issuers"]).iter().skip(1) {
        let is_written = list(&plan.written["issuers"]).contains(issuer);
        faults.hold(is_written || signs(text(issuer)), text(issuer), "issuers 里的机构没有署名");
    }
    let first = list(&told["issuers"]).first().unwrap_or(&Value::Null);
    faults.hold(told["issuers"].is_null() || *first == told["issuer"], text(first), "issuers 的第一个不是 issuer");
    let dates: String = whole.chars().map(western).collect();
    for key in ["signed", "printed"] {
        let (date, written) = (text(&told[key]), &plan.written[key]);
        let numbers: Vec<u32> = date.split('-').filter_map(|number| number.parse().ok()).collect();
        let is_printed = match numbers[..] {
            [year, month, day] => [
                format!("{year}年{month}月{day}日"),
                format!("{year}年{month:02}月{day:02}日"),
                format!("{year}-{month:02}-{day:02}"),
            ]
            .iter()
            .any(|words| dates.contains(words) || chinese(&whole, year, month, day)),
            _ => stands(date),
        };
        // A printed day that no calendar has may be accepted: then no date is stated, whatever is written.
        let is_right = date.is_empty() || *written == told[key] || is_printed;
        faults.hold(is_right, date, &format!("{key} 与原文或 plan.toml 不同"));
    }
    for (key, word) in told["words"].as_object().into_iter().flatten() {
        let is_written = plan.written["words"][key] == *word;
        let message = format!("words.{key} 不是文件的叫法");
        faults.hold(is_written || stands(text(word)), text(word), &message);
    }
}

/// Returns a line without white space; nothing of a row, whose cells are no line of their own.
fn solid_line(line: &str) -> String {
    if line.contains('\t') { String::new() } else { folded(line) }
}

/// Checks whether a text prints a date in numerals: 二〇三〇年十二月三十一日.
fn chinese(text: &str, year: u32, month: u32, day: u32) -> bool {
    let numeral = crate::text::numeral::numeral;
    let year: String =
        year.to_string().chars().filter_map(|c| "〇一二三四五六七八九".chars().nth(c as usize - 48)).collect();
    [year.clone(), year.replace('〇', "○"), year.replace('〇', "零")]
        .iter()
        .any(|year| text.contains(&format!("{year}年{}月{}日", numeral(month), numeral(day))))
}

fn tables(plan: &VerifiedPlan, told: &Value, faults: &mut Faults) {
    let mut last = 0;
    for (table, number) in list(&told["tables"]).iter().zip(1..) {
        faults.expect("tables 的 id", &table["id"], &json!(number.to_string()));
        let range = lines(&table["lines"]).unwrap_or_default();
        faults.hold(range[0] > last, &number.to_string(), "tables 的次序与原文不同，或有一张列了两次");
        last = range[1];
        let rows = (1..).zip(plan.source.lines()).filter(|(line, _)| (range[0]..=range[1]).contains(line));
        // Columns may be parted by other white space than tabs.
        let printed: Vec<String> = rows.map(|(_, row)| folded(row)).filter(|row| !row.is_empty()).collect();
        // A header may be made of two rows, the first of which stands above.
        for cell in list(&table["header"]).iter().map(text) {
            faults.hold(folded(&plan.source).contains(&folded(cell)), cell, "tables 的表头不在原文里");
        }
        for row in list(&table["rows"]) {
            let cells: Vec<&str> = list(row).iter().map(text).collect();
            let told = folded(&cells.concat());
            let is_printed = printed.iter().any(|row| row.starts_with(&told) || told.starts_with(row.as_str()));
            faults.hold(is_printed || cells.is_empty(), &cells.join("、"), "tables 的一行与原文不同");
        }
        let caption = folded(text(&table["caption"]));
        faults.hold(folded(&plan.source).contains(&caption), &caption, "tables 的 caption 不在原文里");
    }
}

/// Checks that the plans it takes up are those that `plan.toml` names.
fn forebears(plan: &VerifiedPlan, told: &Value, faults: &mut Faults) {
    for key in ["follows", "carries_out"] {
        let (stated, written) = (list(&told[key]), list(&plan.written[key]));
        let is_same = |stated: &Value, written: &Value| {
            let keys = ["plan", "title", "printed", "source"];
            keys.iter().all(|key| folded(text(&stated[key])) == folded(text(&written[key])))
        };
        let mut left = stated.iter().peekable();
        // Of a plan that isn't published nothing is said.
        let is_right = written
            .iter()
            .all(|entry| left.next_if(|stated| is_same(stated, entry)).is_some() || !entry["plan"].is_null())
            && left.next().is_none();
        faults.hold(is_right, &told[key].to_string(), &format!("{key} 与 plan.toml 不同"));
    }
}

fn goals(plan: &VerifiedPlan, told: &Value, faults: &mut Faults) {
    let of = |entry: &Value| json!({"year": entry["year"], "share": entry["share"], "at_least": text(&entry["printed"]).contains("以上")});
    let wanted: Vec<Value> = list(&plan.written["milestones"]).iter().map(of).collect();
    faults.expect("milestones", &told["milestones"], &Value::Array(wanted));
}

fn domains(plan: &VerifiedPlan, source: &SourceText, data: &Data, faults: &mut Faults) {
    let all = list(&data.plan["domains"]);
    faults.hold(are_unique(all.iter().map(|domain| text(&domain["id"]))), "id", "领域的 id 有重复");
    for (domain, place) in all.iter().zip(1..) {
        let id = text(&domain["id"]);
        let entry = list(&plan.written["domains"]).iter().find(|entry| text(&entry["slug"]) == id);
        // A cell prints its numeral; a heading of running text may look as if it did: `三、四线城市`.
        let numeral = |form: &Value| numeral::value(text(form).split(['、', '\t']).next()?);
        let printed = list(&domain["printed_names"]).iter().find_map(numeral);
        let listed = entry.map_or(&Value::Null, |entry| &entry["number"]);
        let is_right = [json!(place), json!(printed), listed.clone()].contains(&domain["number"]);
        faults.hold(is_right, &domain["number"].to_string(), &format!("领域 `{id}` 的 number 与原文不同"));
        let tasks = numbers(data.tasks(), |task| task["domain"] == domain["id"]);
        faults.expect(&format!("领域 `{id}` 的 tasks"), &domain["tasks"], &tasks);
        let forms: Vec<&str> = list(&domain["printed_names"]).iter().map(text).collect();
        for form in &forms {
            let stands = !occurrences(&source.chars, &solid(form)).is_empty();
            faults.hold(stands, form, &format!("领域 `{id}` 的 printed_names 不在原文里"));
        }
        let name = text(&domain["name"]);
        let is_named = match entry {
            Some(entry) => text(&entry["name"]) == name,
            None => forms.iter().any(|form| folded(&plan.listed.corrected(form)).contains(&folded(name))),
        };
        faults.hold(is_named, name, &format!("领域 `{id}` 的 name 与原文不同"));
        // Who heads it stands in its bracket.
        for agency in data.names(&domain["lead"]) {
            let of = |id: &Value| data.agency(id);
            let names = list(&domain["lead"]).iter().map(of).filter(|it| text(&it["name"]) == agency);
            let names = names.flat_map(|it| list(&it["aliases"]).iter().chain([&it["name"]]).map(text));
            let is_printed =
                names.into_iter().any(|name| forms.iter().any(|form| folded(form).contains(&folded(name))));
            faults.hold(is_printed, agency, &format!("领域 `{id}` 的 lead 不在它的类别栏里"));
        }
        let named = |agency: &&Value| {
            let names = list(&agency["aliases"]).iter().chain([&agency["name"]]);
            names.into_iter().any(|name| forms.iter().any(|form| is_alone(&folded(form), &folded(text(name)))))
        };
        for agency in data.agencies().iter().filter(named) {
            let is_listed = list(&domain["lead"]).contains(&agency["id"]);
            faults.hold(is_listed, text(&agency["name"]), &format!("领域 `{id}` 的 lead 漏了单位"));
        }
    }
}

/// Checks whether a name stands in a text between marks.
fn is_alone(text: &str, name: &str) -> bool {
    let is_mark = |c: Option<char>| c.is_none_or(|c| "、,;:()".contains(c));
    text.match_indices(name)
        .any(|(at, _)| is_mark(text[..at].chars().next_back()) && is_mark(text[at + name.len()..].chars().next()))
}

fn members(plan: &VerifiedPlan, source: &SourceText, told: &Value, faults: &mut Faults) {
    let all: Vec<&str> = plan.source.lines().collect();
    let (mut role, mut end) = (String::new(), 0);
    let members = list(&told["members"]);
    for (member, number) in members.iter().zip(1_usize..) {
        let [own, name, post] = ["role", "name", "post"].map(|key| folded(text(&member[key])));
        faults.expect("members 的 id", &member["id"], &json!(format!("m{number}")));
        let range = lines(&member["lines"]).and_then(|[first, last]| source.range(first, last)).unwrap_or_default();
        let read = |range| folded(&source.read(range).iter().collect::<String>());
        let (line, between) = (read(range.clone()), read(end.min(range.start)..range.start));
        // Its name may end another's of the line.
        let places: Vec<(&str, &str)> =
            line.match_indices(&name).map(|(at, _)| (&line[..at], &line[at + name.len()..])).collect();
        // In a row the role may stand behind, or in the row above.
        let printed = lines(&member["lines"]).and_then(|[first, _]| all.get(first.checked_sub(1)?));
        let printed = plan.listed.corrected(printed.unwrap_or(&""));
        let cells: Vec<String> = printed.split('\t').map(folded).collect();
        let is_cell = cells.len() > 1 && cells.contains(&name);
        let is_in_row = is_cell && (cells.contains(&own) || (own == role && cells.contains(&String::new())));
        let is_post = || cells.windows(2).any(|pair| pair.concat() == post) || cells.contains(&post);
        if is_cell {
            faults.hold(is_in_row && is_post(), &format!("{own}：{name}　{post}"), "members 与原文这一行不同");
            (role, end) = (own, range.end);
            continue;
        }
        let is_beside = |other: Option<&Value>| other.is_some_and(|other| other["lines"] == member["lines"]);
        let follows = is_beside(number.checked_sub(2).and_then(|at| members.get(at)));
        let is_headed = |own_words: &str| {
            own_words.contains(&own) || between.contains(&own) || ((own_words.is_empty() || follows) && own == role)
        };
        // Of some nothing but names is printed: another's follows.
        let next = members.get(number).filter(|next| is_beside(Some(next)));
        let next = next.map(|next| [folded(text(&next["name"])), format!("{}:", folded(text(&next["role"])))]);
        let is_alone = |rest: &str| {
            let rest = rest.trim_start_matches([',', '、', ';', '；']);
            post.is_empty() && next.as_ref().map_or(rest.is_empty(), |next| next.iter().any(|it| rest.starts_with(it)))
        };
        let is_before = |rest: &str| {
            let Some((behind, [name, role])) = rest.strip_prefix(&post).zip(next.as_ref()) else { return false };
            let parted = behind.strip_prefix([';', '；']);
            behind.starts_with(role) || parted.is_some_and(|it| it.starts_with(name) || it.starts_with(role))
        };
        let is_right = |rest: &str| is_post_of(rest, &post) || is_alone(rest) || is_before(rest);
        let is_here = places.iter().any(|(own_words, rest)| is_headed(own_words) && is_right(rest));
        let words = format!("{own}：{name}　{post}");
        faults.hold(!name.is_empty() && is_here, &words, "members 与原文这一行不同");
        let group = solid(text(&member["group"]));
        let is_printed = group.is_empty() || !occurrences(&source.chars, &group).is_empty();
        faults.hold(is_printed, text(&member["group"]), "members 的 group 不在原文里");
        (role, end) = (own, range.end);
    }
}

/// Checks whether words behind a name are its post: in brackets, behind which another may follow, or to the line's end;
/// 王明(女)市统计局局长 says of her what is no post.
fn is_post_of(rest: &str, post: &str) -> bool {
    let is_personal = |word: &str| ["女", "男", "挂职"].contains(&word) || word.ends_with('族');
    let remark = rest.strip_prefix('(').and_then(|rest| rest.split_once(')'));
    let remark = remark.filter(|(inner, _)| inner.split([',', '、']).all(is_personal));
    let rest = remark.map_or(rest, |(_, rest)| rest);
    let is_alone = remark.is_some() && post.is_empty() && (rest.is_empty() || rest.starts_with(['、', ',', ';', '；']));
    is_alone || rest.starts_with(&format!("({post})")) || end_of(rest) == end_of(post)
}

/// Returns a post without the marks around it.
fn end_of(words: &str) -> &str {
    words.trim_start_matches([',', '(', ':', '、']).trim_end_matches([')', ';', '；', '。', '，', ','])
}

/// Checks whether a published entry is one of `plan.toml`: by its number or, where none is given yet, by what it says.
fn is_entry(kind: &str, written: &Value, published: &Value) -> bool {
    match written["number"].is_null() {
        false => written["number"] == published["number"],
        true => {
            text(&published["kind"]) == kind
                && ["lines", "printed", "read"]
                    .iter()
                    .all(|key| written[key].is_null() || written[key] == published[key])
        }
    }
}

/// The corrections are those of `plan.toml`, each by its number; what the program derives has none there.
fn corrections(plan: &VerifiedPlan, data: &Data, faults: &mut Faults) {
    let kinds = [("corrections", "correction"), ("repairs", "repair"), ("readings", "reading"), ("notes", "note")];
    let written: Vec<(&str, &Value)> = kinds
        .iter()
        .flat_map(|(key, kind)| list(&plan.written[*key]).iter().map(move |entry| (*kind, entry)))
        .collect();
    let published = list(&data.plan["corrections"]);
    faults.hold(are_unique(published.iter().map(|entry| text(&entry["id"]))), "id", "校注的 id 有重复");
    for entry in published {
        let (id, kind) = (text(&entry["id"]), text(&entry["kind"]));
        let line = entry["lines"][0].to_string();
        let is_id = id.strip_prefix('l').is_some_and(|rest| digits(rest).first() == Some(&line.as_str()));
        faults.hold(is_id, id, "校注的 id 不是它的行号");
        faults.hold((kind == "note") == entry["read"].is_null(), id, "校注的 kind 与 read 不合：只有存疑的不写怎样读");
        let is_same = |(own, other): &&(&str, &Value)| is_entry(own, other, entry);
        let Some((own, other)) = written.iter().find(is_same) else {
            let is_derived = kind != "correction";
            faults.hold(is_derived, id, "plan.toml 里没有这条更正");
            continue;
        };
        faults.expect(&format!("校注 `{id}` 的 kind"), &entry["kind"], &json!(own));
        for key in ["lines", "printed", "read", "reason"] {
            if !other[key].is_null() {
                faults.expect(&format!("校注 `{id}` 的 {key}"), &entry[key], &other[key]);
            }
        }
        if kind == "correction" && other["read"].is_null() {
            faults.hold(text(&entry["read"]).is_empty(), id, "这条更正没有写 read");
        }
    }
    for (kind, entry) in written.iter().filter(|(_, entry)| entry["fault"].is_null()) {
        let is_published = published.iter().any(|other| is_entry(kind, entry, other));
        faults.hold(is_published, text(&entry["printed"]), &format!("漏了 plan.toml 里的一条（{kind}）"));
    }
    let clauses = list(&data.plan["clauses"]);
    for entry in published {
        let is_known = list(&entry["clauses"]).iter().all(|id| clauses.iter().any(|clause| clause["id"] == *id));
        faults.hold(is_known, text(&entry["id"]), "校注的 clauses 里有没有的条文");
        let touches = |part: &Value| {
            lines(&part["lines"]).zip(lines(&entry["lines"])).is_some_and(|(a, b)| a[0] <= b[1] && b[0] <= a[1])
        };
        let is_touched = |number: &Value| {
            let mut parts =
                data.tasks().iter().filter(|task| task["number"] == *number).flat_map(|task| list(&task["parts"]));
            parts.any(touches)
        };
        let stray = list(&entry["tasks"]).iter().find(|number| !is_touched(number));
        faults.hold(stray.is_none(), text(&entry["id"]), "校注的 tasks 里有不在这几行的任务");
    }
}
