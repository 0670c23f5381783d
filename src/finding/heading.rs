//! Headings and names that were understood without being on the list of labels.

use ecow::EcoString;

use super::code::{Code, FactName, Wording};
use super::fact::{Fact, Kind};
use super::{Field, Problem, Severity};
use crate::base::lang::Text;

/// 标签为推断
pub static LABEL_GUESSED: Code = Code {
    name: "label-guessed",
    severity: Severity::Warning,
    title: Text::new("标签为推断", "label inferred"),
    says: &[
        Wording::case(
            "words",
            "表上没有标明“{taken}”，已从“{found}”中读作“{name}”。请核对；如有误，请在表头写明“{taken}：”。",
            "Nothing on the form is labelled \"{taken}\"; it was read from \"{found}\" as \"{name}\". Please check; if wrong, state it under that label above the tables.",
        ),
        Wording::case(
            "blank",
            "这一行没有名称，已按“{taken}”读取。请核对并补写名称。",
            "This row has no name; it was read as \"{taken}\". Please check, and name it.",
        ),
        Wording::new(
            "表头“{found}”不是通用名称，已按“{taken}”读取。请核对；如有误，请改用模板名称或在标签文件中补充。",
            "The heading \"{found}\" is not a usual one; it was read as \"{taken}\". Please check; if wrong, use the template's name or add it to the label file.",
        ),
    ],
    what: Text::new(
        "表头用语不在标签表中，按其中的关键字推断了含义；或没有标明单位、项目名称，从标题等处读出。",
        "A heading is not in the label file and was understood by its parts; or no label names the unit or project, and the name was read from a title or line.",
    ),
    why: Text::new(
        "推断可能有误，须人工看一眼；常见用语可补进标签文件。",
        "The inference may be wrong and needs a look; common wordings belong in the label file.",
    ),
    example: Text::new(
        "“本年预算数（调整后口径）”按“全年预算数”读取。",
        "本年预算数（调整后口径） was read as the adjusted budget.",
    ),
    facts: &[
        FactName::new("found", Kind::Text),
        FactName::new("taken", Kind::Field),
        FactName::maybe("name", Kind::Text),
    ],
    ..Code::USUAL
};

/// The heading or label `typed` was taken for `taken`.
#[must_use]
pub fn guessed(typed: impl Into<EcoString>, taken: Field) -> Problem {
    let typed = typed.into();
    let blank = typed.is_empty();
    let facts = [("found", Fact::text(typed)), ("taken", taken.into())];
    match blank {
        true => LABEL_GUESSED.case("blank", facts),
        false => LABEL_GUESSED.with(facts),
    }
}

/// `name` was taken from the words `typed`, since no label names what it is.
#[must_use]
pub fn unlabelled(typed: impl Into<EcoString>, taken: Field, name: &str) -> Problem {
    let facts = [
        ("found", Fact::text(typed)),
        ("taken", taken.into()),
        ("name", Fact::text(name)),
    ];
    LABEL_GUESSED.case("words", facts)
}
