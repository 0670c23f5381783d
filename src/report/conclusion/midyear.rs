//! The conclusion of a monitoring: progress of money and work, and the units that are behind.

use rust_decimal::Decimal;

use super::charts::are_all_named;
use super::distribution::Ranges;
use super::{Figure, Rows, decisions, named, ranking, total};
use crate::base::lang::worded;
use crate::base::number::{mean, percent};
use crate::model::Warning;
use crate::report::column::Style;
use crate::report::context::{Context, RankedForm};
use crate::report::progress::{self, pace};
use crate::report::returns;
use crate::report::standing::name;
use crate::report::warnings;
use crate::rules::RuleSet;

pub(super) fn write(page: &mut Rows) {
    let context = page.context;
    let (lang, kind) = (context.lang, context.main_kind());
    for sentence in total::received(context) {
        page.leading(sentence, &returns::SHEET);
    }
    let ranked: Vec<RankedForm> = context.ranked(kind).collect();
    if ranked.is_empty() {
        page.leading(
            progress::none(lang).to_owned(),
            &crate::report::excluded::SHEET,
        );
    } else {
        let overall = progress::overall(context, kind);
        let counted = progress::counted(context, kind);
        for sentence in overall.into_iter().chain([counted]) {
            page.leading(sentence, &warnings::SHEET);
        }
    }
    let red = red(&ranked);
    if !red.is_empty() {
        let names = named(red.iter().map(|row| name(row.form)), lang);
        let sentence = worded!(lang, "红色预警：{names}。", "Red: {names}.");
        page.leading(sentence, &warnings::SHEET);
    }
    for caution in progress::cautions(context, kind) {
        page.leading(caution, ranking(context));
    }
    page.figures(large(context, &ranked, red.len()));
    let paces: Vec<Decimal> = ranked.iter().filter_map(pace).map(|p| p.relative).collect();
    if !ranked.is_empty() && !are_all_named(context) {
        let ranges = Ranges::below(Decimal::ONE);
        page.tally(ranges.counts(&paces, "{监控排名!相对序时进度:}", percent));
    }
    page.pressing();
    decisions::write(page);
}

/// Units with a red warning, the slowest first.
pub(super) fn red<'a>(ranked: &[RankedForm<'a>]) -> Vec<RankedForm<'a>> {
    let of = |row: &&RankedForm| pace(row).is_some_and(|p| p.warning == Warning::Red);
    let mut red: Vec<RankedForm> = ranked.iter().filter(of).copied().collect();
    red.sort_by_key(|row| pace(row).map(|p| p.relative));
    red
}

fn large(context: &Context, ranked: &[RankedForm], red: usize) -> [Figure; 4] {
    let kind = context.main_kind();
    let rate = context.money(kind).execution_rate();
    let rate = rate.map(|rate| RuleSet::FOUR_PLACES.apply(rate));
    let overall = ranked.iter().filter_map(|row| row.form.ranked_figure());
    let overall: Vec<Decimal> = overall.collect();
    let overall = mean(&overall).map(|mean| RuleSet::FOUR_PLACES.apply(mean));
    let red = Figure::new("红色预警", "Red", Style::Count, red.into());
    [
        Figure::new("列入排名", "Ranked", Style::Count, ranked.len().into()),
        Figure::new("合计执行率", "Execution", Style::Rate, rate.into()),
        Figure::new("平均综合进度", "Mean progress", Style::Rate, overall.into()),
        red,
    ]
}
