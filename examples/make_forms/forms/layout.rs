//! The forms of several places, label by label.

mod central;
mod chongqing;
mod detail;
mod fujian;
mod goal;
mod hunan;
mod money;
mod project;
mod split;
mod table;

use super::data::{Form, Layout};
use super::sheet::{Content, Sheet, Style};

/// The worksheets of a form.
pub(super) fn sheets(layout: Layout, form: &Form, year: i32) -> Vec<Sheet> {
    let sheet = match layout {
        Layout::Central => central::sheet(form, year),
        Layout::Hunan => hunan::sheet(form, year),
        Layout::Chongqing => chongqing::sheet(form, year),
        Layout::Fujian => fujian::sheet(form, year),
        Layout::Split => split::sheet(form, year),
        Layout::Project => project::sheet(form, year),
        Layout::Goal => goal::sheet(form, year),
    };
    let detail = form.detail.as_ref().map(detail::sheet);
    std::iter::once(sheet).chain(detail).collect()
}

/// Annex number, title and year over the whole width; gives the next row.
fn heading(sheet: &mut Sheet, annex: &str, title: &str, year: &str) -> u32 {
    let all = (0, sheet.last_col());
    sheet.put(0, all, Content::text(annex), Style::Note);
    sheet.put(1, all, Content::text(title), Style::Title);
    sheet.put(2, all, Content::text(year), Style::Caption);
    3
}

/// 年度总体目标 with 预期目标 and 实际完成情况 side by side; gives the next row.
fn goals(
    sheet: &mut Sheet,
    row: u32,
    form: &Form,
    label: (u16, u16),
    halves: [(u16, u16); 2],
) -> u32 {
    let caption = Content::text("年度总体\n目标");
    sheet.block((row, row + 1), label, caption, Style::Label);
    let texts = [("预期目标", &form.goal), ("实际完成情况", &form.achieved)];
    for (cols, (head, text)) in halves.into_iter().zip(texts) {
        sheet.label(row, cols, head);
        sheet.put(row + 1, cols, Content::text(text), Style::Text);
    }
    row + 2
}

/// The line under the table, in as many parts as there are columns given.
fn closing(sheet: &mut Sheet, row: u32, form: &Form, parts: &[(u16, u16)]) {
    for (cols, text) in parts.iter().zip(&form.closing) {
        sheet.put(row, *cols, Content::text(text), Style::Note);
    }
}
