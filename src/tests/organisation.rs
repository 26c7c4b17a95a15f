//! The page of the document's own frame: its words, and what became public in each quarter and year.

use super::support::Portal;
use crate::site::View;
use crate::site::pages::organisation::OrganisationPage;

fn organisation(portal: &Portal) -> OrganisationPage {
    let pages = portal.site().pages();
    pages.into_iter().find_map(|page| if let View::Organisation(view) = page.view { Some(view) } else { None }).unwrap()
}

#[test]
fn the_shipped_plan_has_one_seven_two_and_more() {
    let view = organisation(&Portal::shipped());
    let groups: Vec<usize> = view.tiers.iter().map(|tier| tier.groups.len()).collect();
    assert_eq!(groups, [0, 0, 7, 2, 0]);
    assert_eq!((view.tiers[0].members, view.tiers[1].members), (57, 0));
    // Of the agencies whose names stand inside one another the longest is meant.
    let named: Vec<&str> = view.tiers[1].agencies.iter().map(|agency| agency.title.as_str()).collect();
    assert_eq!(named, ["市商务局"]);
    let tasks: usize = view.tiers.iter().flat_map(|tier| &tier.groups).map(|group| group.tasks.count).sum();
    assert_eq!(tasks, 90);
    assert!(view.tiers.iter().flat_map(|tier| &tier.groups).all(|group| !group.lead.is_empty()));
}

#[test]
fn every_quarter_up_to_the_day_is_there_and_no_material_is_lost() {
    let view = organisation(&Portal::shipped());
    let quarters: Vec<(u16, usize)> = view.ledger.years.iter().map(|year| (year.year, year.quarters.len())).collect();
    assert_eq!(quarters, [(2026, 4), (2025, 4), (2024, 4), (2023, 2)]);
    let dated = view.ledger.years.iter().flat_map(|year| &year.quarters).flat_map(|quarter| &quarter.materials);
    let years: usize = view.ledger.years.iter().map(|year| year.count).sum();
    assert_eq!(dated.count(), years);
    assert_eq!(years + view.ledger.before.len(), Portal::shipped().site().content.cases.len());
}

#[test]
fn a_plan_that_records_none_has_no_such_page() {
    let site = Portal::of("tests/fixtures/portals/province").site();
    assert!(site.pages().iter().all(|page| !page.address.contains("/organisation/")));
}
