//! The blocks of a page: who, money, indicators, findings, reasons.

use rust_decimal::Decimal;

use super::{Cell, Ink, PAGE_HEAD_ROWS};
use crate::base::lang::{Lang, Text, worded};
use crate::base::number::Rate;
use crate::finding::{FOLLOWS, Finding};
use crate::model::{Figure, Funding, FundingLine, Kind};
use crate::report::context::{Context, Form};
use crate::report::detail::{DetailRow, lines};
use crate::report::formula::{places, rounds_to};
use crate::report::money::in_ten_thousands;
use crate::report::standing::{difference, parts};
use crate::report::{Anchor, Style, Value};
use crate::rules::RuleSet;

type Cells<'a> = Vec<Cell<'a>>;

/// Rows of a page while they are laid out.
struct Rows<'a> {
    lang: Lang,
    rows: Vec<Cells<'a>>,
}

/// What is next in a row: over how many columns, how it looks, and what it is.
type Next<'a> = (u16, Ink, Value<'a>);

fn item<'a>(columns: u16, style: Style, value: impl Into<Value<'a>>) -> Next<'a> {
    (columns, Ink::Item(style), value.into())
}

fn words<'a>(columns: u16, value: impl Into<Value<'a>>) -> Next<'a> {
    item(columns, Style::Words, value)
}

fn total<'a>(columns: u16, style: Style, value: impl Into<Value<'a>>) -> Next<'a> {
    (columns, Ink::Total(style), value.into())
}

impl<'a> Rows<'a> {
    /// Adds a row that is filled from the left; an empty one separates two blocks.
    fn push(&mut self, cells: impl IntoIterator<Item = Next<'a>>) {
        let mut next = 0;
        let cells = cells.into_iter().map(|(columns, ink, value)| {
            let first = next;
            next += columns;
            Cell {
                columns: (first, next - 1),
                value,
                ink,
            }
        });
        let cells = cells.collect();
        self.rows.push(cells);
    }

    fn head(&self, columns: u16, zh: &'static str, en: &'static str) -> Next<'a> {
        let text = Text::new(zh, en).get(self.lang);
        (columns, Ink::Head, text.into())
    }

    /// Adds a row of headers.
    fn heads<const N: usize>(&mut self, heads: [(u16, &'static str, &'static str); N]) {
        self.push(heads.map(|(columns, zh, en)| self.head(columns, zh, en)));
    }

    /// Number of the next row as it is on the sheet, from 1.
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
        rows.push([]);
        money(&mut rows, form, (funding, &form.form.filing.parts.open()));
    }
    rows.push([]);
    indicators(&mut rows, form, context);
    rows.push([]);
    findings(&mut rows, &form.form.findings);
    reasons(&mut rows, form);
    rows.rows
}

/// The unit, its rank, and links to the other sheets.
fn who<'a>(rows: &mut Rows<'a>, form: Form<'a>, context: &Context<'a>) {
    let (filing, standing) = (&form.form.filing, form.form.standing);
    rows.push([
        rows.head(1, "单位", "Unit"),
        words(4, form.form.unit_name()),
        rows.head(1, "编码", "Code"),
        words(2, filing.unit.code.as_deref()),
        rows.head(1, "分组", "Group"),
        words(1, filing.unit.group.as_deref()),
    ]);
    if let Some(project) = &filing.project {
        let name = words(9, &*project.value);
        rows.push([rows.head(1, "项目", "Project"), name]);
    }
    let source = format!("{} → {}", filing.file, filing.sheet);
    rows.push([rows.head(1, "来源", "Source"), words(9, source)]);
    let unranked = Text::new("未入榜", "not ranked").get(context.lang);
    let rank = standing.map_or(Value::from(unranked), |s| s.rank.into());
    let year = filing.year.as_ref().map(|y| y.value.to_string());
    let back = match filing.kind {
        Kind::Unit => Text::new("回到排名", "to 'Ranking'"),
        Kind::Project => Text::new("回到项目", "to 'Projects'"),
    };
    let link = |text: Text, anchor: Option<Anchor>| match anchor {
        Some(_) if context.pages.within() => Value::linked(text.get(context.lang), anchor),
        _ => Value::Blank,
    };
    let ranking = standing.and_then(|_| context.rank_anchor(form.index, filing.kind));
    let details = context.detail_anchor(form.index);
    rows.push([
        rows.head(1, "名次", "Rank"),
        item(1, Style::Rank, rank),
        item(1, Style::Text, link(back, ranking)),
        words(
            2,
            link(Text::new("查看指标明细", "to 'Indicators'"), details),
        ),
        rows.head(1, "年度", "Year"),
        words(2, year),
        rows.head(1, "组内名次", "In group"),
        item(1, Style::Rank, standing.and_then(|s| s.group_rank)),
    ]);
}

/// The total row of the money block and its parts, with their rates.
fn money<'a>(rows: &mut Rows<'a>, form: Form<'a>, (funding, lines): (&Funding, &[FundingLine])) {
    rows.heads([
        (3, "资金（万元）", "Funds (万元)"),
        (1, "年初预算", "Initial"),
        (1, "全年预算", "Adjusted"),
        (2, "执行数", "Executed"),
        (2, "执行率", "Execution rate"),
        (1, "调整率", "Adjustment rate"),
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
    let change_formula = format!("ROUND((E{at}-D{at})/D{at},4)");
    rows.push([
        words(3, name),
        item(1, Style::Money, initial),
        item(1, Style::Money, adjusted),
        item(2, Style::Money, executed),
        item(2, Style::Rate, Value::from(rate).computed(formula)),
        item(
            1,
            Style::Rate,
            Value::from(adjustment).computed(Some(change_formula)),
        ),
    ]);
}

/// Budget execution and every indicator, then the total and the grade.
fn indicators<'a>(rows: &mut Rows<'a>, form: Form<'a>, context: &Context<'a>) {
    rows.heads([
        (1, "一级指标", "Level 1"),
        (1, "二级指标", "Level 2"),
        (1, "三级指标", "Indicator"),
        (1, "指标值", "Target"),
        (1, "完成值", "Actual"),
        (1, "分值", "Weight"),
        (1, "自评", "Filed"),
        (1, "复算", "Recomp."),
        (1, "差异", "Diff."),
        (1, "方法、依据", "Method, basis"),
    ]);
    let first = rows.next();
    for (_, line) in lines(form) {
        indicator(rows, &line, context);
    }
    totals(rows, form, (first, rows.next().saturating_sub(1)));
}

fn indicator<'a>(rows: &mut Rows<'a>, line: &DetailRow<'a>, context: &Context<'a>) {
    let method = line.method().map(|m| m.title().get(context.lang));
    let basis = line.basis(context.lang).unwrap_or_default();
    let basis = [method.unwrap_or_default(), &basis];
    let basis = basis.into_iter().filter(|words| !words.is_empty());
    let basis: Vec<_> = basis.collect();
    rows.push([
        words(1, line.level1(context)),
        words(1, line.level2()),
        words(1, line.name(context)),
        words(1, line.target()),
        words(1, line.actual()),
        item(1, Style::Score, line.points()),
        item(1, Style::Score, line.reported()),
        item(1, Style::Score, line.score()),
        item(
            1,
            Style::Difference,
            gap(line.score(), line.reported(), rows.next()),
        ),
        words(1, basis.join(Text::new("；", "; ").get(context.lang))),
    ]);
}

/// recomputed − filed of row `at`.
fn gap<'a>(recomputed: Option<Decimal>, filed: Option<Decimal>, at: u32) -> Value<'a> {
    let gap = difference(recomputed, filed);
    let formula = gap.map(|gap| format!("ROUND(H{at}-G{at},{})", places(gap)));
    Value::from(gap).computed(formula)
}

fn totals<'a>(rows: &mut Rows<'a>, form: Form<'a>, (first, last): (u32, u32)) {
    let evaluation = &form.form.evaluation;
    let sum = |column: char, sum: Decimal| {
        format!("ROUND(SUM({column}{first}:{column}{last}),{})", places(sum))
    };
    let points = lines(form).filter_map(|(_, line)| line.points());
    let points = points.fold(Decimal::ZERO, Decimal::saturating_add);
    let adds_up = evaluation.reweighted.is_none() && parts(form.form) == evaluation.total;
    let own = evaluation
        .total
        .filter(|_| adds_up)
        .map(|own| sum('H', own));
    let filed = form.form.reported_total();
    rows.push([
        total(5, Style::Words, Text::new("总分", "Total").get(rows.lang)),
        total(
            1,
            Style::Score,
            Value::from(points).computed(Some(sum('F', points))),
        ),
        total(1, Style::Score, filed),
        total(1, Style::Score, Value::from(evaluation.total).computed(own)),
        total(
            1,
            Style::Difference,
            gap(evaluation.total, filed, rows.next()),
        ),
        total(1, Style::Words, Value::Blank),
    ]);
    let grade = evaluation.grade.as_ref().map(|g| &*g.name);
    let filed = form.form.filing.reported_grade.as_ref().map(|g| &*g.value);
    rows.push([
        total(5, Style::Words, Text::new("等级", "Grade").get(rows.lang)),
        total(1, Style::Words, Value::Blank),
        total(1, Style::Grade, filed),
        total(1, Style::Grade, grade),
        total(1, Style::Words, Value::Blank),
        total(1, Style::Words, Value::Blank),
    ]);
}

/// The findings about the form in words, each with its cell.
fn findings<'a>(rows: &mut Rows<'a>, findings: &'a [Finding]) {
    let count = worded!(
        rows.lang,
        "审核发现（{} 条）",
        "Findings ({})",
        findings.len()
    );
    rows.push([
        rows.head(1, "级别", "Severity"),
        rows.head(1, "单元格", "Cell"),
        (8, Ink::Head, count.into()),
    ]);
    for finding in findings {
        let title = finding.problem.code.title.get(rows.lang);
        let says = Text::new("：", ": ").get(rows.lang);
        let mark = finding.caused_by.map_or("", |_| FOLLOWS);
        let message = format!("{mark}{title}{says}{}", finding.message(rows.lang));
        rows.push([
            item(1, Style::Severity, finding.severity.title().get(rows.lang)),
            item(1, Style::Rank, finding.cell().map(|c| c.to_string())),
            words(8, message),
        ]);
    }
}

/// 偏差原因及改进措施 of the indicators that have any.
fn reasons<'a>(rows: &mut Rows<'a>, form: Form<'a>) {
    let indicators = form.form.filing.indicators.open().into_iter();
    let reasons = indicators.filter_map(|i| Some((i.name, i.reason?)));
    for (nth, (name, reason)) in reasons.enumerate() {
        if nth == 0 {
            rows.push([]);
            rows.heads([
                (3, "指标", "Indicator"),
                (7, "偏差原因及改进措施", "Reason for deviation"),
            ]);
        }
        rows.push([words(3, &name), words(7, &reason.value)]);
    }
}
