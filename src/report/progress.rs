//! 年中监控: columns of the rankings by progress, and what is below them in words.

use rust_decimal::Decimal;

use super::closing;
use super::column::{Closing, Quotient, Style};
use super::context::{Context, RankedForm};
use super::formula::{quoted, rounds_to};
use super::money::{Money, budgeted, in_ten_thousands};
use super::row::{HEAD_ROWS, Row};
use super::sheet::Table;
use super::sources;
use super::standing::{self, Column, live, money, quotient};
use crate::base::lang::{Lang, Text, worded};
use crate::base::number::{Rate, percent};
use crate::model::Kind;
use crate::model::{Budget, Pace, Progress, Warning};
use crate::rules::{MidyearRule, RuleSet};

pub(super) const RANK: Column =
    standing::RANK.formula_where("RANK({综合进度},{综合进度:},0)", live);

/// The columns behind the names.
pub(super) const COLUMNS: &[Column] = &[
    standing::GROUP,
    standing::GROUP_RANK
        .formula_where("SUMPRODUCT(({分组:}={分组})*({综合进度:}>{综合进度}))+1", live),
    BUDGET,
    Column::rank("预算口径", "Measured against", 11, |row, context| {
        let budget = pace(row).map(|p| p.budget.title().get(context.lang));
        budget.into()
    }),
    EXECUTED,
    RATE.closing(Closing::Rate(
        Money::execution_rate,
        Quotient {
            of_sums: "ROUND({执行数}/{预算数},4)",
            of_pairs: "ROUND(SUMPRODUCT(({预算数:}<>\"\")*{执行数:})/SUMPRODUCT(({执行数:}<>\"\")*{预算数:}),4)",
        },
    )),
    RELATIVE,
    WARNING,
    Column::score("执行分值", "Execution weight", 7, |row, _| {
        progress(row).map(|p| p.execution_points).into()
    }),
    Column::score("可计量分值", "Measurable weight", 8, |row, _| {
        progress(row).map(|p| p.measured).into()
    })
    .formula_by(|row, context, _| {
        let rows = rows_of(row, context)?;
        Some(format!(
            "SUMPRODUCT(({{监控明细!计入进度@{rows}}}<>\"\")*{{监控明细!分值@{rows}}})"
        ))
    }),
    Column::score("折合分值", "Weight achieved", 8, |row, _| {
        progress(row).map(|p| p.earned).into()
    })
    .formula_by(|row, context, _| {
        let rows = rows_of(row, context)?;
        Some(format!(
            "ROUND(SUMPRODUCT({{监控明细!计入进度@{rows}}},{{监控明细!分值@{rows}}}),6)"
        ))
    }),
    Column::rate("指标进度", "Indicator progress", 9, |row, _| {
        progress(row).and_then(|p| p.achieved).into()
    })
    .formula_where("ROUND({折合分值}/{可计量分值},4)", |row, _| {
        progress(row).is_some_and(|progress| {
            let exact = quotient(Some(progress.earned), Some(progress.measured));
            rounds_to(exact, progress.achieved, 4)
        })
    })
    .closing(Closing::Centre),
    Column::rate("综合进度", "Overall progress", 10, |row, _| {
        overall_of(row).into()
    })
    .formula("ROUND(({执行分值}*MAX(0,MIN(1,{相对序时进度}))+{折合分值})/({执行分值}+{可计量分值}),4)")
    .closing(Closing::Centre),
    FORECAST.closing(Closing::Sum),
    standing::ERRORS,
    standing::WARNINGS,
    FILE,
];

/// 预算数
pub(super) const BUDGET: Column =
    money("预算数", "Budget", |row, _| budgeted(row.form)[1].into());

/// 执行数
pub(super) const EXECUTED: Column = money("执行数", "Executed", |row, _| {
    budgeted(row.form)[2].into()
});

/// 执行率
pub(super) const RATE: Column = Column::rate("执行率", "Execution rate", 9, |row, _| {
    pace(row).map(|p| p.rate).into()
})
.formula_where("ROUND({执行数}/{预算数},4)", |row, _| {
    let [_, budget, executed] = budgeted(row.form);
    let exact = quotient(executed, budget);
    amounts_tell(row).is_some_and(|pace| rounds_to(exact, Some(pace.rate), 4))
});

/// 相对序时进度
pub(super) const RELATIVE: Column =
    Column::rate("相对序时进度", "Relative pace", 10, |row, _| {
        pace(row).map(|p| p.relative).into()
    })
    .formula_by(|row, context, _| {
        amounts_tell(row)?;
        let month = rule(context)?.month;
        Some(format!("ROUND({{执行数}}*12/({{预算数}}*{month}),4)"))
    });

/// 预警
pub(super) const WARNING: Column =
    Column::of(Style::Warning, "预警", "Warning", 8, |row, context| {
        pace(row)
            .map(|p| p.warning.title().get(context.lang))
            .into()
    })
    .formula_by(|_, context, _| warning_formula(context));

/// 全年预计执行数
pub(super) const FORECAST: Column = Column::money(
    "全年预计执行数",
    "Forecast for the year",
    |row, _| forecast(row).into(),
)
.shown(|context| {
    let mut forms = context.assessment.forms.iter();
    forms.any(|f| {
        f.filing
            .funding
            .as_ref()
            .is_some_and(|m| m.forecast.is_some())
    })
});

/// The file of a form, leading to the amount executed.
pub(super) const FILE: Column = Column::text("来源文件", "Source file", 44, |row, context| {
    let filing = &row.form.filing;
    let funding = filing.funding.as_ref();
    let cell = funding.map(|f| f.executed.as_ref().map_or(f.cell, |e| e.cell));
    sources::link(&*filing.file, (filing, cell.unwrap_or_default()), context)
});

/// The rule of the monitoring; a book about anything else has none.
pub(super) fn rule<'a>(context: &Context<'a>) -> Option<&'a MidyearRule> {
    context.assessment.midyear.as_ref()
}

fn progress<'a>(row: &RankedForm<'a>) -> Option<&'a Progress> {
    row.form.progress.as_deref()
}

/// 综合进度 of the row's form, where it has one.
pub(super) fn overall_of(row: &RankedForm) -> Option<Decimal> {
    progress(row).and_then(|p| p.overall)
}

/// 执行进度 of the row's form, where it has one.
pub(super) fn pace(row: &RankedForm) -> Option<Pace> {
    progress(row).and_then(|p| p.pace.ok())
}

/// The pace, where it follows from the amounts of the row.
fn amounts_tell(row: &RankedForm) -> Option<Pace> {
    let [_, budget, executed] = budgeted(row.form);
    pace(row).filter(|p| p.budget != Budget::Printed && budget.is_some() && executed.is_some())
}

/// 全年预计执行数 in 万元, where the unit of money is believed.
fn forecast(row: &RankedForm) -> Option<Decimal> {
    let funding = row.form.filing.funding.as_ref()?;
    let figure = funding.forecast.as_deref()?;
    let amount = in_ten_thousands(figure, funding.measure);
    amount.filter(|_| row.form.is_believed())
}

/// Rows of the indicators of a form in 监控明细, as a template names them; only in a sheet of one part.
fn rows_of(row: &RankedForm, context: &Context) -> Option<String> {
    let count = u32::try_from(row.form.filing.indicators.len()).ok()?;
    let anchor = context.detail_anchor(row.index)?;
    if context.detail_parts() != 1 || count == 0 {
        return None;
    }
    // Budget execution is in the first row of a form.
    let execution = anchor.row.checked_sub(HEAD_ROWS)?.checked_add(1)?;
    let (first, last) = (execution.checked_add(1)?, execution.checked_add(count)?);
    Some(format!("{first}:{last}"))
}

/// The warning for a pace as nested conditions: `IF({相对序时进度}<0.6,"红",…)`.
fn warning_formula(context: &Context) -> Option<String> {
    let rule = rule(context)?;
    let [red, yellow, green] = Warning::ALL.map(|w| quoted(w.title().get(context.lang)));
    Some(format!(
        "IF({{相对序时进度}}<{},{red},IF({{相对序时进度}}<{},{yellow},{green}))",
        rule.red.normalize(),
        rule.yellow.normalize()
    ))
}

/// How many of the ranked forms of a kind have a warning.
fn count(context: &Context, kind: Kind, warning: Warning) -> usize {
    let paces = context.ranked(kind).filter_map(|row| pace(&row));
    paces.filter(|p| p.warning == warning).count()
}

/// 红色 1 个，黄色 2 个，绿色 3 个。
pub(super) fn counted(context: &Context, kind: Kind) -> String {
    let [red, yellow, green] = Warning::ALL.map(|w| count(context, kind, w));
    match (context.lang, kind) {
        (Lang::Zh, Kind::Unit) => {
            format!("单位：红色预警 {red} 个，黄色预警 {yellow} 个，绿色 {green} 个。")
        }
        (Lang::Zh, Kind::Project) => {
            format!("项目：红色预警 {red} 个，黄色预警 {yellow} 个，绿色 {green} 个。")
        }
        (Lang::En, Kind::Unit) => format!("Units: {red} red, {yellow} yellow, {green} green."),
        (Lang::En, Kind::Project) => {
            format!("Projects: {red} red, {yellow} yellow, {green} green.")
        }
    }
}

/// 合计执行率 against the time of the year.
pub(super) fn overall(context: &Context, kind: Kind) -> Option<String> {
    let month = rule(context)?.month;
    let rate = context.money(kind).execution_rate()?;
    let elapsed = Rate::new(Decimal::from(month), Decimal::from(12))?;
    let relative = Rate::new(rate, elapsed.value()?)?.rounded(RuleSet::FOUR_PLACES)?;
    let [rate, elapsed, relative] = [
        RuleSet::FOUR_PLACES.apply(rate),
        elapsed.rounded(RuleSet::FOUR_PLACES)?,
        relative,
    ]
    .map(|r| format!("{:.2}%", r.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(r)));
    Some(worded!(
        context.lang,
        "截至 {month} 月末：序时进度 {elapsed}，合计执行率 {rate}，为序时进度的 {relative}。",
        "To the end of month {month}: time elapsed {elapsed}, overall execution rate {rate}, {relative} of it."
    ))
}

/// Closing rows of a ranking of forms of `kind`, and sentences below them.
pub(super) fn closing<'a>(
    table: &Table<RankedForm<'static>>,
    context: &'a Context<'a>,
    kind: Kind,
) -> Vec<Row<'a>> {
    if context.ranked_count(kind) == 0 {
        return vec![Row::note(none(context.lang))];
    }
    let lines = closing::lines(table, context, kind).into_iter();
    let notes = notes(context, kind).into_iter().map(Row::note);
    lines.chain(notes).collect()
}

/// Shown where no form could be ranked.
pub(super) const fn none(lang: Lang) -> &'static str {
    Text::new(
        "没有可排名的单位绩效运行监控表，原因见“未入榜”和“审核发现”。",
        "No monitoring form of a unit could be ranked; see 'Not ranked' and 'Findings' for the reasons.",
    )
    .get(lang)
}

/// Number of top ranks for which a red warning is explained.
const TOP: usize = 3;

/// A word on each form that is at the top although its spending is far behind.
pub(super) fn cautions(context: &Context, kind: Kind) -> Vec<String> {
    let top = context.ranked(kind);
    let top = top.take_while(|row| row.standing.rank <= TOP);
    let red = top.filter_map(|row| {
        let pace = pace(&row).filter(|pace| pace.warning == Warning::Red)?;
        let (rank, name) = (row.standing.rank, standing::name(row.form));
        let relative = percent(RuleSet::FOUR_PLACES.apply(pace.relative));
        Some(worded!(
            context.lang,
            "请注意：第 {rank} 名 {name} 的预算执行为红色预警（相对序时进度 {relative}），名次来自指标进度，不说明资金已按进度使用。",
            "Note: {name}, rank {rank}, has a red warning on spending (relative pace {relative}); its rank comes from its indicators."
        ))
    });
    red.collect()
}

fn notes(context: &Context, kind: Kind) -> Vec<String> {
    let method = Text::new(
        "注：相对序时进度＝执行率÷（月份÷12）；指标进度＝折合分值÷可计量分值，定性和未填年中值的指标不计入；综合进度＝（执行分值×相对序时进度＋折合分值）÷（执行分值＋可计量分值），按综合进度排名，相同的名次相同。口径见“规则说明”。",
        "Relative pace = execution rate ÷ (month ÷ 12). Indicator progress = weight achieved ÷ measurable weight; indicators in words or without a value are left out. Overall progress = (execution weight × relative pace + weight achieved) ÷ (execution weight + measurable weight); ties share a rank. See 'Rules'.",
    );
    let mut notes: Vec<String> = overall(context, kind).into_iter().collect();
    notes.push(counted(context, kind));
    notes.extend(cautions(context, kind));
    notes.push(method.get(context.lang).to_owned());
    let ranked: Vec<_> = context.ranked(kind).collect();
    let without = context.money(kind).without;
    notes.extend(closing::without_amounts(without, context.lang));
    notes.extend(closing::without_measure(&ranked, context.lang));
    notes
}
