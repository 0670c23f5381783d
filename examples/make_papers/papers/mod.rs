//! The templates of papers in the look of GB/T 9704.

mod body;
mod circulars;
mod notices;
mod package;
mod reports;

use std::error::Error;

/// A template: its name and its bytes.
type Paper = (&'static str, Vec<u8>);

/// Every template.
pub(crate) fn all() -> Result<Vec<Paper>, Box<dyn Error>> {
    let papers = [
        ("退回修改单.docx", notices::returned()),
        ("审核通过单.docx", notices::passed()),
        ("催报名单.docx", notices::missing()),
        ("部门单位整体支出绩效自评报告.docx", reports::unit()),
        ("项目支出绩效自评报告.docx", reports::project()),
        ("通报.docx", circulars::circular()),
        ("公开表.docx", circulars::public()),
    ];
    let packed = papers.into_iter().map(|(name, body)| {
        // Word wants a paragraph behind a table that ends a text.
        let end = if body.ends_with("</w:tbl>") {
            body::p("表注", "")
        } else {
            String::new()
        };
        let bytes = package::docx(&(body + &end))?;
        Ok((name, bytes))
    });
    packed.collect()
}
