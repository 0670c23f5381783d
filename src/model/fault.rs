//! Faults of a table that was given as an option or filed.

use super::Place;
use crate::base::lang::{Lang, Message, worded};

/// 错误: what is wrong with one cell of a list of units, a rule workbook or an earlier form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// File, sheet and cell.
    pub place: Place,
    /// What is wrong and what to do about it.
    pub message: Message,
}

impl Fault {
    /// `file → sheet!D7：what is wrong`
    #[must_use]
    pub fn line(&self, lang: Lang) -> String {
        let message = self.message.clone().get(lang);
        worded!(lang, "{}：{message}", "{}: {message}", self.place)
    }
}
