//! Runs another program, which may hang or talk for ever.

use std::io::{self, ErrorKind, Read};
use std::process::{Child, Command, Output, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// What a program may say on each of its outputs, in bytes.
const MOST_SAID: u64 = 16 * 1024 * 1024;

/// How often a program is looked at.
const PAUSE: Duration = Duration::from_millis(5);

/// Runs a command to its end; one that takes longer than `longest`, or says too much, is ended.
///
/// # Errors
/// It can't be run, or was ended.
pub(super) fn output_of(command: &mut Command, longest: Duration) -> io::Result<Output> {
    let mut child = started(command)?;
    let is_too_much = Arc::new(AtomicBool::new(false));
    let stdout = child.stdout.take().map(|pipe| listen(pipe, &is_too_much));
    let stderr = child.stderr.take().map(|pipe| listen(pipe, &is_too_much));
    let begin = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        if is_too_much.load(Ordering::Relaxed) {
            child.kill()?;
        } else if begin.elapsed() > longest {
            child.kill()?;
            child.wait()?;
            let why = format!("过了 {} 秒还没有完成，已经结束它", longest.as_secs());
            return Err(io::Error::new(ErrorKind::TimedOut, why));
        }
        std::thread::sleep(PAUSE);
    };
    let too_much = || io::Error::new(ErrorKind::InvalidData, "它不停地输出，已经结束它");
    if is_too_much.load(Ordering::Relaxed) {
        return Err(too_much());
    }
    let said = |of: Option<JoinHandle<Vec<u8>>>| of.and_then(|of| of.join().ok()).unwrap_or_default();
    let output = Output { status, stdout: said(stdout), stderr: said(stderr) };
    // It may have ended by itself, since nobody listened any more.
    if is_too_much.load(Ordering::Relaxed) { Err(too_much()) } else { Ok(output) }
}

/// Starts a command. A program just written can be busy for a moment, while another thread starts a process.
fn started(command: &mut Command) -> io::Result<Child> {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut tries = 0;
    loop {
        match command.spawn() {
            Err(error) if error.kind() == ErrorKind::ExecutableFileBusy && tries < 50 => {
                tries += 1;
                std::thread::sleep(Duration::from_millis(20));
            }
            child => return child,
        }
    }
}

fn listen(pipe: impl Read + Send + 'static, is_too_much: &Arc<AtomicBool>) -> JoinHandle<Vec<u8>> {
    let is_too_much = Arc::clone(is_too_much);
    std::thread::spawn(move || {
        let mut said = Vec::new();
        // What was said before a pipe broke is all that there is.
        let _ = pipe.take(MOST_SAID).read_to_end(&mut said);
        is_too_much.fetch_or(said.len() as u64 == MOST_SAID, Ordering::Relaxed);
        said
    })
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn run(script: &str, longest: Duration) -> io::Result<Output> {
        output_of(Command::new("sh").args(["-c", script]), longest)
    }

    #[test]
    fn what_a_program_says_is_heard() {
        let output = run("echo out; echo err >&2; exit 3", Duration::from_secs(60)).unwrap();
        assert_eq!((output.stdout, output.stderr), (b"out\n".to_vec(), b"err\n".to_vec()));
        assert_eq!(output.status.code(), Some(3));
    }

    #[test]
    fn a_program_that_hangs_or_talks_for_ever_is_ended() {
        let hanging = run("exec sleep 1000", Duration::from_secs(1)).unwrap_err();
        assert_eq!((hanging.kind(), hanging.to_string().contains("1 秒")), (ErrorKind::TimedOut, true));
        let talking = run("exec yes", Duration::from_secs(600)).unwrap_err();
        assert_eq!(talking.kind(), ErrorKind::InvalidData);
    }
}
