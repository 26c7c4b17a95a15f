//! How faults of the environment are told: each error of a chain after the one that it caused.

use std::io::{self, ErrorKind};

use itertools::Itertools as _;

/// Returns the error and all its causes in one line: ``写入 `public/x` 失败：磁盘空间不足（…）``.
pub(crate) fn describe(error: &anyhow::Error) -> String {
    error.chain().map(one).join("：")
}

/// Returns one error of a chain. What the system reports is said in Chinese first, then in its own words.
fn one(error: &(dyn std::error::Error + 'static)) -> String {
    match error.downcast_ref::<io::Error>().and_then(|error| in_chinese(error.kind())) {
        Some(text) => format!("{text}（{error}）"),
        None => error.to_string(),
    }
}

fn in_chinese(kind: ErrorKind) -> Option<&'static str> {
    Some(match kind {
        ErrorKind::NotFound => "不存在",
        ErrorKind::PermissionDenied => "没有权限",
        ErrorKind::AlreadyExists => "已经存在",
        ErrorKind::NotADirectory => "路径中有一段不是文件夹",
        ErrorKind::IsADirectory => "是文件夹，不是文件",
        ErrorKind::DirectoryNotEmpty => "文件夹不是空的",
        ErrorKind::ReadOnlyFilesystem => "文件系统只读",
        ErrorKind::StorageFull => "磁盘空间不足",
        ErrorKind::QuotaExceeded => "超出磁盘配额",
        ErrorKind::ResourceBusy => "正被占用",
        ErrorKind::CrossesDevices => "跨越了文件系统",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use anyhow::Context as _;

    use super::*;

    #[test]
    fn causes_follow_in_chinese() {
        let full = Err::<(), _>(io::Error::from_raw_os_error(28)).context("写入 `public/x` 失败").context("生成失败");
        let told = describe(&full.unwrap_err());
        assert!(told.starts_with("生成失败：写入 `public/x` 失败："), "{told}");
        #[cfg(target_os = "linux")]
        assert!(told.contains("磁盘空间不足（No space left on device"), "{told}");
        assert_eq!(describe(&anyhow::anyhow!("原因").context("结果")), "结果：原因");
        assert_eq!(describe(&io::Error::new(ErrorKind::NotFound, "no `x`").into()), "不存在（no `x`）");
        assert_eq!(describe(&io::Error::other("anything").into()), "anything");
    }
}
