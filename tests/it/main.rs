//! Integration tests, all in one program: linking is what costs time.

#![forbid(unsafe_code)]

mod corpus;
mod faults;
mod mutants;
mod portal;
mod publish;
mod seed;
mod tidy;
mod zola;
