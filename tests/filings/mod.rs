//! A faultless form and the rules it is held against, for cases that spoil one thing at a time.
#![allow(
    dead_code,
    unreachable_pub,
    reason = "each test binary uses its own part"
)]

use ecow::EcoString;
use rust_decimal::Decimal;
use ziping::model::{
    Basis, CellRef, Content, Evaluation, ExecutionResult, Figure, Filing, FormHead, FormScore,
    Funding, FundingLine, Gaps, GroupPoints, Indicator, IndicatorResult, Kind, Located, Measure,
    MethodKind, Stage, Statement, Unit,
};
use ziping::rules::RuleSet;

pub fn d(text: &str) -> Decimal {
    text.parse().unwrap()
}

pub fn cell(address: (u32, u32)) -> CellRef {
    CellRef::new(address.0, address.1)
}

/// A figure as typed; a percentage becomes a fraction.
pub fn figure(typed: &str, at: (u32, u32)) -> Option<Figure> {
    let value = match typed.strip_suffix('%') {
        Some(number) => d(number) / Decimal::ONE_HUNDRED,
        None => d(typed),
    };
    Some(Figure::new(value, cell(at), typed))
}

pub fn text(words: &str, at: (u32, u32)) -> Option<Located<EcoString>> {
    Some(Located::new(words.into(), cell(at), words))
}

pub fn words(words: &str, at: (u32, u32)) -> Option<Located<Statement>> {
    let statement = Statement {
        comparator: None,
        content: Content::Text(words.into()),
    };
    Some(Located::new(statement, cell(at), words))
}

pub fn quantity(typed: &str, at: (u32, u32)) -> Option<Located<Statement>> {
    let statement = ziping::form::target::parse(typed);
    Some(Located::new(statement, cell(at), typed))
}

pub fn line(label: &str, amounts: [&str; 3], row: u32) -> FundingLine {
    let amount = |typed: &str, col| (!typed.is_empty()).then(|| figure(typed, (row, col)).unwrap());
    let [initial, adjusted, executed] = amounts;
    FundingLine {
        label: label.into(),
        within: true,
        cell: CellRef::new(row, 1),
        initial: amount(initial, 2),
        change: None,
        adjusted: amount(adjusted, 4),
        executed: amount(executed, 5),
        rate: None,
    }
}

fn funding() -> Funding {
    Funding {
        measure: Some(Measure::TenThousandYuan),
        cell: CellRef::new(5, 1),
        initial: figure("433.69", (5, 2)),
        carryover: None,
        change: figure("52.13", (5, 3)).map(Box::new),
        adjusted: figure("485.82", (5, 4)),
        executed: figure("436.51", (5, 5)),
        gaps: Gaps::default(),
        forecast: None,
        rate: figure("89.85%", (5, 7)),
        points: figure("10", (5, 6)),
        reported: figure("8.98", (5, 8)),
    }
}

/// An indicator with nothing but a name.
pub fn unfilled(name: &str) -> Indicator {
    Indicator {
        level1: None,
        level2: None,
        name: name.into(),
        cell: CellRef::default(),
        target: None,
        initial_target: None,
        midyear: None,
        forecast: None,
        actual: None,
        completion: None,
        points: None,
        reported: None,
        criterion: None,
        reason: None,
        goal: false,
    }
}

/// A self-evaluation of 2023 with nothing filled in.
pub fn blank() -> Filing {
    let head = FormHead {
        file: "街道/甲局.xlsx".into(),
        sheet: "自评表".into(),
        kind: Kind::Unit,
        stage: Stage::SelfEvaluation,
        goal: None,
        unit: Unit::default(),
        department: None,
        project: None,
        year: Some(Located::new(2023, CellRef::new(1, 0), "（2023年度）")),
        funding: None,
        groups: Vec::new(),
        reported_total: None,
        stated_points: None,
        reported_grade: None,
    };
    Filing {
        head,
        parts: Vec::new(),
        indicators: Vec::new(),
    }
}

fn indicator(name: &str, row: u32) -> Indicator {
    Indicator {
        level1: Some("产出指标".into()),
        cell: CellRef::new(row, 2),
        target: quantity("≥50", (row, 3)),
        actual: quantity("52", (row, 5)),
        completion: figure("104%", (row, 6)).map(Box::new),
        points: figure("45", (row, 7)),
        reported: figure("45", (row, 8)),
        ..unfilled(name)
    }
}

fn filing() -> Filing {
    let head = FormHead {
        unit: Unit {
            name: text("甲局", (2, 1)),
            ..Unit::default()
        },
        funding: Some(funding()),
        groups: vec![GroupPoints {
            name: "产出指标".into(),
            points: figure("90", (12, 0)).unwrap(),
        }],
        reported_total: figure("98.98", (14, 8)),
        stated_points: figure("100", (14, 7)),
        reported_grade: text("优", (15, 1)),
        ..blank().head
    };
    Filing {
        head,
        parts: vec![
            line("基本支出", ["", "416.21", "415.17"], 6),
            line("项目支出", ["", "69.61", "21.34"], 7),
        ],
        indicators: vec![indicator("服务企业数", 12), indicator("培训人数", 13)],
    }
}

fn evaluation(rules: &RuleSet) -> Evaluation {
    let result = IndicatorResult {
        method: MethodKind::Proportional,
        completion_rate: Some(d("1.04")),
        score: Some(d("45")),
        basis: Basis::Recomputed,
        upward: true,
        completion: Some(d("1.04")),
        band: None,
        assumed: None,
        objection: None,
    };
    let score = FormScore {
        execution: ExecutionResult {
            rate: Some(d("0.8985")),
            adjustment_rate: Some(d("0.1202")),
            points: Some(d("10")),
            score: Some(d("8.99")),
            basis: Basis::Recomputed,
        },
        total: Some(d("98.99")),
        grade: rules.grade(d("98.99")),
        unverified: Decimal::ZERO,
        pending: false,
        reweighted: None,
    };
    Evaluation {
        score,
        indicators: vec![result.clone(), result],
    }
}

pub fn rules() -> RuleSet {
    RuleSet::load(Some("national-half-up")).unwrap()
}

/// A form with everything an audit looks at.
pub struct Form {
    pub filing: Filing,
    pub evaluation: Evaluation,
    pub rules: RuleSet,
}

impl Form {
    /// A form without a fault.
    pub fn faultless() -> Self {
        let rules = rules();
        Self {
            filing: filing(),
            evaluation: evaluation(&rules),
            rules,
        }
    }

    pub fn funding(&mut self) -> &mut Funding {
        self.filing.funding.as_mut().unwrap()
    }

    pub fn first(&mut self) -> &mut Indicator {
        &mut self.filing.indicators[0]
    }

    pub fn result(&mut self) -> &mut IndicatorResult {
        &mut self.evaluation.indicators[0]
    }
}
