//! What pages say to machines: meta elements, linked data, the calendar.

use serde_json::Value;

use crate::support::{Portal, shipped};

/// Returns the names of the meta elements of government sites on a page, in order, each with its content.
fn meta(page: &str) -> Vec<(String, String)> {
    let elements = page.split("<meta name=\"").skip(1).filter_map(|rest| {
        let (name, rest) = rest.split_once('"')?;
        let content = rest.strip_prefix(" content=\"")?.split('"').next()?;
        Some((name.to_owned(), content.to_owned()))
    });
    elements.filter(|(name, _)| name.starts_with(char::is_uppercase)).collect()
}

fn names(page: &str) -> Vec<String> {
    meta(page).into_iter().map(|(name, _)| name).collect()
}

#[test]
fn home_lists_and_details_say_what_each_has_to() {
    let text = |path: &str| shipped().text(&format!("public/{path}index.html"));
    assert_eq!(names(&text("")), ["SiteName"]);
    let list = ["SiteName", "ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"];
    assert_eq!(names(&text("wuhan-2023/tasks/")), list);
    let page = meta(&text("wuhan-2023/tasks/43/"));
    let value = |name: &str| page.iter().find(|(other, _)| other == name).map(|(_, content)| content.as_str()).unwrap();
    assert_eq!(value("ColumnName"), "试点任务");
    assert_eq!(value("PubDate"), "2023-08-23 00:00");
    assert_eq!(value("ContentSource"), "武汉市人民政府办公厅");
    assert!(value("Description").contains("企业开办"));
    // A topic is ours: nobody published it on a day.
    assert!(!names(&text("topics/education/")).contains(&"PubDate".to_owned()));
}

#[test]
fn what_is_set_is_said_and_nothing_else() {
    let set = "title = \"甲\"\nsite_code = \"4201000001\"\nicp = \"甲ICP备1号\"\ncontact = \"a@b.gov.cn\"\n";
    let portal = Portal::small();
    let bare = Portal::small().built().text("public/index.html");
    for word in ["SiteIDCode", "mailto:", "beian.miit"] {
        assert!(!bare.contains(word), "{word}");
    }
    let title = portal.text("portal.toml").lines().find(|line| line.starts_with("title")).unwrap().to_owned() + "\n";
    let page = portal.edit("portal.toml", &title, set).built().text("public/index.html");
    for word in ["content=\"4201000001\"", "mailto:a@b.gov.cn?subject=", "甲ICP备1号", "share.png"] {
        assert!(page.contains(word), "{word}");
    }
}

#[test]
fn a_shared_link_shows_what_it_leads_to() {
    let portal = Portal::small()
        .edit("portal.toml", "https://example.org", "https://example.org/kaifang")
        .edit("seeds/p/source.txt", "开办社区课堂", "开办䶮社区课堂")
        .built();
    let picture = |page: &str| {
        let page = portal.text(&format!("public/{page}index.html"));
        let rest = page.split_once("<meta property=\"og:image\" content=\"https://example.org/kaifang").unwrap().1;
        rest.split('"').next().unwrap().to_owned()
    };
    for page in ["", "p/", "p/tasks/1/"] {
        assert_eq!(picture(page), format!("/{page}share.png"));
        let bytes = std::fs::read(portal.path(&format!("public{}", picture(page)))).unwrap();
        let head = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x04\xb0\0\0\x02\x76";
        assert!(bytes.starts_with(head), "{page}: 1200 by 630");
    }
    // What the font can't write, it doesn't write otherwise.
    for page in ["about/", "p/tasks/2/"] {
        assert_eq!(picture(page), "/og.png");
    }
    assert!(!portal.path("public/p/tasks/2/share.png").exists());
}

#[test]
fn the_day_of_publication_stands_before_that_of_printing() {
    let plan = "seeds/p/plan.toml";
    let portal = Portal::small();
    let id = portal.text(plan).lines().find(|line| line.starts_with("id = ")).unwrap().to_owned() + "\n";
    let page =
        portal.edit(plan, &id, &format!("{id}published = 2031-02-03\n")).built().text("public/p/policy/index.html");
    assert!(page.contains("<meta name=\"PubDate\" content=\"2031-02-03 00:00\">"));
    assert!(page.contains("\"datePublished\":\"2031-02-03\""));
}

#[test]
fn days_in_words_and_agencies_with_numbers_are_no_faults() {
    let source = "seeds/p/source.txt";
    let portal =
        Portal::small().edit(source, "	4	设立“一站式”窗口。	市财政局	", "	4	设立“一站式”窗口。	市12345热线办	");
    let plan = format!("published = \"2031年2月3日\"\n{}", portal.text("seeds/p/plan.toml"));
    let portal = portal.file("seeds/p/plan.toml", plan).built();
    assert!(portal.text("public/p/tasks/4/index.html").contains("牵头单位：市12345热线办。"));
    assert!(portal.text("public/p/policy/index.html").contains("\"datePublished\":\"2031-02-03\""));
}

#[test]
fn linked_data_is_json() {
    let kinds = |path: &str| {
        let page = shipped().text(&format!("public/{path}index.html"));
        let data =
            page.split("<script type=\"application/ld+json\">").nth(1).unwrap().split("</script>").next().unwrap();
        let data: Value = serde_json::from_str(data).unwrap();
        let graph = data["@graph"].as_array().unwrap().clone();
        graph.iter().map(|one| one["@type"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(kinds("wuhan-2023/policy/"), ["BreadcrumbList", "Legislation"]);
    assert_eq!(kinds("wuhan-2023/agencies/commerce/"), ["BreadcrumbList", "GovernmentOrganization"]);
    assert_eq!(kinds("data/"), ["BreadcrumbList", "Dataset"]);
}

#[test]
fn the_calendar_is_one_that_programs_take() {
    let text = shipped().text("public/wuhan-2023/deadlines.ics");
    assert!(text.ends_with("END:VCALENDAR\r\n"));
    assert!(text.split("\r\n").all(|line| line.len() <= 75 && !line.contains('\n')));
    assert_eq!(text.matches("BEGIN:VEVENT").count(), 90);
    assert_eq!(text.matches("DTSTART;VALUE=DATE:20231231").count(), 55);
    assert_eq!(text.matches("DTSTAMP:20230823T000000Z").count(), 90);
}

#[test]
fn english_words_say_that_they_are_and_names_do_not() {
    let text = |path: &str| shipped().text(&format!("public/{path}index.html"));
    // The slip of the pen is printed in English: where it is struck out, where it is quoted, where it is spoken of.
    let policy = text("wuhan-2023/policy/");
    assert!(policy.contains("<del data-as=\"printed\" lang=\"en\"> and </del>"));
    let errata = text("wuhan-2023/errata/");
    assert!(errata.contains("<del lang=\"en\"> and </del>") && errata.contains("<span lang=\"en\">and</span>"));
    assert_eq!(
        policy.matches(" lang=\"en\"").count(),
        policy.matches("and</").count() + policy.matches(" and <").count()
    );
    // An editor's Markdown, and the names of the data's fields.
    assert!(text("privacy/").contains("<span lang=\"en\"><code>large dark</code></span>"));
    let data = text("data/");
    assert_eq!(data.matches("<code").count(), data.matches("<code lang=\"en\">").count());
    assert!(data.contains("<span lang=\"en\">correction</span>") && !data.contains("<span lang=\"en\">tasks"));
}
