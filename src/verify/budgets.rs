//! Weight: what a reader downloads for a page, compared with its budget.
//!
//! A page over its budget is a warning: what editors and deployers write is never refused for its bytes. That the theme
//! itself stays within the budgets is a test of this repository.

use std::collections::{BTreeMap, HashMap};
use std::io::Cursor;
use std::sync::{LazyLock, Mutex, PoisonError};

use sha2::{Digest as _, Sha256};

use super::{Budgets, contract};
use crate::diagnostic::{Code, Diagnostic, Place};

/// Returns the compressed sizes of the site's stylesheets, and what exceeds its budget beside pages.
pub(super) fn check_assets(
    budgets: &Budgets,
    assets: &[(String, Vec<u8>)],
) -> (BTreeMap<String, usize>, Vec<Diagnostic>) {
    let mut styles = BTreeMap::new();
    let mut scripts = 0;
    let mut diagnostics = Vec::new();
    for (file, content) in assets {
        let size = weight_of_asset(content);
        if is_style(file) {
            if size > budgets.style {
                diagnostics.push(over(Place::file(file), "样式表", size, budgets.style, OF_THEME));
            }
            styles.insert(file.clone(), size);
        } else {
            scripts += size;
        }
    }
    let reads_shards = assets.iter().any(|(file, _)| file.ends_with(contract::SHARDS_SCRIPT));
    let most = budgets.scripts + if reads_shards { budgets.shards } else { 0 };
    if scripts > most {
        let names: Vec<&str> = assets.iter().map(|(file, _)| file.as_str()).filter(|file| !is_style(file)).collect();
        let place = Place::file(names.first().copied().unwrap_or_default()).quoting(&names.join(" "));
        diagnostics.push(over(place, "全部脚本合计", scripts, most, OF_THEME));
    }
    (styles, diagnostics)
}

const OF_THEME: &str = "照常发布。这是主题的分量：精简主题的样式表或脚本";

pub(super) fn is_style(file: &str) -> bool {
    file.ends_with(".css")
}

/// Checks whether it counts as a script: all do, whoever loads them when; data, the search's too, is no script.
pub(super) fn is_script(file: &str) -> bool {
    file.ends_with(".js") || file.ends_with(".mjs")
}

/// Checks a page together with its stylesheets. `plan_address` is its address below its plan, if it has one.
pub(super) fn check_page(
    budgets: &Budgets,
    file: &str,
    plan_address: Option<&str>,
    html: &str,
    stylesheets: &[Option<usize>],
) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    if stylesheets.len() > 1 {
        diagnostics.push(Diagnostic::new(
            Code::TooManyStyles,
            Place::file(file),
            format!("页面引用了 {} 个样式表", stylesheets.len()),
            "合成一个文件",
        ));
    }
    let budget = if contract::is_list(file, plan_address) { budgets.list } else { budgets.page };
    let styles: usize = stylesheets.iter().flatten().sum();
    // The slow compression only where the quick ones can't tell.
    let is_within = |size: usize| size + styles <= budget;
    let fits = is_within(html.len()) || [2, 5].iter().any(|&quality| is_within(compressed(html.as_bytes(), quality)));
    if !fits {
        let size = compressed(html.as_bytes(), 11) + styles;
        if size > budget {
            diagnostics.push(over(Place::file(file), "页面连同样式表", size, budget, &remedy(file)));
        }
    }
    diagnostics
}

fn over(place: Place, what: &str, size: usize, budget: usize, hint: &str) -> Diagnostic {
    Diagnostic::new(Code::OverBudget, place, format!("{what}压缩后 {size} 字节，超过 {budget} 字节"), hint)
}

/// Returns what an editor can do about a heavy page: it names the input that the page is made of.
fn remedy(file: &str) -> String {
    let slug = |folder: &str| file.strip_prefix(folder)?.strip_suffix("/index.html").filter(|slug| !slug.is_empty());
    let page = file.strip_suffix("/index.html").filter(|name| !name.contains('/'));
    let input = match (slug("cases/"), slug("topics/"), page) {
        (Some(slug), ..) => format!("content/cases/{slug}.md"),
        (_, Some(slug), _) => format!("content/topics/{slug}.md"),
        (.., Some(name @ ("about" | "accessibility" | "privacy" | "my"))) => format!("content/pages/{name}.md"),
        _ => {
            let hint = "照常发布。这一页随任务、案例增多而变重；要减轻，可缩短案例的标题和摘要，或 portal.toml 里的主办单位、联系方式等，它们印在每一页上";
            return hint.to_owned();
        }
    };
    format!("照常发布。要减轻，可缩短 {input}，或 portal.toml 里印在每一页上的主办单位、联系方式等")
}

/// Returns the least that brotli makes of an asset, in bytes. A preview audits the same assets after every change, so what
/// was found once is kept, by content.
fn weight_of_asset(content: &[u8]) -> usize {
    static KNOWN: LazyLock<Mutex<HashMap<[u8; 32], usize>>> = LazyLock::new(Mutex::default);
    // A panic elsewhere leaves no entry that is wrong.
    let known = || KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    let key = Sha256::digest(content).into();
    let size = known().get(&key).copied();
    size.unwrap_or_else(|| {
        let size = compressed(content, 11);
        known().insert(key, size);
        size
    })
}

/// Returns how many bytes brotli makes of this.
fn compressed(content: &[u8], quality: i32) -> usize {
    // A window that holds all of it: to make a larger one takes longer than to compress a page.
    let lgwin = (usize::BITS - content.len().leading_zeros() + 1).clamp(16, 22) as i32;
    let parameters =
        brotli::enc::BrotliEncoderParams { quality, lgwin, size_hint: content.len(), ..Default::default() };
    let mut output = Vec::new();
    // Neither reading from nor writing to memory can fail.
    match brotli::BrotliCompress(&mut Cursor::new(content), &mut output, &parameters) {
        Ok(_) => output.len(),
        Err(_) => content.len(),
    }
}
