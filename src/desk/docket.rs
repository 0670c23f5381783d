//! 处理意见 as they are made on the page: rows of their file, on which nothing is written before they are saved.

use std::collections::BTreeMap;
use std::sync::Arc;

use ecow::EcoString;
use serde::{Deserialize, Serialize};

use crate::base::lang::{Lang, Text};
use crate::decision::{Change, DecisionLine, ruling};
use crate::model::{DecisionKind, Place};
use crate::output::decisions::undecided;
use crate::output::html::plain;
use crate::record::Rows;

/// The rows of a run, and which of them were decided on the page since.
#[derive(Debug)]
pub(super) struct Docket {
    lang: Lang,
    rows: Rows,
    /// Rows that differ from the file, as they were.
    unsaved: BTreeMap<usize, DecisionLine>,
}

/// What is decided about a row.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct RowDecision {
    row: usize,
    kind: Option<EcoString>,
    by: Option<EcoString>,
    when: Option<EcoString>,
    until: Option<EcoString>,
    note: Option<EcoString>,
    adopted: Option<EcoString>,
    correction: Option<Change>,
}

/// How far the decisions are.
#[derive(Debug, Serialize)]
pub(super) struct Count {
    rows: usize,
    undecided: usize,
    /// Rows decided since, each with what is decided.
    unsaved: Vec<(usize, Option<EcoString>)>,
}

impl Docket {
    pub(super) const fn new(rows: Rows, lang: Lang) -> Self {
        Self {
            lang,
            rows,
            unsaved: BTreeMap::new(),
        }
    }

    pub(super) fn lines(&self) -> &[DecisionLine] {
        &self.rows.lines
    }

    pub(super) fn count(&self) -> Count {
        let decided = |at: &usize| {
            (
                *at,
                self.lines().get(*at).and_then(|line| line.kind.clone()),
            )
        };
        Count {
            rows: self.lines().len(),
            undecided: undecided(self.lines()),
            unsaved: self.unsaved.keys().map(decided).collect(),
        }
    }

    /// Whether there is something to save.
    pub(super) fn is_changed(&self) -> bool {
        !self.unsaved.is_empty()
    }

    /// Decides about a row, or withdraws its decision.
    ///
    /// # Errors
    ///
    /// What is missing in the decision, in words.
    pub(super) fn decide(&mut self, typed: RowDecision) -> Result<(), String> {
        let lang = self.lang;
        let at = typed.row;
        let gone = Text::new(
            "没有这一行，请刷新页面。",
            "There is no such row; reload the page.",
        );
        let line = self.rows.lines.get_mut(at);
        let line = line.ok_or_else(|| gone.get(lang).to_owned())?;
        let decided = typed.on(line, lang);
        if decided.kind.is_some() {
            complete(&decided, lang)?;
        }
        let before = std::mem::replace(line, decided);
        let before = self.unsaved.entry(at).or_insert(before);
        if before == line {
            self.unsaved.remove(&at);
        }
        Ok(())
    }
}

impl RowDecision {
    /// The row with what is decided about it.
    fn on(self, line: &DecisionLine, lang: Lang) -> DecisionLine {
        let text = |typed: Option<EcoString>| {
            let text = typed?;
            let text = text.trim();
            (!text.is_empty()).then(|| EcoString::from(text))
        };
        let kind = text(self.kind).map(|typed| match DecisionKind::named(&typed) {
            Some(kind) => kind.title().get(lang).into(),
            None => typed,
        });
        let is = |kind: DecisionKind, typed: &EcoString| DecisionKind::named(typed) == Some(kind);
        let correction = self.correction.map(|change| Change {
            cell: text(change.cell),
            filed: text(change.filed),
            corrected: text(change.corrected),
            evidence: text(change.evidence),
        });
        let decided = kind.is_some();
        let corrects = kind.as_ref().is_some_and(|k| is(DecisionKind::Correct, k));
        let adopts = kind.as_ref().is_some_and(|k| is(DecisionKind::Adopt, k));
        DecisionLine {
            kind,
            by: text(self.by).filter(|_| decided),
            when: text(self.when).filter(|_| decided),
            until: text(self.until).filter(|_| decided),
            note: text(self.note).filter(|_| decided),
            adopted: text(self.adopted).filter(|_| adopts),
            correction: correction.filter(|_| corrects),
            ..line.clone()
        }
    }
}

/// Refuses a decision that could not be applied, and one to adopt a form that gives no reason.
fn complete(line: &DecisionLine, lang: Lang) -> Result<(), String> {
    let place = Place::file(Arc::from(""));
    let decision = ruling(line, &place).map_err(|problem| plain(&problem.message(lang), lang))?;
    let adopts = decision.is_some_and(|d| d.kind == DecisionKind::Adopt && d.note.is_none());
    let reason = Text::new("采用此份须写明理由。", "To adopt a form needs a reason.");
    match adopts {
        true => Err(reason.get(lang).to_owned()),
        false => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Docket, RowDecision};
    use crate::base::lang::Lang;
    use crate::decision::DecisionLine;
    use crate::record::Rows;

    fn docket() -> Docket {
        let line = DecisionLine {
            unit: Some("教育局".into()),
            code: Some("row-score".into()),
            fingerprint: Some("ab12".into()),
            cell: Some("自评表!H12".into()),
            ..DecisionLine::default()
        };
        let lines = vec![line.clone(), line];
        let rows = Rows {
            lines,
            ..Rows::default()
        };
        Docket::new(rows, Lang::Zh)
    }

    fn typed(text: &str) -> RowDecision {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn what_could_not_be_applied_is_refused() {
        let mut docket = docket();
        for (wrong, said) in [
            (r#"{"kind": "核实无误"}"#, "须写明理由"),
            (r#"{"kind": "好"}"#, "不是可用的处理方式"),
            (r#"{"kind": "退回", "until": "下周"}"#, "不是日期"),
            (
                r#"{"kind": "更正", "correction": {"filed": "9"}}"#,
                "更正须写明",
            ),
            (
                r#"{"kind": "采用此份", "adopted": "甲.xlsx"}"#,
                "须写明理由",
            ),
            (r#"{"row": 7, "kind": "退回"}"#, "没有这一行"),
        ] {
            let refused = docket.decide(typed(wrong)).unwrap_err();
            assert!(refused.contains(said), "{wrong}: {refused}");
        }
        assert!(!docket.is_changed());
    }

    #[test]
    fn a_decision_counts_until_it_is_taken_back() {
        let mut docket = docket();
        docket
            .decide(typed(r#"{"row": 1, "kind": "return", "by": " 张三 "}"#))
            .unwrap();
        let line = &docket.lines()[1];
        assert_eq!(line.kind.as_deref(), Some("退回"));
        assert_eq!(line.by.as_deref(), Some("张三"));
        assert_eq!((docket.count().undecided, docket.is_changed()), (1, true));
        docket.decide(typed(r#"{"row": 1, "by": "张三"}"#)).unwrap();
        assert_eq!((docket.count().undecided, docket.is_changed()), (2, false));
    }
}
