//! The library starts a thread for every sheet at once, whatever number was asked for: they share that many processors.

/// Runs `save`, with all threads that it starts, on at most `processors` processors where the system can bind threads.
pub(super) fn within<T>(processors: usize, save: impl FnOnce() -> T) -> T {
    let _bound = Binding::to(processors);
    save()
}

/// A thread bound to some processors for as long as this lives.
#[cfg(target_os = "linux")]
struct Binding {
    before: rustix::thread::CpuSet,
}

#[cfg(target_os = "linux")]
impl Binding {
    /// Binds this thread to the processor it runs on and those behind; `None` where it has no more anyway.
    fn to(processors: usize) -> Option<Self> {
        use rustix::thread::{CpuSet, sched_getaffinity, sched_getcpu, sched_setaffinity};

        let before = sched_getaffinity(None).ok()?;
        let here = sched_getcpu().min(CpuSet::MAX_CPU);
        let granted = (here..CpuSet::MAX_CPU).chain(0..here);
        let mut granted = granted.filter(|processor| before.is_set(*processor));
        let mut chosen = CpuSet::new();
        granted
            .by_ref()
            .take(processors.max(1))
            .for_each(|processor| chosen.set(processor));
        granted.next()?;
        sched_setaffinity(None, &chosen).ok()?;
        Some(Self { before })
    }
}

#[cfg(target_os = "linux")]
impl Drop for Binding {
    fn drop(&mut self) {
        // If the system refuses, the thread stays on fewer processors, which is harmless.
        let _ = rustix::thread::sched_setaffinity(None, &self.before);
    }
}

/// Elsewhere threads that a thread starts are not bound with it.
#[cfg(not(target_os = "linux"))]
struct Binding;

#[cfg(not(target_os = "linux"))]
impl Binding {
    const fn to(_: usize) -> Option<Self> {
        None
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::thread;

    use rustix::thread::{CpuSet, sched_getaffinity};

    use super::within;

    #[test]
    fn threads_that_are_started_within_share_the_processors() {
        let granted = || {
            let set = sched_getaffinity(None).unwrap();
            (0..CpuSet::MAX_CPU).filter(|cpu| set.is_set(*cpu)).count()
        };
        let before = granted();
        let started = || thread::spawn(granted).join().unwrap();
        assert_eq!(within(1, started), 1);
        assert_eq!(within(before, started), before);
        assert_eq!(granted(), before);
    }
}
