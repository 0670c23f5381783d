//! 复核底稿: what is wrong with the work of the reviewers themselves.

use super::Severity;
use super::code::{Code, FactName, Wording};
use super::fact::Kind;
use crate::base::lang::Text;

/// 底稿未采用
pub static REVIEW_UNUSED: Code = Code {
    name: "review-unused",
    severity: Severity::Error,
    title: Text::new("底稿未采用或已过时", "working paper not used"),
    says: &[
        Wording::case(
            "no-paper",
            "这个文件里没有复核底稿。请给出本程序写出的底稿（ziping review）。",
            "The file holds no working paper. Please give papers that this program wrote (ziping review).",
        ),
        Wording::case(
            "no-form",
            "没有与这份底稿对应的自评表（单位“{found}”）。请核对是否给错文件夹，或自评表已撤回、改名。",
            "No form belongs to this working paper (unit \"{found}\"). Please check the folder, and whether the form was withdrawn or renamed.",
        ),
        Wording::case(
            "twice",
            "同一份自评表另有底稿“{other}”，这一份没有采用。请只保留一份。",
            "Another working paper, \"{other}\", is about the same form; this one is not used. Please keep one.",
        ),
        Wording::case(
            "changed",
            "写出底稿后自评表又改过。请用新的自评表核对各项，或重新写出底稿。",
            "The form was changed after the working paper was written. Please go through it again, or write a new one.",
        ),
    ],
    what: Text::new(
        "文件里没有复核底稿，或没有对应的自评表，或同一份自评表有几份底稿，或写出底稿后自评表又改过。",
        "The file holds no working paper, or one without a form, or a second one; or the form was changed since.",
    ),
    why: Text::new(
        "没有采用的底稿不计入复核得分；过时的底稿复核的是另一份表。",
        "What is not used does not count; what is out of date is about another form.",
    ),
    example: Text::new(
        "复核期间单位重新报送了自评表。",
        "The unit filed again while its form was under review.",
    ),
    facts: &[
        FactName::maybe("found", Kind::Text),
        FactName::maybe("other", Kind::Text),
    ],
    ..Code::OF_REVIEWERS
};

/// 底稿未填完
pub static REVIEW_BLANK: Code = Code {
    name: "review-blank",
    severity: Severity::Warning,
    title: Text::new("底稿未填完", "working paper not finished"),
    says: &[Wording::new(
        "有 {count} 项没有复核得分，复核总分未计算。请逐项选择扣分要点（没有问题的选“核实无误”）或填写复核得分。",
        "{count} rows have no reviewed score, so there is no total. Please choose a deduction for each (核实无误 where there is none) or type a score.",
    )],
    what: Text::new(
        "底稿中有的项既没有选扣分要点，也没有填复核得分。",
        "Some rows have neither a deduction nor a score.",
    ),
    why: Text::new(
        "没有复核的项不能当作核实无误。",
        "What was not looked at must not pass for confirmed.",
    ),
    example: Text::new("九项指标只复核了五项。", "Five of nine rows were reviewed."),
    facts: &[FactName::new("count", Kind::Count)],
    ..Code::OF_REVIEWERS
};

/// 复核得分不能采用
pub static REVIEW_SCORE: Code = Code {
    name: "review-score",
    severity: Severity::Error,
    title: Text::new("复核得分不能采用", "reviewed score cannot be used"),
    says: &[
        Wording::case(
            "above",
            "“{indicator}”复核得分 {found} 分，超过分值 {expected} 分。请改正。",
            "\"{indicator}\" was given {found} of {expected} points. Please correct.",
        ),
        Wording::case(
            "unread",
            "“{indicator}”复核得分“{typed}”不是 0 以上的数。请改正。",
            "The reviewed score of \"{indicator}\", \"{typed}\", is no number from 0 on. Please correct.",
        ),
    ],
    what: Text::new(
        "复核得分超过分值、为负数或不是数字。",
        "A reviewed score above the points, below 0, or no number.",
    ),
    why: Text::new("这样的得分不能计入总分。", "It cannot count in a total."),
    example: Text::new("分值 10 分，复核得分 12 分。", "12 of 10 points."),
    facts: &[
        FactName::new("indicator", Kind::Text),
        FactName::maybe("expected", Kind::Points),
        FactName::maybe("found", Kind::Points),
        FactName::maybe("typed", Kind::Text),
    ],
    ..Code::OF_REVIEWERS
};

/// 扣分没有理由
pub static REVIEW_UNEXPLAINED: Code = Code {
    name: "review-unexplained",
    severity: Severity::Error,
    title: Text::new("改分没有理由", "score changed without a reason"),
    says: &[
        Wording::case(
            "none",
            "“{indicator}”自评 {expected} 分，复核 {found} 分，没有扣分要点和备注。请写明理由。",
            "\"{indicator}\" was filed with {expected} points and given {found}, without a deduction or a remark. Please say why.",
        ),
        Wording::case(
            "open",
            "“{indicator}”自评 {expected} 分，复核 {found} 分，所选扣分要点须在备注或复核完成值中说明。请补充。",
            "\"{indicator}\" was filed with {expected} points and given {found}; the deduction needs a remark or a reviewed value. Please add it.",
        ),
    ],
    what: Text::new(
        "复核得分与自评得分不同，而没有扣分要点，也没有备注或复核完成值。",
        "The reviewed score is not the filed one, and neither a deduction nor a remark or value says why.",
    ),
    why: Text::new(
        "单位有权知道为什么扣分，申诉时须有依据。",
        "The unit has a right to know, and an appeal needs grounds.",
    ),
    example: Text::new(
        "自评 10 分，复核 7 分，未写理由。",
        "10 points filed, 7 given, no reason.",
    ),
    facts: &[
        FactName::new("indicator", Kind::Text),
        FactName::new("expected", Kind::Points),
        FactName::new("found", Kind::Points),
    ],
    ..Code::OF_REVIEWERS
};

/// 扣分与要点不符
pub static REVIEW_SHARE: Code = Code {
    name: "review-share",
    severity: Severity::Error,
    title: Text::new("扣分与要点不符", "deduction and score do not agree"),
    says: &[
        Wording::case(
            "share",
            "“{indicator}”按“{deduction}”应得 {expected} 分，复核得分为 {found} 分。请核对要点或得分。",
            "\"{indicator}\": \"{deduction}\" leaves {expected} points, {found} were given. Please check either.",
        ),
        Wording::case(
            "group",
            "“{deduction}”不适用于“{indicator}”所属的类别。请另选扣分要点。",
            "\"{deduction}\" is not meant for the group of \"{indicator}\". Please choose another.",
        ),
        Wording::case(
            "nothing",
            "“{indicator}”写了“{deduction}”而没有扣分（{found} 分）。请核对要点或得分。",
            "\"{indicator}\": \"{deduction}\" is stated and nothing taken off ({found} points). Please check either.",
        ),
        Wording::case(
            "value",
            "“{indicator}”按复核完成值应得 {expected} 分，复核得分为 {found} 分。请核对。",
            "\"{indicator}\" is worth {expected} points by the reviewed value, {found} were given. Please check.",
        ),
    ],
    what: Text::new(
        "复核得分不是扣分要点或复核完成值算出的分，或要点不适用于这类指标，或写了要点而没有扣分。",
        "The score is not what the deduction or the reviewed value comes to, the deduction is not meant for the group, or nothing was taken off.",
    ),
    why: Text::new(
        "写的和扣的不一致，总有一处是错的。",
        "What is said and what is done differ.",
    ),
    example: Text::new(
        "分值 10 分，选“无佐证材料”，复核得分 5 分。",
        "No evidence for 10 points, and 5 given.",
    ),
    facts: &[
        FactName::new("indicator", Kind::Text),
        FactName::new("deduction", Kind::Text),
        FactName::maybe("expected", Kind::Points),
        FactName::maybe("found", Kind::Points),
    ],
    ..Code::OF_REVIEWERS
};

/// 同样的问题扣分不同
pub static REVIEW_UNEVEN: Code = Code {
    name: "review-uneven",
    severity: Severity::Warning,
    title: Text::new("同样的问题扣分不同", "like faults treated unlike"),
    says: &[Wording::new(
        "同样的扣分理由，别处扣分值的 {expected}，这里扣 {found}。请统一尺度。",
        "For the same reason {expected} of the points were taken off elsewhere, {found} here. Please treat like alike.",
    )],
    what: Text::new(
        "扣分要点和备注相同的几处，扣去的比例不同；与多数不同的列出。",
        "The same deduction and remark with different shares taken off; those that differ from most are named.",
    ),
    why: Text::new(
        "各单位应当用同一把尺子。",
        "All units are to be measured alike.",
    ),
    example: Text::new(
        "“培训签到表不全”两个单位扣 20%，一个单位扣 50%。",
        "Incomplete lists cost two units 20% and a third 50%.",
    ),
    facts: &[
        FactName::new("expected", Kind::Rate),
        FactName::new("found", Kind::Rate),
    ],
    ..Code::OF_REVIEWERS
};

/// 底稿与自评表不一致
pub static REVIEW_ALTERED: Code = Code {
    name: "review-altered",
    severity: Severity::Error,
    title: Text::new("底稿的自评内容被改动", "filed figures altered on the paper"),
    says: &[
        Wording::case(
            "row",
            "底稿中缺少“{indicator}”一行，复核总分未计算。请恢复。",
            "The row \"{indicator}\" is missing, so there is no total. Please restore it.",
        ),
        Wording::case(
            "figure",
            "“{indicator}”在自评表上为 {expected}，底稿上为 {found}。请恢复原来的数。",
            "\"{indicator}\" has {expected} on the form and {found} on the paper. Please restore the figure.",
        ),
        Wording::case(
            "figure",
            "“{indicator}”的权重或自评得分与自评表不一致。请恢复原来的数。",
            "Weight or filed score of \"{indicator}\" are not those of the form. Please restore them.",
        ),
    ],
    what: Text::new(
        "底稿上的权重、自评得分与自评表不一致，或少了一行。",
        "Weight or filed score on the paper are not those of the form, or a row is missing.",
    ),
    why: Text::new(
        "复核只改复核的几栏；自评内容改了，差异就无从说起。",
        "Reviewers fill in their own columns; with other filed figures no difference means anything.",
    ),
    example: Text::new("自评得分由 9 改成 8。", "A filed score of 9 became 8."),
    facts: &[
        FactName::new("indicator", Kind::Text),
        FactName::maybe("expected", Kind::Points),
        FactName::maybe("found", Kind::Points),
    ],
    ..Code::OF_REVIEWERS
};
