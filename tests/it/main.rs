//! Integration tests, all in one program: linking is what costs time.

#![forbid(unsafe_code)]

mod build;
mod content;
mod corpus;
mod data;
mod faults;
mod floor;
mod growth;
mod guide;
mod head;
mod hostile;
mod mutants;
mod office;
mod portal;
mod promise;
mod publish;
mod search;
mod seed;
mod serve;
mod sheets;
mod styles;
mod theme;
mod tidy;
mod verify_site;
mod words;
mod zola;
