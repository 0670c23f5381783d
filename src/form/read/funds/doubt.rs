//! Doubtful figures of the total row.

use rust_decimal::Decimal;

use super::super::page::{Span, Word};
use super::{MoneyBlock, MoneyReader};
use crate::finding::funds::INITIAL_ABSENT;
use crate::finding::{Fact, content};
use crate::form::labels::{FundColumn, Words};
use crate::model::{Figure, Funding, Gap, Stage};

impl MoneyReader<'_, '_> {
    /// Where a column is missing for the budget or the executed amount, a number of the total row under an unknown or
    /// blank heading may be that amount, which then is unreadable and not missing.
    pub(super) fn doubt(&self, funding: &mut Funding) {
        let row = funding.cell.row;
        let lacks = |role| !self.header.has(role);
        if !lacks(FundColumn::Adjusted) && !lacks(FundColumn::Executed) {
            return;
        }
        // 追加 200: the initial budget is not that of the year.
        let changed = funding.change.as_ref().filter(|c| !c.value.is_zero());
        if let Some(change) = changed.filter(|_| lacks(FundColumn::Adjusted)) {
            funding.gaps.adjusted = Some(Gap::Unreadable(change.cell));
        }
        // 基本支出 below 全年执行数 is a part of it.
        let heads = self.page.words(self.header.rows.clone());
        let part = |word: &Word<'_>| {
            let mut above = heads.iter().filter(|above| above.is_over(word));
            above.any(|above| self.page.labels.fund_columns.exact(&above.key).is_some())
        };
        let unread = self.unread().filter(|word| !part(word));
        let unread = unread.map(|word| Span::of(word.region));
        let unnamed = self
            .header
            .unnamed(self.page, funding.cell.col.saturating_add(1));
        let unnamed = unnamed.map(|col| Span {
            first: col,
            last: col,
        });
        let mut spans = unread.chain(unnamed);
        let Some((cell, _)) = spans.find_map(|span| self.amount_under(row, span)) else {
            return;
        };
        let gap = Some(Gap::Unreadable(cell.at));
        if lacks(FundColumn::Adjusted) {
            funding.gaps.adjusted = gap;
        }
        if lacks(FundColumn::Executed) {
            funding.gaps.executed = gap;
        }
    }

    /// Reports an initial budget that is the 0 of a formula where the parts do not add up to the budget of the year:
    /// the formula may never have been calculated.
    pub(super) fn doubt_zero(&self, MoneyBlock { funding, parts }: &MoneyBlock) {
        let known = |figure: &Option<Figure>| figure.as_ref().map_or(Decimal::ZERO, |f| f.value);
        let adjusted = known(&funding.adjusted);
        let zero = funding.initial.as_ref().filter(|f| f.value.is_zero());
        let typed = |f: &&Figure| self.page.sheet.at(f.cell).is_some_and(|cell| !cell.formula);
        let Some(zero) = zero.filter(|f| !typed(f)) else {
            return;
        };
        let mut parts = parts.iter().map(|part| known(&part.adjusted));
        let parts = parts.try_fold(Decimal::ZERO, Decimal::checked_add);
        if parts.is_some_and(|parts| parts < adjusted) {
            self.remarks
                .add(content::zero_amount(zero.typed.clone()), zero.cell);
        }
    }

    /// Reports a budget of the whole year with a score and without an initial budget beside it, unless its heading is
    /// the first with a letter, 全年预算数（A）: then the layout has no other column.
    pub(super) fn remark_initial(&self, funding: &Funding) {
        let alone = funding.initial.is_none() && funding.gaps.initial.is_none();
        let goals = || self.page.stage_above(self.header.rows.end) == Some(Stage::Goals);
        let adjusted = funding.adjusted.as_ref().filter(|_| alone && !goals());
        let Some(adjusted) = adjusted else {
            return;
        };
        let scored = self.header.has(FundColumn::Points) || self.header.has(FundColumn::Score);
        let heading = self.header.column(FundColumn::Adjusted);
        let changed = heading.is_some_and(|column| {
            let typed = &column.typed;
            let lettered = typed.contains(['A', 'a', 'Ａ', '①']);
            !lettered && self.page.labels.words.occurs(Words::Changed, typed)
        });
        if scored && changed {
            let found = [("found", Fact::Amount(adjusted.value))];
            self.remarks.add(INITIAL_ABSENT.with(found), adjusted.cell);
        }
    }
}
