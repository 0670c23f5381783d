//! 复核名单: the ranked forms by their risk, and which of them are reviewed.

use super::column::{self, RowType};
use super::context::{Context, Form};
use super::form_columns::{self, OfForm};
use super::row::Row;
use super::sheet::{Items, Plan, Table};
use crate::base::lang::{Lang, Text, worded};
use crate::base::number::percent;
use crate::model::Kind;
use crate::run::draw::{SelectionReason, Size};
use crate::run::risk::Risk;

/// A form with its place on the list.
pub(super) struct ListedForm<'a> {
    place: usize,
    form: Form<'a>,
    risk: Risk,
    chosen: Option<SelectionReason>,
}

impl RowType for ListedForm<'static> {
    type Row<'a> = ListedForm<'a>;
}

impl<'a> OfForm<'a> for ListedForm<'a> {
    fn form(&self) -> Form<'a> {
        self.form
    }
}

type Column = column::Column<ListedForm<'static>>;

/// The sheet.
pub(super) static SHEET: Table<ListedForm<'static>> = Table {
    plan: Plan {
        name: Text::new("复核名单", "Review list"),
        title: Text::new("按风险分排列的复核名单", "Forms to review, by risk"),
        frozen: 3,
        count: Some(|context, _| {
            let kinds = [Kind::Unit, Kind::Project];
            kinds.map(|kind| context.ranked_count(kind)).iter().sum()
        }),
        closing: |context| notes(context).into_iter().map(Row::note).collect(),
        ..Plan::LIST
    },
    columns: &[&[
        Column::rank("次序", "Order", 6, |line, _| line.place.into()),
        form_columns::unit(),
        form_columns::project(),
        Column::score("风险分", "Risk", 9, |line, _| line.risk.total().into()).formula(
            "ROUND({错误分}+{警告分}+{分差分}+{不可核实分}+{满分占比分}+{得分率高于执行率分}+{结余分}+{预算规模分},2)",
        ),
        Column::score("错误分", "Errors", 10, |line, _| line.risk.errors.into()),
        Column::score("警告分", "Warnings", 10, |line, _| line.risk.warnings.into()),
        Column::score("分差分", "Filed and recomputed", 10, |line, _| line.risk.apart.into()),
        Column::score("不可核实分", "Not verifiable", 10, |line, _| line.risk.unverified.into()),
        Column::score("满分占比分", "Full marks", 10, |line, _| line.risk.full.into()),
        Column::score("得分率高于执行率分", "Merit above execution", 10, |line, _| line.risk.gap.into()),
        Column::score("结余分", "Unspent", 10, |line, _| line.risk.unspent.into()),
        Column::score("预算规模分", "Budget", 10, |line, _| line.risk.budget.into()),
        Column::words("抽取方式", "Chosen", 16, |line, context| {
            line.chosen.map(|chosen| title(chosen).get(context.lang)).into()
        })
        .shown(|context| context.draw.is_some()),
        Column::score("复算总分", "Recomputed", 9, |line, _| {
            line.form.form.evaluation.total.into()
        }),
    ]],
    items: Items::Each(|context| {
        let lines = context.candidates().iter().zip(1..);
        Box::new(lines.filter_map(move |(candidate, place)| {
            let form = context.assessment.forms.get(candidate.form)?;
            Some(ListedForm {
                place,
                risk: candidate.risk,
                form: Form {
                    index: candidate.form,
                    form,
                },
                chosen: candidate.chosen,
            })
        }))
    }),
};

const fn title(chosen: SelectionReason) -> Text {
    match chosen {
        SelectionReason::Error => Text::new("必查：有错误", "has errors"),
        SelectionReason::Risk => Text::new("必查：风险分高", "high risk"),
        SelectionReason::Drawn => Text::new("随机抽取", "drawn"),
    }
}

/// Definition of the risk, and the rule by which forms were chosen.
fn notes(context: &Context) -> Vec<String> {
    let lang = context.lang;
    let risk = &context.assessment.rules.risk;
    let weights = worded!(
        lang,
        "注：风险分为各部分之和：每个错误 {} 分、每个警告 {} 分（由其他问题引起的不计），自评与复算每差 1 分 {} 分；以下按比例：得分全部不可核实 {} 分，指标全部满分 {} 分，有得分而没有执行 {} 分，预算全部结余 {} 分，同类中预算最大 {} 分。分值在规则中设定，只用于安排复核的先后，不说明有错。",
        "The risk is the sum of its parts: {} for each error and {} for each warning (not those that follow from another), {} for each point by which filed and recomputed differ; in proportion: {} where nothing can be verified, {} where all marks are full, {} for merit without execution, {} where nothing was spent, {} for the largest budget of its kind. The weights are settings of the rules; the order says what to look at first, not what is wrong.",
        risk.error,
        risk.warning,
        risk.apart,
        risk.unverified,
        risk.full,
        risk.gap,
        risk.unspent,
        risk.budget
    );
    let mut notes = vec![weights];
    if let Some(draw) = context.draw {
        let all = context.candidates();
        let count = |chosen| all.iter().filter(|c| c.chosen == Some(chosen)).count();
        let [errors, high, drawn] = [
            SelectionReason::Error,
            SelectionReason::Risk,
            SelectionReason::Drawn,
        ]
        .map(count);
        let others = all.len().saturating_sub(errors).saturating_sub(high);
        let asked = match (draw.size, lang) {
            (Size::Count(count), Lang::Zh) => format!("{count} 份"),
            (Size::Count(count), Lang::En) => count.to_string(),
            (Size::Share(share), _) => percent(share),
        };
        notes.push(worded!(
            lang,
            "抽查规则：有错误的 {errors} 份、风险分达到 {} 的 {high} 份全部复核；其余 {others} 份按路径排列，以种子 {} 随机抽取 {asked}，抽得 {drawn} 份。随机数用 SplitMix64 产生，按 Fisher–Yates 方法抽取，种子相同、参加的表相同，结果相同。",
            "Reviewed are all {errors} with errors and {high} with a risk of {} or more; of the other {others}, in path order, {asked} were asked for with the seed {} and {drawn} drawn. SplitMix64 and Fisher–Yates: the same seed over the same forms gives the same.",
            risk.from, draw.seed
        ));
    }
    notes
}
