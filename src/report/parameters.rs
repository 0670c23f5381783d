//! 参数: settings to be tried out at the left, the ranking that follows from them at the right.

use rust_decimal::Decimal;

use super::column::{self, RowType, Style};
use super::context::{Context, RankedForm};
use super::formula::quoted;
use super::input::Input;
use super::row::{HEAD_ROWS, Row, Spacing};
use super::sheet::{Items, Plan, Table};
use super::value::Value;
use super::what_if::{Parameter, full, line, own_weights, parameters, surpluses, units};
use crate::base::lang::{Text, worded};
use crate::model::Kind;
use crate::rules::LEAST_POINTS;

/// Column of the cells to be changed.
const NEW: u16 = 2;

/// A setting at the left and a place of the ranking at the right.
pub(super) struct Setting<'a> {
    parameter: Option<Parameter>,
    place: Option<(usize, RankedForm<'a>)>,
}

impl RowType for Setting<'static> {
    type Row<'a> = Setting<'a>;
}

type Column = column::Column<Setting<'static>>;

/// The sheet.
pub(super) static SHEET: Table<Setting<'static>> = Table {
    plan: Plan {
        name: Text::new("参数", "What-if"),
        title: Text::new(
            "参数试算：改动黄色单元格，右侧重新排名",
            "What if: change the yellow cells and see the ranking",
        ),
        spacing: Spacing::Roomy,
        filter: false,
        locked: true,
        screen_only: |_| 1,
        count: Some(|context, _| count(context)),
        inputs: |context| {
            let all = parameters(context).into_iter().zip(HEAD_ROWS..);
            all.filter_map(|(parameter, row)| input(parameter, row, context))
                .collect()
        },
        closing: |context| {
            let notes = NOTES.map(|note| Row::note(note.get(context.lang)));
            notes.into()
        },
        ..Plan::LIST
    },
    columns: &[&[
        Column::text("参数", "Setting", 22, |row, context| {
            row.parameter.map(|p| name(p, context)).into()
        })
        .growing(36),
        Column::of(Style::Figure, "现行", "In force", 10, |row, context| {
            row.parameter.map_or(Value::Blank, |p| in_force(p, context))
        })
        .formula_by(|row, context, _| match row.parameter? {
            Parameter::Graded(band) => {
                let name = quoted(&context.assessment.rules.grades.get(band)?.name);
                Some(format!("COUNTIF({{排名!等级:}},{name})"))
            }
            _ => None,
        }),
        Column::of(Style::Figure, "新值", "New", 10, |row, context| {
            row.parameter.map_or(Value::Blank, |p| new(p, context))
        })
        .formula_by(|row, context, _| new_formula(row.parameter?, context)),
        Column::words("说明", "Note", 54, |row, context| {
            row.parameter.map_or(Value::Blank, |p| note(p, context))
        })
        .formula_by(|row, context, _| note_formula(row.parameter?, context)),
        Column::rank("名次", "Rank", 7, |row, _| {
            row.ranked().map(|r| r.standing.rank).into()
        })
        .formula("INDEX({试算!试算名次:},{试算行})"),
        Column::words("单位", "Unit", 24, |row, _| {
            row.ranked().map(|r| r.form.unit_name()).into()
        })
        .formula("INDEX({试算!单位:},{试算行})")
        .growing(40),
        Column::of(Style::Total, "总分", "Total", 10, |row, _| {
            row.total().into()
        })
        .formula("INDEX({试算!试算总分:},{试算行})"),
        Column::of(Style::Grade, "等级", "Grade", 7, |row, _| {
            let grade = row.ranked().and_then(|r| r.form.evaluation.grade.as_ref());
            grade.map(|g| &*g.name).into()
        })
        .formula("INDEX({试算!试算等级:},{试算行})"),
        Column::rank("原名次", "Rank before", 7, |row, _| {
            row.ranked().map(|r| r.standing.rank).into()
        })
        .formula("INDEX({试算!原名次:},{试算行})"),
        Column::of(
            Style::Shift,
            "名次变化（升为正）",
            "Places gained",
            9,
            |row, _| row.ranked().map(|_| Decimal::ZERO).into(),
        )
        .formula("INDEX({试算!名次变化（升为正）:},{试算行})"),
        Column::score("原总分", "Total before", 9, |row, _| row.total().into())
            .formula("INDEX({试算!原总分:},{试算行})"),
        Column::count("试算行", "Row in 'Trial'", 8, |row, _| {
            row.place.map(|(at, _)| at).into()
        })
        .formula_by(|row, _, _| {
            let (at, _) = row.place?;
            Some(format!(
                "MATCH(SMALL({{试算!排序键:}},{at}),{{试算!排序键:}},0)"
            ))
        }),
    ]],
    items: Items::Each(|context| {
        let mut settings = parameters(context).into_iter();
        let mut places = (1..).zip(context.ranked(Kind::Unit));
        Box::new((0..count(context)).map(move |_| Setting {
            parameter: settings.next(),
            place: places.next(),
        }))
    }),
};

const NOTES: [Text; 2] = [
    Text::new(
        "注：只能改动黄色单元格，其余单元格已锁定（无密码，“审阅—撤销工作表保护”即可解锁）；计算过程见“试算”。没有改动时与“排名”一致。",
        "Only the yellow cells can be changed; the rest is locked without a password. The steps stand on 'Trial'. Unchanged, it equals 'Ranking'.",
    ),
    Text::new(
        "要按试算的参数正式汇总：复制规则文件，修改等级下限（grade）、超额界限（over-fulfilled）并写入 [reweight] 一节，用 --rules 文件 重新运行，总分、等级、名次与此处相同。",
        "To make it official, copy the rule file, change grade bounds and over-fulfilled, write the weights into [reweight], and run again with --rules FILE: totals, grades and ranks will be the same.",
    ),
];

/// As many rows as there are settings or units, the larger of both.
fn count(context: &Context) -> usize {
    match units(context) {
        0 => 0,
        units => units.max(parameters(context).len()),
    }
}

impl<'a> Setting<'a> {
    fn ranked(&self) -> Option<RankedForm<'a>> {
        self.place.map(|(_, ranked)| ranked)
    }

    fn total(&self) -> Option<Decimal> {
        self.ranked()?.form.evaluation.total
    }
}

fn name(parameter: Parameter, context: &Context) -> String {
    let lang = context.lang;
    let grade = |band: usize| {
        let grades = &context.assessment.rules.grades;
        grades
            .get(band)
            .map_or_else(String::new, |g| g.name.to_string())
    };
    match parameter {
        Parameter::Weight(nth) => weight_name(context, nth),
        Parameter::Sum => Text::new("各类分值合计", "Sum of the weights")
            .get(lang)
            .to_owned(),
        Parameter::Bound(band) => {
            worded!(lang, "“{}”的下限（含）", "{} from (included)", grade(band))
        }
        Parameter::Surplus => Text::new("超额完成界限（倍）", "Over-fulfilment from (times)")
            .get(lang)
            .to_owned(),
        Parameter::Graded(band) => worded!(lang, "“{}”的单位数", "Units with {}", grade(band)),
        Parameter::Surpluses => Text::new("超额完成的指标数", "Indicators over-fulfilled")
            .get(lang)
            .to_owned(),
    }
}

fn weight_name(context: &Context, nth: usize) -> String {
    let ending = Text::new("分值", " weight");
    let execution = Text::new("预算执行分值", "Budget weight");
    let execution = std::iter::once(execution.get(context.lang).to_owned());
    let groups = context.unit_levels.titles(context.lang, ending);
    execution.chain(groups).nth(nth).unwrap_or_default()
}

fn in_force<'a>(parameter: Parameter, context: &Context<'a>) -> Value<'a> {
    let rules = &context.assessment.rules;
    match parameter {
        Parameter::Weight(nth) => match own_weights(context, nth) {
            None => Value::Blank,
            Some((least, most)) if least == most => least.into(),
            Some((least, most)) => format!("{}–{}", least.normalize(), most.normalize()).into(),
        },
        Parameter::Sum => Value::Blank,
        Parameter::Bound(band) => rules.grades.get(band).map(|g| g.from).into(),
        Parameter::Surplus => rules.over_fulfilled.from.into(),
        Parameter::Graded(band) => graded(band, context).into(),
        Parameter::Surpluses => all_surpluses(context).into(),
    }
}

/// Ranked units with a grade.
fn graded(band: usize, context: &Context) -> usize {
    let grades = context
        .ranked(Kind::Unit)
        .filter_map(|r| r.form.evaluation.grade.as_ref());
    grades.filter(|g| g.band == band).count()
}

fn all_surpluses(context: &Context) -> usize {
    context
        .ranked(Kind::Unit)
        .map(|row| surpluses(&row, context))
        .sum()
}

fn new<'a>(parameter: Parameter, context: &Context<'a>) -> Value<'a> {
    match parameter {
        Parameter::Weight(_) => Value::Input(None),
        Parameter::Sum => Decimal::ZERO.into(),
        Parameter::Bound(_) | Parameter::Surplus => {
            Value::Input(in_force(parameter, context).number())
        }
        Parameter::Graded(_) | Parameter::Surpluses => in_force(parameter, context),
    }
}

/// The cells of all weights.
fn weights(context: &Context) -> String {
    format!("{{新值@1:{}}}", context.unit_levels.count() + 1)
}

fn new_formula(parameter: Parameter, context: &Context) -> Option<String> {
    let grades = &context.assessment.rules.grades;
    match parameter {
        Parameter::Sum => Some(format!("ROUND(SUM({}),8)", weights(context))),
        Parameter::Graded(band) => {
            let name = quoted(&grades.get(band)?.name);
            Some(format!("COUNTIF({{试算!试算等级:}},{name})"))
        }
        Parameter::Surpluses => Some("SUM({试算!超额指标数:})".to_owned()),
        Parameter::Weight(_) | Parameter::Bound(_) | Parameter::Surplus => None,
    }
}

const WEIGHT: Text = Text::new(
    "填数：各表统一为此分值；空白：按原比例分享余下的分",
    "A figure: the weight in all forms; empty: shares what is left",
);
const UNCHANGED: Text = Text::new("没有改动分值", "No weight is changed");
const OPEN: Text = Text::new(
    "空白的类别按各表原分值的比例分享余下的分",
    "Groups left empty share what is left",
);
const WHOLE: Text = Text::new("合计等于满分", "They add to all points");
const SCALED: Text = Text::new(
    "合计不等于满分，各表按比例折算到满分",
    "They do not add to all points; each form is scaled",
);
const RISING: Text = Text::new("总分达到此数即为该等级", "Totals from here on");
const WRONG: Text = Text::new(
    "有误：应高于下一等级的下限",
    "Wrong: must be above the next bound",
);
const SURPLUS: Text = Text::new(
    "完成率达到此倍数（1.3 即 130%）即提示，不改变得分",
    "Completion from which it is said (1.3 is 130%); scores stay",
);

fn note<'a>(parameter: Parameter, context: &Context<'a>) -> Value<'a> {
    let text = match parameter {
        Parameter::Weight(_) => WEIGHT,
        Parameter::Sum => UNCHANGED,
        Parameter::Bound(_) => RISING,
        Parameter::Surplus => SURPLUS,
        Parameter::Graded(_) | Parameter::Surpluses => return Value::Blank,
    };
    text.get(context.lang).into()
}

fn note_formula(parameter: Parameter, context: &Context) -> Option<String> {
    let say = |text: Text| quoted(text.get(context.lang));
    match parameter {
        Parameter::Sum => {
            let (cells, full) = (weights(context), full(context));
            let all = format!("IF({{新值}}={full},{},{})", say(WHOLE), say(SCALED));
            let some = format!("IF(COUNTBLANK({cells})>0,{},{all})", say(OPEN));
            Some(format!("IF(COUNT({cells})=0,{},{some})", say(UNCHANGED)))
        }
        Parameter::Bound(band) => {
            let next = Parameter::Bound(band + 1);
            let below = match line(context, next) {
                0 => "0".to_owned(),
                at => format!("{{新值@{at}}}"),
            };
            let fine = format!("OR({{新值}}=\"\",{{新值}}>{below})");
            Some(format!("IF({fine},{},{})", say(RISING), say(WRONG)))
        }
        Parameter::Weight(_) | Parameter::Surplus | Parameter::Graded(_) | Parameter::Surpluses => {
            None
        }
    }
}

/// The cell to be filled in for a setting.
fn input(parameter: Parameter, row: u32, context: &Context) -> Option<Input> {
    let full = context.assessment.rules.total_points;
    let (bounds, zh, en) = match parameter {
        Parameter::Weight(_) => (
            (Decimal::ZERO, full),
            "填新的分值；删去则按各表原分值的比例分享余下的分。",
            "The new weight; cleared, the group shares what is left.",
        ),
        Parameter::Bound(_) => (
            (Decimal::ZERO, full),
            "填该等级的最低总分（含本数）；删去则用现行的数。",
            "The least total of the grade; cleared, the bound in force.",
        ),
        // A rate of 1 just attains the target and is no over-fulfilment: rule files refuse 1.
        Parameter::Surplus => (
            (Decimal::new(101, 2), Decimal::ONE_THOUSAND),
            "填完成率的倍数，如 1.3 表示 130%；删去则用现行的数。",
            "A completion rate such as 1.3 for 130%; cleared, the bound in force.",
        ),
        Parameter::Sum | Parameter::Graded(_) | Parameter::Surpluses => return None,
    };
    let weighs = matches!(parameter, Parameter::Weight(_));
    Some(Input {
        at: (row, NEW),
        bounds,
        from: weighs.then_some(LEAST_POINTS),
        title: name(parameter, context),
        prompt: Text::new(zh, en).get(context.lang).to_owned(),
    })
}
