//! The sheets of a rule workbook that are no lists of a rule set; those are in [`TABLES`](crate::rules::tables::TABLES).

use crate::base::lang::Text;
use crate::rules::sheet::{Column, Sheet, column};
use crate::rules::{Kind, SEVERITIES as WORDS};

const SETTING_COLUMNS: &[Column] = &[
    column("", Text::new("项目", "Setting"), 26, Kind::Words),
    column("", Text::new("内容", "Value"), 60, Kind::Words),
    column("", Text::new("说明", "Note"), 56, Kind::Words),
];

pub(super) const BASIC: Sheet = Sheet {
    name: Text::new("基本", "Basic"),
    note: Text::new(
        "只改“内容”一列；多个词语用分号隔开。",
        "Edit the column Value only; several texts are parted by semicolons.",
    ),
    columns: SETTING_COLUMNS,
    edited: 1..2,
    spare: 0,
};

pub(super) const WEIGHT: Sheet = Sheet {
    name: Text::new("权重", "Weights"),
    note: Text::new("只改“内容”一列。", "Edit the column Value only."),
    columns: SETTING_COLUMNS,
    edited: 1..2,
    spare: 0,
};

pub(super) const BOUND: Sheet = Sheet {
    name: Text::new("审核界限", "Bounds"),
    note: Text::new(
        "只改“内容”一列；留空的用默认值。",
        "Edit the column Value only; blank for the usual value.",
    ),
    columns: &[
        column("", Text::new("项目", "Setting"), 26, Kind::Words),
        column("", Text::new("内容", "Value"), 40, Kind::Words),
        column("", Text::new("说明", "Note"), 56, Kind::Words),
        column("", Text::new("依据", "Basis"), 40, Kind::Words),
    ],
    edited: 1..2,
    spare: 0,
};

pub(super) const RISKS: Sheet = Sheet {
    name: Text::new("复核风险", "Review risk"),
    note: Text::new(
        "风险分各部分的分值，决定复核名单的次序；只改“内容”一列，留空的用默认值。",
        "Points of the parts of the risk score, by which forms are chosen for review; edit the column Value only, blank for the usual value.",
    ),
    ..BOUND
};

pub(super) const SEVERITIES: Sheet = Sheet {
    name: Text::new("严重程度", "Severities"),
    note: Text::new(
        "要改变某种审核发现的级别时，在“改为”一列选择；“试行”只作提示，“停用”不再提示；留空用默认级别。",
        "To change the severity of a finding choose one in the last column: on trial it is a note, off it is not reported; blank keeps the default.",
    ),
    columns: &[
        column("", Text::new("代码", "Code"), 28, Kind::Words),
        column("", Text::new("审核发现", "Finding"), 34, Kind::Words),
        column("", Text::new("默认级别", "Default"), 12, Kind::Words),
        column("", Text::new("改为", "Changed to"), 12, Kind::Choice(WORDS)),
    ],
    edited: 3..4,
    spare: 0,
};

pub(super) const LABELS: Sheet = Sheet {
    name: Text::new("标签", "Labels"),
    note: Text::new(
        "各地表格的栏目名称。新的写法加在“写法”中，用分号隔开，第一个是标准写法；含有“推断用字”的名称会被推断，并在审核发现中说明。",
        "Names of columns and rows on the forms. Add a new wording, parted by a semicolon; the first is the standard one.",
    ),
    columns: &[
        column("", Text::new("组", "Section"), 20, Kind::Words),
        column("", Text::new("字段", "Field"), 18, Kind::Words),
        column("", Text::new("写法", "Wordings"), 100, Kind::List),
        column("", Text::new("推断用字", "Hints"), 30, Kind::List),
    ],
    edited: 2..4,
    spare: 0,
};

pub(super) const ROSTER: Sheet = Sheet {
    name: Text::new("名单", "Roster"),
    note: Text::new(
        "应报单位，每个单位一行；不用名单的留空。运行时另给 --roster 的，以 --roster 为准。",
        "The units due to file, one a row; blank for none. A roster given with --roster comes first.",
    ),
    columns: &[
        column("", Text::new("单位编码", "单位编码"), 14, Kind::Words),
        column("", Text::new("单位名称", "单位名称"), 36, Kind::Words),
        column("", Text::new("分组", "分组"), 16, Kind::Words),
        column("", Text::new("曾用名", "曾用名"), 44, Kind::Words),
    ],
    edited: 0..4,
    spare: 200,
};

/// Name of the sheet that explains the others.
pub(super) const GUIDE: Text = Text::new("说明", "Guide");
