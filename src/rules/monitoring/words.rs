//! The rules of the monitoring in words, for the sheet 规则说明.

use super::super::{Clause, MidyearRule, RuleSet};
use crate::base::lang::{Lang, Text, worded};
use crate::base::number::percent;

/// The rules of the monitoring, clause by clause.
#[must_use]
pub fn clauses(rules: &RuleSet, rule: &MidyearRule, lang: Lang) -> Vec<Clause> {
    let clause = |about, says: String| Clause { about, says };
    let title = match lang {
        Lang::Zh => &rules.title.zh,
        Lang::En => &rules.title.en,
    };
    vec![
        clause(
            Text::new("规则", "Rule set"),
            format!(
                "{title} [{}] SHA-256 {}",
                rules.stamp.id, rules.stamp.sha256
            ),
        ),
        clause(
            Text::new("执行率", "Execution rate"),
            words(lang, EXECUTION).to_owned(),
        ),
        clause(Text::new("序时进度", "Time elapsed"), elapsed(rule, lang)),
        clause(Text::new("执行预警", "Warning"), warning(rule, lang)),
        clause(
            Text::new("指标完成率", "Completion"),
            words(lang, COMPLETION).to_owned(),
        ),
        clause(
            Text::new("指标进度", "Indicator progress"),
            words(lang, INDICATORS).to_owned(),
        ),
        clause(Text::new("分值", "Weights"), weights(rules, lang)),
        clause(
            Text::new("综合进度与名次", "Overall progress and rank"),
            words(lang, OVERALL).to_owned(),
        ),
        clause(
            Text::new("不能计量的", "What cannot be measured"),
            words(lang, UNMEASURED).to_owned(),
        ),
        clause(
            Text::new("哪些表参加", "Which forms count"),
            words(lang, FORMS).to_owned(),
        ),
    ]
}

const fn words(lang: Lang, text: Text) -> &'static str {
    text.get(lang)
}

const EXECUTION: Text = Text::new(
    "执行率＝截至监控月份的执行数÷全年预算数（调整后）；表上没有全年预算数的，除以年初预算数；表上没有金额的，取表上写的执行率。“预算口径”一栏写明用的是哪一个。",
    "Executed so far ÷ adjusted budget; ÷ initial budget on forms without an adjusted one; the printed rate on forms without amounts. 'Measured against' says which.",
);

const COMPLETION: Text = Text::new(
    "年中值对照全年指标值，按自评同样的方法计算：≥、＝ 为年中值÷指标值，≤ 为不超过指标值即 100%。不按月份折算：合格率、满意度这类指标不随月份累积。",
    "The mid-year value against the target of the year, by the methods of the self-evaluation: value ÷ target, for ≤ 100% within the target. It is not scaled by the month, because rates such as satisfaction do not build up over the year.",
);

const INDICATORS: Text = Text::new(
    "指标进度＝Σ（分值×完成率）÷Σ分值，单项完成率最多计 100%、最少计 0。",
    "Σ (weight × completion) ÷ Σ weight; a single completion counts for 0 to 100%.",
);

const OVERALL: Text = Text::new(
    "综合进度＝（执行分值×相对序时进度＋Σ 分值×完成率）÷（执行分值＋可计量分值），相对序时进度最多计 100%。单位表、项目表各自按综合进度从高到低排名；相同的名次相同（1、2、2、4），按执行率、名称排列。",
    "(Execution weight × relative pace + Σ weight × completion) ÷ (execution weight + measurable weight); the pace counts for at most 100%. Units and projects are ranked apart, highest first; ties share a rank (1, 2, 2, 4) and go by execution rate and name.",
);

const UNMEASURED: Text = Text::new(
    "定性指标、年中值空缺或无法识别的指标不计入指标进度，也不当作 0；“可计量分值”写明计入了多少分，应填未填的见审核发现。预算数为零或缺少金额的表没有执行进度，不参加排名。",
    "Indicators in words, or without a readable mid-year value, are left out of the progress and not taken for 0; 'Measurable weight' says how much is in, missing values are findings. Forms with a zero budget or without amounts have no pace and are not ranked.",
);

const FORMS: Text = Text::new(
    "只有绩效运行监控表参加。目标申报表没有执行情况；自评表的执行数是全年数，年中值没有同期的执行数，都不参加，列入“未入榜”。",
    "Monitoring forms only. Goal forms say nothing of execution; self-evaluations state that of the whole year, so that their mid-year values have no amount of the same date. Both are listed as not ranked.",
);

fn elapsed(rule: &MidyearRule, lang: Lang) -> String {
    let month = rule.month;
    worded!(
        lang,
        "数据截至 {month} 月末，序时进度＝{month}÷12；相对序时进度＝执行率÷序时进度，取四位小数。",
        "Data to the end of month {month}; time elapsed = {month} ÷ 12; relative pace = execution rate ÷ time elapsed, to four places."
    )
}

fn warning(rule: &MidyearRule, lang: Lang) -> String {
    let (red, yellow) = (percent(rule.red), percent(rule.yellow));
    worded!(
        lang,
        "相对序时进度低于 {red} 为红，{red}（含）至 {yellow} 为黄，{yellow}（含）以上为绿；按表上所列的四位小数判断。",
        "Relative pace below {red}: red; from {red} to below {yellow}: yellow; from {yellow}: green; judged by the figure of four places that is shown."
    )
}

fn weights(rules: &RuleSet, lang: Lang) -> String {
    let (execution, all) = (
        rules.execution.points.normalize(),
        rules.total_points.normalize(),
    );
    worded!(
        lang,
        "以表上的分值为准。表上没有执行分值的按 {execution} 分；没有分值的指标平分其余的分（合计 {all} 分），取四位小数。",
        "The form's own. Execution counts {execution} where the form states no weight; indicators without one share equally what is left of {all}, to four places."
    )
}
