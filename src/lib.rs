pub mod diagnostic;
pub mod parse;
pub mod portal;
pub mod read;
pub mod site;
pub mod source;
mod toml_file;
pub mod words;
