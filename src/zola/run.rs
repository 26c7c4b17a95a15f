//! Runs Zola on a staged site.

use std::fmt;
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use camino::Utf8Path;
use walkdir::WalkDir;

use super::Zola;
use super::process::output_of;

/// Zola ran and did not take the staged site: a fault of the site or of its theme, not of the machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Rejected {
    /// What Zola said, paths relative to the staged site.
    pub messages: String,
}

impl fmt::Display for Rejected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Zola 没有接受生成的站点：\n{}", self.messages)
    }
}

impl std::error::Error for Rejected {}

/// How long Zola may take, fifty times what it does on a slow machine.
const LEAST_TIME: Duration = Duration::from_secs(60);
const TIME_PER_FILE: Duration = Duration::from_millis(250);

/// The variables that Zola keeps from our environment: those that programs need to run at all.
const KEPT: [&str; 8] =
    ["PATH", "HOME", "TMPDIR", "TEMP", "SYSTEMROOT", "LD_LIBRARY_PATH", "NIX_LD", "NIX_LD_LIBRARY_PATH"];

/// Faults of the machine that Zola passes on: no access, no space, read-only, quota.
const MACHINE_FAULTS: [&str; 4] = ["(os error 13)", "(os error 28)", "(os error 30)", "(os error 122)"];

/// What Zola takes for a pattern in the path of a site, and then finds no templates.
const OF_PATTERNS: [char; 4] = ['*', '{', '}', '\\'];

impl Zola {
    /// Builds the staged site in `site` into the folder `out`, which must not exist yet (the one above it must). A
    /// `base_url` takes the place of the one in the site's `config.toml`.
    ///
    /// # Errors
    ///
    /// [`Rejected`], as the error's own type, where Zola reports a fault of the site, leaves a page out, or finds one
    /// that belongs to no section; any other error is the machine's. `out` may then be there, unfinished.
    pub fn build(&self, site: &Utf8Path, out: &Utf8Path, base_url: Option<&str>) -> Result<()> {
        let real = |path: &Utf8Path| path.canonicalize_utf8().with_context(|| format!("查看 `{path}` 失败"));
        let site = real(site)?;
        let is_of_pattern = |c: &char| OF_PATTERNS.contains(c) && !std::path::is_separator(*c);
        if let Some(c) = site.as_str().chars().find(is_of_pattern) {
            bail!("`{site}` 的路径里有 `{c}`，Zola 在这样的文件夹里找不到模板：请给文件夹改名，或把网站换个地方");
        }
        let config = site.join("config.toml");
        if !config.is_file() {
            bail!("`{site}` 里没有 `config.toml`：不是 Zola 站点"); // Zola would go on looking above.
        }
        let (parent, name) = out.parent().zip(out.file_name()).with_context(|| format!("输出路径 `{out}` 不可用"))?;
        let out = real(if parent.as_str().is_empty() { ".".into() } else { parent })?.join(name);

        let mut command = ending_with_us(&self.program);
        command.env_clear().envs(KEPT.iter().filter_map(|name| Some((name, std::env::var_os(name)?))));
        command.env("TZ", "UTC").env("LC_ALL", "C.UTF-8").env("NO_COLOR", "1");
        command.arg("--root").arg(&site).args(["--config", "config.toml", "build", "--output-dir"]).arg(&out);
        command.args(base_url.iter().flat_map(|url| ["--base-url", url]));
        let files = WalkDir::new(&site).into_iter().count();
        let longest = LEAST_TIME + TIME_PER_FILE * u32::try_from(files).unwrap_or(u32::MAX);
        let output = output_of(&mut command, longest).with_context(|| format!("运行 `{}` 失败", self.program))?;

        let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
        let messages = said.replace(&format!("{site}/"), "").trim().to_owned();
        if output.status.success() && !leaves_pages_out(&messages) {
            return Ok(());
        }
        if output.status.code().is_none() || MACHINE_FAULTS.iter().any(|fault| messages.contains(fault)) {
            bail!("Zola 没有完成（{}）：\n{messages}", output.status);
        }
        Err(Rejected { messages }.into())
    }
}

/// Returns a command that runs a program which doesn't outlive us: killed, we can't end it. Linux ends it then, if told
/// so before the program starts; `setpriv` of util-linux does that. Where there is none, the program just runs.
fn ending_with_us(program: &Utf8Path) -> Command {
    const BOUND: [&str; 2] = ["--pdeathsig", "KILL"];
    let mut probe = Command::new("setpriv");
    probe.args(BOUND).arg("true").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    if !cfg!(target_os = "linux") || !probe.status().is_ok_and(|status| status.success()) {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    command.args(BOUND).arg("--").arg(program);
    command
}

/// Checks whether Zola says that it didn't render a page, or that a page belongs to no section.
fn leaves_pages_out(messages: &str) -> bool {
    let has_orphans = |line: &str| {
        let before = line.split_once(" orphan)").map(|(before, _)| before);
        before.and_then(|before| before.rsplit_once('(')).is_some_and(|(_, count)| count != "0")
    };
    messages.lines().any(|line| line.contains("page(s) ignored") || has_orphans(line))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_left_out_are_noticed() {
        assert!(!leaves_pages_out("Building site...\n-> Creating 3 pages (0 orphan) and 2 sections\nDone in 5ms."));
        assert!(leaves_pages_out("-> Creating 3 pages (1 orphan) and 2 sections"));
        assert!(leaves_pages_out("-> Creating 30 pages (10 orphan) and 2 sections"));
        assert!(leaves_pages_out("Warning: 2 page(s) ignored (missing date or weight in a sorted section):\n- a.md"));
    }
}
