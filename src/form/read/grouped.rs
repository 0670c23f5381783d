//! Columns of amounts below the names of sources: 资金总额 | 其中：财政拨款, each over 年初预算数 | 全年预算数 | 全年执行数.

use super::super::labels::{FundColumn, FundRow, Words};
use super::header::{Header, HeaderColumn};
use super::page::{Page, Word};

/// Whether a word names the total: 总额 or 小计 beside 财政拨款 below 年初预算数, 金额 beside 单位.
pub(super) fn is_whole(page: &Page<'_>, word: &Word<'_>) -> bool {
    let row = page.labels.fund_rows.exact(&word.key);
    word.key == "金额" || matches!(row, Some(FundRow::Total | FundRow::Subtotal))
}

/// Whether a key names money or spending.
pub(super) fn names_money(page: &Page<'_>, key: &str) -> bool {
    let mut endings = [Words::Source, Words::Flow].into_iter();
    let ends = endings.any(|role| page.labels.words.ends(role, key));
    ends || page.labels.fund_rows.find(key).is_some()
}

/// Drops the columns of parts, if the same column is below a heading of the total too.
pub(super) fn leave_parts(page: &Page<'_>, header: &mut Header<FundColumn>) {
    let group = |column: &HeaderColumn<FundColumn>| source(page, column);
    let whole =
        |column: &HeaderColumn<FundColumn>| group(column).is_some_and(|word| is_whole(page, word));
    let columns = header.columns().iter().filter(|column| whole(column));
    let wholes: Vec<FundColumn> = columns.map(|column| column.role).collect();
    if !wholes.is_empty() {
        header.leave(|column| {
            let part = group(column).is_some() && !whole(column);
            part && wholes.contains(&column.role)
        });
    }
}

/// Drops the amounts of the income, if the same columns follow for the spending: 收入 | 年初 | 全年 | 支出 | 年初 | 全年.
pub(super) fn leave_income(page: &Page<'_>, header: &mut Header<FundColumn>) {
    let of = |word: &&Word<'_>, flow: &str, other: &str| {
        word.key.contains(flow) && !word.key.contains(other)
    };
    let words = page.words(header.rows.start..header.rows.start.saturating_add(1));
    let income = words.iter().find(|word| of(word, "收入", "支出"));
    let Some(income) = income.map(|word| word.at.col) else {
        return;
    };
    let mut words = words.iter();
    let spent = words.find(|word| of(word, "支出", "收入") && word.at.col > income);
    let Some(spent) = spent.map(|word| word.at.col) else {
        return;
    };
    let columns = header.columns().iter();
    let behind: Vec<FundColumn> = columns
        .filter(|column| column.cell.col > spent)
        .map(|column| column.role)
        .collect();
    header.pass_over(|column| {
        (income..spent).contains(&column.cell.col) && behind.contains(&column.role)
    });
}

/// The headings of sources over the columns of one amount, if there are several and none is the total.
pub(super) fn sources<'p, 'g>(
    page: &'p Page<'g>,
    header: &Header<FundColumn>,
    role: FundColumn,
) -> Vec<&'p Word<'g>> {
    if header.all(role).nth(1).is_none() {
        return Vec::new();
    }
    let words = header.all(role).filter_map(|column| source(page, column));
    let mut words: Vec<&Word<'_>> = words.collect();
    words.dedup_by_key(|word| word.at);
    if words.len() < 2 || words.iter().any(|word| is_whole(page, word)) {
        words.clear();
    }
    words
}

/// The name of the total or of a source over the heading of a column: merged across it, or the last one left of it.
fn source<'p, 'g>(page: &'p Page<'g>, column: &HeaderColumn<FundColumn>) -> Option<&'p Word<'g>> {
    let above = page.words(column.cell.row.checked_sub(1)?..column.cell.row);
    let word = above.iter().rfind(|word| word.at.col <= column.cell.col)?;
    let alone = word.region.first.col == word.region.last.col;
    let over = alone || word.region.spans_column(column.cell.col);
    let of_source = page.labels.words.ends(Words::Source, &word.key);
    let named = is_whole(page, word) || word.text.starts_with("其中") || of_source;
    let other = page.labels.fund_columns.exact(&word.key).is_some() && !is_whole(page, word);
    (over && named && !other).then_some(word)
}
