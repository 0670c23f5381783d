//! Amounts in parts below their heading without a column for the sum: 财政拨款 | 自筹 below 全年预算数.

use super::super::super::labels::{FundColumn, Match};
use super::super::cover::one_line;
use super::super::grouped::{is_whole, sources};
use super::super::header::Header;
use super::super::page::{Page, Span, Word};
use super::MoneyReader;
use super::amounts::MONEY;
use crate::finding::layout;
use crate::finding::reading::COLUMN_UNREAD;

/// The amounts whose sum has no column.
pub(super) fn divided(page: &Page<'_>, header: &Header<FundColumn>) -> Vec<FundColumn> {
    let top = header.rows.start;
    let heads = page.words(top..top.saturating_add(1)).iter();
    let divided = heads.filter_map(|head| is_divided(page, head));
    let of_sources = |role: &FundColumn| !sources(page, header, *role).is_empty();
    divided
        .chain(MONEY.into_iter().filter(of_sources))
        .collect()
}

/// The headings of parts in the row below a heading, if they are nothing else.
fn parts<'p, 'g>(page: &'p Page<'g>, head: &Word<'_>) -> impl Iterator<Item = &'p Word<'g>> {
    let below = head.region.last.row.saturating_add(1);
    let span = Span::of(head.region);
    let words = page.words(below..below.saturating_add(1)).iter();
    let inside = move |w: &&Word<'_>| span.contains(w.at.col) && span.contains(w.region.last.col);
    words.filter(inside)
}

fn is_divided(page: &Page<'_>, head: &Word<'_>) -> Option<FundColumn> {
    let columns = &page.labels.fund_columns;
    let role = columns.find(&head.key).map(Match::role)?;
    let wide = head.region.first.col < head.region.last.col;
    if !wide || !MONEY.contains(&role) {
        return None;
    }
    let carries = |w: &Word<'_>| w.key.contains("结转") || w.key.contains("结余");
    let carried = parts(page, head).any(carries);
    // 上年结转 beside 本年安排 is not part of the initial budget.
    let listed = |w: &Word<'_>| columns.exact(&w.key) == Some(FundColumn::Carryover);
    let apart = role == FundColumn::Initial && parts(page, head).any(listed);
    let own = |w: &Word<'_>| carries(w) || carried && w.key.starts_with("本年");
    let named = |w: &Word<'_>| !own(w) && (columns.find(&w.key).is_some() || is_whole(page, w));
    let plain = || parts(page, head).all(|w| !named(w) && !w.text.contains([':', '：']));
    let dated = |w: &Word<'_>| !own(w) && super::super::dated::label(w).is_some();
    let several = parts(page, head).count() > 1 && !parts(page, head).any(dated);
    (several && plain() && !apart).then_some(role)
}

impl MoneyReader<'_, '_> {
    /// Reports which headings of parts, and of sources, were not read.
    pub(super) fn remark_divided(&self) {
        let top = self.header.rows.start;
        let heads = self.page.words(top..top.saturating_add(1)).iter();
        let sources = |role: &FundColumn| sources(self.page, self.header, *role);
        for word in MONEY.iter().flat_map(sources) {
            let found = one_line(word.text);
            self.remarks
                .add(layout::column(&COLUMN_UNREAD, found), word.at);
        }
        for head in heads.filter(|head| is_divided(self.page, head).is_some()) {
            for word in parts(self.page, head) {
                let found = one_line(word.text);
                self.remarks
                    .add(layout::column(&COLUMN_UNREAD, found), word.at);
            }
        }
    }
}
