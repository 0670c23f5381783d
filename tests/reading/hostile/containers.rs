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

/// A workbook that is one XML text is read whatever it is called.
#[test]
fn workbooks_as_one_text_are_read() {
    let excel = r#"<?xml version="1.0" encoding="GB2312"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Styles><Style ss:ID="q" ss:Parent="p"><Font ss:Bold="1"/></Style><Style ss:ID="p"><NumberFormat ss:Format="Percent"/></Style></Styles>
<Worksheet ss:Name="甲"><Table><Column ss:Hidden="1"/>
<Row ss:Index="2"><Cell ss:MergeAcross="1"><Data ss:Type="String">年度&amp;<B>资金</B>&#20803;</Data></Cell>
<Cell><Data ss:Type="Number">485.82</Data></Cell><Cell ss:StyleID="p"><Data ss:Type="Number">0.8985</Data></Cell><Cell ss:StyleID="q"><Data ss:Type="Number">0.95</Data></Cell></Row>
<Row><Cell ss:Index="3" ss:Formula="=1+1"/><Cell ss:Formula="=1/0"><Data ss:Type="Error">#DIV/0!</Data></Cell>
<Cell><Data ss:Type="DateTime">2023-06-30T00:00:00.000</Data></Cell></Row></Table></Worksheet>
<Worksheet ss:Name="乙"><Table><Row><Cell><Data ss:Type="String">x</Data></Cell></Row></Table>
<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet>
</Workbook>"#;
    for bytes in [
        excel.as_bytes().to_vec(),
        encoding_rs::GBK.encode(excel).0.into_owned(),
    ] {
        let cells = [
            "A2=年度&资金元",
            "C2=485.82",
            "D2=89.85%",
            "E2=95%",
            "E3=2023-06-30",
        ];
        assert_eq!(texts(&bytes), cells);
        let book = read(&bytes).unwrap();
        assert_eq!(book.sheets.len(), 1);
        assert_eq!(book.sheets[0].merges().len(), 1);
        assert_eq!(book.remarks.len(), 3, "{:?}", book.remarks);
    }
    refused(&excel.as_bytes()[..900], &Refusal::Damaged);
    let open = r#"<office:document xmlns:office="urn:oasis" office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:body><office:spreadsheet><table:table table:name="表"><table:table-row><table:table-cell office:value-type="float" office:value="5"><text:p>5</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document>"#;
    assert_eq!(texts(open.as_bytes()), ["A1=5"]);
    for text in [excel, open] {
        let typed = text.replacen("<Workbook", "<!DOCTYPE x><Workbook", 1);
        let typed = typed.replacen("<office:document ", "<!DOCTYPE x><office:document ", 1);
        refused(typed.as_bytes(), &Refusal::Contradictory);
    }
}

/// What old or strange programs make of a package is read as well: UTF-16, backslashes, parts in other folders.
#[test]
fn packages_of_other_programs_are_read() {
    let wide = |text: &[u8]| -> Vec<u8> {
        let text = std::str::from_utf8(text).unwrap();
        let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
        units.flat_map(u16::to_le_bytes).collect()
    };
    let parts = package(&[("表", r#"<row r="1"><c r="A1"><v>485.82</v></c></row>"#)]);
    let utf16: Vec<_> = parts.iter().map(|(n, b)| (n.clone(), wide(b))).collect();
    assert_eq!(texts(&zipped(&utf16)), ["A1=485.82"]);
    let slashes = parts.iter().map(|(n, b)| (n.replace('/', "\\"), b.clone()));
    assert_eq!(texts(&zipped(&slashes.collect::<Vec<_>>())), ["A1=485.82"]);
    let types = r#"<Types><Override PartName="/buch/main.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#;
    let moved = parts.iter().map(|(name, bytes)| {
        let name = name.replace("xl/workbook.xml", "buch/main.xml");
        let name = name.replace("xl/_rels/workbook.xml", "buch/_rels/main.xml");
        let name = name.replace("xl/", "buch/");
        let text = String::from_utf8(bytes.clone()).unwrap();
        let text = match &*name {
            "[Content_Types].xml" => types.to_owned(),
            "_rels/.rels" => text.replace("xl/workbook.xml", "buch/main.xml"),
            _ => text,
        };
        (name, text.into_bytes())
    });
    assert_eq!(texts(&zipped(&moved.collect::<Vec<_>>())), ["A1=485.82"]);
    let at_the_root = parts.iter().map(|(name, bytes)| {
        let text = String::from_utf8(bytes.clone()).unwrap();
        (
            name.replace("xl/", ""),
            text.replace("xl/", "").into_bytes(),
        )
    });
    assert_eq!(
        texts(&zipped(&at_the_root.collect::<Vec<_>>())),
        ["A1=485.82"]
    );
}

/// The password that Excel tries by itself opens a workbook here too; another one does not.
#[test]
fn workbooks_recommended_to_be_read_only_are_opened() {
    let corpus = |name: &str| std::fs::read(format!("tests/corpus/{name}")).unwrap();
    assert!(texts(&corpus("建议只读.xlsx")).contains(&"B2=485.82".to_owned()));
    refused(&corpus("加密.xlsx"), &Refusal::Password);
    let fixed = texts(&corpus("不可增删工作表.xls"));
    for cell in [
        "A1=年度资金总额",
        "B1=485.82",
        "C1=971.64",
        "A60=第59项指标说明文字",
        "B60=7.375",
    ] {
        assert!(fixed.contains(&cell.to_owned()), "{cell}");
    }
    let mut other = corpus("不可增删工作表.xls");
    let salt = other
        .windows(6)
        .position(|w| w == [0x36, 0, 1, 0, 1, 0])
        .unwrap()
        + 8;
    other[salt] ^= 1;
    refused(&other, &Refusal::Password);
}

#[test]
fn workbooks_of_old_excel_are_named() {
    let old = Refusal::NotWorkbook(FoundKind::OldWorkbook);
    for first in [[9, 0, 4, 0], [9, 2, 6, 0], [9, 4, 6, 0]] {
        refused(&[&first[..], &[0; 60]].concat(), &old);
    }
}
