//! A stored form read back: as the row used to compare years, and as a filing with everything needed to evaluate it
//! again under any rules.

use ecow::EcoString;
use rust_decimal::Decimal;

use super::form::{Form, Indicator, Reading};
use super::funding::{FundPart, Funding};
use super::row::{EXECUTION, Row};
use crate::form::target;
use crate::model::{
    self, CellRef, Content, Figure, Filing, FormHead, FundingLine, Gap, Gaps, Located, Measure,
    Stage, Statement, Unit,
};

impl Form {
    /// Its results, as the form at `index` among those stored.
    #[must_use]
    pub fn row(&self, index: usize) -> Row {
        let funding = &self.funding;
        let total = self.own_total.or(self.recomputed_total);
        let amount = |typed: Option<Decimal>| Measure::in_ten_thousands(funding.measure, typed?);
        let mut row = Row {
            form: index,
            kind: self.kind,
            code: self.unit.code.clone(),
            name: self.unit.name.clone(),
            project: self.project.clone(),
            // A form that is not ranked has a total that does not count.
            total: total.filter(|_| self.rank.is_some()),
            grade: self.grade.clone(),
            rank: self.rank,
            execution_rate: funding.execution_rate,
            adjustment_rate: funding.adjustment_rate,
            amounts: [funding.initial, funding.adjusted, funding.executed].map(amount),
            groups: Vec::new(),
        };
        row.earn(
            Some(EXECUTION),
            funding.own_recomputed.or(funding.recomputed),
        );
        for indicator in &self.indicators {
            let own = indicator.own_recomputed.or(indicator.recomputed);
            row.earn(indicator.level1.as_deref(), own);
        }
        row
    }

    /// The filing, without its cells.
    #[must_use]
    pub fn filing(mut self) -> Filing {
        let parts = self.funding.parts();
        let head = FormHead {
            file: self.file,
            sheet: self.sheet,
            kind: self.kind,
            stage: Stage::SelfEvaluation,
            unit: Unit {
                code: self.unit.code,
                code_cell: None,
                name: text(self.unit.name),
                group: self.unit.group,
            },
            department: text(self.department).map(Box::new),
            project: text(self.project).map(Box::new),
            year: self.year.map(|year| Located::new(year, NOWHERE, "")),
            goal: None,
            funding: self.funding.filed(),
            groups: Vec::new(),
            reported_total: figure(self.reported_total),
            stated_points: None,
            reported_grade: None,
        };
        Filing {
            head,
            parts,
            indicators: self.indicators.into_iter().map(Indicator::filed).collect(),
        }
    }
}

impl Funding {
    /// The parts of the money block.
    fn parts(&mut self) -> Vec<FundingLine> {
        let lines = std::mem::take(&mut self.lines).into_iter();
        let part = |line: FundPart| FundingLine {
            label: line.label,
            within: true,
            cell: NOWHERE,
            initial: figure(line.initial),
            change: None,
            adjusted: figure(line.adjusted),
            executed: figure(line.executed),
            rate: None,
        };
        lines.map(part).collect()
    }

    /// The money block, where the form has one.
    fn filed(self) -> Option<model::Funding> {
        self.cell.as_ref()?;
        let missing = Some(Gap::Unreadable(NOWHERE));
        let gaps = self.amount_missing.then_some(Gaps {
            initial: None,
            adjusted: missing.filter(|_| self.adjusted.is_none()),
            executed: missing.filter(|_| self.executed.is_none()),
        });
        Some(model::Funding {
            measure: self.measure,
            initial: figure(self.initial),
            adjusted: figure(self.adjusted),
            executed: figure(self.executed),
            gaps: gaps.unwrap_or_default(),
            rate: figure(self.printed_rate),
            points: figure(self.points),
            reported: figure(self.reported),
            ..model::Funding::default()
        })
    }
}

impl Indicator {
    fn filed(self) -> model::Indicator {
        model::Indicator {
            level1: self.level1,
            level2: self.level2,
            points: figure(self.points),
            name: self.name,
            cell: NOWHERE,
            target: statement(self.target, self.target_read),
            initial_target: None,
            midyear: statement(self.midyear, None).map(Box::new),
            forecast: None,
            // A form with a total has the column; null is a blank cell of it.
            actual: statement(self.actual, self.actual_read).or_else(|| {
                Some(Located::new(
                    Content::Blank.into(),
                    NOWHERE,
                    EcoString::new(),
                ))
            }),
            completion: figure(self.printed_completion).map(Box::new),
            reported: figure(self.reported),
            criterion: text(self.criterion).map(Box::new),
            reason: text(self.reason).map(Box::new),
            goal: self.goal,
        }
    }
}

/// Cells are not stored.
const NOWHERE: CellRef = CellRef::new(0, 0);

fn figure(value: Option<Decimal>) -> Option<Figure> {
    value.map(|value| Figure::new(value, NOWHERE, ""))
}

fn text(value: Option<EcoString>) -> Option<Located<EcoString>> {
    value.map(|value| Located::new(value.clone(), NOWHERE, value))
}

fn statement(typed: Option<EcoString>, read: Option<Reading>) -> Option<Located<Statement>> {
    let typed = typed?;
    let statement = read.map_or_else(|| target::parse(&typed), Reading::statement);
    Some(Located::new(statement, NOWHERE, typed))
}
