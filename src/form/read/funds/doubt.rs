//! Doubtful figures of the total row.

use rust_decimal::Decimal;

use super::super::page::{Span, Word};
use super::{MoneyBlock, MoneyReader};
use crate::finding::funds::INITIAL_ABSENT;
use crate::finding::{Fact, content};
use crate::form::labels::{FundColumn, Words};
use crate::model::{Figure, Funding, Gap, Stage};

impl MoneyReader<'_, '_> {
    /// A number of the total row under an unknown or a blank heading may be the budget or the executed amount that no
    /// other column holds: neither is then known to be missing from the form.
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

    /// A formula that gives 0 is no sure initial budget where there is one of the year that the parts do not come to: it
    /// may never have been calculated.
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

    /// A budget of the whole year that is scored stands beside an initial one, unless the columns are lettered from it
    /// on, 全年预算数（A）: those of the layout are all there.
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
