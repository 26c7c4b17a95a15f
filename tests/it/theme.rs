//! The theme that a portal names, and the single files that it has in the place of the theme's.

use crate::support::{Portal, files, shipped, tell, texts};

/// What templates print as it is, beside the targets of links: `here`, `base` and `own` are made of such targets.
const HTML: [&str; 5] = ["base", "extra.linked_data", "here", "it.content", "own"];

/// Returns the small portal, its theme in a folder of another name.
fn renamed() -> Portal {
    let portal = Portal::small().edit("portal.toml", "plans = [\"p\"]\n", "plans = [\"p\"]\ntheme = \"gov-2\"\n");
    fs_err::rename(portal.path("themes/portal").as_std_path(), portal.path("themes/gov-2").as_std_path()).unwrap();
    portal
}

#[test]
fn a_theme_may_have_any_name() {
    let (shipped, renamed) = (Portal::small().built(), renamed().built());
    assert_eq!(files(&shipped.path("public")), files(&renamed.path("public")));
}

#[test]
fn single_files_take_the_place_of_the_themes() {
    let portal = Portal::small()
        .file(
            "theme/templates/404.html",
            "{% extends \"base.html\" %}\n{% block main %}<p>此路不通</p>{% endblock main %}\n",
        )
        .file("theme/css/tokens.css", ":root { --own: 1 }\n")
        .built();
    assert!(portal.text("public/404.html").contains("<p>此路不通</p>"));
    let is_style = |path: &camino::Utf8PathBuf| path.extension() == Some("css");
    let public = files(&portal.path("public"));
    let styles: Vec<_> = public.iter().filter(|(path, _)| is_style(path)).collect();
    assert_eq!(styles.len(), 1);
    let style = String::from_utf8_lossy(styles[0].1);
    assert!(style.contains("--own") && style.contains("box-sizing"), "one file of the theme, and the others");
    // Without them the site is as it was.
    let (before, again) = (Portal::small().built(), portal.without("theme").built());
    assert_eq!(files(&before.path("public")), files(&again.path("public")));
}

#[test]
fn templates_may_lie_in_a_folder_of_any_name() {
    let portal = renamed()
        .edit(
            "themes/gov-2/templates/404.html",
            "{% block main %}",
            "{% block main %}{% include \"static/own.html\" %}",
        )
        .file("themes/gov-2/templates/static/own.html", "<p>此路不通</p>")
        .built();
    assert!(portal.text("public/404.html").contains("<p>此路不通</p>"));
    assert!(!portal.path("public/own.html").exists());
}

#[test]
fn templates_print_the_targets_of_links_as_they_are_and_nothing_else() {
    let mut faults = Vec::new();
    for (path, text) in texts(&["themes/portal/templates"], &["html"]) {
        for printed in text.split("{{").skip(1).map(|rest| rest.split("}}").next().unwrap_or_default().trim()) {
            let (value, is_safe) = printed.strip_suffix(" | safe").map_or((printed, false), |value| (value, true));
            let name = value.rsplit('.').next().unwrap_or_default();
            let is_html = HTML.contains(&value) || name == "href" || name.ends_with("_href");
            if is_safe != is_html {
                faults.push(format!("{path}: {{{{ {printed} }}}}"));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn addresses_are_printed_with_plain_slashes() {
    for (path, bytes) in files(&shipped().path("public")) {
        let text = String::from_utf8_lossy(&bytes);
        for attribute in ["href=\"", "src=\"", "action=\""] {
            let values = text.split(attribute).skip(1).filter_map(|rest| rest.split('"').next());
            let escaped: Vec<&str> = values.filter(|value| value.contains("&#x2F;")).collect();
            assert!(escaped.is_empty(), "{path}: {escaped:?}");
        }
    }
}

#[test]
fn the_shipped_plan_is_light_with_every_field_filled() {
    let mut portal = Portal::shipped();
    for (field, value) in [
        ("base_url", "https://kaifang.example.gov.cn/shidian"),
        ("operator", "某某市服务业扩大开放综合试点工作专班办公室"),
        ("contact", "kaifang@example.gov.cn"),
        ("site_code", "4201000001"),
        ("icp", "某ICP备12345678号-1"),
        ("police", "某公网安备42010202000001号"),
    ] {
        portal = portal.edit("portal.toml", &format!("# {field} = \"\""), &format!("{field} = \"{value}\""));
    }
    let heavy = portal.build().diagnostics;
    assert!(heavy.is_empty(), "{:#?}", heavy.iter().map(tell).collect::<Vec<_>>());
}
