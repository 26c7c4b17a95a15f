//! Integration tests, all in one program: linking is what costs time.

#![forbid(unsafe_code)]

mod content;
mod publish;
mod sheets;
mod tidy;
mod words;
mod zola;
