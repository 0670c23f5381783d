//! Bounds of the audit 审核界限: what a rule set may change of the checks, each with what it rests on and the findings
//! that it decides on.

mod items;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::settings::Setting;
use super::value::Kind;
use crate::base::lang::Lang;
use crate::base::number::exact;
use crate::base::number::percent;
use crate::finding::Code;
pub use items::BOUNDS;

/// Bounds of the audit; a rule set that leaves one out has the usual one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct AuditBounds {
    /// 执行率 (fraction) below which 偏差原因 of the execution has to be given.
    #[serde(with = "exact")]
    pub explained_below: Decimal,
    /// Fewest characters of a reason that is compared with the others of its form.
    pub copied_from: usize,
    /// Fewest characters of a reason that is compared with those of other units.
    pub shared_from: usize,
    /// Share of common pairs of characters from which two reasons are nearly the same.
    #[serde(with = "exact")]
    pub likeness: Decimal,
    /// Words that mark 改进措施 where they are in one cell with the reason.
    pub measures: Vec<Box<str>>,
    /// Words that parts of a sentence about measures begin with.
    pub steps: Vec<Box<str>>,
    /// What a form leaves to be replaced.
    pub placeholders: Vec<Box<str>>,
    /// 样例用语: the same where it stands by itself, at the beginning or in brackets, since names hold it too (示例区).
    pub samples: Vec<Box<str>>,
    /// Share of the merit by which it may outrun execution.
    #[serde(with = "exact")]
    pub merit_gap: Decimal,
    /// Share of the budget that may be left.
    #[serde(with = "exact")]
    pub unspent_above: Decimal,
    /// 执行率 below which nothing counts as spent.
    #[serde(with = "exact")]
    pub nothing_spent_below: Decimal,
    /// 执行率 below which full marks for every indicator are doubtful.
    #[serde(with = "exact")]
    pub full_marks_execution_below: Decimal,
    /// Names of rates that only rise in a year.
    pub cumulative: Vec<Box<str>>,
    /// Names of numbers that may fall in a year: what is counted at a day, and means.
    pub standing: Vec<Box<str>>,
    /// How names of indicators end that are better when lower.
    pub harmful: Vec<Box<str>>,
    /// How names of indicators end that are better the more something falls.
    pub falling: Vec<Box<str>>,
    /// Share by which a hundredfold or ten-thousandfold value may be off to count as a slip.
    #[serde(with = "exact")]
    pub slip_within: Decimal,
    /// How many times the budget before adjustment and the one after may be of each other.
    #[serde(with = "exact")]
    pub adjusted_times: Decimal,
    /// Fewest numeric indicators that are all exactly on target.
    pub on_target_from: usize,
    /// Names of rates of payment.
    pub payment: Vec<Box<str>>,
    /// 一级指标 that every form has.
    pub groups: Vec<Box<str>>,
    /// How the names of 二级指标 end, which may stand where those of indicators belong.
    pub subgroups: Vec<Box<str>>,
    /// Fewest project forms of a unit that all have full marks.
    pub full_projects_from: usize,
    /// 万元 by which the projects of a unit may miss its 项目支出.
    #[serde(with = "exact")]
    pub projects_apart: Decimal,
    /// 元 below which a total is small enough to doubt its unit of money.
    #[serde(with = "exact")]
    pub usual_from: Decimal,
    /// Fewest forms of a group whose distribution is checked.
    pub outlier_from: usize,
    /// How many times the distance of the quartiles a total may lie outside them.
    #[serde(with = "exact")]
    pub outlier_width: Decimal,
}

fn words(words: &[&str]) -> Vec<Box<str>> {
    words.iter().map(|word| (*word).into()).collect()
}

impl Default for AuditBounds {
    fn default() -> Self {
        Self {
            explained_below: Decimal::new(9, 1),
            copied_from: 6,
            shared_from: 10,
            likeness: Decimal::new(9, 1),
            measures: words(MEASURES),
            steps: words(STEPS),
            placeholders: words(PLACEHOLDERS),
            samples: words(&["示例"]),
            merit_gap: Decimal::new(5, 2),
            unspent_above: Decimal::new(2, 1),
            nothing_spent_below: Decimal::new(1, 2),
            full_marks_execution_below: Decimal::new(6, 1),
            cumulative: words(CUMULATIVE),
            standing: words(STANDING),
            harmful: words(HARMFUL),
            falling: words(FALLING),
            slip_within: Decimal::new(2, 1),
            adjusted_times: Decimal::from_parts(5, 0, 0, false, 0),
            on_target_from: 3,
            payment: words(PAYMENT),
            groups: words(&["产出", "效益", "满意度"]),
            subgroups: words(SUBGROUPS),
            full_projects_from: 2,
            projects_apart: Decimal::ZERO,
            usual_from: Decimal::from(10_000),
            outlier_from: 8,
            outlier_width: Decimal::new(15, 1),
        }
    }
}

const SUBGROUPS: &[&str] = &["数量", "质量", "时效", "成本", "效益", "影响", "满意度"];

const MEASURES: &[&str] = &[
    "措施",
    "下一步",
    "下步",
    "下年",
    "下一年",
    "明年",
    "来年",
    "次年",
    "后续",
    "日后",
    "今后",
    "将",
    "拟",
    "加强",
    "加快",
    "加大",
    "强化",
    "改进",
    "整改",
    "督促",
    "督导",
    "进一步",
    "确保",
    "争取",
    "制定",
    "尽快",
    "优化",
    "增设",
    "返工",
    "转入",
    "已重新",
    "已增",
    "已安排",
    "已列入",
    "已采取",
    "已启动",
    "已协调",
    "已调整",
    "已申请",
    "已与",
    "已商",
    "已联系",
    "已更正",
    "已纠正",
    "已更换",
    "已补",
    "已督",
    "已催",
];

const STEPS: &[&str] = &[
    "完善", "健全", "规范", "细化", "严格", "提前", "及时", "定期", "继续", "持续", "积极", "主动",
    "合理", "科学", "统筹", "做好", "抓好", "压实", "落实", "跟进", "跟踪", "推进", "推动", "协调",
    "沟通", "对接", "提高", "提升", "扩大", "拓宽", "增派", "加派", "增配", "增加", "补充", "补齐",
    "补办", "补种", "补植", "补训", "补拨", "更换", "改用", "改为", "调整", "建立", "采取", "组织",
    "安排", "明确", "联合", "引导", "动员", "逐步", "深入", "重新", "列入", "纳入",
];

const PLACEHOLDERS: &[&str] = &["**", "XX", "xx", "××", "＊＊", "字以内"];

const CUMULATIVE: &[&str] = &[
    "执行率",
    "资金支付率",
    "预算支付率",
    "资金拨付率",
    "支出率",
    "支付进度",
    "支出进度",
    "拨付进度",
    "完成进度",
    "形象进度",
    "工程进度",
    "投资进度",
    "建设进度",
    "实施进度",
    "执行进度",
    "资金到位率",
    "资金使用率",
    "任务完成率",
    "计划完成率",
    "预算完成率",
    "投资完成率",
    "工程完成率",
    "开工率",
    "完工率",
    "竣工率",
];

const STANDING: &[&str] = &[
    "均", "单位", "单价", "成本", "率", "比例", "比重", "满意", "时间", "时长", "周期", "响应",
    "标准", "浓度", "指数", "排名", "得分", "供养", "在校", "在园", "在职", "在编", "在册", "在岗",
    "参保", "低保", "保障", "覆盖", "常住", "现有", "登记", "存量", "结余", "库存", "余额", "负债",
    "存栏", "保有", "失业", "贫困", "床位", "水位", "在建", "编制", "价格", "单产", "亩产",
];

const HARMFUL: &[&str] = &[
    "发生", "投诉", "事故", "死亡", "伤亡", "差错", "超支", "超标", "违规", "违法", "违纪", "返贫",
    "闲置", "舆情", "上访", "失误", "辍学", "火灾", "流失", "损毁", "故障", "逾期", "拖欠", "挪用",
    "中断", "误报", "漏报", "瞒报", "泄露", "延误",
];

const FALLING: &[&str] = &[
    "下降", "降低", "减少", "节约", "节支", "节能", "压减", "压缩", "削减", "减排",
];

const PAYMENT: &[&str] = &[
    "支付率",
    "支付进度",
    "支付及时率",
    "支付完成率",
    "拨付率",
    "拨付进度",
    "拨付及时率",
    "执行率",
    "支出率",
    "支出进度",
    "到位率",
    "到位及时率",
    "资金使用率",
    "预算完成率",
    "结转率",
    "结余率",
];

impl AuditBounds {
    /// The bounds that decide on a finding, in words: 须说明的执行率 90%.
    #[must_use]
    pub fn words(&self, code: &Code, lang: Lang) -> String {
        let values = serde_json::to_value(self).unwrap_or_default();
        let shown = bounds_of(code).filter_map(|bound| {
            let value = values.get(bound.key.strip_prefix("audit.")?)?;
            Some(format!(
                "{} {}",
                bound.name.get(lang),
                shown(value, bound.kind)
            ))
        });
        shown.collect::<Vec<_>>().join("；")
    }
}

fn shown(value: &Value, kind: Kind) -> String {
    match (value, kind) {
        (Value::Array(words), _) => {
            let words: Vec<_> = words.iter().filter_map(Value::as_str).collect();
            words.join("、")
        }
        (Value::String(figure), Kind::Percent(_)) => {
            figure.parse().map_or_else(|_| figure.clone(), percent)
        }
        (Value::String(figure), _) => figure.clone(),
        (other, _) => other.to_string(),
    }
}

/// The bounds that decide on a finding.
pub fn bounds_of(code: &Code) -> impl Iterator<Item = &'static Setting> {
    BOUNDS
        .iter()
        .filter(move |bound| bound.decides.contains(&code))
}
