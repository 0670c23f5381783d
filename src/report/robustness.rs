//! 稳健性: how far each rank and grade can be trusted, with the neighbours that cannot be told apart.

mod words;

use super::column::{Column, Get, Style};
use super::context::{Context, Ranked};
use super::formula::places;
use super::headline;
use super::standing::{self, Standings};
use super::table::{Row, Spacing, Table};
use super::value::Value;
use crate::base::lang::{Lang, Text};
use crate::model::Kind;
use crate::run::rank::bands::{Band, Span};
pub(super) use words::{drawn, top};

/// The sheet.
pub(super) enum Robustness {}

impl Table for Robustness {
    type Of = Standings;
    const NAME: Text = Text::new("稳健性", "Robustness");
    const FROZEN: u16 = 2;
    const SPACING: Spacing = Spacing::Roomy;
    const SCREEN_ONLY: usize = 2;
    const COLUMNS: &'static [Column<Standings>] = &[
        standing::RANK,
        standing::UNIT,
        standing::PROJECT.shown(|context| context.main_kind() == Kind::Project),
        standing::TOTAL,
        Column::<Standings>::new(
            Text::new("名次区间", "Rank band"),
            16,
            Style::Rank,
            |row, context| {
                let band = context.band(row.index);
                band.map(|b| sentence(row.standing.rank, b, context.lang))
                    .into()
            },
        )
        .formula(|_, context, _| {
            let template = match context.lang {
                Lang::Zh => r#""第"&{名次}&"名（"&{最好名次}&"–"&{最差名次}&"）""#,
                Lang::En => r#"{名次}&" ("&{最好名次}&"–"&{最差名次}&")""#,
            };
            Some(template.to_owned())
        }),
        Column::new(
            Text::new("最好名次", "Best rank"),
            8,
            Style::Rank,
            |row, context| context.band(row.index).map(|b| b.all.ranks.0).into(),
        ),
        Column::new(
            Text::new("最差名次", "Worst rank"),
            8,
            Style::Rank,
            |row, context| context.band(row.index).map(|b| b.all.ranks.1).into(),
        ),
        family(
            Text::new("剔除一项指标", "One indicator out"),
            |row, context| ranks(row, context, |b| Some(b.indicator)),
        ),
        family(
            Text::new("剔除一类指标", "One class out"),
            |row, context| ranks(row, context, |b| Some(b.class)),
        ),
        family(
            Text::new("其他舍入", "Other roundings"),
            |row, context| ranks(row, context, |b| Some(b.rounding)),
        ),
        family(
            Text::new("权重波动", "Weights moved"),
            |row, context| ranks(row, context, |b| b.weights),
        ),
        Column::new(
            Text::new("难分先后的单位", "Not to be told apart from"),
            32,
            Style::Words,
            |row, context| words::alike(row, context).into(),
        ),
        standing::GRADE,
        Column::new(
            Text::new("可能的等级", "Possible grades"),
            8,
            Style::Rank,
            |row, context| words::grades(row, context).into(),
        ),
        Column::<Standings>::new(
            Text::new("距上一等级", "To the next grade"),
            8,
            Style::Score,
            |row, context| {
                let band = context.band(row.index);
                band.and_then(|b| b.grade.missing).into()
            },
        )
        .formula(|row, context, _| {
            let missing = context.band(row.index)?.grade.missing?;
            let bound = missing.checked_add(row.form.evaluation.total?)?.normalize();
            Some(format!("ROUND({bound}-{{复算总分}},{})", places(missing)))
        }),
        Column::<Standings>::new(
            Text::new("高于本级下限", "Above its bound"),
            8,
            Style::Score,
            |row, context| context.band(row.index).and_then(|b| b.grade.spare).into(),
        )
        .formula(|row, context, _| {
            let spare = context.band(row.index)?.grade.spare?;
            let bound = row.form.evaluation.total?.checked_sub(spare)?.normalize();
            Some(format!("ROUND({{复算总分}}-{bound},{})", places(spare)))
        }),
        Column::new(
            Text::new("说明", "Remarks"),
            48,
            Style::Words,
            |row, context| words::remark(row, context).into(),
        ),
        Column::new(
            Text::new("靠个别指标拉开的单位", "Apart by single indicators"),
            64,
            Style::Words,
            |row, context| words::barely(row, context).into(),
        ),
        family(
            Text::new("权重波动（极端）", "Weights, all draws"),
            |row, context| ranks(row, context, |b| b.weights_extreme),
        ),
    ];

    fn title(context: &Context) -> String {
        headline(
            context,
            Text::new(
                "名次与等级的稳健性",
                "How far ranks and grades can be trusted",
            ),
        )
    }

    fn count(context: &Context, _: usize) -> usize {
        match context.assessment.rules.reweight {
            Some(_) => 0,
            None => context.ranked_count(context.main_kind()),
        }
    }

    fn rows<'a>(
        context: &'a Context<'a>,
        _: usize,
    ) -> impl Iterator<Item = (usize, Ranked<'a>)> + 'a {
        context.ranked(context.main_kind()).enumerate()
    }

    fn closing<'a>(context: &'a Context<'a>) -> Vec<Row<'a>> {
        words::notes(context).into_iter().map(Row::note).collect()
    }
}

/// A column with the span of ranks over one family of scenarios.
const fn family(header: Text, value: Get<Standings>) -> Column<Standings> {
    Column::<Standings>::new(header, 9, Style::Rank, value)
}

fn ranks<'a>(row: &Ranked, context: &Context, span: fn(&Band) -> Option<Span>) -> Value<'a> {
    let band = context.band(row.index);
    band.and_then(span).map(|s| from_to(s.ranks)).into()
}

/// 5–9; a span of one rank is written alike, so that no cell holds a number as text.
pub(super) fn from_to((best, worst): (usize, usize)) -> String {
    format!("{best}–{worst}")
}

/// 第7名（5–9）
fn sentence(rank: usize, band: &Band, lang: Lang) -> String {
    let span = from_to(band.all.ranks);
    match lang {
        Lang::Zh => format!("第{rank}名（{span}）"),
        Lang::En => format!("{rank} ({span})"),
    }
}
