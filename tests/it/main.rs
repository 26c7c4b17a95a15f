//! Integration tests, all in one program: linking is what costs time.

#![forbid(unsafe_code)]

mod content;
mod faults;
mod floor;
mod portal;
mod publish;
mod sheets;
mod tidy;
mod words;
mod zola;
