//! The progress bar.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::base::lang::{Lang, Text};
use crate::run::Progress;

/// A progress bar on a terminal, nothing elsewhere.
pub(super) struct Bar(ProgressBar);

impl Bar {
    pub(super) fn new(quiet: bool, lang: Lang) -> Self {
        let target = if quiet {
            ProgressDrawTarget::hidden()
        } else {
            ProgressDrawTarget::stderr()
        };
        let bar = ProgressBar::with_draw_target(None, target);
        let template = Text::new(
            "读取 {pos}/{len} {wide_bar} 剩余 {eta}",
            "reading {pos}/{len} {wide_bar} {eta} left",
        );
        if let Ok(style) = ProgressStyle::with_template(template.get(lang)) {
            bar.set_style(style);
        }
        Self(bar)
    }
}

impl Bar {
    /// Prints something without a trace of the bar in it.
    pub(super) fn beside<T>(&self, print: impl FnOnce() -> T) -> T {
        self.0.suspend(print)
    }
}

impl Progress for Bar {
    fn found(&self, files: usize) {
        self.0.set_length(u64::try_from(files).unwrap_or(u64::MAX));
    }

    fn done(&self) {
        self.0.inc(1);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
