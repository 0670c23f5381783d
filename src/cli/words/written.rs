//! Why an output was not written, or not as it was, in words.

use std::io;

use rust_xlsxwriter::XlsxError;

use super::{Words, about, quoted};
use crate::base::lang::{Message, Text, message};
use crate::base::system::cause;
use crate::output;
use crate::rulebook::Unfit;

impl Words for output::Error {
    fn words(&self) -> Message {
        let (path, text, why) = match self {
            Self::Workbook(why) => return unbuilt(why),
            Self::Unwritable(path, error) => (
                path,
                Text::new(
                    "无法写入“{path}”：{why}。原有文件未改动。",
                    "Cannot write '{path}': {why}. The old file is unchanged.",
                ),
                cause(error),
            ),
            Self::IsInput(path) => (
                path,
                Text::new(
                    "“{path}”是本次读取的文件，不能作为输出文件。请用 -o 另取文件名；原有文件未改动。",
                    "'{path}' is a file that is read and cannot be the output. Give another name with -o; the file is unchanged.",
                ),
                Message::new("", ""),
            ),
            Self::Foreign(path) => (
                path,
                Text::new(
                    "“{path}”不是本程序写出的文件，没有覆盖，也没有写出任何文件。请先改名或移走，或另选文件夹。",
                    "'{path}' was not written by this program; it was not replaced and nothing was written. Move it away, or give another folder.",
                ),
                Message::new("", ""),
            ),
            Self::Busy(path) => (
                path,
                Text::new(
                    "另一个正在运行的 ziping 也要写“{path}”，本次没有写出任何文件。请等它结束后再运行，或另取文件名。",
                    "Another ziping that is running writes '{path}' too; nothing was written. Wait until it ends, or give another name.",
                ),
                Message::new("", ""),
            ),
            Self::Mixed(path, error, changed) => {
                let (why, changed) = (cause(error), quoted(changed));
                return Message::new(
                    format!(
                        "无法写入“{}”：{}；而以下文件已经换成新的，没能换回：{changed}。请排除原因后再运行一次。",
                        path.display(),
                        why.zh
                    ),
                    format!(
                        "Cannot write '{}': {}; and these files are new already and could not be put back: {changed}. Run again once the cause is gone.",
                        path.display(),
                        why.en
                    ),
                );
            }
            Self::Unprinted(error) => {
                let why = cause(error);
                return Message::new(
                    format!("结果没能全部输出到屏幕或管道：{}。其他文件已写出。", why.zh),
                    format!(
                        "The results could not be printed in full: {}. Other files are written.",
                        why.en
                    ),
                );
            }
            Self::Exists(path) => (
                path,
                Text::new(
                    "“{path}”已经存在，没有覆盖，也没有写出任何文件。请先改名或移走，或用 -o 另选文件夹。",
                    "'{path}' exists already; it was not replaced and nothing was written. Move it away, or give another folder with -o.",
                ),
                Message::new("", ""),
            ),
            Self::Path(path) => (
                path,
                Text::new(
                    "“{path}”不能作为输出文件。请用 -o 指定一个以 .xlsx 结尾的文件名。",
                    "'{path}' cannot be the output. Name a file ending in .xlsx with -o.",
                ),
                Message::new("", ""),
            ),
        };
        about(path, text, why)
    }
}

impl Words for output::Notice {
    fn words(&self) -> Message {
        let (path, text, why) = match self {
            Self::Kept(path, name) => (
                path,
                Text::new(
                    "“{path}”处原有一份不是本程序写出、或写出后改过的文件，已改名保留为“{why}”。",
                    "'{path}' was a file that this program had not written, or that was changed since; it is kept as '{why}'.",
                ),
                name.display().to_string(),
            ),
            Self::Dated(path, name) => (
                path,
                Text::new(
                    "“{path}”是以前运行的结果，与本次不同，已改名保留为“{why}”（同一天只留一份；不留请用 --overwrite）。",
                    "'{path}' held results of an earlier run that differ; they are kept as '{why}' (one a day; --overwrite keeps none).",
                ),
                name.display().to_string(),
            ),
            Self::Replaced(path) => (
                path,
                Text::new(
                    "“{path}”的表头与本程序写出的相同，已替换。",
                    "'{path}' had the headers of a table of this program and was replaced.",
                ),
                String::new(),
            ),
            Self::Changed(path) => (
                path,
                Text::new(
                    "“{path}”是以前运行写出、后来改过的表，本次没有这张表；文件保留，内容与本次无关。",
                    "'{path}' is a table of an earlier run that was changed since; this run has no such table, and the file stays.",
                ),
                String::new(),
            ),
            Self::Beside(path, new) => (
                path,
                Text::new(
                    "“{path}”写出后有人改过、正被打开（或不是本程序写出的），没有覆盖；新的一份写在旁边：“{why}”。",
                    "'{path}' was changed since it was written, is open elsewhere (or was not written by this program) and stays; the new one is beside it: '{why}'.",
                ),
                new.display().to_string(),
            ),
            Self::Mixed(path) => (
                path,
                Text::new(
                    "上次运行在替换“{path}”中的文件时被中断，其中各文件可能新旧不一；本次写出的文件以本次为准。",
                    "An earlier run was interrupted while it replaced files in '{path}': they may be of different runs; those written now are of this one.",
                ),
                String::new(),
            ),
        };
        about(path, text, Message::new(why.clone(), why))
    }
}

impl Words for XlsxError {
    fn words(&self) -> Message {
        unbuilt(&self.to_string())
    }
}

impl Words for Unfit {
    fn words(&self) -> Message {
        unbuilt(&self.0)
    }
}

fn unbuilt(why: &str) -> Message {
    if let Some(error) = of_system(why) {
        let cause = cause(&error);
        return Message::new(
            format!("无法生成汇总表：{}；原有文件未改动。", cause.zh),
            format!(
                "Cannot build the workbook: {}; the old file is unchanged.",
                cause.en
            ),
        );
    }
    message!(
        "无法生成汇总表（{why}）；原有文件未改动。",
        "Cannot build the workbook ({why}); the old file is unchanged."
    )
}

/// The error of the system, where a library reports it with its number at the end.
fn of_system(why: &str) -> Option<io::Error> {
    let (_, number) = why.rsplit_once("(os error ")?;
    let number = number.split(')').next()?.parse().ok()?;
    Some(io::Error::from_raw_os_error(number))
}
