//! Reasons 偏差原因 and measures 改进措施: missing, contradicting the figures, copied.

use super::Severity;
use super::cause::Cause;
use super::code::{Code, FactName, Ground, SELF, Wording};
use super::fact::Kind;
use super::plausible::SLIP;
use crate::base::lang::Text;

/// 自评：未完成或偏差较大的要分析说明原因
const EXPLAINED: Ground = Ground::document(
    "财预〔2020〕10号",
    "单位自评：未完成绩效目标或偏离目标较大的，要分析说明原因，研究提出改进措施",
    "self-evaluation: where targets are missed or far off, reasons are given and measures proposed",
);

/// 缺少偏差原因
pub static REASON_MISSING: Code = Code {
    name: "reason-missing",
    severity: Severity::Error,
    stages: SELF,
    title: Text::new("缺少偏差原因", "reason missing"),
    says: &[
        Wording::case(
            "score",
            "“{indicator}”自评 {score} 分，低于分值 {points} 分，没有说明原因。请填写偏差原因和改进措施。",
            "\"{indicator}\" was filed with {score} of {points} points and no reason. Please give the reason and the measures.",
        ),
        Wording::case(
            "completion",
            "“{indicator}”没有达到指标值，没有说明原因。请填写偏差原因和改进措施。",
            "\"{indicator}\" misses its target and no reason is given. Please give the reason and the measures.",
        ),
        Wording::case(
            "above",
            "“{indicator}”完成率 {found}，达到或超过 {expected}，没有说明超额完成的原因。请填写原因。",
            "\"{indicator}\" is fulfilled to {found}, at or above {expected}, and no reason is given. Please give it.",
        ),
        Wording::case(
            "execution",
            "预算执行率 {found}，低于 {expected}，没有说明原因。请填写偏差原因。",
            "The execution rate is {found}, below {expected}, and no reason is given. Please give the reason.",
        ),
    ],
    what: Text::new(
        "扣了分、没有达到指标值、超额较多，或预算执行率低，而原因一栏空白；表上没有填原因的地方的不提示，无发生额的不提示。",
        "Points were lost, a target missed or far exceeded, or little of the budget executed, and the column for reasons is blank; nothing is said where the form has no such column or nothing was incurred.",
    ),
    why: Text::new(
        "偏差要有原因，才能判断是计划问题还是执行问题。",
        "Only a reason tells whether the plan or the work was at fault.",
    ),
    example: Text::new(
        "分值 10 分，自评 8 分，偏差原因空白；执行率 72%，没有说明。",
        "8 of 10 points and a blank reason; 72% executed and not a word about it.",
    ),
    basis: EXPLAINED,
    facts: &[
        FactName::maybe("indicator", Kind::Text),
        FactName::maybe("score", Kind::Points),
        FactName::maybe("points", Kind::Points),
        FactName::maybe("expected", Kind::Rate),
        FactName::maybe("found", Kind::Rate),
    ],
    follows: &[Cause::in_row(&SLIP)],
    ..Code::USUAL
};

/// 缺少改进措施
pub static MEASURE_MISSING: Code = Code {
    name: "measure-missing",
    severity: Severity::Warning,
    stages: SELF,
    title: Text::new("缺少改进措施", "measures missing"),
    says: &[Wording::new(
        "“{indicator}”写了偏差原因，没有写改进措施。请补充。",
        "\"{indicator}\" has a reason but no measures. Please add them.",
    )],
    what: Text::new(
        "没有达到指标值的指标写了原因，没有写改进措施；表上不要求写措施的不提示。",
        "A missed target has a reason but no measures; nothing is said where the form does not ask for them.",
    ),
    why: Text::new(
        "只有原因没有措施，下年还会出现同样的偏差。",
        "Without measures the same deviation comes back next year.",
    ),
    example: Text::new(
        "偏差原因：人员调整，经费未及时使用。改进措施未写。",
        "Staff changed, money was not spent in time; nothing about what will be done.",
    ),
    basis: EXPLAINED,
    facts: &[FactName::new("indicator", Kind::Text)],
    ..Code::USUAL
};

/// 原因与完成情况矛盾
pub static REASON_CONTRADICTS: Code = Code {
    name: "reason-contradicts",
    severity: Severity::Warning,
    stages: SELF,
    title: Text::new("原因与完成情况矛盾", "reason contradicts the result"),
    says: &[
        Wording::case(
            "surplus",
            "“{indicator}”没有达到指标值，却写“{found}”。请核对完成值和原因。",
            "\"{indicator}\" misses its target, yet the form says \"{found}\". Please check value and reason.",
        ),
        Wording::case(
            "unfinished",
            "“{indicator}”已达到指标值，却写“{found}”。请核对完成值和原因。",
            "\"{indicator}\" reaches its target, yet the form says \"{found}\". Please check value and reason.",
        ),
        Wording::case(
            "pending",
            "“{indicator}”得了满分，却写“{found}”，尚未完成。请核对得分。",
            "\"{indicator}\" has full points, yet the form says \"{found}\": it is not finished. Please check the score.",
        ),
    ],
    what: Text::new(
        "原因中的说法与完成情况相反：没有达到指标值的写超额完成，达到的写未完成，得满分的写待验收、实施中。",
        "What is said goes against the figures: 超额完成 below target, 未完成 at target, 待验收 or 实施中 with full points.",
    ),
    why: Text::new(
        "两处必有一处填错，常见于照抄其他指标的原因。",
        "One of the two is wrong, mostly because a text was copied from elsewhere.",
    ),
    example: Text::new(
        "完成率 80%，原因写“超额完成年度任务”。",
        "80% of the target, with the reason 超额完成年度任务.",
    ),
    facts: &[
        FactName::new("indicator", Kind::Text),
        FactName::new("found", Kind::Text),
    ],
    ..Code::USUAL
};

/// 表内原因雷同
pub static REASON_COPIED: Code = Code {
    name: "reason-copied",
    severity: Severity::Warning,
    stages: SELF,
    title: Text::new("表内原因雷同", "same reason in several rows"),
    says: &[Wording::new(
        "{count} 个指标的偏差原因相同或几乎相同：{indicators}。请按各指标的实际情况分别说明。",
        "{count} indicators have the same or nearly the same reason: {indicators}. Please explain each by what happened.",
    )],
    what: Text::new(
        "同一张表几个指标的原因相同或几乎相同（标点、数字、单位名称不计）。",
        "Several indicators of a form have the same or nearly the same reason, punctuation, digits and the unit's name left aside.",
    ),
    why: Text::new(
        "不同指标的偏差很少出于同一原因，照抄的原因不能说明问题。",
        "Different indicators rarely deviate for one reason; a copied one explains nothing.",
    ),
    example: Text::new(
        "两个指标都写“工作效率提高，超额完成年度目标任务”。",
        "Two indicators both say 工作效率提高，超额完成年度目标任务.",
    ),
    facts: &[
        FactName::new("count", Kind::Count),
        FactName::new("indicators", Kind::Text),
    ],
    ..Code::USUAL
};

/// 单位间原因雷同
pub static REASON_SHARED: Code = Code {
    name: "reason-shared",
    severity: Severity::Warning,
    stages: SELF,
    title: Text::new("单位间原因雷同", "reason shared by units"),
    says: &[Wording::new(
        "这段原因与 {count} 个其他单位的相同或几乎相同，如“{other}”。请按本单位的实际情况说明。",
        "{count} other units give the same or nearly the same reason, such as \"{other}\". Please explain by what happened in the unit.",
    )],
    what: Text::new(
        "不同单位的原因相同或几乎相同（标点、数字、单位名称不计）。",
        "Different units give the same or nearly the same reason, punctuation, digits and names of units left aside.",
    ),
    why: Text::new(
        "多半是互相抄的，或是照抄样本，不反映本单位的情况。",
        "Mostly one copied from another or both from a sample.",
    ),
    example: Text::new(
        "两个局的表上是同一段六十字的原因。",
        "Two bureaus file the same reason of sixty characters.",
    ),
    facts: &[
        FactName::new("count", Kind::Count),
        FactName::new("other", Kind::Text),
    ],
    ..Code::USUAL
};

/// 原因提到其他单位
pub static REASON_FOREIGN: Code = Code {
    name: "reason-foreign",
    severity: Severity::Warning,
    stages: SELF,
    title: Text::new("原因提到其他单位", "reason names another unit"),
    says: &[
        Wording::case(
            "copied",
            "原因中出现其他单位“{other}”，且与该单位的原因几乎相同。请改为本单位的情况。",
            "The reason names another unit, \"{other}\", and is nearly that unit's own. Please say what happened in this unit.",
        ),
        Wording::case(
            "named",
            "原因中出现其他单位“{other}”。请核对是否抄自该单位。",
            "The reason names another unit, \"{other}\". Please check that it was not copied from there.",
        )
        .graded(Severity::Info),
    ],
    what: Text::new(
        "原因中出现本次汇总的另一个单位；文字又与该单位的几乎相同的，为警告。",
        "A reason names another unit of the run; a warning where the text is nearly that unit's own.",
    ),
    why: Text::new(
        "可能是抄来的原因忘了改单位名称；也可能确与该单位有关。",
        "A copied text may still bear the other's name; or the other unit may really be the cause.",
    ),
    example: Text::new(
        "林业局的原因写“水利局项目招标推迟”。",
        "The forestry bureau gives the reason of the water bureau.",
    ),
    facts: &[FactName::new("other", Kind::Text)],    ..Code::USUAL
};

/// 占位文字未替换
pub static PLACEHOLDER_LEFT: Code = Code {
    name: "placeholder-left",
    severity: Severity::Error,
    title: Text::new("占位文字未替换", "placeholder left"),
    says: &[
        Wording::case(
            "value",
            "{field}“{found}”还是样表的占位文字。请填写实际数值。",
            "The {field} \"{found}\" still is what the pattern held. Please fill in the real value.",
        ),
        Wording::case(
            "text",
            "“{found}”中有样表的占位文字。请改为实际内容。",
            "\"{found}\" holds what the pattern left to be replaced. Please replace it.",
        )
        .graded(Severity::Info),
    ],
    what: Text::new(
        "表上还有样表留待替换的文字，如 **、XX、200字以内、示例；在指标值、完成值中为错误，在名称和文字中为提示。",
        "What a pattern leaves to be replaced still stands there, such as **, XX, 200字以内, 示例; an error in a target or actual value, a note in names and texts.",
    ),
    why: Text::new(
        "说明照样表填写时没有改完，这一处没有实际内容。",
        "The pattern was not filled in to the end; nothing real stands there.",
    ),
    example: Text::new("年度指标值为“≥**人”。", "The target says ≥**人."),
    facts: &[
        FactName::maybe("field", Kind::Field),
        FactName::new("found", Kind::Text),
    ],
    ..Code::USUAL
};
