//! Why a file is not read: the facts of a refusal.

use serde::{Deserialize, Serialize};

use super::{Fact, Problem, file};
use crate::base::lang::Text;

/// Why a file was not read at all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refusal {
    /// 0 bytes.
    Empty,
    /// Protected by a password.
    Password,
    /// Cut off or otherwise damaged.
    Damaged,
    /// Not a workbook by content, in spite of its name; what it is instead, in both languages.
    NotWorkbook(FoundKind),
    /// An archive (zip, rar, 7z): to be unpacked first.
    Archive,
    /// Larger than a limit: what was measured and the limit, ready to print.
    TooLarge {
        /// What was measured, such as `82 MiB`.
        found: Box<str>,
        /// The limit, such as `64 MiB`.
        limit: Box<str>,
    },
    /// Needs more memory than the reading process may take.
    TooMuchMemory,
    /// Took longer than the limit, in seconds.
    TooSlow(u64),
    /// The container contradicts itself (two parts or sheets of one name, a cell given twice, content hidden from readers).
    Contradictory,
    /// Cannot be opened: no permission, in use, gone.
    NotOpened,
    /// This program failed over it.
    Fault,
    /// Not a regular file: link, pipe, device.
    NotRegular,
    /// A file that this program wrote.
    OwnOutput,
    /// A folder of last year's forms by its name.
    EarlierYear,
    /// The roster or rule workbook of this run.
    NamedForRun,
    /// Some other kind of file that cannot be a form (picture, document, PDF), by name and content.
    OtherFile(FoundKind),
}

/// The kind of a file, recognised by content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum FoundKind {
    /// A workbook of Excel 5.0/95 or before.
    OldWorkbook,
    /// Plain text or CSV.
    Text,
    /// A web page.
    Html,
    /// Some XML that is not a workbook.
    Xml,
    /// PDF.
    Pdf,
    /// A picture.
    Picture,
    /// A Word or WPS text document.
    Document,
    /// A presentation.
    Slides,
    /// A mail with what is attached to it.
    Mail,
    /// A page as it is printed (.ofd), mostly with a seal.
    Print,
    /// Bytes of no known kind.
    Unknown,
}

impl From<&Refusal> for Problem {
    fn from(refusal: &Refusal) -> Self {
        match refusal {
            Refusal::Empty => file::FILE_EMPTY.with([]),
            Refusal::Password => file::FILE_PASSWORD.with([]),
            Refusal::Damaged => file::FILE_DAMAGED.with([]),
            Refusal::Contradictory => file::FILE_DAMAGED.case("contradictory", []),
            Refusal::NotWorkbook(FoundKind::OldWorkbook)
            | Refusal::OtherFile(FoundKind::OldWorkbook) => {
                file::FILE_NOT_WORKBOOK.case("old", [("kind", Fact::File(FoundKind::OldWorkbook))])
            }
            Refusal::NotWorkbook(kind) if kind.is_text() => {
                file::FILE_NOT_WORKBOOK.case("readable", [("kind", Fact::File(*kind))])
            }
            Refusal::NotWorkbook(kind) => {
                file::FILE_NOT_WORKBOOK.with([("kind", Fact::File(*kind))])
            }
            Refusal::Archive => file::FILE_ARCHIVE.with([]),
            Refusal::TooLarge { found, limit } => file::FILE_LIMIT.with([
                ("expected", Fact::Limit((&**limit).into())),
                ("found", Fact::text(&**found)),
            ]),
            Refusal::TooSlow(seconds) => {
                file::FILE_LIMIT.with([("seconds", Fact::Count(*seconds))])
            }
            Refusal::TooMuchMemory => file::FILE_LIMIT.with([]),
            Refusal::NotOpened => file::FILE_NOT_OPENED.with([]),
            Refusal::Fault => file::FILE_NOT_OPENED.case("fault", []),
            Refusal::NotRegular => file::FILE_SKIPPED.case("not-regular", []),
            Refusal::OwnOutput => file::FILE_SKIPPED.case("own-output", []),
            Refusal::EarlierYear => file::FILE_SKIPPED.case("earlier-year", []),
            Refusal::NamedForRun => file::FILE_SKIPPED.case("named-for-run", []),
            Refusal::OtherFile(kind) => file::FILE_SKIPPED.with([("kind", Fact::File(*kind))]),
        }
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        Self::from(&refusal)
    }
}

impl FoundKind {
    /// Whether a spreadsheet program can open it.
    const fn is_text(self) -> bool {
        matches!(self, Self::Text | Self::Html | Self::Xml)
    }

    /// 这是一个文本文件
    pub(super) const fn title(self) -> Text {
        match self {
            Self::OldWorkbook => Text::new(
                "这是 Excel 5.0/95 或更早版本的表格",
                "This is a workbook of Excel 5.0/95 or before",
            ),
            Self::Text => Text::new("这是一个文本文件", "This is a text file"),
            Self::Html => Text::new("这是一个网页", "This is a web page"),
            Self::Xml => Text::new("这是一个数据文件", "This is a data file"),
            Self::Pdf => Text::new("这是一个 PDF 文件", "This is a PDF file"),
            Self::Picture => Text::new("这是一张图片", "This is a picture"),
            Self::Document => Text::new("这是一个文字文档", "This is a text document"),
            Self::Slides => Text::new("这是一个演示文稿", "This is a presentation"),
            Self::Mail => Text::new("这是一封邮件", "This is a mail"),
            Self::Print => Text::new("这是一个版式文件（OFD）", "This is a printed page (OFD)"),
            Self::Unknown => Text::new("这是一个类型不明的文件", "This is a file of unknown kind"),
        }
    }
}
