//! Codes about weights, scores, total and grade.

use super::{Explanation, explanation};
use crate::base::lang::Text;

pub(super) const WEIGHT_SUM: Explanation = explanation(
    Text::new(
        "执行率与各指标的分值加起来不是规定的总分。",
        "The weights of execution and indicators do not add to the prescribed total.",
    ),
    Text::new(
        "总分不是 100 分的表不能与别的单位比较。",
        "A form that is not out of 100 cannot be compared with others.",
    ),
    Text::new(
        "指标分值合计 95 分，加执行率 10 分为 105 分。",
        "Indicators add to 95, with 10 for execution to 105.",
    ),
);

pub(super) const GROUP_WEIGHT_SUM: Explanation = explanation(
    Text::new(
        "一级指标标明的分数与其下各指标分值之和不同。",
        "The points in a group's heading are not the sum of its indicators' weights.",
    ),
    Text::new(
        "分组权重由规则规定，增减会改变各方面的轻重。",
        "Group weights are prescribed; changing them shifts the balance.",
    ),
    Text::new(
        "“产出指标（50分）”下各指标分值合计 45 分。",
        "产出指标（50分） with indicators that add to 45.",
    ),
);

pub(super) const ABOVE_POINTS: Explanation = explanation(
    Text::new("得分比分值还高。", "A score is above its weight."),
    Text::new(
        "超额完成也最多得满分。",
        "Even above target a score ends at its weight.",
    ),
    Text::new("分值 10 分，得分填 12 分。", "Weight 10, score 12."),
);

pub(super) const EXECUTION: Explanation = explanation(
    Text::new(
        "执行率得分与复算结果相差超过 0.01 分。",
        "The execution score is more than 0.01 from the recomputed one.",
    ),
    Text::new(
        "执行率得分=分值×执行率，最高为分值；只差尾数进位的不提示。",
        "Execution score = weight × rate, at most the weight; a difference by rounding is not mentioned.",
    ),
    Text::new(
        "分值 10 分、执行率 89.85%，应得 8.99 分，自评 10 分。",
        "Weight 10 and rate 89.85% give 8.99, filed were 10.",
    ),
);

pub(super) const INDICATOR: Explanation = explanation(
    Text::new(
        "指标自评得分与按规则复算的得分相差超过 0.01 分。",
        "The filed score of an indicator is more than 0.01 from the recomputed one.",
    ),
    Text::new(
        "未完成指标值的应按比例得分。",
        "Below target a score is proportional.",
    ),
    Text::new(
        "指标值 100%，完成 30.66%，分值 10 分，应得 3.07 分，自评 10 分。",
        "Target 100%, actual 30.66%, weight 10: 3.07 points are due, 10 were filed.",
    ),
);

pub(super) const TOTAL: Explanation = explanation(
    Text::new(
        "自评总分与复算总分不一致，超出各项进位之和。",
        "The filed total differs from the recomputed one by more than the roundings of its parts.",
    ),
    Text::new(
        "等级和排名以复算总分为准。",
        "Grade and rank rest on the recomputed total.",
    ),
    Text::new(
        "自评 98 分，两个指标多计共 7.5 分，复算 90.5 分。",
        "98 were filed; two scores were 7.5 too high, so 90.5 are recomputed.",
    ),
);

pub(super) const REPORTED_SUM: Explanation = explanation(
    Text::new(
        "总分连表上自己的各项得分之和都不等。",
        "The total is not even the sum of the form's own scores.",
    ),
    Text::new(
        "这是加总错误，与评分规则无关。",
        "It is a mistake in adding up, whatever the rules.",
    ),
    Text::new(
        "各项得分相加 120 分，总分填 100 分。",
        "The scores add to 120, the total says 100.",
    ),
);

pub(super) const GRADE: Explanation = explanation(
    Text::new(
        "所填等级与复算总分对应的等级不同。",
        "The filed grade is not that of the recomputed total.",
    ),
    Text::new(
        "等级由总分决定，通常 90 分及以上为优、80 分及以上为良、60 分及以上为中。",
        "The total decides the grade: usually 优 from 90, 良 from 80, 中 from 60.",
    ),
    Text::new(
        "复算 86.4 分应为良，表上填优。",
        "86.4 recomputed is 良, the form says 优.",
    ),
);

pub(super) const NOT_SCORABLE: Explanation = explanation(
    Text::new(
        "至少有一项没有得分，因此没有总分。",
        "At least one part has no score, so there is no total.",
    ),
    Text::new(
        "缺项不能当 0 分也不能当满分，这份表不参加排名。",
        "A gap is neither 0 nor full marks; the form is not ranked.",
    ),
    Text::new(
        "全部实际完成值和得分都空着的空白表。",
        "A blank form without any actual value or score.",
    ),
);
