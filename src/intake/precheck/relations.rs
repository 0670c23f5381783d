//! Relationship parts: which part of a package plays which role.

use quick_xml::events::Event;
use quick_xml::{Reader, XmlVersion};

use crate::finding::Refusal;

/// One relationship of a package part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// Name used to refer to it.
    pub id: String,
    /// Path of the other part, relative to the one that refers, or absolute with `/`.
    pub target: String,
    kind: String,
}

impl Relation {
    /// Whether the other part plays this role, in the transitional or the strict namespace.
    #[must_use]
    pub fn is(&self, role: &str) -> bool {
        self.kind.rsplit('/').next() == Some(role)
    }
}

/// All relationships of a `.rels` part.
pub fn relations(xml: &str) -> Result<Vec<Relation>, Refusal> {
    let mut reader = Reader::from_str(xml);
    let mut list = Vec::new();
    loop {
        match reader.read_event().map_err(|_| Refusal::Damaged)? {
            Event::Start(e) | Event::Empty(e) if e.local_name().as_ref() == "Relationship" => {
                let mut relation = Relation {
                    id: String::new(),
                    target: String::new(),
                    kind: String::new(),
                };
                for attribute in e.attributes() {
                    let attribute = attribute.map_err(|_| Refusal::Damaged)?;
                    let field = match attribute.key.as_ref() {
                        "Id" => &mut relation.id,
                        "Target" => &mut relation.target,
                        "Type" => &mut relation.kind,
                        _ => continue,
                    };
                    *field = attribute
                        .normalized_value(XmlVersion::Implicit1_0)
                        .map_err(|_| Refusal::Damaged)?
                        .into_owned();
                }
                list.push(relation);
            }
            Event::Eof => return Ok(list),
            _ => {}
        }
    }
}
