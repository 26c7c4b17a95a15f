//! Integration tests, all in one program: linking is what costs time.

#![forbid(unsafe_code)]

mod build;
mod corpus;
mod data;
mod faults;
mod mutants;
mod portal;
mod publish;
mod seed;
mod tidy;
mod verify_site;
mod zola;
