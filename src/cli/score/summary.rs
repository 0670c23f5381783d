//! The screen messages at the end of a run.

use std::collections::BTreeMap;

use crate::base::lang::{Lang, Text, message, worded};
use crate::cli::round::progressed;
use crate::cli::words::{Result, Stop};
use crate::compare::Series;
use crate::finding::Fact;
use crate::finding::unit::YEAR_OTHER;
use crate::model::{Kind, Warning};
use crate::output::html::verdict;
use crate::output::{self, Target, XLSX};
use crate::record::ReturnSummary;
use crate::report::change::{remarks, summary_of};
use crate::run::{Assessment, Exclusion, UncountedFiles};

/// Files that are named where nothing was read.
const NAMED: usize = 20;

/// Refuses a run in which no form was read, with the reason of each file.
pub(in crate::cli) fn has_forms(assessment: &Assessment) -> Result<()> {
    if !assessment.forms.is_empty() {
        return Ok(());
    }
    let more = match assessment.excluded.len() > NAMED {
        true => "\n……",
        false => "",
    };
    let lines = |lang: Lang| {
        let files = assessment.excluded.iter().take(NAMED);
        let colon = Text::new("：", ": ").get(lang);
        let lines = files.map(|e| format!("\n{}{colon}{}", e.file, e.reason(lang)));
        lines.collect::<String>() + more
    };
    let (zh, en) = (lines(Lang::Zh), lines(Lang::En));
    Err(Stop(message!(
        "没有读出任何自评表，没有写出工作簿。{zh}",
        "No form was read and no workbook was written.{en}"
    )))
}

/// How many forms and files of each kind are not ranked, a line each.
fn left_out(assessment: &Assessment, lang: Lang) -> String {
    let mut kinds: BTreeMap<_, Vec<&Exclusion>> = BTreeMap::new();
    for exclusion in &assessment.excluded {
        if let Some(decisive) = exclusion.reasons.first() {
            kinds.entry(decisive.code).or_default().push(exclusion);
        }
    }
    let lines = kinds.into_iter().map(|(code, all)| {
        let (title, count, name) = (code.title.get(lang), all.len(), code.name);
        let years = if code == &YEAR_OTHER {
            by_year(&all, lang)
        } else {
            String::new()
        };
        worded!(
            lang,
            "\n未入榜：{title} {count} 个{years} [{name}]",
            "\nNot ranked: {title}, {count}{years} [{name}]"
        )
    });
    lines.collect()
}

/// `（2021 年 1 个，2022 年 3 个）`
fn by_year(forms: &[&Exclusion], lang: Lang) -> String {
    let mut years: BTreeMap<i32, usize> = BTreeMap::new();
    for reason in forms.iter().filter_map(|form| form.reasons.first()) {
        if let Some(Fact::Year(year)) = reason.fact("found") {
            let count = years.entry(year).or_default();
            *count = count.saturating_add(1);
        }
    }
    let counted = |(year, count)| worded!(lang, "{year} 年 {count} 个", "{year}: {count}");
    let years: Vec<String> = years.into_iter().map(counted).collect();
    match lang {
        Lang::Zh => format!("（{}）", years.join("，")),
        Lang::En => format!(" ({})", years.join(", ")),
    }
}

/// The number of uncounted files, on a line of its own; nothing where there are none.
fn aside(assessment: &Assessment, lang: Lang) -> String {
    let UncountedFiles {
        housekeeping,
        own,
        omitted,
    } = assessment.aside;
    let omitted = match (omitted, lang) {
        (0, _) => String::new(),
        (omitted, Lang::Zh) => format!("，不在读取范围的 {omitted} 个"),
        (omitted, Lang::En) => format!(", {omitted} that the run is not about"),
    };
    if housekeeping.saturating_add(own) == 0 && omitted.is_empty() {
        return String::new();
    }
    worded!(
        lang,
        "\n不计：系统文件、临时文件 {housekeeping} 个，本程序写出的文件 {own} 个{omitted}。",
        "\nLeft aside: {housekeeping} files of the system or temporary, {own} written by this program{omitted}."
    )
}

/// How many units of the roster have filed, on a line of its own; nothing without a roster.
fn due(assessment: &Assessment, lang: Lang) -> String {
    let due = ReturnSummary::of(assessment, lang);
    due.map_or_else(String::new, |due| format!("\n{}", due.counted(lang)))
}

/// What was written, how much, and the next step.
pub(super) fn summary(series: &Series, targets: &[Target], options: output::Options) -> String {
    let assessment = &series.assessment;
    let lang = options.lang;
    let verdict = verdict(assessment, lang);
    let due = aside(assessment, lang) + &left_out(assessment, lang) + &due(assessment, lang);
    let workbooks = targets.iter().filter(|t| t.is(&XLSX));
    let pages = workbooks.filter_map(|t| output::unit_folder(assessment, &t.path, options));
    let written = targets.iter().map(|t| t.path.clone()).chain(pages);
    let written: Vec<String> = written.map(|path| path.display().to_string()).collect();
    let written = written.join("、");
    let round = series.round.as_ref().map(|round| progressed(round, lang));
    let compared = compared(series, lang) + &warned(assessment, lang) + &round.unwrap_or_default();
    worded!(
        lang,
        "{verdict}{due}\n{compared}已写出：{written}\n下一步：在“审核发现”和“未入榜”两张表中逐条核对后退回单位修改。",
        "{verdict}{due}\n{compared}Written: {written}\nNext: go through the sheets of findings and of files not ranked, and send them back to the units."
    )
}

/// A line about the warnings at mid-year, where the run is about monitoring forms.
fn warned(assessment: &Assessment, lang: Lang) -> String {
    if assessment.midyear.is_none() {
        return String::new();
    }
    let [red, yellow, green] = Warning::ALL.map(|warning| {
        let ranked = assessment.forms.iter().filter(|f| f.standing.is_some());
        let paces = ranked.filter_map(|f| f.progress.as_ref()?.pace.ok());
        paces.filter(|pace| pace.warning == warning).count()
    });
    worded!(
        lang,
        "执行进度：红色预警 {red} 份，黄色预警 {yellow} 份，绿色 {green} 份。\n",
        "Pace of spending: {red} red, {yellow} yellow, {green} green.\n"
    )
}

/// A line about the year before, where there is one, and what is not known of it.
fn compared(series: &Series, lang: Lang) -> String {
    let Some(comparison) = &series.comparison else {
        return String::new();
    };
    let moved = summary_of(comparison, Kind::Unit, lang);
    let lines = moved.into_iter().take(1).chain(remarks(comparison, lang));
    lines.map(|line| line + "\n").collect()
}
