//! 收到但不能读: what a file without a readable form is, and whether it counts as a filing.

use crate::base::lang::Text;
use crate::finding::file::{
    FILE_ARCHIVE, FILE_DAMAGED, FILE_EMPTY, FILE_LIMIT, FILE_NOT_OPENED, FILE_NOT_WORKBOOK,
    FILE_PASSWORD, FILE_SKIPPED,
};
use crate::finding::sheet::{FORM_HIDDEN, NO_FORM};
use crate::finding::{Code, Fact, FoundKind, Problem};

/// What a file that was received but not read is called in the list of returns; `None` for a file that is no form, such
/// as a list of units or a second copy.
pub(super) fn unread(problem: &Problem) -> Option<Text> {
    let known: [(&Code, Text); 8] = [
        (
            &FILE_EMPTY,
            Text::new("空文件，不能读", "empty, not readable"),
        ),
        (
            &FILE_PASSWORD,
            Text::new("有密码，不能读", "protected, not readable"),
        ),
        (
            &FILE_DAMAGED,
            Text::new("文件损坏，不能读", "damaged, not readable"),
        ),
        (
            &FILE_ARCHIVE,
            Text::new("压缩包，不能读", "archive, not readable"),
        ),
        (
            &FILE_LIMIT,
            Text::new("文件过大，不能读", "too large, not readable"),
        ),
        (&FILE_NOT_OPENED, Text::new("无法打开", "cannot be opened")),
        (&NO_FORM, Text::new("未找到自评表", "no form in it")),
        (
            &FORM_HIDDEN,
            Text::new("自评表可能被隐藏", "form perhaps hidden"),
        ),
    ];
    let known = known.into_iter().find(|(code, _)| problem.is(code));
    known
        .map(|(_, text)| text)
        .or_else(|| match kind(problem)? {
            FoundKind::Pdf | FoundKind::Print => {
                Some(Text::new("扫描件，不能读", "scan, not readable"))
            }
            FoundKind::Picture => Some(Text::new("图片，不能读", "picture, not readable")),
            FoundKind::Document => {
                Some(Text::new("文字文档，不能读", "text document, not readable"))
            }
            FoundKind::Slides => Some(Text::new("演示文稿，不能读", "presentation, not readable")),
            FoundKind::Mail => Some(Text::new("邮件，不能读", "mail, not readable")),
            _ if problem.is(&FILE_NOT_WORKBOOK) => {
                Some(Text::new("不是表格，不能读", "no workbook, not readable"))
            }
            _ => None,
        })
}

/// Whether a file is a report 自评报告, by its kind and name: a unit files it besides its form, not for it.
pub(super) fn is_report(file: &str, problem: &Problem) -> bool {
    let name = file.rsplit('/').next().unwrap_or(file);
    let text = matches!(
        kind(problem),
        Some(FoundKind::Pdf | FoundKind::Print | FoundKind::Document | FoundKind::Text)
    );
    text && name.contains("报告") && !name.contains("自评表")
}

fn kind(problem: &Problem) -> Option<FoundKind> {
    let reported = problem.is(&FILE_SKIPPED) || problem.is(&FILE_NOT_WORKBOOK);
    match problem.fact("kind").filter(|_| reported)? {
        Fact::File(kind) => Some(kind),
        _ => None,
    }
}
