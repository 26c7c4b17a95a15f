//! The program that portals of tests are given to.

use std::process::{Command, Output};

use crate::support::{Portal, zola};

/// Returns the program, with the Zola of the tests.
pub(crate) fn program() -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_policy-portal"));
    program.env("ZOLA", zola().program());
    program
}

impl Portal {
    /// Takes a file or a folder away.
    pub(crate) fn without(self, file: &str) -> Portal {
        let path = self.path(file);
        match path.is_dir() {
            true => fs_err::remove_dir_all(path.as_std_path()).unwrap(),
            false => fs_err::remove_file(path.as_std_path()).unwrap(),
        }
        self
    }

    /// Runs the program with `--root` set to this portal.
    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Returns the same, not yet run.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = program();
        command.args(arguments).args(["--root", self.root().as_str()]);
        command
    }
}
