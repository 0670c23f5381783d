//! Families of rows that make up a whole, and whether they add up to it.

use rust_decimal::Decimal;

use super::role::FundsRole;
use crate::audit::tolerance::{of_amounts, within};
use crate::base::number::sum;
use crate::model::{CellRef, Figure};

/// An addend of a whole: a figure of a filed form, or a cell of a blank one.
pub(super) trait Addend: Copy {
    /// The type of its terms: amounts or cells.
    type Term: Copy;

    /// The term that it adds to a sum.
    fn term(self) -> Self::Term;

    /// Whether the rows below it are known to be a breakdown of it.
    fn is_split_by(self, below: &[Self::Term]) -> bool;
}

impl Addend for &Figure {
    type Term = Decimal;

    fn term(self) -> Decimal {
        self.value
    }

    fn is_split_by(self, below: &[Decimal]) -> bool {
        let all = sum(below.iter().copied());
        !self.value.is_zero() && !below.is_empty() && all == Some(self.value)
    }
}

impl Addend for CellRef {
    type Term = Self;

    fn term(self) -> Self {
        self
    }

    fn is_split_by(self, _: &[Self]) -> bool {
        false
    }
}

/// One row of the money block in one column.
#[derive(Debug, Clone, Copy)]
pub(super) struct FundsPart<'a, A = &'a Figure> {
    pub(super) role: FundsRole,
    pub(super) label: &'a str,
    /// Whether 其中 precedes it.
    pub(super) within: bool,
    pub(super) figure: Option<A>,
}

impl<A: Addend> FundsPart<'_, A> {
    fn amount(&self) -> Option<A::Term> {
        self.figure.map(Addend::term)
    }

    fn is(&self, roles: &[FundsRole]) -> bool {
        roles.contains(&self.role)
    }
}

/// Effect of a missing part on the sum of a family.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PartKind {
    /// Parts are amounts: a blank part can only add to the sum.
    Amounts,
    /// Parts are changes: a blank part may also reduce the sum.
    Changes,
}

/// Rows that should add up to one whole, with each possible reading of the form.
#[derive(Debug)]
pub(super) struct RowFamily<T = Decimal> {
    /// Addends by reading; findings state the sum of the first.
    pub(super) readings: Vec<Vec<T>>,
    /// Every part of the whole by the first reading, filled or blank; `None` where the form does not name all of them.
    pub(super) needed: Option<Vec<Option<T>>>,
    /// Amounts under unknown labels, which may be parts of the whole.
    pub(super) unknown: Vec<T>,
}

const INSIDE: &[FundsRole] = &[FundsRole::Personnel, FundsRole::Operating, FundsRole::Aid];
const OUTLAYS: &[FundsRole] = &[FundsRole::Basic, FundsRole::Project, FundsRole::OtherOutlay];
const OUTLAYS_IN_FULL: &[FundsRole] = &[
    FundsRole::Personnel,
    FundsRole::Operating,
    FundsRole::Aid,
    FundsRole::Project,
    FundsRole::OtherOutlay,
];
/// Roles of rows that may be parts of a whole or not.
const OPEN: &[FundsRole] = &[FundsRole::Unknown, FundsRole::Balance];
const PLAIN: &[FundsRole] = &[FundsRole::Source, FundsRole::OwnFunds, FundsRole::Rest];
const TIERS: &[FundsRole] = &[
    FundsRole::Subtotal,
    FundsRole::Fiscal,
    FundsRole::BudgetPiece,
    FundsRole::LevelPiece,
];

/// Levels of government that together pay for all of a project.
const LEVELS: &[(&str, &[&str])] = &[("中央", &["地方"]), ("市级", &["区级", "县级"])];

impl<T: Copy> RowFamily<T> {
    /// 人员经费 + 公用经费, the parts of 基本支出.
    pub(super) fn inside_basic<A: Addend<Term = T>>(parts: &[FundsPart<'_, A>]) -> Self {
        Self {
            readings: vec![
                amounts(parts, INSIDE),
                amounts(parts, &[FundsRole::Personnel, FundsRole::Operating]),
                firsts(parts, INSIDE),
            ],
            needed: needed(parts, &[FundsRole::Personnel, FundsRole::Operating]),
            unknown: amounts(parts, OPEN),
        }
    }

    /// 基本支出 + 项目支出; where 基本支出 has no figure, its parts take its place.
    pub(super) fn by_expenditure<A: Addend<Term = T>>(parts: &[FundsPart<'_, A>]) -> Self {
        let has_basic = parts
            .iter()
            .any(|p| p.is(&[FundsRole::Basic]) && p.figure.is_some());
        let (roles, roles_needed): (_, &[FundsRole]) = if has_basic {
            (OUTLAYS, &[FundsRole::Basic, FundsRole::Project])
        } else {
            let in_full = &[
                FundsRole::Personnel,
                FundsRole::Operating,
                FundsRole::Project,
            ];
            (OUTLAYS_IN_FULL, in_full)
        };
        Self {
            readings: vec![amounts(parts, roles), firsts(parts, roles)],
            needed: needed(parts, roles_needed),
            unknown: amounts(parts, OPEN),
        }
    }

    /// Adds the reading in which the whole is the expenditure out of 财政资金 plus the sources listed beside it.
    pub(super) fn or_with_sources<A: Addend<Term = T>>(
        mut self,
        parts: &[FundsPart<'_, A>],
    ) -> Self {
        let outlays = self.readings.first().cloned().unwrap_or_default();
        if !outlays.is_empty() {
            self.readings
                .push([outlays, amounts(parts, PLAIN)].concat());
        }
        self
    }

    /// Every row except sums of others.
    pub(super) fn of_all<A: Addend<Term = T>>(parts: &[FundsPart<'_, A>]) -> Self {
        Self {
            readings: vec![counted(parts)],
            needed: None,
            unknown: Vec::new(),
        }
    }

    /// 财政拨款 + 上年结转 + 其他资金: the sources, pieces of 财政拨款 counted once.
    pub(super) fn by_source<A: Addend<Term = T>>(parts: &[FundsPart<'_, A>]) -> Self {
        let present: Vec<_> = TIERS
            .iter()
            .copied()
            .filter(|t| parts.iter().any(|p| p.role == *t))
            .collect();
        let plain = plain(parts);
        let mut readings: Vec<_> = subsets(&present)
            .iter()
            .flat_map(|tiers| {
                let pieces = amounts(parts, tiers);
                plain
                    .iter()
                    .map(move |plain| [pieces.clone(), plain.clone()].concat())
            })
            .collect();
        if readings.is_empty() {
            readings = plain;
        }
        let top = present.first().map_or(&[][..], std::slice::from_ref);
        let whole = |p: &&FundsPart<'_, A>| p.is(PLAIN) || p.is(top);
        // 其他资金 alone does not complete the sources: without 财政拨款 they lack the largest, as where it is merged down
        // beside 基本支出 and 项目支出.
        let rest = !present.is_empty() && parts.iter().any(|p| p.role == FundsRole::Rest);
        let judged = rest || has_all_levels(parts);
        Self {
            readings,
            needed: judged.then(|| parts.iter().filter(whole).map(FundsPart::amount).collect()),
            unknown: amounts(parts, OPEN),
        }
    }
}

impl RowFamily {
    /// The sum of the parts, where it contradicts `whole`; `None` where it holds or cannot be judged.
    pub(super) fn contradicts(&self, whole: Decimal, sign: PartKind) -> Option<Decimal> {
        let readings: Vec<_> = self.readings.iter().filter(|r| !r.is_empty()).collect();
        let sums: Option<Vec<_>> = readings.iter().map(|r| sum(r.iter().copied())).collect();
        let sums = sums?;
        if self.holds(whole) {
            return None;
        }
        let stated = *sums.first()?;
        let least = *sums.iter().min()?;
        let amounts = readings
            .iter()
            .all(|r| r.iter().all(|a| !a.is_sign_negative()));
        if sign == PartKind::Amounts && amounts && least > whole {
            return Some(if self.is_complete() { stated } else { least });
        }
        let reach = self.reach(stated)?;
        (self.is_complete() && (stated > whole || reach < whole)).then_some(stated)
    }

    /// The largest sum of the parts whose sum is `stated`, with the rows of unknown labels.
    fn reach(&self, stated: Decimal) -> Option<Decimal> {
        sum(self.unknown.iter().map(Decimal::abs))?.checked_add(stated)
    }

    /// The sum of the parts by the first reading, where no reading adds up to `whole` and it falls short even with the
    /// rows of unknown labels.
    pub(super) fn short_of(&self, whole: Decimal) -> Option<Decimal> {
        let parts = self.readings.first().filter(|r| !r.is_empty())?;
        let stated = sum(parts.iter().copied())?;
        (self.reach(stated)? < whole && !self.holds(whole)).then_some(stated)
    }

    /// Whether a reading of the parts adds up to `whole`.
    pub(super) fn holds(&self, whole: Decimal) -> bool {
        let readings = self.readings.iter().filter(|r| !r.is_empty());
        readings.into_iter().any(|reading| {
            let figures = reading.iter().copied().chain([whole]);
            let total = sum(reading.iter().copied());
            total.is_some_and(|total| within(total, whole, of_amounts(figures)))
        })
    }

    /// Whether some of the parts are blank and the others do not add up to `whole`.
    pub(super) fn is_open(&self, whole: Decimal) -> bool {
        let some = |test: fn(&Option<Decimal>) -> bool| {
            let mut needed = self.needed.iter().flatten();
            needed.any(test)
        };
        some(Option::is_some) && some(Option::is_none) && !self.holds(whole)
    }

    fn is_complete(&self) -> bool {
        let mut needed = self.needed.iter();
        needed.any(|parts| parts.iter().all(Option::is_some))
    }
}

/// The amounts of all parts except totals and balances.
pub(super) fn counted<A: Addend>(parts: &[FundsPart<'_, A>]) -> Vec<A::Term> {
    let counted = parts
        .iter()
        .filter(|p| !p.is(&[FundsRole::Total, FundsRole::Balance]));
    counted.filter_map(FundsPart::amount).collect()
}

/// The largest single part above `whole`, where all parts are amounts: no part exceeds its whole.
pub(super) fn part_above(parts: &[FundsPart<'_>], whole: Decimal) -> Option<Decimal> {
    let amounts = counted(parts);
    let largest = *amounts.iter().max()?;
    let least = *amounts.iter().min()?;
    let room = of_amounts([largest, whole]);
    let above = largest > whole && !within(largest, whole, room);
    (above && !least.is_sign_negative()).then_some(largest)
}

/// Whether the part at `at` is money that the whole does not include, although nothing shows that another row contains
/// it: no 其中 before the rows below 财政拨款, and they are no breakdown of it either.
pub(super) fn is_left_out(parts: &[FundsPart<'_>], at: usize, whole: Decimal) -> bool {
    let outlay = |p: &FundsPart<'_>| p.is(OUTLAYS_IN_FULL) || p.is(OUTLAYS);
    let top = [FundsRole::Fiscal, FundsRole::BudgetPiece];
    let top = top
        .into_iter()
        .find(|role| parts.iter().any(|p| p.role == *role));
    let Some(top) = top.filter(|_| !parts.iter().any(outlay)) else {
        return false;
    };
    let holds = |p: &FundsPart<'_>| p.role == top || p.is(PLAIN);
    let filled = |p: &FundsPart<'_>| p.amount().is_some_and(|amount| !amount.is_zero());
    let (before, from) = parts.split_at(at);
    let Some(above) = before.iter().rposition(holds) else {
        return false;
    };
    let holder = before.get(above).filter(|p| p.role == top);
    let below = parts.get(above.saturating_add(1)..).unwrap_or_default();
    let run = || below.iter().take_while(|p| !holds(p));
    let stated = run().next().is_some_and(|p| p.within);
    let split = sum(run().filter_map(FundsPart::amount)) == holder.and_then(FundsPart::amount);
    let rest = sum(parts
        .iter()
        .filter(|p| holds(p))
        .filter_map(FundsPart::amount));
    let open = from
        .first()
        .is_some_and(|p| !holds(p) && !p.is(&[FundsRole::Total, FundsRole::Balance]) && filled(p));
    open && holder.is_some() && !stated && !split && rest == Some(whole)
}

fn amounts<A: Addend>(parts: &[FundsPart<'_, A>], roles: &[FundsRole]) -> Vec<A::Term> {
    let chosen = parts.iter().filter(|p| p.is(roles));
    chosen.filter_map(FundsPart::amount).collect()
}

/// The amounts of the first row of each role: later ones may be a breakdown of it.
fn firsts<A: Addend>(parts: &[FundsPart<'_, A>], roles: &[FundsRole]) -> Vec<A::Term> {
    let first = |role: &FundsRole| parts.iter().find(|p| p.role == *role);
    roles
        .iter()
        .filter_map(first)
        .filter_map(FundsPart::amount)
        .collect()
}

/// The sources beside 财政拨款, by reading: rows below 单位资金 that add up to it may be a breakdown of it.
fn plain<A: Addend>(parts: &[FundsPart<'_, A>]) -> Vec<Vec<A::Term>> {
    let own = parts.iter().position(|p| p.role == FundsRole::OwnFunds);
    let (before, after) = parts.split_at(own.map_or(parts.len(), |i| i.saturating_add(1)));
    let below = amounts(after, PLAIN);
    let own = before.last().and_then(|own| own.figure);
    let split = own.is_some_and(|own| own.is_split_by(&below));
    let all = [amounts(before, PLAIN), below].concat();
    match split {
        true => vec![amounts(before, PLAIN), all],
        false => vec![all],
    }
}

/// Whether the rows name all levels of government that pay: 中央 and 地方, or 市级 and 区级.
fn has_all_levels<A>(parts: &[FundsPart<'_, A>]) -> bool {
    let named = |level: &str| {
        let mut pieces = parts.iter().filter(|p| p.role == FundsRole::LevelPiece);
        pieces.any(|p| p.label.contains(level))
    };
    LEVELS
        .iter()
        .any(|(upper, lower)| named(upper) && lower.iter().any(|level| named(level)))
}

/// The amounts of the rows of these roles, filled or blank; `None` where one of them has no row.
fn needed<A: Addend>(
    parts: &[FundsPart<'_, A>],
    roles: &[FundsRole],
) -> Option<Vec<Option<A::Term>>> {
    let named = |role: &FundsRole| parts.iter().any(|p| p.role == *role);
    let rows = parts.iter().filter(|p| p.is(roles));
    let rows = rows.map(FundsPart::amount);
    roles.iter().all(named).then(|| rows.collect())
}

/// Every choice of at least one of the tiers, the highest alone first.
fn subsets(tiers: &[FundsRole]) -> Vec<Vec<FundsRole>> {
    let mut all: Vec<Vec<FundsRole>> = Vec::new();
    for tier in tiers {
        let larger = all.iter().map(|s| [s.as_slice(), &[*tier]].concat());
        let larger: Vec<_> = larger.collect();
        all.push(vec![*tier]);
        all.extend(larger);
    }
    all
}
