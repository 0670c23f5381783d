//! 评分标准: a scoring standard in the words of a form, read in full or not at all.
//!
//! [`wording`] reads the words as clauses; here they are applied to the indicator's target, sign and points. A standard
//! that does not cover the given value, counts another measure than the target does, or gives other points than the
//! indicator has is not used.

mod aims;
mod band;
mod bands;
mod clause;
mod deduction;
mod distance;
mod grades;
mod share;
mod subject;
mod wording;
mod words;
mod worth;

use rust_decimal::Decimal;

use super::case::{Case, Sense};
use super::earned::{Merit, PointsEarned};
use super::method::Method;
use crate::base::number::Rate;
use crate::model::MethodKind;
use band::Band;
use clause::{Basis, Clause, Deduction, Distance, PartialUnit, Share, Side};
pub(super) use grades::graded;
pub(super) use subject::Subject;
use worth::Worth;

/// The result of a stated standard for one indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The text contains no scores.
    Silent,
    /// It is not read, or not in full.
    Unread,
    /// It contradicts the sign of the target.
    Contradicts,
    /// A method of the rules.
    By(Method),
    /// The result for the figures, and the method.
    Worth(MethodKind, Merit),
}

/// Whether a text speaks of scores, read or not.
pub(super) fn speaks(text: &str) -> bool {
    wording::clauses(text).is_some()
}

/// The result of the standard in `text`.
pub(super) fn verdict(text: &str, subject: Subject<'_>) -> Verdict {
    match wording::clauses(text) {
        None => Verdict::Silent,
        Some(clauses) if clauses.is_empty() => Verdict::Unread,
        Some(_) if words::is_about_another(text, subject.name) => Verdict::Unread,
        Some(clauses) => Standard::of(clauses, subject)
            .filter(|standard| standard.fits(subject))
            .map_or(Verdict::Unread, |standard| standard.verdict(subject)),
    }
}

/// The clauses of a standard by subject.
#[derive(Default)]
struct Standard {
    deductions: Vec<Deduction>,
    most: Option<Decimal>,
    bands: Vec<Band>,
    met: Option<Worth>,
    missed: Option<Worth>,
    share: Option<Share>,
    total: Option<Decimal>,
    broken: Option<PartialUnit>,
    until: bool,
    between: bool,
    /// 在目标区间内得满分: above a range is not met.
    inside: bool,
    distances: Vec<Distance>,
}

impl Standard {
    /// `None` where two clauses have the same subject, or one does not apply to this indicator.
    fn of(clauses: Vec<Clause>, subject: Subject<'_>) -> Option<Self> {
        let case = subject.case;
        let down = case.lower_is_better();
        let zero = down && case.is_zero();
        let aims = [case.target.0, case.target.1].map(Some);
        let (mut all, mut likewise) = (Self::default(), false);
        for clause in clauses {
            let before = match clause {
                Clause::Nothing => false,
                Clause::Until => {
                    all.until = true;
                    false
                }
                Clause::Between => std::mem::replace(&mut all.between, true),
                Clause::InTime(worth) if subject.is_time() => another(&mut all.met, worth),
                Clause::TooLate(worth) if subject.is_time() => another(&mut all.missed, worth),
                Clause::InTime(_) | Clause::TooLate(_) => return None,
                Clause::Likewise => std::mem::replace(&mut likewise, true),
                Clause::Aim(level) if aims.contains(&level.value(subject)) => false,
                Clause::Aim(_) => return None,
                Clause::Most(points) => all.most.replace(points).is_some(),
                Clause::Least(points) => {
                    let most = subject.points?.checked_sub(points)?;
                    all.most.replace(most).is_some() || most.is_sign_negative()
                }
                Clause::Each(level, points) => {
                    let share = Share::of_each(&level, points, subject)?;
                    all.share.replace(share).is_some()
                }
                Clause::Deduct(deduction) => {
                    all.deductions.push(deduction);
                    false
                }
                Clause::Band(band) => {
                    all.bands.push(band);
                    false
                }
                Clause::Distance(distance) => {
                    all.distances.push(distance);
                    false
                }
                Clause::Inside(range, worth) if distance::is_inside(range.as_ref(), subject) => {
                    all.inside = true;
                    another(&mut all.met, worth)
                }
                Clause::Inside(..) => return None,
                Clause::Met(worth) => another(&mut all.met, worth),
                Clause::Kept(worth) if down => another(&mut all.met, worth),
                Clause::Absent(worth) if zero => another(&mut all.met, worth),
                Clause::Reached(worth) if !down => another(&mut all.met, worth),
                Clause::Missed(worth) => another(&mut all.missed, worth),
                Clause::Short(worth) if !down => another(&mut all.missed, worth),
                Clause::Beyond(worth) if down => another(&mut all.missed, worth),
                Clause::Occurred(worth) if zero => another(&mut all.missed, worth),
                Clause::Beyond(Worth::Full) => false,
                Clause::Kept(_) | Clause::Beyond(_) | Clause::Absent(_) => return None,
                Clause::Occurred(_) | Clause::Reached(_) | Clause::Short(_) => return None,
                Clause::Broken(broken) => all.broken.replace(broken).is_some(),
                Clause::Share(share) => all.share.replace(share).is_some(),
                Clause::Total(points) => all.total.replace(points).is_some(),
            };
            if before {
                return None;
            }
        }
        // More bands than are written down are not known.
        if likewise && all.deductions.is_empty() {
            return None;
        }
        // Beside deductions and proportions, what the target itself gives is no band.
        let deducts = !all.deductions.is_empty();
        // Where units are taken from the target on, nothing is taken at the target itself.
        let least = if deducts { 0 } else { 1 };
        if deducts || all.between || all.share.is_some() || all.missed.is_some() {
            let (aims, bands): (Vec<Band>, _) = all
                .bands
                .into_iter()
                .partition(|band| band.restates(subject, least));
            // 1% of a completion rate is no percentage point.
            let whole = case.target.0 == Decimal::ONE;
            let percent = subject.target.percent && !whole;
            let of_rate = |band: &Band| band.is_of_completion() && percent;
            if deducts && aims.iter().any(of_rate) {
                return None;
            }
            if aims.iter().any(Band::is_of_completion) {
                all.deductions.iter_mut().for_each(Deduction::of_completion);
            }
            all.bands = bands;
            all.met = all.met.or(aims.first().map(|_| Worth::Full));
        }
        Some(all)
    }

    /// Whether its points are those of the indicator.
    fn fits(&self, subject: Subject<'_>) -> bool {
        let whole = |points: Decimal| subject.points.is_none_or(|own| own == points);
        let within = |worth: &Worth| match worth {
            Worth::Points(points) => subject.points.is_none_or(|own| *points <= own),
            _ => true,
        };
        let met = match self.met {
            Some(Worth::Points(points)) => whole(points),
            met => met.is_none_or(|worth| worth == Worth::Full),
        };
        let of = self.share.as_ref().and_then(|share| share.of);
        met && self.total.is_none_or(whole)
            && of.is_none_or(whole)
            && self.missed.iter().all(within)
            && self.bands.iter().map(|band| &band.worth).all(within)
            && self.distances.iter().map(|d| &d.band.worth).all(within)
    }

    fn verdict(&self, subject: Subject<'_>) -> Verdict {
        let deducts = !self.deductions.is_empty();
        let open = self.missed.is_none() && (self.most.is_none() || deducts);
        let plain = self.bands.is_empty() && self.share.is_none() && self.most.is_none();
        match (deducts, &self.share, self.bands.is_empty()) {
            (false, ..) if !self.distances.is_empty() => match plain {
                true => self.off(subject),
                false => Verdict::Unread,
            },
            (false, Some(_), _) | (_, _, false) if !self.distances.is_empty() => Verdict::Unread,
            _ if self.between => self.outside(subject),
            (true, None, _) if open => self.deducted(subject),
            (false, Some(share), _) if open => self.shared(share, subject),
            (false, None, false) if self.most.is_none() => bands::worth(&self.bands, subject)
                .map_or_else(|verdict| verdict, |worth| self.banded(worth, subject)),
            (false, None, true) if self.states_a_result() && self.most.is_none() => {
                self.passed(subject)
            }
            _ => Verdict::Unread,
        }
    }

    /// Full at the target and nothing in the bands that give nothing; between them no points are stated.
    fn outside(&self, subject: Subject<'_>) -> Verdict {
        let plain = self.deductions.is_empty() && self.share.is_none() && self.missed.is_none();
        let case = subject.case;
        match self.barred(subject) {
            Some(true) if plain => nothing(case, MethodKind::Steps),
            Some(false) if plain && case.met() && self.met.is_some() => {
                less(case, MethodKind::Steps, Decimal::ZERO)
            }
            _ => Verdict::Unread,
        }
    }

    /// Whether it states the points for meeting the target, or for missing it.
    fn states_a_result(&self) -> bool {
        self.met.is_some() || self.missed.is_some()
    }

    /// In proportion to the completion, outside the bands that give nothing.
    fn shared(&self, share: &Share, subject: Subject<'_>) -> Verdict {
        let case = subject.case;
        let against = match share.side {
            Some(Side::Below) => case.sense == Sense::Down,
            Some(Side::Above) => case.sense != Sense::Down,
            _ => false,
        };
        if against {
            return Verdict::Contradicts;
        }
        let within = share.within.as_ref().map(|band| band.rank(subject));
        match (self.barred(subject), within) {
            _ if !share.is_plain(subject) => Verdict::Unread,
            (Some(true), _) => nothing(case, MethodKind::Steps),
            (Some(false), Some(None | Some(None))) if !case.met() => Verdict::Unread,
            (Some(false), _) if share.basis == Basis::Excess => {
                Verdict::By(Method::ReverseDeduction)
            }
            (Some(false), _) => Verdict::By(match share.side {
                Some(Side::Above) => Method::ReverseRatio.facing(case),
                Some(Side::Either) if case.sense == Sense::Down => Method::ReverseRatio,
                _ => Method::Proportional.facing(case),
            }),
            (None, _) => Verdict::Unread,
        }
    }

    /// Whether the value is in a band that gives nothing; `None` where a band is of another kind, or gives nothing for
    /// the target itself.
    fn barred(&self, subject: Subject<'_>) -> Option<bool> {
        let down = subject.case.lower_is_better();
        let mut barred = false;
        for band in &self.bands {
            let bound = if down { &band.high } else { &band.low };
            let denied = band.worth != Worth::Nothing || bound.is_some();
            if denied || band.holds_target(subject)? {
                return None;
            }
            barred |= band.rank(subject)?.is_some();
        }
        Some(barred)
    }

    /// By the band of the value, otherwise by what is stated for the target.
    fn banded(&self, worth: Option<Worth>, subject: Subject<'_>) -> Verdict {
        let case = subject.case;
        // Where only deductions are stated, the target has none.
        let costs = |band: &Band| matches!(band.worth, Worth::Nothing | Worth::Less(_));
        let only = self.bands.iter().all(costs).then_some(Worth::Full);
        let [met, only] = [self.met, only].map(|worth| worth.filter(|_| case.met()));
        let worth = met.or(worth).or(only).or(self.missed);
        let lost = worth.map(|worth| worth.lost(subject.whole()));
        match lost.flatten() {
            // Full points below the target are the form's own word; nothing on it confirms them.
            Some(lost) if lost.is_zero() && !case.met() => Verdict::Unread,
            Some(lost) => less(case, MethodKind::Steps, lost),
            None => Verdict::Unread,
        }
    }

    /// Full when met, else what is stated for that.
    fn passed(&self, subject: Subject<'_>) -> Verdict {
        let case = subject.case;
        let above = || case.beyond().is_none_or(|beyond| !beyond.is_zero());
        match self.missed {
            _ if case.met() && !(self.inside && above()) => {
                less(case, MethodKind::AllOrNothing, Decimal::ZERO)
            }
            Some(worth) => match worth.lost(subject.whole()) {
                Some(lost) if !lost.is_zero() => less(case, MethodKind::AllOrNothing, lost),
                _ => Verdict::Unread,
            },
            None => Verdict::Unread,
        }
    }
}

/// Takes a worth; whether another one was there before.
fn another(slot: &mut Option<Worth>, worth: Worth) -> bool {
    slot.replace(worth).is_some_and(|before| before != worth)
}

fn less(case: &Case, kind: MethodKind, lost: Decimal) -> Verdict {
    let earned = PointsEarned::Less(lost);
    let completion = case.completion();
    Verdict::Worth(kind, Merit { completion, earned })
}

fn nothing(case: &Case, kind: MethodKind) -> Verdict {
    let earned = PointsEarned::Share(Rate::of(Decimal::ZERO));
    let completion = case.completion();
    Verdict::Worth(kind, Merit { completion, earned })
}

#[cfg(test)]
mod tests {
    use super::{Subject, Verdict, verdict};
    use crate::model::Quantity;
    use crate::rules::{Case, ReverseVariant, Sense};

    fn stated(text: &str) -> Verdict {
        let target = Quantity::bare(9.into());
        let case = Case {
            sense: Sense::Up,
            target: (9.into(), 9.into()),
            actual: 7.into(),
            execution: None,
            reverse: ReverseVariant::Deduction,
            one: 1.into(),
        };
        let subject = Subject {
            name: "检查企业数",
            case: &case,
            target: &target,
            points: Some(10.into()),
        };
        verdict(text, subject)
    }

    #[test]
    fn what_is_not_read_in_full_is_not_used() {
        for text in [
            "酌情扣分",
            "少一个扣1分，迟一天扣2分",
            "每少1个扣1分，特殊情况除外",
            "每少1个扣1分，未完成不得分",
            "达标得8分，否则0分",
            "完成率*8",
            "≥9个得12分，低于9个不得分",
            "完成得满分",
            "每少1%扣1分，由考核组评定得分",
            "得分由考核组评定",
        ] {
            assert_eq!(stated(text), Verdict::Unread, "{text}");
        }
        for text in ["已完成", "根据年度总结统计", "反映检查企业的数量", ""] {
            assert_eq!(stated(text), Verdict::Silent, "{text}");
        }
        for text in ["每超1个扣1分", "≤9个得满分；9个以上不得分"] {
            assert_eq!(stated(text), Verdict::Contradicts, "{text}");
        }
    }
}
