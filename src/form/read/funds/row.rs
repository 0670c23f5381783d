//! One row of the money block.

use ecow::EcoString;

use rust_decimal::Decimal;

use super::super::super::labels::{Closing, FundColumn, FundRow, Match, key};
use super::super::cover::one_line;
use super::super::dated::{self, DatedLabel, LabelYear};
use super::super::figure::{NumberReading, behind_name, is_blank, reading, text_reading};
use super::super::numbering::without_number;
use super::super::page::Span;
use super::super::year;
use super::MoneyReader;
use super::amounts::{MONEY, is_label};
use crate::finding::Field;
use crate::model::{CellRef, Figure, Gap, Gaps, Located};
use crate::workbook::{Cell, Value};

/// A label of the block with the values in its columns.
pub(super) struct MoneyRow {
    pub(super) label: EcoString,
    pub(super) within: bool,
    pub(super) cell: CellRef,
    pub(super) role: Option<Match<FundRow>>,
    pub(super) initial: Option<Figure>,
    pub(super) carryover: Option<Figure>,
    pub(super) change: Option<Figure>,
    pub(super) adjusted: Option<Figure>,
    pub(super) executed: Option<Figure>,
    pub(super) gaps: Gaps,
    pub(super) forecast: Option<Figure>,
    pub(super) rate: Option<Figure>,
    pub(super) points: Option<Figure>,
    pub(super) score: Option<Figure>,
    /// An amount inside the label.
    pub(super) inline: Option<Figure>,
    /// The column of rate, points or score, for a row such as 得分 that has no money.
    pub(super) mark: Option<FundColumn>,
}

impl MoneyRow {
    pub(super) fn has_amounts(&self) -> bool {
        [&self.initial, &self.change, &self.adjusted, &self.executed]
            .iter()
            .any(|f| f.is_some())
            || self.inline.is_some()
    }

    pub(super) fn is_filled(&self) -> bool {
        self.has_amounts() || self.rate.is_some()
    }

    /// A row of amounts without a name of its own.
    pub(super) fn is_nameless(&self) -> bool {
        self.label.is_empty()
    }

    /// A total row at `cell` with only points and score known.
    pub(super) fn unknown(
        cell: CellRef,
        (points, score): (Option<Figure>, Option<Figure>),
    ) -> Self {
        let gap = Some(Gap::Unreadable(cell));
        Self {
            label: EcoString::new(),
            within: false,
            cell,
            role: None,
            initial: None,
            carryover: None,
            change: None,
            adjusted: None,
            executed: None,
            gaps: Gaps {
                initial: None,
                adjusted: gap,
                executed: gap,
            },
            forecast: None,
            rate: None,
            points,
            score,
            inline: None,
            mark: None,
        }
    }

    pub(super) fn amounts(&self) -> [&Option<Figure>; 3] {
        [&self.initial, &self.adjusted, &self.executed]
    }

    /// Adds the values that the same label has in further columns: 资金总额： | 100 | 资金总额： | 90.
    fn complete(&mut self, other: Self) {
        self.initial = self.initial.take().or(other.initial);
        self.change = self.change.take().or(other.change);
        self.adjusted = self.adjusted.take().or(other.adjusted);
        self.executed = self.executed.take().or(other.executed);
        self.rate = self.rate.take().or(other.rate);
        self.points = self.points.take().or(other.points);
        self.score = self.score.take().or(other.score);
        let gaps = &mut self.gaps;
        let open = |figure: &Option<Figure>, own: Option<Gap>, others: Option<Gap>| {
            own.or(others).filter(|_| figure.is_none())
        };
        gaps.initial = open(&self.initial, gaps.initial, other.gaps.initial);
        gaps.adjusted = open(&self.adjusted, gaps.adjusted, other.gaps.adjusted);
        gaps.executed = open(&self.executed, gaps.executed, other.gaps.executed);
    }

    pub(super) fn is(&self, role: FundRow) -> bool {
        self.role.is_some_and(|m| m.role() == role)
    }
}

/// The columns of a label: behind it, up to the next label in the row.
#[derive(Clone, Copy)]
struct RowColumns {
    row: u32,
    /// Column of the label; `None` for a row that begins with its amounts.
    after: Option<u32>,
    until: Option<u32>,
}

impl MoneyReader<'_, '_> {
    /// The labelled rows in one row of the sheet, usually one.
    pub(super) fn rows_in(&self, row: u32) -> Vec<MoneyRow> {
        let labels = self.labels_in(row);
        let mut rows: Vec<MoneyRow> = Vec::with_capacity(labels.len());
        for (index, &(cell, after)) in labels.iter().enumerate() {
            let next = labels.get(index.saturating_add(1));
            let until = next.map(|(c, _)| c.at.col);
            let reach = RowColumns {
                row,
                after: Some(after),
                until,
            };
            let Some(read) = self.labelled(cell, reach) else {
                continue;
            };
            let same = |other: &&mut MoneyRow| other.label == read.label;
            match rows.iter_mut().find(same) {
                Some(first) => first.complete(read),
                None => rows.push(read),
            }
        }
        if labels.is_empty() && self.has_amount(row) {
            rows.extend(self.nameless(row));
        }
        rows
    }

    /// A row of amounts under the heading of the whole block, or under none.
    fn nameless(&self, row: u32) -> Option<MoneyRow> {
        let first = self.page.sheet.row(row).first()?;
        let reach = RowColumns {
            row,
            after: first.at.col.checked_sub(1),
            until: None,
        };
        Some(self.figures("", first.at, reach))
    }

    /// The cells of labels in a row with their last columns: the last text left of the amounts, and labels among these.
    fn labels_in(&self, row: u32) -> Vec<(&Cell, u32)> {
        let first = self.first_money_column();
        let mut labels: Vec<(&Cell, u32)> = Vec::new();
        for cell in self.page.sheet.row(row) {
            let Value::Text(text) = &cell.value else {
                continue;
            };
            let region = self.page.sheet.region(cell.at);
            let left = cell.at.col < first;
            let named = || {
                is_label(text)
                    || self.is_amongst(cell.at.col, first)
                        && self.is_fund(&key(text))
                        && self.has_number(row)
            };
            if !left && !named() || left && self.is_description(cell.at.col) {
                continue;
            }
            if left {
                labels.clear();
            }
            labels.push((cell, region.last.col));
        }
        labels
    }

    /// Whether a row has a number; a row of headings has none.
    fn has_number(&self, row: u32) -> bool {
        let mut cells = self.page.sheet.row(row).iter();
        cells.any(|cell| matches!(reading(&cell.value), NumberReading::Number(_)))
    }

    /// Whether a column between the names and the amounts has a heading of its own, such as 主要内容.
    fn is_description(&self, col: u32) -> bool {
        let Some(names) = self.header.span(FundColumn::Name) else {
            return false;
        };
        let heads = self.page.words(self.header.rows.clone());
        col > names.last && heads.iter().any(|w| w.region.spans_column(col))
    }

    /// Whether a column is one of amounts, or is between them, as the names of the spending are beside the income.
    fn is_amongst(&self, col: u32, first: u32) -> bool {
        let spans = MONEY.iter().filter_map(|role| self.header.span(*role));
        let last = spans.map(|span| span.last).max();
        first <= col && Some(col) <= last
    }

    fn first_money_column(&self) -> u32 {
        MONEY
            .iter()
            .filter_map(|role| self.header.span(*role))
            .map(|span| span.first)
            .min()
            .unwrap_or(u32::MAX)
    }

    fn labelled(&self, cell: &Cell, reach: RowColumns) -> Option<MoneyRow> {
        let text = cell.value.text();
        if self.is_note(&text) {
            return None;
        }
        let (name, inline) = self.split_inline(&text, cell.at);
        let key = key(name);
        if is_blank(&key) || self.is_of_another_year(&key) {
            return None;
        }
        match self.page.labels.fund_columns.exact(&key) {
            Some(mark @ (FundColumn::Rate | FundColumn::Points | FundColumn::Score))
                if self.is_marked(cell, reach.until) =>
            {
                return Some(self.marked(name, cell, reach.until, mark));
            }
            // 偏差原因 | 财政压减 20 万元
            Some(FundColumn::Other) if !self.has_amount(reach.row) => return None,
            _ => {}
        }
        Some(MoneyRow {
            role: self.page.labels.fund_rows.find(&key),
            inline,
            within: is_within(name),
            ..self.figures(name, cell.at, reach)
        })
    }

    /// Whether a text is a note between the parts: 注：….
    fn is_note(&self, text: &str) -> bool {
        let label = text.split_once([':', '：']).map(|(label, _)| key(label));
        let closing = &self.page.labels.closing;
        label.is_some_and(|label| closing.exact(&label) == Some(Closing::End))
    }

    /// Whether a key is a total of another year than the form's, or the name of a column: 上年决算数, 2022年度资金总额, 2022年.
    /// Neither is a part; 上年结转 is money of this year.
    fn is_of_another_year(&self, key: &str) -> bool {
        let Some(DatedLabel {
            year: Some(year),
            rest,
        }) = dated::in_key(key)
        else {
            return false;
        };
        let labels = self.page.labels;
        let column = labels.fund_columns.find(&rest).map(Match::role);
        let column = column.is_some_and(|column| MONEY.contains(&column));
        let whole = rest.is_empty() || labels.fund_rows.find(&rest).is_some();
        let carried = rest.contains("结转") || rest.contains("结余");
        let own = || year::above(self.page, self.header.rows.start).map(LabelYear::Year);
        !carried && (column || whole && own().map_or(year < LabelYear::Year(0), |own| own != year))
    }

    /// The values in the columns of a row.
    fn figures(&self, name: &str, cell: CellRef, reach: RowColumns) -> MoneyRow {
        let known = |role: &FundColumn| !self.divided.contains(role);
        let amount = |role, field| {
            let span = self.span(role, reach).filter(|_| known(&role))?;
            self.amount(span, reach.row, field)
        };
        let adjusted = amount(FundColumn::Adjusted, Field::Adjusted);
        let executed = amount(FundColumn::Executed, Field::Executed);
        let initial = amount(FundColumn::Initial, Field::Initial);
        let gap =
            |figure: &Option<Figure>, role| self.gap(figure, self.span(role, reach)?, reach.row);
        let gaps = Gaps {
            initial: gap(&initial, FundColumn::Initial),
            adjusted: gap(&adjusted, FundColumn::Adjusted),
            executed: gap(&executed, FundColumn::Executed),
        };
        let budget = adjusted.as_ref().or(initial.as_ref());
        let rate = self
            .span(FundColumn::Rate, reach)
            .and_then(|s| self.rate(s, reach.row, quotient(executed.as_ref(), budget)));
        let plain = |role, field| self.plain(self.span(role, reach)?, reach.row, field);
        MoneyRow {
            label: line_name(name),
            within: false,
            cell,
            role: None,
            initial,
            carryover: amount(FundColumn::Carryover, Field::Initial),
            change: amount(FundColumn::Change, Field::Change),
            adjusted,
            executed,
            gaps,
            forecast: amount(FundColumn::Forecast, Field::Forecast),
            rate,
            points: plain(FundColumn::Points, Field::ExecutionPoints),
            score: plain(FundColumn::Score, Field::ExecutionScore),
            inline: None,
            mark: None,
        }
    }

    fn span(&self, role: FundColumn, reach: RowColumns) -> Option<Span> {
        let span = self.header.span(role)?;
        let behind = reach.after.is_none_or(|after| span.last > after);
        let before = reach.until.is_none_or(|until| span.first < until);
        // A heading may be over the labels too.
        let first = reach.after.map_or(0, |after| after.saturating_add(1));
        let first = span.first.max(first);
        (behind && before).then_some(Span { first, ..span })
    }

    /// Splits `一般公共预算：1873.66万元` into name and amount.
    fn split_inline<'t>(&self, text: &'t str, at: CellRef) -> (&'t str, Option<Figure>) {
        let (name, amount) = match text.rsplit_once([':', '：']) {
            Some((name, amount)) => match text_reading(amount) {
                NumberReading::Blank => return (name, None),
                _ => (name, amount),
            },
            None => (text, ""),
        };
        let typed = match text_reading(amount) {
            NumberReading::Number(number) => Some((name, amount, number)),
            NumberReading::Blank | NumberReading::Unreadable => behind_name(text),
        };
        let Some((name, amount, number)) = typed else {
            return (text, None);
        };
        let value = self.money(number, amount.trim(), at);
        (name, value.map(|v| Located::new(v, at, amount.trim())))
    }
}

pub(super) fn quotient(executed: Option<&Figure>, adjusted: Option<&Figure>) -> Option<Decimal> {
    executed?.value.checked_div(adjusted?.value)
}

/// Whether 其中 precedes the name of a part.
pub(super) fn is_within(name: &str) -> bool {
    name.trim_start().starts_with("其中")
}

/// The name of a part without 其中： and numbering, with its brackets.
pub(super) fn line_name(name: &str) -> EcoString {
    let line = one_line(name);
    let bare = line
        .trim_start_matches("其中")
        .trim_start_matches([':', '：', '，', ',', ' ', '\u{3000}'])
        .trim_end_matches([':', '：'])
        .trim();
    without_number(bare).into()
}

#[cfg(test)]
mod tests {
    use super::line_name;

    #[test]
    fn names_of_parts() {
        for (typed, name) in [
            ("其中：当年财政拨款", "当年财政拨款"),
            ("\u{3000}\u{3000}\u{3000}上年结转资金", "上年结转资金"),
            ("1.财政资金小计", "财政资金小计"),
            ("\u{3000}①项目支出", "项目支出"),
            ("其中：一般公共预算", "一般公共预算"),
            ("政府性基金拨款：", "政府性基金拨款"),
            ("2.单位其它收入", "单位其它收入"),
            ("其中财政拨款", "财政拨款"),
            ("（1）财政性资金", "财政性资金"),
            ("二、项目支出", "项目支出"),
            ("（本级）基本支出", "（本级）基本支出"),
        ] {
            assert_eq!(&*line_name(typed), name, "{typed}");
        }
    }
}
