//! 批复的评分方法: those of the goal forms 目标申报表 among the files go before what a self-evaluation states.

use std::collections::HashMap;

use ecow::EcoString;

use super::across::{Key, key, of_unit};
use super::{Assessed, Fate};
use crate::form::labels::fold;
use crate::form::read::Reading;
use crate::model::{Indicator, Stage};
use crate::roster::approve;
use crate::rules::states_method;

/// Methods and standards by form and indicator, each with the code of its unit.
#[derive(Default)]
pub(super) struct ApprovedMethods(HashMap<(Key, String), Vec<Method>>);

/// Code of a unit, and what its goal form states of an indicator.
type Method = (Option<EcoString>, EcoString);

impl ApprovedMethods {
    /// The methods of all goal forms that were read.
    pub(super) fn of(fates: &[Fate]) -> Self {
        let goals = |stage| stage == Stage::Goals;
        let elsewhere = fates.iter().filter_map(Fate::filed);
        let elsewhere = elsewhere.flat_map(|outcome| &outcome.elsewhere);
        let elsewhere = elsewhere.filter(|filing| goals(filing.stage));
        let mut methods: HashMap<_, Vec<Method>> = HashMap::new();
        for filing in elsewhere {
            let Some(key) = key(filing) else { continue };
            for indicator in &filing.indicators {
                let stated = indicator.criterion.as_ref().map(|text| &text.value);
                if let Some(method) = stated.filter(|text| states_method(text)) {
                    let name = fold(&indicator.name).into_owned();
                    let of = methods.entry((key.clone(), name)).or_default();
                    of.push((filing.unit.code.clone(), method.clone()));
                }
            }
        }
        Self(methods)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a form of a file states another method than the one that was approved.
    pub(super) fn concerns(&self, fate: &Fate) -> bool {
        let mut forms = fate.filed().into_iter().flat_map(|outcome| &outcome.forms);
        forms.any(|form| self.changes(form))
    }

    fn changes(&self, form: &Assessed) -> bool {
        let Some(key) = key(&form.filing) else {
            return false;
        };
        let indicators = form.filing.indicators.open();
        indicators.iter().any(|indicator| {
            let stated = indicator.criterion.as_ref().map(|text| &text.value);
            self.of_indicator((&key, form.filing.unit.code.as_deref()), indicator)
                .is_some_and(|method| stated != Some(method))
        })
    }

    fn of_indicator(
        &self,
        (key, code): (&Key, Option<&str>),
        indicator: &Indicator,
    ) -> Option<&EcoString> {
        let name = fold(&indicator.name).into_owned();
        let methods = self.0.get(&(key.clone(), name))?.iter();
        let methods: Vec<_> = methods
            .map(|(of, method)| (of.as_deref(), method))
            .collect();
        of_unit(&methods, code)
    }

    /// Puts the approved methods in place of what a form states, and remarks other ones.
    pub(super) fn put(&self, reading: &mut Reading) {
        let Some(key) = key(&reading.filing).filter(|_| !self.is_empty()) else {
            return;
        };
        let Reading {
            filing, remarks, ..
        } = reading;
        let code = filing.head.unit.code.as_deref();
        for indicator in &mut filing.indicators {
            if let Some(method) = self.of_indicator((&key, code), indicator) {
                remarks.extend(approve(indicator, method));
            }
        }
    }
}
