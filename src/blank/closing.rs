//! What is below the indicators: total, grade, subtotals, signatures.

use rust_decimal::Decimal;
use rust_xlsxwriter::XlsxError;

use super::layout::Layout;
use super::pen::{Area, Look, Pen, column, fixed};
use super::shape::Step;
use super::worth::RowWorth;
use super::{IndicatorRow, Value};
use crate::audit::on_form::{off_by_weights, weights_agree};
use crate::base::lang::Text;
use crate::form::labels::{Closing, IndicatorColumn as C};
use crate::form::spec::CellFormat;
use crate::form::spec::col::{ACTUAL, JUDGED, LAST, METHOD, NAME, POINTS, REASON, SCORE, TARGET};
use crate::model::Stage;
use crate::rules::RuleSet;

/// Columns of the words that name a closing row.
const NAMES: (u16, u16) = (0, METHOD);
/// Columns of the words behind the figures of a closing row.
const WORDS: (u16, u16) = (REASON, LAST);

/// The row behind the table.
const BEHIND: &str = "行数不够时，在本行上方插入";

/// Who signs, and when the form is filed; the reader knows these labels and takes no year from them.
const SIGNED: [(&str, (u16, u16)); 4] = [
    ("单位负责人：", (0, NAME)),
    ("填报人：", (NAME + 1, 6)),
    ("联系电话：", (ACTUAL, METHOD)),
    ("填报日期：", (POINTS, LAST)),
];

impl Layout<'_> {
    /// Writes total, grade, subtotals and the line of signatures.
    pub(super) fn closing(&self, pen: &mut Pen<'_>) -> Result<(), XlsxError> {
        let (plan, stage) = (&self.plan, self.order.stage);
        let behind = plan.total - 1;
        pen.put(Area::row(behind, (0, LAST)), Look::Behind, BEHIND)?;
        pen.height(behind, 15)?;
        self.total(pen)?;
        if stage == Stage::SelfEvaluation {
            self.grade(pen)?;
        }
        for (row, group) in (plan.subtotals(stage)..).zip(&plan.groups) {
            self.subtotal(pen, row, group)?;
        }
        let last = plan.last(stage);
        let filed = self.prefill.filed.as_deref().unwrap_or_default();
        for ((label, cols), known) in SIGNED.into_iter().zip(["", "", "", filed]) {
            pen.put(
                Area::row(last, cols),
                Look::Signed,
                format!("{label}{known}"),
            )?;
        }
        (plan.total..=last).try_for_each(|row| pen.height(row, 22))
    }

    fn closing_label(&self, role: Closing) -> &str {
        self.order
            .labels
            .closing
            .canonical(role)
            .unwrap_or_default()
    }

    /// A score of a closing row, which only a self-evaluation has.
    fn closing_score(
        &self,
        pen: &mut Pen<'_>,
        row: u32,
        formula: &str,
        result: Option<Decimal>,
    ) -> Result<(), XlsxError> {
        let area = Area::cell(row, SCORE);
        match self.order.stage {
            Stage::SelfEvaluation => pen.computed(area, CellFormat::Score, formula, result),
            Stage::Goals | Stage::Midyear => pen.shut(area),
        }
    }

    fn total(&self, pen: &mut Pen<'_>) -> Result<(), XlsxError> {
        let (row, rules) = (self.plan.total, self.order.rules);
        pen.label(Area::row(row, NAMES), self.closing_label(Closing::Total))?;
        let weights = self.weights();
        let area = Area::cell(row, POINTS);
        pen.computed(area, CellFormat::Score, &self.weights_formula(), weights)?;
        pen.label(Area::cell(row, JUDGED), "")?;
        self.closing_score(pen, row, &self.total_formula(), self.worth.total)?;
        let area = Area::row(row, WORDS);
        if self.order.stage == Stage::SelfEvaluation {
            let (formula, result) = (self.status_formula(), self.status());
            return pen.computed(area, CellFormat::Word, &formula, result);
        }
        let [.., sum] = STATUS.map(|text| text.get(self.order.lang));
        let (cell, whole) = (fixed(row, POINTS), rules.total_points);
        let off = off_by_weights(&self.cells());
        let formula = format!(r#"IF({cell}="","",IF({off},"{sum}{whole}",""))"#);
        let off = weights.is_some() && !self.weights_agree();
        let result = off.then(|| format!("{sum}{whole}"));
        pen.computed(area, CellFormat::Word, &formula, result)
    }

    fn grade(&self, pen: &mut Pen<'_>) -> Result<(), XlsxError> {
        let (total, row) = (self.plan.total, self.plan.total + 1);
        pen.label(Area::row(row, NAMES), self.closing_label(Closing::Grade))?;
        let formula = grades(self.order.rules, &fixed(total, SCORE));
        let area = Area::row(row, (POINTS, SCORE));
        pen.computed(
            area,
            CellFormat::Word,
            &formula,
            self.worth.grade.as_deref(),
        )?;
        pen.label(Area::row(row, WORDS), "")
    }

    /// Points and score of one group.
    fn subtotal(&self, pen: &mut Pen<'_>, row: u32, group: &str) -> Result<(), XlsxError> {
        pen.label(Area::row(row, NAMES), &format!("其中：{group}"))?;
        pen.label(Area::cell(row, JUDGED), "")?;
        pen.label(Area::row(row, WORDS), "")?;
        let sum = |figure: fn((&IndicatorRow, &RowWorth)) -> Option<Decimal>| {
            let own = self
                .worths()
                .filter(|(r, _)| r.text(C::Level1) == Some(group));
            own.filter_map(figure).reduce(Decimal::saturating_add)
        };
        let (points, scores) = (sum(|(r, _)| r.points()), sum(|(_, w)| w.score));
        let (levels, name) = (self.column(Step::Level1.col()), group.replace('"', r#""""#));
        let places = self.order.rules.rounding.score.places.max(6);
        let formula = |col| {
            let figures = self.column(col);
            format!(
                r#"IF(SUMPRODUCT(({levels}="{name}")*ISNUMBER({figures}))=0,"",ROUND(SUMIF({levels},"{name}",{figures}),{places}))"#
            )
        };
        let area = Area::cell(row, POINTS);
        pen.computed(area, CellFormat::Score, &formula(POINTS), points)?;
        self.closing_score(pen, row, &formula(SCORE), scores)
    }

    fn worths(&self) -> impl Iterator<Item = (&IndicatorRow, &RowWorth)> {
        self.rows.iter().zip(&self.worth.rows)
    }

    /// All weights, as soon as one of an indicator is known.
    fn weights(&self) -> Option<Decimal> {
        let points = self.rows.iter().filter_map(IndicatorRow::points);
        let sum = points.reduce(Decimal::saturating_add)?;
        Some(sum.saturating_add(self.order.rules.execution.points))
    }

    /// Whether the weights add to the points of the rule set as the audit asks.
    fn weights_agree(&self) -> bool {
        let weights = self.rows.iter().filter_map(IndicatorRow::points);
        let all: Vec<Decimal> = weights.chain([self.order.rules.execution.points]).collect();
        weights_agree(&all, self.order.rules.total_points)
    }

    /// The result of the line on what is missing.
    fn status(&self) -> Value {
        if self.worths().all(|(_, worth)| worth.score.is_none()) {
            return Value::Blank;
        }
        let open = |(row, worth): &(&IndicatorRow, &RowWorth)| {
            row.points().is_some() && worth.score.is_none()
        };
        let unscored = self.worths().filter(open).count();
        let [still, missing, funds, sum] = STATUS.map(|text| text.get(self.order.lang));
        let whole = self.order.rules.total_points;
        if unscored > 0 {
            format!("{still}{unscored}{missing}").into()
        } else if self.worth.execution_score.is_none() {
            funds.into()
        } else if !self.weights_agree() {
            format!("{sum}{whole}").into()
        } else {
            Value::Blank
        }
    }
}

/// The formulas of the closing rows, over the rows of the table.
impl Layout<'_> {
    /// The cells of a column of the table.
    fn column(&self, col: u16) -> String {
        column(self.plan.reach(), col)
    }

    /// Rows that are in use: with a name, target, actual value or weight.
    fn used(&self) -> String {
        let filled = [NAME, TARGET, ACTUAL, POINTS];
        let filled = filled.map(|col| format!(r#"({}<>"")"#, self.column(col)));
        format!("(({})>0)", filled.join("+"))
    }

    /// How many rows with a weight have no score.
    fn unscored(&self) -> String {
        let (used, points, score) = (self.used(), self.column(POINTS), self.column(SCORE));
        format!(r#"SUMPRODUCT({used}*({points}<>"")*({score}=""))"#)
    }

    /// How many rows in use have no weight.
    pub(super) fn unweighted(&self) -> String {
        let (used, points) = (self.used(), self.column(POINTS));
        format!(r#"SUMPRODUCT({used}*({points}=""))"#)
    }

    fn weights_formula(&self) -> String {
        let (rows, own) = (self.column(POINTS), fixed(self.plan.sum(), POINTS));
        format!(r#"IF(COUNT({rows})=0,"",ROUND(SUM({rows},{own}),6))"#)
    }

    /// The total: blank as long as a part has no score.
    fn total_formula(&self) -> String {
        let (plan, rules) = (&self.plan, self.order.rules);
        let (rows, own) = (self.column(SCORE), fixed(plan.sum(), SCORE));
        let (points, weights) = (fixed(plan.sum(), POINTS), fixed(plan.total, POINTS));
        let unscored = self.unscored();
        let unweighted = self.unweighted();
        let (whole, places) = (rules.total_points, rules.rounding.score.places.max(6));
        format!(
            r#"IF(OR(COUNT({rows})=0,{unscored}>0,AND({points}<>"",{own}=""),AND({unweighted}>0,N({weights})<{whole})),"",ROUND(SUM({rows},{own}),{places}))"#
        )
    }

    /// What is still missing, in words.
    fn status_formula(&self) -> String {
        let (rows, unscored) = (self.column(SCORE), self.unscored());
        let execution = fixed(self.plan.sum(), SCORE);
        let off = off_by_weights(&self.cells());
        let whole = self.order.rules.total_points;
        let [still, missing, funds, sum] = STATUS.map(|text| text.get(self.order.lang));
        format!(
            r#"IF(COUNT({rows})=0,"",IF({unscored}>0,"{still}"&{unscored}&"{missing}",IF({execution}="","{funds}",IF({off},"{sum}{whole}",""))))"#
        )
    }
}

/// Parts of the line on what is missing.
const STATUS: [Text; 4] = [
    Text::new("还有", ""),
    Text::new("个指标没有得分", " indicators without a score"),
    Text::new("请先填全资金执行情况", "Fill in the funds first"),
    Text::new("分值合计应为", "All points must add to "),
];

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
