//! 结果存档: the results form by form, from which the run of a later year reads them back.

use std::borrow::Cow;

use crate::base::lang::Text;
use crate::record::sheet::{Field, groups_text, hash, kind_name};
use crate::record::{self, Rules};
use crate::report::SHEET_ROWS;
use crate::report::column::{self, Get, RowType, Style};
use crate::report::row::Row;
use crate::report::sheet::{Items, Plan, Table};
use crate::report::value::Value;
use crate::workbook::container::ARCHIVE;

impl RowType for Cow<'static, record::Row> {
    type Row<'a> = Cow<'a, record::Row>;
}

type Column = column::Column<Cow<'static, record::Row>>;

const fn column(
    field: Field,
    width: u16,
    style: Style,
    value: Get<Cow<'static, record::Row>>,
) -> Column {
    let header = field.header();
    Column::of(style, header.zh, header.en, width, value)
}

/// The sheet.
pub(in crate::report) static SHEET: Table<Cow<'static, record::Row>> = Table {
    plan: Plan {
        name: ARCHIVE,
        title: Text::new("绩效自评结果存档", "Results, stored"),
        frozen: 3,
        screen_only: |_| 3,
        count: Some(|context, _| match context.assessment.forms.len() {
            rows if rows < SHEET_ROWS as usize - 100 => rows,
            _ => 0,
        }),
        closing: |context| vec![Row::note(NOTE.get(context.lang))],
        ..Plan::LIST
    },
    columns: &[&[
        column(Field::Kind, 10, Style::Text, |record, context| {
            kind_name(record.kind).get(context.lang).into()
        }),
        column(Field::Code, 12, Style::Text, |record, _| {
            record.code.as_deref().map(str::to_owned).into()
        }),
        column(Field::Unit, 28, Style::Text, |record, _| {
            record.name.as_deref().map(str::to_owned).into()
        }),
        column(Field::Project, 24, Style::Text, |record, _| {
            record.project.as_deref().map(str::to_owned).into()
        }),
        column(Field::Rank, 6, Style::Rank, |record, _| record.rank.into()),
        column(Field::Total, 10, Style::Score, |record, _| {
            record.total.into()
        }),
        column(Field::Grade, 6, Style::Rank, |record, _| {
            record.grade.as_deref().map(str::to_owned).into()
        }),
        column(Field::Initial, 13, Style::Money, |record, _| {
            record.amounts[0].into()
        }),
        column(Field::Adjusted, 13, Style::Money, |record, _| {
            record.amounts[1].into()
        }),
        column(Field::Executed, 13, Style::Money, |record, _| {
            record.amounts[2].into()
        }),
        column(Field::AdjustmentRate, 9, Style::Rate, |record, _| {
            record.adjustment_rate.into()
        }),
        column(Field::ExecutionRate, 9, Style::Rate, |record, _| {
            record.execution_rate.into()
        }),
        column(Field::Groups, 60, Style::Text, |record, _| {
            groups_text(record).into()
        }),
        column(Field::Year, 7, Style::Rank, |_, context| {
            let year = context.assessment.year;
            year.and_then(|y| usize::try_from(y).ok()).into()
        }),
        column(Field::Rules, 18, Style::Text, |_, context| {
            Value::from(context.assessment.rules.stamp.id.to_string())
        }),
        column(Field::RulesSha256, 66, Style::Hash, |_, context| {
            Value::from(context.assessment.rules.stamp.sha256.to_string())
        }),
        column(Field::Hash, 20, Style::Text, |record, context| {
            let assessment = context.assessment;
            let rules = Rules::of(&assessment.rules.stamp);
            Value::from(hash(record, assessment.year, &rules))
        }),
    ]],
    items: Items::From {
        rows: |context, _, first| {
            let forms = context.assessment.forms.iter().enumerate().skip(first);
            Box::new(forms.map(|(at, form)| (at, Cow::Owned(record::Row::of(at, form)))))
        },
        longest: None,
    },
};

const NOTE: Text = Text::new(
    "注：本表供下一年度对比时读取（ziping score --previous 本工作簿），是写出时的结果，请勿改动（改动过的行校验值不符，会被拒绝；排序和移动列不影响）；未排名的表没有名次和计入的总分。",
    "Read back when the next year is compared (ziping score --previous THIS.xlsx). These are the results as they were written: leave them as they are, because a row that was edited no longer has its hash and is refused; sorting and moving columns do no harm. Forms that are not ranked have no rank and no total that counts.",
);
