//! Every setting of a rule set as a sentence.

use super::choice::PRECEDENCE;
use super::value::COMPARATORS;
use super::{
    Method, Pattern, ReverseVariant, Reweight, RuleSet, Step, StepMeasure, TargetIs, UnknownActual,
    ZeroBudget,
};
use crate::base::lang::{Lang, Text, worded};
use crate::base::number::{Rounding, RoundingMode, percent};
use crate::model::Group;

/// One rule in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// What it is about.
    pub about: Text,
    /// Its message.
    pub says: String,
}

/// The rule set, clause by clause.
#[must_use]
pub fn clauses(rules: &RuleSet, lang: Lang) -> Vec<Clause> {
    let clause = |about, says| Clause { about, says };
    let title = match lang {
        Lang::Zh => &rules.title.zh,
        Lang::En => &rules.title.en,
    };
    let mut clauses = vec![clause(
        Text::new("规则", "Rule set"),
        format!(
            "{title} [{}] SHA-256 {}",
            rules.stamp.id, rules.stamp.sha256
        ),
    )];
    let basis = rules.stamp.basis.iter();
    clauses.extend(basis.map(|b| clause(Text::new("依据文件", "Document"), b.to_string())));
    clauses.extend([
        clause(Text::new("总分", "Total"), total(rules, lang)),
        clause(
            Text::new("比率舍入", "Rounding of rates"),
            rate_rounding(rules, lang),
        ),
        clause(
            Text::new("得分舍入", "Rounding of scores"),
            rounding(rules.rounding.score, lang),
        ),
        clause(
            Text::new("等级（下限含本数）", "Grades (bounds included)"),
            grades(rules, lang),
        ),
        clause(
            Text::new("预算执行", "Budget execution"),
            execution(rules, lang),
        ),
        clause(
            Text::new("全年预算数为零", "Adjusted budget of zero"),
            zero_budget(rules, lang),
        ),
        clause(
            Text::new("反向指标", "Reverse indicators"),
            reverse(rules, lang),
        ),
        clause(
            Text::new("定性指标分档", "Qualitative bands"),
            bands(rules, lang),
        ),
        clause(
            Text::new("超额完成", "Over-fulfilment"),
            over_fulfilled(rules, lang),
        ),
        clause(
            Text::new("无发生额", "Nothing incurred"),
            nothing(rules, lang),
        ),
    ]);
    let reweight = rules.reweight.as_ref();
    let about = Text::new("分值重新分配", "New weights");
    clauses.extend(reweight.map(|r| clause(about, reweighted(r, lang))));
    clauses.extend([
        clause(
            Text::new("实际完成值不是数字", "No figure as actual value"),
            unknown(rules, lang),
        ),
        clause(
            Text::new("评分方法的先后", "Which method goes first"),
            precedence(lang),
        ),
        clause(
            Text::new("各种方法", "The methods"),
            METHODS.get(lang).to_owned(),
        ),
        clause(
            Text::new("表上写的评分标准", "Standards of a form"),
            STANDARDS.get(lang).to_owned(),
        ),
    ]);
    let patterns = rules.patterns.iter();
    let about = Text::new("按名称指定的方法", "Method by name");
    clauses.extend(patterns.map(|p| clause(about, pattern(p, lang))));
    clauses
}

fn total(rules: &RuleSet, lang: Lang) -> String {
    let all = rules.total_points.normalize();
    let above = rules.standing.above_total.title().get(lang);
    worded!(
        lang,
        "总分＝预算执行得分＋各指标得分，满分 {all} 分；缺项或重复报送的表不列入排名，总分高于满分的{above}。",
        "Total = execution score + indicator scores, at most {all}; forms that are incomplete or filed twice are not ranked, those above that are {above}."
    )
}

fn rounding(rounding: Rounding, lang: Lang) -> String {
    let mode = match rounding.mode {
        RoundingMode::HalfUp => Text::new("四舍五入", "half up"),
        RoundingMode::HalfEven => Text::new("四舍六入五成双", "half to even"),
        RoundingMode::Down => Text::new("截断", "cut off"),
    };
    worded!(
        lang,
        "保留 {} 位小数，{}。",
        "{} places, {}.",
        rounding.places,
        mode.get(lang)
    )
}

fn rate_rounding(rules: &RuleSet, lang: Lang) -> String {
    let exact = Text::new(
        "不舍入，按精确比率计分。",
        "None; scores use the exact rate.",
    );
    let says = rules.rounding.rate.map(|r| rounding(r, lang));
    says.unwrap_or_else(|| exact.get(lang).to_owned())
}

fn grades(rules: &RuleSet, lang: Lang) -> String {
    let bands = rules
        .grades
        .iter()
        .map(|g| format!("{} ≥ {}", g.name, g.from.normalize()));
    bands.collect::<Vec<_>>().join(comma(lang))
}

const fn comma(lang: Lang) -> &'static str {
    Text::new("，", ", ").get(lang)
}

fn execution(rules: &RuleSet, lang: Lang) -> String {
    let points = rules.execution.points.normalize();
    let says = method(&rules.execution.method, lang);
    worded!(
        lang,
        "执行率＝全年执行数÷全年预算数（调整后）；{says}；通常 {points} 分，以表中分值为准。",
        "Rate = executed ÷ adjusted budget; {says}; usually {points} points, the form's own weight counts."
    )
}

fn zero_budget(rules: &RuleSet, lang: Lang) -> String {
    let says = match rules.execution.zero_budget {
        ZeroBudget::NotRanked => Text::new("不计执行分，不列入排名。", "Not scored, not ranked."),
        ZeroBudget::Full => Text::new("执行分计满分。", "Full execution points."),
        ZeroBudget::Zero => Text::new("执行分计零分。", "No execution points."),
    };
    says.get(lang).to_owned()
}

fn reverse(rules: &RuleSet, lang: Lang) -> String {
    let formula = match rules.reverse.variant {
        ReverseVariant::Deduction => Text::new(
            "分值×(1−(实际−目标)÷目标)，达到目标两倍为零",
            "weight × (1 − (actual − target) ÷ target), 0 from twice the target",
        ),
        ReverseVariant::Ratio => Text::new("分值×目标÷实际", "weight × target ÷ actual"),
    };
    let words = |list: &[Box<str>]| list.join(Text::new("、", ", ").get(lang));
    let (groups, names) = (words(&rules.reverse.groups), words(&rules.reverse.names));
    let except = words(&rules.reverse.except);
    worded!(
        lang,
        "≤、< 的指标不高于目标得满分，高于目标得 {}。没有比较符的，类别含“{groups}”或名称含“{names}”的按反向计；名称含“{except}”的除外。",
        "Full up to the target, above it {}. Without a sign: groups with {groups} or names with {names} are reverse, unless with {except}.",
        formula.get(lang)
    )
}

fn bands(rules: &RuleSet, lang: Lang) -> String {
    let bands = rules.bands.iter().map(|band| {
        let phrases = band.phrases.join("/");
        format!(
            "{}%–{}%：{phrases}",
            band.from.normalize(),
            band.to.normalize()
        )
    });
    let bands = bands
        .collect::<Vec<_>>()
        .join(Text::new("；", "; ").get(lang));
    worded!(
        lang,
        "文字描述的指标沿用自评得分，得分应在所用文字的档内（占分值）。{bands}",
        "Words keep the self-score, which should lie in their band (share of the weight). {bands}"
    )
}

fn over_fulfilled(rules: &RuleSet, lang: Lang) -> String {
    let from = percent(rules.over_fulfilled.from);
    let cut = steps(&rules.over_fulfilled.deduction);
    match (lang, cut.is_empty()) {
        (Lang::Zh, true) => format!("完成率达到 {from} 时提示，不扣分。"),
        (Lang::Zh, false) => format!("完成率达到 {from} 时提示；按完成率计分值的比例：{cut}。"),
        (Lang::En, true) => format!("Said from a completion of {from}; nothing is deducted."),
        (Lang::En, false) => {
            format!("Said from a completion of {from}; share of the weight by completion: {cut}.")
        }
    }
}

fn nothing(rules: &RuleSet, lang: Lang) -> String {
    let phrases = rules
        .nothing_incurred
        .phrases
        .join(Text::new("、", ", ").get(lang));
    worded!(
        lang,
        "写明“{phrases}”的，得满分并提示；有完成数而没有达到指标值的除外，规则按名称指定了方法的按其方法。",
        "Where the form says {phrases}: full points, and said; not where something was done and the target is missed, nor where the rules name a method."
    )
}

fn unknown(rules: &RuleSet, lang: Lang) -> String {
    let says = |treatment: UnknownActual| {
        let key = match treatment {
            UnknownActual::Zero => Text::new("计零分", "no points"),
            UnknownActual::Kept => Text::new(
                "沿用自评得分，不可核实",
                "the filed score is kept, not verifiable",
            ),
            UnknownActual::NotRanked => Text::new("不计总分，不参加排名", "no total, not ranked"),
        };
        key.get(lang)
    };
    let (missing, worded) = (says(rules.actual.missing), says(rules.actual.worded));
    worded!(
        lang,
        "有分值、指标值为数字的指标：实际完成值空缺的{missing}，报错误；只写“完成”等文字的{worded}，报错误；总分里有沿用的，排名中标“待核”。“无发生额”“不适用”是回答，不算文字。表上没有实际完成值一栏的，不参加排名。",
        "Of an indicator with points and a numeric target: blank, {missing}, and an error; in words such as 完成, {worded}, and an error; a total that holds one so kept is marked pending in the ranking. 无发生额 and 不适用 are answers. A form without the column is not ranked."
    )
}

fn precedence(lang: Lang) -> String {
    let nth = ["①", "②", "③", "④"].into_iter().zip(PRECEDENCE);
    let list: Vec<_> = nth
        .map(|(nth, text)| format!("{nth}{}", text.get(lang)))
        .collect();
    let list = list.join(Text::new("；", "; ").get(lang));
    worded!(
        lang,
        "{list}。先列先用；与比较符或数值种类矛盾的方法不用，报错误，按比较符计分。",
        "{list}. The first that applies; a method against sign or kind is not used, is an error, and the sign decides."
    )
}

/// Rules for the methods that are the same in every rule set.
const METHODS: Text = Text::new(
    "按名称指定的方法随比较符的方向计分：≤、< 的指标用反向完成率，目标为零的达到得满分、否则零分；预算使用率只用于金额和预算数，按实际完成值分档只用于百分数，用在其他指标上的按比较符计分；＜、＞ 在目标值上与 ≤、≥ 相同，只有 >0 须大于 0；＝ 高于目标按达到计。指标值是区间的，在区间内得满分，低于下限按实际÷下限，高于上限按达到计，属于反向类别的按上限反向计。指标值是日期的，按期得满分，逾期的沿用自评得分。分档按未舍入的完成率判断。按单位扣分以指标值自己的单位计，不满一个单位的按比例扣。超额扣分只用于正向比例，不用于 ≤、<、分档、及格线和扣分的方法。",
    "A method named for an indicator follows its sign: ≤ and < by the reverse completion; a target of 0 is met or not; budget utilisation is for amounts alone and steps of the actual value for percentages, of others the sign decides. < and > count at the target as ≤ and ≥, but >0 only above 0; above = is as good as at it. Of a range: full within, below it actual ÷ its lower end, above it as at it, in reverse groups by its upper end. Of a date: full in time, else the filed score is kept. Steps go by the exact rate. Deductions count in the target's own measure, broken units pro rata. Deductions for over-fulfilment act on the proportional method alone.",
);

/// How standards in words are used.
const STANDARDS: Text = Text::new(
    "能全部识别的才用：每少（超）若干单位扣若干分、最多扣若干分、低于若干不得分、分段给分、达标得满分否则不得分、按比例得分。指标值是百分数的，“1%”和“1个百分点”都指百分点；不是百分数的，“1%”指指标值的1%。不满一个单位的按比例扣，写明“不足…不扣分”“不足…按…计”的照写明的办。“超过1万元扣0.5分”这样没有写“每”和“扣完为止”的，不知是扣一次还是逐个扣，不用。相邻两档的界点没有写“含”的，越高越好的归入上一档；越低越好的不知归哪一档，不用。不能全部识别的，沿用自评得分，不可核实，并提示。",
    "Used where read in full: points for each unit missed, at most so many, nothing below a bound, points by bands, all or nothing, in proportion. Beside a percentage 1% and 1个百分点 are percentage points, else 1% is that of the target. Broken units count pro rata unless the form says otherwise. 超过1万元扣0.5分 with neither 每 nor 扣完为止 may be once or for each, and is not used. A bound that two bands share without 含 belongs to the higher one where more is better; where less is better nobody can tell, and the standard is not used at it. What is not read in full keeps the filed score, not verifiable, and is said.",
);

fn reweighted(reweight: &Reweight, lang: Lang) -> String {
    let execution = Text::new("预算执行", "budget execution").get(lang);
    let groups = reweight.groups.iter();
    let groups = groups.map(|new| (Group::of(Some(&new.name)), Some(new.points)));
    let groups = groups.chain([(Group::Ungrouped, reweight.ungrouped)]);
    let groups = groups.map(|(group, points)| (group.title(lang).to_owned(), points));
    let weights = std::iter::once((execution.to_owned(), reweight.execution)).chain(groups);
    let weights: Vec<_> = weights
        .filter_map(|(name, points)| Some(format!("{name} {}", points?.0.normalize())))
        .collect();
    let weights = weights.join(comma(lang));
    worded!(
        lang,
        "各表按新分值折算：{weights}；未列出的类别按原分值的比例分享余下的分；缺某类指标的表，其分值按比例分给该表的其他类别；各表满分不变。得分＝原得分×新分值÷原分值，舍入同得分。指标明细列的是折算前的得分。",
        "Forms are scaled to new weights: {weights}; groups not named share what is left in proportion to their own; a form that lacks a group scales the others; all points of a form stay what they are. Score = score × new weight ÷ own weight, rounded like scores. 'Indicators' shows the scores before that."
    )
}

fn pattern(pattern: &Pattern, lang: Lang) -> String {
    let or = Text::new("、", ", ").get(lang);
    let mut conditions = Vec::new();
    if !pattern.names.is_empty() {
        let name = Text::new("名称含 ", "name with ").get(lang);
        conditions.push(format!("{name}{}", pattern.names.join(or)));
    }
    if !pattern.groups.is_empty() {
        let group = Text::new("类别含 ", "group with ").get(lang);
        conditions.push(format!("{group}{}", pattern.groups.join(or)));
    }
    let signs = pattern.comparator.and_then(|sign| {
        let key = serde_json::to_value(sign).ok()?;
        let word = COMPARATORS.iter().find(|(known, _)| key == *known)?;
        Some(word.1.get(lang))
    });
    let sign = Text::new("比较符 ", "sign ").get(lang);
    conditions.extend(signs.map(|word| format!("{sign}{word}")));
    let target = pattern.target.map(|target| match target {
        TargetIs::InitialBudget => Text::new("目标值等于年初预算数", "target = initial budget"),
        TargetIs::AdjustedBudget => Text::new("目标值等于全年预算数", "target = adjusted budget"),
    });
    conditions.extend(target.map(|t| t.get(lang).to_owned()));
    format!(
        "{} → {}",
        conditions.join(comma(lang)),
        method(&pattern.method, lang)
    )
}

/// A method with its parameters.
fn method(method: &Method, lang: Lang) -> String {
    let name = method.kind().title().get(lang);
    match (method, lang) {
        (Method::DeductPerUnit { unit, deduct }, Lang::Zh) => {
            format!(
                "{name}：每差 {} 扣 {} 分",
                unit.normalize(),
                deduct.normalize()
            )
        }
        (Method::DeductPerUnit { unit, deduct }, Lang::En) => {
            format!(
                "{name}: {} points for each {} missing",
                deduct.normalize(),
                unit.normalize()
            )
        }
        (Method::Steps { of, steps: list }, _) => {
            let of = match of {
                StepMeasure::Completion => Text::new("完成率", "completion"),
                StepMeasure::Actual => Text::new("实际值", "actual value"),
            };
            format!("{name} ({}): {}", of.get(lang), steps(list))
        }
        (Method::PassLine { from }, _) => format!("{name} ({})", percent(*from)),
        _ => name.to_owned(),
    }
}

fn steps(steps: &[Step]) -> String {
    let step = |s: &Step| format!("≥ {} → {}", percent(s.from), percent(s.share));
    steps.iter().map(step).collect::<Vec<_>>().join("; ")
}
