//! Comments of a sheet, and the drawing with the positions of their boxes.

use std::collections::BTreeSet;

use quick_xml::escape::escape;

use super::super::compile::printable;
use super::super::tree::parse;
use super::parts::{OFFICE, Parts, append};
use super::{Comment, SPREADSHEET};

/// Elements that may be behind `legacyDrawing` in a sheet.
const BEHIND: [&str; 9] = [
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
    "AlternateContent",
];

/// First number of the boxes: far behind those that Excel gives to the first sheets.
const FIRST_BOX: usize = 900_000;

/// Adds comments to the sheet in `part`, except on cells that have one.
pub(super) fn add(
    parts: &mut Parts<'_>,
    part: &str,
    author: &str,
    comments: &[&Comment],
) -> Option<()> {
    let relations = parts.relations(part);
    let existing = relations
        .iter()
        .find(|r| r.is("comments"))
        .map(|r| r.part.clone());
    let mut taken: BTreeSet<String> = match &existing {
        Some(existing) => commented(&parts.text(existing)?)?,
        None => BTreeSet::new(),
    };
    let free = |comment: &&&Comment| taken.insert(comment.cell.clone());
    let new: Vec<&Comment> = comments.iter().filter(free).copied().collect();
    match existing {
        Some(existing) => extend(parts, &existing, author, &new)?,
        None => {
            let head = format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<comments xmlns=\"{SPREADSHEET}\"><authors><author>{}</author></authors><commentList>",
                escape(author)
            );
            let list: String = new.iter().map(|c| comment_xml("", c, 0)).collect();
            let xml = format!("{head}{list}</commentList></comments>");
            let added = parts.add("xl/comments", "comments", xml)?;
            parts.relate(part, "comments", &added)?;
        }
    }
    boxes(parts, part, &new)
}

/// Cells that have comments.
fn commented(xml: &str) -> Option<BTreeSet<String>> {
    let tree = parse(xml)?;
    let all = tree.descendants();
    let comments = all.iter().filter(|e| e.name() == "comment");
    Some(comments.filter_map(|e| e.attribute("ref")).collect())
}

/// Adds to a part that has comments already.
fn extend(parts: &mut Parts<'_>, part: &str, author: &str, new: &[&Comment]) -> Option<()> {
    let tree = parse(&parts.text(part)?)?;
    let all = tree.descendants();
    let root = all.first()?;
    let prefix = root.prefix().to_owned();
    let number = all.iter().filter(|e| e.name() == "author").count();
    let author = format!("<{prefix}author>{}</{prefix}author>", escape(author));
    let list: String = new
        .iter()
        .map(|c| comment_xml(&prefix, c, number))
        .collect();
    parts.edit(part, |xml| {
        insert_before(xml, &format!("</{prefix}authors>"), &author)?;
        insert_before(xml, &format!("</{prefix}commentList>"), &list)
    })
}

fn insert_before(xml: &mut String, end: &str, text: &str) -> Option<()> {
    let at = xml.rfind(end)?;
    xml.insert_str(at, text);
    Some(())
}

fn comment_xml(prefix: &str, comment: &Comment, author: usize) -> String {
    let text = printable_lines(&comment.text);
    let text = escape(&*text);
    format!(
        "<{prefix}comment ref=\"{}\" authorId=\"{author}\"><{prefix}text><{prefix}r><{prefix}t xml:space=\"preserve\">{text}</{prefix}t></{prefix}r></{prefix}text></{prefix}comment>",
        comment.cell
    )
}

fn printable_lines(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(printable).collect();
    lines.join("\n")
}

/// A box for each comment, in the drawing that the sheet has or in a new one.
fn boxes(parts: &mut Parts<'_>, part: &str, new: &[&Comment]) -> Option<()> {
    let sheet = parts.text(part)?;
    let root = root_prefix(&sheet)?;
    let at = place(&sheet, &root)?;
    match lone_before(&sheet, at).filter(|(name, _)| *name == "legacyDrawing") {
        Some((_, tag)) => {
            let id = tag.split("id=").nth(1)?.split(['"', '\'']).nth(1)?;
            let relations = parts.relations(part);
            let drawing = relations.into_iter().find(|r| r.id == id)?.part;
            let first = FIRST_BOX + parts.text(&drawing)?.len();
            parts.edit(&drawing, |xml| {
                let known = xml.contains("_x0000_t202\"");
                let kind = if known { "" } else { SHAPE_TYPE };
                append(xml, |_| format!("{kind}{}", shapes(new, first)))
            })
        }
        None => {
            let drawing = drawing(new);
            let drawing = parts.add("xl/drawings/vmlDrawing", "vmlDrawing", drawing)?;
            let id = parts.relate(part, "vmlDrawing", &drawing)?;
            parts.edit(part, |xml| {
                let tag = format!("<{root}legacyDrawing xmlns:r=\"{OFFICE}\" r:id=\"{id}\"/>");
                xml.insert_str(at, &tag);
                Some(())
            })
        }
    }
}

/// Prefix of the outermost element.
fn root_prefix(xml: &str) -> Option<String> {
    let at = xml.rfind("</")?;
    let name = xml.get(at + 2..)?.trim_end().strip_suffix('>')?;
    Some(name.strip_suffix("worksheet")?.to_owned())
}

/// Where a `legacyDrawing` ends or would be: before the elements that the schema requires after it.
fn place(xml: &str, prefix: &str) -> Option<usize> {
    let mut at = xml.rfind("</")?;
    loop {
        let before = xml.get(..at)?.trim_end();
        let lone = lone_before(xml, at).filter(|(name, _)| BEHIND.contains(name));
        let pair = BEHIND.iter().find_map(|name| {
            let prefix = if *name == "AlternateContent" {
                "mc:"
            } else {
                prefix
            };
            before.strip_suffix(&format!("</{prefix}{name}>"))?;
            before.rfind(&format!("<{prefix}{name}"))
        });
        match (pair, lone) {
            (Some(start), _) => at = start,
            (None, Some((_, tag))) => at = before.len() - tag.len(),
            (None, None) => return Some(before.len()),
        }
    }
}

/// The element without content that ends before `at`: its local name and its tag.
fn lone_before(xml: &str, at: usize) -> Option<(&str, &str)> {
    let before = xml.get(..at)?.trim_end();
    before.strip_suffix("/>")?;
    let tag = before.get(before.rfind('<')?..)?;
    let name = tag.trim_start_matches('<');
    let name = name
        .split(|c: char| c.is_ascii_whitespace() || c == '/')
        .next()?;
    Some((name.rsplit(':').next()?, tag))
}

const SHAPE_TYPE: &str = "<v:shapetype id=\"_x0000_t202\" coordsize=\"21600,21600\" o:spt=\"202\" path=\"m,l,21600r21600,l21600,xe\"><v:stroke joinstyle=\"miter\"/><v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype>";

fn drawing(comments: &[&Comment]) -> String {
    format!(
        "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><o:shapelayout v:ext=\"edit\"><o:idmap v:ext=\"edit\" data=\"1\"/></o:shapelayout>{SHAPE_TYPE}{}</xml>",
        shapes(comments, 1025)
    )
}

fn shapes(comments: &[&Comment], first: usize) -> String {
    let each = comments.iter().zip(first..).map(|(comment, number)| {
        let (row, col) = comment.place;
        let lines = u32::try_from(comment.text.chars().count() / 20).unwrap_or(9) + 3;
        let (left, top) = (col + 1, row.saturating_sub(1));
        let (right, bottom) = (left + 3, top + lines.clamp(4, 12));
        format!(
            "<v:shape id=\"_x0000_s{number}\" type=\"#_x0000_t202\" style=\"position:absolute;margin-left:80pt;margin-top:2pt;width:240pt;height:90pt;z-index:1;visibility:hidden\" fillcolor=\"#ffffe1\" o:insetmode=\"auto\"><v:fill color2=\"#ffffe1\"/><v:path o:connecttype=\"none\"/><v:textbox style=\"mso-direction-alt:auto\"/><x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{left}, 15, {top}, 2, {right}, 15, {bottom}, 4</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{col}</x:Column></x:ClientData></v:shape>"
        )
    });
    each.collect()
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn a_drawing_stands_where_the_schema_wants_it() {
        for (xml, behind) in [
            ("<worksheet><sheetData/></worksheet>", "</worksheet>"),
            (
                "<x:worksheet><x:pageSetup/><x:tableParts><x:tablePart/></x:tableParts><x:extLst><x:ext/></x:extLst></x:worksheet>",
                "<x:tableParts>",
            ),
            (
                "<worksheet><drawing r:id='a'/><legacyDrawing r:id=\"b\"/><picture r:id='c'/></worksheet>",
                "<picture",
            ),
            (
                "<worksheet><cf><extLst/></cf><pageSetup/></worksheet>",
                "</worksheet>",
            ),
        ] {
            let prefix = super::root_prefix(xml).unwrap();
            let at = place(xml, &prefix).unwrap();
            assert!(xml[at..].starts_with(behind), "{xml}: {}", &xml[at..]);
        }
    }
}
