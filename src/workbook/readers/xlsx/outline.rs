//! The workbook part: its sheets, whether they are hidden, and the paths of their parts.

use std::borrow::Cow;

use super::tags::{self, Attributes};
use crate::finding::Refusal;
use crate::workbook::container::Relation;

/// One worksheet.
#[derive(Debug)]
pub(super) struct Tab {
    pub(super) name: String,
    pub(super) hidden: bool,
    /// Path of its part.
    pub(super) path: String,
}

/// The content of the workbook part.
#[derive(Debug, Default)]
pub(super) struct Outline {
    /// Names of all sheets, charts included.
    pub(super) names: Vec<String>,
    /// The worksheets in order.
    pub(super) tabs: Vec<Tab>,
    /// Whether days are counted from 1904.
    pub(super) date_1904: bool,
    /// Whether formulas calculate with the displayed figures.
    pub(super) as_displayed: bool,
    /// Path of the shared strings.
    pub(super) strings: Option<String>,
    /// Path of the styles.
    pub(super) styles: Option<String>,
}

impl Outline {
    /// Reads the workbook part `xml` in `folder`.
    pub(super) fn read(xml: &str, links: &[Relation<'_>], folder: &str) -> Result<Self, Refusal> {
        let path_of = |role: &str| {
            let link = links.iter().find(|r| r.is(role));
            link.map(|r| r.path(folder))
        };
        let mut outline = Self {
            strings: path_of("sharedStrings"),
            styles: path_of("styles"),
            ..Self::default()
        };
        tags::elements(xml, |name, attributes| match name {
            "sheet" => outline.add(attributes, links, folder),
            "workbookPr" => outline.epoch(attributes),
            "calcPr" => outline.precision(attributes),
            _ => Ok(()),
        })?;
        Ok(outline)
    }

    /// The visible sheets.
    pub(super) fn visible(&self) -> impl Iterator<Item = &Tab> {
        self.tabs.iter().filter(|t| !t.hidden)
    }

    fn epoch(&mut self, attributes: Attributes<'_>) -> Result<(), Refusal> {
        for attribute in attributes {
            let (name, value) = attribute?;
            if tags::local(name) == "date1904" {
                self.date_1904 = matches!(value, "1" | "true");
            }
        }
        Ok(())
    }

    fn precision(&mut self, attributes: Attributes<'_>) -> Result<(), Refusal> {
        for attribute in attributes {
            let (name, value) = attribute?;
            if tags::local(name) == "fullPrecision" {
                self.as_displayed = matches!(value, "0" | "false");
            }
        }
        Ok(())
    }

    fn add(
        &mut self,
        attributes: Attributes<'_>,
        links: &[Relation<'_>],
        folder: &str,
    ) -> Result<(), Refusal> {
        let (mut name, mut link, mut hidden) = (String::new(), Cow::Borrowed(""), false);
        for attribute in attributes {
            let (key, value) = attribute?;
            match tags::local(key) {
                "name" => name = tags::resolved(value)?.into_owned(),
                "id" => link = tags::resolved(value)?,
                "state" => hidden = value != "visible",
                _ => {}
            }
        }
        self.names.push(name.clone());
        // Macro modules of old versions are listed without a part; no program displays them.
        if link.is_empty() {
            return Ok(());
        }
        let link = links
            .iter()
            .find(|r| r.id == link)
            .ok_or(Refusal::Damaged)?;
        if link.is("worksheet") {
            let path = link.path(folder);
            self.tabs.push(Tab { name, hidden, path });
        }
        Ok(())
    }
}
