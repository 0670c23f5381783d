//! 进展: what happened since an earlier run of the year: forms first, then findings.

use super::Scope;
use super::column::{self, RowType, Style};
use super::context::Context;
use super::sheet::{Items, Plan, Table};
use super::value::Value;
use crate::base::lang::{Lang, Text};
use crate::compare::{FigureChange, FindingChange, FormChange, FormFate};
use crate::finding::Code;

/// A form or a finding with its change since the earlier run.
pub(super) enum RoundRow<'a> {
    Form(&'a FormChange),
    Finding(&'a FindingChange),
}

impl RowType for RoundRow<'static> {
    type Row<'a> = RoundRow<'a>;
}

type Column = column::Column<RoundRow<'static>>;

/// The sheet; there where an earlier run was given.
pub(super) static SHEET: Table<RoundRow<'static>> = Table {
    plan: Plan {
        name: Text::new("进展", "Rounds"),
        title: Text::new(
            "与上次运行相比的进展",
            "What happened since the earlier run",
        ),
        books: &[Scope::Whole, Scope::Monitoring],
        frozen: 3,
        ..Plan::LIST
    },
    columns: &[&[
        Column::rank("类别", "About", 9, |row, context| {
            let about = match row {
                RoundRow::Form(_) => Text::new("自评表", "form"),
                RoundRow::Finding(_) => Text::new("审核发现", "finding"),
            };
            about.get(context.lang).into()
        }),
        Column::rank("进展", "What became of it", 14, |row, context| {
            let title = match row {
                RoundRow::Form(form) => form.fate.title(),
                RoundRow::Finding(tracked) => tracked.fate.title(),
            };
            title.get(context.lang).into()
        }),
        Column::words("单位", "Unit", 24, |row, _| match row {
            RoundRow::Form(form) => (&*form.unit).into(),
            RoundRow::Finding(tracked) => tracked.finding.unit.as_deref().into(),
        }),
        Column::words("项目", "Project", 18, |row, _| match row {
            RoundRow::Form(form) => form.project.as_deref().into(),
            RoundRow::Finding(_) => Value::Blank,
        })
        .shown(|context| rows(context).any(|row| row.is_of_project())),
        Column::of(
            Style::Severity,
            "级别",
            "Severity",
            8,
            |row, context| match row {
                RoundRow::Form(_) => Value::Blank,
                RoundRow::Finding(tracked) => {
                    tracked.finding.severity.title().get(context.lang).into()
                }
            },
        ),
        Column::words("问题", "Problem", 18, |row, context| match row {
            RoundRow::Form(_) => Value::Blank,
            RoundRow::Finding(tracked) => {
                let code = Code::named(&tracked.finding.code);
                code.map(|code| code.title.get(context.lang)).into()
            }
        }),
        Column::words("内容", "Content", 60, |row, context| match row {
            RoundRow::Form(form) => figures(&form.figures, context.lang).into(),
            RoundRow::Finding(tracked) => (&*tracked.finding.message).into(),
        }),
        Column::rank("名次", "Rank", 7, |row, _| {
            row.form().and_then(|f| f.rank).into()
        }),
        Column::rank("上次名次", "Rank before", 7, |row, _| {
            row.form().and_then(|f| f.rank_before).into()
        }),
        Column::rank("退回天数", "Days since sent back", 8, |row, _| match row {
            RoundRow::Form(_) => Value::Blank,
            RoundRow::Finding(tracked) => {
                let days = tracked.sent_back_days.map(u64::from);
                days.map_or(Value::Blank, Value::Count)
            }
        }),
        Column::words("文件", "File", 34, |row, _| match row {
            RoundRow::Form(form) => file(form).into(),
            RoundRow::Finding(tracked) => (&*tracked.finding.file).into(),
        }),
        Column::rank("单元格", "Cell", 8, |row, _| match row {
            RoundRow::Form(_) => Value::Blank,
            RoundRow::Finding(tracked) => tracked.finding.cell.as_deref().into(),
        }),
        Column::of(Style::Hash, "代码", "Code", 18, |row, _| match row {
            RoundRow::Form(_) => Value::Blank,
            RoundRow::Finding(tracked) => (&*tracked.finding.code).into(),
        }),
    ]],
    items: Items::Each(|context| Box::new(rows(context))),
};

impl<'a> RoundRow<'a> {
    const fn form(&self) -> Option<&'a FormChange> {
        match self {
            Self::Form(form) => Some(form),
            Self::Finding(_) => None,
        }
    }

    fn is_of_project(&self) -> bool {
        self.form().is_some_and(|form| form.project.is_some())
    }
}

/// Forms that were filed, refiled or are gone, or have another rank; then errors and warnings.
fn rows<'a>(context: &Context<'a>) -> impl Iterator<Item = RoundRow<'a>> + use<'a> {
    let round = context.round.into_iter();
    let moved =
        |form: &&FormChange| form.fate != FormFate::Unchanged || form.rank != form.rank_before;
    round.flat_map(move |round| {
        let forms = round.forms.iter().filter(moved).map(RoundRow::Form);
        let matters = round.findings.iter().filter(|tracked| tracked.matters());
        forms.chain(matters.map(RoundRow::Finding))
    })
}

/// `全年执行数 436.51→440；服务企业数 实际完成值 52家→53家`
pub(crate) fn figures(changes: &[FigureChange], lang: Lang) -> String {
    let blank = |text: &Option<ecow::EcoString>| text.as_deref().unwrap_or("—").to_owned();
    let changes = changes.iter().map(|change| {
        let row = [&*change.row, " "].concat();
        let (before, now) = (blank(&change.before), blank(&change.now));
        let column = change.column.title().get(lang);
        format!("{}{column} {before}→{now}", row.trim_start())
    });
    let changes: Vec<String> = changes.collect();
    changes.join(Text::new("；", "; ").get(lang))
}

/// The file now, behind the one before where it is another.
fn file(form: &FormChange) -> String {
    match (&form.file_before, &form.file) {
        (Some(before), Some(now)) if before != now => format!("{before} → {now}"),
        (before, now) => now
            .as_ref()
            .or(before.as_ref())
            .map(ToString::to_string)
            .unwrap_or_default(),
    }
}
