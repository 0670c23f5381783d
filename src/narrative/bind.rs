//! Figures of a report bound to its form: the words before a figure name a subject and a field, and the form has the
//! figure of both.
//!
//! A figure that has no such name may still be one of the form's; it is never contradicted.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::claim::{Claim, differs, printed};
use super::cover::is_heading;
use super::field::{indicator_field, named_field, plain_words, points, rest};
use super::figure::{Figure, Measure, figures};
use super::known::{FormFigure, Knowledge, Subject};
use super::letter::{by_letter, numbered};
use super::paragraph::{Paragraph, Sentence, has};
use crate::finding::Field;

/// The result of checking the figures of a report.
#[derive(Debug, Clone, Default)]
pub struct FigureCheck {
    /// Figures with a measure.
    pub numbers: usize,
    /// Those that agree with the form.
    pub bound: usize,
    /// Those that the form contradicts, with their names.
    pub claims: Vec<Claim>,
}

/// The result of matching a figure.
enum FigureMatch<'a> {
    Bound,
    Contradicted(&'a FormFigure),
    Unbound,
}

/// Compares the figures of a report with its form.
pub(super) fn bind(paragraphs: &[Paragraph], knowledge: &Knowledge) -> FigureCheck {
    let mut bound = FigureCheck::default();
    let mut binder = Binder {
        knowledge,
        subject: None,
        group: None,
        aims: false,
        apart: false,
        numbered: numbered(knowledge),
    };
    for (at, paragraph) in paragraphs.iter().enumerate() {
        binder.enter(paragraph);
        let mut last: Option<Field> = None;
        for sentence in paragraph.sentences() {
            for figure in sentence.figures {
                if binder.is_in_name(paragraph, figure) {
                    continue;
                }
                let fate = binder.fate(sentence, figure, &mut last);
                let counts = !matches!(figure.measure, Measure::Bare)
                    || !matches!(fate, FigureMatch::Unbound);
                bound.numbers += usize::from(counts);
                match fate {
                    FigureMatch::Bound => bound.bound += 1,
                    FigureMatch::Contradicted(known) => bound.claims.push(Claim {
                        paragraph: at,
                        problem: differs(sentence, known, &printed(figure)),
                    }),
                    FigureMatch::Unbound => {}
                }
            }
        }
        let letters = by_letter(paragraph, binder.subject.as_ref(), knowledge);
        bound.numbers += letters.len();
        bound
            .claims
            .extend(letters.into_iter().map(|problem| Claim {
                paragraph: at,
                problem,
            }));
    }
    bound
}

struct Binder<'k> {
    knowledge: &'k Knowledge,
    /// What the paragraph, or the clause before, is about.
    subject: Option<Subject>,
    /// The group of projects that a heading names.
    group: Option<bool>,
    /// Whether the heading above is one about goals.
    aims: bool,
    /// Whether the heading above names some part of the spending.
    apart: bool,
    /// Names of subjects that hold digits.
    numbered: Vec<String>,
}

impl<'k> Binder<'k> {
    /// Takes the subject of a paragraph from its beginning.
    fn enter(&mut self, paragraph: &Paragraph) {
        let text = &paragraph.text;
        let lead = text.split('：').next().unwrap_or_default();
        let known = self.knowledge.known.iter().map(|known| &known.subject);
        let mut named = known.filter(|subject| match subject {
            Subject::Indicator(name) | Subject::Line(name) => name == lead,
            _ => false,
        });
        self.subject = named.next().cloned();
        let short = text.chars().count() < 24;
        if is_heading(text) && paragraph.figures.is_empty() {
            self.aims = has(text, &["目标", "计划", "任务"]);
            self.apart = has(text, &["费", "项目", "专项"]) && !self.knowledge.of_project;
        }
        let transfer = text.contains("转移支付项目");
        if transfer || text.contains("本级财力项目") {
            self.group = Some(transfer);
        } else if short && text.starts_with(['一', '二', '三', '四', '五', '六']) {
            self.group = None;
        }
    }

    /// Whether the digits of a figure belong to the name of something: 65岁以上老年人健康体检人数.
    fn is_in_name(&self, paragraph: &Paragraph, figure: &Figure) -> bool {
        self.numbered.iter().any(|name| {
            let mut met = paragraph.text.match_indices(name.as_str());
            met.any(|(at, name)| (at..at + name.len()).contains(&figure.span.start))
        })
    }

    fn subjects(&self, wanted: fn(&Subject) -> bool) -> BTreeSet<String> {
        let subjects = self.knowledge.known.iter().map(|known| &known.subject);
        let subjects = subjects.filter(|subject| wanted(subject));
        let names = subjects.filter_map(|subject| match subject {
            Subject::Line(name) | Subject::Indicator(name) | Subject::Project(name) => {
                Some(name.clone())
            }
            _ => None,
        });
        names.collect()
    }

    fn fate(
        &mut self,
        sentence: Sentence<'_>,
        figure: &Figure,
        last: &mut Option<Field>,
    ) -> FigureMatch<'k> {
        let named = self.named(sentence, figure, last);
        let Some((subject, field, sure)) = named else {
            return self.by_value(figure);
        };
        if !matches!(field, Field::Count) {
            *last = Some(field);
        }
        let knowledge = self.knowledge;
        let mut known = knowledge.find(&subject, field).peekable();
        let first = known.peek().copied();
        let amount = scaled(figure);
        let bare = matches!(figure.measure, Measure::Bare);
        let shown = |known: &FormFigure| {
            let mut numbers = figures(&known.shown).into_iter();
            bare && numbers.any(|own| own.value.normalize() == amount)
        };
        let is = |known: &FormFigure| known.is(amount, digit(figure, amount)) || shown(known);
        if known.any(is) {
            return FigureMatch::Bound;
        }
        let other = (figure.bound || self.aims) && field == Field::Actual;
        if other && knowledge.find(&subject, Field::Target).any(is) {
            return FigureMatch::Bound;
        }
        match first.filter(|known| sure && !known.amounts.is_empty()) {
            Some(known) => FigureMatch::Contradicted(known),
            None => self.by_value(figure),
        }
    }

    /// Subject and field of a figure, and whether the words leave no doubt.
    fn named(
        &mut self,
        sentence: Sentence<'_>,
        figure: &Figure,
        last: &mut Option<Field>,
    ) -> Option<(Subject, Field, bool)> {
        let name = figure.name.as_str();
        let other_year = |year: &i32| self.knowledge.year.is_some_and(|own| own != *year);
        if has(name, &["上年", "去年", "同比", "较"])
            || figure.year.is_some_and(|year| other_year(&year))
            || has(sentence.before(figure), &["上年", "去年"]) && figure.depth > 0
        {
            return None;
        }
        if let Some(subject @ Subject::Indicator(own)) = &self.subject {
            let field = indicator_field(sentence, figure, own);
            if let Some(field) = field {
                let subject = if field == Field::Change {
                    Subject::Whole
                } else {
                    subject.clone()
                };
                return Some((subject, field, true));
            }
        }
        if let Some(found) = self.of_indicator(figure) {
            return Some(found);
        }
        match figure.measure {
            Measure::Points => points(sentence, figure),
            Measure::Count(_) => self.count(sentence, figure),
            Measure::Money(_) | Measure::Percent => self.money(sentence, figure, last),
            Measure::Bare if matches!(self.subject, Some(Subject::Line(_))) => {
                self.money(sentence, figure, last)
            }
            _ => None,
        }
    }

    /// An indicator named right before its figure.
    fn of_indicator(&self, figure: &Figure) -> Option<(Subject, Field, bool)> {
        let indicators = self.subjects(|subject| matches!(subject, Subject::Indicator(_)));
        let bare = figure
            .name
            .trim_end_matches(['为', '达', '到', '是', '共', '：']);
        let long = indicators
            .into_iter()
            .filter(|name| name.chars().count() >= 5 && bare.ends_with(name.as_str()));
        let name = long.max_by_key(String::len)?;
        let before = bare.strip_suffix(name.as_str()).unwrap_or_default();
        let meant = has(before, &["目标", "计划", "预期"]);
        let own = ["", "本次评价", "实现", "使", "本年", "全年"].contains(&before);
        let field = if meant { Field::Target } else { Field::Actual };
        Some((Subject::Indicator(name), field, own && !meant))
    }

    fn count(&self, sentence: Sentence<'_>, figure: &Figure) -> Option<(Subject, Field, bool)> {
        let projects = sentence.behind(figure).starts_with("项目");
        let all = has(&figure.name, &["共", "有"]);
        (projects && all).then(|| {
            (
                Subject::Projects(self.group_of(sentence, figure)),
                Field::Count,
                true,
            )
        })
    }

    /// The group of projects a sentence is about.
    fn group_of(&self, sentence: Sentence<'_>, figure: &Figure) -> Option<bool> {
        let before = sentence.before(figure);
        let transfer = has(before, &["转移支付"]);
        let local = has(before, &["本级"]);
        match (transfer, local) {
            (true, false) => Some(true),
            (false, true) => Some(false),
            _ => self.group,
        }
    }

    fn money(
        &mut self,
        sentence: Sentence<'_>,
        figure: &Figure,
        last: &mut Option<Field>,
    ) -> Option<(Subject, Field, bool)> {
        let before = sentence.before(figure);
        let part = before.contains("其中");
        let (subject, name) = self.subject_of(before, figure);
        let field = named_field(&name, !figure.is_rate());
        let field = field.or(last.filter(|_| part && figure.is_money() && rest(&name).is_empty()));
        let plain = rest(&name).is_empty() && !figure.bound;
        if let Some(subject) = subject {
            if !part {
                self.subject = Some(subject.clone());
            }
            return Some((subject, field?, plain));
        }
        let field = field?;
        if let Some(subject) = self
            .subject
            .clone()
            .filter(|s| !matches!(s, Subject::Indicator(_) | Subject::Whole))
        {
            return Some((subject, field, plain && !part));
        }
        let whole = WHOLE.iter().any(|word| name.contains(word));
        let is_whole = whole || !part && WHOLE.iter().any(|word| before.contains(word));
        let own = || !self.apart && rest(&plain_words(before)).is_empty();
        is_whole.then(|| (Subject::Whole, field, plain && own()))
    }

    /// The part of the funds or the project that words before a figure name, and the name without it.
    fn subject_of(&self, before: &str, figure: &Figure) -> (Option<Subject>, String) {
        let lines = self.subjects(|subject| matches!(subject, Subject::Line(_)));
        let within = lines
            .into_iter()
            .filter(|line| line.chars().count() >= 2 && figure.name.contains(line.as_str()));
        if let Some(line) = within.max_by_key(String::len) {
            let name = figure.name.replacen(line.as_str(), "", 1);
            return (Some(Subject::Line(line)), name);
        }
        let projects = self.subjects(|subject| matches!(subject, Subject::Project(_)));
        let at = projects
            .into_iter()
            .filter_map(|name| Some((before.rfind(name.as_str())?, name)));
        // In a row of names each figure has its own.
        let own = |name: &str| figure.name.contains(name);
        if let Some((_, _, name)) = at.map(|(at, name)| (own(&name), at, name)).max() {
            let own = figure.name.replacen(name.as_str(), "", 1);
            return (Some(Subject::Project(name)), own);
        }
        let counted = before.rfind("个项目").is_some();
        if counted && !self.knowledge.of_project {
            let group = if has(before, &["转移支付"]) {
                Some(true)
            } else if has(before, &["本级"]) {
                Some(false)
            } else {
                self.group
            };
            return (Some(Subject::Projects(group)), figure.name.clone());
        }
        (None, figure.name.clone())
    }

    /// A figure without a name is bound where it is one of the form's, or the sum of two projects.
    fn by_value(&self, figure: &Figure) -> FigureMatch<'k> {
        let amount = scaled(figure);
        let measured = !matches!(figure.measure, Measure::Bare | Measure::Count(_));
        let fits = |known: &&FormFigure| match figure.measure {
            Measure::Percent => known.shown.contains('%'),
            Measure::Points => known.shown.ends_with('分'),
            _ => known.shown.ends_with('元'),
        };
        let mut all = self.knowledge.known.iter().filter(fits);
        match measured && all.any(|known| known.amounts.contains(&amount)) {
            true => FigureMatch::Bound,
            false => FigureMatch::Unbound,
        }
    }
}

/// Words for the unit, or the project, as a whole.
const WHOLE: [&str; 12] = [
    "我单位",
    "本单位",
    "我局",
    "我部门",
    "本部门",
    "部门整体",
    "全年预算",
    "全年执行",
    "全年实际支出",
    "年初预算数",
    "年初批复",
    "项目年初",
];

/// A count in ones: 1.2万亩 is 12000亩.
fn scaled(figure: &Figure) -> Decimal {
    let factor = match &figure.measure {
        Measure::Count(counter) if counter.starts_with('万') => Decimal::from(10_000),
        Measure::Count(counter) if counter.starts_with('亿') => Decimal::from(100_000_000),
        _ => Decimal::ONE,
    };
    figure.amount().saturating_mul(factor).normalize()
}

/// One unit of the last printed digit of a scaled figure.
fn digit(figure: &Figure, amount: Decimal) -> Decimal {
    match figure.amount() {
        zero if zero.is_zero() => figure.last_digit(),
        own => figure
            .last_digit()
            .saturating_mul(amount.checked_div(own).unwrap_or(Decimal::ONE)),
    }
}
