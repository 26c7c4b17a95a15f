//! `serve`: the portal on this machine, built again whenever an input changes, shown again in the browser.
//!
//! ```text
//! inputs ──watch──▶ build into target/preview ──▶ State { number, fault } ──▶ browser (reload.js asks for the next number)
//! ```
//!
//! The last good site stays while the inputs have errors; the browser then shows them over it.

mod http;
mod watch;

use std::io::Write as _;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use anyhow::{Context as _, Result, anyhow};
use camino::{Utf8Path, Utf8PathBuf};

use crate::build::{BuildOptions, Built, SiteAddress, build};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::diagnostic::{os_error, render};
use crate::edition::publish;
use crate::inputs;

/// Where the site that is shown stands, relative to the portal's root: `public/` stays as it is.
pub(crate) const PREVIEW: &str = "target/preview";

/// How often the inputs are looked at.
const PAUSE: Duration = Duration::from_millis(50);

/// What has been built, told to every browser that asks.
#[derive(Debug, Default)]
struct State {
    /// Counts builds; 0 before the first.
    number: u64,
    /// What is wrong, for people; empty where the site shown is the inputs' own.
    fault: String,
}

/// The state, and a bell for those who wait for the next.
#[derive(Debug, Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn tell(&self, fault: String) {
        let mut state = self.lock();
        state.number += 1;
        state.fault = fault;
        self.changed.notify_all();
    }

    /// Returns the state once its number is another than `seen`, or after `longest`.
    fn wait(&self, seen: u64, longest: Duration) -> (u64, String) {
        let state = self.lock();
        let waited = self.changed.wait_timeout_while(state, longest, |state| state.number == seen);
        let (state, _) = waited.unwrap_or_else(PoisonError::into_inner);
        (state.number, state.fault.clone())
    }
}

/// Serves the portal at `root` on 127.0.0.1 until the process ends; `port` 0 takes any free one. `hear` hears what
/// each build found.
///
/// # Errors
/// The port is taken, or standard output is closed.
pub(crate) fn serve(
    root: &Utf8Path,
    port: u16,
    zola: Option<Utf8PathBuf>,
    hear: &mut dyn FnMut(&[Diagnostic]) -> Result<()>,
) -> Result<()> {
    let server = tiny_http::Server::http(("127.0.0.1", port))
        .map_err(|error| anyhow!("{error}"))
        .with_context(|| format!("端口 {port} 用不了；用 --port 0 自动选一个"))?;
    let address = server.server_addr().to_ip().context("没有得到端口")?;
    let mut out = std::io::stdout();
    writeln!(out, "http://{address}/").and_then(|()| out.flush()).context("写标准输出失败")?;

    let shared = Arc::new(Shared::default());
    let site = root.join(PREVIEW);
    let visitors = Arc::clone(&shared);
    std::thread::spawn(move || http::answer_all(&server, &site, &visitors));

    // The preview works from the root of any address, whatever the deployment's is.
    let options =
        BuildOptions { out: Some(root.join(PREVIEW)), address: SiteAddress::Unknown, zola, ..BuildOptions::default() };
    let inputs: Vec<Utf8PathBuf> = inputs::PATHS.iter().map(|path| root.join(path)).collect();
    loop {
        let seen = watch::settled(&inputs);
        let fault = match build(root, &options, &mut |_| {}) {
            Ok(built) => {
                let diagnostics: Vec<Diagnostic> =
                    built.diagnostics.iter().filter(|diagnostic| diagnostic.code != Code::NoBaseUrl).cloned().collect();
                hear(&diagnostics)?;
                fault_of(&built, &diagnostics)
            }
            Err(error) => {
                let told = os_error::describe(&error);
                // Where nobody reads it there, the page shows it.
                let _ = writeln!(std::io::stderr(), "错误：{told}");
                told
            }
        };
        shared.tell(fault);
        while watch::snapshot(&inputs) == seen {
            std::thread::sleep(PAUSE);
        }
    }
}

/// Returns what the browser shows over the site: nothing where it was swapped in.
fn fault_of(built: &Built, diagnostics: &[Diagnostic]) -> String {
    if built.out.is_some() {
        return String::new();
    }
    let errors = diagnostics.iter().filter(|diagnostic| diagnostic.severity() == Severity::Error);
    render::humans(&errors.cloned().collect::<Vec<_>>(), false).join("\n\n")
}

/// Checks whether there is a site to show.
fn has_site(site: &Utf8Path) -> bool {
    publish::is_edition(site)
}
