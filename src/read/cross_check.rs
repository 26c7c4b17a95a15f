//! What the document says twice must agree: totals, dates, names in `plan.toml`.

use super::corrections::{find_once, lines};
use super::domains::Assignments;
use super::named_units;
use super::{CasesGoal, Milestone};
use crate::diagnostic::{Code, Diagnostic};
use crate::inputs::plan_file::PlanFile;
use crate::parse::{Block, Document, Role, line};
use crate::text::date::Date;
use crate::text::source::{Lines, Source, Span};

/// Returns the day that the document prints in a role.
pub(super) fn printed_date(document: &Document, role: Role) -> Option<Date> {
    Date::read_printed(document.text_of(role)?.trim_end_matches(['印', '发']).trim())
}

/// Returns the milestones, each found where plan.toml says it is printed.
pub(super) fn milestones(source: &Source, file: &PlanFile, diagnostics: &mut Vec<Diagnostic>) -> Vec<Milestone> {
    let mut milestones = Vec::new();
    for (index, entry) in file.milestones.iter().enumerate() {
        let name = format!("plan.toml 的第 {} 个 [[milestones]]", index + 1);
        let Some(lines) = lines(source, entry.lines) else { continue };
        let Some(span) = find_once(source, lines, &entry.printed, &name, diagnostics) else { continue };
        let says = entry.printed.contains(&format!("{}%", entry.share))
            || (entry.share == 100 && entry.printed.contains("全部"));
        if !says {
            diagnostics.push(source.diagnostic(
                Code::MilestoneMismatch,
                span,
                format!("这里没有写 `{}%`", entry.share),
                format!("请核对 {name} 的 share"),
            ));
        }
        if let Some(year) = printed_year(source, lines, span).filter(|year| *year != entry.year.to_string()) {
            let message = format!("这里写的是 {year} 年，不是 `{}`", entry.year);
            diagnostics.push(source.diagnostic(
                Code::MilestoneMismatch,
                span,
                message,
                format!("请核对 {name} 的 year"),
            ));
        }
        milestones.push(Milestone {
            year: entry.year,
            share: entry.share,
            at_least: entry.printed.contains("以上"),
            span,
        });
    }
    milestones
}

/// Returns the year that the words of a span speak of: the last one printed up to their end, in these lines or above.
fn printed_year(source: &Source, lines: Lines, span: Span) -> Option<&str> {
    let last = |text: &'_ str| -> Option<(usize, usize)> {
        let ends = text.match_indices('年').map(|(at, _)| at);
        let years = ends.filter_map(|end| {
            let digits = text[..end].len() - text[..end].trim_end_matches(|c: char| c.is_ascii_digit()).len();
            (digits == 4).then_some((end - digits, end))
        });
        years.max()
    };
    let start = source.lines_span(lines).start;
    let near = &source.text()[start..span.end];
    let above = &source.text()[..start];
    last(near).map(|(from, to)| &near[from..to]).or_else(|| last(above).map(|(from, to)| &above[from..to]))
}

/// Returns the goal for typical cases, found where plan.toml says it is printed, with all its numbers.
pub(super) fn cases_goal(source: &Source, file: &PlanFile, diagnostics: &mut Vec<Diagnostic>) -> Option<CasesGoal> {
    let entry = file.cases_goal.as_ref()?;
    let name = "plan.toml 的 [cases_goal]";
    let lines = lines(source, entry.lines)?;
    let span = find_once(source, lines, &entry.printed, name, diagnostics)?;
    let around = source.slice(source.lines_span(lines));
    let numbers = [("at_least", entry.at_least), ("at_most", entry.at_most)];
    for (key, number) in numbers.into_iter().chain([("year", u32::from(entry.year))]) {
        let place = if key == "year" { around } else { source.slice(span) };
        let is_printed = place.split(|c: char| !c.is_ascii_digit()).any(|digits| digits == number.to_string());
        if !is_printed {
            let message = format!("这里没有写 `{number}`");
            diagnostics.push(source.diagnostic(Code::GoalMismatch, span, message, format!("请核对 {name} 的 {key}")));
        }
    }
    if entry.at_least > entry.at_most {
        let message = format!("at_least 写的 {} 比 at_most 写的 {} 大", entry.at_least, entry.at_most);
        diagnostics.push(source.diagnostic(Code::GoalMismatch, span, message, format!("请核对 {name}：两个数写反了")));
    }
    Some(CasesGoal { year: entry.year, span })
}

/// Reports a day of publication before the document was signed.
pub(super) fn published(document: &Document, file: &PlanFile, diagnostics: &mut Vec<Diagnostic>) {
    let signed = printed_date(document, Role::Date);
    if let (Some(published), Some(place), Some(signed)) = (file.published, &file.published_place, signed)
        && published.is_before(signed)
    {
        let message = format!("published 写的 {published} 早于成文日期 {signed}");
        let hint = "请核对年份：文件成文以后才发布";
        diagnostics.push(Diagnostic::new(Code::MetadataMismatch, place.clone(), message, hint));
    }
}

/// Numbers that the document prints and that can be counted.
pub(super) fn totals(
    source: &Source,
    file: &PlanFile,
    tables: &Assignments,
    members: usize,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for (index, entry) in file.totals.iter().enumerate() {
        let name = format!("plan.toml 的第 {} 个 [[totals]]", index + 1);
        let Some(lines) = lines(source, entry.lines) else { continue };
        let Some(span) = find_once(source, lines, &entry.printed, &name, diagnostics) else { continue };
        let count = match entry.counts.as_str() {
            "tasks" => tables.tasks.len(),
            "rows" => tables.tasks.iter().map(|task| task.parts.len()).sum(),
            "members" => members,
            "domains" => tables.domains.iter().filter(|domain| !domain.tasks.is_empty()).count(),
            counts => match counts.strip_prefix("domains:") {
                Some(group) => {
                    let in_group =
                        |domain: &&super::Domain| domain.group.as_deref() == Some(group) && !domain.tasks.is_empty();
                    tables.domains.iter().filter(in_group).count()
                }
                None => {
                    diagnostics.push(source.diagnostic(
                        Code::UnknownTotal,
                        span,
                        format!("不知道 `{counts}` 数的是什么"),
                        format!("{name} 的 counts 可写 tasks、rows、members、domains 或 domains:类"),
                    ));
                    continue;
                }
            },
        };
        if count != entry.expected {
            diagnostics.push(source.diagnostic(
                Code::TotalMismatch,
                span,
                format!("这里写 `{}`（{}），实际读到 {count}", entry.printed, entry.expected),
                "请核对录入：是否漏了、重复了一行，或把一行并进了另一行",
            ));
        }
    }
}

/// Title, issuer, number and dates of plan.toml against the document.
pub(super) fn metadata(document: &Document, file: &PlanFile, diagnostics: &mut Vec<Diagnostic>) {
    let source = &document.source;
    let start = Span::new(0, 0);
    let span_of = |role| document.block_of(role).and_then(|block| block.spans.iter().copied().reduce(Span::to));
    let squeezed = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();

    let has_title = document.blocks.iter().any(|block| matches!(block.role, Role::PlanTitle | Role::Title));
    let titles: Vec<String> = document
        .blocks
        .iter()
        // An annex may be all there is.
        .filter(|block| {
            matches!(block.role, Role::PlanTitle | Role::Title) || !has_title && block.role == Role::AnnexTitle
        })
        .map(|block| squeezed(&source.join(&block.spans)))
        .collect();
    let title = squeezed(&file.title);
    if !titles.concat().contains(&title) {
        diagnostics.push(source.diagnostic(
            Code::TitleMismatch,
            span_of(Role::PlanTitle).or(span_of(Role::Title)).unwrap_or(start),
            format!("plan.toml 的 title `{}` 在文件标题里找不到", file.title),
            "请核对录入，或改 plan.toml 的 title",
        ));
    }
    let plan_title: String = document
        .blocks
        .iter()
        .filter(|block| block.role == Role::PlanTitle)
        .map(|block| source.join(&block.spans))
        .collect();
    let notice_title: String = document
        .blocks
        .iter()
        .filter(|block| block.role == Role::Title)
        .map(|block| source.join(&block.spans))
        .collect();
    let named = squeezed(&plan_title);
    if !named.is_empty() && !notice_title.is_empty() && !squeezed(&notice_title).contains(&named) && named != title {
        diagnostics.push(source.diagnostic(
            Code::TitleMismatch,
            span_of(Role::PlanTitle).unwrap_or(start),
            "方案标题与通知标题里的名称不一致",
            "请核对录入",
        ));
    }
    // Where nothing is signed before the first part, the document is the plan itself, and its title is the plan's.
    let first_part = document.blocks.position(|block| matches!(block.role, Role::Part | Role::Clause));
    let signature = document.blocks.position(|block| block.role == Role::Signature);
    let notice = document.blocks.position(|block| matches!(block.role, Role::Addressees | Role::NoticeParagraph));
    let has_notice = signature.zip(first_part).is_some_and(|(signature, part)| signature < part)
        && notice.is_some_and(|notice| notice < signature.unwrap_or(notice));
    if plan_title.is_empty() && (has_notice || notice_title.is_empty()) && first_part.is_some() {
        diagnostics.push(source.diagnostic(
            Code::MissingTitle,
            should_stand(document, Role::PlanTitle).unwrap_or(start),
            "没有找到方案标题一行",
            "请核对录入：标题应独占一行，在正文第一段之前",
        ));
    }

    let checks = [
        (Role::Signature, Code::MissingIssuer, "issuer", file.issuer.clone(), "落款单位"),
        (
            Role::DocumentNumber,
            Code::MissingDocumentNumber,
            "document_number",
            file.document_number.clone(),
            "发文字号",
        ),
        (Role::Date, Code::MissingDate, "signed", file.signed.map(|date| date.to_string()), "成文日期"),
        (Role::ImprintDate, Code::MissingImprint, "printed", file.printed.map(|date| date.to_string()), "印发日期"),
    ];
    for (role, missing, key, expected, name) in checks {
        let value = match role {
            Role::Date | Role::ImprintDate => printed_date(document, role).map(|date| date.to_string()),
            Role::Signature => document.issuers().into_iter().next(),
            _ => document.text_of(role),
        };
        let nowhere = should_stand(document, role).unwrap_or(start);
        match (value, expected) {
            (Some(value), Some(expected)) if squeezed(&value) != squeezed(&expected) => {
                diagnostics.push(source.diagnostic(
                    Code::MetadataMismatch,
                    span_of(role).unwrap_or(start),
                    format!("{name}是 `{value}`，plan.toml 的 {key} 写的是 `{expected}`"),
                    "两处须一致：请核对录入，或改 plan.toml",
                ));
            }
            // A day that there isn't was reported where it stands.
            (None, _) if document.block_of(role).is_some() => {}
            (None, Some(expected)) => diagnostics.push(source.diagnostic(
                missing,
                nowhere,
                format!("原文里没有找到{name}（plan.toml 写的是 `{expected}`）"),
                "请核对录入：这一项应独占一行",
            )),
            (None, None) if role != Role::ImprintDate => diagnostics.push(source.diagnostic(
                Code::MetadataNotFound,
                start,
                format!("原文里没有找到{name}"),
                "原文没有就不必管，网站不会显示这一项；有的话请核对录入：应独占一行",
            )),
            _ => {}
        }
    }
}

/// A notice has a title and says something; the annexes that it lists follow, under the titles that it gives them.
pub(super) fn parts_of_notice(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    let source = &document.source;
    if let Some(addressees) = document.block_of(Role::Addressees).and_then(|block| block.spans.first()) {
        let hint = "原文没有就不必管；有的话请核对录入";
        if document.block_of(Role::Title).is_none() {
            diagnostics.push(source.diagnostic(Code::MissingTitle, *addressees, "主送机关之前没有通知的标题", hint));
        }
        if document.block_of(Role::NoticeParagraph).is_none() {
            diagnostics.push(source.diagnostic(
                Code::MissingNoticeText,
                *addressees,
                "主送机关之后没有通知的正文",
                hint,
            ));
        }
    }
    annexes(document, diagnostics);
}

/// The list of annexes against the annexes.
fn annexes(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    let source = &document.source;
    let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let listed: Vec<(Span, String)> = document
        .blocks
        .iter()
        .filter(|block| block.role == Role::AnnexEntry)
        .filter_map(|block| {
            let text = source.join(&block.spans);
            let title = line::annex(&text).map_or(text.as_str(), |annex| annex.title);
            let behind = title.trim_start_matches(|c: char| c.is_ascii_digit());
            let title = behind
                .strip_prefix(['.', '．', '、', '：', ':'])
                .filter(|_| behind.len() < title.len())
                .unwrap_or(title);
            Some((*block.spans.first()?, letters(title)))
        })
        .collect();
    // The titles right after each label.
    let mut found: Vec<(Span, String)> = Vec::new();
    let mut in_title = false;
    for block in &document.blocks {
        match (block.role, block.spans.first()) {
            (Role::AnnexLabel, Some(&label)) => {
                found.push((label, String::new()));
                in_title = true;
            }
            (Role::AnnexTitle | Role::PlanTitle, _) if in_title => {
                if let Some((_, title)) = found.last_mut() {
                    title.push_str(&letters(&source.join(&block.spans)));
                }
            }
            _ => in_title = false,
        }
    }
    if listed.is_empty() {
        return;
    }
    if let (true, Some((last, _))) = (listed.len() != found.len(), listed.last()) {
        diagnostics.push(source.diagnostic(
            Code::AnnexMismatch,
            *last,
            format!("这里列了 {} 个附件，后面有 {} 个", listed.len(), found.len()),
            "请核对录入：是否漏了附件，或漏了、重复了清单里的一行",
        ));
        return;
    }
    for ((_, listed), (label, title)) in listed.iter().zip(&found) {
        if listed != title {
            diagnostics.push(source.diagnostic(
                Code::AnnexMismatch,
                *label,
                format!("附件的标题是 `{title}`，正文后面列的是 `{listed}`"),
                "请核对录入：两处应一致",
            ));
        }
    }
}

/// Near where a line of this role would stand, if there were one.
fn should_stand(document: &Document, role: Role) -> Option<Span> {
    let source = &document.source;
    if role == Role::ImprintDate {
        return Some(source.lines_span(Lines::of(source.line_count().max(1))));
    }
    // What stands around it, the nearest first.
    let neighbours: &[Role] = match role {
        Role::DocumentNumber => &[Role::Title, Role::IssuerHeading],
        Role::PlanTitle => &[Role::Preamble, Role::Part, Role::Clause],
        _ => &[Role::Signature, Role::Date, Role::NoticeParagraph, Role::Addressees, Role::PlanTitle],
    };
    let block = neighbours.iter().find_map(|role| document.block_of(*role))?;
    block.spans.first().copied()
}

/// A document without tasks, and one whose text names who does something beside its table: said plainly.
pub(super) fn tasks_in_text(
    document: &Document,
    blocks: &[Block],
    tasks: &Assignments,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let source = &document.source;
    if tasks.tasks.is_empty() {
        diagnostics.push(source.diagnostic(
            Code::NoTasks,
            Span::new(0, 0),
            "没有找到任务",
            "任务写在表里的，表的第一行须是表头，列之间用制表符；写在正文里的，须在“一、”“（一）”“1.”一类的标题之下，写明由谁负责，如“（责任单位：…）”“（…负责）”。没有任务的文件照原样发布，不列任务页",
        ));
    } else if document.tables.iter().any(|table| table.lists_tasks)
        && let (count, Some(first)) = named_units::named(document, blocks)
    {
        diagnostics.push(source.diagnostic(
            Code::TasksInText,
            first,
            format!("正文里也有 {count} 处写明由谁负责"),
            "有任务表的，任务只从表里读；正文照原样发布",
        ));
    }
}
