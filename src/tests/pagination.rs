//! Lists that grow with the portal go on at `…/page/2/`.

use super::support::Portal;

/// Returns the small portal with so many published facts.
fn with_facts(count: usize) -> Portal {
    (1..=count).fold(Portal::small(), |portal, at| {
        let fact = format!(
            "+++\ntitle = \"事实{at}\"\nkind = \"published-fact\"\nplan = \"p\"\ntasks = [1]\nevent_date = 2030-07-10\n\
             publisher = \"某报\"\npublished = 2030-07-10\nsource_url = \"https://example.com/{at}\"\nsummary = \"甲\"\nreviewed = 2030-08-01\n+++\n\n正文。\n"
        );
        portal.file(&format!("content/cases/f{at}.md"), fact)
    })
}

#[test]
fn cases_past_a_hundred_stand_on_further_pages() {
    let portal = with_facts(101).built();
    let (first, second) = (portal.text("public/cases/index.html"), portal.text("public/cases/page/2/index.html"));
    let titles = |page: &str| page.matches("<a href=\"/cases/f").count();
    assert_eq!((titles(&first), titles(&second)), (100, 1));
    assert!(first.contains("<li><a href=\"/cases/page/2/\">2</a></li>"), "the way to the second");
    assert!(second.contains("<li><a href=\"/cases/page/2/\" aria-current=\"page\">2</a></li>"));
    assert!(second.contains("，第2页</title>") || second.contains("，第2页 · "), "titles differ");
    assert!(!second.contains("id=\"progress\""), "what is no entry stands on the first page alone");
}

#[test]
fn editions_past_a_hundred_changes_stand_on_further_pages() {
    let edition = |day: u32| {
        let change = |at: u32| {
            format!(
                "[[changes]]\nkind = \"task\"\nhow = \"changed\"\nplan = \"p\"\nid = \"{at}\"\ntitle = \"改过名的任务{at}，2030年\"\n"
            )
        };
        format!("date = 2030-08-{day:02}\n{}", (1..=60).map(change).collect::<String>())
    };
    let portal = (1..=3).fold(Portal::small(), |portal, day| {
        portal.file(&format!("content/changes/2030-08-{day:02}.toml"), edition(day))
    });
    let built = portal.built();
    let feed = built.text("public/changes/feed.xml");
    assert!(feed.contains("/changes/#e2030-08-03") && feed.contains("/changes/page/3/#e2030-08-01"), "{feed}");
    let addresses: Vec<String> = built.site().pages().into_iter().map(|page| page.address).collect();
    let of_changes = addresses.iter().filter(|address| address.starts_with("/changes/"));
    assert_eq!(of_changes.collect::<Vec<_>>(), ["/changes/", "/changes/page/2/", "/changes/page/3/"]);
}
