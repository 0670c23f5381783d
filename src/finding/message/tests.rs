use super::{percent, quoted, reason, wording};
use crate::base::lang::Lang;
use crate::finding::{Code, Field, FoundKind, Problem, Refusal};
use rust_decimal::Decimal;

fn d(text: &str) -> Decimal {
    text.parse().unwrap()
}

#[test]
fn the_value_is_quoted_and_the_remedy_named() {
    for (problem, zh) in [
        (
            Problem::UnreadableQuantity {
                field: Field::Actual,
                typed: "约95%".into(),
            },
            "实际完成值“约95%”不是可计算的数值。请改为 95%，或在“偏差原因”中用文字说明。",
        ),
        (
            Problem::UnreadableQuantity {
                field: Field::Points,
                typed: "3-5".into(),
            },
            "分值“3-5”不是可计算的数值。请改为一个数字（如 12.5），或在“偏差原因”中用文字说明。",
        ),
        (
            Problem::FieldMissing {
                field: Field::Target,
                of: Some("年度资金支付完成率100%".into()),
            },
            "指标“年度资金支付完成率100%”没有填写年度指标值。如指标值写在名称里，请移到“年度指标值”一栏，并填写实际完成值。",
        ),
        (
            Problem::FieldMissing {
                field: Field::Target,
                of: Some("工程质量合格".into()),
            },
            "指标“工程质量合格”没有填写年度指标值。请补填。",
        ),
        (
            Problem::Refused(Refusal::NotWorkbook(FoundKind::Html)),
            "这是一个网页（扩展名写成了表格），不是电子表格。请用 WPS 打开后另存为 .xlsx 再报送。",
        ),
        (
            Problem::CrossFoot {
                whole: "年度资金总额".into(),
                field: Field::Adjusted,
                expected: d("90.00"),
                found: d("0"),
            },
            "全年预算数的分项合计为 90，“年度资金总额”填报 0，相差 90。请核对各分项与合计，改正其中有误的一个。",
        ),
        (
            Problem::ExecutionRateMismatch {
                expected: d("0.89850150"),
                found: d("1"),
            },
            "按全年执行数÷全年预算数计算，执行率为 89.85%，表上为 100%。请核对两个金额和执行率。",
        ),
    ] {
        assert_eq!(wording(&problem, Lang::Zh), zh);
    }
}

#[test]
fn rates_read_as_percentages() {
    for (fraction, shown) in [("0.898501", "89.85%"), ("1", "100%"), ("20.0", "2000%")] {
        assert_eq!(percent(d(fraction)), shown);
    }
}

#[test]
fn quotes_are_one_visible_line() {
    assert_eq!(quoted("偏差\n原因\u{202E}"), "偏差 原因");
    assert_eq!(quoted(&"长".repeat(100)).chars().count(), 61);
}

#[test]
fn several_problems_make_one_reason() {
    let two = [Problem::UnitUnclear, Problem::ZeroBudget];
    let zh = reason(&two, Lang::Zh);
    assert!(zh.contains("单位名称") && zh.ends_with("请说明原因。"));
    assert!(reason(&two, Lang::En).contains("unit. The adjusted"));
}

#[test]
fn every_refusal_says_what_to_do() {
    let all = [
        Refusal::Empty,
        Refusal::Password,
        Refusal::Damaged,
        Refusal::Archive,
        Refusal::TooLarge {
            found: "82 MiB".into(),
            limit: "64 MiB".into(),
        },
        Refusal::TooMuchMemory,
        Refusal::TooSlow(10),
        Refusal::Contradictory,
        Refusal::NotOpened,
        Refusal::NotRegular,
        Refusal::LockFile,
        Refusal::OwnOutput,
        Refusal::NamedForRun,
        Refusal::NotWorkbook(FoundKind::Pdf),
        Refusal::OtherFile(FoundKind::Picture),
    ];
    for refusal in all {
        let problem = Problem::Refused(refusal);
        let zh = wording(&problem, Lang::Zh);
        assert!(zh.contains("请") || zh.contains("无需处理"), "{zh}");
        assert!(wording(&problem, Lang::En).is_ascii());
    }
}

#[test]
fn every_code_is_explained_in_both_languages() {
    for &code in Code::ALL {
        let explanation = crate::finding::explain(code);
        for text in [explanation.what, explanation.why, explanation.example] {
            assert!(text.zh.ends_with('。'), "{}: {}", code.name(), text.zh);
            assert!(text.en.ends_with('.'), "{}: {}", code.name(), text.en);
        }
    }
}
