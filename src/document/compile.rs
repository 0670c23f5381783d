//! A part as a list of steps: text that stays, values, what repeats.

use std::ops::Range;

use quick_xml::escape::escape;

use super::names::{Piece, Value, Values};
use super::paragraph::{Edit, Marker, Text, properties, words};
use super::tree::{Element, Node};

/// A step of filling a part.
#[derive(Debug, Clone)]
pub(super) enum Step {
    /// Written as it stands.
    Raw(String),
    /// The value of a name, within a `w:t` of a run.
    Value {
        name: String,
        run: Run,
        paragraph: usize,
    },
    /// A marker: its steps once for each item, or only if there is something.
    Marked {
        marker: Marker,
        steps: Vec<Step>,
        paragraph: usize,
    },
    /// A paragraph that is a value: once for each of its lines.
    Lines { name: String, steps: Vec<Step> },
    /// A table, omitted where none of its rows with these beginnings remains.
    Table { row: String, steps: Vec<Step> },
}

/// How a run begins: for words of another colour it is closed and a new one opened.
#[derive(Debug, Clone, Default)]
pub(super) struct Run {
    prefix: String,
    open: String,
    properties: String,
    red: String,
}

/// The steps of a part and the texts of its paragraphs.
#[derive(Debug, Default)]
pub(super) struct Compiled {
    pub(super) steps: Vec<Step>,
    pub(super) paragraphs: Vec<String>,
    /// Number of the first paragraph with a tracked change.
    pub(super) tracked: Option<usize>,
}

/// Elements in which Word keeps what was inserted, deleted or moved while changes were tracked.
const TRACKED: [&str; 4] = ["ins", "del", "moveFrom", "moveTo"];

pub(super) fn compile(part: &Element) -> Compiled {
    let mut compiled = Compiled::default();
    compiled.steps = compiled.children(part, &mut Hoist::default());
    compiled
}

/// Where the markers of the next paragraph go: to the row that it is the first of, or nowhere.
#[derive(Debug, Default)]
struct Hoist {
    wanted: bool,
    markers: Vec<Marker>,
}

impl Compiled {
    fn children(&mut self, element: &Element, hoist: &mut Hoist) -> Vec<Step> {
        let mut steps = Vec::new();
        for child in &element.children {
            match child {
                Node::Raw(text) => push(&mut steps, Step::Raw(text.clone())),
                Node::Element(child) => self.element(child, hoist, &mut steps),
            }
        }
        steps
    }

    fn element(&mut self, element: &Element, hoist: &mut Hoist, steps: &mut Vec<Step>) {
        if TRACKED.contains(&element.name()) && self.tracked.is_none() {
            self.tracked = Some(self.paragraphs.len().saturating_add(1));
        }
        match element.name() {
            "p" => self.paragraph(element, hoist, steps),
            "tr" => {
                let paragraph = self.paragraphs.len();
                let mut row = Hoist {
                    wanted: true,
                    markers: Vec::new(),
                };
                let inner = self.children(element, &mut row);
                marked(row.markers, wrapped(element, inner), paragraph, steps);
            }
            "tbl" => {
                let inner = self.children(element, hoist);
                let table = Step::Table {
                    row: format!("<{}tr", element.prefix()),
                    steps: wrapped(element, inner),
                };
                push(steps, table);
            }
            _ => {
                let inner = self.children(element, hoist);
                extend(steps, wrapped(element, inner));
            }
        }
    }

    fn paragraph(&mut self, element: &Element, hoist: &mut Hoist, steps: &mut Vec<Step>) {
        let text = Text::of(element);
        let paragraph = self.paragraphs.len();
        self.paragraphs.push(text.text.clone());
        let mut walk = Walk {
            text: &text,
            paragraph,
            at: 0,
            all: self,
        };
        let inner = walk.children(element, &Run::default());
        let mut own = wrapped(element, inner);
        if let Some(name) = text.only() {
            let name = name.to_owned();
            own = vec![Step::Lines { name, steps: own }];
        }
        let markers = match std::mem::take(&mut hoist.wanted) {
            true => {
                hoist.markers = text.markers;
                Vec::new()
            }
            false => text.markers,
        };
        marked(markers, own, paragraph, steps);
    }
}

/// The way through a paragraph, along its text.
struct Walk<'a> {
    text: &'a Text,
    paragraph: usize,
    /// Bytes of the text already passed.
    at: usize,
    all: &'a mut Compiled,
}

impl Walk<'_> {
    fn children(&mut self, element: &Element, run: &Run) -> Vec<Step> {
        let mut steps = Vec::new();
        for child in &element.children {
            let child = match child {
                Node::Element(child) => child,
                Node::Raw(text) => {
                    push(&mut steps, Step::Raw(text.clone()));
                    continue;
                }
            };
            if TRACKED.contains(&child.name()) {
                self.all.tracked.get_or_insert(self.paragraph + 1);
            }
            match child.name() {
                "p" => self.all.element(child, &mut Hoist::default(), &mut steps),
                "t" => self.words(child, run, &mut steps),
                "r" => {
                    let inner = self.children(child, &Run::of(child));
                    extend(&mut steps, wrapped(child, inner));
                }
                name => {
                    let apart = element.name() == "r" && matches!(name, "tab" | "br" | "cr");
                    self.at += usize::from(apart);
                    let inner = if apart {
                        Vec::new()
                    } else {
                        self.children(child, run)
                    };
                    extend(&mut steps, wrapped(child, inner));
                }
            }
        }
        steps
    }

    /// A piece of the text, with the edits that begin in it and without those that began before.
    fn words(&mut self, element: &Element, run: &Run, steps: &mut Vec<Step>) {
        let piece = self.at..self.at + words(element).len();
        self.at = piece.end;
        let text = self.text;
        let met = |range: &Range<usize>| range.start < piece.end && piece.start < range.end;
        let edits: Vec<_> = text.edits.iter().filter(|(range, _)| met(range)).collect();
        if edits.is_empty() {
            let inner = element.children.iter();
            let inner = inner.map(|node| {
                let mut written = String::new();
                node.write(&mut written);
                Step::Raw(written)
            });
            extend(steps, wrapped(element, inner.collect()));
            return;
        }
        push(steps, Step::Raw(run.text_open()));
        let mut from = piece.start;
        for (range, edit) in edits {
            let kept = text
                .text
                .get(from..range.start.max(from))
                .unwrap_or_default();
            push(steps, Step::Raw(escape(kept).into_owned()));
            from = range.end.min(piece.end);
            match edit {
                _ if range.start < piece.start => {}
                Edit::Words(words) => push(steps, Step::Raw((*words).to_owned())),
                Edit::Value(name) => push(
                    steps,
                    Step::Value {
                        name: name.clone(),
                        run: run.clone(),
                        paragraph: self.paragraph,
                    },
                ),
            }
        }
        let rest = text.text.get(from..piece.end).unwrap_or_default();
        push(steps, Step::Raw(escape(rest).into_owned()));
        push(steps, Step::Raw(run.text_close()));
    }
}

impl Run {
    fn of(run: &Element) -> Self {
        let (properties, red) = properties(run);
        Self {
            prefix: run.prefix().to_owned(),
            open: run.open.clone(),
            properties,
            red,
        }
    }

    fn text_open(&self) -> String {
        format!("<{}t xml:space=\"preserve\">", self.prefix)
    }

    fn text_close(&self) -> String {
        format!("</{}t>", self.prefix)
    }

    /// Words within a text of this run.
    pub(super) fn write(&self, value: &Value, out: &mut String) {
        for piece in &value.pieces {
            match piece {
                Piece::Text(words) => self.lines(words, out),
                Piece::Gap(words) => {
                    self.anew(&self.red, out);
                    self.lines(words, out);
                    self.anew(&self.properties, out);
                }
            }
        }
    }

    fn lines(&self, words: &str, out: &mut String) {
        for (number, line) in words.lines().enumerate() {
            if number > 0 {
                let prefix = &self.prefix;
                out.push_str(&format!(
                    "{}<{prefix}br/>{}",
                    self.text_close(),
                    self.text_open()
                ));
            }
            out.push_str(&escape(printable(line)));
        }
    }

    /// Ends the run and begins another with `properties`.
    fn anew(&self, properties: &str, out: &mut String) {
        let (prefix, open) = (&self.prefix, &self.open);
        let (close, text) = (self.text_close(), self.text_open());
        out.push_str(&format!("{close}</{prefix}r>{open}{properties}{text}"));
    }
}

/// Words without what XML cannot hold.
pub(super) fn printable(words: &str) -> String {
    let fits = |c: char| c == '\t' || (c >= ' ' && !matches!(c, '\u{FFFE}' | '\u{FFFF}'));
    words
        .chars()
        .map(|c| if fits(c) { c } else { '\u{FFFD}' })
        .collect()
}

/// Steps of an element around those within it.
fn wrapped(element: &Element, inner: Vec<Step>) -> Vec<Step> {
    let mut steps = Vec::new();
    push(&mut steps, Step::Raw(element.open.clone()));
    extend(&mut steps, inner);
    push(&mut steps, Step::Raw(element.close.clone()));
    steps
}

/// Adds steps under their markers, the first of which is the outermost.
fn marked(markers: Vec<Marker>, own: Vec<Step>, paragraph: usize, steps: &mut Vec<Step>) {
    let inner = markers.into_iter().rev().fold(own, |steps, marker| {
        vec![Step::Marked {
            marker,
            steps,
            paragraph,
        }]
    });
    extend(steps, inner);
}

fn extend(steps: &mut Vec<Step>, more: Vec<Step>) {
    for step in more {
        push(steps, step);
    }
}

/// Adds a step; text joins the text before it.
fn push(steps: &mut Vec<Step>, step: Step) {
    match (steps.last_mut(), step) {
        (Some(Step::Raw(before)), Step::Raw(text)) => before.push_str(&text),
        (_, step) => steps.push(step),
    }
}

/// Writes the steps with the values of `scopes`, the innermost last.
pub(super) fn write(steps: &[Step], scopes: &[&Values], out: &mut String) {
    for step in steps {
        match step {
            Step::Raw(text) => out.push_str(text),
            Step::Value { name, run, .. } => {
                let value = scopes.iter().rev().find_map(|values| values.get(name));
                if let Some(value) = value {
                    run.write(value, out);
                }
            }
            Step::Marked { marker, steps, .. } => write_marked(marker, steps, scopes, out),
            Step::Lines { name, steps } => write_lines(name, steps, scopes, out),
            Step::Table { row, steps } => {
                let mut table = String::new();
                write(steps, scopes, &mut table);
                if table.contains(row) {
                    out.push_str(&table);
                }
            }
        }
    }
}

fn write_marked(marker: &Marker, steps: &[Step], scopes: &[&Values], out: &mut String) {
    match marker {
        Marker::If(name) => {
            if scopes.iter().any(|values| values.has(name)) {
                write(steps, scopes, out);
            }
        }
        Marker::Each(name) => {
            let mut lists = scopes.iter().rev().map(|values| values.items(name));
            for item in lists.find(|items| !items.is_empty()).unwrap_or_default() {
                let inner: Vec<&Values> = scopes.iter().copied().chain([item]).collect();
                write(steps, &inner, out);
            }
        }
    }
}

/// A paragraph for each line of its value; one where it has none.
fn write_lines(name: &str, steps: &[Step], scopes: &[&Values], out: &mut String) {
    let value = scopes
        .iter()
        .rev()
        .find_map(|values| values.get_named(name));
    let (name, lines) = value.map_or(("", Vec::new()), |(name, value)| (name, value.lines()));
    if lines.len() < 2 {
        return write(steps, scopes, out);
    }
    for line in lines {
        let own: Values = [(name, line)].into_iter().collect();
        let inner: Vec<&Values> = scopes.iter().copied().chain([&own]).collect();
        write(steps, &inner, out);
    }
}
