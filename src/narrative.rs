//! 自评报告 as filed: the words of a written report, its figures, and where they contradict each other.
//!
//! A figure is contradicted only where the report itself names both sides; what is not understood is ignored.

mod balance;
mod bind;
mod claim;
mod cover;
mod field;
mod figure;
mod known;
mod letter;
mod level;
mod paragraph;
mod praise;
mod projects;
mod rate;
mod row;
mod slip;
mod task;
mod text;
mod twice;
mod whole;

use crate::finding::narrative::{REPORT_NAME, REPORT_YEAR};
use crate::finding::{Fact, Problem};

pub use bind::FigureCheck;
pub use claim::Claim;
pub use cover::Cover;
pub use figure::{Figure, Measure, figures};
pub use known::{FormFigure, Knowledge, Subject};
pub use paragraph::Paragraph;
pub use text::{ParagraphPosition, Passage, ReportText};

/// A report that was read.
#[derive(Debug, Clone)]
pub struct Report {
    /// Its paragraphs.
    pub paragraphs: Vec<Paragraph>,
    /// What its head states.
    pub cover: Cover,
}

impl Report {
    /// The figures of a text.
    #[must_use]
    pub fn read(text: &ReportText) -> Self {
        let mut paragraphs: Vec<Paragraph> = text.passages.iter().map(Paragraph::of).collect();
        cover::date(&mut paragraphs);
        Self {
            cover: Cover::of(&paragraphs),
            paragraphs,
        }
    }

    /// Its cover and first paragraphs, as one text.
    #[must_use]
    pub fn head(&self) -> String {
        let head = self.paragraphs.iter().take(cover::HEAD);
        head.map(|paragraph| paragraph.text.as_str()).collect()
    }

    /// Whether it is a report at all: by its title, or by amounts of money in sentences.
    #[must_use]
    pub fn is_one(&self) -> bool {
        let head = self.paragraphs.iter().take(15);
        let titled = head
            .into_iter()
            .any(|p| p.text.contains("报告") && p.text.contains("绩效"));
        let figures = self.paragraphs.iter().flat_map(|p| &p.figures);
        titled || figures.filter(|f| f.is_money()).count() >= 2
    }

    /// The year it is about: that of its head, else the one its text names most.
    #[must_use]
    pub fn year(&self) -> Option<i32> {
        self.cover
            .year
            .or_else(|| cover::usual_year(&self.paragraphs))
    }

    /// Its figures compared with a form, or without one with each other: their number, how many are the form's, and all
    /// contradictions, in the order of its paragraphs.
    #[must_use]
    pub fn held(&self, knowledge: Option<&Knowledge>) -> FigureCheck {
        let paragraphs = &self.paragraphs;
        let nothing = Knowledge::default();
        let mut bound = bind::bind(paragraphs, knowledge.unwrap_or(&nothing));
        let mut claims = std::mem::take(&mut bound.claims);
        claims.extend(whole::claims(paragraphs));
        claims.extend(row::claims(paragraphs));
        claims.extend(rate::claims(paragraphs));
        claims.extend(task::claims(paragraphs));
        claims.extend(balance::claims(paragraphs));
        claims.extend(twice::claims(paragraphs, self.year()));
        claims.extend(projects::claims(paragraphs));
        claims.extend(level::claims(paragraphs));
        claims.extend(praise::claim(paragraphs, knowledge));
        claims.extend(self.on_its_head());
        claims.extend(
            knowledge
                .into_iter()
                .flat_map(|knowledge| self.years(knowledge)),
        );
        let slips = slip::claims(paragraphs);
        let is_new = |slip: &Claim| !claims.iter().any(|claim| claim.is_about(slip));
        let slips: Vec<Claim> = slips.into_iter().filter(is_new).collect();
        claims.extend(slips);
        claims.sort_by_key(|claim| claim.paragraph);
        let differs: Vec<Problem> = claims
            .iter()
            .filter(|claim| claim.is_of_form())
            .map(|claim| claim.problem.clone())
            .collect();
        claims.retain(|claim| !differs.iter().any(|other| claim.repeats(other)));
        bound.claims = claims;
        bound
    }

    /// Names and years of the cover that the text does not confirm.
    fn on_its_head(&self) -> Vec<Claim> {
        let mut claims = Vec::new();
        if let Some(unit) = &self.cover.unit
            && let Some(other) = cover::other_body(&self.paragraphs, unit)
        {
            let facts = [
                ("expected", Fact::text(other)),
                ("found", Fact::text(unit.as_str())),
            ];
            claims.push(self.on_cover(unit, REPORT_NAME.case("body", facts)));
        }
        if let Some(year) = self.cover.year {
            let own: Vec<i32> = self
                .paragraphs
                .iter()
                .flat_map(cover::years_of_whole)
                .collect();
            let other = own
                .first()
                .filter(|_| own.len() > 1 && !own.contains(&year));
            let all = other.filter(|other| own.iter().all(|own| own == *other));
            claims.extend(
                all.map(|other| {
                    self.on_cover(&year.to_string(), year_problem("body", *other, year))
                }),
            );
        }
        claims
    }

    /// Years that are not those of the form.
    fn years(&self, knowledge: &Knowledge) -> Vec<Claim> {
        let Some(year) = knowledge.year else {
            return Vec::new();
        };
        let other = self.cover.year.filter(|own| *own != year);
        let mut claims: Vec<Claim> = other
            .map(|own| self.on_cover(&own.to_string(), year_problem("form", year, own)))
            .into_iter()
            .collect();
        // A report that names its own year compares it with others.
        let own = self.paragraphs.iter().flat_map(cover::years_of_whole);
        if own.into_iter().any(|own| own == year) {
            return claims;
        }
        for (paragraph, text) in self.paragraphs.iter().enumerate() {
            let odd = cover::years_of_whole(text)
                .into_iter()
                .find(|own| *own != year && *own + 1 != year);
            claims.extend(odd.filter(|_| claims.is_empty()).map(|own| Claim {
                paragraph,
                problem: year_problem("form", year, own),
            }));
        }
        claims
    }

    fn on_cover(&self, words: &str, problem: Problem) -> Claim {
        let at = self
            .paragraphs
            .iter()
            .position(|paragraph| paragraph.text.contains(words));
        Claim {
            paragraph: at.unwrap_or(0),
            problem,
        }
    }
}

fn year_problem(case: &'static str, expected: i32, found: i32) -> Problem {
    let facts = [
        ("expected", Fact::text(expected.to_string())),
        ("found", Fact::text(found.to_string())),
    ];
    REPORT_YEAR.case(case, facts)
}
