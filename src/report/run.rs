//! 运行信息: with which program and rules, over which files; enough to repeat the run.

use std::path::Path;

use super::column::{self, Name, RowType, Style};
use super::context::{Context, Pages};
use super::formula::{LIVE_RANKS, LIVE_ROWS};
use super::origins;
use super::robustness;
use super::sheet::{Items, Plan, Table};
use super::value::Value;
use super::what_if;
use super::{PROGRAM, Scope};
use crate::base::lang::{Lang, Text, message, worded};
use crate::compare::run_hash;
use crate::form::labels::LabelSource;
use crate::model::Kind;
use crate::run::Input;
use crate::workbook::claims_no_checksum;

/// One fact about the run, or one input.
pub(super) enum RunFact<'a> {
    Stated(Text, Value<'a>, Option<&'a str>),
    Input(&'a Input),
}

impl RowType for RunFact<'static> {
    type Row<'a> = RunFact<'a>;
}

type Column = column::Column<RunFact<'static>>;

/// The sheet.
pub(super) static SHEET: Table<RunFact<'static>> = Table {
    plan: Plan {
        name: Text::new("运行信息", "Run"),
        title: Text::new("绩效自评复算运行信息", "Run"),
        books: &[Scope::Whole, Scope::Monitoring],
        frozen: 2,
        // Asked for with every block of rows: counting the rows themselves would hash all names each time.
        count: Some(|context, _| stated(context).saturating_add(context.assessment.inputs.len())),
        ..Plan::LIST
    },
    columns: &[&[
        Column::text("项目", "Item", 18, |fact, context| match fact {
            RunFact::Stated(name, ..) => name.get(context.lang).into(),
            RunFact::Input(_) => INPUT.get(context.lang).into(),
        }),
        Column::words("内容", "Content", 64, |fact, _| match fact {
            RunFact::Stated(_, value, _) => value.clone(),
            RunFact::Input(input) => input.path.as_ref().into(),
        }),
        Column::count("大小（字节）", "Bytes", 14, |fact, _| match fact {
            RunFact::Stated(..) => Value::Blank,
            RunFact::Input(input) => Value::Count(input.bytes),
        }),
        Column::count("自评表数", "Forms", 9, |fact, _| match fact {
            RunFact::Stated(..) => Value::Blank,
            RunFact::Input(input) => input.forms.into(),
        }),
        Column::of(
            Style::Hash,
            "SHA-256",
            "SHA-256",
            66,
            |fact, _| match fact {
                RunFact::Stated(_, _, hash) => (*hash).into(),
                RunFact::Input(input) => input.sha256.map(|hash| hash.to_string()).into(),
            },
        ),
    ]],
    items: Items::From {
        rows: |context, _, first| {
            // The facts are about all files: blocks of files alone do without.
            let stated = stated(context);
            let facts = if first < stated {
                facts(context)
            } else {
                Vec::new()
            };
            let inputs = context.assessment.inputs.iter();
            let inputs = inputs.skip(first.saturating_sub(stated));
            let rows = facts
                .into_iter()
                .skip(first)
                .chain(inputs.map(RunFact::Input));
            Box::new((first..).zip(rows))
        },
        longest: None,
    },
};

/// Number of facts that are no files.
fn stated(context: &Context) -> usize {
    *context.stated.get_or_init(|| facts(context).len())
}

const INPUT: Text = Text::new("输入文件", "Input file");

fn fact<'a>(zh: Name, en: Name, content: impl Into<Value<'a>>) -> RunFact<'a> {
    RunFact::Stated(Text::new(zh, en), content.into(), None)
}

fn hashed<'a>(zh: Name, en: Name, content: impl Into<Value<'a>>, sha256: &'a str) -> RunFact<'a> {
    RunFact::Stated(Text::new(zh, en), content.into(), Some(sha256))
}

fn facts<'a>(context: &Context<'a>) -> Vec<RunFact<'a>> {
    let (assessment, lang) = (context.assessment, context.lang);
    let rules = &assessment.rules.stamp;
    let applied = format!("{}（{}）", rules.title, rules.id);
    let mut facts = vec![
        fact("程序", "Program", PROGRAM),
        fact("评价年度", "Year", assessment.year.map(|y| y.to_string())),
        hashed("评分规则", "Rules", applied, &rules.sha256),
    ];
    facts.extend(rules.workbook.iter().map(|book| {
        let file = &book.file;
        let note = message!(
            "{file}（上一行的校验值按其中的规则内容计算，另存为其他格式不变）",
            "{file} (the hash above is that of the rules in it, whatever format it is saved in)"
        );
        hashed("规则工作簿", "Rule workbook", note.get(lang), &book.sha256)
    }));
    let basis = rules.basis.iter();
    facts.extend(basis.map(|document| fact("规则依据", "Basis of the rules", &**document)));
    let labels = (
        labels(&assessment.labels.source, lang),
        &assessment.labels.sha256,
    );
    facts.push(hashed("标签文件", "Labels", labels.0, labels.1));
    let roster = assessment.roster.iter();
    facts.extend(roster.map(|roster| hashed("单位名单", "Roster", &*roster.file, &roster.sha256)));
    let notes = assessment.notes.iter();
    facts
        .extend(notes.map(|note| fact(note.title.zh, note.title.en, note.words.clone().get(lang))));
    facts.extend(rounds(context));
    facts.extend(counts(context));
    if context.scope == Scope::Monitoring {
        facts.extend(monitored(context));
        facts.extend(plain_values(context));
        return facts;
    }
    facts.push(fact("名次稳健性", "Rank bands", robustness::drawn(context)));
    facts.extend(plain_values(context));
    facts.extend(no_index(context));
    facts.extend(unit_pages(context));
    let what_if = what_if::left_out(context);
    facts.extend(what_if.map(|note| fact("参数试算", "What-if", note)));
    facts
}

/// Where the wordings of labels come from.
fn labels(source: &LabelSource, lang: Lang) -> String {
    match (source, lang) {
        (LabelSource::Embedded, Lang::Zh) => "labels.toml（程序自带）".to_owned(),
        (LabelSource::Embedded, Lang::En) => "labels.toml (of the program)".to_owned(),
        (LabelSource::File(name), _) => name.to_string(),
        (LabelSource::Workbook(name), Lang::Zh) => format!("{name}（工作表“标签”）"),
        (LabelSource::Workbook(name), Lang::En) => format!("{name} (sheet Labels)"),
    }
}

/// The file of decisions, the results of the earlier run, and the day, where either depends on it; then the hash of the
/// run.
fn rounds<'a>(context: &Context<'a>) -> Vec<RunFact<'a>> {
    let decisions = context.assessment.decisions.as_ref();
    let decided = decisions.map(|decisions| {
        let (register, applied) = (&decisions.register, decisions.applied());
        let note = worded!(
            context.lang,
            "{}（采用 {applied} 行）",
            "{} ({applied} rows applied)",
            register.file
        );
        hashed("处理意见", "Decisions", note, &register.sha256)
    });
    let round = context.round;
    let last = round.map(|round| hashed("上次运行", "Earlier run", &*round.file, &round.sha256));
    let day = decisions.map(|decisions| decisions.register.date);
    let day = day.or(round.map(|round| round.date));
    let day = day.map(|day| fact("日期", "Date", day.to_string()));
    let hash = run_hash(context.assessment, context.comparison, round);
    let hash = fact("运行校验值", "Hash of the run", String::from(hash));
    decided
        .into_iter()
        .chain(last)
        .chain(day)
        .chain([hash])
        .collect()
}

/// By when the monitoring forms report.
fn monitored<'a>(context: &Context<'a>) -> Option<RunFact<'a>> {
    let month = context.assessment.midyear?.month;
    let note = worded!(
        context.lang,
        "数据截至 {month} 月末",
        "data to the end of month {month}"
    );
    Some(fact("年中监控", "Monitoring", note))
}

/// Where the pages of the units are, if they were requested.
fn unit_pages<'a>(context: &Context<'a>) -> Option<RunFact<'a>> {
    let note = match &context.pages {
        Pages::None => return None,
        Pages::Within(names) => worded!(
            context.lang,
            "每个单位一张，共 {} 张，列在其他工作表之后。",
            "One for each unit, {} behind the other sheets.",
            names.len()
        ),
        Pages::Beside { name, files } => worded!(
            context.lang,
            "单位较多，单位页另存在文件夹“{name}”，按分组共 {files} 个文件。",
            "There are many units: their pages are in the folder {name}, {files} files by group."
        ),
    };
    Some(fact("单位页", "Unit pages", note))
}

/// A note where the index of sources would be too long.
fn no_index<'a>(context: &Context<'a>) -> Option<RunFact<'a>> {
    (origins::count(context) > origins::MOST).then(|| {
        let note = worded!(
            context.lang,
            "填报数据超过 {} 项，不列“来源索引”；“指标明细”每行都有文件、工作表和单元格。",
            "There are more than {} filed figures, so 'Sources' is left out; every row of 'Indicators' has its file, sheet and cell.",
            origins::MOST
        );
        fact("来源索引", "Sources", note)
    })
}

/// A note where a long sheet holds values without formulas.
fn plain_values<'a>(context: &Context<'a>) -> Option<RunFact<'a>> {
    let ranks = [Kind::Unit, Kind::Project]
        .into_iter()
        .any(|kind| context.ranked_count(kind) > LIVE_RANKS);
    let rows = (0..context.detail_parts()).any(|part| context.detail_rows(part) > LIVE_ROWS);
    (ranks || rows).then(|| {
        let note = worded!(
            context.lang,
            "名次超过 {LIVE_RANKS} 行、其他表超过 {LIVE_ROWS} 行时只写数值，不写公式，以免工作簿打开缓慢。",
            "Ranks of more than {LIVE_RANKS} rows and other sheets of more than {LIVE_ROWS} rows hold plain values, so that the workbook opens fast."
        );
        fact("公式", "Formulas", note)
    })
}

/// Every file and form is accounted for: seen = read + skipped, forms = ranked + not ranked.
fn counts<'a>(context: &Context<'a>) -> Vec<RunFact<'a>> {
    let assessment = context.assessment;
    let (seen, read) = (assessment.files_seen(), assessment.files_read());
    let housekeeping = (
        "　　系统文件、临时文件（不计）",
        "    of the system or temporary, left aside",
        assessment.aside.housekeeping,
    );
    let omitted = (
        "不在读取范围的文件",
        "Files that the run is not about",
        assessment.aside.omitted,
    );
    let forms = assessment.forms.len();
    let ranked = assessment.forms.iter().filter(|f| f.standing.is_some());
    let ranked = ranked.count();
    let unchecked = assessment.inputs.iter().filter(|input| input.forms > 0);
    let unchecked = unchecked.filter(|input| claims_no_checksum(Path::new(&*input.path)));
    let unchecked = (
        "　　.xls（格式没有校验和，文件损坏时数字可能读错；建议另存为 .xlsx）",
        "    .xls (a format without checksum: figures of a damaged file may read wrong; better saved as .xlsx)",
        unchecked.count(),
    );
    let unused = assessment.forms.iter().map(|form| form.unused.len());
    [
        ("遇到文件", "Files seen", seen),
        ("　其中读出自评表", "  with forms", read),
        unchecked,
        (
            "　其中未读出自评表",
            "  without forms",
            seen.saturating_sub(read),
        ),
        housekeeping,
        omitted,
        ("读出自评表", "Forms read", forms),
        ("　其中列入排名", "  ranked", ranked),
        (
            "　其中未列入排名",
            "  not ranked",
            forms.saturating_sub(ranked),
        ),
        ("审核发现", "Findings", context.findings.len()),
        (
            "表内未采用的数字（格）",
            "Cells with figures in tables, not used",
            unused.sum(),
        ),
    ]
    .into_iter()
    .filter(|count| count.2 > 0 || ![housekeeping, omitted, unchecked].contains(count))
    .map(|(zh, en, count)| fact(zh, en, count.to_string()))
    .collect()
}
