//! Relationship parts: the roles of the parts of a package.

use std::borrow::Cow;

use super::tags::{self, Attributes};
use crate::finding::Refusal;

/// One relationship of a package part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation<'a> {
    /// Its identifier in the part that refers.
    pub id: Cow<'a, str>,
    /// Path of the target, relative to the part that refers, or absolute with `/`.
    pub target: Cow<'a, str>,
    kind: Cow<'a, str>,
}

impl Relation<'_> {
    /// The path of the target, for a part that refers from `folder`.
    #[must_use]
    pub fn path(&self, folder: &str) -> String {
        if let Some(absolute) = self.target.strip_prefix('/') {
            return absolute.to_owned();
        }
        let mut parts: Vec<&str> = folder.split('/').filter(|p| !p.is_empty()).collect();
        for part in self.target.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop();
                }
                part => parts.push(part),
            }
        }
        parts.join("/")
    }

    /// Whether the target has this role, in the transitional or the strict namespace.
    #[must_use]
    pub fn is(&self, role: &str) -> bool {
        self.kind.rsplit('/').next() == Some(role)
    }
}

/// The folder of a part, and the path of its relationships.
#[must_use]
pub fn surroundings(part: &str) -> (&str, String) {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    // The workbook may be at the root of a package.
    let beside = if folder.is_empty() { "" } else { "/" };
    (folder, format!("{folder}{beside}_rels/{name}.rels"))
}

/// All relationships of a `.rels` part.
pub fn relations(xml: &str) -> Result<Vec<Relation<'_>>, Refusal> {
    let mut list = Vec::new();
    tags::elements(xml, |name, attributes| {
        if name == "Relationship" {
            list.push(relation(attributes)?);
        }
        Ok(())
    })?;
    Ok(list)
}

fn relation(attributes: Attributes<'_>) -> Result<Relation<'_>, Refusal> {
    let (mut id, mut target, mut kind) = (None, None, None);
    for attribute in attributes {
        let (name, value) = attribute?;
        let field = match name {
            "Id" => &mut id,
            "Target" => &mut target,
            "Type" => &mut kind,
            _ => continue,
        };
        if field.replace(tags::resolved(value)?).is_some() {
            return Err(Refusal::Damaged);
        }
    }
    Ok(Relation {
        id: id.unwrap_or_default(),
        target: target.unwrap_or_default(),
        kind: kind.unwrap_or_default(),
    })
}

#[cfg(test)]
mod tests {
    use super::{Relation, relations, surroundings};

    #[test]
    fn targets_resolve() {
        for (folder, target, resolved) in [
            ("xl", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl", "/xl/styles.xml", "xl/styles.xml"),
            ("xl", "../other/s.xml", "other/s.xml"),
            ("", "sheet.xml", "sheet.xml"),
        ] {
            let relation = Relation {
                id: "".into(),
                target: target.into(),
                kind: "".into(),
            };
            assert_eq!(relation.path(folder), resolved);
        }
        let links = ["xl/workbook.bin", "workbook.xml"].map(|part| surroundings(part).1);
        assert_eq!(
            links,
            ["xl/_rels/workbook.bin.rels", "_rels/workbook.xml.rels"]
        );
    }

    #[test]
    fn relations_are_read_strictly() {
        let all = relations(
            r#"<Relationships xmlns="x"><Relationship Id="rId1" Type="http://a/styles" Target="a&amp;b.xml"/>
            <x:Relationship TargetMode='External' Id='' /></Relationships>"#,
        );
        let all = all.unwrap();
        assert!(all[0].is("styles") && !all[1].is("styles"));
        assert_eq!((&*all[0].id, &*all[0].target), ("rId1", "a&b.xml"));
        assert_eq!((all.len(), &*all[1].target), (2, ""));
        for odd in [
            r#"<Relationship Id="1" Id="2"/>"#,
            r#"<Relationship Id=1/>"#,
            r#"<a><Relationship Id="1"></a>"#,
        ] {
            assert!(relations(odd).is_err(), "{odd}");
        }
    }
}
