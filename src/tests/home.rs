//! The portal's home: what readers may ask, who finds what, and what is new.

use super::support::Portal;
use crate::site::View;
use crate::site::pages::home::HomePage;

fn home(portal: &Portal) -> HomePage {
    let page = portal.site().pages().into_iter().find(|page| page.address == "/").unwrap();
    let View::Home(view) = page.view else { panic!("no home page") };
    view
}

fn topic(title: &str, order: &str) -> String {
    format!(
        "+++\ntitle = \"{title}\"\nsummary = \"乙\"\n{order}\n[[tasks]]\nplan = \"p\"\nnumber = 1\nwhy = \"丙\"\n+++\n"
    )
}

#[test]
fn questions_lead_to_their_answers() {
    let plans = "plans = [\"p\"]\n";
    let questions = format!("{plans}questions = [\"谁牵头？\", \"R&D\"]\n");
    let questions = home(&Portal::small().edit("portal.toml", plans, &questions)).questions;
    let links: Vec<_> = questions.iter().map(|link| (link.title.as_str(), link.href.as_str())).collect();
    assert_eq!(links, [("谁牵头？", "/search/?q=%E8%B0%81%E7%89%B5%E5%A4%B4%EF%BC%9F"), ("R&D", "/search/?q=R%26D")]);
}

#[test]
fn topics_stand_in_the_editors_order() {
    let portal = Portal::small()
        .file("content/topics/a.md", topic("没有次序", ""))
        .file("content/topics/b.md", topic("第二", "order = 2"))
        .file("content/topics/c.md", topic("第一", "order = 1"));
    let titles = home(&portal).topics.into_iter().map(|topic| topic.title[0].text.clone());
    assert_eq!(titles.collect::<Vec<_>>(), ["第一", "第二", "没有次序"]);
}

#[test]
fn the_newest_facts_stand_with_their_dates() {
    let home = home(&Portal::shipped());
    assert_eq!(home.latest.len(), 3);
    assert!(home.latest.iter().all(|case| case.byline.contains('年')));
}

/// Returns the small portal with so many plans more; every second one is of a place of its own.
fn many(more: u32) -> Portal {
    let mut portal = Portal::small();
    let (plan, source) = (portal.text("seeds/p/plan.toml"), portal.text("seeds/p/source.txt"));
    let mut ids = vec!["\"p\"".to_owned()];
    for at in 1..=more {
        let place =
            if at % 2 == 0 { format!("id = \"p{at}\"\nplace = \"第{at}市\"") } else { format!("id = \"p{at}\"") };
        let own = plan.replacen("id = \"p\"", &place, 1);
        portal = portal.file(&format!("seeds/p{at}/plan.toml"), own);
        portal = portal.file(&format!("seeds/p{at}/source.txt"), &source);
        ids.push(format!("\"p{at}\""));
    }
    portal.edit("portal.toml", "plans = [\"p\"]\n", &format!("plans = [{}]\n", ids.join(", ")))
}

#[test]
fn many_plans_stand_by_their_place() {
    let cards = home(&many(2));
    assert_eq!((cards.plans.len(), cards.newest.len(), cards.places.len()), (3, 0, 0));
    let lists = home(&many(4));
    assert_eq!((lists.plans.len(), lists.newest.len()), (0, 3));
    let hrefs = lists.places.iter().map(|place| place.plans.iter().map(|plan| plan.href.as_str()).collect::<Vec<_>>());
    assert_eq!(hrefs.collect::<Vec<_>>(), [vec!["/p/", "/p1/", "/p3/"], vec!["/p2/"], vec!["/p4/"]]);
    let places: Vec<&str> = lists.places.iter().map(|place| place.place.as_str()).collect();
    assert_eq!(places[1..], ["第2市", "第4市"]);
    let built = many(4).built();
    let page = built.text("public/index.html");
    assert!(page.contains("<h3 id=\"place2\">第2市</h3>") && page.contains("data-fact=\"p4&#x2F;signed\""), "{page}");
}
