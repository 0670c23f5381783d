//! The end of the money block: goals, sections and other tables begin below it.

use super::super::super::labels::{Closing, Cover, FundRow, key};
use super::super::figure::{NumberReading, reading};
use super::super::page::LISTED;
use super::super::page::Word;
use super::super::segment::Segment;
use super::{MoneyReader, amounts, names_measure};
use crate::model::usual_group;
use crate::workbook::Value;

impl MoneyReader<'_, '_> {
    /// First row behind the block.
    pub(super) fn end(&self, segment: &Segment) -> u32 {
        let start = self.header.rows.end;
        let stop = segment
            .tables
            .iter()
            .map(|t| t.rows.start)
            .find(|&r| r >= start)
            .unwrap_or(segment.rows.end);
        let mut rows = start..stop;
        let ends = |row: u32| {
            self.leaves(row) || self.heads_parts(row) || self.repeated_whole(row).is_some()
        };
        let end = rows.find(|&row| ends(row));
        if let Some(row) = end {
            match self.heads_parts(row) {
                true => self.remark_parts(row),
                false => self.remark_repeated(row),
            }
        }
        end.unwrap_or(stop)
    }

    /// Whether a row has headings of other amounts below it: 资金结构 | 基本支出 | 项目支出.
    fn heads_parts(&self, row: u32) -> bool {
        let words = self.page.words(row..row.saturating_add(1));
        let heads =
            |w: &Word<'_>| self.page.labels.fund_rows.exact(&w.key) == Some(FundRow::Heading);
        let parts = words.iter().skip(1);
        let named = || parts.clone().filter(|w| self.names_fund(w) && !heads(w));
        let plain = parts
            .clone()
            .all(|w| !w.text.contains([':', '：']) && !heads(w));
        let below = || self.has_amount(row.saturating_add(1));
        words.first().is_some_and(heads)
            && plain
            && named().count() >= 2
            && !self.has_amount(row)
            && below()
    }

    /// Whether a row begins the goals or a section behind the money block, with a label of its own and without amounts.
    fn leaves(&self, row: u32) -> bool {
        let first = self.page.words(row..row.saturating_add(1)).first();
        first.is_some_and(|w| {
            let label = w.text.split([':', '：']).next().unwrap_or_default();
            let names_goals = ["目标", "绩效", "指标"].iter().any(|n| w.key.contains(n));
            // 年度主要任务, but not 任务1 without an amount between others.
            let names_tasks = w.key.contains("任务") && !w.key.starts_with("任务");
            let below = row.saturating_add(1);
            let (columns, _) = self.page.named_columns(row);
            columns >= LISTED
                || names_goals && !self.has_amount(row)
                || names_tasks && !self.has_amount(row) && !self.has_amount(below)
                || (self.is_prose(row) || self.ends(w) || self.is_group(row, w))
                    && !self.goes_on_below(row)
                || self.is_cover(row, label) && !names_measure(w.text)
        })
    }

    /// （二）产出（50分）: a title of indicators alone on its row.
    fn is_group(&self, row: u32, word: &Word<'_>) -> bool {
        let alone = self.page.words(row..row.saturating_add(1)).len() == 1;
        alone && usual_group(&word.key).is_some() && !self.has_amount(row)
    }

    /// Whether a row belongs to the cover; 自评得分 between the parts is the score of the execution.
    fn is_cover(&self, row: u32, label: &str) -> bool {
        match self.page.labels.cover.exact(&key(label)) {
            Some(Cover::Total) => !self.goes_on_below(row),
            role => role.is_some(),
        }
    }

    /// Whether a word begins the notes below a form: 说明, 注.
    pub(super) fn ends(&self, word: &Word<'_>) -> bool {
        self.page.labels.closing.exact(&word.key) == Some(Closing::End)
    }

    /// Whether rows below name parts of the funds and one of them has its amount: a note between them does not end the
    /// block.
    fn goes_on_below(&self, row: u32) -> bool {
        let named = |row: &u32| {
            let first = self.page.words(*row..row.saturating_add(1)).first();
            first.is_some_and(|w| self.names_fund(w))
        };
        let below = row.saturating_add(1)..u32::MAX;
        below.take_while(named).any(|row| self.has_amount(row))
    }

    /// Whether a row has words without a digit in place of amounts, beside no name of funds: 资金管理情况 | 情况说明.
    fn is_prose(&self, row: u32) -> bool {
        let spans = amounts::MONEY
            .iter()
            .filter_map(|role| self.header.span(*role));
        let here = spans.filter_map(|span| self.page.under(row, &span));
        let mut filled =
            here.filter(|c| c.at.row == row && reading(&c.value) != NumberReading::Blank);
        let words = |text: &str| !text.contains(|c: char| c.is_ascii_digit() || ":：".contains(c));
        let mut named = self.page.words(row..row.saturating_add(1)).iter();
        let first = filled.next();
        let all = first.into_iter().chain(filled).all(|c| match &c.value {
            Value::Text(text) => words(text) && reading(&c.value) == NumberReading::Unreadable,
            _ => false,
        });
        first.is_some() && all && !named.any(|w| self.names_fund(w))
    }
}
