//! The formulas of the indicator table: what `rules::evaluate` computes, in functions that Excel 2010, WPS
//! and LibreOffice share.
//!
//! Doubles carry noise in their last digits; a product is therefore cut to nine places before the digit that
//! decides is looked at, which leaves ties ties and everything else what it is.

use super::pen::address;
use super::shape::{
    ACTUAL, JUDGED, LEVEL1, LEVEL2, MEASURE, MEASURES, METHOD, NAME, POINTS, REASON, SIGN, Step,
    TARGET,
};
use crate::model::MethodKind as Kind;
use crate::number::{Rounding, RoundingMode};
use crate::rules::{Measured, Method, Pattern, ReverseVariant, RuleSet, TargetIs};

/// The methods that a form can choose by name; those of one figure alone need no choosing.
pub(super) const CHOSEN: [Kind; 6] = [
    Kind::Proportional,
    Kind::ReverseDeduction,
    Kind::ReverseRatio,
    Kind::AllOrNothing,
    Kind::BudgetUtilisation,
    Kind::Qualitative,
];

/// Formulas under one rule set, with the cells of the total row that they look at.
pub(super) struct Scoring<'a> {
    pub(super) rules: &'a RuleSet,
    /// 预算执行率, not rounded.
    pub(super) execution: String,
    /// 年初预算数 of the total row.
    pub(super) initial: String,
    /// 全年预算数 of the total row.
    pub(super) adjusted: String,
}

/// The cells of one case: target, actual value, which side is good.
struct Terms {
    target: String,
    actual: String,
    sense: String,
    /// What one of the measure is: 0.01 for %, 10000 for 万元.
    factor: String,
}

impl Terms {
    /// Attained value: negative counts as 0 unless the target is negative or lower is better.
    fn attained(&self) -> String {
        let (t, a, s) = (&self.target, &self.actual, &self.sense);
        format!(r#"IF(OR({s}="≤",{t}<0),{a},MAX({a},0))"#)
    }

    fn met(&self) -> String {
        let (t, a, s, att) = (&self.target, &self.actual, &self.sense, self.attained());
        format!(r#"IF({s}="≤",{a}<={t},IF({s}=">",{att}>{t},{att}>={t}))"#)
    }

    fn ratio(&self) -> String {
        let (t, att) = (&self.target, self.attained());
        format!(r#"IF({t}>0,{att}/{t},"")"#)
    }

    fn proportional(&self) -> String {
        let (t, att, met) = (&self.target, self.attained(), self.met());
        format!(r#"IF({t}>0,{att}/{t},IF({met},1,""))"#)
    }

    fn deducted(&self) -> String {
        let (t, a) = (&self.target, &self.actual);
        format!(r#"IF({a}<={t},1,IF({t}>0,MAX(0,2*{t}-{a})/{t},""))"#)
    }

    fn inverted(&self) -> String {
        let (t, a) = (&self.target, &self.actual);
        format!(r#"IF({a}<={t},1,IF({t}>0,{t}/{a},""))"#)
    }

    fn completion(&self) -> String {
        let (s, down, up) = (&self.sense, self.deducted(), self.ratio());
        format!(r#"IF({s}="≤",{down},{up})"#)
    }

    fn zero_met(&self) -> String {
        let (a, s) = (&self.actual, &self.sense);
        format!(r#"IF({s}="≥",TRUE,IF({s}=">",{a}>0,{a}<=0))"#)
    }

    fn in_range(&self) -> String {
        let (t, a, s) = (&self.target, &self.actual, &self.sense);
        let (down, up) = (self.deducted(), self.proportional());
        format!(r#"IF({a}={t},1,IF({s}="≤",{down},{up}))"#)
    }

    /// Distance to the target on the bad side, in the measure's ones.
    fn missing(&self) -> String {
        let (t, a, s) = (&self.target, &self.actual, &self.sense);
        let (att, f) = (self.attained(), &self.factor);
        let (below, above) = (format!("({t}-{att})"), format!("({a}-{t})"));
        format!(r#"MAX(0,IF({s}="≤",{above},IF({s}="=",MAX({below},{above}),{below})))*{f}"#)
    }
}

/// A method under the name that stands in the column of methods.
struct Named<'m> {
    key: String,
    method: &'m Method,
}

/// The methods without parameters.
const PLAIN: [Method; 7] = [
    Method::Proportional,
    Method::ReverseDeduction,
    Method::ReverseRatio,
    Method::AllOrNothing,
    Method::BudgetUtilisation,
    Method::TargetZero,
    Method::NothingIncurred,
];

/// The name of a pattern's method: P1 for the first of the rule set.
pub(super) fn pattern_key(index: usize) -> String {
    format!("P{}", index.saturating_add(1))
}

const fn word(kind: Kind) -> &'static str {
    kind.title().zh
}

impl Scoring<'_> {
    /// The formula of a step in `row`; `first` where no row of the table stands above.
    pub(super) fn step(&self, step: Step, row: u32, first: u32) -> String {
        match step {
            Step::Level1 => carried(row, first, LEVEL1, step),
            Step::Level2 => carried(row, first, LEVEL2, step),
            Step::TargetText => plain(row, TARGET),
            Step::ActualText => plain(row, ACTUAL),
            Step::Target => number(&at(row, Step::TargetText)),
            Step::Actual => number(&at(row, Step::ActualText)),
            Step::Sense => self.sense(row),
            Step::Method => self.method(row),
            Step::Completion => self.completion(row),
            Step::Share => self.share(row),
            Step::Rate => self.rate(row),
            Step::Exact => self.exact(row),
        }
    }

    fn terms(row: u32) -> Terms {
        Terms {
            target: at(row, Step::Target),
            actual: at(row, Step::Actual),
            sense: at(row, Step::Sense),
            factor: factor(row),
        }
    }

    /// Which side of the target is good, by its sign or by group and name.
    fn sense(&self, row: u32) -> String {
        let (sign, target) = (address(row, SIGN), at(row, Step::Target));
        let name = unspaced(&address(row, NAME));
        let levels = unspaced(&format!(
            r#"{}&"|"&{}"#,
            at(row, Step::Level1),
            at(row, Step::Level2)
        ));
        let reverse = &self.rules.reverse;
        let (except, names, groups) = (
            any(&reverse.except, &name),
            any(&reverse.names, &name),
            any(&reverse.groups, &levels),
        );
        format!(
            r#"IF({target}="","",IF(OR({sign}="≥",{sign}=">",{sign}="="),{sign},IF(OR({sign}="≤",{sign}="<",AND(NOT({except}),OR({names},{groups}))),"≤",IF({target}=0,"=","≥"))))"#
        )
    }

    /// The method in force: the rule set's pattern, what the form chose, or by sign.
    fn method(&self, row: u32) -> String {
        let both = both(row);
        let (own, dated) = (address(row, METHOD), in_time(row));
        let deadline = word(Kind::Deadline);
        let chosen = self.chosen(row);
        let judged = format!(
            r#"IF({own}="{}","",IF({both},{chosen},IF({dated},"{deadline}","")))"#,
            word(Kind::Qualitative)
        );
        let idle = self.idle(row);
        let free = format!(r#"IF({idle},"{}",{judged})"#, word(Kind::NothingIncurred));
        let patterns = self.rules.patterns.iter().enumerate().rev();
        patterns.fold(free, |otherwise, (index, pattern)| {
            let fits = self.fits(pattern, row);
            let key = pattern_key(index);
            let used = match pattern.method {
                Method::Qualitative => r#""""#.to_owned(),
                Method::NothingIncurred => format!(r#""{key}""#),
                Method::BudgetUtilisation => format!(
                    r#"IF({both},IF({}="",{chosen},"{key}"),IF({dated},"{deadline}",""))"#,
                    self.execution
                ),
                _ => format!(r#"IF({both},"{key}",IF({dated},"{deadline}",""))"#),
            };
            format!("IF({fits},{used},{otherwise})")
        })
    }

    /// What the form chose, where it can be followed, else by sign.
    fn chosen(&self, row: u32) -> String {
        let own = address(row, METHOD);
        let by_sign = self.by_sign(row);
        let named = [
            Kind::Proportional,
            Kind::ReverseDeduction,
            Kind::ReverseRatio,
            Kind::AllOrNothing,
        ];
        let named: Vec<String> = named
            .iter()
            .map(|kind| format!(r#"{own}="{}""#, word(*kind)))
            .collect();
        format!(
            r#"IF({own}="{}","",IF(AND({own}="{}",{}<>""),{own},IF(OR({}),{own},{by_sign})))"#,
            word(Kind::Qualitative),
            word(Kind::BudgetUtilisation),
            self.execution,
            named.join(",")
        )
    }

    fn by_sign(&self, row: u32) -> String {
        let reverse = match self.rules.reverse.variant {
            ReverseVariant::Deduction => Kind::ReverseDeduction,
            ReverseVariant::Ratio => Kind::ReverseRatio,
        };
        format!(
            r#"IF({}=0,"{}",IF({}="≤","{}","{}"))"#,
            at(row, Step::Target),
            word(Kind::TargetZero),
            at(row, Step::Sense),
            word(reverse),
            word(Kind::Proportional)
        )
    }

    /// Whether the form says 无发生额 and its figures do not contradict that.
    fn idle(&self, row: u32) -> String {
        let (actual, reason) = (address(row, ACTUAL), address(row, REASON));
        let said = format!(r#"{actual}&"|"&{reason}&"|"&{}"#, address(row, MEASURES));
        let said = any(&self.rules.nothing_incurred, &unspaced(&said));
        let (both, met) = (both(row), Self::terms(row).met());
        let (target, figure) = (at(row, Step::Target), at(row, Step::Actual));
        format!("AND({said},IF({both},OR({figure}=0,{met}),ISNUMBER({target})))")
    }

    /// Whether a pattern of the rule set is meant for the indicator.
    fn fits(&self, pattern: &Pattern, row: u32) -> String {
        let mut conditions = Vec::new();
        if !pattern.names.is_empty() {
            conditions.push(any(&pattern.names, &unspaced(&address(row, NAME))));
        }
        if !pattern.groups.is_empty() {
            let levels = format!(r#"{}&"|"&{}"#, at(row, Step::Level1), at(row, Step::Level2));
            conditions.push(any(&pattern.groups, &unspaced(&levels)));
        }
        if let Some(comparator) = pattern.comparator {
            let sign = address(row, SIGN);
            conditions.push(format!(r#"{sign}="{}""#, comparator.sign()));
        }
        if let Some(what) = pattern.target {
            conditions.push(self.equals(what, row));
        }
        match conditions.len() {
            0 => "TRUE".to_owned(),
            _ => format!("AND({})", conditions.join(",")),
        }
    }

    /// Whether the target is a budget of the total row, as printed or in 元; the form is in 万元.
    fn equals(&self, what: TargetIs, row: u32) -> String {
        let budget = match what {
            TargetIs::InitialBudget => &self.initial,
            TargetIs::AdjustedBudget => &self.adjusted,
        };
        let (target, measure) = (at(row, Step::Target), address(row, MEASURE));
        let factor = factor(row);
        format!(
            r#"IF(COUNT({target},{budget})=2,OR(AND({measure}<>"%",ROUND({target}-{budget},8)=0),ROUND({target}*{factor}-{budget}*10000,6)=0),FALSE)"#
        )
    }

    /// The methods by the names they have in the column of methods.
    fn methods(&self) -> Vec<Named<'_>> {
        let plain = PLAIN.iter().map(|method| Named {
            key: word(method.kind()).to_owned(),
            method,
        });
        let patterns = self.rules.patterns.iter().enumerate();
        let patterns = patterns.map(|(index, pattern)| Named {
            key: pattern_key(index),
            method: &pattern.method,
        });
        plain.chain(patterns).collect()
    }

    /// One expression for each method, chosen by the name in the column of methods.
    fn by_method(&self, row: u32, expression: impl Fn(&Method) -> String) -> String {
        let method = at(row, Step::Method);
        let methods = self.methods();
        methods
            .iter()
            .rev()
            .fold(r#""""#.to_owned(), |rest, named| {
                let own = expression(named.method);
                format!(r#"IF({method}="{}",{own},{rest})"#, named.key)
            })
    }

    /// 完成率, not rounded.
    fn completion(&self, row: u32) -> String {
        let (terms, method) = (Self::terms(row), at(row, Step::Method));
        let by_method = self.by_method(row, |method| match method {
            Method::NothingIncurred => {
                format!(r#"IF({},{},"")"#, both(row), terms.completion())
            }
            _ => self.rate_of(method, &terms),
        });
        let deadline = word(Kind::Deadline);
        format!(r#"IF({method}="","",IF({method}="{deadline}",1,{by_method}))"#)
    }

    /// 完成率 by one method.
    fn rate_of(&self, method: &Method, terms: &Terms) -> String {
        match method {
            Method::Proportional | Method::Steps { .. } | Method::PassLine { .. } => {
                terms.proportional()
            }
            Method::ReverseDeduction => terms.deducted(),
            Method::ReverseRatio => terms.inverted(),
            Method::BudgetUtilisation => self.execution.clone(),
            Method::DeductPerUnit { .. } | Method::AllOrNothing | Method::NothingIncurred => {
                terms.completion()
            }
            Method::TargetZero => format!(r#"IF({},1,"")"#, terms.zero_met()),
            Method::WithinRange => terms.in_range(),
            Method::Qualitative | Method::Deadline => r#""""#.to_owned(),
        }
    }

    /// Share of the points, not rounded; blank where points are deducted instead.
    fn share(&self, row: u32) -> String {
        let (terms, method) = (Self::terms(row), at(row, Step::Method));
        let done = at(row, Step::Completion);
        let by_method = self.by_method(row, |method| self.share_by(method, &terms, &done));
        let deadline = word(Kind::Deadline);
        format!(r#"IF({method}="","",IF({method}="{deadline}",1,{by_method}))"#)
    }

    fn share_by(&self, method: &Method, terms: &Terms, done: &str) -> String {
        match method {
            Method::Proportional => self.tempered(terms, done),
            Method::Steps { of, steps } => {
                let measured = match of {
                    Measured::Completion => done.to_owned(),
                    Measured::Actual => format!("{}*{}", terms.attained(), terms.factor),
                };
                let reached = steps.iter().fold("0".to_owned(), |below, step| {
                    format!(
                        "IF(ROUND({measured},12)>={},{},{below})",
                        step.from, step.share
                    )
                });
                format!(r#"IF({done}="","",{reached})"#)
            }
            Method::PassLine { from } => {
                format!(r#"IF({done}="","",MAX(0,{done}-{from})/(1-{from}))"#)
            }
            Method::AllOrNothing => format!("IF({},1,0)", terms.met()),
            Method::TargetZero => format!("IF({},1,0)", terms.zero_met()),
            Method::NothingIncurred => "1".to_owned(),
            Method::ReverseDeduction
            | Method::ReverseRatio
            | Method::BudgetUtilisation
            | Method::WithinRange => done.to_owned(),
            Method::DeductPerUnit { .. } | Method::Qualitative | Method::Deadline => {
                r#""""#.to_owned()
            }
        }
    }

    /// The share kept far above target, where the rule set deducts for it.
    fn tempered(&self, terms: &Terms, done: &str) -> String {
        let steps = self.rules.over_fulfilled_deductions.iter();
        let kept = steps.fold(done.to_owned(), |below, step| {
            format!("IF({done}>={},{},{below})", step.from, step.share)
        });
        if self.rules.over_fulfilled_deductions.is_empty() {
            return kept;
        }
        format!(r#"IF({done}="","",IF({}="≤",{done},{kept}))"#, terms.sense)
    }

    /// The share within 0 to 1, rounded where the rule set rounds rates.
    pub(super) fn rate(&self, row: u32) -> String {
        let share = at(row, Step::Share);
        let within = format!("MAX(0,MIN(1,{share}))");
        let rate = match self.rules.rounding.rate {
            Some(rounding) => rounded(&scaled(&within, rounding, 8), rounding),
            None => within,
        };
        format!(r#"IF({share}="","",{rate})"#)
    }

    /// Points × share in units of the last place kept.
    pub(super) fn exact_of_rate(&self, row: u32) -> String {
        let (points, rate) = (address(row, POINTS), at(row, Step::Rate));
        let earned = scaled(&format!("{points}*{rate}"), self.rules.rounding.score, 9);
        format!(r#"IF(OR({points}="",{rate}=""),"",{earned})"#)
    }

    /// The same for an indicator, which may be worth all points less a deduction.
    fn exact(&self, row: u32) -> String {
        let deducts = |p: &Pattern| p.method.kind() == Kind::DeductPerUnit;
        if !self.rules.patterns.iter().any(deducts) {
            return self.exact_of_rate(row);
        }
        let (points, rate) = (address(row, POINTS), at(row, Step::Rate));
        let rounding = self.rules.rounding.score;
        let terms = Self::terms(row);
        let lost = self.by_method(row, |method| match method {
            Method::DeductPerUnit { unit, deduct } => {
                let left = format!("MAX(0,{points}-{}/{unit}*{deduct})", terms.missing());
                scaled(&left, rounding, 9)
            }
            _ => r#""""#.to_owned(),
        });
        let earned = self.exact_of_rate(row);
        format!(r#"IF({points}="","",IF({rate}="",{lost},{earned}))"#)
    }

    /// 得分: computed, else what was judged, within 0 and the points.
    pub(super) fn score(&self, row: u32) -> String {
        let (points, judged) = (address(row, POINTS), address(row, JUDGED));
        let exact = at(row, Step::Exact);
        let computed = self.within(&points, &exact);
        format!(
            r#"IF(OR({points}="",N({points})<0),"",IF({exact}="",IF(AND(ISNUMBER({judged}),N({judged})>=0,N({judged})<={points}),{judged},""),{computed}))"#
        )
    }

    /// A score from its exact value, within 0 and the points.
    pub(super) fn within(&self, points: &str, exact: &str) -> String {
        let score = rounded(exact, self.rules.rounding.score);
        format!("MAX(0,MIN({points},{score}))")
    }

    /// Share of the execution points by the rate in `rate`.
    pub(super) fn execution_share(&self, rate: &str) -> String {
        let terms = Terms {
            target: "1".to_owned(),
            actual: rate.to_owned(),
            sense: r#""≥""#.to_owned(),
            factor: "1".to_owned(),
        };
        let method = &self.rules.execution.method;
        let done = match method {
            Method::BudgetUtilisation => rate.to_owned(),
            _ => self.rate_of(method, &terms),
        };
        let share = match method {
            Method::Proportional => rate.to_owned(),
            _ => self.share_by(method, &terms, &format!("({done})")),
        };
        format!(r#"IF({rate}="","",{share})"#)
    }
}

/// Address of a step of the computation.
pub(super) fn at(row: u32, step: Step) -> String {
    address(row, step.col())
}

/// Whether target and actual value are both numbers.
fn both(row: u32) -> String {
    let (target, actual) = (at(row, Step::Target), at(row, Step::Actual));
    format!("COUNT({target},{actual})=2")
}

/// A level name, or the one carried down from above.
fn carried(row: u32, first: u32, col: u16, step: Step) -> String {
    let own = address(row, col);
    let above = match row > first {
        true => at(row - 1, step),
        false => r#""""#.to_owned(),
    };
    format!(r#"IF({own}<>"",{own},{above})"#)
}

fn unspaced(text: &str) -> String {
    format!(r#"SUBSTITUTE({text}," ","")"#)
}

/// What was typed, without blanks and, in rows of percentages, without the sign.
fn plain(row: u32, col: u16) -> String {
    let (typed, measure) = (address(row, col), address(row, MEASURE));
    unspaced(&format!(
        r#"IF({measure}="%",SUBSTITUTE({typed}&"","%",""),{typed}&"")"#
    ))
}

/// The number a text says: digits, one point, one leading minus; blank for everything else.
fn number(text: &str) -> String {
    let rest = ('0'..='9').fold(text.to_owned(), |rest, digit| {
        format!(r#"SUBSTITUTE({rest},"{digit}","")"#)
    });
    format!(
        r#"IF(AND(OR({rest}="",{rest}=".",{rest}="-",{rest}="-."),LEN({text})<=16,LEN({text})>LEN({rest}),ISERROR(FIND("-",{text},2)),LEFT(SUBSTITUTE({text},"-",""),1)<>".",RIGHT({text},1)<>"."),VALUE({text}),"")"#
    )
}

/// Whether one of `words` occurs in `text`.
fn any(words: &[Box<str>], text: &str) -> String {
    if words.is_empty() {
        return "FALSE".to_owned();
    }
    let quoted: Vec<String> = words
        .iter()
        .map(|w| format!(r#""{}""#, w.replace('"', r#""""#)))
        .collect();
    format!(
        "SUMPRODUCT(--ISNUMBER(FIND({{{}}},{text})))>0",
        quoted.join(",")
    )
}

/// What one of the measure is in ones.
fn factor(row: u32) -> String {
    let measure = address(row, MEASURE);
    format!(
        r#"IF(OR({measure}="%",{measure}="百分点",{measure}="个百分点"),0.01,IF(LEFT({measure},1)="万",10000,IF(LEFT({measure},1)="亿",100000000,1)))"#
    )
}

/// A deadline 2023年12月31日[前] that was met on or before the day, or by 100%.
fn in_time(row: u32) -> String {
    let (due, done) = (at(row, Step::TargetText), at(row, Step::ActualText));
    let sign = address(row, SIGN);
    let (due_day, done_day) = (day(&due), day(&done));
    format!(
        r#"IFERROR(AND({sign}<>"≥",{sign}<>">",{due_day}>0,OR({done}="100%",IFERROR({done_day}<={due_day},FALSE))),FALSE)"#
    )
}

/// The day that a text such as 2023年12月31日前 names; an error where it names none.
fn day(text: &str) -> String {
    let (month, end) = (
        format!(r#"FIND("月",{text})"#),
        format!(r#"FIND("日",{text})"#),
    );
    let behind = format!("MID({text},{end}+1,9)");
    format!(
        r#"IF(AND(MID({text},5,1)="年",OR({behind}="",{behind}="前",{behind}="之前",{behind}="以前")),DATE(VALUE(LEFT({text},4)),VALUE(MID({text},6,{month}-6)),VALUE(MID({text},{month}+1,{end}-{month}-1))),NA())"#
    )
}

/// `figure` in units of the last place kept, cut to `places` further places.
fn scaled(figure: &str, rounding: Rounding, places: u32) -> String {
    format!("ROUND({figure}*{},{places})", unit(rounding))
}

/// What [`scaled`] gave, rounded and brought back.
fn rounded(scaled: &str, rounding: Rounding) -> String {
    let whole = match rounding.mode {
        RoundingMode::HalfUp => format!("ROUND({scaled},0)"),
        RoundingMode::HalfEven => {
            format!("IF(MOD({scaled},2)=0.5,{scaled}-0.5,ROUND({scaled},0))")
        }
        RoundingMode::Down => format!("INT({scaled})"),
    };
    format!("{whole}/{}", unit(rounding))
}

/// How many of the last place kept make one.
fn unit(rounding: Rounding) -> String {
    let places = usize::try_from(rounding.places).unwrap_or(0);
    format!("1{}", "0".repeat(places))
}
