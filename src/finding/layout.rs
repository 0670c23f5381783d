//! How a form is laid out: rows and columns that cannot be identified, hidden figures, units and kinds of cells.

use ecow::EcoString;
use rust_decimal::Decimal;

use super::code::{Code, FactName, Wording};
use super::fact::Kind;
use super::{Fact, Problem, Severity};
use crate::base::lang::Text;
use crate::model::{CellRef, Measure};

/// 有数的行没有名称
pub static ROW_UNNAMED: Code = Code {
    name: "row-unnamed",
    severity: Severity::Warning,
    title: Text::new("有数的行没有名称", "row without a name"),
    says: &[
        Wording::case(
            "part",
            "资金表的这一行填了金额，却没有名称，看不出它是合计的哪一部分。请补写名称。",
            "This row of the money block has amounts but no name; which part of the total it is cannot be told. Please name it.",
        ),
        Wording::new(
            "这一行填了数，名称却是“{found}”，已按一个指标读取。请填写指标名称；如不是指标，请清空这一行。",
            "This row has figures but its name is \"{found}\"; it was read as an indicator. Please name it, or clear the row if it is none.",
        ),
    ],
    what: Text::new(
        "指标名称一栏是“指标2”“—”“无”等占位字样，同一行却填了指标值、完成值、分值或得分。",
        "The name is a placeholder such as 指标2 or —, yet target, actual value, points or score are filled in.",
    ),
    why: Text::new(
        "略过这一行会少算分值和得分。",
        "Leaving the row out would lose its points and score.",
    ),
    example: Text::new(
        "名称写“指标2”，分值 10、得分 8。",
        "A row named 指标2 with 10 points and a score of 8.",
    ),
    facts: &[FactName::maybe("found", Kind::Text)],
    ..Code::USUAL
};

/// 有行没有读取
pub static ROWS_UNREAD: Code = Code {
    name: "rows-unread",
    severity: Severity::Warning,
    title: Text::new("有行没有读取", "rows not read"),
    says: &[
        Wording::case(
            "funds",
            "资金表头在本表重复出现，“{found}”这一行及以下的金额没有读取。请只保留一张资金表；如是别的年度或别的项目，请写明。",
            "The heading of the amounts stands on this form twice; the row \"{found}\" and those below it were not read. Please keep one table of amounts, or say of which year or project the other is.",
        ),
        Wording::new(
            "“{found}”写在合计行之后，没有计入。请把它移到合计行之前；如不是本表的指标，请另放一张工作表。",
            "\"{found}\" stands below the total row and was not counted. Please move it above the total, or to another sheet if it is no indicator of this form.",
        ),
    ],
    what: Text::new(
        "总分或合计行之后还有像指标的行，或者资金表后面又有一张同样的资金表。",
        "Rows that look like indicators stand below the total row, or a second table of amounts with the same heading below the first.",
    ),
    why: Text::new(
        "合计之后的行不计入得分，漏下的可能正是一个指标。",
        "Rows behind the total do not count; one of them may be an indicator that was left out.",
    ),
    example: Text::new(
        "补加的指标写在“总分”下面一行。",
        "An indicator added later stands in the row below 总分.",
    ),
    facts: &[FactName::new("found", Kind::Text)],
    ..Code::USUAL
};

/// 同名的两列
pub static COLUMN_TWICE: Code = Code {
    name: "column-twice",
    severity: Severity::Warning,
    title: Text::new("同名的两列", "column twice"),
    says: &[
        Wording::case(
            "row",
            "“{found}”在资金表里有两处，数不同，已采用 {taken} 的一处。请只保留一处，或写明另一处是什么。",
            "\"{found}\" stands twice in the table of amounts with different figures; the one at {taken} was used. Please keep one of them or say what the other is.",
        ),
        Wording::new(
            "有两列都是“{found}”，内容不同，已采用 {taken} 一列。请只保留一列，或写明另一列是什么。",
            "Two columns are headed \"{found}\" and differ; the one at {taken} was used. Please keep one of them or say what the other is.",
        ),
    ],
    what: Text::new(
        "同一张表里有两列名称相同（或含义相同），同一行的内容却不同。",
        "Two columns of a table have one name or meaning but hold different figures in the same row.",
    ),
    why: Text::new(
        "不知道以哪一处为准，采用的可能不是要报的数。",
        "Which one counts is not known; the one used may not be the figure meant.",
    ),
    example: Text::new(
        "两列“得分”，一列是自评，一列是复核。",
        "Two columns headed 得分, one by the unit, one by a reviewer.",
    ),
    facts: &[
        FactName::new("found", Kind::Text),
        FactName::new("taken", Kind::Text),
    ],
    ..Code::USUAL
};

/// 有数的列没有表头
pub static COLUMN_UNNAMED: Code = Code {
    name: "column-unnamed",
    severity: Severity::Warning,
    title: Text::new("有数的列没有表头", "column without a heading"),
    says: &[
        Wording::case(
            "behind",
            "指标表右侧这一列有“{found}”等数，没有表头，没有读取。如是本表的内容，请补写表头；如是另作的计算，可以不改。",
            "This column to the right of the table holds figures such as \"{found}\" under no heading; it was not read. If it belongs to the form, please write the heading; if it is a calculation of its own, leave it.",
        )
        .graded(Severity::Info),
        Wording::new(
            "这一列填了“{found}”等内容，表头是空白，没有读取。请补写表头；如不是本表的内容，请删除这一列。",
            "This column holds \"{found}\" and more under a blank heading; it was not read. Please write the heading, or delete the column if it does not belong to the form.",
        ),
    ],
    what: Text::new(
        "资金表或指标表中间有一列填了内容，或指标表右侧紧挨着一列数，表头却是空白。",
        "A column inside the money block or the indicator table is filled in under a blank heading, or figures stand right beside the table under none.",
    ),
    why: Text::new(
        "没有表头就不知道是什么，没有读取的可能是预算数或得分。",
        "Without a heading it is not known what it is; it may be a budget or a score.",
    ),
    example: Text::new(
        "“年初预算数”的表头被误删，下面的金额没有读取。",
        "The heading 年初预算数 was deleted by mistake; the amounts below it were not read.",
    ),
    facts: &[FactName::new("found", Kind::Text)],
    ..Code::USUAL
};

/// 别的年度的列
pub static COLUMN_OTHER_YEAR: Code = Code {
    name: "column-other-year",
    severity: Severity::Warning,
    title: Text::new("别的年度的列", "column of another year"),
    says: &[Wording::new(
        "“{found}”不是本年度的，没有采用，而本年度的这一栏没有找到。请补填本年度的数；如表头的年度写错了，请改正。",
        "\"{found}\" is of another year and was not used, and no column of this year was found for it. Please add this year's figures, or correct the year in the heading.",
    )],
    what: Text::new(
        "表头写明是别的年度，而表上没有本年度的同一栏。",
        "A heading names another year, and the form has no such column for its own year.",
    ),
    why: Text::new(
        "把上年的数当作本年的数，得分就错了，而且看不出来。",
        "Taking last year's figure for this year's gives a wrong score that looks right.",
    ),
    example: Text::new(
        "2023 年度的表只有“2022年完成值”一列。",
        "A form of 2023 has only a column 2022年完成值.",
    ),
    facts: &[FactName::new("found", Kind::Text)],
    ..Code::USUAL
};

/// 金额单位混用
pub static MEASURE_MIXED: Code = Code {
    name: "measure-mixed",
    severity: Severity::Warning,
    title: Text::new("金额单位混用", "units of money mixed"),
    says: &[
        Wording::case(
            "kept",
            "“{found}”（或它的表头）的单位与本表的金额单位{measure}不符，换算后与其他金额相差悬殊，已按 {taken}{measure} 读取。请核对金额和单位。",
            "The unit of \"{found}\" (or of its heading) does not fit the form's {measure}: converted, it would be out of all proportion to the other amounts; it was read as {taken} {measure}. Please check amount and unit.",
        ),
        Wording::case(
            "stated",
            "表上写着“{found}”，资金表头写的是{taken}，已按{taken}读取。请核对金额，并统一写法。",
            "The form says \"{found}\" and the heading of the amounts {taken}; they were read as {taken}. Please check the amounts, and state one unit.",
        ),
        Wording::case(
            "format",
            "单元格的格式把数缩小显示：存的是 {found}，表上看到的是 {taken}，已按看到的数读取。请改用普通数字格式填写。",
            "The cell's format shows its number smaller than it is: {found} is stored, {taken} is seen, and that was read. Please use a plain number format.",
        ),
        Wording::new(
            "“{found}”（或它的表头）带有自己的单位，与本表的金额单位{measure}不同，已换算为 {taken}{measure}。请核对，并统一用{measure}填写。",
            "\"{found}\" (or its heading) has a unit of its own, other than the form's {measure}; it was converted to {taken} {measure}. Please check, and use {measure} throughout.",
        ),
    ],
    what: Text::new(
        "同一张资金表里的金额单位不一致：单元格里写了另外的单位，或用格式把数缩小显示。",
        "The amounts of one money block are in different units: a cell names a unit of its own, or a number format shows the number scaled.",
    ),
    why: Text::new(
        "元和万元相差一万倍，换算错了看不出来。",
        "元 and 万元 differ by ten thousand; a wrong conversion does not show.",
    ),
    example: Text::new(
        "表头写“万元”，单元格里写“485.82元”。",
        "The heading says 万元 and a cell holds 485.82元.",
    ),
    facts: &[
        FactName::new("found", Kind::Text),
        FactName::new("taken", Kind::Text),
        FactName::maybe("measure", Kind::Text),
    ],
    ..Code::USUAL
};

/// 隐藏的行列中有数
pub static FIGURES_HIDDEN: Code = Code {
    name: "figures-hidden",
    severity: Severity::Info,
    title: Text::new("有看不见的数", "figures that are not seen"),
    says: &[
        Wording::case(
            "format",
            "本表有 {count} 个采用的数，单元格格式不显示它，或显示成别的数，第一个在这里，已按存的数读取。请把格式改为“常规”并核对。",
            "The formats of {count} figures that were used show nothing or another number, the first of them here; what is stored was read. Please set the format to General and check them.",
        ),
        Wording::new(
            "本表有 {count} 个采用的数在隐藏的行或列里，第一个在这里。请取消隐藏并核对；如不应计入，请删除。",
            "{count} figures that were used stand in hidden rows or columns, the first of them here. Please unhide and check them, or delete them if they do not count.",
        ),
    ],
    what: Text::new(
        "采用的分值、得分、金额等在隐藏的行或列里，或单元格格式不显示它、显示成别的数。",
        "Points, scores or amounts that were used stand in hidden rows or columns, or their formats show nothing or another number.",
    ),
    why: Text::new(
        "看表的人看不到它，程序却计入了。",
        "Whoever looks at the form does not see them, but they count.",
    ),
    example: Text::new(
        "一个指标行被隐藏，它的分值和得分仍计入。",
        "An indicator's row is hidden; its points and score still count.",
    ),
    facts: &[FactName::new("count", Kind::Count)],
    ..Code::USUAL
};

/// 编码已损坏
pub static CODE_DAMAGED: Code = Code {
    name: "code-damaged",
    severity: Severity::Error,
    title: Text::new("编码已损坏", "code damaged"),
    says: &[Wording::new(
        "单位编码“{found}”被表格程序当作数处理过，原来的编码已看不出，没有采用。请把单元格设为文本格式，重新填写编码。",
        "The code \"{found}\" was turned into a number by a spreadsheet; the code that was meant is lost, and it was not used. Please format the cell as text and type the code again.",
    )],
    what: Text::new(
        "单位编码成了科学记数法。",
        "A unit's code is in scientific notation.",
    ),
    why: Text::new(
        "按损坏的编码会认错单位，或把几个单位认成一个。",
        "By a damaged code a form would be taken for another unit's, or several units for one.",
    ),
    example: Text::new(
        "编码 101000000001 成了“1.01E+11”。",
        "The code 101000000001 became 1.01E+11.",
    ),
    facts: &[FactName::new("found", Kind::Text)],
    ..Code::USUAL
};

/// A column headed `typed`, or one whose first content is `typed`.
#[must_use]
pub fn column(code: &'static Code, typed: EcoString) -> Problem {
    code.with([("found", Fact::Text(typed))])
}

/// The same in the wording of a case.
#[must_use]
pub fn column_case(code: &'static Code, case: &'static str, typed: EcoString) -> Problem {
    code.case(case, [("found", Fact::Text(typed))])
}

/// A row whose name is `typed`.
#[must_use]
pub fn row_unnamed(typed: EcoString) -> Problem {
    ROW_UNNAMED.with([("found", Fact::Text(typed))])
}

/// A second column headed `typed`; the one at `taken` was used.
#[must_use]
pub fn column_twice(typed: EcoString, taken: CellRef) -> Problem {
    let taken = Fact::text(taken.to_string());
    COLUMN_TWICE.with([("found", Fact::Text(typed)), ("taken", taken)])
}

/// A second row of the amounts named `typed`; what is at `taken` was used.
#[must_use]
pub fn row_twice(typed: EcoString, taken: CellRef) -> Problem {
    let taken = Fact::text(taken.to_string());
    COLUMN_TWICE.case("row", [("found", Fact::Text(typed)), ("taken", taken)])
}

/// A number stored as `stored` that its format shows as `shown`.
#[must_use]
pub fn scaled(stored: &EcoString, shown: &EcoString) -> Problem {
    let facts = [("found", stored), ("taken", shown)];
    MEASURE_MIXED.case(
        "format",
        facts.map(|(name, text)| (name, Fact::Text(text.clone()))),
    )
}

/// An amount `typed` with a unit of its own, taken as `taken` of the form's `measure`: converted, or in the case
/// `kept` as it stands.
#[must_use]
pub fn measure_mixed(
    case: Option<&'static str>,
    typed: &str,
    taken: Decimal,
    measure: Measure,
) -> Problem {
    let facts = [
        ("found", Fact::text(typed)),
        ("taken", Fact::text(taken.to_string())),
        ("measure", Fact::text(measure.label())),
    ];
    match case {
        Some(case) => MEASURE_MIXED.case(case, facts),
        None => MEASURE_MIXED.with(facts),
    }
}
