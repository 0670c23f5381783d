//! The scoring methods 评分方法 that a rule file can name, each one item: its key, its name and its parameters.

use super::method::Method;
use crate::base::lang::Text;

/// A scoring method by name.
#[derive(Debug)]
pub struct NamedMethod {
    /// Its key in a rule file.
    pub key: &'static str,
    /// Its name in the rule workbook and in the column 评分方法 of a form.
    pub name: Text,
    /// The method itself, where a form may name it in its column 评分方法.
    pub on_forms: Option<Method>,
    /// Keys of its parameters among the columns of [`SHEET`](super::patterns::SHEET).
    pub parameters: &'static [&'static str],
}

/// All of them; forms offer theirs in this order.
pub const METHODS: &[NamedMethod] = &[
    NamedMethod {
        key: "proportional",
        name: Text::new("正向比例", "proportional"),
        on_forms: Some(Method::Proportional),
        parameters: &[],
    },
    NamedMethod {
        key: "reverse-deduction",
        name: Text::new("反向扣减", "reverse, deducted"),
        on_forms: Some(Method::ReverseDeduction),
        parameters: &[],
    },
    NamedMethod {
        key: "reverse-ratio",
        name: Text::new("反向比例", "reverse, by ratio"),
        on_forms: Some(Method::ReverseRatio),
        parameters: &[],
    },
    NamedMethod {
        key: "budget-utilisation",
        name: Text::new("预算使用率", "budget utilisation"),
        on_forms: Some(Method::BudgetUtilisation),
        parameters: &[],
    },
    NamedMethod {
        key: "deduct-per-unit",
        name: Text::new("按单位扣分", "deduct per unit"),
        on_forms: None,
        parameters: &["unit", "deduct"],
    },
    NamedMethod {
        key: "steps",
        name: Text::new("分档", "steps"),
        on_forms: None,
        parameters: &["of", "steps"],
    },
    NamedMethod {
        key: "pass-line",
        name: Text::new("及格线比例", "pass line"),
        on_forms: None,
        parameters: &["from"],
    },
    NamedMethod {
        key: "all-or-nothing",
        name: Text::new("是否型", "all or nothing"),
        on_forms: Some(Method::AllOrNothing),
        parameters: &[],
    },
    NamedMethod {
        key: "qualitative",
        name: Text::new("定性", "qualitative"),
        on_forms: Some(Method::Qualitative),
        parameters: &[],
    },
    NamedMethod {
        key: "nothing-incurred",
        name: Text::new("无发生额", "nothing incurred"),
        on_forms: None,
        parameters: &[],
    },
];

/// The methods that a form can name in its column 评分方法, and the names they have there.
pub fn on_forms() -> impl Iterator<Item = (&'static Method, &'static str)> {
    let named = METHODS.iter();
    named.filter_map(|named| Some((named.on_forms.as_ref()?, named.name.zh)))
}
