//! The unit and the year of a form, and the roster.

use super::Severity;
use super::code::{Code, FactName, Wording};
use super::fact::Kind;
use crate::base::lang::Text;

/// 单位不明
pub static UNIT_UNCLEAR: Code = Code {
    name: "unit-unclear",
    severity: Severity::Error,
    title: Text::new("单位不明", "unit unclear"),
    says: &[Wording::new(
        "没有读到单位名称，各表以文件名代替，无法与名单、上年核对。请在“部门（单位）名称”处填写全称。",
        "No unit name was read; the file's name stands in, and the form cannot be held against roster or last year. Please fill in the full name of the unit.",
    )],
    what: Text::new(
        "表上没有读到单位名称。",
        "No unit name was read from the form.",
    ),
    why: Text::new(
        "文件名不能证明是谁的表：对不上名单和上年，也查不出同一单位报了几份。",
        "A file's name is no proof of whose form it is: it cannot be told from a roster, last year's form or a second one.",
    ),
    example: Text::new(
        "“部门（单位）名称”一栏空白，只盖了章。",
        "The cell for the unit's name is blank, only stamped.",
    ),
    ..Code::USUAL
};

/// 名单中没有该单位
pub static UNIT_NOT_LISTED: Code = Code {
    name: "unit-not-listed",
    severity: Severity::Warning,
    title: Text::new("名单中没有该单位", "unit not on the roster"),
    says: &[
        Wording::new(
            "单位名单中没有“{found}”，最接近的是“{nearest}”。请核对单位名称，或在名单中补列（改过名的填入“曾用名”）。",
            "\"{found}\" is not on the roster; the closest name there is \"{nearest}\". Please check the name, or add it to the roster (a former name as such).",
        ),
        Wording::new(
            "单位名单中没有“{found}”，也没有相近的名称。请核对单位名称，或在名单中补列。",
            "\"{found}\" is not on the roster, nor is any similar name. Please check the name, or add it to the roster.",
        ),
    ],
    what: Text::new(
        "给出了单位名单，而表上的单位不在名单里（编码、名称、曾用名都对不上）。",
        "A roster was given, and the unit on the form is not on it: neither its code nor its name nor a former name.",
    ),
    why: Text::new(
        "对不上名单的表无法计入已报单位，名单上的那个单位会显示为未报。",
        "A form that matches no unit counts for none: the unit it belongs to is shown as missing.",
    ),
    example: Text::new(
        "单位填了简称“住建局”，名单上是“示例区住房和城乡建设局”。",
        "A unit used its short name 住建局; the roster has 示例区住房和城乡建设局.",
    ),
    facts: &[
        FactName::new("found", Kind::Text),
        FactName::maybe("nearest", Kind::Text),
    ],
    ..Code::USUAL
};

/// 单位名称与名单不同
pub static UNIT_NAME_DIFFERS: Code = Code {
    name: "unit-name-differs",
    severity: Severity::Warning,
    title: Text::new("单位名称与名单不同", "name differs from the roster"),
    says: &[Wording::new(
        "单位名称填写为“{found}”，名单上是“{expected}”。请改用名单上的名称。",
        "The unit is called \"{found}\" here and \"{expected}\" on the roster. Please use the name of the roster.",
    )],
    what: Text::new(
        "按编码或曾用名认出了单位，但表上写的名称不是名单上的现用名。",
        "The unit was recognised by its code or a former name; the form does not use its present name.",
    ),
    why: Text::new(
        "名称以名单为准，汇总、通报和上下年对比才能对得上；表上的写法原样保留，不改动。",
        "The roster decides, so that summaries and comparisons over years agree; what the form says is kept as it was filed.",
    ),
    example: Text::new(
        "机构改革后仍用“安全生产监督管理局”，名单上是“应急管理局”。",
        "A form still says 安全生产监督管理局 where the roster has 应急管理局.",
    ),
    facts: &FactName::pair(Kind::Text),
    ..Code::USUAL
};

/// 单位编码与名单不同
pub static UNIT_CODE_DIFFERS: Code = Code {
    name: "unit-code-differs",
    severity: Severity::Warning,
    title: Text::new("单位编码与名单不同", "code differs from the roster"),
    says: &[Wording::new(
        "单位编码填写为 {found}，名单上该单位的编码是 {expected}。请核对编码。",
        "The code of the unit is {found} here and {expected} on the roster. Please check the code.",
    )],
    what: Text::new(
        "单位名称在名单上，但表上的预算编码不是名单上该单位的编码。",
        "The name is on the roster, the budget code on the form is not the one of that unit.",
    ),
    why: Text::new(
        "编码填错一位就成了别的单位；名称与名单一致时以名称为准，编码须核对。",
        "One wrong digit makes it another unit's code. Where the name is on the roster it decides, and the code is to be checked.",
    ),
    example: Text::new(
        "名单上是 301001，表上填 301010。",
        "The roster has 301001, the form 301010.",
    ),
    facts: &FactName::pair(Kind::Text),
    ..Code::USUAL
};

/// 年度不明
pub static YEAR_UNCLEAR: Code = Code {
    name: "year-unclear",
    severity: Severity::Warning,
    title: Text::new("年度不明", "year unclear"),
    says: &[
        Wording::case(
            "two",
            "表头写的是“{found}”，是两个年度，看不出评价的是哪一年。请在标题下只写评价年度，如“（2023年度）”。",
            "The heading says \"{found}\": two years, and not which of them the form is of. Please write that one alone below the title, such as \"(2023年度)\".",
        ),
        Wording::new(
            "表头没有写明评价年度。请在标题下填写，如“（2023年度）”。",
            "The heading does not state the year. Please write it below the title, such as \"(2023年度)\".",
        ),
    ],
    facts: &[FactName::maybe("found", Kind::Text)],
    what: Text::new("标题处没有写年度。", "The heading does not state the year."),
    why: Text::new(
        "可能误用上年的表；填报日期通常是次年，不能代替评价年度。",
        "It may be last year's form; the date of filing is usually a year later and does not tell.",
    ),
    example: Text::new(
        "标题为“（  年度）”，年份未填。",
        "The heading says （  年度） with the year left blank.",
    ),
    ..Code::USUAL
};

/// 年度不一致
pub static YEAR_DIFFERS: Code = Code {
    name: "year-differs",
    severity: Severity::Warning,
    title: Text::new("年度不一致", "year differs"),
    says: &[Wording::new(
        "表上先写 {expected} 年，这里写 {found} 年，按 {expected} 年计。请核对评价年度，改为一致后重新报送。",
        "The form says {expected} before and {found} here; it is taken for {expected}. Please settle the year and file it again.",
    )],
    what: Text::new(
        "同一份表的标题和其他地方写了不同的评价年度。",
        "One form states two years, in its title and elsewhere.",
    ),
    why: Text::new(
        "用上年的表改填时常漏改一处；年度不定，就不知道该表属于哪次评价。",
        "Where last year's form is filled in again one place is easily missed; without a sure year it is unknown what the form belongs to.",
    ),
    example: Text::new(
        "标题为“2023年度……自评表”，标题下写“（2022年度）”。",
        "The title says 2023, the line below it （2022年度）.",
    ),
    facts: &FactName::pair(Kind::Year),
    ..Code::USUAL
};

/// 其他年度的表
pub static YEAR_OTHER: Code = Code {
    name: "year-other",
    severity: Severity::Warning,
    title: Text::new("其他年度的表", "form of another year"),
    says: &[Wording::new(
        "这是 {found} 年度的表，本次评价 {expected} 年度。误放的请移到该年度的文件夹；年度写错的请改正后重新报送；要评价 {found} 年度，请把评价年度改为 {found}（--year {found}）。",
        "This form is for {found}, the run for {expected}. Please move it to the folder of its year, or mend the year and file it again; to assess {found}, set the year to it (--year {found}).",
    )],
    what: Text::new(
        "表上的年度不是本次评价的年度：指定的（--year），或多数表写明的。",
        "The year on the form is not that of the run: the one that is set (--year), or stated by most forms.",
    ),
    why: Text::new(
        "不同年度的数不能放在一起排名；默认不参加排名，由规则的 standing.other-year 决定。",
        "Figures of different years cannot be ranked together; it is not ranked unless standing.other-year of the rules says so.",
    ),
    example: Text::new(
        "评价 2023 年，文件夹里有一份标题为 2022 年度的表。",
        "The run is for 2023, one form in the folder is headed 2022.",
    ),
    facts: &FactName::pair(Kind::Year),
    ..Code::USUAL
};
