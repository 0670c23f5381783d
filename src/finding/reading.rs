//! What is in the cells and how it was read.

use super::cause::Cause;
use super::code::{Code, FactName, Ground, Wording};
use super::content::VALUE_TYPE;
use super::fact::Kind;
use super::fact::quoted;
use super::layout::COLUMN_UNNAMED;
use super::number::lone_number;
use super::{Fact, Field, Problem, Severity};
use crate::base::lang::Text;
use ecow::EcoString;

/// 公式未计算
pub static UNCALCULATED: Code = Code {
    name: "uncalculated",
    severity: Severity::Error,
    title: Text::new("公式未计算", "formula never calculated"),
    says: &[
        Wording::new(
            "本表有 {count} 处公式没有计算结果，本程序也不能代算，读到的是空白，第一处在这里。请用 WPS 或 Excel 打开、保存一次后重新报送。",
            "{count} formulas of the form have no result, cannot be calculated here and read as blank, the first of them here. Please open and save the file once in WPS or Excel and file it again.",
        ),
        Wording::new(
            "公式没有计算结果，本程序也不能代算，读到的是空白。请用 WPS 或 Excel 打开、保存一次后重新报送。",
            "The formula has no result, cannot be calculated here and reads as blank. Please open and save the file once in WPS or Excel and file it again.",
        ),
    ],
    what: Text::new(
        "单元格有公式，但文件里没有存下计算结果；公式用了本程序不代算的函数、当天日期、随机数、其他工作簿、名称或循环引用，或依赖这样的单元格。",
        "A cell has a formula, but no result was stored with it, and the formula rests on a function that is not calculated here, on today's date, chance, another workbook, a name or itself.",
    ),
    why: Text::new(
        "没有结果就只能读到空白，不能当作 0。",
        "Without the result the cell reads as blank, which is not 0.",
    ),
    example: Text::new(
        "由其他软件生成、从未用 WPS 或 Excel 保存过的表，得分写作 =[1]汇总!C5。",
        "A form made by another program, never saved in WPS or Excel, with the score =[1]Total!C5.",
    ),
    facts: &[FactName::maybe("count", Kind::Count)],
    ..Code::USUAL
};

/// 公式由本程序计算
pub static CALCULATED: Code = Code {
    name: "calculated",
    severity: Severity::Warning,
    title: Text::new("公式由本程序计算", "formulas calculated here"),
    says: &[Wording::new(
        "本表有 {count} 个采用的数是没有存下计算结果的公式，已由本程序按公式计算，第一个在这里。请用 WPS 或 Excel 打开核对、保存一次后重新报送。",
        "{count} figures that were used are formulas stored without a result; they were calculated here from the formulas, the first of them here. Please open the file in WPS or Excel, check them, save it once and file it again.",
    )],
    what: Text::new(
        "单元格有公式，但文件里没有存下计算结果；结果由本程序按公式算出。已存下的结果从不改动。",
        "A cell has a formula, but no result was stored with it; the result was calculated from the formula. Results that are stored are never replaced.",
    ),
    why: Text::new(
        "填表人可能从未见过这个数，须看一眼。",
        "Whoever filled in the form may never have seen the figure; it needs a look.",
    ),
    example: Text::new(
        "由手机、脚本或业务系统生成的表，合计写作 =SUM(D6:D7)，从未用 WPS 或 Excel 保存过。",
        "A form made by a phone, a script or a government system with the total =SUM(D6:D7), never saved in WPS or Excel.",
    ),
    facts: &[FactName::new("count", Kind::Count)],
    ..Code::USUAL
};

/// 取自其他工作簿
pub static LINKED: Code = Code {
    name: "other-workbook",
    severity: Severity::Info,
    title: Text::new("取自其他工作簿", "taken from another workbook"),
    says: &[Wording::new(
        "本表有 {count} 个采用的数由公式取自其他工作簿，第一个在这里，按存下的结果读取。请核对，并改为直接填写数值。",
        "{count} figures that were used are taken by formulas from another workbook, the first of them here; they were read as they are stored. Please check them and type the values.",
    )],
    what: Text::new(
        "金额、得分等的公式引用了另一个文件。",
        "The formula of an amount or score refers to another file.",
    ),
    why: Text::new(
        "那个文件没有报来，数从哪里来无法核对，也可能早已不同。",
        "That file was not filed: where the figure comes from cannot be checked, and it may long be another.",
    ),
    example: Text::new(
        "全年执行数写作 =[1]支出明细!F30。",
        "The executed amount is =[1]Spending!F30.",
    ),
    facts: &[FactName::new("count", Kind::Count)],
    ..Code::USUAL
};

/// 单元格错误值
pub static ERROR_VALUE: Code = Code {
    name: "error-value",
    severity: Severity::Error,
    title: Text::new("单元格错误值", "error value"),
    says: &[Wording::new(
        "单元格显示错误“{found}”，没有可用的数值。请改正公式或直接填写数值。",
        "The cell shows the error \"{found}\" and has no value. Please mend the formula or type the value.",
    )],
    what: Text::new(
        "单元格显示 #DIV/0!、#REF! 等错误。",
        "A cell shows an error such as #DIV/0! or #REF!.",
    ),
    why: Text::new(
        "错误值不是数，依赖它的得分无法复算。",
        "An error is no number; scores that rest on it cannot be recomputed.",
    ),
    example: Text::new(
        "执行率公式除以空白的预算数，显示 #DIV/0!。",
        "A rate formula divides by a blank budget and shows #DIV/0!.",
    ),
    facts: &[FactName::new("found", Kind::Text)],
    ..Code::USUAL
};

/// 数值超出范围
pub static OUT_OF_RANGE: Code = Code {
    name: "out-of-range",
    severity: Severity::Error,
    title: Text::new("数值超出范围", "number out of range"),
    says: &[Wording::new(
        "数值过大（超过 15 位），无法准确计算，未采用。请核对数值和金额单位。",
        "The number is too large (more than 15 digits) to be exact and was not used. Please check it and the unit of money.",
    )],
    what: Text::new(
        "数值超过 15 位，表格软件已不能准确保存。",
        "A number has more than 15 digits, beyond what a spreadsheet keeps exactly.",
    ),
    why: Text::new(
        "用不准确的数计算会得出看似精确的错误结果。",
        "Computing with it would give a wrong figure that looks exact.",
    ),
    example: Text::new(
        "把单位编码误填进金额栏。",
        "A unit's code typed into an amount's cell.",
    ),
    ..Code::USUAL
};

/// 未识别的列
pub static COLUMN_UNREAD: Code = Code {
    name: "column-unread",
    severity: Severity::Info,
    title: Text::new("未识别的列", "column not read"),
    says: &[
        Wording::case(
            "words",
            "“{found}”一列填的是数字，看不出是什么数，没有作为金额或指标读取。如它是预算数、执行数、年中监控值等，请改用模板名称。",
            "The column \"{found}\" holds figures and does not say of what; they were not read as amounts or values. If they are budgets, executed amounts, mid-year values or the like, use the template's name.",
        )
        .graded(Severity::Warning),
        Wording::new(
            "不认识表头“{found}”，这一列没有读取。如它是预算数、执行数、指标值、完成值、分值或得分，请改用模板名称或在标签文件中补充。",
            "The heading \"{found}\" is not known; its column was not read. If it holds budgets, executed amounts, targets, actual values, points or scores, use the template's name or add it to the label file.",
        ),
    ],
    what: Text::new(
        "资金表或指标表中有一列的表头不在标签表中，也推断不出含义，没有读取。",
        "A column of the money block or the indicator table has a heading that is neither listed nor understood; it was not read.",
    ),
    why: Text::new(
        "不认识的列可能正是指标值或得分，漏读须让人知道。",
        "The column may be the very one that holds targets or scores; leaving it out must be said.",
    ),
    example: Text::new(
        "表头写作“效果自述”，该列没有读取。",
        "A column headed 效果自述 was left out.",
    ),
    facts: &[FactName::new("found", Kind::Text)],
    ..Code::USUAL
};

/// 数值无法识别
pub static UNREADABLE_QUANTITY: Code = Code {
    name: "unreadable-quantity",
    severity: Severity::Error,
    title: Text::new("数值无法识别", "quantity cannot be read"),
    says: &[
        Wording::new(
            "{field}“{found}”不是可计算的数值。请改为 {number}，或在“偏差原因”中用文字说明。",
            "The {field} \"{found}\" is not a value that can be computed. Please change it to {number}, or explain it under \"reason for deviation\".",
        ),
        Wording::case(
            "value",
            "{field}“{found}”不是可计算的数值。请改为一个数值（如 95%、≥12 次），或在“偏差原因”中用文字说明。",
            "The {field} \"{found}\" is not a value that can be computed. Please change it to one value (such as 95%, ≥12), or explain it under \"reason for deviation\".",
        ),
        Wording::case(
            "label",
            "“{found}”写在名称里，看不出是哪一栏的金额，没有采用。请把金额填入对应的列。",
            "\"{found}\" stands inside a name, and nothing tells which column it belongs to; it was not used. Please type the amount in its column.",
        ),
        Wording::new(
            "{field}“{found}”不是可计算的数值。请改为一个数字（如 12.5），或在“偏差原因”中用文字说明。",
            "The {field} \"{found}\" is not a value that can be computed. Please change it to one number (such as 12.5), or explain it under \"reason for deviation\".",
        ),
    ],
    what: Text::new(
        "单元格看上去是数值，但不能确定是多少。",
        "A cell looks like a number but does not say exactly which.",
    ),
    why: Text::new(
        "看不准的数既不猜，也不当作 0，相应得分不复算。",
        "A doubtful number is neither guessed nor taken as 0; its score is not recomputed.",
    ),
    example: Text::new(
        "“约95%”“3-5”“9O%”（字母 O）。",
        "约95%, 3-5, 9O% with a letter O.",
    ),
    facts: &[
        FactName::new("field", Kind::Field),
        FactName::new("found", Kind::Text),
        FactName::maybe("number", Kind::Text),
    ],
    ..Code::USUAL
};

/// 缺少填报内容
pub static FIELD_MISSING: Code = Code {
    name: "field-missing",
    severity: Severity::Warning,
    title: Text::new("缺少填报内容", "field missing"),
    says: &[
        Wording::case(
            "numbered",
            "指标“{indicator}”没有填写{field}。如指标值写在名称里，请移到“{field}”一栏，并填写实际完成值。",
            "The indicator \"{indicator}\" has no {field}. If its name holds the target, please move it to the column for targets and fill in the actual value.",
        ),
        Wording::case(
            "measure",
            "指标“{indicator}”的{field}只有单位“{part}”，没有数值。请补填数值。",
            "The {field} of indicator \"{indicator}\" is only a unit, \"{part}\", without a number. Please fill in the number.",
        ),
        Wording::case(
            "amount",
            "{field}一格没有填写，执行率无法由金额计算，也不采用填报的执行率。没有发生的请填 0，其余请补填。",
            "The cell for the {field} is blank: the execution rate cannot be computed, and the printed one is not used. Please type 0 where there is none, else fill it in.",
        ),
        Wording::case(
            "part",
            "“{part}”的{field}一格没有填写，与合计的差额无法核对。没有发生的请填 0，其余请补填。",
            "The {field} of \"{part}\" is blank, so the difference to the total cannot be checked. Please type 0 where there is none, else fill it in.",
        ),
        Wording::case(
            "merged",
            "指标“{indicator}”的{field}与上一行合并为一格，按“{part}”读取。两个指标不同的，请拆开分别填写。",
            "The {field} of the indicator \"{indicator}\" is one merged cell with the row above and was read as \"{part}\". Please part the cell where the two indicators differ.",
        )
        .graded(Severity::Info),
        Wording::case(
            "body",
            "“实施单位”没有填写，已把主管部门“{part}”当作填报单位。请补填。",
            "The body that carries out the project is blank; its department \"{part}\" was taken for the unit that files. Please fill it in.",
        ),
        Wording::case(
            "total",
            "资金表没有“{field}”一行，看不出哪个数是合计，各行只作分项，执行率没有复算。请补写合计一行。",
            "The money block has no row for the {field}; its rows were read as parts, and the execution rate was not recomputed. Please add the row of the total.",
        ),
        Wording::case(
            "blank",
            "{field}一格没有填写。没有发生的请填 0，其余请补填。",
            "The cell for the {field} is blank. Please type 0 where there is none, else fill it in.",
        ),
        Wording::new(
            "指标“{indicator}”没有填写{field}。请补填。",
            "The indicator \"{indicator}\" has no {field}. Please fill it in.",
        ),
        Wording::new(
            "没有读到{field}：表中没有这一项或未填写。请补填。",
            "No {field} was read: the form has no such item or it is blank. Please fill it in.",
        ),
    ],
    what: Text::new(
        "应填的内容空着，或表上没有这一项。",
        "A required item is blank or not on the form.",
    ),
    why: Text::new(
        "缺了它，有关的复算和核对做不了。",
        "Without it the figures that rest on it cannot be recomputed or checked.",
    ),
    example: Text::new(
        "指标填了得分却没有实际完成值。",
        "An indicator has a score but no actual value.",
    ),
    basis: Ground::document(
        "财预〔2020〕10号",
        "单位自评：内容完整、权重合理、数据真实、结果客观",
        "self-evaluation: complete, with reasonable weights, true data and objective results",
    ),
    facts: &[
        FactName::new("field", Kind::Field),
        FactName::maybe("indicator", Kind::Text),
        FactName::maybe("part", Kind::Text),
    ],
    follows: &[
        Cause::in_row(&UNCALCULATED),
        Cause::in_row(&ERROR_VALUE),
        Cause::in_row(&VALUE_TYPE),
        Cause::in_row(&OUT_OF_RANGE),
        Cause::of_whole(&UNCALCULATED),
        Cause::of_whole(&COLUMN_UNNAMED),
    ],
    ..Code::USUAL
};

/// 金额写在名称内
pub static AMOUNT_IN_LABEL: Code = Code {
    name: "amount-in-label",
    severity: Severity::Info,
    title: Text::new("金额写在名称内", "amount inside a label"),
    says: &[Wording::new(
        "“{found}”把金额写在了项目名称里，因合计相符已作为{taken}读取。请核对，并把金额填入对应的列。",
        "\"{found}\" has its amount inside the label; it was read as {taken} because the parts add up. Please check and type the amount in its column.",
    )],
    what: Text::new(
        "分项的金额写在名称里，没有填在金额列。",
        "The amount of a part stands inside its label, not in its column.",
    ),
    why: Text::new(
        "只有各项相加正好等于合计时才采用，并在此说明。",
        "It is used only where the parts add up to the total, and this says so.",
    ),
    example: Text::new(
        "“其中：基本支出：416.21万元”写在同一格。",
        "其中：基本支出：416.21万元 in one cell.",
    ),
    facts: &[
        FactName::new("found", Kind::Text),
        FactName::new("taken", Kind::Field),
    ],
    ..Code::USUAL
};

/// A cell of `field` that holds `typed`; the message states what to type instead, the number itself where the words
/// contain one, such as 95% in 约95%.
#[must_use]
pub fn unreadable(field: Field, typed: impl Into<EcoString>) -> Problem {
    let typed = typed.into();
    let number = lone_number(&quoted(&typed)).map(|number| ("number", Fact::Text(number)));
    let facts = [("field", field.into()), ("found", Fact::Text(typed))];
    let facts = facts.into_iter().chain(number);
    match field {
        Field::Target | Field::Actual | Field::Midyear | Field::Completion => {
            UNREADABLE_QUANTITY.case("value", facts)
        }
        _ => UNREADABLE_QUANTITY.with(facts),
    }
}

/// An amount inside a name that belongs to no column for sure.
#[must_use]
pub fn unplaced(typed: impl Into<EcoString>) -> Problem {
    let facts = [
        ("field", Field::Adjusted.into()),
        ("found", Fact::Text(typed.into())),
    ];
    UNREADABLE_QUANTITY.case("label", facts)
}

/// `field` of an indicator, whose cell is one with that of the row above and holds `taken`.
#[must_use]
pub fn merged(field: Field, indicator: &str, taken: EcoString) -> Problem {
    let facts = [
        ("field", field.into()),
        ("indicator", Fact::text(indicator)),
        ("part", Fact::Text(taken)),
    ];
    FIELD_MISSING.case("merged", facts)
}

/// `field` is blank or not on the form; of an indicator, where one is named. A name with a number in it may hold
/// the target that is missing: 年度资金支付完成率100%.
#[must_use]
pub fn missing(field: Field, indicator: Option<EcoString>) -> Problem {
    let in_name = field == Field::Target
        && indicator
            .as_ref()
            .is_some_and(|name| name.contains(|c: char| c.is_ascii_digit()));
    let indicator = indicator.map(|name| ("indicator", Fact::Text(name)));
    let facts = [("field", field.into())].into_iter().chain(indicator);
    if in_name {
        FIELD_MISSING.case("numbered", facts)
    } else {
        FIELD_MISSING.with(facts)
    }
}
