//! Swaps with real folders; killed builds as the folders that they leave behind.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;

use super::*;

/// A portal's root with inputs, and what was said while preparing.
struct House {
    _guard: tempfile::TempDir,
    root: Utf8PathBuf,
}

impl House {
    fn new() -> Self {
        let guard = tempfile::tempdir().unwrap();
        let root = Utf8PathBuf::from_path_buf(guard.path().canonicalize().unwrap()).unwrap().join("portal");
        fs_err::create_dir_all(root.join("seeds/p")).unwrap();
        fs_err::write(root.join("portal.toml"), "").unwrap();
        Self { _guard: guard, root }
    }

    fn out(&self) -> Utf8PathBuf {
        self.root.join("public")
    }

    fn prepare(&self, out: &Utf8Path, force: bool) -> Result<Publication> {
        let inputs = [self.root.join("seeds"), self.root.join("content"), self.root.join("portal.toml")];
        Publication::prepare(Target { root: &self.root, out, inputs: &inputs, force }, None, &mut |_| {})
    }

    fn refusal(&self, out: impl AsRef<Utf8Path>, force: bool) -> String {
        format!("{:#}", self.prepare(out.as_ref(), force).expect_err("must be refused"))
    }

    fn publish(&self, text: &str) {
        let publication = self.prepare(&self.out(), false).unwrap();
        stage(&publication, text);
        publication.commit().unwrap().remove().unwrap();
    }

    /// Returns the names beside the output folder.
    fn names(&self) -> Vec<String> {
        names(&self.root)
    }
}

fn names(folder: &Utf8Path) -> Vec<String> {
    let entries = fs_err::read_dir(folder).unwrap();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn stage(publication: &Publication, text: &str) {
    write_edition(&publication.staged(), text);
}

fn write_edition(folder: &Utf8Path, text: &str) {
    fs_err::create_dir_all(folder.join("sub")).unwrap();
    fs_err::write(folder.join(edition::MANIFEST), r#"{"generator":"policy-portal 0.1.0"}"#).unwrap();
    fs_err::write(folder.join("index.html"), text).unwrap();
    fs_err::write(folder.join("sub/page.html"), text).unwrap();
}

fn read(folder: &Utf8Path) -> String {
    fs_err::read_to_string(folder.join("index.html")).unwrap()
}

const BEFORE: [&str; 3] = ["portal.toml", "seeds", "target"];
const AFTER: [&str; 4] = ["portal.toml", "public", "seeds", "target"];

#[test]
fn an_edition_is_published_and_replaced_and_nothing_is_left_beside_it() {
    let house = House::new();
    house.publish("one");
    assert_eq!(read(&house.out()), "one");
    assert_eq!(house.names(), AFTER);
    fs_err::write(house.out().join("stray"), "").unwrap();
    house.publish("two");
    assert_eq!(read(&house.out()), "two");
    assert!(!house.out().join("stray").exists());
    assert_eq!(house.names(), AFTER);
}

#[test]
fn a_build_that_fails_leaves_everything_as_it_was() {
    let house = House::new();
    drop(house.prepare(&house.out(), false).unwrap());
    assert_eq!(house.names(), BEFORE);
    house.publish("one");
    let publication = house.prepare(&house.out(), false).unwrap();
    stage(&publication, "two");
    drop(publication);
    assert_eq!(read(&house.out()), "one");
    assert_eq!(house.names(), AFTER);
}

#[test]
fn what_is_no_edition_is_never_swapped_in() {
    let house = House::new();
    house.publish("one");
    let publication = house.prepare(&house.out(), false).unwrap();
    fs_err::create_dir(publication.staged()).unwrap();
    fs_err::write(publication.staged().join("index.html"), "half").unwrap();
    let error = publication.commit().unwrap_err().to_string();
    assert!(error.ends_with("里没有 `edition.json`：生成的网站不完整"), "{error}");
    assert_eq!(read(&house.out()), "one");
    assert_eq!(house.names(), AFTER);
}

#[test]
fn a_foreign_folder_is_replaced_only_by_force() {
    let house = House::new();
    let out = house.out();
    fs_err::create_dir(&out).unwrap();
    house.publish("into an empty folder");
    for manifest in [None, Some("{}"), Some(r#"{"generator":"another"}"#)] {
        fs_err::remove_dir_all(&out).unwrap();
        fs_err::create_dir(&out).unwrap();
        fs_err::write(out.join("mine"), "mine").unwrap();
        if let Some(text) = manifest {
            fs_err::write(out.join(edition::MANIFEST), text).unwrap();
        }
        let error = house.refusal(&out, false);
        assert!(error.contains("不是本程序生成的网站") && error.contains("--force"), "{error}");
        assert_eq!(fs_err::read_to_string(out.join("mine")).unwrap(), "mine");
    }
    let publication = house.prepare(&out, true).unwrap();
    stage(&publication, "forced");
    publication.commit().unwrap().remove().unwrap();
    assert_eq!(read(&out), "forced");
    assert!(!out.join("mine").exists());
    assert_eq!(house.names(), AFTER);
}

#[test]
fn a_folder_that_becomes_foreign_while_the_build_runs_is_kept() {
    let house = House::new();
    let publication = house.prepare(&house.out(), false).unwrap();
    stage(&publication, "new");
    fs_err::create_dir(house.out()).unwrap();
    fs_err::write(house.out().join("mine"), "mine").unwrap();
    assert!(publication.commit().unwrap_err().to_string().contains("不是本程序生成的网站"));
    assert_eq!(names(&house.out()), ["mine"]);
    assert_eq!(house.names(), AFTER);
}

#[test]
fn the_root_and_the_inputs_are_never_replaced() {
    let house = House::new();
    let root = &house.root;
    for force in [false, true] {
        for out in [root.clone(), root.join("."), root.join("seeds/.."), root.join(".."), "/".into()] {
            let error = house.refusal(&out, force);
            assert!(error.contains("项目文件夹本身或它的上级"), "{out}: {error}");
        }
        for out in ["seeds", "seeds/p", "seeds/new/deep", "content", "content/site", "portal.toml", "portal.toml/x"] {
            let error = house.refusal(root.join(out), force);
            assert!(error.contains("重叠"), "{out}: {error}");
        }
        for out in ["target", "target/site", "target/site/public", "target/zola"] {
            let error = house.refusal(root.join(out), force);
            assert!(error.contains("`target` 重叠"), "{out}: {error}");
        }
    }
    assert_eq!(house.names(), ["portal.toml", "seeds"]);
    assert_eq!(names(&root.join("seeds")), ["p"]);
}

#[test]
fn folders_above_the_output_are_made() {
    let house = House::new();
    let out = house.root.join("target/try/deep/public");
    let publication = house.prepare(&out, false).unwrap();
    stage(&publication, "deep");
    publication.commit().unwrap().remove().unwrap();
    assert_eq!(read(&out), "deep");
    assert_eq!(names(out.parent().unwrap()), ["public"]);
}

#[test]
fn a_file_is_never_replaced() {
    let house = House::new();
    fs_err::write(house.out(), "mine").unwrap();
    for force in [false, true] {
        assert!(house.refusal(house.out(), force).contains("是文件，不是文件夹"));
    }
    assert_eq!(fs_err::read_to_string(house.out()).unwrap(), "mine");
    assert_eq!(house.names(), ["portal.toml", "public", "seeds"]);
}

#[cfg(unix)]
#[test]
fn a_link_is_refused_and_links_above_are_followed() {
    use std::os::unix::fs::symlink;
    let house = House::new();
    let real = house.root.join("real");
    write_edition(&real, "real");
    symlink(&real, house.out()).unwrap();
    for force in [false, true] {
        assert!(house.refusal(house.out(), force).contains("符号链接"));
        assert!(house.refusal(format!("{}/", house.out()), force).contains("符号链接"));
    }
    assert_eq!(read(&real), "real");
    // Through a link the inputs are still the inputs.
    symlink(house.root.join("seeds"), house.root.join("alias")).unwrap();
    assert!(house.refusal(house.root.join("alias/p"), true).contains("重叠"));
    let folder = house.root.join("folder");
    fs_err::create_dir(&folder).unwrap();
    symlink(&folder, house.root.join("way")).unwrap();
    let publication = house.prepare(&house.root.join("way/inner"), false).unwrap();
    stage(&publication, "inner");
    publication.commit().unwrap().remove().unwrap();
    assert_eq!(read(&folder.join("inner")), "inner");
    // The manifest counts only as a file.
    let fake = house.root.join("fake");
    fs_err::create_dir(&fake).unwrap();
    symlink(real.join(edition::MANIFEST), fake.join(edition::MANIFEST)).unwrap();
    assert!(house.refusal(&fake, false).contains("不是本程序生成的网站"));
}

/// Returns what a killed build leaves: its folder beside the output, not locked any more.
fn leave_behind(house: &House, name: &str, inner: &[&str]) -> Utf8PathBuf {
    let folder = house.root.join(name);
    fs_err::create_dir(&folder).unwrap();
    fs_err::write(folder.join(OWNER), OWNER_TEXT).unwrap();
    for inner in inner {
        write_edition(&folder.join(inner), inner);
    }
    folder
}

#[cfg(target_os = "linux")]
#[test]
fn what_something_is_mounted_on_is_refused_before_the_work() {
    for force in [false, true] {
        let error = House::new().refusal("/proc", force);
        assert!(error.contains("挂载点") && error.contains("--out /proc/public"), "{error}");
    }
}

#[test]
fn an_edition_in_another_one_is_refused() {
    let house = House::new();
    house.publish("one");
    for inner in ["inner", "a/b"] {
        assert!(house.refusal(house.out().join(inner), true).contains("另一份网站"));
    }
}

#[test]
fn what_a_killed_build_left_is_cleared() {
    let house = House::new();
    house.publish("one");
    leave_behind(&house, ".public.policy-portal-killedInZola", &[SITE, MADE]);
    leave_behind(&house, ".public.policy-portal-killedEarly0", &[]);
    leave_behind(&house, ".public.policy-portal-killedSwap00", &[SITE, OLD]);
    fs_err::write(house.root.join(".public.policy-portal-killedEarly0").join(OWNER), "").unwrap();
    fs_err::create_dir(house.root.join(".public.policy-portal-killedFirst0")).unwrap();
    drop(house.prepare(&house.out(), false).unwrap());
    assert_eq!(house.names(), AFTER);
    assert_eq!(read(&house.out()), "one");
}

#[test]
fn a_swap_cut_between_its_two_renames_is_repaired() {
    let house = House::new();
    leave_behind(&house, ".public.policy-portal-abcdefghijkl", &[SITE, OLD]);
    drop(house.prepare(&house.out(), false).unwrap());
    assert_eq!(read(&house.out()), OLD);
    assert_eq!(house.names(), AFTER);
}

#[test]
fn a_foreign_folder_that_a_forced_build_moved_away_comes_back_and_is_foreign_still() {
    let house = House::new();
    let killed = leave_behind(&house, ".public.policy-portal-abcdefghijkl", &[SITE]);
    fs_err::create_dir(killed.join(OLD)).unwrap();
    fs_err::write(killed.join(OLD).join("mine"), "mine").unwrap();
    assert!(house.refusal(house.out(), false).contains("不是本程序生成的网站"));
    assert_eq!(names(&house.out()), ["mine"]);
    assert_eq!(house.names(), AFTER);
}

#[test]
fn only_our_own_leftovers_are_cleared() {
    let house = House::new();
    let foreign = [
        ".public.policy-portal-",
        ".public.policy-portal-short",
        ".public.policy-portal-thirteenchars",
        ".public.policy-portal-not_a_random",
        ".other.policy-portal-abcdefghijkl",
        "public.policy-portal-abcdefghijkl",
    ];
    for name in foreign {
        leave_behind(&house, name, &[SITE]);
    }
    let unmarked = house.root.join(".public.policy-portal-unmarked0000");
    write_edition(&unmarked.join(SITE), "mine");
    let other_owner = leave_behind(&house, ".public.policy-portal-otherowner00", &[SITE]);
    fs_err::write(other_owner.join(OWNER), "somebody else").unwrap();
    fs_err::write(house.root.join(".public.policy-portal-aplainfile00"), "").unwrap();
    #[cfg(unix)]
    {
        let elsewhere = leave_behind(&house, "elsewhere", &[SITE]);
        std::os::unix::fs::symlink(elsewhere, house.root.join(".public.policy-portal-alinkalink00")).unwrap();
    }
    let before = house.names();
    house.publish("one");
    let after: Vec<_> =
        house.names().into_iter().filter(|name| !["public", "target"].contains(&name.as_str())).collect();
    assert_eq!(after, before);
    assert!(unmarked.join(SITE).join("index.html").exists());
    assert!(other_owner.join(SITE).join("index.html").exists());
}

#[test]
fn a_second_build_waits_for_the_first_and_spares_its_folder() {
    let house = House::new();
    // From another root: no lock is shared but that of the folder beside the output.
    let other_root = house.root.join("other");
    fs_err::create_dir(&other_root).unwrap();
    for root in [&house.root, &other_root] {
        let first = house.prepare(&house.out(), false).unwrap();
        stage(&first, "first");
        let out = house.out();
        let (waits, waiting) = mpsc::channel();
        std::thread::scope(|scope| {
            let out = &out;
            // It owns its end of the channel: if it ends without having waited, the other end hears so.
            let second = scope.spawn(move || {
                let target = Target { root, out, inputs: &[], force: false };
                let second =
                    Publication::prepare(target, None, &mut |message| waits.send(message.to_owned()).unwrap()).unwrap();
                assert_eq!(read(out), "first");
                stage(&second, "second");
                second.commit().unwrap().remove().unwrap();
            });
            let message = waiting.recv().unwrap();
            assert!(message.contains("等它结束"), "{message}");
            assert!(first.staged().exists());
            first.commit().unwrap().remove().unwrap();
            second.join().unwrap();
        });
        assert_eq!(read(&house.out()), "second");
        let left: Vec<_> = house.names().into_iter().filter(|name| name.starts_with('.')).collect();
        assert!(left.is_empty(), "{left:?}");
    }
}

#[test]
fn what_is_kept_of_the_edition_before_becomes_the_next_one() {
    let house = House::new();
    let publish = |text: &str, spare: Option<Spare>| {
        let inputs = [house.root.join("seeds")];
        let (out, mut waits) = (house.out(), Vec::new());
        let target = Target { root: &house.root, out: &out, inputs: &inputs, force: false };
        let publication = Publication::prepare(target, spare, &mut |said| waits.push(said.to_owned())).unwrap();
        assert_eq!(waits, [""; 0]);
        let before = publication.staged().exists().then(|| read(&publication.staged()));
        stage(&publication, text);
        (before, publication.commit().unwrap())
    };
    let (before, one) = publish("one", None);
    assert_eq!(before, None);
    let (before, two) = publish("two", Some(one.keep().unwrap()));
    assert_eq!(before, None, "the first had none before it");
    let (before, three) = publish("three", Some(two.keep().unwrap()));
    assert_eq!((before.as_deref(), read(&house.out()).as_str()), (Some("one"), "three"));
    // Another build waits for nobody, and clears what is kept: it is then no longer there for who kept it.
    let spare = three.keep().unwrap();
    let (before, four) = publish("four", None);
    four.remove().unwrap();
    assert_eq!((before, house.names()), (None, AFTER.map(str::to_owned).to_vec()));
    let (before, five) = publish("five", Some(spare));
    assert_eq!((before, read(&house.out()).as_str()), (None, "five"));
    // So does the next one once the process has ended.
    drop(five.keep().unwrap());
    house.publish("six");
    assert_eq!(house.names(), AFTER);
}

#[test]
fn without_an_exchange_two_renames_do() {
    let house = House::new();
    house.publish("one");
    let publication = house.prepare(&house.out(), false).unwrap();
    stage(&publication, "two");
    publication.swap(|_, _| Ok(false)).unwrap();
    assert_eq!(read(&house.out()), "two");
    assert_eq!(read(&publication.staging_dir().join(OLD)), "one");
    let spare = Retired { publication }.keep().unwrap();
    assert_eq!(read(&spare.staging_dir.folder.join(SITE)), "one");
    drop(spare);
    house.publish("three");
    assert_eq!(house.names(), AFTER);
}

#[test]
fn a_failed_second_rename_brings_the_old_edition_back() {
    let house = House::new();
    house.publish("one");
    let publication = house.prepare(&house.out(), false).unwrap();
    stage(&publication, "two");
    let lost = publication.swap(|staged, _| std::fs::remove_dir_all(staged).map(|()| false)).unwrap_err();
    assert_eq!(lost.to_string(), format!("换上 `{}` 失败", house.out()));
    drop(publication);
    assert_eq!(read(&house.out()), "one");
    assert_eq!(house.names(), AFTER);
}

#[test]
fn a_failed_exchange_leaves_the_old_edition() {
    let house = House::new();
    house.publish("one");
    let publication = house.prepare(&house.out(), false).unwrap();
    stage(&publication, "two");
    let error = publication.swap(|_, _| Err(ErrorKind::StorageFull.into())).unwrap_err();
    assert_eq!(error.to_string(), format!("换上 `{}` 失败", house.out()));
    drop(publication);
    assert_eq!(read(&house.out()), "one");
    assert_eq!(house.names(), AFTER);
}

#[cfg(target_os = "linux")]
#[test]
fn a_reader_never_misses_the_site() {
    let house = House::new();
    house.publish("0");
    let out = house.out();
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let mut looks = 0_u64;
            while !done.load(Ordering::Relaxed) {
                assert!(out.is_dir(), "no site after {looks} looks");
                looks += 1;
            }
            looks
        });
        for round in 1..=200 {
            house.publish(&round.to_string());
        }
        done.store(true, Ordering::Relaxed);
        assert!(reader.join().unwrap() > 0);
    });
    assert_eq!(read(&out), "200");
    assert_eq!(house.names(), AFTER);
}

#[cfg(unix)]
#[test]
fn published_files_have_ordinary_permissions() {
    use std::os::unix::fs::PermissionsExt as _;
    let house = House::new();
    house.publish("one");
    let plain = house.root.join("plain");
    fs_err::create_dir(&plain).unwrap();
    let mode = |path: &Utf8Path| path.metadata().unwrap().permissions().mode();
    assert_eq!(mode(&house.out()), mode(&plain));
    assert_eq!(mode(&house.out().join("index.html")), mode(&house.root.join("portal.toml")));
}
