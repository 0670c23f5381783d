//! 占位名称: a name that templates may use, an example, and how its value comes from what a paper is about.

use crate::document::{Name, Value, Values};

/// A name of a value of `T`.
pub(super) struct Placeholder<T: 'static> {
    name: &'static str,
    example: &'static str,
    value: fn(&T) -> Value,
}

impl<T> Placeholder<T> {
    pub(super) const fn new(
        name: &'static str,
        example: &'static str,
        value: fn(&T) -> Value,
    ) -> Self {
        Self {
            name,
            example,
            value,
        }
    }
}

/// The names of a list of placeholders.
pub(super) fn names<T>(all: &[Placeholder<T>]) -> Vec<Name> {
    let names = all.iter().map(|one| Name {
        name: one.name,
        example: one.example,
    });
    names.collect()
}

/// Their values in a paper.
pub(super) fn values<T>(all: &[Placeholder<T>], about: &T) -> Values {
    all.iter()
        .map(|one| (one.name, (one.value)(about)))
        .collect()
}

/// A text.
pub(super) fn text(words: impl Into<String>) -> Value {
    Value::text(words)
}

/// A gap to be filled in, in red: （请填写截止日期）
pub(super) fn gap_for(what: &str) -> Value {
    Value::gap(format!("（请填写{what}）"))
}

/// A text, or in red a gap to be filled in.
pub(super) fn or_gap(words: Option<impl Into<String>>, gap: &str) -> Value {
    match words {
        Some(words) => Value::text(words),
        None => gap_for(gap),
    }
}
