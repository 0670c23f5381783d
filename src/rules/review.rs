//! 复核: which forms are looked at first, and what a reviewer takes points off for.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::settings::{Setting, optional};
use super::value::{Bounds, Kind};
use crate::base::lang::Text;
use crate::base::number::exact;
use crate::base::number::{Rounding, RoundingMode};
use crate::finding::Ground;
use crate::finding::merit::MODULE;

/// 风险分: the weights of its parts, and from where on every form is reviewed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct RiskRule {
    /// Points for each error.
    #[serde(with = "exact")]
    pub error: Decimal,
    /// Points for each warning.
    #[serde(with = "exact")]
    pub warning: Decimal,
    /// Points for each point by which filed and recomputed total differ.
    #[serde(with = "exact")]
    pub apart: Decimal,
    /// Points where nothing of the total can be verified; in proportion.
    #[serde(with = "exact")]
    pub unverified: Decimal,
    /// Points where every indicator was filed with full marks; in proportion.
    #[serde(with = "exact")]
    pub full: Decimal,
    /// Points where merit stands against no spending; in proportion.
    #[serde(with = "exact")]
    pub gap: Decimal,
    /// Points where nothing of the budget was spent; in proportion.
    #[serde(with = "exact")]
    pub unspent: Decimal,
    /// Points of the largest budget of its kind; in proportion.
    #[serde(with = "exact")]
    pub budget: Decimal,
    /// A form with this many points or more is always reviewed.
    #[serde(with = "exact")]
    pub from: Decimal,
}

impl Default for RiskRule {
    fn default() -> Self {
        let points = |points: i64| Decimal::new(points, 0);
        Self {
            error: points(5),
            warning: points(2),
            apart: points(2),
            unverified: points(20),
            full: points(10),
            gap: points(20),
            unspent: points(10),
            budget: points(20),
            from: points(40),
        }
    }
}

const POINTS: Kind = Kind::Number(Bounds::Within(Decimal::ZERO, Decimal::ONE_THOUSAND));

const fn weight(key: &'static str, name: Text, note: Text) -> Setting {
    Setting {
        basis: Some(Ground::Experience),
        ..optional(key, name, note, POINTS)
    }
}

/// 财预〔2020〕10号 has finance look at what is important and what is doubtful.
const SPOT_CHECKS: Ground = Ground::document(
    "财预〔2020〕10号",
    "财政部门对单位自评结果进行抽查，以资金量大、问题多的为重点",
    "finance departments check self-evaluations by sample, first those with much money and many doubts",
);

/// Rows of the sheet 复核风险.
pub const RISK: &[Setting] = &[
    weight(
        "risk.error",
        Text::new("每个错误", "Each error"),
        Text::new(
            "由其他问题引起的不计；不填为 5",
            "Those that follow from another are not counted; blank for 5",
        ),
    ),
    weight(
        "risk.warning",
        Text::new("每个警告", "Each warning"),
        Text::new("同上；不填为 2", "Likewise; blank for 2"),
    ),
    weight(
        "risk.apart",
        Text::new(
            "自评与复算每差 1 分",
            "Each point filed and recomputed differ by",
        ),
        Text::new("总分之差的绝对值；不填为 2", "Of the totals; blank for 2"),
    ),
    weight(
        "risk.unverified",
        Text::new("得分全部不可核实", "Nothing can be verified"),
        Text::new(
            "按不可核实得分占总分的比例计；不填为 20",
            "In proportion to the points that cannot be verified; blank for 20",
        ),
    ),
    weight(
        "risk.full",
        Text::new("指标全部满分", "Full marks throughout"),
        Text::new(
            "按满分指标的比例计；不填为 10",
            "In proportion to the indicators with full marks; blank for 10",
        ),
    ),
    Setting {
        basis: Some(MODULE),
        ..weight(
            "risk.gap",
            Text::new("有得分而没有执行", "Merit without execution"),
            Text::new(
                "按（得分率−执行率得分率）÷得分率计；不填为 20",
                "In proportion to (merit − execution) ÷ merit; blank for 20",
            ),
        )
    },
    Setting {
        basis: Some(MODULE),
        ..weight(
            "risk.unspent",
            Text::new("预算全部结余", "Nothing spent"),
            Text::new(
                "按结余占全年预算数的比例计；不填为 10",
                "In proportion to the budget that is left; blank for 10",
            ),
        )
    },
    Setting {
        basis: Some(SPOT_CHECKS),
        ..weight(
            "risk.budget",
            Text::new("同类中预算最大", "Largest budget of its kind"),
            Text::new(
                "按全年预算数与同类表中最大的之比计；不填为 20",
                "In proportion to the largest budget among such forms; blank for 20",
            ),
        )
    },
    weight(
        "risk.from",
        Text::new("必查界限", "Always reviewed from"),
        Text::new(
            "风险分达到此数的全部复核；不填为 40",
            "Forms with as many points are always reviewed; blank for 40",
        ),
    ),
];

/// 分
const CENTS: Rounding = Rounding::new(2, RoundingMode::HalfUp);

/// 扣分要点: what a reviewer takes points off for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deduction {
    /// Its name.
    pub name: Box<str>,
    /// Share of the points that is taken off; `None` where the reviewer decides.
    #[serde(default, with = "share")]
    pub off: Option<Decimal>,
    /// Groups of the indicators it applies to; empty for all.
    #[serde(default)]
    pub groups: Vec<Box<str>>,
}

impl Deduction {
    /// The score after the deduction: the smaller of the filed score and the points less the deduction; `None` where
    /// the reviewer decides.
    #[must_use]
    pub fn leaves(&self, points: Decimal, reported: Option<Decimal>) -> Option<Decimal> {
        let kept = Decimal::ONE.checked_sub(self.off?)?;
        let due = points.checked_mul(kept)?;
        let left = reported.map_or(due, |reported| reported.min(due));
        Some(CENTS.apply(left))
    }

    /// Whether it is meant for an indicator of these groups.
    #[must_use]
    pub fn suits(&self, groups: [Option<&str>; 2]) -> bool {
        let mut named = groups.into_iter().flatten();
        self.groups.is_empty()
            || named.any(|group| self.groups.iter().any(|of| group.contains(&**of)))
    }
}

/// The usual ones.
pub(super) fn usual_deductions() -> Vec<Deduction> {
    let off = |name: &str, tenths: Option<i64>, groups: &[&str]| Deduction {
        name: name.into(),
        off: tenths.map(|tenths| Decimal::new(tenths, 1).normalize()),
        groups: groups.iter().map(|group| Box::from(*group)).collect(),
    };
    vec![
        off("核实无误", Some(0), &[]),
        off("无佐证材料", Some(10), &[]),
        off("佐证材料与指标无关", Some(10), &[]),
        off("指标不可评价", Some(10), &[]),
        off("指标大部分不可评价", Some(6), &[]),
        off("指标小部分不可评价", Some(3), &[]),
        off("满意度无调查材料", Some(10), &["满意"]),
        off("完成值与佐证不符，按核实的完成值计分", None, &[]),
        off("其他（在备注中说明）", None, &[]),
    ]
}

/// A share that may be left out.
mod share {
    use rust_decimal::Decimal;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::base::number::exact;

    #[derive(Serialize, Deserialize)]
    #[serde(transparent)]
    struct Share(#[serde(with = "exact")] Decimal);

    #[expect(clippy::ref_option, reason = "serde asks for it")]
    pub(super) fn serialize<S: Serializer>(
        share: &Option<Decimal>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        share.map(Share).serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Option<Decimal>, D::Error> {
        Ok(Option::<Share>::deserialize(from)?.map(|Share(share)| share))
    }
}
