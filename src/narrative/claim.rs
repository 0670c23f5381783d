//! Contradictions of a report, with the sentence.

use rust_decimal::Decimal;

use super::figure::{Figure, Measure};
use super::known::{FormFigure, Subject};
use super::paragraph::{Paragraph, Sentence};
use crate::finding::narrative::{REPORT_DIFFERS, REPORT_TWICE};
use crate::finding::{Code, Fact, Problem};

/// A contradiction, and the paragraph it is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The paragraph by its index.
    pub paragraph: usize,
    /// What is wrong.
    pub problem: Problem,
}

/// What is found in each sentence, by the index of its paragraph.
pub(super) fn claims_of_sentences<'p, F: IntoIterator<Item = Problem>>(
    paragraphs: &'p [Paragraph],
    find: impl Fn(usize, Sentence<'p>) -> F,
) -> Vec<Claim> {
    let mut claims = Vec::new();
    for (paragraph, text) in paragraphs.iter().enumerate() {
        for sentence in text.sentences() {
            let found = find(paragraph, sentence).into_iter();
            claims.extend(found.map(|problem| Claim { paragraph, problem }));
        }
    }
    claims
}

impl Claim {
    /// Whether it contradicts a figure of the form.
    #[must_use]
    pub fn is_of_form(&self) -> bool {
        self.problem.is(&REPORT_DIFFERS) && self.problem.case() != Some("claim")
    }

    /// Whether both are of one code and paragraph.
    pub(super) fn is_about(&self, other: &Self) -> bool {
        self.paragraph == other.paragraph && self.problem.is(other.problem.code)
    }

    /// Whether it is about two figures that the form has already decided between.
    pub(super) fn repeats(&self, of_form: &Problem) -> bool {
        let fact = |problem: &Problem, name| problem.text(name);
        let turned = fact(&self.problem, "found") == fact(of_form, "expected")
            && fact(&self.problem, "expected") == fact(of_form, "found");
        let same = fact(&self.problem, "found") == fact(of_form, "found")
            && fact(&self.problem, "expected") == fact(of_form, "expected");
        self.problem.is(&REPORT_TWICE) && (turned || same)
    }
}

/// The text of a claim: its sentence and name, the expected and the found figure.
#[derive(Debug, Clone, Copy)]
pub(super) struct ClaimText<'a> {
    pub(super) sentence: Sentence<'a>,
    pub(super) name: &'a str,
    pub(super) expected: &'a str,
    pub(super) found: &'a str,
}

impl ClaimText<'_> {
    pub(super) fn problem(self, code: &'static Code, case: &'static str) -> Problem {
        let name = self.name.trim_start_matches("其中");
        let name = name.trim_end_matches(['为', '是', '达', '到', '：']);
        let name = match name {
            "" => self.found,
            name => name,
        };
        code.case(
            case,
            [
                (
                    "sentence",
                    Fact::text(around(self.sentence.text(), self.found)),
                ),
                ("name", Fact::text(name)),
                ("expected", Fact::text(self.expected)),
                ("found", Fact::text(self.found)),
            ],
        )
    }
}

/// The problem of a sentence that contradicts its form.
pub(super) fn differs(sentence: Sentence<'_>, known: &FormFigure, found: &str) -> Problem {
    let (case, subject) = match &known.subject {
        Subject::Line(name) | Subject::Indicator(name) | Subject::Project(name) => {
            ("form", Some(name))
        }
        Subject::Projects(_) => ("projects", None),
        Subject::Whole => ("form", None),
    };
    let subject = subject.map(|name| ("subject", Fact::text(name.as_str())));
    let facts = [
        ("sentence", Fact::text(around(sentence.text(), found))),
        ("field", Fact::Field(known.field)),
        ("expected", Fact::text(known.shown.as_str())),
        ("found", Fact::text(found)),
    ];
    REPORT_DIFFERS.case(case, facts.into_iter().chain(subject))
}

/// Characters of a sentence that are quoted.
const QUOTED: usize = 56;

/// The part of a sentence around what was found in it.
fn around(sentence: &str, found: &str) -> String {
    let length = sentence.chars().count();
    if length <= QUOTED {
        return sentence.to_owned();
    }
    let at = sentence.find(found).unwrap_or(0);
    let before = sentence.get(..at).map_or(0, |text| text.chars().count());
    let start = before.saturating_sub(QUOTED * 2 / 3).min(length - QUOTED);
    let piece: String = sentence.chars().skip(start).take(QUOTED).collect();
    match start {
        0 => piece,
        _ => format!("…{piece}"),
    }
}

/// A figure as printed with its measure.
pub(super) fn printed(figure: &Figure) -> String {
    worded(figure.value, &figure.measure)
}

/// A number with a measure.
pub(super) fn worded(value: Decimal, measure: &Measure) -> String {
    let value = value.normalize();
    match measure {
        Measure::Money(_) | Measure::Standard(_) => format!("{value}{}", money(measure)),
        Measure::Percent => format!("{value}%"),
        Measure::PercentPoints => format!("{value}个百分点"),
        Measure::Points => format!("{value}分"),
        Measure::Count(counter) => format!("{value}{counter}"),
        Measure::Bare => value.to_string(),
    }
}

fn money(measure: &Measure) -> &'static str {
    match measure {
        Measure::Money(scale) | Measure::Standard(scale) if *scale > Decimal::ONE => "亿元",
        Measure::Money(scale) | Measure::Standard(scale) if *scale < Decimal::ONE => "元",
        _ => "万元",
    }
}

/// `amount` in 万元, converted to the measure of a figure.
pub(super) fn in_measure_of(figure: &Figure, amount: Decimal) -> String {
    let value = match figure.measure {
        Measure::Money(scale) => amount.checked_div(scale).unwrap_or(amount),
        _ => amount,
    };
    worded(value, &figure.measure)
}
