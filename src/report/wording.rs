//! Names of scoring methods and of what a score rests on.

use crate::assessment::Exclusion;
use crate::finding::Severity;
use crate::lang::{Lang, Text};
use crate::model::{Basis, Group, MethodKind, USUAL_GROUPS, Unscored};

/// Names of [`USUAL_GROUPS`].
const USUAL: [Text; USUAL_GROUPS.len()] = [
    Text::new("成本", "Cost"),
    Text::new("产出", "Output"),
    Text::new("效益", "Benefit"),
    Text::new("满意度", "Satisfaction"),
];

/// Name of a usual group in `lang`; other groups keep their own.
pub(super) fn usual_name(name: &str, lang: Lang) -> &str {
    let usual = USUAL.iter().find(|text| text.zh == name);
    usual.map_or(name, |text| text.get(lang))
}

impl Group {
    /// Its name.
    #[must_use]
    pub fn title(&self, lang: Lang) -> &str {
        let text = match self {
            Self::Local(name) => return name,
            Self::Usual(at) => USUAL.get(*at).copied(),
            Self::Ungrouped => Some(Text::new("未分组", "No group")),
        };
        text.map_or("", |text| text.get(lang))
    }
}

impl MethodKind {
    /// 评分方法 in words.
    #[must_use]
    pub const fn title(self) -> Text {
        match self {
            Self::Proportional => Text::new("正向比例", "proportional"),
            Self::ReverseDeduction => Text::new("反向扣减", "reverse, deducting"),
            Self::ReverseRatio => Text::new("反向比例", "reverse ratio"),
            Self::BudgetUtilisation => Text::new("预算使用率", "budget utilisation"),
            Self::DeductPerUnit => Text::new("按单位扣分", "deduction per unit"),
            Self::Steps => Text::new("分档计分", "steps"),
            Self::PassLine => Text::new("及格线比例", "proportional above a pass line"),
            Self::AllOrNothing => Text::new("是否型", "all or nothing"),
            Self::Qualitative => Text::new("定性", "qualitative"),
            Self::Deadline => Text::new("时限", "deadline"),
            Self::TargetZero => Text::new("目标为零", "target of zero"),
            Self::NothingIncurred => Text::new("无发生额", "nothing incurred"),
            Self::WithinRange => Text::new("区间达标", "within a range"),
        }
    }
}

impl Unscored {
    /// The reason in words.
    #[must_use]
    pub const fn title(self) -> Text {
        match self {
            Self::NoPoints => Text::new("未填分值", "no weight"),
            Self::NoTarget => Text::new("未填指标值", "no target"),
            Self::NoActual => Text::new("未填实际完成值", "no actual value"),
            Self::Unreadable => Text::new("数值无法识别", "value cannot be read"),
            Self::MeasuresDiffer => Text::new("计量单位不一致", "measures differ"),
            Self::Qualitative => Text::new("定性描述", "words only"),
            Self::DateOpen => Text::new("日期未达到或无法判断", "date missed or unclear"),
            Self::ZeroBudget => Text::new("全年预算数为零", "adjusted budget is zero"),
            Self::NoAmounts => Text::new("缺少金额", "amounts missing"),
            Self::OutOfRange => Text::new("数值超出范围", "figure out of range"),
        }
    }
}

impl Basis {
    /// 依据 in words.
    #[must_use]
    pub fn wording(self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Recomputed, Lang::Zh) => "复算".to_owned(),
            (Self::Recomputed, Lang::En) => "recomputed".to_owned(),
            (Self::Kept(why), Lang::Zh) => format!("沿用自评，不可核实：{}", why.title().zh),
            (Self::Kept(why), Lang::En) => format!("kept, not verifiable: {}", why.title().en),
            (Self::None(why), Lang::Zh) => format!("未计分：{}", why.title().zh),
            (Self::None(why), Lang::En) => format!("not scored: {}", why.title().en),
        }
    }
}

impl Severity {
    /// 错误、警告、提示
    #[must_use]
    pub const fn title(self) -> Text {
        match self {
            Self::Error => Text::new("错误", "error"),
            Self::Warning => Text::new("警告", "warning"),
            Self::Info => Text::new("提示", "info"),
        }
    }
}

impl Exclusion {
    /// All reasons as one text, the decisive one first.
    #[must_use]
    pub fn reason(&self, lang: Lang) -> String {
        let messages: Vec<_> = self.reasons.iter().map(|p| p.message(lang)).collect();
        messages.join(Text::new("；", "; ").get(lang))
    }

    /// Codes of the reasons, in their order.
    pub fn codes(&self) -> impl Iterator<Item = &'static str> {
        self.reasons.iter().map(|problem| problem.code.name)
    }
}
