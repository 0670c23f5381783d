//! Writes the templates of papers anew: `cargo run --example make_papers`.
//!
//! They are what an office begins with; it edits its own copies in Word or WPS.

mod papers;

use std::error::Error;
use std::fs;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/papers");
    fs::create_dir_all(&folder)?;
    for (name, bytes) in papers::all()? {
        fs::write(folder.join(name), bytes)?;
        println!("templates/papers/{name}");
    }
    Ok(())
}
