fn main() -> std::process::ExitCode {
    policy_portal::cli::run()
}
