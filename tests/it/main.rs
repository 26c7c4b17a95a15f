//! Integration tests, all in one program: linking is what costs time.

#![forbid(unsafe_code)]

mod content;
mod faults;
mod guide;
mod office;
mod portal;
mod publish;
mod serve;
mod sheets;
mod tidy;
mod words;
mod zola;
