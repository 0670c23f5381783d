//! Names of files made from names that people gave: safe on every system, and unique.

use std::collections::HashSet;

/// Characters of a folder or of the part of a file name that names the unit; far below what Windows takes.
const LONGEST: usize = 60;

/// Bytes of the same: characters outside the usual plane take four.
const LONGEST_BYTES: usize = 180;

/// Bytes of a whole file name: Linux accepts 255, and a number that makes names unique needs some of them.
const WHOLE: usize = 235;

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
    let bare = first_bytes(&cut, LONGEST_BYTES).trim_matches([' ', '.', '\u{3000}', '~', '$']);
    let device = DEVICES.iter().any(|d| bare.eq_ignore_ascii_case(d));
    match bare {
        "" => "_".to_owned(),
        bare if device => format!("{bare}_"),
        bare => bare.to_owned(),
    }
}

/// The beginning of `text` that fits into a file name beside what else is `named`.
#[must_use]
pub fn fitting<'t>(text: &'t str, named: &str) -> &'t str {
    first_bytes(text, WHOLE.saturating_sub(named.len()))
}

/// As many whole characters as fit in `most` bytes.
fn first_bytes(text: &str, most: usize) -> &str {
    let ends = text
        .char_indices()
        .map(|(at, c)| at.saturating_add(c.len_utf8()));
    let end = ends.take_while(|end| *end <= most).last();
    text.get(..end.unwrap_or_default()).unwrap_or_default()
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
pub struct UsedNames(HashSet<String>);

impl UsedNames {
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
    use super::{LONGEST, UsedNames, WHOLE, fitting, safe};

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
        assert_eq!(safe(&"𠀀".repeat(300)).len(), 180);
        assert_eq!(fitting("长长长", &"a".repeat(WHOLE - 7)), "长长");
    }

    #[test]
    fn no_name_is_given_twice() {
        let mut given = UsedNames::default();
        let names =
            ["局.docx", "局.docx", "A局", "a局", "局.docx"].map(|name| given.distinct(name));
        let unique = ["局.docx", "局（2）.docx", "A局", "a局（2）", "局（3）.docx"];
        assert_eq!(names, unique);
    }
}
