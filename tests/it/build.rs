//! The program from the outside: what it writes, what it leaves alone, how it ends.

use std::process::Output;

use scraper::{Html, Selector};
use serde_json::Value;

use crate::program::program;
use crate::support::{Portal, files, repository, shipped, temporary, zolas};

fn status(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// Names right under the portal's folder.
fn names(portal: &Portal) -> Vec<String> {
    let entries = portal.root().read_dir_utf8().unwrap();
    let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().to_owned()).collect();
    names.sort();
    names
}

#[test]
fn builds_are_byte_identical_whatever_surrounds_them() {
    // Copied in another order, so that folders list their files in another one.
    let (_guard, folder) = temporary();
    let root = folder.join("另一个 folder");
    for name in ["themes", "seeds", "content", "portal.toml"] {
        let mut paths: Vec<_> =
            files(shipped().root()).into_iter().filter(|(path, _)| path.starts_with(name)).collect();
        paths.reverse();
        for (path, bytes) in paths {
            let path = root.join(path);
            fs_err::create_dir_all(path.parent().unwrap().as_std_path()).unwrap();
            fs_err::write(path.as_std_path(), bytes).unwrap();
        }
    }
    let expected = files(&shipped().path("public"));
    for zola in zolas() {
        let output = program()
            .args(["build", "--root", "另一个 folder", "--out", "out"])
            .current_dir(folder.as_std_path())
            .envs([("TZ", "Pacific/Kiritimati"), ("LANG", "tr_TR.UTF-8"), ("LC_ALL", "C"), ("HOME", "/nowhere")])
            .env("ZOLA", zola.program())
            .output()
            .unwrap();
        assert_eq!(status(&output), 0, "{}", stderr(&output));
        let found = files(&folder.join("out"));
        let differing: Vec<_> = expected.iter().filter(|(path, bytes)| found.get(*path) != Some(bytes)).collect();
        let differing: Vec<_> = differing.iter().map(|(path, _)| path).collect();
        assert!(differing.is_empty() && found.len() == expected.len(), "{} {differing:?}", zola.version());
        assert!(!root.join("public").exists(), "--out is relative to the current folder");
    }
}

#[test]
fn a_failed_build_leaves_the_published_site() {
    let portal = Portal::small().built();
    let before = files(&portal.path("public"));
    // An error of the input, a theme that Zola rejects, a theme that loses a sentence.
    let template = "themes/portal/templates/task.html";
    let whole = portal.text(template);
    let broken = portal.edit("seeds/p/source.txt", "\t2\t", "\t7\t");
    let output = broken.run(&["build"]);
    assert_eq!((status(&output), names(&broken).len()), (1, 6), "{}", stderr(&output));
    assert!(stderr(&output).contains("seeds/p/source.txt:54:2"), "{}", stderr(&output));
    let broken = broken.edit("seeds/p/source.txt", "\t7\t", "\t2\t").file(template, "{% if %}");
    let output = broken.run(&["build"]);
    assert_eq!(status(&output), 1, "{}", stderr(&output));
    assert!(stderr(&output).contains("zola-rejected"), "{}", stderr(&output));
    let broken = broken.file(template, "{% extends \"base.html\" %}");
    let output = broken.run(&["build"]);
    assert_eq!(status(&output), 1, "{}", stderr(&output));
    assert_eq!(files(&broken.path("public")), before);
    assert_eq!(names(&broken), ["content", "portal.toml", "public", "seeds", "target", "themes"]);
    let mended = broken.file(template, whole);
    assert_eq!(status(&mended.run(&["build"])), 0);
    assert_eq!(files(&mended.path("public")), before);
}

/// A site that nobody but its maker could read stays so on a server until it is made anew.
#[cfg(unix)]
#[test]
fn files_of_an_earlier_build_get_the_rights_that_new_ones_have() {
    use std::os::unix::fs::PermissionsExt as _;
    let portal = Portal::small().built();
    let rights = |file: &str| portal.path(file).metadata().unwrap().permissions().mode();
    let (page, new) = ("public/p/tasks/1/index.html", rights("public/edition.json"));
    for file in [page, "public/edition.json", "public/index.html"] {
        let own_only = std::fs::Permissions::from_mode(0o600);
        fs_err::set_permissions(portal.path(file).as_std_path(), own_only).unwrap();
    }
    assert_eq!(status(&portal.run(&["build"])), 0);
    for file in [page, "public/edition.json", "public/index.html"] {
        assert_eq!(rights(file), new, "{file}");
    }
}

/// A Zola that says what it is and then never ends: the build that waits for it is killed.
#[cfg(unix)]
#[test]
fn what_a_killed_build_leaves_the_next_one_clears() {
    use std::os::unix::fs::PermissionsExt as _;
    let portal = Portal::small().built();
    let before = files(&portal.path("public"));
    let program = portal.path("endless");
    let script = "#!/bin/sh\n[ \"$1\" = --version ] && { echo zola 0.22.0; exit; }\necho $$ > started.new\nmv started.new started\nexec sleep 600\n";
    fs_err::write(program.as_std_path(), script.replace("started", portal.path("started").as_str())).unwrap();
    fs_err::set_permissions(program.as_std_path(), std::fs::Permissions::from_mode(0o755)).unwrap();
    let mut child = portal.command(&["build", "--zola", program.as_str()]).spawn().unwrap();
    while !portal.path("started").exists() {
        assert!(child.try_wait().unwrap().is_none(), "the build ended by itself");
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    #[cfg(target_os = "linux")]
    wait_for_the_end_of(portal.text("started").trim());
    assert_eq!(files(&portal.path("public")), before);
    let left: Vec<String> = names(&portal).into_iter().filter(|name| name.starts_with(".public")).collect();
    assert_eq!(left.len(), 1, "{left:?}");
    let portal = portal.without("endless").without("started").built();
    assert_eq!(files(&portal.path("public")), before);
    assert_eq!(names(&portal), ["content", "portal.toml", "public", "seeds", "target", "themes"]);
}

/// Waits until a process has ended; nobody need have asked how.
#[cfg(target_os = "linux")]
fn wait_for_the_end_of(process: &str) {
    let file = format!("/proc/{process}/stat");
    let runs = || std::fs::read_to_string(&file).is_ok_and(|stat| !stat.contains(") Z "));
    for _ in 0..2000 {
        if !runs() {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    panic!("Zola outlives the build that started it");
}

#[test]
fn a_folder_that_is_no_edition_is_not_replaced() {
    let portal = Portal::small().file("mine/letter.txt", "dear");
    let out = portal.path("mine");
    let output = portal.run(&["build", "--out", out.as_str()]);
    assert_eq!(status(&output), 2, "{}", stderr(&output));
    assert_eq!(portal.text("mine/letter.txt"), "dear");
    assert!(stderr(&output).contains("--force"), "{}", stderr(&output));
    // What is read is never replaced, whatever is said.
    for input in ["seeds", "content", ".", "themes/portal", "theme"] {
        let output = portal.run(&["build", "--force", "--out", portal.path(input).as_str()]);
        assert_eq!(status(&output), 2, "{input}: {}", stderr(&output));
    }
    let output = portal.run(&["build", "--force", "--out", out.as_str()]);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    assert!(!out.join("letter.txt").exists() && out.join("p/index.html").is_file());
    // Now it is one.
    let output = portal.run(&["build", "--out", out.as_str()]);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
}

#[test]
fn json_diagnostics_have_exactly_their_keys_one_object_a_line() {
    let portal = Portal::small().edit("seeds/p/source.txt", "节约\n经费", "节省\n经费").edit(
        "portal.toml",
        "\"p\"]",
        "\"p\", \"q\"]",
    );
    let output = portal.run(&["check", "--format", "json"]);
    assert_eq!((status(&output), stderr(&output).as_str()), (1, ""));
    let told = stdout(&output);
    let lines: Vec<&str> = told.lines().collect();
    assert!(lines.len() >= 2, "{told}");
    for line in lines {
        let diagnostic: Value = serde_json::from_str(line).unwrap();
        let keys: Vec<&String> = diagnostic.as_object().unwrap().keys().collect();
        let expected = "severity code message file line column end_line end_column text hint";
        assert_eq!(keys, expected.split(' ').collect::<Vec<_>>());
        assert!(["error", "warning", "note"].contains(&diagnostic["severity"].as_str().unwrap()));
        assert!(["line", "column", "end_line", "end_column"].iter().all(|key| diagnostic[*key].as_u64() >= Some(1)));
    }
    // What spans lines is one line of JSON.
    let entry = told.lines().find(|line| line.contains("entry-not-found")).unwrap();
    let entry: Value = serde_json::from_str(entry).unwrap();
    assert_eq!((entry["line"].as_u64(), entry["end_line"].as_u64()), (Some(23), Some(24)));
    assert!(entry["text"].as_str().unwrap().contains('\n'));
    // Where nothing is wrong there are at most notes; a human is told.
    let fine = Portal::small();
    assert_eq!(wrong(&fine.run(&["check", "--format", "json"])), [""; 0]);
    assert!(stdout(&fine.run(&["check"])).contains("0 个错误"));
    assert!(stderr(&portal.run(&["check"])).contains("seeds/p/source.txt:23:1"));
}

#[test]
fn exit_codes() {
    let portal = Portal::small();
    let before = files(portal.root());
    assert_eq!(status(&portal.run(&["check"])), 0);
    assert_eq!(files(portal.root()), before, "check writes nothing");
    let warned = Portal::small().edit("seeds/p/source.txt", "2031年6月\n\n类别", "2031年\n\n类别");
    let output = warned.run(&["check"]);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    assert!(stderr(&output).contains("deadline-without-month"), "{}", stderr(&output));
    for (expected, arguments) in [
        (1, &["verify"] as &[&str]),
        (1, &["verify", "seeds"]),
        (2, &["build", "--zola", "nowhere/zola"]),
        (2, &["check", "--colour"]),
        (2, &["check", "--format", "xml"]),
        (2, &["build", "--as-of", "2026-02-30"]),
        (2, &["build", "--base-url", "example.org"]),
        (2, &["publish"]),
        (0, &["check", "--help"]),
        (0, &["build", "--help"]),
        (0, &["verify", "--help"]),
    ] {
        let output = portal.run(arguments);
        assert_eq!(status(&output), expected, "{arguments:?} {}", stderr(&output));
    }
    let nowhere = program().args(["check", "--root", "nowhere"]).output().unwrap();
    assert_eq!(status(&nowhere), 2);
    let help = program().arg("--help").output().unwrap();
    assert_eq!(status(&help), 0);
    let diff = program().args(["diff", "--help"]).output().unwrap();
    let (diff, place) = (stdout(&diff), |text: &str, word: &str| text.rfind(word).unwrap());
    assert!(place(&diff, "<旧网站>") < place(&diff, "<新网站>") && !diff.contains("--root"), "{diff}");
    assert!(stdout(&help).contains("build") && stdout(&help).contains("check"));
}

#[test]
fn a_base_url_with_a_path_and_none_at_all() {
    let portal = Portal::small();
    let output = portal.run(&["build", "--base-url", "https://example.gov.cn/a/b/"]);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    assert_eq!(status(&portal.run(&["verify"])), 0);
    let home = Html::parse_document(&portal.text("public/index.html"));
    let link = Selector::parse("a[href]").unwrap();
    let links: Vec<&str> = home.select(&link).filter_map(|link| link.attr("href")).collect();
    assert!(links.contains(&"/a/b/p/tasks/"), "{links:?}");
    assert!(links.iter().all(|link| !link.starts_with('/') || link.starts_with("/a/b/")), "{links:?}");
    assert!(portal.text("public/sitemap.xml").contains("https://example.gov.cn/a/b/p/tasks/1/"));
    // The data are written from the site's root.
    assert_eq!(portal.json("p/data/tasks.json")["tasks"][0]["url"], "/p/tasks/1/");

    let portal = portal.edit("portal.toml", "base_url = \"https://example.org\"\n", "");
    let output = portal.run(&["build", "--format", "json"]);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    assert_eq!(stdout(&output).lines().count(), 1);
    assert!(stdout(&output).contains("no-base-url"));
    assert!(!portal.text("public/index.html").contains("canonical"));
    assert!(!portal.text("public/sitemap.xml").contains("<loc>"));
}

#[test]
fn every_plan_under_seeds_is_checked_and_only_listed_ones_are_published() {
    // A second plan, a copy of the first.
    let portal = Portal::small();
    let [source, plan] = ["source.txt", "plan.toml"].map(|name| portal.text(&format!("seeds/p/{name}")));
    let portal = portal
        .file("seeds/q/source.txt", source.replace("\t2\t", "\t7\t"))
        .file("seeds/q/plan.toml", plan.replacen("id = \"p\"", "id = \"q\"", 1));
    let output = portal.run(&["check"]);
    assert_eq!(status(&output), 1);
    assert!(stderr(&output).contains("seeds/q/source.txt:54:2") && !stderr(&output).contains("seeds/p/"));
    let portal = portal.file("seeds/q/source.txt", source).built();
    assert!(portal.path("public/p/index.html").is_file() && !portal.path("public/q").exists());
    let portal = portal.edit("portal.toml", "plans = [\"p\"]", "plans = [\"q\", \"p\"]").built();
    assert!(portal.path("public/p/index.html").is_file() && portal.path("public/q/tasks/5/index.html").is_file());
}

/// Returns the lines of JSON that speak of more than a note.
fn wrong(output: &Output) -> Vec<String> {
    let told = stdout(output);
    told.lines().filter(|line| !line.starts_with("{\"severity\":\"note\"")).map(str::to_owned).collect()
}

/// The repository itself, as `make site` builds it, has nothing wrong, but for the address that it can't have.
#[test]
fn the_repository_checks_with_one_reminder() {
    let output = program().args(["check", "--format", "json", "--root", repository().as_str()]).output().unwrap();
    let found: Vec<serde_json::Value> = wrong(&output).iter().map(|line| serde_json::from_str(line).unwrap()).collect();
    let codes: Vec<&str> = found.iter().filter_map(|found| found["code"].as_str()).collect();
    assert_eq!((status(&output), codes), (0, vec!["no-base-url"]));
}

#[cfg(target_os = "linux")]
#[test]
fn what_it_says_may_be_closed_or_find_no_room() {
    use std::process::Stdio;

    let portal = Portal::small();
    let full = || Stdio::from(fs_err::File::create("/dev/full").unwrap().into_parts().0);
    let closed = || Stdio::from(std::io::pipe().unwrap().1);
    for arguments in [&["check"][..], &["check", "--format", "json"], &["build"], &["new", "case", "one"]] {
        let output = portal.command(arguments).stdout(closed()).output().unwrap();
        assert_eq!((status(&output), stderr(&output).contains("panicked")), (0, false), "{arguments:?} | true");
    }
    let portal = portal.without("content/cases/one.md");
    for arguments in [&["check"][..], &["build"], &["diff", "public", "public"], &["--help"]] {
        let output = portal.command(arguments).current_dir(portal.root()).stdout(full()).output().unwrap();
        assert_eq!(status(&output), 2, "{arguments:?}");
        assert!(stderr(&output).contains("写标准输出失败：磁盘空间不足"), "{}", stderr(&output));
        let run = portal.command(arguments).current_dir(portal.root()).stdout(full()).stderr(full()).status();
        assert_eq!(run.unwrap().code(), Some(2), "{arguments:?}");
    }
}
