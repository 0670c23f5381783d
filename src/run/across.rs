//! Forms held against each other 表间审核: what no single form can show.

mod outlier;
mod plans;
mod projects;
mod shared;

use crate::finding::Problem;
use crate::form::labels::fold;
use crate::model::{CellRef, Filing, Stage};
use crate::rules::RuleSet;
use crate::run::Assessed;
pub(super) use plans::{Key, Plan, key};

/// Something found about one of the forms.
struct Note {
    /// Which form.
    form: usize,
    problem: Problem,
    cell: Option<CellRef>,
}

/// Finds what the ranked list and the approved goals say about the forms.
pub(super) fn audit(forms: &mut [Assessed], plans: &[Plan], rules: &RuleSet) {
    let mut notes = shared::reasons(forms, rules);
    notes.extend(projects::sums(forms, rules));
    notes.extend(projects::unfiled(forms));
    notes.extend(projects::full(forms, rules));
    notes.extend(plans::changed(forms, plans));
    notes.extend(outlier::scores(forms, rules));
    for note in notes {
        let Some(form) = forms.get_mut(note.form) else {
            continue;
        };
        form.note(note.problem, note.cell, rules);
    }
}

/// The self-evaluations, each with its place in the list.
fn filed(forms: &[Assessed]) -> impl Iterator<Item = (usize, &Assessed)> {
    let forms = forms.iter().enumerate();
    forms.filter(|(_, form)| form.filing.stage == Stage::SelfEvaluation)
}

/// The name of the unit that filed, folded.
fn unit_key<I, L>(filing: &Filing<I, L>) -> Option<String> {
    let name = filing.unit.name.as_ref()?;
    Some(fold(&name.value).into_owned())
}
