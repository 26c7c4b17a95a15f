//! Files of the deployment, published as they are: `static/CNAME` is `/CNAME`.

use anyhow::Result;

use super::{InputReader, LARGEST, files};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::file_tree::FileTree;

/// The folder that holds them.
pub(crate) const OWN_FILES: &str = "static";

/// Names with a dot that web servers and hosts look for.
const WITH_DOT: [&str; 5] = [".domains", ".htaccess", ".nojekyll", ".user.ini", ".well-known"];

impl InputReader<'_> {
    /// Returns the deployment's own files, by their path in the site.
    pub(super) fn own_files(&mut self) -> Result<FileTree> {
        let mut tree = FileTree::new();
        if self.is_folder(OWN_FILES) {
            let is_left = |name: &str| files::is_leaving(name) && !WITH_DOT.contains(&name);
            for file in self.files_but(OWN_FILES, &is_left)? {
                let path = file.trim_start_matches(OWN_FILES).trim_start_matches('/').to_owned();
                if let Some(bytes) = self.bytes(&file, LARGEST)? {
                    self.put(&mut tree, &path, &file, bytes);
                }
            }
        }
        Ok(tree)
    }

    /// Adds a file to those that are published as they are, under a path; a name that not every system can write is a
    /// diagnostic.
    pub(super) fn put(&mut self, tree: &mut FileTree, path: &str, file: &str, bytes: Vec<u8>) {
        if let Err(error) = tree.insert(path, bytes) {
            self.diagnostics.push(Diagnostic::new(Code::BadSlug, Place::file(file), error.to_string(), "换一个文件名"));
        }
    }
}
