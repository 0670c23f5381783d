//! `ziping desk`: the page on this computer.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Args, CommandFactory, FromArgMatches};

use super::words::Result;
use super::{Cli, Command, refusal, say, score, texts};
use crate::base::lang::{Lang, worded};
use crate::compare::Series;
use crate::desk::{Choice, Clerk, Paper, serve};
use crate::intake::whole;
use crate::run::Progress;

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
    };
    serve(clerk, (lang, folder), &shown)?;
    Ok(ExitCode::SUCCESS)
}

/// Does for the page what the commands do.
struct Office {
    lang: Lang,
}

impl Office {
    /// `score` as it would be typed for what was chosen.
    fn score(&self, choice: &Choice) -> std::result::Result<score::Arguments, String> {
        let mut words = vec!["ziping".into(), "score".into()];
        for (option, value) in [
            ("--year", &choice.year),
            ("--rules", &choice.rules),
            ("--roster", &choice.roster),
            ("--previous", &choice.previous),
        ] {
            if let Some(value) = value {
                words.push(format!("{option}={value}").into());
            }
        }
        words.push("--".into());
        words.push(choice.folder.clone().into_os_string());
        let parsed = texts::localised(Cli::command(), self.lang)
            .try_get_matches_from(words)
            .and_then(|matches| Cli::from_arg_matches(&matches));
        match parsed {
            Ok(Cli {
                command: Command::Score(arguments),
                ..
            }) => Ok(arguments),
            Ok(_) => Err(String::new()),
            Err(error) => Err(refusal::sentence(&error).get(self.lang)),
        }
    }
}

impl Clerk for Office {
    fn assess(
        &self,
        choice: &Choice,
        progress: &dyn Progress,
    ) -> std::result::Result<Series, String> {
        let arguments = self.score(choice)?;
        let nearby = arguments.nearby();
        let series = nearby.and_then(|n| score::assess(&arguments, &n, self.lang, progress));
        series.map_err(|stop| stop.0.get(self.lang))
    }

    fn write(
        &self,
        choice: &Choice,
        series: &Series,
        paper: Paper,
    ) -> std::result::Result<PathBuf, String> {
        let arguments = self.score(choice)?;
        let target = arguments.usual(paper, choice.papers.as_deref());
        let targets = score::free(vec![target], self.lang);
        let nearby = arguments.nearby();
        let written = nearby.and_then(|nearby| {
            arguments.protect(&nearby, &targets)?;
            score::finish(&arguments, series, &targets, self.lang)
        });
        written.map_err(|stop| stop.0.get(self.lang))?;
        let path = targets.into_iter().next().map(|target| target.path);
        path.ok_or_else(String::new)
    }
}
