//! The conclusion of a comparison of years.

use super::{Figure, Rows};
use crate::compare::{Comparison, averages};
use crate::model::Kind;
use crate::report::change;
use crate::report::column::Style;

/// Units, or projects where there are no units.
pub(super) fn kind(comparison: &Comparison) -> Kind {
    let units = comparison
        .now(Kind::Unit)
        .chain(comparison.before(Kind::Unit));
    match units.count() {
        0 => Kind::Project,
        _ => Kind::Unit,
    }
}

pub(super) fn write(page: &mut Rows) {
    let Some(comparison) = page.context.comparison else {
        return;
    };
    let (kind, lang) = (kind(comparison), page.context.lang);
    for sentence in change::moves(comparison, kind, lang) {
        page.leading(sentence, &change::forms::UNITS);
    }
    let movement = comparison.movement(kind);
    let now = averages(comparison.now(kind));
    page.figures([
        Figure::new(
            "可比单位",
            "Comparable",
            Style::Count,
            movement.comparable.into(),
        ),
        Figure::new("本年平均分", "Mean now", Style::Score, now.mean.into()),
        Figure::new(
            "平均变动",
            "Mean change",
            Style::Change,
            movement.change.into(),
        ),
        Figure::new(
            "本年总体执行率",
            "Execution now",
            Style::Rate,
            now.execution_rate.into(),
        ),
    ]);
    for sentence in change::averaged(comparison, kind, lang) {
        page.sentence(sentence);
    }
    for sentence in change::terms(comparison, kind, lang) {
        page.sentence(sentence);
    }
}
