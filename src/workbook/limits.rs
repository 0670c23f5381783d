//! Limits on what is read: far above every real form, far below what would exhaust memory or time.

use std::time::Duration;

use crate::finding::Refusal;

/// 上限: the size of a file, a container or a sheet above which it is refused.
#[derive(Debug, Clone, Copy)]
pub struct Limits;

impl Limits {
    /// Size of a file on disk; the largest real form seen is below 4 MB.
    pub const FILE_BYTES: u64 = 64 << 20;
    /// All parts of a container unpacked; the largest real one is 114 MB.
    pub const UNPACKED_BYTES: u64 = 256 << 20;
    /// Unpacked size up to which the ratio is not checked.
    pub const RATIO_FREE_BYTES: u64 = 16 << 20;
    /// Ratio of unpacked to packed size; the largest real one is 140.
    pub const RATIO: u64 = 200;
    /// Parts in a container; the largest real number is 340.
    pub const PARTS: usize = 20_000;
    /// Worksheets read from a workbook; the largest real number is 40.
    pub const SHEETS: usize = 255;
    /// Cells with a value in a workbook; the largest real number is 244 480.
    pub const CELLS: usize = 1_000_000;
    /// Merged regions in a sheet.
    pub const MERGES: usize = 65_536;
    /// Unpacked size up to which a plain .xlsx is read without a reading process; 99 % of forms are below.
    pub const PLAIN_BYTES: u64 = 4 << 20;
    /// Merged regions in a sheet up to which it is read without a reading process.
    pub const PLAIN_MERGES: usize = 2_000;
    /// Rows of the window that is read.
    pub const ROWS: u32 = 100_000;
    /// Columns of the window that is read.
    pub const COLUMNS: u32 = 512;
    /// Characters in one cell, as in Excel.
    pub const TEXT: usize = 32_767;
    /// Bytes of a line of a text table, with the line breaks in quotes: the end of each field is stored, eight bytes for a
    /// separator, before the line can be refused.
    pub const LINE: usize = 8 << 20;
    /// Cells of a workbook up to which formulas without results are calculated.
    pub const CALCULATED_FROM: usize = 100_000;
    /// Formulas that are calculated in one workbook; the blank form has 1 400 at most.
    pub const CALCULATED: usize = 20_000;
    /// Cells to which they refer, each counted as often as it is referred to.
    pub const CALCULATED_OVER: usize = 5_000_000;
    /// Heap of a reading process; 99.9 % of real files need less than 67 MB.
    pub const WORKER_HEAP: usize = 400 << 20;
    /// Time a reading process may take for one file; the slowest real one took 0.73 s.
    pub const WORKER_TIME: Duration = Duration::from_secs(10);
    /// Size of an answer of a reading process.
    pub const ANSWER_BYTES: usize = 64 << 20;
    /// Characters of a written report; a report of a hundred pages has a fifth of it.
    pub const REPORT: usize = 500_000;
    /// Folders below the given one.
    pub const DEPTH: usize = 32;
}

/// Refuses content that unpacks to more than the limit for its packed size.
pub(crate) fn within_ratio(unpacked: u64, packed: u64) -> Result<(), Refusal> {
    let allowed = packed.saturating_mul(Limits::RATIO);
    let allowed = allowed.max(Limits::RATIO_FREE_BYTES);
    match unpacked > allowed {
        true => Err(too_many_bytes(unpacked, allowed)),
        false => Ok(()),
    }
}

/// The refusal of something of `found` bytes where `limit` are allowed.
pub(crate) fn too_many_bytes(found: u64, limit: u64) -> Refusal {
    let mib = |bytes: u64| format!("{} MiB", bytes.div_ceil(1 << 20)).into();
    Refusal::TooLarge {
        found: mib(found),
        limit: mib(limit),
    }
}

/// The refusal of `found` things, named in both languages, where `limit` are allowed.
pub(crate) fn too_many(found: usize, limit: usize, what: &str) -> Refusal {
    Refusal::TooLarge {
        found: format!("{found} {what}").into(),
        limit: format!("{limit} {what}").into(),
    }
}
