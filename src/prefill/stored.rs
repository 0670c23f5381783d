//! What an earlier run stored about last year's forms, limited to what is carried over.

use serde::de::IgnoredAny;

use super::earlier::{EarlierForm, EarlierForms, filed};
use crate::base::lang::Text;
use crate::model::{CellRef, Located, MethodKind, Unit};
use crate::record::sheet::Archive;
use crate::record::{self, Collect, CollectedList, Form, StoreError, read};
use crate::workbook::Workbook;

const LACKING_IN_JSON: Text = Text::new(
    "由旧版本写出，没有表上写明的评分方法和项目的主管部门，这两项留空。要沿用，请用上年的自评表文件夹，或用本版本对上年重新运行 ziping score --json。",
    "was written by an earlier version and holds neither the scoring methods that forms named nor the departments of projects; they are left blank. To carry them over, name the folder of last year's forms, or run ziping score --json over it again with this version.",
);

const LACKING_IN_WORKBOOK: Text = Text::new(
    "“结果存档”没有逐项的指标，只沿用了项目名称。要沿用指标，请用上年的 JSON 结果或自评表文件夹。",
    "its sheet of stored results holds no indicators; only the names of projects were carried over. To carry over indicators, name last year's JSON results or the folder of its forms.",
);

impl EarlierForms {
    /// What is carried over from results in JSON.
    ///
    /// # Errors
    ///
    /// The first thing that makes them unusable.
    pub fn from_json(text: &str) -> Result<Self, StoreError> {
        let run: record::Run<IgnoredAny, CollectedList<Forms>, IgnoredAny, IgnoredAny> =
            read(text)?;
        let CollectedList(Forms(forms)) = run.units.ok_or(StoreError::NoForms)?;
        Ok(Self {
            year: run.year,
            lacks: run.rules.source.is_none().then_some(LACKING_IN_JSON),
            forms,
        })
    }

    /// What is carried over from a workbook of this program: the units with forms.
    ///
    /// # Errors
    ///
    /// The first thing that makes it unusable.
    pub fn from_workbook(workbook: &Workbook) -> Result<Self, StoreError> {
        let archive = Archive::read(workbook)?;
        let nowhere = CellRef::new(0, 0);
        let forms = archive.rows.into_iter().map(|row| EarlierForm {
            kind: Some(row.kind),
            unit: Unit {
                code: row.code,
                code_cell: None,
                name: row.name.map(|n| Located::new(n.clone(), nowhere, n)),
                group: None,
            },
            project: row.project.map(String::from),
            ..EarlierForm::default()
        });
        Ok(Self {
            year: archive.origin.year,
            lacks: Some(LACKING_IN_WORKBOOK),
            forms: forms.collect(),
        })
    }
}

/// The forms of a file of results, each limited to what is carried over.
#[derive(Default)]
struct Forms(Vec<EarlierForm>);

impl Collect for Forms {
    type Item = Form;

    fn keep(&mut self, form: Form) {
        let methods: Vec<_> = form.indicators.iter().map(|i| i.method).collect();
        let mut filing = form.filing();
        let rows = std::mem::take(&mut filing.indicators).into_iter();
        let methods = methods.into_iter();
        let methods = methods.map(|method| method.unwrap_or(MethodKind::Proportional));
        self.0.push(filed(&filing, rows.zip(methods)));
    }
}
