//! 指标明细、监控明细: every figure of every form, with its cell.

mod line;

use super::Scope;
use super::column::{self, RowType, Style};
use super::decisions::{correct_any, corrected};
use super::directory::Home;
use super::progress::rule;
use super::sheet::{Items, Plan, Table};
use super::sources;
use super::standing::difference;
use super::value::Value;
use crate::base::lang::Text;
use crate::model::Kind;
pub(super) use line::{DetailRow, lines};

impl RowType for DetailRow<'static> {
    type Row<'a> = DetailRow<'a>;
}

type Column = column::Column<DetailRow<'static>>;

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
pub(super) static SHEET: Table<DetailRow<'static>> = Table {
    plan: Plan {
        name: Text::new("指标明细", "Indicators"),
        title: Text::new("绩效自评指标复算明细", "Indicators recomputed"),
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
        Column::words("更正", "Corrected", 24, |line, context| {
            let corrections = line.corrections().map(|c| corrected(c, context.lang));
            let corrections: Vec<String> = corrections.collect();
            (!corrections.is_empty())
                .then(|| corrections.join("\n"))
                .into()
        })
        .shown(correct_any),
        REASON,
        FILE,
        TAB,
        CELL,
    ]],
    items: Items::From {
        rows: |context, part, first| Box::new(context.lines_from(part, first, lines)),
        // Only the names of units grow, which are the same in every row of a form.
        longest: Some(|context| Box::new(context.forms_of_part(0).map(DetailRow::first))),
    },
};

/// 监控明细
pub(super) static AT_MIDYEAR: Table<DetailRow<'static>> = Table {
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
            (line.printed_share(month) == line.counted())
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
