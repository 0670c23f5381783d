//! LibreOffice as the judge of what this program writes and reads.

use std::fs;
use std::path::Path;
use std::process::Command;

/// Makes LibreOffice compute every formula anew instead of trusting what the file says.
const ALWAYS_RECALCULATE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>"#;

/// The files as LibreOffice saves them in the folder `out` with the ending or filter `format`, after a hard
/// recalculation; its profile is made in `folder`.
pub(crate) fn saved<P: AsRef<Path>>(files: &[P], format: &str, folder: &Path, out: &Path) {
    let profile = folder.join("profile");
    fs::create_dir_all(profile.join("user")).unwrap();
    let settings = profile.join("user/registrymodifications.xcu");
    fs::write(settings, ALWAYS_RECALCULATE).unwrap();
    let done = Command::new("soffice")
        .arg(format!(
            "-env:UserInstallation=file://{}",
            profile.display()
        ))
        .args(["--headless", "--convert-to", format, "--outdir"])
        .arg(out)
        .args(files.iter().map(AsRef::as_ref))
        .output()
        .unwrap();
    assert!(done.status.success(), "{done:?}");
}
