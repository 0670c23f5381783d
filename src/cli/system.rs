//! What the system grants: too little is told in a sentence before the work begins.

use crate::base::lang::Message;

/// Bytes of address space that a run needs at the least, threads and reading processes included.
#[cfg(unix)]
const LEAST: u64 = 512 << 20;

/// Refuses to run in less memory than it takes, and lets a limit on the size of files be an error of writing.
#[cfg(unix)]
pub(super) fn prepare() -> Result<(), Message> {
    use crate::base::lang::message;
    use rustix::process::{Resource, getrlimit};
    use signal_hook::consts::SIGXFSZ;
    // Where no handler can be set the system ends the program, as it would have done before.
    let _ = signal_hook::flag::register(SIGXFSZ, std::sync::Arc::default());
    match getrlimit(Resource::As).current {
        Some(granted) if granted < LEAST => {
            let (granted, least) = (granted >> 20, LEAST >> 20);
            Err(message!(
                "系统只允许本程序使用 {granted} MB 内存（地址空间），至少需要 {least} MB。请放宽限制（ulimit -v）后再运行；没有写出任何文件。",
                "The system grants this program {granted} MB of memory (address space); it needs {least} MB. Raise the limit (ulimit -v) and run again; nothing was written."
            ))
        }
        _ => Ok(()),
    }
}

/// Other systems set no such limits.
#[cfg(not(unix))]
pub(super) const fn prepare() -> Result<(), Message> {
    Ok(())
}
