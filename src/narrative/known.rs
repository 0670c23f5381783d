//! The figures of a form, by subject and field, with which the figures of its report are compared.

use rust_decimal::Decimal;

use super::figure::figures;
use super::text::tidy;
use crate::base::number::{Rounding, RoundingMode, explained_by_rounding, sum};
use crate::finding::Field;
use crate::model::{
    Content, Evaluation, Figure, Filing, ListedProject, Located, Measure, ProjectList, Quantity,
    Statement,
};

/// What a figure is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// The unit, or on a report about a project the project.
    Whole,
    /// A part of the funds by its label.
    Line(String),
    /// An indicator by its name.
    Indicator(String),
    /// A project by its name.
    Project(String),
    /// All projects of the list, those of 转移支付 or those of 本级财力.
    Projects(Option<bool>),
}

/// One figure of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormFigure {
    /// What it is about.
    pub subject: Subject,
    /// Which of its figures it is.
    pub field: Field,
    /// The amounts it may be printed as, in 万元, percent, points or pieces.
    pub amounts: Vec<Decimal>,
    /// As it is on the form.
    pub shown: String,
}

impl FormFigure {
    /// Whether a figure printed to some places of so much is this one, rounded or cut.
    #[must_use]
    pub fn is(&self, printed: Decimal, last_digit: Decimal) -> bool {
        self.amounts.iter().any(|own| {
            let places = last_digit.normalize().scale();
            let off = || (*own - printed).abs().saturating_mul(Decimal::TWO);
            *own == printed
                || last_digit > Decimal::ONE && off() <= last_digit
                || explained_by_rounding(printed, *own, places)
        })
    }
}

/// All figures of the forms of a unit.
#[derive(Debug, Clone, Default)]
pub struct Knowledge {
    /// Its figures.
    pub known: Vec<FormFigure>,
    /// 评价年度
    pub year: Option<i32>,
    /// Whether it is about a project.
    pub of_project: bool,
    /// Sentences with digits in the unit's own words: 年度目标, 偏差原因.
    pub prose: Vec<FormFigure>,
}

impl Knowledge {
    /// The figures of a form that the report is about.
    #[must_use]
    pub fn of(filing: &Filing, evaluation: &Evaluation, list: Option<&ProjectList>) -> Self {
        let mut all = Self {
            known: Vec::new(),
            year: filing.year.as_ref().map(|year| year.value),
            of_project: filing.project.is_some(),
            prose: prose(filing),
        };
        all.funding(&Subject::Whole, filing, evaluation);
        all.indicators(filing, evaluation);
        all.total(filing, evaluation);
        if let Some(list) = list {
            all.projects(list, filing);
        }
        all
    }

    /// Adds the money of a project that has a form of its own.
    pub fn add_project(&mut self, filing: &Filing, evaluation: &Evaluation) {
        if let Some(name) = &filing.project {
            let subject = Subject::Project(tidy(&name.value));
            self.funding(&subject, filing, evaluation);
        }
    }

    /// The figures of a subject in a field.
    pub fn find(&self, subject: &Subject, field: Field) -> impl Iterator<Item = &FormFigure> {
        let known = self.known.iter();
        known.filter(move |known| known.subject == *subject && known.field == field)
    }

    fn put(&mut self, subject: &Subject, field: Field, amounts: Vec<Decimal>, shown: String) {
        if !amounts.is_empty() {
            self.known.push(FormFigure {
                subject: subject.clone(),
                field,
                amounts,
                shown,
            });
        }
    }

    fn money(
        &mut self,
        subject: &Subject,
        field: Field,
        measure: Option<Measure>,
        figure: Option<&Figure>,
    ) {
        let amount = figure.and_then(|figure| Measure::in_ten_thousands(measure, figure.value));
        let shown = figure.map_or(String::new(), |figure| {
            let label = measure.unwrap_or(Measure::TenThousandYuan).label();
            format!("{}{label}", figure.value.normalize())
        });
        self.put(subject, field, amount.into_iter().collect(), shown);
    }

    fn rate(&mut self, subject: &Subject, field: Field, rates: &[Option<Decimal>]) {
        let percent = |rate: Decimal| rate.checked_mul(Decimal::ONE_HUNDRED);
        let percents: Vec<Decimal> = rates
            .iter()
            .flatten()
            .filter_map(|rate| percent(*rate))
            .collect();
        let shown = percents.first().map(|rate| {
            Rounding::new(2, RoundingMode::HalfUp)
                .apply(*rate)
                .normalize()
        });
        self.put(
            subject,
            field,
            percents,
            shown.map_or(String::new(), |shown| format!("{shown}%")),
        );
    }

    fn funding(&mut self, subject: &Subject, filing: &Filing, evaluation: &Evaluation) {
        let Some(funding) = &filing.funding else {
            return;
        };
        let measure = funding.measure;
        let mut put = |field, figure: Option<&Figure>| self.money(subject, field, measure, figure);
        put(Field::Initial, funding.initial.as_ref());
        put(Field::Adjusted, funding.budget());
        put(Field::Executed, funding.executed.as_ref());
        put(Field::Change, funding.change.as_deref());
        let value = |figure: &Option<Figure>| figure.as_ref().map(|figure| figure.value);
        let change = value(&funding.adjusted).zip(value(&funding.initial));
        let change = change.and_then(|(adjusted, initial)| adjusted.checked_sub(initial));
        let change = change.and_then(|change| Measure::in_ten_thousands(measure, change.abs()));
        let shown = change.map_or(String::new(), |change| {
            format!("{}万元", change.normalize())
        });
        self.put(subject, Field::Change, change.into_iter().collect(), shown);
        let exact = funding.execution_rate().and_then(|rate| rate.value());
        let rates = [value(&funding.rate), exact, evaluation.execution.rate];
        self.rate(subject, Field::ExecutionRate, &rates);
        if *subject == Subject::Whole {
            self.rate(
                subject,
                Field::AdjustmentRate,
                &[
                    evaluation.execution.adjustment_rate,
                    evaluation.execution.adjustment_rate.map(|rate| rate.abs()),
                ],
            );
            let scores = [value(&funding.reported), evaluation.execution.score];
            self.points(subject, Field::Score, &scores);
            self.points(
                subject,
                Field::Points,
                &[value(&funding.points), evaluation.execution.points],
            );
            for line in &filing.parts {
                let label = Subject::Line(tidy(&line.label));
                let mut put =
                    |field, figure: Option<&Figure>| self.money(&label, field, measure, figure);
                put(Field::Initial, line.initial.as_ref());
                put(Field::Change, line.change.as_ref());
                put(Field::Adjusted, line.adjusted.as_ref());
                put(Field::Executed, line.executed.as_ref());
                let budget = value(&line.adjusted).or(value(&line.initial));
                let exact = budget
                    .filter(|b| *b > Decimal::ZERO)
                    .zip(value(&line.executed));
                let exact = exact.and_then(|(budget, executed)| executed.checked_div(budget));
                self.rate(&label, Field::ExecutionRate, &[value(&line.rate), exact]);
            }
        }
    }

    fn points(&mut self, subject: &Subject, field: Field, scores: &[Option<Decimal>]) {
        let scores: Vec<Decimal> = scores.iter().flatten().copied().collect();
        let shown = scores
            .first()
            .map_or(String::new(), |score| format!("{}分", score.normalize()));
        self.put(subject, field, scores, shown);
    }

    fn indicators(&mut self, filing: &Filing, evaluation: &Evaluation) {
        let results = evaluation
            .indicators
            .iter()
            .map(Some)
            .chain(std::iter::repeat(None));
        for (row, result) in filing.indicators.iter().zip(results) {
            let subject = Subject::Indicator(tidy(&row.name));
            self.stated(&subject, Field::Target, row.target.as_ref());
            self.stated(&subject, Field::Target, row.initial_target.as_deref());
            self.stated(&subject, Field::Midyear, row.midyear.as_deref());
            self.stated(&subject, Field::Actual, row.stated_actual());
            let value = |figure: &Option<Figure>| figure.as_ref().map(|figure| figure.value);
            let completion = row.completion.as_ref().map(|cell| cell.value);
            let own = result.and_then(|result| result.completion_rate);
            self.rate(&subject, Field::Completion, &[completion, own]);
            self.points(&subject, Field::Points, &[value(&row.points)]);
            let score = result.and_then(|result| result.score);
            self.points(&subject, Field::Score, &[value(&row.reported), score]);
        }
    }

    fn stated(&mut self, subject: &Subject, field: Field, cell: Option<&Located<Statement>>) {
        let Some(cell) = cell else { return };
        let shown = tidy(&cell.typed);
        let mut amounts = match &cell.value.content {
            Content::Quantity(quantity) => amounts(quantity),
            Content::Range(ends) => [amounts(&ends.0), amounts(&ends.1)].concat(),
            _ => Vec::new(),
        };
        if !amounts.is_empty() {
            amounts.extend(
                figures(&shown)
                    .iter()
                    .map(|figure| figure.value.normalize()),
            );
        }
        // Words and dates are compared with the report letter by letter.
        self.known.push(FormFigure {
            subject: subject.clone(),
            field,
            amounts,
            shown,
        });
    }

    fn total(&mut self, filing: &Filing, evaluation: &Evaluation) {
        let filed = filing.reported_total.as_ref().map(|figure| figure.value);
        let own = [filed, evaluation.total, evaluation.own_total()];
        self.points(&Subject::Whole, Field::Total, &own);
    }

    fn projects(&mut self, list: &ProjectList, filing: &Filing) {
        let measure = filing.funding.as_ref().and_then(|f| f.measure);
        for project in &list.projects {
            let subject = Subject::Project(tidy(&project.name));
            self.money(
                &subject,
                Field::Adjusted,
                measure,
                project.adjusted.as_ref(),
            );
            self.money(
                &subject,
                Field::Executed,
                measure,
                project.executed.as_ref(),
            );
        }
        for group in [None, Some(true), Some(false)] {
            let own = list
                .projects
                .iter()
                .filter(|project| group.is_none_or(|group| project.is_transfer() == group));
            let own: Vec<&ListedProject> = own.collect();
            let subject = Subject::Projects(group);
            let total = |figure: fn(&ListedProject) -> Option<&Figure>| {
                let figures = own
                    .iter()
                    .map(|project| figure(project).map(|figure| figure.value));
                let figures: Option<Vec<Decimal>> = figures.collect();
                let sum = figures.and_then(sum)?;
                Measure::in_ten_thousands(measure, sum)
            };
            let line = |figure: fn(&crate::model::FundingLine) -> Option<&Figure>| {
                let mut lines = filing.parts.iter().filter(|_| group.is_none());
                let line = lines.find(|line| line.label.contains("项目支出"))?;
                Measure::in_ten_thousands(measure, figure(line)?.value)
            };
            let count = Decimal::from(own.len());
            self.put(&subject, Field::Count, vec![count], format!("{count}个"));
            for (field, sum, line) in [
                (
                    Field::Adjusted,
                    total(|p| p.adjusted.as_ref()),
                    line(|l| l.adjusted.as_ref()),
                ),
                (
                    Field::Executed,
                    total(|p| p.executed.as_ref()),
                    line(|l| l.executed.as_ref()),
                ),
            ] {
                let amounts: Vec<Decimal> = [sum, line].into_iter().flatten().collect();
                let shown = amounts.first().map_or(String::new(), |amount| {
                    format!("{}万元", amount.normalize())
                });
                self.put(&subject, field, amounts, shown);
            }
        }
    }
}

/// 年度目标 and 偏差原因, line by line, if long enough to be recognised.
fn prose(filing: &Filing) -> Vec<FormFigure> {
    let goal = filing.goal.iter().map(|goal| (Field::Goal, &goal.value));
    let reasons = filing
        .indicators
        .iter()
        .filter_map(|row| row.reason.as_deref());
    let reasons = reasons.map(|reason| (Field::Reason, &reason.value));
    let lines = goal.chain(reasons).flat_map(|(field, words)| {
        let lines = words
            .lines()
            .map(|line| tidy(line.trim_end_matches(['。', '；'])));
        lines.map(move |shown| FormFigure {
            subject: Subject::Whole,
            field,
            amounts: Vec::new(),
            shown,
        })
    });
    let known =
        |line: &str| line.chars().count() >= 8 && line.contains(|c: char| c.is_ascii_digit());
    lines.filter(|prose| known(&prose.shown)).collect()
}

/// The numbers that a quantity may be printed as.
fn amounts(quantity: &Quantity) -> Vec<Decimal> {
    let value = quantity.value;
    let scaled = value.checked_div(quantity.scale.factor());
    let mut amounts = vec![value];
    if quantity.percent {
        amounts = value
            .checked_mul(Decimal::ONE_HUNDRED)
            .into_iter()
            .collect();
        amounts.extend(Some(value).filter(|value| *value == Decimal::ONE));
    } else if quantity
        .measure
        .as_deref()
        .is_some_and(|measure| measure.starts_with('元'))
    {
        amounts.extend(value.checked_div(Measure::TenThousandYuan.yuan()));
    }
    amounts.extend(scaled);
    amounts.iter().map(Decimal::normalize).collect()
}
