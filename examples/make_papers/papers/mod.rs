//! The templates of papers in the look of GB/T 9704.

mod body;
mod notices;
mod package;

use std::error::Error;

/// A template: its name and its bytes.
type Paper = (&'static str, Vec<u8>);

/// Every template.
pub(crate) fn all() -> Result<Vec<Paper>, Box<dyn Error>> {
    let papers = [
        ("退回修改单.docx", notices::returned()),
        ("审核通过单.docx", notices::passed()),
        ("催报名单.docx", notices::missing()),
    ];
    let packed = papers.into_iter().map(|(name, body)| {
        let bytes = package::docx(&body)?;
        Ok((name, bytes))
    });
    packed.collect()
}
