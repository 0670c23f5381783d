//! `ziping template --roster`: a form for each unit, with what is known about it.

use std::path::PathBuf;
use std::process::ExitCode;

use super::{Arguments, earlier};
use crate::base::lang::{Lang, worded};
use crate::blank::{Order, workbook};
use crate::cli::say;
use crate::cli::standards::Standards;
use crate::cli::words::Result;
use crate::intake::WorkerPool;
use crate::model::{Kind, Stage};
use crate::output::create_all;
use crate::prefill::{ApprovedList, EarlierForms, Form, Sources, forms};
use crate::roster::Roster;
use crate::run::Run;

/// Unit forms unless project forms are asked for.
const UNIT: &[Kind] = &[Kind::Unit];

pub(super) fn run(arguments: &Arguments, standards: Standards, lang: Lang) -> Result<ExitCode> {
    let run = standards.run(arguments.previous.clone(), Some(Stage::SelfEvaluation));
    let (earlier, mut notes) = earlier::load(&run, lang)?;
    let mut written = Vec::new();
    let mut filled = 0_usize;
    for (form, bytes) in known(arguments, &run, earlier.as_ref(), lang)? {
        filled = filled.saturating_add(usize::from(form.filled));
        let path = form.path.display();
        let open = form.open.map(|open| open.get(lang));
        notes.extend(open.map(|open| worded!(lang, "{path}：{open}", "{path}: {open}")));
        written.push((arguments.folder.join(form.path), bytes));
    }
    create_all(&written)?;
    notes.iter().for_each(|note| say(note));
    say(&summary(arguments, &written, filled, lang));
    Ok(ExitCode::SUCCESS)
}

/// Every form with its bytes.
fn known(
    arguments: &Arguments,
    run: &Run,
    earlier: Option<&EarlierForms>,
    lang: Lang,
) -> Result<Vec<(Form, Vec<u8>)>> {
    let approved = run.roster.as_deref().map(|r| approved(arguments, run, r));
    let approved = approved.transpose()?.flatten();
    let year = earlier.and_then(|e| e.year);
    let sources = Sources {
        earlier,
        approved: approved.as_ref(),
    };
    let kinds = arguments.kind.map_or(UNIT, |_| arguments.kinds());
    let mut known = Vec::new();
    for kind in kinds {
        let order = Order {
            kind: *kind,
            stage: arguments.stage,
            labels: &run.labels,
            rules: &run.rules,
            year: arguments.year.or(year.map(|y| y.saturating_add(1))),
            lang,
        };
        if let Some(roster) = &run.roster {
            for form in forms(roster, sources, &run.rules, (*kind, arguments.stage)) {
                let bytes = workbook(&order, &form.prefill)?;
                known.push((form, bytes));
            }
        }
    }
    Ok(known)
}

fn approved(arguments: &Arguments, run: &Run, roster: &Roster) -> Result<Option<ApprovedList>> {
    let Some(path) = &arguments.indicators else {
        return Ok(None);
    };
    let pool = WorkerPool::new(run.program.clone(), 1)?;
    Ok(Some(ApprovedList::load(path, roster, &run.labels, &pool)?))
}

fn summary(
    arguments: &Arguments,
    written: &[(PathBuf, Vec<u8>)],
    filled: usize,
    lang: Lang,
) -> String {
    let (count, folder) = (written.len(), arguments.folder.display());
    worded!(
        lang,
        "已写出：{folder} 中 {count} 份自评表，其中 {filled} 份预填了指标。\n下一步：核对预填的单位和指标，按分组文件夹发给各单位填写。",
        "Written: {count} forms in {folder}, {filled} of them with indicators.\nNext: check what is filled in and hand the forms out by group."
    )
}
