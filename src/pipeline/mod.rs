//! Goes the whole way from a portal's folder to `public/`, and its first half.

mod links;

use std::sync::Arc;

use anyhow::{Context as _, Result};
use camino::{Utf8Path, Utf8PathBuf};
use itertools::Itertools as _;
use rayon::prelude::*;

use crate::content::{self, Case, Content, KnownPlan};
use crate::diagnostic::bound::bounded;
use crate::diagnostic::render;
use crate::diagnostic::{Code, Diagnostic, Place, Severity};
use crate::edition::publish::{Publication, Retired, Spare, Target};
use crate::edition::record::Record;
use crate::emit::StagedPage;
use crate::file_digests::FileDigests;
use crate::file_tree::FileTree;
use crate::inputs::lineage::OtherPlan;
use crate::inputs::portal::Portal;
use crate::inputs::registry::Registry;
use crate::inputs::{self, Inputs, Seed};
use crate::memory::Memory;
use crate::read::{Plan, Task};
use crate::rendering::{self, Job};
use crate::search::Published;
use crate::share::Pictures;
use crate::site::gov_metadata::{self, Expectation};
use crate::site::{Outline, PageMemory, Site, Suggested};
use crate::text::date::Date;
use crate::text::url::BaseUrl;
use crate::verify::{self, Seen, VerifyStats};
use crate::zola::{Lookup, Rejected, Zola};
use crate::{edition, emit, output, parse, read, search, site};

/// More diagnostics of one code than this help nobody; the rest is counted.
const MOST_OF_ONE_CODE: usize = 500;

/// What to do where there are more.
const MANY: &str = "先改正前面的，再看一次；这么多，多半是放错了文件，或同一个写法处处都错";

/// Beyond so many years between `as_of` and all other dates, one of them is a slip.
const MANY_YEARS: u16 = 15;

/// What `build` is told beside its root.
#[derive(Debug, Clone, Default)]
pub struct BuildOptions {
    /// Relative to the current folder; `None`: `public` in the root.
    pub out: Option<Utf8PathBuf>,
    /// Where the built site is to stand.
    pub address: SiteAddress,
    /// In the place of portal.toml's.
    pub as_of: Option<Date>,
    /// The Zola to take; `None`: that of the environment, or of the cache.
    pub zola: Option<Utf8PathBuf>,
    /// Replaces an output folder that is no edition.
    pub force: bool,
}

/// Where the built site is to stand.
#[derive(Debug, Clone, Default)]
pub enum SiteAddress {
    /// Where portal.toml says.
    #[default]
    OfPortal,
    /// At this address, in the place of portal.toml's.
    At(BaseUrl),
    /// At no address that is known: a preview.
    Unknown,
}

/// What a build came to.
#[derive(Debug)]
pub struct Built {
    /// Where the site now stands; absent where errors kept it from being swapped in.
    pub out: Option<Utf8PathBuf>,
    /// Sorted by place.
    pub diagnostics: Vec<Diagnostic>,
    /// How much of the built site was verified.
    pub stats: VerifyStats,
}

/// What a process that builds again and again keeps from one build for the next.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    /// The edition before the one that is shown: the next is made of it, so that only what changes is written. It goes
    /// with a build that fails in rendering or verifying.
    pub spare: Option<Spare>,
    /// What `verify` has seen.
    pub seen: Seen,
    /// Those of the files of the last editions.
    pub digests: FileDigests,
    /// The files of the plans' pages.
    pub pages: PageMemory<Arc<StagedPage>>,
    /// What is suggested of the plans' tasks.
    pub suggested: Memory<Suggested>,
    /// The files of the plans' open data.
    pub data: Memory<FileTree>,
    /// The search's files.
    pub search: Memory<Published>,
}

/// What a check found.
#[derive(Debug)]
pub struct Checked {
    /// Sorted by place.
    pub diagnostics: Vec<Diagnostic>,
    /// How many plans could be read.
    pub plans: usize,
    /// What government sites are expected to say, and what is set of it.
    pub(crate) expectations: Vec<Expectation>,
}

/// What the inputs say, published or not, and what is wrong with them.
#[derive(Debug)]
pub(crate) struct Reading {
    pub inputs: Inputs,
    pub plans: Vec<Plan>,
    /// What editors say of the plans, as far as nothing is wrong with it.
    pub content: Content,
    /// What is published of them; nothing where nobody knows what the site would be.
    pub site: Option<Site>,
    /// Sorted by place.
    pub diagnostics: Vec<Diagnostic>,
}

impl Reading {
    /// Makes the pages and their pictures; nothing where something is wrong with the inputs, the links in them among it.
    fn make_pages(
        &mut self,
        remembered: Option<&PageMemory<Arc<StagedPage>>>,
        say: &mut dyn FnMut(&str),
    ) -> Result<Option<(Vec<Arc<StagedPage>>, Pictures)>> {
        let is_right = |diagnostics: &[Diagnostic]| render::count(diagnostics).errors == 0;
        let Some(site) = self.site.as_ref().filter(|_| is_right(&self.diagnostics)) else {
            self.check_outlines();
            return Ok(None);
        };
        say("生成页面……");
        let (pages, pictures) = emit::pages(site, remembered)?;
        self.check_links(&pages.iter().map(|page| &page.outline).collect::<Vec<_>>());
        Ok(is_right(&self.diagnostics).then_some((pages, pictures)))
    }

    /// Adds what is wrong with the links that people wrote, as [`Self::check_links`] does, where the pages aren't made.
    fn check_outlines(&mut self) {
        let outlines = self.site.as_ref().map(Site::outlines).unwrap_or_default();
        self.check_links(&outlines.iter().collect::<Vec<_>>());
    }

    /// Adds what is wrong with the links that people wrote, `outlines` being the pages; after that all that is wrong with the
    /// inputs is known.
    fn check_links(&mut self, outlines: &[&Outline]) {
        let is_broken = |plan: &&Plan| {
            let folder = plan.source().file().trim_end_matches("source.txt");
            let errors = self.diagnostics.iter().filter(|diagnostic| diagnostic.severity() == Severity::Error);
            errors.into_iter().any(|error| error.place.file.starts_with(folder))
        };
        if let Some(site) = &self.site {
            let broken: Vec<&Plan> = self.plans.iter().filter(is_broken).collect();
            let found = links::check(&self.inputs, site, outlines, &self.content, &self.plans, &broken);
            self.diagnostics.extend(found);
        }
        render::sort(&mut self.diagnostics);
        self.diagnostics = bounded(std::mem::take(&mut self.diagnostics), MOST_OF_ONE_CODE, MANY);
    }
}

/// Reads every input of the portal at `root`; the inputs' seeds and diagnostics have then been taken.
pub(crate) fn read(root: &Utf8Path) -> Result<Reading> {
    let mut reading = read_with(root, &BuildOptions::default(), None)?;
    reading.check_outlines();
    Ok(reading)
}

/// Reads the portal with what a build is told in the place of portal.toml's settings; its links aren't checked yet.
fn read_with(root: &Utf8Path, options: &BuildOptions, kept: Option<&Kept>) -> Result<Reading> {
    let mut inputs = inputs::read(root)?;
    if let Some(portal) = &mut inputs.portal {
        apply(portal, options);
    }
    let mut diagnostics = std::mem::take(&mut inputs.diagnostics);
    diagnostics.extend(inputs.portal.iter().flat_map(Portal::anonymity));
    diagnostics.extend(inputs.portal.iter().filter(|portal| portal.base_url.is_none()).map(|_| no_base_url()));
    let plans = read_plans(&mut inputs, &mut diagnostics);
    let content = read_content(&inputs, &plans, &mut diagnostics);
    let site = site_of(&inputs, plans.clone(), content.clone(), kept);
    Ok(Reading { inputs, plans, content, site, diagnostics })
}

/// Reads and checks every input of the portal at `root`, published or not. Writes nothing.
///
/// # Errors
/// Faults of the disk; whatever is wrong with an input is a diagnostic.
pub fn check(root: &Utf8Path) -> Result<Checked> {
    let Reading { inputs, plans, diagnostics, .. } = read(root)?;
    let expectations = gov_metadata::expectations(inputs.portal.as_ref(), &plans);
    Ok(Checked { diagnostics, plans: plans.len(), expectations })
}

/// Builds the portal at `root` and swaps it in, if nothing is wrong with the inputs and the result is verified.
/// `say` hears what is being done.
///
/// # Errors
/// Faults of the environment: no Zola, a full disk, an output folder that must not be replaced.
pub fn build(root: &Utf8Path, options: &BuildOptions, say: &mut dyn FnMut(&str)) -> Result<Built> {
    let (built, retired) = build_and_retire(root, options, None, say)?;
    retired.map(Retired::remove).transpose()?;
    Ok(built)
}

/// Builds as [`build`] does, and hands over the edition before where it has been replaced: to delete it may take longer
/// than to build the new one. `kept` is what the process keeps from one build for the next, if it makes many.
pub(crate) fn build_and_retire(
    root: &Utf8Path,
    options: &BuildOptions,
    mut kept: Option<&mut Kept>,
    say: &mut dyn FnMut(&str),
) -> Result<(Built, Option<Retired>)> {
    say("读取并检查输入……");
    let mut reading = read_with(root, options, kept.as_deref())?;
    let made = reading.make_pages(kept.as_ref().map(|kept| &kept.pages), say)?;
    let Reading { inputs, site, mut diagnostics, .. } = reading;
    let failed = |mut diagnostics: Vec<Diagnostic>, stats| {
        render::sort(&mut diagnostics);
        Ok((Built { out: None, diagnostics, stats }, None))
    };
    let (Some(site), Some((pages, pictures))) = (site, made) else {
        return failed(diagnostics, VerifyStats::default());
    };

    let out = options.out.clone().unwrap_or_else(|| root.join("public"));
    let protected: Vec<Utf8PathBuf> = inputs::PATHS.iter().map(|path| root.join(path)).collect();
    let target = Target { root, out: &out, inputs: &protected, force: options.force };
    let spare = kept.as_mut().and_then(|kept| kept.spare.take());
    let remembered = kept.as_ref().map(|kept| &kept.search);
    let of_plans = kept.as_ref().map(|kept| &kept.data);
    let search = || search::files(&site, &inputs.lexicon, search::LIMITS, remembered);
    let mut made = None;
    // To look through the folder that is replaced takes about as long.
    let (publication, zola) = rayon::in_place_scope(|scope| -> Result<_> {
        scope.spawn(|_| made = Some(rayon::join(search, || emit::data::files(&site, of_plans))));
        Ok((Publication::prepare(target, spare, say)?, find_zola(root, options.zola.as_deref(), say)?))
    })?;
    let (search, data) = made.context("a scope ends when all in it has")?;
    let mut tree = emit::files(&site, &inputs.theme, data?, search?, &pages)?;
    drop(pages);
    for (path, bytes) in inputs.own_files.iter() {
        tree.insert(format!("static/{path}"), bytes)?;
    }
    let unkept = FileDigests::default();
    let digests = kept.as_ref().map_or(&unkept, |kept| &kept.digests);
    let staged_site = output::stage(&tree, root, digests)?;

    say("渲染……");
    let (staged, made) = (publication.staged(), publication.made());
    let job = Job {
        zola: &zola,
        tree: &tree,
        site: &staged_site,
        pictures: &pictures,
        root,
        last: publication.out(),
        digests,
        made: &made,
        out: &staged,
    };
    let rendering = match rendering::render(&job) {
        Ok(rendering) => rendering,
        Err(error) => {
            let Some(rejected) = error.downcast_ref::<Rejected>() else { return Err(error) };
            diagnostics.push(rejected_by_zola(rejected));
            return failed(diagnostics, VerifyStats::default());
        }
    };
    // They are large, and have been written.
    drop((tree, pictures));

    edition::seal::seal(&staged, digests)?;
    say("核对成品……");
    let seen = kept.as_ref().map(|kept| &kept.seen);
    let audit = verify::verify_remembering(root, &staged, seen, digests).context("核对成品失败")?;
    diagnostics.extend(audit.diagnostics.into_iter().map(|diagnostic| named_by_output(diagnostic, root, &publication)));
    if render::count(&diagnostics).errors > 0 {
        return failed(diagnostics, audit.stats);
    }
    let out = publication.out().to_owned();
    rendering.keep(root, &out)?;
    let retired = publication.commit()?;
    digests.sweep();
    render::sort(&mut diagnostics);
    Ok((Built { out: Some(out), diagnostics, stats: audit.stats }, Some(retired)))
}

/// Writes the scripts and the files of the search of the portal at `root` below `out`, and nothing else of it: what the
/// search of a portal costs can be measured so before its pages are made.
///
/// # Errors
/// Faults of the disk, and inputs that nothing can be built of.
pub fn write_search(root: &Utf8Path, out: &Utf8Path) -> Result<()> {
    let mut inputs = inputs::read(root)?;
    let mut diagnostics = std::mem::take(&mut inputs.diagnostics);
    let plans = read_plans(&mut inputs, &mut diagnostics);
    let content = read_content(&inputs, &plans, &mut diagnostics);
    let site = site_of(&inputs, plans, content, None).context("从这些输入建不成站点")?;
    let mut search = search::files(&site, &inputs.lexicon, search::LIMITS, None)?;
    for (path, script) in emit::served_scripts(&inputs.theme, &search)?.files.iter() {
        search.files.insert(path, script)?;
    }
    output::write(&search.files, out)
}

/// Finds the Zola that a build of the portal at `root` takes: `chosen`, or that of the environment, or the one in the
/// portal's cache, which may have to be fetched. `say` hears what takes long.
///
/// # Errors
/// None can be run; says where was looked, and how to install it.
pub fn find_zola(root: &Utf8Path, chosen: Option<&Utf8Path>, say: &mut dyn FnMut(&str)) -> Result<Zola> {
    Lookup::new(root, chosen)?.find(say)
}

/// Names a page by where it is going to stand: the folder that it is verified in is gone when somebody reads this.
fn named_by_output(mut diagnostic: Diagnostic, root: &Utf8Path, publication: &Publication) -> Diagnostic {
    let staged = publication.staged();
    let below = |path: &Utf8Path| {
        let (root, path) =
            (root.canonicalize_utf8().ok()?, path.parent()?.canonicalize_utf8().ok()?.join(path.file_name()?));
        path.strip_prefix(root).ok().map(Utf8Path::to_owned)
    };
    if let (Some(staged), Some(out)) = (below(&staged), below(publication.out()))
        && let Ok(page) = Utf8Path::new(&diagnostic.place.file).strip_prefix(staged)
    {
        diagnostic.place.file = out.join(page).into_string();
    }
    diagnostic
}

fn read_plans(inputs: &mut Inputs, diagnostics: &mut Vec<Diagnostic>) -> Vec<Plan> {
    let mut unreadable = Registry::unreadable();
    let registry = inputs.registry.as_mut().unwrap_or(&mut unreadable);
    let seeds = std::mem::take(&mut inputs.seeds);
    let parsed: Vec<_> = seeds.into_par_iter().map(|Seed { file, source }| (file, parse::parse(source))).collect();
    // Local agencies without a place are where the first plan is that has one.
    let published = inputs.portal.iter().flat_map(|portal| &portal.plans);
    let first = published.filter_map(|id| parsed.iter().find(|(file, _)| file.id == *id)).chain(&parsed);
    let mut places = first.filter_map(|(file, (document, _))| read::locality(document, file));
    registry.settle(places.next().as_deref());
    let mut plans = Vec::new();
    for (file, (document, found)) in parsed {
        let (plan, found) = read::read(document, found, &file, registry);
        diagnostics.extend(found);
        plans.push(plan);
    }
    let ids: Vec<&str> = plans.iter().map(|plan| plan.id.as_str()).collect();
    for plan in &plans {
        diagnostics.extend(read::lineage::check(&plan.id, &plan.forebears, &ids));
    }
    plans
}

/// Returns what editors wrote about the plans, published or not.
fn read_content(inputs: &Inputs, plans: &[Plan], diagnostics: &mut Vec<Diagnostic>) -> Content {
    let known = |plan: &Plan| KnownPlan {
        id: plan.id.clone(),
        tasks: plan.tasks.iter().map(|task| task.number).collect(),
        clauses: plan
            .clauses
            .iter()
            .map(|clause| (clause.id.clone(), format!("{}\n{}", clause.heading, clause.text)))
            .collect(),
        texts: plan.tasks.iter().map(|task| (task.number, text_of(plan, task))).collect(),
        dated: plan.dated(),
    };
    let known: Vec<KnownPlan> = plans.iter().map(known).collect();
    let as_of = inputs.portal.as_ref().and_then(|portal| portal.as_of);
    let kept = inputs.content.last_edition.iter();
    diagnostics.extend(kept.filter_map(|kept| Record::read(&kept.file, &kept.text).err().map(|fault| *fault)));
    let (content, found) = content::read(&inputs.content, &known, as_of);
    diagnostics.extend(found);
    if inputs.lacks_seeds {
        // The plan that is not known may be the one that couldn't be read; why not is said already.
        diagnostics.retain(|diagnostic| diagnostic.code != Code::UnknownPlan);
    }
    if let Some(portal) = &inputs.portal {
        let hidden = content.cases.iter().filter(|case| !portal.plans.contains(&case.plan));
        diagnostics.extend(hidden.map(not_published));
        diagnostics.extend(check_as_of(portal, plans, &content));
    }
    content
}

/// Reports a day as of which the portal speaks that its own dates speak against: before its editors last worked on it
/// (deadlines that have passed since count as still to come), or many years away from all of them.
fn check_as_of(portal: &Portal, plans: &[Plan], content: &Content) -> Option<Diagnostic> {
    let (as_of, place) = portal.as_of.zip(portal.places.as_of.clone())?;
    let told =
        |code, message: String| Some(Diagnostic::new(code, place, message, "把 as_of 改成网站内容最后核对的日期"));
    let shown = || plans.iter().filter(|plan| portal.plans.contains(&plan.id));
    let cases = content.cases.iter().filter(|case| portal.plans.contains(&case.plan));
    let reviewed = cases.map(|case| (case.reviewed, "案例却核对到了"));
    let editions = content.editions.iter().map(|edition| (edition.date, "网站更新却登到了"));
    let published = shown().filter_map(|plan| Some((plan.published?, "方案的 published 却写着")));
    let worked: Vec<(Date, &str)> = reviewed.chain(editions).chain(published).collect();
    let newest = worked.iter().copied().max();
    if let Some((newest, what)) = newest.filter(|(newest, _)| newest.is_after(as_of)) {
        let message = format!("as_of 是 {as_of}，{what} {newest}：这以后过了的时限，网站仍当作没有到");
        return told(Code::AsOfBehind, message);
    }
    let dated: Vec<Date> = shown().filter_map(Plan::dated).collect();
    let progress = content.progress.iter().map(|progress| progress.date);
    // A plan may be old, and nothing have been done to it since.
    let last = worked.iter().map(|(date, _)| *date).chain(progress).max();
    match (dated.iter().min(), last) {
        (Some(first), _) if as_of.year() + MANY_YEARS < first.year() => {
            told(Code::AsOfBehind, format!("as_of 是 {as_of}，比最早的方案（{first}）早了许多年：时限都当作没有到"))
        }
        (_, Some(last)) if as_of.year() > last.year() + MANY_YEARS => {
            told(Code::AsOfAhead, format!("as_of 是 {as_of}，比网站里最晚的日期 {last} 晚了许多年：时限都当作过了"))
        }
        _ => None,
    }
}

/// Returns the words of a task as read, its paragraphs on lines of their own.
fn text_of(plan: &Plan, task: &Task) -> String {
    task.parts.iter().flat_map(|part| &part.text).map(|paragraph| plan.as_read(paragraph)).join("\n")
}

/// Returns the site as portal.toml publishes it.
fn site_of(inputs: &Inputs, plans: Vec<Plan>, content: Content, kept: Option<&Kept>) -> Option<Site> {
    let (portal, words, registry) = (inputs.portal.clone()?, inputs.words.clone()?, inputs.registry.as_ref()?);
    let published = published(&portal, plans);
    let suggested = kept.map(|kept| &kept.suggested);
    Some(site::site(portal, words, published, registry, &inputs.lexicon, content, suggested))
}

fn not_published(case: &Case) -> Diagnostic {
    let file = format!("content/cases/{}.md", case.slug);
    let message = format!("方案 `{}` 没有发布，这个案例暂不显示", case.plan);
    let hint = "要显示，就把方案写进 portal.toml 的 plans；否则不必管";
    Diagnostic::new(Code::HiddenCase, Place::file(file), message, hint)
}

fn apply(portal: &mut Portal, options: &BuildOptions) {
    match &options.address {
        SiteAddress::OfPortal => {}
        SiteAddress::At(url) => portal.base_url = Some(url.clone()),
        SiteAddress::Unknown => portal.base_url = None,
    }
    if let Some(as_of) = options.as_of {
        portal.as_of = Some(as_of);
        // It is no line of portal.toml that says so.
        portal.places.as_of = None;
    }
}

/// Returns the plans that portal.toml publishes, in its order.
fn published(portal: &Portal, mut plans: Vec<Plan>) -> Vec<Plan> {
    let order = |id: &str| portal.plans.iter().position(|other| other == id);
    plans.retain(|plan| order(&plan.id).is_some());
    for plan in &mut plans {
        // Of what isn't published nothing is said.
        plan.forebears.retain(|forebear| !matches!(&forebear.of, OtherPlan::Here(id) if order(id).is_none()));
    }
    plans.sort_by_key(|plan| order(&plan.id));
    plans
}

fn no_base_url() -> Diagnostic {
    let message = "没有设置网址（base_url）：页面没有规范链接，站点地图为空";
    let hint = "正式发布时在 portal.toml 里写 base_url，或用 --base-url";
    Diagnostic::new(Code::NoBaseUrl, Place::file("portal.toml"), message, hint)
}

fn rejected_by_zola(rejected: &Rejected) -> Diagnostic {
    let hint = "可以进入这个文件夹运行 zola build 重现；多半是主题模板里的错误";
    Diagnostic::new(Code::ZolaRejected, Place::file(output::STAGED_SITE), rejected.to_string(), hint)
}
