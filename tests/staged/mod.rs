//! A district through its year: goal forms, monitoring forms made from them, self-evaluations made from both.
#![allow(
    dead_code,
    unreachable_pub,
    reason = "each test binary uses its own part"
)]

use crate::filings::d;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rust_decimal::Decimal;
use ziping::base::lang::Lang;
use ziping::blank::{FundRow, IndicatorRow, Order, Prefill, workbook};
use ziping::form::labels::{IndicatorColumn as C, Labels};
use ziping::model::{Comparator, Kind, Stage};
use ziping::prefill::{StagedForms, staged};
use ziping::rules::RuleSet;
use ziping::run::Assessment;
use ziping::run::{Progress, Run, assess};

/// Who files, and what becomes of the year.
pub struct Body {
    pub group: &'static str,
    pub unit: &'static str,
    pub code: &'static str,
    pub project: Option<&'static str>,
    /// 年初预算数, 全年预算数, 1-7月执行数, 全年执行数.
    pub amounts: [&'static str; 4],
    /// Mid-year and actual values of the indicators.
    pub values: [[&'static str; 2]; 4],
}

pub const BODIES: [Body; 5] = [
    Body {
        group: "党政机关",
        unit: "示例县教育局",
        code: "201001",
        project: None,
        amounts: ["500", "520", "290", "510"],
        values: [
            ["700", "1268"],
            ["96", "97.5"],
            ["有所提升", "达成年度指标"],
            ["", "93"],
        ],
    },
    Body {
        group: "党政机关",
        unit: "示例县林业局",
        code: "201002",
        project: None,
        amounts: ["300", "300", "126", "280"],
        values: [
            ["500", "1100"],
            ["90", "95"],
            ["有所提升", "达成年度指标"],
            ["92", "92"],
        ],
    },
    Body {
        group: "乡镇",
        unit: "示例县河口乡人民政府",
        code: "301001",
        project: None,
        amounts: ["200", "220", "60", "200"],
        values: [
            ["300", "1200"],
            ["80", "95"],
            ["尚未开始", "达成年度指标"],
            ["", "90"],
        ],
    },
    Body {
        group: "党政机关",
        unit: "示例县水利局",
        code: "201003",
        project: Some("农村供水工程"),
        amounts: ["150", "150", "45", "150"],
        values: [
            ["600", "1200"],
            ["95", "96"],
            ["有所提升", "达成年度指标"],
            ["90", "91"],
        ],
    },
    Body {
        group: "乡镇",
        unit: "示例县青山镇人民政府",
        code: "301002",
        project: None,
        amounts: ["0", "0", "0", "0"],
        values: [
            ["600", "1200"],
            ["95", "95"],
            ["有所提升", "达成年度指标"],
            ["90", "90"],
        ],
    },
];

const LEVELS: [[&str; 2]; 4] = [
    ["产出指标", "数量指标"],
    ["产出指标", "质量指标"],
    ["效益指标", "社会效益指标"],
    ["满意度指标", "服务对象满意度指标"],
];

/// Name, sign, target, measure, weight.
type Goal = (
    &'static str,
    Option<Comparator>,
    &'static str,
    &'static str,
    i64,
);

const GOALS: [Goal; 4] = [
    (
        "业务培训人次",
        Some(Comparator::AtLeast),
        "1200",
        "人次",
        30,
    ),
    ("检查问题整改率", Some(Comparator::AtLeast), "95", "%", 30),
    ("群众办事便利程度", None, "进一步提升", "", 20),
    ("服务对象满意度", Some(Comparator::AtLeast), "90", "%", 10),
];

fn words(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

impl Body {
    pub fn kind(&self) -> Kind {
        match self.project {
            None => Kind::Unit,
            Some(_) => Kind::Project,
        }
    }

    /// What the unit writes into its goal form.
    pub fn goals(&self) -> Prefill {
        let indicators = LEVELS.iter().zip(&GOALS);
        let indicators = indicators.map(|(levels, (name, sign, target, measure, points))| {
            IndicatorRow::default()
                .with(C::Level1, levels[0])
                .with(C::Level2, levels[1])
                .with(C::Level3, *name)
                .with(C::Sign, sign.map(Comparator::sign))
                .with(C::Target, *target)
                .with(C::Measure, *measure)
                .with(C::Points, Decimal::from(*points))
        });
        Prefill {
            unit: words(self.unit),
            code: words(self.code),
            project: self.project.and_then(words),
            department: self.project.and_then(|_| words("示例县人民政府")),
            funds: vec![FundRow {
                label: "年度资金总额".to_owned(),
                initial: Some(d(self.amounts[0])),
                ..FundRow::default()
            }],
            goal: words("完成业务培训1200人次，问题整改率95%以上，服务对象满意度90%以上。"),
            indicators: indicators.collect(),
            ..Prefill::default()
        }
    }

    /// What the unit adds to its monitoring form.
    pub fn watch(&self, prefill: &mut Prefill) {
        let total = &mut prefill.funds[0];
        total.adjusted = Some(d(self.amounts[1]));
        total.executed = Some(d(self.amounts[2]));
        total.forecast = Some(d(self.amounts[3]));
        for (row, [midyear, _]) in prefill.indicators.iter_mut().zip(&self.values) {
            row.set(C::Midyear, *midyear);
            row.set(C::Forecast, row.value(C::Target));
        }
    }

    /// What the unit adds to its self-evaluation.
    pub fn close(&self, prefill: &mut Prefill) {
        let total = &mut prefill.funds[0];
        total.adjusted = Some(d(self.amounts[1]));
        total.executed = Some(d(self.amounts[3]));
        for (row, [_, actual]) in prefill.indicators.iter_mut().zip(&self.values) {
            row.set(C::Actual, *actual);
            let judged = row.text(C::Sign).is_none().then(|| d("18"));
            row.set(C::Judged, judged);
            row.set(C::Reason, "按计划完成");
        }
    }
}

/// The bytes of a form of a stage.
pub fn form(kind: Kind, stage: Stage, prefill: &Prefill) -> Vec<u8> {
    let order = Order {
        kind,
        stage,
        labels: &Labels::load(None).unwrap(),
        rules: &RuleSet::load(None).unwrap(),
        year: Some(2025),
        lang: Lang::Zh,
    };
    workbook(&order, prefill).unwrap()
}

pub fn put(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

/// Goal forms of all bodies in `folder`.
pub fn file_goals(folder: &Path) {
    for body in &BODIES {
        let bytes = form(body.kind(), Stage::Goals, &body.goals());
        put(
            &folder.join(body.group).join(format!("{}.xlsx", body.unit)),
            &bytes,
        );
    }
}

struct Quiet;

impl Progress for Quiet {
    fn found(&self, _: usize) {}
    fn done(&self) {}
}

/// The forms below `paths`, each by its own stage or those of one stage.
pub fn read(paths: &[PathBuf], stage: Option<Stage>) -> Assessment {
    let rules = RuleSet::load(None).unwrap();
    let run = Run {
        paths: paths.to_vec(),
        labels: Labels::load(None).unwrap(),
        midyear: rules.midyear,
        rules: Arc::new(rules),
        roster: None,
        stage,
        selection: ziping::intake::Selection::default(),
        year: None,
        decisions: None,
        papers: Default::default(),
        program: env!("CARGO_BIN_EXE_ziping").into(),
    };
    assess(&run, &Quiet).unwrap()
}

/// The forms of the next stage, filled in by their units, in `folder`.
pub fn file_next(earlier: &[PathBuf], stage: Stage, folder: &Path) -> StagedForms {
    let staged = staged(&read(earlier, None), stage, &Labels::load(None).unwrap());
    for (kind, next) in &staged.forms {
        let mut prefill = next.prefill.clone();
        let body = BODIES
            .iter()
            .find(|b| words(b.unit) == prefill.unit)
            .unwrap();
        match stage {
            Stage::Midyear => body.watch(&mut prefill),
            _ => body.close(&mut prefill),
        }
        put(&folder.join(&next.path), &form(*kind, stage, &prefill));
    }
    staged
}
