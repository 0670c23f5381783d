//! 排名、项目、监控排名、项目监控: the ranked forms of units and of projects, of either stage, and what they add up to.

use super::Scope;
use super::closing;
use super::context::{Context, RankedForm};
use super::directory::Home;
use super::progress;
use super::row::Spacing;
use super::sheet::{Items, Plan, Table};
use super::standing::{self, Column, adds_up, is_compared, year_before};
use crate::base::lang::Text;
use crate::model::Kind;

type Ranking = Table<RankedForm<'static>>;

/// Ranked forms of a kind, to be circulated; the files are not printed.
const RANKING: Plan = Plan {
    frozen: 2,
    spacing: Spacing::Roomy,
    screen_only: |_| 1,
    ..Plan::LIST
};

const UNIT_FORMS: Plan = Plan {
    home: Some(Home::Ranking(Kind::Unit)),
    // A run without any ranked unit is reported here.
    always: true,
    count: Some(|context, _| context.ranked_count(Kind::Unit)),
    ..RANKING
};

const PROJECT_FORMS: Plan = Plan {
    home: Some(Home::Ranking(Kind::Project)),
    count: Some(|context, _| context.ranked_count(Kind::Project)),
    ..RANKING
};

/// What the totals come from, without the groups of indicators; whether reviews are ranked, and whether ranks have bands.
const fn graded(by_review: fn(&Context) -> bool, banded: fn(&Context) -> bool) -> [Column; 6] {
    [
        standing::TOTAL.formula_where("ROUND(SUM({执行率得分}:{复算总分-1}),{#})", adds_up),
        standing::reviewed(by_review),
        standing::GRADE,
        standing::PENDING,
        standing::CORRECTED,
        standing::band(banded),
    ]
}

const FOUND: &[Column] = &[standing::ERRORS, standing::WARNINGS, standing::FILE];

/// 排名
pub(super) static UNITS: Ranking = Table {
    plan: Plan {
        name: Text::new("排名", "Ranking"),
        title: Text::new(
            "部门（单位）整体支出绩效自评复算排名",
            "Ranking of units by recomputed self-evaluation",
        ),
        closing: |context| closing::rows(&UNITS, context, Kind::Unit),
        ..UNIT_FORMS
    },
    columns: &[
        &[standing::RANK, standing::UNIT, standing::CODE],
        &[standing::GROUP, standing::GROUP_RANK],
        standing::AMOUNTS,
        &[standing::ADJUSTMENT_RATE, standing::EXECUTION_RATE],
        &[standing::EXECUTION_SCORE, standing::UNIT_LEVELS],
        &graded(
            |context| context.assessment.ranks_reviews(Kind::Unit),
            |context| context.has_bands(Kind::Unit),
        ),
        &year_before(|context| is_compared(context, Kind::Unit)),
        standing::REPORTED,
        FOUND,
    ],
    items: Items::Each(|context| Box::new(context.ranked(Kind::Unit))),
};

/// 项目
pub(super) static PROJECTS: Ranking = Table {
    plan: Plan {
        name: Text::new("项目", "Projects"),
        title: Text::new(
            "项目支出绩效自评复算排名",
            "Ranking of projects by recomputed self-evaluation",
        ),
        closing: |context| closing::rows(&PROJECTS, context, Kind::Project),
        ..PROJECT_FORMS
    },
    columns: &[
        &[standing::RANK, standing::PROJECT, standing::OWNER],
        &[standing::GROUP, standing::GROUP_RANK],
        standing::AMOUNTS,
        &[standing::EXECUTION_RATE],
        &[standing::EXECUTION_SCORE, standing::PROJECT_LEVELS],
        &graded(
            |context| context.assessment.ranks_reviews(Kind::Project),
            |context| context.has_bands(Kind::Project),
        ),
        &year_before(|context| is_compared(context, Kind::Project)),
        standing::REPORTED,
        FOUND,
    ],
    items: Items::Each(|context| Box::new(context.ranked(Kind::Project))),
};

/// 监控排名
pub(super) static UNITS_AT_MIDYEAR: Ranking = Table {
    plan: Plan {
        name: Text::new("监控排名", "Progress"),
        title: Text::new(
            "部门（单位）整体支出绩效运行监控排名",
            "Units by progress at mid-year",
        ),
        books: &[Scope::Monitoring],
        closing: |context| progress::closing(&UNITS_AT_MIDYEAR, context, Kind::Unit),
        ..UNIT_FORMS
    },
    columns: &[
        &[progress::RANK, standing::UNIT, standing::CODE],
        progress::COLUMNS,
    ],
    items: Items::Each(|context| Box::new(context.ranked(Kind::Unit))),
};

/// 项目监控
pub(super) static PROJECTS_AT_MIDYEAR: Ranking = Table {
    plan: Plan {
        name: Text::new("项目监控", "Project progress"),
        title: Text::new(
            "项目支出绩效运行监控排名",
            "Projects by progress at mid-year",
        ),
        books: &[Scope::Monitoring],
        closing: |context| progress::closing(&PROJECTS_AT_MIDYEAR, context, Kind::Project),
        ..PROJECT_FORMS
    },
    columns: &[
        &[progress::RANK, standing::PROJECT, standing::OWNER],
        progress::COLUMNS,
    ],
    items: Items::Each(|context| Box::new(context.ranked(Kind::Project))),
};
