//! Findings as they are stored: in texts by the names of code, case and facts, in bytes by their positions.

use std::collections::BTreeMap;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::catalogue::ALL;
use super::{Code, Fact, Problem};

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        if to.is_human_readable() {
            to.serialize_str(self.name)
        } else {
            self.position().serialize(to)
        }
    }
}

impl<'de> Deserialize<'de> for &'static Code {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        if from.is_human_readable() {
            let name = String::deserialize(from)?;
            Code::named(&name).ok_or_else(|| D::Error::custom(format!("no code {name}")))
        } else {
            let at = usize::deserialize(from)?;
            let code = ALL.get(at).copied();
            code.ok_or_else(|| D::Error::custom(format!("no code at {at}")))
        }
    }
}

/// A problem with everything by name.
#[derive(Serialize, Deserialize)]
struct ProblemRecord<C, F> {
    code: &'static Code,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    case: Option<C>,
    facts: F,
}

impl Serialize for Problem {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let (code, case, facts) = (self.code, self.case(), self.facts());
        if !to.is_human_readable() {
            return (code, case, facts).serialize(to);
        }
        let names = code.facts.iter().map(|fact| fact.name);
        let facts: BTreeMap<_, _> = names
            .zip(facts)
            .filter(|(_, fact)| fact.is_some())
            .collect();
        ProblemRecord { code, case, facts }.serialize(to)
    }
}

impl<'de> Deserialize<'de> for Problem {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let (code, case, facts) = if from.is_human_readable() {
            let named: ProblemRecord<String, BTreeMap<String, Fact>> =
                ProblemRecord::deserialize(from)?;
            let mut given = named.facts;
            let facts = named.code.facts.iter().map(|fact| given.remove(fact.name));
            let facts: Vec<_> = facts.collect();
            if let Some(name) = given.into_keys().next() {
                return Err(D::Error::custom(format!(
                    "{:?} has no fact {name}",
                    named.code
                )));
            }
            (named.code, named.case, facts)
        } else {
            let (code, case, facts) =
                <(&'static Code, Option<String>, Vec<Option<Fact>>)>::deserialize(from)?;
            (code, case, facts)
        };
        let problem = Self::of(code, case.as_deref(), &facts);
        if problem.case() != case.as_deref() {
            return Err(D::Error::custom("no such case"));
        }
        let whole = facts.len() == code.facts.len() && problem.is_whole();
        whole.then_some(problem).ok_or_else(|| {
            D::Error::custom(format!("{code:?}: a fact is missing or of another kind"))
        })
    }
}
