//! How indicators are grouped and named.

use super::Severity;
use super::code::{Code, FactName, Ground, SELF, Wording};
use super::fact::Kind;
use crate::base::lang::Text;

/// 指标归类不当
pub static GROUP_MISFIT: Code = Code {
    name: "group-misfit",
    severity: Severity::Warning,
    stages: SELF,
    title: Text::new("指标归类不当", "indicator in the wrong group"),
    says: &[Wording::new(
        "“{indicator}”是资金支付、执行进度，不应列在“{group}”。请归入时效或成本指标。",
        "\"{indicator}\" is about how money was paid out and does not belong under \"{group}\". Please put it under 时效 or 成本.",
    )],
    what: Text::new(
        "支付率、执行率一类的比率列在数量指标下。",
        "A rate of payment or execution stands under 数量指标.",
    ),
    why: Text::new(
        "数量指标应反映产出多少；支付进度不是产出，还会与预算执行率重复计分。",
        "Quantity means output; payment is none and is scored once more as budget execution.",
    ),
    example: Text::new(
        "数量指标“资金支付率 ≥95%”。",
        "资金支付率 ≥95% under 数量指标.",
    ),
    facts: &[
        FactName::new("indicator", Kind::Text),
        FactName::new("group", Kind::Text),
    ],
    ..Code::USUAL
};

/// 指标重复
pub static INDICATOR_REPEATED: Code = Code {
    name: "indicator-repeated",
    severity: Severity::Warning,
    title: Text::new("指标重复", "indicator repeated"),
    says: &[Wording::new(
        "“{indicator}”在第 {other} 行已经列过。请删去重复的指标，或写明不同之处。",
        "\"{indicator}\" stands in row {other} already. Please delete one, or say how they differ.",
    )],
    what: Text::new(
        "同一张表上两个三级指标名称相同，不论是否同类。",
        "Two indicators of a form have one name, in whichever groups.",
    ),
    why: Text::new("同一件事计了两次分。", "One thing is scored twice."),
    example: Text::new(
        "“培训人次”在数量指标和社会效益指标下各列一次。",
        "培训人次 stands under quantity and once more under benefit.",
    ),
    facts: &[
        FactName::new("indicator", Kind::Text),
        FactName::new("other", Kind::Text),
    ],
    ..Code::USUAL
};

/// 缺少一类指标
pub static GROUP_MISSING: Code = Code {
    name: "group-missing",
    severity: Severity::Warning,
    stages: SELF,
    title: Text::new("缺少一类指标", "group missing"),
    says: &[
        Wording::case(
            "needed",
            "表上没有“{group}”指标。请补充，或说明不设的理由。",
            "The form has no indicator under \"{group}\". Please add one, or say why there is none.",
        ),
        Wording::case(
            "satisfaction",
            "表上没有“{group}”指标。请核对其分值是否已并入效益指标。",
            "The form has no indicator under \"{group}\". Please check that its points went to 效益.",
        )
        .graded(Severity::Info),
    ],
    what: Text::new(
        "规则要求的一类指标（如产出、效益）一个也没有，为警告；没有满意度指标的，其分值可并入效益，为提示。",
        "There is no indicator of a group that the rules ask for, such as 产出 or 效益: a warning; without 满意度, whose points may go to 效益, a note.",
    ),
    why: Text::new(
        "缺一类指标，绩效就少一个方面。",
        "Without the group one side of performance is left out.",
    ),
    example: Text::new("只有产出指标，没有效益指标。", "Outputs only, no benefits."),
    basis: Ground::document(
        "财预〔2020〕10号",
        "单位自评：产出、效益、满意度指标的权重一般为 50、30、10",
        "self-evaluation: output, benefit and satisfaction usually weigh 50, 30 and 10",
    ),
    facts: &[FactName::new("group", Kind::Text)],    ..Code::USUAL
};
