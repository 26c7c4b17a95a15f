pub mod diagnostic;
pub mod edition;
pub mod fault;
pub mod file_tree;
pub mod output;
pub mod publish;
pub mod site {
    pub mod view;
}
pub mod zola;
