//! Codes about single indicators.

use super::{Explanation, explanation};
use crate::base::lang::Text;

pub(super) const COMPLETION: Explanation = explanation(
    Text::new(
        "表上的指标完成率与指标值、实际完成值算出的不一致。",
        "The printed completion rate is not what target and actual value give.",
    ),
    Text::new(
        "完成率有误，得分往往也有误；超额完成只写 100% 的不提示。",
        "A wrong rate mostly means a wrong score; 100% written for more than that is not mentioned.",
    ),
    Text::new(
        "指标值 52 家，实际 54 家，应为 103.85%，表上填 130%。",
        "Target 52, actual 54 is 103.85%, the form says 130%.",
    ),
);

pub(super) const NOT_VERIFIABLE: Explanation = explanation(
    Text::new(
        "得分没有可以复算的依据，按自评分计入。",
        "A score cannot be recomputed; the filed one counts.",
    ),
    Text::new(
        "定性指标靠佐证材料核实，汇总表中单列这部分得分。",
        "Qualitative results need supporting documents; such points are shown apart.",
    ),
    Text::new(
        "指标值和完成值都是“效果明显”，自评 10 分。",
        "Target and actual value both say 效果明显, filed were 10 points.",
    ),
);

pub(super) const OUT_OF_BAND: Explanation = explanation(
    Text::new(
        "定性指标的得分不在完成情况对应的档次内。",
        "A qualitative score lies outside the band that its result allows.",
    ),
    Text::new(
        "达成为分值的 80%～100%，部分达成为 60%～80%，未达成为 60% 以下。",
        "Achieved gives 80–100% of the weight, partly achieved 60–80%, not achieved less than 60%.",
    ),
    Text::new(
        "完成情况为“部分达成年度指标并具有一定效果”，却得满分。",
        "The result says partly achieved, the score is full.",
    ),
);

pub(super) const MEASURES_DIFFER: Explanation = explanation(
    Text::new(
        "指标值与实际完成值的计量单位不同。",
        "Target and actual value are in different measures.",
    ),
    Text::new(
        "单位不同不能相除，得分无法复算。",
        "Different measures cannot be divided, so the score cannot be recomputed.",
    ),
    Text::new(
        "指标值“≥50场”，实际完成值“3000人次”。",
        "Target ≥50场, actual value 3000人次.",
    ),
);

pub(super) const PERCENT_ASSUMED: Explanation = explanation(
    Text::new(
        "一栏是百分数，另一栏是不带百分号的数。",
        "One value is a percentage, the other a bare number.",
    ),
    Text::new(
        "不补百分号就会差一百倍；这里写明是怎样理解的。",
        "Without the sign they are a hundred times apart; this says how the number was taken.",
    ),
    Text::new(
        "指标值 95%，实际完成值填 96，按 96% 计算。",
        "Target 95%, actual value 96: taken as 96%.",
    ),
);

pub(super) const OVER_FULFILLED: Explanation = explanation(
    Text::new(
        "完成率达到或超过规则设定的上限。",
        "The completion rate is at or above the bound of the rules.",
    ),
    Text::new(
        "指标值可能定得过低；得分仍以分值为限，但应说明原因。",
        "The target may have been too low; the score stays at its weight, but a reason is due.",
    ),
    Text::new(
        "指标值 100 人，实际 233 人，完成率 233%。",
        "Target 100, actual 233: 233%.",
    ),
);

pub(super) const NOTHING_INCURRED: Explanation = explanation(
    Text::new(
        "本年没有发生该项业务，按完成计满分。",
        "Nothing of the kind happened this year; it counts as fulfilled.",
    ),
    Text::new(
        "完成率没有意义，须核实确未发生。",
        "A completion rate has no meaning here; that nothing happened must be checked.",
    ),
    Text::new(
        "“三公”经费变动率，本年无支出。",
        "The change of an expense that did not arise this year.",
    ),
);

pub(super) const SHARED_SCORE: Explanation = explanation(
    Text::new(
        "几个指标的得分在同一个合并单元格里。",
        "Several indicators share one merged score.",
    ),
    Text::new(
        "只计一次，但无法分清各指标得多少分。",
        "It counts once, but nobody can tell what each indicator earned.",
    ),
    Text::new(
        "两行数量指标合并填写得分 20 分。",
        "Two quantity indicators with one merged score of 20.",
    ),
);
