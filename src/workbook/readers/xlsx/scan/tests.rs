use super::scan;

#[test]
fn elements_end_before_the_row_does() {
    let read = |rows: &str| {
        let part =
            format!("<worksheet><sheetData><row r=\"1\">{rows}</row></sheetData></worksheet>");
        scan(&part).map(|scan| scan.cells.len())
    };
    let row = "</row><row r=\"2\">";
    let cell = "<c r=\"A2\"><v>1</v></c>";
    assert_eq!(read(&format!("{row}{cell}")).ok(), Some(1));
    let open = "<c r=\"A1\"><f>x<c r=\"B1\"><f>y</f></c>";
    assert!(read(&format!("{open}{row}</f></c>{cell}")).is_err());
}
