//! 表间审核: checks between forms, for what no single form can show.

mod outlier;
mod plans;
mod projects;
mod shared;

use crate::finding::Problem;
use crate::form::labels::fold;
use crate::model::{CellRef, FormHead, Stage};
use crate::rules::RuleSet;
use crate::run::identity::Bodies;
use crate::run::{Assessed, Run};
pub(super) use plans::{Key, Plan, key, of_unit};

/// Something found about one of the forms.
struct Note {
    /// Which form.
    form: usize,
    problem: Problem,
    cell: Option<CellRef>,
}

/// Checks the forms against the ranked list and the approved goals.
pub(super) fn audit(forms: &mut [Assessed], plans: &[Plan], run: &Run) {
    let rules = &run.rules;
    shared::reasons(forms, rules);
    let bodies = Bodies::of(forms, run.roster.as_deref());
    let mut notes = projects::sums(forms, &bodies, rules);
    notes.extend(projects::unfiled(forms, &bodies));
    notes.extend(projects::full(forms, &bodies, rules));
    notes.extend(plans::changed(forms, plans));
    notes.extend(outlier::scores(forms, rules));
    add(notes, forms, rules);
}

/// Adds notes to the forms they are about.
fn add(notes: Vec<Note>, forms: &mut [Assessed], rules: &RuleSet) {
    for note in notes {
        if let Some(form) = forms.get_mut(note.form) {
            form.note(note.problem, note.cell, rules);
        }
    }
}

/// The self-evaluations, each with its place in the list.
fn filed(forms: &[Assessed]) -> impl Iterator<Item = (usize, &Assessed)> {
    let forms = forms.iter().enumerate();
    forms.filter(|(_, form)| form.filing.stage == Stage::SelfEvaluation)
}

/// The name of the unit that filed, folded.
fn unit_key(filing: &FormHead) -> Option<String> {
    let name = filing.unit.name.as_ref()?;
    Some(fold(&name.value).into_owned())
}
