//! 版本: every form of a unit (project) that filed several for the year, and which of them is ranked.

use super::Scope;
use super::column::{self, RowType, Style};
use super::context::Context;
use super::sheet::{Items, Plan, Table};
use crate::base::lang::Text;
use crate::run::{Assessed, Version};

/// A form that is one of several.
type Candidate<'a> = (&'a Assessed, &'a Version);

impl RowType for Candidate<'static> {
    type Row<'a> = Candidate<'a>;
}

type Column = column::Column<Candidate<'static>>;

/// The sheet; there where a unit filed several forms.
pub(super) static SHEET: Table<Candidate<'static>> = Table {
    plan: Plan {
        name: Text::new("版本", "Versions"),
        title: Text::new("同一单位的几份自评表", "Several forms of one unit"),
        books: &[Scope::Whole, Scope::Monitoring],
        frozen: 2,
        ..Plan::LIST
    },
    columns: &[&[
        Column::words("单位", "Unit", 24, |(form, _), _| form.unit_name().into()),
        Column::words("项目", "Project", 24, |(form, _), _| {
            let project = form.filing.project.as_ref();
            project.map(|project| &*project.value).into()
        }),
        Column::words("文件", "File", 44, |(_, version), _| {
            version.file.as_ref().into()
        }),
        Column::words("工作表", "Sheet", 14, |(_, version), _| {
            version.sheet.as_ref().into()
        }),
        Column::of(Style::Score, "总分", "Total", 10, |(_, version), _| {
            version.total.into()
        }),
        Column::words("保存日期", "Saved", 22, |(_, version), _| {
            version.saved.as_deref().into()
        }),
        Column::rank("排名", "Ranked", 10, |(_, version), context| {
            let title = match version.ranked {
                true => Text::new("采用", "ranked"),
                false => Text::new("未采用", "not ranked"),
            };
            title.get(context.lang).into()
        }),
        Column::words("不同之处", "What differs", 60, |(_, version), _| {
            version.differs.join("、").into()
        }),
    ]],
    items: Items::Each(|context| Box::new(candidates(context))),
};

/// The forms of each set together, in path order.
fn candidates<'a>(context: &'a Context<'a>) -> impl Iterator<Item = Candidate<'a>> + 'a {
    let forms = context.assessment.forms.iter();
    let mut all: Vec<_> = forms.filter_map(version).collect();
    all.sort_by_key(|(form, _)| (first(form), place(form)));
    all.into_iter()
}

/// A form as it is listed among those of its unit.
fn version(form: &Assessed) -> Option<Candidate<'_>> {
    let mut versions = form.versions.iter().flat_map(|versions| versions.iter());
    let own = versions.find(|version| (&*version.file, &*version.sheet) == place(form))?;
    Some((form, own))
}

fn place(form: &Assessed) -> (&str, &str) {
    (&form.filing.file, &form.filing.sheet)
}

/// Key of the set of versions of a form.
fn first(form: &Assessed) -> Option<(&str, &str)> {
    let first = form.versions.as_ref()?.first()?;
    Some((&first.file, &first.sheet))
}
