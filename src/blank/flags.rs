//! Red and amber cells: what is missing, what does not add up. Colours need no stored values.

use rust_xlsxwriter::{Color, ConditionalFormatFormula, Format, Worksheet, XlsxError};

use super::funds::{self, Part};
use super::main_sheet::Plan;
use super::pen::{address, fixed};
use super::scoring::at;
use super::shape::Step;
use super::{Order, pace, projects};
use crate::form::labels::FundColumn;
use crate::form::spec::col::{
    ACTUAL, ADJUSTED, EXECUTED, JUDGED, LAST, LEVEL1, LEVEL2, MEASURE, MEASURES, MIDYEAR, NAME,
    POINTS, REASON, SCORE, TARGET,
};
use crate::form::spec::{self, Duty, FUNDS, FormField};
use crate::model::{Kind, Stage, Warning};

/// A share of the budget left unspent from which a reason is asked for.
const EXECUTION_FROM: &str = "0.9";

/// How a flagged cell looks.
#[derive(Clone, Copy)]
enum Flag {
    /// To be mended before the form is filed.
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

/// All flags of the form's sheet.
pub(super) fn add(sheet: &mut Worksheet, order: &Order<'_>, plan: &Plan) -> Result<(), XlsxError> {
    levels(sheet, plan)?;
    for (col, kind, when) in indicator_flags(order, plan) {
        if !applies(order.stage, col) {
            continue;
        }
        flag(sheet, (plan.reach(), (col, col)), kind, &when)?;
    }
    let total = fixed(plan.total, POINTS);
    let whole = order.rules.total_points;
    let here = ((plan.total, plan.total), (POINTS, POINTS));
    flag(
        sheet,
        here,
        Flag::Red,
        &format!(r#"AND({total}<>"",{total}<>{whole})"#),
    )?;
    money(sheet, order, plan)
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

/// Sums that do not foot, spending above the budget, an execution that needs a reason.
fn money(sheet: &mut Worksheet, order: &Order<'_>, plan: &Plan) -> Result<(), XlsxError> {
    let sum = plan.sum();
    for field in amounts(order.stage) {
        let cols = field.cols;
        let own = |part: Part| {
            let lines = (sum + 1..).zip(&plan.lines);
            let own = lines.filter(move |(_, line)| line.part == part);
            own.map(|(row, _)| fixed(row, cols.0)).collect::<Vec<_>>()
        };
        let outlay = [own(Part::Basic), own(Part::Project)].concat();
        let all = |parts: &[String], whole: &str| unfooted(parts, whole, parts.len());
        let total = fixed(sum, cols.0);
        let mut wrong = vec![unfooted(&own(Part::Source), &total, 1)];
        wrong.push(all(&outlay, &total));
        let wrong: Vec<String> = wrong.into_iter().flatten().collect();
        if !wrong.is_empty() {
            let when = format!("OR({})", wrong.join(","));
            flag(sheet, ((sum, sum), cols), Flag::Red, &when)?;
        }
        let mut lines = (sum + 1..).zip(&plan.lines);
        let basic = lines.find(|(_, line)| line.part == Part::Basic);
        if let Some((row, _)) = basic
            && let Some(when) = all(&own(Part::InsideBasic), &fixed(row, cols.0))
        {
            flag(sheet, ((row, row), cols), Flag::Red, &when)?;
        }
    }
    match order.stage {
        Stage::Goals => Ok(()),
        Stage::Midyear => behind(sheet, order, plan),
        Stage::SelfEvaluation => spending(sheet, order, plan),
    }
}

/// Whether the flags of a column mean something at a stage; those of figures and scores are for the self-evaluation.
const fn applies(stage: Stage, col: u16) -> bool {
    match stage {
        Stage::Goals => matches!(col, NAME | TARGET | POINTS),
        Stage::Midyear => matches!(col, NAME | TARGET | MIDYEAR),
        Stage::SelfEvaluation => col != MIDYEAR,
    }
}

/// A monitoring form: the colour of the warning, spending above the budget, and a warning without a reason.
fn behind(sheet: &mut Worksheet, order: &Order<'_>, plan: &Plan) -> Result<(), XlsxError> {
    let first = plan.sum();
    pace::colours(sheet, first)?;
    overspent(sheet, plan)?;
    let (why, warning) = (fixed(first, LAST), fixed(first, SCORE));
    let green = Warning::Green.title().zh;
    let unexplained = format!(r#"AND({why}="",{warning}<>"",LEFT({warning},1)<>"{green}")"#);
    unexplained_execution(sheet, order, plan, &unexplained)
}

/// The amounts that are typed at a stage.
fn amounts(stage: Stage) -> impl Iterator<Item = &'static FormField<FundColumn>> {
    let sums = [
        FundColumn::Initial,
        FundColumn::Adjusted,
        FundColumn::Executed,
        FundColumn::Midyear,
    ];
    let open = spec::at(&FUNDS, stage).filter(move |field| field.duty(stage) == Duty::Open);
    open.filter(move |field| sums.contains(&field.role))
}

/// Marks 偏差原因 of the execution where it is called for.
fn unexplained_execution(
    sheet: &mut Worksheet,
    order: &Order<'_>,
    plan: &Plan,
    when: &str,
) -> Result<(), XlsxError> {
    let mut fields = spec::at(&FUNDS, order.stage);
    let Some(reason) = fields.find(|field| funds::is_reason(field)) else {
        return Ok(());
    };
    let rows = (plan.sum(), plan.sum());
    flag(sheet, (rows, reason.cols), Flag::Red, when)
}

/// Executed above the budget, in any row.
fn overspent(sheet: &mut Worksheet, plan: &Plan) -> Result<(), XlsxError> {
    let rows = plan.amounts();
    let (adjusted, executed) = (address(rows.0, ADJUSTED), address(rows.0, EXECUTED));
    let above =
        format!(r#"AND(ISNUMBER({adjusted}),ISNUMBER({executed}),N({executed})>N({adjusted}))"#);
    flag(sheet, (rows, (EXECUTED, EXECUTED)), Flag::Red, &above)
}

/// Whether at least `filled` of `parts` are filled and all do not add to `whole`.
fn unfooted(parts: &[String], whole: &str, filled: usize) -> Option<String> {
    if parts.is_empty() {
        return None;
    }
    let parts = parts.join(",");
    Some(format!(
        r#"AND({whole}<>"",COUNT({parts})>={filled},ABS(SUM({parts})-N({whole}))>0.005)"#
    ))
}

fn spending(sheet: &mut Worksheet, order: &Order<'_>, plan: &Plan) -> Result<(), XlsxError> {
    overspent(sheet, plan)?;
    let first = plan.sum();
    let [adjusted, executed, why] = [ADJUSTED, EXECUTED, REASON].map(|col| fixed(first, col));
    let unexplained = format!(
        r#"AND({why}="",ISNUMBER({adjusted}),ISNUMBER({executed}),N({executed})<{EXECUTION_FROM}*N({adjusted}))"#
    );
    unexplained_execution(sheet, order, plan, &unexplained)?;
    let mut lines = (first + 1..).zip(&plan.lines);
    if order.kind == Kind::Unit
        && let Some((row, _)) = lines.find(|(_, line)| line.part == Part::Project)
    {
        for field in amounts(order.stage) {
            let Some([sum, _]) = projects::sum(field.role) else {
                continue;
            };
            let cell = fixed(row, field.cols.0);
            let when = format!(r#"AND({cell}<>"",{sum}<>"",ABS(N({sum})-N({cell}))>0.005)"#);
            flag(sheet, ((row, row), field.cols), Flag::Amber, &when)?;
        }
    }
    Ok(())
}
