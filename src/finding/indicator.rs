//! Single indicators.

use super::Severity;
use super::cause::{Cause, Proof, Reach};
use super::code::{Code, FactName, Ground, SELF, Wording};
use super::content::VALUE_TYPE;
use super::fact::Kind;
use super::plausible::{BORROWED_RATE, SLIP};
use super::reading::{ERROR_VALUE, UNCALCULATED, UNREADABLE_QUANTITY};
use super::stated::{ACTUAL_WORDED, STANDARD_UNREAD};
use crate::base::lang::Text;

/// 指标完成率不符
pub static COMPLETION_MISMATCH: Code = Code {
    name: "completion-mismatch",
    severity: Severity::Warning,
    stages: SELF,
    title: Text::new("指标完成率不符", "completion rate differs"),
    says: &[
        Wording::case(
            "blank",
            "实际完成值没有填写，表上的完成率 {found} 没有数可以核对。请补填实际完成值。",
            "The actual value is blank: nothing on the form can confirm the completion rate of {found}. Please fill it in.",
        ),
        Wording::case(
            "score",
            "表上的完成率是 {found}，没有数可以复算，得分却是分值的 {expected}。请核对完成率和得分。",
            "The form says a completion rate of {found}, which nothing on it can confirm, but the score is {expected} of the points. Please check both.",
        ),
        Wording::new(
            "按指标值和实际完成值计算，完成率为 {expected}，表上为 {found}。请核对。",
            "Target and actual value give a completion rate of {expected}, the form says {found}. Please check.",
        ),
    ],
    what: Text::new(
        "表上的指标完成率与指标值、实际完成值算出的不一致。",
        "The printed completion rate is not what target and actual value give.",
    ),
    why: Text::new(
        "完成率有误，得分往往也有误；超额完成只写 100% 的不提示。",
        "A wrong rate mostly means a wrong score; 100% written for more than that is not mentioned.",
    ),
    example: Text::new(
        "指标值 52 家，实际 54 家，应为 103.85%，表上填 130%。",
        "Target 52, actual 54 is 103.85%, the form says 130%.",
    ),
    facts: &[
        FactName::maybe("expected", Kind::Rate),
        FactName::new("found", Kind::Rate),
    ],
    follows: &[
        Cause::new(&BORROWED_RATE, Reach::Cell, Proof::Place),
        Cause::in_row(&VALUE_TYPE),
    ],
    ..Code::USUAL
};

/// 得分不可核实
pub static NOT_VERIFIABLE: Code = Code {
    name: "not-verifiable",
    severity: Severity::Info,
    stages: SELF,
    title: Text::new("得分不可核实", "score not verifiable"),
    says: &[
        Wording::case(
            "points",
            "“{indicator}”完成率 {rate}，自评 {found} 分；表上没有它的分值，不能复算，按自评分计入。请核实。",
            "\"{indicator}\" is completed by {rate} and was filed with {found} points; the form does not state its weight, so the filed score counts. Please verify it.",
        ),
        Wording::case(
            "rate",
            "“{indicator}”自评 {found} 分，填报的执行率为 {rate}；表上没有预算数和执行数，执行率无从核对，按自评分计入。请核实。",
            "\"{indicator}\" was filed with {found} points and a rate of {rate}; without budget and executed amount the rate cannot be checked, so the filed score counts. Please verify it.",
        ),
        Wording::new(
            "“{indicator}”自评 {found} 分，表内没有可以复算的数据，按自评分计入。请凭佐证材料核实。",
            "\"{indicator}\" was filed with {found} points; nothing on the form can recompute it, so the filed score counts. Please verify it by the supporting documents.",
        ),
    ],
    what: Text::new(
        "得分没有可以复算的依据，按自评分计入。",
        "A score cannot be recomputed; the filed one counts.",
    ),
    why: Text::new(
        "定性指标靠佐证材料核实，汇总表中单列这部分得分。",
        "Qualitative results need supporting documents; such points are shown apart.",
    ),
    example: Text::new(
        "指标值和完成值都是“效果明显”，自评 10 分。",
        "Target and actual value both say 效果明显, filed were 10 points.",
    ),
    facts: &[
        FactName::new("indicator", Kind::Text),
        FactName::new("found", Kind::Points),
        FactName::maybe("rate", Kind::Rate),
    ],
    follows: &[
        Cause::in_row(&ACTUAL_WORDED),
        Cause::in_row(&STANDARD_UNREAD),
        Cause::in_row(&MEASURES_DIFFER),
        Cause::in_row(&UNREADABLE_QUANTITY),
        Cause::in_row(&VALUE_TYPE),
        Cause::in_row(&ERROR_VALUE),
        Cause::in_row(&UNCALCULATED),
    ],
    ..Code::USUAL
};

/// 定性得分不在档内
pub static OUT_OF_BAND: Code = Code {
    name: "out-of-band",
    severity: Severity::Warning,
    stages: SELF,
    title: Text::new("定性得分不在档内", "qualitative score outside its band"),
    says: &[Wording::new(
        "定性指标“{indicator}”自评 {found} 分，不在完成情况对应的 {expected} 分之内。请核对完成情况和得分。",
        "The qualitative indicator \"{indicator}\" was filed with {found} points, outside the {expected} that its result allows. Please check result and score.",
    )],
    what: Text::new(
        "定性指标的得分不在完成情况对应的档次内。",
        "A qualitative score lies outside the band that its result allows.",
    ),
    why: Text::new(
        "达成为分值的 80%～100%，部分达成为 60%～80%，未达成为 60% 以下。",
        "Achieved gives 80–100% of the weight, partly achieved 60–80%, not achieved less than 60%.",
    ),
    example: Text::new(
        "完成情况为“部分达成年度指标并具有一定效果”，却得满分。",
        "The result says partly achieved, the score is full.",
    ),
    basis: Ground::document(
        "财预〔2020〕10号",
        "单位自评：定性指标分三档，100%–80%（含）、80%–60%（含）、60%–0%",
        "self-evaluation: qualitative indicators in three bands, 100–80%, 80–60%, 60–0%",
    ),
    facts: &[
        FactName::new("indicator", Kind::Text),
        FactName::new("expected", Kind::Band),
        FactName::new("found", Kind::Points),
    ],
    ..Code::USUAL
};

/// 计量单位不一致
pub static MEASURES_DIFFER: Code = Code {
    name: "measures-differ",
    severity: Severity::Error,
    stages: SELF,
    title: Text::new("计量单位不一致", "measures differ"),
    says: &[Wording::new(
        "指标“{indicator}”的指标值“{expected}”与实际完成值“{found}”计量单位不同，无法比较。请统一单位后填写。",
        "Target \"{expected}\" and actual value \"{found}\" of \"{indicator}\" are in different units and cannot be compared. Please use one unit.",
    )],
    what: Text::new(
        "指标值与实际完成值的计量单位不同。",
        "Target and actual value are in different measures.",
    ),
    why: Text::new(
        "单位不同不能相除，得分无法复算。",
        "Different measures cannot be divided, so the score cannot be recomputed.",
    ),
    example: Text::new(
        "指标值“≥50场”，实际完成值“3000人次”。",
        "Target ≥50场, actual value 3000人次.",
    ),
    facts: &[
        FactName::new("indicator", Kind::Text),
        FactName::new("expected", Kind::Text),
        FactName::new("found", Kind::Text),
    ],
    follows: &[Cause::in_row(&VALUE_TYPE), Cause::in_row(&SLIP)],
    ..Code::USUAL
};

/// 按百分数理解
pub static PERCENT_ASSUMED: Code = Code {
    name: "percent-assumed",
    severity: Severity::Info,
    title: Text::new("按百分数理解", "taken as a percentage"),
    says: &[Wording::new(
        "指标“{indicator}”填写“{found}”而另一栏是百分数，已按 {expected} 计算。请核对并补上百分号。",
        "\"{indicator}\" says \"{found}\" where the other value is a percentage; it was taken as {expected}. Please check and add the percent sign.",
    )],
    what: Text::new(
        "一栏是百分数，另一栏是不带百分号的数。",
        "One value is a percentage, the other a bare number.",
    ),
    why: Text::new(
        "不补百分号就会差一百倍；这里写明是怎样理解的。",
        "Without the sign they are a hundred times apart; this says how the number was taken.",
    ),
    example: Text::new(
        "指标值 95%，实际完成值填 96，按 96% 计算。",
        "Target 95%, actual value 96: taken as 96%.",
    ),
    facts: &[
        FactName::new("indicator", Kind::Text),
        FactName::new("expected", Kind::Text),
        FactName::new("found", Kind::Text),
    ],
    ..Code::USUAL
};

/// 超额完成较多
pub static OVER_FULFILLED: Code = Code {
    name: "over-fulfilled",
    severity: Severity::Warning,
    stages: SELF,
    title: Text::new("超额完成较多", "far above target"),
    says: &[Wording::new(
        "指标“{indicator}”完成率 {found}，达到或超过 {expected}，指标值可能定得过低。请说明超额完成的原因，并考虑下年调高指标值。",
        "\"{indicator}\" is fulfilled to {found}, at or above {expected}; its target may have been set too low. Please give the reason and consider a higher target next year.",
    )],
    what: Text::new(
        "完成率达到或超过规则设定的上限。",
        "The completion rate is at or above the bound of the rules.",
    ),
    why: Text::new(
        "指标值可能定得过低；得分仍以分值为限，但应说明原因。",
        "The target may have been too low; the score stays at its weight, but a reason is due.",
    ),
    example: Text::new(
        "指标值 100 人，实际 233 人，完成率 233%。",
        "Target 100, actual 233: 233%.",
    ),
    basis: Ground::document(
        "财预〔2020〕10号",
        "单位自评：完成值远超指标值的要分析原因，指标值明显偏低的按照偏离度适度调减分值",
        "self-evaluation: far above target is to be explained; where the target was clearly too low, points are reduced by the deviation",
    ),
    facts: &[
        FactName::new("indicator", Kind::Text),
        FactName::new("expected", Kind::Rate),
        FactName::new("found", Kind::Rate),
    ],
    follows: &[Cause::in_row(&VALUE_TYPE), Cause::in_row(&SLIP)],
    ..Code::USUAL
};

/// 无发生额
pub static NOTHING_INCURRED: Code = Code {
    name: "nothing-incurred",
    severity: Severity::Info,
    stages: SELF,
    title: Text::new("无发生额", "nothing incurred"),
    says: &[Wording::new(
        "指标“{indicator}”本年无发生额，按完成计满分。请核对是否确未发生，并说明原因。",
        "Nothing was incurred for \"{indicator}\" this year; it counts as fulfilled. Please check that and give the reason.",
    )],
    what: Text::new(
        "本年没有发生该项业务，按完成计满分。",
        "Nothing of the kind happened this year; it counts as fulfilled.",
    ),
    why: Text::new(
        "完成率没有意义，须核实确未发生。",
        "A completion rate has no meaning here; that nothing happened must be checked.",
    ),
    example: Text::new(
        "“三公”经费变动率，本年无支出。",
        "The change of an expense that did not arise this year.",
    ),
    facts: &[FactName::new("indicator", Kind::Text)],
    ..Code::USUAL
};

/// 多个指标共用得分
pub static SHARED_SCORE: Code = Code {
    name: "shared-score",
    severity: Severity::Warning,
    title: Text::new("多个指标共用得分", "score shared by indicators"),
    says: &[Wording::new(
        "以下指标共用一个合并单元格的得分，只计一次：{indicators}。请分别填写得分。",
        "These indicators share one merged score, which counts once: {indicators}. Please file a score for each.",
    )],
    what: Text::new(
        "几个指标的得分在同一个合并单元格里。",
        "Several indicators share one merged score.",
    ),
    why: Text::new(
        "只计一次，但无法分清各指标得多少分。",
        "It counts once, but nobody can tell what each indicator earned.",
    ),
    example: Text::new(
        "两行数量指标合并填写得分 20 分。",
        "Two quantity indicators with one merged score of 20.",
    ),
    facts: &[FactName::new("indicators", Kind::Text)],
    ..Code::USUAL
};
