//! What a comparison looks at: one form's results, from an assessment or from a file of results.

use std::collections::BTreeSet;

use ecow::EcoString;

use rust_decimal::Decimal;

use crate::form::labels::fold;
use crate::model::{Kind, USUAL_GROUPS, usual_group};
use crate::rules::RuleSet;
use crate::run::{Assessed, Assessment, Exclusion, Input};

/// The group in which the points of budget execution are counted.
pub const EXECUTION: &str = "预算执行";

/// The group of indicators that stand in none.
pub const UNGROUPED: &str = "未分组";

/// The results of one form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Index among the forms it was taken from.
    pub form: usize,
    /// 整体支出 or 项目支出
    pub kind: Kind,
    /// 单位编码
    pub code: Option<EcoString>,
    /// Name of the unit, where it is known.
    pub name: Option<EcoString>,
    /// 项目名称
    pub project: Option<EcoString>,
    /// 复算总分
    pub total: Option<Decimal>,
    /// 等级
    pub grade: Option<EcoString>,
    /// 名次
    pub rank: Option<usize>,
    /// 执行率 as a fraction.
    pub execution_rate: Option<Decimal>,
    /// 调整率 as a fraction.
    pub adjustment_rate: Option<Decimal>,
    /// 年初预算数, 全年预算数 and 全年执行数 in 万元.
    pub amounts: [Option<Decimal>; 3],
    /// Recomputed points by 一级指标, in the form's order.
    pub groups: Vec<(EcoString, Decimal)>,
}

impl Default for Record {
    fn default() -> Self {
        Self {
            form: 0,
            kind: Kind::Unit,
            code: None,
            name: None,
            project: None,
            total: None,
            grade: None,
            rank: None,
            execution_rate: None,
            adjustment_rate: None,
            amounts: [None; 3],
            groups: Vec::new(),
        }
    }
}

/// Where the figures of a year come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provenance {
    /// 评价年度
    pub year: Option<i32>,
    /// Id of the rules its totals were made under.
    pub rules: EcoString,
    /// SHA-256 of these rules.
    pub rules_sha256: EcoString,
    /// Forms, or results of an earlier run.
    pub origin: Origin,
    /// Every file that was met, in path order.
    pub files: Vec<Input>,
    /// Forms and files that are not ranked, where they are known.
    pub excluded: Vec<Exclusion>,
}

/// Whether a year was evaluated in this run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Forms that were read and evaluated in this run.
    Forms,
    /// Results that an earlier run wrote: without forms, no split.
    Results,
}

/// The results of a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Results {
    /// Where they come from.
    pub provenance: Provenance,
    /// One record a unit or project, ranked ones first; what was filed twice is in it once.
    pub records: Vec<Record>,
}

impl Results {
    /// The results of an assessment.
    #[must_use]
    pub fn of(assessment: &Assessment) -> Self {
        let forms = assessment.forms.iter().enumerate();
        let stamp = &assessment.rules.stamp;
        Self {
            provenance: Provenance {
                year: assessment.year,
                rules: EcoString::from(&*stamp.id),
                rules_sha256: EcoString::from(&*stamp.sha256),
                origin: Origin::Forms,
                files: assessment.inputs.clone(),
                excluded: assessment.excluded.clone(),
            },
            records: without_doubles(forms.map(|(at, form)| Record::of(at, form)).collect()),
        }
    }
}

/// The first record of each unit and project; ranked forms come first, and so does the one that counts.
pub(super) fn without_doubles(records: Vec<Record>) -> Vec<Record> {
    let mut seen = BTreeSet::new();
    let first = |record: &Record| {
        let name = record.name.as_deref().map(|name| fold(name).into_owned());
        let project = record.project.as_deref();
        let project = project.map(|project| fold(project).into_owned());
        name.is_none() || seen.insert((record.kind, record.code.clone(), name, project))
    };
    let mut first = first;
    records.into_iter().filter(|r| first(r)).collect()
}

impl Provenance {
    /// Of results in a file, whose name and hash are not known here.
    pub(super) const fn of_results(
        year: Option<i32>,
        rules: EcoString,
        rules_sha256: EcoString,
    ) -> Self {
        Self {
            year,
            rules,
            rules_sha256,
            origin: Origin::Results,
            files: Vec::new(),
            excluded: Vec::new(),
        }
    }

    /// Number of its forms.
    #[must_use]
    pub fn forms(&self) -> usize {
        self.files.iter().map(|f| f.forms).sum()
    }
}

impl Record {
    /// The results of the form at `index` of an assessment.
    #[must_use]
    pub fn of(index: usize, form: &Assessed) -> Self {
        let Assessed {
            filing, evaluation, ..
        } = form;
        let mut record = Self {
            form: index,
            kind: filing.kind,
            code: filing.unit.code.clone(),
            name: filing.unit.name.as_ref().map(|n| n.value.clone()),
            project: filing.project.as_ref().map(|p| p.value.clone()),
            total: evaluation.own_total().filter(|_| form.barred.is_empty()),
            grade: evaluation.grade.as_ref().map(|g| EcoString::from(&*g.name)),
            rank: form.standing.map(|s| s.rank),
            execution_rate: evaluation.execution.rate.map(four_places),
            adjustment_rate: evaluation.execution.adjustment_rate.map(four_places),
            amounts: form.amounts(),
            groups: Vec::new(),
        };
        record.earn(Some(EXECUTION), evaluation.execution.score);
        for (indicator, result) in form.weights() {
            record.earn(indicator.level1.as_deref(), result.and_then(|r| r.score));
        }
        record
    }

    /// Adds points to a group.
    pub(super) fn earn(&mut self, level1: Option<&str>, score: Option<Decimal>) {
        let Some(score) = score else { return };
        let name = group_name(level1);
        match self.groups.iter_mut().find(|(group, _)| *group == name) {
            Some((_, sum)) => *sum = sum.saturating_add(score),
            None => self.groups.push((name, score)),
        }
    }

    /// Recomputed points in a group.
    #[must_use]
    pub fn points(&self, group: &str) -> Option<Decimal> {
        let found = self.groups.iter().find(|(name, _)| **name == *group);
        found.map(|(_, points)| *points)
    }

    /// Name to show: the project, else the unit.
    #[must_use]
    pub fn shown_unit(&self) -> &str {
        self.name.as_deref().unwrap_or("—")
    }
}

/// Rates are stored with four places, so that a year compares alike from its forms and from its results.
fn four_places(rate: Decimal) -> Decimal {
    RuleSet::FOUR_PLACES.apply(rate)
}

/// 产出指标, 产出目标 and 产出 are one group, whatever the year and the place.
pub(super) fn group_name(level1: Option<&str>) -> EcoString {
    let name = fold(level1.unwrap_or(UNGROUPED));
    if let Some(usual) = usual_group(&name).and_then(|at| USUAL_GROUPS.get(at)) {
        return usual.zh.into();
    }
    let short = name.strip_suffix("指标").filter(|s| !s.is_empty());
    short.unwrap_or(&name).into()
}

/// All groups of some years, in the order they are met, execution first.
pub(super) fn groups<'a>(years: impl IntoIterator<Item = &'a Results>) -> Vec<EcoString> {
    let mut groups: Vec<EcoString> = vec![EXECUTION.into()];
    let records = years.into_iter().flat_map(|y| &y.records);
    for (name, _) in records.flat_map(|r| &r.groups) {
        if !groups.contains(name) {
            groups.push(name.clone());
        }
    }
    groups
}
