//! The conclusion of a year: how many came in, how good they are, against the year before, how the money was spent.

use rust_decimal::Decimal;

use super::charts::are_all_named;
use super::distribution::Ranges;
use super::{Figure, Rows, changes, decisions, named, ranking};
use crate::base::lang::{Text, worded};
use crate::base::number::percent;
use crate::compare::averages;
use crate::finding::Severity;
use crate::model::Kind;
use crate::report::change;
use crate::report::column::Style;
use crate::report::context::{Context, RankedForm};
use crate::report::formula::quoted;
use crate::report::returns;
use crate::report::spending;
use crate::report::standing::name;
use crate::report::{inference, reviews};
use crate::rules::RuleSet;
use crate::run::rank::{Summary, summary};

pub(super) fn write(page: &mut Rows) {
    let context = page.context;
    for sentence in received(context) {
        page.leading(sentence, &returns::SHEET);
    }
    let ranked: Vec<RankedForm> = context.ranked(context.main_kind()).collect();
    let figures = summary(
        ranked.iter().map(|r| r.form),
        &context.assessment.rules.grades,
    );
    match ranked.is_empty() {
        true => page.leading(none(context), &crate::report::excluded::SHEET),
        false => good(page, &ranked, &figures),
    }
    page.figures(large(context, &figures));
    let totals: Vec<Decimal> = ranked
        .iter()
        .filter_map(|r| r.form.evaluation.total)
        .collect();
    if !ranked.is_empty() && !are_all_named(context) {
        let ranges = Ranges::below(context.assessment.rules.total_points);
        page.tally(ranges.counts(&totals, "{排名!复算总分:}", |bound| bound.to_string()));
    } else if !ranked.is_empty() {
        let grades = figures.grades.iter();
        let grade = |name: &str| Some(format!("COUNTIF({{排名!等级:}},{})", quoted(name)));
        page.tally(
            grades
                .map(|g| (g.name.to_string(), g.count, grade(&g.name)))
                .collect(),
        );
    }
    page.pressing();
    if context.assessment.ranks_reviews(context.main_kind()) {
        let by = Text::new(
            "入榜的表已全部复核：名次、最高和最低按复核总分，平均分和等级仍按复算总分。",
            "Every ranked form is reviewed: ranks, best and last go by the reviewed total, mean and grades by the recomputed one.",
        );
        page.leading(by.get(context.lang).to_owned(), &reviews::SHEET);
    }
    page.of_reviewers();
    if let Some(sentence) = inference::summary(context) {
        page.leading(sentence, &inference::SHEET);
    }
    decisions::write(page);
}

/// Numbers of files, forms and units received, and the missing units.
pub(super) fn received(context: &Context) -> Vec<String> {
    let (lang, assessment) = (context.lang, context.assessment);
    let (seen, read) = (assessment.inputs.len(), assessment.files_read());
    let [units, projects] = [Kind::Unit, Kind::Project]
        .map(|kind| (assessment.of_kind(kind).count(), context.ranked_count(kind)));
    let mut counted = worded!(
        lang,
        "收到文件 {seen} 个，{read} 个读出自评表；部门整体 {} 份，列入排名 {} 份",
        "{seen} files received, {read} with forms; {} unit forms, {} of them ranked",
        units.0,
        units.1
    );
    if projects.0 > 0 {
        counted += &worded!(
            lang,
            "；项目 {} 份，列入排名 {} 份",
            "; {} project forms, {} ranked",
            projects.0,
            projects.1
        );
    }
    counted += Text::new("。", ".").get(lang);
    let due = context.returns.as_ref().map(|returns| {
        worded!(
            lang,
            "名单应报 {} 个单位，已报 {} 个。",
            "{} units are due, {} have filed.",
            returns.units.len(),
            returns.received()
        )
    });
    let missing = returns::missing(context);
    let due = due.map(|due| due + &missing.unwrap_or_default());
    due.into_iter().chain([counted]).collect()
}

fn none(context: &Context) -> String {
    let none = Text::new(
        "没有可排名的自评表，原因见“未入榜”和“审核发现”。",
        "No form could be ranked; see 'Not ranked' and 'Findings' for the reasons.",
    );
    none.get(context.lang).to_owned()
}

/// Grades, mean against the year before, both ends, and the money.
fn good(page: &mut Rows, ranked: &[RankedForm], figures: &Summary) {
    let context = page.context;
    let lang = context.lang;
    let grades = figures.grades.iter();
    let grades: Vec<_> = grades
        .map(|g| worded!(lang, "{} {} 个", "{} {}", g.name, g.count))
        .collect();
    let mean = figures.mean.map(|mean| RuleSet::TWO_PLACES.apply(mean));
    let mut sentence = worded!(
        lang,
        "{}；平均 {} 分",
        "{}; mean total {}",
        grades.join(Text::new("、", ", ").get(lang)),
        mean.map_or_else(|| "—".to_owned(), |m| format!("{m:.2}"))
    );
    sentence += &against(context, mean);
    page.leading(sentence, ranking(context));
    page.leading(ends(context, ranked), ranking(context));
    let rate = context.money(context.main_kind()).execution_rate();
    if let Some(rate) = rate.map(|rate| percent(RuleSet::FOUR_PLACES.apply(rate))) {
        let sentence = worded!(
            lang,
            "总体执行率 {rate}（执行数合计÷全年预算合计）。",
            "Overall execution rate {rate} (sum executed ÷ sum of budgets)."
        );
        page.leading(sentence, &spending::SHEET);
    }
    let kind = context.main_kind();
    for moved in context
        .comparison
        .iter()
        .flat_map(|c| change::moves(c, kind, lang))
    {
        page.leading(moved, changes(context));
    }
}

/// ，比上年 90.81 分上升 0.42 分。
fn against(context: &Context, mean: Option<Decimal>) -> String {
    let lang = context.lang;
    let kind = context.main_kind();
    let before = context
        .comparison
        .and_then(|c| averages(c.before(kind)).mean);
    let Some((now, before)) = mean.zip(before) else {
        return Text::new(
            "（没有上年结果可比）。",
            " (no results of the year before).",
        )
        .get(lang)
        .to_owned();
    };
    let change = now.saturating_sub(before);
    let way = match change.cmp(&Decimal::ZERO) {
        std::cmp::Ordering::Less => Text::new("下降", "down by"),
        std::cmp::Ordering::Equal => Text::new("持平", "level, by"),
        std::cmp::Ordering::Greater => Text::new("上升", "up by"),
    };
    let (way, change) = (way.get(lang), change.abs());
    worded!(
        lang,
        "，比上年平均 {before:.2} 分{way} {change:.2} 分。",
        ", against {before:.2} the year before {way} {change:.2}."
    )
}

/// The first and the last of the ranking.
fn ends(context: &Context, ranked: &[RankedForm]) -> String {
    let lang = context.lang;
    let total = |row: &RankedForm| row.form.ranked_figure().unwrap_or_default();
    let entry =
        |row: &RankedForm| worded!(lang, "{}（{} 分）", "{} ({})", name(row.form), total(row));
    let of = |rank: Option<usize>| -> Vec<String> {
        let rows = ranked.iter().filter(|row| Some(row.standing.rank) == rank);
        rows.map(entry).collect()
    };
    let [first, last] = [ranked.first(), ranked.last()].map(|row| of(row.map(|r| r.standing.rank)));
    let [first, last] = [first, last].map(|names| named(names.iter().map(String::as_str), lang));
    worded!(
        lang,
        "最高：{first}；最低：{last}。",
        "Highest: {first}; lowest: {last}."
    )
}

fn large(context: &Context, figures: &Summary) -> [Figure; 4] {
    let kind = context.main_kind();
    let first = match &context.returns {
        Some(returns) => Figure::new(
            "已报／应报单位",
            "Filed / due",
            Style::Count,
            format!("{}/{}", returns.received(), returns.units.len()).into(),
        ),
        None => Figure::new(
            "列入排名",
            "Ranked",
            Style::Count,
            context.ranked_count(kind).into(),
        )
        .from("COUNT({排名!复算总分:})"),
    };
    let mean = figures.mean.map(|mean| RuleSet::TWO_PLACES.apply(mean));
    let money = context.money(kind);
    let rate = if money.complete {
        "ROUND(SUM({排名!执行数:})/SUM({排名!调整后预算:}),4)"
    } else {
        "ROUND(SUMPRODUCT(({排名!调整后预算:}<>\"\")*{排名!执行数:})/SUMPRODUCT(({排名!执行数:}<>\"\")*{排名!调整后预算:}),4)"
    };
    let execution = money
        .execution_rate()
        .map(|rate| RuleSet::FOUR_PLACES.apply(rate));
    [
        first,
        Figure::new("平均分", "Mean total", Style::Score, mean.into())
            .from("ROUND(AVERAGE({排名!复算总分:}),2)"),
        Figure::new("总体执行率", "Execution", Style::Rate, execution.into()).from(rate),
        wrong(context),
    ]
}

/// Forms of units, or projects, with errors.
pub(super) fn wrong(context: &Context) -> Figure {
    let kind = context.main_kind();
    let forms = context.assessment.of_kind(kind);
    let wrong = forms.filter(|form| form.count(Severity::Error) > 0).count();
    Figure::new("有错误、须退回", "With errors", Style::Count, wrong.into())
}
