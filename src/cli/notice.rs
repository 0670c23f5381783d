//! `ziping notice`: the reply to each unit on its filing.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

use super::options::{FailOn, Forms, Terms};
use super::papers::{Letterhead, Office};
use super::say_each;
use super::words::{Result, Stop};
use crate::base::file_name::{UsedNames, safe};
use crate::base::lang::{Lang, message, worded};
use crate::decision::unit_key;
use crate::output::{self, papers, table};
use crate::paper::{
    Blanks, CopyOutcome, Error, Letter, MISSING, Notice, NoticeFiles, Outstanding, PASSED, Paper,
    RETURNED, Templates, ledger, notices,
};
use crate::run::Assessment;

/// Files that are named in the summary.
const NAMED: usize = 5;

/// 给每个单位写出退回修改单或审核通过单（.docx）、简讯（.txt）和自评表批注件，另写催报名单和台账（也可写作：退回）
///
/// Write for each unit what it must change or explain (.docx, .txt) and a copy of its form with comments; also who is still to file, and a list of what was sent
#[derive(Debug, Args)]
#[command(
    alias = "退回",
    override_usage = "ziping notice [选项] <文件夹或文件>... -o <文件夹> / ziping notice [OPTIONS] <PATH>... -o <DIR>"
)]
pub(super) struct Arguments {
    #[command(flatten)]
    forms: Forms,
    #[command(flatten)]
    pub(super) terms: Terms,
    /// 文书写到这个文件夹，没有则新建；写出后改过的文书不会被覆盖
    ///
    /// Folder for the papers, made if there is none; papers that were changed since are never replaced
    #[arg(short = 'o', long = "output", value_name = "文件夹 / DIR")]
    pub(super) folder: PathBuf,
    /// 只给这个单位写，可以给多次；不给时每个单位都写。催报名单不受影响
    ///
    /// Write for this unit alone; may be given several times. Who is still to file is listed all the same
    #[arg(long = "unit", value_name = "单位 / UNIT")]
    units: Vec<String>,
    #[command(flatten)]
    letterhead: Letterhead,
    #[command(flatten)]
    office: Office,
}

pub(super) fn run(arguments: &Arguments, lang: Lang) -> Result<ExitCode> {
    let terms = &arguments.terms;
    let (job, templates) = arguments.office.begin(terms, &arguments.forms, lang)?;
    let assessment = job.assess()?;
    if job.is_dry((&assessment, None), &[&arguments.folder])? {
        return Ok(ExitCode::SUCCESS);
    }
    super::score::has_forms(&assessment)?;
    let letter = arguments.letterhead.letter(&assessment, terms);
    let written = Sending {
        assessment: &assessment,
        letter: &letter,
        templates: &templates,
        units: &arguments.units,
    }
    .papers()?;
    say_each(&papers::write(&arguments.folder, &written.papers)?, lang);
    job.sum_up(|| written.summary(&arguments.folder, lang));
    Ok(terms.exit(&assessment, FailOn::Never))
}

/// What papers are made from.
struct Sending<'a> {
    assessment: &'a Assessment,
    letter: &'a Letter,
    templates: &'a Templates,
    /// The units that get notices; empty for all.
    units: &'a [String],
}

/// The papers of a sending, and figures about them.
struct SendingResult {
    papers: Vec<Paper>,
    returned: usize,
    passed: usize,
    /// Units that are still to file; `None` without a roster.
    due: Option<usize>,
    copies: BTreeMap<CopyOutcome, Vec<String>>,
}

impl Sending<'_> {
    /// The notices of the chosen units, each with the name of its files.
    fn chosen(&self) -> Result<(Vec<Notice>, Vec<String>)> {
        let all = notices(self.assessment, self.letter);
        let stems = stems(&all);
        let asked: BTreeSet<_> = self.units.iter().map(|unit| unit_key(unit)).collect();
        let of = |notice: &Notice| unit_key(&notice.unit);
        let known: BTreeSet<_> = all.iter().map(of).collect();
        if let Some(unit) = self.units.iter().find(|u| !known.contains(&unit_key(u))) {
            return Err(Stop(message!(
                "没有单位“{unit}”的自评表，没有写出任何文件。请核对单位名称（--unit）。",
                "There is no form of the unit '{unit}'; nothing was written. Check the name (--unit)."
            )));
        }
        let chosen = all.into_iter().zip(stems);
        let chosen = chosen.filter(|(n, _)| asked.is_empty() || asked.contains(&of(n)));
        Ok(chosen.unzip())
    }

    fn papers(&self) -> Result<SendingResult> {
        let source = |kind| self.templates.source(kind);
        let (returned, passed, missing) = (source(&RETURNED)?, source(&PASSED)?, source(&MISSING)?);
        let inputs = self.assessment.inputs.iter();
        let blanks = Blanks {
            returned: returned.template()?,
            passed: passed.template()?,
            places: inputs.map(|input| (&*input.path, input.opened())).collect(),
        };
        let (notices, stems) = self.chosen()?;
        let work: Vec<(&Notice, &String)> = notices.iter().zip(&stems).collect();
        let sent: Option<Vec<NoticeFiles>> = work
            .par_iter()
            .map(|(notice, stem)| notice.sent(stem, &blanks))
            .collect();
        let sent = sent.ok_or_else(|| Error::Unfilled(RETURNED.file.to_owned()))?;
        let round = self.letter.round;
        let rows = ledger(notices.iter().zip(&sent));
        let mut written = SendingResult {
            papers: Vec::new(),
            returned: notices.iter().filter(|n| n.is_return()).count(),
            passed: notices.iter().filter(|n| !n.is_return()).count(),
            due: Some(0),
            copies: BTreeMap::new(),
        };
        if let Some(due) = Outstanding::of(self.assessment, self.letter) {
            written.due = due.count();
            let paper = due.paper(&missing.template()?);
            let paper = paper.ok_or_else(|| Error::Unfilled(MISSING.file.to_owned()))?;
            written.put(format!("催报名单（第{round}次）.docx"), paper);
            written.put(
                format!("催报名单（第{round}次）.txt"),
                due.message().into_bytes(),
            );
        }
        let name = format!("台账（第{round}次）.csv");
        let list = table(&rows).map_err(|e| output::Error::Unwritable((&name).into(), e))?;
        written.put(name, list);
        for one in sent {
            written.papers.extend(one.papers);
            for (file, copied) in one.copies {
                written
                    .copies
                    .entry(copied)
                    .or_default()
                    .push(file.to_string());
            }
        }
        Ok(written)
    }
}

impl SendingResult {
    fn put(&mut self, name: String, bytes: Vec<u8>) {
        self.papers.push(Paper { name, bytes });
    }

    fn summary(&self, folder: &Path, lang: Lang) -> String {
        let folder = folder.display();
        let (returned, passed) = (self.returned, self.passed);
        let due = match self.due {
            Some(due) => worded!(lang, "催报 {due} 个单位", "{due} are still to file"),
            None => worded!(
                lang,
                "没有单位名单（--roster），未报的单位列不出来",
                "without a roster (--roster) nobody can be named missing"
            ),
        };
        let mut lines = vec![worded!(
            lang,
            "已写出到 {folder}：退回修改 {returned} 个单位，审核通过 {passed} 个单位，{due}。",
            "Written to {folder}: {returned} units are to file again, {passed} passed, {due}."
        )];
        for (copied, files) in &self.copies {
            let (title, count) = (copied.title().get(lang), files.len());
            let named = match copied {
                CopyOutcome::Annotated | CopyOutcome::Clean => String::new(),
                _ => {
                    let named: Vec<&str> = files.iter().take(NAMED).map(String::as_str).collect();
                    let more = if count > NAMED { "…" } else { "" };
                    format!(": {}{more}", named.join(", "))
                }
            };
            lines.push(worded!(
                lang,
                "自评表{title}：{count} 份{named}",
                "Forms {title}: {count}{named}"
            ));
        }
        lines.join("\n")
    }
}

/// A name of files for each notice, no two alike.
fn stems(notices: &[Notice]) -> Vec<String> {
    let mut given = UsedNames::default();
    let stems = notices
        .iter()
        .map(|notice| given.distinct(&safe(&notice.unit)));
    stems.collect()
}
