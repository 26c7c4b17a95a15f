//! A running preview of a portal, asked as a browser asks it.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use camino::Utf8Path;

/// Ended when it is dropped.
pub(crate) struct Preview {
    child: Child,
    /// Host and port.
    address: String,
    /// The number of the edition that was seen last.
    seen: u64,
}

impl Preview {
    /// Begins the preview of the portal at `root`, and waits for its first edition.
    pub(crate) fn of(root: &Utf8Path) -> Preview {
        let mut command = Command::new(env!("CARGO_BIN_EXE_policy-portal"));
        command.args(["serve", "--port", "0", "--root", root.as_str()]).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().expect("a preview");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("its output")).read_line(&mut line).expect("its address");
        let address = line.trim().trim_start_matches("http://").trim_end_matches('/').to_owned();
        let mut preview = Preview { child, address, seen: 0 };
        preview.wait();
        preview
    }

    /// Waits until an edition is shown that hasn't been seen.
    pub(crate) fn wait(&mut self) {
        let before = self.seen;
        // An answer comes after a while, whatever has happened.
        while self.seen == before {
            let answer = self.state();
            let number = answer.split("\"number\":").nth(1).expect("a number");
            let digits: String = number.chars().take_while(char::is_ascii_digit).collect();
            self.seen = digits.parse().expect("a number");
            assert!(answer.contains("\"fault\":\"\""), "{answer}");
        }
    }

    /// Returns the process that makes it.
    pub(crate) fn process(&self) -> u32 {
        self.child.id()
    }

    fn state(&self) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("a connection");
        let path = format!("/__preview/state?seen={}", self.seen);
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {}\r\n\r\n", self.address).expect("a question");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        answer
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
