//! 单位 and 项目: the columns that say which form a row is about.

use super::column::{Column, RowType};
use super::context::{Context, Form};
use super::value::Value;

/// A row about a form.
pub(super) trait OfForm<'a> {
    /// The form.
    fn form(&self) -> Form<'a>;
}

/// The unit, leading to the page of the form or its first row in 指标明细.
pub(super) const fn unit<R>() -> Column<R>
where
    R: RowType,
    for<'a> R::Row<'a>: OfForm<'a>,
{
    Column::words("单位", "Unit", 24, unit_of::<R>).growing(40)
}

/// The project, blank for the form of a unit.
pub(super) const fn project<R>() -> Column<R>
where
    R: RowType,
    for<'a> R::Row<'a>: OfForm<'a>,
{
    Column::words("项目", "Project", 20, project_of::<R>).growing(40)
}

fn unit_of<'a, R>(row: &R::Row<'a>, context: &Context<'a>) -> Value<'a>
where
    R: RowType,
    for<'r> R::Row<'r>: OfForm<'r>,
{
    let Form { index, form } = row.form();
    Value::linked(form.unit_name(), context.form_anchor(index))
}

fn project_of<'a, R>(row: &R::Row<'a>, _: &Context<'a>) -> Value<'a>
where
    R: RowType,
    for<'r> R::Row<'r>: OfForm<'r>,
{
    let project = row.form().form.filing.project.as_ref();
    project.map(|name| &name.value).into()
}
