//! 结果存档: the results form by form, from which the run of a later year reads them back.

use std::borrow::Cow;

use crate::base::lang::Text;
use crate::record::sheet::{Entry, FIELDS, HASH, Origin, hash};
use crate::record::{self, Rules};
use crate::report::column::{self, RowType, Style};
use crate::report::context::Context;
use crate::report::row::Row;
use crate::report::sheet::{Items, Plan, Table};
use crate::report::value::Value;
use crate::workbook::container::ARCHIVE;

impl RowType for Cow<'static, record::Row> {
    type Row<'a> = Cow<'a, record::Row>;
}

type Column = column::Column<Cow<'static, record::Row>>;

/// The column of the field in place `N`; behind the last field stands the hash.
const fn column<const N: usize>(width: u16, style: Style) -> Column {
    let header = match FIELDS.split_at_checked(N) {
        Some((_, [field, ..])) => field.header,
        _ => HASH,
    };
    Column::of(style, header.zh, header.en, width, |row, context| {
        let origin = origin(context);
        match FIELDS.get(N).map(|f| f.says(row, &origin, context.lang)) {
            Some(Some(Entry::Text(text))) => Value::from(String::from(text)),
            Some(Some(Entry::Figure(figure))) => figure.into(),
            Some(None) => Value::Blank,
            None => hash(row, &origin).into(),
        }
    })
}

fn origin(context: &Context) -> Origin {
    Origin {
        year: context.assessment.year,
        rules: Rules::of(&context.assessment.rules.stamp),
    }
}

/// The sheet.
pub(in crate::report) static SHEET: Table<Cow<'static, record::Row>> = Table {
    plan: Plan {
        name: ARCHIVE,
        title: Text::new("绩效自评结果存档", "Results, stored"),
        frozen: 3,
        screen_only: |_| 3,
        count: Some(|context, _| context.assessment.forms.len()),
        closing: |context| vec![Row::note(NOTE.get(context.lang))],
        ..Plan::LIST
    },
    columns: &[&[
        column::<0>(10, Style::Text),
        column::<1>(12, Style::Text),
        column::<2>(28, Style::Text),
        column::<3>(24, Style::Text),
        column::<4>(6, Style::Rank),
        column::<5>(10, Style::Score),
        column::<6>(6, Style::Rank),
        column::<7>(13, Style::Money),
        column::<8>(13, Style::Money),
        column::<9>(13, Style::Money),
        column::<10>(9, Style::Rate),
        column::<11>(9, Style::Rate),
        column::<12>(60, Style::Text),
        column::<13>(7, Style::Rank),
        column::<14>(18, Style::Text),
        column::<15>(66, Style::Hash),
        column::<16>(20, Style::Text),
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
