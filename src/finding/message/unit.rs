//! Findings about a unit and the roster.

use super::{Message, quoted};

pub(super) fn not_listed(found: &str, nearest: Option<&str>) -> Message {
    let found = quoted(found);
    match nearest.map(quoted) {
        Some(near) => Message::new(
            format!(
                "单位名单中没有“{found}”，最接近的是“{near}”。请核对单位名称，或在名单中补列（改过名的填入“曾用名”）。"
            ),
            format!(
                "\"{found}\" is not on the roster; the closest name there is \"{near}\". Please check the name, or add it to the roster (a former name as such)."
            ),
        ),
        None => Message::new(
            format!("单位名单中没有“{found}”，也没有相近的名称。请核对单位名称，或在名单中补列。"),
            format!(
                "\"{found}\" is not on the roster, nor is any similar name. Please check the name, or add it to the roster."
            ),
        ),
    }
}

pub(super) fn name_differs(expected: &str, found: &str) -> Message {
    let (listed, filed) = (quoted(expected), quoted(found));
    Message::new(
        format!("单位名称填写为“{filed}”，名单上是“{listed}”。请改用名单上的名称。"),
        format!(
            "The unit is called \"{filed}\" here and \"{listed}\" on the roster. Please use the name of the roster."
        ),
    )
}

pub(super) fn code_differs(expected: &str, found: &str) -> Message {
    let (listed, filed) = (quoted(expected), quoted(found));
    Message::new(
        format!("单位编码填写为 {filed}，名单上该单位的编码是 {listed}。请核对编码。"),
        format!(
            "The code of the unit is {filed} here and {listed} on the roster. Please check the code."
        ),
    )
}
