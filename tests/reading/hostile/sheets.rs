//! What sheet parts can hold.

use ziping::finding::Refusal;
use ziping::workbook::{Remark, Value};

use super::build::{ods, ods_raw, package, row, with, zipped};
use super::{number, read, refused, texts, too_large};

const STRINGS: &str = "xl/sharedStrings.xml";

#[test]
fn values_that_readers_split_are_refused() {
    for value in [
        "<v>11<!-- -->00</v>",
        "<v>11<?x?>00</v>",
        "<v><![CDATA[1100]]></v>",
        "<v>1&#49;00</v>",
        "<v>11<b/>00</v>",
        "<v>11</v><v>00</v>",
        "<v>11</v><f>1+1</f>",
    ] {
        let file = row(&format!(r#"<c r="A1">{value}</c>"#));
        refused(&file, &Refusal::Contradictory);
    }
}

/// A cell whose kind is a text of its own shows that text: report generators write a figure before it.
#[test]
fn a_text_in_the_cell_counts_before_a_figure_beside_it() {
    let beside = "<v>1.0</v><is><t>1.</t></is>";
    let file = row(&format!(r#"<c r="A1" t="inlineStr">{beside}</c>"#));
    assert_eq!(texts(&file), ["A1=1."]);
    let unusual = r#"<c r="B1"><v> 7 </v></c>"#;
    let file = row(&format!(r#"<c r="A1" t="inlineStr">{beside}</c>{unusual}"#));
    assert_eq!(texts(&file), ["A1=1.", "B1=7"]);
    for (kind, value) in [
        ("n", beside),
        ("inlineStr", "<is><t>1.</t></is><v>1.0</v>"),
        ("inlineStr", "<is><t>1</t></is><is><t>2</t></is>"),
        ("inlineStr", "<is><t>1</t></is><f>1</f>"),
    ] {
        let file = row(&format!(r#"<c r="A1" t="{kind}">{value}</c>"#));
        refused(&file, &Refusal::Contradictory);
    }
}

#[test]
fn doubles_are_refused() {
    let twice = r#"<c r="A1"><v>1</v></c><c r="A1"><v>2</v></c>"#;
    refused(&row(twice), &Refusal::Contradictory);
    let apart = r#"<c r="A1"><v>1</v></c><c r="B1"/><c r="A1"><v>2</v></c>"#;
    refused(&row(apart), &Refusal::Contradictory);
    let wrapped = r#"<c r="A4294967297"><v>1</v></c>"#;
    refused(&row(wrapped), &Refusal::Contradictory);
    let sheets = zipped(&package(&[("Form", ""), ("form", "")]));
    refused(&sheets, &Refusal::Contradictory);
}

#[test]
fn cells_out_of_order_are_read() {
    let file = row(r#"<c r="B1"><v>2</v></c><c r="A1"><v>1</v></c>"#);
    assert_eq!(texts(&file), ["A1=1", "B1=2"]);
}

#[test]
fn blanks_between_addressed_cells_change_nothing() {
    let cells = r#"<c r="A1" s="1"/><c r="B1" s="1"/><c r="C1"><v>3</v></c><c r="D1" t="e"><v>#N/A</v></c>
        <c r="E1" s="2"/><c r="F1"><f>1</f><v>6</v></c>"#;
    let book = read(&row(cells)).unwrap();
    let cells = book.sheets[0].cells().iter();
    let found: Vec<_> = cells
        .map(|c| (c.at.to_string(), c.value.text(), c.formula))
        .collect();
    let expected = [
        ("C1".to_owned(), "3".into(), false),
        ("F1".to_owned(), "6".into(), true),
    ];
    assert_eq!(found, expected);
    assert!(
        matches!(&book.remarks[..], [Remark::ErrorValue(_, at, text)] if at.to_string() == "D1" && &**text == "#N/A")
    );
}

#[test]
fn absurd_counts_are_refused() {
    let strings = r#"<sst uniqueCount="1099511627776"><si><t>x</t></si></sst>"#;
    let file = with(r#"<c r="A1" t="s"><v>0</v></c>"#, &[(STRINGS, strings)]);
    refused(&file, &Refusal::Contradictory);
    let shared = r#"<c r="A1"><f t="shared" si="1099511627776" ref="A1">1</f><v>1</v></c>"#;
    refused(&row(shared), &Refusal::Contradictory);
    refused(
        &row(r#"<c r="A1" t="s"><v>x</v></c>"#),
        &Refusal::Contradictory,
    );
    refused(&row(r#"<c r="A1" t="s"><v>5</v></c>"#), &Refusal::Damaged);
}

#[test]
fn document_types_are_refused() {
    let mut parts = package(&[("s", "")]);
    parts[2]
        .1
        .splice(0..0, b"<!DOCTYPE x [<!ENTITY a \"b\">]>".to_vec());
    refused(&zipped(&parts), &Refusal::Contradictory);
}

#[test]
fn utf_16_is_read_without_its_mark_and_wider_signs_are_damage() {
    let mut parts = package(&[("s", r#"<row><c r="B2"><v>7</v></c></row>"#)]);
    let wide = String::from_utf8(parts[2].1.clone()).unwrap();
    parts[2].1 = wide.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(texts(&zipped(&parts)), ["B2=7"]);
    parts[2].1 = wide
        .chars()
        .flat_map(|c| u32::from(c).to_le_bytes())
        .collect();
    refused(&zipped(&parts), &Refusal::Damaged);
}

#[test]
fn parts_are_read_in_the_encoding_that_they_declare() {
    let cell = r#"<row><c r="B2" t="inlineStr"><is><t>产出</t></is></c></row>"#;
    let mut parts = package(&[("s", cell)]);
    let sheet = String::from_utf8(parts[2].1.clone()).unwrap();
    let gbk = |text: &str| encoding_rs::GBK.encode(text).0.into_owned();
    let declared = format!("<?xml version=\"1.0\" encoding=\"GB2312\"?>{sheet}");
    parts[2].1 = gbk(&declared);
    assert_eq!(texts(&zipped(&parts)), ["B2=产出"]);
    parts[2].1 = gbk(&sheet);
    refused(&zipped(&parts), &Refusal::Damaged);
}

#[test]
fn elements_that_do_not_end_where_they_should_are_damage() {
    for damaged in [
        r#"<c r="A1"><v>5</v>"#,
        r#"<c r="A1"><v>5</v></c></row><row r="2"><row r="3">"#,
        r#"<c r="A1"><v>5</v></c></row>"#,
        r#"</row><c r="A1"><v>5</v></c><row r="2">"#,
        r#"<c r="A1"><c r="B1"><v>5</v></c></c>"#,
    ] {
        refused(&row(damaged), &Refusal::Damaged);
    }
}

#[test]
fn far_cells_are_remarked() {
    let data = r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>"#;
    let book = read(&zipped(&package(&[("s", data)]))).unwrap();
    assert_eq!(book.sheets[0].cells().len(), 1);
    assert!(
        matches!(&book.remarks[..], [Remark::BeyondWindow(_, at)] if at.to_string() == "XFD1048576")
    );
}

#[test]
fn odd_but_right_forms_are_read() {
    let styled: String = (0..200).map(|_| r#"<c s="3"/>"#).collect();
    let cells = format!(r#"<c r="A1"><v>1</v></c>{styled}<c r="XFD1" s="1"/>"#);
    assert_eq!(texts(&row(&cells)), ["A1=1"]);
    let mut parts = package(&[("s", "")]);
    let prefixed = "\u{FEFF}<?xml version='1.0'?><x:worksheet xmlns:x='u'><x:dimension ref='A1:XFD1048576'/>\
        <x:sheetData><x:row><x:c t='inlineStr'><x:is><x:r><x:t>教</x:t></x:r><x:r><x:t>育</x:t></x:r></x:is></x:c>\
        <x:c t='b'><x:v>1</x:v></x:c><x:c><x:v>1.50</x:v></x:c></x:row></x:sheetData></x:worksheet>";
    parts[2].1 = prefixed.into();
    assert_eq!(texts(&zipped(&parts)), ["A1=教育", "B1=是", "C1=1.5"]);
}

#[test]
fn shared_strings_join_runs_without_phonetics() {
    let strings = "<sst uniqueCount='1' count='9'><si><r><t>财</t></r><rPh><t>cai</t></rPh><r><t>政</t></r></si>\
        <si><t>a\u{202E}b&#10;c_x0007_</t></si><si><t> \u{3000} </t></si></sst>";
    let cells = r#"<c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c>"#;
    let file = with(cells, &[(STRINGS, strings)]);
    assert_eq!(texts(&file), ["A1=财政", "B1=ab\nc"]);
}

#[test]
fn formats_say_percent_and_date() {
    let styles = r#"<styleSheet><numFmts><numFmt numFmtId="170" formatCode="0.0&quot;x&quot;%"/></numFmts>
        <cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>
        <cellXfs><xf numFmtId="0"/><xf numFmtId="10"/><xf numFmtId="170"/><xf numFmtId="14"/></cellXfs></styleSheet>"#;
    let cells = r#"<c s="0"><v>0.5</v></c><c s="1"><v>0.95</v></c><c s="2"><v>0.3066</v></c><c s="3"><v>45291</v></c>"#;
    let file = with(cells, &[("xl/styles.xml", styles)]);
    assert_eq!(
        texts(&file),
        ["A1=0.5", "B1=95%", "C1=30.7%", "D1=2023-12-31"]
    );
}

#[test]
fn what_has_no_figure_is_remarked() {
    let cells = r#"<c><f>NOW()</f></c><c t="e"><v>#DIV/0!</v></c><c t="e"><v>#SPILL!</v></c><c><v>1e999</v></c>
        <c><v>NaN</v></c><c><v>9007199254740993</v></c><c t="str"><f>""</f><v></v></c><c><f>1</f><v>1</v></c>"#;
    let book = read(&row(cells)).unwrap();
    let names: Vec<String> = book
        .remarks
        .iter()
        .map(|r| match r {
            Remark::Uncalculated(_, at) => format!("{at} uncalculated"),
            Remark::ErrorValue(_, at, text) => format!("{at} {text}"),
            Remark::OutOfRange(_, at) => format!("{at} range"),
            other => format!("{other:?}"),
        })
        .collect();
    let expected = [
        "A1 uncalculated",
        "B1 #DIV/0!",
        "C1 #SPILL!",
        "D1 range",
        "E1 range",
        "F1 range",
    ];
    assert_eq!(names, expected);
    let [cell] = book.sheets[0].cells() else {
        panic!("{book:?}")
    };
    assert_eq!((cell.at.to_string(), cell.formula), ("H1".into(), true));
}

#[test]
fn merged_areas_hide_what_lies_under() {
    let mut parts = package(&[("s", "")]);
    parts[2].1 = r#"<worksheet><sheetData><row><c><v>1</v></c><c><v>2</v></c><c><v>3</v></c></row></sheetData>
        <mergeCells><mergeCell ref="A1:B2"/></mergeCells></worksheet>"#.into();
    assert_eq!(texts(&zipped(&parts)), ["A1=1", "C1=3"]);
}

#[test]
fn hidden_sheets_are_named_only() {
    let mut parts = package(&[
        ("露", "<row><c><v>1</v></c></row>"),
        ("藏", "not even read"),
    ]);
    for (name, bytes) in &mut parts {
        if name == "xl/workbook.xml" {
            let text = String::from_utf8(bytes.clone()).unwrap();
            *bytes = text
                .replace(r#"name="藏""#, r#"name="藏" state="veryHidden""#)
                .into();
        }
    }
    let book = read(&zipped(&parts)).unwrap();
    assert_eq!(book.sheets.len(), 1);
    assert_eq!(book.remarks, [Remark::HiddenSheet("藏".into())]);
}

#[test]
fn a_very_long_text_is_refused() {
    let long = "长".repeat(32_768);
    too_large(&row(&format!(
        r#"<c t="inlineStr"><is><t>{long}</t></is></c>"#
    )));
}

#[test]
fn opendocument_repeats_and_ends_are_bounded() {
    let cell = |inner: &str| {
        format!(
            r#"<table:table table:name="s"><table:table-row>{inner}</table:table-row></table:table>"#
        )
    };
    let spaces = cell(
        r#"<table:table-cell office:value-type="string"><text:p>a<text:s text:c="2000000000"/></text:p></table:table-cell>"#,
    );
    refused(&ods(&spaces), &Refusal::Contradictory);
    let endless =
        "<office:document-content><office:body><office:spreadsheet><table:table><table:table-row>";
    refused(&ods_raw(endless), &Refusal::Damaged);
    let many = r#"<table:table table:name="s"><table:table-row table:number-rows-repeated="1048576">
        <table:table-cell table:number-columns-repeated="1024" office:value-type="float" office:value="1"/></table:table-row></table:table>"#;
    too_large(&ods(many));
    let doubled = cell("").repeat(2);
    refused(&ods(&doubled), &Refusal::Contradictory);
}

#[test]
fn opendocument_values_are_exact() {
    let cells = r#"<table:table table:name="s"><table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>
        <table:table-row><table:table-cell table:number-columns-repeated="2"/>
        <table:table-cell office:value-type="percentage" office:value="0.95"/>
        <table:table-cell office:value-type="date" office:date-value="2018-07-01"/>
        <table:table-cell table:number-columns-spanned="2" office:value-type="string"><office:annotation><text:p>note</text:p></office:annotation><text:p>财<text:span>政</text:span></text:p><text:p>局&amp;</text:p></table:table-cell>
        <table:covered-table-cell office:value-type="float" office:value="9"/>
        <table:table-cell table:formula="of:=1" office:value-type="float" office:value="2751417.82"/>
        <table:table-cell table:formula="of:=1"/>
        <table:table-cell table:formula="of:=1"><text:p/></table:table-cell>
        </table:table-row></table:table>"#;
    let book = read(&ods(cells)).unwrap();
    let found: Vec<_> = book.sheets[0]
        .cells()
        .iter()
        .map(|c| format!("{}={}", c.at, c.value.text()))
        .collect();
    assert_eq!(
        found,
        ["C3=95%", "D3=2018-07-01", "E3=财政\n局&", "G3=2751417.82"]
    );
    assert_eq!(book.sheets[0].cells()[3].value, number("2751417.82"));
    assert!(matches!(
        book.sheets[0].cells()[0].value,
        Value::Percent(..)
    ));
    assert!(matches!(&book.remarks[..], [Remark::Uncalculated(_, at)] if at.to_string() == "H3"));
}

#[test]
fn opendocument_numbers_are_what_is_seen() {
    let cells = r#"<table:table table:name="s"><table:table-column/><table:table-column table:visibility="collapse"/>
        <table:table-row><table:table-cell office:value-type="float" office:value="4336900"><text:p>433.69万元</text:p></table:table-cell>
        <table:table-cell office:value-type="float" office:value="12345"><text:p>012345</text:p></table:table-cell>
        <table:table-cell office:value-type="percentage" office:value="0.0900000762939453"><text:p>9%</text:p></table:table-cell>
        <table:table-cell office:value-type="float" office:value="4336.90"><text:p>4,337</text:p></table:table-cell></table:table-row>
        <table:table-row table:visibility="filter"><table:table-cell office:value-type="float" office:value="1"><text:p>1</text:p></table:table-cell></table:table-row></table:table>"#;
    let book = read(&ods(cells)).unwrap();
    let sheet = &book.sheets[0];
    let found: Vec<_> = sheet.cells().iter().map(|c| c.value.text()).collect();
    assert_eq!(found, ["433.69", "012345", "9%", "4336.9", "1"]);
    let [Remark::Scaled(_, at, stored, shown)] = &book.remarks[..] else {
        panic!("{:?}", book.remarks);
    };
    assert_eq!(format!("{at} {stored} {shown}"), "A1 4336900 433.69");
    let hidden = sheet.cells().iter().map(|c| sheet.is_hidden(c.at));
    assert_eq!(
        hidden.collect::<Vec<_>>(),
        [false, true, false, false, true]
    );
}
