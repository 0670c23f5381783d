//! 单位页: everything about one unit on one printable page, in the order of its form.

mod blocks;
mod names;

use std::collections::BTreeMap;

use super::Style;
use super::context::{Context, Form};
use super::value::Value;
use crate::base::lang::Text;
use crate::model::Kind;
use crate::run::{Assessed, Assessment};
pub(super) use names::sheet_names;

/// Widths of the columns of a page in characters of a digit: together as many as an upright A4 page takes at 7.5 points.
pub const WIDTHS: [u16; 10] = [9, 9, 17, 12, 12, 7, 7, 7, 7, 15];

/// How the cells of a page look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// The name of what is beside or below it.
    Head,
    /// A figure or words.
    Item(Style),
    /// A sum.
    Total(Style),
}

/// One cell of a page, or several joined to one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell<'a> {
    /// First and last column.
    pub columns: (u16, u16),
    /// What is there.
    pub value: Value<'a>,
    /// How it looks.
    pub ink: Ink,
}

/// The page of one unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitPage<'a> {
    /// Name of its sheet, unique in its workbook.
    pub name: String,
    /// Headline.
    pub title: String,
    /// Its rows below headline and subtitle; an empty one separates two blocks.
    pub rows: Vec<Vec<Cell<'a>>>,
}

/// Rows above those of a page: headline and subtitle.
pub const PAGE_HEAD_ROWS: u32 = 2;

/// The forms that get a page: those of units, or of projects where no unit is ranked.
pub fn paged_forms(assessment: &Assessment) -> impl Iterator<Item = &Assessed> {
    let ranked = |kind| assessment.of_kind(kind).any(|f| f.standing.is_some());
    let projects = !ranked(Kind::Unit) && ranked(Kind::Project);
    assessment.of_kind(if projects { Kind::Project } else { Kind::Unit })
}

/// The same with their indices.
pub(super) fn forms<'a>(context: &Context<'a>) -> impl Iterator<Item = Form<'a>> + use<'a> {
    let kind = context.main_kind();
    context.forms().filter(move |f| f.form.filing.kind == kind)
}

/// A workbook of pages of one group of units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Volume<'a> {
    /// The group; none for units without one.
    pub group: Option<&'a str>,
    /// Its pages.
    pub pages: Vec<UnitPage<'a>>,
}

/// Pages of all forms by group, split into volumes of limited size.
pub(super) fn volumes<'a>(context: &'a Context<'a>, most: usize) -> Vec<Volume<'a>> {
    let mut groups: BTreeMap<Option<&str>, Vec<Form<'a>>> = BTreeMap::new();
    for form in forms(context) {
        let group = form.form.filing.unit.group.as_deref();
        groups.entry(group).or_default().push(form);
    }
    let volumes = groups
        .iter()
        .flat_map(|(group, forms)| forms.chunks(most.max(1)).map(move |forms| (*group, forms)));
    volumes
        .map(|(group, forms)| {
            let names = forms.iter().map(|f| f.form.unit_name());
            let names = sheet_names(names, std::iter::empty());
            let pages = forms.iter().zip(names);
            Volume {
                group,
                pages: pages
                    .map(|(form, name)| page(*form, context, name))
                    .collect(),
            }
        })
        .collect()
}

/// The page of a form.
pub(super) fn page<'a>(form: Form<'a>, context: &'a Context<'a>, name: String) -> UnitPage<'a> {
    let filing = &form.form.filing;
    let what = match filing.kind {
        Kind::Unit => Text::new("整体支出绩效自评复算表", "Self-evaluation recomputed"),
        Kind::Project => Text::new(
            "项目支出绩效自评复算表",
            "Project self-evaluation recomputed",
        ),
    };
    UnitPage {
        name,
        title: format!("{}　{}", form.form.unit_name(), context.headline(what)),
        rows: blocks::rows(form, context),
    }
}
