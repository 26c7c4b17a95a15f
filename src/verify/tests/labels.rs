//! What pages call things and count: the shipped theme's are held against the data, other words are free.

use super::altered::facts;
use super::fixture::SiteFixture;
use crate::tests::support::{Portal, shipped};

const PAGE: &str = "wuhan-2023/agencies/commerce/index.html";

/// Returns a site of one page of the shipped plan, changed.
fn site(page: &str, change: impl FnOnce(&str) -> String) -> SiteFixture {
    facts().file(page, &shipped().text(&format!("public/{page}"))).edit(page, change)
}

/// Returns what is said of facts of the page.
fn told(site: &SiteFixture, page: &str) -> Vec<String> {
    let name = format!("wrong-fact public/{page}:");
    site.diagnostics().into_iter().filter(|told| told.starts_with(&name)).collect()
}

#[test]
fn words_beside_the_text_are_what_the_tasks_say() {
    let task = "wuhan-2023/tasks/7/index.html";
    for (page, from, to) in [
        (task, "证券化</h1>", "证券</h1>"),
        (task, "<meta property=\"og:title\" content=\"第7项", "<meta property=\"og:title\" content=\"第8项"),
        (task, "<title>第7项", "<title>第8项"),
        (task, "\"position\":4,\"name\":\"第7项", "\"position\":4,\"name\":\"第8项"),
        (task, "一、推动科教领域开放</a>", "二、推动科教领域开放</a>"),
        (
            "wuhan-2023/deadlines/2023-12/index.html",
            "\"ColumnName\" content=\"时限为2023",
            "\"ColumnName\" content=\"时限为4023",
        ),
        (PAGE, "data-count=\"#lead\">", "data-count=\"#lead\">1"),
        (PAGE, "<h1>市商务局", "<h1>市商务厅"),
        ("wuhan-2023/policy/index.html", "<span>原文换页", "<span>不得"),
        ("wuhan-2023/policy/index.html", "校勘记校2\"", "校勘记校3\""),
        (task, "data-copy=\"《武汉市服务业", "data-copy=\"《武汉市制造业"),
        // Facts, names beside choices, drawings and what they draw.
        ("wuhan-2023/index.html", "signed\">2023年8月21日", "signed\">2023年8月22日"),
        ("wuhan-2023/index.html", "/least\">", "/least\">1"),
        ("wuhan-2023/errata/index.html", "/l154/printed\"", "/l199/printed\""),
        ("wuhan-2023/tasks/index.html", "/finance/\">推动金融服务", "/finance/\">推动保险服务"),
        ("wuhan-2023/tasks/index.html", "value=\"finance\"", "value=\"health\""),
        ("wuhan-2023/domains/index.html", "<path d=\"M9 9h", "<path d=\"M9 9h1"),
        ("wuhan-2023/index.html", "<rect width=\"", "<rect width=\"1"),
        ("wuhan-2023/index.html", "#lead\">推动", "#lead\">推进"),
    ] {
        let found = told(&site(page, |html| html.replacen(from, to, 1)), page);
        assert!(!found.is_empty(), "{page}: {from} → {to}");
    }
}

#[test]
fn a_theme_that_promises_nothing_is_free_in_its_words() {
    let reworded = |html: &str| {
        html.replace("<h1>市商务局", "<h1>单位详情").replace("\"og:title\" content=\"", "\"og:title\" content=\"关于")
    };
    let promises = site(PAGE, reworded);
    assert!(!told(&promises, PAGE).is_empty());
    let of_a_template = promises.write("theme/templates/agency.html", b"");
    assert_eq!(told(&of_a_template, PAGE), [""; 0]);
    let counted = shipped().text(&format!("public/{PAGE}")).matches(" data-count=").count();
    assert!(counted > 5, "{counted}");
    let unmarked = site(PAGE, |html| {
        reworded(html).replace(" data-named", "").replace(" data-count=", " data-other=").replace("牵头 <b", "牵头 9<b")
    });
    assert_eq!(told(&unmarked, PAGE), [""; 0]);
}

#[test]
fn words_of_the_portal_may_hold_numbers() {
    let reworded = |html: &str| html.replace("项</small>", "项（共84项）</small>");
    let words = "[theme]\nn_tasks = \"{n}项（共84项）\"\n";
    let site = site(PAGE, reworded);
    assert!(!told(&site, PAGE).is_empty());
    assert_eq!(told(&site.write("content/words.toml", words.as_bytes()), PAGE), [""; 0]);
}

#[test]
fn words_of_the_portal_may_hold_numbers_and_agencies_beside_a_task() {
    let asked = "本站没有收录，请打12345热线或者问市商务局。";
    let words = format!("[theme]\nno_contacts = \"{asked}\"\n");
    let page = "wuhan-2023/tasks/1/index.html";
    let reworded = || site(page, |html| html.replace("本站也还没有查到。", asked));
    assert!(!told(&reworded(), page).is_empty());
    assert_eq!(told(&reworded().write("content/words.toml", words.as_bytes()), page), [""; 0]);
    let other = words.replace("12345", "12346");
    assert!(!told(&reworded().write("content/words.toml", other.as_bytes()), page).is_empty());
}

#[test]
fn a_portal_may_call_values_otherwise() {
    let words = "[site]\ncard_signed = \"签署日期\"\ncsv_lead = \"谁来牵头\"\nday = \"{year}.{month}.{day}\"\n\
        kind_reading = \"如何理解\"\n[theme]\nleads = \"领衔\"\nname = \"名字\"\npassed = \"已到期\"\n\
        passed_means = \"早于{date}。\"\nat_least = \"起码\"\nours = \"编者\"\n";
    let portal = Portal::small().file("content/words.toml", words).built();
    assert!(portal.text("public/p/index.html").contains("<dt>签署日期</dt>"));
    assert!(portal.text("public/p/data/tasks.csv").contains(",谁来牵头,"));
}

#[test]
fn a_deadline_is_called_by_what_the_document_prints() {
    let portal = Portal::small();
    let source = portal.text("seeds/p/source.txt");
    for printed in ["2031年1—6月", "2030年12月至2031年6月"] {
        let ranging = source.replace("\t2031年6月", &format!("\t{printed}"));
        assert_ne!(ranging, source);
        let portal = Portal::small().file("seeds/p/source.txt", &ranging).built();
        assert!(portal.text("public/p/deadlines/2031-06/index.html").contains("<h1>"), "{printed}");
    }
}

#[test]
fn labels_of_one_character_are_numbers_everywhere() {
    let source = Portal::small().text("seeds/p/source.txt");
    for [first, second, one, two] in
        [["㈠", "㈡", "⒈", "⒉"], ["(一)", "(二)", "⑴", "⑵"], ["（一）", "（二）", "①", "②"]]
    {
        let labelled = source
            .replace("(一)改进服务。增加", &format!("{first}改进服务。增加"))
            .replace("(二)加强保障。", &format!("{second}加强保障。"))
            .replace("1.增加服务内容。", &format!("{one}增加服务内容。"))
            .replace("2.延长服务时间。", &format!("{two}延长服务时间。"));
        let portal = Portal::small().file("seeds/p/source.txt", &labelled).built();
        let text = portal.text("public/p/policy/index.html");
        for label in [first, second, one, two] {
            assert!(text.contains(label), "{label}");
        }
    }
}

#[test]
fn a_home_of_several_plans_lists_each_once() {
    let portal = Portal::small();
    let (source, plan) = (portal.text("seeds/p/source.txt"), portal.text("seeds/p/plan.toml"));
    let two = portal.text("portal.toml").replace("plans = [\"p\"]", "plans = [\"p\", \"q\"]");
    let portal = Portal::small()
        .file("seeds/q/source.txt", &source)
        .file("seeds/q/plan.toml", plan.replace("id = \"p\"", "id = \"q\""))
        .file("portal.toml", &two)
        .built();
    let site = || SiteFixture::copy_of(portal.root(), &portal.path("public"));
    assert_eq!(told(&site(), "index.html"), [""; 0]);
    for (from, to) in [("<h2><a href=\"/q/\">", "<h2><a href=\"/p/\">"), ("<h2><a href=\"/q/\">", "<h2><a>")] {
        let altered = site().edit("index.html", |html| html.replacen(from, to, 1));
        assert!(!told(&altered, "index.html").is_empty(), "{from} → {to}");
    }
}

#[test]
fn how_tasks_stand_is_what_the_data_says() {
    let rows = "计划,任务,状态,日期,来源,说明\np,1,已完成,2024-06,市一局,首单已发行\np,2,推进中,2024,市二局,\n";
    let portal = Portal::small().file("content/progress.csv", rows).built();
    let site = || SiteFixture::copy_of(portal.root(), &portal.path("public"));
    for (page, from, to) in [
        ("p/tasks/1/index.html", "/state\">已完成", "/state\">已延期"),
        ("p/tasks/1/index.html", "/date\">2024年6月", "/date\">2024年9月"),
        ("p/tasks/1/index.html", "/note\">首单已发行", "/note\">首单未发行"),
        ("p/tasks/1/index.html", "/source\">市一局", "/source\">市二局"),
        ("index.html", "#已完成\">已完成", "#已完成\">推进中"),
        ("index.html", "#推进中\">推进中 <b>1项", "#推进中\">推进中 <b>2项"),
        ("cases/index.html", "/p/tasks/2/\">2 ", "/p/tasks/1/\">1 "),
    ] {
        assert_eq!(told(&site(), page), [""; 0]);
        let altered = site().edit(page, |html| html.replacen(from, to, 1));
        assert!(!told(&altered, page).is_empty(), "{page}: {from} → {to}");
    }
}

#[test]
fn templates_of_a_portals_own_need_not_tell_of_topics() {
    let theme = crate::tests::support::repository().join("themes/portal/templates/topic.html");
    let template = fs_err::read_to_string(theme.as_std_path()).unwrap();
    let before = template.replace(" data-lists=\"#tasks\"", "").replace(" data-count=\"#tasks\"", "");
    assert_ne!(before, template);
    let topic = "+++\ntitle = \"商户……\"\nsummary = \"开店的人。\"\n\n[[tasks]]\nplan = \"p\"\nnumber = 1\nwhy = \"说到商户。\"\n+++\n";
    let portal = || Portal::small().file("content/topics/shops.md", topic);
    assert!(portal().built().path("public/topics/shops/index.html").exists());
    assert!(portal().file("theme/templates/topic.html", &before).built().path("public/topics/index.html").exists());
}

#[test]
fn a_table_may_have_columns_without_a_header() {
    let portal = Portal::small();
    let source = portal.text("seeds/p/source.txt");
    let table = "\n\t2025年\t2030年\n增加值\t\t5000\n企业\t10\t\n";
    let portal = portal.file("seeds/p/source.txt", source.trim_end().to_owned() + "\n" + table);
    let built = portal.build();
    let told: Vec<_> = built.diagnostics.iter().map(|told| (told.code.name(), told.message.as_str())).collect();
    assert!(!told.iter().any(|(code, _)| *code == "wrong-fact"), "{told:?}");
}
