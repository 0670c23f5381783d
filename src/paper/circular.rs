//! 通报: results and grades of the units, frequent errors, and the measures.

mod problems;
mod treatment;
mod units;

use rust_decimal::Decimal;

use super::kind::Kind;
use super::letter::{Letter, Sending, placeholders};
use super::placeholder::{Placeholder, names, or_gap, text, values};
use crate::base::number::{mean, percent, sum};
use crate::compare::{Series, averages};
use crate::document::{List, Names, Template, Value, Values};
use crate::finding::Finding;
use crate::finding::score::TOTAL_MISMATCH;
use crate::model::Kind as Forms;
use crate::rules::RuleSet;
use crate::run::rank::{Summary, summary};
use crate::run::{Assessed, Returns, Status};
use problems::{PROBLEM, Problem, problems};
pub use treatment::Treatments;
use units::Units;

/// 通报
pub static CIRCULAR: Kind = Kind {
    file: "通报.docx",
    bytes: include_bytes!("../../templates/papers/通报.docx"),
    names: vocabulary,
};

/// A line of the annex.
#[derive(Debug, Clone, Default)]
struct AnnexRow {
    rank: usize,
    unit: String,
    adjusted: Option<Decimal>,
    execution: Option<Decimal>,
    total: Option<Decimal>,
    grade: Option<(usize, String)>,
    before: Option<Decimal>,
    change: Option<Decimal>,
    remark: String,
}

/// A grade with its units.
#[derive(Debug, Clone)]
struct GradeUnits {
    grade: String,
    units: Vec<String>,
    treatment: Option<String>,
}

/// A unit without a ranked form.
#[derive(Debug, Clone)]
struct UnrankedUnit {
    name: String,
    why: String,
}

/// The content of a circular.
#[derive(Debug, Clone)]
pub struct Circular {
    letter: Letter,
    /// Units due, received, and the names of those missing, where there is a roster.
    returns: Option<(usize, usize, Vec<String>)>,
    lines: Vec<AnnexRow>,
    figures: Summary,
    /// 年初预算合计 of the ranked units that state one.
    initial: Option<Decimal>,
    grades: Vec<GradeUnits>,
    problems: Vec<Problem>,
    unranked: Vec<UnrankedUnit>,
    /// Ranked units whose filed total is wrong.
    differing: usize,
    /// 自评平均分
    filed_mean: Option<Decimal>,
    /// 上年平均分
    mean_before: Option<Decimal>,
}

impl Sending for Circular {
    fn letter(&self) -> &Letter {
        &self.letter
    }
}

const CIRCULAR_VALUES: [Placeholder<Circular>; 17] = [
    Placeholder::new(
        "报送情况",
        "应报18个单位，已报16个；未报：教育局。",
        returns,
    ),
    Placeholder::new("参评数", "15", |all| text(all.lines.len().to_string())),
    Placeholder::new("未入榜数", "1", |all| {
        text(all.unranked.len().to_string())
    }),
    Placeholder::new("年初预算合计", "12345.67", |all| {
        figure(all.initial, "金额")
    }),
    Placeholder::new("全年预算合计", "12345.67", |all| {
        figure(all.figures.money.map(|(adjusted, _)| adjusted), "金额")
    }),
    Placeholder::new("全年执行合计", "11234.56", |all| {
        figure(all.figures.money.map(|(_, executed)| executed), "金额")
    }),
    Placeholder::new("总体执行率", "91.00%", |all| {
        let rate = all.figures.execution_rate;
        let rate = rate.map(|rate| percent(RuleSet::FOUR_PLACES.apply(rate)));
        or_gap(rate, "总体执行率")
    }),
    Placeholder::new("平均分", "92.35", |all| {
        figure(all.figures.mean, "平均分")
    }),
    Placeholder::new("中位数", "93.10", |all| {
        figure(all.figures.median, "中位数")
    }),
    Placeholder::new("最高分", "98.60", |all| {
        figure(all.totals().max(), "最高分")
    }),
    Placeholder::new("最低分", "80.12", |all| {
        figure(all.totals().min(), "最低分")
    }),
    Placeholder::new("等级分布", "优10个、良3个、中2个", |all| {
        let grades = all
            .grades
            .iter()
            .map(|g| format!("{}{}个", g.grade, g.units.len()));
        text(grades.collect::<Vec<_>>().join("、"))
    }),
    Placeholder::new("自评平均分", "93.00", |all| {
        figure(all.filed_mean, "自评平均分")
    }),
    Placeholder::new("不符单位数", "4", |all| {
        text(all.differing.to_string())
    }),
    Placeholder::new("上年平均分", "91.20", |all| {
        text(all.mean_before.map_or_else(String::new, two))
    }),
    Placeholder::new("同比", "比上年提高1.15分", year_over_year),
    Placeholder::new("文书年度", "2023", |all| {
        or_gap(all.letter.year.map(|year| year.to_string()), "年度")
    }),
];

const LINE: [Placeholder<AnnexRow>; 9] = [
    Placeholder::new("名次", "1", |line| text(line.rank.to_string())),
    Placeholder::new("单位名称", "应急管理局", |line| text(&*line.unit)),
    Placeholder::new("全年预算数", "485.82", |line| columned(line.adjusted)),
    Placeholder::new("执行率", "89.85%", |line| {
        let percent = line
            .execution
            .and_then(|rate| rate.checked_mul(Decimal::ONE_HUNDRED));
        text(percent.map_or("—".to_owned(), |percent| {
            format!("{}%", in_column(percent))
        }))
    }),
    Placeholder::new("得分", "90.83", |line| columned(line.total)),
    Placeholder::new("等级", "优", |line| {
        text(line.grade.as_ref().map_or("—", |(_, grade)| grade))
    }),
    Placeholder::new("上年得分", "89.10", |line| columned(line.before)),
    Placeholder::new("增减", "+1.73", |line| {
        let sign = line
            .change
            .filter(|c| *c > Decimal::ZERO)
            .map_or("", |_| "+");
        text(
            line.change
                .map_or("—".to_owned(), |c| format!("{sign}{}", in_column(c))),
        )
    }),
    Placeholder::new("备注", "待核", |line| text(&*line.remark)),
];

const GRADED: [Placeholder<GradeUnits>; 4] = [
    Placeholder::new("等级名称", "优", |grade| text(&*grade.grade)),
    Placeholder::new("等级单位数", "10", |grade| {
        text(grade.units.len().to_string())
    }),
    Placeholder::new("等级单位", "应急管理局、教育局", |grade| {
        text(grade.units.join("、"))
    }),
    Placeholder::new("结果应用", "预算安排时优先保障", |grade| {
        or_gap(grade.treatment.clone(), "结果应用意见")
    }),
];

const UNRANKED: [Placeholder<UnrankedUnit>; 2] = [
    Placeholder::new("未入榜单位", "公共资源交易中心", |unit| {
        text(&*unit.name)
    }),
    Placeholder::new("未入榜原因", "全年预算数为 0", |unit| {
        text(&*unit.why)
    }),
];

const UNITS: &str = "每个单位";
const GRADES: &str = "每个等级";
const PROBLEMS: &str = "每条发现";
const LEFT_OUT: &str = "每个未入榜单位";

fn vocabulary() -> Names {
    let mut all = names(&placeholders::<Circular>());
    all.extend(names(&CIRCULAR_VALUES));
    let list = |name, values| List { name, values };
    Names {
        values: all,
        lists: vec![
            list(UNITS, names(&LINE)),
            list(GRADES, names(&GRADED)),
            list(PROBLEMS, names(&PROBLEM)),
            list(LEFT_OUT, names(&UNRANKED)),
        ],
    }
}

impl Circular {
    /// For the units of a year, compared with the year before where known.
    #[must_use]
    pub fn of(series: &Series, letter: Letter, treatments: &Treatments) -> Self {
        let assessment = &series.assessment;
        let returns = Returns::of(assessment);
        let units = Units::of(series, returns.as_ref());
        let lines = units.lines();
        let initial: Vec<Decimal> = units.ranked().filter_map(|f| f.amounts()[0]).collect();
        let filed: Vec<Decimal> = units
            .ranked()
            .filter_map(Assessed::reported_total)
            .collect();
        let comparison = series.comparison.as_ref();
        let returned = returns.as_ref().zip(assessment.roster.as_ref());
        Self {
            letter,
            returns: returned.map(|(returns, roster)| {
                let missing = returns.named(Status::Missing, roster);
                let missing = missing.map(str::to_owned).collect();
                (returns.units.len(), returns.received(), missing)
            }),
            figures: summary(units.ranked(), &assessment.rules.grades),
            initial: sum(initial.iter().copied()).filter(|_| !initial.is_empty()),
            grades: graded(&lines, treatments),
            problems: problems(units.pressing()),
            unranked: units.unranked(),
            differing: units.ranked().filter(|form| differs(form)).count(),
            filed_mean: mean(&filed),
            mean_before: comparison.and_then(|c| averages(c.before(Forms::Unit)).mean),
            lines,
        }
    }

    /// The paper.
    #[must_use]
    pub fn paper(&self, template: &Template<'_>) -> Option<Vec<u8>> {
        let mut all = values(&placeholders::<Self>(), self);
        all.extend(values(&CIRCULAR_VALUES, self));
        all.list(UNITS, each(&LINE, &self.lines));
        all.list(GRADES, each(&GRADED, &self.grades));
        all.list(PROBLEMS, each(&PROBLEM, &self.problems));
        all.list(LEFT_OUT, each(&UNRANKED, &self.unranked));
        template.fill(&all)
    }

    fn totals(&self) -> impl Iterator<Item = Decimal> {
        self.lines.iter().filter_map(|line| line.total)
    }
}

fn each<T>(all: &[Placeholder<T>], items: &[T]) -> Vec<Values> {
    items.iter().map(|item| values(all, item)).collect()
}

/// Whether the audit found the filed total wrong.
fn differs(form: &Assessed) -> bool {
    let wrong = |f: &Finding| f.problem.is(&TOTAL_MISMATCH) && f.is_open();
    form.findings.iter().any(wrong)
}

/// Units by grade, the best first.
fn graded(lines: &[AnnexRow], treatments: &Treatments) -> Vec<GradeUnits> {
    let mut grades: Vec<(usize, String)> = lines.iter().filter_map(|l| l.grade.clone()).collect();
    grades.sort();
    grades.dedup();
    let graded = grades.into_iter().map(|grade| GradeUnits {
        treatment: treatments.of(&grade.1).map(str::to_owned),
        units: lines
            .iter()
            .filter(|line| line.grade.as_ref() == Some(&grade))
            .map(|line| line.unit.clone())
            .collect(),
        grade: grade.1,
    });
    graded.collect()
}

fn returns(all: &Circular) -> Value {
    let Some((due, received, missing)) = &all.returns else {
        return text(format!(
            "共收到{}个单位的自评表。",
            all.lines.len() + all.unranked.len()
        ));
    };
    let named = match missing.as_slice() {
        [] => "全部报齐。".to_owned(),
        missing => format!("未报：{}。", missing.join("、")),
    };
    text(format!("应报{due}个单位，已报{received}个。{named}"))
}

/// 比上年提高1.15分; nothing where the year before is not known.
fn year_over_year(all: &Circular) -> Value {
    let now = all.figures.mean.map(|now| RuleSet::TWO_PLACES.apply(now));
    let change = now
        .zip(all.mean_before)
        .and_then(|(now, before)| now.checked_sub(before));
    match change {
        None => Value::default(),
        Some(change) if change.is_zero() => text("与上年持平"),
        Some(change) if change > Decimal::ZERO => text(format!("比上年提高{}分", two(change))),
        Some(change) => text(format!("比上年下降{}分", two(change.abs()))),
    }
}

fn figure(figure: Option<Decimal>, what: &str) -> Value {
    or_gap(figure.map(two), what)
}

fn two(figure: Decimal) -> String {
    format!("{:.2}", RuleSet::TWO_PLACES.apply(figure))
}

fn columned(figure: Option<Decimal>) -> Value {
    text(figure.map_or("—".to_owned(), in_column))
}

/// With at least two places, so that figures stand under each other.
fn in_column(figure: Decimal) -> String {
    let mut figure = figure.normalize();
    figure.rescale(figure.scale().max(2));
    figure.to_string()
}
