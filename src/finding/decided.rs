//! What follows from the decisions of officials 处理意见: figures corrected, forms withdrawn, and decisions that no longer
//! fit.

use super::Severity;
use super::code::{Code, FactName, Wording};
use super::fact::Kind;
use super::{Fact, Problem};
use crate::base::lang::Text;
use crate::model::Correction;

/// Findings about decisions themselves, which cannot be decided about.
pub static OF_DECISIONS: [&Code; 5] = [
    &FIGURE_CORRECTED,
    &WITHDRAWN,
    &DECISION_ORPHANED,
    &DECISION_EXPIRED,
    &DECISION_INVALID,
];

/// A cell that is read with the value of a decision.
pub(crate) fn corrected(correction: &Correction) -> Problem {
    let text = |text: &str| Fact::text(if text.is_empty() { "—" } else { text });
    FIGURE_CORRECTED.with([
        ("expected", text(&correction.corrected)),
        ("found", text(&correction.filed)),
        ("evidence", text(&correction.evidence)),
    ])
}

/// 已按处理意见更正
pub static FIGURE_CORRECTED: Code = Code {
    name: "figure-corrected",
    severity: Severity::Info,
    title: Text::new("已按处理意见更正", "corrected by decision"),
    says: &[Wording::new(
        "填报的是“{found}”，按处理意见作为“{expected}”读取。依据：{evidence}。单位的表没有改动，请单位重新报送时改正。",
        "\"{found}\" was filed; by decision it is read as \"{expected}\". Evidence: {evidence}. The unit's file is unchanged; the unit should correct it when it files again.",
    )],
    what: Text::new(
        "这一格不按填报值计算，而按处理意见中的更正值计算。",
        "The cell counts with the value of a decision instead of the one that was filed.",
    ),
    why: Text::new(
        "更正影响得分和名次，须看得见：谁、依据什么、原来填的是什么。",
        "A correction changes scores and ranks, so it must be visible who made it, on what evidence, and what was filed.",
    ),
    example: Text::new(
        "填报“90”，核对验收单后更正为“80”。",
        "\"90\" was filed; by the acceptance record it is 80.",
    ),
    facts: &[
        FactName::new("expected", Kind::Text),
        FactName::new("found", Kind::Text),
        FactName::new("evidence", Kind::Text),
    ],
    ..Code::USUAL
};

/// 按处理意见不参加
pub static WITHDRAWN: Code = Code {
    name: "withdrawn",
    severity: Severity::Info,
    title: Text::new("按处理意见不参加", "withdrawn by decision"),
    says: &[
        Wording::new(
            "按处理意见不参加排名：{note}。如应参加，请在处理意见中改正后重新运行。",
            "Not ranked by decision: {note}. If it should be, change the decision and run again.",
        ),
        Wording::new(
            "按处理意见不参加排名。如应参加，请在处理意见中改正后重新运行。",
            "Not ranked by decision. If it should be, change the decision and run again.",
        ),
    ],
    what: Text::new(
        "处理意见决定这份表不参加排名。",
        "A decision takes the form out of the ranking.",
    ),
    why: Text::new(
        "撤并、涉密等单位不参加评价，须有决定可查。",
        "Units that were dissolved or are classified are not assessed; there must be a decision to look up.",
    ),
    example: Text::new(
        "单位年中撤并，不再评价。",
        "The unit was dissolved during the year.",
    ),
    facts: &[FactName::maybe("note", Kind::Text)],
    ..Code::USUAL
};

/// 处理意见已对不上
pub static DECISION_ORPHANED: Code = Code {
    name: "decision-orphaned",
    title: Text::new("处理意见已对不上", "decision matches nothing"),
    says: &[
        Wording::case(
            "returned",
            "“{unit}”退回的问题已不存在。请在处理意见中了结这一行（重新运行 ziping decisions 会自动标记）。",
            "What was sent back to \"{unit}\" is no longer found. Please close the row (ziping decisions does so).",
        )
        .graded(Severity::Info),
        Wording::case(
            "changed",
            "“{unit}”的数字已与作出决定时不同，决定没有采用，问题重新列出。请重新核实后决定。",
            "The figures of \"{unit}\" are not those that were decided about; the decision was not applied and the case is open again. Please check and decide anew.",
        ),
        Wording::case(
            "cell",
            "“{unit}”的这一格现在是“{found}”，不是更正时的“{expected}”，没有更正。请核对后改正或了结这一行。",
            "The cell of \"{unit}\" now holds \"{found}\", not \"{expected}\" as it did when it was corrected; nothing was corrected. Please check, and mend or close the row.",
        ),
        Wording::case(
            "cell",
            "“{unit}”的这一格已不是更正时的“{expected}”，没有更正。请核对后改正或了结这一行。",
            "The cell of \"{unit}\" no longer holds \"{expected}\"; nothing was corrected. Please check, and mend or close the row.",
        ),
        Wording::case(
            "sheet",
            "“{unit}”的表不在工作表“{expected}”上，没有更正：只能更正自评表所在工作表和项目清单的单元格。请核对工作表名称，或了结这一行。",
            "No form of \"{unit}\" stands on the sheet \"{expected}\", so nothing was corrected: only cells of a form's own sheet and of its list of projects can be. Please check the name of the sheet, or close the row.",
        ),
        Wording::case(
            "version",
            "“{unit}”的几份表里没有“{expected}”，或几份表已与作出决定时不同，没有采用。请重新选择。",
            "The forms of \"{unit}\" do not include \"{expected}\", or are not those that were decided about; none was adopted. Please choose anew.",
        ),
        Wording::new(
            "“{unit}”没有这一行所说的问题或表格，决定没有采用。请核对单位名称，或了结这一行。",
            "\"{unit}\" has no such finding or form; the decision was not applied. Please check the name of the unit, or close the row.",
        ),
    ],
    what: Text::new(
        "处理意见中的一行在本次的表里找不到所说的问题、单元格或版本。",
        "A decision is about a finding, a cell or a version that this run does not have.",
    ),
    why: Text::new(
        "数字变了，原来的核实就不再成立；不能让旧决定悄悄管到新数字。",
        "Once the figures have changed, the earlier check no longer holds; an old decision must not govern new figures in silence.",
    ),
    example: Text::new(
        "上周核实无误的得分，本周重新报送后又变了。",
        "A score was confirmed last week, and this week's filing has another.",
    ),
    facts: &[
        FactName::new("unit", Kind::Text),
        FactName::maybe("expected", Kind::Text),
        FactName::maybe("found", Kind::Text),
    ],
    ..Code::USUAL
};

/// 处理意见已过期
pub static DECISION_EXPIRED: Code = Code {
    name: "decision-expired",
    title: Text::new("处理意见已过期", "decision expired"),
    says: &[
        Wording::case(
            "overdue",
            "已退回“{unit}”修改，期限 {until} 已过，问题仍在。请催办。",
            "This was sent back to \"{unit}\", was due on {until} and is still there. Please press for it.",
        ),
        Wording::new(
            "“{unit}”的这一决定有效期至 {until}，已过期，没有采用。请重新核实后延长有效期，或了结这一行。",
            "The decision about \"{unit}\" ended on {until} and was not applied. Please check again and extend it, or close the row.",
        ),
    ],
    what: Text::new(
        "处理意见的有效期已过，或退回的期限已过而问题仍在。",
        "The last day of a decision has passed, or what was sent back was due and is still there.",
    ),
    why: Text::new(
        "核实只在有效期内算数，过期须重新核实。",
        "A confirmation counts until its last day, then the matter is to be checked again.",
    ),
    example: Text::new(
        "有效期至 3 月 31 日，4 月 1 日再运行。",
        "The last day is 31 March and the run is on 1 April.",
    ),
    facts: &[
        FactName::new("unit", Kind::Text),
        FactName::new("until", Kind::Text),
    ],
    ..Code::USUAL
};

/// 处理意见填写有误
pub static DECISION_INVALID: Code = Code {
    name: "decision-invalid",
    severity: Severity::Error,
    title: Text::new("处理意见填写有误", "decision incomplete"),
    says: &[
        Wording::case(
            "kind",
            "“{found}”不是可用的处理方式，这一行没有采用。请填退回、核实无误、更正、采用此份或不参加。",
            "\"{found}\" is no decision; the row was not applied. Use send back, confirmed, correct, adopt or withdraw.",
        ),
        Wording::case(
            "date",
            "“{found}”不是日期，这一行没有采用。请写成 2024-03-01。",
            "\"{found}\" is no date; the row was not applied. Write it as 2024-03-01.",
        ),
        Wording::case(
            "note",
            "核实无误须写明理由，这一行没有采用。请在“理由”一栏填写。",
            "A confirmation needs a reason; the row was not applied. Please give one.",
        ),
        Wording::case(
            "correction",
            "更正须写明单元格（如 H12）、填报值（空白格写“空”）、更正值和依据，这一行没有采用。请补齐。",
            "A correction needs the cell (such as H12), the value filed ('blank' for none), the value it is to be and the evidence; the row was not applied. Please complete it.",
        ),
        Wording::case(
            "namesakes",
            "名称为“{found}”的单位不止一个，这一行没有采用。请在“单位”一栏连同编码写明，如“{found}（101002）”。",
            "Several units are called \"{found}\"; the row was not applied. Please name the unit with its code, as in \"{found}（101002）\".",
        ),
        Wording::case(
            "adopted",
            "采用此份须写明采用哪个文件，这一行没有采用。请在“采用文件”一栏选择。",
            "To adopt a form its file must be named; the row was not applied. Please choose one.",
        ),
        Wording::case(
            "subject",
            "这一行没有单位，或标识被删改，不知道决定的是什么，没有采用。请重新生成处理意见（ziping decisions），在新的一行填写。",
            "The row has no unit, or its mark is gone, so it is not known what is decided; it was not applied. Please write the decisions anew (ziping decisions) and fill in the new row.",
        ),
        Wording::case(
            "twice",
            "另有一行对同一事项作了不同的决定（{found}），两行都没有采用。请只留一行。",
            "Another row decides the same otherwise ({found}); neither was applied. Please keep one.",
        ),
    ],
    what: Text::new(
        "处理意见中的一行缺少必填内容，或内容读不懂。",
        "A row of the decisions lacks what it needs, or cannot be understood.",
    ),
    why: Text::new(
        "没有理由、没有依据的决定不能采用，也不能让人以为已经采用。",
        "A decision without reason or evidence is not applied, and nobody should believe it was.",
    ),
    example: Text::new(
        "选了“核实无误”，理由一栏是空的。",
        "'Confirmed' is chosen and the reason is blank.",
    ),
    facts: &[FactName::maybe("found", Kind::Text)],
    ..Code::USUAL
};
