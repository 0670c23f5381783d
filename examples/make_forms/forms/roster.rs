//! 单位名单: the units of the example district.

use std::path::Path;

use serde::Deserialize;

use super::sheet::{Content, Paper, Sheet, Style};
use super::{Result, xlsx};

const WIDTHS: [f64; 5] = [6.0, 12.0, 30.0, 14.0, 44.0];
const HEADERS: [&str; 5] = ["序号", "单位编码", "单位名称", "类别", "曾用名"];

/// The data file of the list.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Roster {
    title: String,
    created: String,
    group: Vec<Group>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    name: String,
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

/// The bytes of the list as a workbook.
pub(super) fn workbook(data: &Path) -> Result<Vec<u8>> {
    let text = std::fs::read_to_string(data).map_err(|e| format!("{}: {e}", data.display()))?;
    let roster: Roster = toml::from_str(&text).map_err(|e| format!("{}: {e}", data.display()))?;
    let mut sheet = Sheet::new("名单", &WIDTHS, Paper::Portrait);
    let title = Content::text(&*roster.title);
    sheet.put(0, (0, sheet.last_col()), title, Style::Title);
    for (col, header) in (0..).zip(HEADERS) {
        sheet.label(1, (col, col), header);
    }
    let units = roster
        .group
        .iter()
        .flat_map(|g| g.units.iter().map(move |u| (g, u)));
    for (row, (group, unit)) in (2_u32..).zip(units) {
        let number = Content::text((row - 1).to_string());
        let cells = [
            number,
            Content::text(&*unit.code),
            Content::text(&*unit.name),
            Content::text(&*group.name),
            Content::text(&*unit.former),
        ];
        for (col, content) in (0..).zip(cells) {
            let style = match col {
                2 | 4 => Style::Text,
                _ => Style::Value,
            };
            sheet.put(row, (col, col), content, style);
        }
    }
    xlsx::bytes(&[sheet], &roster.created)
}
