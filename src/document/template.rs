//! 文书模板: a document of the office with placeholders, checked as a whole before anything is filled.

use std::borrow::Cow;
use std::collections::BTreeMap;

use strsim::normalized_levenshtein;

use super::compile::{Compiled, Step, compile, write};
use super::names::{Name, Names, Values};
use super::package::Package;
use super::paragraph::Marker;
use super::seal::seal;
use super::tree;

/// Characters of a paragraph that are quoted.
const QUOTED: usize = 40;

/// Parts with text of their own.
const PARTS: [&str; 5] = ["document", "header", "footer", "footnotes", "endnotes"];

/// Two names less alike are not taken for each other.
const ALIKE: f64 = 0.3;

/// A paragraph of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParagraphPlace {
    /// Part of the package, such as `word/document.xml`.
    pub part: String,
    /// Number of the paragraph in it, from 1.
    pub paragraph: usize,
    /// How it begins.
    pub text: String,
}

/// Why a template cannot be filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TemplateError {
    /// It is no Word document, or damaged.
    NotDocument,
    /// Changes in it are tracked and neither accepted nor rejected.
    Tracked(ParagraphPlace),
    /// A placeholder has a name that does not occur here; the nearest that does.
    Unknown {
        /// The name.
        name: String,
        /// Where.
        place: ParagraphPlace,
        /// The most alike of the names that may be there.
        nearest: Option<String>,
    },
}

/// A template that is ready to be filled.
#[derive(Debug)]
pub struct Template<'a> {
    package: Package<'a>,
    parts: BTreeMap<String, Vec<Step>>,
}

impl<'a> Template<'a> {
    /// The template in `bytes`, in which only `names` may occur in brackets.
    ///
    /// # Errors
    ///
    /// The first reason why it cannot be filled.
    pub fn open(bytes: &'a [u8], names: &Names) -> Result<Self, TemplateError> {
        let package = Package::open(bytes).ok_or(TemplateError::NotDocument)?;
        let names_of_parts = package.names().map(Cow::into_owned);
        let wanted: Vec<String> = names_of_parts.filter(|name| has_text(name)).collect();
        if !wanted.iter().any(|name| name == "word/document.xml") {
            return Err(TemplateError::NotDocument);
        }
        let mut parts = BTreeMap::new();
        for name in wanted {
            let xml = package.text(&name).ok_or(TemplateError::NotDocument)?;
            let compiled = compile(&tree::parse(&xml).ok_or(TemplateError::NotDocument)?);
            Check {
                part: &name,
                compiled: &compiled,
                names,
            }
            .whole()?;
            if compiled
                .steps
                .iter()
                .any(|step| !matches!(step, Step::Raw(_)))
                || xml.contains("【【")
            {
                parts.insert(name, compiled.steps);
            }
        }
        Ok(Self { package, parts })
    }

    /// A paper, sealed: the template with these values; `None` where the package is damaged.
    #[must_use]
    pub fn fill(&self, values: &Values) -> Option<Vec<u8>> {
        let parts = self.parts.iter().map(|(name, steps)| {
            let mut filled = String::new();
            write(steps, &[values], &mut filled);
            (name.clone(), filled.into_bytes())
        });
        self.package.with(parts.collect()).ok().map(seal)
    }
}

/// Whether a part of a document holds text that people write.
fn has_text(name: &str) -> bool {
    let inner = name
        .strip_prefix("word/")
        .and_then(|n| n.strip_suffix(".xml"));
    let stem = inner.map(|name| name.trim_end_matches(|c: char| c.is_ascii_digit()));
    stem.is_some_and(|stem| PARTS.contains(&stem))
}

/// The check of one part.
struct Check<'a> {
    part: &'a str,
    compiled: &'a Compiled,
    names: &'a Names,
}

impl Check<'_> {
    fn whole(&self) -> Result<(), TemplateError> {
        if let Some(paragraph) = self.compiled.tracked {
            return Err(TemplateError::Tracked(
                self.place(paragraph.saturating_sub(1)),
            ));
        }
        let names: Vec<Name> = self.names.values.clone();
        self.steps(&self.compiled.steps, &names)
    }

    fn steps(&self, steps: &[Step], known: &[Name]) -> Result<(), TemplateError> {
        for step in steps {
            match step {
                Step::Raw(_) => {}
                Step::Value {
                    name, paragraph, ..
                } => {
                    self.is_known(name, *paragraph, known.iter().map(|n| n.name))?;
                }
                Step::Lines { steps, .. } | Step::Table { steps, .. } => {
                    self.steps(steps, known)?
                }
                Step::Marked {
                    marker,
                    steps,
                    paragraph,
                } => self.marked(marker, (steps, *paragraph), known)?,
            }
        }
        Ok(())
    }

    fn marked(
        &self,
        marker: &Marker,
        (steps, paragraph): (&[Step], usize),
        known: &[Name],
    ) -> Result<(), TemplateError> {
        let lists = self.names.lists.iter().map(|list| list.name);
        match marker {
            Marker::If(name) => {
                self.is_known(name, paragraph, known.iter().map(|n| n.name).chain(lists))?;
                self.steps(steps, known)
            }
            Marker::Each(name) => {
                self.is_known(name, paragraph, lists)?;
                let list = self.names.lists.iter().find(|list| list.name == name);
                let own = list.into_iter().flat_map(|list| &list.values);
                let known: Vec<Name> = known.iter().chain(own).copied().collect();
                self.steps(steps, &known)
            }
        }
    }

    fn is_known<'n>(
        &self,
        name: &str,
        paragraph: usize,
        known: impl Iterator<Item = &'n str> + Clone,
    ) -> Result<(), TemplateError> {
        if known.clone().any(|known| known == name) {
            return Ok(());
        }
        let alike = known.map(|known| (normalized_levenshtein(known, name), known));
        let nearest = alike.max_by(|(a, _), (b, _)| a.total_cmp(b));
        Err(TemplateError::Unknown {
            name: name.to_owned(),
            place: self.place(paragraph),
            nearest: nearest
                .filter(|(alike, _)| *alike > ALIKE)
                .map(|(_, name)| name.to_owned()),
        })
    }

    fn place(&self, paragraph: usize) -> ParagraphPlace {
        let text = self.compiled.paragraphs.get(paragraph);
        let text = text.map_or("", |text| text.trim());
        ParagraphPlace {
            part: self.part.to_owned(),
            paragraph: paragraph.saturating_add(1),
            text: text.chars().take(QUOTED).collect(),
        }
    }
}
