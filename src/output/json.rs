//! Results as JSON, schema 1: the record of a run, written form by form.

use std::fs::File;
use std::io::{self, Read, Write};

use ecow::EcoString;

use super::formats::{Format, Writer};
use crate::base::lang::{Lang, Text};
use crate::base::mark::is_in_text;
use crate::compare::{Comparison, ComparisonRecord, Origin, Round, Series, run_hash};
use crate::model::Date;
use crate::record::{
    self, Files, Form, InputFile, LazyList, Monitoring, ReturnSummary, Row, Rules, SCHEMA,
};
use crate::report::PROGRAM;
use crate::run::{Assessed, Assessment};

/// Results for other programs.
pub static JSON: Format = Format {
    flag: "json",
    short: None,
    path: Text::new("结果.json", "OUT.json"),
    help: Text::new("同时写出 JSON 结果", "Also write the results as JSON"),
    suits: |_| true,
    ours: |path| {
        let mut head = [0; 200];
        let read = File::open(path).and_then(|mut file| file.read(&mut head));
        read.is_ok() && is_in_text(&head)
    },
    writer: Writer::Stream(|series, options, out| write(series, options.lang, out)),
};

/// Writes `series` to `out` with two spaces of indentation and a final newline.
///
/// # Errors
///
/// Whatever stops `out`.
pub fn write(series: &Series, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let Series {
        assessment,
        comparison,
        round,
        // The list of those to review is a sheet of the workbook alone.
        draw: _,
    } = series;
    let comparison = comparison.as_ref();
    // A year read from stored results has no files and forms to list.
    let rounding = assessment.rules.rounding.score;
    let read = comparison.is_none_or(|c| c.current.origin == Origin::Forms);
    let run = record::Run {
        schema: SCHEMA,
        program: PROGRAM.into(),
        year: assessment.year,
        rules: Rules::of(&assessment.rules.stamp),
        files: read.then(|| Files::of(assessment)),
        hash: read.then(|| EcoString::from(&*run_hash(assessment, comparison, round.as_ref()))),
        inputs: read.then(|| InputFile::list(assessment)),
        midyear: Monitoring::of(assessment),
        roster: ReturnSummary::of(assessment, lang),
        date: day(assessment, round.as_ref()).map(|day| day.to_string().into()),
        decisions: record::Decisions::of(assessment),
        units: read.then_some(LazyList(|| {
            let forms = in_order(&assessment.forms).into_iter();
            forms.map(|(at, form)| Form::of(form, rounding, before(comparison, at)))
        })),
        excluded: read.then_some(LazyList(|| {
            let excluded = assessment.excluded.iter();
            excluded.map(|e| record::Exclusion::of(e, lang))
        })),
        reports: read.then(|| assessment.reports.clone()),
        findings: read.then_some(LazyList(|| record::Finding::list(assessment, lang))),
        round: round.as_ref(),
        compare: comparison.map(ComparisonRecord::of),
    };
    serde_json::to_writer_pretty(&mut *out, &run)?;
    out.write_all(b"\n")
}

/// The day of the run, where decisions or an earlier run of the year depend on it.
fn day(assessment: &Assessment, round: Option<&Round>) -> Option<Date> {
    let decisions = assessment.decisions.as_ref();
    let decided = decisions.map(|decisions| decisions.register.date);
    decided.or(round.map(|round| round.date))
}

/// Forms with their indices by kind, rank and path.
fn in_order(forms: &[Assessed]) -> Vec<(usize, &Assessed)> {
    let mut forms: Vec<_> = forms.iter().enumerate().collect();
    let key = |form: &Assessed| {
        let rank = form.standing.map_or(usize::MAX, |s| s.rank);
        (form.filing.kind, rank)
    };
    forms.sort_by(|(_, a), (_, b)| {
        let place = |form: &Assessed| (form.filing.file.clone(), form.filing.sheet.clone());
        key(a).cmp(&key(b)).then_with(|| place(a).cmp(&place(b)))
    });
    forms
}

/// The form of the year before.
fn before(comparison: Option<&Comparison>, form: usize) -> Option<&Row> {
    comparison?.pair(form)?.before()
}
