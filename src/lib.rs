//! Turns official plans into a static public information portal.
//!
//! Data flows one way; each phase imports only the types that it takes and the types that it gives:
//!
//! ```text
//! seeds/*/source.txt ──parse──▶ Document ──read──▶ Plan ─┐
//! content/*, progress.csv ──read──▶ Content ─────────────┼─site─▶ Site ──emit──▶ FileTree ──output──▶ target/site
//! portal.toml, agencies.toml, i18n, content/search ──────┘         └─search, data─▶ FileTree               │ zola
//!                                                                                                          ▼
//!                                                            public/ ◀──publish── verified ◀──verify── staged site
//! ```
//!
//! | phase | module | takes → gives |
//! | --- | --- | --- |
//! | inputs | [`inputs`] | the portal's folder → everything that a build reads, with findings |
//! | parse | [`mod@parse`] | source text → [`parse::Document`]: as printed, with places |
//! | read | [`mod@read`] | document, `plan.toml`, agencies → [`read::Plan`]: as read |
//! | content | [`content`] | what editors wrote, the plans' tasks → [`content::Content`]: cases, topics, progress |
//! | site | [`mod@site`] | plans, content and texts → [`site::Site`]: every page, address and link |
//! | search, data | [`mod@search`], [`data`] | site → [`file_tree::FileTree`]: the search's files, the open data |
//! | emit | [`emit`] | site, theme, those files → [`file_tree::FileTree`]: a Zola site |
//! | output, zola, publish | [`output`], [`zola`], [`publish`] | file tree → disk → HTML → `public/` |
//! | verify | [`verify`] | source, listed corrections, HTML → what is lost, invented or broken |
//!
//! Beside the way stand [`skeleton`] (begins a file for an editor), `serve` (goes the whole way again and again) and
//! [`diff`] (compares two finished sites).
//!
//! Faults of the data are [`diagnostic::Diagnostic`]s, all of one run together; faults of the environment are `anyhow`
//! errors. Only [`inputs`], [`output`], [`zola`], [`publish`], [`verify`] and those three touch the disk.

mod build;
mod calendar;
pub mod cli;
pub mod content;
pub mod conventions;
pub mod data;
pub mod diagnostic;
pub mod diff;
pub mod edition;
pub mod emit;
pub mod english;
pub mod fault;
pub mod file_tree;
pub mod inputs;
pub mod lexicon;
pub mod link;
pub mod output;
pub mod parse;
pub mod portal;
pub mod publish;
pub mod read;
pub mod report;
pub mod schema;
pub mod search;
mod serve;
pub mod site;
pub mod skeleton;
pub mod slug;
pub mod source;
pub mod theme;
mod toml_file;
pub mod verify;
pub mod words;
pub mod zola;

pub use build::{BuildOptions, Built, Checked, build, check};
