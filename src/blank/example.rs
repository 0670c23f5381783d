//! 示例: the same form filled in, marked so that no reader takes it for a filing.

use rust_decimal::Decimal;
use rust_xlsxwriter::XlsxError;

use super::layout::Plan;
use super::pen::{Area, Look, Pen};
use super::{FundRow, IndicatorRow, Order, Prefill, Value, heading};
use crate::form::labels::{IndicatorColumn as C, Title};
use crate::form::spec::EXAMPLE_UNIT;
use crate::form::spec::col::LAST;
use crate::model::{Kind, Stage};

/// Writes the mark at the beginning and the end.
pub(super) fn mark(pen: &mut Pen<'_>, order: &Order<'_>, plan: &Plan) -> Result<(), XlsxError> {
    let mark = order.labels.title.canonical(Title::Example);
    let mark = mark.unwrap_or_default();
    let year = heading::year_line(order.year);
    let top = Area::row(1, (0, LAST));
    pen.rewrite(top, Look::Mark, &format!("{year}　{mark}"))?;
    let last = Area::row(plan.last(order.stage) + 1, (0, LAST));
    pen.put(last, Look::Mark, mark)
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

/// The columns of [`SHOWN`].
const SHOWN_COLUMNS: [C; 12] = [
    C::Level1,
    C::Level2,
    C::Level3,
    C::Sign,
    C::Target,
    C::Measure,
    C::Midyear,
    C::Actual,
    C::Points,
    C::Judged,
    C::Reason,
    C::Measures,
];

/// The indicators of the example, one a line; days are those of the year of the form.
const SHOWN: &str = "\
产出指标|数量指标|业务培训人次|≥|1200|人次|610|1268|10|||
产出指标|数量指标|现场检查单位数|≥|80|家|36|76|10||四季度人员抽调，4家未按期检查。|2月底前补查，今后按月排定计划。
产出指标|质量指标|检查问题整改率|≥|95|%|90|97.5|10|||
产出指标|时效指标|补助资金拨付时间||12月31日前||已拨付60%|11月30日|10|||
产出指标|成本指标|预算经费|≤|520|万元|262.4|532|5||年中追加40万元，项目尾款未到付款期。|尾款列入下年度一季度支付计划。
产出指标|成本指标|会议费支出|≤|3|万元|0|无发生额|5||会议改为线上召开，无发生额。|
效益指标|经济效益指标|带动就业人数|≥|50|人|22|54|10|||
效益指标|社会效益指标|群众办事便利程度||进一步提升||有所提升|达成年度指标|10|9|部分事项仍需现场办理。|年内全部接入网上办理。
效益指标|可持续影响指标|长效管理机制||健全||基本健全|达成年度指标|10|10||
满意度指标|服务对象满意度指标|服务对象满意度|≥|90|%||93|10|||";

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
        row.set(C::Forecast, row.value(C::Target));
        for later in [C::Actual, C::Judged, C::Reason, C::Measures] {
            row.set(later, Value::Blank);
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
            ..FundRow::default()
        });
    let year = order.year.unwrap_or(2023);
    let mut indicators: Vec<_> = SHOWN.lines().map(|line| indicator(line, year)).collect();
    weigh(&mut indicators, order);
    Prefill {
        unit: Some(EXAMPLE_UNIT.to_owned()),
        code: Some("000000".to_owned()),
        department: Some("示例主管部门".to_owned()),
        project: Some("示例项目".to_owned()),
        funds: funds.collect(),
        goal: Some(
            "完成业务培训1200人次、现场检查80家，问题整改率95%以上，服务对象满意度90%以上。"
                .to_owned(),
        ),
        achieved: Some(
            "全年培训1268人次，检查76家，问题整改率97.5%，服务对象满意度93%。".to_owned(),
        ),
        indicators,
        ..Prefill::default()
    }
}

fn indicator(line: &str, year: i32) -> IndicatorRow {
    let cells = SHOWN_COLUMNS.into_iter().zip(line.split('|'));
    cells.fold(
        IndicatorRow::default(),
        |row, (column, text)| match column {
            C::Points | C::Judged => row.with(column, text.parse::<Decimal>().ok()),
            C::Target | C::Actual if text.contains('月') => {
                row.with(column, format!("{year}年{text}"))
            }
            column => row.with(column, text),
        },
    )
}

/// Takes or gives points, one at a time, until all of them add to the whole.
fn weigh(rows: &mut [IndicatorRow], order: &Order<'_>) {
    let whole = order.rules.total_points - order.rules.execution.points;
    let mut sum: Decimal = rows.iter().filter_map(IndicatorRow::points).sum();
    let mut turns = 0_usize;
    while sum != whole && turns < 100 && !rows.is_empty() {
        let step = (whole - sum).min(Decimal::ONE).max(-Decimal::ONE);
        let at = turns % rows.len();
        if let Some(row) = rows.get_mut(at)
            && let Some(points) = row.points().filter(|p| *p + step > Decimal::ONE)
        {
            row.set(C::Points, points + step);
            let judged = row.number(C::Judged);
            row.set(C::Judged, judged.map(|j| j + step));
            sum += step;
        }
        turns += 1;
    }
}
