//! Errors of the operating system in words.

use std::any::Any;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use super::lang::Message;

/// Numbers of the system for too many open files, which have no kind of their own.
const HANDLES: &[i32] = if cfg!(windows) { &[4] } else { &[23, 24] };

/// The result of `work`, which starts threads like the library that writes workbooks: it panics where the system grants
/// none.
///
/// # Errors
///
/// The system's, where it does not.
pub(crate) fn with_threads<T>(work: impl FnOnce() -> T) -> io::Result<T> {
    catch_unwind(AssertUnwindSafe(work)).or_else(|fault| match refused_thread(&*fault) {
        Some(error) => Err(error),
        None => resume_unwind(fault),
    })
}

/// The error of the system in a panic of the standard library over a thread that is not granted:
/// `failed to spawn thread: Os { code: 11, … }`.
pub(crate) fn refused_thread(fault: &(dyn Any + Send)) -> Option<io::Error> {
    let message = fault.downcast_ref::<String>()?;
    let message = message.strip_prefix("failed to spawn thread")?;
    let number = message.split_once("code: ").and_then(|(_, behind)| {
        let digits = behind.split(|c: char| !c.is_ascii_digit()).next()?;
        digits.parse().ok()
    });
    Some(number.map_or(
        io::ErrorKind::WouldBlock.into(),
        io::Error::from_raw_os_error,
    ))
}

/// Why the system refused, in words a user can act on.
pub(crate) fn cause(error: &io::Error) -> Message {
    use io::ErrorKind as Kind;
    if error
        .raw_os_error()
        .is_some_and(|number| HANDLES.contains(&number))
    {
        return Message::new(
            "同时打开的文件超过系统上限，请关闭其他程序后再运行（也可放宽限制 ulimit -n，或加 --jobs 1）",
            "too many files are open: close other programs and run again (or raise the limit with ulimit -n, or add --jobs 1)",
        );
    }
    match error.kind() {
        Kind::NotFound => Message::new("所在的文件夹或文件不存在", "no such folder or file"),
        Kind::PermissionDenied => Message::new(
            "没有权限，或文件正在 WPS、Excel 中打开，请先关闭",
            "no permission, or the file is open in WPS or Excel: close it first",
        ),
        Kind::StorageFull | Kind::QuotaExceeded => Message::new("磁盘空间不足", "the disk is full"),
        Kind::FileTooLarge => Message::new(
            "文件大小超过系统上限，请放宽限制（ulimit -f）或换一个磁盘",
            "the file is larger than the system allows: raise the limit (ulimit -f), or use another disk",
        ),
        Kind::WouldBlock => Message::new(
            "系统不允许再启动进程或线程，请关闭其他程序后再运行（也可加 --jobs 1）",
            "the system starts no more processes or threads: close other programs and run again (or add --jobs 1)",
        ),
        Kind::OutOfMemory => Message::new(
            "内存不足，请关闭其他程序后再运行",
            "out of memory: close other programs",
        ),
        Kind::ReadOnlyFilesystem => Message::new("磁盘或文件夹是只读的", "the disk is read-only"),
        Kind::IsADirectory => Message::new("这是一个文件夹", "it is a folder"),
        Kind::Unsupported => Message::new(
            "这是设备或管道，不是文件",
            "it is a device or pipe, not a file",
        ),
        Kind::InvalidFilename => {
            Message::new("文件名无效或过长", "the name is invalid or too long")
        }
        Kind::ResourceBusy | Kind::ExecutableFileBusy => {
            Message::new("文件正被其他程序占用", "another program is using the file")
        }
        Kind::InvalidData => Message::new("文件不是文本", "the file is not text"),
        _ => Message::new(
            "系统拒绝了这次操作，请检查磁盘、权限，以及文件是否正在其他程序中打开",
            "the system refused: check the disk, permissions, and whether the file is open elsewhere",
        ),
    }
}
