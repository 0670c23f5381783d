//! `ziping template --goals`: the forms of the next stage, with what the earlier stages fixed.

use std::process::ExitCode;

use super::Arguments;
use crate::base::lang::{Lang, message, worded};
use crate::blank::{Order, workbook};
use crate::cli::progress::Bar;
use crate::cli::say;
use crate::cli::standards::Standards;
use crate::cli::words::{Result, Stop, quoted};
use crate::model::{Fault, Kind, Stage};
use crate::output::create_all;
use crate::prefill::staged;
use crate::run::assess;

pub(super) fn run(arguments: &Arguments, standards: Standards, lang: Lang) -> Result<ExitCode> {
    let stage = arguments.stage;
    if stage == Stage::Goals {
        return Err(Stop::new(
            "目标申报是第一个阶段，没有可以带入的表。请用 --stage midyear 或 --stage self，或去掉 --goals。",
            "Goals are the first stage: there is nothing to carry over. Use --stage midyear or --stage self, or leave out --goals.",
        ));
    }
    let run = standards.run(arguments.goals.clone(), None);
    let earlier = assess(&run, &Bar::new(false, lang))?;
    let staged = staged(&earlier, stage, &run.labels);
    let mut written = Vec::new();
    for (kind, form) in staged.forms {
        if !arguments.kinds().contains(&kind) {
            continue;
        }
        let order = Order {
            kind,
            stage,
            labels: &run.labels,
            rules: &run.rules,
            year: arguments.year.or(earlier.year),
            lang,
        };
        let bytes = workbook(&order, &form.prefill)?;
        written.push((kind, arguments.folder.join(form.path), bytes));
    }
    if written.is_empty() {
        say(&notes(&staged.left, lang));
        let paths = quoted(&arguments.goals);
        return Err(Stop(message!(
            "{paths}里没有可以带入的表，没有写出任何文件。请指定存放目标申报表或运行监控表的文件夹。",
            "There is no form to carry over in {paths}; nothing was written. Name the folder with goal or monitoring forms."
        )));
    }
    let units = written.iter().filter(|(kind, ..)| *kind == Kind::Unit);
    let (units, all) = (units.count(), written.len());
    let files: Vec<_> = written
        .into_iter()
        .map(|(_, path, bytes)| (path, bytes))
        .collect();
    create_all(&files)?;
    say(&notes(&staged.left, lang));
    say(&summary(
        arguments,
        (units, all.saturating_sub(units)),
        staged.left.len(),
        lang,
    ));
    Ok(ExitCode::SUCCESS)
}

/// What was not carried over, one per line; empty where everything was.
fn notes(left: &[Fault], lang: Lang) -> String {
    let lines: Vec<String> = left.iter().map(|fault| fault.line(lang)).collect();
    if lines.is_empty() {
        return match lang {
            Lang::Zh => "已报的内容全部带入。".to_owned(),
            Lang::En => "Everything that was filed was carried over.".to_owned(),
        };
    }
    lines.join("\n")
}

fn summary(
    arguments: &Arguments,
    (units, projects): (usize, usize),
    left: usize,
    lang: Lang,
) -> String {
    let folder = arguments.folder.display();
    let form = arguments.stage.form();
    worded!(
        lang,
        "已写出：{folder} 中{} {units} 份（单位）、{projects} 份（项目），已带入前一阶段的内容并锁定；未带入 {left} 条，见上。\n下一步：处理未带入的各条，再按分组文件夹发给各单位填写。",
        "Written: {units} {}s of units and {projects} of projects in {folder}, with what the earlier stage fixed locked; {left} items were not carried over, see above.\nNext: settle these, then hand the forms out by group.",
        form.get(lang)
    )
}
