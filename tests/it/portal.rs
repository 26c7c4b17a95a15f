//! Portals in temporary folders, for tests that read like prose:
//!
//! ```ignore
//! let portal = Portal::shipped().edit("seeds/wuhan-2023/source.txt", "90项", "91项");
//! assert_eq!(portal.findings(), ["entry-not-found …"]);
//! ```

use std::collections::BTreeMap;
use std::process::{Command, Output};

use camino::{Utf8Path, Utf8PathBuf};
use policy_portal::diagnostic::{Diagnostic, Place, Severity};
use policy_portal::file_tree::FileTree;
use policy_portal::site::Site;
use policy_portal::{BuildOptions, Built, Checked, emit, inputs, search, site};
use serde_json::Value;
use walkdir::WalkDir;

use crate::zola::{temporary, zola};

/// The shipped plan's folder.
pub const SEED: &str = "seeds/wuhan-2023";

/// What the generator reads of the repository.
const INPUTS: [&str; 4] = ["portal.toml", "seeds", "content", "themes"];

/// A portal's folder, gone when the test is over.
pub struct Portal {
    _guard: tempfile::TempDir,
    root: Utf8PathBuf,
}

impl Portal {
    /// A copy of what the repository ships.
    pub fn shipped() -> Portal {
        let (guard, root) = temporary();
        for name in INPUTS {
            copy(&repository().join(name), &root.join(name));
        }
        Portal { _guard: guard, root }
    }

    /// The small portal of `tests/fixtures/base`, with the repository's theme: one plan, `p`, that has nothing wrong.
    pub fn small() -> Portal {
        let (guard, root) = temporary();
        copy(&repository().join("themes"), &root.join("themes"));
        copy(&repository().join("tests/fixtures/base"), &root);
        Portal { _guard: guard, root }
    }

    /// The portal of `tests/fixtures/portals/province`, with the repository's theme: a province's plan, `forest-2031`.
    pub fn province() -> Portal {
        let (guard, root) = temporary();
        copy(&repository().join("themes"), &root.join("themes"));
        copy(&repository().join("tests/fixtures/portals/province"), &root);
        Portal { _guard: guard, root }
    }

    pub fn root(&self) -> &Utf8Path {
        &self.root
    }

    /// The path of a file, from the disk's root.
    pub fn path(&self, file: &str) -> Utf8PathBuf {
        self.root.join(file)
    }

    pub fn text(&self, file: &str) -> String {
        fs_err::read_to_string(self.path(file).as_std_path()).unwrap()
    }

    /// Puts a file there, in one step: a preview may be watching.
    pub fn file(self, file: &str, bytes: impl AsRef<[u8]>) -> Portal {
        let (path, fresh) = (self.path(file), self.path(".fresh"));
        fs_err::create_dir_all(path.parent().unwrap().as_std_path()).unwrap();
        fs_err::write(fresh.as_std_path(), bytes).unwrap();
        fs_err::rename(fresh.as_std_path(), path.as_std_path()).unwrap();
        self
    }

    pub fn without(self, file: &str) -> Portal {
        let path = self.path(file);
        match path.is_dir() {
            true => fs_err::remove_dir_all(path.as_std_path()).unwrap(),
            false => fs_err::remove_file(path.as_std_path()).unwrap(),
        }
        self
    }

    /// Replaces the only place where `from` stands.
    pub fn edit(self, file: &str, from: &str, to: &str) -> Portal {
        let text = self.text(file);
        assert_eq!(text.matches(from).count(), 1, "`{from}` in {file}");
        self.file(file, text.replacen(from, to, 1))
    }

    pub fn check(&self) -> Checked {
        policy_portal::check(&self.root).unwrap()
    }

    /// The findings of a check, each as [`tell`] says it.
    pub fn findings(&self) -> Vec<String> {
        self.check().findings.iter().map(tell).collect()
    }

    /// The site before it is written, whatever the findings.
    pub fn site(&self) -> Site {
        let inputs = inputs::read(&self.root).unwrap();
        let Checked { plans, content, .. } = self.check();
        let (portal, words, registry) = (inputs.portal.unwrap(), inputs.words.unwrap(), inputs.registry.unwrap());
        site::site(portal, words, plans, &registry, &inputs.lexicon, content)
    }

    /// The staged Zola site, open data and search included.
    pub fn staged(&self) -> FileTree {
        let inputs = inputs::read(&self.root).unwrap();
        let site = self.site();
        let search = search::files(&site, &inputs.lexicon).unwrap();
        emit::files(&site, inputs.theme, &emit::data::files(&site).unwrap(), &search).unwrap()
    }

    /// Builds into `public/`, with a warm Zola.
    pub fn build(&self) -> Built {
        self.build_with(BuildOptions::default())
    }

    pub fn build_with(&self, options: BuildOptions) -> Built {
        let options = BuildOptions { zola: options.zola.or(Some(zola().program().to_owned())), ..options };
        policy_portal::build(&self.root, &options, &mut |_| {}).unwrap()
    }

    /// Builds, and insists that it works.
    pub fn built(self) -> Portal {
        let built = self.build();
        assert!(built.out.is_some(), "{:#?}", built.findings.iter().map(tell).collect::<Vec<_>>());
        self
    }

    /// A published JSON file.
    pub fn json(&self, file: &str) -> Value {
        serde_json::from_str(&self.text(&format!("public/{file}"))).unwrap()
    }

    /// Runs the program with `--root` set to this portal.
    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// The same, not yet run.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_policy-portal"));
        command.args(arguments).args(["--root", self.root.as_str()]).env("ZOLA", zola().program());
        command
    }
}

/// The portal that the repository ships, built once for all tests that only look.
pub fn shipped() -> &'static Portal {
    static SHIPPED: std::sync::OnceLock<Portal> = std::sync::OnceLock::new();
    SHIPPED.get_or_init(|| Portal::shipped().built())
}

/// A finding as `code file:line:column text`; what isn't an error says so.
pub fn tell(finding: &Diagnostic) -> String {
    let severity = match finding.severity() {
        Severity::Error => "",
        Severity::Warning => "warning ",
        Severity::Note => "note ",
    };
    let Place { file, line, column, text, .. } = &finding.place;
    let text = text.escape_debug().to_string();
    let text: String = if text.chars().count() > 40 { text.chars().take(40).chain(['…']).collect() } else { text };
    format!("{severity}{} {file}:{line}:{column} {text}", finding.code).trim_end().to_owned()
}

/// The folder of this repository.
pub fn repository() -> &'static Utf8Path {
    Utf8Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns every file below `folder`, by its path in it.
pub fn files(folder: &Utf8Path) -> BTreeMap<Utf8PathBuf, Vec<u8>> {
    let entries = WalkDir::new(folder).follow_links(true).into_iter().map(Result::unwrap);
    let files = entries.filter(|entry| entry.file_type().is_file()).map(|entry| {
        let path = Utf8PathBuf::from_path_buf(entry.into_path()).unwrap();
        (path.strip_prefix(folder).unwrap().to_owned(), fs_err::read(path).unwrap())
    });
    files.collect()
}

/// Copies a file or a folder.
pub fn copy(from: &Utf8Path, to: &Utf8Path) {
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
