//! Small hand-made sites for tests, and copies of real ones with a fault put in.
//!
//! It needs nothing but the audit's public items, so that an integration test can have it too:
//!
//! ```ignore
//! // tests/it.rs
//! use policy_portal::verify::{Budgets, ListedCorrection, VerifiedPlan, VerifyReport, audit};
//! #[path = "../src/verify/fixture.rs"]
//! #[allow(dead_code, reason = "a test needs a part of it")]
//! mod fixture;
//!
//! let site = SiteFixture::copy_of(root, &root.join("public"));
//! assert_eq!(site.findings(), [""; 0]);
//! let site = site.edit("wuhan-2023/policy/index.html", |html| html.replacen("试点", "试", 1));
//! assert!(site.findings()[0].starts_with("text-lost seeds/wuhan-2023/source.txt:"));
//! ```

use camino::{Utf8Path, Utf8PathBuf};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{Budgets, ListedCorrection, VerifiedPlan, VerifyReport, audit};

/// A listed correction on one line.
pub(crate) fn correction(id: &str, line: usize, printed: &str, read: &str) -> ListedCorrection {
    ListedCorrection {
        id: id.into(),
        kind: "correction".into(),
        lines: (line, line),
        printed: printed.into(),
        read: read.into(),
    }
}

/// A plan named `p`.
pub(crate) fn plan(source: &str, corrections: &[ListedCorrection]) -> VerifiedPlan {
    VerifiedPlan {
        id: "p".into(),
        source: source.into(),
        source_file: "seeds/p/source.txt".into(),
        corrections: corrections.to_vec(),
    }
}

/// A portal in a temporary folder: `seeds/` with the sources of its plans, and the site in `public/`.
pub(crate) struct SiteFixture {
    folder: tempfile::TempDir,
}

impl SiteFixture {
    /// A site with a home and a 404 page, at a domain's root.
    pub fn new() -> SiteFixture {
        let folder = tempfile::tempdir().expect("a temporary folder");
        SiteFixture { folder }
            .file("edition.json", r#"{"generator":"policy-portal 0.1.0"}"#)
            .page("", "")
            .file("404.html", &document("<p>没有这一页</p>"))
    }

    /// A copy of a portal's sources and of the site made from them.
    pub fn copy_of(root: &Utf8Path, site: &Utf8Path) -> SiteFixture {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let copy = SiteFixture { folder };
        copy_folder(&root.join("seeds"), &copy.root().join("seeds"));
        copy_folder(site, &copy.root().join("public"));
        copy
    }

    /// Changes a file of the site, and insists that something changes.
    pub fn edit(self, name: &str, change: impl FnOnce(&str) -> String) -> SiteFixture {
        let path = self.root().join("public").join(name);
        let before = fs_err::read_to_string(path.as_std_path()).expect("a readable file");
        let after = change(&before);
        assert_ne!(before, after, "the edit of `{name}` changes nothing");
        self.file(name, &after)
    }

    /// A plan, its source and its open data, without tasks.
    pub fn plan(self, plan: &VerifiedPlan) -> SiteFixture {
        let id = &plan.id;
        let corrections: Vec<Value> = plan
            .corrections
            .iter()
            .map(|listed| {
                json!({"id": listed.id, "kind": listed.kind, "lines": [listed.lines.0, listed.lines.1],
                    "printed": listed.printed, "read": listed.read})
            })
            .collect();
        let data = json!({"source": {"sha256": sum(&plan.source)}, "corrections": corrections});
        self.write(&format!("seeds/{id}/source.txt"), plan.source.as_bytes())
            .file(&format!("{id}/data/plan.json"), &data.to_string())
            .file(&format!("{id}/data/tasks.json"), "{\"tasks\":[]}")
    }

    /// A page at `address` (without its first slash), whose body this is.
    pub fn page(self, address: &str, body: &str) -> SiteFixture {
        self.file(&format!("{address}index.html"), &document(body))
    }

    /// Any file of the site.
    pub fn file(self, name: &str, content: &str) -> SiteFixture {
        self.write(&format!("public/{name}"), content.as_bytes())
    }

    /// Any file of the portal.
    pub fn write(self, name: &str, content: &[u8]) -> SiteFixture {
        let path = self.root().join(name);
        let folder = path.parent().expect("a file lies in a folder");
        fs_err::create_dir_all(folder.as_std_path()).expect("a folder can be made");
        fs_err::write(path.as_std_path(), content).expect("a file can be written");
        self
    }

    pub fn root(&self) -> Utf8PathBuf {
        let path = Utf8Path::from_path(self.folder.path()).expect("a UTF-8 path");
        path.to_owned()
    }

    pub fn report(&self) -> VerifyReport {
        let root = self.root();
        audit(&root, &root.join("public"), &Budgets::default()).expect("a readable disk")
    }

    /// The findings as `code file:line:column text`.
    pub fn findings(&self) -> Vec<String> {
        let diagnostics = self.report().diagnostics.into_iter();
        diagnostics
            .map(|d| format!("{} {}:{}:{} {}", d.code, d.place.file, d.place.line, d.place.column, d.place.text))
            .collect()
    }
}

fn document(body: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><title>页</title></head>\n<body>{body}</body></html>\n"
    )
}

/// The source's checksum, as `plan.json` has it.
pub(crate) fn sum(source: &str) -> String {
    Sha256::digest(source.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn copy_folder(from: &Utf8Path, to: &Utf8Path) {
    fs_err::create_dir_all(to.as_std_path()).expect("a folder can be made");
    for entry in fs_err::read_dir(from.as_std_path()).expect("a readable folder") {
        let entry = entry.expect("a readable folder");
        let name = entry.file_name().into_string().expect("a UTF-8 name");
        if entry.file_type().expect("a readable folder").is_dir() {
            copy_folder(&from.join(&name), &to.join(&name));
        } else {
            fs_err::copy(entry.path(), to.join(&name).as_std_path()).expect("a file can be copied");
        }
    }
}
