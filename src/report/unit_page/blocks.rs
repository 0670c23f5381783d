//! The blocks of a page: who, money, indicators, findings, reasons.

use rust_decimal::Decimal;

use super::{Cell, Ink, PAGE_HEAD_ROWS};
use crate::base::lang::{Lang, Text};
use crate::base::number::Rate;
use crate::finding::Finding;
use crate::model::{Figure, Funding, FundingLine, Kind};
use crate::report::context::{Context, Form};
use crate::report::detail::{Line, lines};
use crate::report::formula::{places, rounds_to};
use crate::report::money::in_ten_thousands;
use crate::report::standing::{difference, parts};
use crate::report::{Style, Value};
use crate::rules::RuleSet;

/// The last column.
const LAST: u16 = 9;

type Cells<'a> = Vec<Cell<'a>>;

/// Rows of a page while they are laid out.
struct Rows<'a> {
    lang: Lang,
    rows: Vec<Cells<'a>>,
}

fn cell<'a>(columns: (u16, u16), value: impl Into<Value<'a>>, ink: Ink) -> Cell<'a> {
    Cell {
        columns,
        value: value.into(),
        ink,
    }
}

fn item<'a>(column: u16, value: impl Into<Value<'a>>, style: Style) -> Cell<'a> {
    cell((column, column), value, Ink::Item(style))
}

impl<'a> Rows<'a> {
    fn push(&mut self, cells: Cells<'a>) {
        self.rows.push(cells);
    }

    fn head(&self, columns: (u16, u16), text: Text) -> Cell<'a> {
        cell(columns, text.get(self.lang), Ink::Head)
    }

    /// Number of the next row as it stands on the sheet, from 1.
    fn next(&self) -> u32 {
        u32::try_from(self.rows.len())
            .unwrap_or(u32::MAX)
            .saturating_add(PAGE_HEAD_ROWS + 1)
    }
}

/// All rows of the page of a form.
pub(super) fn rows<'a>(form: Form<'a>, context: &'a Context<'a>) -> Vec<Cells<'a>> {
    let mut rows = Rows {
        lang: context.lang,
        rows: Vec::new(),
    };
    who(&mut rows, form, context);
    if let Some(funding) = &form.form.filing.funding {
        rows.push(Vec::new());
        money(&mut rows, form, (funding, &funding.lines.open()));
    }
    rows.push(Vec::new());
    indicators(&mut rows, form, context);
    rows.push(Vec::new());
    findings(&mut rows, &form.form.findings);
    reasons(&mut rows, form);
    rows.rows
}

/// Who filed, where it stands, and the ways to the other sheets.
fn who<'a>(rows: &mut Rows<'a>, form: Form<'a>, context: &Context<'a>) {
    let filing = &form.form.filing;
    let words = |columns, value: Value<'a>| cell(columns, value, Ink::Item(Style::Words));
    rows.push(vec![
        rows.head((0, 0), Text::new("单位", "Unit")),
        words((1, 4), form.form.unit_name().into()),
        rows.head((5, 5), Text::new("编码", "Code")),
        words((6, 7), filing.unit.code.as_deref().into()),
        rows.head((8, 8), Text::new("分组", "Group")),
        words((9, 9), filing.unit.group.as_deref().into()),
    ]);
    if let Some(project) = &filing.project {
        rows.push(vec![
            rows.head((0, 0), Text::new("项目", "Project")),
            words((1, LAST), Value::from(&*project.value)),
        ]);
    }
    rows.push(vec![
        rows.head((0, 0), Text::new("来源", "Source")),
        words(
            (1, LAST),
            format!("{} → {}", filing.file, filing.sheet).into(),
        ),
    ]);
    let unranked = Text::new("未入榜", "not ranked").get(context.lang);
    let rank = form
        .form
        .standing
        .map_or(Value::from(unranked), |s| s.rank.into());
    let year = filing.year.as_ref().map(|y| y.value.to_string());
    let kind = filing.kind;
    let name = match kind {
        Kind::Unit => Text::new("回到排名", "to 'Ranking'"),
        Kind::Project => Text::new("回到项目", "to 'Projects'"),
    };
    let back = context.rank_anchor(form.index, kind);
    let back = back.filter(|_| form.form.standing.is_some() && context.pages.within());
    let detail = context
        .detail_anchor(form.index)
        .filter(|_| context.pages.within());
    let link = |text: Text, anchor: Option<_>| match anchor {
        Some(_) => Value::linked(text.get(context.lang), anchor),
        None => Value::Blank,
    };
    rows.push(vec![
        rows.head((0, 0), Text::new("名次", "Rank")),
        item(1, rank, Style::Rank),
        item(2, link(name, back), Style::Text),
        words(
            (3, 4),
            link(Text::new("查看指标明细", "to 'Indicators'"), detail),
        ),
        rows.head((5, 5), Text::new("年度", "Year")),
        words((6, 7), year.into()),
        rows.head((8, 8), Text::new("组内名次", "In group")),
        item(
            9,
            form.form.standing.and_then(|s| s.group_rank),
            Style::Rank,
        ),
    ]);
}

/// The total row of the money block and its parts, with their rates.
fn money<'a, L>(
    rows: &mut Rows<'a>,
    form: Form<'a>,
    (funding, lines): (&Funding<L>, &[FundingLine]),
) {
    rows.push(vec![
        rows.head((0, 2), Text::new("资金（万元）", "Funds (万元)")),
        rows.head((3, 3), Text::new("年初预算", "Initial")),
        rows.head((4, 4), Text::new("全年预算", "Adjusted")),
        rows.head((5, 6), Text::new("执行数", "Executed")),
        rows.head((7, 8), Text::new("执行率", "Execution rate")),
        rows.head((9, 9), Text::new("调整率", "Adjustment rate")),
    ]);
    let believed = form.form.is_believed();
    let amounts = |figures: [&Option<Figure>; 3]| {
        let amount = |f: &Option<Figure>| in_ten_thousands(f.as_ref()?, funding.measure);
        figures.map(|figure| amount(figure).filter(|_| believed))
    };
    let all = amounts([&funding.initial, &funding.adjusted, &funding.executed]);
    let total = Text::new("年度资金总额", "All funds").get(rows.lang);
    money_row(rows, total.into(), all, form.form.evaluation.execution.rate);
    for line in lines {
        let part = amounts([&line.initial, &line.adjusted, &line.executed]);
        let [_, adjusted, executed] = part;
        let rate = four_places(executed, adjusted);
        money_row(rows, Value::from(&line.label), part, rate);
    }
}

fn four_places(part: Option<Decimal>, base: Option<Decimal>) -> Option<Decimal> {
    Rate::new(part?, base?)?.rounded(RuleSet::FOUR_PLACES)
}

fn money_row<'a>(
    rows: &mut Rows<'a>,
    name: Value<'a>,
    [initial, adjusted, executed]: [Option<Decimal>; 3],
    rate: Option<Decimal>,
) {
    let at = rows.next();
    let exact = executed
        .zip(adjusted)
        .and_then(|(e, a)| Rate::new(e, a)?.value());
    let shown = rate.map(|r| places(r).max(4)).unwrap_or(4);
    let formula = rounds_to(exact, rate, shown).then(|| format!("ROUND(F{at}/E{at},{shown})"));
    let change = adjusted.zip(initial).and_then(|(a, i)| a.checked_sub(i));
    let adjustment = four_places(change, initial);
    rows.push(vec![
        cell((0, 2), name, Ink::Item(Style::Words)),
        item(3, initial, Style::Money),
        item(4, adjusted, Style::Money),
        cell((5, 6), executed, Ink::Item(Style::Money)),
        cell(
            (7, 8),
            Value::from(rate).computed(formula),
            Ink::Item(Style::Rate),
        ),
        item(
            9,
            Value::from(adjustment).computed(Some(format!("ROUND((E{at}-D{at})/D{at},4)"))),
            Style::Rate,
        ),
    ]);
}

/// Budget execution and every indicator, then the total and the grade.
fn indicators<'a>(rows: &mut Rows<'a>, form: Form<'a>, context: &Context<'a>) {
    rows.push(vec![
        rows.head((0, 0), Text::new("一级指标", "Level 1")),
        rows.head((1, 1), Text::new("二级指标", "Level 2")),
        rows.head((2, 2), Text::new("三级指标", "Indicator")),
        rows.head((3, 3), Text::new("指标值", "Target")),
        rows.head((4, 4), Text::new("完成值", "Actual")),
        rows.head((5, 5), Text::new("分值", "Weight")),
        rows.head((6, 6), Text::new("自评", "Filed")),
        rows.head((7, 7), Text::new("复算", "Recomp.")),
        rows.head((8, 8), Text::new("差异", "Diff.")),
        rows.head((9, 9), Text::new("方法、依据", "Method, basis")),
    ]);
    let first = rows.next();
    for (_, line) in lines(form) {
        let row = indicator(rows.next(), &line, context);
        rows.push(row);
    }
    total(rows, form, (first, rows.next().saturating_sub(1)));
}

fn indicator<'a>(at: u32, line: &Line<'a>, context: &Context<'a>) -> Cells<'a> {
    let method = line.method().map(|m| m.title().get(context.lang));
    let basis = line.basis(context.lang).unwrap_or_default();
    let basis = [method.unwrap_or_default(), &basis];
    let basis = basis.into_iter().filter(|words| !words.is_empty());
    let basis = basis
        .collect::<Vec<_>>()
        .join(Text::new("；", "; ").get(context.lang));
    vec![
        item(0, line.level1(context), Style::Words),
        item(1, line.level2(), Style::Words),
        item(2, line.name(context), Style::Words),
        item(3, line.target(), Style::Words),
        item(4, line.actual(), Style::Words),
        item(5, line.points(), Style::Score),
        item(6, line.reported(), Style::Score),
        item(7, line.score(), Style::Score),
        item(8, gap(line.score(), line.reported(), at), Style::Difference),
        item(9, basis, Style::Words),
    ]
}

/// recomputed − filed of row `at`.
fn gap<'a>(recomputed: Option<Decimal>, filed: Option<Decimal>, at: u32) -> Value<'a> {
    let gap = difference(recomputed, filed);
    let formula = gap.map(|gap| format!("ROUND(H{at}-G{at},{})", places(gap)));
    Value::from(gap).computed(formula)
}

fn total<'a>(rows: &mut Rows<'a>, form: Form<'a>, (first, last): (u32, u32)) {
    let evaluation = &form.form.evaluation;
    let ink = Ink::Total;
    let at = rows.next();
    let sum = |column: char, sum: Option<Decimal>, holds: bool| {
        let formula = sum
            .filter(|_| holds)
            .map(|s| format!("ROUND(SUM({column}{first}:{column}{last}),{})", places(s)));
        Value::from(sum).computed(formula)
    };
    let points = lines(form).filter_map(|(_, line)| line.points());
    let points = points.fold(Decimal::ZERO, Decimal::saturating_add);
    let adds_up = evaluation.reweighted.is_none() && parts(form.form) == evaluation.total;
    let filed = form.form.reported_total();
    let columns = |at: u16| (at, at);
    rows.push(vec![
        cell(
            (0, 4),
            Text::new("总分", "Total").get(rows.lang),
            ink(Style::Words),
        ),
        cell(columns(5), sum('F', Some(points), true), ink(Style::Score)),
        cell(columns(6), filed, ink(Style::Score)),
        cell(
            columns(7),
            sum('H', evaluation.total, adds_up),
            ink(Style::Score),
        ),
        cell(
            columns(8),
            gap(evaluation.total, filed, at),
            ink(Style::Difference),
        ),
        cell(columns(9), Value::Blank, ink(Style::Words)),
    ]);
    let grade = evaluation.grade.as_ref().map(|g| &*g.name);
    let filed = form.form.filing.reported_grade.as_ref().map(|g| &*g.value);
    rows.push(vec![
        cell(
            (0, 4),
            Text::new("等级", "Grade").get(rows.lang),
            ink(Style::Words),
        ),
        cell(columns(5), Value::Blank, ink(Style::Words)),
        cell(columns(6), filed, ink(Style::Grade)),
        cell(columns(7), grade, ink(Style::Grade)),
        cell(columns(8), Value::Blank, ink(Style::Words)),
        cell(columns(9), Value::Blank, ink(Style::Words)),
    ]);
}

/// The findings about the form in words, each with its cell.
fn findings<'a>(rows: &mut Rows<'a>, findings: &'a [Finding]) {
    let count = match rows.lang {
        Lang::Zh => format!("审核发现（{} 条）", findings.len()),
        Lang::En => format!("Findings ({})", findings.len()),
    };
    rows.push(vec![
        rows.head((0, 0), Text::new("级别", "Severity")),
        rows.head((1, 1), Text::new("单元格", "Cell")),
        cell((2, LAST), count, Ink::Head),
    ]);
    for finding in findings {
        let title = finding.problem.code.title.get(rows.lang);
        let says = Text::new("：", ": ").get(rows.lang);
        rows.push(vec![
            item(0, finding.severity.title().get(rows.lang), Style::Severity),
            item(1, finding.place.cell.map(|c| c.to_string()), Style::Rank),
            cell(
                (2, LAST),
                format!("{title}{says}{}", finding.message(rows.lang)),
                Ink::Item(Style::Words),
            ),
        ]);
    }
}

/// 偏差原因及改进措施 of the indicators that have any.
fn reasons<'a>(rows: &mut Rows<'a>, form: Form<'a>) {
    let indicators = form.form.filing.indicators.open().into_iter();
    let mut reasons = indicators
        .filter_map(|i| Some((i.name, i.reason?)))
        .peekable();
    if reasons.peek().is_none() {
        return;
    }
    rows.push(Vec::new());
    rows.push(vec![
        rows.head((0, 2), Text::new("指标", "Indicator")),
        rows.head(
            (3, LAST),
            Text::new("偏差原因及改进措施", "Reason for deviation"),
        ),
    ]);
    for (name, reason) in reasons {
        rows.push(vec![
            cell((0, 2), &name, Ink::Item(Style::Words)),
            cell((3, LAST), &reason.value, Ink::Item(Style::Words)),
        ]);
    }
}
