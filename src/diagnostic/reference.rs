//! The list of codes as editors read it: `docs/diagnostics.md`.

use super::Code;

impl Code {
    /// Returns the reference that editors are given: `docs/diagnostics.md`.
    fn reference() -> String {
        let mut codes = Code::ALL.to_vec();
        codes.sort_by_key(|code| code.name());
        let rows =
            codes.iter().map(|code| format!("| `{code}` | {} | {} |\n", code.severity().label(), code.meaning()));
        format!(
            "# 诊断代码\n\n`check`、`build`、`verify` 等命令指出的每个问题都有一个代码，写在方括号里，如 `错误[unknown-agency]`。\
             代码不会改名。\n\n错误：不改正就不发布。提醒：照常发布，值得看一眼。说明：不必管。\n\n\
             | 代码 | 轻重 | 意思 |\n| --- | --- | --- |\n{}",
            rows.collect::<String>()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `FIXTURES=accept` writes it.
    #[test]
    fn the_reference_is_printed() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/diagnostics.md");
        if std::env::var("FIXTURES").is_ok_and(|value| value == "accept") {
            fs_err::write(path, Code::reference()).unwrap();
        }
        assert_eq!(fs_err::read_to_string(path).unwrap(), Code::reference());
    }
}
