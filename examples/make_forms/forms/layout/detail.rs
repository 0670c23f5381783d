//! 项目支出明细: a list of projects that is no form.

use crate::forms::data::Detail;
use crate::forms::sheet::{Content, Paper, Sheet, Style};

const WIDTHS: [f64; 5] = [6.0, 52.0, 12.0, 12.0, 12.0];
const HEADERS: [&str; 5] = ["序号", "项目名称", "资金性质", "预算金额", "执行金额"];

/// The list as one sheet.
pub(super) fn sheet(detail: &Detail) -> Sheet {
    let mut sheet = Sheet::new("项目支出明细", &WIDTHS, Paper::Portrait);
    sheet.put(0, (0, 4), Content::text("项目支出明细"), Style::Title);
    let unit = Content::text(format!("填报单位：{}", detail.unit));
    sheet.put(1, (0, 3), unit, Style::Note);
    sheet.put(1, (4, 4), Content::text("单位：万元"), Style::Note);
    for (col, header) in (0..).zip(HEADERS) {
        sheet.label(2, (col, col), header);
    }
    for (row, entries) in (3..).zip(&detail.rows) {
        for (col, entry) in (0..).zip(entries) {
            let style = if col == 1 { Style::Text } else { Style::Value };
            sheet.put(row, (col, col), entry.plain(), style);
        }
    }
    sheet
}
