//! Help while typing: drop-downs, hints and plain messages for what cannot be right.

use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle as Answer, DataValidationRule, Formula, Worksheet,
    XlsxError,
};

use super::main_sheet::Plan;
use super::pen::address;
use super::scoring::CHOSEN;
use super::shape::{
    ACTUAL, JUDGED, LEVEL1, LEVEL2, LEVELS1, LEVELS2, MEASURE, METHOD, MIDYEAR, POINTS, REASON,
    SIGN, TARGET,
};
use super::{Order, funds};
use crate::base::lang::Text;
use crate::form::labels::IndicatorColumn;
use crate::model::{Comparator, Stage};

/// Units of measure to choose from; others may be typed.
const UNITS: [&str; 24] = [
    "%",
    "万元",
    "元",
    "个",
    "家",
    "人",
    "人次",
    "次",
    "件",
    "项",
    "户",
    "份",
    "场",
    "期",
    "天",
    "月",
    "亩",
    "公里",
    "平方米",
    "吨",
    "台套",
    "所",
    "条",
    "起",
];

const SIGNS: [Comparator; 5] = [
    Comparator::AtLeast,
    Comparator::MoreThan,
    Comparator::AtMost,
    Comparator::LessThan,
    Comparator::Equal,
];

/// Title of a hint or message, and its text.
struct Hint {
    title: Text,
    text: Text,
}

const fn hint(title: Text, text: Text) -> Hint {
    Hint { title, text }
}

const LEVEL: Hint = hint(
    Text::new("指标级别", "Level"),
    Text::new(
        "从列表中选择；列表里没有的可以直接填写。同一类指标请连续填写。",
        "Choose from the list, or type another name. Keep indicators of one kind together.",
    ),
);
const SIGN_HINT: Hint = hint(
    Text::new("指标性质", "Sign"),
    Text::new(
        "≥ 不低于，≤ 不高于，= 等于；定性指标留空。",
        "≥ at least, ≤ at most, = equal; leave blank for indicators in words.",
    ),
);
const TARGET_HINT: Hint = hint(
    Text::new("年度指标值", "Target"),
    Text::new(
        "定量指标只填数字（如 95），符号和单位填在两边的栏里；时限写成 2023年12月31日前；定性指标填文字。",
        "Figures only (95): sign and unit have columns of their own. Deadlines as 2023年12月31日前; words for indicators in words.",
    ),
);
const MEASURE_HINT: Hint = hint(
    Text::new("度量单位", "Unit of measure"),
    Text::new(
        "从列表中选择，也可以直接填写。选 % 时指标值填 95，不要再写 %。",
        "Choose from the list or type another. With %, type 95 as the target, without the sign.",
    ),
);
const MIDYEAR_HINT: Hint = hint(
    Text::new("年中监控值", "Mid-year value"),
    Text::new(
        "年中绩效监控时的完成值，只填数字，单位与指标值相同。",
        "What had been reached at mid-year; a figure in the unit of the target.",
    ),
);
const SO_FAR_HINT: Hint = hint(
    Text::new("年中监控值", "Mid-year value"),
    Text::new(
        "截至 7 月 31 日的完成值，只填数字，单位与指标值相同；定性指标用文字说明进展；还没有开始的填 0，还无法取得的留空并说明原因。",
        "What had been reached by 31 July; a figure in the unit of the target, words for indicators in words. 0 where nothing was done; blank, with a reason, where it is not known yet.",
    ),
);
const FORECAST_HINT: Hint = hint(
    Text::new("全年预计完成情况", "Forecast for the year"),
    Text::new(
        "按目前进度预计到年底的完成值；达不到年度指标值的，在偏差原因中说明。",
        "What will be reached by the end of the year; give the reason where that is below the target.",
    ),
);
const BEHIND_HINT: Hint = hint(
    Text::new("偏差原因", "Reason"),
    Text::new(
        "完成进度偏慢或全年预计达不到指标值时填写；改进措施填在右边一栏。",
        "Where it is behind, or the target will not be reached; measures go to the next column.",
    ),
);
const ACTUAL_HINT: Hint = hint(
    Text::new("实际完成值", "Actual value"),
    Text::new(
        "定量指标只填数字，单位与指标值相同。没有发生支出的选“无发生额”，不适用的选“不适用”；定性指标选达成程度，再填“定性评分”。",
        "A figure in the unit of the target. Choose 无发生额 where nothing was spent, 不适用 where it does not apply; for words choose how far it was reached and type the points by hand.",
    ),
);
const METHOD_HINT: Hint = hint(
    Text::new("评分方法", "Scoring method"),
    Text::new(
        "一般留空，按评分规则自动选择；需要时从列表中选择。",
        "Leave blank: the rule set chooses. Choose from the list only where needed.",
    ),
);
const POINTS_HINT: Hint = hint(
    Text::new("分值", "Points"),
    Text::new(
        "本项满分。全部分值（含预算执行率）合计 100 分。",
        "Points that can be earned. All of them, execution included, add to 100.",
    ),
);
const JUDGED_HINT: Hint = hint(
    Text::new("定性评分", "Points by judgement"),
    Text::new(
        "只有定性、逾期、不适用等不能由数值算出的指标才填，不超过分值；定量指标留空，得分自动算出。",
        "Only where figures give no score (words, missed dates, not applicable); at most the points.",
    ),
);
const REASON_HINT: Hint = hint(
    Text::new("偏差原因", "Reason"),
    Text::new(
        "没有得满分、或超额完成较多时必须填写；改进措施填在右边一栏。",
        "Required where points are lost or the target is far exceeded; measures go to the next column.",
    ),
);
const AMOUNT_HINT: Hint = hint(
    Text::new("金额（万元）", "Amount in 万元"),
    Text::new(
        "只填数字，单位万元，例如 485.82；没有的留空或填 0。",
        "A number in 万元, such as 485.82; blank or 0 where there is none.",
    ),
);

/// What is said about a value that cannot be right.
const NO_NUMBER: Text = Text::new(
    "这里只能填 0 或大于 0 的数字，不要带单位和文字。",
    "Only numbers from 0 on, without units and words.",
);
const NO_FIGURE: Text = Text::new(
    "这里看起来是数字但不能计算。请只填数字，把符号、%、单位填在各自的栏里。确定是文字说明的，可以选“是”保留。",
    "This looks like a figure but cannot be computed. Type the number alone; sign, % and unit have columns of their own. Keep it only if it is meant as words.",
);
const NO_CHOICE: Text = Text::new(
    "请从列表中选择，或留空。",
    "Choose from the list, or leave it blank.",
);

/// What is said about the columns, for the guide.
pub(super) fn about(stage: Stage, role: IndicatorColumn) -> Option<Text> {
    use IndicatorColumn as C;
    let hint = match role {
        C::Level1 | C::Level2 => &LEVEL,
        C::Sign => &SIGN_HINT,
        C::Target => &TARGET_HINT,
        C::Measure => &MEASURE_HINT,
        C::Midyear if stage == Stage::Midyear => &SO_FAR_HINT,
        C::Midyear => &MIDYEAR_HINT,
        C::Forecast => &FORECAST_HINT,
        C::Actual => &ACTUAL_HINT,
        C::Criterion => &METHOD_HINT,
        C::Points => &POINTS_HINT,
        C::Judged => &JUDGED_HINT,
        C::Reason if stage == Stage::Midyear => &BEHIND_HINT,
        C::Reason => &REASON_HINT,
        _ => return None,
    };
    Some(hint.text)
}

/// Where choices are added.
struct Choices<'w, 'o> {
    sheet: &'w mut Worksheet,
    order: &'o Order<'o>,
    rows: (u32, u32),
}

/// Adds all drop-downs, hints and checks of the form's sheet.
pub(super) fn add(sheet: &mut Worksheet, order: &Order<'_>, plan: &Plan) -> Result<(), XlsxError> {
    let mut choices = Choices {
        sheet,
        order,
        rows: plan.reach(),
    };
    choices.list(LEVEL1, &LEVELS1, Answer::Information, &LEVEL)?;
    choices.list(LEVEL2, &LEVELS2, Answer::Information, &LEVEL)?;
    choices.list(SIGN, &SIGNS.map(Comparator::sign), Answer::Stop, &SIGN_HINT)?;
    choices.list(MEASURE, &UNITS, Answer::Information, &MEASURE_HINT)?;
    let methods = CHOSEN.map(|kind| kind.title().zh);
    choices.list(METHOD, &methods, Answer::Stop, &METHOD_HINT)?;
    choices.figure(TARGET, &TARGET_HINT)?;
    match order.stage {
        Stage::Goals => choices.number(POINTS, &POINTS_HINT)?,
        Stage::Midyear => {
            choices.any(ACTUAL, &FORECAST_HINT)?;
            choices.figure(MIDYEAR, &SO_FAR_HINT)?;
            choices.any(REASON, &BEHIND_HINT)?;
            choices.number(POINTS, &POINTS_HINT)?;
        }
        Stage::SelfEvaluation => {
            choices.actual()?;
            choices.any(MIDYEAR, &MIDYEAR_HINT)?;
            choices.any(REASON, &REASON_HINT)?;
            choices.number(POINTS, &POINTS_HINT)?;
            choices.number(JUDGED, &JUDGED_HINT)?;
        }
    }
    amounts(sheet, order, plan)
}

/// Amounts are numbers from 0 on.
fn amounts(sheet: &mut Worksheet, order: &Order<'_>, plan: &Plan) -> Result<(), XlsxError> {
    let columns: &[(u16, u16)] = match order.stage {
        Stage::Goals => &[funds::INITIAL],
        Stage::Midyear => &[
            funds::INITIAL,
            funds::ADJUSTED,
            funds::EXECUTED,
            funds::FORECAST,
        ],
        Stage::SelfEvaluation => &[funds::INITIAL, funds::ADJUSTED, funds::EXECUTED],
    };
    for cols in columns {
        let rule = DataValidation::new()
            .allow_decimal_number(DataValidationRule::GreaterThanOrEqualTo(0.0));
        let rule = worded(rule, order, &AMOUNT_HINT, NO_NUMBER)?;
        sheet.add_data_validation(plan.sum(), cols.0, plan.goals - 1, cols.1, &rule)?;
    }
    Ok(())
}

/// Hint before typing, message afterwards.
fn worded(
    rule: DataValidation,
    order: &Order<'_>,
    hint: &Hint,
    message: Text,
) -> Result<DataValidation, XlsxError> {
    let lang = order.lang;
    rule.set_input_title(hint.title.get(lang))?
        .set_input_message(hint.text.get(lang))?
        .set_error_title(hint.title.get(lang))?
        .set_error_message(message.get(lang))
}

impl Choices<'_, '_> {
    fn put(&mut self, col: u16, rule: &DataValidation) -> Result<(), XlsxError> {
        let (first, last) = self.rows;
        self.sheet
            .add_data_validation(first, col, last, col, rule)?;
        Ok(())
    }

    /// A drop-down; `answer` decides whether other words may be kept.
    fn list(
        &mut self,
        col: u16,
        words: &[&str],
        answer: Answer,
        hint: &Hint,
    ) -> Result<(), XlsxError> {
        let strict = matches!(answer, Answer::Stop);
        let rule = DataValidation::new()
            .allow_list_strings(words)?
            .set_error_style(answer)
            .show_error_message(strict);
        let rule = worded(rule, self.order, hint, NO_CHOICE)?;
        self.put(col, &rule)
    }

    /// A figure or words, but nothing between the two.
    fn figure(&mut self, col: u16, hint: &Hint) -> Result<(), XlsxError> {
        let typed = address(self.rows.0, col);
        let fine = format!(
            r#"OR(ISNUMBER(IFERROR(VALUE(SUBSTITUTE({typed}&"","%","")),"")),ISERROR(FIND(LEFT({typed}&"x",1),"0123456789.≥≤≧≦＞＜><=＝")),ISNUMBER(FIND("年",{typed}&"")))"#
        );
        let rule = DataValidation::new()
            .allow_custom(Formula::new(fine))
            .set_error_style(Answer::Warning);
        let rule = worded(rule, self.order, hint, NO_FIGURE)?;
        self.put(col, &rule)
    }

    /// 实际完成值: a figure, or one of the usual words.
    fn actual(&mut self) -> Result<(), XlsxError> {
        let bands = self.order.rules.bands.iter();
        let phrases = bands.filter_map(|band| band.phrases.first());
        let mut words: Vec<&str> = Vec::new();
        words.extend(self.order.rules.nothing_incurred.first().map(|w| &**w));
        words.push("不适用");
        words.extend(phrases.map(|w| &**w));
        self.list(ACTUAL, &words, Answer::Information, &ACTUAL_HINT)
    }

    /// Anything, with a hint.
    fn any(&mut self, col: u16, hint: &Hint) -> Result<(), XlsxError> {
        let rule = DataValidation::new().allow_any_value();
        let rule = worded(rule, self.order, hint, NO_CHOICE)?;
        self.put(col, &rule)
    }

    /// A number from 0 to all points there are.
    fn number(&mut self, col: u16, hint: &Hint) -> Result<(), XlsxError> {
        let most = crate::base::number::to_cell(self.order.rules.total_points);
        let rule =
            DataValidation::new().allow_decimal_number(DataValidationRule::Between(0.0, most));
        let rule = worded(rule, self.order, hint, NO_NUMBER)?;
        self.put(col, &rule)
    }
}
