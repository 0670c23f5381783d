//! The scoring methods 评分方法 that a rule file can name, each one item: its key, its kind and its parameters.

use super::method::Method;
use crate::base::lang::Text;
use crate::model::MethodKind;

/// A scoring method by name.
#[derive(Debug)]
pub struct NamedMethod {
    /// Its key in a rule file.
    pub key: &'static str,
    /// The method without its parameters.
    pub kind: MethodKind,
    /// The method itself, where a form may name it in its column 评分方法.
    pub on_forms: Option<Method>,
    /// Keys of its parameters among the columns of [`SHEET`](super::patterns::SHEET).
    pub parameters: &'static [&'static str],
}

impl NamedMethod {
    /// Its name in the rule workbook and in the column 评分方法 of a form.
    #[must_use]
    pub const fn name(&self) -> Text {
        self.kind.title()
    }
}

/// All of them; forms offer theirs in this order.
pub const METHODS: &[NamedMethod] = &[
    NamedMethod {
        key: "proportional",
        kind: MethodKind::Proportional,
        on_forms: Some(Method::Proportional),
        parameters: &[],
    },
    NamedMethod {
        key: "reverse-deduction",
        kind: MethodKind::ReverseDeduction,
        on_forms: Some(Method::ReverseDeduction),
        parameters: &[],
    },
    NamedMethod {
        key: "reverse-ratio",
        kind: MethodKind::ReverseRatio,
        on_forms: Some(Method::ReverseRatio),
        parameters: &[],
    },
    NamedMethod {
        key: "budget-utilisation",
        kind: MethodKind::BudgetUtilisation,
        on_forms: Some(Method::BudgetUtilisation),
        parameters: &[],
    },
    NamedMethod {
        key: "deduct-per-unit",
        kind: MethodKind::DeductPerUnit,
        on_forms: None,
        parameters: &["unit", "deduct"],
    },
    NamedMethod {
        key: "steps",
        kind: MethodKind::Steps,
        on_forms: None,
        parameters: &["of", "steps"],
    },
    NamedMethod {
        key: "pass-line",
        kind: MethodKind::PassLine,
        on_forms: None,
        parameters: &["from"],
    },
    NamedMethod {
        key: "all-or-nothing",
        kind: MethodKind::AllOrNothing,
        on_forms: Some(Method::AllOrNothing),
        parameters: &[],
    },
    NamedMethod {
        key: "qualitative",
        kind: MethodKind::Qualitative,
        on_forms: Some(Method::Qualitative),
        parameters: &[],
    },
    NamedMethod {
        key: "nothing-incurred",
        kind: MethodKind::NothingIncurred,
        on_forms: None,
        parameters: &[],
    },
];

/// The methods that a form can name in its column 评分方法, and the names they have there.
pub fn on_forms() -> impl Iterator<Item = (&'static Method, &'static str)> {
    let named = METHODS.iter();
    named.filter_map(|named| Some((named.on_forms.as_ref()?, named.name().zh)))
}
