//! 指标明细、监控明细: every figure of every form, with its cell.

use rust_decimal::Decimal;

use super::Scope;
use super::column::{self, RowType, Style};
use super::context::{Context, Form};
use super::directory::Home;
use super::progress::rule;
use super::row::part_name;
use super::sheet::{Items, Plan, Table};
use super::sources;
use super::standing::difference;
use super::value::Value;
use crate::base::lang::{Lang, Text};
use crate::base::number::Rate;
use crate::model::{
    CellRef, Figure, Funding, FundingLine, Indicator, IndicatorResult, Kind, Located, MethodKind,
    Packed, Statement,
};
use crate::progress::{Advance, Pace, Progress, capped};
use crate::rules::RuleSet;

/// One row: budget execution of a form, or one of its indicators.
pub(super) struct Line<'a> {
    form: Form<'a>,
    indicator: Option<Box<Stated<'a>>>,
}

/// An indicator with what came of it at its stage of the year.
struct Stated<'a> {
    indicator: Indicator,
    result: Option<IndicatorResult>,
    advance: Option<&'a Advance>,
}

/// The money block of a form that was read.
type Money = Funding<Packed<FundingLine>>;

impl RowType for Line<'static> {
    type Row<'a> = Line<'a>;
}

type Column = column::Column<Line<'static>>;

/// Every indicator of every form, in as many sheets as it takes.
const DETAILS: Plan = Plan {
    home: Some(Home::Details),
    frozen: 1,
    screen_only: |_| 3,
    parts: Some(|context| context.detail_parts()),
    count: Some(|context, part| context.detail_rows(part)),
    ..Plan::LIST
};

/// 指标明细
pub(super) static SHEET: Table<Line<'static>> = Table {
    plan: Plan {
        name: Text::new("指标明细", "Indicators"),
        title: Text::new("绩效自评指标复算明细", "Indicators recomputed"),
        headline: with_parts,
        ..DETAILS
    },
    columns: &[&[
        UNIT.wide(20).growing(36),
        PROJECT
            .wide(20)
            .shown(|context| context.assessment.of_kind(Kind::Project).next().is_some()),
        LEVEL1,
        LEVEL2,
        NAME,
        Column::words("年度指标值", "Target", 14, |line, _| line.target()),
        Column::words("年中监控值", "Mid-year", 10, |line, _| {
            line.typed(|_| None, |i| i.midyear.as_deref())
        }),
        Column::words("实际完成值", "Actual", 14, |line, _| line.actual()),
        Column::rate("自报完成率", "Completion as filed", 10, |line, _| {
            line.filed(|f| f.rate.as_ref(), |i| i.completion.as_deref())
                .into()
        }),
        Column::rate(
            "复算完成率",
            "Completion recomputed",
            10,
            |line, _| match &line.indicator {
                None => line.form.form.evaluation.execution.rate.into(),
                Some(_) => line.result().and_then(|r| r.completion_rate).into(),
            },
        ),
        Column::words("评分方法", "Method", 12, |line, context| {
            line.method().map(|m| m.title().get(context.lang)).into()
        }),
        Column::score("分值", "Weight", 7, |line, _| line.points().into()),
        Column::score("自评得分", "Self-score", 7, |line, _| {
            line.reported().into()
        }),
        Column::score("复算得分", "Recomputed score", 7, |line, _| {
            line.score().into()
        }),
        Column::of(Style::Difference, "差异", "Difference", 7, |line, _| {
            difference(line.score(), line.reported()).into()
        })
        .formula("ROUND({复算得分}-{自评得分},{#})"),
        Column::words("计分依据", "Basis", 20, |line, context| {
            line.basis(context.lang).into()
        }),
        REASON,
        FILE,
        TAB,
        CELL,
    ]],
    items: Items::From {
        rows: |context, part, first| Box::new(context.lines_from(part, first, lines)),
        // Only the names of units grow, which are the same in every row of a form.
        longest: Some(|context| Box::new(context.forms_of_part(0).map(Line::first))),
    },
};

/// 监控明细
pub(super) static AT_MIDYEAR: Table<Line<'static>> = Table {
    plan: Plan {
        name: Text::new("监控明细", "Indicators"),
        title: Text::new("绩效运行监控指标明细", "Indicators at mid-year"),
        books: &[Scope::Monitoring],
        ..DETAILS
    },
    columns: &[&[
        UNIT,
        PROJECT.shown(|context| {
            let mut forms = context.assessment.forms.iter();
            forms.any(|f| f.filing.project.is_some())
        }),
        LEVEL1,
        LEVEL2.wide(19),
        NAME.wide(26),
        Column::words("年度指标值", "Target", 13, |line, _| {
            line.typed(
                |f| f.adjusted.as_ref().or(f.initial.as_ref()),
                |i| i.target.as_ref(),
            )
        }),
        Column::words("年中值", "By mid-year", 13, |line, _| {
            line.typed(|f| f.executed.as_ref(), |i| i.midyear.as_deref())
        }),
        Column::words("全年预计", "Forecast", 13, |line, _| {
            line.typed(|f| f.forecast.as_deref(), |i| i.forecast.as_deref())
        }),
        Column::rate("完成率", "Completion", 10, |line, _| {
            line.completion().into()
        }),
        Column::rate("计入进度", "Counted", 10, |line, _| {
            line.counted().into()
        })
        .formula_by(|line, context, _| {
            if line.indicator.is_some() {
                return Some("MAX(0,MIN(1,{完成率}))".to_owned());
            }
            let month = rule(context)?.month;
            (line.from_printed(month) == line.counted())
                .then(|| format!("MAX(0,MIN(1,ROUND({{完成率}}*12/{month},4)))"))
        }),
        Column::score("分值", "Weight", 8, |line, _| match &line.indicator {
            None => line.progress().map(|p| p.execution_points).into(),
            Some(_) => line.advance().and_then(|a| a.points).into(),
        }),
        Column::words("计算方法", "Method", 14, |line, context| {
            line.measured_by().map(|text| text.get(context.lang)).into()
        }),
        REASON.wide(30).growing(50),
        FILE.wide(44),
        TAB,
        CELL,
    ]],
    items: Items::From {
        rows: |context, part, first| Box::new(context.lines_from(part, first, lines)),
        longest: None,
    },
};

const UNIT: Column = Column::words("单位", "Unit", 22, |line, context| {
    // In the first row of a ranked form it leads back to the ranking.
    let (form, kind) = (line.form.form, line.form.form.filing.kind);
    let anchor = context.rank_anchor(line.form.index, kind);
    Value::linked(
        form.unit_name(),
        anchor.filter(|_| line.indicator.is_none()),
    )
});

const PROJECT: Column = Column::words("项目", "Project", 16, |line, _| {
    let project = line.form.form.filing.project.as_ref();
    project.map(|p| &*p.value).into()
});

const LEVEL1: Column = Column::words("一级指标", "Level 1", 11, |line, context| {
    line.level1(context)
});

const LEVEL2: Column = Column::words("二级指标", "Level 2", 15, |line, _| line.level2());

const NAME: Column = Column::words("三级指标", "Indicator", 30, |line, context| {
    line.name(context)
});

const REASON: Column = Column::words(
    "偏差原因及改进措施",
    "Reason for deviation",
    36,
    |line, _| {
        let reason = line.stated().and_then(|i| i.reason.as_ref());
        reason.map(|r| &r.value).into()
    },
);

const FILE: Column = Column::text("来源文件", "Source file", 56, |line, _| {
    line.form.form.filing.file.as_ref().into()
});

const TAB: Column = Column::text("工作表", "Sheet", 14, |line, _| {
    line.form.form.filing.sheet.as_ref().into()
});

const CELL: Column = Column::rank("单元格", "Cell", 7, |line, context| {
    let cell = match context.scope {
        Scope::Monitoring => line.midyear_cell(),
        Scope::Whole | Scope::Comparison => line.score_cell(),
    };
    let filing = &line.form.form.filing;
    cell.map(|cell| sources::cell(filing, cell, context)).into()
});

/// The headline, saying on how many sheets the rows stand.
fn with_parts(context: &Context, title: Text) -> String {
    let title = context.headline(title);
    let parts = context.detail_parts();
    let last = part_name(SHEET.plan.name, parts.saturating_sub(1), context.lang);
    match (parts, context.lang) {
        (0 | 1, _) => title,
        (_, Lang::Zh) => format!("{title}（行数较多，分为 {parts} 张，到“{last}”为止）"),
        (_, Lang::En) => format!("{title} ({parts} sheets, up to '{last}')"),
    }
}

/// Budget execution first, then the indicators in the form's order; the rows of a form are one block.
pub(super) fn lines(form: Form<'_>) -> impl Iterator<Item = (usize, Line<'_>)> {
    let progress = form.form.progress.as_deref();
    let advances = progress.map_or(&[][..], |p| &p.indicators);
    let advances = advances.iter().map(Some).chain(std::iter::repeat(None));
    let indicators = form.form.indicators().zip(advances);
    let indicators = indicators.map(move |((indicator, result), advance)| Line {
        form,
        indicator: Some(Box::new(Stated {
            indicator,
            result,
            advance,
        })),
    });
    let lines = std::iter::once(Line::first(form)).chain(indicators);
    lines.map(move |line| (form.index, line))
}

impl<'a> Line<'a> {
    /// Budget execution.
    const fn first(form: Form<'a>) -> Self {
        let indicator = None;
        Self { form, indicator }
    }

    fn funding(&self) -> Option<&'a Money> {
        self.form.form.filing.funding.as_ref()
    }

    fn stated(&self) -> Option<&Indicator> {
        self.indicator.as_ref().map(|own| &own.indicator)
    }

    fn result(&self) -> Option<&IndicatorResult> {
        self.indicator.as_ref()?.result.as_ref()
    }

    fn advance(&self) -> Option<&'a Advance> {
        self.indicator.as_ref()?.advance
    }

    fn progress(&self) -> Option<&'a Progress> {
        self.form.form.progress.as_deref()
    }

    fn pace(&self) -> Option<Pace> {
        self.progress()?.pace.ok()
    }

    /// What stood in a cell of the money block or of the indicator.
    fn typed(
        &self,
        money: fn(&Money) -> Option<&Figure>,
        statement: fn(&Indicator) -> Option<&Located<Statement>>,
    ) -> Value<'a> {
        match self.stated() {
            None => self.funding().and_then(money).map(|f| &*f.typed).into(),
            Some(indicator) => statement(indicator).map(|s| &s.typed).into(),
        }
    }

    /// A number of the money block or of the indicator.
    fn filed(
        &self,
        money: fn(&Money) -> Option<&Figure>,
        indicator: fn(&Indicator) -> Option<&Figure>,
    ) -> Option<Decimal> {
        let figure = match self.stated() {
            None => self.funding().and_then(money),
            Some(of) => indicator(of),
        };
        figure.map(|f| f.value)
    }

    /// 一级指标
    pub(super) fn level1(&self, context: &Context) -> Value<'a> {
        let execution = Text::new("预算执行", "Budget").get(context.lang);
        self.stated()
            .map_or(execution.into(), |i| i.level1.as_ref().into())
    }

    /// 二级指标
    pub(super) fn level2(&self) -> Value<'a> {
        self.stated().and_then(|i| i.level2.as_ref()).into()
    }

    /// 三级指标
    pub(super) fn name(&self, context: &Context) -> Value<'a> {
        let execution = Text::new("预算执行率", "Execution rate").get(context.lang);
        self.stated()
            .map_or(execution.into(), |i| Value::from(&i.name))
    }

    /// 年度指标值, or the adjusted budget, as typed.
    pub(super) fn target(&self) -> Value<'a> {
        self.typed(|f| f.adjusted.as_ref(), |i| i.target.as_ref())
    }

    /// 实际完成值, or the amount executed, as typed.
    pub(super) fn actual(&self) -> Value<'a> {
        self.typed(|f| f.executed.as_ref(), |i| i.actual.as_ref())
    }

    /// 分值
    pub(super) fn points(&self) -> Option<Decimal> {
        self.filed(|f| f.points.as_ref(), |i| i.points.as_ref())
    }

    /// 自评得分
    pub(super) fn reported(&self) -> Option<Decimal> {
        self.filed(|f| f.reported.as_ref(), |i| i.reported.as_ref())
    }

    /// 复算得分
    pub(super) fn score(&self) -> Option<Decimal> {
        match self.indicator {
            None => self.form.form.evaluation.execution.score,
            Some(_) => self.result()?.score,
        }
    }

    /// 评分方法
    pub(super) fn method(&self) -> Option<MethodKind> {
        match self.indicator {
            None => Some(MethodKind::BudgetUtilisation),
            Some(_) => Some(self.result()?.method),
        }
    }

    /// 计分依据 in words.
    pub(super) fn basis(&self, lang: Lang) -> Option<String> {
        let basis = match self.indicator {
            None => self.form.form.evaluation.execution.basis,
            Some(_) => self.result()?.basis,
        };
        Some(basis.wording(lang))
    }

    /// 执行率, or the completion of the indicator by mid-year.
    fn completion(&self) -> Option<Decimal> {
        match self.indicator {
            None => Some(self.pace()?.rate),
            Some(_) => self.advance()?.completion,
        }
    }

    /// What counts of it: 相对序时进度 or completion, within 0 to 1.
    fn counted(&self) -> Option<Decimal> {
        match self.indicator {
            None => Some(capped(self.pace()?.relative)),
            Some(_) => self.advance()?.share,
        }
    }

    /// 相对序时进度 from the rate as it is shown, within 0 to 1.
    fn from_printed(&self, month: u32) -> Option<Decimal> {
        let year = self.completion()?.checked_mul(Decimal::from(12))?;
        let relative = Rate::new(year, Decimal::from(month))?;
        relative.rounded(RuleSet::FOUR_PLACES).map(capped)
    }

    /// How the completion by mid-year was found, or why the indicator does not count.
    fn measured_by(&self) -> Option<Text> {
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
    fn score_cell(&self) -> Option<CellRef> {
        match self.stated() {
            None => self.funding().map(Funding::score_cell),
            Some(indicator) => Some(indicator.score_cell()),
        }
    }

    /// The cell of the mid-year value or of the amount executed, or of the name where there is none.
    fn midyear_cell(&self) -> Option<CellRef> {
        match self.stated() {
            None => {
                let funding = self.funding()?;
                Some(funding.executed.as_ref().map_or(funding.cell, |e| e.cell))
            }
            Some(own) => Some(own.midyear.as_ref().map_or(own.cell, |m| m.cell)),
        }
    }
}
