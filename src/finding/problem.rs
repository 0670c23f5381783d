//! What is wrong: a code with its facts.

use ecow::EcoString;
use rust_decimal::Decimal;

use super::Severity;
use super::code::{Code, Wording};
use super::fact::Fact;
use super::facts::Facts;
use crate::base::lang::Lang;
use crate::model::CellRef;

/// What is wrong, with the facts needed to say so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Its code.
    pub code: &'static Code,
    /// A wording of its case, where the code has several, and the facts in the order of the code's.
    facts: Facts,
}

impl Problem {
    /// `facts` are those that `code` names, without those that are absent.
    pub(super) fn new(
        code: &'static Code,
        case: Option<&'static str>,
        facts: impl IntoIterator<Item = (&'static str, Fact)>,
    ) -> Self {
        let mut places = vec![None; code.facts.len()];
        for (name, fact) in facts {
            let at = code.facts.iter().position(|f| f.name == name);
            debug_assert!(at.is_some(), "{code:?} does not name {name}");
            if let Some(place) = at.and_then(|at| places.get_mut(at)) {
                *place = Some(fact);
            }
        }
        let problem = Self::of(code, case, &places);
        debug_assert!(problem.case() == case, "{code:?} has no case {case:?}");
        debug_assert!(
            problem.is_whole(),
            "{problem:?}: a fact is missing or of another kind"
        );
        problem
    }

    /// Of the case of that name, where `code` has one.
    pub(super) fn of(code: &'static Code, case: Option<&str>, facts: &[Option<Fact>]) -> Self {
        let of_case = |case| code.says.iter().position(|says| says.case == Some(case));
        Self {
            code,
            facts: Facts::of(case.and_then(of_case), facts),
        }
    }

    /// The facts in the order of the code's.
    pub(super) fn facts(&self) -> Vec<Option<Fact>> {
        let mut facts = self.facts.all();
        facts.resize(facts.len().max(self.code.facts.len()), None);
        facts
    }

    /// Which of several cases of it, where the code has several.
    #[must_use]
    pub fn case(&self) -> Option<&'static str> {
        self.code.says.get(self.facts.wording()?)?.case
    }

    /// Whether every fact that must be there is, each of its kind, and a wording fits.
    pub(super) fn is_whole(&self) -> bool {
        let (named, facts) = (self.code.facts, self.facts());
        let mut pairs = named.iter().zip(&facts);
        let whole = pairs.all(|(named, fact)| match fact {
            Some(fact) => fact.kind() == named.kind,
            None => named.optional,
        });
        whole && named.len() == facts.len() && self.template(&facts).is_some()
    }

    /// Whether it is of the kind `code`.
    #[must_use]
    pub fn is(&self, code: &Code) -> bool {
        self.code == code
    }

    /// The fact called `name`.
    #[must_use]
    pub fn fact(&self, name: &str) -> Option<Fact> {
        let at = self.code.facts.iter().position(|f| f.name == name)?;
        self.facts.nth(at)
    }

    /// The text of the fact called `name`.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<EcoString> {
        match self.fact(name)? {
            Fact::Text(text) | Fact::Limit(text) => Some(text),
            _ => None,
        }
    }

    /// The figure of the fact called `name`.
    #[must_use]
    pub fn figure(&self, name: &str) -> Option<Decimal> {
        match self.fact(name)? {
            Fact::Amount(figure)
            | Fact::Rate(figure)
            | Fact::Points(figure)
            | Fact::Figure(figure)
            | Fact::Money(figure, _) => Some(figure),
            _ => None,
        }
    }

    /// The problem with the cell it was found at.
    #[must_use]
    pub fn at(self, cell: impl Into<Option<CellRef>>) -> (Self, Option<CellRef>) {
        (self, cell.into())
    }

    /// 应为 and 实为 as plain text, each where the code names it.
    #[must_use]
    pub fn expected_found(&self) -> (Option<String>, Option<String>) {
        let plain = |name| self.fact(name).map(|fact| fact.plain());
        (plain("expected"), plain("found"))
    }

    /// In words: what is wrong and what to do.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        let facts = self.facts();
        let template = self.template(&facts);
        let template = template.map_or(self.code.title, |says| says.text);
        let template = template.get(lang);
        let mut pieces = template.split('{');
        let mut message = String::with_capacity(2 * template.len());
        message.push_str(pieces.next().unwrap_or_default());
        let fact = |name| {
            let at = self.code.facts.iter().position(|f| f.name == name)?;
            facts.get(at)?.as_ref()
        };
        for (name, rest) in pieces.filter_map(|piece| piece.split_once('}')) {
            message.extend(fact(name).map(|fact| fact.words(lang)));
            message.push_str(rest);
        }
        message
    }

    /// Severity of its case, where that is not the severity of its code.
    #[must_use]
    pub fn severity(&self) -> Option<Severity> {
        // Most codes have one severity, whatever the wording.
        let graded = self.code.says.iter().any(|says| says.severity.is_some());
        graded.then(|| self.template(&self.facts()))??.severity
    }

    /// The wording that fits these `facts` of its own.
    fn template(&self, facts: &[Option<Fact>]) -> Option<&'static Wording> {
        // Where all facts are there, no wording lacks one.
        let whole = facts.iter().all(Option::is_some);
        let case = self.case();
        let is_there = |name| {
            let at = self.code.facts.iter().position(|f| f.name == name);
            at.is_some_and(|at| matches!(facts.get(at), Some(Some(_))))
        };
        let fits = |says: &&Wording| {
            let own = says.case.is_none() || says.case == case;
            own && (whole || says.names().all(is_there))
        };
        self.code.says.iter().find(fits)
    }
}

impl Wording {
    /// The names of the facts in it.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        let pieces = self.text.zh.split('{').skip(1);
        pieces.filter_map(|piece| Some(piece.split_once('}')?.0))
    }
}
