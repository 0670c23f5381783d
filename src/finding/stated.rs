//! What a form states of its own and what is not used of it: methods, standards, actual values that are no figures.

use super::Severity;
use super::cause::Cause;
use super::code::{Code, FactName, SELF, Wording};
use super::content::VALUE_TYPE;
use super::fact::Kind;
use super::reading::{ERROR_VALUE, OUT_OF_RANGE, UNCALCULATED};
use crate::base::lang::Text;

/// 评分方法与比较符矛盾
pub static METHOD_CONTRADICTS: Code = Code {
    name: "method-contradicts",
    severity: Severity::Error,
    title: Text::new("评分方法与指标矛盾", "method against the indicator"),
    says: &[
        Wording::case(
            "approved",
            "“{indicator}”批复的评分方法是“{approved}”，表上写的是“{method}”，按批复的计分。请改回批复的方法。",
            "The method approved for \"{indicator}\" is \"{approved}\", the form says \"{method}\"; the approved one was used. Please put it back.",
        ),
        Wording::new(
            "“{indicator}”所写的评分方法“{method}”与指标值“{target}”矛盾，没有采用，按比较符计分。请改正方法；指标越低越好的，在指标值前写“≤”。",
            "The scoring method \"{method}\" of \"{indicator}\" goes against its target \"{target}\"; it was not used, the sign decides. Please correct the method; where lower is better, write ≤ before the target.",
        ),
        Wording::new(
            "规则为“{indicator}”指定的方法不适用于指标值“{target}”，没有采用，按比较符计分：预算使用率只用于金额，按实际完成值分档只用于百分数。请修改规则或指标值。",
            "The method that the rules name for \"{indicator}\" is none for its target \"{target}\" and was not used, the sign decides: budget utilisation is for amounts, steps of the actual value for percentages. Please correct the rules or the target.",
        ),
    ],
    what: Text::new(
        "表上写的评分方法或评分标准与比较符相反，与数值的种类不符，或者不是批复的。",
        "The scoring method or standard of the form goes against the sign or what the figures are, or is not the approved one.",
    ),
    why: Text::new(
        "越多越好的指标用反向方法，完成得越少得分越高；方法不由填表单位决定分数。",
        "A reverse method on an indicator where more is better gives more points for less; a form must not choose its own score.",
    ),
    example: Text::new(
        "指标值“≥50家”，实际 10 家，评分方法写“反向扣减”。",
        "Target ≥50, actual 10, method 反向扣减.",
    ),
    facts: &[
        FactName::new("indicator", Kind::Text),
        FactName::maybe("method", Kind::Text),
        FactName::new("target", Kind::Text),
        FactName::maybe("approved", Kind::Text),
    ],
    ..Code::USUAL
};

/// 评分标准无法识别
pub static STANDARD_UNREAD: Code = Code {
    name: "standard-unread",
    severity: Severity::Warning,
    stages: SELF,
    title: Text::new("评分标准无法识别", "scoring standard not read"),
    says: &[Wording::new(
        "“{indicator}”的评分标准“{found}”不能全部识别，或没有说到本次的完成值，没有采用，自评得分按不可核实计入。请人工核对，或改写为“每少1个扣1分”“达标得满分，否则不得分”等。",
        "The scoring standard \"{found}\" of \"{indicator}\" cannot be read in full, or says nothing of this value; the filed score counts as not verifiable. Please check it by hand, or word it like 每少1个扣1分.",
    )],
    what: Text::new(
        "表上写的评分标准没有全部识别，得分按自评计入。",
        "The scoring standard of the form is not read in full; the filed score counts.",
    ),
    why: Text::new(
        "只用一半的标准会算出错误的分数。",
        "Half a standard gives a wrong score.",
    ),
    example: Text::new("“酌情扣分”“少一个扣1分，迟一天扣2分”。", "酌情扣分."),
    facts: &[
        FactName::new("indicator", Kind::Text),
        FactName::new("found", Kind::Text),
    ],
    ..Code::USUAL
};

/// 未填实际完成值
pub static ACTUAL_MISSING: Code = Code {
    name: "actual-missing",
    severity: Severity::Error,
    stages: SELF,
    title: Text::new("未填实际完成值", "actual value missing"),
    says: &[Wording::new(
        "“{indicator}”的指标值为“{target}”，没有填实际完成值。请填写数字；没有发生支出的填“无发生额”，不适用的填“不适用”。",
        "\"{indicator}\" has the target \"{target}\" and no actual value. Please fill in a figure, 无发生额 where nothing was spent, 不适用 where it does not apply.",
    )],
    what: Text::new(
        "有分值、指标值为数字的指标没有填实际完成值。",
        "An indicator with points and a numeric target has no actual value.",
    ),
    why: Text::new(
        "没有完成值就没有得分的依据，按规则计零分（可在规则中改）。",
        "Without it a score rests on nothing; the rules give no points, unless they say otherwise.",
    ),
    example: Text::new(
        "指标值“≥95%”，实际完成值空着，自评 10 分。",
        "Target ≥95%, the actual value is blank, filed were 10 points.",
    ),
    facts: &[
        FactName::new("indicator", Kind::Text),
        FactName::new("target", Kind::Text),
    ],
    follows: &[
        Cause::in_row(&UNCALCULATED),
        Cause::in_row(&ERROR_VALUE),
        Cause::in_row(&VALUE_TYPE),
        Cause::in_row(&OUT_OF_RANGE),
    ],
    ..Code::USUAL
};

/// 实际完成值是文字
pub static ACTUAL_WORDED: Code = Code {
    name: "actual-worded",
    severity: Severity::Error,
    stages: SELF,
    title: Text::new("实际完成值是文字", "actual value in words"),
    says: &[Wording::new(
        "“{indicator}”的指标值为“{target}”，实际完成值只写“{found}”，不能复算。请填写数字。",
        "\"{indicator}\" has the target \"{target}\", its actual value says only \"{found}\" and cannot be recomputed. Please fill in a figure.",
    )],
    what: Text::new(
        "指标值为数字的指标，实际完成值只写了文字。",
        "The target is a number, the actual value only words.",
    ),
    why: Text::new(
        "“完成”“达成年度指标”看不出完成了多少，得分无法复算（处理办法可在规则中改）。",
        "完成 does not say how much was reached; the score cannot be recomputed.",
    ),
    example: Text::new(
        "指标值“≤30万元”，实际完成值“完成”。",
        "Target ≤30万元, actual value 完成.",
    ),
    facts: &[
        FactName::new("indicator", Kind::Text),
        FactName::new("target", Kind::Text),
        FactName::new("found", Kind::Text),
    ],
    follows: &[Cause::in_row(&VALUE_TYPE)],
    ..Code::USUAL
};
