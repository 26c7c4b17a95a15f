//! The theme that a portal names, and the single files that it has in the place of the theme's.

use crate::portal::{Portal, files};

/// The small portal, its theme in a folder of another name.
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
