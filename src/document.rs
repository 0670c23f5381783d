//! Office files as zip packages: Word templates with 【名称】 are filled, workbooks get comments, and every other byte stays.
//!
//! Nothing here knows what the papers are about: values come by name.

mod annotate;
mod compile;
mod names;
mod numbering;
mod package;
mod paragraph;
mod seal;
mod template;
#[cfg(test)]
mod tests;
mod text;
mod tree;

pub use annotate::{AddedRow, Annotations, Comment, NotAnnotated, annotate};
pub use names::{List, Name, Names, Value, Values};
pub use seal::is_sealed;
pub use template::{ParagraphPlace, Template, TemplateError};
pub use text::paragraphs;
