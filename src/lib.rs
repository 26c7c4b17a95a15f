//! Turns official plans into a static public information portal.
//!
//! What can be done with a portal's folder is here, and nothing else: [`check`] it, [`build()`] its site, [`verify()`] a
//! site, [`diff`] two of them; [`cli::run`] is the program that does it.
//!
//! ```no_run
//! # fn main() -> anyhow::Result<()> {
//! use policy_portal::{BuildOptions, build, check};
//!
//! let root = camino::Utf8Path::new("my-portal");
//! for diagnostic in check(root)?.diagnostics {
//!     println!("{}:{} {}", diagnostic.place.file, diagnostic.place.line, diagnostic.message);
//! }
//! let built = build(root, &BuildOptions::default(), &mut |step| eprintln!("{step}"))?;
//! println!("{} pages in {:?}", built.stats.pages, built.out);
//! # Ok(())
//! # }
//! ```
//!
//! # The rooms
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
//! | links | `pipeline::links` | site, content, inputs → what is wrong with the links that people wrote |
//! | search, open data | [`mod@search`], [`emit::data`] | site → [`file_tree::FileTree`]: the search's files, the open data |
//! | share | [`share`] | site → pictures that other sites show beside a link to a page; drawn where the last build has none of the same words |
//! | emit | [`emit`] | site, theme, those files → [`file_tree::FileTree`]: a Zola site |
//! | output, rendering, edition | [`output`], [`mod@rendering`], [`zola`], [`edition`] | file tree → disk → HTML → `public/` |
//! | verify | [`mod@verify`] | source, listed corrections, HTML → what is lost, invented or broken |
//!
//! [`mod@pipeline`] goes the whole way. All of them speak of words, places and dates with [`text`], and of what is wrong
//! with [`diagnostic`]; what the open data's files are called and hold is [`open_data`], how a cell of a spreadsheet is
//! read [`workbook`], how lists are cut [`packing`], what stands in a folder [`walk`], what files on the disk hold
//! [`file_digests`], what a preview keeps from one build for the next [`memory`]. Beside the way stand `new` of [`cli`] (begins a file for an editor; a plan from
//! whatever file an office has, by [`intake`]), [`serve`] (goes the whole way again and again) and [`edition::diff`]
//! (compares two finished sites).
//!
//! Faults of the data are [`diagnostic::Diagnostic`]s, all of one run together; faults of the environment are `anyhow`
//! errors. Only [`inputs`], [`output`], [`walk`], [`file_digests`], [`rendering`], [`zola`], [`edition`], [`mod@verify`] and those three
//! touch the disk.

#![allow(rustdoc::private_intra_doc_links, reason = "the rooms are for those who work in them")]

pub mod cli;
mod content;
mod diagnostic;
mod edition;
mod emit;
mod file_digests;
mod file_tree;
mod inputs;
mod intake;
mod memory;
mod open_data;
mod output;
mod packing;
mod parse;
mod pipeline;
mod read;
mod rendering;
mod search;
mod serve;
mod share;
mod site;
#[cfg(test)]
mod tests;
mod text;
mod verify;
mod walk;
mod workbook;
mod zola;

pub use diagnostic::{Code, Diagnostic, Place, Severity};
pub use edition::diff::{Changed, Changes, Difference, Field, Item, diff};
pub use pipeline::{BuildOptions, Built, Checked, SiteAddress, build, check, find_zola, write_search};
pub use text::date::Date;
pub use text::source::Excerpt;
pub use text::url::BaseUrl;
pub use verify::{VerifyReport, VerifyStats, verify};
pub use zola::{Version, Zola};

/// The support of tests names the crate as integration tests do.
#[cfg(test)]
extern crate self as policy_portal;
