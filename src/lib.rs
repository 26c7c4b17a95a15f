pub mod diagnostic;
pub mod site {
    pub mod view;
}
pub mod verify;
