//! Deadlines as the genre prints them, the whole way: a plan with one task for each form, built by Zola.

use scraper::{Html, Selector};
use serde_json::{Value, json};

use crate::support::Portal;

/// Task, what the data have, how it is called.
const DATED: [(u32, &str, &str); 7] = [
    (1, "2031-09-30", "2031年9月30日"),
    (7, "2031-12", "2031年12月"),
    (9, "2032-06", "2032年6月"),
    (3, "2032-12", "2032年12月"),
    (6, "2032-36", "2032年第四季度"),
    (4, "2033", "2033年"),
    (2, "2031/2033", "2031—2033年"),
];

const UNDATED: [(u32, &str); 5] =
    [(5, "长期坚持"), (8, "持续推进"), (10, "6月底前"), (11, "每年12月"), (12, "行动期内")];

fn province() -> &'static Portal {
    static PORTAL: std::sync::OnceLock<Portal> = std::sync::OnceLock::new();
    PORTAL.get_or_init(|| Portal::of("tests/fixtures/portals/province").built())
}

fn page(portal: &Portal, path: &str) -> String {
    portal.text(&format!("public/forest-2031/{path}index.html"))
}

fn in_address(deadline: &str) -> String {
    deadline.replace('/', "-to-")
}

/// Returns the deadline that a task's head states: the attribute's, and its words.
fn stated(page: &str) -> (String, String) {
    let page = Html::parse_document(page);
    let due = page.select(&Selector::parse("dl.facts [data-due]").unwrap()).next().unwrap();
    (due.attr("data-due").unwrap().to_owned(), due.text().collect())
}

fn printed(number: u32) -> String {
    let tasks = province().json("forest-2031/data/tasks.json");
    tasks["tasks"][number as usize - 1]["parts"][0]["printed"]["deadline"].as_str().unwrap().to_owned()
}

/// Checks that the texts stand in this order.
fn assert_order(page: &str, texts: &[String]) {
    let mut rest = page;
    for text in texts {
        let at = rest.find(text).unwrap_or_else(|| panic!("{text} is missing, or not in order"));
        rest = &rest[at + text.len()..];
    }
}

#[test]
fn data_are_as_precise_as_the_text() {
    let data = province().json("forest-2031/data/tasks.json");
    let task = |number: u32| data["tasks"][number as usize - 1].clone();
    for (number, deadline, _) in DATED {
        assert_eq!(
            (&task(number)["deadline"], &task(number)["parts"][0]["deadline"]),
            (&json!(deadline), &json!(deadline))
        );
    }
    for (number, words) in UNDATED {
        assert_eq!(task(number)["deadline"], Value::Null);
        assert_eq!(task(number)["parts"][0]["printed"]["deadline"], words);
    }
    let table = province().text("public/forest-2031/data/tasks.csv");
    assert!(table.contains(",'2031/2033,") && table.contains(",'2032-36,") && table.contains(",长期坚持,"));
}

#[test]
fn every_date_has_a_page_and_stands_in_order_and_what_has_none_follows_under_its_own_words() {
    // Where a line may end is no word.
    let list = page(province(), "deadlines/").replace("<wbr aria-hidden=\"true\">", "");
    let links = DATED
        .map(|(_, deadline, words)| format!("<a href=\"/forest-2031/deadlines/{}/\">{words}", in_address(deadline)));
    let headings = UNDATED.map(|(_, words)| format!(">{words} <small>"));
    assert_order(&list, &[&links[..], &headings[..]].concat());
    for (number, deadline, words) in DATED {
        let own = page(province(), &format!("deadlines/{}/", in_address(deadline)));
        assert!(own.contains(&format!("<title>时限为{words}的任务 · ")), "{words}");
        assert!(own.contains(&format!("/forest-2031/tasks/{number}/")), "{words}");
        let task = page(province(), &format!("tasks/{number}/"));
        let printed = printed(number);
        assert_eq!(stated(&task), (in_address(deadline), printed), "{words}");
    }
    for (number, words) in UNDATED {
        let task = page(province(), &format!("tasks/{number}/"));
        assert_eq!(stated(&task), (String::new(), words.to_owned()));
        assert!(task.contains(&format!("完成时间：{words}。")), "{words}");
    }
    let pages = fs_err::read_dir(province().path("public/forest-2031/deadlines").as_std_path()).unwrap();
    assert_eq!(pages.filter(|entry| entry.as_ref().unwrap().path().is_dir()).count(), DATED.len());
}

#[test]
fn the_overview_counts_what_has_no_date() {
    let counted = "<span data-count=\"/forest-2031/tasks/#undated\">";
    let undated = format!("没有日期 {counted}{}项</span>。", UNDATED.len());
    assert!(page(province(), "").contains(&undated) && !page(province(), "domains/").contains(&undated));
    assert!(!province().text("public/forest-2031/tasks/index.html").contains("没有日期"));
}

#[test]
fn the_list_filters_by_address() {
    let list = page(province(), "tasks/");
    for (number, deadline, words) in DATED {
        let id = in_address(deadline);
        assert!(list.contains(&format!("name=\"deadline\" value=\"{id}\"")), "{words}");
        let row = list.split("<tbody data-task=").nth(number as usize).unwrap();
        assert!(row.contains(&format!("data-deadline=\"{id}\"")), "{words}");
    }
    assert_eq!(list.matches("data-deadline=\"\"").count(), UNDATED.len());
}

#[test]
fn a_task_whose_parts_fall_due_at_different_times_is_found_by_each() {
    let reading = "[[readings]]\nlines = [67, 67]\nprinted = \"\"\ncolumn = \"deadline\"\nread = \"2032年12月\"\nreason = \"承上一行。\"\n";
    let portal = Portal::of("tests/fixtures/portals/province")
        .edit("seeds/forest-2031/source.txt", "工布一次。\t省农业农村厅\t\t", "工布一次。\t省农业农村厅\t\t2033年6月")
        .edit("seeds/forest-2031/plan.toml", reading, "")
        .built();
    let task = portal.json("forest-2031/data/tasks.json")["tasks"][2].clone();
    assert_eq!((&task["deadline"], &task["parts"][1]["deadline"]), (&Value::Null, &json!("2033-06")));
    assert!(page(&portal, "tasks/").contains("data-deadline=\"2032-12 2033-06\""));
    assert!(
        page(&portal, "tasks/3/")
            .contains("<dt>完成时间</dt><dd><span data-due=\"\">2032年12月；2033年6月</span></dd>")
    );
    for deadline in ["2032-12", "2033-06"] {
        assert!(page(&portal, &format!("deadlines/{deadline}/")).contains("/forest-2031/tasks/3/"), "{deadline}");
    }
}

#[test]
fn a_period_has_passed_after_its_last_day() {
    let passed = |portal: &Portal| {
        let list = page(portal, "deadlines/");
        let rows = DATED.map(|(_, _, words)| list.contains(&format!("{words} <small data-passed=\"")));
        rows.iter().take_while(|passed| **passed).count() * usize::from(rows.is_sorted_by(|a, b| a >= b))
    };
    assert_eq!(passed(province()), 2, "as of 2032-01-10");
    let on_the_day = |day: &str| {
        let portal = Portal::of("tests/fixtures/portals/province");
        portal.edit("portal.toml", "as_of = 2032-01-10", &format!("as_of = {day}")).built()
    };
    assert_eq!(passed(&on_the_day("2032-12-31")), 3);
    assert_eq!(passed(&on_the_day("2033-01-01")), 5);
}

#[test]
fn the_calendar_has_the_last_day_and_says_when_that_is_not_printed() {
    let text = province().text("public/forest-2031/deadlines.ics").replace("\r\n ", "");
    let events: Vec<&str> = text.split("BEGIN:VEVENT").skip(1).collect();
    assert_eq!(events.len(), DATED.len());
    for (number, day, why) in [
        (1, "20310930", "日期照文件所写"),
        (2, "20331231", "几年之间"),
        (3, "20321231", "只写到月份"),
        (4, "20331231", "只写到年份"),
        (6, "20321231", "只写到季度"),
    ] {
        let event = events.iter().find(|event| event.contains(&format!("SUMMARY:时限：第{number}项"))).unwrap();
        assert!(event.contains(&format!("DTSTART;VALUE=DATE:{day}\r\n")) && event.contains(why), "{event}");
    }
}
