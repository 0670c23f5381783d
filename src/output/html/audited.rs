//! 审核: the findings by unit, the gravest first; what follows from a cause is folded below it.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::cells;
use super::plain::plain;
use crate::base::lang::{Lang, Text, worded};
use crate::finding::{ALL, Severity};
use crate::model::DecisionKind;
use crate::record::{Decision, Finding, Rows};
use crate::run::{Assessment, worst_first};

/// The findings about one form, or about one file as a whole.
pub(super) struct FindingGroup {
    /// Index of the form.
    pub(super) form: Option<usize>,
    pub(super) name: String,
    /// The unit that filed it.
    pub(super) unit: Option<String>,
    /// How many of each severity.
    pub(super) counted: String,
    pub(super) roots: Vec<Root>,
    errors: usize,
    warnings: usize,
}

/// A finding with those that follow from it.
pub(super) struct Root {
    pub(super) cause: Item,
    pub(super) follows: Vec<Item>,
}

/// One finding in words.
pub(super) struct Item {
    pub(super) id: String,
    pub(super) class: &'static str,
    pub(super) severity: &'static str,
    pub(super) title: &'static str,
    pub(super) message: String,
    /// What was decided about it.
    pub(super) decided: Option<String>,
    /// Its row in the file of decisions, where it can be decided about.
    pub(super) row: Option<usize>,
    pub(super) cell: Option<Link>,
}

/// A cell, and where it is drawn.
pub(super) struct Link {
    pub(super) name: String,
    pub(super) href: String,
}

/// Number of errors and of warnings of a run.
pub(super) fn counts(assessment: &Assessment) -> (usize, usize) {
    (
        assessment.count(Severity::Error),
        assessment.count(Severity::Warning),
    )
}

/// 错误 2 条，警告 1 条; severities without findings are left out.
pub(super) fn counted(errors: usize, warnings: usize, lang: Lang) -> String {
    let of = |severity: Severity, count: usize| {
        let title = severity.title().get(lang);
        (count > 0).then(|| worded!(lang, "{title} {count} 条", "{title}: {count}"))
    };
    let counts = [of(Severity::Error, errors), of(Severity::Warning, warnings)];
    let counts: Vec<String> = counts.into_iter().flatten().collect();
    cells::text(Some(&counts.join(Text::new("，", ", ").get(lang))))
}

/// What the findings are about: a form by its index, or else a file.
type GroupOwner = (Option<usize>, Option<String>);

/// The findings of a run, in the order in which they are to be looked at.
pub(super) fn list(assessment: &Assessment, rows: &Rows, lang: Lang) -> Vec<FindingGroup> {
    let mut parts: BTreeMap<GroupOwner, FindingGroup> = BTreeMap::new();
    let listed = assessment.findings();
    let listed = listed.iter().enumerate();
    let found = listed.zip(Finding::list(assessment, lang));
    let found = found.map(|((at, listed), finding)| {
        let row = rows.by_finding.get(&at).copied();
        (listed, finding, row)
    });
    let found: Vec<_> = found.collect();
    for (_, root) in worst_first(&found, |(listed, ..)| **listed) {
        let Some((listed, cause, _)) = root.first() else {
            continue;
        };
        let form = listed.form().and_then(|at| assessment.forms.get(at));
        let file = form.is_none().then(|| cause.file.to_string());
        let name = form.map_or_else(|| cause.file.to_string(), cells::name);
        let part = parts.entry((listed.form(), file));
        let unit = form.map(|form| form.unit_name().to_owned());
        let part = part.or_insert_with(|| FindingGroup {
            unit,
            ..FindingGroup::new(listed.form(), name)
        });
        part.take(root.iter().map(|(_, finding, row)| (finding, *row)), lang);
    }
    let mut parts: Vec<_> = parts.into_values().collect();
    parts.sort_by_key(|part| Reverse((part.errors, part.warnings)));
    for part in &mut parts {
        part.counted = counted(part.errors, part.warnings, lang);
    }
    parts
}

impl FindingGroup {
    /// Its findings with the cells they are about, to be linked.
    pub(super) fn cells(&mut self) -> impl Iterator<Item = &mut Link> {
        let items = self.roots.iter_mut();
        let items =
            items.flat_map(|root| std::iter::once(&mut root.cause).chain(&mut root.follows));
        items.filter_map(|item| item.cell.as_mut())
    }

    const fn new(form: Option<usize>, name: String) -> Self {
        Self {
            form,
            name,
            unit: None,
            counted: String::new(),
            roots: Vec::new(),
            errors: 0,
            warnings: 0,
        }
    }

    /// Takes a cause and what follows from it.
    fn take<'f>(
        &mut self,
        findings: impl Iterator<Item = (&'f Finding, Option<usize>)>,
        lang: Lang,
    ) {
        let sent_back = |decision: &Decision| decision.kind == DecisionKind::Return;
        let mut items = findings.map(|(finding, row)| {
            match finding.severity {
                _ if !finding.decision.as_ref().is_none_or(sent_back) => {}
                Severity::Error => self.errors = self.errors.saturating_add(1),
                Severity::Warning => self.warnings = self.warnings.saturating_add(1),
                Severity::Info => {}
            }
            Item {
                row,
                ..Item::of(finding, self.form, lang)
            }
        });
        if let Some(cause) = items.next() {
            let follows = items.collect();
            self.roots.push(Root { cause, follows });
        }
    }
}

impl Item {
    fn of(finding: &Finding, form: Option<usize>, lang: Lang) -> Self {
        let mut codes = ALL.iter();
        let code = codes.find(|code| code.name == finding.code);
        let cell = finding.cell.as_ref().map(|cell| Link {
            href: form.map_or_else(String::new, |at| format!("#u{at}")),
            name: cell.clone(),
        });
        Self {
            id: finding.id.to_string(),
            class: match finding.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Info => "info",
            },
            severity: finding.severity.title().get(lang),
            title: code.map_or("", |code| code.title.get(lang)),
            message: plain(&finding.message, lang),
            decided: finding.decision.as_ref().map(|own| decided(own, lang)),
            row: None,
            cell,
        }
    }
}

/// 核实无误（张三，2024-03-01）：理由
fn decided(decision: &Decision, lang: Lang) -> String {
    let kind = decision.kind.title().get(lang);
    let whence = [&decision.by, &decision.when].into_iter().flatten();
    let whence: Vec<&str> = whence.map(|text| &**text).collect();
    let whence = match whence.is_empty() {
        true => String::new(),
        false => format!("（{}）", whence.join("，")),
    };
    let until = decision.until.as_ref();
    let until = until.map(|until| worded!(lang, "，至 {until}", ", until {until}"));
    let note = decision.note.as_ref().map(|note| format!("：{note}"));
    let title = Text::new("处理意见", "Decision").get(lang);
    let (until, note) = (until.unwrap_or_default(), note.unwrap_or_default());
    format!("{title}：{kind}{whence}{until}{note}")
}
