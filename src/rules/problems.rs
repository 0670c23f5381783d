//! Everything that is wrong with a rule file, each with line and column, in both languages.

use std::ops::Range;

use crate::base::lang::Message;
use crate::model::{Fault, Place};

/// The problems of one file, gathered until the end.
pub(super) struct Problems<'a> {
    name: &'a str,
    source: &'a str,
    list: Vec<(usize, Message)>,
}

impl<'a> Problems<'a> {
    /// No problem yet in the file `name` with the content `source`.
    pub(super) const fn new(name: &'a str, source: &'a str) -> Self {
        Self {
            name,
            source,
            list: Vec::new(),
        }
    }

    /// Records a problem at `span`.
    pub(super) fn say(&mut self, span: Range<usize>, zh: &str, en: &str) {
        let problem = (span.start, Message::new(zh, en));
        if !self.list.contains(&problem) {
            self.list.push(problem);
        }
    }

    /// Records what is no TOML; the wording of that exists in English only.
    pub(super) fn refused(&mut self, error: &toml::de::Error) {
        let message = error.message().replace('\n', " ");
        let zh = match message.starts_with("duplicate key") {
            true => "键重复",
            false => "不符合 TOML 格式",
        };
        self.say(error.span().unwrap_or_default(), zh, &message);
    }

    /// Records an unknown name of a key, a method or a word.
    pub(super) fn unknown(
        &mut self,
        span: Range<usize>,
        (zh, en): (&str, &str),
        name: &str,
        list: &[&str],
    ) {
        let quoted: Vec<_> = list.iter().map(|key| format!("`{key}`")).collect();
        self.say(
            span,
            &format!("{zh}“{name}”，可用：{}", list.join("、")),
            &format!(
                "unknown {en} `{name}`, expected one of {}",
                quoted.join(", ")
            ),
        );
    }

    /// Line and column of a byte, both from 1; columns count characters.
    fn position(&self, at: usize) -> (usize, usize) {
        let before = self.source.get(..at).unwrap_or(self.source);
        let line = before.matches('\n').count().saturating_add(1);
        let start = before.rfind('\n').map_or(0, |n| n.saturating_add(1));
        let column = before.get(start..).unwrap_or_default().chars().count();
        (line, column.saturating_add(1))
    }

    /// Whether a problem was recorded for what begins at a byte.
    pub(super) fn knows(&self, at: usize) -> bool {
        self.list.iter().any(|(known, _)| *known == at)
    }

    /// Whether nothing was wrong.
    pub(super) const fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// All of them in the order of the file, with line and column.
    pub(super) fn into_list(mut self) -> Vec<String> {
        self.list.sort_by_key(|(at, _)| *at);
        let line = |(at, message): &(usize, Message)| {
            let (line, column) = self.position(*at);
            let name = self.name;
            format!("{name}:{line}:{column}: {} / {}", message.zh, message.en)
        };
        self.list.iter().map(line).collect()
    }

    /// All of them in the order of the file, at the places that its bytes come from.
    pub(super) fn into_faults(mut self, place: impl Fn(usize) -> Place) -> Vec<Fault> {
        self.list.sort_by_key(|(at, _)| *at);
        let mut faults: Vec<Fault> = Vec::new();
        for (at, message) in self.list {
            let place = place(at);
            let fault = Fault { place, message };
            if !faults.contains(&fault) {
                faults.push(fault);
            }
        }
        faults
    }
}
