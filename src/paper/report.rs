//! 自评报告 (附件4): the written report of a unit or project, from its form, its words and its evaluation.

mod indicator;
mod money;
mod project;
mod unit;

use rust_decimal::Decimal;

use super::kind::Kind;
use super::placeholder::{Placeholder, gap_for, names, or_gap, text, values};
use crate::base::file_name::{fitting, safe};
use crate::document::{List, Name, Names, Template, Value, Values};
use crate::form::read::Narrative;
use crate::model::{
    self, Annex, Evaluation, Figure, Filing, IndicatorResult, ListedProject, Measure,
};
use indicator::{INDICATOR, Row};
use project::PROJECT;
use unit::UNIT;

/// 部门单位整体支出绩效自评报告
pub(super) static UNIT_REPORT: Kind = Kind {
    file: "部门单位整体支出绩效自评报告.docx",
    bytes: include_bytes!("../../templates/papers/部门单位整体支出绩效自评报告.docx"),
    names: vocabulary,
};

/// 项目支出绩效自评报告
pub(super) static PROJECT_REPORT: Kind = Kind {
    file: "项目支出绩效自评报告.docx",
    bytes: include_bytes!("../../templates/papers/项目支出绩效自评报告.docx"),
    names: vocabulary,
};

/// 公开表
pub static PUBLIC: Kind = Kind {
    file: "公开表.docx",
    bytes: include_bytes!("../../templates/papers/公开表.docx"),
    names: vocabulary,
};

/// What a report is made from.
#[derive(Debug, Clone)]
pub struct Report {
    /// What was filed.
    pub filing: Filing,
    /// Its scores.
    pub evaluation: Evaluation,
    /// Its explanations of deviations, and its list of projects.
    pub annex: Annex,
    /// 报告文字
    pub narrative: Narrative,
    /// 评价年度 of the run, where the form states none.
    pub year: Option<i32>,
}

const INDICATORS: &str = "每个指标";
const PROJECTS: &str = "每个项目";
const TRANSFERS: &str = "每个转移支付项目";
const LOCAL: &str = "每个本级财力项目";
const LINES: &str = "每项资金";

fn vocabulary() -> Names {
    let list = |name, values: Vec<Name>| List { name, values };
    let mut all = names(&HEAD);
    all.extend(names(&money::TOTAL));
    all.extend(names(&UNIT));
    Names {
        values: all,
        lists: vec![
            list(INDICATORS, names(&INDICATOR)),
            list(LINES, names(&money::LINE)),
            list(PROJECTS, names(&PROJECT)),
            list(TRANSFERS, names(&PROJECT)),
            list(LOCAL, names(&PROJECT)),
        ],
    }
}

const HEAD: [Placeholder<Report>; 12] = [
    Placeholder::new("单位名称", "应急管理局", |report| {
        or_gap(
            report.filing.unit.name.as_ref().map(|name| &*name.value),
            "单位名称",
        )
    }),
    Placeholder::new("项目名称", "驻社区补助", |report| {
        or_gap(
            report.filing.project.as_ref().map(|name| &*name.value),
            "项目名称",
        )
    }),
    Placeholder::new("公开项目", "驻社区补助", |report| {
        text(
            report
                .filing
                .project
                .as_ref()
                .map_or("", |name| &*name.value),
        )
    }),
    Placeholder::new("主管部门", "应急管理局", |report| {
        or_gap(
            report.filing.department.as_ref().map(|name| &*name.value),
            "主管部门",
        )
    }),
    Placeholder::new("年度", "2023", |report| {
        let stated = report.filing.year.as_ref().map(|year| year.value);
        or_gap(stated.or(report.year).map(|year| year.to_string()), "年度")
    }),
    Placeholder::new("填报时间", "2024年04月01日", |report| {
        let filed = report
            .annex
            .filed
            .as_ref()
            .map(|date| super::long_date(date.value));
        or_gap(filed, "填报时间")
    }),
    Placeholder::new(
        "年度目标",
        "完成自然灾害综合风险普查。",
        |report| {
            or_gap(
                report.filing.goal.as_ref().map(|goal| &*goal.value),
                "年度目标",
            )
        },
    ),
    Placeholder::new("自评总分", "90.83", |report| {
        or_gap(report.filing.reported_total.as_ref().map(plain), "自评总分")
    }),
    Placeholder::new("复算总分", "90.83", |report| {
        or_gap(
            report.evaluation.total.map(|t| t.normalize().to_string()),
            "复算总分",
        )
    }),
    Placeholder::new("等级", "优", |report| {
        let filed = report
            .filing
            .reported_grade
            .as_ref()
            .map(|grade| grade.value.to_string());
        let own = report
            .evaluation
            .grade
            .as_ref()
            .map(|grade| grade.name.to_string());
        or_gap(filed.or(own), "等级")
    }),
    Placeholder::new("总分核对", "（复算总分为 90.83 分，请核对）", total_differs),
    Placeholder::new("指标数", "8", |report| {
        text(report.filing.indicators.len().to_string())
    }),
];

/// In red where the filed total is not the recomputed one.
fn total_differs(report: &Report) -> Value {
    let filed = report.filing.reported_total.as_ref().map(|f| f.value);
    match (filed, report.evaluation.own_total()) {
        (Some(filed), Some(own)) if filed != own => {
            let own = own.normalize();
            Value::gap(format!(
                "（复算总分为{own}分，与自评总分不同，请先改正自评表再定稿）"
            ))
        }
        _ => Value::default(),
    }
}

impl Report {
    /// Unit of money of the form.
    fn measure(&self) -> &'static str {
        let measure = self.filing.funding.as_ref().and_then(|f| f.measure);
        measure.unwrap_or(Measure::TenThousandYuan).label()
    }

    fn projects(&self) -> &[ListedProject] {
        let list = self.annex.projects.as_ref();
        list.map_or(&[], |list| &list.projects)
    }

    /// Words of a part of 报告文字.
    fn words(&self, part: &'static str) -> Value {
        or_gap(self.narrative.get(part).cloned(), part)
    }

    /// The values for the template of its kind.
    fn values(&self) -> Values {
        let mut all = values(&HEAD, self);
        all.extend(values(&money::TOTAL, self));
        all.extend(values(&UNIT, self));
        let rows = Row::all(self);
        all.list(
            INDICATORS,
            rows.iter().map(|row| values(&INDICATOR, row)).collect(),
        );
        let parts = self.filing.parts.iter();
        all.list(
            LINES,
            parts.map(|line| values(&money::LINE, line)).collect(),
        );
        for (name, wanted) in [
            (PROJECTS, None),
            (TRANSFERS, Some(true)),
            (LOCAL, Some(false)),
        ] {
            let own = self
                .projects()
                .iter()
                .filter(|p| wanted.is_none_or(|w| p.is_transfer() == w));
            all.list(name, own.map(|project| values(&PROJECT, project)).collect());
        }
        all
    }

    /// The paper.
    #[must_use]
    pub fn paper(&self, template: &Template<'_>) -> Option<Vec<u8>> {
        template.fill(&self.values())
    }

    /// The template that its kind is filled into.
    #[must_use]
    pub fn kind(&self) -> &'static Kind {
        match self.filing.kind {
            model::Kind::Unit => &UNIT_REPORT,
            model::Kind::Project => &PROJECT_REPORT,
        }
    }

    /// The name of a file of this kind: unit, project, title.
    #[must_use]
    pub fn file_name(&self, kind: &Kind) -> String {
        let named = |name: Option<&str>| name.map(safe);
        let unit = named(self.filing.unit.name.as_ref().map(|name| &*name.value));
        let project = named(self.filing.project.as_ref().map(|name| &*name.value));
        let beside = format!("{}--{}", unit.as_deref().unwrap_or_default(), kind.file);
        let project = project.as_deref().map(|project| fitting(project, &beside));
        let parts = [unit.as_deref(), project, Some(kind.file)];
        parts.into_iter().flatten().collect::<Vec<_>>().join("-")
    }

    /// Rows of the form with their results.
    fn results(&self) -> impl Iterator<Item = (&model::Indicator, Option<&IndicatorResult>)> {
        let results = self.evaluation.indicators.iter().map(Some);
        self.filing
            .indicators
            .iter()
            .zip(results.chain(std::iter::repeat(None)))
    }
}

/// A figure without superfluous zeros.
fn plain(figure: &Figure) -> String {
    decimal(figure.value)
}

fn decimal(figure: Decimal) -> String {
    figure.normalize().to_string()
}

/// A figure, or in red what is to be put in.
fn amount(figure: Option<&Figure>, what: &str) -> Value {
    figure.map_or_else(|| gap_for(what), |figure| text(plain(figure)))
}
