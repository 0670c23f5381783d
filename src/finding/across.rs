//! Comparisons between forms.

use super::Severity;
use super::cause::{Cause, Proof, Reach};
use super::code::{Code, FactName, Wording};
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
    facts: &[FactName::new("other", Kind::Text)],
    ..Code::USUAL
};

/// 单位重复报送
pub static DUPLICATE_UNIT: Code = Code {
    name: "duplicate-unit",
    severity: Severity::Warning,
    title: Text::new("单位重复报送", "unit filed twice"),
    says: &[
        Wording::case(
            "same",
            "与“{other}”的数字相同，只计一份。请移走多余的一份。",
            "Its figures are those of \"{other}\"; it counts once. Please remove the spare one.",
        ),
        Wording::case(
            "adopted",
            "同一单位同一年度报了不止一份表，按处理意见采用“{other}”。本表与它不同之处：{cells}。如应以本表为准，请在处理意见中改选后重新运行。",
            "The unit filed more than once for the year; by decision \"{other}\" counts. What is different here: {cells}. If this form counts, change the decision and run again.",
        ),
        Wording::case(
            "several",
            "同一单位同一年度报了不止一份数字不同的表，另见“{other}”。请与单位核实以哪份为准。",
            "The unit filed more than one form with different figures for the year; see also \"{other}\". Please settle with the unit which counts.",
        ),
        Wording::new(
            "同一单位同一年度报了不止一份表，按名称的字样和文件内的保存日期采用“{other}”。本表与它不同之处：{cells}。请与单位核实；如应以本表为准，请在处理意见中选择采用本表，或移走那一份，然后重新运行。",
            "The unit filed more than once for the year; by the words in the names and the dates of saving \"{other}\" counts. What is different here: {cells}. Please settle it with the unit; if this form counts, adopt it by decision or move the other away, and run again.",
        ),
    ],
    what: Text::new(
        "同一单位（项目）同一年度报了不止一份表，采用了另一份，或不能确定采用哪一份。",
        "One unit (project) filed more than one form for the year, and another one counts, or none can be told to count.",
    ),
    why: Text::new(
        "一个单位只能有一个名次。采用哪份的规则见“规则说明”，须与单位核实。",
        "A unit has one rank. 'Rules' says by what rule a form is chosen; it is to be settled with the unit.",
    ),
    example: Text::new(
        "先报了一稿，后来又报“最终版”，两份都在文件夹里。",
        "A first version and a later 最终版 are both in the folder.",
    ),
    facts: &[
        FactName::new("other", Kind::Text),
        FactName::maybe("cells", Kind::List),
    ],
    ..Code::USUAL
};

/// 不能确定以哪份为准
pub static VERSIONS_UNDECIDED: Code = Code {
    name: "versions-undecided",
    severity: Severity::Error,
    title: Text::new("不能确定以哪份为准", "versions undecided"),
    says: &[
        Wording::case(
            "contradicted",
            "同一单位同一年度有 {count} 份数字不同的表，名称的字样与文件内的保存日期互相矛盾，不能确定以哪份为准：{forms}。本表不同之处：{cells}。请与单位核实，把不作数的移走，或在处理意见中选择采用哪份，然后重新运行。",
            "There are {count} forms of this unit and year with different figures, and the words in their names contradict the dates of saving, so none can be told to count: {forms}. What is different here: {cells}. Please settle it with the unit, move away what does not count or adopt one by decision, and run again.",
        ),
        Wording::new(
            "同一单位同一年度有 {count} 份数字不同的表，名称的字样和文件内的保存日期都分不出先后，不能确定以哪份为准：{forms}。本表不同之处：{cells}。请与单位核实，把不作数的移走，或在处理意见中选择采用哪份，然后重新运行。",
            "There are {count} forms of this unit and year with different figures, and neither the words in their names nor the dates of saving tell which is the last, so none can be told to count: {forms}. What is different here: {cells}. Please settle it with the unit, move away what does not count or adopt one by decision, and run again.",
        ),
    ],
    what: Text::new(
        "同一单位（项目）同一年度有几份数字不同的表，字样（最终、定稿、副本……）和保存日期不能确定以哪份为准。",
        "One unit (project) has several forms for the year with different figures, and neither words (最终, 定稿, 副本 …) nor dates of saving tell which counts.",
    ),
    why: Text::new(
        "任取一份，可能排的是作废的一稿；因此都不参加排名，由人确定。",
        "Whichever is taken may be a superseded one; so none is ranked until a person decides.",
    ),
    example: Text::new(
        "“甲局.xlsx”比“甲局（最终）.xlsx”保存得晚。",
        "甲局.xlsx was saved after 甲局（最终）.xlsx.",
    ),
    facts: &[
        FactName::new("count", Kind::Count),
        FactName::new("forms", Kind::List),
        FactName::new("cells", Kind::List),
    ],
    follows: &[Cause::new(&DUPLICATE_UNIT, Reach::Cell, Proof::Place)],
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
        FactName::new("found", Kind::Text),
        FactName::new("other", Kind::Text),
    ],
    ..Code::USUAL
};
