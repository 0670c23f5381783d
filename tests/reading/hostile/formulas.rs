//! Formulas without a result: calculated as spreadsheets do, or left and said.

use ziping::workbook::{Remark, Workbook, read_plain};

use super::build::{package, row, with, zipped};
use super::read;

/// Values that formulas refer to: A1 12.5, B1 「甲」, C1 blank, D1 3 as a text, E1 0, F1 yes, G1 an error.
const VALUES: &str = r#"<c r="A1"><v>12.5</v></c><c r="B1" t="inlineStr"><is><t>甲</t></is></c>
    <c r="D1" t="inlineStr"><is><t>3</t></is></c><c r="E1"><v>0</v></c><c r="F1" t="b"><v>1</v></c>
    <c r="G1" t="e"><v>#N/A</v></c>"#;

/// A workbook of the values and of formulas without a result, from H1 on.
fn book(formulas: &[&str]) -> Workbook {
    let columns = ["H1", "I1", "J1", "K1"];
    let cells = columns.iter().zip(formulas).map(|(at, formula)| {
        let formula = formula.replace('&', "&amp;").replace('<', "&lt;");
        format!(r#"<c r="{at}"><f>{formula}</f></c>"#)
    });
    let file = row(&format!("{VALUES}{}", cells.collect::<String>()));
    assert!(read_plain(&file).is_none(), "left to the reading process");
    read(&file).unwrap()
}

/// What H1 reads as: its value, its error, or `None` where it is left.
fn h1(book: &Workbook) -> Option<String> {
    let at = "H1".to_string();
    let said = |remark: &Remark| match remark {
        Remark::ErrorValue(_, cell, error) if cell.to_string() == at => Some(error.to_string()),
        _ => None,
    };
    let left =
        |remark: &Remark| matches!(remark, Remark::Uncalculated(_, cell) if cell.to_string() == at);
    if book.remarks.iter().any(left) {
        return None;
    }
    let error = book.remarks.iter().find_map(said);
    let cells = book.sheets[0].cells().iter();
    let value = || {
        cells
            .filter(|c| c.at.to_string() == at)
            .map(|c| c.value.text().into_owned())
    };
    Some(error.unwrap_or_else(|| value().collect()))
}

/// The results are those of LibreOffice.
#[test]
fn results_are_those_of_spreadsheets() {
    for (formula, result) in [
        ("A1*2+1", "26"),
        ("=A1*2", "25"),
        ("SUM(A1:E1)", "12.5"),
        ("A1+D1", "15.5"),
        ("ROUND(1.005,2)", "1.01"),
        ("ROUND(2.675,2)", "2.68"),
        ("ROUND(-2.5,0)", "-3"),
        ("4.35*100", "435"),
        ("A1/E1", "#DIV/0!"),
        ("IFERROR(A1/E1,\"\")", ""),
        ("IF(C1=\"\",\"\",C1/A1)", ""),
        ("IF(C1=0,1,2)", "1"),
        ("IF(AND(A1>12,E1=0),\"优\",\"良\")", "优"),
        ("(0.1+0.2)&\"元\"", "0.3元"),
        ("(1&2)*3", "36"),
        ("10/(1&0)", "1"),
        ("B1&\"局\"&A1", "甲局12.5"),
        ("COUNT(A1:E1)&\"/\"&COUNTA(A1:E1)", "2/4"),
        ("VALUE(SUBSTITUTE(\"95%\",\"%\",\"\"))/100", "0.95"),
        ("SUMPRODUCT((A1:B1>1)*1)", "2"),
        ("SUMPRODUCT(--ISNUMBER(FIND({\"甲\",\"乙\"},B1)))", "1"),
        ("SUMIF(A1:E1,\">1\")", "12.5"),
        ("SUMIF(A1:E1,\">=\"&E1)", "12.5"),
        ("COUNTIF(A1:E1,B1)+COUNTIF(A1:E1,\"<>\")", "5"),
        ("IFERROR(B1*1,\"0%\")", "0%"),
        ("IFERROR(D1*2,0)", "6"),
        (
            "IFERROR(VALUE(SUBSTITUTE(\"≥95%\"&\"\",\"≥\",\"\")),0)",
            "0.95",
        ),
        (
            "IFERROR(VALUE(SUBSTITUTE(\"2023年\",\"年\",\"\"))+1,0)",
            "2024",
        ),
        ("MAX(0,MIN(10,A1))", "10"),
        ("MOD(-3,5)", "2"),
        ("-A1^2", "156.25"),
        ("0.1+0.2=0.3", "是"),
        ("SUM(A:A)", "12.5"),
        ("B1*1", "#VALUE!"),
        ("ROUNDUP(A1,0)", "13"),
        ("ROUNDUP(A1,1)", "12.5"),
        ("ROUNDDOWN(-A1,0)", "-12"),
        ("ROUNDUP(C1,2)+ROUNDDOWN(10/3,2)", "3.33"),
        ("ROUNDDOWN(123.4,-1)", "120"),
        ("ROUNDUP(A1/3,1)&\"万元\"", "4.2万元"),
        ("SUM(ROUNDUP(0.11,1),ROUNDUP(0.21,1))", "0.5"),
        ("IFERROR(ROUNDUP(B1,1),9)", "9"),
        ("VLOOKUP(A1,A1:B1,2,FALSE)", "甲"),
        ("VLOOKUP(12.5,A1:E1,5,0)+1", "1"),
        ("VLOOKUP(\"甲\",B1:D1,3,0)", "3"),
        ("MATCH(\"甲\",A1:E1,0)", "2"),
        ("INDEX(A1:E1,1,MATCH(E1,A1:E1,0))", "0"),
        ("INDEX(A1:E1,1)*2", "25"),
    ] {
        assert_eq!(h1(&book(&[formula])).as_deref(), Some(result), "{formula}");
    }
}

#[test]
fn what_is_not_the_same_everywhere_is_left() {
    let (deep, long) = ("(".repeat(400), "1+".repeat(4_200));
    let deep = format!("{deep}1{}", ")".repeat(400));
    for formula in [
        "TODAY()",
        "IF(A1>1,A1,RAND())",
        "INDIRECT(\"A1\")",
        "OFFSET(A1,0,0)",
        "[1]支出!F30",
        "IFERROR('[1]支出 (2)'!F30,0)",
        "IFERROR(NOSUCH(1),0)",
        "IFERROR(预算数,0)",
        "IFERROR(#REF!,0)",
        "IFERROR(G1,0)",
        "COUNT(A1:G1)",
        "LOOKUP(B1,{0,60},{\"差\",\"良\"})",
        "VLOOKUP(0,A1:E1,1,0)",
        "VLOOKUP(A1,A1:E1,3,0)",
        "VLOOKUP(A1,A1:E1,2)",
        "VLOOKUP(A1,A1:E1,2,TRUE)",
        "VLOOKUP(C1,A1:E1,1,0)",
        "VLOOKUP(\"*\",B1:E1,1,0)",
        "VLOOKUP(3,D1:E1,2,0)",
        "VLOOKUP(G1,A1:G1,1,0)",
        "VLOOKUP(A1+1,A1:E1,1,0)",
        "MATCH(A1,A1:E2,0)",
        "MATCH(A1,A1:E1,1)",
        "INDEX(A1:E1,9)",
        "INDEX(A1:E1,0)",
        "ROUNDUP(1.1*3,1)",
        "ROUNDDOWN(4.35*100,0)",
        "IF(ROUNDUP(1.1*3,1)>3.35,1,2)",
        "SUMIF(A1:E1,\"<>甲\")",
        "COUNTIF(A1:E1,\"<>\"&B1)",
        "COUNTIFS(A1:E1,\">0\",A1:E1,\"<=甲\")",
        "COUNTIF(A1:E1,C1)",
        "IFERROR(\"12/31\"*A1,0)",
        "IFERROR(VALUE(\"(5)\"),0)",
        "MAX(A1,\"95%\")",
        "COUNT(F1)",
        "SUMPRODUCT(A1:B1>1)",
        "表二!A1",
        "A1:B1*2",
        "IF(A1:B1>1,1,0)",
        "SUM(A1:XFD1)",
        "SUM(1:1)",
        "H1+1",
        "1+",
        "Table1[金额]",
        "WEBSERVICE(\"http://x\")",
        &deep,
        &format!("{long}1"),
        &"-".repeat(600),
    ] {
        assert_eq!(h1(&book(&[formula])), None, "{formula}");
    }
    let ring = book(&["I1+1", "IFERROR(J1,0)", "H1*0"]);
    assert_eq!(h1(&ring), None);
    let rests_on_one = book(&["IFERROR(I1,0)", "J1+1", "TODAY()"]);
    assert_eq!(h1(&rests_on_one), None);
}

#[test]
fn formulas_follow_each_other() {
    let chain = book(&["I1+1", "J1*2", "K1-A1", "SUM(A1:E1)+20"]);
    assert_eq!(h1(&chain).as_deref(), Some("41"));
    let said = |remark: &&Remark| matches!(remark, Remark::Calculated(..));
    assert_eq!(chain.remarks.iter().filter(said).count(), 4);
}

/// The results are those of LibreOffice.
#[test]
fn subtotals_leave_out_each_other_and_hidden_rows_by_their_number() {
    let sheet = |formula: &str, around: &str| {
        let form = format!(
            r#"<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>10</v></c></row>
            <row r="2" hidden="1"><c r="A2"><v>2</v></c></row>
            <row r="3"><c r="A3"><f>SUBTOTAL(9,A1:A2)</f></c><c r="C3"><v>5</v></c></row>
            <row r="4"><c r="A4"><v>4</v></c><c r="B4"><f>SUBTOTAL(9,C3)</f><v>7</v></c></row>
            <row r="5"><c r="C5"><f>ROUND(SUBTOTAL(9,A1:A2),0)</f></c></row>
            <row r="9"><c r="H1"><f>{formula}</f></c></row>"#
        );
        let mut parts = package(&[("表", &form.replace("H1", "H9"))]);
        for (name, bytes) in &mut parts {
            if name.starts_with("xl/worksheets/") {
                let text = String::from_utf8(bytes.clone()).unwrap();
                *bytes = text
                    .replace("</sheetData>", &format!("</sheetData>{around}"))
                    .into_bytes();
            }
        }
        let book = read(&zipped(&parts)).unwrap();
        let left = |r: &Remark| matches!(r, Remark::Uncalculated(_, at) if at.to_string() == "H9");
        let cells = book.sheets[0].cells().iter();
        let mut found = cells.filter(|c| c.at.to_string() == "H9");
        let left = book.remarks.iter().any(left);
        (!left).then(|| found.next().unwrap().value.text().into_owned())
    };
    for (formula, result) in [
        ("SUBTOTAL(9,A1:A4)", Some("7")),
        ("SUBTOTAL(109,A1:A4)", Some("5")),
        ("SUBTOTAL(9,A1:B4)", Some("17")),
        ("ROUND(SUBTOTAL(9,A1:A4)/2,1)", Some("3.5")),
        ("SUBTOTAL(9,A1:A2,表!A4)", Some("7")),
        ("SUBTOTAL(9,A3)", Some("0")),
        ("SUBTOTAL(2,A1:A4)", Some("3")),
        ("SUBTOTAL(101,A1:A4)", Some("2.5")),
        ("SUBTOTAL(4,A1:A4)-SUBTOTAL(105,A1:A4)", Some("3")),
        ("SUBTOTAL(1,A3)", None),
        ("SUBTOTAL(7,A1:A4)", None),
        ("SUBTOTAL(B1-1,A1:A4)", None),
        ("SUBTOTAL(9,A1:C5)", None),
        ("SUBTOTAL(9,H1:H20)", None),
        ("SUBTOTAL(9,A1:A4*1)", None),
    ] {
        assert_eq!(sheet(formula, "").as_deref(), result, "{formula}");
    }
    let filter = r#"<autoFilter ref="A1:A4"/>"#;
    assert_eq!(sheet("SUBTOTAL(9,A1:A4)", filter), None);
    assert_eq!(sheet("SUBTOTAL(109,A1:A2)", filter).as_deref(), Some("1"));
}

#[test]
fn stored_results_are_never_replaced() {
    let file = row(r#"<c r="A1"><f>1+1</f><v>3</v></c><c r="B1"><f>A1*2</f></c>"#);
    let book = read(&file).unwrap();
    let values: Vec<_> = book.sheets[0]
        .cells()
        .iter()
        .map(|c| c.value.text())
        .collect();
    assert_eq!(values, ["3", "6"]);
    let [Remark::Calculated(_, at)] = &book.remarks[..] else {
        panic!("{:?}", book.remarks)
    };
    assert_eq!(at.to_string(), "B1");
}

#[test]
fn shared_formulas_and_hidden_sheets_count() {
    let form = r#"<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f t="shared" ref="B1:B3" si="0">A1*$A$3+表二!A1</f></c></row>
        <row r="2"><c r="A2"><v>2</v></c><c r="B2"><f t="shared" si="0"/></c></row>
        <row r="3"><c r="A3"><v>10</v></c><c r="B3"><f t="shared" si="0"/></c><c r="C3"><f t="array" ref="C3">SUM(A1:A3)</f></c></row>"#;
    let other =
        r#"<row r="1"><c r="A1"><v>0.5</v></c></row><row r="3"><c r="A3"><v>7</v></c></row>"#;
    let mut parts = package(&[("表", form), ("表二", other)]);
    for (name, bytes) in &mut parts {
        if name == "xl/workbook.xml" {
            let text = String::from_utf8(bytes.clone()).unwrap();
            let hidden = text.replace("name=\"表二\"", "name=\"表二\" state=\"hidden\"");
            *bytes = hidden.into_bytes();
        }
    }
    let book = read(&zipped(&parts)).unwrap();
    let cells = book.sheets[0].cells().iter();
    let read: Vec<_> = cells
        .map(|c| format!("{}={}", c.at, c.value.text()))
        .collect();
    assert_eq!(
        read,
        ["A1=1", "B1=10.5", "A2=2", "B2=20", "A3=10", "B3=107"]
    );
    let left = |r: &&Remark| matches!(r, Remark::Uncalculated(_, at) if at.to_string() == "C3");
    assert_eq!(book.remarks.iter().filter(left).count(), 1);
}

#[test]
fn a_shared_formula_that_is_given_twice_is_left() {
    let cells = r#"<c r="A1"><v>2</v></c><c r="B1"><f t="shared" ref="B1:D1" si="0">$A1*2</f></c>
        <c r="C1"><f t="shared" ref="C1:D1" si="0">$A1*3</f></c><c r="D1"><f t="shared" si="0"/></c>"#;
    let book = read(&row(cells)).unwrap();
    let cells = book.sheets[0].cells().iter();
    let read: Vec<_> = cells
        .map(|c| format!("{}={}", c.at, c.value.text()))
        .collect();
    assert_eq!(read, ["A1=2", "B1=4"]);
}

#[test]
fn results_are_shown_as_their_cells_show_values() {
    let styles =
        r#"<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="10"/></cellXfs></styleSheet>"#;
    let cells = r#"<c r="A1" s="1"><f>1/4</f></c>"#;
    let book = read(&with(cells, &[("xl/styles.xml", styles)])).unwrap();
    assert_eq!(book.sheets[0].cells()[0].value.text(), "25%");
}

#[test]
fn figures_of_other_workbooks_are_remarked() {
    for (formula, linked) in [
        ("[1]支出!F30", true),
        ("'[1]支出 (2)'!$F$30+1", true),
        ("'C:\\报表\\[支出.xlsx]表'!F30", true),
        ("表二!F30", false),
        ("Table1[金额]+表二!F30", false),
        ("SUM(Table1[金额])", false),
        ("\"[1]a!b\"&A1", false),
    ] {
        let file = row(&format!(r#"<c r="A1"><f>{formula}</f><v>5</v></c>"#));
        let book = read(&file).unwrap();
        let said = book.remarks.iter().any(|r| matches!(r, Remark::Linked(..)));
        assert_eq!(said, linked, "{formula}");
        assert_eq!(book.sheets[0].cells()[0].value.text(), "5");
    }
}
