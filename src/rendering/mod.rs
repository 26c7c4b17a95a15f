//! Staged site → HTML: Zola renders the pages in groups, and only those that it hasn't rendered before.
//!
//! A page's HTML follows from its own staged file, the theme and the settings: templates read no other page. So each group
//! is a small Zola site of its own, whose memory doesn't grow with the portal's; and a page whose staged bytes are those of
//! the last build is taken from that build's edition, if it still stands there unchanged; so is a picture of the same words.
//! What Zola would only copy is written at once.

mod record;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::io::ErrorKind;

use anyhow::{Context as _, Result};
use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;

use crate::file_digests::FileDigests;
use crate::file_tree::{FileBytes, FileTree};
use crate::output;
use crate::share::Pictures;
use crate::text::address;
use crate::text::digest::sha256;
use crate::zola::{Rejected, Zola};

pub(crate) use record::Rendering;
use record::{Last, Made};

/// Where the groups' sites stand while they are rendered, relative to the portal's root.
pub(crate) const GROUPS: &str = "target/groups";

/// How many pages a group has: so many that Zola's start costs little, so few that they take little memory.
const GROUP: usize = 500;

/// How many groups are rendered at a time: one Zola keeps several processors busy, but not all the time.
const AT_ONCE: usize = 2;

/// What Zola makes of the theme and the settings alone.
const OF_FRAME: [&str; 2] = ["404.html", "robots.txt"];

/// The home page of a group that hasn't got the portal's.
const NO_HOME: &[u8] = b"+++\nrender = false\n+++\n";

/// What is to be rendered, and where.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Job<'a> {
    pub zola: &'a Zola,
    /// The staged site.
    pub tree: &'a FileTree,
    /// Where it stands on the disk.
    pub site: &'a Utf8Path,
    pub pictures: &'a Pictures,
    /// The portal's root.
    pub root: &'a Utf8Path,
    /// Where the last edition stands, if there is one.
    pub last: &'a Utf8Path,
    /// Those of files that were read before.
    pub digests: &'a FileDigests,
    /// Where Zola may make pages: on the disk of the new edition, under the same rights. Not there before or afterwards.
    pub made: &'a Utf8Path,
    /// Where the new one is to be: a folder that doesn't exist yet, or that holds an edition before the last one.
    pub out: &'a Utf8Path,
}

/// A file that Zola makes.
struct Page<'a> {
    /// Where it stands in the finished site.
    path: String,
    /// What it is made from: its path in the staged site, and its bytes; nothing for [`OF_FRAME`].
    staged: Option<(&'a Utf8Path, &'a FileBytes)>,
}

/// Writes the whole site, and returns what was rendered from what.
///
/// # Errors
///
/// [`crate::zola::Rejected`], as the error's own type, where Zola doesn't take the site; any other error is the machine's.
pub(crate) fn render(job: &Job) -> Result<Rendering> {
    let (copied, pages) = (copied(job.tree), pages(job.tree));
    let frame = frame(job.tree)?;
    let key = record::key(job, &frame);
    let last = Last::read(job, &key);
    let last = last.as_ref();
    let reused: Vec<Option<&Made>> = pages.par_iter().map(|page| last?.page(&page.path, &page.key())).collect();
    let (missing, kept): (Vec<_>, Vec<_>) = pages.iter().zip(&reused).partition(|(_, reused)| reused.is_none());
    let missing: Vec<&Page> = missing.into_iter().map(|(page, _)| page).collect();
    let write_others = || {
        keep_expected(job, &copied, &pages)?;
        output::write_all(copied.iter().map(|(path, bytes)| (Utf8Path::new(path), *bytes)), job.out, job.digests)?;
        kept.par_iter().try_for_each(|(page, _)| keep(job, &page.path))?;
        draw(job, last)
    };
    // While Zola is at work, a processor is free.
    let (made, pictures) = rayon::join(|| make(job, &frame, &missing), write_others);
    // A fault of the disk comes before what Zola says of it, and of several faults the first, whichever page was done first.
    let placed = pictures.and_then(|pictures| {
        made?;
        let placed: Vec<Result<Made>> =
            missing.par_iter().enumerate().map(|(at, page)| place_made(job, at, page)).collect();
        Ok((placed.into_iter().collect::<Result<Vec<Made>>>()?, pictures))
    });
    let cleared = clear(job);
    let (placed, pictures) = placed?;
    cleared?;
    let mut placed = placed.into_iter();
    let all = pages
        .iter()
        .zip(&reused)
        .filter_map(|(page, reused)| Some((page.path.clone(), reused.cloned().or_else(|| placed.next())?)));
    Ok(Rendering::new(key, all.collect(), pictures))
}

/// Takes away from an earlier edition what the new one has no file for.
fn keep_expected(job: &Job, copied: &BTreeMap<&str, &FileBytes>, pages: &[Page]) -> Result<()> {
    let pictures: Vec<String> = job.pictures.pages().iter().map(|page| picture(page)).collect();
    let files = copied.keys().copied().chain(pages.iter().map(|page| page.path.as_str()));
    output::keep_only(files.chain(pictures.iter().map(String::as_str)).map(Utf8Path::new), job.out)?;
    std::fs::create_dir_all(job.out).with_context(|| format!("新建文件夹 `{}` 失败", job.out))
}

/// Returns where a page's picture stands in the finished site.
fn picture(page: &str) -> String {
    address::picture(page.trim_start_matches('/'))
}

/// Writes the pictures, and returns by their paths what they were drawn from.
fn draw(job: &Job, last: Option<&Last>) -> Result<BTreeMap<String, Made>> {
    let draw = |page: &&str| {
        let (path, from) = (picture(page), job.pictures.key(page));
        if let Some(made) = last.and_then(|last| last.picture(&path, &from)) {
            keep(job, &path)?;
            return Ok(Some((path, made.clone())));
        }
        let Some(png) = job.pictures.draw(page)? else {
            output::clear(&job.out.join(path))?;
            return Ok(None);
        };
        write(job, &path, &png)?;
        Ok(Some((path, Made { from, bytes: sha256(png) })))
    };
    let drawn: Result<Vec<_>> = job.pictures.pages().par_iter().map(draw).collect();
    Ok(drawn?.into_iter().flatten().collect())
}

/// Returns what Zola would copy: the theme's files, and in their place the site's.
fn copied(tree: &FileTree) -> BTreeMap<&str, &FileBytes> {
    let (own, of_theme): (Vec<_>, Vec<_>) = tree
        .shared()
        .filter_map(|(path, bytes)| Some((copied_to(path)?, path, bytes)))
        .partition(|(_, path, _)| path.starts_with("static"));
    of_theme.into_iter().chain(own).map(|(to, _, bytes)| (to, bytes)).collect()
}

/// Returns where Zola would copy a file to; nothing if it is no static file of the site's or of its theme's.
fn copied_to(path: &Utf8Path) -> Option<&str> {
    let path = path.as_str();
    path.strip_prefix("static/").or_else(|| {
        let (theme, path) = path.strip_prefix("themes/")?.split_once("/static/")?;
        (!theme.contains('/')).then_some(path)
    })
}

/// Returns what every group's site has: the settings and the templates.
fn frame(tree: &FileTree) -> Result<FileTree> {
    let mut frame = FileTree::new();
    for (path, bytes) in tree.iter() {
        if copied_to(path).is_none() && !path.starts_with("content") {
            frame.insert(path, bytes)?;
        }
    }
    Ok(frame)
}

fn pages(tree: &FileTree) -> Vec<Page<'_>> {
    let of_frame = OF_FRAME.into_iter().map(|path| Page { path: path.to_owned(), staged: None });
    let staged = tree.shared().filter_map(|(path, bytes)| {
        let folder = path.strip_prefix("content").ok()?.parent()?;
        Some(Page { path: folder.join("index.html").into_string(), staged: Some((path, bytes)) })
    });
    of_frame.chain(staged).collect()
}

/// Has Zola make pages, group by group, each in a folder of its own.
fn make(job: &Job, frame: &FileTree, missing: &[&Page]) -> Result<()> {
    clear(job)?;
    std::fs::create_dir_all(job.made).with_context(|| format!("新建文件夹 `{}` 失败", job.made))?;
    let workers = rayon::ThreadPoolBuilder::new().num_threads(AT_ONCE).build()?;
    let groups = missing.par_chunks(GROUP).enumerate();
    let make = |(number, pages): (usize, &[&Page])| make_group(job, frame, number, pages);
    let made: Vec<Result<()>> = workers.install(|| groups.map(make).collect());
    // Of several faults it is the first that is told, whichever group was done first.
    made.into_iter().collect()
}

/// Makes pages as a site of their own, which stands on the disk while Zola is at work.
fn make_group(job: &Job, frame: &FileTree, number: usize, pages: &[&Page]) -> Result<()> {
    let site = &job.root.join(GROUPS).join(number.to_string());
    let staged = pages.iter().filter_map(|page| page.staged).map(|(path, bytes)| (path, &**bytes));
    output::link_all(frame.iter().chain(staged), job.site, site)?;
    if !pages.iter().any(|page| page.path == "index.html") {
        let home = site.join("content/_index.md");
        let written = std::fs::create_dir_all(site.join("content")).and_then(|()| output::put(&home, NO_HOME));
        written.with_context(|| format!("写入 `{home}` 失败"))?;
    }
    job.zola.build(site, &made_by(job, number), None)?;
    output::clear(site).with_context(|| format!("清空 `{site}` 失败"))
}

/// Returns where Zola makes the pages of a group.
fn made_by(job: &Job, group: usize) -> Utf8PathBuf {
    job.made.join(group.to_string())
}

/// Gives the page that is missing at this place, and was made, its place in the new edition.
fn place_made(job: &Job, at: usize, page: &Page) -> Result<Made> {
    let path = made_by(job, at / GROUP).join(&page.path);
    let html = match std::fs::read(&path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Err(page.left_out().into()),
        html => html.with_context(|| format!("读取 `{path}` 失败"))?,
    };
    let place = place(job, &page.path)?;
    output::move_into(&path, &place, &html).with_context(|| format!("写入 `{place}` 失败"))?;
    Ok(Made { from: page.key(), bytes: sha256(html) })
}

/// Takes away what stands on the disk while pages are made.
fn clear(job: &Job) -> Result<()> {
    let folders = [&job.root.join(GROUPS), job.made];
    folders.into_iter().try_for_each(|folder| output::clear(folder).with_context(|| format!("清空 `{folder}` 失败")))
}

/// Gives a file of the last edition its place in the new one: the same file under two names, until that edition goes.
fn keep(job: &Job, path: &str) -> Result<()> {
    let place = place(job, path)?;
    output::link(&job.last.join(path), &place).with_context(|| format!("写入 `{place}` 失败"))
}

fn write(job: &Job, path: &str, bytes: &[u8]) -> Result<()> {
    let path = place(job, path)?;
    output::put(&path, bytes).with_context(|| format!("写入 `{path}` 失败"))
}

/// Returns where a file of the new edition is to stand; its folder is there then.
fn place(job: &Job, path: &str) -> Result<Utf8PathBuf> {
    let path = job.out.join(path);
    let folder = path.parent().unwrap_or(job.out);
    std::fs::create_dir_all(folder).with_context(|| format!("新建文件夹 `{folder}` 失败"))?;
    Ok(path)
}

impl Page<'_> {
    /// Returns what changes with the page's staged bytes.
    fn key(&self) -> String {
        self.staged.map(|(_, bytes)| bytes.sha256().to_owned()).unwrap_or_default()
    }

    /// Returns what to say where Zola is done and hasn't made it.
    fn left_out(&self) -> Rejected {
        let address = self.path.strip_suffix("index.html").unwrap_or(&self.path);
        let messages = format!("Zola 没有写出 `/{address}`，也没有说为什么：请换一个版本的 Zola 再试（--zola 指明）");
        Rejected { messages }
    }
}
