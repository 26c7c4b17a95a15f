//! Runs another program, which may hang or talk for ever.

use std::io::{self, ErrorKind, Read};
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::sync::mpsc::{RecvTimeoutError, SyncSender, sync_channel};
use std::time::{Duration, Instant};

/// What a program may say on each of its outputs, in bytes.
const MOST_SAID: usize = 16 * 1024 * 1024;

/// The outputs of a program, and how they are heard: in parts of so many bytes, not many of them ahead.
const STDOUT: usize = 0;
const STDERR: usize = 1;
const PART: usize = 64 * 1024;
const MOST_UNHEARD: usize = 16;

/// How long its outputs may stay open once it has ended: what it started may hold them for ever.
const LONGEST_REST: Duration = Duration::from_secs(1);

/// How often a program is looked at.
const PAUSE: Duration = Duration::from_millis(5);

/// Runs a command to its end; one that takes longer than `longest`, or says too much, is ended.
///
/// # Errors
/// It can't be run, or was ended.
pub(super) fn output_of(command: &mut Command, longest: Duration) -> io::Result<Output> {
    let mut child = started(command)?;
    let (tell, said) = sync_channel(MOST_UNHEARD);
    listen(STDOUT, child.stdout.take(), &tell);
    listen(STDERR, child.stderr.take(), &tell);
    drop(tell);
    let begin = Instant::now();
    let mut ended: Option<(ExitStatus, Instant)> = None;
    let mut heard = [Vec::new(), Vec::new()];
    loop {
        let is_open = match said.recv_timeout(PAUSE) {
            Ok((from, bytes)) => {
                heard[from].extend(bytes);
                true
            }
            Err(RecvTimeoutError::Timeout) => true,
            Err(RecvTimeoutError::Disconnected) => false,
        };
        if heard.iter().any(|heard| heard.len() > MOST_SAID) {
            end(&mut child)?;
            return Err(io::Error::new(ErrorKind::InvalidData, "它不停地输出，已经结束它"));
        }
        if ended.is_none() {
            ended = child.try_wait()?.map(|status| (status, Instant::now()));
        }
        match ended {
            Some((status, since)) if !is_open || since.elapsed() > LONGEST_REST => {
                let [stdout, stderr] = heard;
                return Ok(Output { status, stdout, stderr });
            }
            None if begin.elapsed() > longest => {
                end(&mut child)?;
                let why = format!("过了 {} 秒还没有完成，已经结束它", longest.as_secs());
                return Err(io::Error::new(ErrorKind::TimedOut, why));
            }
            None if !is_open => std::thread::sleep(PAUSE),
            _ => {}
        }
    }
}

fn end(child: &mut Child) -> io::Result<()> {
    child.kill()?;
    child.wait().map(drop)
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

/// Passes on what comes out of a pipe, until it is closed. The thread that does it stays as long as a program that was left
/// running holds the pipe.
fn listen(from: usize, pipe: Option<impl Read + Send + 'static>, tell: &SyncSender<(usize, Vec<u8>)>) {
    let Some(mut pipe) = pipe else { return };
    let tell = tell.clone();
    std::thread::spawn(move || {
        let mut part = vec![0; PART];
        // What was said before a pipe broke is all that there is.
        while let Ok(length @ 1..) = pipe.read(&mut part) {
            if tell.send((from, part[..length].to_vec())).is_err() {
                break;
            }
        }
    });
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

    #[test]
    fn what_a_program_leaves_running_is_not_waited_for() {
        // It would be waited for, for ever.
        let output = run("sleep 1000 & echo out $!", Duration::from_secs(60)).unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        let pid = said.strip_prefix("out ").unwrap().trim();
        assert!(Command::new("kill").arg(pid).status().unwrap().success(), "it still ran");
    }
}
