//! What a form says, by subject and role: what the figures of its report are held against.

use rust_decimal::Decimal;

use super::figure::figures;
use super::text::tidy;
use crate::base::number::{Rounding, RoundingMode, explained_by_rounding, sum};
use crate::model::{
    Content, Evaluation, Figure, Filing, Funding, ListedProject, Located, Measure, ProjectList,
    Quantity, Statement,
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

/// Which of the figures of its subject it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// 年初预算数
    Initial,
    /// 年中调整数
    Change,
    /// 全年预算数
    Adjusted,
    /// 全年执行数
    Executed,
    /// 执行率
    Rate,
    /// 预算调整率
    AdjustmentRate,
    /// 年度指标值
    Target,
    /// 年中监控值
    Midyear,
    /// 实际完成值
    Actual,
    /// 完成率
    Completion,
    /// 分值
    Points,
    /// 得分
    Score,
    /// 总分
    Total,
    /// 个数
    Count,
}

/// One figure of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// What it is about.
    pub subject: Subject,
    /// Which of its figures it is.
    pub role: Role,
    /// The amounts it may be printed as, in 万元, percent, points or pieces.
    pub amounts: Vec<Decimal>,
    /// As it stands on the form.
    pub shown: String,
}

impl Known {
    /// Whether a figure printed to some places of so much is this one, rounded or cut.
    #[must_use]
    pub fn is(&self, printed: Decimal, last_digit: Decimal) -> bool {
        self.amounts.iter().any(|own| {
            let places = last_digit.normalize().scale();
            let coarse =
                last_digit >= Decimal::ONE && (*own - printed).abs() * Decimal::TWO <= last_digit;
            *own == printed
                || coarse && last_digit > Decimal::ONE
                || explained_by_rounding(printed, *own, places)
        })
    }
}

/// Everything that the forms of a unit say.
#[derive(Debug, Clone, Default)]
pub struct Knowledge {
    /// Its figures.
    pub known: Vec<Known>,
    /// 评价年度
    pub year: Option<i32>,
    /// Whether it is about a project.
    pub of_project: bool,
    /// Sentences with digits in the unit's own words, each with what it is called.
    pub prose: Vec<(&'static str, String)>,
}

impl Knowledge {
    /// What a form says that the report is about.
    #[must_use]
    pub fn of(filing: &Filing, evaluation: &Evaluation, list: Option<&ProjectList>) -> Self {
        let mut all = Self {
            known: Vec::new(),
            year: filing.year.as_ref().map(|year| year.value),
            of_project: filing.project.is_some(),
            prose: prose(filing),
        };
        if let Some(funding) = &filing.funding {
            all.funding(&Subject::Whole, funding, evaluation);
        }
        all.indicators(filing, evaluation);
        all.total(filing, evaluation);
        if let Some(list) = list {
            all.projects(list, filing.funding.as_ref());
        }
        all
    }

    /// Adds the money of a project that has a form of its own.
    pub fn add_project(&mut self, filing: &Filing, evaluation: &Evaluation) {
        if let (Some(name), Some(funding)) = (&filing.project, &filing.funding) {
            let subject = Subject::Project(tidy(&name.value));
            self.funding(&subject, funding, evaluation);
        }
    }

    /// The figures of a subject in a role.
    pub fn find(&self, subject: &Subject, role: Role) -> impl Iterator<Item = &Known> {
        let known = self.known.iter();
        known.filter(move |known| known.subject == *subject && known.role == role)
    }

    fn put(&mut self, subject: &Subject, role: Role, amounts: Vec<Decimal>, shown: String) {
        if !amounts.is_empty() {
            self.known.push(Known {
                subject: subject.clone(),
                role,
                amounts,
                shown,
            });
        }
    }

    fn money(
        &mut self,
        subject: &Subject,
        role: Role,
        measure: Option<Measure>,
        figure: Option<&Figure>,
    ) {
        let amount = figure.and_then(|figure| Measure::in_ten_thousands(measure, figure.value));
        let shown = figure.map_or(String::new(), |figure| {
            let label = measure.unwrap_or(Measure::TenThousandYuan).label();
            format!("{}{label}", figure.value.normalize())
        });
        self.put(subject, role, amount.into_iter().collect(), shown);
    }

    fn rate(&mut self, subject: &Subject, role: Role, rates: &[Option<Decimal>]) {
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
            role,
            percents,
            shown.map_or(String::new(), |shown| format!("{shown}%")),
        );
    }

    fn funding(&mut self, subject: &Subject, funding: &Funding, evaluation: &Evaluation) {
        let measure = funding.measure;
        let mut put = |role, figure: Option<&Figure>| self.money(subject, role, measure, figure);
        put(Role::Initial, funding.initial.as_ref());
        put(Role::Adjusted, funding.budget());
        put(Role::Executed, funding.executed.as_ref());
        put(Role::Change, funding.change.as_ref());
        let value = |figure: &Option<Figure>| figure.as_ref().map(|figure| figure.value);
        let change = value(&funding.adjusted).zip(value(&funding.initial));
        let change = change.and_then(|(adjusted, initial)| adjusted.checked_sub(initial));
        let change = change.and_then(|change| Measure::in_ten_thousands(measure, change.abs()));
        let shown = change.map_or(String::new(), |change| {
            format!("{}万元", change.normalize())
        });
        self.put(subject, Role::Change, change.into_iter().collect(), shown);
        let exact = funding.execution_rate().and_then(|rate| rate.value());
        let rates = [value(&funding.rate), exact, evaluation.execution.rate];
        self.rate(subject, Role::Rate, &rates);
        if *subject == Subject::Whole {
            self.rate(
                subject,
                Role::AdjustmentRate,
                &[
                    evaluation.execution.adjustment_rate,
                    evaluation.execution.adjustment_rate.map(|rate| rate.abs()),
                ],
            );
            let scores = [value(&funding.reported), evaluation.execution.score];
            self.points(subject, Role::Score, &scores);
            self.points(
                subject,
                Role::Points,
                &[value(&funding.points), evaluation.execution.points],
            );
            for line in &funding.lines {
                let label = Subject::Line(tidy(&line.label));
                let mut put =
                    |role, figure: Option<&Figure>| self.money(&label, role, measure, figure);
                put(Role::Initial, line.initial.as_ref());
                put(Role::Change, line.change.as_ref());
                put(Role::Adjusted, line.adjusted.as_ref());
                put(Role::Executed, line.executed.as_ref());
                let budget = value(&line.adjusted).or(value(&line.initial));
                let exact = budget
                    .filter(|b| *b > Decimal::ZERO)
                    .zip(value(&line.executed));
                let exact = exact.and_then(|(budget, executed)| executed.checked_div(budget));
                self.rate(&label, Role::Rate, &[value(&line.rate), exact]);
            }
        }
    }

    fn points(&mut self, subject: &Subject, role: Role, scores: &[Option<Decimal>]) {
        let scores: Vec<Decimal> = scores.iter().flatten().copied().collect();
        let shown = scores
            .first()
            .map_or(String::new(), |score| format!("{}分", score.normalize()));
        self.put(subject, role, scores, shown);
    }

    fn indicators(&mut self, filing: &Filing, evaluation: &Evaluation) {
        let results = evaluation
            .indicators
            .iter()
            .map(Some)
            .chain(std::iter::repeat(None));
        for (row, result) in filing.indicators.iter().zip(results) {
            let subject = Subject::Indicator(tidy(&row.name));
            self.stated(&subject, Role::Target, row.target.as_ref());
            self.stated(&subject, Role::Target, row.initial_target.as_deref());
            self.stated(&subject, Role::Midyear, row.midyear.as_deref());
            self.stated(&subject, Role::Actual, row.stated_actual());
            let value = |figure: &Option<Figure>| figure.as_ref().map(|figure| figure.value);
            let completion = row.completion.as_ref().map(|cell| cell.value);
            let own = result.and_then(|result| result.completion_rate);
            self.rate(&subject, Role::Completion, &[completion, own]);
            self.points(&subject, Role::Points, &[value(&row.points)]);
            let score = result.and_then(|result| result.score);
            self.points(&subject, Role::Score, &[value(&row.reported), score]);
        }
    }

    fn stated(&mut self, subject: &Subject, role: Role, cell: Option<&Located<Statement>>) {
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
        // Words and dates are held against the report letter by letter.
        self.known.push(Known {
            subject: subject.clone(),
            role,
            amounts,
            shown,
        });
    }

    fn total(&mut self, filing: &Filing, evaluation: &Evaluation) {
        let filed = filing.reported_total.as_ref().map(|figure| figure.value);
        let own = [filed, evaluation.total, evaluation.own_total()];
        self.points(&Subject::Whole, Role::Total, &own);
    }

    fn projects(&mut self, list: &ProjectList, funding: Option<&Funding>) {
        let measure = funding.and_then(|funding| funding.measure);
        for project in &list.projects {
            let subject = Subject::Project(tidy(&project.name));
            self.money(&subject, Role::Adjusted, measure, project.adjusted.as_ref());
            self.money(&subject, Role::Executed, measure, project.executed.as_ref());
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
                let lines = funding.filter(|_| group.is_none())?;
                let line = lines
                    .lines
                    .iter()
                    .find(|line| line.label.contains("项目支出"))?;
                Measure::in_ten_thousands(measure, figure(line)?.value)
            };
            let count = Decimal::from(own.len());
            self.put(&subject, Role::Count, vec![count], format!("{count}个"));
            for (role, sum, line) in [
                (
                    Role::Adjusted,
                    total(|p| p.adjusted.as_ref()),
                    line(|l| l.adjusted.as_ref()),
                ),
                (
                    Role::Executed,
                    total(|p| p.executed.as_ref()),
                    line(|l| l.executed.as_ref()),
                ),
            ] {
                let amounts: Vec<Decimal> = [sum, line].into_iter().flatten().collect();
                let shown = amounts.first().map_or(String::new(), |amount| {
                    format!("{}万元", amount.normalize())
                });
                self.put(&subject, role, amounts, shown);
            }
        }
    }
}

/// 年度目标 and 偏差原因, line by line, as far as they are long enough to be known again.
fn prose(filing: &Filing) -> Vec<(&'static str, String)> {
    let goal = filing.goal.iter().map(|goal| ("年度目标", &goal.value));
    let reasons = filing
        .indicators
        .iter()
        .filter_map(|row| row.reason.as_deref());
    let reasons = reasons.map(|reason| ("偏差原因", &reason.value));
    let lines = goal.chain(reasons).flat_map(|(name, words)| {
        let lines = words
            .lines()
            .map(|line| tidy(line.trim_end_matches(['。', '；'])));
        lines.map(move |line| (name, line))
    });
    let known =
        |line: &str| line.chars().count() >= 8 && line.contains(|c: char| c.is_ascii_digit());
    lines.filter(|(_, line)| known(line)).collect()
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
