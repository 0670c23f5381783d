//! Why a file is not read: the facts of a refusal.

use serde::{Deserialize, Serialize};

use super::code::Code;

/// Why a file was not read at all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refusal {
    /// 0 bytes.
    Empty,
    /// Protected by a password.
    Password,
    /// Cut off or otherwise damaged.
    Damaged,
    /// Not a workbook by content although its name says so; what it is instead, in both languages.
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
    /// Not a regular file: link, pipe, device.
    NotRegular,
    /// A lock or temporary file of Excel or WPS (`~$…`, `.~…`): not a filing.
    LockFile,
    /// A workbook that this program wrote.
    OwnOutput,
    /// The roster or rule workbook of this run.
    NamedForRun,
    /// Some other kind of file that cannot be a form (picture, document, PDF), by name and content.
    OtherFile(FoundKind),
}

/// What a file turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum FoundKind {
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
    /// Bytes of no known kind.
    Unknown,
}

impl Refusal {
    /// Its code.
    #[must_use]
    pub const fn code(&self) -> Code {
        match self {
            Self::Empty => Code::FileEmpty,
            Self::Password => Code::FilePassword,
            Self::Damaged | Self::Contradictory => Code::FileDamaged,
            Self::NotWorkbook(_) => Code::FileNotWorkbook,
            Self::Archive => Code::FileArchive,
            Self::TooLarge { .. } | Self::TooMuchMemory | Self::TooSlow(_) => Code::FileLimit,
            Self::NotOpened => Code::FileNotOpened,
            Self::NotRegular
            | Self::LockFile
            | Self::OwnOutput
            | Self::NamedForRun
            | Self::OtherFile(_) => Code::FileSkipped,
        }
    }
}
