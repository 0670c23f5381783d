//! The results of a year, from its forms or from what an earlier run wrote about them.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use ecow::EcoString;
use serde::de::IgnoredAny;

use crate::base::lang::Text;
use crate::finding::measure::MEASURE_SUSPECT;
use crate::form::labels::fold;
use crate::model::{Filing, PackedFiling};
use crate::record::sheet::Archive;
use crate::record::{
    self, Collect, CollectedList, EXECUTION, Finding, Form, Row, Rules, StoreError, read,
};
use crate::rules::RuleSet;
use crate::run::{Assessment, Exclusion, Input};
use crate::workbook::Workbook;

/// Where the figures of a year come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provenance {
    /// 评价年度
    pub year: Option<i32>,
    /// The rules its totals were made under, by id and hash.
    pub rules: Rules,
    /// Forms, or results of an earlier run.
    pub origin: Origin,
    /// Every file found, in path order.
    pub files: Vec<Input>,
    /// Forms and files that are not ranked, where they are known.
    pub excluded: Vec<Exclusion>,
}

/// Whether a year was evaluated in this run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Forms that were read and evaluated in this run.
    Forms,
    /// Results that an earlier run wrote, with what they do not hold.
    Results(Option<Lack>),
}

/// Data missing in stored results.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lack {
    /// JSON of an earlier version: neither its rules nor all that was filed, so no change can be split.
    Filings,
    /// The rules in the JSON cannot be loaded, so no change can be split.
    Rules,
    /// 结果存档: no indicators, so no change can be split.
    Indicators,
    /// 结果存档 of an earlier version: besides, its rows have no hash, and whether they were edited is not known.
    Hashes,
}

impl Lack {
    /// The consequence of the missing data, and what to do.
    #[must_use]
    pub const fn remark(self) -> Text {
        match self {
            Self::Filings => Text::new(
                "JSON 结果由旧版本写出，没有评分规则全文和逐项填报内容，总分变动不能分解为业绩、指标与权重、规则；要分解，请用该年自评表的文件夹，或用本版本对该年重新写出结果 JSON（ziping score --json）",
                "the JSON results were written by an earlier version without the rules in full and all that was filed, so changes cannot be split into performance, indicators and rules; use the folder with that year's forms, or write that year's JSON again with this version (ziping score --json)",
            ),
            Self::Rules => Text::new(
                "JSON 结果里的评分规则与其校验值不符，或本版本不能读取，总分变动不能分解为业绩、指标与权重、规则；要分解，请用该年自评表的文件夹",
                "the rules in the JSON results do not have their hash, or cannot be read by this version, so changes cannot be split into performance, indicators and rules; use the folder with that year's forms",
            ),
            Self::Indicators => Text::new(
                "“结果存档”没有逐项的指标值，总分变动不能分解为业绩、指标与权重、规则；要分解，请用该年的 JSON 结果或自评表的文件夹",
                "'Stored results' hold no indicators, so changes cannot be split into performance, indicators and rules; use that year's JSON results or the folder with its forms",
            ),
            Self::Hashes => Text::new(
                "“结果存档”由旧版本写出，各行没有校验值，写出后是否改动过无法核对；也没有逐项的指标值，总分变动不能分解为业绩、指标与权重、规则；要分解，请用该年的 JSON 结果或自评表的文件夹",
                "'Stored results' were written by an earlier version without hashes, so whether a row was edited is not known; they hold no indicators either, so changes cannot be split into performance, indicators and rules; use that year's JSON results or the folder with its forms",
            ),
        }
    }
}

/// The results of a year.
#[derive(Debug, Clone)]
pub struct Results {
    /// Where they come from.
    pub provenance: Provenance,
    /// One row a unit or project, ranked ones first; forms filed twice are included once.
    pub rows: Vec<Row>,
    /// The filings, needed to split a change.
    pub filed: Option<YearFilings>,
}

/// All that was filed in a year, with the rules of that year.
#[derive(Debug, Clone)]
pub struct YearFilings {
    /// The rules.
    pub rules: Arc<RuleSet>,
    /// The forms, by [`Row::form`].
    pub filings: Vec<PackedFiling>,
}

impl YearFilings {
    /// The filing of a row.
    pub(super) fn filing(&self, row: &Row) -> Option<Filing> {
        self.filings.get(row.form).map(PackedFiling::open)
    }
}

impl Provenance {
    fn of(assessment: &Assessment) -> Self {
        Self {
            year: assessment.year,
            rules: Rules::of(&assessment.rules.stamp).named(),
            origin: Origin::Forms,
            files: assessment.inputs.clone(),
            excluded: assessment.excluded.clone(),
        }
    }

    /// From results in a file, whose name and hash are not known here.
    fn stored(year: Option<i32>, rules: &Rules, lack: Option<Lack>) -> Self {
        Self {
            year,
            rules: rules.clone().named(),
            origin: Origin::Results(lack),
            files: Vec::new(),
            excluded: Vec::new(),
        }
    }

    /// Number of its forms.
    #[must_use]
    pub fn forms(&self) -> usize {
        self.files.iter().map(|f| f.forms).sum()
    }

    /// Data missing in its stored results.
    #[must_use]
    pub const fn lack(&self) -> Option<Lack> {
        match self.origin {
            Origin::Forms => None,
            Origin::Results(lack) => lack,
        }
    }
}

impl Results {
    /// The results of an assessment, whose forms are not copied.
    #[must_use]
    pub fn of(assessment: &Assessment) -> Self {
        let forms = assessment.forms.iter().enumerate();
        Self {
            provenance: Provenance::of(assessment),
            rows: without_doubles(forms.map(|(at, form)| Row::of(at, form)).collect()),
            filed: None,
        }
    }

    /// The results of an assessment with its forms.
    #[must_use]
    pub fn take(assessment: Assessment) -> Self {
        let results = Self::of(&assessment);
        let forms = assessment.forms.into_iter();
        Self {
            filed: Some(YearFilings {
                rules: assessment.rules,
                filings: forms.map(|form| *form.filing).collect(),
            }),
            ..results
        }
    }

    /// The results in `text`, as written with `--json`.
    ///
    /// # Errors
    ///
    /// The first thing that makes them unusable.
    pub fn from_json(text: &str) -> Result<Self, StoreError> {
        type YearRecord =
            record::Run<IgnoredAny, CollectedList<Forms>, IgnoredAny, CollectedList<DoubtfulForms>>;
        let run: YearRecord = read(text)?;
        if run.midyear.is_some() {
            return Err(StoreError::Monitoring);
        }
        let CollectedList(mut forms) = run.units.ok_or(StoreError::NoForms)?;
        forms.doubt(&run.findings.unwrap_or_default().0);
        let (rules, lack) = match (&run.rules.source, run.rules.load()) {
            (None, _) => (None, Some(Lack::Filings)),
            (Some(_), None) => (None, Some(Lack::Rules)),
            (Some(_), rules) => (rules, None),
        };
        Ok(Self {
            provenance: Provenance::stored(run.year, &run.rules, lack),
            filed: rules.map(|rules| YearFilings {
                rules: Arc::new(rules),
                filings: forms.filings,
            }),
            rows: without_doubles(forms.rows),
        })
    }

    /// The results in the sheet 结果存档 of a workbook of this program.
    ///
    /// # Errors
    ///
    /// The first thing that makes them unusable.
    pub fn from_workbook(workbook: &Workbook) -> Result<Self, StoreError> {
        let archive = Archive::read(workbook)?;
        let lack = if archive.hashed {
            Lack::Indicators
        } else {
            Lack::Hashes
        };
        Ok(Self {
            provenance: Provenance::stored(archive.origin.year, &archive.origin.rules, Some(lack)),
            rows: without_doubles(archive.rows),
            filed: None,
        })
    }

    /// 一级指标 of some years, in the order they are met, execution first.
    pub(super) fn groups(years: [&Self; 2]) -> Vec<EcoString> {
        let mut groups: Vec<EcoString> = vec![EXECUTION.into()];
        let rows = years.into_iter().flat_map(|year| &year.rows);
        for (name, _) in rows.flat_map(|row| &row.groups) {
            if !groups.contains(name) {
                groups.push(name.clone());
            }
        }
        groups
    }
}

/// The forms of a file of results, each packed as soon as it is read.
#[derive(Default)]
struct Forms {
    rows: Vec<Row>,
    filings: Vec<PackedFiling>,
}

impl Collect for Forms {
    type Item = Form;

    fn keep(&mut self, form: Form) {
        self.rows.push(form.row(self.rows.len()));
        self.filings.push(*form.filing().packed());
    }
}

impl Forms {
    /// Omits the amounts of forms whose unit of money is doubtful.
    fn doubt(&mut self, DoubtfulForms(places): &DoubtfulForms) {
        for (row, filing) in self.rows.iter_mut().zip(&self.filings) {
            if places.contains(&(Arc::clone(&filing.file), Some(Arc::clone(&filing.sheet)))) {
                row.amounts = [None; 3];
            }
        }
    }
}

/// File and sheet of every form with a finding about its unit of money.
#[derive(Default)]
struct DoubtfulForms(HashSet<(Arc<str>, Option<Arc<str>>)>);

impl Collect for DoubtfulForms {
    type Item = Finding;

    fn keep(&mut self, finding: Finding) {
        if finding.code == MEASURE_SUSPECT.name {
            self.0.insert((finding.file, finding.sheet));
        }
    }
}

/// The first row of each unit and project; ranked forms come first, and so does the one that counts.
fn without_doubles(mut rows: Vec<Row>) -> Vec<Row> {
    let mut seen = BTreeSet::new();
    rows.retain(|row| {
        let name = row.name.as_deref().map(|name| fold(name).into_owned());
        let project = row.project.as_deref();
        let project = project.map(|project| fold(project).into_owned());
        name.is_none() || seen.insert((row.kind, row.code.clone(), name, project))
    });
    rows
}
