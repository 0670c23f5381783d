//! Names of placeholders and their values.

use std::collections::BTreeMap;

/// The names a template may use: of values, and of lists with the values of each of their items.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// Values: 【单位名称】.
    pub values: Vec<Name>,
    /// Lists: 【每个指标】.
    pub lists: Vec<List>,
}

/// A name with an example of its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Name {
    /// As it is between the brackets.
    pub name: &'static str,
    /// A value of it.
    pub example: &'static str,
}

/// A list that a row or paragraph repeats for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// As it is between the brackets, beginning with 每个, 每条 or 每项: 每个指标.
    pub name: &'static str,
    /// Values of each item.
    pub values: Vec<Name>,
}

/// The replacement of a placeholder: words, some of which may have to be replaced by hand.
///
/// A line break begins a new paragraph where the placeholder stands alone in its own, else a new line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Value {
    pub(super) pieces: Vec<Piece>,
}

/// Words of one colour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    Text(String),
    /// 待填, in red
    Gap(String),
}

impl Piece {
    pub(super) fn words(&self) -> &str {
        match self {
            Self::Text(words) | Self::Gap(words) => words,
        }
    }

    fn with(&self, words: &str) -> Self {
        match self {
            Self::Text(_) => Self::Text(words.to_owned()),
            Self::Gap(_) => Self::Gap(words.to_owned()),
        }
    }
}

impl Value {
    /// Words.
    pub fn text(words: impl Into<String>) -> Self {
        Self {
            pieces: vec![Piece::Text(words.into())],
        }
    }

    /// 待填: words, in red, to be replaced by hand.
    pub fn gap(words: impl Into<String>) -> Self {
        Self {
            pieces: vec![Piece::Gap(words.into())],
        }
    }

    /// The words of both, one after the other.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.pieces.extend(other.pieces);
        self
    }

    /// Whether it is not empty.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.pieces.iter().all(|piece| piece.words().is_empty())
    }

    /// Its lines that are not blank, where it has several.
    pub(super) fn lines(&self) -> Vec<Self> {
        let mut lines = vec![Self::default()];
        for piece in &self.pieces {
            for (number, words) in piece.words().split('\n').enumerate() {
                if number > 0 {
                    lines.push(Self::default());
                }
                if let Some(line) = lines.last_mut() {
                    line.pieces.push(piece.with(words.trim_end_matches('\r')));
                }
            }
        }
        let filled = |line: &Self| line.pieces.iter().any(|p| !p.words().trim().is_empty());
        lines.retain(filled);
        lines
    }
}

/// The values of a paper, or of one item of a list in it, by name.
#[derive(Debug, Clone, Default)]
pub struct Values {
    values: BTreeMap<&'static str, Value>,
    lists: BTreeMap<&'static str, Vec<Values>>,
}

impl Values {
    /// Sets a value.
    pub fn set(&mut self, name: &'static str, value: Value) {
        self.values.insert(name, value);
    }

    /// Sets the items of a list.
    pub fn list(&mut self, name: &'static str, items: Vec<Self>) {
        self.lists.insert(name, items);
    }

    /// Takes over the values of others.
    pub fn extend(&mut self, others: Self) {
        self.values.extend(others.values);
        self.lists.extend(others.lists);
    }

    pub(super) fn get(&self, name: &str) -> Option<&Value> {
        self.values.get(name)
    }

    pub(super) fn get_named(&self, name: &str) -> Option<(&'static str, &Value)> {
        let (name, value) = self.values.get_key_value(name)?;
        Some((name, value))
    }

    pub(super) fn items(&self, name: &str) -> &[Self] {
        self.lists.get(name).map_or(&[], Vec::as_slice)
    }

    /// Whether there is anything to show under `name`: words, or an item.
    pub(super) fn has(&self, name: &str) -> bool {
        let filled = self.get(name).is_some_and(|value| !value.is_blank());
        filled || !self.items(name).is_empty()
    }
}

impl FromIterator<(&'static str, Value)> for Values {
    fn from_iter<I: IntoIterator<Item = (&'static str, Value)>>(values: I) -> Self {
        Self {
            values: values.into_iter().collect(),
            lists: BTreeMap::new(),
        }
    }
}
