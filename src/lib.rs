//! Turns official plans into a static public information portal.
//!
//! Data flows one way; each phase imports only the types that it takes and the types that it gives:
//!
//! ```text
//! seeds/*/source.txt ──parse──▶ Document ──read──▶ Plan ─┐
//! content/pages/*.md ────────────────────────────────────├─site─▶ Site ──emit──▶ FileTree ──output──▶ target/site
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
//! | site | [`mod@site`] | plans and texts → [`site::Site`]: every page, address and link |
//! | search, data | [`mod@search`], [`data`] | site → [`file_tree::FileTree`]: the search's files, the open data |
//! | emit | [`emit`] | site, theme, those files → [`file_tree::FileTree`]: a Zola site |
//! | output, zola, publish | [`output`], [`zola`], [`publish`] | file tree → disk → HTML → `public/` |
//! | verify | [`verify`] | source, listed corrections, HTML → what is lost, invented or broken |
//!
//! Faults of the data are [`diagnostic::Diagnostic`]s, all of one run together; faults of the environment are `anyhow`
//! errors. Only [`inputs`], [`output`], [`zola`], [`publish`] and [`verify`] touch the disk.

mod build;
pub mod cli;
pub mod data;
pub mod diagnostic;
pub mod edition;
pub mod emit;
pub mod fault;
pub mod file_tree;
pub mod inputs;
pub mod lexicon;
pub mod output;
pub mod parse;
pub mod portal;
pub mod publish;
pub mod read;
pub mod report;
pub mod schema;
pub mod search;
pub mod site;
pub mod source;
pub mod theme;
mod toml_file;
pub mod verify;
pub mod words;
pub mod zola;

pub use build::{BuildOptions, Built, Checked, build, check};
