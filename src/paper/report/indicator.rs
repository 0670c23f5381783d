//! A paragraph for each indicator, in a fixed order: target, mid-year, actual, rate, deviation, points, score.

use rust_decimal::Decimal;

use super::{Report, decimal, plain};
use crate::base::number::{Rounding, RoundingMode, percent};
use crate::base::numeral::written;
use crate::document::Value;
use crate::model::{Explanation, Indicator, IndicatorResult, Located, MethodKind, Statement};
use crate::paper::placeholder::{Placeholder, gap_for, text};

/// An indicator with its explanation and result.
pub(super) struct Row {
    number: usize,
    indicator: Indicator,
    result: Option<IndicatorResult>,
    explanation: Option<Explanation>,
    /// 预算调增 in words, where the indicator is about the budget.
    increase: Option<String>,
}

pub(super) const INDICATOR: [Placeholder<Row>; 13] = [
    Placeholder::new("指标序号", "指标一", |row| {
        text(format!("指标{}", written(row.number)))
    }),
    Placeholder::new("一级指标", "产出指标", |row| {
        text(row.indicator.level1.as_deref().unwrap_or_default())
    }),
    Placeholder::new("二级指标", "数量指标", |row| {
        text(row.indicator.level2.as_deref().unwrap_or_default())
    }),
    Placeholder::new("指标名称", "培训费下降率", |row| {
        text(&*row.indicator.name)
    }),
    Placeholder::new("指标值", "大于等于5%", |row| {
        stated(row.indicator.target.as_ref(), "预期指标值")
    }),
    Placeholder::new("年中监控值", "100%", |row| {
        stated(row.indicator.midyear.as_deref(), "年中监控值")
    }),
    Placeholder::new("实际完成值", "100%", |row| {
        stated(row.indicator.stated_actual(), "实际完成值")
    }),
    Placeholder::new("完成率", "100%", completion),
    Placeholder::new(
        "偏差说明",
        "偏差原因：人员经费调整；改进措施：……",
        |row| text(deviation(row.explanation.as_ref())),
    ),
    Placeholder::new("分值", "8", |row| {
        figure(row.indicator.points.as_ref().map(plain), "权重分值")
    }),
    Placeholder::new("自评得分", "8", |row| {
        figure(row.indicator.reported.as_ref().map(plain), "自评得分")
    }),
    Placeholder::new("复算得分", "8", |row| {
        let score = row.result.as_ref().and_then(|result| result.score);
        text(score.map_or("—".to_owned(), decimal))
    }),
    Placeholder::new("指标段落", "（一）指标一：……", paragraph),
];

impl Row {
    pub(super) fn all(report: &Report) -> Vec<Self> {
        let explanations = report.annex.indicators.iter().cloned();
        let explanations = explanations.chain(std::iter::repeat(None));
        let rows = report.results().zip(explanations).zip(1..);
        let rows = rows.map(|(((indicator, result), explanation), number)| Self {
            number,
            indicator: indicator.clone(),
            result: result.cloned(),
            explanation,
            increase: increase(report, result),
        });
        rows.collect()
    }
}

/// 预算调增52.13万元, for an indicator of how much of the budget is used.
fn increase(report: &Report, result: Option<&IndicatorResult>) -> Option<String> {
    result.filter(|result| result.method == MethodKind::BudgetUtilisation)?;
    let funding = report.filing.funding.as_ref()?;
    let adjusted = funding.adjusted.as_ref()?.value;
    let change = adjusted.checked_sub(funding.initial.as_ref()?.value)?;
    let measure = report.measure();
    let words = match change {
        change if change > Decimal::ZERO => "调增",
        change if change < Decimal::ZERO => "调减",
        _ => return None,
    };
    Some(format!("预算{words}{}{measure}，", decimal(change.abs())))
}

fn stated(cell: Option<&Located<Statement>>, what: &str) -> Value {
    let said = cell
        .map(|cell| cell.typed.trim())
        .filter(|typed| !typed.is_empty());
    said.map_or_else(|| gap_for(what), text)
}

fn figure(figure: Option<String>, what: &str) -> Value {
    figure.map_or_else(|| gap_for(what), text)
}

/// As filed, else as recomputed.
fn completion(row: &Row) -> Value {
    let filed = row.indicator.completion.as_ref().map(|cell| cell.value);
    let own = row
        .result
        .as_ref()
        .and_then(|result| result.completion_rate);
    let rate = filed
        .or(own)
        .map(|rate| Rounding::new(4, RoundingMode::HalfUp).apply(rate));
    figure(rate.map(percent), "指标完成率")
}

/// 偏差原因：…，改进措施：… in the words of the unit; empty where it gives none.
fn deviation(explanation: Option<&Explanation>) -> String {
    let Some(explanation) = explanation else {
        return String::new();
    };
    let end = |text: &str| {
        text.trim()
            .trim_end_matches(['。', '；', '，', '.'])
            .to_owned()
    };
    let reason = end(&explanation.reason);
    let reason = match &*reason {
        "" => String::new(),
        said if said.contains("原因") || said.starts_with("该指标") || !explanation.is_given() => {
            said.to_owned()
        }
        said => format!("偏差原因：{said}"),
    };
    let measures = end(explanation.measures.as_deref().unwrap_or_default());
    let measures = match &*measures {
        "" => String::new(),
        said if said.contains("措施") => said.to_owned(),
        said => format!("改进措施：{said}"),
    };
    [reason, measures]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("；")
}

/// The heading and the paragraph.
fn paragraph(row: &Row) -> Value {
    let name = &row.indicator.name;
    let numeral = written(row.number);
    let mut all = text(format!(
        "（{numeral}）指标{numeral}：\n{name}：该指标预期指标值为"
    ))
    .and(stated(row.indicator.target.as_ref(), "预期指标值"))
    .and(text("，"));
    if row.indicator.midyear.is_some() {
        all = all
            .and(text("年中监控实际完成值为"))
            .and(stated(row.indicator.midyear.as_deref(), "年中监控值"))
            .and(text("，"));
    }
    let increase = row.increase.as_deref().unwrap_or_default();
    // A digit at the end of a name is not part of the value.
    let apart = match name.ends_with(|c: char| c.is_ascii_digit()) {
        true => "为",
        false => "",
    };
    all = all
        .and(text(format!("{increase}本次评价{name}{apart}")))
        .and(stated(row.indicator.stated_actual(), "实际完成值"))
        .and(text("，该指标完成率为"))
        .and(completion(row))
        .and(text("。"));
    let deviation = deviation(row.explanation.as_ref());
    if !deviation.is_empty() {
        all = all.and(text(format!("{deviation}。")));
    }
    all = all
        .and(text("该指标权重分值为"))
        .and(figure(row.indicator.points.as_ref().map(plain), "权重分值"))
        .and(text("分，自评得分"))
        .and(figure(
            row.indicator.reported.as_ref().map(plain),
            "自评得分",
        ))
        .and(text("分。"));
    all.and(differs(row))
}

/// In red where the score is not the recomputed one.
fn differs(row: &Row) -> Value {
    let filed = row.indicator.reported.as_ref().map(|f| f.value);
    let own = row.result.as_ref().and_then(|result| result.score);
    match (filed, own) {
        (Some(filed), Some(own)) if filed != own => {
            Value::gap(format!("（复算得分为{}分，请核对）", decimal(own)))
        }
        _ => Value::default(),
    }
}
