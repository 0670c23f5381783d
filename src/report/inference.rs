//! 口径反推: by which way of scoring each form that does not follow the rules can have been filled in.

use super::column::{self, RowType};
use super::context::{Context, Form};
use super::form_columns::{self, OfForm};
use super::row::Row;
use super::sheet::{Items, Plan, Table};
use crate::base::lang::{Lang, Text, worded};
use crate::base::number::{Rounding, RoundingMode};
use crate::run::inference::{Base, Inference, Inferred, RATES, SCORES, Way};

/// A form with what its scores tell.
pub(super) struct Line<'a> {
    form: Form<'a>,
    inferred: &'a Inferred,
}

impl RowType for Line<'static> {
    type Row<'a> = Line<'a>;
}

impl<'a> OfForm<'a> for Line<'a> {
    fn form(&self) -> Form<'a> {
        self.form
    }
}

type Column = column::Column<Line<'static>>;

/// The sheet.
pub(super) static SHEET: Table<Line<'static>> = Table {
    plan: Plan {
        name: Text::new("口径反推", "Ways of scoring"),
        title: Text::new(
            "自评得分所用口径的反推",
            "How filed scores can have been computed",
        ),
        frozen: 2,
        closing: |context| {
            let note = Text::new(
                "注：只列自评得分与所用规则不完全一致的表。逐一试算内置各套规则的评分方法、比率和得分的各种舍入、执行率以全年预算数或年初预算数为分母；某一口径算出的每一项得分都与自评得分完全相同，才算能够解释。几种口径都能解释的，凭这张表无法判定；都不能解释的，多为个别得分填错。",
                "Only forms whose filed scores are not exactly those of the rules. Tried are the methods of all built-in sets, every rounding of rates and scores, and the rate of execution by the adjusted or the initial budget; a way explains a form where it gives every filed score to the last digit. Where several do, the form cannot tell; where none does, single scores are mostly wrong.",
            );
            let line = sentence(context).into_iter();
            line.chain([note.get(context.lang).to_owned()])
                .map(Row::note)
                .collect()
        },
        ..Plan::LIST
    },
    columns: &[&[
        form_columns::unit(),
        form_columns::project(),
        Column::count("可比得分", "Compared", 9, |line, _| {
            line.inferred.compared.into()
        }),
        Column::count("不一致", "Differ", 9, |line, _| {
            line.inferred.differ.into()
        }),
        Column::words("判断", "Verdict", 14, |line, context| {
            verdict(line.inferred).get(context.lang).into()
        }),
        Column::text(
            "能够解释的口径",
            "Ways that explain it",
            70,
            |line, context| {
                let ways = line.inferred.ways.iter().take(SHOWN);
                let ways = ways.map(|way| words(way, context.inference(), context.lang));
                let ways: Vec<_> = ways.collect();
                ways.join("；").into()
            },
        ),
        Column::count("口径数", "Ways", 8, |line, _| {
            line.inferred.ways.len().into()
        }),
    ]],
    items: Items::Each(|context| {
        let forms = context.inference().forms.iter();
        Box::new(forms.filter_map(|inferred| {
            let form = context.assessment.forms.get(inferred.form)?;
            let index = inferred.form;
            Some(Line {
                form: Form { index, form },
                inferred,
            })
        }))
    }),
};

/// Ways that a row lists.
const SHOWN: usize = 3;

const fn verdict(inferred: &Inferred) -> Text {
    match inferred.ways.len() {
        0 => Text::new("没有口径能解释", "none explains it"),
        1 => Text::new("可以确定", "told"),
        _ => Text::new("无法判定", "cannot tell"),
    }
}

/// 41 份中 39 份按四舍五入、精确比率; `None` where every form follows the rules, or no way explains more than one.
pub(super) fn sentence(context: &Context) -> Option<String> {
    let inference = context.inference();
    let all = inference.forms.len();
    let lang = context.lang;
    if all == 0 {
        return None;
    }
    let told = match inference.commonest() {
        Some((way, count)) => {
            let way = words(&way, inference, lang);
            worded!(
                lang,
                "自评得分与所用规则不完全一致的 {all} 份中，{count} 份符合这一口径：{way}。",
                "Of {all} forms whose scores are not exactly those of the rules, {count} fit this way of scoring: {way}."
            )
        }
        None => worded!(
            lang,
            "自评得分与所用规则不完全一致的有 {all} 份，没有一种口径能解释，无法判定。",
            "The scores of {all} forms are not exactly those of the rules, and no way of scoring explains any: cannot tell."
        ),
    };
    let left = inference.left_out;
    let left = (left > 0).then(|| {
        worded!(
            lang,
            "另有 {left} 份没有反推。",
            " {left} more were not looked at."
        )
    });
    Some(told + &left.unwrap_or_default())
}

/// The same for the first page, where one way explains any form.
pub(super) fn told(context: &Context) -> Option<String> {
    context.inference().commonest()?;
    sentence(context)
}

/// A way in words: 得分两位四舍五入、精确比率.
fn words(way: &Way, inference: &Inference, lang: Lang) -> String {
    let score = SCORES
        .get(way.score)
        .map(|rounding| rounded(*rounding, lang));
    let score = score.unwrap_or_default();
    let rate = match RATES.get(way.rate).copied().flatten() {
        Some(rounding) => {
            let rounding = rounded(rounding, lang);
            worded!(lang, "比率{rounding}", "rate {rounding}")
        }
        None => Text::new("精确比率", "exact rate").get(lang).to_owned(),
    };
    let mut parts = vec![worded!(lang, "得分{score}", "score {score}"), rate];
    if way.base == Base::Initial {
        let base = Text::new(
            "执行率以年初预算数为分母",
            "execution by the initial budget",
        );
        parts.push(base.get(lang).to_owned());
    }
    if let Some(set) = inference
        .methods
        .get(way.methods)
        .filter(|_| way.methods > 0)
    {
        let id = &set.stamp.id;
        parts.push(worded!(lang, "按规则 {id} 的评分方法", "methods of {id}"));
    }
    parts.join(Text::new("、", ", ").get(lang))
}

fn rounded(Rounding { places, mode }: Rounding, lang: Lang) -> String {
    let mode = match mode {
        RoundingMode::HalfUp => Text::new("四舍五入", "half-up"),
        RoundingMode::HalfEven => Text::new("四舍六入五成双", "half-even"),
        RoundingMode::Down => Text::new("截断", "cut off"),
    };
    let mode = mode.get(lang);
    match (places, lang) {
        (0, Lang::Zh) => format!("取整{mode}"),
        (_, Lang::Zh) => format!("{places} 位小数{mode}"),
        (_, Lang::En) => format!("to {places} places {mode}"),
    }
}
