//! Part and whole: the rows of the money block against its total row.
//!
//! Forms do not state how their rows are related, so the labels decide. A family of rows is judged where it is
//! complete, or where the filled part alone exceeds the whole; it holds if one of its readings does.

use rust_decimal::Decimal;

use super::family::{FundsPart, PartKind, RowFamily, is_left_out, part_above};
use super::role::FundsRole;
use crate::audit::{Case, Check, EVERY, PlacedProblems};
use crate::finding::funds::{CROSS_FOOT, PARTS_SHORT, PARTS_UNCLEAR, cross_foot};
use crate::finding::reading::FIELD_MISSING;
use crate::finding::{Fact, Field, Problem};
use crate::model::{CellRef, Figure, Funding, FundingLine};

/// Parts add to their whole, column by column.
pub(in crate::audit) const PARTS: Check = Check {
    codes: &[&CROSS_FOOT, &PARTS_UNCLEAR, &PARTS_SHORT, &FIELD_MISSING],
    stages: EVERY,
    run: |case: &Case<'_>, problems| {
        let Some(funding) = &case.filing.funding else {
            return;
        };
        let (blocks, rest) = blocks(funding, &case.filing.parts);
        let mut found = PlacedProblems::new();
        for column in COLUMNS {
            for (lines, sum) in &blocks {
                let parts = column.parts(lines);
                basic(column, &parts, &mut found);
                if let Some(total) = (column.line)(sum) {
                    whole(column, &parts, (&sum.label, total), &mut found);
                }
            }
            let parts = column.parts(rest);
            basic(column, &parts, &mut found);
            let total = (column.total)(funding);
            if let Some(total) = total.filter(|_| !column.is_merged_with_other(funding, rest)) {
                let before = found.len();
                whole(column, &parts, (TOTAL, total), &mut found);
                if found.len() == before {
                    let sum = unlike_others(column, (&parts, total.value), (funding, rest));
                    differs(column, TOTAL, total, sum, &mut found);
                }
            }
        }
        let new = |(problem, _): &&(Problem, _)| !follows(problem, &found);
        problems.extend(found.iter().filter(new).cloned());
        if found.is_empty() {
            let before = problems.len();
            left_out(funding, rest, problems);
            blank_parts(case, (funding, rest), problems);
            if problems.len() == before {
                problems.extend(short(funding, rest));
            }
        }
    },
};

/// Whether a change differs by as much as the budgets of the same row do: one mistake is reported once.
fn follows(problem: &Problem, found: &PlacedProblems) -> bool {
    let of = |problem: &Problem, column: Field| problem.fact("column") == Some(column.into());
    let row = problem.fact("whole");
    let off = |problem: &Problem| {
        problem
            .figure("found")?
            .checked_sub(problem.figure("expected")?)
    };
    let budget = |column| {
        let rows = found.iter().map(|(other, _)| other);
        let mut rows = rows.filter(|other| other.fact("whole") == row && of(other, column));
        rows.find_map(off)
    };
    let (initial, adjusted) = (budget(Field::Initial), budget(Field::Adjusted));
    let known = initial.is_some() || adjusted.is_some();
    let both = adjusted
        .unwrap_or_default()
        .checked_sub(initial.unwrap_or_default());
    known && both.is_some() && of(problem, Field::Change) && off(problem) == both
}

/// The rows above each sum that precedes the total row, such as 收入预算 with its own 合计, and the rows of the total itself.
fn blocks<'a>(
    funding: &Funding,
    parts: &'a [FundingLine],
) -> (Vec<(&'a [FundingLine], &'a FundingLine)>, &'a [FundingLine]) {
    let mut rest = parts;
    let mut blocks = Vec::new();
    let closes = |line: &FundingLine| {
        let above = line.cell.row < funding.cell.row;
        above && FundsRole::of(&line.label) == FundsRole::Total && !line.label.contains(WHOLE)
    };
    while let Some((lines, behind)) = rest
        .iter()
        .position(closes)
        .and_then(|at| rest.split_at_checked(at))
        && let Some((sum, behind)) = behind.split_first()
    {
        blocks.push((lines, sum));
        rest = behind;
    }
    (blocks, rest)
}

/// The word for the whole of a money block, as distinct from the sum of some of its rows.
const WHOLE: &str = "总额";

/// Name of the total row in messages; its label is the same on nearly every form.
const TOTAL: &str = "年度资金总额";

/// Number of amounts of a row that are not 0.
fn amounts_of(line: &FundingLine) -> usize {
    let amounts = COLUMNS.iter().filter_map(|column| (column.line)(line));
    amounts.filter(|figure| !figure.value.is_zero()).count()
}

struct AmountColumn {
    field: Field,
    sign: PartKind,
    total: fn(&Funding) -> Option<&Figure>,
    line: fn(&FundingLine) -> Option<&Figure>,
}

impl AmountColumn {
    fn parts<'a>(&self, lines: &'a [FundingLine]) -> Vec<FundsPart<'a>> {
        let part = |line: &'a FundingLine| FundsPart {
            role: FundsRole::of(&line.label),
            label: &line.label,
            within: line.within,
            figure: (self.line)(line),
        };
        lines.iter().map(part).collect()
    }

    /// Whether the row has amounts, but none in this column.
    fn leaves_open(&self, line: &FundingLine) -> bool {
        (self.line)(line).is_none() && amounts_of(line) > 0
    }

    /// Whether the amounts of the rows are merged over another column as well and make up its total: they belong to that one.
    fn is_merged_with_other(&self, funding: &Funding, lines: &[FundingLine]) -> bool {
        let own = || lines.iter().filter_map(|l| Some((l, (self.line)(l)?.cell)));
        let merged = |other: &&AmountColumn| {
            let same = |(line, cell)| (other.line)(line).is_some_and(|f| f.cell == cell);
            other.field != self.field && own().all(same)
        };
        let holds = |other: &AmountColumn| {
            let parts = other.parts(lines);
            let total = (other.total)(funding);
            total.is_some_and(|t| FAMILIES.iter().any(|family| family(&parts).holds(t.value)))
        };
        own().next().is_some() && COLUMNS.iter().filter(merged).any(holds)
    }

    /// Whether the rows of a family add up to the total in every other column of amounts, and in one at least.
    fn is_made_up_elsewhere(
        &self,
        funding: &Funding,
        lines: &[FundingLine],
        family: fn(&[FundsPart<'_>]) -> RowFamily,
    ) -> bool {
        let amounts = COLUMNS
            .iter()
            .filter(|other| other.sign == PartKind::Amounts);
        let others = amounts.filter(|other| other.field != self.field);
        let mut others = others
            .filter_map(|other| Some((other, (other.total)(funding)?.value)))
            .filter(|(_, total)| !total.is_zero())
            .peekable();
        others.peek().is_some()
            && others.all(|(other, total)| family(&other.parts(lines)).holds(total))
    }
}

const COLUMNS: &[AmountColumn] = &[
    AmountColumn {
        field: Field::Initial,
        sign: PartKind::Amounts,
        total: |f| f.initial.as_ref(),
        line: |l| l.initial.as_ref(),
    },
    AmountColumn {
        field: Field::Change,
        sign: PartKind::Changes,
        total: |f| f.change.as_deref(),
        line: |l| l.change.as_ref(),
    },
    AmountColumn {
        field: Field::Adjusted,
        sign: PartKind::Amounts,
        total: |f| f.adjusted.as_ref(),
        line: |l| l.adjusted.as_ref(),
    },
    AmountColumn {
        field: Field::Executed,
        sign: PartKind::Amounts,
        total: |f| f.executed.as_ref(),
        line: |l| l.executed.as_ref(),
    },
];

/// 基本支出 against its parts.
fn basic(column: &AmountColumn, parts: &[FundsPart<'_>], problems: &mut PlacedProblems) {
    if let Some((label, found)) = labelled(parts, FundsRole::Basic) {
        let sum = RowFamily::inside_basic(parts).contradicts(found.value, column.sign);
        differs(column, label, found, sum, problems);
    }
}

/// The total row against its sources and its expenditure; a wrong total is reported once.
fn whole(
    column: &AmountColumn,
    parts: &[FundsPart<'_>],
    (name, total): (&str, &Figure),
    problems: &mut PlacedProblems,
) {
    let expenditure = || RowFamily::by_expenditure(parts);
    let by_total = expenditure().or_with_sources(parts);
    let by_total = by_total.contradicts(total.value, column.sign);
    let by_subtotal = labelled(parts, FundsRole::Subtotal).map(|(label, subtotal)| {
        let sum = expenditure().contradicts(subtotal.value, column.sign);
        (label, subtotal, sum.filter(|_| by_total.is_some()))
    });
    let by_source = RowFamily::by_source(parts).contradicts(total.value, column.sign);
    let above = || part_above(parts, total.value).filter(|_| column.sign == PartKind::Amounts);
    match by_subtotal {
        Some((label, subtotal, sum)) => {
            differs(column, label, subtotal, sum, problems);
            differs(column, name, total, by_source.or_else(above), problems);
        }
        None => {
            let sum = by_source.or(by_total).or_else(above);
            differs(column, name, total, sum, problems);
        }
    }
}

/// The sum of the parts of a column that falls short of the total although the same rows make up the totals of the
/// other columns: the form itself shows that no row is missing. A blank part leaves it open.
fn unlike_others(
    column: &AmountColumn,
    (parts, total): (&[FundsPart<'_>], Decimal),
    (funding, lines): (&Funding, &[FundingLine]),
) -> Option<Decimal> {
    if column.sign != PartKind::Amounts || lines.iter().any(|line| column.leaves_open(line)) {
        return None;
    }
    FAMILIES.iter().find_map(|family| {
        let sum = family(parts).short_of(total)?;
        column
            .is_made_up_elsewhere(funding, lines, *family)
            .then_some(sum)
    })
}

/// The ways in which rows may make up the total: by expenditure, by source, and all together.
const FAMILIES: [fn(&[FundsPart<'_>]) -> RowFamily; 3] = [
    |parts| RowFamily::by_expenditure(parts),
    |parts| RowFamily::by_source(parts),
    |parts| RowFamily::of_all(parts),
];

/// Reports the rows with amounts that the total does not include, in the first column of amounts that shows it; a row
/// for another total only where it differs from the total row.
fn left_out(funding: &Funding, lines: &[FundingLine], problems: &mut PlacedProblems) {
    let amounts = COLUMNS
        .iter()
        .filter(|column| column.sign == PartKind::Amounts);
    let open = amounts.filter_map(|column| {
        let total = (column.total)(funding)?.value;
        let parts = column.parts(lines);
        let is_open = |at: &usize| {
            let part = parts.get(*at);
            part.is_some_and(|p| other_total(p, total)) || is_left_out(&parts, *at, total)
        };
        let open: Vec<_> = (0..parts.len()).filter(is_open).collect();
        let open = open.into_iter().filter_map(|at| parts.get(at).copied());
        let open: Vec<_> = open.collect();
        (!open.is_empty()).then_some((column.field, open))
    });
    for (field, parts) in open.take(1) {
        problems.extend(parts.into_iter().filter_map(|part| unclear(field, part)));
    }
}

/// Reports blank cells that a column lacks for its total, in rows with amounts in other columns. A row with a single
/// amount, such as one inside its label, requires no other, and a problem already reported in a row may be the reason
/// for its blank.
fn blank_parts(
    case: &Case<'_>,
    (funding, lines): (&Funding, &[FundingLine]),
    problems: &mut PlacedProblems,
) {
    let amounts = COLUMNS.iter().filter(|c| c.sign == PartKind::Amounts);
    for column in amounts.filter(|c| lines.iter().any(|line| c.leaves_open(line))) {
        let Some(total) = (column.total)(funding).map(|figure| figure.value) else {
            continue;
        };
        let parts = column.parts(lines);
        let is_open = |family: fn(&[FundsPart<'_>]) -> RowFamily| {
            let here = family(&parts);
            let mut open = lines.iter().filter(|line| column.leaves_open(line));
            let filled = || parts.iter().any(|part| part.figure.is_some());
            let mut lacks =
                || filled() && !here.holds(total) && open.all(|line| amounts_of(line) > 1);
            here.is_open(total) || lacks() && column.is_made_up_elsewhere(funding, lines, family)
        };
        // 人员经费 in one column and 公用经费 in another, below 基本支出 with an amount in each.
        let basic = labelled(&parts, FundsRole::Basic).map(|(_, basic)| basic.value);
        let inside = basic.is_some_and(|basic| RowFamily::inside_basic(&parts).is_open(basic));
        if !inside && !FAMILIES.iter().any(|family| is_open(*family)) {
            continue;
        }
        // 财政拨款 beside 基本支出, which has an amount in the column.
        let beside = |line: &FundingLine| {
            let row = |other: &&FundingLine| other.cell.row == line.cell.row;
            lines
                .iter()
                .filter(row)
                .any(|other| (column.line)(other).is_some())
        };
        let explained = |line: &FundingLine| case.remarked_in(line.cell.row) || beside(line);
        let blank = |line: &&FundingLine| column.leaves_open(line) && !explained(line);
        for line in lines.iter().filter(blank) {
            let facts_of = [
                ("field", column.field.into()),
                ("part", Fact::text(line.label.clone())),
            ];
            problems.push(FIELD_MISSING.case("part", facts_of).at(line.cell));
        }
    }
}

/// The first column whose parts do not add up to the total, even with rows of unknown names and of balances.
fn short(funding: &Funding, lines: &[FundingLine]) -> Option<(Problem, Option<CellRef>)> {
    let mut amounts = COLUMNS.iter().filter(|c| c.sign == PartKind::Amounts);
    amounts.find_map(|column| {
        let total = (column.total)(funding)?;
        let parts = column.parts(lines);
        let families = FAMILIES.map(|family| family(&parts));
        if families.iter().any(|family| family.holds(total.value)) {
            return None;
        }
        let most = families.iter().map(|family| family.short_of(total.value));
        let most = most.max().flatten().filter(|sum| !sum.is_zero())?;
        let whole = families.last()?.short_of(total.value).is_some();
        let problem = PARTS_SHORT.with([
            ("column", column.field.into()),
            ("expected", Fact::Amount(most)),
            ("found", Fact::Amount(total.value)),
        ]);
        whole.then(|| problem.at(total.cell))
    })
}

/// Whether a part is another 年度资金总额, with another amount than the total row.
fn other_total(part: &FundsPart<'_>, total: Decimal) -> bool {
    let amount = part.figure.map(|figure| figure.value);
    part.role == FundsRole::Total
        && part.label.contains(WHOLE)
        && amount.is_some_and(|a| a != total)
}

fn unclear(field: Field, part: FundsPart<'_>) -> Option<(Problem, Option<CellRef>)> {
    let figure = part.figure?;
    let facts = [
        ("part", Fact::text(part.label)),
        ("column", field.into()),
        ("found", Fact::Amount(figure.value)),
    ];
    let problem = match part.role {
        FundsRole::Total => PARTS_UNCLEAR.case("total", facts),
        _ => PARTS_UNCLEAR.with(facts),
    };
    Some(problem.at(figure.cell))
}

/// The first row of a role that has an amount.
fn labelled<'a>(parts: &[FundsPart<'a>], role: FundsRole) -> Option<(&'a str, &'a Figure)> {
    let rows = parts.iter().filter(|p| p.role == role);
    rows.filter_map(|p| Some((p.label, p.figure?))).next()
}

fn differs(
    column: &AmountColumn,
    whole: &str,
    found: &Figure,
    sum: Option<Decimal>,
    problems: &mut PlacedProblems,
) {
    if let Some(expected) = sum {
        let problem = cross_foot(whole, column.field, expected, found.value);
        problems.push(problem.at(found.cell));
    }
}
