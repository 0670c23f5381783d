//! 自动编号: the numbers that an office program shows before paragraphs and does not store in them: 一、 （二） 3.

use std::collections::BTreeMap;

use super::package::Package;
use super::tree::{Element, parse};
use crate::base::numeral::written;

/// Parts with what numbers look like and which styles have them.
const NUMBERING: &str = "word/numbering.xml";
const STYLES: &str = "word/styles.xml";

/// A level of a list.
#[derive(Debug, Clone, Default)]
struct Level {
    start: usize,
    /// How it is written: `decimal`, `chineseCounting`.
    format: String,
    /// What is shown, with `%1` for the number of the first level.
    shown: String,
    /// The style whose paragraphs have it.
    style: Option<String>,
}

/// Number of a list and level of a paragraph.
type ListLevel = (String, usize);

/// The lists of a document, and how far they have counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// Levels of each kind of list.
    kinds: BTreeMap<String, Vec<Level>>,
    /// The kind of each list, and where it restarts at some levels.
    lists: BTreeMap<String, (String, BTreeMap<usize, usize>)>,
    /// The list of each style, and the style it is based on.
    styles: BTreeMap<String, (Option<ListLevel>, Option<String>)>,
    /// The last number of each level of each kind.
    counts: BTreeMap<String, Vec<Option<usize>>>,
    /// Lists that have begun.
    begun: Vec<String>,
}

impl Numbering {
    /// The lists of a package; none where it has none.
    pub(super) fn of(package: &Package<'_>, most: usize) -> Self {
        let mut all = Self::default();
        let part = |name: &str| {
            let text = package.text(name).filter(|text| text.len() <= most)?;
            parse(&text)
        };
        let Some(numbering) = part(NUMBERING) else {
            return all;
        };
        for element in numbering.descendants() {
            match element.name() {
                "abstractNum" => {
                    let levels = element.elements().filter(|e| e.name() == "lvl");
                    let levels = levels.map(Level::of).collect();
                    all.kinds
                        .extend(own(element, "abstractNumId").map(|id| (id, levels)));
                }
                "num" => all.list(element),
                _ => {}
            }
        }
        let styles = part(STYLES).unwrap_or_default();
        for style in styles.descendants() {
            let parent = value_of(style, "basedOn");
            let place = place(style);
            let id = own(style, "styleId").filter(|_| style.name() == "style");
            all.styles.extend(id.map(|id| (id, (place, parent))));
        }
        all
    }

    fn list(&mut self, num: &Element) {
        let overrides = num.elements().filter(|e| e.name() == "lvlOverride");
        let starts = overrides.filter_map(|level| {
            let start = value_of(level, "startOverride")?.parse().ok()?;
            Some((own(level, "ilvl")?.parse().ok()?, start))
        });
        let starts = starts.collect();
        let named = own(num, "numId").zip(value_of(num, "abstractNumId"));
        self.lists
            .extend(named.map(|(id, kind)| (id, (kind, starts))));
    }

    /// The number shown before a paragraph, which is then counted; none where it has no number, or a bullet.
    pub(super) fn of_paragraph(&mut self, paragraph: &Element) -> String {
        if self.lists.is_empty() {
            return String::new();
        }
        let place = place(paragraph).or_else(|| self.place_of_style(paragraph));
        place.and_then(|place| self.next(place)).unwrap_or_default()
    }

    /// The list that the style of a paragraph has, or one that it is based on.
    fn place_of_style(&self, paragraph: &Element) -> Option<ListLevel> {
        let mut style = value_of(properties(paragraph)?, "pStyle")?;
        for _ in 0..16 {
            let (place, parent) = self.styles.get(&style)?;
            if let Some((list, level)) = place {
                let (kind, _) = self.lists.get(list)?;
                let mut levels = self.kinds.get(kind)?.iter();
                let linked = levels.position(|level| level.style.as_deref() == Some(&style));
                return Some((list.clone(), linked.unwrap_or(*level)));
            }
            style = parent.clone()?;
        }
        None
    }

    fn next(&mut self, (list, at): ListLevel) -> Option<String> {
        let (kind, starts) = self.lists.get(&list)?;
        let levels = self.kinds.get(kind)?;
        let first = !self.begun.contains(&list);
        let counts = self.counts.entry(kind.clone()).or_default();
        counts.resize(counts.len().max(levels.len()), None);
        if first {
            self.begun.push(list.clone());
            for (level, start) in starts {
                let count = counts.get_mut(*level)?;
                *count = start.checked_sub(1);
                counts.truncate(level + 1);
            }
            counts.resize(levels.len(), None);
        }
        let level = levels.get(at)?;
        let count = counts.get_mut(at)?;
        *count = Some(count.map_or(level.start, |last| last.saturating_add(1)));
        for below in counts.iter_mut().skip(at + 1) {
            *below = None;
        }
        let mut shown = level.shown.clone();
        for (nth, (other, count)) in levels.iter().zip(counts.iter()).enumerate().take(at + 1) {
            let number = other.written(count.unwrap_or(other.start))?;
            shown = shown.replace(&format!("%{}", nth + 1), &number);
        }
        Some(shown).filter(|_| level.format != "bullet" && level.format != "none")
    }
}

impl Level {
    fn of(level: &Element) -> Self {
        let value = |name| value_of(level, name);
        Self {
            start: value("start")
                .and_then(|start| start.parse().ok())
                .unwrap_or(1),
            format: value("numFmt").unwrap_or_else(|| "decimal".to_owned()),
            shown: value("lvlText").unwrap_or_default(),
            style: value("pStyle"),
        }
    }

    /// A number of this level; in digits where it is written in a way that no report uses.
    fn written(&self, number: usize) -> Option<String> {
        let circled = || {
            let at = u32::try_from(number).ok()?.checked_add(0x245F)?;
            char::from_u32(at).filter(|_| (1..=20).contains(&number))
        };
        Some(match self.format.as_str() {
            "chineseCounting"
            | "chineseCountingThousand"
            | "ideographDigital"
            | "japaneseCounting"
            | "taiwaneseCountingThousand" => written(number),
            "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => circled()?.to_string(),
            _ => number.to_string(),
        })
    }
}

/// List and level among the properties of a paragraph or style.
fn place(element: &Element) -> Option<ListLevel> {
    let numbered = properties(element)?
        .elements()
        .find(|e| e.name() == "numPr")?;
    let level = value_of(numbered, "ilvl").and_then(|level| level.parse().ok());
    Some((value_of(numbered, "numId")?, level.unwrap_or(0)))
}

fn properties(element: &Element) -> Option<&Element> {
    element.elements().find(|e| e.name() == "pPr")
}

/// `w:val` of the child of a name.
fn value_of(element: &Element, name: &str) -> Option<String> {
    own(element.elements().find(|e| e.name() == name)?, "val")
}

/// An attribute with the prefix of its element.
fn own(element: &Element, name: &str) -> Option<String> {
    element.attribute(&format!("{}{name}", element.prefix()))
}
