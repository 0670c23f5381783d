//! What each figure of a form is used for, and the result.

use rust_decimal::Decimal;

use super::cells;
use crate::base::lang::{Lang, Text, worded};
use crate::finding::Field;
use crate::model::{CellRef, Figure, Funding, FundingLine, Indicator, Located, Stage};
use crate::record::Form;
use crate::run::Assessed;

/// Cells with their uses, while they are gathered.
struct Uses {
    lang: Lang,
    all: Vec<(CellRef, String)>,
}

/// Every cell a field was read from, with the field.
pub(super) fn uses(form: &Assessed, record: &Form, lang: Lang) -> Vec<(CellRef, String)> {
    let filing = form.filing.open();
    let all = Vec::new();
    let mut uses = Uses { lang, all };
    if let Some(cell) = filing.unit.code_cell {
        uses.note(cell, Text::new("单位编码", "code of the unit").get(lang));
    }
    uses.place(filing.year.as_ref(), Field::Year);
    if let Some(funding) = &filing.funding {
        uses.funding(funding, record, filing.stage);
    }
    for line in &filing.parts {
        uses.line(line);
    }
    for group in &filing.groups {
        uses.place(Some(&group.points), Field::Points);
    }
    for (row, result) in filing.indicators.iter().zip(&record.indicators) {
        uses.indicator(row, result.recomputed, result.completion_rate);
    }
    let own = record.own_total.or(record.recomputed_total);
    uses.computed(
        filing.reported_total.as_ref(),
        Field::Total,
        cells::figure,
        own,
    );
    uses.place(filing.stated_points.as_ref(), Field::Points);
    uses.all
}

impl Uses {
    fn note(&mut self, cell: CellRef, title: &str) {
        self.all.push((cell, title.to_owned()));
    }

    fn place<T>(&mut self, read: Option<&Located<T>>, field: Field) {
        if let Some(read) = read {
            self.note(read.cell, field.name().get(self.lang));
        }
    }

    /// A field with its computed result.
    fn computed(
        &mut self,
        read: Option<&Figure>,
        field: Field,
        write: fn(Option<Decimal>) -> String,
        recomputed: Option<Decimal>,
    ) {
        let Some(read) = read else { return };
        let title = field.name().get(self.lang);
        let Some(_) = recomputed else {
            return self.note(read.cell, title);
        };
        let figure = write(recomputed);
        let text = worded!(
            self.lang,
            "{title}，复算 {figure}",
            "{title}, recomputed {figure}"
        );
        self.note(read.cell, &text);
    }

    fn funding(&mut self, funding: &Funding, record: &Form, stage: Stage) {
        let executed = match stage {
            Stage::Midyear => Field::ExecutedSoFar,
            Stage::Goals | Stage::SelfEvaluation => Field::Executed,
        };
        for (figure, field) in [
            (funding.initial.as_ref(), Field::Initial),
            (funding.change.as_deref(), Field::Change),
            (funding.adjusted.as_ref(), Field::Adjusted),
            (funding.executed.as_ref(), executed),
            (funding.points.as_ref(), Field::ExecutionPoints),
        ] {
            self.place(figure, field);
        }
        if let Some(carryover) = &funding.carryover {
            let title = Text::new("上年结转", "carried over").get(self.lang);
            self.note(carryover.cell, title);
        }
        self.place(funding.forecast.as_deref(), Field::Forecast);
        let (rate, score) = (record.funding.execution_rate, record.funding.recomputed);
        let own = record.funding.own_recomputed.or(score);
        self.computed(
            funding.rate.as_ref(),
            Field::ExecutionRate,
            cells::rate,
            rate,
        );
        self.computed(
            funding.reported.as_ref(),
            Field::ExecutionScore,
            cells::figure,
            own,
        );
    }

    fn line(&mut self, line: &FundingLine) {
        for (figure, field) in [
            (&line.initial, Field::Initial),
            (&line.change, Field::Change),
            (&line.adjusted, Field::Adjusted),
            (&line.executed, Field::Executed),
            (&line.rate, Field::ExecutionRate),
        ] {
            self.place(figure.as_ref(), field);
        }
    }

    fn indicator(&mut self, row: &Indicator, score: Option<Decimal>, completion: Option<Decimal>) {
        self.place(row.points.as_ref(), Field::Points);
        for (read, field) in [
            (row.target.as_ref(), Field::Target),
            (row.initial_target.as_deref(), Field::Target),
            (row.midyear.as_deref(), Field::Midyear),
            (row.forecast.as_deref(), Field::Forecast),
            (row.actual.as_ref(), Field::Actual),
        ] {
            self.place(read, field);
        }
        self.computed(
            row.completion.as_deref(),
            Field::Completion,
            cells::rate,
            completion,
        );
        self.computed(row.reported.as_ref(), Field::Score, cells::figure, score);
    }
}
