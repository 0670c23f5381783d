//! What files and containers can be.

use ziping::finding::{FoundKind, Refusal};
use ziping::workbook::{Remark, read_plain};

use super::build::{package, row, stored, swapped, with, zipped};
use super::{read, real, refused, texts, too_large};

const ONE: &str = r#"<c r="A1"><v>1</v></c>"#;

#[test]
fn content_decides_what_a_file_is() {
    let not = |kind| Refusal::NotWorkbook(kind);
    for (bytes, refusal) in [
        (&b""[..], Refusal::Empty),
        ("单位,金额\n教育局,1".as_bytes(), not(FoundKind::Text)),
        (b"<html><table></table></html>", not(FoundKind::Html)),
        (b"<?xml version=\"1.0\"?><Workbook/>", not(FoundKind::Xml)),
        (b"\x89PNG\r\n\x1A\n", not(FoundKind::Picture)),
        (b"%PDF-1.4", not(FoundKind::Pdf)),
        (b"Rar!\x1A\x07\0", Refusal::Archive),
        (&[0; 600], not(FoundKind::Unknown)),
    ] {
        refused(bytes, &refusal);
    }
}

#[test]
fn other_zips_are_told_apart() {
    let rels = |target: &str| {
        format!(
            r#"<Relationships><Relationship Id="r" Type="http://x/officeDocument" Target="{target}"/></Relationships>"#
        )
    };
    let office = |target: &str| {
        let parts = [
            ("[Content_Types].xml", "<Types/>".to_owned()),
            ("_rels/.rels", rels(target)),
            (target, "<x/>".to_owned()),
        ];
        zipped(&parts.map(|(n, t)| (n.to_owned(), t.into_bytes())))
    };
    refused(
        &office("word/document.xml"),
        &Refusal::NotWorkbook(FoundKind::Document),
    );
    refused(
        &office("ppt/presentation.xml"),
        &Refusal::NotWorkbook(FoundKind::Slides),
    );
    refused(&zipped(&[("a/表.xlsx".into(), vec![1])]), &Refusal::Archive);
}

#[test]
fn own_results_are_known() {
    let mark = r#"<Properties><property name="ziping-output"/></Properties>"#;
    // Only results that were stored for a later year are read; this file has none.
    let own = read(&with(ONE, &[("docProps/custom.xml", mark)])).unwrap();
    assert_eq!(own.remarks, [Remark::OwnOutput]);
    assert!(own.sheets.is_empty());
    let other = r#"<Properties><property name="KSOProductBuildVer"/></Properties>"#;
    assert_eq!(
        texts(&with(ONE, &[("docProps/custom.xml", other)])),
        ["A1=1"]
    );
}

#[test]
fn cut_off_workbooks_are_refused() {
    for file in [real(".xls"), real(".ods"), real("（定稿）.xlsx")] {
        for tenth in 1..10 {
            let cut = &file[..file.len() * tenth / 10];
            refused(cut, &Refusal::Damaged);
        }
        assert!(read(&file).is_ok());
    }
}

#[test]
fn two_parts_of_one_name_are_refused() {
    let file = with(ONE, &[("xl/worksheets/S9.xml", "<worksheet/>")]);
    let doubled = swapped(&file, b"xl/worksheets/S9.xml", b"xl/worksheets/S0.xml");
    refused(&doubled, &Refusal::Contradictory);
}

#[test]
fn a_flipped_bit_is_found() {
    let file = stored(&package(&[("表", &format!("<row>{ONE}</row>"))]));
    assert!(read(&file).is_ok());
    refused(&swapped(&file, b"<v>1</v>", b"<v>9</v>"), &Refusal::Damaged);
}

/// `file` with the four bytes at `at`, a number, changed by `change`.
fn told(file: &[u8], at: usize, change: i64) -> Vec<u8> {
    let number = u32::from_le_bytes(file[at..at + 4].try_into().unwrap());
    let number = u32::try_from(i64::from(number) + change).unwrap();
    let mut file = file.to_vec();
    file[at..at + 4].copy_from_slice(&number.to_le_bytes());
    file
}

#[test]
fn parts_that_lie_are_left_to_the_reading_process() {
    let mut parts = package(&[("表", &format!("<row>{ONE}</row>"))]);
    parts.sort_by_key(|(name, _)| name.contains("worksheets"));
    let file = zipped(&parts);
    assert!(read_plain(&file).is_some());
    let place = |mark: &[u8]| file.windows(4).rposition(|w| w == mark).unwrap();
    let [part, entry, end] = [b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"].map(|m| place(m));
    let (checksum, packed, size) = (entry + 16, entry + 20, entry + 24);
    for lying in [
        told(&file, checksum, 1),
        told(&file, size, 1),
        told(&file, size, -1),
        told(&file, packed, -1),
    ] {
        assert!(read_plain(&lying).is_none());
        refused(&lying, &Refusal::Damaged);
    }
    // Bytes behind the data, also such as repeat what a reader may look for there.
    let repeated = [&file[checksum..packed], &file[size..size + 4]].concat();
    for more in [b"x".to_vec(), repeated] {
        let grown = i64::try_from(more.len()).unwrap();
        let longer = told(&told(&file, part + 18, grown), packed, grown);
        let mut longer = told(&longer, end + 16, grown);
        let start = u32::from_le_bytes(file[end + 16..end + 20].try_into().unwrap()) as usize;
        longer.splice(start..start, more);
        assert!(read_plain(&longer).is_none());
        assert_eq!(texts(&longer), ["A1=1"]);
    }
}

#[test]
fn a_missing_workbook_part_is_damage() {
    let mut parts = package(&[("表", "")]);
    parts.retain(|(name, _)| name != "xl/workbook.xml");
    refused(&zipped(&parts), &Refusal::Damaged);
}

#[test]
fn bombs_are_refused_by_size_and_ratio() {
    let blanks = " ".repeat(40 << 20);
    too_large(&with(ONE, &[("xl/media/x", &blanks)]));
    let file = row(ONE);
    let end = file.len() - 22;
    let mut lying = file.clone();
    let directory = u32::from_le_bytes(file[end + 16..end + 20].try_into().unwrap()) as usize;
    lying[directory + 24..directory + 28].copy_from_slice(&0x7000_0000_u32.to_le_bytes());
    too_large(&lying);
}

#[test]
fn locked_files_are_named() {
    let mut file = row(ONE);
    let end = file.len() - 22;
    let directory = u32::from_le_bytes(file[end + 16..end + 20].try_into().unwrap()) as usize;
    file[directory + 8] |= 1;
    refused(&file, &Refusal::Password);
    // An encrypted package is an OLE file with a stream of this name.
    let name = |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
    let locked = swapped(&real(".xls"), &name("Workbook"), &name("WordDocu"));
    refused(&locked, &Refusal::NotWorkbook(FoundKind::Unknown));
}

#[test]
fn rings_in_compound_files_are_refused() {
    let mut file = real(".xls");
    let table = u32::from_le_bytes(file[76..80].try_into().unwrap()) as usize;
    let start = (table + 1) * 512;
    // Every sector is followed by itself.
    for (id, place) in file[start..start + 512].chunks_exact_mut(4).enumerate() {
        place.copy_from_slice(&(id as u32).to_le_bytes());
    }
    refused(&file, &Refusal::Damaged);
}

#[test]
fn a_full_extent_in_an_old_workbook_costs_nothing() {
    let file = real(".xls");
    let at = file.windows(4).position(|w| w == [0, 2, 14, 0]).unwrap() + 4;
    let mut wide = file.clone();
    wide[at..at + 12].copy_from_slice(&[0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]);
    let texts = texts(&wide);
    assert!(texts.iter().any(|t| t.ends_with("[155]濉溪县民政局")));
}
