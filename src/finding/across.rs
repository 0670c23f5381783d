//! Forms held against each other.

use super::Severity;
use super::code::{Code, Named, Wording};
use super::fact::Kind;
use crate::base::lang::Text;

/// 重复文件
pub static DUPLICATE_FILE: Code = Code {
    name: "duplicate-file",
    severity: Severity::Warning,
    title: Text::new("重复文件", "same file twice"),
    says: &[Wording::new(
        "与“{other}”内容完全相同，只计一份。请删除多余的一份。",
        "Identical to \"{other}\"; it counts once. Please delete the spare copy.",
    )],
    what: Text::new("两个文件内容完全相同。", "Two files are identical."),
    why: Text::new(
        "同一份表只能计一次，否则单位数和合计都会虚增。",
        "A form counts once, or the number of units and the sums would be too high.",
    ),
    example: Text::new(
        "“自评表.xlsx”和“自评表 - 副本.xlsx”。",
        "自评表.xlsx and 自评表 - 副本.xlsx.",
    ),
    facts: &[Named::new("other", Kind::Text)],
    ..Code::USUAL
};

/// 单位重复报送
pub static DUPLICATE_UNIT: Code = Code {
    name: "duplicate-unit",
    severity: Severity::Error,
    title: Text::new("单位重复报送", "unit filed twice"),
    says: &[Wording::new(
        "同一单位报送了不止一份自评表，本表未参加排名，排名采用“{other}”。请与单位核实以哪份为准，移走其余各份。",
        "This unit filed more than once; this form is not ranked, \"{other}\" is. Please settle with the unit which one counts and remove the others.",
    )],
    what: Text::new(
        "同一单位同一年度报了不止一份表，内容不同。",
        "One unit filed more than one form for the year, with different content.",
    ),
    why: Text::new(
        "一个单位只能有一个名次，须由人确定以哪份为准。",
        "A unit has one rank; a person must say which form counts.",
    ),
    example: Text::new(
        "先报了一稿，修改后又报“最终版”，两份都在文件夹里。",
        "A first version and a later 最终版 are both in the folder.",
    ),
    facts: &[Named::new("other", Kind::Text)],
    ..Code::USUAL
};

/// 单位与编码不一一对应
pub static UNIT_SHARES_CODE: Code = Code {
    name: "unit-shares-code",
    severity: Severity::Warning,
    title: Text::new("单位与编码不一一对应", "unit and code do not agree"),
    says: &[
        Wording::case(
            "code",
            "编码“{found}”在“{other}”上是另一个单位。请核对编码和单位名称。",
            "The code \"{found}\" belongs to another unit in \"{other}\". Please check code and name.",
        ),
        Wording::case(
            "name",
            "单位“{found}”在“{other}”上是另一个编码。请核对编码；如是两个单位，请写全称。",
            "The unit \"{found}\" has another code in \"{other}\". Please check the code, or write the full names if they are two units.",
        ),
    ],
    what: Text::new(
        "两份表编码相同而单位名称不同，或名称相同而编码不同。",
        "Two forms have one code but different names, or one name but different codes.",
    ),
    why: Text::new(
        "同一单位可能被当作两个参加排名，或两个单位被混为一个。",
        "One unit may be ranked as two, or two units taken for one.",
    ),
    example: Text::new(
        "甲局在一份表上的编码是 101，在另一份上是 102。",
        "甲局 has the code 101 on one form and 102 on another.",
    ),
    facts: &[
        Named::new("found", Kind::Text),
        Named::new("other", Kind::Text),
    ],
    ..Code::USUAL
};
