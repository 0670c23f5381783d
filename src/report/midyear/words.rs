//! Sentences and formulas about warnings.

use rust_decimal::Decimal;

use super::super::closing;
use super::super::context::Context;
use super::super::formula::quoted;
use super::super::standing::Standings;
use super::super::table::{Row, Table};
use super::{pace, rule};
use crate::base::lang::{Lang, Text};
use crate::base::number::Rate;
use crate::model::Kind;
use crate::model::Warning;
use crate::rules::RuleSet;

/// The warning for a pace as nested conditions: `IF({相对序时进度}<0.6,"红",…)`.
pub(super) fn warning_formula(context: &Context) -> Option<String> {
    let rule = rule(context)?;
    let [red, yellow, green] = Warning::ALL.map(|w| quoted(w.title().get(context.lang)));
    Some(format!(
        "IF({{相对序时进度}}<{},{red},IF({{相对序时进度}}<{},{yellow},{green}))",
        rule.red.normalize(),
        rule.yellow.normalize()
    ))
}

/// How many of the ranked forms of a kind have a warning.
pub(super) fn count(context: &Context, kind: Kind, warning: Warning) -> usize {
    let ranked = context.ranked(kind);
    let paces = ranked.filter_map(|r| pace(r.form.progress.as_deref()));
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
fn overall(context: &Context, kind: Kind) -> Option<String> {
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
    Some(match context.lang {
        Lang::Zh => format!(
            "截至 {month} 月末：序时进度 {elapsed}，合计执行率 {rate}，为序时进度的 {relative}。"
        ),
        Lang::En => format!(
            "To the end of month {month}: time elapsed {elapsed}, overall execution rate {rate}, {relative} of it."
        ),
    })
}

/// Closing rows of the ranking `T` of forms of `kind`, and sentences below them.
pub(super) fn closing<'a, T: Table<Of = Standings>>(
    context: &'a Context<'a>,
    kind: Kind,
) -> Vec<Row<'a>> {
    let lines = closing::lines::<T>(context, kind).into_iter();
    let notes = notes(context, kind).into_iter().map(Row::note);
    lines.chain(notes).collect()
}

fn notes(context: &Context, kind: Kind) -> Vec<String> {
    let method = Text::new(
        "注：相对序时进度＝执行率÷（月份÷12）；指标进度＝折合分值÷可计量分值，定性和未填年中值的指标不计入；综合进度＝（执行分值×相对序时进度＋折合分值）÷（执行分值＋可计量分值），按综合进度排名，相同的名次相同。口径见“规则说明”。",
        "Relative pace = execution rate ÷ (month ÷ 12). Indicator progress = weight achieved ÷ measurable weight; indicators in words or without a value are left out. Overall progress = (execution weight × relative pace + weight achieved) ÷ (execution weight + measurable weight); ties share a rank. See 'Rules'.",
    );
    let mut notes: Vec<String> = overall(context, kind).into_iter().collect();
    notes.push(counted(context, kind));
    notes.push(method.get(context.lang).to_owned());
    let ranked: Vec<_> = context.ranked(kind).collect();
    let without = context.money(kind).without;
    notes.extend(closing::without_amounts(without, context.lang));
    notes.extend(closing::without_measure(&ranked, context.lang));
    notes
}
