//! A rule set laid out in the sheets of a rule workbook.

use rust_decimal::Decimal;
use serde_json::Value;

use super::sheets::{
    BASIC as BASIC_SHEET, BOUND, GUIDE, LABELS, RISKS, ROSTER, SEVERITIES, WEIGHT,
};
use super::values::{LINES, PARTED};
use super::{Cell, CellValue, Column, Content, Form, Page, Unfit};
use crate::base::lang::{Lang, Text};
use crate::base::number::percent;
use crate::finding::{self, Code};
use crate::rules::patterns::{self, EXECUTION, INDICATOR};
use crate::rules::settings::{BASIC, Setting, WEIGHTS};
use crate::rules::sheet::Sheet;
use crate::rules::tables::TABLES;
use crate::rules::{BOUNDS, Kind, RISK};

type Result<T> = std::result::Result<T, Unfit>;

/// All sheets, in order.
pub(super) fn pages(content: Content) -> Result<Vec<Page<'static>>> {
    let lang = content.lang;
    let rules = serde_json::to_value(content.rules);
    let rules = &rules.map_err(|e| Unfit(e.to_string()))?;
    let mut pages = vec![
        guide(lang),
        settings(&BASIC_SHEET, BASIC, (rules, lang))?,
        settings(&WEIGHT, WEIGHTS, (rules, lang))?,
        settings(&BOUND, BOUNDS, (rules, lang))?,
        settings(&RISKS, RISK, (rules, lang))?,
    ];
    for table in TABLES {
        let rows = list(rules, table.key).iter();
        let rows = rows.map(|row| cells(&table.sheet, |key| row.get(key)));
        pages.push(page(&table.sheet, rows.collect(), lang)?);
    }
    pages.extend([
        page(&patterns::SHEET, methods(rules), lang)?,
        page(&SEVERITIES, severities(content), lang)?,
        page(&LABELS, labels(content), lang)?,
        roster(content)?,
    ]);
    Ok(pages)
}

/// The value at a key such as `rounding.score.mode`.
fn at<'v>(rules: &'v Value, key: &str) -> Option<&'v Value> {
    key.split('.').try_fold(rules, |value, key| value.get(key))
}

fn list<'v>(rules: &'v Value, key: &str) -> &'v [Value] {
    at(rules, key)
        .and_then(Value::as_array)
        .map_or(&[], |list| list)
}

/// The cells of a row, by the keys of its columns.
fn cells<'v>(sheet: &Sheet, value: impl Fn(&str) -> Option<&'v Value>) -> Vec<Value> {
    let columns = sheet.columns.iter();
    columns
        .map(|column| value(column.key).cloned().unwrap_or_default())
        .collect()
}

/// Rows of 评分方法: budget execution, then the patterns.
fn methods(rules: &Value) -> Vec<Vec<Value>> {
    let execution = method(EXECUTION, &Value::Null, at(rules, EXECUTION));
    let patterns = list(rules, INDICATOR).iter();
    let patterns = patterns.map(|p| method(INDICATOR, p, p.get("method")));
    std::iter::once(execution).chain(patterns).collect()
}

/// A row about `subject` with its conditions, the key of its method and the parameters of that.
fn method(subject: &str, conditions: &Value, method: Option<&Value>) -> Vec<Value> {
    let with = method
        .and_then(Value::as_object)
        .and_then(|m| m.iter().next());
    let (subject, name) = (
        Value::from(subject),
        with.map(|(key, _)| Value::from(&**key)),
    );
    cells(&patterns::SHEET, |key| match key {
        "" => Some(&subject),
        "method" => name.as_ref().or(method),
        key => conditions.get(key).or_else(|| with?.1.get(key)),
    })
}

/// A table of values, each worded by the kind of its column.
fn page(sheet: &Sheet, rows: Vec<Vec<Value>>, lang: Lang) -> Result<Page<'static>> {
    let rows = rows.into_iter().map(|row| {
        let cells = row.into_iter().zip(sheet.columns);
        cells
            .map(|(value, column)| cell(&value, column.kind, lang))
            .collect()
    });
    let columns = sheet.columns.iter().enumerate();
    Ok(Page {
        name: sheet.name.get(lang),
        note: sheet.note.get(lang),
        columns: columns
            .map(|(nth, column)| Column {
                header: column.name.get(lang),
                width: column.width,
                edited: sheet.edited.contains(&nth),
                form: Form::of(column.kind, lang),
            })
            .collect(),
        rows: rows.collect::<Result<_>>()?,
        spare: sheet.spare,
    })
}

impl Form<'_> {
    fn of(kind: Kind, lang: Lang) -> Self {
        match kind {
            Kind::Number(_) => Self::Number,
            Kind::Whole(..) => Self::Whole,
            Kind::Percent(_) => Self::Percent,
            _ => kind.words().map_or(Self::Words, |words| {
                Self::Choice(words.iter().map(|(_, text)| text.get(lang)).collect())
            }),
        }
    }
}

/// A value as it is shown in its cell.
fn cell(value: &Value, kind: Kind, lang: Lang) -> Result<Cell<'static>> {
    let figure = |value: &Value| {
        let text = value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned);
        text.parse::<Decimal>()
            .ok()
            .map(|figure| figure.normalize())
    };
    let value = match (value, kind) {
        (Value::Null, _) => None,
        (_, Kind::Number(_) | Kind::Percent(_) | Kind::Whole(..)) => {
            figure(value).map(CellValue::Number)
        }
        (Value::Array(steps), Kind::Steps) => {
            let share = |step: &Value, key| step.get(key).and_then(figure).map(percent);
            let steps = steps.iter();
            let steps =
                steps.map(|s| Some(format!("{}={}", share(s, "from")?, share(s, "share")?)));
            let steps: Option<Vec<_>> = steps.collect();
            steps.map(|steps| CellValue::Words(steps.join("；")))
        }
        (Value::Array(items), Kind::Lines) => joined(items, "\n", LINES)?,
        (Value::Array(items), _) => joined(items, "；", PARTED)?,
        (value, _) => {
            let text = value.as_str().unwrap_or_default();
            let words = kind.words().unwrap_or_default();
            let word = words.iter().find(|(key, _)| *key == text);
            let shown = word.map_or(text, |(_, word)| word.get(lang));
            Some(CellValue::Words(shown.to_owned()))
        }
    };
    Ok(Cell { value, form: None })
}

/// Items of a list in one cell; what parts items must not be inside one.
fn joined(items: &[Value], between: &str, parted: &[char]) -> Result<Option<CellValue>> {
    let items: Vec<_> = items.iter().filter_map(Value::as_str).collect();
    if let Some(item) = items.iter().find(|item| item.contains(parted)) {
        return Err(Unfit(format!(
            "“{item}”中有分号或换行，不能放进规则工作簿 / it holds a semicolon or a line break"
        )));
    }
    let text = items.join(between);
    Ok((!text.is_empty()).then_some(CellValue::Words(text)))
}

fn settings(
    sheet: &Sheet,
    settings: &[Setting],
    (rules, lang): (&Value, Lang),
) -> Result<Page<'static>> {
    let row = |setting: &Setting| {
        let words = |text: Text| {
            let text = text.get(lang);
            let value = (!text.is_empty()).then(|| CellValue::Words(text.to_owned()));
            Cell { value, form: None }
        };
        let value = Cell {
            form: Some(Form::of(setting.kind, lang)),
            ..cell(
                at(rules, setting.key).unwrap_or(&Value::Null),
                setting.kind,
                lang,
            )?
        };
        let basis = setting.basis.map(|basis| Cell {
            value: Some(CellValue::Words(basis.words(lang))),
            form: None,
        });
        let cells = [words(setting.name), value, words(setting.note)];
        Ok(cells.into_iter().chain(basis).collect())
    };
    Ok(Page {
        rows: settings.iter().map(row).collect::<Result<_>>()?,
        ..page(sheet, Vec::new(), lang)?
    })
}

/// Every code with its default; the last column has its level under the rules.
fn severities(content: Content) -> Vec<Vec<Value>> {
    let lang = content.lang;
    let row = |code: &Code| {
        let changed = content.rules.severities.get(code);
        vec![
            code.name.into(),
            code.title.get(lang).into(),
            code.severity.title().get(lang).into(),
            changed
                .map(serde_json::to_value)
                .transpose()
                .ok()
                .flatten()
                .unwrap_or_default(),
        ]
    };
    finding::ALL.iter().copied().map(row).collect()
}

fn texts(list: &[impl AsRef<str>]) -> Value {
    list.iter().map(AsRef::as_ref).collect()
}

fn labels(content: Content) -> Vec<Vec<Value>> {
    let rows = content.labels.iter().map(|wording| {
        vec![
            (&*wording.section).into(),
            (&*wording.field).into(),
            texts(&wording.labels),
            texts(&wording.hints),
        ]
    });
    rows.collect()
}

fn roster(content: Content) -> Result<Page<'static>> {
    let units = content.roster.iter().flat_map(|r| r.units());
    let rows = units.map(|unit| {
        vec![
            unit.code.as_deref().into(),
            (&*unit.name).into(),
            unit.group.as_deref().into(),
            texts(&unit.former),
        ]
    });
    let mut page = page(&ROSTER, rows.collect(), content.lang)?;
    if let Some(code) = page.columns.first_mut() {
        code.form = Form::Code;
    }
    Ok(page)
}

fn guide(lang: Lang) -> Page<'static> {
    let lines = GUIDE_LINES.iter().map(|line| {
        vec![Cell {
            value: Some(CellValue::Words(line.get(lang).to_owned())),
            form: None,
        }]
    });
    Page {
        name: GUIDE.get(lang),
        note: Text::new("评分规则工作簿", "Rule workbook").get(lang),
        columns: vec![Column {
            header: "",
            width: 110,
            edited: false,
            form: Form::Words,
        }],
        rows: lines.collect(),
        spare: 0,
    }
}

const GUIDE_LINES: &[Text] = &[
    Text::new(
        "1. 本工作簿就是一套评分规则。修改浅黄色单元格后保存，运行时用 --rules 规则.xlsx 指定即可。",
        "1. This workbook is a set of scoring rules. Edit the yellow cells, save, and name the file with --rules.",
    ),
    Text::new(
        "2. 改动规则后，请在“基本”中换一个规则代号和名称：代号和内容校验值会印在每份结果的“运行信息”里。",
        "2. Give changed rules another id and title in Basic: the id and the hash of the content are printed in every result.",
    ),
    Text::new(
        "3. 有下拉箭头的单元格只能从列表中选择；一格写多个词语时用分号隔开。",
        "3. Cells with an arrow take a word of their list; several texts in one cell are parted by semicolons.",
    ),
    Text::new(
        "4. 不要改工作表名称和表头，可以增删等级、分档、评分方法、名单的行；空行不起作用。",
        "4. Keep the names of sheets and headers. Rows of grades, bands, methods and the roster may be added or deleted; blank rows do not count.",
    ),
    Text::new(
        "5. 规则有误时程序不运行，一次列出全部错误，写明工作表和单元格。",
        "5. Where anything is wrong nothing is run, and every fault is listed with its sheet and cell.",
    ),
    Text::new(
        "6. “标签”是各地表格的栏目名称，“名单”是应报单位，都可以不改；“名单”留空即不用名单。",
        "6. Labels are the names of columns on the forms, the roster lists the units due to file; both may stay as they are.",
    ),
];
