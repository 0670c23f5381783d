//! The data files: one year, its forms, and what people typed into each cell.

use rust_decimal::Decimal;
use serde::Deserialize;

use super::Result;
use super::sheet::{Content, Shown};

/// One data file: all forms of a year.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Year {
    /// 年度 in the headings.
    pub(super) year: i32,
    /// Creation date written into every file, `2024-01-01`, so that the bytes never change.
    pub(super) created: String,
    /// The forms, one file each.
    #[serde(rename = "form")]
    pub(super) forms: Vec<Form>,
}

/// Where the labels stand: which place's form it is.
#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Layout {
    /// 部门（单位）整体支出, with mid-year values and completion rates.
    Central,
    /// 部门整体支出, Hunan: funds by source beside funds by use.
    Hunan,
    /// 部门整体绩效, Chongqing: total at the top, initial and adjusted targets.
    Chongqing,
    /// 部门（单位）整体支出, Fujian: carry-over arithmetic and scoring standards.
    Fujian,
    /// Target split into 指标性质, 指标值, 度量单位; total beside 其他需要说明事项.
    Split,
    /// 项目支出, 财预〔2020〕10号 annex 1.
    Project,
    /// 项目绩效目标, weight before target.
    Goal,
}

/// One filed form.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    /// File below the year's folder, with `/`.
    pub(super) file: String,
    /// The place's form; without one, the form that this program hands out.
    pub(super) layout: Option<Layout>,
    /// 部门（单位）名称, or 实施单位 of a project.
    pub(super) unit: String,
    /// 部门预算编码
    #[serde(default)]
    pub(super) code: Entry,
    /// 主管部门 of a project.
    #[serde(default)]
    pub(super) department: String,
    /// 项目名称
    #[serde(default)]
    pub(super) project: String,
    /// 万元, where nothing else is stated in the heading of the funds.
    #[serde(default = "ten_thousand_yuan")]
    pub(super) measure: String,
    /// The money block, total row first unless the place has it last.
    pub(super) funds: Vec<Fund>,
    /// 按收入性质分 and 按支出性质分, line by line (Hunan).
    #[serde(default)]
    pub(super) halves: Vec<[String; 2]>,
    /// 预期目标
    #[serde(default)]
    pub(super) goal: String,
    /// 实际完成情况
    #[serde(default)]
    pub(super) achieved: String,
    /// 三级指标 in order.
    pub(super) indicators: Vec<Indicator>,
    /// Sum of the weights in the total row.
    #[serde(default)]
    pub(super) total_points: Entry,
    /// 总分
    #[serde(default)]
    pub(super) total: Entry,
    /// 评价等级
    #[serde(default)]
    pub(super) grade: Entry,
    /// The line under the table: who filled it in, when.
    #[serde(default)]
    pub(super) closing: Vec<String>,
    /// 填报日期 (own form)
    pub(super) filed: Option<String>,
    /// 项目支出明细 on a sheet of its own.
    pub(super) detail: Option<Detail>,
}

fn ten_thousand_yuan() -> String {
    "万元".to_owned()
}

/// One row of the money block.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct Fund {
    /// 年度资金总额, 其中：基本支出 …
    pub(super) label: String,
    /// 年初预算数
    #[serde(default)]
    pub(super) initial: Entry,
    /// 年中调整金额
    #[serde(default)]
    pub(super) change: Entry,
    /// 全年预算数
    #[serde(default)]
    pub(super) adjusted: Entry,
    /// 全年执行数
    #[serde(default)]
    pub(super) executed: Entry,
    /// 分值
    #[serde(default)]
    pub(super) points: Entry,
    /// 执行率
    #[serde(default)]
    pub(super) rate: Entry,
    /// 得分
    #[serde(default)]
    pub(super) score: Entry,
    /// 备注
    #[serde(default)]
    pub(super) remark: Entry,
    /// 结余金额 (Fujian)
    #[serde(default)]
    pub(super) balance: Entry,
    /// 资金结余率 (Fujian)
    #[serde(default)]
    pub(super) balance_rate: Entry,
}

/// One row of the indicator table; a level that is not stated is the one above, merged.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Indicator {
    /// 一级指标
    pub(super) level1: Option<String>,
    /// 二级指标
    pub(super) level2: Option<String>,
    /// 三级指标
    #[serde(default)]
    pub(super) name: Entry,
    /// 指标性质
    #[serde(default)]
    pub(super) sign: Entry,
    /// 年度指标值
    #[serde(default)]
    pub(super) target: Entry,
    /// 调整指标值
    #[serde(default)]
    pub(super) adjusted_target: Entry,
    /// 度量单位
    #[serde(default)]
    pub(super) measure: Entry,
    /// 年中监控实际完成值
    #[serde(default)]
    pub(super) midyear: Entry,
    /// 实际完成值
    #[serde(default)]
    pub(super) actual: Entry,
    /// 指标完成率
    #[serde(default)]
    pub(super) completion: Entry,
    /// 分值
    #[serde(default)]
    pub(super) points: Entry,
    /// 得分; on the own form one that was typed over its formula.
    #[serde(default)]
    pub(super) score: Entry,
    /// 定性评分 (own form)
    #[serde(default)]
    pub(super) judged: Entry,
    /// 评分标准
    #[serde(default)]
    pub(super) criterion: Entry,
    /// 是否核心指标
    #[serde(default)]
    pub(super) core: Entry,
    /// 偏差原因分析及改进措施
    #[serde(default)]
    pub(super) reason: Entry,
    /// 改进措施 in a column of its own (own form)
    #[serde(default)]
    pub(super) measures: Entry,
}

/// A list of projects on a second sheet.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Detail {
    /// 填报单位
    pub(super) unit: String,
    /// 序号, 项目名称, 资金性质, 预算金额, 执行金额
    pub(super) rows: Vec<[Entry; 5]>,
}

/// What stands in a cell: `95`, `"≥95%"`, `"%0.95"` (a percent cell), `"#44.5"` (two places), `"="` (the layout's formula).
#[derive(Deserialize, Clone, Default)]
#[serde(from = "Typed")]
pub(super) enum Entry {
    /// Nothing.
    #[default]
    Blank,
    /// A value.
    Value(Content),
    /// The formula that belongs there.
    Formula,
}

/// An entry as TOML has it.
#[derive(Deserialize)]
#[serde(untagged)]
enum Typed {
    Number(f64),
    Text(String),
}

impl From<Typed> for Entry {
    fn from(typed: Typed) -> Self {
        let text = match typed {
            Typed::Number(figure) => return Self::Value(Content::Number(figure, Shown::General)),
            Typed::Text(text) => text,
        };
        let figure = |marked: Option<&str>| marked.and_then(|m| m.parse::<f64>().ok());
        if let Some(fraction) = figure(text.strip_prefix('%')) {
            return Self::Value(Content::Number(fraction, percent(fraction)));
        }
        if let Some(amount) = figure(text.strip_prefix('#')) {
            return Self::Value(Content::Number(amount, Shown::TwoPlaces));
        }
        match text.as_str() {
            "" => Self::Blank,
            "=" => Self::Formula,
            _ => Self::Value(Content::Text(text)),
        }
    }
}

/// Whole percents are shown without decimals.
fn percent(fraction: f64) -> Shown {
    let hundredfold = fraction * 100.0;
    if (hundredfold - hundredfold.round()).abs() < 1e-9 {
        Shown::Percent
    } else {
        Shown::PercentTwoPlaces
    }
}

impl Entry {
    /// The cell's content, `formula` where it is asked for.
    pub(super) fn or(&self, formula: impl FnOnce() -> Content) -> Content {
        match self {
            Self::Blank => Content::Blank,
            Self::Value(content) => content.clone(),
            Self::Formula => formula(),
        }
    }

    /// The cell's content where no formula belongs.
    pub(super) fn plain(&self) -> Content {
        self.or(|| Content::Blank)
    }

    /// What was typed, as text.
    pub(super) fn text(&self) -> Option<String> {
        match self {
            Self::Value(Content::Text(text)) => Some(text.clone()),
            Self::Value(Content::Number(figure, _)) => Some(figure.to_string()),
            _ => None,
        }
    }

    /// The number that was typed, to its last digit.
    pub(super) fn decimal(&self) -> Result<Option<Decimal>> {
        let figure = self.text().map(|text| text.parse());
        Ok(figure.transpose()?)
    }

    /// The number that was typed, 0 for text and blanks, as a spreadsheet's SUM takes it.
    pub(super) fn number(&self) -> f64 {
        match self {
            Self::Value(Content::Number(figure, _)) => *figure,
            _ => 0.0,
        }
    }
}
