//! What placeholders can be called, and what they stand for.

use std::collections::BTreeMap;

/// The names a template may use: of values, and of lists with the values of each of their items.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// Values: 【单位名称】.
    pub values: Vec<Name>,
    /// Lists: 【每个指标】.
    pub lists: Vec<List>,
}

/// A name with an example of what it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Name {
    /// As it stands between the brackets.
    pub name: &'static str,
    /// A value of it.
    pub example: &'static str,
}

/// A list that a row or paragraph repeats for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// As it stands behind 每个 or 每条, these included: 每个指标.
    pub name: &'static str,
    /// Values of each item.
    pub values: Vec<Name>,
}

/// What stands in the place of a placeholder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Text; a line break begins a new paragraph where the placeholder stands alone in its own, else a new line.
    Text(String),
    /// 待填: words, in red, for somebody to write over.
    Gap(String),
}

impl Value {
    /// The words.
    #[must_use]
    pub fn words(&self) -> &str {
        match self {
            Self::Text(words) | Self::Gap(words) => words,
        }
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
        let said = self.get(name).is_some_and(|v| !v.words().is_empty());
        said || !self.items(name).is_empty()
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
