//! 批复的评分方法: those of the goal forms 目标申报表 among the files go before what a self-evaluation states.

use std::collections::HashMap;

use ecow::EcoString;

use super::across::{Key, key};
use super::{Assessed, Fate};
use crate::form::labels::fold;
use crate::form::read::Reading;
use crate::model::{Indicator, Stage};
use crate::roster::approve;
use crate::rules::states_method;

/// Methods and standards by form and indicator.
#[derive(Default)]
pub(super) struct Approved(HashMap<(Key, String), EcoString>);

impl Approved {
    /// Those of all goal forms that were read.
    pub(super) fn of(fates: &[Fate]) -> Self {
        let goals = |stage| stage == Stage::Goals;
        let elsewhere = fates.iter().filter_map(Fate::filed);
        let elsewhere = elsewhere.flat_map(|outcome| &outcome.elsewhere);
        let elsewhere = elsewhere.filter(|filing| goals(filing.stage));
        let mut methods = HashMap::new();
        for filing in elsewhere {
            let Some(key) = key(filing) else { continue };
            for indicator in &filing.indicators {
                let stated = indicator.criterion.as_ref().map(|text| &text.value);
                if let Some(method) = stated.filter(|text| states_method(text)) {
                    let name = fold(&indicator.name).into_owned();
                    methods.insert((key.clone(), name), method.clone());
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
            self.of_indicator(&key, indicator)
                .is_some_and(|method| stated != Some(method))
        })
    }

    fn of_indicator(&self, key: &Key, indicator: &Indicator) -> Option<&EcoString> {
        let name = fold(&indicator.name).into_owned();
        self.0.get(&(key.clone(), name))
    }

    /// Puts the approved methods in place of what a form states, and remarks other ones.
    pub(super) fn put(&self, reading: &mut Reading) {
        let Some(key) = key(&reading.filing).filter(|_| !self.is_empty()) else {
            return;
        };
        let Reading {
            filing, remarks, ..
        } = reading;
        for indicator in &mut filing.indicators {
            if let Some(method) = self.of_indicator(&key, indicator) {
                remarks.extend(approve(indicator, method));
            }
        }
    }
}
