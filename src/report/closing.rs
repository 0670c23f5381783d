//! What is below a ranking: sums, rates of sums, mean, median and grade counts.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::column::{self, Closing, Style};
use super::context::{Context, RankedForm};
use super::row::{Row, row_of};
use super::sheet;
use super::value::Value;
use crate::base::lang::{Lang, Text, worded};
use crate::base::number::{self, Rounding, median, sum};
use crate::model::Kind;
use crate::rules::RuleSet;

/// A closing row.
#[derive(Clone, Copy, PartialEq, Eq)]
enum FootRow {
    Sum,
    Mean,
    Median,
}

type Table = sheet::Table<RankedForm<'static>>;
type Slot = column::Slot<RankedForm<'static>>;

/// Closing rows of a ranking of forms of `kind`; only the note where nothing is ranked.
pub(super) fn rows<'a>(table: &Table, context: &'a Context<'a>, kind: Kind) -> Vec<Row<'a>> {
    let ranked: Vec<_> = context.ranked(kind).collect();
    if ranked.is_empty() {
        let none = Text::new(
            "没有可排名的自评表，原因见“未入榜”和“审核发现”。",
            "No form could be ranked; see 'Not ranked' and 'Findings' for the reasons.",
        );
        return vec![Row::note(none.get(context.lang))];
    }
    let notes = notes(context, kind, &ranked).into_iter().map(Row::note);
    lines(table, context, kind)
        .into_iter()
        .chain(notes)
        .collect()
}

/// Sum, mean and median of a ranking of forms of `kind`.
pub(super) fn lines<'a>(table: &Table, context: &'a Context<'a>, kind: Kind) -> Vec<Row<'a>> {
    lines_of(
        &[FootRow::Sum, FootRow::Mean, FootRow::Median],
        table,
        context,
        kind,
    )
}

/// The row of means below a table of ranked units.
pub(super) fn mean<'a>(table: &Table, context: &'a Context<'a>) -> Vec<Row<'a>> {
    lines_of(&[FootRow::Mean], table, context, Kind::Unit)
}

fn lines_of<'a>(
    lines: &[FootRow],
    table: &Table,
    context: &'a Context<'a>,
    kind: Kind,
) -> Vec<Row<'a>> {
    let ranked: Vec<_> = context.ranked(kind).collect();
    let row = |(line, at): (&FootRow, u32)| {
        table.total(context, at, |slot| {
            let value = cell(*line, slot, &ranked, context, kind);
            (value, template(*line, slot, context, kind))
        })
    };
    lines.iter().zip(row_of(ranked.len())..).map(row).collect()
}

/// The figures of a column in ascending order.
fn figures<'a>(slot: &Slot, ranked: &[RankedForm<'a>], context: &Context<'a>) -> Vec<Decimal> {
    let values = ranked.iter().map(|row| slot.value(row, context));
    let mut figures: Vec<_> = values.filter_map(|value| value.number()).collect();
    figures.sort_unstable();
    figures
}

fn cell<'a>(
    line: FootRow,
    slot: &Slot,
    ranked: &[RankedForm<'a>],
    context: &Context<'a>,
    kind: Kind,
) -> Value<'a> {
    let figures = || figures(slot, ranked, context);
    let centred = |figure: Option<Decimal>| figure.map(|f| centre(slot).apply(f)).into();
    match (slot.column.closing, line) {
        (Closing::Label, _) => label(line, kind, context.ranked_count(kind), context.lang).into(),
        (Closing::Sum, FootRow::Sum) => sum(figures()).into(),
        (Closing::Rate(rate, _), FootRow::Sum) => rate(&context.money(kind))
            .map(|r| RuleSet::FOUR_PLACES.apply(r))
            .into(),
        (Closing::Centre, FootRow::Mean) => centred(number::mean(&figures())),
        (Closing::Centre, FootRow::Median) => centred(median(&figures())),
        _ => Value::Blank,
    }
}

/// The formula of a closing figure.
fn template(
    line: FootRow,
    slot: &Slot,
    context: &Context,
    kind: Kind,
) -> Option<Cow<'static, str>> {
    let centre = centre(slot).places;
    Some(match (slot.column.closing, line) {
        (Closing::Sum, FootRow::Sum) => "ROUND(SUM({:}),{#})".into(),
        (Closing::Centre, FootRow::Mean) => format!("ROUND(AVERAGE({{:}}),{centre})").into(),
        (Closing::Centre, FootRow::Median) => format!("ROUND(MEDIAN({{:}}),{centre})").into(),
        (Closing::Rate(_, quotient), FootRow::Sum) => match context.money(kind).complete {
            true => quotient.of_sums.into(),
            false => quotient.of_pairs.into(),
        },
        _ => return None,
    })
}

fn label(line: FootRow, kind: Kind, count: usize, lang: Lang) -> String {
    match (line, kind, lang) {
        (FootRow::Sum, Kind::Unit, Lang::Zh) => format!("合计（{count}个单位）"),
        (FootRow::Sum, Kind::Project, Lang::Zh) => format!("合计（{count}个项目）"),
        (FootRow::Sum, Kind::Unit, Lang::En) => format!("Sum of {count} units"),
        (FootRow::Sum, Kind::Project, Lang::En) => format!("Sum of {count} projects"),
        (FootRow::Mean, ..) => Text::new("平均", "Mean").get(lang).to_owned(),
        (FootRow::Median, ..) => Text::new("中位数", "Median").get(lang).to_owned(),
    }
}

/// How means and medians of a column are rounded.
fn centre(slot: &Slot) -> Rounding {
    match slot.column.style {
        Style::Rate | Style::Share => RuleSet::FOUR_PLACES,
        _ => RuleSet::TWO_PLACES,
    }
}

/// Sentences below the closing rows.
fn notes(context: &Context, kind: Kind, ranked: &[RankedForm]) -> Vec<String> {
    let lang = context.lang;
    let method = Text::new(
        "注：合计执行率＝执行数合计÷调整后预算合计，不是各单位执行率的平均；名次并列者名次相同（1、2、2、4）；不可核实得分指表内数据无法印证、沿用自评的分数。",
        "Overall rates are sums divided by sums, not means of rates. Ties share a rank (1, 2, 2, 4). Unverifiable points are self-scores that nothing on the form can confirm.",
    );
    let mut notes = vec![grades(context, ranked), method.get(lang).to_owned()];
    notes.extend(without_amounts(context.money(kind).without, lang));
    notes.extend(without_measure(ranked, lang));
    notes
}

/// 等级分布：优 5 个（35.7%），良 6 个（42.9%）
fn grades(context: &Context, ranked: &[RankedForm]) -> String {
    let share = |count: usize| {
        let tenths = (count * 1000 + ranked.len() / 2) / ranked.len().max(1);
        format!("{}.{}%", tenths / 10, tenths % 10)
    };
    let lang = context.lang;
    let counts = context.grades().into_iter().map(|grade| {
        let is =
            |r: &&RankedForm| r.form.evaluation.grade.as_ref().map(|g| g.band) == Some(grade.band);
        let count = ranked.iter().filter(is).count();
        worded!(
            lang,
            "{grade} {count} 个（{}）",
            "{grade} {count} ({})",
            share(count)
        )
    });
    let counts: Vec<_> = counts.collect();
    match lang {
        Lang::Zh => format!("等级分布：{}", counts.join("，")),
        Lang::En => format!("Grades: {}", counts.join(", ")),
    }
}

pub(super) fn without_amounts(count: usize, lang: Lang) -> Option<String> {
    (count > 0).then(|| worded!(
        lang,
        "{count} 份自评表缺少预算数或执行数，或金额单位可疑（见审核发现），金额未列入本表，也未计入合计和合计执行率。",
        "{count} forms lack an amount or state an implausible unit of money (see the findings): their amounts are left out of this sheet, its sums and the overall execution rate."
    ))
}

pub(super) fn without_measure(ranked: &[RankedForm], lang: Lang) -> Option<String> {
    let unclear = |r: &&RankedForm| {
        let funding = r.form.filing.funding.as_ref();
        funding.is_some_and(|f| f.measure.is_none())
    };
    let count = ranked.iter().filter(unclear).count();
    (count > 0).then(|| {
        worded!(
            lang,
            "{count} 份自评表未注明金额单位，按万元计。",
            "{count} forms do not state their unit of money; 万元 was assumed."
        )
    })
}
