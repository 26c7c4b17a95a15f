//! What readers subscribe to: whoever has an older copy learns what was put right.

use std::collections::BTreeMap;

use crate::support::Portal;

const CASE: &str = "+++\ntitle = \"一件事\"\nkind = \"published-fact\"\nplan = \"p\"\ntasks = [1]\npublisher = \"某报\"\n\
                    published = 2031-01-01\nsource_url = \"https://example.com\"\nreviewed = 2031-01-02\n+++\n正文。\n";

/// Returns the calendar's events by their UID, each as name and value.
fn events(portal: &Portal) -> BTreeMap<String, BTreeMap<String, String>> {
    let text = portal.text("public/p/deadlines.ics").replace("\r\n ", "");
    let event = |event: &str| -> BTreeMap<String, String> {
        let lines = event.lines().filter_map(|line| line.split_once(':'));
        lines.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
    };
    let events = text.split("BEGIN:VEVENT\r\n").skip(1).map(event);
    events.map(|event| (event["UID"].clone(), event)).collect()
}

/// Returns what stands in each of a feed's elements of this name.
fn inner(feed: &str, name: &str) -> Vec<String> {
    let (start, end) = (format!("<{name}>"), format!("</{name}>"));
    let ends = feed.split(start.as_str()).skip(1).map(|rest| rest.split(end.as_str()).next().unwrap_or_default());
    ends.map(str::to_owned).collect()
}

#[test]
fn a_deadline_that_is_put_right_replaces_its_event() {
    let record = |portal: &Portal, day| assert!(portal.run(&["new", "edition", "--date", day]).status.success());
    let portal = Portal::small().built();
    record(&portal, "2031-01-01");
    let portal = portal.built();
    let before = events(&portal);
    assert_eq!(
        before.keys().collect::<Vec<_>>(),
        ["1-1", "2-1", "3-1", "4-1", "5-1"].map(|part| format!("p-{part}@policy-portal")).iter().collect::<Vec<_>>()
    );

    // A slip of the text mended: the edition that tells of it raises the number.
    let portal = portal.edit("seeds/p/source.txt", "东区人民政府\t2031年6月", "东区人民政府\t2031年9月").built();
    record(&portal, "2031-02-01");
    let portal = portal.built();
    let mut after = events(&portal);
    let own = after["p-2-1@policy-portal"].clone();
    let told = |event: &BTreeMap<String, String>| {
        ["DTSTART;VALUE=DATE", "SEQUENCE", "LAST-MODIFIED", "DTSTAMP"].map(|name| event[name].clone())
    };
    assert_eq!(told(&before["p-2-1@policy-portal"]), ["20310630", "0", "20300303T000000Z", "20300303T000000Z"]);
    assert_eq!(told(&own), ["20310930", "1", "20310201T000000Z", "20310201T000000Z"]);
    after.insert("p-2-1@policy-portal".to_owned(), before["p-2-1@policy-portal"].clone());
    assert_eq!(after, before);

    // A misprint of the document corrected: the day is another at once, the number with the edition that tells of it.
    let correction =
        "\n[[corrections]]\nlines = [54, 54]\nprinted = \"2031年9月\"\nread = \"2031年8月\"\nreason = \"笔误。\"\n";
    let plan = portal.text("seeds/p/plan.toml") + correction;
    let portal = portal.file("seeds/p/plan.toml", plan).built();
    assert_eq!(told(&events(&portal)["p-2-1@policy-portal"])[..2], ["20310831", "1"]);
    record(&portal, "2031-03-01");
    let portal = portal.built();
    assert_eq!(told(&events(&portal)["p-2-1@policy-portal"])[..2], ["20310831", "2"]);

    // The correction taken back: what was counted stays.
    let portal = portal.edit("seeds/p/plan.toml", correction, "").built();
    assert_eq!(told(&events(&portal)["p-2-1@policy-portal"])[..2], ["20310930", "2"]);
}

#[test]
fn a_deadline_of_one_part_is_put_right_likewise() {
    let record = |portal: &Portal, day| {
        let told = portal.run(&["new", "edition", "--date", day]);
        assert!(told.status.success());
        String::from_utf8(told.stdout).unwrap()
    };
    let part = "公布各图书室的开放时间。\t市教育局\t\t";
    let reading = "[[readings]]\nlines = [58, 58]\nprinted = \"\"\ncolumn = \"deadline\"\nread = \"2030年12月\"\nreason = \"承上一行。\"\n";
    let portal = Portal::small().edit("seeds/p/source.txt", part, &format!("{part}2031年7月"));
    let portal = portal.edit("seeds/p/plan.toml", reading, "").built();
    record(&portal, "2031-01-01");
    let kept = portal.text("content/changes/last-edition.json");

    // A record that an older program wrote says nothing of parts: nothing changed, and from now on they are kept.
    let (before, after) = kept.split_once("\"deadlines\":\"").unwrap();
    let portal = portal.file("content/changes/last-edition.json", format!("{before}{}", &after[14..]));
    assert!(record(&portal, "2031-01-02").contains("没有变化"));
    assert_eq!(portal.text("content/changes/last-edition.json"), kept);

    let portal = portal.edit("seeds/p/source.txt", "2031年7月", "2031年9月").built();
    record(&portal, "2031-02-01");
    let entry = portal.text("content/changes/2031-02-01.toml");
    assert!(entry.contains("kind = \"task\"") && entry.contains("fields = [\"deadline\"]"), "{entry}");
    let events = events(&portal.built());
    let event = &events["p-3-2@policy-portal"];
    assert_eq!([&event["DTSTART;VALUE=DATE"], &event["SEQUENCE"]], ["20310930", "1"]);
    assert_eq!(events["p-3-1@policy-portal"]["DTSTART;VALUE=DATE"], "20301231");
}

#[test]
fn what_a_system_leaves_beside_the_changes_counts_nowhere() {
    let change = "date = 2031-01-01\n\n[[changes]]\nkind = \"task\"\nhow = \"changed\"\nplan = \"p\"\nid = \"2\"\n\
                  title = \"开办社区课堂\"\nfields = [\"deadline\"]\n";
    let portal = Portal::small().file("content/changes/.2031-01-01.toml", change);
    let portal = portal.file("content/changes/~2031-01-01.toml", change).built();
    assert_eq!(events(&portal)["p-2-1@policy-portal"]["SEQUENCE"], "0");
}

#[test]
fn a_case_that_is_put_right_is_new_to_the_feed() {
    let portal = Portal::small().file("content/cases/one.md", CASE).built();
    let updated = |portal: &Portal| inner(&portal.text("public/feed.xml"), "updated");
    let day = |day: &str| format!("{day}T00:00:00+08:00");
    assert_eq!(updated(&portal), [day("2031-01-02"), day("2031-01-02"), day("2030-03-03")]);
    assert_eq!(portal.json("data/cases.json")["cases"][0]["reviewed"], "2031-01-02");
    let schema = portal.json("data/schema/cases.schema.json");
    let required = schema["properties"]["cases"]["items"]["required"].as_array().unwrap();
    assert!(required.contains(&"reviewed".into()), "{required:?}");
    let portal = portal.edit("content/cases/one.md", "reviewed = 2031-01-02", "reviewed = 2031-03-01").built();
    assert_eq!(updated(&portal), [day("2031-03-01"), day("2031-03-01"), day("2030-03-03")]);

    // What an edition tells of counts, too: of the plan, since the text was mended.
    assert!(portal.run(&["new", "edition", "--date", "2031-03-02"]).status.success());
    let portal = portal.edit("seeds/p/source.txt", "开办社区课堂(晚间)。", "开办社区课堂(夜间)。").built();
    assert!(portal.run(&["new", "edition", "--date", "2031-04-01"]).status.success());
    assert_eq!(updated(&portal.built()), [day("2031-04-01"), day("2031-03-01"), day("2031-04-01")]);
}

#[test]
fn no_two_portals_without_an_address_have_entries_of_one_name() {
    let ids = |title: &str, has_case: bool| {
        let portal = Portal::small().edit("portal.toml", "base_url = \"https://example.org\"\n", "");
        let portal = portal.edit("portal.toml", "title = \"试点方案\"", &format!("title = \"{title}\""));
        let portal = if has_case { portal.file("content/cases/one.md", CASE) } else { portal };
        inner(&portal.built().text("public/feed.xml"), "id")
    };
    let (one, other, more) = (ids("试点方案", false), ids("示范方案", false), ids("试点方案", true));
    assert_eq!((one.len(), &one[0], &one[1]), (2, &more[0], &more[2]));
    assert!(one.iter().chain(&more[1..2]).all(|id| !other.contains(id)));

    // Neither does an older plan give others to what was there.
    let portal = Portal::small().edit("portal.toml", "base_url = \"https://example.org\"\n", "");
    let (source, plan) = (portal.text("seeds/p/source.txt"), portal.text("seeds/p/plan.toml"));
    let plan = plan.replacen("id = \"p\"", "id = \"a\"", 1).replace("2030-03-0", "2029-03-0");
    let portal = portal.edit("portal.toml", "[\"p\"]", "[\"p\", \"a\"]").file("content/cases/one.md", CASE);
    let portal = portal
        .file("seeds/a/source.txt", source.replace("2030年3月", "2029年3月"))
        .file("seeds/a/plan.toml", plan)
        .built();
    let with_older = inner(&portal.text("public/feed.xml"), "id");
    assert_eq!(with_older.len(), 4);
    assert!(more.iter().all(|id| with_older.contains(id)), "{more:?} {with_older:?}");
    for id in one.iter().chain(&other).chain(&more) {
        let name = id.strip_prefix("urn:uuid:").unwrap();
        let lengths: Vec<usize> = name.split('-').map(str::len).collect();
        assert_eq!(lengths, [8, 4, 4, 4, 12], "{id}");
        assert!(name.bytes().all(|byte| b"0123456789abcdef-".contains(&byte)), "{id}");
        assert_eq!((&name[14..15], &name[19..20]), ("8", "a"), "{id}");
    }
}
