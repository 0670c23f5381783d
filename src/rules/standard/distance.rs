//! Standards that count from the target: deductions per unit, and by distance: 逾期5天以上不得分.

use rust_decimal::Decimal;

use super::band::{Band, band};
use super::bands;
use super::clause::{Clause, Counting, Deduction, Distance, Side};
use super::subject::Subject;
use super::words::{after, among, cut, is_digit};
use super::worth::Worth;
use super::{Standard, Verdict, less, nothing};
use crate::model::MethodKind;
use crate::rules::case::Sense;

/// Words after which a number is a distance to the target.
const AWAY: [(Side, &str); 3] = [
    (Side::Late, "逾期 超期 延期 超时 延迟 延误 推迟 拖延"),
    (
        Side::Above,
        "超支 超预算 超出预算 超过预算 超出目标值 超过目标值 超目标值 高于目标值 超出目标 超过目标 高于目标 多",
    ),
    (
        Side::Below,
        "缺少 少 缺 低于目标值 低于目标 未达目标值 较目标值低 比目标值低 较目标低 比目标低",
    ),
];
/// Where the value of a range belongs.
const INSIDE: &str = "在目标区间内 在目标范围内 在区间内 在范围内 在目标值区间内 在目标值范围内 在规定区间内 在规定范围内 \
    处于目标区间内 处于区间内 在区间范围内 在目标区间范围内 控制在目标区间内 控制在区间内 控制在目标范围内";

/// 少2个扣4分, 逾期5天以上不得分, 超支5%以内扣2分.
pub(super) fn distance(condition: &str, worth: Worth) -> Option<Clause> {
    let condition = cut(condition, "每");
    let (side, rest) = AWAY
        .iter()
        .find_map(|(side, words)| Some((*side, after(condition, words)?)))?;
    let band = rest.starts_with(is_digit).then(|| band(rest, worth))??;
    Some(Clause::Distance(Distance { side, band }))
}

/// 在目标区间内得满分, 5%-10%在目标区间内得满分
pub(super) fn inside(condition: &str, worth: Worth) -> Option<Clause> {
    let mut words = INSIDE.split_whitespace();
    let before = words.find_map(|words| condition.strip_suffix(words))?;
    if before.is_empty() || among(before, "实际值 完成值 实际完成值") {
        return Some(Clause::Inside(None, worth));
    }
    band(before, worth).map(|range| Clause::Inside(Some(range), worth))
}

/// Whether the target is a range, and the one that is named.
pub(super) fn is_inside(range: Option<&Band>, subject: Subject<'_>) -> bool {
    let (low, high) = subject.case.target;
    let own = |band: &Band| {
        let ends = band.low.as_ref().zip(band.high.as_ref());
        ends.is_some_and(|((first, _), (last, _))| {
            first.value(subject) == Some(low) && last.value(subject) == Some(high)
        })
    };
    subject.case.is_range() && range.is_none_or(own)
}

impl Distance {
    /// How far the value is from the target on its side.
    fn of(&self, subject: Subject<'_>) -> Option<Decimal> {
        let case = subject.case;
        let down = case.lower_is_better();
        match self.side {
            Side::Below => (!down).then(|| case.below())?,
            Side::Late => (down && subject.is_time()).then(|| case.beyond())?,
            _ => down.then(|| case.beyond())?,
        }
    }

    /// How surely the value is as far away; `Some(None)` where it is not.
    fn rank(&self, subject: Subject<'_>) -> Option<Option<u8>> {
        let far = self.of(subject)?;
        if far.is_zero() {
            return Some(None);
        }
        self.band.rank_at(far, |level| level.size(subject))
    }

    /// One distance and no more.
    fn is_exact(&self) -> bool {
        self.band.low.is_some() && self.band.low == self.band.high
    }
}

impl Standard {
    /// By the distance of the value from the target, where besides only the points of the target are stated.
    pub(super) fn off(&self, subject: Subject<'_>) -> Verdict {
        let case = subject.case;
        if case.met() {
            return less(case, MethodKind::Steps, Decimal::ZERO);
        }
        let ranked = || {
            self.distances
                .iter()
                .map(|d| (d.band.worth, d.rank(subject)))
        };
        let found = bands::surest(ranked()).filter(|worth| !bands::is_doubtful(ranked(), *worth));
        let found = found.and_then(|worth| worth.or(self.missed));
        let found = found.filter(|_| self.rises(subject) == Some(true));
        match found.and_then(|worth| worth.lost(subject.whole())) {
            Some(lost) if !lost.is_zero() => less(case, MethodKind::Steps, lost),
            _ => Verdict::Unread,
        }
    }

    /// Whether values farther away never give more.
    fn rises(&self, subject: Subject<'_>) -> Option<bool> {
        for near in &self.distances {
            for far in &self.distances {
                let (Some((high, _)), Some((low, _))) = (&near.band.high, &far.band.low) else {
                    continue;
                };
                let beyond = low.size(subject)? >= high.size(subject)?;
                let lost = |distance: &Distance| distance.band.worth.lost(subject.whole());
                if beyond && lost(far)? < lost(near)? {
                    return Some(false);
                }
            }
        }
        Some(true)
    }

    /// The deduction where each unit costs `lost` and some distances are stated as well: the same, or all.
    fn beside_distances(&self, lost: Decimal, subject: Subject<'_>) -> Option<Decimal> {
        let whole = subject.whole();
        let mut all = false;
        for distance in &self.distances {
            let is_there = distance.rank(subject)?.is_some();
            let worth = distance.band.worth;
            match worth {
                // 少3个不得分: nor for more.
                Worth::Nothing if distance.is_exact() => {
                    let (level, _) = distance.band.low.as_ref()?;
                    all |= distance.of(subject)? >= level.size(subject)?;
                }
                Worth::Nothing if distance.band.high.is_none() => all |= is_there,
                Worth::Less(_) if distance.is_exact() => {
                    let (level, _) = distance.band.low.as_ref()?;
                    let each = self.deductions.first()?;
                    let there = each.at(level.size(subject)?, subject)?;
                    (there == worth.lost(whole)?).then_some(())?;
                }
                _ => return None,
            }
        }
        Some(if all { whole } else { lost })
    }

    /// Deduction per unit on the bad side; two on one side have different subjects.
    pub(super) fn deducted(&self, subject: Subject<'_>) -> Verdict {
        let mut sides = self.deductions.iter().map(|deduction| deduction.side);
        if sides
            .next()
            .is_some_and(|first| sides.any(|side| side == first))
        {
            return Verdict::Unread;
        }
        let case = subject.case;
        let (down, exact) = (case.lower_is_better(), case.sense == Sense::Exact);
        let mut lost = self.deductions.iter().map(|d| d.lost(subject, self.broken));
        let lost = lost.try_fold(Decimal::ZERO, |sum, lost| sum.checked_add(lost?));
        let has = |side| self.deductions.iter().any(|d| d.side == side);
        let (below, above) = (has(Side::Below), has(Side::Above));
        let two_sided = (exact || case.is_range()) && !case.is_zero();
        if lost.is_some() && !two_sided && (down && below || !down && above) {
            return Verdict::Contradicts;
        }
        // A deduction for an excess does not apply to a shortfall.
        let above = above || has(Side::Late);
        let outside = |distance: Option<Decimal>| distance.is_none_or(|far| !far.is_zero());
        let unsaid = !below && outside(case.below()) || !above && down && outside(case.beyond());
        if two_sided && unsaid && !has(Side::Either) {
            return Verdict::Unread;
        }
        let doubtful = |deduction: &Deduction| deduction.counting == Counting::Doubtful;
        if !self.until
            && self.deductions.iter().any(doubtful)
            && lost.is_none_or(|lost| !lost.is_zero())
        {
            return Verdict::Unread;
        }
        match (self.barred(subject), lost) {
            (Some(true), _) => nothing(case, MethodKind::DeductPerUnit),
            (Some(false), Some(lost)) => {
                let Some(lost) = self.beside_distances(lost, subject) else {
                    return Verdict::Unread;
                };
                let lost = self.most.map_or(lost, |most| lost.min(most));
                less(case, MethodKind::DeductPerUnit, lost)
            }
            _ => Verdict::Unread,
        }
    }
}
