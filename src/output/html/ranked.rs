//! 排名: the ranked forms of a kind in ten columns.

use super::audited::counted;
use super::cells::{align_all, change, less, rank, rate, score, text};
use super::ranked_by::RankedBy;
use crate::base::lang::{Lang, Text};
use crate::compare::Comparison;
use crate::finding::Severity;
use crate::model::Kind;
use crate::run::{Assessed, Assessment};

/// A ranking.
pub(super) struct Ranking {
    pub(super) title: &'static str,
    /// Header of the names.
    pub(super) named: &'static str,
    /// Header of what is ranked by.
    pub(super) figure: &'static str,
    pub(super) rows: Vec<RankingRow>,
}

pub(super) struct RankingRow {
    /// Index of the form.
    pub(super) at: usize,
    pub(super) rank: String,
    pub(super) name: String,
    pub(super) group: String,
    pub(super) total: String,
    pub(super) grade: String,
    pub(super) reported: String,
    pub(super) difference: String,
    pub(super) execution: String,
    pub(super) before: String,
    pub(super) found: String,
}

/// 整体支出 and 项目支出, so far as there are any.
pub(super) fn list(
    assessment: &Assessment,
    comparison: Option<&Comparison>,
    lang: Lang,
) -> Vec<Ranking> {
    let kinds = [
        (
            Kind::Unit,
            Text::new("部门（单位）整体支出", "Units"),
            Text::new("单位", "Unit"),
        ),
        (
            Kind::Project,
            Text::new("项目支出", "Projects"),
            Text::new("项目", "Project"),
        ),
    ];
    let rankings = kinds.into_iter().filter_map(|(kind, title, named)| {
        let mut ranked = assessment.of_kind(kind).filter(|f| f.standing.is_some());
        Some(Ranking {
            title: title.get(lang),
            named: named.get(lang),
            figure: RankedBy::of(ranked.next()?).title().get(lang),
            rows: rows(assessment, comparison, (kind, lang)),
        })
    });
    rankings.collect()
}

fn rows(
    assessment: &Assessment,
    comparison: Option<&Comparison>,
    (kind, lang): (Kind, Lang),
) -> Vec<RankingRow> {
    let forms = assessment.forms.iter().enumerate();
    let ranked = forms.filter(|(_, f)| f.filing.kind == kind && f.standing.is_some());
    let ranked = ranked.map(|(at, form)| {
        let before = comparison.and_then(|c| c.pair(at)?.before()?.total);
        RankingRow::of((at, form), score(before), lang)
    });
    let mut rows: Vec<RankingRow> = ranked.collect();
    align_all(
        &mut rows,
        &[
            |row| &mut row.total,
            |row| &mut row.reported,
            |row| &mut row.difference,
            |row| &mut row.execution,
            |row| &mut row.before,
        ],
    );
    rows
}

impl RankingRow {
    fn of((at, form): (usize, &Assessed), before: String, lang: Lang) -> Self {
        let filing = &form.filing;
        let (errors, warnings) = (form.count(Severity::Error), form.count(Severity::Warning));
        let project = filing.project.as_ref().map(|p| p.value.to_string());
        let own = form.evaluation.own_total();
        Self {
            at,
            rank: rank(form.standing.map(|s| s.rank)),
            name: project.unwrap_or_else(|| form.unit_name().to_owned()),
            group: text(filing.unit.group.as_deref()),
            total: RankedBy::of(form).write(form.ranked_figure()),
            grade: text(form.evaluation.grade.as_ref().map(|g| &*g.name)),
            reported: score(form.reported_total()),
            difference: change(less(own, form.reported_total())),
            execution: rate(form.evaluation.execution.rate),
            before,
            found: counted(errors, warnings, lang),
        }
    }
}
