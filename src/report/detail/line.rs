//! What a row of the details holds, of either stage of the year.

use rust_decimal::Decimal;

use crate::base::lang::{Lang, Text};
use crate::base::number::Rate;
use crate::model::{
    Advance, CellRef, Correction, Figure, Funding, Indicator, IndicatorResult, Located, MethodKind,
    Pace, Progress, Statement,
};
use crate::report::context::{Context, Form};
use crate::report::value::Value;
use crate::rules::RuleSet;
use crate::rules::monitoring::capped;

/// One row: budget execution of a form, or one of its indicators.
pub(in crate::report) struct DetailRow<'a> {
    pub(super) form: Form<'a>,
    pub(super) indicator: Option<Box<IndicatorLine<'a>>>,
}

/// An indicator with its result at its stage of the year.
pub(super) struct IndicatorLine<'a> {
    indicator: Indicator,
    result: Option<IndicatorResult>,
    advance: Option<&'a Advance>,
}

/// Budget execution first, then the indicators in the form's order; the rows of a form are one block.
pub(in crate::report) fn lines(form: Form<'_>) -> impl Iterator<Item = (usize, DetailRow<'_>)> {
    let progress = form.form.progress.as_deref();
    let advances = progress.map_or(&[][..], |p| &p.indicators);
    let advances = advances.iter().map(Some).chain(std::iter::repeat(None));
    let indicators = form.form.indicators().zip(advances);
    let indicators = indicators.map(move |((indicator, result), advance)| DetailRow {
        form,
        indicator: Some(Box::new(IndicatorLine {
            indicator,
            result,
            advance,
        })),
    });
    let lines = std::iter::once(DetailRow::first(form)).chain(indicators);
    lines.map(move |line| (form.index, line))
}

impl<'a> DetailRow<'a> {
    /// Budget execution.
    pub(super) const fn first(form: Form<'a>) -> Self {
        let indicator = None;
        Self { form, indicator }
    }

    pub(super) fn funding(&self) -> Option<&'a Funding> {
        self.form.form.filing.funding.as_ref()
    }

    pub(super) fn stated(&self) -> Option<&Indicator> {
        self.indicator.as_ref().map(|own| &own.indicator)
    }

    pub(super) fn result(&self) -> Option<&IndicatorResult> {
        self.indicator.as_ref()?.result.as_ref()
    }

    pub(super) fn advance(&self) -> Option<&'a Advance> {
        self.indicator.as_ref()?.advance
    }

    pub(super) fn progress(&self) -> Option<&'a Progress> {
        self.form.form.progress.as_deref()
    }

    pub(super) fn pace(&self) -> Option<Pace> {
        self.progress()?.pace.ok()
    }

    /// Cells of the row that were corrected by decisions.
    pub(super) fn corrections(&self) -> impl Iterator<Item = &'a Correction> + use<'a> {
        let row = match self.stated() {
            None => self.funding().map(|funding| funding.cell.row),
            Some(indicator) => Some(indicator.cell.row),
        };
        let form = self.form.form;
        let own = form.corrections().filter(|c| c.is_on(&form.filing.sheet));
        own.filter(move |correction| Some(correction.cell.row) == row)
    }

    /// The filed content of a cell of the money block or of the indicator.
    pub(super) fn typed(
        &self,
        money: fn(&Funding) -> Option<&Figure>,
        statement: fn(&Indicator) -> Option<&Located<Statement>>,
    ) -> Value<'a> {
        match self.stated() {
            None => self.funding().and_then(money).map(|f| &*f.typed).into(),
            Some(indicator) => statement(indicator).map(|s| &s.typed).into(),
        }
    }

    /// A number of the money block or of the indicator.
    pub(super) fn filed(
        &self,
        money: fn(&Funding) -> Option<&Figure>,
        indicator: fn(&Indicator) -> Option<&Figure>,
    ) -> Option<Decimal> {
        let figure = match self.stated() {
            None => self.funding().and_then(money),
            Some(of) => indicator(of),
        };
        figure.map(|f| f.value)
    }

    /// 一级指标
    pub(in crate::report) fn level1(&self, context: &Context) -> Value<'a> {
        let execution = Text::new("预算执行", "Budget").get(context.lang);
        self.stated()
            .map_or(execution.into(), |i| i.level1.as_ref().into())
    }

    /// 二级指标
    pub(in crate::report) fn level2(&self) -> Value<'a> {
        self.stated().and_then(|i| i.level2.as_ref()).into()
    }

    /// 三级指标
    pub(in crate::report) fn name(&self, context: &Context) -> Value<'a> {
        let execution = Text::new("预算执行率", "Execution rate").get(context.lang);
        self.stated()
            .map_or(execution.into(), |i| Value::from(&i.name))
    }

    /// 年度指标值, or the adjusted budget, as typed.
    pub(in crate::report) fn target(&self) -> Value<'a> {
        self.typed(|f| f.adjusted.as_ref(), |i| i.target.as_ref())
    }

    /// 实际完成值, or the amount executed, as typed.
    pub(in crate::report) fn actual(&self) -> Value<'a> {
        self.typed(|f| f.executed.as_ref(), |i| i.stated_actual())
    }

    /// 分值
    pub(in crate::report) fn points(&self) -> Option<Decimal> {
        self.filed(|f| f.points.as_ref(), |i| i.points.as_ref())
    }

    /// 自评得分
    pub(in crate::report) fn reported(&self) -> Option<Decimal> {
        self.filed(|f| f.reported.as_ref(), |i| i.reported.as_ref())
    }

    /// 复算得分
    pub(in crate::report) fn score(&self) -> Option<Decimal> {
        match self.indicator {
            None => self.form.form.evaluation.execution.score,
            Some(_) => self.result()?.score,
        }
    }

    /// 评分方法
    pub(in crate::report) fn method(&self) -> Option<MethodKind> {
        match self.indicator {
            None => Some(MethodKind::BudgetUtilisation),
            Some(_) => Some(self.result()?.method),
        }
    }

    /// 计分依据 in words.
    pub(in crate::report) fn basis(&self, lang: Lang) -> Option<String> {
        let basis = match self.indicator {
            None => self.form.form.evaluation.execution.basis,
            Some(_) => self.result()?.basis,
        };
        Some(basis.wording(lang))
    }

    /// 执行率, or the completion of the indicator by mid-year.
    pub(super) fn completion(&self) -> Option<Decimal> {
        match self.indicator {
            None => Some(self.pace()?.rate),
            Some(_) => self.advance()?.completion,
        }
    }

    /// The part that counts: 相对序时进度 or completion, within 0 to 1.
    pub(super) fn counted(&self) -> Option<Decimal> {
        match self.indicator {
            None => Some(capped(self.pace()?.relative)),
            Some(_) => self.advance()?.share,
        }
    }

    /// 相对序时进度 from the rate as it is shown, within 0 to 1.
    pub(super) fn printed_share(&self, month: u32) -> Option<Decimal> {
        let year = self.completion()?.checked_mul(Decimal::from(12))?;
        let relative = Rate::new(year, Decimal::from(month))?;
        relative.rounded(RuleSet::FOUR_PLACES).map(capped)
    }

    /// How the completion by mid-year was found, or why the indicator does not count.
    pub(super) fn measured_by(&self) -> Option<Text> {
        let midyear = &self.stated()?.midyear;
        let method = self.advance().and_then(|a| a.method);
        Some(method.map_or(
            match midyear {
                Some(_) => Text::new("不能计量，未计入", "not measurable, left out"),
                None => Text::new("没有年中值，未计入", "no value, left out"),
            },
            MethodKind::title,
        ))
    }

    /// The cell of the self-score, or of the name where there is none.
    pub(super) fn score_cell(&self) -> Option<CellRef> {
        match self.stated() {
            None => self.funding().map(Funding::score_cell),
            Some(indicator) => Some(indicator.score_cell()),
        }
    }

    /// The cell of the mid-year value or of the amount executed, or of the name where there is none.
    pub(super) fn midyear_cell(&self) -> Option<CellRef> {
        match self.stated() {
            None => {
                let funding = self.funding()?;
                Some(funding.executed.as_ref().map_or(funding.cell, |e| e.cell))
            }
            Some(own) => Some(own.midyear.as_ref().map_or(own.cell, |m| m.cell)),
        }
    }
}
