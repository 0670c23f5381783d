//! Writes the example forms anew: `cargo run --example make_forms`.
//!
//! The figures are in `examples/forms/*.toml`, one table a form; this program only fills in
//! the form it hands out, or lays them out as other places do. `examples/2022`, `examples/2023` and
//! the lists `examples/名单.xlsx` and `examples/批复指标.xlsx` are replaced.

mod forms;

use std::error::Error;
use std::fs;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    for year in forms::YEARS {
        let folder = examples.join(year);
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        for file in forms::write_year(&examples.join("forms"), year, &folder)? {
            println!("examples/{year}/{file}");
        }
    }
    let forms = examples.join("forms");
    for (name, bytes) in forms::LISTS {
        fs::write(examples.join(name), bytes(&forms)?)?;
        println!("examples/{name}");
    }
    Ok(())
}
