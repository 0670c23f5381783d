//! One paper against its form: the reviewed total, and the reviewer's own faults.

use std::collections::BTreeSet;

use ecow::EcoString;
use rust_decimal::Decimal;

use super::{DueRow, Fault, due};
use crate::base::number::Rate;
use crate::finding::Fact;
use crate::finding::review::{REVIEW_ALTERED, REVIEW_SCORE, REVIEW_SHARE, REVIEW_UNEXPLAINED};
use crate::form::labels::fold;
use crate::form::target;
use crate::model::{Basis, CellRef, Filing, Located};
use crate::review::{Column, Entry, Paper, Row};
use crate::rules::{Deduction, RuleSet, evaluate};

/// The result of checking a paper.
pub(super) struct CheckedPaper {
    /// 复核总分; `None` while a row is open or its score cannot be taken.
    pub(super) total: Option<Decimal>,
    /// Rows that the reviewer left open.
    pub(super) blank: usize,
    pub(super) faults: Vec<Fault>,
    pub(super) likes: Vec<DeductionWords>,
}

/// A deduction in words, to be compared with the same words elsewhere.
#[derive(Debug, Clone)]
pub(super) struct DeductionWords {
    /// 扣分要点 and 备注, folded.
    pub(super) words: [String; 2],
    /// Share of the points that was taken off.
    pub(super) share: Decimal,
    pub(super) cell: CellRef,
}

/// Checks a paper row by row.
pub(super) fn checked(paper: &Paper, filing: &Filing, rules: &RuleSet) -> CheckedPaper {
    let mut checked = CheckedPaper {
        total: Some(Decimal::ZERO),
        blank: 0,
        faults: Vec::new(),
        likes: Vec::new(),
    };
    let mut seen = BTreeSet::new();
    for (at, due) in due(filing).iter().enumerate() {
        let Some(row) = row_of(paper, due, at, &mut seen) else {
            let facts = [("indicator", Fact::text(due.name.clone()))];
            checked
                .faults
                .push((REVIEW_ALTERED.case("row", facts), None));
            checked.total = None;
            continue;
        };
        let line = PaperRow {
            paper,
            row,
            due,
            known: rules.deductions.iter().find(|known| {
                let stated = row.deduction.as_deref().unwrap_or_default();
                fold(&known.name) == fold(stated)
            }),
        };
        checked.faults.extend(line.altered());
        checked.take(&line, filing, rules);
    }
    checked
}

/// The row of an indicator: at its place, else the first other of its name.
fn row_of<'p>(
    paper: &'p Paper,
    due: &DueRow,
    at: usize,
    seen: &mut BTreeSet<u32>,
) -> Option<&'p Row> {
    let is_it = |row: &&Row| {
        let execution = due.indicator.is_none() && row.name.contains(&*due.name);
        execution || fold(&row.name) == fold(&due.name)
    };
    let placed = paper.rows.get(at).filter(is_it);
    let mut others = paper.rows.iter().filter(|row| !seen.contains(&row.row));
    let row = placed.or_else(|| others.find(is_it))?;
    seen.insert(row.row);
    Some(row)
}

impl CheckedPaper {
    fn take(&mut self, line: &PaperRow<'_>, filing: &Filing, rules: &RuleSet) {
        let score = match line.score() {
            Ok(Some(score)) => score,
            Ok(None) => {
                // What is worth nothing needs no score.
                if line.due.points.is_some() || line.due.reported.is_some() {
                    self.blank = self.blank.saturating_add(1);
                    self.total = None;
                }
                return;
            }
            Err(fault) => {
                self.faults.push(fault);
                self.total = None;
                return;
            }
        };
        self.total = self.total.and_then(|total| total.checked_add(score));
        self.faults.extend(line.fault(score, filing, rules));
        self.likes.extend(line.like(score));
    }
}

/// A row of a paper beside what was filed.
struct PaperRow<'p> {
    paper: &'p Paper,
    row: &'p Row,
    due: &'p DueRow,
    /// The deduction of the rule set that is stated.
    known: Option<&'p Deduction>,
}

impl PaperRow<'_> {
    fn cell(&self, column: Column) -> Option<CellRef> {
        Some(self.paper.at(self.row, column))
    }

    fn named(&self) -> (&'static str, Fact) {
        ("indicator", Fact::text(self.due.name.clone()))
    }

    /// 权重 and 自评得分 are those of the form.
    fn altered(&self) -> Vec<Fault> {
        let both = [
            (Column::Points, self.row.points, self.due.points),
            (Column::Reported, self.row.reported, self.due.reported),
        ];
        let differ = both
            .into_iter()
            .filter(|(_, stands, filed)| stands != filed);
        let fault = |(column, stands, filed): (Column, Option<Decimal>, Option<Decimal>)| {
            let points = |figure: Option<Decimal>| figure.map(Fact::Points);
            let facts = [("expected", points(filed)), ("found", points(stands))];
            let facts = facts
                .into_iter()
                .filter_map(|(name, fact)| Some((name, fact?)));
            let facts = facts.chain([self.named()]);
            (REVIEW_ALTERED.case("figure", facts), self.cell(column))
        };
        differ.map(fault).collect()
    }

    /// The score after the stated deduction.
    fn stated(&self) -> Option<Decimal> {
        self.known?.leaves(self.due.points?, self.due.reported)
    }

    /// 复核得分: as typed, else what the deduction leaves.
    fn score(&self) -> Result<Option<Decimal>, Fault> {
        let wrong = |found: EcoString| {
            let facts = [self.named(), ("typed", Fact::text(found))];
            (
                REVIEW_SCORE.case("unread", facts),
                self.cell(Column::Reviewed),
            )
        };
        let score = match &self.row.entry {
            Entry::Typed(score) | Entry::Formula(score) => *score,
            Entry::Blank => return Ok(self.stated()),
            Entry::Words(words) => return Err(wrong(words.clone())),
        };
        let most = self.due.points.filter(|points| score > *points);
        match most {
            _ if score < Decimal::ZERO => Err(wrong(score.normalize().to_string().into())),
            Some(points) => {
                let facts = [
                    self.named(),
                    ("expected", Fact::Points(points)),
                    ("found", Fact::Points(score)),
                ];
                Err((
                    REVIEW_SCORE.case("above", facts),
                    self.cell(Column::Reviewed),
                ))
            }
            None => Ok(Some(score)),
        }
    }

    fn share(&self, case: &'static str, expected: Decimal, score: Decimal) -> Option<Fault> {
        let facts = [
            self.named(),
            (
                "deduction",
                Fact::text(self.row.deduction.clone().unwrap_or_default()),
            ),
            ("expected", Fact::Points(expected)),
            ("found", Fact::Points(score)),
        ];
        Some((REVIEW_SHARE.case(case, facts), self.cell(Column::Reviewed)))
    }

    /// The first problem of a readable score.
    fn fault(&self, score: Decimal, filing: &Filing, rules: &RuleSet) -> Option<Fault> {
        let filed = self.due.reported.or(self.due.points)?;
        let noted = self.row.note.is_some() || self.row.actual.is_some();
        let indicator = self.due.indicator.as_ref();
        let groups = indicator.map_or([None; 2], |i| [i.level1.as_deref(), i.level2.as_deref()]);
        match (&self.row.deduction, self.known) {
            (Some(stated), Some(known)) if !known.suits(groups) => {
                let facts = [self.named(), ("deduction", Fact::text(stated.clone()))];
                Some((
                    REVIEW_SHARE.case("group", facts),
                    self.cell(Column::Deduction),
                ))
            }
            (Some(_), Some(known)) if known.off.is_some() => {
                let stated = self.stated().filter(|stated| *stated != score)?;
                self.share("share", stated, score)
            }
            (None, _) if score != filed && !noted => self.unexplained("none", filed, score),
            (Some(_), Some(_)) if score != filed && !noted => {
                self.unexplained("open", filed, score)
            }
            (Some(_), _) if score == filed && self.row.actual.is_none() => {
                self.share("nothing", filed, score)
            }
            _ => {
                let worth = self.worth(filing, rules).filter(|worth| *worth != score)?;
                self.share("value", worth, score)
            }
        }
    }

    fn unexplained(&self, case: &'static str, filed: Decimal, score: Decimal) -> Option<Fault> {
        let facts = [
            self.named(),
            ("expected", Fact::Points(filed)),
            ("found", Fact::Points(score)),
        ];
        let cell = self.cell(Column::Deduction);
        Some((REVIEW_UNEXPLAINED.case(case, facts), cell))
    }

    /// The score of the indicator with 复核完成值, where it can be computed.
    fn worth(&self, filing: &Filing, rules: &RuleSet) -> Option<Decimal> {
        let (typed, indicator) = (self.row.actual.as_ref()?, self.due.indicator.as_ref()?);
        let mut filing = filing.clone();
        let at = filing
            .indicators
            .iter()
            .position(|i| i.cell == indicator.cell)?;
        let actual = Located::new(target::parse(typed), indicator.cell, typed.clone());
        filing.indicators.get_mut(at)?.actual = Some(actual);
        let result = evaluate(&filing, rules).indicators.get(at).cloned()?;
        result.score.filter(|_| result.basis == Basis::Recomputed)
    }

    /// Words of the reviewer's own with the share that was taken off for them.
    fn like(&self, score: Decimal) -> Option<DeductionWords> {
        let stated = self.row.deduction.as_deref()?;
        let note = self.row.note.as_deref().unwrap_or_default();
        let own = self.known.is_none() || !note.is_empty();
        let decided = self.known.is_some_and(|known| known.off.is_some());
        if decided || !own || self.row.actual.is_some() {
            return None;
        }
        let points = self.due.points?;
        let off = self.due.reported.unwrap_or(points).checked_sub(score)?;
        Some(DeductionWords {
            words: [stated, note].map(|text| fold(text).into_owned()),
            share: Rate::new(off, points)?.rounded(RuleSet::FOUR_PLACES)?,
            cell: self.cell(Column::Deduction)?,
        })
    }
}
