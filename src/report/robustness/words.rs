//! The sheet's texts: neighbours, grades, remarks and how to read it.

use rust_decimal::Decimal;

use crate::base::lang::{Lang, Text, worded};
use crate::report::context::{Context, RankedForm};
use crate::report::formula::places;
use crate::report::standing::{from_to, name};
use crate::run::Assessed;
use crate::run::rank::bands::{Band, Doubt, GradeLift, MOST, NEAR, OmittedClass, SEED, draws};

/// A bound of a grade is near within this many points.
const NEAR_BOUND: Decimal = Decimal::TWO;

/// Number of top ranks that the conclusion mentions.
const TOP: usize = 3;

/// Neighbours whose order is a matter of chance: 区民政局（舍入）、区水利局（权重）.
pub(super) fn alike(row: &RankedForm, context: &Context) -> Option<String> {
    near(row, context, |doubt| doubt < Doubt::Class)
}

/// Further neighbours whose order depends on one indicator or one class of indicators: 区教育局（一项）.
pub(super) fn barely(row: &RankedForm, context: &Context) -> Option<String> {
    near(row, context, |doubt| doubt >= Doubt::Class)
}

/// Neighbours by their weightiest doubt.
fn near(row: &RankedForm, context: &Context, which: fn(Doubt) -> bool) -> Option<String> {
    let lang = context.lang;
    let near = &context.band(row.index)?.near;
    let near = near
        .iter()
        .filter(|near| near.doubts.first().is_some_and(|doubt| which(*doubt)));
    let names = near.filter_map(|near| {
        let name = name(context.assessment.forms.get(near.form)?);
        let doubt = near.doubts.first()?.title().get(lang);
        Some(worded!(lang, "{name}（{doubt}）", "{name} ({doubt})"))
    });
    let names: Vec<_> = names.collect();
    (!names.is_empty()).then(|| names.join(Text::new("、", "; ").get(lang)))
}

/// 优–良, or the one grade there is.
pub(super) fn grades(row: &RankedForm, context: &Context) -> Option<String> {
    let reach = &context.band(row.index)?.grade;
    let (best, worst) = (reach.best.as_ref()?, reach.worst.as_ref()?);
    Some(if reach.open() {
        format!("{best}–{worst}")
    } else {
        best.to_string()
    })
}

/// Remark on the bounds of the grade.
pub(super) fn remark(row: &RankedForm, context: &Context) -> Option<String> {
    let band = context.band(row.index)?;
    let texts: Vec<_> = [
        open(band, context.lang),
        missing(row, band, context),
        spare(row, band, context.lang),
    ]
    .into_iter()
    .flatten()
    .collect();
    (!texts.is_empty()).then(|| texts.join(Text::new("；", "; ").get(context.lang)))
}

fn open(band: &Band, lang: Lang) -> Option<String> {
    let (low, high) = (points(band.all.totals.0), points(band.all.totals.1));
    band.grade.open().then(|| {
        worded!(
            lang,
            "等级可能变化（总分 {low}–{high}）",
            "The grade may change (totals {low}–{high})"
        )
    })
}

fn missing(row: &RankedForm, band: &Band, context: &Context) -> Option<String> {
    let missing = band.grade.missing.filter(|m| *m <= NEAR_BOUND)?;
    let better = row.form.evaluation.grade.as_ref()?.band.checked_sub(1)?;
    let better = &context.assessment.rules.grades.get(better)?.name;
    let enough = band.grade.enough.as_ref();
    let enough = enough.and_then(|e| suffices(row.form, e, context.lang));
    let missing = points(missing);
    let text = worded!(
        context.lang,
        "距“{better}”差 {missing} 分",
        "{missing} points short of {better}"
    );
    let comma = Text::new("，", ", ").get(context.lang);
    Some(enough.map_or(text.clone(), |enough| format!("{text}{comma}{enough}")))
}

/// What would lift the form to the better grade.
fn suffices(form: &Assessed, enough: &GradeLift, lang: Lang) -> Option<String> {
    Some(match enough {
        GradeLift::Execution(lost) => worded!(
            lang,
            "预算执行补回所失 {} 分即可",
            "the {} lost on execution would do",
            points(*lost)
        ),
        GradeLift::Indicator(at, lost) => {
            let name = form.indicators().nth(*at)?.0.name;
            worded!(
                lang,
                "“{name}”补回所失 {} 分即可",
                "the {} lost on “{name}” would do",
                points(*lost)
            )
        }
        GradeLift::Several(count) => worded!(
            lang,
            "至少补回 {count} 项指标的失分",
            "full points for {count} indicators at least would do"
        ),
    })
}

fn spare(row: &RankedForm, band: &Band, lang: Lang) -> Option<String> {
    let spare = points(band.grade.spare.filter(|s| *s <= NEAR_BOUND)?);
    let grade = row.form.evaluation.grade.as_ref()?;
    Some(worded!(
        lang,
        "仅高出“{grade}”下限 {spare} 分",
        "only {spare} points above the bound of {grade}"
    ))
}

/// A score with two places, or as many as it has.
fn points(figure: Decimal) -> String {
    let places = places(figure) as usize;
    format!("{figure:.places$}")
}

/// Whether the first three stay the first three, for the conclusion.
pub(in crate::report) fn top(context: &Context) -> Option<String> {
    let kind = context.main_kind();
    if context.ranked_count(kind) <= TOP || !context.has_bands(kind) {
        return None;
    }
    let falls = context.ranked(kind).take_while(|r| r.standing.rank <= TOP);
    let falls = falls.filter_map(|r| {
        let ranks = context.band(r.index)?.all.ranks;
        (ranks.1 > TOP).then(|| format!("{} {}", name(r.form), from_to(ranks)))
    });
    let falls: Vec<_> = falls.collect();
    let list = falls.join(Text::new("、", ", ").get(context.lang));
    Some(match (falls.is_empty(), context.lang) {
        (true, Lang::Zh) => "前三名稳定：剔除指标、改变舍入、权重波动后仍在前三名。".to_owned(),
        (true, Lang::En) => {
            "The first three are safe: without an indicator, under other roundings and with weights moved they stay the first three.".to_owned()
        }
        (false, Lang::Zh) => format!("前三名不稳定，在某些情形下会落出前三名：{list}（名次区间，见“稳健性”）。"),
        (false, Lang::En) => format!("The first three are not safe; some may fall behind: {list} (rank bands, see 'Robustness')."),
    })
}

/// How the sheet came about and how to read it.
pub(super) fn notes(context: &Context) -> Vec<String> {
    let lang = context.lang;
    let fixed = |text: Text| text.get(lang).to_owned();
    vec![
        fixed(Text::new(
            "怎么看：“第7名（5–9）”表示公布名次是第7名，在下列各种情形下名次在第5名到第9名之间。区间重叠的单位，先后差别不足以说明优劣。",
            "How to read: 7 (5–9) is published as 7th and stands between 5th and 9th over all scenarios below. Units with overlapping bands can hardly be put in an order.",
        )),
        fixed(Text::new(
            "剔除一项指标：本单位的指标逐项去掉一项，视为不适用，其余得分按剩余分值折算为满分；其他单位不变。逐项算尽，结果精确。",
            "One indicator out: each indicator of the unit itself is left out in turn as not applicable, the remaining score scaled up to all points; other units stay. Exact.",
        )),
        left_out(context),
        fixed(Text::new(
            "其他舍入：比率先取四位小数或不舍入、得分四舍五入或四舍六入五成双，几种组合逐一重新评分。逐种算尽，结果精确。",
            "Other roundings: rates to four places or exact, scores half up or half to even; every combination is scored anew. Exact.",
        )),
        drawn(context),
        distinguishable(lang),
        bounds(lang),
    ]
}

fn left_out(context: &Context) -> String {
    let lang = context.lang;
    let classes = context.bands.left_out(context.main_kind());
    let classes: Vec<_> = classes
        .iter()
        .map(|class| class_name(class, lang))
        .collect();
    let classes = classes.join(Text::new("、", ", ").get(lang));
    worded!(
        lang,
        "剔除一类指标：全部单位同时去掉同一类指标，余下折算为满分；至少一半单位有的类别逐类去掉：{classes}。逐类算尽，结果精确。",
        "One class out: all units leave out the same class, the rest scaled up; each class that at least half of the units have: {classes}. Exact."
    )
}

fn class_name(class: &OmittedClass, lang: Lang) -> &str {
    match class {
        OmittedClass::Execution => Text::new("预算执行", "budget execution").get(lang),
        OmittedClass::Level1(name) if name.is_empty() => Text::new("未分组", "no group").get(lang),
        OmittedClass::Level1(name) | OmittedClass::Level2(name) => name,
    }
}

/// How weights were moved, or why they were not.
pub(in crate::report) fn drawn(context: &Context) -> String {
    if context.assessment.rules.reweight.is_some() {
        let none = Text::new(
            "规则文件已重新分配分值，不列“稳健性”。",
            "The rule file sets new weights, so 'Robustness' is left out.",
        );
        return none.get(context.lang).to_owned();
    }
    if context.assessment.ranks_reviews(context.main_kind()) {
        let none = Text::new(
            "名次按复核总分排列，不列“稳健性”。",
            "Ranks go by the reviewed totals, so 'Robustness' is left out.",
        );
        return none.get(context.lang).to_owned();
    }
    let draws = draws(context.ranked_count(context.main_kind()));
    match draws {
        0 => worded!(
            context.lang,
            "权重波动：参加排名的超过 {MOST} 个，没有抽样，名次区间不含这一项。",
            "Weights moved: more than {MOST} are ranked, so nothing was drawn; the bands are without it."
        ),
        _ => worded!(
            context.lang,
            "权重波动：预算执行和各一级指标的权重各自随机变为原来的 90% 至 110%（各单位相同），再折算为满分，抽 {draws} 次；列出去掉最好、最差各 5% 后的名次，右侧的“极端”（不打印）是全部抽样的最好和最差名次。随机数由固定种子 {SEED} 产生（SplitMix64），重新运行结果不变。",
            "Weights moved: the weights of execution and of every level-1 group become 90 % to 110 % of what they are, at random and the same for all units, totals scaled back; {draws} draws. Shown without the best and worst 5 %; over all draws at the right (not printed). The seed is {SEED} (SplitMix64), so a second run gives the same."
        ),
    }
}

fn distinguishable(lang: Lang) -> String {
    worded!(
        lang,
        "难分先后：与前后各 {NEAR} 个单位逐一比较，总分相同（并列），差距在舍入误差以内或换一种舍入后先后颠倒（舍入），权重波动时至少 5% 的抽样先后颠倒（权重）。其余的，如去掉某一类或本单位某一项指标后先后颠倒，列入右侧的“靠个别指标拉开的单位”（不打印）。",
        "Not to be told apart, of the {NEAR} before and behind: the same total (tied), a gap within the error of rounding or another order under another rounding (rounding), turned in 5 % of the draws (weights). Those turned without a class or an indicator stand at the right (not printed)."
    )
}

fn bounds(lang: Lang) -> String {
    let near = NEAR_BOUND;
    worded!(
        lang,
        "可能的等级：各种情形下总分最高和最低时的等级。距上一等级＝上一等级下限−复算总分；高于本级下限＝复算总分−本级下限；相差 {near} 分以内的在“说明”中写明，并列出补回哪一项的失分即可。",
        "Possible grades: those of the highest and lowest total over the scenarios. Distances are to the bounds of the grades; within {near} points they are spelled out, with the indicator that would be enough."
    )
}
