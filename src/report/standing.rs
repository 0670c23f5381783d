//! Columns shared by the rankings of units and of projects.

use rust_decimal::Decimal;

use super::column::{self, Closing, Get, Name, Quotient, RowType, Style};
use super::context::{Context, RankedForm};
use super::decisions::correct_any;
use super::formula::{LIVE_RANKS, places, quoted, rounds_to};
use super::money::Money;
use super::sources;
use super::value::Value;
use crate::base::lang::{Text, worded};
use crate::base::number::Rate;
use crate::compare::Pair;
use crate::finding::Severity;
use crate::model::Kind;
use crate::record;
use crate::run::Assessed;

impl RowType for RankedForm<'static> {
    type Row<'a> = RankedForm<'a>;
}

/// A column of a ranking.
pub(super) type Column = column::Column<RankedForm<'static>>;

pub(super) const RANK: Column =
    Column::rank("名次", "Rank", 6, |row, _| row.standing.rank.into())
        .formula_where("RANK({复算总分},{复算总分:},0)", live_by_total);

pub(super) const CODE: Column = Column::rank("单位编码", "Unit code", 10, |row, _| {
    row.form.filing.unit.code.as_deref().into()
})
.shown(|context| {
    let mut units = context.ranked(Kind::Unit);
    units.any(|r| r.form.filing.unit.code.is_some())
});

pub(super) const UNIT: Column = Column::words("单位", "Unit", 20, |row, context| {
    Value::linked(row.form.unit_name(), context.form_anchor(row.index))
})
.growing(40)
.closing(Closing::Label);

pub(super) const PROJECT: Column = Column::words("项目", "Project", 20, |row, context| {
    let project = row.form.filing.project.as_ref();
    let name = project.map_or(&*row.form.filing.sheet, |p| &p.value);
    Value::linked(name, context.form_anchor(row.index))
})
.growing(56)
.closing(Closing::Label);

pub(super) const OWNER: Column =
    Column::words("单位", "Unit", 22, |row, _| row.form.unit_name().into());

pub(super) const GROUP: Column = Column::words("分组", "Group", 10, |row, _| {
    row.form.filing.unit.group.as_deref().into()
})
.shown(has_groups);

pub(super) const GROUP_RANK: Column = Column::rank("组内名次", "Group rank", 6, |row, _| {
    row.standing.group_rank.into()
})
.formula_where(
    "SUMPRODUCT(({分组:}={分组})*({复算总分:}>{复算总分}))+1",
    live_by_total,
)
.shown(has_groups);

/// 年初预算, 调整后预算, 执行数.
pub(super) const AMOUNTS: &[Column] = &[
    money("年初预算", "Initial budget", |row, _| {
        row.form.amounts()[0].into()
    }),
    money("调整后预算", "Adjusted budget", |row, _| {
        row.form.amounts()[1].into()
    }),
    money("执行数", "Executed", |row, _| {
        row.form.amounts()[2].into()
    }),
];

pub(super) const ADJUSTMENT_RATE: Column =
    Column::rate("调整率", "Adjustment rate", 9, |row, _| {
        row.form.evaluation.execution.adjustment_rate.into()
    })
    .formula_where("ROUND(({调整后预算}-{年初预算})/{年初预算},4)", |row, _| {
        let [initial, adjusted, _] = row.form.amounts();
        let change = adjusted.zip(initial).and_then(|(a, i)| a.checked_sub(i));
        let shown = row.form.evaluation.execution.adjustment_rate;
        rounds_to(quotient(change, initial), shown, 4)
    })
    .closing(Closing::Rate(
        Money::adjustment_rate,
        Quotient {
            of_sums: "ROUND(({调整后预算}-{年初预算})/{年初预算},4)",
            of_pairs: "ROUND(SUMPRODUCT(({年初预算:}<>\"\")*({调整后预算:}<>\"\")*({调整后预算:}-{年初预算:}))/SUMPRODUCT(({调整后预算:}<>\"\")*{年初预算:}),4)",
        },
    ));

pub(super) const EXECUTION_RATE: Column = Column::rate("执行率", "Execution rate", 9, |row, _| {
    row.form.evaluation.execution.rate.into()
})
.formula_by(|row, _, _| {
    let [_, adjusted, executed] = row.form.amounts();
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

pub(super) const EXECUTION_SCORE: Column =
    Column::score("执行率得分", "Execution score", 8, |row, _| {
        row.form.evaluation.execution_score().into()
    })
    .closing(Closing::Centre);

pub(super) const UNIT_LEVELS: Column = Column::each(
    Style::Score,
    |context| context.unit_levels.headers(context.lang),
    8,
    |row, context, nth| context.unit_levels.points(row.index, nth).into(),
)
.closing(Closing::Centre);

pub(super) const PROJECT_LEVELS: Column = Column::each(
    Style::Score,
    |context| context.project_levels.headers(context.lang),
    8,
    |row, context, nth| context.project_levels.points(row.index, nth).into(),
)
.closing(Closing::Centre);

/// 复算总分 among other scores, without a bar behind it.
pub(super) const TOTAL_SCORE: Column =
    Column::score("复算总分", "Recomputed total", 10, |row, _| {
        row.form.evaluation.total.into()
    })
    .closing(Closing::Centre);

/// 复核总分, in books where `shown` holds: where forms are ranked by it.
pub(super) const fn reviewed(shown: fn(&Context) -> bool) -> Column {
    Column::score("复核总分", "Reviewed total", 10, |row, _| {
        let review = row.form.official_review();
        review.and_then(|review| review.total).into()
    })
    .closing(Closing::Centre)
    .shown(shown)
}

/// 复算总分 with a bar behind it.
pub(super) const TOTAL: Column = Column::of(
    Style::Total,
    "复算总分",
    "Recomputed total",
    10,
    |row, _| row.form.evaluation.total.into(),
)
.closing(Closing::Centre);

pub(super) const GRADE: Column = Column::of(Style::Grade, "等级", "Grade", 6, |row, _| {
    let grade = row.form.evaluation.grade.as_ref();
    grade.map(|g| &*g.name).into()
})
.formula_by(|row, context, _| {
    let evaluation = &row.form.evaluation;
    let given = context.assessment.rules.grade(evaluation.total?);
    let formula = || context.grade_formula.get_or_init(|| grade_formula(context));
    (given == evaluation.grade).then(|| formula().clone())
});

/// 待核: a filed score that figures should have confirmed is in the total.
pub(super) const PENDING: Column = Column::rank("待核", "Pending", 6, |row, context| {
    let mark = Text::new("待核", "pending").get(context.lang);
    row.form.evaluation.pending.then_some(mark).into()
})
.shown(|context| {
    context
        .assessment
        .forms
        .iter()
        .any(|f| f.evaluation.pending)
});

/// 更正: how many cells of the form were corrected by decisions.
pub(super) const CORRECTED: Column = Column::rank("更正", "Corrected", 6, |row, context| {
    let cells = row.form.corrections().count();
    let words = worded!(context.lang, "{cells} 处", "{cells} cells");
    (cells > 0).then_some(words).into()
})
.shown(correct_any);

/// 名次区间, in books where `shown` holds: where there are bands.
pub(super) const fn band(shown: fn(&Context) -> bool) -> Column {
    Column::rank("名次区间", "Rank band", 8, |row, context| {
        context.band(row.index).map(|b| from_to(b.all.ranks)).into()
    })
    .shown(shown)
}

/// The total, its change and the rank of the year before, in books where `shown` holds.
pub(super) const fn year_before(shown: fn(&Context) -> bool) -> [Column; 3] {
    [
        Column::score("上年总分", "Total before", 8, |row, context| {
            before(row, context).and_then(|r| r.total).into()
        })
        .shown(shown),
        Column::of(
            Style::Change,
            "总分变动",
            "Change of total",
            9,
            |row, context| pair(row, context).and_then(|p| p.change.total).into(),
        )
        .formula("ROUND({复算总分}-{上年总分},{#})")
        .shown(shown),
        Column::rank("上年名次", "Rank before", 6, |row, context| {
            before(row, context).and_then(|r| r.rank).into()
        })
        .shown(shown),
    ]
}

/// The filed and the recomputed values.
pub(super) const REPORTED: &[Column] = &[
    Column::score("自评总分", "Self-assessed total", 8, |row, _| {
        row.form.reported_total().into()
    })
    .closing(Closing::Centre),
    Column::rank("自评名次", "Self-assessed rank", 6, |row, _| {
        row.standing.reported_rank.into()
    })
    .formula_where("RANK({自评总分},{自评总分:},0)", live),
    Column::of(
        Style::Difference,
        "差异（复算−自评）",
        "Recomputed − self-assessed",
        10,
        |row, _| difference(row.form.evaluation.total, row.form.reported_total()).into(),
    )
    .formula("ROUND({复算总分}-{自评总分},{#})")
    .closing(Closing::Centre),
    Column::score("不可核实得分", "Unverifiable points", 7, |row, _| {
        row.form.evaluation.unverified.into()
    })
    .closing(Closing::Centre),
];

pub(super) const ERRORS: Column = Column::count("错误数", "Errors", 6, |row, _| {
    row.form.count(Severity::Error).into()
})
.closing(Closing::Sum);

pub(super) const WARNINGS: Column = Column::count("警告数", "Warnings", 6, |row, _| {
    row.form.count(Severity::Warning).into()
})
.closing(Closing::Sum);

pub(super) const FILE: Column = Column::text("来源文件", "Source file", 44, |row, context| {
    let filing = &row.form.filing;
    let cell = filing.reported_total.as_ref().map(|total| total.cell);
    sources::link(&*filing.file, (filing, cell.unwrap_or_default()), context)
});

pub(super) const fn money(zh: Name, en: Name, value: Get<RankedForm<'static>>) -> Column {
    Column::money(zh, en, value).closing(Closing::Sum)
}

/// What a ranked form is called: its unit, or its project.
pub(super) fn name(form: &Assessed) -> &str {
    let project = form.filing.project.as_ref();
    let project = project.filter(|_| form.filing.kind == Kind::Project);
    project.map_or_else(|| form.unit_name(), |p| &p.value)
}

pub(super) fn has_groups(context: &Context) -> bool {
    let mut forms = context.assessment.forms.iter();
    forms.any(|f| f.filing.unit.group.is_some())
}

/// Whether the parts of a form add up to its total.
pub(super) fn adds_up(row: &RankedForm, _: &Context) -> bool {
    parts(row.form).is_some_and(|parts| row.form.evaluation.total == Some(parts))
}

/// Whether anything of a kind was filed the year before.
pub(super) fn is_compared(context: &Context, kind: Kind) -> bool {
    let comparison = context.comparison;
    comparison.is_some_and(|c| c.before(kind).next().is_some())
}

pub(super) fn pair<'a>(row: &RankedForm, context: &Context<'a>) -> Option<&'a Pair> {
    context.comparison?.pair(row.index)
}

/// The same unit or project in the year before.
pub(super) fn before<'a>(row: &RankedForm, context: &Context<'a>) -> Option<&'a record::Row> {
    pair(row, context)?.before()
}

/// Whether the ranking of the row's kind is short enough for live ranks.
pub(super) fn live(row: &RankedForm, context: &Context) -> bool {
    context.ranked_count(row.form.filing.kind) <= LIVE_RANKS
}

/// The same where the rank is one by recomputed totals.
fn live_by_total(row: &RankedForm, context: &Context) -> bool {
    row.form.official_review().is_none() && live(row, context)
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
fn grade_formula(context: &Context) -> String {
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

/// 5–9; a span of one rank is written alike, so that no cell holds a number as text.
pub(super) fn from_to((best, worst): (usize, usize)) -> String {
    format!("{best}–{worst}")
}
