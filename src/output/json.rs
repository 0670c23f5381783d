//! Results as JSON, schema 1.

mod compare;
mod midyear;
mod roster;
mod unit;

use std::io::{self, Write};

use serde::{Serialize, Serializer};

use super::formats::{Format, Writer};
use crate::base::lang::{Lang, Text};
use crate::compare::{Comparison, Origin, Record, Series};
use crate::finding::{Finding, Severity};
use crate::report::PROGRAM;
use crate::run::{Assessment, Exclusion};
use compare::Compared;
use unit::Shown;

/// Version of this layout; raised when a field changes its meaning or goes away.
const SCHEMA: u32 = 1;

/// Results for other programs.
pub static JSON: Format = Format {
    flag: "json",
    short: None,
    path: Text::new("结果.json", "OUT.json"),
    help: Text::new("同时写出 JSON 结果", "Also write the results as JSON"),
    suits: |_| true,
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
    } = series;
    let comparison = comparison.as_ref();
    // A year that is known by its stored results has no files and forms to list.
    let read = comparison.is_none_or(|c| c.current.origin == Origin::Forms);
    let results = Results {
        schema: SCHEMA,
        program: PROGRAM,
        year: assessment.year,
        rules: Rules {
            id: &assessment.rules.stamp.id,
            sha256: &assessment.rules.stamp.sha256,
        },
        files: read.then(|| Files::of(assessment)),
        midyear: midyear::Monitoring::of(assessment),
        roster: roster::Due::of(assessment),
        units: read.then_some(Each(|| {
            let forms = assessment.forms.iter().enumerate();
            forms.map(|(at, form)| Shown(form, before(comparison, at)))
        })),
        excluded: read.then_some(Each(|| {
            assessment.excluded.iter().map(|e| Excluded::of(e, lang))
        })),
        findings: read.then_some(Each(|| {
            let findings = assessment.findings();
            findings.into_iter().map(|f| Found::of(f, lang))
        })),
        compare: comparison.map(Compared::of),
    };
    serde_json::to_writer_pretty(&mut *out, &results)?;
    out.write_all(b"\n")
}

/// The document; its lists are made while they are written.
#[derive(Serialize)]
struct Results<'a, U: Serialize, E: Serialize, F: Serialize> {
    schema: u32,
    program: &'static str,
    year: Option<i32>,
    rules: Rules<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    files: Option<Files>,
    /// Only in a run about monitoring forms.
    #[serde(skip_serializing_if = "Option::is_none")]
    midyear: Option<midyear::Monitoring>,
    /// Only where a roster was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    roster: Option<roster::Due<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    units: Option<U>,
    #[serde(skip_serializing_if = "Option::is_none")]
    excluded: Option<E>,
    #[serde(skip_serializing_if = "Option::is_none")]
    findings: Option<F>,
    #[serde(skip_serializing_if = "Option::is_none")]
    compare: Option<Compared<'a>>,
}

/// The form of the year before.
fn before(comparison: Option<&Comparison>, form: usize) -> Option<&Record> {
    comparison?.pair(form)?.before()
}

/// A list whose items exist one at a time.
struct Each<F>(F);

impl<F, I> Serialize for Each<F>
where
    F: Fn() -> I,
    I: Iterator<Item: Serialize>,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
}

#[derive(Serialize)]
struct Rules<'a> {
    id: &'a str,
    sha256: &'a str,
}

#[derive(Serialize)]
struct Files {
    seen: usize,
    read: usize,
    skipped: usize,
}

impl Files {
    fn of(assessment: &Assessment) -> Self {
        let seen = assessment.inputs.len();
        let read = assessment.files_read();
        Self {
            seen,
            read,
            skipped: seen.saturating_sub(read),
        }
    }
}

#[derive(Serialize)]
struct Excluded<'a> {
    file: &'a str,
    sheet: Option<&'a str>,
    unit: Option<&'a str>,
    reason: String,
    codes: Vec<&'static str>,
}

impl<'a> Excluded<'a> {
    fn of(exclusion: &'a Exclusion, lang: Lang) -> Self {
        Self {
            file: &exclusion.file,
            sheet: exclusion.sheet.as_deref(),
            unit: exclusion.unit.as_deref(),
            reason: exclusion.reason(lang),
            codes: exclusion.codes().collect(),
        }
    }
}

#[derive(Serialize)]
struct Found<'a> {
    code: &'static str,
    severity: Severity,
    file: &'a str,
    sheet: Option<&'a str>,
    cell: Option<String>,
    unit: Option<&'a str>,
    message: String,
    expected: Option<String>,
    found: Option<String>,
}

impl<'a> Found<'a> {
    fn of(finding: &'a Finding, lang: Lang) -> Self {
        let (expected, found) = finding.problem.expected_found();
        Self {
            code: finding.problem.code.name,
            severity: finding.severity,
            file: &finding.place.file,
            sheet: finding.place.sheet.as_deref(),
            cell: finding.place.cell.map(|c| c.to_string()),
            unit: finding.unit.as_deref(),
            message: finding.message(lang),
            expected,
            found,
        }
    }
}
