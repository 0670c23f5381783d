//! 口径反推: which scoring convention can explain each form that does not follow the rules.

use super::column::{self, RowType};
use super::context::{Context, Form};
use super::form_columns::{self, OfForm};
use super::row::Row;
use super::sheet::{Items, Plan, Table};
use crate::base::lang::{Lang, Text, worded};
use crate::base::number::{Rounding, RoundingMode};
use crate::run::inference::{
    Base, Convention, FormInference, Inference, PrevailingConvention, RATES, SCORES,
};

/// A form with the conventions that explain its scores.
pub(super) struct InferredForm<'a> {
    form: Form<'a>,
    inferred: &'a FormInference,
}

impl RowType for InferredForm<'static> {
    type Row<'a> = InferredForm<'a>;
}

impl<'a> OfForm<'a> for InferredForm<'a> {
    fn form(&self) -> Form<'a> {
        self.form
    }
}

type Column = column::Column<InferredForm<'static>>;

/// The sheet.
pub(super) static SHEET: Table<InferredForm<'static>> = Table {
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
        Column::words(
            "各口径共同之处",
            "What these ways share",
            36,
            |line, context| {
                let shared = shared(line.inferred, context.inference(), context.lang);
                shared.into()
            },
        ),
        Column::words(
            "能够解释的口径",
            "Ways that explain it",
            56,
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
            Some(InferredForm {
                form: Form { index, form },
                inferred,
            })
        }))
    }),
};

/// Ways that a row lists.
const SHOWN: usize = 3;

const fn verdict(inferred: &FormInference) -> Text {
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
    let summary = match inference.commonest() {
        Some(PrevailingConvention { way, forms, others }) => {
            let way = words(&way, inference, lang);
            let others = (others > 0).then(|| {
                worded!(
                    lang,
                    "（另有 {others} 种口径符合的份数相同，凭这些表分不出）",
                    " ({others} other ways fit as many; these forms cannot tell them apart)"
                )
            });
            let others = others.unwrap_or_default();
            worded!(
                lang,
                "自评得分与所用规则不完全一致的 {all} 份中，{forms} 份符合这一口径：{way}{others}。",
                "Of {all} forms whose scores are not exactly those of the rules, {forms} fit this way of scoring: {way}{others}."
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
    Some(summary + &left.unwrap_or_default())
}

/// The same for the first page, where one way explains any form.
pub(super) fn summary(context: &Context) -> Option<String> {
    context.inference().commonest()?;
    sentence(context)
}

/// A way in words: 得分两位四舍五入、精确比率; what equals the rules of the run is omitted.
fn words(way: &Convention, inference: &Inference, lang: Lang) -> String {
    let [score, rate, base, methods] = parts(way, inference, lang);
    let base = (way.base == Base::Initial).then_some(base);
    let methods = (way.methods > 0).then_some(methods);
    let parts = [Some(score), Some(rate), base, methods];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(Text::new("、", ", ").get(lang))
}

/// What all conventions that explain a form have in common, in words; none where no convention does.
fn shared(inferred: &FormInference, inference: &Inference, lang: Lang) -> String {
    let mut all = inferred
        .ways
        .iter()
        .map(|way| parts(way, inference, lang).map(Some));
    let first = all.next().unwrap_or_default();
    let shared = all.fold(first, |shared, way| {
        let mut way = way.into_iter();
        shared.map(|part| {
            let other = way.next().flatten();
            part.filter(|part| other.as_ref() == Some(part))
        })
    });
    let shared: Vec<String> = shared.into_iter().flatten().collect();
    shared.join(Text::new("、", ", ").get(lang))
}

/// Rounding of scores and of rates, base and methods of a way in words.
fn parts(way: &Convention, inference: &Inference, lang: Lang) -> [String; 4] {
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
    let base = match way.base {
        Base::Adjusted => Text::new(
            "执行率以全年预算数为分母",
            "execution by the adjusted budget",
        ),
        Base::Initial => Text::new(
            "执行率以年初预算数为分母",
            "execution by the initial budget",
        ),
    };
    let set = inference.methods.get(way.methods);
    let id = set.map_or("", |set| &*set.stamp.id);
    [
        worded!(lang, "得分{score}", "score {score}"),
        rate,
        base.get(lang).to_owned(),
        worded!(lang, "按规则 {id} 的评分方法", "methods of {id}"),
    ]
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
