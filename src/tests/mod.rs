//! Tests that go through several rooms: whole portals, looked at from inside.

mod corpus;
mod data;
mod fuzz;
mod glosses;
mod headers;
mod home;
mod links;
mod mutants;
mod navigation;
mod office_files;
mod organisation;
mod other_plan;
mod page_size;
mod pagination;
mod publish;
mod second_reading;
mod shipped_plan;
mod slips;
#[path = "../../tests/support/mod.rs"]
pub(crate) mod support;
mod text_mutants;
mod words;

use crate::file_tree::FileTree;
use crate::pipeline::{self, Reading};
use crate::site::Site;
use crate::{emit, search, site};
use support::Portal;

/// As the program has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Returns of how many cases a test tries one: of each `many`, or every one in a long run, which `make soak` is.
pub(crate) fn one_in(many: usize) -> usize {
    if std::env::var_os("SOAK").is_some() { 1 } else { many }
}

impl Portal {
    /// Returns what its inputs say.
    fn read(&self) -> Reading {
        pipeline::read(self.root()).unwrap()
    }

    /// Returns the site before it is written, whatever the diagnostics.
    pub(crate) fn site(&self) -> Site {
        let Reading { inputs, plans, content, .. } = self.read();
        let (portal, words, registry) = (inputs.portal.unwrap(), inputs.words.unwrap(), inputs.registry.unwrap());
        site::site(portal, words, plans, &registry, &inputs.lexicon, content, None)
    }

    /// Returns the staged Zola site, open data and search included.
    fn staged(&self) -> FileTree {
        let inputs = self.read().inputs;
        let site = self.site();
        let search = search::files(&site, &inputs.lexicon, search::LIMITS, None).unwrap();
        let (data, (pages, _)) = (emit::data::files(&site, None).unwrap(), emit::pages(&site, None).unwrap());
        emit::files(&site, &inputs.theme, data, search, &pages).unwrap()
    }
}
