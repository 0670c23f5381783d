//! 报送情况: every unit of the roster and whether it has filed.

use super::column::{Column, RowType, Style};
use super::context::Context;
use super::headline;
use super::table::{Row, Table};
use super::value::Value;
use crate::base::lang::{Lang, Text};
use crate::model::Kind;
use crate::roster::Listed;
use crate::run::{Return, Status};

/// The sheet.
pub(super) enum Filed {}

/// Rows of the sheet.
pub(super) enum Units {}

/// A unit of the roster with what it filed.
pub(super) struct Due<'a> {
    unit: &'a Listed,
    filed: &'a Return,
}

impl RowType for Units {
    type Row<'a> = Due<'a>;
}

impl Table for Filed {
    type Of = Units;
    const NAME: Text = Text::new("报送情况", "Returns");
    const FROZEN: u16 = 2;
    const COLUMNS: &'static [Column<Units>] = &[
        Column::new(
            Text::new("单位编码", "Unit code"),
            12,
            Style::Rank,
            |row, _| row.unit.code.as_deref().into(),
        ),
        Column::<Units>::new(
            Text::new("单位", "Unit"),
            24,
            Style::Words,
            |row, context| {
                let form = row.filed.forms.first();
                let anchor = form.and_then(|at| context.rank_anchor(*at, Kind::Unit));
                Value::linked(&*row.unit.name, anchor)
            },
        )
        .growing(44),
        Column::<Units>::new(Text::new("分组", "Group"), 12, Style::Words, |row, _| {
            row.unit.group.as_deref().into()
        })
        .growing(20),
        Column::new(
            Text::new("状态", "Status"),
            12,
            Style::Rank,
            |row, context| row.filed.status.title().get(context.lang).into(),
        ),
        Column::new(
            Text::new("名次", "Rank"),
            8,
            Style::Rank,
            |row, context| {
                let form = row.filed.forms.first();
                let form = form.and_then(|at| context.assessment.forms.get(*at));
                form.and_then(|f| f.standing).map(|s| s.rank).into()
            },
        ),
        Column::new(Text::new("份数", "Forms"), 8, Style::Count, |row, _| {
            row.filed.forms.len().into()
        }),
        Column::<Units>::new(
            Text::new("文件", "Files"),
            44,
            Style::Words,
            |row, context| files(row.filed, context).into(),
        )
        .growing(90),
    ];

    fn title(context: &Context) -> String {
        headline(
            context,
            Text::new("绩效自评表报送情况", "Returns of the units"),
        )
    }

    /// There where a roster was given.
    fn count(context: &Context, _: usize) -> usize {
        context.returns.as_ref().map_or(0, |r| r.units.len())
    }

    fn rows<'a>(context: &'a Context<'a>, _: usize) -> impl Iterator<Item = (usize, Due<'a>)> + 'a {
        let listed = context.assessment.roster.iter().flat_map(|r| r.units());
        let returns = context.returns.iter().flat_map(|r| &r.units);
        listed
            .zip(returns)
            .map(|(unit, filed)| Due { unit, filed })
            .enumerate()
    }

    fn closing<'a>(context: &'a Context<'a>) -> Vec<Row<'a>> {
        let notes = [counted(context), strangers(context)];
        notes.into_iter().flatten().map(Row::note).collect()
    }
}

/// The files of a unit, unread ones last; nothing where it has none.
fn files(filed: &Return, context: &Context) -> Option<String> {
    let forms = filed.forms.iter();
    let forms = forms.filter_map(|at| context.assessment.forms.get(*at));
    let mut files: Vec<&str> = forms.map(|f| &*f.filing.file).collect();
    files.extend(filed.unread.iter().map(|f| &**f));
    files.dedup();
    (!files.is_empty()).then(|| files.join("、"))
}

/// 名单 20 个单位：已报 15 …
fn counted(context: &Context) -> Option<String> {
    let returns = context.returns.as_ref()?;
    let of = |status| returns.count(status);
    let all = returns.units.len();
    let (filed, double) = (of(Status::Filed), of(Status::Double));
    let (out, missing) = (of(Status::NotRanked), of(Status::Missing));
    Some(match context.lang {
        Lang::Zh => format!(
            "名单共 {all} 个单位：已报 {filed} 个，重复 {double} 个，未入榜 {out} 个，未报 {missing} 个。"
        ),
        Lang::En => format!(
            "{all} units on the roster: {filed} filed, {double} filed twice, {out} not ranked, {missing} missing."
        ),
    })
}

/// Units that filed and are not on the roster.
fn strangers(context: &Context) -> Option<String> {
    let returns = context
        .returns
        .as_ref()
        .filter(|r| !r.strangers.is_empty())?;
    let forms = returns.strangers.iter();
    let forms = forms.filter_map(|at| context.assessment.forms.get(*at));
    let names: Vec<String> = forms
        .map(|form| format!("{}（{}）", form.unit_name(), form.filing.file))
        .collect();
    let (count, names) = (names.len(), names.join("、"));
    Some(match context.lang {
        Lang::Zh => format!("名单以外报送的 {count} 份：{names}。"),
        Lang::En => format!("{count} forms of units that are not on the roster: {names}."),
    })
}

/// Names of the units that filed nothing, for the overview.
pub(super) fn missing(context: &Context) -> Option<String> {
    /// Names that are listed; the sheet has all of them.
    const NAMED: usize = 20;
    let (roster, returns) = context
        .assessment
        .roster
        .as_ref()
        .zip(context.returns.as_ref())?;
    let missing = returns.with(Status::Missing);
    let names: Vec<&str> = missing
        .filter_map(|unit| roster.units().get(unit.at))
        .map(|unit| &*unit.name)
        .collect();
    let count = names.len();
    let named = names.get(..NAMED).unwrap_or(&names).join("、");
    let more = count > NAMED;
    match (context.lang, count) {
        (_, 0) => None,
        (Lang::Zh, _) => Some(format!(
            "未报送的单位 {count} 个：{named}{}",
            if more {
                "……，见“报送情况”。"
            } else {
                "。"
            }
        )),
        (Lang::En, _) => Some(format!(
            "{count} units have not filed: {named}{}",
            if more { " …; see 'Returns'." } else { "." }
        )),
    }
}
