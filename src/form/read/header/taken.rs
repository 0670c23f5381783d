//! Columns with unknown headings that get a field by their content.

use super::super::super::labels::{Match, Role, Vague, Wordings};
use super::super::page::{Page, Span};
use super::{Header, HeaderColumn, column};

impl<R: Role> Header<R> {
    /// Gives the first column under an unknown heading whose content `holds` that field.
    pub(in super::super) fn take_unknown(
        &mut self,
        page: &Page<'_>,
        wordings: &Wordings<R>,
        role: R,
        holds: impl Fn(Span) -> bool,
    ) {
        let mut words = page.words(self.rows.clone()).iter();
        let unknown = words.find(|word| {
            let span = Span::of(word.region);
            let known = || wordings.find(&word.key).is_some() || self.covers(span, word.at.row);
            !known() && holds(span)
        });
        self.columns
            .extend(unknown.map(|word| column(word, Match::Guessed(role))));
    }

    /// The same, for headings with certain names only.
    pub(in super::super) fn take_named(
        &mut self,
        page: &Page<'_>,
        wordings: &Wordings<R>,
        (role, vague): (R, Vague),
        holds: impl Fn(Span) -> bool,
    ) {
        let rows = self.rows.clone();
        self.take_unknown(page, wordings, role, |span| {
            let mut words = page.words(rows.clone()).iter();
            let named = |key: &str| page.labels.vague.exact(key) == Some(vague);
            words.any(|w| Span::of(w.region) == span && named(&w.key)) && holds(span)
        });
    }

    /// Gives a field, as a guess, to the column below a wider heading whose content `holds`: 三级指标 over the names and
    /// their signs.
    pub(in super::super) fn take_part(&mut self, role: R, holds: impl Fn(Span) -> bool) {
        let wide = |span: Span| span.first < span.last;
        let parts = |span: Span| {
            (span.first..=span.last).map(|col| Span {
                first: col,
                last: col,
            })
        };
        let columns = self.columns.iter().filter(|c| wide(c.span));
        let mut found = columns.flat_map(|c| parts(c.span).map(move |part| (c, part)));
        let part = found
            .find(|(_, part)| holds(*part))
            .map(|(column, part)| HeaderColumn {
                role,
                span: part,
                guessed: true,
                ..column.clone()
            });
        self.columns.extend(part);
    }
}
