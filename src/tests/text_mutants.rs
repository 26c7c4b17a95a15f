//! Slips over documents whose tasks stand in running text: each is reported, or read as what it prints, which an
//! independent and simple-minded reader says. None is silently wrong.

use std::collections::BTreeSet;

use crate::inputs::plan_file::plan_file;
use crate::inputs::registry::Registry;
use crate::parse;
use crate::read;
use crate::text::source::Source;

use super::one_in;
use super::support::repository;

/// Documents, and what stands before and after the agencies in the brackets of their tasks.
const DOCUMENTS: [(&str, &str, &str); 2] = [("gf2018-38", "（负责部门：", "）"), ("gf2019-3", "（", "负责")];

/// A task's label and agencies.
type Fact = (String, Vec<String>);

/// Reads tasks, and what is told of the text: codes and words, without their lines.
fn read(source: &str) -> (Vec<Fact>, BTreeSet<String>) {
    let (document, diagnostics) = parse::parse(Source::new("source.txt", source));
    let file = plan_file("plan.toml", "id = \"p\"\ntitle = \"甲\"\n").unwrap();
    let (plan, diagnostics) = read::read(document, diagnostics, &file, &mut Registry::default());
    let told = diagnostics.iter().map(|it| format!("{} {}", it.code.name(), it.place.text)).collect();
    let facts = plan.tasks.iter().map(|task| {
        let mentions = task.parts.iter().flat_map(|part| &part.roles).flat_map(|role| &role.agencies.mentions);
        (task.label.clone().unwrap_or_default(), mentions.filter_map(|mention| mention.name.clone()).collect())
    });
    (facts.collect(), told)
}

/// What a person would note down: of each line that begins with a label and ends with such a bracket, both.
fn noted(source: &str, open: &str, close: &str) -> Vec<Vec<String>> {
    let mut facts = Vec::new();
    for line in source.lines().map(str::trim).filter(|line| line.ends_with('）')) {
        let Some((_, bracket)) = line.rsplit_once(open) else { continue };
        let Some((names, _)) = bracket.rsplit_once(close) else { continue };
        // What isn't about agencies: 适用范围：…；…
        let names = names.split(['；', '。']).next().unwrap_or_default();
        let names = names.split(['、', '，']).filter(|name| !name.starts_with("适用范围")).map(|name| {
            let name = name
                .trim_end_matches("等有关部门")
                .trim_end_matches("等部门")
                .trim_end_matches("等")
                .trim_end_matches("按职责分工");
            name.split(['（', '〔']).next().unwrap_or(name).trim().to_owned()
        });
        facts.push(names.filter(|name| !name.is_empty()).collect());
    }
    facts
}

/// Returns how many lines begin with a label.
fn labelled(source: &str) -> usize {
    let is_label = |line: &&str| {
        let numeral = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
        let rest = line.trim().trim_start_matches(['（', '(']);
        rest.starts_with(numeral) && rest.trim_start_matches(numeral).starts_with(['、', '.', '）', ')'])
    };
    source.lines().filter(is_label).count()
}

/// Slips of a line: what each is called, and the line with it.
fn slips(line: &str, open: &str, close: &str) -> Vec<(&'static str, String)> {
    let Some((before, bracket)) = line.rsplit_once(open).map(|(before, rest)| (before, format!("{open}{rest}"))) else {
        return Vec::new();
    };
    let inside = bracket.strip_prefix('（').and_then(|rest| rest.strip_suffix('）')).unwrap_or(&bracket);
    let label = before.find(['）', '.']).map_or(0, |at| at + before[at..].chars().next().map_or(0, char::len_utf8));
    let mut slips = vec![
        ("bracket dropped", before.to_owned()),
        ("bracket doubled", format!("{line}{bracket}")),
        ("opening dropped", format!("{before}{}", bracket.trim_start_matches('（'))),
        ("closing dropped", line.trim_end_matches('）').to_owned()),
        ("bracket emptied", format!("{before}（）")),
        ("role dropped", line.replace("负责部门：", "").replace("负责）", "）")),
        ("colon dropped", line.replacen("负责部门：", "负责部门", 1)),
        ("first separator dropped", format!("{before}{}", bracket.replacen('、', "", 1))),
        ("label dropped", line[label..].to_owned()),
        ("label doubled", format!("{}{line}", &line[..label])),
        ("line doubled", format!("{line}\n{line}")),
        ("line dropped", String::new()),
        ("words dropped", line[..label].to_owned() + &bracket),
    ];
    if let Some((first, rest)) = inside.split_once('、') {
        slips.push((
            "last agency dropped",
            format!("{before}（{first}{}", if rest.ends_with("负责") { "负责）" } else { "）" }),
        ));
        let (first, prefix) =
            (first.trim_start_matches("负责部门："), if first.starts_with("负责部门：") { "负责部门：" } else { "" });
        slips.push(("agency doubled", format!("{before}（{prefix}{first}、{first}、{rest}）")));
    }
    let _ = close;
    slips.retain(|(_, slip)| slip != line);
    slips
}

#[test]
fn no_slip_in_running_text_is_silently_wrong() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for (name, open, close) in DOCUMENTS {
        let path = repository().join(format!("tests/fixtures/corpus/{name}.txt"));
        let source = fs_err::read_to_string(path.as_std_path()).unwrap();
        let (facts, told) = read(&source);
        let names: Vec<Vec<String>> = facts.iter().map(|(_, names)| names.clone()).collect();
        let all = noted(&source, open, close);
        assert_eq!(names, all, "{name}: the simple reader reads the text itself as we do");
        let lines: Vec<&str> = source.lines().collect();
        for (at, line) in lines.iter().enumerate().filter(|(_, line)| line.ends_with('）') && line.contains("负责"))
        {
            for (slip, instead) in slips(line, open, close) {
                count += 1;
                // Seven is prime to the slips of a line: of every sort some are tried.
                if count % one_in(7) != 0 {
                    continue;
                }
                let mutant: Vec<&str> = lines[..at]
                    .iter()
                    .copied()
                    .chain([instead.as_str()])
                    .chain(lines[at + 1..].iter().copied())
                    .collect();
                let mutant = mutant.join("\n");
                let (facts, now) = read(&mutant);
                let is_told = now.difference(&told).next().is_some();
                let names: Vec<Vec<String>> = facts.into_iter().map(|(_, names)| names).collect();
                let told_by_text = noted(&mutant, open, close);
                // A heading that nobody is named under any more is a task that is missed, though both readers miss it.
                let is_missed = told_by_text.len() < all.len() && labelled(&mutant) == labelled(&source);
                if !is_told && (is_missed || names != told_by_text) {
                    wrong.push(format!("{name} line {}: {slip}\n  {instead}", at + 1));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {count}\n{}", wrong.len(), wrong.join("\n"));
    assert!(count > 700, "{count} slips");
}
