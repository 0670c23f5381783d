//! `ziping desk`: the page on this computer.

mod office;

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;

use super::say;
use super::words::Result;
use crate::base::lang::{Lang, worded};
use crate::desk::{Opening, serve};
use crate::intake::whole;
use office::Office;

/// 在本机的网页上完成全部工作：选文件夹、汇总、看审核和排名、写出工作簿；只有本机能打开
///
/// The whole job on a page of this computer: choose, run, look at findings and ranking, write; nobody else can open it
#[derive(Debug, Args)]
#[command(
    visible_alias = "工作台",
    override_usage = "ziping desk [文件夹] / ziping desk [FOLDER]"
)]
pub(super) struct Arguments {
    /// 先选定的文件夹
    ///
    /// Folder that is chosen to begin with
    #[arg(value_name = "文件夹 / FOLDER")]
    folder: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments, lang: Lang) -> Result<ExitCode> {
    let clerk = Arc::new(Office { lang });
    let folder = arguments.folder.clone();
    let folder = folder.map(|folder| whole(&folder).unwrap_or(folder));
    let shown = |address: &str| {
        say(&worded!(
            lang,
            "工作台：{address}\n浏览器没有自动打开的，请把上面的地址复制到浏览器里（只能用一次）。用完请按页面上的“结束工作台”。",
            "The desk: {address}\nIf no browser opens, copy this address into one (it works once). End it with the button on the page."
        ));
        // Browsers do not always open: the address is there to be copied.
        let _ = open::that_detached(address);
    };
    let opening = Opening {
        lang,
        folder,
        ..Opening::default()
    };
    serve(clerk, opening, &shown)?;
    Ok(ExitCode::SUCCESS)
}
