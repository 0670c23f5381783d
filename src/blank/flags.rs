//! Red and amber cells: what is missing, what does not add up. Colours need no stored values.

use rust_xlsxwriter::{Color, ConditionalFormatFormula, Format, Worksheet, XlsxError};

use super::funds::{self, HEADING, PROJECTS};
use super::layout::{Layout, Plan};
use super::pen::{address, fixed};
use super::scoring::at;
use super::shape::Step;
use super::{Order, pace, projects};
use crate::audit::on_form::{self, AmountCells, FormCells, Mark, MarkMeaning, amounts_differ};
use crate::form::labels::FundColumn;
use crate::form::spec::col::{
    ACTUAL, ADJUSTED, EXECUTED, JUDGED, LEVEL1, LEVEL2, MEASURE, MEASURES, MIDYEAR, NAME, POINTS,
    REASON, SCORE, TARGET,
};
use crate::form::spec::{self, CellFormat, Duty, FUNDS, FormField};
use crate::model::{CellRef, Kind, Stage, Warning};

/// How a flagged cell looks.
#[derive(Clone, Copy)]
enum Flag {
    /// To be corrected before the form is filed.
    Red,
    /// To be looked at.
    Amber,
    /// The same level name as above, as if the cells were merged.
    Faint,
}

impl Flag {
    fn format(self) -> Format {
        let ground = |back, letters| {
            Format::new()
                .set_background_color(Color::RGB(back))
                .set_font_color(Color::RGB(letters))
        };
        match self {
            Self::Red => ground(0xF8_CF_CC, 0x9C_1C_14),
            Self::Amber => ground(0xFF_EB_B0, 0x7A_56_00),
            Self::Faint => Format::new().set_font_color(Color::RGB(0xFF_FB_E8)),
        }
    }
}

/// A block of cells that is coloured where a formula about its first cell holds.
fn flag(
    sheet: &mut Worksheet,
    (rows, cols): ((u32, u32), (u16, u16)),
    flag: Flag,
    when: &str,
) -> Result<(), XlsxError> {
    let rule = ConditionalFormatFormula::new()
        .set_rule(when)
        .set_format(flag.format());
    sheet.add_conditional_format(rows.0, cols.0, rows.1, cols.1, &rule)?;
    Ok(())
}

impl Layout<'_> {
    /// All flags of the form's sheet.
    pub(super) fn flags(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let (plan, stage) = (&self.plan, self.order.stage);
        levels(sheet, plan)?;
        for (col, kind, when) in indicator_flags(self.order, plan) {
            if applies(stage, col) {
                flag(sheet, (plan.reach(), (col, col)), kind, &when)?;
            }
        }
        let cells = self.cells();
        self.mark(sheet, on_form::weights(&cells))?;
        for mark in on_form::sums(&cells) {
            self.mark(sheet, mark)?;
        }
        if let Some(Mark { when, .. }) = on_form::overspent(&cells) {
            let area = (plan.amounts(), (EXECUTED, EXECUTED));
            flag(sheet, area, Flag::Red, &when)?;
        }
        self.unexplained(sheet)?;
        self.projects_differ(sheet)
    }

    /// The cells that the audit's checks look at.
    pub(super) fn cells(&self) -> FormCells<'_> {
        let plan = &self.plan;
        let (first, last) = plan.reach();
        let amounts = amounts(self.order.stage).map(|field| {
            let col = field.cols.0;
            let lines = (plan.sum() + 1..).zip(&plan.lines);
            let lines = lines.filter(|(_, label)| *label != HEADING);
            AmountCells {
                total: cell(plan.sum(), col),
                lines: lines
                    .map(|(row, label)| (&**label, cell(row, col)))
                    .collect(),
            }
        });
        FormCells {
            rules: self.order.rules,
            amounts: amounts.collect(),
            spending: match self.order.stage {
                Stage::Goals => None,
                Stage::Midyear | Stage::SelfEvaluation => {
                    Some([ADJUSTED, EXECUTED].map(|col| cell(plan.sum(), col)))
                }
            },
            weights: [first, last].map(|row| cell(row, POINTS)),
            execution_points: cell(plan.sum(), POINTS),
            weight_sum: cell(plan.total, POINTS),
            unweighted: self.unweighted(),
        }
    }

    /// What a check of the audit marks, over the whole width of its field.
    fn mark(&self, sheet: &mut Worksheet, mark: Mark) -> Result<(), XlsxError> {
        let row = mark.at.row;
        let own = |cols: &(u16, u16)| u32::from(cols.0) == mark.at.col;
        let mut fields = amounts(self.order.stage).map(|field| field.cols);
        let cols = fields.find(own).unwrap_or((POINTS, POINTS));
        let kind = match mark.meaning {
            MarkMeaning::Wrong => Flag::Red,
            MarkMeaning::Open => Flag::Amber,
        };
        flag(sheet, ((row, row), cols), kind, &mark.when)
    }

    /// 偏差原因 of the execution where it is called for: by a warning, or by much that was not spent.
    fn unexplained(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let (first, stage) = (self.plan.sum(), self.order.stage);
        let mut fields = spec::at(&FUNDS, stage);
        let Some(reason) = fields.find(|field| funds::is_reason(field)) else {
            return Ok(());
        };
        let why = fixed(first, reason.cols.0);
        let [adjusted, executed, warning] =
            [ADJUSTED, EXECUTED, SCORE].map(|col| fixed(first, col));
        let when = match stage {
            Stage::Goals => return Ok(()),
            Stage::Midyear => {
                pace::colours(sheet, first)?;
                let green = Warning::Green.title().zh;
                format!(r#"AND({why}="",{warning}<>"",LEFT({warning},1)<>"{green}")"#)
            }
            Stage::SelfEvaluation => {
                let from = self.order.rules.audit.explained_below;
                format!(
                    r#"AND({why}="",ISNUMBER({adjusted}),ISNUMBER({executed}),N({executed})<{from}*N({adjusted}))"#
                )
            }
        };
        flag(sheet, ((first, first), reason.cols), Flag::Red, &when)
    }

    /// 项目支出 of a unit against the sums of its list of projects.
    fn projects_differ(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let (order, plan) = (self.order, &self.plan);
        let mut lines = (plan.sum() + 1..).zip(&plan.lines);
        let listed = order.kind == Kind::Unit && order.stage == Stage::SelfEvaluation;
        let Some((row, _)) = lines.find(|(_, line)| listed && *line == PROJECTS) else {
            return Ok(());
        };
        for field in amounts(order.stage) {
            let Some([sum, projects]) = projects::sum(field.role) else {
                continue;
            };
            let own = fixed(row, field.cols.0);
            let differ = amounts_differ((&sum, &own), std::slice::from_ref(&own), &[projects]);
            let when = format!(r#"AND(ISNUMBER({own}),ISNUMBER({sum}),{differ})"#);
            flag(sheet, ((row, row), field.cols), Flag::Amber, &when)?;
        }
        Ok(())
    }
}

fn cell(row: u32, col: u16) -> CellRef {
    CellRef::new(row, u32::from(col))
}

/// The amounts that are typed at a stage and add to a total.
fn amounts(stage: Stage) -> impl Iterator<Item = &'static FormField<FundColumn>> {
    let fields = spec::at(&FUNDS, stage).filter(move |field| field.duty(stage) == Duty::Open);
    let fields = fields.filter(|field| field.content == CellFormat::Amount);
    fields.filter(|field| field.role != FundColumn::Forecast)
}

/// Level names that repeat the one above step back.
pub(super) fn levels(sheet: &mut Worksheet, plan: &Plan) -> Result<(), XlsxError> {
    let (first, last) = plan.rows;
    if last <= first {
        return Ok(());
    }
    let rows = (first + 1, last);
    let same = |col| {
        format!(
            r#"AND({0}<>"",{0}={1})"#,
            address(first + 1, col),
            address(first, col)
        )
    };
    flag(sheet, (rows, (LEVEL1, LEVEL1)), Flag::Faint, &same(LEVEL1))?;
    let both = format!("AND({},{})", same(LEVEL1), same(LEVEL2));
    flag(sheet, (rows, (LEVEL2, LEVEL2)), Flag::Faint, &both)
}

/// Column, colour and condition of each flag of the indicator table, for its first row.
fn indicator_flags(order: &Order<'_>, plan: &Plan) -> Vec<(u16, Flag, String)> {
    let row = plan.rows.0;
    let cell = |col| address(row, col);
    let (name, target, actual) = (cell(NAME), cell(TARGET), cell(ACTUAL));
    let (points, score, judged) = (cell(POINTS), cell(SCORE), cell(JUDGED));
    let (reason, measures, measure) = (cell(REASON), cell(MEASURES), cell(MEASURE));
    let done = at(row, Step::Completion);
    let (wanted, reached) = (at(row, Step::Target), at(row, Step::Actual));
    let spent = fixed(plan.sum(), EXECUTED);
    let far = order.rules.over_fulfilled.from;
    // A figure with something else in the cell, or 0.95 where 95 is meant.
    let doubtful = |typed: &str, figure: &str| {
        format!(
            r#"OR(AND({typed}<>"",{figure}="",NOT(ISERROR(FIND(LEFT({typed},1),"0123456789.≥≤≧≦＞＜><=＝"))),ISERROR(FIND("年",{typed}))),AND({measure}="%",ISNUMBER({figure}),{figure}<=1,{figure}>0))"#
        )
    };
    let midyear = cell(MIDYEAR);
    vec![
        (MIDYEAR, Flag::Amber, doubtful(&midyear, &reached)),
        (
            MIDYEAR,
            Flag::Red,
            format!(r#"AND({name}<>"",{midyear}="",ISNUMBER({wanted}),{spent}<>"",{reason}="")"#),
        ),
        (
            NAME,
            Flag::Red,
            format!(r#"AND({name}="",OR({target}<>"",{actual}<>"",{points}<>""))"#),
        ),
        (TARGET, Flag::Amber, doubtful(&target, &wanted)),
        (ACTUAL, Flag::Amber, doubtful(&actual, &reached)),
        (
            TARGET,
            Flag::Red,
            format!(r#"AND({name}<>"",{target}="",{actual}<>"")"#),
        ),
        (
            ACTUAL,
            Flag::Red,
            format!(
                r#"AND({name}<>"",{actual}="",{spent}<>"",ISERROR(FIND("无发生额",{reason}&{measures})))"#
            ),
        ),
        (
            POINTS,
            Flag::Red,
            match order.stage {
                Stage::Goals => format!(r#"AND({name}<>"",{points}="",{target}<>"")"#),
                _ => format!(r#"AND({name}<>"",{points}="",{actual}<>"")"#),
            },
        ),
        (
            JUDGED,
            Flag::Red,
            format!(
                r#"OR(AND({judged}<>"",{points}<>"",{judged}>{points}),AND({name}<>"",{points}<>"",{actual}<>"",{score}=""))"#
            ),
        ),
        // An inserted row has no formulas of its own.
        (
            SCORE,
            Flag::Red,
            format!(r#"AND({name}<>"",ISBLANK({score}))"#),
        ),
        (
            REASON,
            Flag::Red,
            format!(
                r#"AND({reason}="",OR(AND(ISNUMBER({score}),N({score})<N({points})),AND(ISNUMBER({done}),N({done})>={far})))"#
            ),
        ),
        (
            MEASURES,
            Flag::Amber,
            format!(r#"AND({measures}="",ISNUMBER({score}),N({score})<N({points}))"#),
        ),
    ]
}

/// Whether the flags of a column mean something at a stage; those of figures and scores are for the self-evaluation.
const fn applies(stage: Stage, col: u16) -> bool {
    match stage {
        Stage::Goals => matches!(col, NAME | TARGET | POINTS),
        Stage::Midyear => matches!(col, NAME | TARGET | MIDYEAR),
        Stage::SelfEvaluation => col != MIDYEAR,
    }
}
