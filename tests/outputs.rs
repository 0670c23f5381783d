//! The finished files, read back.

mod fixture;

use std::path::Path;

use ziping::lang::Lang;
use ziping::output::{Format, Options, Target, write};

/// Writes the district's workbook where `ZIPING_SHOW` says, to be looked at.
#[test]
#[ignore = "for the eye"]
fn show() {
    let folder = std::env::var("ZIPING_SHOW").unwrap();
    let lang = match std::env::var("ZIPING_SHOW_LANG").as_deref() {
        Ok("en") => Lang::En,
        _ => Lang::Zh,
    };
    let path = Path::new(&folder).join("district.xlsx");
    let targets = [
        Target {
            path,
            format: Format::Xlsx,
        },
        Target {
            path: Path::new(&folder).join("district.json"),
            format: Format::Json,
        },
    ];
    write(
        &fixture::district(),
        &targets,
        Options {
            lang,
            created: None,
        },
    )
    .unwrap();
}
