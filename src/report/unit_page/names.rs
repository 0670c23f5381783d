//! Names of sheets: a unit's name made legal, short and unique.

use std::collections::BTreeSet;

/// Most UTF-16 units in the name of a sheet.
const LIMIT: usize = 31;

/// Stands for characters that the name of a sheet cannot hold.
const STANDS_FOR: char = '_';

/// A name for each of `units`, unlike each other and unlike `taken`, whatever their case.
pub(in crate::report) fn sheet_names<'u>(
    units: impl Iterator<Item = &'u str>,
    taken: impl Iterator<Item = String>,
) -> Vec<String> {
    let mut used: BTreeSet<String> = taken.map(|name| name.to_lowercase()).collect();
    // Excel keeps this name for itself.
    used.insert("history".to_owned());
    units
        .map(|unit| {
            let legal = legal(unit);
            let mut name = shortened(&legal, LIMIT);
            let mut number = 2;
            while !used.insert(name.to_lowercase()) {
                let ending = format!("({number})");
                name = shortened(&legal, LIMIT.saturating_sub(ending.len())) + &ending;
                number += 1;
            }
            name
        })
        .collect()
}

/// `unit` without what the name of a sheet cannot hold.
fn legal(unit: &str) -> String {
    let plain = unit.chars().map(|c| match c {
        '[' | ']' | ':' | '*' | '?' | '/' | '\\' => STANDS_FOR,
        c => c,
    });
    let plain: String = plain.filter(|c| !c.is_control()).collect();
    let plain = plain.trim().trim_matches('\'');
    if plain.is_empty() {
        STANDS_FOR.to_string()
    } else {
        plain.to_owned()
    }
}

fn shortened(name: &str, limit: usize) -> String {
    let mut units = 0;
    let kept = name.chars().take_while(|c| {
        units += c.len_utf16();
        units <= limit
    });
    let kept: String = kept.collect();
    kept.trim_end_matches(['\'', ' ']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::sheet_names;

    #[test]
    fn names_are_legal_short_and_unique() {
        let long = "某某市某某区某某街道办事处某某社区卫生服务中心某某分中心预防保健科";
        let units = [
            "财政局",
            "财政局",
            "[A/B]*?:\\",
            "abc",
            "ABC",
            "排名",
            "History",
            "'",
            "",
            long,
            long,
            "𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀",
        ];
        let names = sheet_names(units.into_iter(), ["排名".to_owned()].into_iter());
        assert_eq!(&names[..2], ["财政局", "财政局(2)"]);
        assert_eq!(names[2], "_A_B_____");
        assert_eq!(&names[3..7], ["abc", "ABC(2)", "排名(2)", "History(2)"]);
        assert_eq!(&names[7..9], ["_", "_(2)"]);
        assert!(names[9] != names[10] && names[10].ends_with("(2)"));
        assert!(names.iter().all(|n| n.encode_utf16().count() <= 31));
        assert_eq!(names[11].chars().count(), 15);
    }
}
