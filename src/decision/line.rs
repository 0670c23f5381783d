//! One row of a file of decisions, in its two notations: the columns of a sheet, and the fields of JSON.

use std::collections::BTreeMap;

use ecow::EcoString;
use serde::{Deserialize, Serialize, Serializer};
use serde_json::Value;

use crate::base::lang::{Lang, Text};
use crate::finding::Severity;
use crate::form::labels::fold;
use crate::model::DecisionKind;

/// Whether what a row is about is still found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// 未了结
    #[default]
    Open,
    /// 已了结: it is no longer found.
    Closed,
}

impl State {
    const fn title(self) -> Text {
        match self {
            Self::Open => Text::new("未了结", "open"),
            Self::Closed => Text::new("已了结", "closed"),
        }
    }
}

/// A row of a file of decisions, as it was typed.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct DecisionLine {
    /// 状态
    pub state: State,
    /// 级别 of the finding.
    pub severity: Option<Severity>,
    /// 单位; the path of the file where the unit is unknown.
    pub unit: Option<EcoString>,
    /// 项目
    pub project: Option<EcoString>,
    /// 文件
    pub file: Option<EcoString>,
    /// 位置, as `自评表!H12`.
    pub cell: Option<EcoString>,
    /// 问题
    pub message: Option<EcoString>,
    /// 代码
    pub code: Option<EcoString>,
    /// 标识: fingerprint of the facts of the finding.
    pub fingerprint: Option<EcoString>,
    /// The forms that can be adopted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<Candidate>,
    /// 处理
    #[serde(serialize_with = "named")]
    pub kind: Option<EcoString>,
    /// 处理人
    pub by: Option<EcoString>,
    /// 处理日期
    pub when: Option<EcoString>,
    /// 有效期至
    pub until: Option<EcoString>,
    /// 理由
    pub note: Option<EcoString>,
    /// 采用文件
    pub adopted: Option<EcoString>,
    /// 更正
    pub correction: Option<Change>,
    /// Text of added columns in the row, by header.
    #[serde(flatten)]
    pub further: BTreeMap<String, Value>,
}

/// 更正 as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Change {
    /// 更正单元格
    pub cell: Option<EcoString>,
    /// 填报值
    pub filed: Option<EcoString>,
    /// 更正值
    pub corrected: Option<EcoString>,
    /// 依据
    pub evidence: Option<EcoString>,
}

/// A form that can be adopted.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Candidate {
    /// Its name in the row.
    pub file: EcoString,
    /// 总分
    pub total: Option<EcoString>,
    /// 保存日期
    pub saved: Option<EcoString>,
    /// What differs from the others.
    pub differs: Vec<EcoString>,
}

/// The kind of decision as programs write it, in any language it was typed in.
fn named<S: Serializer>(kind: &Option<EcoString>, to: S) -> Result<S::Ok, S::Error> {
    let known = kind.as_deref().and_then(DecisionKind::named);
    let name = known.map(DecisionKind::name).or(kind.as_deref());
    name.serialize(to)
}

/// A column of the sheet.
pub struct Column {
    /// Its header.
    pub header: Text,
    /// Width in characters of a digit.
    pub width: u16,
    /// Whether it is to be filled in.
    pub edited: bool,
    get: fn(&DecisionLine, Lang) -> Option<EcoString>,
    set: fn(&mut DecisionLine, &str),
}

impl Column {
    /// Its content.
    #[must_use]
    pub fn get(&self, line: &DecisionLine, lang: Lang) -> Option<EcoString> {
        (self.get)(line, lang)
    }

    /// Takes what is typed there.
    pub fn set(&self, line: &mut DecisionLine, typed: &str) {
        (self.set)(line, typed);
    }

    /// The column with this header in either language.
    #[must_use]
    pub fn headed(header: &str) -> Option<&'static Self> {
        let header = fold(header);
        let is = |column: &&Self| {
            let Text { zh, en } = column.header;
            [zh, en].iter().any(|name| fold(name) == header)
        };
        COLUMNS.iter().find(is)
    }

    const fn fixed(header: Text, width: u16, get: Get, set: Set) -> Self {
        let edited = false;
        Self {
            header,
            width,
            edited,
            get,
            set,
        }
    }

    const fn editable(header: Text, width: u16, get: Get, set: Set) -> Self {
        let edited = true;
        Self {
            edited,
            ..Self::fixed(header, width, get, set)
        }
    }
}

type Get = fn(&DecisionLine, Lang) -> Option<EcoString>;
type Set = fn(&mut DecisionLine, &str);

fn some(typed: &str) -> Option<EcoString> {
    Some(typed.into())
}

fn changed(line: &mut DecisionLine) -> &mut Change {
    line.correction.get_or_insert_default()
}

/// 处理
pub const KIND: Text = Text::new("处理", "Decision");
/// 采用文件
pub const ADOPTED: Text = Text::new("采用文件", "Adopted file");

/// The columns, in their order.
pub static COLUMNS: [Column; 19] = [
    Column::fixed(
        Text::new("状态", "State"),
        9,
        |line, lang| some(line.state.title().get(lang)),
        |line, typed| {
            line.state = match State::Closed.title().is(typed) {
                true => State::Closed,
                false => State::Open,
            };
        },
    ),
    Column::fixed(
        Text::new("级别", "Severity"),
        8,
        |line, lang| some(line.severity?.title().get(lang)),
        |line, typed| {
            let mut all = Severity::WORST_FIRST.into_iter();
            line.severity = all.find(|severity| severity.title().is(typed));
        },
    ),
    Column::fixed(
        Text::new("单位", "Unit"),
        20,
        |line, _| line.unit.clone(),
        |line, typed| line.unit = some(typed),
    ),
    Column::fixed(
        Text::new("项目", "Project"),
        16,
        |line, _| line.project.clone(),
        |line, typed| line.project = some(typed),
    ),
    Column::fixed(
        Text::new("文件", "File"),
        24,
        |line, _| line.file.clone(),
        |line, typed| line.file = some(typed),
    ),
    Column::fixed(
        Text::new("位置", "Cell"),
        12,
        |line, _| line.cell.clone(),
        |line, typed| line.cell = some(typed),
    ),
    Column::fixed(
        Text::new("问题", "Finding"),
        50,
        |line, _| line.message.clone(),
        |line, typed| line.message = some(typed),
    ),
    Column::fixed(
        Text::new("代码", "Code"),
        18,
        |line, _| line.code.clone(),
        |line, typed| line.code = some(typed),
    ),
    Column::editable(
        KIND,
        11,
        |line, lang| {
            let typed = line.kind.as_ref()?;
            let known = DecisionKind::named(typed);
            Some(known.map_or_else(|| typed.clone(), |kind| kind.title().get(lang).into()))
        },
        |line, typed| line.kind = some(typed),
    ),
    Column::editable(
        Text::new("处理人", "By"),
        10,
        |line, _| line.by.clone(),
        |line, typed| line.by = some(typed),
    ),
    Column::editable(
        Text::new("处理日期", "When"),
        12,
        |line, _| line.when.clone(),
        |line, typed| line.when = some(typed),
    ),
    Column::editable(
        Text::new("有效期至", "Until"),
        12,
        |line, _| line.until.clone(),
        |line, typed| line.until = some(typed),
    ),
    Column::editable(
        Text::new("理由", "Reason"),
        30,
        |line, _| line.note.clone(),
        |line, typed| line.note = some(typed),
    ),
    Column::editable(
        ADOPTED,
        24,
        |line, _| line.adopted.clone(),
        |line, typed| line.adopted = some(typed),
    ),
    Column::editable(
        Text::new("更正单元格", "Corrected cell"),
        12,
        |line, _| line.correction.as_ref()?.cell.clone(),
        |line, typed| changed(line).cell = some(typed),
    ),
    Column::editable(
        Text::new("填报值", "Filed"),
        12,
        |line, _| line.correction.as_ref()?.filed.clone(),
        |line, typed| changed(line).filed = some(typed),
    ),
    Column::editable(
        Text::new("更正值", "Corrected"),
        12,
        |line, _| line.correction.as_ref()?.corrected.clone(),
        |line, typed| changed(line).corrected = some(typed),
    ),
    Column::editable(
        Text::new("依据", "Evidence"),
        24,
        |line, _| line.correction.as_ref()?.evidence.clone(),
        |line, typed| changed(line).evidence = some(typed),
    ),
    Column::fixed(
        Text::new("标识", "Fingerprint"),
        19,
        |line, _| line.fingerprint.clone(),
        |line, typed| line.fingerprint = some(typed),
    ),
];
