//! `ziping template`: blank forms, ready to be handed out.

mod earlier;
mod papers;
mod prefilled;
mod staged;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use super::options::{Choices, one_of};
use super::say;
use super::standards::standards;
use super::words::{Result, Stop};
use crate::base::lang::{Lang, Text, message, worded};
use crate::blank::{Order, Prefill, file_name, workbook};
use crate::form::labels::Labels;
use crate::model::{Kind, Stage};
use crate::output::{self, create_all};
use crate::rulebook;

/// Which of the two forms is wanted; both without.
const KINDS: Choices<Kind, 2> = [(Kind::Unit, &["unit"]), (Kind::Project, &["project"])];

/// The stage whose form is wanted.
const STAGES: Choices<Stage, 3> = [
    (Stage::Goals, &["goals", "目标申报"]),
    (Stage::Midyear, &["midyear", "年中监控"]),
    (Stage::SelfEvaluation, &["self", "自评"]),
];

/// 写出空白自评表（单位表、项目表），填写时自动计算得分（也可写作：模板）
///
/// Write blank forms for units and projects that compute their scores while being filled in
#[derive(Debug, Args)]
#[command(
    alias = "模板",
    override_usage = "ziping template [选项] -o <文件夹> / ziping template [OPTIONS] -o <DIR>"
)]
pub(super) struct Arguments {
    /// 空白表写到这个文件夹，没有则新建；已有同名文件时不覆盖
    ///
    /// Folder for the forms, made if there is none; existing files are never replaced
    #[arg(
        short = 'o', long = "output", value_name = "文件夹 / DIR", default_value = ".",
        required_unless_present_any = ["rules", "rule_workbook", "list"]
    )]
    folder: PathBuf,
    /// 只要其中一种：unit 部门（单位）整体支出，project 项目支出；不给时两种都写
    ///
    /// Only one of the two: unit, project; both if not given
    #[arg(long, value_name = "种类 / KIND", value_parser = one_of(&KINDS))]
    kind: Option<Kind>,
    /// 哪个阶段的表：goals 目标申报，midyear 年中监控，self 自评；各阶段只开放本阶段要填的格子
    ///
    /// Form of which stage: goals, midyear, self; only what the stage fills in is open
    #[arg(long, value_name = "阶段 / STAGE", default_value = "self", value_parser = one_of(&STAGES))]
    stage: Stage,
    // Without a value, the rules themselves are wanted.
    /// 表中公式所用的评分规则；只写 --rules 不给名称时，改为写出规则工作簿（规则.xlsx），供修改后使用
    ///
    /// Rule set that the formulas follow; --rules without a name writes the rule workbook 规则.xlsx instead, to be edited
    #[arg(
        long, value_name = "名称或文件 / NAME|FILE", num_args = 0..=1,
        default_value = "default", default_missing_value = ""
    )]
    rules: String,
    /// 写出 --rules 所指规则的规则工作簿（规则.xlsx），不写空白表
    ///
    /// Write the rule workbook 规则.xlsx of the rule set named, no forms
    #[arg(long)]
    rule_workbook: bool,
    /// 写出文书模板（退回修改单、催报名单等，.docx），在 Word 或 WPS 中修改后用 --papers 指定，不写空白表
    ///
    /// Write the templates of papers (.docx) instead, to be edited in Word or WPS and named with --papers
    #[arg(long)]
    papers: bool,
    /// 与 --papers 同用：列出各模板可用的全部名称，各举一例
    ///
    /// With --papers: list every name the templates may use, with an example
    #[arg(long, requires = "papers")]
    list: bool,
    /// 替换内置的标签词表
    ///
    /// Label file in place of the built-in one
    #[arg(long, value_name = "文件 / FILE")]
    labels: Option<PathBuf>,
    /// 单位名单：按分组文件夹为每个单位写出一份，填好单位名称和编码；与 --rules 写规则工作簿时，放进“名单”一表
    ///
    /// Roster of units: one form a unit in folders by group, with name and code; with the rule workbook, its sheet 名单
    #[arg(long, value_name = "名单文件 / FILE")]
    roster: Option<PathBuf>,
    /// 上年的自评表，或 ziping score 写出的 JSON、汇总工作簿（只有项目名称）：沿用各单位、各项目的指标、指标值和分值（金额和日期不沿用）
    ///
    /// Forms of the year before, or JSON or a workbook that ziping score wrote (names of projects only): indicators, targets and weights of units and projects are carried over, amounts and dates are not
    #[arg(long, value_name = "文件夹或文件 / PATH", requires = "roster", num_args = 1..)]
    previous: Vec<PathBuf>,
    /// 前面阶段已报的表（目标申报表、运行监控表）：按单位、项目各写出一份 --stage 所指阶段的表，带入已定的内容并锁定；没有带入的逐条说明
    ///
    /// Filed forms of the earlier stages (goal and monitoring forms): one form of the stage named by --stage for each unit and project, with what was fixed carried over and locked; what is not carried over is reported
    #[arg(
        long, value_name = "文件夹或文件 / PATH", num_args = 1..,
        conflicts_with_all = ["previous", "indicators"]
    )]
    goals: Vec<PathBuf>,
    /// 批复的指标（.xlsx 或 .csv：单位编码或名称、项目名称、一级至三级指标、指标值、分值、评分方法），优先于上年
    ///
    /// Approved indicators (.xlsx or .csv: code or name of the unit, project, levels, target, weight, method); they come before those of the year before
    #[arg(long, value_name = "指标文件 / FILE", requires = "roster")]
    indicators: Option<PathBuf>,
    /// 印在标题下的评价年度；不给时留空
    ///
    /// Year printed below the title; left open if not given
    #[arg(long, value_name = "年度 / YEAR", value_parser = clap::value_parser!(i32).range(1990..2100))]
    year: Option<i32>,
}

impl Arguments {
    /// The rules that are asked for; `default` where `--rules` stands without a value.
    fn rule_set(&self) -> &str {
        match self.rules.as_str() {
            "" => "default",
            named => named,
        }
    }

    const fn wants_rules(&self) -> bool {
        self.rule_workbook || self.rules.is_empty()
    }

    /// Refuses the name of a table, which would become the name of a folder.
    fn names_a_folder(&self) -> Result<()> {
        if rulebook::is_workbook(&self.folder) && !self.folder.is_dir() {
            let path = self.folder.display();
            return Err(Stop(message!(
                "“{path}”是表格的文件名；空白表不止一份，请给出文件夹，例如 -o 空白表。没有写出任何文件。",
                "'{path}' is the name of a table, but there is more than one form: name a folder, for instance -o forms. Nothing was written."
            )));
        }
        Ok(())
    }

    const fn kinds(&self) -> &'static [Kind] {
        match self.kind {
            None => &[Kind::Unit, Kind::Project],
            Some(Kind::Unit) => &[Kind::Unit],
            Some(Kind::Project) => &[Kind::Project],
        }
    }
}

pub(super) fn run(arguments: &Arguments, lang: Lang) -> Result<ExitCode> {
    if arguments.papers {
        return match arguments.list {
            true => papers::list(lang),
            false => papers::write(&arguments.folder, lang),
        };
    }
    if arguments.wants_rules() {
        return rule_workbook(arguments, lang);
    }
    arguments.names_a_folder()?;
    let roster = arguments.roster.as_deref();
    let standards = standards(arguments.rule_set(), arguments.labels.as_deref(), roster)?;
    if !arguments.goals.is_empty() {
        return staged::run(arguments, standards, lang);
    }
    if roster.is_some() {
        return prefilled::run(arguments, standards, lang);
    }
    let (labels, rules) = (standards.labels, standards.rules);
    let mut files = Vec::new();
    for kind in arguments.kinds() {
        let order = Order {
            kind: *kind,
            stage: arguments.stage,
            labels: &labels,
            rules: &rules,
            year: arguments.year,
            lang,
        };
        let bytes = workbook(&order, &Prefill::default())?;
        files.push((
            arguments.folder.join(file_name(*kind, arguments.stage)),
            bytes,
        ));
    }
    create_all(&files)?;
    let paths = files.iter().map(|(path, _)| path.as_path());
    say(&summary(paths, arguments.stage, lang));
    Ok(ExitCode::SUCCESS)
}

/// Writes the rules as a workbook to be edited.
fn rule_workbook(arguments: &Arguments, lang: Lang) -> Result<ExitCode> {
    let spec = arguments.rule_set();
    let roster = arguments.roster.as_deref();
    let standards = standards(spec, arguments.labels.as_deref(), roster)?;
    let pages = rulebook::pages(rulebook::Content {
        rules: &standards.rules,
        labels: &Labels::listed(arguments.labels.as_deref())?,
        roster: standards.roster.as_deref(),
        lang,
    })?;
    let path = arguments.folder.join(rulebook::FILE);
    create_all(&[(path.clone(), output::rulebook::bytes(&pages, lang)?)])?;
    let path = path.display();
    say(&worded!(
        lang,
        "已写出：{path}\n下一步：修改浅黄色单元格，在“基本”中换一个规则代号，运行时用 --rules 指定这个文件。",
        "Written: {path}\nNext: edit the yellow cells, give the rules another id in Basic, and name the file with --rules."
    ));
    Ok(ExitCode::SUCCESS)
}

/// What was written, and the next step.
fn summary<'p>(files: impl Iterator<Item = &'p Path>, stage: Stage, lang: Lang) -> String {
    let files: Vec<String> = files.map(|path| path.display().to_string()).collect();
    let then = match stage {
        Stage::Goals => Text::new(
            "ziping template --stage midyear --goals 生成带入目标的监控表",
            "ziping template --stage midyear --goals",
        ),
        Stage::Midyear => Text::new(
            "ziping score --stage midyear 汇总",
            "ziping score --stage midyear",
        ),
        Stage::SelfEvaluation => Text::new("ziping score 汇总", "ziping score"),
    };
    match lang {
        Lang::Zh => format!(
            "已写出：{}\n下一步：打开“填表说明”了解填法，发给各单位填写；收回后运行 {}。",
            files.join("、"),
            then.zh
        ),
        Lang::En => format!(
            "Written: {}\nNext: see the sheet 填表说明 for how to fill them in, hand them out, and run {} on what comes back.",
            files.join(", "),
            then.en
        ),
    }
}
