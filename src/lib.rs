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
//! | inputs | [`inputs`] | the portal's folder → everything that a build reads, with diagnostics |
//! | parse | [`mod@parse`] | source text → [`parse::Document`]: as printed, with places |
//! | read | [`mod@read`] | document, `plan.toml`, agencies → [`read::Plan`]: as read |
//! | content | [`content`] | what editors wrote, the plans' tasks → [`content::Content`]: pages, cases, topics, progress |
//! | site | [`mod@site`] | plans and content → [`site::Site`]: every page, address and link |
//! | search, open data | [`mod@search`], [`emit::data`] | site → [`file_tree::FileTree`]: the search's files, the open data |
//! | emit | [`emit`] | site, theme, those files → [`file_tree::FileTree`]: a Zola site |
//! | output, zola, edition | [`output`], [`zola`], [`edition`] | file tree → disk → HTML → `public/` |
//! | verify | [`verify`] | source, listed corrections, HTML → what is lost, invented or broken |
//!
//! All of them speak of words, places and dates with [`text`], and of what is wrong with [`diagnostic`]; what the open
//! data's files are called and hold is [`open_data`]. Beside the way
//! stand [`cli::new`] (begins a file for an editor; a plan from whatever file an office has, by `intake`), `serve` (goes the whole way again and again) and [`edition::diff`]
//! (compares two finished sites).
//!
//! Faults of the data are [`diagnostic::Diagnostic`]s, all of one run together; faults of the environment are `anyhow`
//! errors. Only [`inputs`], [`output`], [`zola`], [`edition`], [`verify`] and those three touch the disk.

mod build;
pub mod cli;
pub mod content;
pub mod diagnostic;
pub mod edition;
pub mod emit;
pub mod file_tree;
pub mod gov_metadata;
pub mod inputs;
mod intake;
pub mod open_data;
pub mod output;
pub mod parse;
pub mod read;
pub mod search;
mod serve;
pub mod site;
pub mod text;
pub mod verify;
pub mod zola;

pub use build::{BuildOptions, Built, Checked, SiteAddress, build, check};
