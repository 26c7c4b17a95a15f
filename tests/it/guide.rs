//! The guide for editors is true: what it has them write is written, what it has them run is run.
//!
//! A fenced block whose first line names a file (` ```markdown content/cases/a.md `) is that file; ` ```remove PATH `
//! takes it away; in a `console` block each `$ ` line is a command, and what follows is what it says, `……` standing for
//! anything, alone in a line for any lines. `GUIDE=accept cargo test guide` writes what was said into the guide; read the difference before committing.

use crate::program::program;
use crate::support::{Portal, repository};

const GUIDE: &str = "docs/guide.md";

#[test]
fn the_guide_says_what_the_program_says() {
    let accept = std::env::var("GUIDE").is_ok_and(|value| value == "accept");
    let path = repository().join(GUIDE);
    let text = fs_err::read_to_string(path.as_std_path()).unwrap();
    let mut portal = Portal::shipped();
    let mut written = String::new();
    let mut faults = Vec::new();
    let mut commands = 0;
    for (index, piece) in text.split("```").enumerate() {
        // Every other piece is a fenced block.
        if index > 0 {
            written += "```";
        }
        let (info, body) = piece.split_once('\n').filter(|_| index % 2 == 1).unwrap_or((piece, ""));
        match (index % 2, info.split_once(' ')) {
            (0, _) => {}
            (_, Some(("remove", file))) => portal = portal.without(file),
            (_, Some((_, file))) => portal = portal.file(file, body),
            (_, None) if info == "console" => {
                written += "console\n";
                for (command, expected) in steps(body) {
                    commands += 1;
                    let said = run(&portal, &command);
                    let is_as_told = matches(&expected, &said);
                    if !is_as_told {
                        faults.push(format!("$ {command}\nexpected:\n{expected}\nfound:\n{said}"));
                    }
                    let shown = if is_as_told { expected } else { said };
                    written += &format!("$ {command}\n{shown}");
                }
                continue;
            }
            _ => {}
        }
        written += piece;
    }
    assert!(commands > 8);
    if accept {
        return fs_err::write(path.as_std_path(), written).unwrap();
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// Commands, each with the lines after it.
fn steps(body: &str) -> Vec<(String, String)> {
    let mut steps: Vec<(String, String)> = Vec::new();
    for line in body.lines() {
        match (line.strip_prefix("$ "), steps.last_mut()) {
            (Some(command), _) => steps.push((command.to_owned(), String::new())),
            (None, Some((_, said))) => *said += &format!("{line}\n"),
            (None, None) => panic!("{GUIDE}: a console block begins with a command, not `{line}`"),
        }
    }
    steps
}

/// Returns what people see: problems first, then the result.
fn run(portal: &Portal, command: &str) -> String {
    let words: Vec<&str> = command.split(' ').collect();
    assert_eq!(words[0], "policy-portal", "only our own program is run: `{command}`");
    let output = program().args(&words[1..]).current_dir(portal.root()).output().unwrap();
    [output.stderr, output.stdout].map(|bytes| String::from_utf8(bytes).unwrap()).concat()
}

/// Checks whether `said` is `expected`, `……` standing for anything within a line, and alone in one for any lines.
fn matches(expected: &str, said: &str) -> bool {
    let (expected, said): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), said.lines().collect());
    lines_match(&expected, &said)
}

fn lines_match(expected: &[&str], said: &[&str]) -> bool {
    match expected {
        [] => said.is_empty(),
        ["……", rest @ ..] => (0..=said.len()).any(|skipped| lines_match(rest, &said[skipped..])),
        [line, rest @ ..] => said.first().is_some_and(|said| line_matches(line, said)) && lines_match(rest, &said[1..]),
    }
}

fn line_matches(expected: &str, said: &str) -> bool {
    let mut rest = said;
    for (at, part) in expected.split("……").enumerate() {
        let Some(place) = rest.find(part).filter(|place| at > 0 || *place == 0) else { return false };
        rest = &rest[place + part.len()..];
    }
    rest.is_empty() || expected.ends_with("……")
}
