//! A plan's first `plan.toml`: the skeleton with what the document evidently says filled in.

use std::fmt::Write as _;

use itertools::Itertools as _;

use super::recorded::{self, Draft};
use crate::diagnostic::{Code, Diagnostic};
use crate::inputs::plan_file::plan_file;
use crate::inputs::registry::Registry;
use crate::inputs::toml_syntax::quoted;
use crate::intake::Intake;
use crate::parse::{self, Block, Document, Level, Role};
use crate::read::{self, Plan};
use crate::text::date::Date;
use crate::text::source::Source;
use crate::text::{place, slug};

/// A proposed slug is short: so many syllables.
const SYLLABLES: usize = 4;

/// Fills in the skeleton of a plan by its text; `original` is the file that it was taken from, its name and bytes.
pub(crate) fn draft(skeleton: &str, id: &str, intake: &Intake, original: Option<(&str, &[u8])>) -> Draft {
    let (document, diagnostics) = parse::parse(Source::new("source.txt", intake.text.as_str()));
    let mut draft = Draft { text: skeleton.replace("{id}", id), placed: Vec::new() };
    let title = title(&document);
    if let Some(title) = &title {
        draft.fill("title = \"\"", "标题", "title", &quoted(title), title);
    }
    for (role, key, example, name) in [
        (Role::Signature, "issuer", "# issuer = \"\"", "发文机关署名"),
        (Role::DocumentNumber, "document_number", "# document_number = \"\"", "发文字号"),
    ] {
        let text = match role {
            Role::Signature => document.issuers().into_iter().next(),
            _ => document.text_of(role),
        };
        if let Some(text) = text.filter(|text| !text.trim().is_empty()) {
            draft.fill(example, name, key, &quoted(text.trim()), text.trim());
        }
    }
    let issuers = document.issuers();
    if let Some(place) = place::of_document(issuers.first().map(String::as_str), title.as_deref().unwrap_or_default()) {
        draft.fill("# place = \"\"", "所在地", "place", &quoted(place), place);
    }
    for (role, key, example, name) in [
        (Role::Date, "signed", "# signed = 2023-01-01", "成文日期"),
        (Role::ImprintDate, "printed", "# printed = 2023-01-01", "印发日期"),
    ] {
        let text = document.text_of(role).unwrap_or_default();
        let day = text.trim().trim_end_matches("印发").trim();
        if let Some(date) = Date::read_printed(day) {
            draft.fill(example, name, key, &date.to_string(), text.trim());
        }
    }
    if let Some((name, bytes)) = original {
        draft.text.push_str(&recorded::original(name, bytes));
    }
    let recorded = recorded::layout(&document, intake);
    draft.text.push_str(&recorded.text);
    draft.placed.extend(recorded.placed);
    if let Ok(file) = plan_file("plan.toml", &draft.text) {
        let (plan, diagnostics) = read::read(document, diagnostics, &file, &mut Registry::default());
        draft.structure(&plan, &diagnostics);
        draft.domains(&plan);
        draft.totals(&plan);
    }
    draft
}

/// Returns the plan's own title, or that of the notice where there is only one, or of an annex that is all there is.
fn title(document: &Document) -> Option<String> {
    let of = |role: Role| -> String {
        let is_first_annex = |block: &&Block| block.annex.is_none_or(|annex| annex.raw() == 0);
        let blocks = document.blocks.iter().filter(|block| block.role == role).filter(is_first_annex);
        blocks.map(|block| document.source.join(&block.spans)).collect()
    };
    let titles = [Role::PlanTitle, Role::Title, Role::AnnexTitle].map(of);
    titles.into_iter().find(|title| !title.is_empty())
}

impl Draft {
    /// Puts a setting in the place of its empty example.
    fn fill(&mut self, example: &str, name: &str, key: &str, value: &str, printed: &str) {
        let line = format!("\n{example}\n");
        if self.text.contains(&line) {
            self.text = self.text.replacen(&line, &format!("\n{key} = {value}\n"), 1);
            self.placed.push(format!("{name}：{printed}"));
        }
    }

    /// Adds one entry for each domain that the tasks are grouped in, in their order.
    fn domains(&mut self, plan: &Plan) {
        let domains = plan.domains.iter().filter(|domain| !domain.cells.is_empty());
        let mut entries = String::new();
        let mut slugs: Vec<String> = Vec::new();
        for (domain, place) in domains.zip(1..) {
            let name = &domain.name;
            let proposed = slug::of(name, SYLLABLES).unwrap_or_else(|| "leibie".to_owned());
            let slug = slug::free(&proposed, |slug| slugs.iter().any(|taken| taken == slug));
            let _ = write!(entries, "[[domains]]\nslug = \"{slug}\"\nname = {}\n", quoted(name));
            if domain.number != place {
                let _ = writeln!(entries, "number = {}", domain.number);
            }
            let forms = domain.cells.iter().map(|cell| plan.as_read(&[cell.name])).filter(|form| form != name).unique();
            let forms: Vec<String> = forms.map(|form| quoted(&form)).collect();
            if !forms.is_empty() {
                let _ = writeln!(entries, "forms = [{}]", forms.join(", "));
            }
            entries.push('\n');
            self.placed.push(format!("类别：{name}，{} 项（网址提议为 {slug}）", domain.tasks.len()));
            slugs.push(slug);
        }
        if !entries.is_empty() {
            self.text.push_str("\n# 任务的类别，按原文次序；slug 是程序按拼音提议的网址，发布以前可以改\n");
            self.text.push_str(&entries);
        }
    }

    /// Adds one entry for each place that prints how many tasks there are, where it is so.
    fn totals(&mut self, plan: &Plan) {
        let count = plan.tasks.len();
        for block in plan.blocks.iter().filter(|block| !block.is_table()) {
            let &[span] = block.spans.as_slice() else { continue };
            let text = plan.source().slice(span);
            let Some(printed) = printed_total(text, count) else { continue };
            if text.matches(printed).count() == 1 {
                let line = plan.source().line_of(span.start);
                let _ = write!(
                    self.text,
                    "\n# 原文印出的任务总数\n[[totals]]\nlines = [{line}, {line}]\nprinted = {}\ncounts = \"tasks\"\nexpected = {count}\n",
                    quoted(printed)
                );
                self.placed.push(format!("任务总数：第 {line} 行印着“{printed}”，与读到的一致"));
            }
        }
    }

    /// Says what was made of the text, and how far it is to be trusted.
    fn structure(&mut self, plan: &Plan, diagnostics: &[Diagnostic]) {
        let nodes = |level: Level| plan.document.nodes.iter().filter(|node| node.level == level).count();
        let levels = [
            (Level::Chapter, "章"),
            (Level::Section, "节"),
            (Level::Article, "条文"),
            (Level::Part, "部分"),
            (Level::Named, "小节"),
            (Level::Clause, "条"),
            (Level::Item, "项"),
            (Level::SubItem, "小项"),
            (Level::Detail, "细项"),
        ];
        let found = levels.into_iter().map(|(level, name)| (nodes(level), name)).filter(|(count, _)| *count > 0);
        let found = found.map(|(count, name)| format!("{name} {count}")).join("、");
        let breaks = diagnostics.iter().filter(|it| matches!(it.code, Code::HeadingOrder | Code::ItemOrder)).count();
        if !found.is_empty() {
            let order = if breaks == 0 {
                "编号连续".to_owned()
            } else {
                format!("编号有 {breaks} 处不连，请逐处核对")
            };
            self.placed.push(format!("层级：{found}；{order}"));
        }
        let count = plan.tasks.len();
        let places = || plan.tasks.iter().flat_map(|task| &task.parts);
        let named = places().filter(|part| part.roles.iter().any(|role| !role.agencies.mentions.is_empty())).count();
        let whole = places().count();
        if count == 0 {
            self.placed.push("任务：没有找到；原文有任务的，请核对录入".to_owned());
        } else if plan.document.tables.iter().any(|table| table.lists_tasks) {
            self.placed.push(format!("任务：{count} 项，写在表里，共 {whole} 行，{named} 行读出了单位"));
        } else {
            self.placed.push(format!("任务：{count} 项，写在正文里，{whole} 处写明由谁负责，{named} 处读出了单位"));
        }
        let others = plan.document.tables.iter().filter(|table| !table.lists_tasks).count();
        let unplaced = plan.blocks.iter().filter(|block| block.role == Role::Unplaced).count();
        let counts = [
            (plan.members.len(), "名单", "人"),
            (others, "不列任务的表，照原样印出", "张"),
            (unplaced, "没有归处的行，请核对", "行"),
        ];
        let counts = counts.into_iter().filter(|(count, ..)| *count > 0);
        self.placed.extend(counts.map(|(count, what, unit)| format!("{what}：{count} {unit}")));
        if plan.issuers.len() > 1 {
            self.placed.push(format!("联合发文：{}", plan.issuers.join("、")));
        }
    }
}

/// Returns the words of a text that say how many tasks there are: `90项改革试点任务`.
fn printed_total(text: &str, count: usize) -> Option<&str> {
    const THINGS: [&str; 6] = ["任务", "举措", "措施", "事项", "工作", "政策"];
    let number = format!("{count}项");
    let start = text.match_indices(&number).map(|(at, _)| at).find(|&at| {
        let is_longer = text[..at].ends_with(|c: char| c.is_ascii_digit() || c == '.');
        !is_longer
    })?;
    let rest = &text[start + number.len()..];
    let end = THINGS.iter().filter_map(|thing| Some(rest.find(thing)? + thing.len())).min()?;
    let words = &text[start..start + number.len() + end];
    let is_short = words.chars().count() <= 16 && !words.contains(['，', '。', '、', '；', ',']);
    is_short.then_some(words)
}
