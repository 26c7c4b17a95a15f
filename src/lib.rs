pub mod diagnostic;
pub mod parse;
pub mod read;
pub mod site {
    pub mod view;
}
pub mod source;
mod toml_file;
