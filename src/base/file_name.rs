//! Names of files made from names that people gave: safe on every system, and told apart.

use std::collections::HashSet;

/// Characters of a folder or of the part of a file name that names the unit; far below what Windows takes.
const LONGEST: usize = 60;

/// Bytes of a file name before it is numbered: disks of Linux take 255, which are 85 Chinese characters.
const MOST: usize = 240;

/// Names that Windows keeps for devices.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// `text` without what no file name may hold, at most so long, never blank.
#[must_use]
pub fn safe(text: &str) -> String {
    let plain = text.chars().map(|c| match c {
        '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '_',
        c if c.is_control() => '_',
        c => c,
    });
    let cut: String = plain.take(LONGEST).collect();
    let bare = cut.trim_matches([' ', '.', '\u{3000}', '~', '$']);
    let device = DEVICES.iter().any(|d| bare.eq_ignore_ascii_case(d));
    match bare {
        "" => "_".to_owned(),
        bare if device => format!("{bare}_"),
        bare => bare.to_owned(),
    }
}

/// `单位-项目-标题.docx`: safe parts and their ending, the longest cut where all together are more than a disk takes.
#[must_use]
pub fn joined(mut parts: Vec<String>, ending: &str) -> String {
    parts.push(ending.to_owned());
    let mut surplus = parts.join("-").len().saturating_sub(MOST);
    let named = parts.len().saturating_sub(1);
    while surplus > 0 {
        let longest = parts.iter_mut().take(named).max_by_key(|part| part.len());
        let Some(cut) = longest.and_then(String::pop) else {
            break;
        };
        surplus = surplus.saturating_sub(cut.len_utf8());
    }
    parts.join("-")
}

/// `局（2）.docx`: the first name with a number that is free.
#[must_use]
pub fn numbered(name: &str, free: impl Fn(&str) -> bool) -> String {
    let at = name.rfind('.').unwrap_or(name.len());
    let (stem, ending) = name.split_at(at);
    let mut names = (2..).map(|n: u32| format!("{stem}（{n}）{ending}"));
    names.find(|name| free(name)).unwrap_or_default()
}

/// Names given out so far; names that differ in case alone are one, as on Windows.
#[derive(Debug, Default)]
pub struct Given(HashSet<String>);

impl Given {
    /// Whether nothing is called `name`.
    #[must_use]
    pub fn is_free(&self, name: &str) -> bool {
        !self.0.contains(&name.to_lowercase())
    }

    /// Gives `name` out; whether it was free.
    pub fn take(&mut self, name: &str) -> bool {
        self.0.insert(name.to_lowercase())
    }

    /// Gives out `name`, or the first with a number that is free.
    pub fn distinct(&mut self, name: &str) -> String {
        let name = match self.is_free(name) {
            true => name.to_owned(),
            false => numbered(name, |name| self.is_free(name)),
        };
        self.take(&name);
        name
    }
}

#[cfg(test)]
mod tests {
    use super::{Given, LONGEST, MOST, joined, safe};

    #[test]
    fn no_name_leaves_its_folder() {
        for (text, name) in [
            ("教育局", "教育局"),
            ("../上级", "_上级"),
            ("a/b\\c:d", "a_b_c_d"),
            ("~$表", "表"),
            ("  ..  ", "_"),
            ("CON", "CON_"),
            ("一\n二", "一_二"),
        ] {
            assert_eq!(safe(text), name, "{text}");
        }
        assert_eq!(safe(&"长".repeat(300)).chars().count(), LONGEST);
    }

    #[test]
    fn a_name_of_several_parts_fits_on_a_disk() {
        let named =
            |unit: &str, form: &str| joined(vec![safe(unit), safe(form)], "批注（第1次）.xlsx");
        assert_eq!(named("局", "表"), "局-表-批注（第1次）.xlsx");
        let (unit, form) = ("服务中心".repeat(20), "自评表".repeat(30));
        let long = named(&unit, &form);
        assert!((MOST - 3..=MOST).contains(&long.len()), "{}", long.len());
        assert!(long.ends_with("-批注（第1次）.xlsx"), "{long}");
        let short = named("局", &form);
        assert!(short.starts_with("局-自评表"), "{short}");
    }

    #[test]
    fn no_name_is_given_twice() {
        let mut given = Given::default();
        let names =
            ["局.docx", "局.docx", "A局", "a局", "局.docx"].map(|name| given.distinct(name));
        let told_apart = ["局.docx", "局（2）.docx", "A局", "a局（2）", "局（3）.docx"];
        assert_eq!(names, told_apart);
    }
}
