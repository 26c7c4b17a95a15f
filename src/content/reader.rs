//! Which measures concern one kind of reader, and what the document leaves open: `content/for/SLUG.md`.

use super::case::{check_task, known_plan};
use super::document::Document;
use super::{KnownPlan, TextFile, lines, markdown};
use crate::diagnostic::{Code, Diagnostic};
use crate::inputs::fields::{Fields, Form, Placed};
use crate::text::source::Source;

/// A kind of reader, with the measures that concern it. All of it is the editors', who quote the document.
#[derive(Debug, Clone, Hash)]
pub(crate) struct Reader {
    pub slug: String,
    pub title: String,
    /// Where it stands among others: lower numbers first, then those without one.
    pub order: Option<u32>,
    /// In the editor's order.
    pub measures: Vec<Measure>,
    /// What such readers look for in the document, and don't find.
    pub unsaid: Vec<Unsaid>,
    /// Markdown; may be empty.
    pub body: String,
}

/// A task that concerns a reader, and the words that say so.
#[derive(Debug, Clone, Hash)]
pub(crate) struct Measure {
    pub plan: String,
    pub number: u32,
    /// What the reader wants to do.
    pub want: String,
    /// Places that the task is about; none where it names none.
    pub places: Vec<String>,
    /// The task's own words.
    pub says: String,
    /// Conditions in the task's own words.
    pub conditions: Vec<String>,
    /// What the task doesn't say; may be empty.
    pub silent: String,
}

/// What the document doesn't say.
#[derive(Debug, Clone, Hash)]
pub(crate) struct Unsaid {
    /// What the reader wants to do; empty where it is about all.
    pub want: String,
    pub text: String,
}

const EXAMPLE: &str = "本站 content/for/ 里别的文件有例子";
const FORM: Form = Form { keys: &["title", "order", "measures", "unsaid"], example: EXAMPLE };
const MEASURE: Form =
    Form { keys: &["plan", "number", "want", "places", "says", "conditions", "silent"], example: EXAMPLE };
const UNSAID: Form = Form { keys: &["want", "text"], example: EXAMPLE };

/// Reads what concerns a kind of reader; `None` where something is wrong with it.
pub(crate) fn read(
    file: &TextFile,
    slug: &str,
    plans: &[KnownPlan],
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Reader> {
    let document = Document::split(&file.file, &file.text, "title 和若干段 [[measures]]")
        .map_err(|diagnostic| diagnostics.push(*diagnostic))
        .ok()?;
    let fields = Fields::read(&document.source, document.head, &FORM, diagnostics);
    let title = fields.text("title", diagnostics);
    let order = fields.optional("order", diagnostics, Fields::number);
    let measures = fields.tables("measures", &MEASURE, diagnostics);
    if measures.is_empty() && !fields.seems_to_have("measures") {
        let hint = "每项措施写一段：[[measures]]，下面是 plan、number、want、says";
        diagnostics.push(document.source.diagnostic(Code::MissingKey, fields.place(), "还没有选措施", hint));
    }
    let measures = measures.iter().filter_map(|table| measure(table, plans, diagnostics)).collect();
    let unsaid = fields.tables("unsaid", &UNSAID, diagnostics);
    let unsaid = unsaid.iter().filter_map(|table| {
        let want = table.optional("want", diagnostics, Fields::text).map_or_else(String::new, |want| want.value);
        Some(Unsaid { want, text: table.text("text", diagnostics)?.value })
    });
    let unsaid = unsaid.collect();
    markdown::check(&document, diagnostics);
    Some(Reader {
        slug: slug.to_owned(),
        title: title?.value,
        order: order.map(|order| order.value),
        measures,
        unsaid,
        body: lines::joined(document.text()) + "\n",
    })
}

fn measure(table: &Fields, plans: &[KnownPlan], diagnostics: &mut Vec<Diagnostic>) -> Option<Measure> {
    let source = table.source();
    let plan = known_plan(source, table.text("plan", diagnostics), plans, diagnostics);
    let number = table.number("number", diagnostics);
    let want = table.text("want", diagnostics);
    let says = table.text("says", diagnostics);
    let mut list = |key| {
        let texts = table.optional(key, diagnostics, Fields::texts);
        texts.map_or_else(Vec::new, |texts| texts.value)
    };
    let (places, conditions) = (list("places"), list("conditions"));
    let silent = table.optional("silent", diagnostics, Fields::text);
    let (plan, number, says) = (plan?, number?, says?);
    check_task(source, &number, plan, diagnostics);
    if let Some(text) = plan.texts.get(&number.value) {
        for quote in std::iter::once(&says).chain(&conditions) {
            diagnostics.extend(not_quoted(source, quote, number.value, text));
        }
    }
    Some(Measure {
        plan: plan.id.clone(),
        number: number.value,
        want: want?.value,
        places: places.into_iter().map(|place| place.value).collect(),
        says: says.value,
        conditions: conditions.into_iter().map(|condition| condition.value).collect(),
        silent: silent.map_or_else(String::new, |silent| silent.value),
    })
}

/// Says that a quotation isn't a run of its task's words.
fn not_quoted(source: &Source, quote: &Placed<String>, number: u32, text: &str) -> Option<Diagnostic> {
    let message = format!("第 {number} 项任务里没有连着的这几个字：`{}`", quote.value);
    let hint = format!("照抄任务原文里连续的一段，标点也照抄；原文是：{text}");
    (quote.value.is_empty() || !text.contains(&quote.value))
        .then(|| source.diagnostic(Code::QuoteNotInTask, quote.span, message, hint))
}
