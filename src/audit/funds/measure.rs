//! Whether the unit of money 金额单位 that a form states can be right.

use rust_decimal::Decimal;

use crate::audit::{Case, Check, EVERY};
use crate::finding::Fact;
use crate::finding::measure::{MEASURE_SUSPECT, MEASURE_UNCLEAR, is_apart, measure_mixed};
use crate::model::{Figure, Funding, Kind, Measure};

/// 元 or 万元, and whether it can be right.
pub(in crate::audit) const MEASURE: Check = Check {
    says: &[&MEASURE_UNCLEAR, &MEASURE_SUSPECT],
    stages: EVERY,
    run: |case, facts| {
        let Some(funding) = &case.filing.funding else {
            return;
        };
        let totals = [&funding.adjusted, &funding.initial, &funding.executed];
        let Some(largest) = totals.into_iter().flatten().max_by_key(|f| f.value.abs()) else {
            return;
        };
        let Some(measure) = funding.measure else {
            if !case.remarked(&MEASURE_UNCLEAR, Some(funding.cell)) {
                facts.push(MEASURE_UNCLEAR.with([]).at(funding.cell));
            }
            return;
        };
        let found = || [("found", Fact::Money(largest.value, measure))];
        let problem = match size(case, funding, measure, largest.value.abs()) {
            Size::Usual => return,
            Size::Mixed(other, at) => {
                let [found, other] = [at, other].map(|f| Fact::Money(f.value, measure));
                facts.push(measure_mixed(found, other).at(at.cell));
                return;
            }
            _ if case.remarked_anywhere(&MEASURE_SUSPECT) => return,
            Size::Huge => MEASURE_SUSPECT.with(found()),
            Size::Small => MEASURE_SUSPECT.case("small", found()),
            Size::Fine => MEASURE_SUSPECT.case("fine", found()),
            Size::Large => MEASURE_UNCLEAR.case("large", found()),
        };
        facts.push(problem.at(largest.cell));
    },
};

/// How large a total is for what it is the total of.
enum Size<'a> {
    Usual,
    /// Above whatever the rule set believes.
    Huge,
    /// Two totals ten thousand times apart.
    Mixed(&'a Figure, &'a Figure),
    /// Above a tenth of that, in whole 万元: more likely typed in 元, unless it is a very large unit.
    Large,
    /// Below what a year costs.
    Small,
    /// In 元 with more places than 分.
    Fine,
}

fn size<'a>(case: &Case<'_>, funding: &'a Funding, measure: Measure, largest: Decimal) -> Size<'a> {
    let Some(yuan) = largest.checked_mul(measure.yuan()) else {
        return Size::Huge;
    };
    let most = case.rules.plausible_budget_yuan;
    let large = most.checked_div(Decimal::TEN).unwrap_or(most);
    let unit = case.filing.kind == Kind::Unit;
    if let Some((a, b)) = mixed(funding).filter(|_| yuan <= most) {
        return Size::Mixed(a, b);
    }
    match measure {
        _ if yuan > most => Size::Huge,
        Measure::Yuan if is_finer_than_a_cent(funding) => Size::Fine,
        _ if !yuan.is_zero() && yuan < least(case.filing.kind, measure) => Size::Small,
        Measure::TenThousandYuan if unit && yuan > large && is_typed_like_yuan(funding) => {
            Size::Large
        }
        _ => Size::Usual,
    }
}

/// The least that a unit or a project costs in a year, in 元: 十万元, where the form says 万元 一万元; 一千元 a project.
const fn least(kind: Kind, measure: Measure) -> Decimal {
    let yuan = match (kind, measure) {
        (Kind::Unit, Measure::Yuan) => 100_000,
        (Kind::Unit, _) => 10_000,
        (Kind::Project, Measure::Yuan) => 1_000,
        (Kind::Project, _) => 0,
    };
    Decimal::from_parts(yuan, 0, 0, false, 0)
}

fn totals(funding: &Funding) -> impl Iterator<Item = &Figure> {
    let totals = [&funding.initial, &funding.adjusted, &funding.executed];
    totals.into_iter().flatten()
}

/// Two totals or more with three places or more: 48.5820 元 are 万元.
fn is_finer_than_a_cent(funding: &Funding) -> bool {
    let fine = totals(funding).filter(|f| f.value.normalize().scale() > 2);
    fine.count() >= 2
}

/// A whole number among the totals, and none finer than a cent: 万元 are filed to two places, large sums in 元 to none.
fn is_typed_like_yuan(funding: &Funding) -> bool {
    totals(funding).any(|f| f.value.fract().is_zero() && !f.value.is_zero())
        && totals(funding).all(|f| f.value.normalize().scale() <= 2)
}

/// Two totals that are about ten thousand times apart: one is in 元, the other in 万元. A printed rate that says so too
/// is believed.
fn mixed(funding: &Funding) -> Option<(&Figure, &Figure)> {
    let (initial, adjusted) = (funding.initial.as_ref(), funding.adjusted.as_ref());
    let executed = funding.executed.as_ref();
    let budget = adjusted.or(initial);
    let printed = funding.rate.as_ref().map(|rate| rate.value);
    let spent = budget.zip(executed).filter(|(budget, executed)| {
        let rate = executed.value.checked_div(budget.value);
        let slack = Decimal::new(1, 3);
        let gap = |printed: Decimal| rate?.checked_sub(printed);
        printed.and_then(gap).is_none_or(|gap| gap.abs() >= slack)
    });
    let pairs = [initial.zip(adjusted), spent].into_iter().flatten();
    pairs.into_iter().find(|(a, b)| is_apart(a.value, b.value))
}
