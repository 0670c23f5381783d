//! 报送情况: every unit of the roster and whether it has filed.

use super::Scope;
use super::column::{self, RowType};
use super::context::Context;
use super::row::Row;
use super::sheet::{Items, Plan, Table};
use super::shortlist;
use super::value::Value;
use crate::base::lang::{Lang, Text, worded};
use crate::model::Kind;
use crate::roster::RosterUnit;
use crate::run::{Return, Status};

/// A unit of the roster with what it filed.
type UnitReturn<'a> = (&'a RosterUnit, &'a Return);

impl RowType for UnitReturn<'static> {
    type Row<'a> = UnitReturn<'a>;
}

type Column = column::Column<UnitReturn<'static>>;

/// The sheet; there where a roster was given.
pub(super) static SHEET: Table<UnitReturn<'static>> = Table {
    plan: Plan {
        name: Text::new("报送情况", "Returns"),
        title: Text::new("绩效自评表报送情况", "Returns of the units"),
        books: &[Scope::Whole, Scope::Monitoring],
        frozen: 2,
        count: Some(|context, _| context.returns.as_ref().map_or(0, |r| r.units.len())),
        closing: |context| {
            let notes = [counted(context), strangers(context), suggested(context)];
            notes.into_iter().flatten().map(Row::note).collect()
        },
        ..Plan::LIST
    },
    columns: &[&[
        Column::rank("单位编码", "Unit code", 12, |(unit, _), _| {
            unit.code.as_deref().into()
        }),
        Column::words("单位", "Unit", 24, |(unit, filed), context| {
            let form = filed.forms.first();
            let anchor = form.and_then(|at| context.rank_anchor(*at, Kind::Unit));
            Value::linked(&*unit.name, anchor)
        })
        .growing(44),
        Column::words("分组", "Group", 12, |(unit, _), _| {
            unit.group.as_deref().into()
        })
        .growing(20),
        Column::words("状态", "Status", 12, |(_, filed), context| {
            filed.state(context.lang).into()
        }),
        Column::rank("名次", "Rank", 8, |(_, filed), context| {
            let form = filed.forms.first();
            let form = form.and_then(|at| context.assessment.forms.get(*at));
            form.and_then(|f| f.standing).map(|s| s.rank).into()
        }),
        Column::count("份数", "Forms", 8, |(_, filed), _| {
            filed.forms.len().into()
        }),
        Column::words("文件", "Files", 44, |(_, filed), context| {
            files(filed, context).into()
        })
        .growing(90),
        Column::words("说明", "Note", 30, |(_, filed), context| {
            reports(filed, context).into()
        })
        .growing(60)
        .shown(|context| {
            let returns = context.returns.iter().flat_map(|r| &r.units);
            returns.into_iter().any(|filed| !filed.reports.is_empty())
        }),
    ]],
    items: Items::Each(|context| {
        let listed = context.assessment.roster.iter().flat_map(|r| r.units());
        Box::new(listed.zip(context.returns.iter().flat_map(|r| &r.units)))
    }),
};

/// The files of a unit, unread ones last; nothing where it has none.
fn files(filed: &Return, context: &Context) -> Option<String> {
    let forms = filed.forms.iter();
    let forms = forms.filter_map(|at| context.assessment.forms.get(*at));
    let mut files: Vec<&str> = forms.map(|f| &*f.filing.file).collect();
    files.extend(filed.unread.iter().map(|f| &*f.file));
    files.dedup();
    (!files.is_empty()).then(|| files.join("、"))
}

/// 已收到报告：某局自评报告.docx
fn reports(filed: &Return, context: &Context) -> Option<String> {
    let held = &context.assessment.reports;
    let files = filed.reports.iter().map(|file| {
        let read = held.iter().find(|report| report.file == *file);
        let counted = read.map(|report| {
            worded!(
                context.lang,
                "（{} 个数，与自评表核对上 {} 个）",
                " ({} numbers, {} of them the form's)",
                report.numbers,
                report.bound
            )
        });
        format!("{file}{}", counted.unwrap_or_default())
    });
    let files = files.collect::<Vec<_>>().join("、");
    (!files.is_empty()).then(|| {
        worded!(
            context.lang,
            "已收到报告：{files}",
            "report received: {files}"
        )
    })
}

/// Files that may be of a unit with a name like theirs; nothing is assumed.
fn suggested(context: &Context) -> Option<String> {
    let suggested = &context.returns.as_ref()?.suggested;
    let colon = Text::new("可能是", "perhaps ").get(context.lang);
    let files: Vec<String> = suggested
        .iter()
        .map(|(file, unit)| format!("{file}（{colon}{unit}）"))
        .collect();
    let files = files.join("、");
    (!files.is_empty()).then(|| {
        worded!(
            context.lang,
            "收到但不能读、文件名也认不准单位的：{files}。请核对后改名或重报。",
            "Received, not readable, and of no unit for sure by name: {files}. Check and rename them, or ask for them again."
        )
    })
}

/// 名单 20 个单位：已报 15 …
fn counted(context: &Context) -> Option<String> {
    let returns = context.returns.as_ref()?;
    let of = |status| returns.count(status);
    let all = returns.units.len();
    let (filed, double) = (of(Status::Filed), of(Status::Double));
    let (out, missing) = (of(Status::NotRanked), of(Status::Missing));
    let unread = match (of(Status::Unread), context.lang) {
        (0, _) => String::new(),
        (unread, Lang::Zh) => format!("收到但不能读 {unread} 个，"),
        (unread, Lang::En) => format!("{unread} received but not readable, "),
    };
    Some(worded!(
        context.lang,
        "名单共 {all} 个单位：已报 {filed} 个，重复 {double} 个，未入榜 {out} 个，{unread}未报 {missing} 个。",
        "{all} units on the roster: {filed} filed, {double} filed twice, {out} not ranked, {unread}{missing} missing."
    ))
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
    Some(worded!(
        context.lang,
        "名单以外报送的 {count} 份：{names}。",
        "{count} forms of units that are not on the roster: {names}."
    ))
}

/// Names of the units that filed nothing, for the conclusion.
pub(super) fn missing(context: &Context) -> Option<String> {
    /// Names that are listed, and their letters, at most; the sheet has all of them.
    const NAMED: usize = 20;
    const LETTERS: usize = 300;
    let (roster, returns) = context
        .assessment
        .roster
        .as_ref()
        .zip(context.returns.as_ref())?;
    let names: Vec<&str> = returns.named(Status::Missing, roster).collect();
    let count = names.len();
    let first = shortlist::first(&names, NAMED, LETTERS);
    let (named, more) = (first.join("、"), count > first.len());
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
