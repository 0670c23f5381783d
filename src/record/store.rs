//! JSON results that an earlier run wrote, read back exactly.
//!
//! Strict in what is there: schema, kinds, and decimals written as strings. Further fields are passed over, because
//! later versions may add some within the same schema.

use ecow::EcoString;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::SCHEMA;
use super::run::Run;
use crate::base::lang::{Message, message};
use crate::model::NO_DECIMAL;

/// Why a file of results cannot be used.
#[derive(Debug)]
pub enum StoreError {
    /// Not UTF-8.
    NotText,
    /// A workbook where JSON is needed.
    Workbook,
    /// Not JSON, or not the results of this program.
    Malformed(serde_json::Error),
    /// Written to another schema.
    Schema(u32),
    /// A figure that is not a plain decimal.
    Figure(EcoString),
    /// A comparison of stored results, which holds no forms.
    NoForms,
    /// A workbook of this program without the sheet 结果存档.
    NoArchive,
    /// A row of 结果存档 that is no longer what was written, counted from 1.
    Edited(u32),
    /// Results of mid-year monitoring: they have no scores.
    Monitoring,
}

impl StoreError {
    /// The reason in words, to stand within a sentence.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::NotText => Message::new("文件不是 UTF-8 文本", "the file is not UTF-8 text"),
            Self::Workbook => Message::new(
                "这是工作簿，里面没有每条审核发现和每个文件的完整记录；请用同一次运行写出的结果 JSON（--json）",
                "this is a workbook, which does not hold the record of every finding and file; use the JSON of the same run (--json)",
            ),
            Self::Malformed(e) => {
                let (line, column) = (e.line(), e.column());
                message!(
                    "不是本程序写出的 JSON 结果，或内容不完整（第 {line} 行第 {column} 列）",
                    "not JSON results of this program, or incomplete (line {line}, column {column})"
                )
            }
            Self::Schema(n) => message!(
                "结果格式版本为 {n}，只能读取版本 {SCHEMA}",
                "written to schema {n}, not {SCHEMA}"
            ),
            Self::Figure(text) => message!("数字“{text}”无法识别", "'{text}' is not a decimal"),
            Self::NoForms => Message::new(
                "这是两年存档结果的对比，没有逐份自评表的结果",
                "this is a comparison of stored results, which holds no results of forms",
            ),
            Self::Monitoring => Message::new(
                "这是年中监控的结果，没有得分",
                "these are results of mid-year monitoring, which have no scores",
            ),
            Self::NoArchive => Message::new(
                "工作簿里没有“结果存档”表，请重新写出汇总工作簿（ziping score），或改用 JSON 结果",
                "the workbook has no sheet 'Stored results': write it again (ziping score), or use JSON results",
            ),
            Self::Edited(row) => message!(
                "“结果存档”第 {row} 行被改动过，与写出时的校验值不符；请改用没有改动过的工作簿，或重新写出（ziping score）",
                "row {row} of 'Stored results' was edited and no longer has the hash it was written with; use a workbook that was not edited, or write it again (ziping score)"
            ),
        }
    }
}

impl From<serde_json::Error> for StoreError {
    fn from(error: serde_json::Error) -> Self {
        let text = error.to_string();
        let figure = text.strip_prefix(NO_DECIMAL);
        match figure.and_then(|rest| rest.rsplit_once(" at line ")) {
            Some((figure, _)) => Self::Figure(figure.into()),
            None => Self::Malformed(error),
        }
    }
}

#[derive(Deserialize)]
struct Head {
    schema: u32,
}

/// The run in `text`, as written with `--json`; each list is read as its type requires.
///
/// # Errors
///
/// The first thing that makes it unusable.
pub fn read<C, U, X, F, R>(text: &str) -> Result<Run<C, U, X, F, R>, StoreError>
where
    C: DeserializeOwned,
    U: DeserializeOwned,
    X: DeserializeOwned,
    F: DeserializeOwned,
    R: DeserializeOwned,
{
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let Head { schema } = serde_json::from_str(text)?;
    if schema != SCHEMA {
        return Err(StoreError::Schema(schema));
    }
    Ok(serde_json::from_str(text)?)
}
