//! The audit over the real built site: what is taken away, changed or broken is found where it is.

use super::fixture::SiteFixture;
use crate::tests::support::shipped;

fn site() -> SiteFixture {
    SiteFixture::copy_of(shipped().root(), &shipped().path("public"))
}

/// Returns what the audit says of the site after one edit in a passage of these lines (or anywhere).
fn after(file: &str, lines: &str, from: &str, to: &str) -> Vec<String> {
    let passage = format!("data-lines=\"{lines}\"");
    let site = site().edit(file, |html| {
        let mut starts = html.match_indices(&passage).map(|(at, _)| at);
        let place = starts.find_map(|start| {
            let end = html[start + 1..].find("data-lines=").map_or(html.len(), |end| start + 1 + end);
            html[start..end].find(from).map(|at| start + at)
        });
        let place = place.unwrap_or_else(|| panic!("`{from}` isn't in lines {lines} of {file}"));
        format!("{}{to}{}", &html[..place], &html[place + from.len()..])
    });
    site.diagnostics()
}

#[test]
fn the_built_site_passes() {
    assert_eq!(site().diagnostics(), [""; 0]);
}

#[test]
fn a_character_less_is_found_at_its_line() {
    // A heading, a paragraph, a joined one, a member, a cell, the imprint: `line` is where the source has it.
    for (lines, from, to, line) in [
        ("53-53", ">体制<", ">体<", 53),
        ("23-23", "塑造国际合作和竞争", "塑造国际合作竞争", 23),
        ("41-43", "力争在科教服务", "争在科教服务", 43),
        ("132-132", "熊新文", "熊文", 132),
        ("153-153", "软件名园。", "软件名园", 153),
        ("260-260", "武汉警备区", "武汉警备", 260),
    ] {
        let found = after("wuhan-2023/policy/index.html", lines, from, to);
        let place = format!("text-lost seeds/wuhan-2023/source.txt:{line}:");
        assert!(found.iter().any(|diagnostic| diagnostic.starts_with(&place)), "{from}: {found:?}");
    }
}

#[test]
fn a_character_less_on_another_page_is_found_there() {
    let found = after("wuhan-2023/tasks/9/index.html", "153-153", "创建中国软件名园", "创建中国软件名");
    assert!(found.iter().any(|diagnostic| diagnostic.contains("wuhan-2023/tasks/9/index.html")), "{found:?}");
}

#[test]
fn words_the_wrong_way_round_are_found() {
    let found = after("wuhan-2023/policy/index.html", "47-49", "审慎制定改革政策措施", "审慎制定政策改革措施");
    assert!(found.iter().any(|diagnostic| diagnostic.contains("seeds/wuhan-2023/source.txt:47:")), "{found:?}");
}

#[test]
fn a_correction_must_show_both_sides() {
    let found = site()
        .edit("wuhan-2023/tasks/35/index.html", |html| html.replace("data-as=\"printed\"", "data-as=\"x\""))
        .diagnostics();
    assert!(found.iter().any(|diagnostic| diagnostic.contains("wuhan-2023/tasks/35/")), "{found:?}");
}

#[test]
fn a_link_without_its_target_is_found() {
    let found =
        site().edit("wuhan-2023/policy/index.html", |html| html.replace("id=\"s3-4\"", "id=\"s3-x\"")).diagnostics();
    assert!(found.iter().any(|diagnostic| diagnostic.contains("s3-4")), "{found:?}");
    let site = site();
    fs_err::remove_file(site.root().join("public/wuhan-2023/tasks/52/index.html").as_std_path()).unwrap();
    let found = site.diagnostics();
    assert!(found.iter().any(|diagnostic| diagnostic.contains("/wuhan-2023/tasks/52/")), "{found:?}");
}
