//! Integration tests, all in one program: linking is what costs time.

#![forbid(unsafe_code)]

mod faults;
mod portal;
mod publish;
mod search;
mod tidy;
mod words;
mod zola;
