//! The projects of a unit, by where their money comes from.

use rust_decimal::Decimal;

use super::money::{line, ratio};
use super::{Report, amount, decimal};
use crate::base::number::{percent, sum};
use crate::document::Value;
use crate::model::{Figure, ListedProject};
use crate::paper::placeholder::{Placeholder, gap_for, text};

pub(super) const PROJECT: [Placeholder<ListedProject>; 5] = [
    Placeholder::new("子项目名称", "驻社区补助", |project| {
        text(&*project.name)
    }),
    Placeholder::new("资金性质", "本级财力", |project| {
        text(project.nature.as_deref().unwrap_or_default())
    }),
    Placeholder::new("子项目预算数", "19.2", |project| {
        amount(project.adjusted.as_ref(), "预算金额")
    }),
    Placeholder::new("子项目执行数", "15.44", |project| {
        amount(project.executed.as_ref(), "执行金额")
    }),
    Placeholder::new("子项目执行率", "80.42%", |project| {
        let amounts = project.executed.as_ref().zip(project.adjusted.as_ref());
        let rate = amounts.and_then(|(executed, adjusted)| ratio(executed.value, adjusted.value));
        text(rate.map_or("—".to_owned(), percent))
    }),
];

/// Number, money and spending of projects in words, by source of funds.
pub(super) fn summary(report: &Report, wanted: Option<bool>) -> Value {
    let all = report.projects();
    let own: Vec<&ListedProject> = all
        .iter()
        .filter(|p| wanted.is_none_or(|w| p.is_transfer() == w))
        .collect();
    if all.is_empty() {
        return gap_for("项目数、预算金额和执行金额");
    }
    if own.is_empty() {
        return text("无");
    }
    let total = |of: fn(&ListedProject) -> Option<&Figure>| -> Option<Decimal> {
        sum(own.iter().filter_map(|p| of(p)).map(|f| f.value))
    };
    let words = |sum: Option<Decimal>| sum.map_or("—".to_owned(), decimal);
    let sums = [
        total(|p| p.adjusted.as_ref()),
        total(|p| p.executed.as_ref()),
    ];
    let (count, measure) = (own.len(), report.measure());
    let [adjusted, executed] = sums.map(words);
    let words = text(format!(
        "共{count}个项目，预算金额为{adjusted}{measure}，执行金额为{executed}{measure}"
    ));
    match wanted {
        None => words.and(differs(report, sums)),
        Some(_) => words,
    }
}

/// In red where the projects do not add up to the 项目支出 stated by the form.
fn differs(report: &Report, [adjusted, executed]: [Option<Decimal>; 2]) -> Value {
    let Some(line) = line(report, "项目") else {
        return Value::default();
    };
    let other = |stated: Option<&Figure>, sum: Option<Decimal>| {
        stated
            .map(|figure| figure.value)
            .filter(|stated| Some(*stated) != sum)
    };
    let stated = [
        ("预算", other(line.adjusted.as_ref(), adjusted)),
        ("执行", other(line.executed.as_ref(), executed)),
    ];
    let stated = stated
        .into_iter()
        .filter_map(|(what, figure)| Some(format!("{what}{}", decimal(figure?))));
    match stated.collect::<Vec<_>>().join("、") {
        none if none.is_empty() => Value::default(),
        stated => Value::gap(format!(
            "（自评表上项目支出为{stated}{}，与各项目合计不同，请核对）",
            report.measure()
        )),
    }
}
