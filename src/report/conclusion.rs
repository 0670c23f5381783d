//! 结论: one page that a leader reads in a minute: the result, four large figures, open decisions, further sheets, and
//! the units as charts.

mod before;
mod charts;
mod decisions;
mod distribution;
mod midyear;
mod total;

use std::convert::Infallible;

use super::Scope;
use super::column::{Column, RowType, Style};
use super::context::Context;
use super::formula::Grid;
use super::row::{HEAD_ROWS, Page, Role, Row, Spacing, row_of};
use super::sheet::{Heading, Items, Plan, Sheet, Table};
use super::value::{Anchor, Value};
use super::{annex, change, excluded, findings, ranking, returns, shortlist, warnings};
use crate::base::lang::{Lang, Text, worded};
use crate::finding::{Severity, Work};
use crate::model::Kind;
use crate::run::{UrgentProblem, pressing};
use crate::workbook::container::part_name;

/// Columns that the rows of the page share.
const COLUMNS: usize = 12;
/// Units that a sentence names at most.
const NAMED: usize = 5;
/// Links side by side.
const LINKS: usize = 4;
/// Kinds of findings that are named.
const PRESSING: usize = 3;

impl RowType for Infallible {
    type Row<'a> = Self;
}

/// The sheet.
pub(super) static SHEET: Table<Infallible> = Table {
    plan: Plan {
        name: Text::new("结论", "Conclusion"),
        title: Text::new("绩效自评复算结论", "Conclusion"),
        books: &[Scope::Whole, Scope::Comparison, Scope::Monitoring],
        heading: Heading::Page,
        headline: |context, title| {
            context.headline(match context.scope {
                Scope::Whole => title,
                Scope::Comparison => Text::new("绩效自评同比结论", "Year over year, conclusion"),
                Scope::Monitoring => Text::new("绩效运行监控结论", "Mid-year, conclusion"),
            })
        },
        spacing: Spacing::Roomy,
        page: |_| Page::OnePage,
        filter: false,
        always: true,
        count: Some(|_, _| 0),
        closing: |context| page(context).to_vec(),
        charts: |context| charts::charts(context, page(context).len()),
        ..Plan::LIST
    },
    columns: &[&[Column::each(
        Style::Text,
        |_| vec![String::new(); COLUMNS],
        7,
        |row, _, _| match *row {},
    )]],
    items: Items::Each(|_| Box::new(std::iter::empty())),
};

/// The rows of the page.
fn page<'c>(context: &'c Context) -> &'c [Row<'static>] {
    context.conclusion.get_or_init(|| {
        let mut page = Rows::new(context);
        match context.scope {
            Scope::Whole => total::write(&mut page),
            Scope::Comparison => before::write(&mut page),
            Scope::Monitoring => midyear::write(&mut page),
        }
        page.links();
        page.rows
    })
}

/// A figure of the page with what it is called.
struct Figure {
    name: Text,
    value: Value<'static>,
    style: Style,
    /// The formula that it follows from.
    formula: Option<String>,
}

impl Figure {
    fn new(zh: &'static str, en: &'static str, style: Style, value: Value<'static>) -> Self {
        Self {
            name: Text::new(zh, en),
            value,
            style,
            formula: None,
        }
    }

    fn from(mut self, formula: &str) -> Self {
        self.formula = Some(formula.to_owned());
        self
    }
}

/// The part of the page that is already written.
struct Rows<'c, 'a> {
    context: &'c Context<'a>,
    rows: Vec<Row<'static>>,
}

impl<'c, 'a> Rows<'c, 'a> {
    const fn new(context: &'c Context<'a>) -> Self {
        Self {
            context,
            rows: Vec::new(),
        }
    }

    fn push(&mut self, role: Role, cells: Vec<Value<'static>>) {
        self.rows.push(Row::shared(role, cells));
    }

    fn heading(&mut self, text: Text) {
        self.push(Role::Heading, vec![text.get(self.context.lang).into()]);
    }

    fn sentence(&mut self, sentence: impl Into<Value<'static>>) {
        self.push(Role::Sentence, vec![sentence.into()]);
    }

    /// A sentence with a link to the sheet with more about it.
    fn leading(&mut self, sentence: String, sheet: &'static dyn Sheet) {
        let see = Text::new("查看", "see").get(self.context.lang);
        let link = anchor(self.context, sheet).map(|anchor| Value::linked(see, Some(anchor)));
        let cells = std::iter::once(sentence.into()).chain(link);
        self.push(Role::Sentence, cells.collect());
    }

    /// Four large figures below their names.
    fn figures(&mut self, figures: [Figure; 4]) {
        let lang = self.context.lang;
        let names = figures.iter().map(|f| f.name.get(lang).into());
        self.push(Role::Names, names.collect());
        let styles = figures.each_ref().map(|figure| figure.style);
        let cells = figures.map(|f| self.computed(f.value, f.formula.as_deref()));
        self.push(Role::Figures(styles), cells.into());
    }

    /// Small figures below their names.
    fn tally(&mut self, figures: Vec<(String, usize, Option<String>)>) {
        let names = figures.iter().map(|(name, ..)| name.clone().into());
        self.push(Role::Names, names.collect());
        let cells = figures.into_iter();
        let cells =
            cells.map(|(_, count, formula)| self.computed(count.into(), formula.as_deref()));
        let cells = cells.collect();
        self.push(Role::Tally, cells);
    }

    /// `value` as the result of a formula over other sheets.
    fn computed(&self, value: Value<'static>, template: Option<&str>) -> Value<'static> {
        let grid = Grid::of(self.context, super::directory::Names::default(), 0);
        match (grid, template) {
            (Some(grid), Some(template)) => {
                grid.computed(value, &on_main(self.context, template), (0, 0))
            }
            _ => value,
        }
    }

    /// The kinds of findings that weigh most, consequences of others not counted.
    fn pressing(&mut self) {
        self.heading(Text::new("最要紧的问题", "What matters most"));
        let kinds = worst(self.context);
        if kinds.is_empty() {
            let none = Text::new(
                "审核没有发现错误和警告。",
                "The audit found no error and no warning.",
            );
            self.sentence(none.get(self.context.lang));
        }
        for (nth, kind) in (1..).zip(kinds) {
            let sentence = sentence(&kind, nth, self.context.lang);
            self.leading(sentence, &findings::SHEET);
        }
    }

    /// Findings on the work of the reviewers, which no unit has to correct.
    fn of_reviewers(&mut self) {
        let findings = self.context.findings.iter().map(|row| row.finding);
        let open = findings
            .filter(|finding| finding.problem.code.about == Work::Reviewed && finding.is_open());
        let open: Vec<Severity> = open.map(|finding| finding.severity).collect();
        let [errors, warnings] = [Severity::Error, Severity::Warning]
            .map(|severity| open.iter().filter(|known| **known == severity).count());
        if errors + warnings > 0 {
            let sentence = worded!(
                self.context.lang,
                "复核底稿：错误 {errors} 处，警告 {warnings} 处，由复核人改正。",
                "Working papers: {errors} errors, {warnings} warnings, for the reviewers to put right."
            );
            self.leading(sentence, &findings::SHEET);
        }
    }

    /// Further sheets, as many per row as fit.
    fn links(&mut self) {
        let sheets: [&'static dyn Sheet; 9] = [
            &annex::SHEET,
            &ranking::UNITS,
            &ranking::UNITS_AT_MIDYEAR,
            &warnings::SHEET,
            &change::forms::UNITS,
            &ranking::PROJECTS,
            &returns::SHEET,
            &findings::SHEET,
            &excluded::SHEET,
        ];
        let lang = self.context.lang;
        let there = sheets.into_iter().filter_map(|sheet| {
            let anchor = anchor(self.context, sheet)?;
            let name = worded!(lang, "→ {}", "→ {}", anchor.sheet);
            Some(Value::linked(name, Some(anchor)))
        });
        let there: Vec<_> = there.collect();
        for links in there.chunks(LINKS) {
            let mut links = links.to_vec();
            links.resize(LINKS, Value::Blank);
            self.push(Role::Names, links);
        }
    }
}

/// The first row of a sheet, in a book that has it.
fn anchor(context: &Context, sheet: &'static dyn Sheet) -> Option<Anchor> {
    let plan = sheet.plan();
    let there = plan.books.contains(&context.scope) && sheet.parts(context) > 0;
    there.then(|| Anchor {
        sheet: part_name(plan.name, 0, context.lang),
        row: HEAD_ROWS,
    })
}

/// The ranking that the page is about.
fn ranking(context: &Context) -> &'static dyn Sheet {
    match (context.scope, context.main_kind()) {
        (Scope::Monitoring, Kind::Unit) => &ranking::UNITS_AT_MIDYEAR,
        (Scope::Monitoring, Kind::Project) => &ranking::PROJECTS_AT_MIDYEAR,
        (Scope::Whole | Scope::Comparison, Kind::Unit) => &ranking::UNITS,
        (Scope::Whole | Scope::Comparison, Kind::Project) => &ranking::PROJECTS,
    }
}

/// The changes of the forms that the page is about.
fn changes(context: &Context) -> &'static dyn Sheet {
    match context.main_kind() {
        Kind::Unit => &change::forms::UNITS,
        Kind::Project => &change::forms::PROJECTS,
    }
}

/// A template about the ranking of units, for the kind of forms that the page is about.
fn on_main(context: &Context, template: &str) -> String {
    if context.main_kind() == Kind::Unit {
        return template.to_owned();
    }
    let pairs = [
        ("{排名!单位", "{项目!项目"),
        ("{排名!", "{项目!"),
        ("{监控排名!单位", "{项目监控!项目"),
        ("{监控排名!", "{项目监控!"),
    ];
    let replaced = |template: String, (unit, project)| template.replace(unit, project);
    pairs.into_iter().fold(template.to_owned(), replaced)
}

/// The kinds of findings that weigh most, those they are about by name.
fn worst<'a>(context: &Context<'a>) -> Vec<UrgentProblem<'a>> {
    let findings = context.findings.iter().map(|row| {
        let whose: &str = row.finding.whose();
        (*row, whose)
    });
    let mut kinds = pressing(findings);
    kinds.truncate(PRESSING);
    for kind in &mut kinds {
        kind.about.sort_unstable();
    }
    kinds
}

fn sentence(kind: &UrgentProblem, nth: usize, lang: Lang) -> String {
    let title = kind.code.title.get(lang);
    let severity = kind.severity.title().get(lang);
    let (count, about) = (kind.count, named(kind.about.iter().copied(), lang));
    worded!(
        lang,
        "{nth}. {title}（{severity}）{count} 处：{about}。",
        "{nth}. {title} ({severity}), {count} times: {about}."
    )
}

/// 甲局、乙局等 12 个: the first names and how many there are.
fn named<'n>(names: impl Iterator<Item = &'n str>, lang: Lang) -> String {
    let names: Vec<_> = names.collect();
    let count = names.len();
    let first = shortlist::first(&names, NAMED, shortlist::LETTERS);
    let list = first.join(Text::new("、", ", ").get(lang));
    match count > first.len() {
        true => worded!(
            lang,
            "{list}等 {count} 个",
            "{list} and others, {count} in all"
        ),
        false => list,
    }
}

/// Row below a page of a number of rows.
fn below(rows: usize) -> u32 {
    row_of(rows)
}
