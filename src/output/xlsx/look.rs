//! Fonts, borders, shades and number formats; one format for each kind of cell, made once.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use crate::base::lang::{Lang, Text};
use crate::report::{Role, Spacing, Style};

/// Colour of links.
const LINK: Color = Color::RGB(0x1F_4E_79);
/// Lines between cells.
const LINE: Color = Color::RGB(0xBF_C7_D1);
/// Shade of the header.
const HEADER: Color = Color::RGB(0xD9_E4_F1);
/// Shade of every second block of rows.
const BAND: Color = Color::RGB(0xF6_F9_FC);
/// Shade and letters of cells that the reader may change.
const INPUT: Color = Color::RGB(0xFF_F2_CC);
const INK: Color = Color::RGB(0x1F_3F_9E);
/// Shade of closing rows.
const TOTAL: Color = Color::RGB(0xEE_F2_F7);

const BODY_FONT: Text = Text::new("宋体", "Calibri");
const HEAD_FONT: Text = Text::new("黑体", "Calibri");

const STYLES: &[Style] = &[
    Style::Rank,
    Style::Text,
    Style::Words,
    Style::Money,
    Style::Rate,
    Style::Share,
    Style::Figure,
    Style::Score,
    Style::Total,
    Style::Difference,
    Style::Change,
    Style::RateChange,
    Style::Places,
    Style::Count,
    Style::Shift,
    Style::Grade,
    Style::Severity,
    Style::Verdict,
    Style::Warning,
    Style::Hash,
];

/// Format of a cell with and without a link in it.
#[derive(Debug, Clone)]
pub(super) struct Pair {
    pub(super) plain: Format,
    pub(super) link: Format,
}

impl Pair {
    /// The same format for both.
    pub(super) fn alike(plain: Format) -> Self {
        let link = plain.clone();
        Self { plain, link }
    }
}

/// A property of the cells of a column by row: every second block is shaded, closing rows have their own.
#[derive(Debug, Clone)]
pub(super) struct ByShade<T> {
    items: [T; 2],
    total: T,
}

impl<T> ByShade<T> {
    /// The property of a cell of such a row.
    pub(super) const fn of(&self, role: Role, block: usize) -> &T {
        let [even, odd] = &self.items;
        match role {
            Role::Item if block.is_multiple_of(2) => even,
            Role::Item => odd,
            _ => &self.total,
        }
    }

    /// The same of something else for each.
    pub(super) fn map<U>(&self, mut other: impl FnMut(&T) -> U) -> ByShade<U> {
        ByShade {
            items: self.items.each_ref().map(&mut other),
            total: other(&self.total),
        }
    }
}

/// The formats of one column.
pub(super) type Look = ByShade<Pair>;

impl Look {
    fn new(base: &Format) -> Self {
        let pair = |plain: Format| Pair {
            link: plain.clone().set_font_color(LINK),
            plain,
        };
        Self {
            items: [
                pair(base.clone()),
                pair(base.clone().set_background_color(BAND)),
            ],
            total: pair(base.clone().set_background_color(TOTAL).set_bold()),
        }
    }
}

/// All formats of a workbook.
pub(super) struct Looks {
    /// Body font, from which Excel also takes its unit of column width.
    pub(super) default: Format,
    pub(super) title: Format,
    pub(super) subtitle: Format,
    pub(super) centred_title: Format,
    pub(super) centred_subtitle: Format,
    /// 附件 in the upper corner.
    pub(super) corner: Format,
    /// A word at the right end.
    pub(super) right: Format,
    pub(super) page: PageLooks,
    pub(super) header: Pair,
    pub(super) note: Format,
    /// A note of several lines.
    pub(super) wrapped_note: Format,
    /// A cell that the reader may change.
    pub(super) input: Pair,
    /// Lists to be searched: from the top of the cell.
    close: BTreeMap<Style, Look>,
    /// Tables to be circulated: in the middle of the cell.
    roomy: BTreeMap<Style, Look>,
    fallback: Look,
}

impl Looks {
    pub(super) fn new(lang: Lang) -> Self {
        let body = Format::new()
            .set_font_name(BODY_FONT.get(lang))
            .set_font_size(10)
            .set_align(FormatAlign::VerticalCenter);
        let head = body.clone().set_font_name(HEAD_FONT.get(lang));
        let boxed = bordered(&body);
        let columns = |base: &Format| {
            let look = |style| (style, Look::new(&styled(base, style)));
            STYLES.iter().copied().map(look).collect()
        };
        Self {
            title: head.clone().set_font_size(16).set_bold(),
            subtitle: faint(&body),
            centred_title: centred(&head).set_font_size(18).set_bold(),
            centred_subtitle: centred(&faint(&body)).set_text_wrap(),
            corner: head.clone().set_align(FormatAlign::Top),
            right: body.clone().set_align(FormatAlign::Right),
            page: PageLooks::new(&body, &head),
            header: Pair::alike(
                bordered(&head)
                    .set_bold()
                    .set_align(FormatAlign::Center)
                    .set_text_wrap()
                    .set_background_color(HEADER),
            ),
            note: body.clone().set_font_size(9),
            wrapped_note: body
                .clone()
                .set_font_size(9)
                .set_text_wrap()
                .set_align(FormatAlign::Top),
            input: Pair::alike(
                boxed
                    .clone()
                    .set_unlocked()
                    .set_bold()
                    .set_align(FormatAlign::Right)
                    .set_indent(1)
                    .set_font_color(INK)
                    .set_background_color(INPUT),
            ),
            close: columns(&boxed.clone().set_align(FormatAlign::Top)),
            roomy: columns(&boxed),
            fallback: Look::new(&boxed),
            default: body,
        }
    }

    /// The formats of a style.
    pub(super) fn of(&self, style: Style, spacing: Spacing) -> &Look {
        let columns = match spacing {
            Spacing::Roomy => &self.roomy,
            Spacing::Close => &self.close,
        };
        columns.get(&style).unwrap_or(&self.fallback)
    }
}

/// Formats of the rows of a page; their cells divide its width.
pub(super) struct PageLooks {
    pub(super) heading: Pair,
    pub(super) sentence: Pair,
    pub(super) names: Pair,
    pub(super) tally: Pair,
    /// Large figures by the style of the figure.
    figures: BTreeMap<Style, Pair>,
}

impl PageLooks {
    fn new(body: &Format, head: &Format) -> Self {
        let linked = |plain: Format| Pair {
            link: plain.clone().set_font_color(LINK),
            plain,
        };
        let small = centred(body).set_background_color(TOTAL);
        let large = centred(head)
            .set_font_size(24)
            .set_bold()
            .set_font_color(LINK)
            .set_background_color(BAND);
        let figure = |style: &Style| {
            let format = styled(&large, *style).set_align(FormatAlign::Center);
            (*style, Pair::alike(format))
        };
        Self {
            heading: Pair::alike(head.clone().set_font_size(12).set_bold()),
            sentence: linked(body.clone().set_font_size(10.5).set_text_wrap()),
            names: linked(small),
            tally: Pair::alike(centred(body).set_font_size(12).set_bold()),
            figures: STYLES.iter().map(figure).collect(),
        }
    }

    /// The format of a large figure.
    pub(super) fn figure(&self, style: Style) -> &Pair {
        self.figures.get(&style).unwrap_or(&self.tally)
    }
}

fn centred(base: &Format) -> Format {
    base.clone().set_align(FormatAlign::Center)
}

fn faint(base: &Format) -> Format {
    base.clone().set_font_color(Color::RGB(0x59_59_59))
}

fn bordered(base: &Format) -> Format {
    base.clone()
        .set_border(FormatBorder::Thin)
        .set_border_color(LINE)
}

/// Alignment and number format of a style.
fn styled(base: &Format, style: Style) -> Format {
    let format = base.clone();
    let number = |code: &str| base.clone().set_num_format(code);
    match style {
        Style::Rank | Style::Grade | Style::Severity | Style::Verdict | Style::Warning => {
            format.set_align(FormatAlign::Center)
        }
        Style::Text => format,
        Style::Words => format.set_text_wrap(),
        Style::Money => number("#,##0.00_ ;[Red]-#,##0.00_ "),
        Style::Figure => format.set_align(FormatAlign::Right),
        Style::Share => number("0.0%_ ;[Red]-0.0%_ "),
        Style::Rate => number("0.00%_ ;[Red]-0.00%_ "),
        Style::Score | Style::Total => number("0.00_ ;[Red]-0.00_ "),
        Style::Difference => number("+0.00_ ;[Red]-0.00_ ;0.00_ "),
        Style::Change => number("▲0.00_ ;[Red]▼0.00_ ;0.00_ "),
        Style::RateChange => number("▲0.00%_ ;[Red]▼0.00%_ ;0.00%_ "),
        Style::Places => number("▲0_ ;[Red]▼0_ ;\"—\"_ ").set_align(FormatAlign::Center),
        Style::Count => number("#,##0_ "),
        Style::Shift => number("+0_ ;[Red]-0_ ;0_ "),
        Style::Hash => format
            .set_font_name("Consolas")
            .set_font_size(9)
            .set_text_wrap(),
    }
}

/// Background and letters of a coloured word: good, fair, doubtful, bad, neutral.
#[derive(Clone, Copy)]
pub(super) enum Tone {
    Good,
    Fair,
    Doubtful,
    Bad,
    Neutral,
}

impl Tone {
    /// Tone of a grade by its band, 0 is the best.
    pub(super) const fn of_band(band: usize) -> Self {
        match band {
            0 => Self::Good,
            1 => Self::Fair,
            2 => Self::Doubtful,
            _ => Self::Bad,
        }
    }

    /// The colours; the word itself stays in the cell.
    pub(super) fn format(self) -> Format {
        let (back, letters) = match self {
            Self::Good => (0xC6_E9_CF, 0x0B_5D_2A),
            Self::Fair => (0xD6_E6_F7, 0x1B_4B_7A),
            Self::Doubtful => (0xFF_EB_B0, 0x7A_56_00),
            Self::Bad => (0xF8_CF_CC, 0x9C_1C_14),
            Self::Neutral => (0xED_ED_ED, 0x40_40_40),
        };
        Format::new()
            .set_background_color(Color::RGB(back))
            .set_font_color(Color::RGB(letters))
    }
}
