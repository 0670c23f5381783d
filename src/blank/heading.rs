//! Title, year and the lines that say who files.

use rust_xlsxwriter::XlsxError;

use super::pen::{Area, Look, Pen, Value};
use super::shape::{LAST, MIDYEAR, NAME};
use super::{Order, Prefill, access};
use crate::form::labels::{Cover, Labels};
use crate::model::{Kind, Stage};

/// 标题, as the reader tells kind and stage by it.
pub(super) const fn title(kind: Kind, stage: Stage) -> &'static str {
    match (kind, stage) {
        (Kind::Unit, Stage::Goals) => "部门（单位）整体支出绩效目标申报表",
        (Kind::Unit, Stage::Midyear) => "部门（单位）整体支出绩效运行监控表",
        (Kind::Unit, Stage::SelfEvaluation) => "部门（单位）整体支出绩效自评表",
        (Kind::Project, Stage::Goals) => "项目支出绩效目标申报表",
        (Kind::Project, Stage::Midyear) => "项目支出绩效运行监控表",
        (Kind::Project, Stage::SelfEvaluation) => "项目支出绩效自评表",
    }
}

/// （2023年度）, or room for the year.
pub(super) fn year_line(year: Option<i32>) -> String {
    year.map_or_else(
        || "（    年度）".to_owned(),
        |year| format!("（{year}年度）"),
    )
}

/// Lines that say who files.
pub(super) const fn cover_rows(kind: Kind) -> u32 {
    match kind {
        Kind::Unit => 1,
        Kind::Project => 2,
    }
}

/// Columns of the left label, the left value, the right label and the right value.
const PARTS: [(u16, u16); 4] = [(0, 1), (NAME, MIDYEAR), (MIDYEAR + 1, 9), (10, LAST)];

/// Title, year and cover lines from row 0 on.
pub(super) fn write(
    pen: &mut Pen<'_>,
    order: &Order<'_>,
    prefill: &Prefill,
) -> Result<(), XlsxError> {
    let title = Value::text(title(order.kind, order.stage));
    pen.put(Area::row(0, (0, LAST)), Look::Title, &title)?;
    let year = Value::text(year_line(order.year));
    pen.put(Area::row(1, (0, LAST)), Look::Caption, &year)?;
    for (row, height) in [(0, 34), (1, 22)] {
        pen.height(row, height)?;
    }
    let pairs = pairs(order.kind, prefill);
    for (row, pair) in (2..).zip(&pairs) {
        pen.height(row, 24)?;
        let [label1, value1, label2, value2] = PARTS;
        for ((role, value), (label, cols)) in pair.iter().zip([(label1, value1), (label2, value2)])
        {
            pen.label(Area::row(row, label), text(order.labels, *role))?;
            let value = Value::from(*value);
            let look = access::look(access::heading(prefill, &value), Look::AsTyped);
            pen.put(Area::row(row, cols), look, &value)?;
        }
    }
    Ok(())
}

/// The fields of each cover line with what is known of them.
fn pairs(kind: Kind, prefill: &Prefill) -> Vec<[(Cover, Option<&str>); 2]> {
    let unit = prefill.unit.as_deref();
    let code = (Cover::Code, prefill.code.as_deref());
    match kind {
        Kind::Unit => vec![[(Cover::Unit, unit), code]],
        Kind::Project => vec![
            [(Cover::Project, prefill.project.as_deref()), code],
            [
                (Cover::Department, prefill.department.as_deref()),
                (Cover::Implementer, unit),
            ],
        ],
    }
}

/// The labels of the cover lines.
pub(super) fn labels(kind: Kind, labels: &Labels) -> Vec<String> {
    let nothing = Prefill::default();
    let pairs = pairs(kind, &nothing);
    let roles: Vec<Cover> = pairs.iter().flatten().map(|(role, _)| *role).collect();
    let texts = roles.into_iter().map(|role| text(labels, role).to_owned());
    texts.collect()
}

/// The wording of a cover label.
pub(super) fn text(labels: &Labels, role: Cover) -> &str {
    labels.cover.canonical(role).unwrap_or_default()
}
