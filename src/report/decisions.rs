//! 处理意见: every decision of the file with its outcome.

use super::Scope;
use super::column::{self, RowType, Style};
use super::context::Context;
use super::sheet::{Items, Plan, Table};
use crate::base::lang::{Lang, Text, worded};
use crate::decision::Entry;
use crate::finding::Code;
use crate::model::{Correction, Decision};
use crate::run::DecisionFate;

/// A row of the file with its outcome.
type DecisionRow<'a> = (&'a Entry, &'a DecisionFate);

impl RowType for DecisionRow<'static> {
    type Row<'a> = DecisionRow<'a>;
}

type Column = column::Column<DecisionRow<'static>>;

/// The sheet; there where decisions were given.
pub(super) static SHEET: Table<DecisionRow<'static>> = Table {
    plan: Plan {
        name: crate::workbook::container::REGISTER,
        title: Text::new("处理意见及其采用情况", "Decisions and what became of them"),
        books: &[Scope::Whole, Scope::Monitoring],
        frozen: 2,
        ..Plan::LIST
    },
    columns: &[&[
        Column::words("单位", "Unit", 24, |(entry, _), _| {
            entry.line.unit.as_deref().into()
        }),
        Column::words("项目", "Project", 18, |(entry, _), _| {
            entry.line.project.as_deref().into()
        })
        .shown(|context| rows(context).any(|(entry, _)| entry.line.project.is_some())),
        Column::words("问题", "Problem", 18, |(entry, _), context| {
            let code = entry.line.code.as_deref().and_then(Code::named);
            code.map(|code| code.title.get(context.lang)).into()
        }),
        Column::rank("决定", "Decided", 10, |(entry, _), context| {
            let kind = entry.decision().map(|d| d.kind.title().get(context.lang));
            kind.or(entry.line.kind.as_deref()).into()
        }),
        Column::words("处理人", "By", 10, |(entry, _), _| {
            entry.line.by.as_deref().into()
        }),
        Column::words("处理日期", "When", 12, |(entry, _), _| {
            entry.line.when.as_deref().into()
        }),
        Column::words("有效期至", "Until", 12, |(entry, _), _| {
            entry.line.until.as_deref().into()
        }),
        Column::words("内容", "Content", 50, |(entry, _), context| {
            let decision = entry.decision();
            decision
                .map(|decision| content(decision, context.lang))
                .into()
        }),
        Column::words("采用情况", "Outcome", 40, |(_, fate), context| {
            outcome(fate, context.lang).into()
        }),
        Column::words("出处", "Written at", 24, |(entry, _), _| {
            entry.place.to_string().into()
        }),
        Column::of(Style::Hash, "代码", "Code", 18, |(entry, _), _| {
            entry.line.code.as_deref().into()
        }),
    ]],
    items: Items::Each(|context| Box::new(rows(context))),
};

/// Whether any cell was corrected by a decision.
pub(super) fn correct_any(context: &Context) -> bool {
    let mut forms = context.assessment.forms.iter();
    context.assessment.decisions.is_some() && forms.any(|form| form.corrections().next().is_some())
}

/// The rows on which something is decided.
fn rows<'a>(context: &Context<'a>) -> impl Iterator<Item = DecisionRow<'a>> + use<'a> {
    let decisions = context.assessment.decisions.iter();
    let rows = decisions.flat_map(|decisions| decisions.rows());
    rows.filter(|(entry, _)| entry.line.kind.is_some())
}

/// `由 张三 核实无误，至 2024-06-30：已查验收单` without what is not stated.
pub(super) fn in_short(decision: &Decision, lang: Lang) -> String {
    let kind = decision.kind.title().get(lang);
    let by = decision.by.as_deref();
    let by = by.map(|by| worded!(lang, "（{by}）", " ({by})"));
    let until = decision.until;
    let until = until.map(|until| worded!(lang, "，至 {until}", ", until {until}"));
    let content = content(decision, lang);
    let content = match (content.is_empty(), lang) {
        (true, _) => String::new(),
        (false, Lang::Zh) => format!("：{content}"),
        (false, Lang::En) => format!(": {content}"),
    };
    let parts = [by, until].into_iter().flatten().collect::<String>();
    format!("{kind}{parts}{content}")
}

/// Its content besides its kind.
fn content(decision: &Decision, lang: Lang) -> String {
    let correction = decision.correction.as_ref().map(|c| corrected(c, lang));
    let adopted = decision.adopted.as_ref().map(ToString::to_string);
    let note = decision.note.as_ref().map(ToString::to_string);
    let parts: Vec<String> = [correction, adopted, note].into_iter().flatten().collect();
    parts.join(Text::new("；", "; ").get(lang))
}

/// `F9：51家 → 52家（依据：验收单）`
pub(super) fn corrected(correction: &Correction, lang: Lang) -> String {
    let Correction {
        cell,
        filed,
        corrected,
        evidence,
        ..
    } = correction;
    let filed = if filed.is_empty() { "—" } else { filed };
    worded!(
        lang,
        "{cell}：{filed} → {corrected}（依据：{evidence}）",
        "{cell}: {filed} → {corrected} (evidence: {evidence})"
    )
}

/// The outcome of a row.
fn outcome(fate: &DecisionFate, lang: Lang) -> String {
    let text = match fate {
        DecisionFate::Orphaned(problem) | DecisionFate::Invalid(problem) => {
            return problem.message(lang);
        }
        DecisionFate::Undecided => Text::new("未作决定", "nothing decided"),
        DecisionFate::Applied => Text::new("已采用", "applied"),
        DecisionFate::Overdue => Text::new(
            "已退回，期限已过，问题仍在",
            "sent back, overdue, still there",
        ),
        DecisionFate::Expired => Text::new("已过期，没有采用", "expired, not applied"),
        DecisionFate::Closed => Text::new("已了结", "closed"),
    };
    text.get(lang).to_owned()
}
