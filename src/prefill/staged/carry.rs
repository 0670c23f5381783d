//! One form taken over into the next: funds, goal, indicators, mid-year values.

use ecow::EcoString;
use rust_decimal::Decimal;

use super::super::earlier::{agreed, beside_sign, method, stated};
use super::super::weights;
use super::fault;
use crate::base::lang::{Message, message};
use crate::blank::{FundRow, IndicatorRow, Prefill};
use crate::finding::Field;
use crate::form::labels::{FundRow as FundRole, IndicatorColumn as C, Labels, fold};
use crate::model::{
    CellRef, Content, Fault, Figure, Indicator, Kind, Located, Measure, PackedFiling, Statement,
};
use crate::rules::RuleSet;
use crate::run::Assessed;

/// A filed form while it is taken over.
pub(super) struct CarryOver<'a> {
    form: &'a Assessed,
    labels: &'a Labels,
    pub(super) left: Vec<Fault>,
}

impl<'a> CarryOver<'a> {
    pub(super) const fn new(form: &'a Assessed, labels: &'a Labels) -> Self {
        let left = Vec::new();
        Self { form, labels, left }
    }

    const fn filing(&self) -> &'a PackedFiling {
        &self.form.filing
    }

    fn leave(&mut self, cell: CellRef, message: Message) {
        self.left.push(fault(self.filing(), Some(cell), message));
    }

    /// What the goals fix: names, initial budget, goal, indicators with targets and weights.
    pub(super) fn goals(&mut self, rules: &RuleSet) -> Prefill {
        let filing = self.filing();
        let text = |located: Option<&Located<EcoString>>| located.map(|l| l.value.to_string());
        let funds = self.funds();
        let filed = filing.indicators.open();
        let mut indicators: Vec<_> = filed.iter().map(|i| self.indicator(i)).collect();
        if let Some(problem) = weights::settle(&mut indicators, rules) {
            let weight = filed.iter().find_map(|i| i.points.as_ref());
            self.leave(weight.map(|w| w.cell).unwrap_or_default(), problem);
        }
        Prefill {
            unit: text(filing.unit.name.as_ref()),
            code: filing.unit.code.as_ref().map(ToString::to_string),
            group: filing.unit.group.as_ref().map(ToString::to_string),
            department: text(filing.department.as_deref()).filter(|_| filing.kind == Kind::Project),
            project: text(filing.project.as_deref()),
            funds,
            goal: text(filing.goal.as_ref()),
            indicators,
            ..Prefill::default()
        }
    }

    /// The initial budget of the total row and its parts, in 万元.
    fn funds(&mut self) -> Vec<FundRow> {
        let Some(funding) = &self.filing().funding else {
            return Vec::new();
        };
        let lines = self.filing().parts.open();
        let stated = funding.initial.is_some() || lines.iter().any(|l| l.initial.is_some());
        if stated && !self.form.is_believed() {
            self.leave(funding.cell, implausible());
            return Vec::new();
        }
        let amount = |figure: &Option<Figure>| {
            Measure::in_ten_thousands(funding.measure, figure.as_ref()?.value)
        };
        let row = |label: &str, initial: Option<Decimal>| FundRow {
            label: label.to_owned(),
            initial,
            ..FundRow::default()
        };
        let total = self.labels.fund_rows.canonical(FundRole::Total);
        let total = row(total.unwrap_or_default(), amount(&funding.initial));
        let parts = lines.iter();
        let parts = parts.map(|line| row(&line.label, amount(&line.initial)));
        std::iter::once(total)
            .chain(parts)
            .filter(|row| row.initial.is_some())
            .collect()
    }

    fn indicator(&mut self, indicator: &Indicator) -> IndicatorRow {
        let target = indicator.target.as_ref();
        let stated = self.value(Field::Target, target);
        if let Some(criterion) = indicator
            .criterion
            .as_ref()
            .filter(|_| method(indicator).is_none())
        {
            self.leave(criterion.cell, unknown_method(&criterion.value));
        }
        agreed(indicator, beside_sign(target.map(|t| &t.value), stated))
    }

    /// Value and measure separately; what cannot be read is reported and left blank.
    fn value(
        &mut self,
        field: Field,
        statement: Option<&Located<Statement>>,
    ) -> (Option<String>, Option<String>) {
        if let Some((at, shown)) = statement.and_then(|s| Some((s.cell, s.value.content.unread()?)))
        {
            self.leave(at, unreadable(field, shown));
            return (None, None);
        }
        match statement.map(|s| (&s.value.content, s)) {
            Some((Content::Date(_), dated)) => (Some(undirected(dated)), None),
            _ => stated(statement.map(|s| &s.value)),
        }
    }

    /// Takes the mid-year values of a monitoring form over into the rows of the goals.
    pub(super) fn midyear(&mut self, prefill: &mut Prefill, watched: &'a Assessed, apart: bool) {
        let base = std::mem::replace(&mut self.form, watched);
        let mut missing: Vec<String> = Vec::new();
        let indicators = watched.filing.indicators.open();
        let mut taken = vec![false; indicators.len()];
        for row in &mut prefill.indicators {
            match find(&indicators, row, &taken) {
                Some((at, indicator)) => {
                    if let Some(taken) = taken.get_mut(at) {
                        *taken = true;
                    }
                    row.set(C::Midyear, self.so_far(indicator, row));
                }
                None => missing.push(row.name().to_owned()),
            }
        }
        let strangers = indicators.iter().zip(taken);
        let strangers = strangers.filter(|(_, taken)| !taken);
        let strangers: Vec<&Indicator> = strangers.map(|(indicator, _)| indicator).collect();
        for indicator in strangers {
            self.leave(indicator.cell, stranger(&indicator.name));
        }
        if apart && !missing.is_empty() {
            let cell = indicators.first().map(|i| i.cell);
            self.leave(cell.unwrap_or_default(), unwatched(&missing));
        }
        self.form = base;
    }

    /// A mid-year value as it is typed beside the measure of its row.
    fn so_far(&mut self, indicator: &Indicator, row: &IndicatorRow) -> Option<String> {
        let midyear = indicator.midyear.as_ref()?;
        let (value, measure) = self.value(Field::Midyear, Some(midyear));
        match (measure.as_deref(), row.text(C::Measure)) {
            (None, _) => value,
            (own, of_row) if own == of_row => value,
            // 1.2万亩 beside a target in 亩 keeps its own measure.
            _ => Some(midyear.typed.to_string()),
        }
    }
}

/// The indicator of a monitoring form that a row of the goals is: by level and name, else by name alone.
fn find<'i>(
    indicators: &'i [Indicator],
    row: &IndicatorRow,
    taken: &[bool],
) -> Option<(usize, &'i Indicator)> {
    let free = |at: &usize| taken.get(*at).is_some_and(|taken| !taken);
    let named = || {
        let all = indicators.iter().enumerate();
        all.filter(|(at, i)| free(at) && fold(&i.name) == fold(row.name()))
    };
    let exact = named().find(|(_, i)| i.level2.as_deref() == row.text(C::Level2));
    exact.or_else(|| named().next())
}

/// A day as typed, without the sign that has a column of its own.
fn undirected(dated: &Located<Statement>) -> String {
    let sign = ['≥', '≤', '>', '<', '=', '＞', '＜', '＝', ' '];
    dated.typed.trim_start_matches(sign).to_owned()
}

fn implausible() -> Message {
    Message::new(
        "金额单位可疑，年初预算数没有带入。请核对金额单位，在新表中填写。",
        "The unit of money is implausible, so the initial budget was not carried over. Check it and fill it in on the new form.",
    )
}

fn unreadable(field: Field, typed: &str) -> Message {
    let name = field.name();
    Message::new(
        format!(
            "{}“{typed}”不能识别，没有带入，新表中这一格留空可填。",
            name.zh
        ),
        format!(
            "The {} '{typed}' cannot be read and was not carried over; its cell on the new form is open.",
            name.en
        ),
    )
}

fn unknown_method(typed: &str) -> Message {
    let words: String = typed.chars().take(30).collect();
    message!(
        "评分标准“{words}”不是列表中的评分方法，没有带入；需要时在新表的“评分方法”栏选择。",
        "The criterion '{words}' is no method of the list and was not carried over; choose one on the new form where needed."
    )
}

fn stranger(name: &str) -> Message {
    message!(
        "监控表中的指标“{name}”不在目标申报表中，没有带入。指标有调整的，请先改目标申报表。",
        "The indicator '{name}' is not on the goal form and was not carried over. Where indicators were changed, mend the goal form first."
    )
}

fn unwatched(names: &[String]) -> Message {
    let names = names.join("、");
    message!(
        "监控表中没有目标申报表的指标：{names}。这些指标的年中值留空可填。",
        "The monitoring form lacks indicators of the goal form: {names}. Their mid-year values are left open."
    )
}
