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
    access: ColumnAccess,
}

/// How the value of a column is read and set.
enum ColumnAccess {
    /// A text of the row.
    Words(
        fn(&DecisionLine) -> &Words,
        fn(&mut DecisionLine) -> &mut Words,
    ),
    /// Anything else, as it is shown and typed.
    Shown(Get, Set),
}

type Words = Option<EcoString>;
type Get = fn(&DecisionLine, Lang) -> Words;
type Set = fn(&mut DecisionLine, &str);

impl Column {
    /// Its content.
    #[must_use]
    pub fn get(&self, line: &DecisionLine, lang: Lang) -> Option<EcoString> {
        match self.access {
            ColumnAccess::Words(get, _) => get(line).clone(),
            ColumnAccess::Shown(get, _) => get(line, lang),
        }
    }

    /// Takes what is typed there.
    pub fn set(&self, line: &mut DecisionLine, typed: &str) {
        match self.access {
            ColumnAccess::Words(_, place) => *place(line) = some(typed),
            ColumnAccess::Shown(_, set) => set(line, typed),
        }
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

    const fn new(header: Text, width: u16, access: ColumnAccess) -> Self {
        let edited = false;
        Self {
            header,
            width,
            edited,
            access,
        }
    }

    const fn shown(header: Text, width: u16, get: Get, set: Set) -> Self {
        Self::new(header, width, ColumnAccess::Shown(get, set))
    }

    const fn words(
        zh: &'static str,
        en: &'static str,
        width: u16,
        get: fn(&DecisionLine) -> &Words,
        place: fn(&mut DecisionLine) -> &mut Words,
    ) -> Self {
        Self::new(Text::new(zh, en), width, ColumnAccess::Words(get, place))
    }

    const fn editable(self) -> Self {
        let edited = true;
        Self { edited, ..self }
    }
}

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
    Column::shown(
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
    Column::shown(
        Text::new("级别", "Severity"),
        8,
        |line, lang| some(line.severity?.title().get(lang)),
        |line, typed| {
            let mut all = Severity::WORST_FIRST.into_iter();
            line.severity = all.find(|severity| severity.title().is(typed));
        },
    ),
    Column::words("单位", "Unit", 20, |l| &l.unit, |l| &mut l.unit),
    Column::words("项目", "Project", 16, |l| &l.project, |l| &mut l.project),
    Column::words("文件", "File", 24, |l| &l.file, |l| &mut l.file),
    Column::words("位置", "Cell", 12, |l| &l.cell, |l| &mut l.cell),
    Column::words("问题", "Finding", 50, |l| &l.message, |l| &mut l.message),
    Column::words("代码", "Code", 18, |l| &l.code, |l| &mut l.code),
    Column::shown(
        KIND,
        11,
        |line, lang| {
            let typed = line.kind.as_ref()?;
            let known = DecisionKind::named(typed);
            Some(known.map_or_else(|| typed.clone(), |kind| kind.title().get(lang).into()))
        },
        |line, typed| line.kind = some(typed),
    )
    .editable(),
    Column::words("处理人", "By", 10, |l| &l.by, |l| &mut l.by).editable(),
    Column::words("处理日期", "When", 12, |l| &l.when, |l| &mut l.when).editable(),
    Column::words("有效期至", "Until", 12, |l| &l.until, |l| &mut l.until).editable(),
    Column::words("理由", "Reason", 30, |l| &l.note, |l| &mut l.note).editable(),
    Column::words(
        ADOPTED.zh,
        ADOPTED.en,
        24,
        |l| &l.adopted,
        |l| &mut l.adopted,
    )
    .editable(),
    Column::shown(
        Text::new("更正单元格", "Corrected cell"),
        12,
        |line, _| line.correction.as_ref()?.cell.clone(),
        |line, typed| changed(line).cell = some(typed),
    )
    .editable(),
    Column::shown(
        Text::new("填报值", "Filed"),
        12,
        |line, _| line.correction.as_ref()?.filed.clone(),
        |line, typed| changed(line).filed = some(typed),
    )
    .editable(),
    Column::shown(
        Text::new("更正值", "Corrected"),
        12,
        |line, _| line.correction.as_ref()?.corrected.clone(),
        |line, typed| changed(line).corrected = some(typed),
    )
    .editable(),
    Column::shown(
        Text::new("依据", "Evidence"),
        24,
        |line, _| line.correction.as_ref()?.evidence.clone(),
        |line, typed| changed(line).evidence = some(typed),
    )
    .editable(),
    Column::words(
        "标识",
        "Fingerprint",
        19,
        |l| &l.fingerprint,
        |l| &mut l.fingerprint,
    ),
];
