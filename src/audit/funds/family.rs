//! Families of rows that make up a whole, and whether they do.

use rust_decimal::Decimal;

use super::role::Role;
use crate::audit::tolerance::{of_amounts, sum, within};
use crate::model::Figure;

/// One row of the money block in one column.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part<'a> {
    pub(super) role: Role,
    pub(super) label: &'a str,
    pub(super) figure: Option<&'a Figure>,
}

impl Part<'_> {
    fn amount(&self) -> Option<Decimal> {
        self.figure.map(|f| f.value)
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
pub(super) struct Family {
    /// Addends by each reading; the first is the one that is reported.
    readings: Vec<Vec<Decimal>>,
    /// Whether the first reading names every part of the whole and all are filled.
    complete: bool,
    /// Amounts under unknown labels, which may belong to it as well.
    slack: Decimal,
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
const PLAIN: &[Role] = &[Role::Source, Role::OwnFunds, Role::Rest];
const TIERS: &[Role] = &[
    Role::Subtotal,
    Role::Fiscal,
    Role::BudgetPiece,
    Role::LevelPiece,
];

/// Levels of government that between them pay for all of a project.
const LEVELS: &[(&str, &[&str])] = &[("中央", &["地方"]), ("市级", &["区级", "县级"])];

impl Family {
    /// 人员经费 + 公用经费, the parts of 基本支出.
    pub(super) fn inside_basic(parts: &[Part<'_>]) -> Self {
        Self {
            readings: vec![
                amounts(parts, INSIDE),
                amounts(parts, &[Role::Personnel, Role::Operating]),
                firsts(parts, INSIDE),
            ],
            complete: filled(parts, &[Role::Personnel, Role::Operating]),
            slack: unknown(parts),
        }
    }

    /// 基本支出 + 项目支出; where 基本支出 has no figure, its parts stand in for it.
    pub(super) fn by_expenditure(parts: &[Part<'_>]) -> Self {
        let has_basic = parts
            .iter()
            .any(|p| p.is(&[Role::Basic]) && p.figure.is_some());
        let (roles, needed): (_, &[Role]) = if has_basic {
            (OUTLAYS, &[Role::Basic, Role::Project])
        } else {
            let needed = &[Role::Personnel, Role::Operating, Role::Project];
            (OUTLAYS_IN_FULL, needed)
        };
        Self {
            readings: vec![amounts(parts, roles), firsts(parts, roles)],
            complete: filled(parts, needed),
            slack: unknown(parts),
        }
    }

    /// Allows for a whole that is the expenditure out of 财政资金 plus the sources listed beside it.
    pub(super) fn or_with_sources(mut self, parts: &[Part<'_>]) -> Self {
        let outlays = self.readings.first().cloned().unwrap_or_default();
        if !outlays.is_empty() {
            self.readings
                .push([outlays, amounts(parts, PLAIN)].concat());
        }
        self
    }

    /// 财政拨款 + 上年结转 + 其他资金: the sources, pieces of 财政拨款 counted once.
    pub(super) fn by_source(parts: &[Part<'_>]) -> Self {
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
        let whole = |p: &&Part<'_>| p.is(PLAIN) || p.is(top);
        Self {
            readings,
            complete: (parts.iter().any(|p| p.role == Role::Rest) || has_all_levels(parts))
                && parts.iter().filter(whole).all(|p| p.figure.is_some()),
            slack: unknown(parts),
        }
    }

    /// The sum of the parts, where it contradicts `whole`; `None` where it holds or cannot be judged.
    pub(super) fn contradicts(&self, whole: Decimal, sign: Sign) -> Option<Decimal> {
        let readings: Vec<_> = self.readings.iter().filter(|r| !r.is_empty()).collect();
        let sums: Option<Vec<_>> = readings.iter().map(|r| sum(r.iter().copied())).collect();
        let sums = sums?;
        let holds = |(reading, sum): (&&Vec<Decimal>, &Decimal)| {
            let figures = reading.iter().copied().chain([whole]);
            within(*sum, whole, of_amounts(figures))
        };
        if readings.iter().zip(&sums).any(holds) {
            return None;
        }
        let reported = *sums.first()?;
        let least = *sums.iter().min()?;
        let amounts = readings
            .iter()
            .all(|r| r.iter().all(|a| !a.is_sign_negative()));
        if sign == Sign::Amounts && amounts && least > whole {
            return Some(if self.complete { reported } else { least });
        }
        let reach = reported.checked_add(self.slack)?;
        (self.complete && (reported > whole || reach < whole)).then_some(reported)
    }
}

/// The largest single part above `whole`, where all parts are amounts: no part exceeds its whole.
pub(super) fn part_above(parts: &[Part<'_>], whole: Decimal) -> Option<Decimal> {
    let counted = parts.iter().filter(|p| p.role != Role::Total);
    let amounts: Vec<_> = counted.filter_map(Part::amount).collect();
    let largest = *amounts.iter().max()?;
    let least = *amounts.iter().min()?;
    let room = of_amounts([largest, whole]);
    let above = largest > whole && !within(largest, whole, room);
    (above && !least.is_sign_negative()).then_some(largest)
}

fn amounts(parts: &[Part<'_>], roles: &[Role]) -> Vec<Decimal> {
    let chosen = parts.iter().filter(|p| p.is(roles));
    chosen.filter_map(Part::amount).collect()
}

/// The first row of each role: later ones may be a breakdown of it.
fn firsts(parts: &[Part<'_>], roles: &[Role]) -> Vec<Decimal> {
    let first = |role: &Role| parts.iter().find(|p| p.role == *role);
    roles
        .iter()
        .filter_map(first)
        .filter_map(Part::amount)
        .collect()
}

/// The sources beside 财政拨款, in each way they may be meant: rows as much as 单位资金 above them may just split it.
fn plain(parts: &[Part<'_>]) -> Vec<Vec<Decimal>> {
    let own = parts.iter().position(|p| p.role == Role::OwnFunds);
    let (before, after) = parts.split_at(own.map_or(parts.len(), |i| i.saturating_add(1)));
    let below = amounts(after, PLAIN);
    let split = before.last().and_then(Part::amount).is_some_and(|own| {
        !own.is_zero() && !below.is_empty() && sum(below.iter().copied()) == Some(own)
    });
    let all = [amounts(before, PLAIN), below].concat();
    match split {
        true => vec![amounts(before, PLAIN), all],
        false => vec![all],
    }
}

/// 中央 and 地方, 市级 and 区级: the levels of government are all there.
fn has_all_levels(parts: &[Part<'_>]) -> bool {
    let named = |level: &str| {
        let mut pieces = parts.iter().filter(|p| p.role == Role::LevelPiece);
        pieces.any(|p| p.label.contains(level))
    };
    LEVELS
        .iter()
        .any(|(upper, lower)| named(upper) && lower.iter().any(|level| named(level)))
}

/// Whether each role has a row and every such row is filled.
fn filled(parts: &[Part<'_>], roles: &[Role]) -> bool {
    roles.iter().all(|role| {
        let mut rows = parts.iter().filter(|p| p.role == *role).peekable();
        rows.peek().is_some() && rows.all(|p| p.figure.is_some())
    })
}

fn unknown(parts: &[Part<'_>]) -> Decimal {
    sum(amounts(parts, &[Role::Unknown])
        .into_iter()
        .map(|a| a.abs()))
    .unwrap_or_default()
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
