pub mod diagnostic;
pub mod parse;
pub mod site {
    pub mod view;
}
pub mod source;
