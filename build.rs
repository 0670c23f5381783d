//! Icon, version and manifest of the Windows program; nothing on other systems.

use std::env;
use std::error::Error;
use std::fs;
use std::path::Path;

use winresource::WindowsResource;

/// The resources, with places for the version.
const RESOURCES: &str = "packaging/windows/ziping.rc";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=packaging/windows");
    println!("cargo:rerun-if-changed=packaging/icon/ziping.ico");
    if env::var("CARGO_CFG_TARGET_OS")? != "windows" {
        return Ok(());
    }
    let version = env::var("CARGO_PKG_VERSION")?;
    let resources = fs::read_to_string(RESOURCES)?
        .replace("@NUMBERS@", &version.replace('.', ","))
        .replace("@VERSION@", &version);
    let file = Path::new(&env::var("OUT_DIR")?).join("ziping.rc");
    fs::write(&file, resources)?;
    WindowsResource::new()
        .set_resource_file(&file.to_string_lossy())
        .compile_for("ziping")?;
    Ok(())
}
