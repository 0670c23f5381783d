//! `ziping circular`: what is circulated among all units, and what is published of each.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use super::options::{EarlierRules, FailOn, Forms, Terms};
use super::papers::{Letterhead, Office};
use super::words::{Result, Stop};
use super::{report, say_each};
use crate::base::lang::{Lang, message, worded};
use crate::compare::{EarlierYears, assess_years};
use crate::output::papers;
use crate::paper::{CIRCULAR, Circular, Error, PUBLIC, Treatments};

/// 写出通报（.docx）：总体情况、主要问题、等级和结果应用，附排名表；--public 写出每个单位的公开表（也可写作：通报）
///
/// Write the circular (.docx): results, common problems, grades and what follows, with the ranking; --public writes each unit's form as a table for publication
#[derive(Debug, Args)]
#[command(
    alias = "通报",
    override_usage = "ziping circular [选项] <文件夹或文件>... -o 通报.docx / ziping circular [OPTIONS] <PATH>... -o circular.docx"
)]
pub(super) struct Arguments {
    #[command(flatten)]
    forms: Forms,
    #[command(flatten)]
    pub(super) terms: Terms,
    /// 通报写成这个 .docx；与 --public 同用时是文件夹。写出后改过的不会被覆盖
    ///
    /// The circular, a .docx; with --public a folder. What was changed since is never replaced
    #[arg(short = 'o', long = "output", value_name = "通报.docx / PATH")]
    output: PathBuf,
    /// 改为写出公开表：每份自评表一份 .docx，写到 -o 所指的文件夹
    ///
    /// Write tables for publication instead, one .docx a form, to the folder of -o
    #[arg(long)]
    public: bool,
    /// 上年的自评表文件夹，或 ziping score 写出的 JSON、汇总工作簿；可以给多次，每年一次
    ///
    /// Forms of the year before, or JSON or a workbook that ziping score wrote; once for each year
    #[arg(long, value_name = "路径 / PATH")]
    previous: Vec<PathBuf>,
    #[command(flatten)]
    earlier: EarlierRules,
    #[command(flatten)]
    letterhead: Letterhead,
    #[command(flatten)]
    office: Office,
}

pub(super) fn run(arguments: &Arguments, lang: Lang) -> Result<ExitCode> {
    Ok(write(arguments, lang)?.0)
}

/// Writes what is asked for; the exit code, and where it is.
pub(super) fn write(arguments: &Arguments, lang: Lang) -> Result<(ExitCode, PathBuf)> {
    let terms = &arguments.terms;
    let (job, templates) = arguments.office.begin(terms, &arguments.forms, lang)?;
    if arguments.public {
        let to = report::Place {
            folder: &arguments.output,
            kind: |_| &PUBLIC,
            lang,
        };
        let all = report::write(&job, &templates, &to)?;
        return Ok((terms.exit(&all, FailOn::Never), arguments.output.clone()));
    }
    is_document(&arguments.output)?;
    let previous = EarlierYears {
        paths: arguments.previous.clone(),
        rules: arguments.earlier.load(&job.run.rules)?,
    };
    let mut series = assess_years(&job.run, &previous, &job.bar())?;
    job.report(&mut series.assessment)?;
    let about = (&series.assessment, series.comparison.as_ref());
    if job.is_dry(about, &[&arguments.output])? {
        return Ok((ExitCode::SUCCESS, arguments.output.clone()));
    }
    super::score::has_forms(&series.assessment)?;
    let letter = arguments.letterhead.letter(&series.assessment, terms);
    let treatments = Treatments::load(templates.folder.as_deref())?;
    let source = templates.source(&CIRCULAR)?;
    let paper = Circular::of(&series, letter, &treatments).paper(&source.template()?);
    let paper = paper.ok_or_else(|| Error::Unfilled(CIRCULAR.file.to_owned()))?;
    let (place, notices) = papers::write_one(&arguments.output, &paper)?;
    say_each(&notices, lang);
    let shown = place.display();
    job.sum_up(|| worded!(lang, "已写出：{shown}", "Written: {shown}"));
    Ok((terms.exit(&series.assessment, FailOn::Never), place))
}

fn is_document(path: &Path) -> Result<()> {
    let ending = path.extension().unwrap_or_default();
    if ending.eq_ignore_ascii_case("docx") && !path.is_dir() {
        return Ok(());
    }
    let path = path.display();
    Err(Stop(message!(
        "“{path}”不能作为通报的文件名，请以 .docx 结尾。",
        "'{path}' cannot be the circular: give a name that ends in .docx."
    )))
}
