//! 示例: the same form filled in, marked so that no reader takes it for a filing.

use rust_decimal::Decimal;
use rust_xlsxwriter::XlsxError;

use super::main_sheet::Plan;
use super::pen::{Area, Look, Pen, Value};
use super::shape::LAST;
use super::{FundRow, IndicatorRow, Order, Prefill, closing, heading};
use crate::form::labels::Title;
use crate::model::{Comparator, Kind, Stage};

/// The unit of the example; a sheet that names another one is no longer the example.
pub(crate) const UNIT: &str = "示例单位";

/// Writes the mark where it is seen first and last.
pub(super) fn mark(pen: &mut Pen<'_>, order: &Order<'_>, plan: &Plan) -> Result<(), XlsxError> {
    let mark = order
        .labels
        .title
        .canonical(Title::Example)
        .unwrap_or_default();
    pen.rewrite(
        1,
        0,
        Look::Mark,
        &format!("{}　{mark}", heading::year_line(order.year)),
    )?;
    let last = Area::row(closing::last_row(plan, order.stage) + 1, (0, LAST));
    pen.put(last, Look::Mark, &Value::text(mark))?;
    Ok(())
}

/// An amount or weight in hundredths.
fn hundredths(amount: i64) -> Option<Decimal> {
    Some(Decimal::new(amount, 2).normalize())
}

/// Label and amounts, in hundredths of 万元.
type Amounts = (&'static str, i64, i64, i64);

const UNIT_FUNDS: [Amounts; 8] = [
    ("年度资金总额", 52_000, 56_000, 53_200),
    ("基本支出", 40_000, 42_000, 41_500),
    ("人员经费", 35_000, 36_500, 36_200),
    ("公用经费", 5_000, 5_500, 5_300),
    ("项目支出", 12_000, 14_000, 11_700),
    ("一般公共预算拨款", 48_000, 52_000, 49_200),
    ("上年结转资金", 4_000, 4_000, 4_000),
    ("其他资金", 0, 0, 0),
];

const PROJECT_FUNDS: [Amounts; 4] = [
    ("年度资金总额", 52_000, 56_000, 53_200),
    ("当年财政拨款", 48_000, 52_000, 49_200),
    ("上年结转资金", 4_000, 4_000, 4_000),
    ("其他资金", 0, 0, 0),
];

/// One indicator of the example: levels, name, sign, target, measure, mid-year, actual, points.
struct Shown {
    levels: (&'static str, &'static str),
    name: &'static str,
    sign: Option<Comparator>,
    target: &'static str,
    measure: &'static str,
    midyear: &'static str,
    actual: &'static str,
    points: u32,
    judged: Option<u32>,
    reason: &'static str,
    measures: &'static str,
}

const SHOWN: [Shown; 10] = [
    Shown {
        levels: ("产出指标", "数量指标"),
        name: "业务培训人次",
        sign: Some(Comparator::AtLeast),
        target: "1200",
        measure: "人次",
        midyear: "610",
        actual: "1268",
        points: 10,
        judged: None,
        reason: "",
        measures: "",
    },
    Shown {
        levels: ("产出指标", "数量指标"),
        name: "现场检查单位数",
        sign: Some(Comparator::AtLeast),
        target: "80",
        measure: "家",
        midyear: "36",
        actual: "76",
        points: 10,
        judged: None,
        reason: "四季度人员抽调，4家未按期检查。",
        measures: "2月底前补查，今后按月排定计划。",
    },
    Shown {
        levels: ("产出指标", "质量指标"),
        name: "检查问题整改率",
        sign: Some(Comparator::AtLeast),
        target: "95",
        measure: "%",
        midyear: "90",
        actual: "97.5",
        points: 10,
        judged: None,
        reason: "",
        measures: "",
    },
    Shown {
        levels: ("产出指标", "时效指标"),
        name: "补助资金拨付时间",
        sign: None,
        target: "12月31日前",
        measure: "",
        midyear: "已拨付60%",
        actual: "11月30日",
        points: 10,
        judged: None,
        reason: "",
        measures: "",
    },
    Shown {
        levels: ("产出指标", "成本指标"),
        name: "预算经费",
        sign: Some(Comparator::AtMost),
        target: "520",
        measure: "万元",
        midyear: "262.4",
        actual: "532",
        points: 5,
        judged: None,
        reason: "年中追加40万元，项目尾款未到付款期。",
        measures: "尾款列入下年度一季度支付计划。",
    },
    Shown {
        levels: ("产出指标", "成本指标"),
        name: "会议费支出",
        sign: Some(Comparator::AtMost),
        target: "3",
        measure: "万元",
        midyear: "0",
        actual: "无发生额",
        points: 5,
        judged: None,
        reason: "会议改为线上召开，无发生额。",
        measures: "",
    },
    Shown {
        levels: ("效益指标", "经济效益指标"),
        name: "带动就业人数",
        sign: Some(Comparator::AtLeast),
        target: "50",
        measure: "人",
        midyear: "22",
        actual: "54",
        points: 10,
        judged: None,
        reason: "",
        measures: "",
    },
    Shown {
        levels: ("效益指标", "社会效益指标"),
        name: "群众办事便利程度",
        sign: None,
        target: "进一步提升",
        measure: "",
        midyear: "有所提升",
        actual: "达成年度指标",
        points: 10,
        judged: Some(9),
        reason: "部分事项仍需现场办理。",
        measures: "年内全部接入网上办理。",
    },
    Shown {
        levels: ("效益指标", "可持续影响指标"),
        name: "长效管理机制",
        sign: None,
        target: "健全",
        measure: "",
        midyear: "基本健全",
        actual: "达成年度指标",
        points: 10,
        judged: Some(10),
        reason: "",
        measures: "",
    },
    Shown {
        levels: ("满意度指标", "服务对象满意度指标"),
        name: "服务对象满意度",
        sign: Some(Comparator::AtLeast),
        target: "90",
        measure: "%",
        midyear: "",
        actual: "93",
        points: 10,
        judged: None,
        reason: "",
        measures: "",
    },
];

/// What is spent by the end of July in the example, of each amount of the year.
const BY_JULY: Decimal = Decimal::from_parts(55, 0, 0, false, 2);

/// The example as it looks at the stage of the order.
pub(super) fn at_stage(order: &Order<'_>) -> Prefill {
    let mut prefill = filled(order);
    if order.stage == Stage::SelfEvaluation {
        return prefill;
    }
    prefill.achieved = None;
    for row in &mut prefill.funds {
        row.forecast = row.executed;
        row.executed = row.executed.and_then(|e| e.checked_mul(BY_JULY));
        row.executed = row.executed.map(|e| e.normalize());
    }
    for row in &mut prefill.indicators {
        row.forecast = row.target.clone();
        (row.actual, row.judged) = (None, None);
        (row.reason, row.measures) = (None, None);
        if order.stage == Stage::Goals {
            (row.midyear, row.forecast) = (None, None);
        }
    }
    if order.stage == Stage::Midyear {
        prefill.achieved =
            Some("1-7月按计划推进，各项指标基本达到序时进度，满意度调查将在年底开展。".to_owned());
    }
    prefill
}

/// The example, with weights that fit the execution points of the rule set.
fn filled(order: &Order<'_>) -> Prefill {
    let funds: &[Amounts] = match order.kind {
        Kind::Unit => &UNIT_FUNDS,
        Kind::Project => &PROJECT_FUNDS,
    };
    let funds = funds
        .iter()
        .map(|(label, initial, adjusted, executed)| FundRow {
            label: (*label).to_owned(),
            initial: hundredths(*initial),
            adjusted: hundredths(*adjusted),
            executed: hundredths(*executed),
            reason: None,
            forecast: None,
        });
    let year = order.year.unwrap_or(2023);
    let mut indicators: Vec<_> = SHOWN.iter().map(|shown| indicator(shown, year)).collect();
    weigh(&mut indicators, order);
    Prefill {
        unit: Some(UNIT.to_owned()),
        code: Some("000000".to_owned()),
        department: Some("示例主管部门".to_owned()),
        project: Some("示例项目".to_owned()),
        group: None,
        funds: funds.collect(),
        goal: Some(
            "完成业务培训1200人次、现场检查80家，问题整改率95%以上，服务对象满意度90%以上。"
                .to_owned(),
        ),
        achieved: Some(
            "全年培训1268人次，检查76家，问题整改率97.5%，服务对象满意度93%。".to_owned(),
        ),
        indicators,
        filed: None,
        spare: None,
        fixed_by: None,
    }
}

fn indicator(shown: &Shown, year: i32) -> IndicatorRow {
    let words = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let dated = |text: &str| match text.contains('月') {
        true => Some(format!("{year}年{text}")),
        false => words(text),
    };
    IndicatorRow {
        level1: words(shown.levels.0),
        level2: words(shown.levels.1),
        name: shown.name.to_owned(),
        sign: shown.sign,
        target: dated(shown.target),
        measure: words(shown.measure),
        midyear: words(shown.midyear),
        forecast: None,
        actual: dated(shown.actual),
        method: None,
        points: Some(Decimal::from(shown.points)),
        judged: shown.judged.map(Decimal::from),
        reason: words(shown.reason),
        measures: words(shown.measures),
    }
}

/// Takes or gives points, one at a time, until all of them add to the whole.
fn weigh(rows: &mut [IndicatorRow], order: &Order<'_>) {
    let whole = order.rules.total_points - order.rules.execution.points;
    let mut sum: Decimal = rows.iter().filter_map(|r| r.points).sum();
    let mut turns = 0_usize;
    while sum != whole && turns < 100 && !rows.is_empty() {
        let step = (whole - sum).min(Decimal::ONE).max(-Decimal::ONE);
        let at = turns % rows.len();
        if let Some(row) = rows.get_mut(at)
            && let Some(points) = row.points.filter(|p| *p + step > Decimal::ONE)
        {
            row.points = Some(points + step);
            row.judged = row.judged.map(|j| j + step);
            sum += step;
        }
        turns += 1;
    }
}
