//! The placeholders of a paragraph: its runs read as one text.

use std::ops::Range;

use quick_xml::escape::unescape;

use super::tree::{Element, Node};

/// The replacement at a place of the text of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Edit {
    /// The value of a name.
    Value(String),
    /// These words: an opening bracket for two, nothing for a marker.
    Words(&'static str),
}

/// What a paragraph or row begins with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Marker {
    /// 【每个指标】: once for each item of the list.
    Each(String),
    /// 【如有：名称】: only where there is something under the name.
    If(String),
}

/// The text of a paragraph with what is to be put into it.
#[derive(Debug, Clone, Default)]
pub(super) struct Text {
    /// Joined text of its runs.
    pub(super) text: String,
    /// Edits in order, by bytes of the text.
    pub(super) edits: Vec<(Range<usize>, Edit)>,
    pub(super) markers: Vec<Marker>,
}

impl Text {
    pub(super) fn of(paragraph: &Element) -> Self {
        let mut text = String::new();
        join(paragraph, &mut text);
        let mut read = Self {
            text: text.clone(),
            ..Self::default()
        };
        read.find(&text);
        read
    }

    fn find(&mut self, text: &str) {
        let mut at = 0;
        while let Some(found) = text.get(at..).and_then(|rest| rest.find('【')) {
            let start = at + found;
            let inside = start + '【'.len_utf8();
            let rest = text.get(inside..).unwrap_or_default();
            if rest.starts_with('【') {
                at = inside + '【'.len_utf8();
                self.edits.push((start..at, Edit::Words("【")));
                continue;
            }
            let Some(end) = rest.find('】').map(|end| inside + end) else {
                return;
            };
            let name = text.get(inside..end).unwrap_or_default().trim();
            at = end + '】'.len_utf8();
            let edit = match self.marker(text, start, name) {
                Some(marker) => {
                    self.markers.push(marker);
                    Edit::Words("")
                }
                None => Edit::Value(name.to_owned()),
            };
            self.edits.push((start..at, edit));
        }
    }

    /// The marker given by a name, where only markers precede it.
    fn marker(&self, text: &str, start: usize, name: &str) -> Option<Marker> {
        let behind = self.edits.last().map_or(0, |(range, _)| range.end);
        let lead = self.edits.len() == self.markers.len()
            && text.get(behind..start).is_some_and(|t| t.trim().is_empty());
        let each = ["每个", "每条", "每项"]
            .iter()
            .any(|each| name.starts_with(each));
        match name.strip_prefix("如有") {
            _ if !lead => None,
            Some(name) => Some(Marker::If(
                name.trim_start_matches(['：', ':']).trim().to_owned(),
            )),
            None => each.then(|| Marker::Each(name.to_owned())),
        }
    }

    /// The name, where it is the only content of the paragraph besides markers.
    pub(super) fn only(&self) -> Option<&str> {
        let mut values = self.edits.iter().filter_map(|(range, edit)| match edit {
            Edit::Value(name) => Some((range, name)),
            Edit::Words(_) => None,
        });
        let (range, name) = values.next()?;
        let before = self.edits.iter().take_while(|(r, _)| r.start < range.start);
        let marked: usize = before.map(|(r, _)| r.len()).sum();
        let rest = self.text.get(range.end..)?.trim();
        (values.next().is_none() && marked == range.start && rest.is_empty()).then_some(name)
    }
}

/// The texts of the runs of a paragraph, not of paragraphs within; a tab or line break separates its neighbours.
fn join(element: &Element, text: &mut String) {
    for child in element.elements() {
        match child.name() {
            "p" => {}
            "t" => text.push_str(&words(child)),
            "tab" | "br" | "cr" if element.name() == "r" => text.push('\t'),
            _ => join(child, text),
        }
    }
}

/// The text of a `w:t`.
pub(super) fn words(element: &Element) -> String {
    let raw = element.raw_text();
    unescape(&raw).map_or_else(|_| raw.clone(), |words| words.into_owned())
}

/// Properties of a run as they stand, and the same in red.
pub(super) fn properties(run: &Element) -> (String, String) {
    let properties = run.elements().find(|child| child.name() == "rPr");
    let prefix = run.prefix();
    let red = format!("<{prefix}color {prefix}val=\"FF0000\"/>");
    let Some(own) = properties else {
        let alone = format!("<{prefix}rPr>{red}</{prefix}rPr>");
        return (String::new(), alone);
    };
    let mut written = String::new();
    own.write(&mut written);
    let mut reddened = own.clone();
    let colour = |node: &Node| matches!(node, Node::Element(e) if e.name() == "color");
    reddened.children.retain(|node| !colour(node));
    let behind =
        |node: &Node| matches!(node, Node::Element(e) if BEHIND_COLOUR.contains(&e.name()));
    let at = reddened.children.iter().position(behind);
    let at = at.unwrap_or(reddened.children.len());
    reddened.children.insert(at, Node::Raw(red));
    let mut in_red = String::new();
    reddened.write(&mut in_red);
    (written, in_red)
}

/// The elements that the schema requires after `w:color` among the properties of a run.
const BEHIND_COLOUR: &[&str] = &[
    "spacing",
    "w",
    "kern",
    "position",
    "sz",
    "szCs",
    "highlight",
    "u",
    "effect",
    "bdr",
    "shd",
    "fitText",
    "vertAlign",
    "rtl",
    "cs",
    "em",
    "lang",
    "eastAsianLayout",
    "specVanish",
    "oMath",
];
