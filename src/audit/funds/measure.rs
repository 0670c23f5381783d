//! Whether the unit of money 金额单位 that a form states can be right.

use rust_decimal::Decimal;

use crate::audit::{Case, Check, EVERY};
use crate::finding::Fact;
use crate::finding::measure::{MEASURE_SUSPECT, MEASURE_UNCLEAR, is_apart, measure_mixed};
use crate::model::{Content, Figure, Funding, Kind, Measure, Quantity};
use crate::narrative::{self, figures};

/// The unit of money, 元 or 万元, is stated and plausible.
pub(in crate::audit) const MEASURE: Check = Check {
    codes: &[&MEASURE_UNCLEAR, &MEASURE_SUSPECT],
    stages: EVERY,
    run: |case, problems| {
        let Some(funding) = &case.filing.funding else {
            return;
        };
        let totals = [&funding.adjusted, &funding.initial, &funding.executed];
        let Some(largest) = totals.into_iter().flatten().max_by_key(|f| f.value.abs()) else {
            return;
        };
        let Some(measure) = funding.measure else {
            if !case.remarked(&MEASURE_UNCLEAR, Some(funding.cell)) {
                problems.push(MEASURE_UNCLEAR.with([]).at(funding.cell));
            }
            return;
        };
        let found = || [("found", Fact::Money(largest.value, measure))];
        let problem = match size(case, funding, measure, largest.value.abs()) {
            TotalSize::Usual => return,
            TotalSize::Mixed(other, at) => {
                let [found, other] = [at, other].map(|f| Fact::Money(f.value, measure));
                problems.push(measure_mixed(found, other).at(at.cell));
                return;
            }
            _ if case.remarked_anywhere(&MEASURE_SUSPECT) => return,
            TotalSize::NamedElsewhere(total, other) => {
                let [found, other] = [measure, other].map(|m| Fact::Money(total.value, m));
                let problem = MEASURE_SUSPECT.case("named", [("found", found), ("other", other)]);
                problems.push(problem.at(total.cell));
                return;
            }
            TotalSize::Huge => MEASURE_SUSPECT.with(found()),
            TotalSize::Small => MEASURE_SUSPECT.case("small", found()),
            TotalSize::Fine => MEASURE_SUSPECT.case("fine", found()),
            TotalSize::Large => MEASURE_UNCLEAR.case("large", found()),
            TotalSize::Unusual => {
                let [found] = found();
                let taken = ("taken", Fact::text(measure.label()));
                MEASURE_UNCLEAR.case("unusual", [found, taken])
            }
        };
        problems.push(problem.at(largest.cell));
    },
};

/// The size of the totals in the stated unit of money, for a unit or a project.
enum TotalSize<'a> {
    Usual,
    /// Above the largest plausible budget of the rule set.
    Huge,
    /// Two totals ten thousand times apart.
    Mixed(&'a Figure, &'a Figure),
    /// Above a tenth of that, in whole 万元: probably typed in 元, unless the unit is a very large one.
    Large,
    /// Below the least that a year costs.
    Small,
    /// In 元 with more than two places.
    Fine,
    /// The same number with another unit of money elsewhere on the form.
    NamedElsewhere(&'a Figure, Measure),
    /// In 亿元, or less than usual.
    Unusual,
}

fn size<'a>(
    case: &Case<'a>,
    funding: &'a Funding,
    measure: Measure,
    largest: Decimal,
) -> TotalSize<'a> {
    let Some(yuan) = largest.checked_mul(measure.yuan()) else {
        return TotalSize::Huge;
    };
    let most = case.rules.plausible_budget_yuan;
    let large = most.checked_div(Decimal::TEN).unwrap_or(most);
    let unit = case.filing.kind == Kind::Unit;
    if let Some((a, b)) = mixed(funding).filter(|_| yuan <= most) {
        return TotalSize::Mixed(a, b);
    }
    match measure {
        _ if yuan > most => TotalSize::Huge,
        Measure::Yuan if is_finer_than_a_cent(funding) => TotalSize::Fine,
        _ if !yuan.is_zero() && yuan < least(case.filing.kind, measure) => TotalSize::Small,
        Measure::TenThousandYuan if unit && yuan > large && is_typed_like_yuan(funding) => {
            TotalSize::Large
        }
        _ => match named(case, funding, measure) {
            Some((total, other)) => TotalSize::NamedElsewhere(total, other),
            None if is_unusual(measure, yuan, case.rules.audit.usual_from) => TotalSize::Unusual,
            None => TotalSize::Usual,
        },
    }
}

/// The least that a year costs, in 元: for a unit 十万元, or 一万元 where the form states 万元; for a project 一千元.
const fn least(kind: Kind, measure: Measure) -> Decimal {
    let yuan = match (kind, measure) {
        (Kind::Unit, Measure::Yuan) => 100_000,
        (Kind::Unit, _) => 10_000,
        (Kind::Project, Measure::Yuan) => 1_000,
        (Kind::Project, _) => 0,
    };
    Decimal::from_parts(yuan, 0, 0, false, 0)
}

/// Whether an amount is in 亿元, which only a few departments of a province need, or below the usual total.
fn is_unusual(measure: Measure, yuan: Decimal, usual_from: Decimal) -> bool {
    let small = !yuan.is_zero() && yuan < usual_from;
    measure == Measure::HundredMillionYuan || small
}

/// A total, or a part of it, whose number occurs with another unit of money: 控制在1234.5万元以内 as a target, or in the goal.
fn named<'a>(
    case: &Case<'a>,
    funding: &'a Funding,
    measure: Measure,
) -> Option<(&'a Figure, Measure)> {
    let filing = case.filing;
    let values = filing
        .indicators
        .iter()
        .flat_map(|i| [&i.target, &i.actual])
        .flatten();
    let targets = values.filter_map(|value| match &value.value.content {
        Content::Quantity(quantity) => amount(quantity),
        _ => None,
    });
    // Nearly all forms are in 万元, whose goals need not be read.
    let goal = filing
        .goal
        .as_ref()
        .filter(|_| measure != Measure::TenThousandYuan);
    let goal = goal.into_iter().flat_map(|goal| figures(&goal.value));
    let goal = goal.filter_map(|figure| match figure.measure {
        narrative::Measure::Money(scale) => Some((
            figure.value,
            Measure::of_yuan(scale.checked_mul(Measure::TenThousandYuan.yuan())?)?,
        )),
        _ => None,
    });
    targets.chain(goal).find_map(|(number, other)| {
        let same = |total: &&Figure| total.value == number && is_telling(number);
        let parts = filing.parts.iter();
        let parts = parts.flat_map(|line| [&line.initial, &line.adjusted, &line.executed]);
        let total = totals(funding).chain(parts.flatten()).find(same)?;
        (other != measure).then_some((total, other))
    })
}

/// An amount of money that a target or actual value states, as typed.
fn amount(quantity: &Quantity) -> Option<(Decimal, Measure)> {
    let measure = Measure::of_yuan(quantity.scale.factor())?;
    let number = quantity.value.checked_div(quantity.scale.factor())?;
    quantity.is_money().then_some((number, measure))
}

/// Whether a number is long enough not to agree by chance: four digits, or three if it has a fraction.
fn is_telling(number: Decimal) -> bool {
    let number = number.abs().normalize();
    let least = if number.scale() > 0 { 100 } else { 1_000 };
    let mut digits = number.mantissa();
    while digits != 0 && digits % 10 == 0 {
        digits /= 10;
    }
    digits >= least
}

fn totals(funding: &Funding) -> impl Iterator<Item = &Figure> {
    let totals = [&funding.initial, &funding.adjusted, &funding.executed];
    totals.into_iter().flatten()
}

/// Whether two totals or more have three decimal places or more: 48.5820 元 are 万元.
fn is_finer_than_a_cent(funding: &Funding) -> bool {
    let fine = totals(funding).filter(|f| f.value.normalize().scale() > 2);
    fine.count() >= 2
}

/// Whether a total is a whole number and none has more than two places: 万元 are filed to two places, large sums in 元 to
/// none.
fn is_typed_like_yuan(funding: &Funding) -> bool {
    totals(funding).any(|f| f.value.fract().is_zero() && !f.value.is_zero())
        && totals(funding).all(|f| f.value.normalize().scale() <= 2)
}

/// Two totals that are about ten thousand times apart: one is in 元, the other in 万元. They are accepted where a printed
/// rate agrees with them.
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
