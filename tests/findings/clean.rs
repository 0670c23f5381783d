//! Generated forms without a fault: they foot, are at or below target with a reason, and execute more than 90 %. Whatever
//! is said about one as an error or a warning is false.

use std::fmt::Write as _;
use std::fs;

use tempfile::TempDir;

use crate::notation::{Sheet, sheets};
use crate::numbers::{Numbers, told};
use crate::workbook::xlsx;
use crate::{list, results};

/// Hundredths as a decimal: 8985 is 89.85.
pub(crate) fn hundredths(figure: u64) -> String {
    format!("{}.{:02}", figure / 100, figure % 100)
}

/// `figure` × `part` ÷ `whole`, half up.
pub(crate) fn share(figure: u64, part: u64, whole: u64) -> u64 {
    (2 * figure * part + whole) / (2 * whole)
}

/// Initial, adjusted and executed amounts in hundredths of the form's unit of money.
#[derive(Debug, Clone, Copy)]
struct Amounts([u64; 3]);

impl Amounts {
    fn some(numbers: &mut Numbers) -> Self {
        let initial = 20_000 + numbers.below(900_000);
        let adjusted = initial * (90 + numbers.below(35)) / 100;
        let executed = adjusted * (9_050 + numbers.below(951)) / 10_000;
        Self([initial, adjusted, executed])
    }

    fn sum(parts: &[Self]) -> Self {
        let of = |at: usize| parts.iter().map(|part| part.0[at]).sum();
        Self([of(0), of(1), of(2)])
    }

    /// executed ÷ adjusted in hundredths of a percent.
    fn rate(self) -> u64 {
        share(10_000, self.0[2], self.0[1])
    }

    /// Its cells with the change between initial and adjusted where the form has that column.
    fn cells(self, change: Change) -> String {
        let Self([initial, adjusted, executed]) = self;
        let (less, gap) = (adjusted < initial, adjusted.abs_diff(initial));
        let sign = if less { "-" } else { "" };
        let change = match change {
            Change::Stated => format!("|{sign}{}", hundredths(gap)),
            Change::Absent => String::new(),
        };
        let [initial, adjusted, executed] = [initial, adjusted, executed].map(hundredths);
        format!("{initial}{change}|{adjusted}|{executed}")
    }
}

/// Whether a form has a column of changes.
#[derive(Debug, Clone, Copy)]
enum Change {
    Stated,
    Absent,
}

/// One indicator with what it earned, in hundredths of a point.
struct Indicator {
    level: (&'static str, &'static str),
    name: String,
    sign: &'static str,
    target: String,
    measure: &'static str,
    actual: String,
    points: u64,
    score: u64,
    reason: &'static str,
}

const LEVELS: [(&str, &str); 9] = [
    ("产出指标", "数量指标"),
    ("产出指标", "质量指标"),
    ("产出指标", "时效指标"),
    ("产出指标", "成本指标"),
    ("效益指标", "经济效益指标"),
    ("效益指标", "社会效益指标"),
    ("效益指标", "生态效益指标"),
    ("效益指标", "可持续影响指标"),
    ("满意度指标", "服务对象满意度指标"),
];
const COUNTED: [(&str, &str); 4] = [
    ("培训人次", "人次"),
    ("检查企业数", "家"),
    ("养护道路里程", "公里"),
    ("补助发放户数", "户"),
];
const RATES: [&str; 4] = ["验收合格率", "资金拨付及时率", "政策知晓率", "案件办结率"];
/// One for each level, as no two indicators fall short for the same reason.
const REASONS: [&str; 9] = [
    "受汛期影响，两处工地停工一个月，已增派人手赶工。",
    "一家供货商交货不合格，已退货重采，下年加强验收。",
    "上级资金十一月才到位，来不及全部拨付，下年提前申请。",
    "",
    "市场价格回落，带动的收入低于预期，将扩大销路。",
    "部分群众外出务工没有参加，下年改在春节前后举办。",
    "新栽苗木遇旱，成活偏少，已补栽并加强浇灌。",
    "",
    "回收的问卷里办事等候时间意见较多，已增开窗口。",
];

impl Indicator {
    fn some(numbers: &mut Numbers, level: (&'static str, &'static str), points: u64) -> Self {
        let short = *numbers.one(&[100, 100, 99, 97, 95, 92]);
        let (name, measure, sign, target, actual) = match level.1 {
            "成本指标" => {
                let most = 50 + numbers.below(900);
                let spent = most * (80 + numbers.below(21)) / 100;
                ("运行成本", "万元", "≤", most, spent)
            }
            "时效指标" | "质量指标" | "服务对象满意度指标" => {
                let target = 80 + numbers.below(21);
                (*numbers.one(&RATES), "%", "≥", target, target * short / 100)
            }
            "数量指标" => {
                let (name, measure) = *numbers.one(&COUNTED);
                let target = 20 + numbers.below(5_000);
                let sign = *numbers.one(&["≥", "'="]);
                (name, measure, sign, target, target * short / 100)
            }
            _ => {
                let target = 100 + numbers.below(900);
                ("受益群众", "人", "≥", target, target * short / 100)
            }
        };
        let missed = sign != "≤" && actual < target;
        let place = LEVELS.iter().position(|known| *known == level).unwrap();
        let reason = REASONS[place];
        let score = if missed {
            share(100 * points, actual, target)
        } else {
            100 * points
        };
        Self {
            level,
            name: format!("{}{name}", &level.1[..6]),
            sign,
            target: target.to_string(),
            measure,
            actual: actual.to_string(),
            points,
            score,
            reason: if missed { reason } else { "" },
        }
    }

    /// Words that judgement alone can confirm.
    fn worded(level: (&'static str, &'static str), points: u64) -> Self {
        Self {
            level,
            name: format!("{}情况", &level.1[..6]),
            sign: "",
            target: "效果明显".to_owned(),
            measure: "",
            actual: "效果明显".to_owned(),
            points,
            score: 100 * points,
            reason: "",
        }
    }

    fn typed(&self, figure: &str) -> String {
        format!("{figure}{}", self.measure)
    }
}

/// Indicators that are worth 90 points, each of a kind of its own.
fn indicators(numbers: &mut Numbers) -> Vec<Indicator> {
    let worth = [15, 10, 15, 10, 5, 10, 5, 10, 10];
    let of = |(level, points): (&(&'static str, &'static str), u64)| match level.1 {
        "可持续影响指标" => Indicator::worded(*level, points),
        _ => Indicator::some(numbers, *level, points),
    };
    LEVELS.iter().zip(worth).map(of).collect()
}

/// The three layouts that are tried.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Layout {
    /// The unit form with columns of changes and of mid-year values.
    Unit,
    /// The project form of 财预〔2020〕10号.
    Project,
    /// A unit form in 元 whose sign, target and measure stand in columns of their own.
    Parted,
}

/// The form of a seed.
pub(crate) fn form(seed: u64, layout: Layout) -> Sheet {
    let numbers = &mut Numbers::of(seed);
    let parts = [Amounts::some(numbers), Amounts::some(numbers)];
    let whole = Amounts::sum(&parts);
    let rate = whole.rate();
    let executed = share(1_000, whole.0[2], whole.0[1]);
    let rows = indicators(numbers);
    let total = hundredths(executed + rows.iter().map(|row| row.score).sum::<u64>());
    let of_execution = format!("|10|{}%|{}", hundredths(rate), hundredths(executed));
    let mut text = String::from("--- 自评表\n");
    let (labels, change) = match layout {
        Layout::Unit | Layout::Parted => (["基本支出", "项目支出"], Change::Stated),
        Layout::Project => (["其中：当年财政拨款", "其他资金"], Change::Absent),
    };
    text += &match layout {
        Layout::Unit => format!(
            "部门（单位）整体支出绩效自评表|<|<|<|<|<|<|<|<|<\n（2023年度）|<|<|<|<|<|<|<|<|<\n部门（单位）名称|第{seed}局|<|<|<|<|<|<|<|<\n年度资金（万元）|资金来源|年初预算数|年中调整数|全年预算数|全年执行数|分值|执行率|得分\n"
        ),
        Layout::Project => format!(
            "项目支出绩效自评表|<|<|<|<|<|<|<|<\n（2023年度）|<|<|<|<|<|<|<|<\n项目名称|第{seed}项工程|<|<|<|<|<|<|<\n主管部门|示例局|<|<|实施单位|第{seed}局|<|<|<\n项目资金（万元）||年初预算数|全年预算数(A)|全年执行数(B)|分值|执行率(B/A)|得分\n"
        ),
        Layout::Parted => format!(
            "部门整体支出绩效自评表|<|<|<|<|<|<|<|<|<\n（2023年度）|<|<|<|<|<|<|<|<|<\n单位名称|第{seed}局|<|<|<|<|<|<|<|<\n部门预算执行情况（元）|资金来源|年初预算数|年中调整数|调整后预算数|预算执行数|权重|预算执行率|得分\n"
        ),
    };
    // Amounts in 元 are as large as those in 万元.
    let scaled = |amounts: Amounts| match layout {
        Layout::Parted => Amounts(amounts.0.map(|figure| figure * 10_000)),
        Layout::Unit | Layout::Project => amounts,
    };
    writeln!(
        text,
        "^|年度资金总额|{}{of_execution}",
        scaled(whole).cells(change)
    )
    .unwrap();
    for (label, part) in labels.into_iter().zip(parts) {
        writeln!(text, "^|{label}|{}", scaled(part).cells(change)).unwrap();
    }
    text += match layout {
        Layout::Unit => {
            "一级指标|二级指标|三级指标|年度指标值|年中完成值|实际完成值|指标完成率|分值|得分|偏差原因分析及改进措施\n"
        }
        Layout::Project => {
            "一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因分析及改进措施\n"
        }
        Layout::Parted => {
            "一级指标|二级指标|三级指标|指标性质|指标值|度量单位|实际完成值|权重|得分|未完成原因分析\n"
        }
    };
    for row in &rows {
        let (level1, level2) = row.level;
        let (name, points, score) = (&row.name, row.points, hundredths(row.score));
        let aim = format!("{}{}", row.sign, row.typed(&row.target));
        let done = row.typed(&row.actual);
        let line = match layout {
            Layout::Unit => {
                let rate = match (row.target.parse::<u64>(), row.actual.parse::<u64>()) {
                    (Ok(target), Ok(actual)) if row.sign != "≤" => {
                        format!("{}%", hundredths(share(10_000, actual, target)))
                    }
                    _ => "100%".to_owned(),
                };
                let half = match row.actual.parse::<u64>() {
                    Ok(actual) => row.typed(&(actual / 2 + 1).to_string()),
                    Err(_) => done.clone(),
                };
                format!("{aim}|{half}|{done}|{rate}|{points}|{score}")
            }
            Layout::Project => format!("{aim}|{done}|{points}|{score}"),
            Layout::Parted => {
                let Indicator {
                    sign,
                    target,
                    measure,
                    actual,
                    ..
                } = row;
                format!("{sign}|{target}|{measure}|{actual}|{points}|{score}")
            }
        };
        // No two units fall short for the same reason.
        let reason = match row.reason {
            "" => String::new(),
            reason => format!("{}：{reason}", area(seed)),
        };
        writeln!(text, "{level1}|{level2}|{name}|{line}|{reason}").unwrap();
    }
    text += &match layout {
        Layout::Unit => format!("总分|<|<|<|<|<|<|100|{total}\n"),
        Layout::Project => format!("总分|<|<|<|<|100|{total}\n"),
        Layout::Parted => format!("总分|<|<|<|<|<|<|100|{total}\n"),
    };
    sheets(&text).remove(0)
}

/// A place of its own for each form, long enough to make each reason another.
pub(crate) fn area(seed: u64) -> String {
    let letters = ["东", "西", "南", "北", "中", "上", "下", "前", "后", "里"];
    let mut numbers = Numbers::of(!seed);
    let letters = (0..8).map(|_| *numbers.one(&letters));
    letters.collect::<String>() + "片区"
}

#[test]
fn nothing_is_said_about_clean_forms() {
    let count = told("CLEAN_FORMS", 24);
    let first = told("CLEAN_SEED", 1);
    let place = TempDir::new().unwrap();
    for seed in first..first + count {
        let layouts = [Layout::Unit, Layout::Project, Layout::Parted];
        let layout = layouts[usize::try_from(seed % 3).unwrap()];
        let path = place.path().join(format!("{seed:04}.xlsx"));
        fs::write(path, xlsx(&[form(seed, layout)], None)).unwrap();
    }
    let results = results(place.path(), &["."]);
    let said = list(&results, "findings").filter(|f| f["severity"] != "info");
    let said: Vec<_> = said.map(ToString::to_string).collect();
    assert!(said.is_empty(), "{}", said.join("\n"));
    assert!(list(&results, "excluded").next().is_none(), "{results}");
    let units = list(&results, "units");
    assert_eq!(units.clone().count() as u64, count);
    for unit in units {
        // Rules may round a rate before its score, so that each of the ten parts may be a hundredth apart.
        let [recomputed, reported] = ["recomputed_total", "reported_total"]
            .map(|key| unit[key].as_str().unwrap().parse::<f64>().unwrap());
        assert!((recomputed - reported).abs() < 0.1, "{unit}");
        assert_eq!(unit["pending"], false);
    }
}
