pub mod diagnostic;
pub mod site {
    pub mod view;
}
