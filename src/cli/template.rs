//! `ziping template`: blank forms, ready to be handed out.

mod earlier;
mod prefilled;
mod staged;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::standards::standards;
use super::{LangArgument, say};
use crate::base::lang::{Lang, Text};
use crate::blank::{Order, Prefill, file_name, workbook};
use crate::error::{Error, Result};
use crate::form::labels::Labels;
use crate::model::{Kind, Stage};
use crate::output::{self, create_all};
use crate::rulebook;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(
        id = "folder", short = 'o', long = "output", default_value = ".",
        required_unless_present_any = ["rule_set", "rule_workbook"]
    )]
    folder: PathBuf,
    #[arg(long, value_enum)]
    kind: Option<KindArgument>,
    #[arg(id = "form_stage", long = "stage", value_enum, default_value_t = StageArgument::SelfEvaluation)]
    stage: StageArgument,
    /// Without a value, the rules themselves are wanted.
    #[arg(id = "rule_set", long = "rules", num_args = 0..=1, default_value = "default", default_missing_value = "")]
    rules: String,
    #[arg(long)]
    rule_workbook: bool,
    #[arg(long)]
    labels: Option<PathBuf>,
    #[arg(id = "form_roster", long = "roster")]
    roster: Option<PathBuf>,
    #[arg(id = "form_previous", long = "previous", requires = "form_roster", num_args = 1..)]
    previous: Vec<PathBuf>,
    #[arg(long, num_args = 1.., conflicts_with_all = ["form_previous", "indicators"])]
    goals: Vec<PathBuf>,
    #[arg(long, requires = "form_roster")]
    indicators: Option<PathBuf>,
    #[arg(id = "form_year", long = "year", value_parser = clap::value_parser!(i32).range(1990..2100))]
    year: Option<i32>,
    #[arg(long, value_enum, default_value_t = LangArgument::Zh)]
    lang: LangArgument,
}

/// Which of the two forms is wanted; both without.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum KindArgument {
    Unit,
    Project,
}

/// The stage whose form is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum StageArgument {
    #[value(alias = "目标申报")]
    Goals,
    #[value(alias = "年中监控")]
    Midyear,
    #[value(name = "self", alias = "自评")]
    SelfEvaluation,
}

impl From<StageArgument> for Stage {
    fn from(argument: StageArgument) -> Self {
        match argument {
            StageArgument::Goals => Self::Goals,
            StageArgument::Midyear => Self::Midyear,
            StageArgument::SelfEvaluation => Self::SelfEvaluation,
        }
    }
}

impl Arguments {
    pub(super) fn stage(&self) -> Stage {
        self.stage.into()
    }

    pub(super) fn lang(&self) -> Lang {
        self.lang.into()
    }

    /// The rules that are asked for; `default` where `--rules` stands without a value.
    fn rule_set(&self) -> &str {
        match self.rules.as_str() {
            "" => "default",
            named => named,
        }
    }

    const fn wants_rules(&self) -> bool {
        self.rule_workbook || self.rules.is_empty()
    }

    /// Refuses the name of a table, which would become the name of a folder.
    fn names_a_folder(&self) -> Result<()> {
        if rulebook::is_workbook(&self.folder) && !self.folder.is_dir() {
            return Err(Error::FolderWanted(self.folder.clone()));
        }
        Ok(())
    }

    const fn kinds(&self) -> &'static [Kind] {
        match self.kind {
            None => &[Kind::Unit, Kind::Project],
            Some(KindArgument::Unit) => &[Kind::Unit],
            Some(KindArgument::Project) => &[Kind::Project],
        }
    }
}

pub(super) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let lang = arguments.lang();
    if arguments.wants_rules() {
        return rule_workbook(arguments);
    }
    arguments.names_a_folder()?;
    let roster = arguments.roster.as_deref();
    let standards = standards(arguments.rule_set(), arguments.labels.as_deref(), roster)?;
    if !arguments.goals.is_empty() {
        return staged::run(arguments, standards);
    }
    if roster.is_some() {
        return prefilled::run(arguments, standards);
    }
    let (labels, rules) = (standards.labels, standards.rules);
    let mut files = Vec::new();
    for kind in arguments.kinds() {
        let order = Order {
            kind: *kind,
            stage: arguments.stage(),
            labels: &labels,
            rules: &rules,
            year: arguments.year,
            lang,
        };
        let bytes = workbook(&order, &Prefill::default())?;
        files.push((
            arguments.folder.join(file_name(*kind, arguments.stage())),
            bytes,
        ));
    }
    create_all(&files)?;
    say(&summary(
        files.iter().map(|(path, _)| path.as_path()),
        arguments,
    ));
    Ok(ExitCode::SUCCESS)
}

/// Writes the rules as a workbook to be edited.
fn rule_workbook(arguments: &Arguments) -> Result<ExitCode> {
    let lang = arguments.lang();
    let spec = arguments.rule_set();
    let roster = arguments.roster.as_deref();
    let standards = standards(spec, arguments.labels.as_deref(), roster)?;
    let pages = rulebook::pages(rulebook::Content {
        rules: &standards.rules,
        labels: &Labels::listed(arguments.labels.as_deref())?,
        roster: standards.roster.as_deref(),
        lang,
    })?;
    let path = arguments.folder.join(rulebook::FILE);
    create_all(&[(path.clone(), output::rulebook::bytes(&pages, lang)?)])?;
    let path = path.display();
    say(&match lang {
        Lang::Zh => format!(
            "已写出：{path}\n下一步：修改浅黄色单元格，在“基本”中换一个规则代号，运行时用 --rules 指定这个文件。"
        ),
        Lang::En => format!(
            "Written: {path}\nNext: edit the yellow cells, give the rules another id in Basic, and name the file with --rules."
        ),
    });
    Ok(ExitCode::SUCCESS)
}

/// What was written, and the next step.
fn summary<'p>(files: impl Iterator<Item = &'p Path>, arguments: &Arguments) -> String {
    let files: Vec<String> = files.map(|path| path.display().to_string()).collect();
    let then = match arguments.stage() {
        Stage::Goals => Text::new(
            "ziping template --stage midyear --goals 生成带入目标的监控表",
            "ziping template --stage midyear --goals",
        ),
        Stage::Midyear => Text::new(
            "ziping score --stage midyear 汇总",
            "ziping score --stage midyear",
        ),
        Stage::SelfEvaluation => Text::new("ziping score 汇总", "ziping score"),
    };
    match arguments.lang() {
        Lang::Zh => format!(
            "已写出：{}\n下一步：打开“填表说明”了解填法，发给各单位填写；收回后运行 {}。",
            files.join("、"),
            then.zh
        ),
        Lang::En => format!(
            "Written: {}\nNext: see the sheet 填表说明 for how to fill them in, hand them out, and run {} on what comes back.",
            files.join(", "),
            then.en
        ),
    }
}
