//! Generated forms: the central unit form with 8–20 indicators, the same bytes for the same number.

#![allow(clippy::indexing_slicing)]

use std::error::Error;
use std::fs;
use std::path::Path;

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatBorder, Formula, Workbook, Worksheet, XlsxError,
};

const LEVELS: [(&str, &str); 9] = [
    ("产出指标", "数量指标"),
    ("产出指标", "质量指标"),
    ("产出指标", "时效指标"),
    ("产出指标", "成本指标"),
    ("效益指标", "经济效益指标"),
    ("效益指标", "社会效益指标"),
    ("效益指标", "生态效益指标"),
    ("效益指标", "可持续影响指标"),
    ("满意度指标", "服务对象满意度指标"),
];
const NAMES: [&str; 8] = [
    "培训人次",
    "检查次数",
    "补助发放户数",
    "项目验收合格率",
    "资金拨付及时率",
    "政策知晓率",
    "案件办结率",
    "巡查覆盖面积",
];
const HEADERS: [&str; 10] = [
    "一级指标",
    "二级指标",
    "三级指标",
    "年度指标值",
    "年中监控值",
    "实际完成值",
    "分值",
    "完成率",
    "得分",
    "偏差原因分析及改进措施",
];

/// SplitMix64: the same numbers everywhere.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % bound
    }
}

/// Writes `forms` workbooks below `folder` unless they are there; returns the number of indicators.
pub(crate) fn generate(folder: &Path, forms: usize) -> Result<usize, Box<dyn Error>> {
    let stamp = folder.join("rows.txt");
    if let Ok(rows) = fs::read_to_string(&stamp) {
        return Ok(rows.trim().parse()?);
    }
    let mut rows = 0;
    for index in 0..forms {
        let district = folder.join(format!("第{:03}区", index / 80));
        fs::create_dir_all(&district)?;
        let path = district.join(format!("第{index:06}单位-整体支出绩效自评表.xlsx"));
        rows += form(&path, index)?;
    }
    fs::write(stamp, rows.to_string())?;
    Ok(rows)
}

fn form(path: &Path, index: usize) -> Result<usize, Box<dyn Error>> {
    let mut numbers = Numbers(index as u64 + 1);
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::from_ymd(2024, 1, 15)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    let cell = Format::new()
        .set_font_name("宋体")
        .set_font_size(10)
        .set_border(FormatBorder::Thin)
        .set_text_wrap();
    let percent = cell.clone().set_num_format("0.00%");
    let sheet = workbook.add_worksheet();
    sheet.set_name("部门单位整体支出绩效自评表")?;
    cover(sheet, index, &cell)?;
    funds(sheet, &mut numbers, &cell, &percent)?;
    let rows = indicators(sheet, &mut numbers, &cell, &percent)?;
    let guide = workbook.add_worksheet();
    guide.set_name("填表说明")?;
    for row in 0..20 {
        guide.write(
            row,
            0,
            format!("{}. 各部门单位应如实填报本表各项内容。", row + 1),
        )?;
    }
    workbook.save(path)?;
    Ok(rows)
}

fn cover(sheet: &mut Worksheet, index: usize, cell: &Format) -> Result<(), XlsxError> {
    sheet.merge_range(0, 0, 0, 9, "部门单位整体支出绩效自评表", cell)?;
    sheet.merge_range(1, 0, 1, 9, "(2023年度)", cell)?;
    sheet.merge_range(2, 0, 2, 1, "部门单位名称", cell)?;
    sheet.merge_range(2, 2, 2, 9, &format!("第{index:06}单位"), cell)?;
    Ok(())
}

fn funds(
    sheet: &mut Worksheet,
    numbers: &mut Numbers,
    cell: &Format,
    percent: &Format,
) -> Result<(), XlsxError> {
    sheet.merge_range(3, 0, 6, 1, "年度资金(万元)", cell)?;
    for (col, header) in (2..).zip([
        "",
        "年初预算数",
        "全年预算数",
        "全年执行数",
        "分值",
        "执行率",
        "得分",
    ]) {
        sheet.write_with_format(3, col, header, cell)?;
    }
    let mut total = [0; 3];
    let mut parts = Vec::new();
    for _ in 0..2 {
        let initial = 20_000 + numbers.below(900_000);
        let adjusted = initial * (90 + numbers.below(35)) / 100;
        let executed = adjusted * (6_000 + numbers.below(4_001)) / 10_000;
        let part = [initial, adjusted, executed];
        total = [total[0] + initial, total[1] + adjusted, total[2] + executed];
        parts.push(part);
    }
    let lines = [
        ("年度资金总额", total),
        ("其中：基本支出", parts[0]),
        ("　　　项目支出", parts[1]),
    ];
    for (row, (label, cents)) in (4..).zip(lines) {
        sheet.write_with_format(row, 2, label, cell)?;
        for (col, amount) in (3..).zip(cents) {
            sheet.write_with_format(row, col, amount as f64 / 100.0, cell)?;
        }
        let rate = cents[2] as f64 / cents[1] as f64;
        let formula = Formula::new(format!("=F{0}/E{0}", row + 1)).set_result(rate.to_string());
        sheet.write_formula_with_format(row, 7, formula, percent)?;
    }
    sheet.write_with_format(4, 6, 10, cell)?;
    let score = (1_000.0 * total[2] as f64 / total[1] as f64).round() / 100.0;
    sheet.write_with_format(4, 8, score, cell)?;
    Ok(())
}

fn indicators(
    sheet: &mut Worksheet,
    numbers: &mut Numbers,
    cell: &Format,
    percent: &Format,
) -> Result<usize, XlsxError> {
    for (col, header) in (0..).zip(HEADERS) {
        sheet.write_with_format(7, col, header, cell)?;
    }
    let count = 8 + numbers.below(13);
    let mut sum = 0.0;
    for index in 0..count {
        let row = 8 + index as u32;
        let level = LEVELS[(index * 9 / count) as usize];
        let points = if index + 1 == count {
            90 - (90 / count) * (count - 1)
        } else {
            90 / count
        };
        let target = 50 + numbers.below(50);
        let actual = target * (80 + numbers.below(30)) / 100;
        let rate = (actual as f64 / target as f64).min(1.0);
        let score = (points as f64 * rate * 100.0).round() / 100.0;
        sum += score;
        let name = format!("{}{}", NAMES[numbers.below(8) as usize], index + 1);
        sheet.write_with_format(row, 0, level.0, cell)?;
        sheet.write_with_format(row, 1, level.1, cell)?;
        sheet.write_with_format(row, 2, name, cell)?;
        sheet.write_with_format(row, 3, format!("≥{target}人次"), cell)?;
        sheet.write_with_format(row, 4, "50%", cell)?;
        sheet.write_with_format(row, 5, format!("{actual}人次"), cell)?;
        sheet.write_with_format(row, 6, points as f64, cell)?;
        sheet.write_with_format(row, 7, rate, percent)?;
        sheet.write_with_format(row, 8, score, cell)?;
        sheet.write_with_format(
            row,
            9,
            if rate < 1.0 {
                "受天气影响进度滞后。"
            } else {
                ""
            },
            cell,
        )?;
    }
    let row = 8 + count as u32;
    sheet.merge_range(row, 0, row, 5, "总分", cell)?;
    sheet.write_with_format(row, 6, 100, cell)?;
    sheet.write_with_format(row, 8, sum, cell)?;
    Ok(count as usize)
}
