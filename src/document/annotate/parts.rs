//! The parts of a workbook that are changed or added, with their relationships and types.

use std::cell::RefCell;
use std::collections::BTreeMap;

use quick_xml::escape::escape;

use super::super::package::Package;
use super::super::tree::parse;

/// What the types of relationships begin with.
pub(super) const OFFICE: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

const TYPES: &str = "[Content_Types].xml";
const SPREADSHEET: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const VML: &str = "application/vnd.openxmlformats-officedocument.vmlDrawing";

/// A relationship of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Relation {
    pub(super) id: String,
    kind: String,
    /// Path of the part it leads to.
    pub(super) part: String,
}

impl Relation {
    pub(super) fn is(&self, kind: &str) -> bool {
        self.kind.rsplit('/').next() == Some(kind)
    }
}

/// The parts, as they are now.
pub(super) struct Parts<'p> {
    package: &'p Package<'p>,
    changed: RefCell<BTreeMap<String, String>>,
}

impl<'p> Parts<'p> {
    pub(super) const fn new(package: &'p Package<'p>) -> Self {
        Self {
            package,
            changed: RefCell::new(BTreeMap::new()),
        }
    }

    pub(super) fn changed(self) -> BTreeMap<String, Vec<u8>> {
        let changed = self.changed.into_inner().into_iter();
        changed
            .map(|(name, text)| (name, text.into_bytes()))
            .collect()
    }

    pub(super) fn text(&self, part: &str) -> Option<String> {
        let changed = self.changed.borrow().get(part).cloned();
        changed.or_else(|| self.package.text(part))
    }

    /// Changes a part.
    pub(super) fn edit(
        &mut self,
        part: &str,
        change: impl FnOnce(&mut String) -> Option<()>,
    ) -> Option<()> {
        let mut text = self.text(part)?;
        change(&mut text)?;
        self.changed.get_mut().insert(part.to_owned(), text);
        Some(())
    }

    /// The relationships of a part, or of the package.
    pub(super) fn relations(&self, part: &str) -> Vec<Relation> {
        let (folder, _) = split(part);
        let tree = self.text(&relations_of(part)).as_deref().and_then(parse);
        let Some(tree) = tree else {
            return Vec::new();
        };
        let found = tree.descendants().into_iter().filter_map(|element| {
            let target = element.attribute("Target")?;
            Some(Relation {
                id: element.attribute("Id")?,
                kind: element.attribute("Type")?,
                part: resolved(folder, &target),
            })
        });
        found.collect()
    }

    /// Adds a part under a free number, of this kind of content; its path.
    pub(super) fn add(&mut self, stem: &str, kind: &str, text: String) -> Option<String> {
        let ending = if kind == "vmlDrawing" { "vml" } else { "xml" };
        let mut names = (1..10_000).map(|n| format!("{stem}{n}.{ending}"));
        let taken = |name: &String| {
            let mut known = self.package.names();
            known.any(|known| known.eq_ignore_ascii_case(name))
                || self.changed.borrow().contains_key(name)
        };
        let name = names.find(|name| !taken(name))?;
        self.changed.get_mut().insert(name.clone(), text);
        self.edit(TYPES, |types| {
            let known = types.to_ascii_lowercase().contains("extension=\"vml\"");
            match kind {
                "vmlDrawing" if known => Some(()),
                "vmlDrawing" => append(types, |prefix| {
                    format!("<{prefix}Default Extension=\"vml\" ContentType=\"{VML}\"/>")
                }),
                kind => append(types, |prefix| {
                    let name = escape(&*name);
                    format!(
                        "<{prefix}Override PartName=\"/{name}\" ContentType=\"{SPREADSHEET}.{kind}+xml\"/>"
                    )
                }),
            }
        })?;
        Some(name)
    }

    /// Relates a part to another; the id of the relationship.
    pub(super) fn relate(&mut self, from: &str, kind: &str, to: &str) -> Option<String> {
        let known = self.relations(from);
        let mut ids = (1..10_000).map(|n| format!("rIdAudit{n}"));
        let id = ids.find(|id| known.iter().all(|r| r.id != *id))?;
        let path = relations_of(from);
        if self.text(&path).is_none() {
            let empty = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"></Relationships>";
            self.changed
                .get_mut()
                .insert(path.clone(), empty.to_owned());
        }
        self.edit(&path, |xml| {
            append(xml, |prefix| {
                format!(
                    "<{prefix}Relationship Id=\"{id}\" Type=\"{OFFICE}/{kind}\" Target=\"/{to}\"/>"
                )
            })
        })?;
        Some(id)
    }
}

/// Adds to the end of the outermost element; `None` where it is no pair of tags.
pub(super) fn append(xml: &mut String, addition: impl FnOnce(&str) -> String) -> Option<()> {
    let at = xml.rfind("</")?;
    let name = xml.get(at + 2..)?.trim_end().strip_suffix('>')?;
    let prefix = name.rfind(':').and_then(|colon| name.get(..=colon));
    let addition = addition(prefix.unwrap_or_default());
    xml.insert_str(at, &addition);
    Some(())
}

/// `xl/workbook.xml` has `xl/_rels/workbook.xml.rels`.
fn relations_of(part: &str) -> String {
    let (folder, name) = split(part);
    match folder {
        "" => format!("_rels/{name}.rels"),
        folder => format!("{folder}/_rels/{name}.rels"),
    }
}

fn split(part: &str) -> (&str, &str) {
    part.rsplit_once('/').unwrap_or(("", part))
}

/// The path of a target as seen from a folder.
fn resolved(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut path: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "." | "" => {}
            ".." => drop(path.pop()),
            step => path.push(step),
        }
    }
    path.join("/")
}

#[cfg(test)]
mod tests {
    use super::{append, relations_of, resolved};

    #[test]
    fn paths_are_resolved_from_their_folder() {
        assert_eq!(
            resolved("xl/worksheets", "../comments1.xml"),
            "xl/comments1.xml"
        );
        assert_eq!(resolved("xl", "/xl/a.xml"), "xl/a.xml");
        assert_eq!(
            relations_of("xl/workbook.xml"),
            "xl/_rels/workbook.xml.rels"
        );
        assert_eq!(relations_of(""), "_rels/.rels");
    }

    #[test]
    fn an_element_is_added_with_the_prefix_of_its_parent() {
        let mut xml = "<x:a><x:b/></x:a>\n".to_owned();
        append(&mut xml, |prefix| format!("<{prefix}c/>")).unwrap();
        assert_eq!(xml, "<x:a><x:b/><x:c/></x:a>\n");
    }
}
