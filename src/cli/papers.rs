//! Options of the commands that write papers, and why they write none.

use std::path::PathBuf;

use clap::Args;

use super::clock::day;
use super::job::Job;
use super::nearby::Kind;
use super::options::{Forms, Terms};
use super::say;
use super::words::{Result, Words};
use crate::base::lang::{Lang, Message, message, worded};
use crate::document::{ParagraphPlace, TemplateError};
use crate::model::{Date, Stage};
use crate::paper::{Error, KINDS, Letter, Templates};
use crate::run::Assessment;

// What stands on every paper of a sending.
#[derive(Debug, Args)]
pub(super) struct Letterhead {
    /// 发文单位，例如 某某区财政局
    ///
    /// The office that sends them
    #[arg(long, value_name = "名称 / NAME")]
    office: Option<String>,
    /// 联系人及电话
    ///
    /// Whom to ask
    #[arg(long, value_name = "联系人 / TEXT")]
    contact: Option<String>,
    /// 截止日期（YYYY-MM-DD）；不给时在文书中留红字待填
    ///
    /// When the answer is due (YYYY-MM-DD); left open in red if not given
    #[arg(long, value_name = "日期 / DATE", value_parser = day)]
    deadline: Option<Date>,
    /// 第几次发文
    ///
    /// The how manieth time papers are sent
    #[arg(long, value_name = "次数 / N", default_value = "1")]
    round: u32,
}

// Where the templates are.
#[derive(Debug, Args)]
pub(super) struct Office {
    /// 本单位自己的文书模板所在的文件夹（ziping template --papers 写出后修改）；不给时用表旁边的“文书模板”文件夹，没有则用内置模板
    ///
    /// Folder with templates of your own (written by ziping template --papers, then edited); if not given, the folder 文书模板 beside the forms, else those built in
    #[arg(long, value_name = "文件夹 / DIR")]
    papers: Option<PathBuf>,
}

impl Letterhead {
    /// What the papers about these forms have in common.
    pub(super) fn letter(&self, assessment: &Assessment, terms: &Terms) -> Letter {
        Letter {
            year: assessment.year,
            round: self.round,
            date: terms.day(),
            deadline: self.deadline,
            contact: self.contact.clone(),
            office: self.office.clone(),
        }
    }
}

impl Office {
    /// The run whose papers are written, and the templates for them.
    pub(super) fn begin<'a>(
        &self,
        terms: &'a Terms,
        forms: &Forms,
        lang: Lang,
    ) -> Result<(Job<'a>, Templates)> {
        let templates = self.templates(&forms.paths, lang)?;
        let wanted = (Some(Stage::SelfEvaluation), &Kind::OF_ONE_YEAR[..]);
        Ok((Job::begin(terms, forms, wanted, lang)?, templates))
    }

    /// The templates; templates of the office are reported.
    fn templates(&self, paths: &[PathBuf], lang: Lang) -> Result<Templates> {
        let templates = Templates::find(self.papers.as_deref(), paths)?;
        if let Some(folder) = &templates.folder {
            let folder = folder.display();
            say(&worded!(
                lang,
                "文书模板取自：{folder}",
                "Templates are those in {folder}"
            ));
        }
        Ok(templates)
    }
}

impl Words for Error {
    fn words(&self) -> Message {
        match self {
            Self::Template(path, refused) => {
                let (path, why) = (path.display(), refusal(refused));
                Message::new(
                    format!("文书模板“{path}”不能使用：{}没有写出任何文件。", why.zh),
                    format!(
                        "The template '{path}' cannot be used: {} Nothing was written.",
                        why.en
                    ),
                )
            }
            Self::Unread(path, error) => {
                let path = path.display();
                message!(
                    "文书模板“{path}”打不开（{error}）。请关闭正在编辑它的程序。",
                    "The template '{path}' cannot be opened ({error}). Close the program that edits it."
                )
            }
            Self::NoTemplates(path) => {
                let path = path.display();
                let names: Vec<&str> = KINDS.iter().map(|kind| kind.file).collect();
                let (zh, en) = (names.join("、"), names.join(", "));
                message!(
                    "“{path}”中没有文书模板（{zh}）。用 ziping template --papers -o 文件夹 写出一套，再修改。",
                    "There are no templates in '{path}' ({en}). Write a set with ziping template --papers -o DIR and edit it."
                )
            }
            Self::Treatments(path, why) => {
                let path = path.display();
                message!(
                    "“{path}”有误，不能使用：{why}。每个等级写一节 [[grade]]，含 name（名称）和 suggestion（建议）。",
                    "'{path}' cannot be used: {why}. Each grade is a section [[grade]] with name and suggestion."
                )
            }
            Self::Unfilled(name) => message!(
                "文书模板“{name}”已损坏，不能填写。请用 ziping template --papers 重新写出。",
                "The template '{name}' is damaged and cannot be filled. Write it again with ziping template --papers."
            ),
        }
    }
}

fn refusal(refused: &TemplateError) -> Message {
    match refused {
        TemplateError::NotDocument => Message::new(
            "不是 Word 文档（.docx），或已损坏。请用 WPS 或 Word 另存为 .docx。",
            "it is no Word document (.docx), or damaged. Save it as .docx.",
        ),
        TemplateError::Tracked(place) => {
            let at = at(place);
            Message::new(
                format!(
                    "{}有未处理的修订。请在“审阅”中接受或拒绝全部修订后保存。",
                    at.zh
                ),
                format!(
                    "{} has tracked changes. Accept or reject all of them and save.",
                    at.en
                ),
            )
        }
        TemplateError::Unknown {
            name,
            place,
            nearest,
        } => {
            let (at, near) = (at(place), nearest.as_deref());
            let zh = near.map_or(String::new(), |near| format!("是否应为【{near}】？"));
            let en = near.map_or(String::new(), |near| format!(" Did you mean 【{near}】?"));
            Message::new(
                format!(
                    "{}中的【{name}】不是可用的名称。{zh}全部名称见 ziping template --papers --list；只是普通括号时，请写成【【。",
                    at.zh
                ),
                format!(
                    "{}: 【{name}】 is no name that can be used.{en} All names: ziping template --papers --list. For a plain bracket write 【【.",
                    at.en
                ),
            )
        }
    }
}

/// 第 12 段（“你单位……”）
fn at(place: &ParagraphPlace) -> Message {
    let (number, text) = (place.paragraph, &place.text);
    let part = match place.part.as_str() {
        "word/document.xml" => Message::new("正文", "body"),
        part if part.contains("header") => Message::new("页眉", "header"),
        part if part.contains("footer") => Message::new("页脚", "footer"),
        _ => Message::new("注释", "notes"),
    };
    Message::new(
        format!("{}第 {number} 段（“{text}”）", part.zh),
        format!("Paragraph {number} of the {} (\"{text}\")", part.en),
    )
}
