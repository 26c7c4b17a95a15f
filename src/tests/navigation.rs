//! The ways from a page: to what most readers come for, and to everything there is.

use super::support::Portal;

/// Titles in a list, and those of them that are marked as the page's own section.
type Titles = (Vec<String>, Vec<String>);

/// Returns what leads from a page: in the header, to the plan's sections, to the portal's.
fn ways(portal: &Portal, address: &str) -> [Titles; 3] {
    let page = portal.site().pages().into_iter().find(|page| page.address == address).unwrap();
    let navigation = page.frame.navigation;
    [navigation.main, navigation.plan, navigation.portal].map(|entries| {
        let current = entries.iter().filter(|entry| entry.current).map(|entry| entry.title.clone()).collect();
        (entries.into_iter().map(|entry| entry.title).collect(), current)
    })
}

#[test]
fn the_header_leads_where_most_readers_go_and_the_menu_everywhere() {
    let portal = Portal::shipped();
    let [main, plan, own] = ways(&portal, "/");
    assert_eq!(main.0, ["与我有关", "试点任务", "政策全文", "单位", "案例与进展"]);
    assert_eq!(
        plan.0,
        ["方案总览", "政策全文", "试点任务", "领域与平台", "单位", "时限", "组织架构", "工作专班", "校勘记"]
    );
    assert!(own.0.contains(&"我的措施".to_owned()));
    assert!([main.1, plan.1, own.1].concat().is_empty());
    // What a page belongs to is marked in each list that holds it.
    for (address, section, lists) in [
        ("/wuhan-2023/tasks/7/", "试点任务", [1, 1, 0]),
        ("/wuhan-2023/errata/", "校勘记", [0, 1, 0]),
        ("/cases/guanggu-ip-abs-2024/", "案例与进展", [1, 0, 1]),
    ] {
        let ways = ways(&portal, address);
        assert_eq!(ways.clone().map(|(_, current)| current.len()), lists, "{address}");
        assert!(ways.iter().flat_map(|(_, current)| current).all(|title| title == section), "{address}");
    }
}

#[test]
fn nothing_leads_to_what_a_portal_has_not_got() {
    // Neither topics nor cases; tasks are called what the plan calls them.
    let [main, _, own] = ways(&Portal::of("tests/fixtures/portals/province"), "/");
    assert_eq!(main.0, ["重点工作", "政策全文", "单位"]);
    assert!(!own.0.contains(&"案例与进展".to_owned()));
}
