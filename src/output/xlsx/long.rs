//! Rows of long sheets: rendered and packed in blocks on several threads.

use std::io::Write as _;
use std::ops::Range;

use crc32fast::Hasher;
use flate2::Compression;
use flate2::write::DeflateEncoder;
use rayon::prelude::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};

use super::LINKS;
use super::look::{Looks, Numbers, Shades};
use super::markup::{Links, Markup};
use crate::report::{HEAD_ROWS, Head, Row, Sheet, Spacing, letters};

/// From this many rows on a sheet is long.
const LONG_FROM: usize = 500;

/// From this many rows on a sheet is long even where charts show its cells: the library can then not copy them into
/// the charts, and who opens the file has them drawn from the cells.
const LONG_WITH_CHARTS_FROM: usize = 5_000;

/// How the rows of a long sheet are rendered.
pub(super) struct Plan<'a> {
    pub(super) heads: Vec<Head>,
    pub(super) spacing: Spacing,
    pub(super) columns: Vec<Column>,
    /// Format of notes by number.
    pub(super) note: usize,
    /// The rows below its items.
    pub(super) closing: Vec<Row<'a>>,
}

/// A column of a long sheet.
pub(super) struct Column {
    pub(super) letters: String,
    /// Its formats by number.
    pub(super) shades: Shades,
}

/// The rendered rows of a long sheet.
pub(super) struct Body {
    pub(super) pieces: Vec<Piece>,
    pub(super) rows: u32,
    /// Its links as elements.
    pub(super) links: Vec<String>,
}

/// A stretch of a part, deflated on its own.
pub(super) struct Piece {
    pub(super) packed: Vec<u8>,
    /// Size unpacked.
    pub(super) size: u64,
    pub(super) checksum: Hasher,
}

/// Plans for the long ones among `sheets`.
pub(super) fn plans<'a>(
    sheets: &[Sheet<'a>],
    looks: &Looks,
    numbers: &mut Numbers,
) -> Vec<Option<Plan<'a>>> {
    let charts: Vec<_> = sheets.iter().flat_map(Sheet::charts).collect();
    let drawn = |sheet: &Sheet| {
        let cells = format!("'{}'!", sheet.name());
        let mut ranges = charts.iter().flat_map(|c| [&c.categories, &c.values]);
        ranges.any(|range| range.contains(&cells))
    };
    let long = |sheet: &&Sheet<'a>| match sheet.count() {
        0..LONG_FROM => false,
        LONG_WITH_CHARTS_FROM.. => true,
        _ => !drawn(sheet),
    };
    let mut plan = |sheet: &Sheet<'a>| {
        let heads = sheet.heads();
        let spacing = sheet.spacing();
        let columns = heads.iter().zip(0..).map(|(head, col)| Column {
            letters: letters(col),
            shades: Shades::new(looks.of(head.style, spacing), numbers),
        });
        Plan {
            columns: columns.collect(),
            note: numbers.of(&looks.note),
            closing: sheet.closing(),
            spacing,
            heads,
        }
    };
    let plans = sheets.iter().map(|sheet| Some(sheet).filter(long));
    plans.map(|sheet| sheet.map(&mut plan)).collect()
}

/// The rows of the sheets that have a plan.
pub(super) fn bodies(
    sheets: &[Sheet],
    plans: &[Option<Plan>],
    level: u8,
) -> Result<Vec<Option<Body>>, String> {
    let planned = sheets.iter().zip(plans).enumerate();
    let blocks: Vec<Block> = planned
        .filter_map(|(number, (sheet, plan))| Some((number, sheet, plan.as_ref()?)))
        .flat_map(|(number, sheet, plan)| blocks(number, sheet, plan))
        .collect();
    let mut rendered: Vec<Rendered> = blocks
        .par_iter()
        .with_max_len(1)
        .map(|block| block.render(Links::Kept, level))
        .collect::<Result<_, _>>()?;
    without_surplus_links(&blocks, &mut rendered, level)?;
    let mut bodies: Vec<Option<Body>> = plans.iter().map(|_| None).collect();
    for (block, rendered) in blocks.iter().zip(rendered) {
        if let Some(body) = bodies.get_mut(block.number) {
            let body = body.get_or_insert_with(|| Body {
                pieces: Vec::new(),
                rows: 0,
                links: Vec::new(),
            });
            body.pieces.push(rendered.piece);
            body.rows = body.rows.saturating_add(rendered.rows);
            body.links.extend(rendered.links);
        }
    }
    for ((body, plan), sheet) in bodies.iter().zip(plans).zip(sheets) {
        if let (Some(body), Some(plan)) = (body, plan) {
            let whole = sheet.count() + plan.closing.len();
            if u32::try_from(whole) != Ok(body.rows) {
                return Err(format!("{}: {} rows of {whole}", sheet.name(), body.rows));
            }
        }
    }
    Ok(bodies)
}

/// Renders anew, without links, what comes behind the last link that Excel accepts on a sheet.
fn without_surplus_links(
    blocks: &[Block],
    rendered: &mut [Rendered],
    level: u8,
) -> Result<(), String> {
    let (mut sheet, mut links) = (usize::MAX, 0);
    for (block, rendered) in blocks.iter().zip(rendered) {
        if block.number != sheet {
            (sheet, links) = (block.number, 0);
        }
        links += rendered.links.len();
        if links > LINKS {
            *rendered = block.render(Links::Dropped, level)?;
        }
    }
    Ok(())
}

/// Some rows of one sheet.
struct Block<'a> {
    number: usize,
    sheet: &'a Sheet<'a>,
    plan: &'a Plan<'a>,
    rows: Range<usize>,
}

struct Rendered {
    piece: Piece,
    rows: u32,
    links: Vec<String>,
}

/// The blocks of a sheet: the more rows, the larger, since each begins by counting up to its first row.
fn blocks<'a>(
    number: usize,
    sheet: &'a Sheet<'a>,
    plan: &'a Plan<'a>,
) -> impl Iterator<Item = Block<'a>> {
    let count = sheet.count();
    let size = (count / 64).clamp(1_024, 16_384);
    let block = move |start: usize| Block {
        number,
        sheet,
        plan,
        rows: start..count.min(start + size),
    };
    (0..count).step_by(size).map(block)
}

impl Block<'_> {
    fn render(&self, links: Links, level: u8) -> Result<Rendered, String> {
        let first = u32::try_from(self.rows.start).ok();
        let first = first.and_then(|first| first.checked_add(HEAD_ROWS));
        let mut markup = Markup::new(first.ok_or("too many rows")?, links);
        for row in self.sheet.items(self.rows.clone()) {
            markup.row(&row, self.plan);
        }
        if self.rows.end == self.sheet.count() {
            for row in &self.plan.closing {
                markup.row(row, self.plan);
            }
        }
        Ok(Rendered {
            piece: Piece::inner(markup.text.as_bytes(), level).map_err(|e| e.to_string())?,
            rows: markup.rows,
            links: markup.links,
        })
    }
}

impl Piece {
    /// A piece that others follow: it ends on a whole byte and refers to nothing before it.
    pub(super) fn inner(text: &[u8], level: u8) -> std::io::Result<Self> {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::new(level.into()));
        encoder.write_all(text)?;
        encoder.flush()?;
        let packed = std::mem::take(encoder.get_mut());
        Ok(Self::of(packed, text))
    }

    /// The piece that ends a part.
    pub(super) fn last(text: &[u8], level: u8) -> std::io::Result<Self> {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::new(level.into()));
        encoder.write_all(text)?;
        Ok(Self::of(encoder.finish()?, text))
    }

    fn of(packed: Vec<u8>, text: &[u8]) -> Self {
        let mut checksum = Hasher::new();
        checksum.update(text);
        let size = text.len() as u64;
        Self {
            packed,
            size,
            checksum,
        }
    }
}
