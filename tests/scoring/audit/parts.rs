//! Part and whole: forms of several places, each with the columns that do not add up.

use super::unexpected;
use ziping::audit::audit;
use ziping::finding::funds::CROSS_FOOT;
use ziping::finding::{Fact, Field, Problem};

use crate::filings::{Form, figure, line};

/// A money block: the total row, the rows below, and what must be said about it.
struct Block {
    about: &'static str,
    total: [&'static str; 3],
    lines: &'static [(&'static str, [&'static str; 3])],
    wrong: &'static [(&'static str, Field, &'static str)],
}

const TOTAL: &str = "年度资金总额";

const BLOCKS: &[Block] = &[
    Block {
        about: "expenditure with its inside, all holding",
        total: ["433.69", "485.82", "436.51"],
        lines: &[
            ("基本支出", ["", "416.21", "415.17"]),
            ("人员经费", ["", "400.68", ""]),
            ("公用经费", ["", "15.53", ""]),
            ("项目支出", ["", "69.61", "21.34"]),
        ],
        wrong: &[],
    },
    Block {
        about: "公用经费 mistyped",
        total: ["", "485.82", ""],
        lines: &[
            ("基本支出", ["", "416.21", ""]),
            ("人员经费", ["", "400.68", ""]),
            ("公用经费", ["", "51.53", ""]),
            ("项目支出", ["", "69.61", ""]),
        ],
        wrong: &[("基本支出", Field::Adjusted, "452.21")],
    },
    Block {
        about: "项目支出 short of the total",
        total: ["", "485.82", ""],
        lines: &[
            ("基本支出", ["", "416.21", ""]),
            ("项目支出", ["", "59.61", ""]),
        ],
        wrong: &[(TOTAL, Field::Adjusted, "475.82")],
    },
    Block {
        about: "项目支出 with named projects below it",
        total: ["", "485.82", ""],
        lines: &[
            ("基本支出", ["", "416.21", ""]),
            ("项目支出", ["", "69.61", ""]),
            ("应急演练", ["", "44.50", ""]),
        ],
        wrong: &[],
    },
    Block {
        about: "only one part listed: a shortfall says nothing",
        total: ["100", "100", "100"],
        lines: &[("财政拨款", ["90", "90", "90"])],
        wrong: &[],
    },
    Block {
        about: "0 over filled parts, blank and dashed ones among them",
        total: ["0", "0", "0"],
        lines: &[
            ("当年财政拨款", ["90", "89.974", "89.974"]),
            ("上年结转资金", ["", "", ""]),
            ("其他资金", ["", "", ""]),
        ],
        wrong: &[
            (TOTAL, Field::Initial, "90"),
            (TOTAL, Field::Adjusted, "89.974"),
            (TOTAL, Field::Executed, "89.974"),
        ],
    },
    Block {
        about: "0 over a part of unknown name",
        total: ["0", "", ""],
        lines: &[("某某工程", ["90", "", ""])],
        wrong: &[(TOTAL, Field::Initial, "90")],
    },
    Block {
        about: "blank sources: cannot be judged",
        total: ["100", "", ""],
        lines: &[
            ("当年财政拨款", ["90", "", ""]),
            ("上年结转资金", ["", "", ""]),
            ("其他资金", ["", "", ""]),
        ],
        wrong: &[],
    },
    Block {
        about: "all sources filled and short",
        total: ["100", "", ""],
        lines: &[
            ("当年财政拨款", ["90", "", ""]),
            ("上年结转资金", ["5", "", ""]),
            ("其他资金", ["0", "", ""]),
        ],
        wrong: &[(TOTAL, Field::Initial, "95")],
    },
    Block {
        about: "an unnamed source may fill the gap",
        total: ["100", "", ""],
        lines: &[
            ("当年财政拨款", ["90", "", ""]),
            ("援助", ["10", "", ""]),
            ("其他资金", ["0", "", ""]),
        ],
        wrong: &[],
    },
    Block {
        about: "财政拨款 with its pieces counts once, one piece blank",
        total: ["100", "", ""],
        lines: &[
            ("财政拨款", ["100", "", ""]),
            ("中央补助", ["60", "", ""]),
            ("市级财政资金", ["", "", ""]),
            ("其他资金", ["0", "", ""]),
        ],
        wrong: &[],
    },
    Block {
        about: "单位资金 split below",
        total: ["100", "", ""],
        lines: &[
            ("财政拨款", ["80", "", ""]),
            ("单位资金", ["20", "", ""]),
            ("事业收入", ["15", "", ""]),
            ("其他收入", ["5", "", ""]),
        ],
        wrong: &[],
    },
    Block {
        about: "two partitions side by side, one wrong",
        total: ["", "4753.66", ""],
        lines: &[
            ("一般公共预算", ["", "4753.66", ""]),
            ("政府性基金拨款", ["", "0", ""]),
            ("纳入专户管理的非税收入拨款", ["", "0", ""]),
            ("其他资金", ["", "0", ""]),
            ("基本支出", ["", "1053.66", ""]),
            ("项目支出", ["", "3600", ""]),
        ],
        wrong: &[(TOTAL, Field::Adjusted, "4653.66")],
    },
    Block {
        about: "小计 between parts and total",
        total: ["200", "200", ""],
        lines: &[
            ("财政资金小计", ["190", "190", ""]),
            ("①项目支出", ["50", "50", ""]),
            ("②基本支出", ["140", "130", ""]),
            ("2.单位其它收入", ["10", "10", ""]),
        ],
        wrong: &[("财政资金小计", Field::Adjusted, "180")],
    },
    Block {
        about: "小计 and a part of unknown name above the total",
        total: ["200", "", ""],
        lines: &[
            ("财政资金小计", ["190", "", ""]),
            ("某某工程", ["300", "", ""]),
            ("单位其它收入", ["10", "", ""]),
        ],
        wrong: &[(TOTAL, Field::Initial, "300")],
    },
    Block {
        about: "rounded parts",
        total: ["100", "", ""],
        lines: &[
            ("基本支出", ["33.33", "", ""]),
            ("项目支出", ["66.66", "", ""]),
        ],
        wrong: &[],
    },
    Block {
        about: "more than rounded",
        total: ["100", "", ""],
        lines: &[
            ("基本支出", ["33.33", "", ""]),
            ("项目支出", ["66.65", "", ""]),
        ],
        wrong: &[(TOTAL, Field::Initial, "99.98")],
    },
];

#[test]
fn parts_are_judged_as_far_as_they_can_be() {
    for block in BLOCKS {
        let wrong: Vec<_> = block
            .wrong
            .iter()
            .map(|(whole, field, sum)| ((*whole).to_owned(), *field, (*sum).to_owned()))
            .collect();
        assert_eq!(said(block), wrong, "{}", block.about);
    }
}

fn said(block: &Block) -> Vec<(String, Field, String)> {
    let mut form = Form::faultless();
    let row = line("", block.total, 5);
    let funding = form.funding();
    (funding.initial, funding.adjusted, funding.executed) =
        (row.initial, row.adjusted, row.executed);
    form.filing.parts = (6..)
        .zip(block.lines)
        .map(|(row, (label, amounts))| line(label, *amounts, row))
        .collect();
    audit(&form.filing, &form.evaluation, &form.rules)
        .into_iter()
        .filter(|f| f.problem.is(&CROSS_FOOT))
        .map(|f| {
            let whole = f.problem.text("whole").unwrap().into();
            let (expected, _) = f.problem.expected_found();
            (whole, column(&f.problem), expected.unwrap())
        })
        .collect()
}

#[test]
fn changes_may_be_negative() {
    let mut form = Form::faultless();
    for (line, change) in form.filing.parts.iter_mut().zip(["60.13", "-8.00"]) {
        line.change = figure(change, (line.cell.row, 3));
    }
    let found = unexpected(&form);
    assert!(found.is_empty(), "{found:?}");
    form.filing.parts[1].change = figure("-6", (7, 3));
    let found = unexpected(&form);
    assert_eq!(found.len(), 1, "{found:?}");
}

#[test]
fn a_change_that_is_off_with_its_budget_is_not_told_again() {
    let said = |changes: [&str; 2]| {
        let mut form = Form::faultless();
        let parts = &mut form.filing.parts;
        let first = parts[0].adjusted.as_mut().unwrap();
        first.value += rust_decimal::Decimal::TEN;
        for (line, change) in parts.iter_mut().zip(changes) {
            line.change = figure(change, (line.cell.row, 3));
        }
        let found = audit(&form.filing, &form.evaluation, &form.rules).into_iter();
        let found = found.filter(|f| f.problem.is(&CROSS_FOOT));
        found.map(|f| column(&f.problem)).collect::<Vec<_>>()
    };
    assert_eq!(said(["70.13", "-8"]), [Field::Adjusted]);
    assert_eq!(said(["71.13", "-8"]), [Field::Change, Field::Adjusted]);
}

#[test]
fn income_closed_by_its_own_sum_is_no_part_of_spending() {
    let mut form = Form::faultless();
    let total = form.funding().cell.row;
    let rows = |executed: &str| {
        vec![
            line("当年财政拨款", ["", "850", "850"], total - 5),
            line("上年结转", ["", "20", "20"], total - 4),
            line("合计", ["", "870", executed], total - 3),
            line("基本支出", ["", "630", "628"], total - 2),
            line("项目支出", ["", "240", "220"], total - 1),
        ]
    };
    let mut said = |executed: &str| {
        let whole = line("", ["", "870", "848"], total);
        let funding = form.funding();
        (funding.adjusted, funding.executed) = (whole.adjusted, whole.executed);
        form.filing.parts = rows(executed);
        let found = audit(&form.filing, &form.evaluation, &form.rules).into_iter();
        let found = found.filter(|f| f.problem.is(&CROSS_FOOT));
        let parts = found.map(|f| {
            let whole = f.problem.text("whole").unwrap().to_owned();
            (whole, f.problem.figure("found").unwrap().to_string())
        });
        parts.collect::<Vec<_>>()
    };
    assert_eq!(said("870"), []);
    assert_eq!(said("865"), [("合计".into(), "865".to_owned())]);
}

fn column(problem: &Problem) -> Field {
    match problem.fact("column") {
        Some(Fact::Field(field)) => Some(field),
        _ => None,
    }
    .unwrap()
}
