//! What the formulas of a form come to: the values that are kept beside them in the file.

use ecow::EcoString;

use rust_decimal::Decimal;

use super::scoring::{MARK, pattern_key};
use super::shape::Step;
use super::{FundRow, IndicatorRow, Order, access, pen::Value};
use crate::base::number::{Rate, Rounding, RoundingMode};
use crate::form::target;
use crate::model::{
    CellRef, Content, Figure, Filing, Funding, Indicator, Kind, Located, Measure, MethodKind,
    Stage, Statement, Unit,
};
use crate::rules::{Earned, Merit, RuleSet, Sense, evaluate, merit, pattern_of, sense};
use crate::workbook;

/// What a row's formulas come to.
#[derive(Debug, Clone, Default)]
pub(super) struct RowWorth {
    steps: Vec<(Step, Value)>,
    pub(super) completion: Option<Decimal>,
    pub(super) score: Option<Decimal>,
}

impl RowWorth {
    /// What a step comes to.
    pub(super) fn step(&self, step: Step) -> Value {
        let mut steps = self.steps.iter();
        steps
            .find(|(s, _)| *s == step)
            .map(|(_, value)| value.clone())
            .unwrap_or_default()
    }
}

/// What the formulas of a whole form come to.
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
    /// The worth of a form with these rows.
    pub(super) fn of(
        funds: &FundRow,
        points: Decimal,
        rows: &[IndicatorRow],
        order: &Order<'_>,
    ) -> Self {
        let (rules, stage) = (order.rules, order.stage);
        let funds = &access::amounts(stage, funds);
        let staged: Vec<IndicatorRow> = rows.iter().map(|row| at_stage(row, stage)).collect();
        let rows = staged.as_slice();
        let named = || rows.iter().filter(|row| !row.name.is_empty());
        let filing = filing(funds, points, named());
        let evaluation = evaluate(&filing, rules);
        let mut results = filing.indicators.iter().zip(&evaluation.indicators);
        let rate = rate(funds);
        let share = rate
            .and_then(|r| rules.execution.method.of_rate(r))
            .and_then(|earned| match earned {
                Earned::Share(share) => share.value(),
                Earned::Less(_) => None,
            });
        let scored = stage == Stage::SelfEvaluation;
        let multiplied = share.map(|s| multiplied(s, rules));
        let exact = multiplied.and_then(|r| scaled(points.checked_mul(r)?, rules));
        let mut carried = [None, None];
        let rows = rows
            .iter()
            .map(|row| {
                for (level, own) in carried.iter_mut().zip([&row.level1, &row.level2]) {
                    if own.is_some() {
                        level.clone_from(own);
                    }
                }
                let [level1, level2] = &carried;
                let mut worth = RowWorth {
                    steps: vec![
                        (Step::Level1, Value::from(level1.as_deref())),
                        (Step::Level2, Value::from(level2.as_deref())),
                    ],
                    ..RowWorth::default()
                };
                let result = (!row.name.is_empty()).then(|| results.next()).flatten();
                if let Some((indicator, result)) = result {
                    worth.steps.extend(steps(row, indicator, &filing, rules));
                    worth.completion = result.completion;
                    worth.score = row.points.and(result.score).filter(|_| scored);
                }
                worth
            })
            .collect();
        Self {
            execution: rate.and_then(Rate::value),
            execution_score: evaluation.execution.score.filter(|_| scored),
            execution_steps: [share, multiplied, exact],
            rows,
            total: evaluation.total.filter(|_| scored),
            grade: evaluation
                .grade
                .filter(|_| scored)
                .map(|g| g.name.to_string()),
        }
    }
}

/// A row as its stage judges it: a monitoring form by the mid-year value, a goal form by nothing.
fn at_stage(row: &IndicatorRow, stage: Stage) -> IndicatorRow {
    if stage == Stage::SelfEvaluation {
        return row.clone();
    }
    IndicatorRow {
        actual: row.midyear.clone().filter(|_| stage == Stage::Midyear),
        midyear: None,
        judged: None,
        ..row.clone()
    }
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
    let plain = |text: &Option<String>| {
        let text = text.as_deref().unwrap_or_default().replace(' ', "");
        match row.measure.as_deref() {
            Some("%") => text.replace('%', ""),
            _ => text,
        }
    };
    let (target, actual) = (plain(&row.target), plain(&row.actual));
    let figure = number(&target);
    let mut steps = vec![
        (Step::Target, Value::from(figure)),
        (Step::Actual, Value::from(number(&actual))),
        (Step::TargetText, words(target)),
        (Step::ActualText, words(actual)),
    ];
    if let (Some(_), Some(target)) = (figure, &indicator.target) {
        let side = side(sense(indicator, &target.value, rules));
        steps.push((Step::Sense, Value::text(side)));
    }
    let (kind, merit) = merit(indicator, filing, rules);
    let by_words = matches!(kind, MethodKind::Qualitative | MethodKind::Deadline);
    if merit.is_some() || !by_words {
        let key = key(kind, indicator, filing, rules);
        steps.push((Step::Method, Value::Text(key)));
    }
    if let Some(merit) = merit {
        steps.extend(earned(&merit, row.points, rules));
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
        Earned::Share(share) => {
            let share = share.value();
            let rate = share.map(|s| multiplied(s, rules));
            steps.push((Step::Share, Value::from(share)));
            steps.push((Step::Rate, Value::from(rate)));
            points.zip(rate).and_then(|(p, r)| p.checked_mul(r))
        }
        Earned::Less(lost) => points.and_then(|p| p.checked_sub(lost)),
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
    Filing {
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
        indicators: rows.map(indicator).collect(),
        groups: Vec::new(),
        reported_total: None,
        stated_points: None,
        reported_grade: None,
        remarks: Vec::new(),
    }
}

fn located<T>(value: T, typed: String) -> Located<T> {
    Located::new(value, CellRef::new(0, 0), typed)
}

fn indicator(row: &IndicatorRow) -> Indicator {
    let words = |text: &Option<String>| {
        let text = text.as_deref()?;
        Some(Box::new(located(EcoString::from(text), text.to_owned())))
    };
    let figure =
        |amount: Option<Decimal>| -> Option<Figure> { amount.map(|a| located(a, a.to_string())) };
    let reason = [&row.reason, &row.measures].into_iter().flatten();
    let reason: Vec<&str> = reason.map(String::as_str).collect();
    Indicator {
        level1: row.level1.as_deref().map(Into::into),
        level2: row.level2.as_deref().map(Into::into),
        name: row.name.as_str().into(),
        cell: CellRef::new(0, 0),
        target: statement(row, &row.target, row.sign.map(|s| s.sign())),
        initial_target: None,
        midyear: None,
        forecast: None,
        actual: statement(row, &row.actual, None),
        completion: None,
        points: figure(row.points),
        reported: figure(row.points.and(row.judged)),
        criterion: words(&row.method),
        reason: words(&(!reason.is_empty()).then(|| reason.join("；"))),
    }
}

/// A value as the reader takes it from its cell, with sign and measure from their columns.
fn statement(
    row: &IndicatorRow,
    typed: &Option<String>,
    sign: Option<&str>,
) -> Option<Located<Statement>> {
    let text = typed.as_deref()?;
    let value = number(&text.replace(' ', ""));
    let value = value.map_or_else(
        || workbook::Value::Text(text.into()),
        workbook::Value::Number,
    );
    let (statement, typed) = target::composed(sign, &value, row.measure.as_deref());
    (statement.content != Content::Blank).then(|| located(statement, typed))
}
