//! Rows of long sheets, rendered and packed in blocks on several threads.

use std::ops::Range;

use rayon::prelude::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};

use super::Plan;
use super::markup::{Files, Links, Markup};
use super::piece::{Piece, PieceStore};
use super::shared::Shares;
use crate::output::xlsx::LINKS;
use crate::report::{HEAD_ROWS, Tab};

/// The rendered rows of a long sheet.
#[derive(Default)]
pub(super) struct Body {
    pub(super) rows: u32,
    pub(super) pieces: Vec<Piece>,
    /// Its links as elements.
    pub(super) links: Vec<Piece>,
    /// The files that these lead to.
    pub(super) files: Files,
}

/// The rows of the sheets that have a plan.
pub(super) fn bodies(
    sheets: &[Tab],
    plans: &[Option<Plan>],
    kept: &PieceStore,
) -> Result<Vec<Option<Body>>, String> {
    let planned = sheets.iter().zip(plans).enumerate();
    let blocks: Vec<Block> = planned
        .filter_map(|(number, (sheet, plan))| Some((number, sheet, plan.as_ref()?)))
        .flat_map(|(number, sheet, plan)| blocks(number, sheet, plan))
        .collect();
    let mut rendered: Vec<Rendered> = blocks
        .par_iter()
        .with_max_len(1)
        .map(|block| block.render(Links::Kept, kept))
        .collect::<Result<_, _>>()?;
    without_surplus_links(&blocks, &mut rendered, kept)?;
    let mut bodies: Vec<Option<Body>> = plans.iter().map(|_| None).collect();
    for (block, rendered) in blocks.iter().zip(rendered) {
        if let Some(body) = bodies.get_mut(block.number) {
            let body = body.get_or_insert_with(Body::default);
            body.pieces.push(rendered.piece);
            body.rows = body.rows.saturating_add(rendered.rows);
            body.links.extend(rendered.links);
            body.files.extend(rendered.files);
        }
    }
    whole(sheets, plans, &bodies)?;
    Ok(bodies)
}

/// Refuses a body that has lost a row.
fn whole(sheets: &[Tab], plans: &[Option<Plan>], bodies: &[Option<Body>]) -> Result<(), String> {
    for ((body, plan), sheet) in bodies.iter().zip(plans).zip(sheets) {
        if let (Some(body), Some(plan)) = (body, plan) {
            let whole = sheet.count() + plan.closing.len();
            if u32::try_from(whole) != Ok(body.rows) {
                return Err(format!("{}: {} rows of {whole}", sheet.name(), body.rows));
            }
        }
    }
    Ok(())
}

/// Renders again, without links, everything after the last link that Excel accepts on a sheet.
fn without_surplus_links(
    blocks: &[Block],
    rendered: &mut [Rendered],
    kept: &PieceStore,
) -> Result<(), String> {
    let (mut sheet, mut links) = (usize::MAX, 0);
    for (block, rendered) in blocks.iter().zip(rendered) {
        if block.number != sheet {
            (sheet, links) = (block.number, 0);
        }
        links += rendered.linked;
        if links > LINKS {
            *rendered = block.render(Links::Dropped, kept)?;
        }
    }
    Ok(())
}

/// Some rows of one sheet.
struct Block<'a> {
    number: usize,
    sheet: &'a Tab<'a>,
    plan: &'a Plan<'a>,
    rows: Range<usize>,
    /// Its number on the sheet.
    nth: u32,
}

struct Rendered {
    piece: Piece,
    rows: u32,
    links: Option<Piece>,
    linked: usize,
    files: Files,
}

/// The blocks of a sheet: the more rows, the larger, since each begins by counting up to its first row.
fn blocks<'a>(
    number: usize,
    sheet: &'a Tab<'a>,
    plan: &'a Plan<'a>,
) -> impl Iterator<Item = Block<'a>> {
    let count = sheet.count();
    let size = (count / 64).clamp(1_024, 4_096);
    let block = move |(start, nth): (usize, u32)| Block {
        number,
        sheet,
        plan,
        rows: start..count.min(start + size),
        nth,
    };
    (0..count).step_by(size).zip(0..).map(block)
}

impl Block<'_> {
    fn render(&self, links: Links, kept: &PieceStore) -> Result<Rendered, String> {
        let rows = u32::try_from(self.rows.len()).map_err(|e| e.to_string())?;
        let first = u32::try_from(self.rows.start).ok();
        let first = first.and_then(|first| first.checked_add(HEAD_ROWS));
        let first = first.ok_or("too many rows")?;
        let shares = Shares::new(self.nth, first.saturating_add(rows));
        let mut markup = Markup::new(first, links, shares);
        for row in self.sheet.items(self.rows.clone()) {
            markup.row(&row, self.plan);
        }
        if self.rows.end == self.sheet.count() {
            for row in &self.plan.closing {
                markup.row(row, self.plan);
            }
        }
        let links = (markup.linked > 0).then(|| kept.inner(&markup.links));
        Ok(Rendered {
            piece: kept.inner(&markup.text)?,
            rows: markup.rows,
            links: links.transpose()?,
            linked: markup.linked,
            files: markup.files,
        })
    }
}
