//! Names in a sentence: as many of the first ones as fit.

use unicode_width::UnicodeWidthStr;

/// Letters of a line and a third of a page.
pub(super) const LETTERS: usize = 104;

/// The first of `names`, limited by number and by total width in letters, a Chinese one counted as two; always at least
/// one. A line of a page has 76.
pub(super) fn first<N: AsRef<str>>(names: &[N], most: usize, room: usize) -> &[N] {
    let mut taken = 0;
    let fit = names.iter().take(most).take_while(|name| {
        taken += name.as_ref().width();
        taken <= room
    });
    let fit = fit.count().max(1);
    names.get(..fit).unwrap_or(names)
}

#[cfg(test)]
mod tests {
    use super::first;

    #[test]
    fn names_end_where_their_lines_are_full() {
        let short = ["示例区财政局"; 9];
        assert_eq!(first(&short, 5, 120).len(), 5);
        let long = ["某某市示例新区西国家农业高新技术产业示范区建设发展事务所"; 9];
        assert_eq!(first(&long, 5, 120).len(), 2);
        assert_eq!(first(&long, 5, 0).len(), 1);
        assert!(first::<&str>(&[], 5, 120).is_empty());
    }
}
