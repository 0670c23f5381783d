//! Every code: its wordings, its facts, how it is stored, and the list of all codes in `docs/findings.md`.

use std::collections::BTreeSet;
use std::env;
use std::fmt::Write as _;
use std::fs;

use crate::filings::{Form, d};
use ziping::audit::{CHECKS, Case, audit_case};
use ziping::base::lang::{Lang, Text};
use ziping::finding::{
    ALL, Code, EXAMPLE, Fact, FactName, Field, FoundKind, Ground, Kind, Phase, Problem, Severity,
    State, WHAT, WHY, Wording, Work,
};
use ziping::model::{Annex, Measure, Stage};

/// A fact of each kind, as the wording of a case has it.
fn sample(code: &Code, case: Option<&str>, name: &str, kind: Kind) -> Fact {
    let text = |name: &str| Fact::text(format!("表上\n{name} 甲"));
    let first = name == "expected";
    match (code.name, case, name) {
        ("zero-budget", ..) => return Fact::Amount(d("0.00")),
        ("unreadable-quantity", Some("value"), "field") => return Fact::Field(Field::Actual),
        ("field-missing", Some("numbered"), "field") => return Fact::Field(Field::Target),
        ("field-missing", Some("numbered"), "indicator") => return Fact::text("完成率100%"),
        _ => {}
    }
    match (kind, name) {
        (Kind::Amount, "gap") => Fact::Amount(d("52.130")),
        (Kind::Amount, _) => Fact::Amount(d(if first { "433.69" } else { "485.820" })),
        (Kind::Rate, "rate") => Fact::Rate(d("0.3")),
        (Kind::Rate, _) => Fact::Rate(d(if first { "0.89850150" } else { "1" })),
        (Kind::Points, _) => Fact::Points(d(if first { "8.985" } else { "10.00" })),
        (Kind::Figure, _) => Fact::Figure(d("-2.50")),
        (Kind::Money, _) => Fact::Money(d("2751417.820"), Measure::TenThousandYuan),
        (Kind::Band, _) => Fact::band((d("6.00"), d("8"))),
        (Kind::Text, _) => text(name),
        (Kind::List, _) => Fact::List(["甲", "乙"].map(Into::into).into_iter().collect()),
        (Kind::Limit, _) => match text("limit") {
            Fact::Text(limit) => Fact::Limit(limit),
            other => other,
        },
        (Kind::Field, _) => Fact::Field(Field::Adjusted),
        (Kind::Stage, "form") => Fact::Stage(case.and_then(Stage::from_name).unwrap()),
        (Kind::Stage, _) if case == Some("self") => Fact::Stage(Stage::Midyear),
        (Kind::Stage, _) => Fact::Stage(Stage::SelfEvaluation),
        (Kind::File, _) if case == Some("readable") => Fact::File(FoundKind::Html),
        (Kind::File, _) => Fact::File(FoundKind::Picture),
        (Kind::Year, _) => Fact::Year(if first { 2023 } else { 2022 }),
        (Kind::Count, _) => Fact::Count(10),
    }
}

/// A problem of `code` that is told in the wording `says`.
fn problem(code: &'static Code, says: &'static Wording) -> Problem {
    let named = |name| says.names().any(|used| used == name);
    let facts = code.facts.iter().filter(|f| !f.optional || named(f.name));
    let facts = facts.map(|f| (f.name, sample(code, says.case, f.name, f.kind)));
    let mut facts: Vec<_> = facts.collect();
    if named("number") {
        facts.retain(|(name, _)| *name == "field");
        facts.push(("found", Fact::text("约95%")));
        facts.push(("number", Fact::text("95%")));
    }
    match says.case {
        Some(case) => code.case(case, facts),
        None => code.with(facts),
    }
}

/// A problem for each wording of each code.
fn problems() -> impl Iterator<Item = (&'static Code, &'static Wording, Problem)> {
    let wordings = ALL
        .iter()
        .flat_map(|code| code.says.iter().map(|s| (*code, s)));
    wordings.map(|(code, says)| (code, says, problem(code, says)))
}

#[test]
fn every_wording_is_as_recorded() {
    let mut all = String::new();
    for (code, _, problem) in problems() {
        let (expected, found) = problem.expected_found();
        let [zh, en] = [Lang::Zh, Lang::En].map(|lang| problem.message(lang));
        let (name, severity) = (code.name, code.severity);
        writeln!(
            all,
            "{name} {severity:?}\n  {zh}\n  {en}\n  {expected:?} {found:?}"
        )
        .unwrap();
    }
    insta::assert_snapshot!("wordings", all);
}

#[test]
fn wordings_name_the_facts_of_their_code_in_both_languages() {
    fn placeholders(template: &str) -> BTreeSet<&str> {
        template.split(['{', '}']).skip(1).step_by(2).collect()
    }
    for code in ALL {
        let mut named = BTreeSet::new();
        for says in code.says {
            let (zh, en) = (placeholders(says.text.zh), placeholders(says.text.en));
            assert_eq!(zh, en, "{code:?}: {:?}", says.text);
            named.extend(zh);
        }
        let declared: BTreeSet<_> = code.facts.iter().map(|f| f.name).collect();
        assert_eq!(named, declared, "{code:?}");
        assert_eq!(declared.len(), code.facts.len(), "{code:?}");
    }
}

#[test]
fn each_wording_is_told_apart_and_says_what_to_do() {
    for (code, says, problem) in problems() {
        let zh = problem.message(Lang::Zh);
        let before = says.text.zh.split('{').next().unwrap();
        assert!(zh.starts_with(before), "{code:?}: {zh}");
        assert!(
            zh.contains('请') || zh.contains("无需处理"),
            "{code:?}: {zh}"
        );
        assert!(!zh.contains(['{', '}']), "{code:?}: {zh}");
    }
    let messages: BTreeSet<_> = problems().map(|(.., p)| p.message(Lang::Zh)).collect();
    assert_eq!(messages.len(), problems().count());
}

#[test]
fn codes_are_unique_listed_and_explained() {
    let names: BTreeSet<_> = ALL.iter().map(|code| code.name).collect();
    assert_eq!(names.len(), ALL.len());
    for code in ALL {
        assert_eq!(Code::named(code.name), Some(*code));
        assert!(!code.stages.is_empty(), "{code:?}");
        for Text { zh, en } in [code.what, code.why, code.example] {
            assert!(
                zh.ends_with('。') && en.ends_with('.'),
                "{code:?}: {zh} {en}"
            );
        }
    }
    let files = fs::read_dir("src/finding").unwrap();
    let texts = files.map(|file| fs::read_to_string(file.unwrap().path()).unwrap());
    let items: usize = texts
        .map(|text| text.matches(": Code = Code {").count())
        .sum();
    assert_eq!(items, ALL.len(), "an item is missing from the catalogue");
}

#[test]
fn checks_look_at_forms_on_which_their_codes_can_be_found() {
    for check in CHECKS {
        for code in check.codes {
            let stages = check.stages.iter();
            let strange: Vec<_> = stages.filter(|s| !code.stages.contains(s)).collect();
            assert!(strange.is_empty(), "{code:?}: {strange:?}");
        }
    }
}

#[test]
fn problems_are_stored_and_read_back() {
    for (.., problem) in problems() {
        let text = serde_json::to_string(&problem).unwrap();
        assert_eq!(
            serde_json::from_str::<Problem>(&text).unwrap(),
            problem,
            "{text}"
        );
        let bytes = postcard::to_stdvec(&problem).unwrap();
        assert_eq!(postcard::from_bytes::<Problem>(&bytes).unwrap(), problem);
    }
    for broken in [
        r#"{"code":"no-such","facts":{}}"#,
        r#"{"code":"error-value","facts":{}}"#,
        r#"{"code":"error-value","facts":{"found":{"year":2023}}}"#,
        r##"{"code":"error-value","facts":{"found":{"text":"#REF!"},"more":{"year":2023}}}"##,
        r##"{"code":"error-value","case":"other","facts":{"found":{"text":"#REF!"}}}"##,
    ] {
        assert!(serde_json::from_str::<Problem>(broken).is_err(), "{broken}");
    }
}

#[test]
fn a_stored_problem_names_its_facts() {
    let found = Fact::text("#REF!");
    let problem = ziping::finding::reading::ERROR_VALUE.with([("found", found)]);
    assert_eq!(
        serde_json::to_string(&problem).unwrap(),
        r##"{"code":"error-value","facts":{"found":{"text":"#REF!"}}}"##
    );
}

/// Stages, severity, state and basis of a code in one line.
fn standing(code: &Code) -> String {
    let stages: Vec<_> = code.stages.iter().map(|stage| stage.name()).collect();
    format!(
        "{} · {} · {} · basis: {}",
        code.severity.title().en,
        stages.join(", "),
        code.state.words(Lang::En),
        code.basis.words(Lang::En)
    )
}

/// The facts a code names, `?` behind those that may be absent.
fn facts(code: &Code) -> String {
    let fact = |fact: &FactName| {
        let optional = if fact.optional { "?" } else { "" };
        format!("`{}`{optional} {:?}", fact.name, fact.kind)
    };
    let facts: Vec<_> = code.facts.iter().map(fact).collect();
    facts.join(", ").to_lowercase()
}

/// Everything there is to say of a code.
fn described(code: &Code) -> String {
    let mut text = format!("## `{}` {}\n\n", code.name, code.title.zh);
    let title = code.title.en;
    writeln!(text, "{title} · {}\n", standing(code)).unwrap();
    for says in code.says {
        let case = says.case.map(|case| format!("({case}) "));
        let case = case.unwrap_or_default();
        writeln!(text, "> {case}{}\n>\n> {}\n", says.text.zh, says.text.en).unwrap();
    }
    for (heading, says) in [(WHAT, code.what), (WHY, code.why), (EXAMPLE, code.example)] {
        writeln!(text, "- {}: {}", heading.en, says.en).unwrap();
    }
    if !code.facts.is_empty() {
        writeln!(text, "- Facts: {}", facts(code)).unwrap();
    }
    text
}

#[test]
fn the_list_of_codes_is_up_to_date() {
    const LIST: &str = "docs/findings.md";
    let head = "# Findings\n\n\
        Every code with its wordings, written from the items in `src/finding/` by \
        `UPDATE=1 cargo test --test scoring`; not to be edited. \
        `ziping explain CODE` explains a code in both languages.\n";
    let codes: Vec<_> = ALL.iter().map(|code| described(code)).collect();
    let list = format!("{head}\n{}", codes.join("\n"));
    if env::var_os("UPDATE").is_some() {
        fs::write(LIST, &list).unwrap();
    }
    let stored = fs::read_to_string(LIST).unwrap_or_default();
    assert!(
        stored == list,
        "{LIST} is stale: run UPDATE=1 cargo test --test scoring"
    );
}

const TEXT: Text = Text::new("某事。请核对。", "Something. Please check.");

/// A code that is in force, on trial or off.
const fn in_phase(phase: Phase) -> Code {
    const SAYS: &[Wording] = &[Wording {
        case: None,
        severity: None,
        text: TEXT,
    }];
    Code {
        name: "something",
        severity: Severity::Error,
        stages: &Stage::ALL,
        about: Work::Filed,
        title: TEXT,
        says: SAYS,
        what: TEXT,
        why: TEXT,
        example: TEXT,
        basis: Ground::Experience,
        state: State {
            phase,
            since: "0.1.0",
        },
        facts: &[],
        follows: &[],
    }
}

#[test]
fn a_code_on_trial_is_a_note_and_one_that_is_off_is_silent() {
    static PHASES: [(Code, &[Severity]); 3] = [
        (in_phase(Phase::InForce), &[Severity::Error]),
        (in_phase(Phase::Trial), &[Severity::Info]),
        (in_phase(Phase::Off), &[]),
    ];
    for (code, severities) in &PHASES {
        let form = Form::faultless();
        let found = audit_case(&Case {
            filing: &form.filing,
            remarks: &[code.with([]).at(None)],
            evaluation: &form.evaluation,
            rules: &form.rules,
            progress: None,
            annex: &Annex::default(),
        });
        let found = found.iter().filter(|f| f.problem.is(code));
        let found: Vec<_> = found.map(|f| f.severity).collect();
        assert_eq!(found, *severities);
    }
}
