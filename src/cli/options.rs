//! Options that several commands take.
//!
//! The text of an option or command is its doc comment: Chinese, an empty line, English. Names of values and usages have
//! both languages around ` / `.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};
use glob::Pattern;

use super::nearby::{Kind, Nearby};
use super::round::progressed;
use super::standards::standards;
use super::words::Result;
use super::{FOUND, inspection, journal, say};
use crate::base::lang::{Lang, Message, Text};
use crate::compare::Round;
use crate::finding::Severity;
use crate::form::labels::Labels;
use crate::intake::{Selection, WorkerPool};
use crate::model::{Date, Stage};
use crate::prefill::ApprovedList;
use crate::rules::RuleSet;
use crate::run::{Assessment, Note, Run};
use rust_decimal::Decimal;

use super::clock::{day, today};
use crate::decision::{self, Register};
use crate::run::draw::{Draw, Size};

/// What an option can be, as it is written: the first word is shown, the others mean the same.
pub(super) type Choices<T, const N: usize> = [(T, &'static [&'static str]); N];

pub(super) const LANGS: Choices<Lang, 2> = [(Lang::Zh, &["zh", "中文"]), (Lang::En, &["en"])];

/// A parser for one of `choices`.
pub(super) fn one_of<T: Copy + Send + Sync + 'static, const N: usize>(
    choices: &'static Choices<T, N>,
) -> impl TypedValueParser<Value = T> {
    let values = choices.iter().filter_map(|(_, words)| {
        let (first, others) = words.split_first()?;
        Some(PossibleValue::new(*first).aliases(others.iter().copied()))
    });
    PossibleValuesParser::new(values).try_map(|word| {
        let mut choices = choices.iter();
        let meant = choices.find(|(_, words)| words.contains(&word.as_str()));
        meant.map(|(value, _)| *value).ok_or("no such choice")
    })
}

// The forms that a command is about. No doc comments on groups of options: they would become those of the command.
#[derive(Debug, Args)]
pub(super) struct Forms {
    /// 存放自评表的文件夹，或单个文件；可以给多个
    ///
    /// Folders with forms, or single files
    #[arg(required = true, num_args = 1.., value_name = "文件夹或文件 / PATH")]
    pub(super) paths: Vec<PathBuf>,
}

// How forms are read, from any place, and the results of the run.
#[derive(Debug, Args)]
pub(super) struct Terms {
    /// 评分规则：内置名称（default、national-half-up、hubei）、规则文件或规则工作簿（.xlsx）；不给时用就近的规则工作簿，没有的用 default
    ///
    /// Rule set: a built-in name (default, national-half-up, hubei), a rule file or a rule workbook (.xlsx); if not given, the rule workbook that lies by the forms, else default
    #[arg(long, value_name = "名称或文件 / NAME|FILE")]
    rules: Option<String>,
    /// 替换内置的标签词表
    ///
    /// Label file in place of the built-in one
    #[arg(long, value_name = "文件 / FILE")]
    labels: Option<PathBuf>,
    /// 单位名单（.xlsx 或 .csv：单位编码、单位名称、分组、曾用名）：核对单位，列出未报单位
    ///
    /// Roster of units (.xlsx or .csv: code, name, group, former names): checks the units, lists those missing
    #[arg(long, value_name = "名单文件 / FILE")]
    roster: Option<PathBuf>,
    /// 批复的指标（与 template --indicators 相同的文件）：其中的评分方法先于自评表上写的；须同时给出名单
    ///
    /// Approved indicators (the file of template --indicators): their scoring methods go before what the forms state; needs a roster
    #[arg(long, value_name = "指标文件 / FILE", requires = "roster")]
    indicators: Option<PathBuf>,
    /// 评价年度；其他年度的表不入榜。不给时取多数表的年度
    ///
    /// Year assessed; forms of other years are not ranked. The year most forms state if not given
    #[arg(long, value_name = "年度 / YEAR", value_parser = clap::value_parser!(i32).range(1990..2100))]
    year: Option<i32>,
    /// 不采用就近的设置（文件夹旁边或最上层的单位名单、规则工作簿、处理意见、上年数据）
    ///
    /// Leave settings alone that lie by the forms: a roster, a rule workbook, decisions, the year before, beside the folder or at its top
    #[arg(long)]
    no_settings: bool,
    /// 处理意见（ziping decisions 写出、填好的工作簿，或 JSON）：采用其中的核实、更正、版本选择等，逐条列出
    ///
    /// Decisions (the workbook that ziping decisions wrote, filled in, or JSON): applied and listed one by one
    #[arg(long, value_name = "处理意见 / FILE")]
    pub(super) decisions: Option<PathBuf>,
    /// 运行日期：判断处理意见是否有效、退回了几天，也是文书日期；不给时为今天
    ///
    /// The day of the run: tells which decisions are in force and how long a return is open, and stands on papers; today if not given
    #[arg(long, value_name = "日期 / YYYY-MM-DD", value_parser = day)]
    pub(super) date: Option<Date>,
    /// 本年度上次运行写出的 JSON：列出新报、重报、已改正、仍在、新发现，名次变动；score 另加“进展”表，有退回天数
    ///
    /// JSON that an earlier run of the year wrote: what was filed since, what became of each finding, ranks moved; score adds the sheet 'Progress'
    #[arg(long, value_name = "上次.json / FILE")]
    last: Option<PathBuf>,
    /// 同时工作的线程数和读取的文件数；不给时等于处理器核数
    ///
    /// Threads at work and files read at a time; the number of cores if not given
    #[arg(long, value_name = "个数 / N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(super) jobs: Option<u16>,
    /// 有此级别及以上的审核发现时退出码为 1：error 错误，warning 警告，never 从不；不给时，check 为 error，其余为 never
    ///
    /// Exit with 1 on findings of this severity: error, warning, never; if not given, error for check, never for the others
    #[arg(long, value_name = "级别 / LEVEL", value_enum)]
    fail_on: Option<FailOn>,
    /// 只读名称或路径符合的文件（* 代表任意字符，? 代表一个），可以给多次
    ///
    /// Read only files whose name or path fits (* for any characters, ? for one); may be given several times
    #[arg(long, value_name = "名称 / GLOB", value_parser = Pattern::new)]
    only: Vec<Pattern>,
    /// 不读名称或路径符合的文件，可以给多次
    ///
    /// Leave out files whose name or path fits; may be given several times
    #[arg(long, value_name = "名称 / GLOB", value_parser = Pattern::new)]
    exclude: Vec<Pattern>,
    /// 试运行：列出每个文件认出的表、单位、阶段、年度，采用的规则和名单，将写出的文件；不写任何文件
    ///
    /// Dry run: list what was recognised in each file, the rules and roster that would be used and the files that would be written; write nothing
    #[arg(long)]
    pub(super) dry_run: bool,
    /// 逐个列出文件和认出的内容
    ///
    /// List every file and what was recognised in it
    #[arg(short, long)]
    verbose: bool,
    /// 运行日志：屏幕上的内容和每个文件认出的内容写到这个文件
    ///
    /// Log: write what is said on the screen and what was recognised in each file to this file
    #[arg(long, value_name = "日志 / FILE")]
    log: Option<PathBuf>,
    /// 不显示进度和小结
    ///
    /// No progress, no summary
    #[arg(long)]
    pub(super) quiet: bool,
}

/// Which findings make the exit code 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum FailOn {
    Error,
    Warning,
    Never,
}

impl Terms {
    /// The settings of `wanted` kinds beside the forms at `paths` that no option names.
    pub(super) fn nearby(&self, paths: &[PathBuf], wanted: &[Kind]) -> Result<Nearby> {
        if self.no_settings {
            return Ok(Nearby::default());
        }
        let given = |kind: &Kind| match kind {
            Kind::Roster => self.roster.is_some(),
            Kind::Rules => self.rules.is_some(),
            Kind::Decisions => self.decisions.is_some(),
            Kind::Previous => false,
        };
        let wanted: Vec<Kind> = wanted.iter().copied().filter(|kind| !given(kind)).collect();
        let labels = Labels::load(self.labels.as_deref())?;
        let pool = WorkerPool::of_this_program(1)?;
        Ok(Nearby::find(paths, &wanted, &labels, &pool))
    }

    pub(super) fn run(
        &self,
        paths: Vec<PathBuf>,
        stage: Option<Stage>,
        nearby: &Nearby,
    ) -> Result<Run> {
        let labels = self.labels.as_deref();
        let roster = self.roster.as_deref().or(nearby.of(Kind::Roster));
        let rules = nearby.of(Kind::Rules).map(|path| path.to_string_lossy());
        let rules = self.rules.as_deref().or(rules.as_deref());
        let mut standards = standards(rules.unwrap_or(RuleSet::USUAL), labels, roster)?;
        if let (Some(path), Some(roster)) = (&self.indicators, &mut standards.roster) {
            let pool = WorkerPool::new(standards.program.clone(), 1)?;
            let approved = ApprovedList::load(path, roster, &standards.labels, &pool)?;
            approved.note_methods(Arc::make_mut(roster));
        }
        let midyear = standards.rules.midyear;
        let decisions = self.decisions.as_deref().or(nearby.of(Kind::Decisions));
        let decisions = self.register(decisions, &standards.program)?;
        Ok(Run {
            selection: Selection {
                only: self.only.clone(),
                exclude: self.exclude.clone(),
            },
            midyear,
            decisions: decisions.map(Arc::new),
            year: self.year,
            ..standards.run(paths, stage)
        })
    }

    /// Opens the log, where one is asked for.
    pub(super) fn begin(&self) -> Result<()> {
        self.log
            .as_deref()
            .map_or(Ok(()), |path| Ok(journal::open(path)?))
    }

    /// Prints the messages of a run, and of each file where requested.
    pub(super) fn report_run(&self, assessment: &Assessment, lang: Lang) {
        let notes = assessment.notes.iter().filter(|_| !self.quiet);
        notes.for_each(|note| say(&note.words.clone().get(lang)));
        let report = if self.verbose { say } else { journal::note };
        if self.verbose || self.log.is_some() {
            let unused = inspection::unused(assessment, lang);
            let lines = [inspection::files(assessment, lang), unused].concat();
            lines.iter().for_each(|line| report(line));
        }
    }

    /// Reports which data of the year before are used by place.
    pub(super) fn report_earlier(&self, nearby: &Nearby, lang: Lang) {
        let notes = nearby.notes.iter().filter(|_| !self.quiet);
        let notes = notes.filter(|(kind, _)| *kind == Kind::Previous);
        notes.for_each(|(_, words)| say(&words.clone().get(lang)));
    }

    /// What happened since the earlier run that is named.
    pub(super) fn round(&self, assessment: &Assessment, lang: Lang) -> Result<Option<Round>> {
        let round = self.last.as_deref().map(|last| {
            let day = self.day();
            Round::since(last, assessment, day, lang)
        });
        Ok(round.transpose()?)
    }

    /// Reports what happened since the named earlier run.
    pub(super) fn report_round(&self, assessment: &Assessment, lang: Lang) -> Result<()> {
        let round = self.round(assessment, lang)?.filter(|_| !self.quiet);
        if let Some(round) = round {
            say(progressed(&round, lang).trim_end());
        }
        Ok(())
    }

    /// Notes on the run in its results.
    pub(super) fn notes(&self, nearby: &Nearby) -> Vec<Note> {
        let placed = nearby.notes.iter().map(|(_, words)| Note {
            title: Text::new("就近设置", "Used by place"),
            words: words.clone(),
        });
        let listed = |patterns: &[Pattern]| {
            let patterns: Vec<&str> = patterns.iter().map(Pattern::as_str).collect();
            patterns.join("、")
        };
        let (only, exclude) = (listed(&self.only), listed(&self.exclude));
        let scopes = [
            (Text::new("只读的文件", "Files read"), only),
            (Text::new("不读的文件", "Files left out"), exclude),
        ];
        let scopes = scopes
            .into_iter()
            .filter(|(_, patterns)| !patterns.is_empty());
        let scopes = scopes.map(|(title, patterns)| Note {
            title,
            words: Message::new(patterns.clone(), patterns),
        });
        placed.chain(scopes).collect()
    }

    /// The day of the run.
    pub(super) fn day(&self) -> Date {
        self.date.unwrap_or_else(today)
    }

    /// The decisions at `path` as in force on the day of the run.
    pub(super) fn register(&self, path: Option<&Path>, program: &Path) -> Result<Option<Register>> {
        let Some(path) = path else { return Ok(None) };
        let pool = WorkerPool::new(program.to_owned(), 1)?;
        let lines = decision::load(path, &pool)?;
        Ok(Some(Register::of(lines, self.day())))
    }

    /// The files that are named by options; the name of a built-in rule set may be that of no file.
    pub(super) fn named(&self) -> impl Iterator<Item = &Path> {
        let files = [
            &self.labels,
            &self.roster,
            &self.indicators,
            &self.decisions,
            &self.last,
        ];
        let files = files.map(Option::as_deref);
        let rules = self.rules.as_deref().map(Path::new);
        files.into_iter().flatten().chain(rules)
    }

    /// The exit code of a run; `usual` where `--fail-on` is not given.
    pub(super) fn exit(&self, assessment: &Assessment, usual: FailOn) -> ExitCode {
        let bound = match self.fail_on.unwrap_or(usual) {
            FailOn::Error => Severity::Error,
            FailOn::Warning => Severity::Warning,
            FailOn::Never => return ExitCode::SUCCESS,
        };
        if assessment.worst().is_some_and(|worst| worst >= bound) {
            ExitCode::from(FOUND)
        } else {
            ExitCode::SUCCESS
        }
    }
}

// Which forms are reviewed.
#[derive(Debug, Args)]
pub(super) struct Drawing {
    /// 抽查：有错误和风险分高的全部复核，其余随机抽这么多份（10）或这么大的比例（5%）；见“复核名单”
    ///
    /// Choose forms for review: all with errors or a high risk, and of the others so many (10) or such a share (5%) at random; see 'Review list'
    #[arg(long, value_name = "份数或比例 / N|N%", value_parser = size)]
    draw: Option<Size>,
    /// 随机抽取的种子；种子相同，抽取结果相同
    ///
    /// Seed of the draw; the same seed draws the same
    #[arg(
        long,
        value_name = "种子 / SEED",
        default_value_t = 1,
        requires = "draw"
    )]
    seed: u64,
}

impl Drawing {
    /// How forms are chosen, where they are.
    pub(super) fn asked(&self) -> Option<Draw> {
        let seed = self.seed;
        self.draw.map(|size| Draw { size, seed })
    }
}

/// 10 or 5%.
fn size(typed: &str) -> std::result::Result<Size, &'static str> {
    const WRONG: &str = "10, 5%";
    let share = typed.strip_suffix(['%', '％']);
    let Some(share) = share else {
        return typed.parse().map(Size::Count).map_err(|_| WRONG);
    };
    let share: Decimal = share.trim().parse().map_err(|_| WRONG)?;
    let hundred = Decimal::ONE_HUNDRED;
    match share.checked_div(hundred) {
        Some(part) if share >= Decimal::ZERO && share <= hundred => Ok(Size::Share(part)),
        _ => Err(WRONG),
    }
}

// The rules that forms of earlier years are recomputed by.
#[derive(Debug, Args)]
pub(super) struct EarlierRules {
    /// 复算以前年度自评表的规则；不给时与本年相同
    ///
    /// Rule set for the forms of earlier years; the same as this year's if not given
    #[arg(long, value_name = "名称或文件 / NAME|FILE")]
    previous_rules: Option<String>,
}

impl EarlierRules {
    /// The file that is named, if one is.
    pub(super) fn named(&self) -> impl Iterator<Item = &Path> {
        self.previous_rules.as_deref().map(Path::new).into_iter()
    }

    /// The rules of the years before: those of this year unless others are named.
    pub(super) fn load(&self, current: &Arc<RuleSet>) -> Result<Arc<RuleSet>> {
        self.previous_rules.as_deref().map_or_else(
            || Ok(Arc::clone(current)),
            |name| standards(name, None, None).map(|s| s.rules),
        )
    }
}
