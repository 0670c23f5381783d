//! `ziping review`: working papers for those who review the forms.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::job::Job;
use super::nearby::Kind;
use super::options::{Drawing, FailOn, Forms, Terms};
use super::words::{Result, Stop};
use crate::base::file_name::{UsedNames, safe};
use crate::base::lang::{Lang, worded};
use crate::model::Stage;
use crate::output::{self, create_all};
use crate::run::Assessment;
use crate::run::draw::{Draw, candidates};

/// 为每个单位写出一份复核底稿，填好后用 score --review 读回（也可写作：复核）
///
/// Write a working paper for each unit, to be read back with score --review
#[derive(Debug, Args)]
#[command(
    alias = "复核",
    override_usage = "ziping review [选项] <文件夹或文件>... -o <文件夹> / ziping review [OPTIONS] <PATH>... -o <DIR>"
)]
pub(super) struct Arguments {
    #[command(flatten)]
    forms: Forms,
    #[command(flatten)]
    pub(super) terms: Terms,
    #[command(flatten)]
    drawing: Drawing,
    /// 存放复核底稿的文件夹；已有的底稿不覆盖
    ///
    /// Folder for the working papers; none that is there is written over
    #[arg(short, long = "output", value_name = "文件夹 / DIR")]
    output: PathBuf,
}

pub(super) fn run(arguments: &Arguments, lang: Lang) -> Result<ExitCode> {
    let terms = &arguments.terms;
    let wanted = (Some(Stage::SelfEvaluation), &Kind::OF_ONE_YEAR[..]);
    let job = Job::begin(terms, &arguments.forms, wanted, lang)?;
    let assessment = job.assess()?;
    if job.is_dry((&assessment, None), &[&arguments.output])? {
        return Ok(ExitCode::SUCCESS);
    }
    let units = units(&assessment, arguments.drawing.asked());
    if units.is_empty() {
        return Err(Stop::new(
            "没有可以复核的自评表：没有表入榜，或没有抽中任何表。没有写出文件。",
            "There is no form to review: none is ranked, or none was drawn. Nothing was written.",
        ));
    }
    let mut files = Vec::new();
    let mut given = UsedNames::default();
    let mut forms = 0_usize;
    for (name, of_unit) in &units {
        let filings: Vec<_> = of_unit
            .iter()
            .filter_map(|at| {
                let filing = assessment.forms.get(*at)?.filing.open();
                let input = assessment
                    .inputs
                    .iter()
                    .find(|input| input.path == filing.file);
                Some((filing, input.and_then(|input| input.sha256)))
            })
            .collect();
        forms = forms.saturating_add(filings.len());
        let filed: Vec<_> = filings
            .iter()
            .map(|(filing, hash)| (filing, *hash))
            .collect();
        let bytes = output::review::bytes(&filed, &assessment.rules, lang)?;
        let file = worded!(lang, "复核底稿-{}.xlsx", "review-{}.xlsx", safe(name));
        files.push((arguments.output.join(given.distinct(&file)), bytes));
    }
    create_all(&files)?;
    let (count, folder) = (files.len(), arguments.output.display());
    job.sum_up(|| {
        worded!(
            lang,
            "已写出复核底稿 {count} 份（自评表 {forms} 份）：{folder}\n下一步：复核人填浅黄色的几栏；收齐后运行 ziping score，加上 --review {folder}。",
            "Written: {count} working papers for {forms} forms in {folder}\nNext: reviewers fill in the yellow columns; then run ziping score with --review {folder}."
        )
    });
    Ok(terms.exit(&assessment, FailOn::Never))
}

/// The ranked forms of each unit, only drawn ones where forms are drawn; units of one name are distinguished by their
/// codes.
fn units(assessment: &Assessment, draw: Option<Draw>) -> BTreeMap<String, Vec<usize>> {
    let chosen = candidates(assessment, draw).into_iter();
    let chosen = chosen.filter(|candidate| draw.is_none() || candidate.chosen.is_some());
    let mut forms: Vec<usize> = chosen.map(|candidate| candidate.form).collect();
    forms.sort_unstable();
    let mut units: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for at in forms {
        let Some(form) = assessment.forms.get(at) else {
            continue;
        };
        let name = form.unit_name();
        let code = form.filing.unit.code.as_deref();
        let key = code.map_or_else(|| name.to_owned(), |code| format!("{code}-{name}"));
        units.entry(key).or_default().push(at);
    }
    units
}
