//! Weights, scores, total and grade.

use super::Severity;
use super::cause::{Cause, Proof, Reach};
use super::code::{Code, FactName, Ground, SELF, Wording};
use super::content::VALUE_TYPE;
use super::fact::Kind;
use super::funds::{
    ADJUSTMENT_MISMATCH, CROSS_FOOT, EXECUTION_RATE_MISMATCH, NEGATIVE, ZERO_BUDGET,
};
use super::indicator::{COMPLETION_MISMATCH, MEASURES_DIFFER};
use super::layout::{COLUMN_UNNAMED, MEASURE_MIXED};
use super::reading::{ERROR_VALUE, FIELD_MISSING, OUT_OF_RANGE, UNCALCULATED, UNREADABLE_QUANTITY};
use super::stated::{ACTUAL_MISSING, ACTUAL_WORDED, METHOD_CONTRADICTS};
use crate::base::lang::Text;

/// 分值合计不符
pub static WEIGHT_SUM: Code = Code {
    name: "weight-sum",
    severity: Severity::Error,
    title: Text::new("分值合计不符", "weights do not add up"),
    says: &[
        Wording::case(
            "execution",
            "预算执行率的分值填为 {found} 分，全表满分 {expected} 分，没有给各项指标留下分值。请改正执行率的分值。",
            "The weight of execution is given as {found} of {expected} points in all, which leaves none for the indicators. Please mend the weight of execution.",
        ),
        Wording::new(
            "各项分值合计为 {found} 分，应为 {expected} 分。请核对执行率和各指标的分值。",
            "The weights add to {found}, they should add to {expected}. Please check the weights of execution and indicators.",
        ),
    ],
    what: Text::new(
        "执行率与各指标的分值加起来不是规定的总分。",
        "The weights of execution and indicators do not add to the prescribed total.",
    ),
    why: Text::new(
        "总分不是 100 分的表不能与别的单位比较。",
        "A form that is not out of 100 cannot be compared with others.",
    ),
    example: Text::new(
        "指标分值合计 95 分，加执行率 10 分为 105 分。",
        "Indicators add to 95, with 10 for execution to 105.",
    ),
    basis: Ground::document(
        "财预〔2020〕10号",
        "单位自评：权重总分 100 分，执行率 10、产出 50、效益 30、满意度 10，特殊情况可调整",
        "self-evaluation: 100 points, 10 for execution, 50 output, 30 benefit, 10 satisfaction, adjustable in special cases",
    ),
    facts: &FactName::pair(Kind::Points),
    follows: &[Cause::new(&GROUP_WEIGHT_SUM, Reach::Form, Proof::Sum)],
    ..Code::USUAL
};

/// 分组分值不符
pub static GROUP_WEIGHT_SUM: Code = Code {
    name: "group-weight-sum",
    severity: Severity::Warning,
    title: Text::new("分组分值不符", "group weights do not add up"),
    says: &[Wording::new(
        "“{group}”标明 {expected} 分，其下各指标分值合计为 {found} 分。请核对该组各指标的分值。",
        "\"{group}\" is headed {expected} points, its indicators add to {found}. Please check the weights of this group.",
    )],
    what: Text::new(
        "一级指标标明的分数与其下各指标分值之和不同。",
        "The points in a group's heading are not the sum of its indicators' weights.",
    ),
    why: Text::new(
        "分组权重由规则规定，增减会改变各方面的轻重。",
        "Group weights are prescribed; changing them shifts the balance.",
    ),
    example: Text::new(
        "“产出指标（50分）”下各指标分值合计 45 分。",
        "产出指标（50分） with indicators that add to 45.",
    ),
    basis: Ground::document(
        "财预〔2020〕10号",
        "单位自评：权重总分 100 分，执行率 10、产出 50、效益 30、满意度 10，特殊情况可调整",
        "self-evaluation: 100 points, 10 for execution, 50 output, 30 benefit, 10 satisfaction, adjustable in special cases",
    ),
    facts: &[
        FactName::new("group", Kind::Text),
        FactName::new("expected", Kind::Points),
        FactName::new("found", Kind::Points),
    ],
    ..Code::USUAL
};

/// 得分超过分值
pub static SCORE_ABOVE_POINTS: Code = Code {
    name: "score-above-points",
    severity: Severity::Error,
    stages: SELF,
    title: Text::new("得分超过分值", "score above weight"),
    says: &[
        Wording::case(
            "sum",
            "各部分得分相加为 {found} 分，超过满分 {expected} 分。请核对各部分的分值和得分。",
            "The scores of all parts add to {found}, above the {expected} points there are. Please check the weights and scores of the parts.",
        ),
        Wording::case(
            "group",
            "“{group}”下各项得分相加为 {found} 分，超过该组的 {expected} 分。请核对该组的分值和得分。",
            "The scores below \"{group}\" add to {found}, above the {expected} points of that group. Please check its weights and scores.",
        ),
        Wording::new(
            "得分 {found} 超过分值 {expected}。得分最高为分值，请改正。",
            "The score {found} is above its weight {expected}. A score cannot exceed its weight; please mend it.",
        ),
    ],
    what: Text::new("得分比分值还高。", "A score is above its weight."),
    why: Text::new(
        "超额完成也最多得满分。",
        "Even above target a score ends at its weight.",
    ),
    example: Text::new("分值 10 分，得分填 12 分。", "Weight 10, score 12."),
    basis: Ground::document(
        "财预〔2020〕10号",
        "单位自评：得分最高不能超过该指标分值上限",
        "self-evaluation: no score above the weight of its indicator",
    ),
    facts: &[
        FactName::maybe("group", Kind::Text),
        FactName::new("expected", Kind::Points),
        FactName::new("found", Kind::Points),
    ],
    follows: &[
        Cause::new(&WEIGHT_SUM, Reach::Form, Proof::Within),
        Cause::new(&SCORE_ABOVE_POINTS, Reach::Above, Proof::Within),
    ],
    ..Code::USUAL
};

/// 执行率得分不符
pub static EXECUTION_SCORE_MISMATCH: Code = Code {
    name: "execution-score-mismatch",
    severity: Severity::Error,
    stages: SELF,
    title: Text::new("执行率得分不符", "execution score differs"),
    says: &[Wording::new(
        "按执行率复算，执行率得分为 {expected} 分，自评 {found} 分。请核对执行率、分值和得分。",
        "The execution rate gives {expected} points, {found} were filed. Please check rate, weight and score.",
    )],
    what: Text::new(
        "执行率得分与复算结果相差超过 0.01 分。",
        "The execution score is more than 0.01 from the recomputed one.",
    ),
    why: Text::new(
        "执行率得分=分值×执行率，最高为分值；只差尾数进位的不提示。",
        "Execution score = weight × rate, at most the weight; a difference by rounding is not mentioned.",
    ),
    example: Text::new(
        "分值 10 分、执行率 89.85%，应得 8.99 分，自评 10 分。",
        "Weight 10 and rate 89.85% give 8.99, filed were 10.",
    ),
    basis: Ground::document(
        "财预〔2020〕10号",
        "单位自评：预算执行率按分值×执行率得分",
        "self-evaluation: execution scores weight × rate",
    ),
    facts: &FactName::pair(Kind::Points),
    follows: &[
        Cause::in_row(&MEASURE_MIXED),
        Cause::in_row(&WEIGHT_SUM),
        Cause::new(&EXECUTION_RATE_MISMATCH, Reach::Form, Proof::Ratio),
        Cause::new(&CROSS_FOOT, Reach::Row, Proof::Ratio),
        Cause::new(&ADJUSTMENT_MISMATCH, Reach::Row, Proof::Ratio),
    ],
    ..Code::USUAL
};

/// 指标得分不符
pub static SCORE_MISMATCH: Code = Code {
    name: "score-mismatch",
    severity: Severity::Error,
    stages: SELF,
    title: Text::new("指标得分不符", "score differs"),
    says: &[Wording::new(
        "指标“{indicator}”按规则复算为 {expected} 分，自评 {found} 分。请核对指标值、实际完成值和得分。",
        "The rules give \"{indicator}\" {expected} points, {found} were filed. Please check target, actual value and score.",
    )],
    what: Text::new(
        "指标自评得分与按规则复算的得分相差超过 0.01 分。",
        "The filed score of an indicator is more than 0.01 from the recomputed one.",
    ),
    why: Text::new(
        "未完成指标值的应按比例得分。",
        "Below target a score is proportional.",
    ),
    example: Text::new(
        "指标值 100%，完成 30.66%，分值 10 分，应得 3.07 分，自评 10 分。",
        "Target 100%, actual 30.66%, weight 10: 3.07 points are due, 10 were filed.",
    ),
    basis: Ground::document(
        "财预〔2020〕10号",
        "单位自评：定量指标达到指标值的记满分，未达到的按完成比例计分",
        "self-evaluation: a quantitative indicator at its target has full marks, below it in proportion",
    ),
    facts: &[
        FactName::new("indicator", Kind::Text),
        FactName::new("expected", Kind::Points),
        FactName::new("found", Kind::Points),
    ],
    follows: &[
        Cause::in_row(&ACTUAL_MISSING),
        Cause::in_row(&METHOD_CONTRADICTS),
        Cause::in_row(&VALUE_TYPE),
        Cause::new(&SCORE_ABOVE_POINTS, Reach::Cell, Proof::Gap),
        Cause::new(&COMPLETION_MISMATCH, Reach::Row, Proof::Ratio),
    ],
    ..Code::USUAL
};

/// 总分不符
pub static TOTAL_MISMATCH: Code = Code {
    name: "total-mismatch",
    severity: Severity::Error,
    stages: SELF,
    title: Text::new("总分不符", "total differs"),
    says: &[Wording::new(
        "各项复算得分合计为 {expected} 分，自评总分为 {found} 分。请先按其他提示核对各项得分，再改总分。",
        "The recomputed scores add to {expected}, the filed total is {found}. Please check the single scores as noted elsewhere, then the total.",
    )],
    what: Text::new(
        "自评总分与复算总分不一致，超出各项进位之和。",
        "The filed total differs from the recomputed one by more than the roundings of its parts.",
    ),
    why: Text::new(
        "等级和排名以复算总分为准。",
        "Grade and rank rest on the recomputed total.",
    ),
    example: Text::new(
        "自评 98 分，两个指标多计共 7.5 分，复算 90.5 分。",
        "98 were filed; two scores were 7.5 too high, so 90.5 are recomputed.",
    ),
    basis: Ground::document(
        "财预〔2020〕10号",
        "单位自评：总分由各项指标得分汇总形成",
        "self-evaluation: the total is the sum of the scores",
    ),
    facts: &FactName::pair(Kind::Points),
    follows: &[
        Cause::new(&SCORE_MISMATCH, Reach::Form, Proof::Sum),
        Cause::new(&EXECUTION_SCORE_MISMATCH, Reach::Form, Proof::Sum),
        Cause::new(&REPORTED_SUM, Reach::Form, Proof::Sum),
    ],
    ..Code::USUAL
};

/// 自评总分合计错误
pub static REPORTED_SUM: Code = Code {
    name: "reported-sum",
    severity: Severity::Error,
    stages: SELF,
    title: Text::new("自评总分合计错误", "filed scores do not add up"),
    says: &[Wording::new(
        "表上各项得分相加为 {expected} 分，总分填报 {found} 分。请重新加总。",
        "The filed scores add to {expected}, the filed total is {found}. Please add them up again.",
    )],
    what: Text::new(
        "总分连表上自己的各项得分之和都不等。",
        "The total is not even the sum of the form's own scores.",
    ),
    why: Text::new(
        "这是加总错误，与评分规则无关。",
        "It is a mistake in adding up, whatever the rules.",
    ),
    example: Text::new(
        "各项得分相加 120 分，总分填 100 分。",
        "The scores add to 120, the total says 100.",
    ),
    basis: Ground::document(
        "财预〔2020〕10号",
        "单位自评：总分由各项指标得分汇总形成",
        "self-evaluation: the total is the sum of the scores",
    ),
    facts: &FactName::pair(Kind::Points),
    ..Code::USUAL
};

/// 等级不符
pub static GRADE_MISMATCH: Code = Code {
    name: "grade-mismatch",
    severity: Severity::Error,
    stages: SELF,
    title: Text::new("等级不符", "grade differs"),
    says: &[Wording::new(
        "按复算总分应为“{expected}”，表上等级为“{found}”。请核对总分和等级。",
        "The recomputed total is graded \"{expected}\", the form says \"{found}\". Please check total and grade.",
    )],
    what: Text::new(
        "所填等级与复算总分对应的等级不同。",
        "The filed grade is not that of the recomputed total.",
    ),
    why: Text::new(
        "等级由总分决定，通常 90 分及以上为优、80 分及以上为良、60 分及以上为中。",
        "The total decides the grade: usually 优 from 90, 良 from 80, 中 from 60.",
    ),
    example: Text::new(
        "复算 86.4 分应为良，表上填优。",
        "86.4 recomputed is 良, the form says 优.",
    ),
    basis: Ground::document(
        "财预〔2020〕10号",
        "绩效评价等级：90（含）以上为优，80（含）–90 为良，60（含）–80 为中，60 以下为差",
        "grades: 优 from 90, 良 from 80, 中 from 60, 差 below",
    ),
    facts: &FactName::pair(Kind::Text),
    follows: &[Cause::new(&TOTAL_MISMATCH, Reach::Form, Proof::Grade)],
    ..Code::USUAL
};

/// 无法计分
pub static NOT_SCORABLE: Code = Code {
    name: "not-scorable",
    severity: Severity::Error,
    stages: SELF,
    title: Text::new("无法计分", "cannot be scored"),
    says: &[
        Wording::case(
            "heading",
            "以下各项无法计分，本表未参加排名：{missing}。没有认出“实际完成值”一栏，不认识的表头有：{headings}。其中有实际完成值的，请把它的表头加到标签文件的“实际完成值”中再运行，或改用这个表头。",
            "These parts have no score, so the form is not ranked: {missing}. No column of actual values was recognised; headings that are not known: {headings}. If one of them is it, add it to 实际完成值 in the label file and run again, or use that heading.",
        ),
        Wording::case(
            "column",
            "以下各项无法计分，本表未参加排名：{missing}。表上没有“实际完成值”一栏。请补上这一栏和各项实际完成值后重新报送。",
            "These parts have no score, so the form is not ranked: {missing}. The form has no column of actual values. Please add it with every actual value and file again.",
        ),
        Wording::case(
            "empty",
            "表上没有读到任何指标，不能计分，本表未参加排名。请填写{missing}后重新报送。",
            "No indicator was read, so the form cannot be scored and is not ranked. Please fill in {missing} and file again.",
        ),
        Wording::case(
            "points",
            "表上没有分值，也没有自评得分，以下各项无法计分，本表未参加排名：{missing}。请补填分值和得分后重新报送。",
            "The form has neither points nor scores of its indicators, so these parts cannot be scored and the form is not ranked: {missing}. Please fill in both and file again.",
        ),
        Wording::new(
            "以下各项无法计分，本表未参加排名：{missing}。请补填或改正后重新报送。",
            "These parts have no score, so the form is not ranked: {missing}. Please complete or mend them and file again.",
        ),
    ],
    what: Text::new(
        "至少有一项没有得分，因此没有总分。",
        "At least one part has no score, so there is no total.",
    ),
    why: Text::new(
        "缺项不能当 0 分也不能当满分，这份表不参加排名。",
        "A gap is neither 0 nor full marks; the form is not ranked.",
    ),
    example: Text::new(
        "全部实际完成值和得分都空着的空白表。",
        "A blank form without any actual value or score.",
    ),
    facts: &[
        FactName::new("missing", Kind::Text),
        FactName::maybe("headings", Kind::Text),
    ],
    follows: &[
        Cause::unscored(&SCORE_ABOVE_POINTS),
        Cause::unscored(&NEGATIVE),
        Cause::unscored(&ZERO_BUDGET),
        Cause::unscored(&UNCALCULATED),
        Cause::unscored(&ERROR_VALUE),
        Cause::unscored(&VALUE_TYPE),
        Cause::unscored(&OUT_OF_RANGE),
        Cause::unscored(&UNREADABLE_QUANTITY),
        Cause::unscored(&MEASURES_DIFFER),
        Cause::unscored(&ACTUAL_WORDED),
        Cause::unscored(&ACTUAL_MISSING),
        Cause::unscored(&FIELD_MISSING),
        Cause::of_whole(&COLUMN_UNNAMED),
    ],
    ..Code::USUAL
};
