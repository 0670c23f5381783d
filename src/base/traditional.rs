//! Traditional characters 繁体字 as the simplified ones that forms are read and names are compared in.

use std::borrow::Cow;
use std::sync::LazyLock;

/// Pairs of a traditional character and its simplified form (Open Chinese Convert, without characters that simplified
/// texts use too, such as 乾).
const PAIRS: &str = include_str!("traditional.txt");

/// The first of the characters 4E00–9FFF.
const FIRST: u32 = 0x4E00;

/// For each of the characters its simplified form, 0 where it is its own.
static SIMPLIFIED: LazyLock<Box<[u16]>> = LazyLock::new(|| {
    let mut table = vec![0; 0x5200];
    let mut letters = PAIRS.chars().filter(|c| *c != '\n');
    while let (Some(traditional), Some(simplified)) = (letters.next(), letters.next()) {
        let place = usize::try_from(u32::from(traditional).wrapping_sub(FIRST)).ok();
        if let Some(place) = place.and_then(|at| table.get_mut(at)) {
            *place = u16::try_from(u32::from(simplified)).unwrap_or_default();
        }
    }
    table.into_boxed_slice()
});

/// The simplified form of a character, itself where it has none.
pub(crate) fn simplified(c: char) -> char {
    let place = u32::from(c).wrapping_sub(FIRST);
    let found = usize::try_from(place)
        .ok()
        .and_then(|at| SIMPLIFIED.get(at));
    match found {
        None | Some(0) => c,
        Some(other) => char::from_u32(u32::from(*other)).unwrap_or(c),
    }
}

/// A text in simplified characters.
pub(crate) fn in_simplified(text: Cow<'_, str>) -> Cow<'_, str> {
    match occurs(&text) {
        true => Cow::Owned(text.chars().map(simplified).collect()),
        false => text,
    }
}

/// Whether a text holds a traditional character.
pub(crate) fn occurs(text: &str) -> bool {
    let table = &**SIMPLIFIED;
    let place = |c: char| usize::try_from(u32::from(c).wrapping_sub(FIRST)).unwrap_or(usize::MAX);
    text.chars()
        .any(|c| table.get(place(c)).is_some_and(|other| *other != 0))
}

#[cfg(test)]
mod tests {
    use super::{PAIRS, in_simplified, occurs, simplified};

    #[test]
    fn traditional_texts_are_distinguished_from_simplified_ones() {
        let all = |text: &str| text.chars().map(simplified).collect::<String>();
        assert_eq!(all("部門整體支出績效自評表"), "部门整体支出绩效自评表");
        assert_eq!(in_simplified("林業局2023".into()), "林业局2023");
        assert!(occurs("預算執行數") && !occurs("预算执行数乾县"));
        let letters: Vec<char> = PAIRS.chars().filter(|c| *c != '\n').collect();
        assert!(letters.chunks(2).all(|pair| simplified(pair[0]) == pair[1]));
    }
}
