//! Header rows of tables, recognised by their wordings and by the cells below.

use std::ops::Range;

use super::super::labels::{FundColumn, FundRow, IndicatorColumn, Role, Wordings, key};
use super::super::target;
use super::below::{is_figure, is_filled_below, is_number};
use super::dated;
use super::grouped::{self, is_whole};
use super::header::Header;
use super::page::{LISTED, Page, Span, TALLEST, Word};
use super::transposed;
use super::unlisted;
use crate::model::Stage;
use crate::workbook::{Cell, Value};

/// The header of a table.
pub(super) enum TableHeader {
    Funds(Header<FundColumn>),
    Table(Header<IndicatorColumn>),
}

impl TableHeader {
    pub(super) const fn rows(&self) -> &Range<u32> {
        match self {
            Self::Funds(h) => &h.rows,
            Self::Table(h) => &h.rows,
        }
    }
}

/// All table headers, top to bottom.
pub(super) fn headers(page: &Page<'_>) -> Vec<TableHeader> {
    let mut found = Vec::new();
    let mut row = 0;
    while row < page.sheet.end_row() {
        row = match header_at(page, row) {
            Some(header) => {
                let next = header.rows().end;
                found.push(header);
                next
            }
            None => next_row(page, row),
        };
    }
    found
}

fn next_row(page: &Page<'_>, row: u32) -> u32 {
    let after = row.saturating_add(1);
    page.words(after..u32::MAX)
        .first()
        .map_or(u32::MAX, |w| w.at.row)
}

fn header_at(page: &Page<'_>, row: u32) -> Option<TableHeader> {
    let one = row..row.saturating_add(1);
    let two = row..row.saturating_add(2);
    let (here, funds) = page.named_columns(row);
    let (below, _) = page.named_columns(row.saturating_add(1));
    let listed = here >= LISTED;
    let tall = || indicator_header(page, listed.then(|| tall_header(page, row)).flatten()?);
    let split = || {
        let named = here >= 2 && below >= 2;
        let header = named.then(|| indicator_header(page, two)).flatten();
        header.filter(|h| is_split(page, h, row))
    };
    let plain = || {
        listed
            .then(|| indicator_header(page, one.clone()))
            .flatten()
    };
    let table = tall().or_else(split).or_else(plain);
    table.map(TableHeader::Table).or_else(|| {
        let tall = || fund_header(page, tall_funds(page, row)?);
        let header = || tall().or_else(|| fund_header(page, one));
        (funds > 0 && !transposed::is_headed(page, row))
            .then(header)
            .flatten()
            .map(TableHeader::Funds)
    })
}

/// Rows of a header with cells merged down beside further headings: 一级指标 over 名称 and 权重.
fn tall_header(page: &Page<'_>, row: u32) -> Option<Range<u32>> {
    let words = page.words(row..row.saturating_add(1));
    let named = words.iter().filter(|w| w.heads_table);
    // 绩效指标 merged down beside the whole table is the heading of its rows.
    let last = named
        .map(|w| w.region.last.row)
        .filter(|last| last.saturating_sub(row) < TALLEST);
    let below = row.saturating_add(1)..last.max()?.saturating_add(1);
    let texts = below.clone().all(|r| holds_no_number(page, r));
    let heads = || words.iter().filter(|above| above.heads_table);
    let divides = |word| divides(word, heads(), &page.labels.indicator_columns);
    let lower = page.words(below.clone());
    let adds = lower.iter().any(|w| w.heads_table || divides(w));
    (!below.is_empty() && texts && adds).then_some(row..below.end)
}

/// Rows of a header of the money block with cells merged down beside further headings: 预算数 over 年初 and 全年.
fn tall_funds(page: &Page<'_>, row: u32) -> Option<Range<u32>> {
    let words = page.words(row..row.saturating_add(1));
    let rows = |w: &Word<'_>| w.region.last.row.saturating_sub(row);
    let named = words.iter().filter(|w| w.heads_funds && w.at.row == row);
    let last = named.map(rows).filter(|n| *n < TALLEST).max()?;
    let below = row.saturating_add(1)..row.saturating_add(last).saturating_add(1);
    let texts = below.clone().all(|r| holds_no_number(page, r));
    let divides = |word| divides(word, words.iter(), &page.labels.fund_columns);
    let lower = page.words(below.clone());
    let adds = lower
        .iter()
        .any(|w| w.heads_funds || is_whole(page, w) || divides(w));
    (!below.is_empty() && texts && adds).then_some(row..below.end)
}

/// The column of the total among those into which an amount is divided.
fn whole_below(page: &Page<'_>, rows: Range<u32>, span: Span) -> Option<Span> {
    let lower = page.words(rows.start.saturating_add(1)..rows.end);
    let inside = |w: &&Word<'_>| span.contains(w.at.col) && is_whole(page, w);
    lower.iter().find(inside).map(|w| Span::of(w.region))
}

/// Whether a word divides one of the headings `above`, alone or together with it: 计划 below 指标值.
fn divides<'w, R: Role>(
    word: &Word<'_>,
    above: impl Iterator<Item = &'w Word<'w>>,
    columns: &Wordings<R>,
) -> bool {
    let dated = || dated::label(word).is_some_and(|label| label.rest.is_empty());
    let alone = columns.find(&word.key).is_some() || dated();
    let mut above = above.filter(|above| above.is_over(word));
    above.any(|above| alone || columns.exact(&word.key_below(above)).is_some())
}

fn holds_no_number(page: &Page<'_>, row: u32) -> bool {
    let cells = page.sheet.row(row);
    cells.iter().all(|c| matches!(c.value, Value::Text(_)))
}

/// Whether a header has two rows: the second has columns of its own and no number.
fn is_split(page: &Page<'_>, header: &Header<IndicatorColumn>, row: u32) -> bool {
    let below = row.saturating_add(1);
    let listed = |r: u32| {
        let columns = header.columns().iter();
        columns.filter(|c| c.cell.row == r && !c.guessed).count()
    };
    listed(row) >= 2 && listed(below) >= 2 && holds_no_number(page, below)
}

fn indicator_header(page: &Page<'_>, rows: Range<u32>) -> Option<Header<IndicatorColumn>> {
    use IndicatorColumn as C;
    let names = [C::Level3, C::Name, C::Level2];
    let figures = [C::Target, C::InitialTarget, C::AdjustedTarget, C::Actual];
    let marks = [C::Points, C::Score];
    let mut header = Header::read(page, rows, &page.labels.indicator_columns);
    let name_column = names.iter().find_map(|&role| header.span(role));
    let below = header.rows.end;
    header.leave_hundredths(C::Score, C::Other);
    header.settle(name_column.map_or(0, |span| span.last), |role, span| {
        is_filled_below(page, below, span, |cell| match role {
            C::Sign => target::is_sign(&cell.value.text()),
            C::Reason => !is_figure(&cell.value),
            _ => true,
        })
    });
    if !header.has(C::Sign) {
        header.take_unknown(page, &page.labels.indicator_columns, C::Sign, |span| {
            holds_signs(page, below, span)
        });
    }
    if !header.has(C::Sign) {
        header.take_part(C::Sign, |span| holds_signs(page, below, span));
    }
    unlisted::part_names(page, &mut header);
    unlisted::name_levels(page, &mut header);
    unlisted::take_vague(page, &mut header);
    if !header.has(C::Actual) {
        header.halve(C::Target, C::Actual, |typed| names_both(page, typed));
    }
    if names_points(&header) {
        header.take_for(C::Name, C::Points);
    }
    if completion_is_actual(&header) {
        header.take_for(C::Completion, C::Actual);
    }
    let stage = page.stage_above(header.rows.start);
    if stage == Some(Stage::Midyear) {
        match header.has(C::Midyear) {
            // 完成进度 beside 1-7月完成值
            true => header.recast(C::Actual, C::Completion, |typed| typed.contains("进度")),
            false => header.stand_in(C::Actual, C::Midyear),
        }
    }
    let named = header.count(&names) > 0;
    let watched = header.count(&[C::Midyear, C::Forecast]) > 0;
    let marked = header.count(&marks) > 0 || watched || is_early(stage);
    let filled = header.count(&figures) > 0 && marked;
    let exact = header.columns().iter().filter(|c| !c.guessed).count();
    let titled = stage == Some(Stage::SelfEvaluation)
        && is_bare(&header)
        && !names_amounts(page, header.rows.clone());
    (named && (filled || titled) && exact >= LISTED).then_some(header)
}

/// Whether a header under the title of a self-evaluation has targets and results but no points, or scores without
/// either.
fn is_bare(header: &Header<IndicatorColumn>) -> bool {
    use IndicatorColumn as C;
    let targets = header.count(&[C::Target, C::InitialTarget, C::AdjustedTarget]) > 0;
    targets && header.has(C::Actual) || header.has(C::Score)
}

/// Whether a header is that of a money block, whatever its first column is called: 指标 | 年初预算 | 调整后预算 | 决算支出 | 分值 | 得分.
fn names_amounts(page: &Page<'_>, rows: Range<u32>) -> bool {
    use FundColumn as C;
    let header = Header::read(page, rows, &page.labels.fund_columns);
    header.count(&[C::Initial, C::Adjusted, C::Executed]) > 1
}

/// Whether a column has signs and nothing else below its heading; a single one may be a dash or a word.
fn holds_signs(page: &Page<'_>, row: u32, span: Span) -> bool {
    let sign = |cell: &Cell| target::is_sign(&cell.value.text());
    let own = |cell: &Cell| span.contains(cell.at.col) && cell.value.text() != "定性";
    let other = |cell: &Cell| !sign(cell) && own(cell);
    is_filled_below(page, row, span, sign) && !is_filled_below(page, row, span, other)
}

/// Whether a column is for target and actual value: 目标值/完成值.
fn names_both(page: &Page<'_>, typed: &str) -> bool {
    let columns = &page.labels.indicator_columns;
    let role = |text: &str| columns.exact(&key(text));
    typed
        .split_once(['/', '／'])
        .is_some_and(|(target, actual)| {
            role(target) == Some(IndicatorColumn::Target)
                && role(actual) == Some(IndicatorColumn::Actual)
        })
}

/// Forms of the stages before the self-evaluation require neither weights nor scores.
const fn is_early(stage: Option<Stage>) -> bool {
    matches!(stage, Some(Stage::Goals | Stage::Midyear))
}

/// Whether 绩效指标（权重） beside 三级指标 is the column of the points.
fn names_points(header: &Header<IndicatorColumn>) -> bool {
    let column = header.column(IndicatorColumn::Name);
    let says = |typed: &str| typed.contains("权重") || typed.contains("分值");
    header.has(IndicatorColumn::Level3)
        && !header.has(IndicatorColumn::Points)
        && column.is_some_and(|c| says(&c.typed))
}

/// Whether 完成情况 without an actual value beside it is the actual value, unless it is called a rate.
fn completion_is_actual(header: &Header<IndicatorColumn>) -> bool {
    let completion = header.column(IndicatorColumn::Completion);
    !header.has(IndicatorColumn::Actual)
        && completion.is_some_and(|c| !c.typed.contains(['率', '比', '系', '度']))
}

fn fund_header(page: &Page<'_>, rows: Range<u32>) -> Option<Header<FundColumn>> {
    use FundColumn as C;
    let mut header = Header::read(page, rows.clone(), &page.labels.fund_columns);
    header.narrow(|span| whole_below(page, rows.clone(), span));
    grouped::leave_parts(page, &mut header);
    grouped::leave_income(page, &mut header);
    let settled = is_of_final_accounts(page, &header);
    if settled {
        let spent = header.span(C::Executed);
        let spent = spent.is_some_and(|span| {
            is_filled_below(page, header.rows.end, span, |cell| is_number(&cell.value))
        });
        let mut words = page.words(header.rows.clone()).iter();
        match spent || words.any(|word| word.key.contains("收入")) {
            true => header.forget(C::Adjusted),
            false => header.stand_in(C::Adjusted, C::Executed),
        }
    }
    // 预算数 beside 调整预算数, or between 上年结转 and 合计, is the initial one.
    let carried = header.has(C::Carryover);
    let sum = |typed: &str| {
        let role = page.labels.fund_rows.exact(&key(typed));
        matches!(role, Some(FundRow::Total | FundRow::Subtotal))
    };
    let later = |typed: &str| typed.contains("调整") || carried && sum(typed);
    let first = |typed: &str| !later(typed) && !sum(typed) && !typed.contains("全年");
    unlisted::take_amount(page, &mut header);
    unlisted::take_year(page, &mut header);
    // 预算批复数（年初） beside 全年预算数
    if !header.has(C::Initial) && header.all(C::Adjusted).count() > 1 {
        header.recast(C::Adjusted, C::Initial, |typed| typed.contains("年初"));
    }
    let two = header.all(C::Adjusted).any(|c| later(&c.typed));
    if two && !header.has(C::Initial) {
        header.recast(C::Adjusted, C::Initial, first);
    }
    before_change(&mut header);
    between_budgets(page, &mut header);
    header.leave_hundredths(C::Score, C::Other);
    // 预算 | 调整 | 执行
    let bare = header
        .column(C::Adjusted)
        .is_some_and(|c| key(&c.typed) == BARE);
    if bare && header.has(C::Change) && !header.has(C::Initial) {
        header.stand_in(C::Adjusted, C::Initial);
    }
    let below = header.rows.end;
    header.settle(0, |_, span| is_filled_below(page, below, span, |_| true));
    let stage = page.stage_above(header.rows.start);
    // On a monitoring form the amount executed so far is the executed one.
    let so_far = match stage {
        Some(Stage::Midyear) => true,
        Some(Stage::SelfEvaluation) => false,
        Some(Stage::Goals) | None => !header.has(C::Executed),
    };
    if so_far {
        header.stand_in(C::Midyear, C::Executed);
    }
    let amounts = [
        C::Initial,
        C::Change,
        C::Adjusted,
        C::Executed,
        C::Midyear,
        C::Forecast,
    ];
    let columns = amounts.iter().filter_map(|role| header.span(*role));
    let counted = |span| is_filled_below(page, below, span, |cell| is_number(&cell.value));
    let counted = columns.clone().any(counted);
    let amounts = columns.count();
    let exact = header
        .columns()
        .iter()
        .any(|c| !c.guessed && !matches!(c.role, C::Name | C::Other));
    let rated = header.has(C::Rate);
    let mut cells = page.sheet.row(header.rows.start).iter();
    let numbers = cells.any(|c| is_number(&c.value));
    let scored = header.count(&[C::Points, C::Score]) == 2;
    let one = rated || scored || settled || stage == Some(Stage::Goals);
    let enough = amounts >= 2 || amounts == 1 && one && counted;
    ((exact || settled) && !numbers && enough).then_some(header)
}

/// 预算批复数 | 预算调整数 | 年度总预算: of two budgets with the change between them, the first is the initial one.
fn before_change(header: &mut Header<FundColumn>) {
    use FundColumn as C;
    let Some(change) = header.span(C::Change).filter(|_| !header.has(C::Initial)) else {
        return;
    };
    let behind = header.all(C::Adjusted).any(|c| c.span.first > change.last);
    let before = header.all(C::Adjusted).find(|c| c.span.last < change.first);
    if let Some(typed) = before.filter(|_| behind).map(|c| c.typed.clone()) {
        header.recast(C::Adjusted, C::Initial, |own| *own == *typed);
    }
}

/// 年初预算 | 调整预算数 | 年末预算: a column between two budgets, or one with amounts below 0, is the change from one to the other.
fn between_budgets(page: &Page<'_>, header: &mut Header<FundColumn>) {
    use FundColumn as C;
    let Some(first) = header.span(C::Initial).filter(|_| !header.has(C::Change)) else {
        return;
    };
    let change = |typed: &str| typed.contains("调整") && !typed.contains('后');
    let below = header.rows.end;
    let negative = |cell: &Cell| match &cell.value {
        Value::Number(figure) => figure.is_sign_negative() && !figure.is_zero(),
        Value::Text(text) => text.starts_with(['-', '−', '－']) && is_number(&cell.value),
        _ => false,
    };
    let between = header
        .all(C::Adjusted)
        .find(|c| change(&c.typed) && c.span.first > first.last);
    let Some((span, typed)) = between.map(|c| (c.span, c.typed.clone())) else {
        return;
    };
    let behind = header
        .all(C::Adjusted)
        .any(|c| c.span.first > span.last && !change(&c.typed));
    if behind || is_filled_below(page, below, span, negative) {
        header.recast(C::Adjusted, C::Change, |own| *own == *typed);
    }
}

/// A budget whose heading does not state that it is that of the year.
const BARE: &str = "预算";

/// 支出决算 | 基本支出 | 项目支出 | 合计: a column that is a budget by its heading 合计 only is the executed amount.
fn is_of_final_accounts(page: &Page<'_>, header: &Header<FundColumn>) -> bool {
    let guessed = header.column(FundColumn::Adjusted).filter(|c| c.guessed);
    let whole = guessed.is_some_and(|c| key(&c.typed).ends_with("合计"));
    let budgeted = |word: &Word<'_>| word.key.contains("预算");
    let settled = |word: &Word<'_>| word.key.contains("决算") && !word.key.contains("收入");
    let words = || {
        page.words(header.rows.start.saturating_sub(1)..header.rows.end)
            .iter()
    };
    whole && words().any(settled) && !words().any(budgeted)
}
