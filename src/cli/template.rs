//! `ziping template`: blank forms, ready to be handed out.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::{LangArgument, say};
use crate::error::Result;
use crate::form::blank::{Order, Prefill, file_name, workbook};
use crate::form::labels::Labels;
use crate::lang::Lang;
use crate::model::Kind;
use crate::output::create_all;
use crate::rules::RuleSet;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(id = "folder", short = 'o', long = "output", required = true)]
    folder: PathBuf,
    #[arg(long, value_enum)]
    kind: Option<KindArgument>,
    #[arg(long, default_value = "default")]
    rules: String,
    #[arg(long)]
    labels: Option<PathBuf>,
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

impl Arguments {
    pub(super) fn lang(&self) -> Lang {
        self.lang.into()
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
    let labels = Labels::load(arguments.labels.as_deref())?;
    let rules = RuleSet::load(Some(&arguments.rules))?;
    let mut files = Vec::new();
    for kind in arguments.kinds() {
        let order = Order {
            kind: *kind,
            labels: &labels,
            rules: &rules,
            year: arguments.year,
            lang,
        };
        let bytes = workbook(&order, &Prefill::default())?;
        files.push((arguments.folder.join(file_name(*kind)), bytes));
    }
    create_all(&files)?;
    say(&summary(files.iter().map(|(path, _)| path.as_path()), lang));
    Ok(ExitCode::SUCCESS)
}

/// What was written, and the next step.
fn summary<'p>(files: impl Iterator<Item = &'p Path>, lang: Lang) -> String {
    let files: Vec<String> = files.map(|path| path.display().to_string()).collect();
    match lang {
        Lang::Zh => format!(
            "已写出：{}\n下一步：打开“填表说明”了解填法，发给各单位填写；收回后运行 ziping score 汇总。",
            files.join("、")
        ),
        Lang::En => format!(
            "Written: {}\nNext: see the sheet 填表说明 for how to fill them in, hand them out, and run ziping score on what comes back.",
            files.join(", ")
        ),
    }
}
