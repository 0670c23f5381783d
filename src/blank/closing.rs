//! What stands below the indicators: total, grade, subtotals, signatures.

use rust_decimal::Decimal;
use rust_xlsxwriter::XlsxError;

use super::main_sheet::Plan;
use super::pen::{Area, Look, Pen, Value, column, fixed};
use super::shape::{ACTUAL, JUDGED, LAST, METHOD, NAME, POINTS, REASON, SCORE, Step, TARGET};
use super::worth::Worth;
use super::{IndicatorRow, Order, Prefill};
use crate::base::lang::Text;
use crate::form::labels::{Closing, Labels};
use crate::model::Stage;
use crate::rules::RuleSet;

/// Last row that is printed.
pub(super) fn last_row(plan: &Plan, stage: Stage) -> u32 {
    let groups = u32::try_from(plan.groups.len()).unwrap_or(u32::MAX);
    first_group(plan, stage).saturating_add(groups)
}

/// The first subtotal: below the grade, which only a self-evaluation has.
const fn first_group(plan: &Plan, stage: Stage) -> u32 {
    match stage {
        Stage::SelfEvaluation => plan.total.saturating_add(2),
        Stage::Goals | Stage::Midyear => plan.total.saturating_add(1),
    }
}

/// Columns of the words that name a closing row.
const NAMES: (u16, u16) = (0, METHOD);

/// The row behind the table.
const BEHIND: &str = "行数不够时，在本行上方插入";

/// Who signs; the reader knows these labels and takes no year from them.
const SIGNED: [(&str, (u16, u16)); 3] = [
    ("单位负责人：", (0, NAME)),
    ("填报人：", (NAME + 1, 6)),
    ("联系电话：", (ACTUAL, METHOD)),
];

/// When the form is filed, likewise.
const FILED: (&str, (u16, u16)) = ("填报日期：", (POINTS, LAST));

/// The labels of total and grade.
pub(super) fn labels(stage: Stage, labels: &Labels) -> Vec<String> {
    let roles: &[Closing] = match stage {
        Stage::SelfEvaluation => &[Closing::Total, Closing::Grade],
        Stage::Goals | Stage::Midyear => &[Closing::Total],
    };
    let texts = roles.iter().map(|role| labels.closing.canonical(*role));
    texts.flatten().map(str::to_owned).collect()
}

/// Writes total, grade, subtotals and the line of signatures.
pub(super) fn write(
    pen: &mut Pen<'_>,
    order: &Order<'_>,
    plan: &Plan,
    (prefill, rows): (&Prefill, &[IndicatorRow]),
    worth: &Worth,
) -> Result<(), XlsxError> {
    let label = |role| order.labels.closing.canonical(role).unwrap_or_default();
    let sums = Sums { plan };
    pen.put(
        Area::row(plan.total - 1, (0, LAST)),
        Look::Behind,
        &Value::text(BEHIND),
    )?;
    pen.height(plan.total - 1, 15)?;
    pen.label(Area::row(plan.total, NAMES), label(Closing::Total))?;
    total(pen, order, &sums, rows, worth)?;
    if order.stage == Stage::SelfEvaluation {
        let below = plan.total + 1;
        pen.label(Area::row(below, NAMES), label(Closing::Grade))?;
        let grade = Value::from(worth.grade.as_deref());
        pen.formula(
            Area::row(below, (POINTS, SCORE)),
            Look::ComputedWord,
            &grades(order.rules, &fixed(plan.total, SCORE)),
            &grade,
        )?;
        pen.label(Area::row(below, (REASON, LAST)), "")?;
    }
    for (row, group) in (first_group(plan, order.stage)..).zip(&plan.groups) {
        subtotal(pen, &sums, row, group, (rows, worth), order)?;
    }
    let row = last_row(plan, order.stage);
    let filed = prefill.filed.as_deref().unwrap_or_default();
    let filed = (format!("{}{filed}", FILED.0), FILED.1);
    let signed = SIGNED.map(|(text, cols)| (text.to_owned(), cols));
    for (text, cols) in signed.into_iter().chain([filed]) {
        pen.put(Area::row(row, cols), Look::Signed, &Value::Text(text))?;
    }
    for row in plan.total..=row {
        pen.height(row, 22)?;
    }
    Ok(())
}

/// Sums over the rows of the table.
struct Sums<'p> {
    plan: &'p Plan,
}

impl Sums<'_> {
    fn rows(&self, col: u16) -> String {
        column(self.plan.reach(), col)
    }

    /// Rows that are in use: with a name, target, actual value or weight.
    fn used(&self) -> String {
        let filled =
            [NAME, TARGET, ACTUAL, POINTS].map(|col| format!(r#"({}<>"")"#, self.rows(col)));
        format!("(({})>0)", filled.join("+"))
    }

    /// How many rows with a weight have no score.
    fn unscored(&self) -> String {
        let (used, points, score) = (self.used(), self.rows(POINTS), self.rows(SCORE));
        format!(r#"SUMPRODUCT({used}*({points}<>"")*({score}=""))"#)
    }

    /// How many rows in use have no weight.
    fn unweighted(&self) -> String {
        let (used, points) = (self.used(), self.rows(POINTS));
        format!(r#"SUMPRODUCT({used}*({points}=""))"#)
    }

    fn weights(&self) -> String {
        let (rows, own) = (self.rows(POINTS), fixed(self.plan.sum(), POINTS));
        format!(r#"IF(COUNT({rows})=0,"",ROUND(SUM({rows},{own}),6))"#)
    }

    /// The total: blank as long as a part has no score.
    fn total(&self, rules: &RuleSet) -> String {
        let (rows, own) = (self.rows(SCORE), fixed(self.plan.sum(), SCORE));
        let (unscored, unweighted) = (self.unscored(), self.unweighted());
        let (points, weights) = (
            fixed(self.plan.sum(), POINTS),
            fixed(self.plan.total, POINTS),
        );
        let (whole, places) = (rules.total_points, rules.rounding.score.places);
        format!(
            r#"IF(OR(COUNT({rows})=0,{unscored}>0,AND({points}<>"",{own}=""),AND({unweighted}>0,N({weights})<{whole})),"",ROUND(SUM({rows},{own}),{}))"#,
            places.max(6)
        )
    }

    /// What is still missing, in words; and what that comes to.
    fn status(&self, order: &Order<'_>) -> String {
        let rules = order.rules;
        let (rows, unscored) = (self.rows(SCORE), self.unscored());
        let (weights, execution) = (
            fixed(self.plan.total, POINTS),
            fixed(self.plan.sum(), SCORE),
        );
        let whole = rules.total_points;
        let [still, missing, funds, sum] = STATUS.map(|text| text.get(order.lang));
        format!(
            r#"IF(COUNT({rows})=0,"",IF({unscored}>0,"{still}"&{unscored}&"{missing}",IF({execution}="","{funds}",IF({weights}<>{whole},"{sum}{whole}",""))))"#
        )
    }
}

fn total(
    pen: &mut Pen<'_>,
    order: &Order<'_>,
    sums: &Sums<'_>,
    rows: &[IndicatorRow],
    worth: &Worth,
) -> Result<(), XlsxError> {
    let (row, rules) = (sums.plan.total, order.rules);
    let points = rows.iter().filter_map(|r| r.points);
    let known = rows.iter().any(|r| r.points.is_some());
    let weights = points.fold(rules.execution.points, Decimal::saturating_add);
    pen.formula(
        Area::cell(row, POINTS),
        Look::ComputedScore,
        &sums.weights(),
        &Value::from(known.then_some(weights)),
    )?;
    pen.label(Area::cell(row, JUDGED), "")?;
    if order.stage != Stage::SelfEvaluation {
        pen.put(Area::cell(row, SCORE), Look::Shut, &Value::Blank)?;
        let whole = rules.total_points;
        let sum = STATUS[3].get(order.lang);
        let (cell, off) = (fixed(row, POINTS), known && weights != whole);
        return pen.formula(
            Area::row(row, (REASON, LAST)),
            Look::ComputedWord,
            &format!(r#"IF(OR({cell}="",N({cell})={whole}),"","{sum}{whole}")"#),
            &Value::from(off.then(|| format!("{sum}{whole}")).as_deref()),
        );
    }
    pen.formula(
        Area::cell(row, SCORE),
        Look::ComputedScore,
        &sums.total(rules),
        &Value::from(worth.total),
    )?;
    pen.formula(
        Area::row(row, (REASON, LAST)),
        Look::ComputedWord,
        &sums.status(order),
        &status(order, rows, worth, weights),
    )
}

/// Parts of the line that says what is missing.
const STATUS: [Text; 4] = [
    Text::new("还有", ""),
    Text::new("个指标没有得分", " indicators without a score"),
    Text::new("请先填全资金执行情况", "Fill in the funds first"),
    Text::new("分值合计应为", "All points must add to "),
];

/// What the line that says what is missing comes to.
fn status(order: &Order<'_>, rows: &[IndicatorRow], worth: &Worth, weights: Decimal) -> Value {
    let scored = |w: &&super::worth::RowWorth| w.score.is_some();
    if !worth.rows.iter().any(|w| scored(&w)) {
        return Value::Blank;
    }
    let weighted = rows
        .iter()
        .zip(&worth.rows)
        .filter(|(row, _)| row.points.is_some());
    let unscored = weighted.filter(|(_, w)| w.score.is_none()).count();
    let [still, missing, funds, sum] = STATUS.map(|text| text.get(order.lang));
    let whole = order.rules.total_points;
    if unscored > 0 {
        Value::Text(format!("{still}{unscored}{missing}"))
    } else if worth.execution_score.is_none() {
        Value::text(funds)
    } else if weights != whole {
        Value::Text(format!("{sum}{whole}"))
    } else {
        Value::Blank
    }
}

/// The grade of the total by the bands of the rule set.
fn grades(rules: &RuleSet, total: &str) -> String {
    let bands = rules.grades.iter().rev();
    let grade = bands.fold(r#""""#.to_owned(), |below, band| {
        let name = band.name.replace('"', r#""""#);
        format!(r#"IF({total}>={},"{name}",{below})"#, band.from)
    });
    let whole = rules.total_points;
    format!(r#"IF({total}="","",IF({total}>{whole},"",{grade}))"#)
}

/// Points and score of one group.
fn subtotal(
    pen: &mut Pen<'_>,
    sums: &Sums<'_>,
    row: u32,
    group: &str,
    (rows, worth): (&[IndicatorRow], &Worth),
    order: &Order<'_>,
) -> Result<(), XlsxError> {
    let rules = order.rules;
    pen.label(Area::row(row, NAMES), &format!("其中：{group}"))?;
    pen.label(Area::cell(row, JUDGED), "")?;
    pen.label(Area::row(row, (REASON, LAST)), "")?;
    let levels = sums.rows(Step::Level1.col());
    let own = || {
        rows.iter()
            .zip(&worth.rows)
            .filter(|(r, _)| r.level1.as_deref() == Some(group))
    };
    let sum = |figures: Vec<Decimal>| {
        let some = !figures.is_empty();
        let sum = figures
            .into_iter()
            .fold(Decimal::ZERO, Decimal::saturating_add);
        Value::from(some.then_some(sum))
    };
    let points = sum(own().filter_map(|(r, _)| r.points).collect());
    let scores = sum(own().filter_map(|(_, w)| w.score).collect());
    let name = group.replace('"', r#""""#);
    for (col, result) in [(POINTS, points), (SCORE, scores)] {
        if col == SCORE && order.stage != Stage::SelfEvaluation {
            pen.put(Area::cell(row, col), Look::Shut, &Value::Blank)?;
            continue;
        }
        let figures = sums.rows(col);
        let places = rules.rounding.score.places.max(6);
        let formula = format!(
            r#"IF(SUMPRODUCT(({levels}="{name}")*ISNUMBER({figures}))=0,"",ROUND(SUMIF({levels},"{name}",{figures}),{places}))"#
        );
        pen.formula(Area::cell(row, col), Look::ComputedScore, &formula, &result)?;
    }
    Ok(())
}
