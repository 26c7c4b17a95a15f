//! Small hand-made sites for tests, and copies of real ones with a fault put in.

use std::sync::LazyLock;

use camino::{Utf8Path, Utf8PathBuf};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::edition::seal::seal;
use crate::file_digests::FileDigests;
use crate::tests::support::copy;

use crate::verify::second_reading::{self, listed::Listed};
use crate::verify::{ListedCorrection, Seen, VerifiedPlan, VerifyReport, verify_remembering};

/// Returns a listed correction on one line.
pub(crate) fn correction(id: &str, line: usize, printed: &str, read: &str) -> ListedCorrection {
    ListedCorrection {
        id: id.into(),
        kind: "correction".into(),
        lines: (line, line),
        printed: printed.into(),
        read: read.into(),
    }
}

/// Returns a plan named `p`.
pub(crate) fn plan(source: &str, corrections: &[ListedCorrection]) -> VerifiedPlan {
    VerifiedPlan {
        id: "p".into(),
        source: source.into(),
        source_file: "seeds/p/source.txt".into(),
        corrections: corrections.to_vec(),
        listed: Listed::default(),
        written: Value::Null,
    }
}

/// Returns the tasks that the second reading finds in a source, by what its `plan.toml` lists.
pub(crate) fn tasks_of_second_reading(source: &str, plan: &str) -> Vec<impl std::fmt::Debug + use<>> {
    second_reading::read(source, &toml::from_str(plan).unwrap_or_default())
}

/// A portal in a temporary folder: `seeds/` with the sources of its plans, and the site in `public/`.
pub(crate) struct SiteFixture {
    folder: tempfile::TempDir,
    remembered: Option<&'static Seen>,
}

/// What audits of copies of real sites have seen: most of each is as in the last one. It must hide nothing that is altered.
pub(super) static SEEN: LazyLock<Seen> = LazyLock::new(Seen::default);

impl SiteFixture {
    /// Returns a site with a home and a 404 page, at a domain's root.
    pub(crate) fn new() -> SiteFixture {
        let folder = tempfile::tempdir().expect("a temporary folder");
        SiteFixture { folder, remembered: None }
            .file("edition.json", r#"{"generator":"policy-portal 0.1.0"}"#)
            .page("", "")
            .file("404.html", &document("<p>没有这一页</p>"))
    }

    /// Returns a copy of a portal's sources and of the site made from them.
    pub(crate) fn copy_of(root: &Utf8Path, site: &Utf8Path) -> SiteFixture {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let fixture = SiteFixture { folder, remembered: Some(&SEEN) };
        copy(&root.join("seeds"), &fixture.root().join("seeds"));
        if root.join("content/changes").is_dir() {
            copy(&root.join("content/changes"), &fixture.root().join("content/changes"));
        }
        copy(site, &fixture.root().join("public"));
        match fs_err::read(root.join("portal.toml").as_std_path()) {
            Ok(portal) => fixture.write("portal.toml", &portal),
            Err(_) => fixture,
        }
    }

    /// Changes a file of the site, and insists that something changes.
    pub(crate) fn edit(self, name: &str, change: impl FnOnce(&str) -> String) -> SiteFixture {
        let path = self.root().join("public").join(name);
        let before = fs_err::read_to_string(path.as_std_path()).expect("a readable file");
        let after = change(&before);
        assert_ne!(before, after, "the edit of `{name}` changes nothing");
        self.file(name, &after)
    }

    /// Returns a plan, its source and its open data, without tasks.
    pub(crate) fn plan(self, plan: &VerifiedPlan) -> SiteFixture {
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
            .file(&format!("{id}/data/agencies.json"), "{\"agencies\":[]}")
    }

    /// Returns a page at `address` (without its first slash), whose body this is.
    pub(crate) fn page(self, address: &str, body: &str) -> SiteFixture {
        self.file(&format!("{address}index.html"), &document(body))
    }

    /// Any file of the site.
    pub(crate) fn file(self, name: &str, content: &str) -> SiteFixture {
        self.write(&format!("public/{name}"), content.as_bytes())
    }

    /// Any file of the portal.
    pub(crate) fn write(self, name: &str, content: &[u8]) -> SiteFixture {
        let path = self.root().join(name);
        let folder = path.parent().expect("a file lies in a folder");
        fs_err::create_dir_all(folder.as_std_path()).expect("a folder can be made");
        fs_err::write(path.as_std_path(), content).expect("a file can be written");
        self
    }

    pub(crate) fn root(&self) -> Utf8PathBuf {
        let path = Utf8Path::from_path(self.folder.path()).expect("a UTF-8 path");
        path.to_owned()
    }

    /// Seals the site as it is: these tests are of what is proved beside the seal. A manifest that can't be read is told.
    pub(crate) fn sealed(&self) -> &SiteFixture {
        let _ = seal(&self.root().join("public"), &FileDigests::default());
        self
    }

    pub(crate) fn report(&self) -> VerifyReport {
        let root = self.sealed().root();
        let audited = verify_remembering(&root, &root.join("public"), self.remembered, &FileDigests::default());
        audited.expect("a readable disk")
    }

    /// Returns the diagnostics as `code file:line:column text`.
    pub(crate) fn diagnostics(&self) -> Vec<String> {
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

/// Returns the source's checksum, as `plan.json` has it.
pub(crate) fn sum(source: &str) -> String {
    Sha256::digest(source.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}
