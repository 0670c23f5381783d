//! `ziping decisions`: what is to be decided, in a workbook to be filled in.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;

use super::job::Job;
use super::nearby::Kind;
use super::options::{FailOn, Forms, Terms};
use super::words::Result;
use super::{say, say_each};
use crate::base::lang::{Lang, Message, message};
use crate::decision::{DecisionLine, Register, State};
use crate::model::Stage;
use crate::output::decisions;
use crate::record::Rows;

/// 列出待处理的审核发现和版本，每条一行，填好后用 --decisions 采用（也可写作：处理意见）
///
/// List the findings and versions that are to be decided about, one a row; once filled in, apply it with --decisions
#[derive(Debug, Args)]
#[command(
    alias = "处理意见",
    override_usage = "ziping decisions [选项] <文件夹或文件>... -o <处理意见.xlsx> / ziping decisions [OPTIONS] <PATH>... -o <OUT.xlsx>"
)]
pub(super) struct Arguments {
    #[command(flatten)]
    forms: Forms,
    #[command(flatten)]
    pub(super) terms: Terms,
    /// 写出的处理意见（.xlsx，或供程序用的 .json）；已有的保留各行，新的接在后面，不再存在的标为已了结
    ///
    /// File to write (.xlsx, or .json for programs); rows that are there stay, new ones follow, settled ones are closed
    #[arg(short, long, value_name = "处理意见.xlsx / OUT.xlsx")]
    output: PathBuf,
}

pub(super) fn run(arguments: &Arguments, lang: Lang) -> Result<ExitCode> {
    let Arguments {
        forms,
        terms,
        output,
    } = arguments;
    let wanted = (
        Some(Stage::SelfEvaluation),
        &[Kind::Roster, Kind::Rules][..],
    );
    let mut job = Job::begin(terms, forms, wanted, lang)?;
    // Earlier decisions are in the file that is to be written, unless another one is named.
    if job.run.decisions.is_none() && output.exists() {
        match terms.register(Some(output), &job.run.program) {
            Ok(there) => job.run.decisions = there.map(Arc::new),
            // It stays unchanged, and the new file is written beside it.
            Err(unread) => say(&unread.0.get(lang)),
        }
    }
    let named: Vec<&Path> = terms
        .named()
        .filter(|path| Some(*path) != terms.decisions.as_deref())
        .collect();
    decisions::protect(&named, &forms.paths, output)?;
    let assessment = job.assess()?;
    if job.is_dry((&assessment, None), &[output])? {
        return Ok(ExitCode::SUCCESS);
    }
    let lines = Rows::of(&assessment, lang).lines;
    let register = job.run.decisions.as_deref();
    let read = register.filter(|_| is_there(terms.decisions.as_deref(), output));
    let decided = decisions::DecisionsOutput {
        lines: &lines,
        further: register.map_or(&[], |register| &register.further),
        read: read.map(|register| &*register.sha256),
        lang,
    };
    let (written, notices) = decisions::write(output, decided)?;
    say_each(&notices, lang);
    let failed = assessment.decisions.as_ref().map_or(0, |d| d.failed());
    job.sum_up(|| summary(&lines, (register, failed), &written).get(lang));
    Ok(terms.exit(&assessment, FailOn::Never))
}

/// Whether the decisions that were applied are those of the file that is to be written.
fn is_there(named: Option<&Path>, output: &Path) -> bool {
    named.is_none_or(|named| same_file::is_same_file(named, output).unwrap_or(false))
}

/// How many rows there are, what is still to be decided, and the next step.
fn summary(
    lines: &[DecisionLine],
    (register, failed): (Option<&Register>, usize),
    written: &Path,
) -> Message {
    let closed = lines
        .iter()
        .filter(|line| line.state == State::Closed)
        .count();
    let before = register.map_or(0, |register| register.entries.len());
    let (all, new) = (lines.len(), lines.len().saturating_sub(before));
    let (left, path) = (decisions::undecided(lines), written.display());
    message!(
        "共 {all} 行：新增 {new} 行，已了结 {closed} 行，待决定 {left} 行（错误和警告；提示不列）；填了决定而没有采用的 {failed} 行（过期、对不上或填写有误）。\n已写出：{path}\n下一步：在黄色各栏填写决定，再运行 ziping score 文件夹 --decisions {path}。",
        "{all} rows: {new} new, {closed} closed, {left} to be decided (errors and warnings; notes are left out); {failed} with a decision that was not applied (expired, matching nothing, incomplete).\nWritten: {path}\nNext: fill in the yellow columns, then run ziping score FOLDER --decisions {path}."
    )
}
