//! From the agencies that only a plan names to the registry: proposed, added, told.

use crate::support::Portal;

const SOURCE: &str = "某市人民政府办公室关于印发某市便民方案的通知\n\n各区：\n\n现印发给你们。\n\n某市人民政府办公室\n\n2030年1月1日\n\n\
                      某市便民方案\n\n为方便群众，制订本方案。\n\n一、要求\n\n方便群众。\n\n附件\n\n某市任务表\n\n\
                      序号\t主要任务\t牵头单位\t责任单位\n1\t周末照常办理。\t市政务局\t市教育体育局、民政局等单位，各区、县\n";

/// Returns the exit status and what was said on standard output and standard error.
fn run(portal: &Portal, arguments: &[&str]) -> (i32, String, String) {
    let output = portal.run(arguments);
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn with_new_plan(portal: Portal) -> (Portal, String) {
    let portal = portal.file("new.txt", SOURCE);
    let path = portal.path("new.txt");
    let (status, said, _) = run(&portal, &["new", "plan", "mou", "--from", path.as_str()]);
    assert_eq!(status, 0, "{said}");
    (portal, said)
}

const ENTRIES: [&str; 4] = [
    "[[agencies]]\nid = \"mou-shi-zheng-wu-ju\"\nname = \"市政务局\"\nkind = \"municipal\"\nplace = \"某市\"\naliases = []\n",
    "[[agencies]]\nid = \"mou-shi-jiao-yu-ti-yu-ju\"\nname = \"市教育体育局\"\nkind = \"municipal\"\nplace = \"某市\"\naliases = []\n",
    "[[agencies]]\nid = \"mou-shi-min-zheng-ju\"\nname = \"市民政局\"\nkind = \"municipal\"\nplace = \"某市\"\naliases = []\n",
    "[[agencies]]\nid = \"mou-shi-ge-qu-xian\"\nname = \"各区、县\"\nkind = \"group\"\nplace = \"某市\"\naliases = []\nmembers = []\n",
];

#[test]
fn a_new_plan_proposes_its_agencies_and_they_are_added_at_once() {
    let (portal, said) = with_new_plan(Portal::small());
    assert!(said.contains("所在地：某市") && said.contains("policy-portal new agencies mou"), "{said}");
    for entry in ENTRIES {
        assert!(said.contains(entry), "{entry}{said}");
    }
    let before = portal.text("seeds/agencies.toml");
    let unknown = || {
        let found = portal.check().diagnostics;
        found.into_iter().filter(|diagnostic| diagnostic.code.name() == "unknown-agency").count()
    };
    assert_eq!(unknown(), 3, "the group is nobody to be registered");

    let (status, said, _) = run(&portal, &["new", "agencies", "mou"]);
    assert!(status == 0 && ENTRIES.iter().all(|entry| said.contains(entry)), "{said}");
    let after = portal.text("seeds/agencies.toml");
    let added = after.strip_prefix(&before).unwrap();
    assert!(ENTRIES.iter().all(|entry| added.contains(entry)), "{added}");
    assert_eq!(unknown(), 0);

    let (status, said, _) = run(&portal, &["new", "agencies", "mou"]);
    assert!(status == 0 && said.contains("没有要加的"), "{said}");
    assert_eq!(portal.text("seeds/agencies.toml"), after);
}

#[test]
fn names_near_a_new_one_stand_beside_it() {
    let near = "\n[[agencies]]\nid = \"e\"\nname = \"市教育局\"\nkind = \"municipal\"\nplace = \"某市\"";
    let portal = Portal::small();
    let registry = portal.text("seeds/agencies.toml") + near;
    let (portal, said) = with_new_plan(portal.file("seeds/agencies.toml", &registry));
    let told = format!("# 名录里相近的是 市教育局：是同一单位的，删去这一条，把名称加进它的 aliases\n{}", ENTRIES[1]);
    assert!(said.contains(&told), "{said}");
    let (status, ..) = run(&portal, &["new", "agencies", "mou"]);
    // What stood there didn't end its last line.
    assert!(status == 0 && portal.text("seeds/agencies.toml").starts_with(&(registry + "\n\n# 方案 mou ")));
}

#[test]
fn nothing_is_added_where_the_registry_or_the_plan_cannot_be_read() {
    let (portal, _) = with_new_plan(Portal::small());
    let before = portal.text("seeds/agencies.toml");
    let (status, _, said) = run(&portal, &["new", "agencies", "nobody"]);
    assert!(status == 1 && said.contains("unknown-plan") && said.contains("mou"), "{said}");
    assert_eq!(portal.text("seeds/agencies.toml"), before);
    for broken in ["[[agencies]\n", "agencies = []\n"] {
        let portal = Portal::small().file("seeds/agencies.toml", broken);
        let (portal, _) = with_new_plan(portal);
        let (status, _, said) = run(&portal, &["new", "agencies", "mou"]);
        assert!(status == 1 && said.contains("seeds/agencies.toml"), "{said}");
        assert_eq!(portal.text("seeds/agencies.toml"), broken);
    }
}
