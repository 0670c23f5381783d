//! Written reports 自评报告 compared with their forms and checked for contradictions.

use super::Severity;
use super::code::{Code, FactName, Wording};
use super::fact::Kind;
use crate::base::lang::Text;

/// What every finding about a sentence names.
const FACTS: &[FactName] = &[
    FactName::new("sentence", Kind::Text),
    FactName::new("name", Kind::Text),
    FactName::new("expected", Kind::Text),
    FactName::new("found", Kind::Text),
];

/// 报告总数不符
pub static REPORT_SUM: Code = Code {
    name: "report-sum",
    severity: Severity::Error,
    title: Text::new("报告分项合计不符", "parts of the report miss their whole"),
    says: &[
        Wording::case(
            "rounded",
            "“{sentence}”：各项合计 {expected}，与{name} {found} 相差在四舍五入的尾差以内，不算错误。无需处理。",
            "\"{sentence}\": the parts make {expected}, which is {name}, {found}, but for rounding. No fault; nothing to do.",
        )
        .graded(Severity::Info),
        Wording::case(
            "sum",
            "“{sentence}”：{name}写的是 {found}，其中各项合计 {expected}。请核对后改正总数或分项。",
            "\"{sentence}\": the parts make {expected}, {name} is given as {found}. Please correct the whole or a part.",
        ),
    ],
    what: Text::new(
        "报告中“其中”列出的各项相加，不等于它前面的总数。",
        "The parts listed in a sentence of the report do not add up to the amount before them.",
    ),
    why: Text::new(
        "总数和分项至少有一个是错的；报告公开后谁都能算出来。",
        "Either the whole or a part is wrong, and every reader can add it up.",
    ),
    example: Text::new(
        "“中央资金2263万元，其中……”七项相加只有2253万元。",
        "2263 万元 in all, of which seven parts make 2253.",
    ),
    facts: FACTS,
    ..Code::USUAL
};

/// 报告比率不符
pub static REPORT_RATE: Code = Code {
    name: "report-rate",
    severity: Severity::Error,
    title: Text::new("报告比率不符", "rate of the report is not its own ratio"),
    says: &[
        Wording::case(
            "cut",
            "“{sentence}”：{name}按两个数计算为 {expected}，报告写 {found}，是截去尾数或取整所致，不算错误。无需处理。",
            "\"{sentence}\": {name} is {expected} by its own figures; {found} is the same, cut instead of rounded. No fault; nothing to do.",
        )
        .graded(Severity::Info),
        Wording::case(
            "ratio",
            "“{sentence}”：{name}按报告自己的两个数计算为 {expected}，报告写 {found}。请核对后改正。",
            "\"{sentence}\": {name} is {expected} by its own figures, the report says {found}. Please correct it.",
        ),
    ],
    what: Text::new(
        "报告写的比率不是同一处两个数之比，也不是四舍五入或截尾造成的。",
        "A rate is not the ratio of the two figures it is given with, and no rounding explains it.",
    ),
    why: Text::new(
        "比率或其中一个数写错了，按它得出的结论也站不住。",
        "The rate or one of the figures is wrong, and so is what is concluded from it.",
    ),
    example: Text::new(
        "任务115户，完成264户，报告称“超任务43%”，实为超129.57%。",
        "A task of 115 and 264 done are 129.57% over, not 43%.",
    ),
    facts: FACTS,
    ..Code::USUAL
};

/// 报告前后不一致
pub static REPORT_TWICE: Code = Code {
    name: "report-twice",
    severity: Severity::Error,
    title: Text::new("报告前后不一致", "one name, two values in the report"),
    says: &[
        Wording::case(
            "all",
            "“{sentence}”：别处称 {expected} 已全部{name}，这里只{name}了 {found}。请核对后统一。",
            "\"{sentence}\": elsewhere all of {expected} is said to be spent ({name}), here {found}. Please make them agree.",
        ),
        Wording::case(
            "level",
            "“{sentence}”：{name}前面写 {expected}，这里合计 {found}。请核对后统一。",
            "\"{sentence}\": {name} is {expected} before and {found} here. Please make them agree.",
        ),
        Wording::case(
            "value",
            "“{sentence}”：{name}这里是 {found}，别处是 {expected}。请核对后统一。",
            "\"{sentence}\": {name} is {found} here and {expected} elsewhere. Please make them agree.",
        ),
    ],
    what: Text::new(
        "同一个名称在报告里有两个不同的数。",
        "One name has two values in the report.",
    ),
    why: Text::new(
        "读者不知道该信哪一个。",
        "Nobody can tell which of the two is meant.",
    ),
    example: Text::new(
        "前面说普查数据准确率达95%，后面说100%。",
        "An accuracy of 95% in one paragraph and of 100% in another.",
    ),
    facts: FACTS,
    ..Code::USUAL
};

/// 报告计数或收支不平
pub static REPORT_COUNT: Code = Code {
    name: "report-count",
    severity: Severity::Error,
    title: Text::new(
        "报告个数或收支不平",
        "counts or balance of the report are off",
    ),
    says: &[
        Wording::case(
            "balance",
            "“{sentence}”：支出加结余为 {expected}，报告写的是 {found}。请核对后改正。",
            "\"{sentence}\": what was spent and what is left make {expected}, not {found}. Please correct it.",
        ),
        Wording::case(
            "change",
            "“{sentence}”：年初数加（减）调整数为 {expected}，报告写的是 {found}。请核对后改正。",
            "\"{sentence}\": the initial budget and its change make {expected}, not {found}. Please correct it.",
        ),
        Wording::case(
            "compared",
            "“{sentence}”：两年的数相差 {expected}，报告写的是 {found}。请核对后改正。",
            "\"{sentence}\": the figures of the two years differ by {expected}, not {found}. Please correct it.",
        ),
        Wording::case(
            "standard",
            "“{sentence}”：人数乘标准为 {expected}，报告写的是 {found}。请核对后改正。",
            "\"{sentence}\": people times the standard make {expected}, not {found}. Please correct it.",
        ),
        Wording::case(
            "account",
            "“{sentence}”：按前面的收入和支出应结余 {expected}，报告写 {found}。请核对收入、支出和结余。",
            "\"{sentence}\": income and spending leave {expected}, the report says {found}. Please check all three.",
        ),
        Wording::case(
            "sum",
            "“{sentence}”：{name}写的是 {found}，分项相加为 {expected}。请核对后改正。",
            "\"{sentence}\": {name} is {found}, the parts add up to {expected}. Please correct it.",
        ),
    ],
    what: Text::new(
        "报告里的个数、人数乘标准，或收入、支出、结余对不上。",
        "Counts, people times a standard, or income, spending and what is left do not agree.",
    ),
    why: Text::new(
        "三个数中必有一个不对。",
        "One of the figures must be wrong.",
    ),
    example: Text::new(
        "收入90.37万元、支出76.36万元，结余却写0万元。",
        "90.37 came in, 76.36 was spent, and 0 is said to be left.",
    ),
    facts: FACTS,
    ..Code::USUAL
};

/// 报告与自评表不符
pub static REPORT_DIFFERS: Code = Code {
    name: "report-differs",
    severity: Severity::Error,
    title: Text::new("报告与自评表不符", "report differs from the form"),
    says: &[
        Wording::case(
            "claim",
            "“{sentence}”：报告如此说，但{name}预算 {expected}，执行 {found}。请说明原因或改正。",
            "\"{sentence}\": so the report says, but of {name}, {expected} planned, {found} was spent. Please explain or correct.",
        )
        .graded(Severity::Warning),
        Wording::case(
            "form",
            "“{sentence}”：{subject}的{field}在自评表中是 {expected}，报告写 {found}。请核对后改成一致。",
            "\"{sentence}\": the {field} of {subject} is {expected} on the form, {found} in the report. Please make them agree.",
        ),
        Wording::case(
            "form",
            "“{sentence}”：{field}在自评表中是 {expected}，报告写 {found}。请核对后改成一致。",
            "\"{sentence}\": the {field} is {expected} on the form, {found} in the report. Please make them agree.",
        ),
        Wording::case(
            "projects",
            "“{sentence}”：项目的{field}在自评表中合计 {expected}，报告写 {found}。请核对后改成一致。",
            "\"{sentence}\": the {field} of the projects is {expected} in all on the form, {found} in the report. Please make them agree.",
        ),
    ],
    what: Text::new(
        "报告里写明名称的数，与自评表上同一名称的数不同。",
        "A figure that the report names is not the one of that name on the form.",
    ),
    why: Text::new(
        "报告和自评表是同一件事的两种写法，数字必须一致。",
        "Report and form tell of the same thing; their figures must agree.",
    ),
    example: Text::new(
        "自评表全年执行数436.51万元，报告写436.15万元。",
        "436.51 executed on the form, 436.15 in the report.",
    ),
    facts: &[
        FactName::new("sentence", Kind::Text),
        FactName::maybe("name", Kind::Text),
        FactName::maybe("subject", Kind::Text),
        FactName::maybe("field", Kind::Field),
        FactName::new("expected", Kind::Text),
        FactName::new("found", Kind::Text),
    ],
    ..Code::USUAL
};

/// 报告单位名称不一致
pub static REPORT_NAME: Code = Code {
    name: "report-name",
    severity: Severity::Warning,
    title: Text::new(
        "报告单位名称不一致",
        "name of the unit differs in the report",
    ),
    says: &[
        Wording::case(
            "nobody",
            "报告中的单位“{found}”没有对应的自评表（共 {forms} 份自评表）。请核对单位名称，或补报自评表。",
            "None of the {forms} forms answers to the unit \"{found}\" of this report. Please check the name, or file the form.",
        ),
        Wording::case(
            "several",
            "有 {forms} 家单位都叫“{found}”，分不清这份报告是哪一家的，未与自评表核对。请在报告上写明单位编码，或把报告和该单位的自评表放在同一个文件夹。",
            "{forms} units are called \"{found}\"; whose report this is cannot be told, and it was not held against a form. Please state the unit code, or put the report into the folder of its form.",
        ),
        Wording::case(
            "form",
            "报告封面的单位是“{found}”，自评表上是“{expected}”。请改成一致。",
            "The cover names the unit \"{found}\", the form \"{expected}\". Please make them agree.",
        ),
        Wording::case(
            "body",
            "报告封面的单位是“{found}”，正文是“{expected}”。请改成一致。",
            "The cover names the unit \"{found}\", the text \"{expected}\". Please make them agree.",
        ),
    ],
    what: Text::new(
        "报告封面、正文与自评表上的单位名称不是同一个，或没有单位的自评表与报告对应。",
        "Cover, text and form do not name the same unit, or no form belongs to the report.",
    ),
    why: Text::new(
        "多为套用旧稿或机构改名后没有改，会让人怀疑报告是谁的。",
        "Mostly an old draft used again, or a body that was renamed: nobody can be sure whose report it is.",
    ),
    example: Text::new(
        "封面写安全生产监督管理局，正文写应急管理局。",
        "安全生产监督管理局 on the cover, 应急管理局 in the text.",
    ),
    facts: &[
        FactName::maybe("expected", Kind::Text),
        FactName::new("found", Kind::Text),
        FactName::maybe("forms", Kind::Count),
    ],
    ..Code::USUAL
};

/// 报告年度不一致
pub static REPORT_YEAR: Code = Code {
    name: "report-year",
    severity: Severity::Warning,
    title: Text::new("报告年度不一致", "year differs in the report"),
    says: &[
        Wording::case(
            "form",
            "报告的年度是 {found} 年，自评表是 {expected} 年。请核对后改成一致。",
            "The report is about {found}, the form about {expected}. Please make them agree.",
        ),
        Wording::case(
            "body",
            "报告封面的年度是 {found} 年，正文说的是 {expected} 年。请核对后改成一致。",
            "The cover says {found}, the text is about {expected}. Please make them agree.",
        ),
    ],
    what: Text::new(
        "报告封面的年度与正文或自评表不同。",
        "The year on the cover is not that of the text or of the form.",
    ),
    why: Text::new(
        "多为在上年的稿子上修改，可能还留有上年的数字。",
        "Mostly last year's draft, which may still hold last year's figures.",
    ),
    example: Text::new(
        "封面（2022年度），正文是2023年。",
        "2022 on the cover, 2023 in the text.",
    ),
    facts: &FactName::pair(Kind::Text),
    ..Code::USUAL
};
