//! The screen messages of a run about the changes since an earlier run.

use crate::base::lang::{Lang, worded};
use crate::compare::{FindingFate, FormFate, Round};

/// Lines on new filings, on what happened to the findings, and on the units that have waited longest.
pub(in crate::cli) fn progressed(round: &Round, lang: Lang) -> String {
    let forms = |fate| round.forms_with(fate);
    let (new, refiled) = (forms(FormFate::New), forms(FormFate::Refiled));
    let (unchanged, gone) = (forms(FormFate::Unchanged), forms(FormFate::Gone));
    let found = |fate| round.findings_with(fate);
    let (closed, left) = (found(FindingFate::Closed), found(FindingFate::Gone));
    let (fresh, changed) = (found(FindingFate::New), found(FindingFate::Changed));
    let open = found(FindingFate::Open).saturating_add(changed);
    let moved = round.forms.iter().filter(|form| {
        let ranks = form.rank.zip(form.rank_before);
        ranks.is_some_and(|(now, before)| now != before)
    });
    let (file, moved) = (&round.file, moved.count());
    let waiting = round
        .findings
        .iter()
        .filter(|f| f.fate != FindingFate::Closed);
    let waiting = waiting.filter_map(|f| Some((f.sent_back_days?, f.finding.unit.as_deref()?)));
    let longest = waiting.max_by_key(|(days, _)| *days);
    let longest = longest.map(|(days, unit)| {
        worded!(
            lang,
            "退回最久仍未改正的：{unit}，{days} 天。\n",
            "Sent back longest ago and still open: {unit}, {days} days.\n"
        )
    });
    let lines = worded!(
        lang,
        "与上次（{file}）相比：新报 {new} 份，重报 {refiled} 份，未变 {unchanged} 份，撤走 {gone} 份；名次变动 {moved} 个。\n错误和警告：已改正 {closed} 条，仍在 {open} 条（其中数字有变 {changed} 条），新发现 {fresh} 条，表已不在 {left} 条。\n",
        "Since {file}: {new} newly filed, {refiled} refiled, {unchanged} unchanged, {gone} gone; {moved} ranks moved.\nErrors and warnings: {closed} closed, {open} still open ({changed} with other figures), {fresh} new, {left} gone with their forms.\n"
    );
    lines + &longest.unwrap_or_default()
}
