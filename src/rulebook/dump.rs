//! A rule set laid out in the sheets of a rule workbook.

use super::method::{self, column};
use super::settings::{SETTINGS, Said, Setting, WEIGHTS};
use super::sheets::{
    BANDS, BASIC, DEDUCTIONS, GRADES, GUIDE, Header, Kind, LABELS, METHODS, REWEIGHT, ROSTER,
    SEVERITIES, Table, WEIGHT,
};
use super::values::{LINES, PARTED};
use super::{Cell, Column, Content, Form, Page, Written, words};
use crate::base::lang::{Lang, Text};
use crate::error::{Error, Result};
use crate::finding;
use crate::model::Group;
use crate::rules::{Method, Pattern, RuleSet};

/// All sheets, in order.
pub(super) fn pages(content: Content) -> Result<Vec<Page>> {
    // A field that is added to the rules must find its place on a sheet.
    let RuleSet {
        stamp: _,
        title: _,
        year: _,
        rounding: _,
        total_points: _,
        grades: _,
        execution: _,
        zero_budget: _,
        reverse: _,
        bands: _,
        over_fulfilled_from: _,
        over_fulfilled_deductions: _,
        nothing_incurred: _,
        patterns: _,
        plausible_budget_yuan: _,
        severities: _,
        reweight: _,
        midyear: _,
    } = content.rules;
    Ok(vec![
        guide(content.lang),
        settings(&BASIC, SETTINGS, content)?,
        settings(&WEIGHT, WEIGHTS, content)?,
        grades(content)?,
        bands(content)?,
        deductions(content)?,
        reweight(content)?,
        methods(content)?,
        severities(content)?,
        labels(content)?,
        roster(content)?,
    ])
}

/// A table of values, each worded by the kind of its column.
fn page(table: &Table, rows: Vec<Vec<Said>>, lang: Lang) -> Result<Page> {
    let rows = rows.into_iter().map(|row| {
        let cells = row.into_iter().zip(table.headers);
        cells
            .map(|(said, header)| cell(said, header.kind, lang))
            .collect()
    });
    Ok(Page {
        name: table.name.get(lang),
        note: table.note.get(lang),
        columns: columns(table, lang),
        rows: rows.collect::<Result<_>>()?,
        spare: table.spare,
    })
}

fn columns(table: &Table, lang: Lang) -> Vec<Column> {
    let headers = table.headers.iter().enumerate();
    let column = |(nth, header): (usize, &Header)| Column {
        header: header.name.get(lang),
        width: header.width,
        edited: table.edited.contains(&nth),
        form: header.kind.form(lang),
    };
    headers.map(column).collect()
}

/// A value as it is shown in its cell.
fn cell(said: Said, kind: Kind, lang: Lang) -> Result<Cell> {
    let value = match (said, kind) {
        (Said::Blank, _) => None,
        (Said::Number(figure), _) => Some(Written::Number(figure.normalize())),
        (Said::List(items), Kind::Lines) => joined(&items, "\n", LINES)?,
        (Said::List(items), _) => joined(&items, "；", PARTED)?,
        (Said::Words(key), Kind::Choice(list)) => {
            let shown = words::shown(list, &key, lang);
            Some(Written::Words(shown.map_or(key, str::to_owned)))
        }
        (Said::Words(text), _) => Some(Written::Words(text)),
    };
    Ok(Cell { value, form: None })
}

/// Items of a list in one cell; what parts items must not be inside one.
fn joined(items: &[Box<str>], between: &str, parted: &[char]) -> Result<Option<Written>> {
    if let Some(item) = items.iter().find(|item| item.contains(parted)) {
        return Err(Error::Workbook(format!(
            "“{item}”中有分号或换行，不能放进规则工作簿 / it holds a semicolon or a line break"
        )));
    }
    let text = items.join(between);
    Ok((!text.is_empty()).then_some(Written::Words(text)))
}

fn settings(table: &Table, settings: &[Setting], content: Content) -> Result<Page> {
    let lang = content.lang;
    let row = |setting: &Setting| {
        let words = |text: Text| {
            let text = text.get(lang);
            let value = (!text.is_empty()).then(|| Written::Words(text.to_owned()));
            Cell { value, form: None }
        };
        let value = Cell {
            form: Some(setting.kind.form(lang)),
            ..cell((setting.get)(content.rules), setting.kind, lang)?
        };
        Ok(vec![words(setting.name), value, words(setting.note)])
    };
    Ok(Page {
        rows: settings.iter().map(row).collect::<Result<_>>()?,
        ..page(table, Vec::new(), lang)?
    })
}

fn grades(content: Content) -> Result<Page> {
    let rows = content.rules.grades.iter().map(|grade| {
        vec![
            Said::Words(grade.name.to_string()),
            Said::List(grade.aliases.clone()),
            Said::Number(grade.from),
        ]
    });
    page(&GRADES, rows.collect(), content.lang)
}

fn bands(content: Content) -> Result<Page> {
    let rows = content.rules.bands.iter().map(|band| {
        vec![
            Said::Number(band.to),
            Said::Number(band.from),
            Said::List(band.phrases.clone()),
        ]
    });
    page(&BANDS, rows.collect(), content.lang)
}

fn deductions(content: Content) -> Result<Page> {
    let steps = content.rules.over_fulfilled_deductions.iter();
    let rows = steps.map(|step| vec![Said::Number(step.from), Said::Number(step.share)]);
    page(&DEDUCTIONS, rows.collect(), content.lang)
}

fn reweight(content: Content) -> Result<Page> {
    let groups = content.rules.reweight.iter().flat_map(|r| &r.groups);
    let named = groups.filter(|(group, _)| *group != Group::Ungrouped);
    let rows = named.map(|(group, points)| {
        let name = group.title(Lang::Zh).to_owned();
        vec![Said::Words(name), Said::Number(*points)]
    });
    page(&REWEIGHT, rows.collect(), content.lang)
}

fn methods(content: Content) -> Result<Page> {
    let execution = method_row("execution", None, &content.rules.execution.method);
    let patterns = content.rules.patterns.iter();
    let rows = patterns.map(|p| method_row("indicator", Some(p), &p.method));
    let rows = std::iter::once(execution)
        .chain(rows)
        .collect::<Result<_>>()?;
    page(&METHODS, rows, content.lang)
}

fn method_row(subject: &str, pattern: Option<&Pattern>, method: &Method) -> Result<Vec<Said>> {
    let list = |list: fn(&Pattern) -> &Vec<Box<str>>| {
        pattern.map_or(Said::Blank, |p| Said::List(list(p).clone()))
    };
    let comparator = pattern.and_then(|p| p.comparator);
    let target = pattern.and_then(|p| p.target);
    let conditions = [
        Said::Words(subject.to_owned()),
        list(|p| &p.names),
        list(|p| &p.groups),
        comparator.map_or(Said::Blank, Said::key),
        target.map_or(Said::Blank, Said::key),
    ];
    let cells = method::cells(method)
        .ok_or_else(|| Error::Workbook(format!("{method:?}: no method of a rule file")))?;
    debug_assert_eq!(conditions.len(), column::METHOD);
    Ok(conditions.into_iter().chain(cells).collect())
}

/// Every code with its default; the last column says what the rules make of it.
fn severities(content: Content) -> Result<Page> {
    let lang = content.lang;
    let rows = finding::ALL.iter().map(|code| {
        let changed = content.rules.severities.get(*code);
        vec![
            Said::Words(code.name.to_owned()),
            Said::Words(code.title.get(lang).to_owned()),
            Said::Words(code.severity.title().get(lang).to_owned()),
            changed.map_or(Said::Blank, Said::key),
        ]
    });
    page(&SEVERITIES, rows.collect(), lang)
}

fn labels(content: Content) -> Result<Page> {
    let rows = content.labels.iter().map(|wording| {
        vec![
            Said::Words(wording.section.to_string()),
            Said::Words(wording.field.to_string()),
            Said::List(wording.labels.clone()),
            Said::List(wording.hints.clone()),
        ]
    });
    page(&LABELS, rows.collect(), content.lang)
}

fn roster(content: Content) -> Result<Page> {
    let units = content.roster.iter().flat_map(|r| r.units());
    let text = |text: Option<&str>| text.map_or(Said::Blank, |t| Said::Words(t.to_owned()));
    let rows = units.map(|unit| {
        vec![
            text(unit.code.as_deref()),
            text(Some(&unit.name)),
            text(unit.group.as_deref()),
            Said::List(unit.former.iter().map(|f| (&**f).into()).collect()),
        ]
    });
    let mut page = page(&ROSTER, rows.collect(), content.lang)?;
    if let Some(code) = page.columns.first_mut() {
        code.form = Form::Code;
    }
    Ok(page)
}

fn guide(lang: Lang) -> Page {
    let lines = GUIDE_LINES.iter().map(|line| {
        vec![Cell {
            value: Some(Written::Words(line.get(lang).to_owned())),
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
