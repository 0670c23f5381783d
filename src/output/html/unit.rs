//! One form in full: where it stands and why, and what each indicator earned.

use std::collections::HashMap;

use rayon::prelude::{IntoParallelIterator, ParallelIterator};
use rust_decimal::Decimal;

use super::audited::FindingGroup;
use super::cells::{align_all, change, figure, less, name, rank, rate, score, text};
use super::drawn::{self, Pool, Sheet};
use super::plain::plain;
use super::ranked_by::RankedBy;
use super::uses::uses;
use crate::base::lang::{Lang, Text, worded};
use crate::compare::{Pair, Series};
use crate::intake;
use crate::model::CellRef;
use crate::record::{Form, Indicator};
use crate::run::rank::bands::{Band, Bands};
use crate::run::{Assessed, Assessment, Input};

/// A form in full.
pub(super) struct Detail {
    /// Index of the form.
    pub(super) at: usize,
    pub(super) name: String,
    /// File and sheet.
    pub(super) place: String,
    /// Title and value.
    pub(super) facts: Vec<(&'static str, String)>,
    pub(super) why: Vec<String>,
    /// Its place in the audit, and how much was found.
    pub(super) audit: Option<(usize, String)>,
    pub(super) rows: Vec<ScoreRow>,
    /// The form as it was filed.
    pub(super) drawn: Option<Sheet>,
}

/// An indicator, or the execution of the budget.
pub(super) struct ScoreRow {
    pub(super) level1: String,
    pub(super) name: String,
    pub(super) target: String,
    pub(super) actual: String,
    pub(super) completion: String,
    pub(super) method: &'static str,
    pub(super) points: String,
    pub(super) reported: String,
    pub(super) recomputed: String,
    pub(super) lost: String,
    /// Whether the filed score is not the recomputed one.
    pub(super) differs: bool,
    loss: Option<Decimal>,
}

/// Forms up to which all are drawn.
pub(super) const DRAWN: usize = 300;

/// Number of a form's part in the audit, and how much was found, by the form's index.
pub(super) type Places = HashMap<usize, (usize, String)>;

/// The parts of the audit by their forms.
pub(super) fn places(audit: &[FindingGroup]) -> Places {
    let parts = audit.iter().enumerate();
    let places = parts.filter_map(|(at, part)| {
        let place = (at.saturating_add(1), part.counted.clone());
        Some((part.form?, place))
    });
    places.collect()
}

/// What the details of all forms are made from.
pub(super) struct Details<'a> {
    pub(super) series: &'a Series,
    pub(super) bands: &'a Bands,
    pub(super) places: &'a Places,
    pub(super) pool: &'a Pool,
    pub(super) lang: Lang,
}

impl<'a> Details<'a> {
    /// Every form in full; drawn where the forms are few.
    pub(super) fn all(&self) -> Vec<Detail> {
        let assessment = &self.series.assessment;
        let few = assessment.forms.len() <= DRAWN;
        let inputs = assessment.inputs.iter().filter(|_| few);
        let inputs: HashMap<&str, &Input> = inputs.map(|i| (&*i.path, i)).collect();
        let forms = 0..assessment.forms.len();
        let forms = forms.into_par_iter();
        let details = forms.filter_map(|at| {
            let view = self.view(at)?;
            let input = inputs.get(&*view.form.filing.file).copied();
            Some(view.detail(at, self.places.get(&at), input))
        });
        details.collect()
    }

    /// The form at `at` in full and drawn.
    pub(super) fn one(&self, at: usize) -> Option<Detail> {
        let view = self.view(at)?;
        let input = input(&self.series.assessment, view.form);
        Some(view.detail(at, self.places.get(&at), input))
    }

    fn view(&self, at: usize) -> Option<View<'a>> {
        let assessment = &self.series.assessment;
        let form = assessment.forms.get(at)?;
        let pair = self.series.comparison.as_ref().and_then(|c| c.pair(at));
        let before = pair.and_then(Pair::before);
        Some(View {
            record: Form::of(form, assessment.rules.rounding.score, before),
            form,
            assessment,
            above: at.checked_sub(1).and_then(|at| assessment.forms.get(at)),
            pair,
            band: self.bands.of(at),
            pool: self.pool,
            lang: self.lang,
        })
    }
}

/// The file that a form was read from.
pub(super) fn input<'a>(assessment: &'a Assessment, form: &Assessed) -> Option<&'a Input> {
    let mut inputs = assessment.inputs.iter();
    inputs.find(|input| input.path == form.filing.file)
}

/// What the details of one form are made from.
struct View<'a> {
    record: Form,
    form: &'a Assessed,
    assessment: &'a Assessment,
    /// The form that is before it in the order of the ranking.
    above: Option<&'a Assessed>,
    pair: Option<&'a Pair>,
    band: Option<&'a Band>,
    pool: &'a Pool,
    lang: Lang,
}

impl View<'_> {
    fn drawn(&self, input: &Input) -> Option<Sheet> {
        let hash = input.sha256;
        let sheets = intake::drawn(&input.opened(), hash, self.pool.as_ref())?;
        let uses = uses(self.form, &self.record, self.lang);
        let beside = self.beside();
        drawn::sheet(self.form, (uses, &beside), &sheets, self.lang)
    }

    /// The cells of other forms on the same sheet.
    fn beside(&self) -> Vec<CellRef> {
        let own = &self.form.filing;
        let forms = self.assessment.forms.iter();
        let others = forms.filter(|other| {
            let filing = &other.filing;
            !std::ptr::eq(*other, self.form)
                && (&filing.file, &filing.sheet) == (&own.file, &own.sheet)
        });
        others
            .flat_map(|other| other.filing.open().cells())
            .collect()
    }

    fn detail(&self, at: usize, audit: Option<&(usize, String)>, input: Option<&Input>) -> Detail {
        let rows = self.rows();
        Detail {
            at,
            name: name(self.form),
            place: format!("{} → {}", self.record.file, self.record.sheet),
            facts: self.facts(),
            why: self.why(&rows),
            audit: audit.cloned(),
            rows,
            drawn: input.and_then(|input| self.drawn(input)),
        }
    }

    const fn t(&self, zh: &'static str, en: &'static str) -> &'static str {
        Text::new(zh, en).get(self.lang)
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        let record = &self.record;
        let mut facts = vec![
            (self.t("名次", "Rank"), rank(record.rank)),
            (
                self.t("复算总分", "Recomputed total"),
                score(record.recomputed_total),
            ),
            (self.t("等级", "Grade"), text(record.grade.as_deref())),
            (
                self.t("自评总分", "Filed total"),
                score(record.reported_total),
            ),
            (
                self.t("执行率", "Execution rate"),
                rate(record.funding.execution_rate),
            ),
        ];
        let group = self.form.standing.and_then(|s| s.group_rank);
        if let (Some(name), Some(group)) = (&record.unit.group, group) {
            facts.push((
                self.t("组内名次", "Rank in group"),
                format!("{name} {group}"),
            ));
        }
        if let Some(band) = self.band {
            let (best, worst) = band.all.ranks;
            facts.push((self.t("名次区间", "Rank band"), format!("{best}–{worst}")));
        }
        if record.reviewed_total.is_some() {
            let title = RankedBy::Reviewed.title().get(self.lang);
            facts.push((title, score(record.reviewed_total)));
        }
        if let Some(progress) = &self.form.progress {
            facts.push((self.t("综合进度", "Progress"), rate(progress.overall)));
        }
        if let Some(before) = &record.previous {
            facts.push((self.t("上年总分", "Total before"), score(before.total)));
            facts.push((self.t("上年名次", "Rank before"), rank(before.rank)));
        }
        facts
    }

    /// Lost points, the gap to the form before it, and changes since last year.
    fn why(&self, rows: &[ScoreRow]) -> Vec<String> {
        let barred = self
            .form
            .barred
            .iter()
            .map(|p| plain(&p.message(self.lang), self.lang));
        let mut why: Vec<String> = barred.collect();
        why.extend(self.losses(rows));
        why.extend(self.behind());
        why.extend(self.moved());
        why
    }

    fn losses(&self, rows: &[ScoreRow]) -> Option<String> {
        let mut lost: Vec<_> = rows
            .iter()
            .filter_map(|row| Some((row.loss.filter(|loss| *loss > Decimal::ZERO)?, row)))
            .collect();
        lost.sort_by_key(|(loss, _)| std::cmp::Reverse(*loss));
        let named = lost.iter().take(MOST_LOST);
        let named: Vec<String> = named
            .map(|(loss, row)| format!("{} −{}", row.name, loss.normalize()))
            .collect();
        let (count, named) = (lost.len(), named.join(self.t("、", ", ")));
        (count > 0).then(|| {
            worded!(
                self.lang,
                "失分 {count} 处，最多的是：{named}。",
                "Points lost in {count} places, most in: {named}."
            )
        })
    }

    fn behind(&self) -> Option<String> {
        let above = self
            .above
            .filter(|above| above.filing.kind == self.form.filing.kind)?;
        let own = self.form.standing?;
        let other = above.standing?;
        if own.rank == other.rank {
            let name = name(above);
            return Some(worded!(
                self.lang,
                "与{name}同分并列。",
                "Level with {name}."
            ));
        }
        RankedBy::of(self.form).behind(self.form, above, self.lang)
    }

    fn moved(&self) -> Option<String> {
        let pair = self.pair?;
        let total = change(Some(pair.change.total?));
        let Some(split) = &pair.split else {
            return Some(worded!(
                self.lang,
                "比上年 {total} 分。",
                "{total} points on last year."
            ));
        };
        let part = |part| change(Some(part));
        let (performance, plan, rules) =
            (part(split.performance), part(split.plan), part(split.rules));
        Some(worded!(
            self.lang,
            "比上年 {total} 分：业绩 {performance}，指标与权重 {plan}，规则 {rules}。",
            "{total} points on last year: performance {performance}, plan {plan}, rules {rules}."
        ))
    }

    fn rows(&self) -> Vec<ScoreRow> {
        let funding = &self.record.funding;
        let measure = funding.measure.map_or("", |measure| measure.label());
        let money = |amount: Option<Decimal>| match amount {
            None => figure(None),
            Some(_) => figure(amount) + measure,
        };
        let execution = funding.points.map(|_| ScoreRow {
            level1: self.t("预算执行", "Execution").to_owned(),
            name: self.t("预算执行率", "Execution rate").to_owned(),
            target: money(funding.adjusted),
            actual: money(funding.executed),
            completion: rate(funding.execution_rate),
            method: "",
            ..ScoreRow::of((funding.points, funding.reported, funding.recomputed))
        });
        let indicators = self.record.indicators.iter();
        let indicators = indicators.map(|indicator| self.indicator(indicator));
        let mut rows: Vec<ScoreRow> = execution.into_iter().chain(indicators).collect();
        align_all(
            &mut rows,
            &[
                |row| &mut row.completion,
                |row| &mut row.points,
                |row| &mut row.reported,
                |row| &mut row.recomputed,
                |row| &mut row.lost,
            ],
        );
        rows
    }

    fn indicator(&self, row: &Indicator) -> ScoreRow {
        ScoreRow {
            level1: text(row.level1.as_deref()),
            name: row.name.to_string(),
            target: text(row.target.as_deref()),
            actual: text(row.actual.as_deref()),
            completion: rate(row.completion_rate),
            method: row.method.map_or("", |m| m.title().get(self.lang)),
            ..ScoreRow::of((row.points, row.reported, row.recomputed))
        }
    }
}

/// Losses that are named.
const MOST_LOST: usize = 5;

impl ScoreRow {
    /// A row by its points, its filed and its recomputed score.
    fn of(
        (points, reported, recomputed): (Option<Decimal>, Option<Decimal>, Option<Decimal>),
    ) -> Self {
        let loss = less(points, recomputed);
        Self {
            level1: String::new(),
            name: String::new(),
            target: String::new(),
            actual: String::new(),
            completion: String::new(),
            method: "",
            points: figure(points),
            reported: figure(reported),
            recomputed: figure(recomputed),
            lost: figure(loss.filter(|loss| !loss.is_zero())),
            differs: less(reported, recomputed).is_some_and(|d| !d.is_zero()),
            loss,
        }
    }
}
