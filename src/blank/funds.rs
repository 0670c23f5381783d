//! The money block: total, parts by expenditure and by source, execution rate and its score.

use rust_xlsxwriter::XlsxError;

use super::layout::Layout;
use super::pen::{Area, Look, Pen, address, fixed};
use super::scoring::{self, Scoring, at};
use super::shape::{Step, height};
use super::{FundRow, Order};
use crate::form::labels::{FundColumn as C, FundRow as Role, Labels, key};
use crate::form::spec::col::{ADJUSTED, EXECUTED, INITIAL, LAST, NAME, POINTS, SCORE, width};
use crate::form::spec::{self, CellFormat, FUNDS, FormField};
use crate::model::{Kind, Stage};
use crate::rules::{RuleSet, ZeroBudget};

/// The row that heads the sources.
pub(super) const HEADING: &str = "按资金来源分：";
/// The row of all projects.
pub(super) const PROJECTS: &str = "　　　项目支出";

const UNIT_LINES: [&str; 10] = [
    "其中：基本支出",
    "　　　　人员经费",
    "　　　　公用经费",
    PROJECTS,
    HEADING,
    "　　　一般公共预算拨款",
    "　　　政府性基金预算拨款",
    "　　　财政专户管理资金",
    "　　　上年结转资金",
    "　　　其他资金",
];

const PROJECT_LINES: [&str; 3] = ["其中：当年财政拨款", "　　　上年结转资金", "　　　其他资金"];

/// The rows below the total row: the usual ones, then further ones that are pre-filled.
pub(super) fn lines(kind: Kind, known: &[FundRow], labels: &Labels) -> Vec<String> {
    let usual: &[&str] = match kind {
        Kind::Unit => &UNIT_LINES,
        Kind::Project => &PROJECT_LINES,
    };
    let mut lines: Vec<String> = usual.iter().map(|label| (*label).to_owned()).collect();
    for row in known.iter().filter(|row| !is_total(row, labels)) {
        if !lines.iter().any(|line| same(line, &row.label)) {
            lines.push(row.label.clone());
        }
    }
    lines
}

fn same(one: &str, other: &str) -> bool {
    key(one) == key(other)
}

/// What is known of the total row.
pub(super) fn total(known: &[FundRow], labels: &Labels) -> FundRow {
    let total = known.iter().find(|row| is_total(row, labels));
    total.cloned().unwrap_or_default()
}

fn is_total(row: &FundRow, labels: &Labels) -> bool {
    labels.fund_rows.exact(&key(&row.label)) == Some(Role::Total)
}

/// Whether a column is that of 偏差原因: the only words of the block that are typed.
pub(super) fn is_reason(field: &FormField<C>) -> bool {
    field.content == CellFormat::Words
}

impl Layout<'_> {
    fn fund_fields(&self) -> impl Iterator<Item = &'static FormField<C>> + use<> {
        spec::at(&FUNDS, self.order.stage)
    }

    /// The block: headers, the total row and its parts.
    pub(super) fn funds(&self, pen: &mut Pen<'_>) -> Result<(), XlsxError> {
        let (order, plan) = (self.order, &self.plan);
        let block = match order.kind {
            Kind::Unit => "年度预算执行情况\n（万元）",
            Kind::Project => "项目资金\n（万元）",
        };
        let rows = (plan.funds, plan.goals - 1);
        pen.label(Area { rows, cols: (0, 1) }, block)?;
        self.fund_headers(pen)?;
        let label = order.labels.fund_rows.canonical(Role::Total);
        pen.label(Area::cell(plan.sum(), NAME), label.unwrap_or_default())?;
        let known = total(&self.prefill.funds, order.labels);
        self.amounts(pen, plan.sum(), &known)?;
        self.execution(pen, plan.sum(), &known)?;
        for (row, line) in (plan.sum() + 1..).zip(&plan.lines) {
            if line == HEADING {
                pen.label(Area::row(row, (NAME, LAST)), line)?;
                continue;
            }
            pen.put(Area::cell(row, NAME), Look::Line, &**line)?;
            let mut known = self.prefill.funds.iter();
            let known = known.find(|known| same(&known.label, line));
            self.amounts(pen, row, known.unwrap_or(&FundRow::default()))?;
            for col in [POINTS, SCORE] {
                pen.label(Area::cell(row, col), "—")?;
            }
        }
        Ok(())
    }

    fn fund_headers(&self, pen: &mut Pen<'_>) -> Result<(), XlsxError> {
        let (row, stage) = (self.plan.funds, self.order.stage);
        pen.height(row, if stage == Stage::Midyear { 58 } else { 30 })?;
        pen.label(Area::cell(row, NAME), "")?;
        self.fund_fields().try_for_each(|field| {
            let own = field.own_label;
            let listed = || self.order.labels.fund_columns.canonical(field.role);
            let label = own.or_else(listed).unwrap_or_default();
            let text = match field.note {
                "" => label.to_owned(),
                note => format!("{label}\n{note}"),
            };
            pen.label(Area::row(row, field.cols), &text)
        })
    }

    /// The amounts of one row with the change and the rate that follow from them.
    fn amounts(&self, pen: &mut Pen<'_>, row: u32, known: &FundRow) -> Result<(), XlsxError> {
        let reason = self.fund_fields().find(|field| is_reason(field));
        let reason = known.reason.as_deref().zip(reason);
        let text = reason.map(|(text, field)| (text, width(field.cols)));
        pen.height(row, height(text.into_iter(), 19))?;
        let [initial, adjusted, executed] =
            [INITIAL, ADJUSTED, EXECUTED].map(|col| address(row, col));
        let shown = self
            .order
            .rules
            .rounding
            .rate
            .unwrap_or(RuleSet::FOUR_PLACES);
        for field in self.fund_fields() {
            let cell = (row, field);
            match field.role {
                C::Change => {
                    let change = known.adjusted.zip(known.initial);
                    let change = change.and_then(|(a, i)| a.checked_sub(i));
                    let formula = format!(
                        r#"IF(COUNT({initial},{adjusted})<2,"",ROUND({adjusted}-{initial},6))"#
                    );
                    self.computed(pen, cell, &formula, change)?;
                }
                C::Rate => {
                    let rate = super::worth::rate(known).and_then(|r| r.rounded(shown));
                    let formula =
                        scoring::rate_of(&adjusted, &executed, |rate| scoring::shown(rate, shown));
                    self.computed(pen, cell, &formula, rate)?;
                }
                C::Points | C::Score => {}
                C::Other if !is_reason(field) => {}
                role => self.typed(pen, cell, &known.value(role))?,
            }
        }
        Ok(())
    }

    /// Points and score of the execution with the steps of its computation, or the warning that it deserves.
    fn execution(&self, pen: &mut Pen<'_>, row: u32, known: &FundRow) -> Result<(), XlsxError> {
        if self.order.stage == Stage::Midyear {
            pen.height(row, 30)?;
        }
        self.fund_fields().try_for_each(|field| match field.role {
            C::Points => {
                let points = self.order.rules.execution.points;
                self.typed(pen, (row, field), &points.into())?;
                self.execution_steps(pen, row)
            }
            C::Score => {
                let formula = execution_score(self.order, row);
                self.computed(pen, (row, field), &formula, self.worth.execution_score)
            }
            C::Other if !is_reason(field) => self.warning(pen, (row, field), known),
            _ => Ok(()),
        })
    }

    fn execution_steps(&self, pen: &mut Pen<'_>, row: u32) -> Result<(), XlsxError> {
        let scoring = scoring(self.order, row);
        let (adjusted, executed) = (address(row, ADJUSTED), address(row, EXECUTED));
        let rate = scoring::rate_of(&adjusted, &executed, str::to_owned);
        let share = scoring.execution_share(&at(row, Step::Completion));
        let [shared, multiplied, exact] = self.worth.execution_steps;
        let steps = [
            (Step::Completion, rate, self.worth.execution),
            (Step::Share, share, shared),
            (Step::Rate, scoring.rate(row), multiplied),
            (Step::Exact, scoring.exact_of_rate(row), exact),
        ];
        let needed = Step::needed(self.order.stage);
        steps
            .into_iter()
            .filter(|(step, ..)| needed.contains(step))
            .try_for_each(|(step, formula, result)| {
                pen.formula(Area::cell(row, step.col()), Look::Step, &formula, result)
            })
    }
}

/// 预算执行得分 of the total row in `row`.
fn execution_score(order: &Order<'_>, row: u32) -> String {
    let (weight, adjusted, exact) = (
        address(row, POINTS),
        address(row, ADJUSTED),
        at(row, Step::Exact),
    );
    let closed = match order.rules.execution.zero_budget {
        ZeroBudget::NotRanked => r#""""#,
        ZeroBudget::Full => &weight,
        ZeroBudget::Zero => "0",
    };
    let score = scoring(order, row).within(&weight, &exact);
    format!(
        r#"IF(OR({weight}="",N({weight})<0),"",IF(AND(ISNUMBER({adjusted}),N({adjusted})=0),{closed},IF({exact}="","",{score})))"#
    )
}

/// The formulas of a form whose total row is `row`.
pub(super) fn scoring<'a>(order: &Order<'a>, row: u32) -> Scoring<'a> {
    Scoring {
        rules: order.rules,
        value: match order.stage {
            Stage::Midyear => spec::col::MIDYEAR,
            Stage::Goals | Stage::SelfEvaluation => spec::col::ACTUAL,
        },
        execution: fixed(row, Step::Completion.col()),
        initial: fixed(row, INITIAL),
        adjusted: fixed(row, ADJUSTED),
    }
}
