//! 同比说明: where each year comes from, under which rules, and every file of the years before.

use super::{headline, words};
use crate::base::lang::{Lang, Text, worded};
use crate::compare::{Origin, Provenance};
use crate::report::Scope;
use crate::report::column::{self, RowType, Style};
use crate::report::context::Context;
use crate::report::sheet::{Items, Plan, Table};
use crate::report::value::Value;
use crate::run::{Exclusion, Input};

/// A fact about a year, or one of its files.
pub(in crate::report) struct SourceFact<'a> {
    year: &'a Provenance,
    about: Text,
    says: String,
    file: Option<&'a Input>,
    sha256: Option<&'a str>,
}

impl RowType for SourceFact<'static> {
    type Row<'a> = SourceFact<'a>;
}

type Column = column::Column<SourceFact<'static>>;

/// The sheet.
pub(in crate::report) static SHEET: Table<SourceFact<'static>> = Table {
    plan: Plan {
        name: Text::new("同比说明", "Years compared"),
        title: Text::new(
            "绩效自评同比的口径和来源",
            "Rules and sources of the comparison",
        ),
        books: &[Scope::Whole, Scope::Comparison],
        headline,
        frozen: 2,
        ..Plan::LIST
    },
    columns: &[&[
        Column::text("年度", "Year", 10, |fact, context| {
            words::year_name(fact.year, context.lang).into()
        }),
        Column::text("事项", "About", 14, |fact, context| {
            fact.about.get(context.lang).into()
        }),
        Column::words("内容", "Content", 64, |fact, _| fact.says.clone().into()),
        Column::count("大小（字节）", "Bytes", 14, |fact, _| {
            fact.file.map_or(Value::Blank, |f| Value::Count(f.bytes))
        }),
        Column::count("自评表数", "Forms", 9, |fact, _| {
            fact.file.map(|f| f.forms).into()
        }),
        Column::of(Style::Hash, "SHA-256", "SHA-256", 66, |fact, _| {
            let of_file = fact.file.and_then(|f| f.sha256);
            let stated = fact.sha256.map(str::to_owned);
            stated.or(of_file.map(|hash| hash.to_string())).into()
        }),
    ]],
    items: Items::Each(|context| Box::new(facts(context))),
};

/// This year's rules, then each earlier year from the latest back with its files.
fn facts<'a>(context: &Context<'a>) -> impl Iterator<Item = SourceFact<'a>> + use<'a> {
    let lang = context.lang;
    context.comparison.into_iter().flat_map(move |c| {
        let own_files = c.current.origin != Origin::Forms;
        let current = about(&c.current, lang);
        let current_files = files(&c.current, lang).filter(move |_| own_files);
        let earlier = c.earlier.iter().rev();
        let earlier = earlier.flat_map(move |y| about(y, lang).chain(files(y, lang)));
        current.chain(current_files).chain(earlier)
    })
}

fn about<'a>(year: &'a Provenance, lang: Lang) -> impl Iterator<Item = SourceFact<'a>> {
    let fact = move |about, says, sha256| SourceFact {
        year,
        about,
        says,
        file: None,
        sha256,
    };
    let ranked = year.forms().saturating_sub(barred(year));
    let origin = match year.origin {
        Origin::Forms => worded!(
            lang,
            "自评表，本次读取并复算：文件 {} 个，自评表 {} 份，列入排名 {ranked} 份",
            "forms, read and evaluated in this run: {} files, {} forms, {ranked} ranked",
            year.files.len(),
            year.forms()
        ),
        Origin::Results(_) => worded!(
            lang,
            "本程序以前写出的结果，未重新复算：自评表 {} 份",
            "results that an earlier run wrote, not evaluated again: {} forms",
            year.forms()
        ),
    };
    let rules = fact(
        Text::new("评分规则", "Rules"),
        year.rules.id.to_string(),
        Some(&*year.rules.sha256),
    );
    let source = fact(Text::new("数据来源", "Source"), origin, None);
    let lack = year.lack().map(|lack| {
        let remark = lack.remark().get(lang).to_owned();
        fact(Text::new("说明", "Remark"), remark, None)
    });
    [rules, source].into_iter().chain(lack)
}

/// Forms that were read and are not ranked.
fn barred(year: &Provenance) -> usize {
    year.excluded.iter().filter(|e| e.sheet.is_some()).count()
}

fn files<'a>(year: &'a Provenance, lang: Lang) -> impl Iterator<Item = SourceFact<'a>> {
    let files = year.files.iter().map(move |file| SourceFact {
        year,
        about: Text::new("输入文件", "Input file"),
        says: file.path.to_string(),
        file: Some(file),
        sha256: None,
    });
    let excluded = year.excluded.iter().map(move |e| SourceFact {
        year,
        about: Text::new("未列入", "Not ranked"),
        says: without_rank(e, lang),
        file: None,
        sha256: None,
    });
    files.chain(excluded)
}

fn without_rank(exclusion: &Exclusion, lang: Lang) -> String {
    let colon = Text::new("：", ": ").get(lang);
    format!("{}{colon}{}", exclusion.file, exclusion.reason(lang))
}
