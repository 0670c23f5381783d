//! What bands of values give: 90%以上得10分，80%以上得8分，80%以下不得分.

use super::Verdict;
use super::band::{Band, CERTAIN, End, UNUSUAL};
use super::subject::Subject;
use super::worth::Worth;

/// The points of the band of the value; `None` where it is in none.
pub(super) fn worth(bands: &[Band], subject: Subject<'_>) -> Result<Option<Worth>, Verdict> {
    found(bands, subject).unwrap_or(Err(Verdict::Unread))
}

fn found(bands: &[Band], subject: Subject<'_>) -> Option<Result<Option<Worth>, Verdict>> {
    let bands = bounded(bands, subject)?;
    if !rising(&bands, subject)? {
        return Some(Err(Verdict::Contradicts));
    }
    for band in &bands {
        if band.worth == Worth::Nothing && band.holds_target(subject)? {
            return None;
        }
    }
    let ranked = || bands.iter().map(|band| (band.worth, band.rank(subject)));
    let worth = surest(ranked())?;
    let doubtful = subject.case.lower_is_better() && is_doubtful(ranked(), worth);
    (!doubtful).then_some(Ok(worth))
}

/// 100-110, 110-120: where less is better, usage does not settle which of them 110 belongs to.
pub(super) fn is_doubtful(
    ranked: impl Iterator<Item = (Worth, Option<Option<u8>>)>,
    worth: Option<Worth>,
) -> bool {
    let (mut sure, mut other) = (false, false);
    for (own, rank) in ranked {
        sure |= rank == Some(Some(CERTAIN));
        other |= rank == Some(Some(UNUSUAL)) && Some(own) != worth;
    }
    other && !sure
}

/// The points of the band that a value belongs to most surely; `None` where two give different points, or one is
/// unknown.
pub(super) fn surest(
    ranked: impl Iterator<Item = (Worth, Option<Option<u8>>)>,
) -> Option<Option<Worth>> {
    let mut found: Option<(u8, Worth)> = None;
    for (own, rank) in ranked {
        found = match (rank?, found) {
            (Some(rank), Some((best, worth))) if rank == best && worth != own => return None,
            (Some(rank), before) if before.is_none_or(|(best, _)| rank > best) => Some((rank, own)),
            (_, before) => before,
        };
    }
    Some(found.map(|(_, worth)| worth))
}

/// The bands, each open one up to where the next open one begins: 80%以上 ends below 90%以上, and below 100%.
fn bounded(bands: &[Band], subject: Subject<'_>) -> Option<Vec<Band>> {
    let mut bounded = bands.to_vec();
    for band in &mut bounded {
        match (&band.low, &band.high) {
            (Some(low), None) => {
                let from = low.0.value(subject)?;
                let point = |other: &&Band| other.low == other.high;
                let lows = bands.iter().filter(|o| o.high.is_none() || point(o));
                let ends = valued(lows.filter_map(|other| other.low.as_ref()), subject)?;
                let next = ends.into_iter().filter(|(at, _)| *at > from);
                band.high = next.min_by_key(|(at, _)| *at).map(|(_, end)| end);
            }
            (None, Some(high)) => {
                let to = high.0.value(subject)?;
                let highs = bands.iter().filter(|other| other.low.is_none());
                let ends = valued(highs.filter_map(|other| other.high.as_ref()), subject)?;
                let next = ends.into_iter().filter(|(at, _)| *at < to);
                band.low = next.max_by_key(|(at, _)| *at).map(|(_, end)| end);
            }
            _ => {}
        }
    }
    Some(bounded)
}

/// Where the adjacent bands of some ends stop.
fn valued<'e>(
    ends: impl Iterator<Item = &'e End>,
    subject: Subject<'_>,
) -> Option<Vec<(rust_decimal::Decimal, End)>> {
    let beside = |belongs: &u8| if *belongs > 0 { 0 } else { CERTAIN };
    ends.map(|(level, belongs)| Some((level.value(subject)?, (level.clone(), beside(belongs)))))
        .collect()
}

/// Whether a better band never gives less.
fn rising(bands: &[Band], subject: Subject<'_>) -> Option<bool> {
    let down = subject.case.lower_is_better();
    for one in bands {
        for other in bands {
            let (Some(high), Some(low)) = (&one.high, &other.low) else {
                continue;
            };
            if high.0.value(subject)? > low.0.value(subject)? {
                continue;
            }
            let [less, more] = [one, other].map(|band| band.worth.lost(subject.whole()));
            if if down { less > more } else { less < more } {
                return Some(false);
            }
        }
    }
    Some(true)
}
