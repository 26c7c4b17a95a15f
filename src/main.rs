//! The program: the command line of the crate.

fn main() -> std::process::ExitCode {
    policy_portal::cli::run()
}
