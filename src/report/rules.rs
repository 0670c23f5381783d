//! 规则说明: the rule set in words, with the documents it implements, readable without the rule file.

use super::Scope;
use super::column::{self, RowType};
use super::context::Context;
use super::sheet::{Items, Plan, Table};
use crate::base::lang::{Lang, Text, worded};
use crate::rules::monitoring;
use crate::rules::{Clause, StandingRule, clauses};

impl RowType for Clause {
    type Row<'a> = Self;
}

type Column = column::Column<Clause>;

/// The sheet.
pub(super) static SHEET: Table<Clause> = Table {
    plan: Plan {
        name: Text::new("规则说明", "Rules"),
        title: Text::new("绩效自评复算规则说明", "Rules in words"),
        books: &[Scope::Whole, Scope::Monitoring],
        filter: false,
        ..Plan::LIST
    },
    columns: &[&[
        Column::words("事项", "About", 24, |row, context| {
            row.about.get(context.lang).into()
        }),
        Column::words("规则", "Rule", 110, |row, _| row.says.clone().into()),
    ]],
    items: Items::Each(|context| Box::new(stated(context).into_iter())),
};

/// The rules of the self-evaluation, or those of the monitoring.
fn stated(context: &Context) -> Vec<Clause> {
    let assessment = context.assessment;
    let (rules, lang) = (&assessment.rules, context.lang);
    let mut stated = match &assessment.midyear {
        Some(rule) => monitoring::clauses(rules, rule, lang),
        None => clauses(rules, lang),
    };
    let standing = &rules.standing;
    stated.extend([
        Clause {
            about: Text::new("哪些表参加排名", "Which forms are ranked"),
            says: treated(standing, lang),
        },
        Clause {
            about: Text::new("一个单位报了几份", "Several forms of a unit"),
            says: chosen(standing, lang),
        },
    ]);
    stated
}

/// Which kinds of form are ranked, in one sentence.
fn treated(rule: &StandingRule, lang: Lang) -> String {
    let kinds = [
        (
            Text::new("其他年度的表", "forms of another year"),
            rule.other_year,
        ),
        (Text::new("没有写明年度的", "without a year"), rule.no_year),
        (
            Text::new(
                "名单上没有的单位（给出名单时）",
                "units not on the roster (where there is one)",
            ),
            rule.not_listed,
        ),
        (
            Text::new(
                "编码与其他单位相同或同一单位有几个编码的",
                "units that share a code or have several",
            ),
            rule.shared_code,
        ),
        (
            Text::new("总分高于满分的", "totals above all points"),
            rule.above_total,
        ),
        (
            Text::new(
                "几份中不能确定以哪份为准的",
                "one of several of which none can be told to count",
            ),
            rule.undecided,
        ),
    ];
    let kinds = kinds.map(|(kind, treatment)| (kind, treatment.title()));
    match lang {
        Lang::Zh => {
            let kinds = kinds.map(|(kind, title)| format!("{}，{}", kind.zh, title.zh));
            format!(
                "{}。缺项算不出总分的、被同一单位另一份取代的、另一阶段的表，都不参加排名。",
                kinds.join("；")
            )
        }
        Lang::En => {
            let kinds = kinds.map(|(kind, title)| format!("{}: {}", kind.en, title.en));
            format!(
                "{}. Never ranked: forms without a total, replaced by another of the unit, or of another stage.",
                kinds.join("; ")
            )
        }
    }
}

/// How one of several forms of a unit and year is chosen.
fn chosen(rule: &StandingRule, lang: Lang) -> String {
    let words = |list: &[Box<str>]| list.join(Text::new("、", ", ").get(lang));
    let (last, copies) = (words(&rule.final_words), words(&rule.copy_words));
    worded!(
        lang,
        "同一单位（项目）同一年度的几份表，数字相同的算一份。名称（文件、文件夹、工作表）含“{last}”的先于没有的，含“{copies}”或末尾带（1）的排在最后；文件内的保存日期（.xlsx 等格式才有）晚的在先。两者一致，或只有一个能分出先后的，取那一份；互相矛盾或都分不出的，不能确定。",
        "Of several forms of a unit (project) and year, those with equal figures are one. Names of file, folder or sheet with {last} go before those without; with {copies} or (1) at the end, after them; a later date of saving inside the file (.xlsx and its kin) goes first. Where both agree, or only one of them tells, that form is taken; where they disagree or neither tells, none."
    )
}
