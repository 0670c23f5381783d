//! 单位名单 and 批复指标 of the example district: lists that the finance office keeps.

use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::sheet::{Content, Paper, Sheet, Style};
use super::{Result, xlsx};

/// A list: its title, the day it was made, its rows in parts.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct List<P> {
    title: String,
    created: String,
    list: Vec<P>,
}

/// A column: its header and width, whether it holds longer texts.
type Column = (&'static str, f64, Style);

const UNITS: [Column; 5] = [
    ("序号", 6.0, Style::Value),
    ("单位编码", 12.0, Style::Value),
    ("单位名称", 30.0, Style::Text),
    ("类别", 14.0, Style::Value),
    ("曾用名", 44.0, Style::Text),
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    group: String,
    units: Vec<Unit>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Unit {
    code: String,
    name: String,
    #[serde(default)]
    former: String,
}

/// The bytes of the list of units as a workbook.
pub(super) fn roster(data: &Path) -> Result<Vec<u8>> {
    let list: List<Group> = read(data)?;
    let units = list.list.iter();
    let units = units.flat_map(|g| g.units.iter().map(move |u| (&g.group, u)));
    let rows = (1..).zip(units).map(|(number, (group, unit))| {
        let number = number.to_string();
        [&number, &unit.code, &unit.name, group, &unit.former].map(String::clone)
    });
    workbook("名单", &list, UNITS, rows)
}

const INDICATORS: [Column; 8] = [
    ("单位名称", 22.0, Style::Text),
    ("项目名称", 24.0, Style::Text),
    ("一级指标", 12.0, Style::Value),
    ("二级指标", 20.0, Style::Value),
    ("三级指标", 28.0, Style::Text),
    ("指标值", 16.0, Style::Value),
    ("分值", 8.0, Style::Value),
    ("评分方法", 12.0, Style::Value),
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Goals {
    unit: String,
    #[serde(default)]
    project: String,
    indicators: Vec<Indicator>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Indicator {
    #[serde(default)]
    level1: String,
    #[serde(default)]
    level2: String,
    name: String,
    target: String,
    points: String,
    #[serde(default)]
    method: String,
}

/// The bytes of the list of approved indicators as a workbook; unit and project stand in their first row.
pub(super) fn indicators(data: &Path) -> Result<Vec<u8>> {
    let list: List<Goals> = read(data)?;
    let rows = list.list.iter().flat_map(|goals| {
        goals.indicators.iter().zip(0..).map(|(indicator, at)| {
            let first = |text: &String| if at == 0 { text.clone() } else { String::new() };
            let i = indicator;
            let [level1, level2, name, target, points, method] = [
                &i.level1, &i.level2, &i.name, &i.target, &i.points, &i.method,
            ]
            .map(String::clone);
            let (unit, project) = (first(&goals.unit), first(&goals.project));
            [unit, project, level1, level2, name, target, points, method]
        })
    });
    workbook("批复指标", &list, INDICATORS, rows)
}

fn read<P: DeserializeOwned>(data: &Path) -> Result<List<P>> {
    let text = std::fs::read_to_string(data).map_err(|e| format!("{}: {e}", data.display()))?;
    Ok(toml::from_str(&text).map_err(|e| format!("{}: {e}", data.display()))?)
}

fn workbook<P, const N: usize>(
    name: &str,
    list: &List<P>,
    columns: [Column; N],
    rows: impl Iterator<Item = [String; N]>,
) -> Result<Vec<u8>> {
    let mut sheet = Sheet::new(name, &columns.map(|(_, width, _)| width), Paper::Portrait);
    let title = Content::text(&*list.title);
    sheet.put(0, (0, sheet.last_col()), title, Style::Title);
    for (col, (header, ..)) in (0..).zip(columns) {
        sheet.label(1, (col, col), header);
    }
    for (row, texts) in (2..).zip(rows) {
        for (col, (text, (.., style))) in (0..).zip(texts.into_iter().zip(columns)) {
            sheet.put(row, (col, col), Content::text(text), style);
        }
    }
    xlsx::bytes(&[sheet], &list.created)
}
