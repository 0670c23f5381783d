//! A form against the other forms of its unit, its goals, its group, and what its file is called.

use super::Severity;
use super::code::{Code, FactName, SELF, Wording};
use super::fact::Kind;
use crate::base::lang::Text;

/// 项目合计不符
pub static PROJECTS_DIFFER: Code = Code {
    name: "projects-differ",
    severity: Severity::Warning,
    stages: SELF,
    title: Text::new("项目合计不符", "projects do not add up"),
    says: &[
        Wording::case(
            "forms",
            "本单位 {count} 份项目自评表合计 {expected} 万元，部门表中项目支出为 {found} 万元。请核对是否漏报项目表，或金额有误。",
            "The {count} project forms of this unit add to {expected} (万元), 项目支出 on its form is {found}. Please check for missing project forms or wrong amounts.",
        ),
        Wording::case(
            "list",
            "“{sheet}”各项目合计 {expected}，表中项目支出为 {found}。请核对各项目金额。",
            "The projects on \"{sheet}\" add to {expected}, 项目支出 on the form is {found}. Please check the amounts.",
        ),
    ],
    what: Text::new(
        "各项目自评表合计，或项目清单各行合计，与部门表的项目支出不一致。",
        "The project forms of a unit, or the lines of its list of projects, do not add to 项目支出 on its form.",
    ),
    why: Text::new(
        "不是漏报了项目，就是金额有误。",
        "Either a project is missing or an amount is wrong.",
    ),
    example: Text::new(
        "项目清单合计 21.35 万元，部门表项目支出 21.34 万元。",
        "The list adds to 21.35, the form says 21.34.",
    ),
    facts: &[
        FactName::maybe("count", Kind::Count),
        FactName::maybe("sheet", Kind::Text),
        FactName::new("expected", Kind::Amount),
        FactName::new("found", Kind::Amount),
    ],
    ..Code::USUAL
};

/// 项目未报自评表
pub static PROJECT_MISSING: Code = Code {
    name: "project-missing",
    severity: Severity::Info,
    stages: SELF,
    title: Text::new("项目未报自评表", "project without a form"),
    says: &[Wording::new(
        "项目清单中有 {count} 个项目没有报送自评表：{found}。请核对是否应报。",
        "{count} projects on the list filed no form: {found}. Please check whether they are due.",
    )],
    what: Text::new(
        "项目清单列出的项目没有项目自评表；没有收项目表的汇总不提示。",
        "A project on the list of a unit filed no form; nothing is said where no project forms are collected.",
    ),
    why: Text::new(
        "项目支出应当自评全覆盖。",
        "Every project is to be evaluated.",
    ),
    example: Text::new(
        "清单列 3 个项目，只报来 2 份项目自评表。",
        "Three projects on the list, two forms.",
    ),
    facts: &[
        FactName::new("count", Kind::Count),
        FactName::new("found", Kind::Text),
    ],
    ..Code::USUAL
};

/// 指标值与申报不一致
pub static TARGET_CHANGED: Code = Code {
    name: "target-changed",
    severity: Severity::Warning,
    stages: SELF,
    title: Text::new("指标值与申报不一致", "target changed"),
    says: &[
        Wording::case(
            "goals",
            "“{indicator}”申报的指标值为“{expected}”（{other}），自评表为“{found}”。请核对是否经批准调整。",
            "\"{indicator}\" had the target \"{expected}\" ({other}); the form says \"{found}\". Please check that the change was approved.",
        ),
        Wording::case(
            "previous",
            "“{indicator}”上年的指标值为“{expected}”，本年为“{found}”，要求放宽了。请核对理由。",
            "\"{indicator}\" had the target \"{expected}\" the year before and has \"{found}\" now, which asks for less. Please check why.",
        )
        .graded(Severity::Info),
    ],
    what: Text::new(
        "自评表的指标值与绩效目标申报表不一致；年中调整另有一栏的，比年初指标值。与上年比，只提示放宽了的，为提示；随预算变动的金额不比。",
        "The target on the self-evaluation is not that of the goal form; where a form has an adjusted target beside, its initial one is compared. Against the year before, a note where it asks for less; amounts of money, which follow the budget, are left aside.",
    ),
    why: Text::new(
        "年底改低指标值，等于改了考核标准。",
        "Lowering a target at the end of the year lowers the standard.",
    ),
    example: Text::new(
        "申报 ≥100 场，自评表写 ≥80 场。",
        "Goals say ≥100, the self-evaluation ≥80.",
    ),
    facts: &[
        FactName::new("indicator", Kind::Text),
        FactName::maybe("other", Kind::Text),
        FactName::new("expected", Kind::Text),
        FactName::new("found", Kind::Text),
    ],
    ..Code::USUAL
};

/// 分值与申报不一致
pub static WEIGHT_MOVED: Code = Code {
    name: "weight-moved",
    severity: Severity::Warning,
    stages: SELF,
    title: Text::new("分值与申报不一致", "weight moved"),
    says: &[
        Wording::case(
            "goals",
            "“{indicator}”申报的分值为 {expected} 分（{other}），自评表为 {found} 分。请核对是否经批准调整。",
            "\"{indicator}\" had {expected} points ({other}); the form gives it {found}. Please check that the change was approved.",
        ),
        Wording::case(
            "previous",
            "“{indicator}”上年得满分，分值从上年的 {expected} 分加到 {found} 分。请核对理由。",
            "\"{indicator}\" earned all its points the year before; they rose from {expected} to {found}. Please check why.",
        )
        .graded(Severity::Info),
    ],
    what: Text::new(
        "自评表的分值与绩效目标申报表不一致。与上年比，只提示分值移到上年满分指标上的，为提示。",
        "The points on the self-evaluation are not those of the goal form. Against the year before, a note where points moved to what had full marks then.",
    ),
    why: Text::new(
        "把分值移到完成得好的指标上，总分就高了。",
        "Moving points to what went well raises the total.",
    ),
    example: Text::new(
        "申报 10 分的指标，自评表为 20 分。",
        "10 points in the goals, 20 on the self-evaluation.",
    ),
    facts: &[
        FactName::new("indicator", Kind::Text),
        FactName::maybe("other", Kind::Text),
        FactName::new("expected", Kind::Points),
        FactName::new("found", Kind::Points),
    ],
    ..Code::USUAL
};

/// 总分离群
pub static SCORE_OUTLIER: Code = Code {
    name: "score-outlier",
    severity: Severity::Info,
    stages: SELF,
    title: Text::new("总分离群", "score far from its group"),
    says: &[
        Wording::new(
            "复算总分 {found} 分，在“{group}”的通常范围 {expected} 分以外。请优先复核。",
            "The total of {found} lies outside the usual {expected} of \"{group}\". Please review it first.",
        ),
        Wording::new(
            "复算总分 {found} 分，在同类表的通常范围 {expected} 分以外。请优先复核。",
            "The total of {found} lies outside the usual {expected} of such forms. Please review it first.",
        ),
    ],
    what: Text::new(
        "总分离同组中间一半的距离超过界限（四分位距的倍数）；组内份数少的不判断。",
        "The total is further from the middle half of its group than a multiple of the quartiles’ distance; small groups are not judged.",
    ),
    why: Text::new(
        "与同类单位差得多的，先看是否填错。",
        "What lies far from its like is to be looked at first.",
    ),
    example: Text::new(
        "一组 20 个单位多在 88–95 分，一个单位 52 分。",
        "Of 20 units most have 88–95 points, one has 52.",
    ),
    facts: &[
        FactName::maybe("group", Kind::Text),
        FactName::new("expected", Kind::Band),
        FactName::new("found", Kind::Points),
    ],
    ..Code::USUAL
};

/// 名称前后不一致
pub static NAME_DIFFERS: Code = Code {
    name: "name-differs",
    severity: Severity::Warning,
    title: Text::new("名称前后不一致", "names do not agree"),
    says: &[
        Wording::case(
            "file",
            "表上单位为“{found}”，文件名为“{other}”。请核对是否传错文件或单位名称未更新。",
            "The form is by \"{found}\", its file is called \"{other}\". Please check for a wrong file or an old name.",
        ),
        Wording::case(
            "sheet",
            "表上单位为“{found}”，工作表“{sheet}”中为“{other}”。请核对单位名称。",
            "The form is by \"{found}\", the sheet \"{sheet}\" names \"{other}\". Please check the name.",
        ),
    ],
    what: Text::new(
        "封面、正文、文件名中的单位名称不是同一个。",
        "Cover, body and file name do not name one unit.",
    ),
    why: Text::new(
        "可能传错了文件，照抄了别的单位，或机构改革后名称未更新。",
        "A wrong file, a copied text, or a name from before a reform.",
    ),
    example: Text::new(
        "封面为安全生产监督管理局，正文为应急管理局。",
        "安全生产监督管理局 on the cover, 应急管理局 in the body.",
    ),
    facts: &[
        FactName::maybe("sheet", Kind::Text),
        FactName::new("other", Kind::Text),
        FactName::new("found", Kind::Text),
    ],
    ..Code::USUAL
};
