//! The kinds of faults that are planted in generated forms.

use crate::clean::{Layout, area, form as clean, hundredths};
use crate::notation::Sheet;
use crate::plants::{COST, Kind, ROWS, Spoilt, TOTAL};
use crate::workbook::located;

/// Each kind.
pub(crate) const KINDS: &[Kind] = &[
    Kind("cross-foot", &[], |form| {
        let (part, by) = (form.figure("F6"), 100 + form.numbers.below(900));
        form.set("F6", hundredths(part - by));
        "F5".into()
    }),
    Kind("adjustment-mismatch", &["cross-foot"], |form| {
        form.set("D5", "1234.56");
        "E5".into()
    }),
    Kind("execution-rate-mismatch", &[], |form| {
        let rate = form.figure("H5") - 300 - form.numbers.below(500);
        form.set("H5", format!("{}%", hundredths(rate)));
        "H5".into()
    }),
    Kind("execution-score-mismatch", &[], |form| {
        let score = form.figure("I5") - 50 - form.numbers.below(200);
        form.set("I5", hundredths(score));
        form.retotal();
        "I5".into()
    }),
    Kind("overspent", &[], |form| {
        let lines = ["E6", "E7"].map(|cell| form.figure(cell) * 107 / 100);
        form.spend(lines);
        "F5".into()
    }),
    Kind("negative", &[], |form| {
        let adjusted = form.figure("E7");
        let initial = form.figure("C6");
        form.set("C7", "-1.00");
        form.set("D7", hundredths(adjusted + 100));
        form.set("C5", hundredths(initial - 100));
        let (whole, initial) = (form.figure("E5"), initial - 100);
        let sign = if whole < initial { "-" } else { "" };
        form.set(
            "D5",
            format!("{sign}{}", hundredths(whole.abs_diff(initial))),
        );
        "C7".into()
    }),
    Kind("measure-suspect", &[], |form| {
        for cell in [
            "C5", "D5", "E5", "F5", "C6", "D6", "E6", "F6", "C7", "D7", "E7", "F7",
        ] {
            let sign = if form.text(cell).starts_with('-') {
                "-"
            } else {
                ""
            };
            let amount = form.figure(cell) * 100;
            form.set(cell, format!("{sign}{amount}"));
        }
        "*".into()
    }),
    Kind("error-value", &[], |form| {
        form.set("F6", "#REF!");
        "F6".into()
    }),
    Kind("uncalculated", &[], |form| {
        form.set("F6", "=[1]总表!C5");
        "F6".into()
    }),
    Kind("calculated", &[], |form| {
        form.set("F6", "=F5-F7");
        "F6".into()
    }),
    Kind("actual-missing", &[], |form| {
        let row = form.growing();
        form.reach(row, 100);
        form.set(&format!("F{row}"), "");
        form.set(&format!("G{row}"), "");
        form.set(&format!("E{row}"), "");
        format!("F{row}")
    }),
    Kind("actual-worded", &[], |form| {
        let row = form.growing();
        form.reach(row, 100);
        form.set(&format!("F{row}"), "完成");
        form.set(&format!("G{row}"), "100%");
        format!("F{row}")
    }),
    Kind("completion-mismatch", &[], |form| {
        let row = form.short();
        form.set(&format!("G{row}"), "97.53%");
        format!("G{row}")
    }),
    Kind("score-mismatch", &[], |form| {
        let row = form.short();
        let points = form.figure(&format!("H{row}"));
        form.set(&format!("I{row}"), hundredths(points * 98 / 100));
        form.retotal();
        format!("I{row}")
    }),
    Kind("score-above-points", &["score-mismatch"], |form| {
        let row = form.growing();
        form.reach(row, 100);
        let points = form.figure(&format!("H{row}"));
        form.set(&format!("I{row}"), hundredths(points + 100));
        form.retotal();
        format!("I{row}")
    }),
    Kind("weight-sum", &["score-above-points"], |form| {
        let row = form.growing();
        form.reach(row, 100);
        let points = form.figure(&format!("H{row}")) / 100 + 3;
        form.set(&format!("H{row}"), points);
        form.set(&format!("I{row}"), points);
        form.retotal();
        "H18".into()
    }),
    Kind("total-mismatch", &["reported-sum"], |form| {
        let total = form.figure(TOTAL) - 150 - form.numbers.below(500);
        form.set(TOTAL, hundredths(total));
        TOTAL.into()
    }),
    Kind("grade-mismatch", &[], |form| {
        form.below(&["评价等级", "中"]);
        "B19".into()
    }),
    Kind("reason-missing", &[], |form| {
        let row = form.short();
        form.set(&format!("J{row}"), "");
        format!("J{row}")
    }),
    Kind("measure-missing", &[], |form| {
        let row = form.short();
        let reason = form.reason("雨季长，两处工地停了一个多月。");
        form.set(&format!("J{row}"), reason);
        format!("J{row}")
    }),
    Kind("reason-contradicts", &[], |form| {
        let row = form.short();
        let reason = form.reason("超额完成年度任务，下年继续加强管理。");
        form.set(&format!("J{row}"), reason);
        format!("J{row}")
    }),
    Kind("reason-contradicts", &[], |form| {
        let row = form.growing();
        form.reach(row, 100);
        let reason = form.reason("年度任务未完成，下年加强调度。");
        form.set(&format!("J{row}"), reason);
        format!("J{row}")
    }),
    Kind("reason-copied", &[], |form| {
        let reason = form.reason("受雨季影响工期推迟，已调整来年计划。");
        for row in [9, 14] {
            form.reach(row, 90);
            form.set(
                &format!("J{row}"),
                reason.replace("工期", if row == 9 { "工期，" } else { "工期" }),
            );
        }
        "J9".into()
    }),
    Kind("placeholder-left", &["field-missing"], |form| {
        let row = form.growing();
        form.set(&format!("D{row}"), "≥**");
        format!("D{row}")
    }),
    Kind("placeholder-left", &[], |form| {
        let row = form.growing();
        form.set(&format!("C{row}"), "XX工程完成情况");
        format!("C{row}")
    }),
    Kind("placeholder-left", &[], |form| {
        let row = form.short();
        form.set(&format!("J{row}"), "（200字以内，说明原因和改进措施）");
        format!("J{row}")
    }),
    Kind("midyear-above-final", &[], |form| {
        let actual = form.figure("F9") / 100;
        form.refigure("E9", actual * 3 / 2 + 2);
        "E9".into()
    }),
    Kind("midyear-jump", &[], |form| {
        let row = form.growing();
        form.reach(row, 100);
        form.refigure(&format!("E{row}"), 0);
        format!("E{row}")
    }),
    Kind("borrowed-rate", &[], |form| {
        let row = form.short();
        form.set(&format!("C{row}"), "预算经费控制率");
        form.set(&format!("G{row}"), form.text("H5"));
        format!("G{row}")
    }),
    Kind("sign-suspect", &[], |form| {
        let row = *form.numbers.one(&[9, 14]);
        form.set(&format!("C{row}"), "有效投诉件数");
        let figure = form.figure(&format!("D{row}")) / 100;
        form.set(&format!("D{row}"), format!("≥{figure}件"));
        for column in ["E", "F"] {
            let figure = form.figure(&format!("{column}{row}")) / 100;
            form.set(&format!("{column}{row}"), format!("{figure}件"));
        }
        format!("D{row}")
    }),
    Kind("sign-suspect", &[], |form| {
        let actual = form.text("F12");
        form.set("D12", format!("≥{actual}"));
        form.set("G12", "100%");
        format!("D{COST}")
    }),
    Kind("group-misfit", &[], |form| {
        form.reach(10, 100);
        for cell in ["D", "E", "F", "G"] {
            let text = form.text(&format!("{cell}10"));
            form.set(&format!("{cell}9"), text);
        }
        let points = form.text("H9");
        form.set("I9", points);
        form.set("J9", "");
        form.set("C9", "资金支付率");
        form.retotal();
        "C9".into()
    }),
    Kind("indicator-repeated", &[], |form| {
        let name = form.text("C9");
        let row = *form.numbers.one(&[13, 14, 15]);
        form.set(&format!("C{row}"), name);
        format!("C{row}")
    }),
    Kind("group-missing", &[], |form| {
        form.set("A17", "效益指标");
        form.set("B17", "社会效益指标");
        form.set("C17", "办事等候时间达标率");
        "-".into()
    }),
    Kind("slip", &[], |form| {
        let row = *form.numbers.one(&[9, 14, 15]);
        form.reach(row, 100);
        let (rate, score) = ("100%", form.text(&format!("H{row}")));
        let actual = form.figure(&format!("F{row}"));
        form.refigure(&format!("F{row}"), actual);
        form.set(&format!("G{row}"), rate);
        form.set(&format!("I{row}"), score);
        format!("F{row}")
    }),
    Kind("slip", &[], |form| {
        let row = *form.numbers.one(&[9, 14, 15]);
        form.reach(row, 100);
        let actual = form.figure(&format!("F{row}"));
        form.refigure(&format!("F{row}"), actual * 100);
        form.set(&format!("G{row}"), "100%");
        format!("F{row}")
    }),
    Kind("date-order", &[], |form| {
        form.below(&["填报日期：2023年9月12日"]);
        "A19".into()
    }),
    Kind("merit-outruns-money", &[], |form| {
        form.all_reach(100);
        form.spend_share(8_500);
        TOTAL.into()
    }),
    Kind("unspent", &["merit-outruns-money"], |form| {
        form.spend_share(7_500);
        "F5".into()
    }),
    Kind(
        "idle-project",
        &["unspent", "merit-outruns-money", "full-marks-low-execution"],
        |form| {
            let spent = form.figure("E6") * 98 / 100;
            form.spend([spent, 0]);
            "F7".into()
        },
    ),
    Kind(
        "nothing-spent-much-done",
        &["unspent", "merit-outruns-money", "full-marks-low-execution"],
        |form| {
            form.spend_share(60);
            "F5".into()
        },
    ),
    Kind(
        "full-marks-low-execution",
        &["unspent", "merit-outruns-money"],
        |form| {
            form.all_reach(100);
            form.spend_share(5_500);
            TOTAL.into()
        },
    ),
    Kind("too-good", &[], |form| {
        form.all_reach(100);
        let most = form.text("D12").replace('≤', "");
        form.set("F12", most);
        TOTAL.into()
    }),
    Kind("name-differs", &[], |form| {
        form.set("B3", format!("{}安全生产监督管理局", area(form.seed)));
        "*".into()
    }),
    Kind("projects-differ", &[], |form| {
        form.file_project(1, |_| {});
        "E7".into()
    }),
    Kind("projects-differ", &[], |form| {
        let (adjusted, executed) = (form.figure("E7"), form.figure("F7"));
        let (one, spent) = (adjusted / 3, executed / 4);
        form.list_projects(&[
            ("泵站改造".into(), one, spent),
            ("管网检修".into(), adjusted - one, executed - spent + 1),
        ]);
        "F7".into()
    }),
    Kind("project-missing", &["projects-differ"], |form| {
        form.file_project(1, |_| {});
        let filed = format!("第{}项工程", form.further(1));
        let (adjusted, executed) = (form.figure("E7"), form.figure("F7"));
        form.list_projects(&[
            (filed, adjusted / 2, executed / 2),
            (
                "管网检修".into(),
                adjusted - adjusted / 2,
                executed - executed / 2,
            ),
        ]);
        "-".into()
    }),
    Kind("all-projects-full", &["projects-differ"], |form| {
        for nth in 1..=2 {
            form.file_project(nth, |project| {
                let cell = |sheet: &Sheet, at: &str| sheet.text(located(at).unwrap()).to_owned();
                for row in 10..=18 {
                    for (of, to) in [("D", "E"), ("F", "G")] {
                        let full = cell(project, &format!("{of}{row}"));
                        let full = full.trim_start_matches(['≥', '≤', '=', '\'']);
                        project.set(located(&format!("{to}{row}")).unwrap(), full);
                    }
                    project.set(located(&format!("H{row}")).unwrap(), "");
                }
                for row in 6..=8 {
                    let adjusted = cell(project, &format!("D{row}"));
                    project.set(located(&format!("E{row}")).unwrap(), &adjusted);
                }
                for (at, full) in [("G6", "100%"), ("H6", "10"), ("G19", "100")] {
                    project.set(located(at).unwrap(), full);
                }
            });
        }
        "B3".into()
    }),
    Kind("target-changed", &["stage-differs"], |form| {
        let row = form.growing();
        let cell = format!("D{row}");
        let (text, target) = (form.text(&cell), form.figure(&cell) / 100);
        let more = target + 1 + form.numbers.below(9);
        let goal = text.replace(&target.to_string(), &more.to_string());
        form.file_goals(&[(&cell, goal)]);
        cell
    }),
    Kind("weight-moved", &["stage-differs"], |form| {
        let (one, other) = (form.figure("H9") / 100, form.figure("H14") / 100);
        let moved = 1 + form.numbers.below(4);
        form.file_goals(&[
            ("H9", (one + moved).to_string()),
            ("H14", (other - moved).to_string()),
        ]);
        (*form.numbers.one(&["H9", "H14"])).into()
    }),
    Kind("score-outlier", &[], |form| {
        form.grouped = true;
        form.reach(9, 5);
        for nth in 1..=8 {
            let other = clean(form.further(nth), Layout::Unit);
            form.beside.push((format!("同组{nth}"), other));
        }
        TOTAL.into()
    }),
    Kind("reason-shared", &[], |form| {
        form.reach(9, 90);
        let mut other = Spoilt::of(form.further(1));
        other.reach(9, 90);
        let told = form.reason("两处管线迁改没有谈妥，已改走别的线路，明年完工。");
        form.set("J9", &told);
        other.set("J9", told.replace("明年", "，明年3月"));
        form.beside.push(("同文".to_owned(), other.sheet));
        "J9".into()
    }),
    Kind("duplicate-unit", &[], |form| {
        form.beside
            .push(("（最终）".to_owned(), form.sheet.clone()));
        form.short();
        "B3".into()
    }),
    Kind("versions-undecided", &["duplicate-unit"], |form| {
        form.beside.push(("又一份".to_owned(), form.sheet.clone()));
        form.reach(9, 80);
        "B3".into()
    }),
    Kind("duplicate-file", &[], |form| {
        form.beside.push(("同".to_owned(), form.sheet.clone()));
        "-".into()
    }),
    Kind("unit-shares-code", &[], |form| {
        let (own, further) = (form.seed, form.further(1));
        let mut other = Spoilt::of(further);
        form.set("B3", format!("9{own}-第{own}局"));
        other.set("B3", format!("9{own}-第{further}局"));
        form.beside.push(("同码".to_owned(), other.sheet));
        "B3".into()
    }),
    Kind("stage-differs", &[], |form| {
        form.set("A1", "部门（单位）整体支出绩效运行监控表");
        "*".into()
    }),
    Kind("year-differs", &[], |form| {
        form.set("A1", "2023年度部门（单位）整体支出绩效自评表");
        form.set("A2", "（2022年度）");
        "A2".into()
    }),
    Kind("row-unnamed", &[], |form| {
        let row = form.growing();
        form.set(&format!("C{row}"), "指标2");
        format!("C{row}")
    }),
    Kind("out-of-band", &[], |form| {
        form.set("D16", "有所增加");
        form.set("E16", "有所增加");
        form.set("F16", "部分达成预期目标");
        form.set("G16", "");
        "I16".into()
    }),
    Kind("code-damaged", &[], |form| {
        form.set("G3", "预算编码");
        form.set("H3", "'3.01E+11");
        "H3".into()
    }),
    Kind("standard-unread", &[], |form| {
        form.set("K8", "评分标准");
        form.set("K9", "酌情扣分");
        form.reach(9, 90);
        "K9".into()
    }),
    Kind("nothing-incurred", &[], |form| {
        form.reach(9, 100);
        form.set("E9", "");
        form.set("F9", "本年无发生额");
        form.set("G9", "100%");
        "F9".into()
    }),
    Kind("shared-score", &[], |form| {
        form.reach(9, 100);
        form.reach(10, 100);
        let both = form.figure("H9") + form.figure("H10");
        form.set("I9", hundredths(both));
        form.set("I10", "^");
        "I9".into()
    }),
    Kind("year-other", &[], |form| {
        form.set("A2", "（2022年度）");
        "*".into()
    }),
    Kind("unit-unclear", &[], |form| {
        form.set("B3", "");
        "*".into()
    }),
    Kind("measure-unclear", &[], |form| {
        form.set("A4", "年度资金");
        "*".into()
    }),
    Kind("reason-foreign", &[], |form| {
        let row = form.short();
        // The first form of the kind before.
        let other = (form.seed / 100 - 1) * 100;
        let reason = form.reason(&format!("第{other}局的雨季停工没有做完，已安排来年补做。"));
        form.set(&format!("J{row}"), reason);
        format!("J{row}")
    }),
    Kind("field-missing", &[], |form| {
        let row = form.growing();
        form.set(&format!("C{row}"), "");
        format!("C{row}")
    }),
    Kind("measures-differ", &[], |form| {
        form.reach(9, 100);
        let actual = form.figure("F9") / 100;
        form.set("F9", format!("{actual}万元"));
        "F9".into()
    }),
    Kind("over-fulfilled", &[], |form| {
        let row = *form.numbers.one(&[9, 14, 15]);
        form.set(
            &format!("D{row}"),
            form.text(&format!("D{row}")).replace("'=", "≥"),
        );
        form.reach(row, 250);
        form.set(&format!("I{row}"), form.text(&format!("H{row}")));
        let reason = form.reason("上级年中追加任务，已按新任务重排进度，来年调高指标值。");
        form.set(&format!("J{row}"), reason);
        form.retotal();
        format!("F{row}")
    }),
    Kind("out-of-range", &[], |form| {
        form.set("F6", "~1E+300");
        "F6".into()
    }),
    Kind("percent-assumed", &[], |form| {
        form.reach(10, 100);
        let actual = form.figure("F10") / 100;
        form.set("F10", format!("0.{actual:02}"));
        if actual == 100 {
            form.set("F10", "1");
        }
        "F10".into()
    }),
    Kind("not-verifiable", &[], |form| {
        form.set("D14", "明显提高");
        form.set("E14", "有所提高");
        form.set("F14", "明显提高");
        form.set("G14", "100%");
        let points = form.text("H14");
        form.set("I14", points);
        form.set("J14", "");
        form.retotal();
        "I14".into()
    }),
    Kind("group-weight-sum", &[], |form| {
        for row in 9..=12 {
            form.set(&format!("A{row}"), "产出指标（60分）");
        }
        "*".into()
    }),
    Kind("unreadable-quantity", &[], |form| {
        form.set("F6", "〃");
        "F6".into()
    }),
    Kind("value-type", &[], |form| {
        let row = form.growing();
        let typed = *form.numbers.one(&["同上", "〃", "#GETTING_DATA", "TRUE"]);
        form.set(&format!("F{row}"), typed);
        format!("F{row}")
    }),
    Kind("column-unnamed", &[], |form| {
        form.set("I8", "");
        "*".into()
    }),
    Kind("column-twice", &[], |form| {
        form.set("K8", "得分");
        for row in ROWS {
            let score = form.text(&format!("I{row}"));
            form.set(&format!("K{row}"), score);
        }
        form.set("K9", "1.11");
        "*".into()
    }),
];
