//! A standard's figures in the measure of the target, and the points they give.

use rust_decimal::Decimal;

use super::band::{self, Band};
use super::clause::{Basis, Deduction, PartialUnit, Share, Side};
use super::words::{EVENTS, Level, among};
use super::worth::Worth;
use crate::base::number::Rate;
use crate::model::Quantity;
use crate::rules::case::{Case, Sense};

/// The indicator that a standard is applied to.
#[derive(Clone, Copy)]
pub(in crate::rules) struct Subject<'a> {
    pub(in crate::rules) name: &'a str,
    pub(in crate::rules) case: &'a Case,
    pub(in crate::rules) target: &'a Quantity,
    pub(in crate::rules) points: Option<Decimal>,
}

/// 万元, 千元
const SCALES: [(char, Decimal); 4] = [
    ('百', Decimal::ONE_HUNDRED),
    ('千', Decimal::ONE_THOUSAND),
    ('万', Decimal::from_parts(10_000, 0, 0, false, 0)),
    ('亿', Decimal::from_parts(100_000_000, 0, 0, false, 0)),
];

impl Subject<'_> {
    /// Whether the target is a time: ≤30天.
    pub(super) fn is_time(&self) -> bool {
        const TIMES: &str = "天 日 月 个月 年 小时 分钟 周 工作日 个工作日 日历天 自然日";
        let measure = self.target.measure.as_deref();
        measure.is_some_and(|measure| among(measure, TIMES))
    }

    /// All its points; 100 where none are stated, since no score follows then.
    pub(super) fn whole(&self) -> Decimal {
        self.points.unwrap_or(Decimal::ONE_HUNDRED)
    }
}

impl Worth {
    /// The deduction from `points`.
    pub(super) fn lost(self, points: Decimal) -> Option<Decimal> {
        let earned = match self {
            Self::Less(lost) => return Some(lost),
            Self::Full => points,
            Self::Nothing => Decimal::ZERO,
            Self::Points(earned) => earned,
            Self::Percent(percent) => percent
                .checked_mul(points)?
                .checked_div(Decimal::ONE_HUNDRED)?,
        };
        points.checked_sub(earned)
    }
}

impl Share {
    /// Points per completed unit: in proportion, where the target gives all points.
    pub(super) fn of_each(each: &Level, points: Decimal, subject: Subject<'_>) -> Option<Self> {
        let units = match (&*each.measure, subject.target.percent) {
            ("%", false) => Decimal::ONE_HUNDRED.checked_div(each.figure)?,
            _ => subject.case.target.0.checked_div(each.counted(subject)?)?,
        };
        let whole = units.checked_mul(points)? == subject.points?;
        whole.then_some(Self::of_quotient(Some(Side::Below), None))
    }

    /// Whether the words can only mean actual ÷ target.
    pub(super) fn is_plain(&self, subject: Subject<'_>) -> bool {
        let (percent, target) = (subject.target.percent, subject.case.target);
        let own = |aim: &Level| aim.value(subject) == Some(target.0) && target.0 == target.1;
        if !self.aim.iter().all(own) {
            return false;
        }
        let whole = percent && target == (Decimal::ONE, Decimal::ONE);
        match self.basis {
            Basis::Quotient | Basis::Excess => true,
            Basis::Completion => !percent || whole,
            Basis::Rate => whole && !subject.case.lower_is_better(),
        }
    }
}

impl Deduction {
    /// Points of a percentage are points of the completion rate.
    pub(super) fn of_completion(&mut self) {
        if among(&self.per.measure, "百分点 个百分点") {
            band::COMPLETION.clone_into(&mut self.per.measure);
        }
    }

    /// Points lost, partial units pro rata unless the standard states otherwise.
    pub(super) fn lost(
        &self,
        subject: Subject<'_>,
        broken: Option<PartialUnit>,
    ) -> Option<Decimal> {
        let case = subject.case;
        if let Some(from) = &self.from
            && ![case.target.0, case.target.1].contains(&from.value(subject)?)
        {
            return None;
        }
        let missing = match self.side {
            Side::Below => case.below()?,
            Side::Above => case.beyond()?,
            // Beside any other target it is not the target that is counted from.
            Side::Event => case.is_zero().then(|| case.beyond())??,
            Side::Late => case.lower_is_better().then(|| case.beyond())??,
            Side::Either if case.lower_is_better() => case.beyond()?,
            Side::Either if case.sense == Sense::Exact || case.is_range() => {
                case.below()?.max(case.beyond()?)
            }
            Side::Either => case.below()?,
        };
        self.cost(missing, subject, broken)
    }

    /// Points lost at some distance from the target.
    pub(super) fn at(&self, missing: Decimal, subject: Subject<'_>) -> Option<Decimal> {
        self.cost(missing, subject, None)
    }

    fn cost(
        &self,
        missing: Decimal,
        subject: Subject<'_>,
        broken: Option<PartialUnit>,
    ) -> Option<Decimal> {
        let case = subject.case;
        // Of >0 nothing is missing at 0.
        if case.sense == Sense::Over && case.is_zero() && !case.met() {
            return None;
        }
        let each = match self.points {
            Worth::Percent(percent) => percent
                .checked_mul(subject.whole())?
                .checked_div(Decimal::ONE_HUNDRED)?,
            Worth::Points(points) | Worth::Less(points) => points,
            Worth::Full | Worth::Nothing => return None,
        };
        let size = match self.side {
            Side::Event => self.per.size(subject).or_else(|| self.per.events(subject)),
            _ => self.per.size(subject),
        };
        let units = Rate::new(missing, size?)?;
        match broken {
            None => units.times(each),
            Some(PartialUnit::Free) => units.value()?.floor().checked_mul(each),
            Some(PartialUnit::Whole) => units.value()?.ceil().checked_mul(each),
        }
    }
}

impl Level {
    /// Its size as a distance: percentage points where the target is a percentage, else percent of the target.
    pub(super) fn size(&self, subject: Subject<'_>) -> Option<Decimal> {
        let fraction = self.figure.checked_div(Decimal::ONE_HUNDRED)?;
        match (&*self.measure, subject.target.percent) {
            ("%" | "百分点" | "个百分点" | band::COMPLETION | band::NAMED, true) => {
                Some(fraction)
            }
            ("%" | band::COMPLETION, false) => fraction
                .checked_mul(subject.case.target.1)
                .filter(|size| *size > Decimal::ZERO),
            _ => self.counted(subject),
        }
    }

    /// Events are counted as 起, 件 or 次.
    fn events(&self, subject: Subject<'_>) -> Option<Decimal> {
        let own = subject.target.measure.as_deref()?;
        let same = among(own, EVENTS) && among(&self.measure, EVENTS);
        same.then_some(self.figure)
    }

    /// Its place among the values of the indicator.
    pub(super) fn value(&self, subject: Subject<'_>) -> Option<Decimal> {
        match (&*self.measure, subject.target.percent) {
            ("%" | band::NAMED, true) => self.figure.checked_div(Decimal::ONE_HUNDRED),
            // ≥90% beside a bare target of 90 is the value itself.
            ("%", false) if self.restates_bare(subject) => None,
            // A completion rate has one meaning only where more is better.
            // Of a percentage it may be the actual value itself.
            (band::COMPLETION, true) if subject.case.target.0 != Decimal::ONE => None,
            (band::COMPLETION, _) | ("%", false)
                if !subject.case.lower_is_better() && !subject.case.is_zero() =>
            {
                self.figure
                    .checked_mul(subject.case.target.0)?
                    .checked_div(Decimal::ONE_HUNDRED)
            }
            _ => self.counted(subject),
        }
    }

    /// Whether its figure is a bare target's own, other than the 100 that is its own percentage.
    fn restates_bare(&self, subject: Subject<'_>) -> bool {
        let (low, high) = subject.case.target;
        let own = [low, high].contains(&self.figure) && self.figure != Decimal::ONE_HUNDRED;
        own && subject.target.measure.is_none()
    }

    /// In the measure of the target; 个 and 项 count whatever is counted.
    fn counted(&self, subject: Subject<'_>) -> Option<Decimal> {
        let target = subject.target;
        let own = target.measure.as_deref().unwrap_or_default();
        let (factor, rest) = SCALES
            .iter()
            .find_map(|(letter, factor)| Some((*factor, self.measure.strip_prefix(*letter)?)))
            .unwrap_or((Decimal::ONE, &self.measure));
        if target.percent {
            return None;
        }
        let plain = rest.is_empty() && factor == Decimal::ONE;
        let count = matches!(rest, "个" | "项") && own != "元";
        let day = matches!((rest, own), ("天", "日") | ("日", "天"));
        let factor = if plain {
            subject.case.one
        } else if rest == own
            || own.split_once('/').is_some_and(|(of, _)| of == rest)
            || count
            || day
        {
            factor
        } else {
            return None;
        };
        self.figure.checked_mul(factor)
    }
}

impl Band {
    /// Whether it only states that the target gives all points: ≥95%得满分 for a target of ≥95%. Its end belongs at
    /// least so surely.
    pub(super) fn restates(&self, subject: Subject<'_>, least: u8) -> bool {
        let case = subject.case;
        let lost = self.worth.lost(subject.whole());
        let at = |end: &Option<band::End>, target: Decimal| {
            let level = end.as_ref().filter(|(_, belongs)| *belongs >= least);
            level.is_some_and(|(level, _)| level.value(subject) == Some(target))
        };
        let (low, high) = (at(&self.low, case.target.0), at(&self.high, case.target.1));
        let ends = match case.lower_is_better() {
            true => high && (self.low.is_none() || low),
            false => low && (self.high.is_none() || high),
        };
        ends && lost.is_some_and(|lost| lost.is_zero())
    }

    /// How surely the value is in the band; `Some(None)` where it is not, `None` where this is unknown.
    pub(super) fn rank(&self, subject: Subject<'_>) -> Option<Option<u8>> {
        self.rank_of(subject.case.actual, subject)
    }

    /// Whether the target itself is in the band: then its bound counts from the target (超过5天 of ≤30天).
    pub(super) fn holds_target(&self, subject: Subject<'_>) -> Option<bool> {
        let (low, high) = subject.case.target;
        let down = subject.case.lower_is_better();
        Some(
            self.rank_of(if down { high } else { low }, subject)?
                .is_some(),
        )
    }

    fn rank_of(&self, value: Decimal, subject: Subject<'_>) -> Option<Option<u8>> {
        self.rank_at(value, |level| level.value(subject))
    }

    /// How surely a value is between the ends given by `place`.
    pub(super) fn rank_at(
        &self,
        value: Decimal,
        place: impl Fn(&Level) -> Option<Decimal>,
    ) -> Option<Option<u8>> {
        let mut rank = band::CERTAIN;
        for (end, outside) in [
            (&self.low, std::cmp::Ordering::Less),
            (&self.high, std::cmp::Ordering::Greater),
        ] {
            let Some((level, at)) = end else { continue };
            let order = value.cmp(&place(level)?);
            if order == outside || order.is_eq() && *at == 0 {
                return Some(None);
            }
            if order.is_eq() {
                rank = rank.min(*at);
            }
        }
        Some(Some(rank))
    }
}
