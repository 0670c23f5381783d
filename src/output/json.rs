//! Results as JSON, schema 1: the record of a run, written form by form.

use std::fs::File;
use std::io::{self, Read, Write};

use super::formats::{Format, Writer};
use crate::base::lang::{Lang, Text};
use crate::base::mark::is_in_text;
use crate::compare::{Compared, Comparison, Origin, Series};
use crate::record::{self, Due, Each, Files, Form, Monitoring, Row, Rules, SCHEMA};
use crate::report::PROGRAM;
use crate::run::Assessed;

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
        // The list of those to review is a sheet of the workbook alone.
        draw: _,
    } = series;
    let comparison = comparison.as_ref();
    // A year that is known by its stored results has no files and forms to list.
    let rounding = assessment.rules.rounding.score;
    let read = comparison.is_none_or(|c| c.current.origin == Origin::Forms);
    let run = record::Run {
        schema: SCHEMA,
        program: PROGRAM.into(),
        year: assessment.year,
        rules: Rules::of(&assessment.rules.stamp),
        files: read.then(|| Files::of(assessment)),
        midyear: Monitoring::of(assessment),
        roster: Due::of(assessment, lang),
        date: assessment
            .decisions
            .as_ref()
            .map(|decisions| decisions.register.date.to_string().into()),
        decisions: record::Decisions::of(assessment),
        units: read.then_some(Each(|| {
            let forms = in_order(&assessment.forms).into_iter();
            forms.map(|(at, form)| Form::of(form, rounding, before(comparison, at)))
        })),
        excluded: read.then_some(Each(|| {
            let excluded = assessment.excluded.iter();
            excluded.map(|e| record::Exclusion::of(e, lang))
        })),
        findings: read.then_some(Each(|| record::Finding::list(assessment, lang))),
        compare: comparison.map(Compared::of),
    };
    serde_json::to_writer_pretty(&mut *out, &run)?;
    out.write_all(b"\n")
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
