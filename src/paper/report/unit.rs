//! The words of a report that figures cannot give, and the sums of its projects.

use super::Report;
use super::project::summary;
use crate::paper::placeholder::Placeholder;

pub(super) const UNIT: [Placeholder<Report>; 11] = [
    Placeholder::new("主要职能", "负责应急管理工作……", |report| {
        report.words("主要职能")
    }),
    Placeholder::new(
        "机构设置及人员构成",
        "下设2个处室……",
        |report| report.words("机构设置及人员构成"),
    ),
    Placeholder::new(
        "年度重点工作",
        "完善安全生产目标管理体系……",
        |report| report.words("年度重点工作"),
    ),
    Placeholder::new(
        "资金使用主要内容及范围",
        "保障在职干部工资发放……",
        |report| report.words("资金使用主要内容及范围"),
    ),
    Placeholder::new(
        "管理制度和资金使用合规性",
        "健全财务管理制度……",
        |report| report.words("管理制度和资金使用合规性"),
    ),
    Placeholder::new(
        "项目组织实施情况",
        "按进度实施……",
        |report| report.words("项目组织实施情况"),
    ),
    Placeholder::new(
        "存在的主要问题及原因分析",
        "绩效指标的可衡量性还需提升……",
        |report| report.words("存在的主要问题及原因分析"),
    ),
    Placeholder::new(
        "改进措施和建议",
        "强化年初预算工作……",
        |report| report.words("改进措施和建议"),
    ),
    Placeholder::new(
        "项目汇总",
        "共3个项目，预算金额为69.61万元，执行金额为21.34万元",
        |report| summary(report, None),
    ),
    Placeholder::new(
        "转移支付汇总",
        "共2个项目，预算金额为50.41万元，执行金额为5.91万元",
        |report| summary(report, Some(true)),
    ),
    Placeholder::new(
        "本级财力汇总",
        "共1个项目，预算金额为19.2万元，执行金额为15.44万元",
        |report| summary(report, Some(false)),
    ),
];
