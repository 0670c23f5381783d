//! 双击与拖放: how the program was started, and what is done where nothing was typed.
//!
//! From a terminal or a script whatever is typed is done, and a path alone is `score`. In a console of its own, which a
//! double click or a drop opens, there is no command: what was dropped decides.

use std::io::{self, BufRead, Write};
use std::path::{Path, PathBuf};

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

/// What is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Wanted {
    /// What was typed.
    Typed,
    /// The page of findings of one form.
    Check,
    /// The job, written beside what was dropped.
    Score,
    /// A folder is asked for.
    Ask,
}

const GREETING: Text = Text::new(
    "自评：预算绩效自评表批量复算、审核、排名。\n把存放自评表的文件夹（或压缩包）拖到本程序的图标上，会在它旁边写出汇总工作簿。\n把一份自评表拖到图标上，会列出这份表的审核发现。\n原有的表只读取，不改动。\n更多用法：在命令行运行 ziping --help。",
    "ziping: recomputes, audits and ranks budget self-evaluation forms.\nDrop the folder with the forms (or an archive) on the icon: a workbook is written beside it.\nDrop one form on the icon: its findings are listed.\nForms are only read, never changed.\nMore: run ziping --help in a terminal.",
);
const QUESTION: Text = Text::new(
    "请输入文件夹的路径（也可以把文件夹拖到这个窗口），再按回车：",
    "Type the path of the folder (or drop it on this window) and press Enter: ",
);
const END: Text = Text::new("按回车键关闭窗口。", "Press Enter to close the window.");

impl Console {
    /// That of this process: it is its own where the desktop started the program.
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

    /// That of this process: elsewhere a desktop opens no console.
    #[cfg(not(windows))]
    pub(super) const fn of_process() -> Self {
        Self::Shared
    }

    /// What is done with `arguments`, those behind the name of the program.
    pub(super) fn wanted(self, arguments: &[PathBuf]) -> Wanted {
        let dropped = arguments.iter().all(|path| path.exists());
        match (self, arguments) {
            (Self::Shared, _) => Wanted::Typed,
            (Self::Own, []) => Wanted::Ask,
            (Self::Own, _) if !dropped => Wanted::Typed,
            (Self::Own, [one]) if one.is_file() && !is_archive(one) => Wanted::Check,
            (Self::Own, _) => Wanted::Score,
        }
    }
}

/// Explains the program in five lines and asks for a folder; `None` where none is given.
pub(super) fn ask(lang: crate::base::lang::Lang, input: &mut impl BufRead) -> Option<PathBuf> {
    let mut out = io::stderr();
    let _ = write!(out, "{}\n\n{}", GREETING.get(lang), QUESTION.get(lang));
    let _ = out.flush();
    let mut typed = String::new();
    input.read_line(&mut typed).ok()?;
    folder(&typed)
}

/// A path as it is typed or dropped: blanks and quotes around it go.
fn folder(typed: &str) -> Option<PathBuf> {
    let typed = typed.trim().trim_matches(['"', '\'']);
    (!typed.is_empty()).then(|| Path::new(typed).to_path_buf())
}

/// Keeps the window open until somebody has read it.
pub(super) fn pause(lang: crate::base::lang::Lang) {
    let _ = writeln!(io::stderr(), "\n{}", END.get(lang));
    let _ = io::stdin().lock().read_line(&mut String::new());
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::PathBuf;

    use super::{Console, Wanted, ask};
    use crate::base::lang::Lang;

    #[test]
    fn what_was_dropped_decides() {
        let folder = tempfile::tempdir().unwrap();
        let [form, zip, none] = ["表.xlsx", "街道.zip", "没有"].map(|n| folder.path().join(n));
        fs::write(&form, "x").unwrap();
        fs::write(&zip, "x").unwrap();
        let here = folder.path().to_path_buf();
        for (paths, expected) in [
            (vec![], Wanted::Ask),
            (vec![form.clone()], Wanted::Check),
            (vec![zip.clone()], Wanted::Score),
            (vec![here.clone()], Wanted::Score),
            (vec![form.clone(), zip], Wanted::Score),
            (vec![PathBuf::from("explain")], Wanted::Typed),
            (vec![none], Wanted::Typed),
        ] {
            assert_eq!(Console::Own.wanted(&paths), expected, "{paths:?}");
            assert_eq!(Console::Shared.wanted(&paths), Wanted::Typed);
        }
    }

    #[test]
    fn a_folder_is_asked_for() {
        for (typed, path) in [
            ("\"C:\\自评 2023\"\r\n", Some("C:\\自评 2023")),
            ("  报送 \n", Some("报送")),
            ("\n", None),
            ("", None),
        ] {
            let asked = ask(Lang::Zh, &mut typed.as_bytes());
            assert_eq!(asked, path.map(PathBuf::from), "{typed}");
        }
    }
}
