//! What unit tests and integration tests share: portals in temporary folders, for tests that read like prose:
//!
//! ```ignore
//! let portal = Portal::shipped().edit("seeds/wuhan-2023/source.txt", "90项", "91项");
//! assert_eq!(portal.diagnostics(), ["entry-not-found …"]);
//! ```

use std::collections::BTreeMap;
use std::sync::OnceLock;

use camino::{Utf8Path, Utf8PathBuf};
use policy_portal::{BuildOptions, Built, Checked, Diagnostic, Place, Severity, Zola};
use serde_json::Value;
use walkdir::WalkDir;

/// What the generator reads of the repository.
const INPUTS: [&str; 4] = ["portal.toml", "seeds", "content", "themes"];

/// A portal's folder, gone when the test is over.
pub(crate) struct Portal {
    _guard: tempfile::TempDir,
    root: Utf8PathBuf,
}

impl Portal {
    /// Returns a copy of what the repository ships.
    pub(crate) fn shipped() -> Portal {
        let (guard, root) = temporary();
        for name in INPUTS {
            copy(&repository().join(name), &root.join(name));
        }
        Portal { _guard: guard, root }
    }

    /// Returns the small portal of `tests/fixtures/base`: one plan, `p`, that has nothing wrong.
    pub(crate) fn small() -> Portal {
        Portal::of("tests/fixtures/base")
    }

    /// Returns the portal in a folder of the repository, with the repository's theme.
    pub(crate) fn of(folder: &str) -> Portal {
        let (guard, root) = temporary();
        copy(&repository().join("themes"), &root.join("themes"));
        copy(&repository().join(folder), &root);
        Portal { _guard: guard, root }
    }

    /// Returns the small portal with a link to the repository's theme, for tests that leave the theme alone: copying it
    /// costs more than a check.
    pub(crate) fn with_linked_theme() -> Portal {
        let (guard, root) = temporary();
        link(repository().join("themes").as_str(), &root.join("themes"));
        copy(&repository().join("tests/fixtures/base"), &root);
        Portal { _guard: guard, root }
    }

    pub(crate) fn root(&self) -> &Utf8Path {
        &self.root
    }

    /// Returns the path of a file, from the disk's root.
    pub(crate) fn path(&self, file: &str) -> Utf8PathBuf {
        self.root.join(file)
    }

    pub(crate) fn text(&self, file: &str) -> String {
        fs_err::read_to_string(self.path(file).as_std_path()).unwrap()
    }

    /// Puts a file there, in one step: a preview may be watching.
    pub(crate) fn file(self, file: &str, bytes: impl AsRef<[u8]>) -> Portal {
        let (path, fresh) = (self.path(file), self.path(".fresh"));
        fs_err::create_dir_all(path.parent().unwrap().as_std_path()).unwrap();
        fs_err::write(fresh.as_std_path(), bytes).unwrap();
        fs_err::rename(fresh.as_std_path(), path.as_std_path()).unwrap();
        self
    }

    /// Replaces the only place where `from` stands.
    pub(crate) fn edit(self, file: &str, from: &str, to: &str) -> Portal {
        let text = self.text(file);
        assert_eq!(text.matches(from).count(), 1, "`{from}` in {file}");
        self.file(file, text.replacen(from, to, 1))
    }

    pub(crate) fn check(&self) -> Checked {
        policy_portal::check(&self.root).unwrap()
    }

    /// Returns the diagnostics of a check, each as [`tell`] says it.
    pub(crate) fn diagnostics(&self) -> Vec<String> {
        self.check().diagnostics.iter().map(tell).collect()
    }

    /// Builds into `public/`, with a warm Zola.
    pub(crate) fn build(&self) -> Built {
        self.build_with(BuildOptions::default())
    }

    pub(crate) fn build_with(&self, options: BuildOptions) -> Built {
        let options = BuildOptions { zola: options.zola.or(Some(zola().program().to_owned())), ..options };
        policy_portal::build(&self.root, &options, &mut |_| {}).unwrap()
    }

    /// Builds, and insists that it works.
    pub(crate) fn built(self) -> Portal {
        let built = self.build();
        assert!(built.out.is_some(), "{:#?}", built.diagnostics.iter().map(tell).collect::<Vec<_>>());
        self
    }

    /// Returns a published JSON file.
    pub(crate) fn json(&self, file: &str) -> Value {
        serde_json::from_str(&self.text(&format!("public/{file}"))).unwrap()
    }
}

/// Returns the portal that the repository ships, built once for all tests that only look.
pub(crate) fn shipped() -> &'static Portal {
    static SHIPPED: OnceLock<Portal> = OnceLock::new();
    SHIPPED.get_or_init(|| Portal::shipped().built())
}

/// Returns a diagnostic as `code file:line:column text`; what isn't an error says so.
pub(crate) fn tell(diagnostic: &Diagnostic) -> String {
    let severity = match diagnostic.severity() {
        Severity::Error => "",
        Severity::Warning => "warning ",
        Severity::Note => "note ",
    };
    let Place { file, line, column, text, .. } = &diagnostic.place;
    let text = text.escape_debug().to_string();
    let text: String = if text.chars().count() > 40 { text.chars().take(40).chain(['…']).collect() } else { text };
    format!("{severity}{} {file}:{line}:{column} {text}", diagnostic.code).trim_end().to_owned()
}

/// Returns the Zola that tests build with: found, or fetched into this project's own cache, as a build does it.
pub(crate) fn zola() -> &'static Zola {
    static FOUND: OnceLock<Zola> = OnceLock::new();
    FOUND.get_or_init(|| find(None))
}

/// Returns all that the tests should build with: [`zola`], and the second one that `ZOLA_ALSO` names.
pub(crate) fn zolas() -> Vec<Zola> {
    let also = std::env::var("ZOLA_ALSO").ok().filter(|path| !path.is_empty());
    std::iter::once(zola().clone()).chain(also.map(|path| find(Some(Utf8Path::new(&path))))).collect()
}

fn find(chosen: Option<&Utf8Path>) -> Zola {
    policy_portal::find_zola(repository(), chosen, &mut |message| eprintln!("{message}")).unwrap()
}

/// Returns a temporary folder, and its path with all links resolved.
pub(crate) fn temporary() -> (tempfile::TempDir, Utf8PathBuf) {
    let guard = tempfile::tempdir().unwrap();
    let path = Utf8PathBuf::from_path_buf(guard.path().canonicalize().unwrap()).unwrap();
    (guard, path)
}

/// Returns the folder of this repository.
pub(crate) fn repository() -> &'static Utf8Path {
    Utf8Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns every file below `folder`, by its path in it.
pub(crate) fn files(folder: &Utf8Path) -> BTreeMap<Utf8PathBuf, Vec<u8>> {
    let entries = WalkDir::new(folder).follow_links(true).into_iter().map(Result::unwrap);
    let files = entries.filter(|entry| entry.file_type().is_file()).map(|entry| {
        let path = Utf8PathBuf::from_path_buf(entry.into_path()).unwrap();
        (path.strip_prefix(folder).unwrap().to_owned(), fs_err::read(path).unwrap())
    });
    files.collect()
}

/// Makes a symbolic link at `path`.
#[cfg(unix)]
pub(crate) fn link(target: &str, path: &Utf8Path) {
    std::os::unix::fs::symlink(target, path).unwrap();
}

/// Makes a symbolic link at `path`, to a folder if there is one.
#[cfg(not(unix))]
pub(crate) fn link(target: &str, path: &Utf8Path) {
    if Utf8Path::new(target).is_dir() {
        std::os::windows::fs::symlink_dir(target, path).unwrap();
    } else {
        std::os::windows::fs::symlink_file(target, path).unwrap();
    }
}

/// Copies a file or a folder.
pub(crate) fn copy(from: &Utf8Path, to: &Utf8Path) {
    if from.is_file() {
        fs_err::copy(from.as_std_path(), to.as_std_path()).unwrap();
        return;
    }
    fs_err::create_dir_all(to.as_std_path()).unwrap();
    for entry in from.read_dir_utf8().unwrap() {
        let entry = entry.unwrap();
        copy(entry.path(), &to.join(entry.file_name()));
    }
}

/// Returns the crate's own code, by path relative to the root: unit tests in files of their own are left out.
pub(crate) fn sources() -> Vec<(Utf8PathBuf, String)> {
    let is_test = |path: &Utf8Path| path.components().any(|part| ["tests", "tests.rs"].contains(&part.as_str()));
    texts(&["src"], &["rs"]).into_iter().filter(|(path, _)| !is_test(path)).collect()
}

/// Returns the text files in `folders` with one of `extensions` (all, if there are none), by path relative to the root.
pub(crate) fn texts(folders: &[&str], extensions: &[&str]) -> Vec<(Utf8PathBuf, String)> {
    const NOT_OURS: [&str; 5] = [".git", "node_modules", "public", "target", "Cargo.lock"];
    let mut texts = Vec::new();
    let mut folders: Vec<_> = folders.iter().map(|folder| repository().join(folder)).collect();
    while let Some(folder) = folders.pop() {
        let Ok(entries) = folder.read_dir_utf8() else {
            continue; // Not there (yet).
        };
        for entry in entries.map(Result::unwrap).filter(|entry| !NOT_OURS.contains(&entry.file_name())) {
            let path = entry.path();
            if entry.file_type().unwrap().is_dir() {
                folders.push(path.to_owned());
            } else if extensions.is_empty() || extensions.contains(&path.extension().unwrap_or("")) {
                // What isn't UTF-8 is no text.
                let text = String::from_utf8(fs_err::read(path).unwrap());
                let short = path.strip_prefix(repository()).unwrap();
                texts.extend(text.ok().map(|text| (short.strip_prefix(".").unwrap_or(short).to_owned(), text)));
            }
        }
    }
    texts.sort();
    texts
}
