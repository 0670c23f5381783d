//! Limits of the system: too low ones are reported before the work begins.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::base::lang::{Message, message};

/// Bytes of address space that a run needs at the least, threads and reading processes included.
#[cfg(unix)]
const LEAST: u64 = 512 << 20;

/// Refuses to run by a clock that is not set, or in less memory than a run takes; turns a limit on the size of files
/// into an error of writing.
pub(super) fn prepare() -> Result<(), Message> {
    set(SystemTime::now())?;
    granted()
}

/// Refuses a clock before 1970: documents cannot have such a date, and papers must not.
fn set(clock: SystemTime) -> Result<(), Message> {
    clock.duration_since(UNIX_EPOCH).map(drop).map_err(|_| {
        message!(
            "电脑的日期在 1970 年以前，写出的文件和文书会带上错误的日期。请先把系统的日期和时间调正确再运行；没有写出任何文件。",
            "The clock of this computer is before 1970: files and papers would bear a wrong date. Set date and time of the system and run again; nothing was written."
        )
    })
}

#[cfg(unix)]
fn granted() -> Result<(), Message> {
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
const fn granted() -> Result<(), Message> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use super::set;

    #[test]
    fn a_clock_that_is_not_set_is_reported() {
        let second = Duration::from_secs(1);
        assert!(set(UNIX_EPOCH).is_ok() && set(UNIX_EPOCH + second).is_ok());
        let refused = set(UNIX_EPOCH - second).unwrap_err();
        assert!(refused.zh.contains("1970 年"), "{}", refused.zh);
    }
}
