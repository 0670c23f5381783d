//! How cells look, independent of the file format.

/// How the cells of a column look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Style {
    /// A rank or running number, centred.
    Rank,
    /// A short text on one line.
    Text,
    /// A long text, wrapped.
    Words,
    /// An amount of money.
    Money,
    /// A fraction shown as a percentage.
    Rate,
    /// A fraction shown as a percentage and by a colour.
    Share,
    /// A count or a score, as it is.
    Figure,
    /// A score or weight.
    Score,
    /// A total score, with a bar behind it.
    Total,
    /// A signed difference of scores.
    Difference,
    /// A change of scores, with ▲ or ▼ before it.
    Change,
    /// A change of a rate in percentage points, with ▲ or ▼.
    RateChange,
    /// Places won or lost in a ranking, with ▲ or ▼.
    Places,
    /// A count.
    Count,
    /// A signed change of a rank.
    Shift,
    /// 等级, coloured by band.
    Grade,
    /// 级别 of a finding, coloured by weight.
    Severity,
    /// 退回 or 可收, coloured.
    Verdict,
    /// 红、黄、绿, coloured.
    Warning,
    /// A hash or code in fixed-width letters.
    Hash,
}
