//! Columns shared by the rankings of units and of projects.

use rust_decimal::Decimal;

use super::column::{Closing, Column, Quotient, RowType, Style};
use super::context::{Context, Ranked};
use super::formula::{LIVE_RANKS, places, quoted, rounds_to};
use super::money::{Money, amounts};
use super::robustness::from_to;
use super::sources;
use super::value::Value;
use crate::base::lang::Text;
use crate::base::number::Rate;
use crate::compare::{Pair, Record};
use crate::finding::Severity;
use crate::model::Kind;
use crate::run::Assessed;

/// Rows of a ranking.
pub(super) enum Standings {}

impl RowType for Standings {
    type Row<'a> = Ranked<'a>;
}

/// A column of a ranking.
type Standing = Column<Standings>;

pub(super) const RANK: Standing =
    Standing::new(Text::new("名次", "Rank"), 6, Style::Rank, |row, _| {
        row.standing.rank.into()
    })
    .formula(|row, context, _| {
        ranks(row, context).then(|| "RANK({复算总分},{复算总分:},0)".to_owned())
    });

pub(super) const CODE: Standing = Standing::new(
    Text::new("单位编码", "Unit code"),
    10,
    Style::Rank,
    |row, _| row.form.filing.unit.code.as_deref().into(),
)
.shown(|context| {
    context
        .ranked(Kind::Unit)
        .any(|r| r.form.filing.unit.code.is_some())
});

pub(super) const UNIT: Standing = Standing::new(
    Text::new("单位", "Unit"),
    20,
    Style::Words,
    |row, context| Value::linked(row.form.unit_name(), context.form_anchor(row.index)),
)
.growing(40)
.closing(Closing::Label);

pub(super) const PROJECT: Standing = Standing::new(
    Text::new("项目", "Project"),
    20,
    Style::Words,
    |row, context| {
        let project = row.form.filing.project.as_ref();
        let name = project.map_or(&*row.form.filing.sheet, |p| &p.value);
        Value::linked(name, context.form_anchor(row.index))
    },
)
.growing(56)
.closing(Closing::Label);

pub(super) const OWNER: Standing =
    Standing::new(Text::new("单位", "Unit"), 22, Style::Words, |row, _| {
        row.form.unit_name().into()
    });

pub(super) const GROUP: Standing =
    Standing::new(Text::new("分组", "Group"), 10, Style::Words, |row, _| {
        row.form.filing.unit.group.as_deref().into()
    })
    .shown(has_groups);

pub(super) const GROUP_RANK: Standing = Standing::new(
    Text::new("组内名次", "Group rank"),
    6,
    Style::Rank,
    |row, _| row.standing.group_rank.into(),
)
.formula(|row, context, _| {
    ranks(row, context)
        .then(|| "SUMPRODUCT(({分组:}={分组})*({复算总分:}>{复算总分}))+1".to_owned())
})
.shown(has_groups);

pub(super) const INITIAL: Standing =
    money(Text::new("年初预算", "Initial budget"), |row, _| {
        amounts(row.form)[0].into()
    });

pub(super) const ADJUSTED: Standing =
    money(Text::new("调整后预算", "Adjusted budget"), |row, _| {
        amounts(row.form)[1].into()
    });

pub(super) const EXECUTED: Standing = money(Text::new("执行数", "Executed"), |row, _| {
    amounts(row.form)[2].into()
});

pub(super) const ADJUSTMENT_RATE: Standing = Standing::new(
    Text::new("调整率", "Adjustment rate"),
    9,
    Style::Rate,
    |row, _| row.form.evaluation.execution.adjustment_rate.into(),
)
.formula(|row, _, _| {
    let [initial, adjusted, _] = amounts(row.form);
    let change = adjusted.zip(initial).and_then(|(a, i)| a.checked_sub(i));
    let shown = row.form.evaluation.execution.adjustment_rate;
    rounds_to(quotient(change, initial), shown, 4)
        .then(|| "ROUND(({调整后预算}-{年初预算})/{年初预算},4)".to_owned())
})
.closing(Closing::Rate(
    Money::adjustment_rate,
    Quotient {
        of_sums: "ROUND(({调整后预算}-{年初预算})/{年初预算},4)",
        of_pairs: "ROUND(SUMPRODUCT(({年初预算:}<>\"\")*({调整后预算:}<>\"\")*({调整后预算:}-{年初预算:}))/SUMPRODUCT(({调整后预算:}<>\"\")*{年初预算:}),4)",
    },
));

pub(super) const EXECUTION_RATE: Standing = Standing::new(
    Text::new("执行率", "Execution rate"),
    9,
    Style::Rate,
    |row, _| row.form.evaluation.execution.rate.into(),
)
.formula(|row, _, _| {
    let [_, adjusted, executed] = amounts(row.form);
    let shown = row.form.evaluation.execution.rate?;
    let places = places(shown).max(4);
    rounds_to(quotient(executed, adjusted), Some(shown), places)
        .then(|| format!("ROUND({{执行数}}/{{调整后预算}},{places})"))
})
.closing(Closing::Rate(
    Money::execution_rate,
    Quotient {
        of_sums: "ROUND({执行数}/{调整后预算},4)",
        of_pairs: "ROUND(SUMPRODUCT(({调整后预算:}<>\"\")*{执行数:})/SUMPRODUCT(({执行数:}<>\"\")*{调整后预算:}),4)",
    },
));

pub(super) const EXECUTION_SCORE: Standing = Standing::new(
    Text::new("执行率得分", "Execution score"),
    8,
    Style::Score,
    |row, _| row.form.evaluation.execution_score().into(),
)
.closing(Closing::Centre);

pub(super) const UNIT_LEVELS: Standing = Standing::each(
    |context| context.unit_levels.headers(context.lang),
    8,
    Style::Score,
    |row, context, nth| context.unit_levels.points(row.index, nth).into(),
)
.closing(Closing::Centre);

pub(super) const PROJECT_LEVELS: Standing = Standing::each(
    |context| context.project_levels.headers(context.lang),
    8,
    Style::Score,
    |row, context, nth| context.project_levels.points(row.index, nth).into(),
)
.closing(Closing::Centre);

pub(super) const TOTAL: Standing = Standing::new(
    Text::new("复算总分", "Recomputed total"),
    10,
    Style::Total,
    |row, _| row.form.evaluation.total.into(),
)
.formula(|row, _, _| {
    let total = row.form.evaluation.total?;
    (parts(row.form)? == total).then(|| {
        format!(
            "ROUND(SUM({{执行率得分}}:{{复算总分-1}}),{})",
            places(total)
        )
    })
})
.closing(Closing::Centre);

pub(super) const GRADE: Standing =
    Standing::new(Text::new("等级", "Grade"), 6, Style::Grade, |row, _| {
        let grade = row.form.evaluation.grade.as_ref();
        grade.map(|g| &*g.name).into()
    })
    .formula(|row, context, _| {
        let evaluation = &row.form.evaluation;
        let given = context.assessment.rules.grade(evaluation.total?);
        (given == evaluation.grade).then(|| context.grade_formula.clone())
    });

pub(super) const BEFORE_TOTAL: Standing = Standing::new(
    Text::new("上年总分", "Total before"),
    8,
    Style::Score,
    |row, context| before(row, context).and_then(|r| r.total).into(),
)
.shown(|context| is_compared(context, Kind::Unit));

pub(super) const TOTAL_CHANGE: Standing = Standing::new(
    Text::new("总分变动", "Change of total"),
    9,
    Style::Change,
    |row, context| pair(row, context).and_then(Pair::total_change).into(),
)
.formula(|row, context, _| {
    let change = pair(row, context)?.total_change()?;
    Some(format!(
        "ROUND({{复算总分}}-{{上年总分}},{})",
        places(change)
    ))
})
.shown(|context| is_compared(context, Kind::Unit));

pub(super) const BEFORE_RANK: Standing = Standing::new(
    Text::new("上年名次", "Rank before"),
    6,
    Style::Rank,
    |row, context| before(row, context).and_then(|r| r.rank).into(),
)
.shown(|context| is_compared(context, Kind::Unit));

pub(super) const BAND: Standing = Standing::new(
    Text::new("名次区间", "Rank band"),
    8,
    Style::Rank,
    |row, context| context.band(row.index).map(|b| from_to(b.all.ranks)).into(),
)
.shown(|context| context.assessment.rules.reweight.is_none());

pub(super) const REPORTED: Standing = Standing::new(
    Text::new("自评总分", "Self-assessed total"),
    8,
    Style::Score,
    |row, _| row.form.reported_total().into(),
)
.closing(Closing::Centre);

pub(super) const REPORTED_RANK: Standing = Standing::new(
    Text::new("自评名次", "Self-assessed rank"),
    6,
    Style::Rank,
    |row, _| row.standing.reported_rank.into(),
)
.formula(|row, context, _| {
    ranks(row, context).then(|| "RANK({自评总分},{自评总分:},0)".to_owned())
});

pub(super) const DIFFERENCE: Standing = Standing::new(
    Text::new("差异（复算−自评）", "Recomputed − self-assessed"),
    10,
    Style::Difference,
    |row, _| difference(row.form.evaluation.total, row.form.reported_total()).into(),
)
.formula(|row, _, _| {
    let gap = difference(row.form.evaluation.total, row.form.reported_total())?;
    Some(format!("ROUND({{复算总分}}-{{自评总分}},{})", places(gap)))
})
.closing(Closing::Centre);

pub(super) const UNVERIFIED: Standing = Standing::new(
    Text::new("不可核实得分", "Unverifiable points"),
    7,
    Style::Score,
    |row, _| row.form.evaluation.unverified.into(),
)
.closing(Closing::Centre);

pub(super) const ERRORS: Standing = Standing::new(
    Text::new("错误数", "Errors"),
    6,
    Style::Count,
    |row, _| row.form.count(Severity::Error).into(),
)
.closing(Closing::Sum);

pub(super) const WARNINGS: Standing = Standing::new(
    Text::new("警告数", "Warnings"),
    6,
    Style::Count,
    |row, _| row.form.count(Severity::Warning).into(),
)
.closing(Closing::Sum);

pub(super) const FILE: Standing = Standing::new(
    Text::new("来源文件", "Source file"),
    44,
    Style::Text,
    |row, context| {
        let filing = &row.form.filing;
        let cell = filing.reported_total.as_ref().map(|total| total.cell);
        sources::link(&*filing.file, (filing, cell.unwrap_or_default()), context)
    },
);

const fn money(header: Text, value: super::column::Get<Standings>) -> Standing {
    Standing::new(header, 13, Style::Money, value).closing(Closing::Sum)
}

pub(super) fn has_groups(context: &Context) -> bool {
    let mut forms = context.assessment.forms.iter();
    forms.any(|f| f.filing.unit.group.is_some())
}

/// Whether anything of a kind was filed the year before.
fn is_compared(context: &Context, kind: Kind) -> bool {
    let comparison = context.comparison;
    comparison.is_some_and(|c| c.before(kind).next().is_some())
}

/// A column about the year before in the ranking of projects.
pub(super) const fn of_projects(column: Standing) -> Standing {
    column.shown(|context| is_compared(context, Kind::Project))
}

fn pair<'a>(row: &Ranked, context: &Context<'a>) -> Option<&'a Pair> {
    context.comparison?.pair(row.index)
}

/// The same unit or project in the year before.
fn before<'a>(row: &Ranked, context: &Context<'a>) -> Option<&'a Record> {
    pair(row, context)?.before()
}

/// Whether the ranking of the row's kind is short enough for live ranks.
fn ranks(row: &Ranked, context: &Context) -> bool {
    context.ranked_count(row.form.filing.kind) <= LIVE_RANKS
}

/// `part` ÷ `base`, where both are there and the base is not 0.
pub(super) fn quotient(part: Option<Decimal>, base: Option<Decimal>) -> Option<Decimal> {
    Rate::new(part?, base?)?.value()
}

/// Execution score and indicator scores added up, under new weights where the rules set any.
pub(super) fn parts(form: &Assessed) -> Option<Decimal> {
    let evaluation = &form.evaluation;
    let groups = evaluation.reweighted.iter().flat_map(|r| &r.groups);
    let own = evaluation.reweighted.is_none();
    let indicators = own.then(|| evaluation.indicators.open());
    let indicators = indicators.into_iter().flatten();
    let mut scores = indicators
        .filter_map(|i| i.score)
        .chain(groups.map(|(_, part)| part.score))
        .chain(evaluation.execution_score());
    scores.try_fold(Decimal::ZERO, Decimal::checked_add)
}

/// The grade of a total as nested conditions, best first: `IF({复算总分}>=90,"优",…)`.
pub(super) fn grade_formula(context: &Context) -> String {
    let grades = &context.assessment.rules.grades;
    let Some((last, better)) = grades.split_last() else {
        return String::new();
    };
    let worst = quoted(&last.name);
    better.iter().rev().fold(worst, |below, band| {
        let name = quoted(&band.name);
        format!("IF({{复算总分}}>={},{name},{below})", band.from.normalize())
    })
}

/// `recomputed` − `reported`.
pub(super) fn difference(
    recomputed: Option<Decimal>,
    reported: Option<Decimal>,
) -> Option<Decimal> {
    recomputed?.checked_sub(reported?)
}
