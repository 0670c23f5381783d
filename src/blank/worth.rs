//! Results of the formulas of a form, stored with them in the file.

use ecow::EcoString;

use rust_decimal::Decimal;

use super::scoring::{MARK, pattern_key};
use super::shape::Step;
use super::{FundRow, IndicatorRow, Order, Value};
use crate::base::number::{Rate, Rounding, RoundingMode};
use crate::form::labels::IndicatorColumn as C;
use crate::form::target;
use crate::model::{
    CellRef, Content, Evaluation, Filing, FormHead, Funding, Indicator, Kind, Located, Measure,
    MethodKind, Stage, Statement, Unit,
};
use crate::rules::{Merit, PointsEarned, RuleSet, Sense, evaluate, merit, pattern_of, sense};
use crate::workbook;

/// Results of the formulas of a row.
#[derive(Debug, Clone, Default)]
pub(super) struct RowWorth {
    steps: Vec<(Step, Value)>,
    pub(super) completion: Option<Decimal>,
    pub(super) score: Option<Decimal>,
}

impl RowWorth {
    /// The result of a step.
    pub(super) fn step(&self, step: Step) -> Value {
        let mut steps = self.steps.iter();
        steps
            .find(|(s, _)| *s == step)
            .map(|(_, value)| value.clone())
            .unwrap_or_default()
    }
}

/// Results of the formulas of a whole form.
#[derive(Debug, Clone, Default)]
pub(super) struct Worth {
    /// executed ÷ adjusted, not rounded.
    pub(super) execution: Option<Decimal>,
    /// Execution score.
    pub(super) execution_score: Option<Decimal>,
    /// Share of the execution points, not rounded; as multiplied; the score before rounding.
    pub(super) execution_steps: [Option<Decimal>; 3],
    pub(super) rows: Vec<RowWorth>,
    pub(super) total: Option<Decimal>,
    pub(super) grade: Option<String>,
}

impl Worth {
    /// The results of a form with these rows, up to its stage.
    pub(super) fn of(funds: &FundRow, rows: &[IndicatorRow], order: &Order<'_>) -> Self {
        let (rules, stage) = (order.rules, order.stage);
        let points = rules.execution.points;
        let mut funds = funds.clone();
        if stage == Stage::Goals {
            (funds.adjusted, funds.executed) = (None, None);
        }
        let staged: Vec<IndicatorRow> = rows.iter().map(|row| at_stage(row, stage)).collect();
        let named = staged.iter().filter(|row| !row.name().is_empty());
        let filing = filing(&funds, points, named);
        let evaluation = evaluate(&filing, rules);
        let rate = rate(&funds);
        let share = rate.and_then(|rate| rules.execution.method.of_rate(rate));
        let share = share.and_then(|earned| match earned {
            PointsEarned::Share(share) => share.value(),
            PointsEarned::Less(_) => None,
        });
        let multiplied = share.map(|s| multiplied(s, rules));
        let exact = multiplied.and_then(|r| scaled(points.checked_mul(r)?, rules));
        let scored = stage == Stage::SelfEvaluation;
        let grade = evaluation.grade.as_ref().filter(|_| scored);
        Self {
            execution: rate.and_then(Rate::value),
            execution_score: evaluation.execution.score.filter(|_| scored),
            execution_steps: [share, multiplied, exact],
            rows: worths(&staged, order, &filing, &evaluation),
            total: evaluation.total.filter(|_| scored),
            grade: grade.map(|grade| grade.name.to_string()),
        }
    }
}

/// The results of each row; levels are carried down, and a row without a name has only levels.
fn worths(
    rows: &[IndicatorRow],
    order: &Order<'_>,
    filing: &Filing,
    evaluation: &Evaluation,
) -> Vec<RowWorth> {
    let scored = order.stage == Stage::SelfEvaluation;
    let mut results = filing.indicators.iter().zip(&evaluation.indicators);
    let mut levels = [Value::Blank, Value::Blank];
    let mut worths = Vec::new();
    for row in rows {
        let mut worth = RowWorth::default();
        let columns = [(C::Level1, Step::Level1), (C::Level2, Step::Level2)];
        for (level, (column, step)) in levels.iter_mut().zip(columns) {
            match row.value(column) {
                Value::Blank => {}
                own => *level = own,
            }
            worth.steps.push((step, level.clone()));
        }
        let result = (!row.name().is_empty()).then(|| results.next()).flatten();
        if let Some((indicator, result)) = result {
            worth
                .steps
                .extend(steps(row, indicator, filing, order.rules));
            worth.completion = result.completion;
            worth.score = row.points().and(result.score).filter(|_| scored);
        }
        worths.push(worth);
    }
    worths
}

/// A row as its stage judges it: a monitoring form by the mid-year value, a goal form by nothing.
fn at_stage(row: &IndicatorRow, stage: Stage) -> IndicatorRow {
    let reached = match stage {
        Stage::Goals => Value::Blank,
        Stage::Midyear => row.value(C::Midyear),
        Stage::SelfEvaluation => return row.clone(),
    };
    let row = row.clone().with(C::Actual, reached);
    row.with(C::Midyear, Value::Blank)
        .with(C::Judged, Value::Blank)
}

/// executed ÷ adjusted, where the budget is above 0.
pub(super) fn rate(funds: &FundRow) -> Option<Rate> {
    let adjusted = funds.adjusted.filter(|a| *a > Decimal::ZERO)?;
    Rate::new(funds.executed?, adjusted)
}

/// The steps of one row.
fn steps(
    row: &IndicatorRow,
    indicator: &Indicator,
    filing: &Filing,
    rules: &RuleSet,
) -> Vec<(Step, Value)> {
    let plain = |column| {
        let text = row.text(column).unwrap_or_default().replace(' ', "");
        match row.text(C::Measure) {
            Some("%") => text.replace('%', ""),
            _ => text,
        }
    };
    let (target, actual) = (plain(C::Target), plain(C::Actual));
    let (figure, reached) = (number(&target), number(&actual));
    let mut steps = vec![
        (Step::Target, Value::from(figure)),
        (Step::Actual, Value::from(reached)),
        (Step::TargetText, words(target)),
        (Step::ActualText, words(actual)),
    ];
    if let (Some(_), Some(target)) = (figure, &indicator.target) {
        let side = side(sense(indicator, &target.value, rules));
        steps.push((Step::Sense, Value::from(side)));
    }
    let (kind, merit) = merit(indicator, filing, rules);
    let by_words = matches!(kind, MethodKind::Qualitative | MethodKind::Deadline);
    // Beside a blank actual value the formula names no method.
    if merit.is_some() || !by_words && reached.is_some() {
        let key = key(kind, indicator, filing, rules);
        steps.push((Step::Method, Value::Text(key)));
    }
    if let Some(merit) = merit {
        steps.extend(earned(&merit, row.points(), rules));
    }
    steps
}

fn words(text: String) -> Value {
    match text.is_empty() {
        true => Value::Blank,
        false => Value::Text(format!("{MARK}{text}")),
    }
}

const fn side(sense: Sense) -> &'static str {
    match sense {
        Sense::Up => "≥",
        Sense::Over => ">",
        Sense::Down => "≤",
        Sense::Exact => "=",
    }
}

/// The name in the column of methods.
fn key(kind: MethodKind, indicator: &Indicator, filing: &Filing, rules: &RuleSet) -> String {
    let pattern = pattern_of(indicator, filing, rules);
    let own = pattern.filter(|index| {
        let pattern = rules.patterns.get(*index);
        pattern.is_some_and(|p| p.method.kind() == kind)
    });
    own.map_or_else(|| kind.title().zh.to_owned(), pattern_key)
}

/// Completion, share and score before rounding.
fn earned(merit: &Merit, points: Option<Decimal>, rules: &RuleSet) -> Vec<(Step, Value)> {
    let completion = merit.completion.and_then(Rate::value);
    let mut steps = vec![(Step::Completion, Value::from(completion))];
    let exact = match merit.earned {
        PointsEarned::Share(share) => {
            let share = share.value();
            let rate = share.map(|s| multiplied(s, rules));
            steps.push((Step::Share, Value::from(share)));
            steps.push((Step::Rate, Value::from(rate)));
            points.zip(rate).and_then(|(p, r)| p.checked_mul(r))
        }
        PointsEarned::Less(lost) => points.and_then(|p| p.checked_sub(lost)),
    };
    let exact = exact.and_then(|e| scaled(e.max(Decimal::ZERO), rules));
    steps.push((Step::Exact, Value::from(exact)));
    steps
}

/// A share within 0 to 1, rounded where the rule set rounds rates.
fn multiplied(share: Decimal, rules: &RuleSet) -> Decimal {
    let within = share.max(Decimal::ZERO).min(Decimal::ONE);
    rules.rounding.rate.map_or(within, |r| r.apply(within))
}

/// In units of the last place kept, with nine places behind.
fn scaled(figure: Decimal, rules: &RuleSet) -> Option<Decimal> {
    let unit = (0..rules.rounding.score.places)
        .try_fold(Decimal::ONE, |unit, _| unit.checked_mul(Decimal::TEN))?;
    let nine = Rounding::new(9, RoundingMode::HalfUp);
    figure.checked_mul(unit).map(|f| nine.apply(f))
}

fn number(text: &str) -> Option<Decimal> {
    let (digits, negative) = match text.strip_prefix('-') {
        Some(rest) => (rest, true),
        None => (text, false),
    };
    let figure = crate::base::number::parse_plain(digits).filter(|_| !digits.contains(','))?;
    Some(if negative { -figure } else { figure })
}

/// The form as it will be read.
fn filing<'r>(
    funds: &FundRow,
    points: Decimal,
    rows: impl Iterator<Item = &'r IndicatorRow>,
) -> Filing {
    let figure = |amount: Option<Decimal>| amount.map(|a| located(a, a.to_string()));
    let head = FormHead {
        file: "".into(),
        sheet: "".into(),
        kind: Kind::Unit,
        stage: Stage::SelfEvaluation,
        goal: None,
        unit: Unit::default(),
        department: None,
        project: None,
        year: None,
        funding: Some(Funding {
            measure: Some(Measure::TenThousandYuan),
            initial: figure(funds.initial),
            adjusted: figure(funds.adjusted),
            executed: figure(funds.executed),
            points: figure(Some(points)),
            ..Funding::default()
        }),
        groups: Vec::new(),
        reported_total: None,
        stated_points: None,
        reported_grade: None,
    };
    Filing {
        head,
        parts: Vec::new(),
        indicators: rows.map(indicator).collect(),
    }
}

fn located<T>(value: T, typed: String) -> Located<T> {
    Located::new(value, CellRef::new(0, 0), typed)
}

fn indicator(row: &IndicatorRow) -> Indicator {
    let words = |text: &str| Box::new(located(EcoString::from(text), text.to_owned()));
    let figure = |amount: Option<Decimal>| amount.map(|a| located(a, a.to_string()));
    let reasons = [C::Reason, C::Measures].map(|column| row.text(column));
    let reasons: Vec<&str> = reasons.into_iter().flatten().collect();
    Indicator {
        level1: row.text(C::Level1).map(Into::into),
        level2: row.text(C::Level2).map(Into::into),
        name: row.name().into(),
        cell: CellRef::new(0, 0),
        target: statement(row, C::Target, row.text(C::Sign)),
        initial_target: None,
        midyear: None,
        forecast: None,
        actual: Some(statement(row, C::Actual, None).unwrap_or_else(|| {
            let typed = row.text(C::Actual).unwrap_or_default();
            located(Content::Blank.into(), typed.to_owned())
        })),
        completion: None,
        points: figure(row.points()),
        reported: figure(row.points().and(row.number(C::Judged))),
        criterion: row.text(C::Criterion).map(words),
        reason: (!reasons.is_empty()).then(|| words(&reasons.join("；"))),
        goal: false,
    }
}

/// A value as the reader takes it from its cell, with sign and measure from their columns.
fn statement(row: &IndicatorRow, column: C, sign: Option<&str>) -> Option<Located<Statement>> {
    let text = row.text(column)?;
    let value = number(&text.replace(' ', ""));
    let value = value.map_or_else(
        || workbook::Value::Text(text.into()),
        workbook::Value::Number,
    );
    let (statement, typed) = target::composed(sign, &value, row.text(C::Measure));
    (statement.content != Content::Blank).then(|| located(statement, typed))
}
