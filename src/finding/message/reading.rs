//! Findings about what stands in the cells.

use super::{Message, quoted};
use crate::finding::Field;

pub(super) fn uncalculated() -> Message {
    Message::new(
        "公式没有计算结果，读到的是空白。请用 WPS 或 Excel 打开、保存一次后重新报送。",
        "The formula has no result and reads as blank. Please open and save the file once in WPS or Excel and file it again.",
    )
}

pub(super) fn error_value(typed: &str) -> Message {
    let typed = quoted(typed);
    Message::new(
        format!("单元格显示错误“{typed}”，没有可用的数值。请改正公式或直接填写数值。"),
        format!(
            "The cell shows the error \"{typed}\" and has no value. Please mend the formula or type the value."
        ),
    )
}

pub(super) fn beyond_window() -> Message {
    Message::new(
        "表格以外很远的单元格中还有内容，未读取。请确认是否误填；无关内容请删除。",
        "There is content far outside the form; it was not read. Please check whether it was typed by mistake and delete what does not belong.",
    )
}

pub(super) fn out_of_range() -> Message {
    Message::new(
        "数值过大（超过 15 位），无法准确计算，未采用。请核对数值和金额单位。",
        "The number is too large (more than 15 digits) to be exact and was not used. Please check it and the unit of money.",
    )
}

pub(super) fn label_guessed(typed: &str, taken: Field) -> Message {
    let (typed, name) = (quoted(typed), taken.name());
    Message::new(
        format!(
            "表头“{typed}”不是通用名称，已按“{}”读取。请核对；如有误，请改用模板名称或在标签文件中补充。",
            name.zh
        ),
        format!(
            "The heading \"{typed}\" is not a usual one; it was read as \"{}\". Please check; if wrong, use the template's name or add it to the label file.",
            name.en
        ),
    )
}

pub(super) fn column_unread(typed: &str) -> Message {
    let typed = quoted(typed);
    Message::new(
        format!(
            "不认识表头“{typed}”，这一列没有读取。如它是预算数、执行数、指标值、完成值、分值或得分，请改用模板名称或在标签文件中补充。"
        ),
        format!(
            "The heading \"{typed}\" is not known; its column was not read. If it holds budgets, executed amounts, targets, actual values, points or scores, use the template's name or add it to the label file."
        ),
    )
}

pub(super) fn unreadable_quantity(field: Field, typed: &str) -> Message {
    let (typed, name) = (quoted(typed), field.name());
    let example = example(field, &typed);
    Message::new(
        format!(
            "{}“{typed}”不是可计算的数值。请改为{}，或在“偏差原因”中用文字说明。",
            name.zh, example.zh
        ),
        format!(
            "The {} \"{typed}\" is not a value that can be computed. Please change it to {}, or explain it under \"reason for deviation\".",
            name.en, example.en
        ),
    )
}

/// What to type instead: the number itself where one stands inside the words, such as 95% in 约95%.
fn example(field: Field, typed: &str) -> Message {
    let number: String = typed
        .chars()
        .skip_while(|c| !c.is_ascii_digit())
        .take_while(|c| c.is_ascii_digit() || matches!(c, '.' | '%'))
        .collect();
    let rest = typed.replacen(&number, "", 1);
    let error_value = typed.starts_with('#');
    let lone = !number.is_empty() && !error_value && !rest.contains(|c: char| c.is_ascii_digit());
    match field {
        _ if lone => Message::new(format!(" {number}"), number),
        Field::Target | Field::Actual | Field::Midyear | Field::Completion => {
            Message::new("一个数值（如 95%、≥12 次）", "one value (such as 95%, ≥12)")
        }
        _ => Message::new("一个数字（如 12.5）", "one number (such as 12.5)"),
    }
}

pub(super) fn field_missing(field: Field, of: Option<&str>) -> Message {
    let name = field.name();
    let numbered = |name: &str| name.contains(|c: char| c.is_ascii_digit());
    if field == Field::Target
        && let Some(indicator) = of.filter(|name| numbered(name))
    {
        return target_in_name(&quoted(indicator));
    }
    match of.map(quoted) {
        Some(indicator) => Message::new(
            format!("指标“{indicator}”没有填写{}。请补填。", name.zh),
            format!(
                "The indicator \"{indicator}\" has no {}. Please fill it in.",
                name.en
            ),
        ),
        None => Message::new(
            format!("没有读到{}：表中没有这一项或未填写。请补填。", name.zh),
            format!(
                "No {} was read: the form has no such item or it is blank. Please fill it in.",
                name.en
            ),
        ),
    }
}

/// A name with a number in it may hold the target that is missing: 年度资金支付完成率100%.
fn target_in_name(indicator: &str) -> Message {
    let target = Field::Target.name();
    Message::new(
        format!(
            "指标“{indicator}”没有填写{}。如指标值写在名称里，请移到“{}”一栏，并填写实际完成值。",
            target.zh, target.zh
        ),
        format!(
            "The indicator \"{indicator}\" has no {}. If its name holds the target, please move it to the column for targets and fill in the actual value.",
            target.en
        ),
    )
}

pub(super) fn unit_unclear() -> Message {
    Message::new(
        "没有读到单位名称，无法参加排名。请在“部门（单位）名称”处填写全称。",
        "No unit name was read, so the form cannot be ranked. Please fill in the full name of the unit.",
    )
}

pub(super) fn year_unclear() -> Message {
    Message::new(
        "表头没有写明评价年度。请在标题下填写，如“（2023年度）”。",
        "The heading does not state the year. Please write it below the title, such as \"(2023年度)\".",
    )
}

pub(super) fn year_differs(expected: i32, found: i32) -> Message {
    Message::new(
        format!(
            "表上年度为 {found} 年，本次评价年度为 {expected} 年。请核对是否报错年份；如只是笔误，请改正后重新报送。"
        ),
        format!(
            "The form is for {found}, the run for {expected}. Please check whether the wrong year was filed; mend a slip and file it again."
        ),
    )
}

pub(super) fn amount_in_label(typed: &str, taken: Field) -> Message {
    let (typed, name) = (quoted(typed), taken.name());
    Message::new(
        format!(
            "“{typed}”把金额写在了项目名称里，因合计相符已作为{}读取。请核对，并把金额填入对应的列。",
            name.zh
        ),
        format!(
            "\"{typed}\" has its amount inside the label; it was read as {} because the parts add up. Please check and type the amount in its column.",
            name.en
        ),
    )
}
