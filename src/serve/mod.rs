//! `serve`: the portal on this machine, built again whenever an input changes, shown again in the browser.
//!
//! ```text
//! inputs ──watch──▶ build into target/preview ──▶ State { number, fault } ──▶ browser (reload.js asks for the next number)
//! ```
//!
//! The last good site stays while the inputs have errors; the browser then shows them over it.

mod http;
mod inputs_watch;

use std::io::Write as _;
use std::net::TcpListener;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context as _, Result};
use camino::{Utf8Path, Utf8PathBuf};
use tokio::sync::watch;

use self::inputs_watch::InputsWatch;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::diagnostic::{os_error, render};
use crate::edition;
use crate::inputs;
use crate::pipeline::{BuildOptions, Built, Kept, SiteAddress, build_and_retire};

/// Where the site that is shown stands, relative to the portal's root: `public/` stays as it is.
pub(crate) const PREVIEW: &str = "target/preview";

/// What has been built, told to every browser that asks.
#[derive(Debug, Default, Clone)]
struct State {
    /// Grows with each build, from one preview to the next, too; 0 before the first.
    number: u64,
    /// What is wrong, for people; empty where the site shown is the inputs' own.
    fault: String,
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
    let listener = TcpListener::bind(("127.0.0.1", port))
        .with_context(|| format!("端口 {port} 用不了；用 --port 0 自动选一个"))?;
    let address = listener.local_addr().context("没有得到端口")?;
    let mut out = std::io::stdout();
    writeln!(out, "http://{address}/").and_then(|()| out.flush()).context("写标准输出失败")?;

    let (tell, state) = watch::channel(State::default());
    let site = root.join(PREVIEW);
    std::thread::spawn(move || {
        if let Err(error) = http::answer_all(listener, &site, &state) {
            let _ = writeln!(std::io::stderr(), "错误：{}", os_error::describe(&error));
            std::process::exit(2);
        }
    });
    // A page of an earlier preview that is still open has another number.
    let began = SystemTime::now().duration_since(UNIX_EPOCH).map_or(1, |since| since.as_millis() as u64);

    // The preview works from the root of any address, whatever the deployment's is.
    let options =
        BuildOptions { out: Some(root.join(PREVIEW)), address: SiteAddress::Unknown, zola, ..BuildOptions::default() };
    let mut kept = Kept::default();
    let mut watch = InputsWatch::new(inputs::PATHS.iter().map(|path| root.join(path)).collect());
    loop {
        let seen = watch.settled();
        let mut before = None;
        let fault = match build_and_retire(root, &options, Some(&mut kept), &mut |_| {}) {
            Ok((built, retired)) => {
                before = retired;
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
        tell.send_modify(|state| *state = State { number: state.number.max(began) + 1, fault });
        // What can't be kept, the next build deletes, and tells where it can't.
        if let Some(before) = before {
            kept.spare = before.keep().ok();
        }
        watch.wait(&seen);
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
    site.join(edition::MANIFEST).is_file()
}
