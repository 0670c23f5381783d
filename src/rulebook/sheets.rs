//! The sheets of a rule workbook and their columns: the writer and the reader go by the same list.

use super::Form;
use super::words::{self, Word};
use crate::base::lang::{Lang, Text};

/// What a value is.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
    /// A text.
    Words,
    /// Texts, parted by semicolons.
    List,
    /// Texts that may hold semicolons, a line each.
    Lines,
    /// A number.
    Number,
    /// A whole number.
    Whole,
    /// A fraction shown as a percentage.
    Percent,
    /// One of a closed list.
    Choice(&'static [Word]),
}

impl Kind {
    pub(super) fn form(self, lang: Lang) -> Form {
        match self {
            Self::Words | Self::List | Self::Lines => Form::Words,
            Self::Number => Form::Number,
            Self::Whole => Form::Whole,
            Self::Percent => Form::Percent,
            Self::Choice(words) => Form::Choice(words::all(words, lang)),
        }
    }
}

/// One column of a table.
pub(super) struct Header {
    pub(super) name: Text,
    pub(super) width: u16,
    pub(super) kind: Kind,
}

const fn header(name: Text, width: u16, kind: Kind) -> Header {
    Header { name, width, kind }
}

/// One sheet with a table.
pub(super) struct Table {
    pub(super) name: Text,
    pub(super) note: Text,
    pub(super) headers: &'static [Header],
    /// Columns that are to be edited, from the left.
    pub(super) edited: std::ops::Range<usize>,
    /// Blank rows offered below.
    pub(super) spare: usize,
}

const SETTING_HEADERS: &[Header] = &[
    header(Text::new("项目", "Setting"), 26, Kind::Words),
    header(Text::new("内容", "Value"), 60, Kind::Words),
    header(Text::new("说明", "Note"), 56, Kind::Words),
];

pub(super) const BASIC: Table = Table {
    name: Text::new("基本", "Basic"),
    note: Text::new(
        "只改“内容”一列；多个词语用分号隔开。",
        "Edit the column Value only; several texts are parted by semicolons.",
    ),
    headers: SETTING_HEADERS,
    edited: 1..2,
    spare: 0,
};

pub(super) const WEIGHT: Table = Table {
    name: Text::new("权重", "Weights"),
    note: Text::new("只改“内容”一列。", "Edit the column Value only."),
    headers: SETTING_HEADERS,
    edited: 1..2,
    spare: 0,
};

pub(super) const GRADES: Table = Table {
    name: Text::new("等级", "Grades"),
    note: Text::new(
        "从高到低，下限含本数，最后一档的下限为 0。",
        "Best first; lower bounds are included, the last one is 0.",
    ),
    headers: &[
        header(Text::new("等级", "Grade"), 14, Kind::Words),
        header(Text::new("其他叫法", "Other names"), 40, Kind::List),
        header(Text::new("下限（分）", "From (points)"), 16, Kind::Number),
    ],
    edited: 0..3,
    spare: 3,
};

pub(super) const BANDS: Table = Table {
    name: Text::new("定性分档", "Qualitative bands"),
    note: Text::new(
        "占分值的百分数，从 100 到 0 首尾相接；自评得分应落在所用说法的档内。",
        "In percent of the points, from 100 to 0 without a gap; the filed score should lie in the band of its words.",
    ),
    headers: &[
        header(Text::new("上限（%）", "To (%)"), 14, Kind::Number),
        header(Text::new("下限（%）", "From (%)"), 14, Kind::Number),
        header(Text::new("说法", "Wordings"), 80, Kind::List),
    ],
    edited: 0..3,
    spare: 3,
};

pub(super) const DEDUCTIONS: Table = Table {
    name: Text::new("超额扣分", "Over-fulfilment"),
    note: Text::new(
        "完成率达到左列时只得右列的比例；不扣分的留空。",
        "From a completion rate on, only a share of the points; blank for no deduction.",
    ),
    headers: &[
        header(Text::new("完成率", "Completion from"), 18, Kind::Percent),
        header(Text::new("得分比例", "Share"), 18, Kind::Percent),
    ],
    edited: 0..2,
    spare: 5,
};

pub(super) const REWEIGHT: Table = Table {
    name: Text::new("类别新分值", "New weights"),
    note: Text::new(
        "改变各表一级指标的分值时才填：写明的类别取新分值，其余按原分值的比例分享余下的分；不改的留空。",
        "Only where the weights of the forms are to be changed: the named groups take these, the others share the rest; blank for no change.",
    ),
    headers: &[
        header(Text::new("一级指标", "Group"), 22, Kind::Words),
        header(Text::new("新分值", "New points"), 18, Kind::Number),
    ],
    edited: 0..2,
    spare: 8,
};

pub(super) const METHODS: Table = Table {
    name: Text::new("评分方法", "Methods"),
    note: Text::new(
        "第一行是预算执行率；以下各行先列先用，条件（名称、类别、比较符、目标值）至少写一个，都满足才用。分档写作 60%=50%；80%=80%。",
        "The first row is budget execution; the first of the other rows whose conditions all hold is used. Steps: 60%=50%; 80%=80%.",
    ),
    headers: &[
        header(
            Text::new("适用于", "For"),
            14,
            Kind::Choice(words::SUBJECTS),
        ),
        header(Text::new("名称包含", "Name contains"), 26, Kind::List),
        header(Text::new("类别包含", "Group contains"), 18, Kind::List),
        header(
            Text::new("比较符", "Sign"),
            9,
            Kind::Choice(words::COMPARATORS),
        ),
        header(
            Text::new("目标值等于", "Target equals"),
            16,
            Kind::Choice(words::TARGETS),
        ),
        header(
            Text::new("方法", "Method"),
            18,
            Kind::Choice(words::METHODS),
        ),
        header(Text::new("每单位大小", "Unit"), 13, Kind::Number),
        header(Text::new("每单位扣分", "Deduct per unit"), 13, Kind::Number),
        header(Text::new("及格线", "Pass line"), 10, Kind::Percent),
        header(
            Text::new("分档依据", "Steps of"),
            13,
            Kind::Choice(words::MEASURED),
        ),
        header(Text::new("分档", "Steps"), 30, Kind::Words),
    ],
    edited: 0..11,
    spare: 10,
};

pub(super) const SEVERITIES: Table = Table {
    name: Text::new("严重程度", "Severities"),
    note: Text::new(
        "要改变某种审核发现的级别时，在“改为”一列选择；留空用默认级别。",
        "To change the severity of a finding choose one in the last column; blank keeps the default.",
    ),
    headers: &[
        header(Text::new("代码", "Code"), 28, Kind::Words),
        header(Text::new("审核发现", "Finding"), 34, Kind::Words),
        header(Text::new("默认级别", "Default"), 12, Kind::Words),
        header(
            Text::new("改为", "Changed to"),
            12,
            Kind::Choice(words::SEVERITIES),
        ),
    ],
    edited: 3..4,
    spare: 0,
};

pub(super) const LABELS: Table = Table {
    name: Text::new("标签", "Labels"),
    note: Text::new(
        "各地表格的栏目名称。新的写法加在“写法”中，用分号隔开，第一个是标准写法；含有“推断用字”的名称会被推断，并在审核发现中说明。",
        "Names of columns and rows on the forms. Add a new wording, parted by a semicolon; the first is the standard one.",
    ),
    headers: &[
        header(Text::new("组", "Section"), 20, Kind::Words),
        header(Text::new("字段", "Field"), 18, Kind::Words),
        header(Text::new("写法", "Wordings"), 100, Kind::List),
        header(Text::new("推断用字", "Hints"), 30, Kind::List),
    ],
    edited: 2..4,
    spare: 0,
};

pub(super) const ROSTER: Table = Table {
    name: Text::new("名单", "Roster"),
    note: Text::new(
        "应报单位，每个单位一行；不用名单的留空。运行时另给 --roster 的，以 --roster 为准。",
        "The units due to file, one a row; blank for none. A roster given with --roster comes first.",
    ),
    headers: &[
        header(Text::new("单位编码", "单位编码"), 14, Kind::Words),
        header(Text::new("单位名称", "单位名称"), 36, Kind::Words),
        header(Text::new("分组", "分组"), 16, Kind::Words),
        header(Text::new("曾用名", "曾用名"), 44, Kind::Words),
    ],
    edited: 0..4,
    spare: 200,
};

/// Name of the sheet that explains the others.
pub(super) const GUIDE: Text = Text::new("说明", "Guide");
