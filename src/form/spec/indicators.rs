//! The columns of the indicator table, and the words in their lists.

use super::Duty::{Absent, Computed, Open, Shut};
use super::{CellFormat, Duty, EntryRule, FormField, col};
use crate::base::lang::Text;
use crate::form::labels::IndicatorColumn as C;
use crate::model::{Comparator, Stage};
use crate::rules::{Aim, RuleSet, methods_beside};

const fn field(role: C, at: u16, content: CellFormat, duties: [Duty; 3]) -> FormField<C> {
    FormField::new(role, (at, at), content, duties)
}

const COMPUTED: Text = Text::new("由公式自动计算，不用填写。", "Computed; not to be typed.");

/// The columns of the indicator table from left to right; 全年预计 has the column of the actual value.
pub const INDICATORS: [FormField<C>; 16] = [
    level(C::Level1, col::LEVEL1, |_| LEVELS1.to_vec()),
    level(C::Level2, col::LEVEL2, |_| levels2()),
    field(C::Level3, col::NAME, CellFormat::Words, [Open; 3])
        .settled()
        .explained(Text::new(
                "指标的具体名称，与批复的绩效目标一致。",
                "The indicator's own name, as in the approved goals.",
            ),
        ),
    field(C::Sign, col::SIGN, CellFormat::AsTyped, [Open; 3])
        .settled()
        .hint(
            EntryRule::Listed(|_| SIGNS.map(Comparator::sign).to_vec()),
            Text::new("指标性质", "Sign"),
            Text::new(
                "≥ 不低于，≤ 不高于，= 等于；定性指标留空。",
                "≥ at least, ≤ at most, = equal; leave blank for indicators in words.",
            ),
        ),
    field(C::Target, col::TARGET, CellFormat::AsTyped, [Open; 3])
        .settled()
        .required(&Stage::ALL)
        .hint(
            EntryRule::Figure,
            Text::new("年度指标值", "Target"),
            Text::new(
                "定量指标只填数字（如 95），符号和单位填在两边的栏里；时限写成 2023年12月31日前；定性指标填文字。",
                "Figures only (95): sign and unit have columns of their own. Deadlines as 2023年12月31日前; words for indicators in words.",
            ),
        ),
    field(C::Measure, col::MEASURE, CellFormat::Word, [Open; 3])
        .settled()
        .hint(
            EntryRule::Offered(|_| MEASURES.split(' ').collect()),
            Text::new("度量单位", "Unit of measure"),
            Text::new(
                "从列表中选择，也可以直接填写。选 % 时指标值填 95，不要再写 %。",
                "Choose from the list or type another. With %, type 95 as the target, without the sign.",
            ),
        ),
    field(C::Midyear, col::MIDYEAR, CellFormat::AsTyped, [Shut, Open, Open])
        .settled()
        .required(&[Stage::Midyear])
        .hint(
            EntryRule::Any,
            Text::new("年中监控值", "Mid-year value"),
            Text::new(
                "年中绩效监控时的完成值，只填数字，单位与指标值相同。",
                "What had been reached at mid-year; a figure in the unit of the target.",
            ),
        )
        .at_midyear(
            EntryRule::Figure,
            Text::new("年中监控值", "Mid-year value"),
            Text::new(
                "截至 7 月 31 日的完成值，只填数字，单位与指标值相同；定性指标用文字说明进展；还没有开始的填 0，还无法取得的留空并说明原因。",
                "What had been reached by 31 July; a figure in the unit of the target, words for indicators in words. 0 where nothing was done; blank, with a reason, where it is not known yet.",
            ),
        ),
    field(C::Actual, col::ACTUAL, CellFormat::AsTyped, [Shut, Absent, Open]).required(&[Stage::SelfEvaluation]).hint(
        EntryRule::OfferedBeside(outcomes),
        Text::new("实际完成值", "Actual value"),
        Text::new(
            "定量指标只填数字，单位与指标值相同。没有发生支出的选“无发生额”，不适用的选“不适用”；定性指标选达成程度，再填“定性评分”。",
            "A figure in the unit of the target. Choose 无发生额 where nothing was spent, 不适用 where it does not apply; for words choose how far it was reached and type the points by hand.",
        ),
    ),
    field(C::Forecast, col::ACTUAL, CellFormat::AsTyped, [Absent, Open, Absent]).hint(
        EntryRule::Any,
        Text::new("全年预计完成情况", "Forecast for the year"),
        Text::new(
            "按目前进度预计到年底的完成值；达不到年度指标值的，在偏差原因中说明。",
            "What will be reached by the end of the year; give the reason where that is below the target.",
        ),
    ),
    field(C::Completion, col::COMPLETION, CellFormat::Rate, [Shut, Computed, Computed]).explained(COMPUTED,
    ),
    field(C::Criterion, col::METHOD, CellFormat::Word, [Open; 3])
        .closed()
        .hint(
            EntryRule::ListedBeside(|_, aim| methods_beside(aim)),
            Text::new("评分方法", "Scoring method"),
            Text::new(
                "一般留空，按评分规则自动选择；需要时从列表中选择，列表随指标性质和指标值变化。批复后锁定。",
                "Leave blank: the rule set chooses. Choose from the list only where needed; it goes by sign and target, and is locked once approved.",
            ),
        ),
    field(C::Points, col::POINTS, CellFormat::Points, [Open; 3])
        .settled()
        .required(&[Stage::Goals, Stage::SelfEvaluation])
        .hint(
            EntryRule::Points,
            Text::new("分值", "Points"),
            Text::new(
                "本项满分。全部分值（含预算执行率）合计 100 分。",
                "Points that can be earned. All of them, execution included, add to 100.",
            ),
        ),
    field(C::Judged, col::JUDGED, CellFormat::Points, [Shut, Shut, Open]).hint(
        EntryRule::Points,
        Text::new("定性评分", "Points by judgement"),
        Text::new(
            "只有定性、逾期、不适用等不能由数值算出的指标才填，不超过分值；定量指标留空，得分自动算出。",
            "Only where figures give no score (words, missed dates, not applicable); at most the points.",
        ),
    ),
    field(C::Score, col::SCORE, CellFormat::Score, [Shut, Shut, Computed]).required(&[Stage::SelfEvaluation]).explained(COMPUTED,
    ),
    field(C::Reason, col::REASON, CellFormat::Words, [Shut, Open, Open])
        .hint(
            EntryRule::Any,
            Text::new("偏差原因", "Reason"),
            Text::new(
                "没有得满分、或超额完成较多时必须填写；改进措施填在右边一栏。",
                "Required where points are lost or the target is far exceeded; measures go to the next column.",
            ),
        )
        .at_midyear(
            EntryRule::Any,
            Text::new("偏差原因", "Reason"),
            Text::new(
                "完成进度偏慢或全年预计达不到指标值时填写；改进措施填在右边一栏。",
                "Where it is behind, or the target will not be reached; measures go to the next column.",
            ),
        ),
    field(C::Measures, col::MEASURES, CellFormat::Words, [Shut, Open, Open]).explained(Text::new(
            "针对偏差原因的改进措施、时限。",
            "What will be done about the reason, and by when.",
        ),
    ),
];

const fn level(role: C, at: u16, usual: fn(&RuleSet) -> Vec<&str>) -> FormField<C> {
    field(role, at, CellFormat::Word, [Open; 3]).settled().hint(
        EntryRule::Offered(usual),
        Text::new("指标级别", "Level"),
        Text::new(
            "从列表中选择；列表里没有的可以直接填写。同一类指标请连续填写。",
            "Choose from the list, or type another name. Keep indicators of one kind together.",
        ),
    )
}

/// 不适用, and 无发生额 for a figure or the words of the bands for words, as the rule set reads them.
fn outcomes(rules: &RuleSet, aim: Aim) -> Vec<&str> {
    let nothing = rules.nothing_incurred.phrases.first();
    let phrases = rules.bands.iter().filter_map(|band| band.phrases.first());
    let words = match aim {
        Aim::Worded => phrases.map(|words| &**words).collect(),
        Aim::Lower | Aim::Higher => nothing.map(|words| vec![&**words]).unwrap_or_default(),
    };
    words.into_iter().chain(["不适用"]).collect()
}

/// 一级指标, 二级指标 and the number of rows for each on a blank form, after 财预〔2020〕10号 and 财预〔2021〕101号.
pub const LEVELS: [(&str, &str, usize); 9] = [
    ("产出指标", "数量指标", 3),
    ("产出指标", "质量指标", 2),
    ("产出指标", "时效指标", 2),
    ("产出指标", "成本指标", 1),
    ("效益指标", "经济效益指标", 1),
    ("效益指标", "社会效益指标", 1),
    ("效益指标", "生态效益指标", 1),
    ("效益指标", "可持续影响指标", 1),
    ("满意度指标", "服务对象满意度指标", 1),
];

/// 一级指标 to choose from.
const LEVELS1: [&str; 4] = ["成本指标", "产出指标", "效益指标", "满意度指标"];

/// 二级指标 of 成本指标, after 财预〔2021〕101号.
const COSTS: [&str; 3] = ["经济成本指标", "社会成本指标", "生态环境成本指标"];

fn levels2() -> Vec<&'static str> {
    let usual = LEVELS.iter().map(|(_, level2, _)| *level2);
    COSTS.into_iter().chain(usual).collect()
}

/// 指标性质 to choose from.
const SIGNS: [Comparator; 5] = [
    Comparator::AtLeast,
    Comparator::MoreThan,
    Comparator::AtMost,
    Comparator::LessThan,
    Comparator::Equal,
];

/// Units of measure to choose from; others may be typed.
const MEASURES: &str =
    "% 万元 元 个 家 人 人次 次 件 项 户 份 场 期 天 月 亩 公里 平方米 吨 台套 所 条 起";
