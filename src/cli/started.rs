//! 双击与拖放: how the program was started, and what is done where nothing was typed.
//!
//! From a terminal or a script the typed command is run, and a path alone means `score`. In a console of its own, which
//! a double click or a drop opens, there is no command: what was dropped decides.

use std::io::{self, BufRead, Write};
use std::path::PathBuf;

use crate::base::lang::Text;
use crate::intake::is_archive;

/// Where the program runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Console {
    /// In a terminal or a script, which stays when the program ends.
    Shared,
    /// In a window that closes with it.
    Own,
}

/// The action to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Action {
    /// The typed text.
    Typed,
    /// The page of findings of one form.
    Check,
    /// The job, written beside what was dropped.
    Score,
    /// The page on this computer, with the folder that was dropped.
    Desk,
}

const END: Text = Text::new("按回车键关闭窗口。", "Press Enter to close the window.");

impl Console {
    /// The console of this process: its own where the desktop started the program.
    #[cfg(windows)]
    pub(super) fn of_process() -> Self {
        use sysinfo::{ProcessRefreshKind, ProcessesToUpdate, System};
        let processes = |system: &mut System, pid| {
            let nothing = ProcessRefreshKind::nothing();
            system.refresh_processes_specifics(ProcessesToUpdate::Some(&[pid]), true, nothing);
        };
        let mut system = System::new();
        let parent = sysinfo::get_current_pid().ok().and_then(|pid| {
            processes(&mut system, pid);
            system.process(pid)?.parent()
        });
        let desktop = parent.is_some_and(|pid| {
            processes(&mut system, pid);
            let parent = system.process(pid);
            parent.is_some_and(|parent| parent.name().eq_ignore_ascii_case("explorer.exe"))
        });
        if desktop { Self::Own } else { Self::Shared }
    }

    /// The console of this process: on other systems a desktop opens none.
    #[cfg(not(windows))]
    pub(super) const fn of_process() -> Self {
        Self::Shared
    }

    /// The action for `arguments`, without the name of the program.
    pub(super) fn wanted(self, arguments: &[PathBuf]) -> Action {
        let dropped = arguments.iter().all(|path| path.exists());
        match (self, arguments) {
            (Self::Shared, _) => Action::Typed,
            (Self::Own, []) => Action::Desk,
            (Self::Own, _) if !dropped => Action::Typed,
            (Self::Own, [one]) if one.is_dir() => Action::Desk,
            (Self::Own, [one]) if one.is_file() && !is_archive(one) => Action::Check,
            (Self::Own, _) => Action::Score,
        }
    }
}

/// Keeps the window open until the user has read it.
pub(super) fn pause(lang: crate::base::lang::Lang) {
    let _ = writeln!(io::stderr(), "\n{}", END.get(lang));
    let _ = io::stdin().lock().read_line(&mut String::new());
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::PathBuf;

    use super::{Action, Console};

    #[test]
    fn what_was_dropped_decides() {
        let folder = tempfile::tempdir().unwrap();
        let [form, zip, none] = ["表.xlsx", "街道.zip", "没有"].map(|n| folder.path().join(n));
        fs::write(&form, "x").unwrap();
        fs::write(&zip, "x").unwrap();
        let here = folder.path().to_path_buf();
        for (paths, expected) in [
            (vec![], Action::Desk),
            (vec![form.clone()], Action::Check),
            (vec![zip.clone()], Action::Score),
            (vec![here.clone()], Action::Desk),
            (vec![here.clone(), here.clone()], Action::Score),
            (vec![form.clone(), zip], Action::Score),
            (vec![PathBuf::from("explain")], Action::Typed),
            (vec![none], Action::Typed),
        ] {
            assert_eq!(Console::Own.wanted(&paths), expected, "{paths:?}");
            assert_eq!(Console::Shared.wanted(&paths), Action::Typed);
        }
    }
}
