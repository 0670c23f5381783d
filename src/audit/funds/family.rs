//! Families of rows that make up a whole, and whether they do.

use rust_decimal::Decimal;

use super::role::Role;
use crate::audit::tolerance::{of_amounts, within};
use crate::base::number::sum;
use crate::model::{CellRef, Figure};

/// What adds to a whole: the figures of a filed form, or the cells of a blank one.
pub(super) trait Addend: Copy {
    /// What it is in a sum.
    type Term: Copy;

    /// Itself in a sum.
    fn term(self) -> Self::Term;

    /// Whether the rows below it only split it, as far as that is known.
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
pub(super) struct Part<'a, A = &'a Figure> {
    pub(super) role: Role,
    pub(super) label: &'a str,
    /// Whether 其中 stands before it.
    pub(super) within: bool,
    pub(super) figure: Option<A>,
}

impl<A: Addend> Part<'_, A> {
    fn amount(&self) -> Option<A::Term> {
        self.figure.map(Addend::term)
    }

    fn is(&self, roles: &[Role]) -> bool {
        roles.contains(&self.role)
    }
}

/// What may be missing from a family's sum without contradicting the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// Parts are amounts: what is blank can only add.
    Amounts,
    /// Parts are changes: what is blank may also subtract.
    Changes,
}

/// Rows that should add to one whole, with every way in which they may be meant.
#[derive(Debug)]
pub(super) struct Family<T = Decimal> {
    /// Addends by each reading; the first is the one that is told.
    pub(super) readings: Vec<Vec<T>>,
    /// Every part of the whole by the first reading, filled or not; `None` where it does not name them all.
    pub(super) needed: Option<Vec<Option<T>>>,
    /// Amounts under unknown labels, which may belong to it as well.
    pub(super) unknown: Vec<T>,
}

const INSIDE: &[Role] = &[Role::Personnel, Role::Operating, Role::Aid];
const OUTLAYS: &[Role] = &[Role::Basic, Role::Project, Role::OtherOutlay];
const OUTLAYS_IN_FULL: &[Role] = &[
    Role::Personnel,
    Role::Operating,
    Role::Aid,
    Role::Project,
    Role::OtherOutlay,
];
/// Rows that may belong to a whole as well.
const OPEN: &[Role] = &[Role::Unknown, Role::Left];
const PLAIN: &[Role] = &[Role::Source, Role::OwnFunds, Role::Rest];
const TIERS: &[Role] = &[
    Role::Subtotal,
    Role::Fiscal,
    Role::BudgetPiece,
    Role::LevelPiece,
];

/// Levels of government that between them pay for all of a project.
const LEVELS: &[(&str, &[&str])] = &[("中央", &["地方"]), ("市级", &["区级", "县级"])];

impl<T: Copy> Family<T> {
    /// 人员经费 + 公用经费, the parts of 基本支出.
    pub(super) fn inside_basic<A: Addend<Term = T>>(parts: &[Part<'_, A>]) -> Self {
        Self {
            readings: vec![
                amounts(parts, INSIDE),
                amounts(parts, &[Role::Personnel, Role::Operating]),
                firsts(parts, INSIDE),
            ],
            needed: needed(parts, &[Role::Personnel, Role::Operating]),
            unknown: amounts(parts, OPEN),
        }
    }

    /// 基本支出 + 项目支出; where 基本支出 has no figure, its parts stand in for it.
    pub(super) fn by_expenditure<A: Addend<Term = T>>(parts: &[Part<'_, A>]) -> Self {
        let has_basic = parts
            .iter()
            .any(|p| p.is(&[Role::Basic]) && p.figure.is_some());
        let (roles, roles_needed): (_, &[Role]) = if has_basic {
            (OUTLAYS, &[Role::Basic, Role::Project])
        } else {
            let in_full = &[Role::Personnel, Role::Operating, Role::Project];
            (OUTLAYS_IN_FULL, in_full)
        };
        Self {
            readings: vec![amounts(parts, roles), firsts(parts, roles)],
            needed: needed(parts, roles_needed),
            unknown: amounts(parts, OPEN),
        }
    }

    /// Allows for a whole that is the expenditure out of 财政资金 plus the sources listed beside it.
    pub(super) fn or_with_sources<A: Addend<Term = T>>(mut self, parts: &[Part<'_, A>]) -> Self {
        let outlays = self.readings.first().cloned().unwrap_or_default();
        if !outlays.is_empty() {
            self.readings
                .push([outlays, amounts(parts, PLAIN)].concat());
        }
        self
    }

    /// Every row but sums of others.
    pub(super) fn of_all<A: Addend<Term = T>>(parts: &[Part<'_, A>]) -> Self {
        Self {
            readings: vec![counted(parts)],
            needed: None,
            unknown: Vec::new(),
        }
    }

    /// 财政拨款 + 上年结转 + 其他资金: the sources, pieces of 财政拨款 counted once.
    pub(super) fn by_source<A: Addend<Term = T>>(parts: &[Part<'_, A>]) -> Self {
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
        let whole = |p: &&Part<'_, A>| p.is(PLAIN) || p.is(top);
        // 其他资金 alone leaves out what the rest comes from: 财政拨款 merged down beside 基本支出 and 项目支出.
        let rest = !present.is_empty() && parts.iter().any(|p| p.role == Role::Rest);
        let judged = rest || has_all_levels(parts);
        Self {
            readings,
            needed: judged.then(|| parts.iter().filter(whole).map(Part::amount).collect()),
            unknown: amounts(parts, OPEN),
        }
    }
}

impl Family {
    /// The sum of the parts, where it contradicts `whole`; `None` where it holds or cannot be judged.
    pub(super) fn contradicts(&self, whole: Decimal, sign: Sign) -> Option<Decimal> {
        let readings: Vec<_> = self.readings.iter().filter(|r| !r.is_empty()).collect();
        let sums: Option<Vec<_>> = readings.iter().map(|r| sum(r.iter().copied())).collect();
        let sums = sums?;
        if self.holds(whole) {
            return None;
        }
        let told = *sums.first()?;
        let least = *sums.iter().min()?;
        let amounts = readings
            .iter()
            .all(|r| r.iter().all(|a| !a.is_sign_negative()));
        if sign == Sign::Amounts && amounts && least > whole {
            return Some(if self.is_complete() { told } else { least });
        }
        let reach = self.reach(told)?;
        (self.is_complete() && (told > whole || reach < whole)).then_some(told)
    }

    /// What the parts may come to with the rows of unknown labels, where they come to `told` without.
    fn reach(&self, told: Decimal) -> Option<Decimal> {
        sum(self.unknown.iter().map(Decimal::abs))?.checked_add(told)
    }

    /// The sum of the parts by the first reading, where none of them reaches `whole` even with the rows of unknown labels.
    pub(super) fn short_of(&self, whole: Decimal) -> Option<Decimal> {
        let parts = self.readings.first().filter(|r| !r.is_empty())?;
        let told = sum(parts.iter().copied())?;
        (self.reach(told)? < whole && !self.holds(whole)).then_some(told)
    }

    /// Whether one way of reading the parts adds up to `whole`.
    pub(super) fn holds(&self, whole: Decimal) -> bool {
        let readings = self.readings.iter().filter(|r| !r.is_empty());
        readings.into_iter().any(|reading| {
            let figures = reading.iter().copied().chain([whole]);
            let total = sum(reading.iter().copied());
            total.is_some_and(|total| within(total, whole, of_amounts(figures)))
        })
    }

    /// Whether parts that are blank are all that could make up `whole`.
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

/// Every part but sums of others and what is left.
pub(super) fn counted<A: Addend>(parts: &[Part<'_, A>]) -> Vec<A::Term> {
    let counted = parts.iter().filter(|p| !p.is(&[Role::Total, Role::Left]));
    counted.filter_map(Part::amount).collect()
}

/// The largest single part above `whole`, where all parts are amounts: no part exceeds its whole.
pub(super) fn part_above(parts: &[Part<'_>], whole: Decimal) -> Option<Decimal> {
    let amounts = counted(parts);
    let largest = *amounts.iter().max()?;
    let least = *amounts.iter().min()?;
    let room = of_amounts([largest, whole]);
    let above = largest > whole && !within(largest, whole, room);
    (above && !least.is_sign_negative()).then_some(largest)
}

/// Whether the part at `at` is money that the whole adds up without, although nothing says that another row holds it:
/// no 其中 before the rows below 财政拨款, which they do not split either.
pub(super) fn is_left_out(parts: &[Part<'_>], at: usize, whole: Decimal) -> bool {
    let outlay = |p: &Part<'_>| p.is(OUTLAYS_IN_FULL) || p.is(OUTLAYS);
    let top = [Role::Fiscal, Role::BudgetPiece];
    let top = top
        .into_iter()
        .find(|role| parts.iter().any(|p| p.role == *role));
    let Some(top) = top.filter(|_| !parts.iter().any(outlay)) else {
        return false;
    };
    let holds = |p: &Part<'_>| p.role == top || p.is(PLAIN);
    let filled = |p: &Part<'_>| p.amount().is_some_and(|amount| !amount.is_zero());
    let (before, from) = parts.split_at(at);
    let Some(above) = before.iter().rposition(holds) else {
        return false;
    };
    let holder = before.get(above).filter(|p| p.role == top);
    let below = parts.get(above.saturating_add(1)..).unwrap_or_default();
    let run = || below.iter().take_while(|p| !holds(p));
    let told = run().next().is_some_and(|p| p.within);
    let split = sum(run().filter_map(Part::amount)) == holder.and_then(Part::amount);
    let rest = sum(parts.iter().filter(|p| holds(p)).filter_map(Part::amount));
    let open = from
        .first()
        .is_some_and(|p| !holds(p) && !p.is(&[Role::Total, Role::Left]) && filled(p));
    open && holder.is_some() && !told && !split && rest == Some(whole)
}

fn amounts<A: Addend>(parts: &[Part<'_, A>], roles: &[Role]) -> Vec<A::Term> {
    let chosen = parts.iter().filter(|p| p.is(roles));
    chosen.filter_map(Part::amount).collect()
}

/// The first row of each role: later ones may be a breakdown of it.
fn firsts<A: Addend>(parts: &[Part<'_, A>], roles: &[Role]) -> Vec<A::Term> {
    let first = |role: &Role| parts.iter().find(|p| p.role == *role);
    roles
        .iter()
        .filter_map(first)
        .filter_map(Part::amount)
        .collect()
}

/// The sources beside 财政拨款, in each way they may be meant: rows as much as 单位资金 above them may just split it.
fn plain<A: Addend>(parts: &[Part<'_, A>]) -> Vec<Vec<A::Term>> {
    let own = parts.iter().position(|p| p.role == Role::OwnFunds);
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

/// 中央 and 地方, 市级 and 区级: the levels of government are all there.
fn has_all_levels<A>(parts: &[Part<'_, A>]) -> bool {
    let named = |level: &str| {
        let mut pieces = parts.iter().filter(|p| p.role == Role::LevelPiece);
        pieces.any(|p| p.label.contains(level))
    };
    LEVELS
        .iter()
        .any(|(upper, lower)| named(upper) && lower.iter().any(|level| named(level)))
}

/// The rows of these roles, filled or not; `None` where one of them has no row.
fn needed<A: Addend>(parts: &[Part<'_, A>], roles: &[Role]) -> Option<Vec<Option<A::Term>>> {
    let named = |role: &Role| parts.iter().any(|p| p.role == *role);
    let rows = parts.iter().filter(|p| p.is(roles));
    let rows = rows.map(Part::amount);
    roles.iter().all(named).then(|| rows.collect())
}

/// Every choice of at least one tier, the highest alone first.
fn subsets(tiers: &[Role]) -> Vec<Vec<Role>> {
    let mut all: Vec<Vec<Role>> = Vec::new();
    for tier in tiers {
        let larger = all.iter().map(|s| [s.as_slice(), &[*tier]].concat());
        let larger: Vec<_> = larger.collect();
        all.push(vec![*tier]);
        all.extend(larger);
    }
    all
}
