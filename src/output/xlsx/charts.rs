//! Native charts over the cells of the book.

use rust_xlsxwriter::{
    Chart as Drawn, ChartAxis, ChartAxisLabelPosition, ChartDataLabel, ChartFont, ChartFormat,
    ChartLine, ChartPoint, ChartSeries, ChartSolidFill, ChartType, Color, Worksheet, XlsxError,
};

use crate::report::{Chart, Drawing};

const BLUE: Color = Color::RGB(0x2F_6E_A5);
const GRID: Color = Color::RGB(0xD9_D9_D9);
const RED: Color = Color::RGB(0xC0_50_4D);

/// Puts a chart onto its sheet.
pub(super) fn insert(target: &mut Worksheet, chart: &Chart) -> Result<(), XlsxError> {
    let mut drawn = Drawn::new(kind(chart.drawing));
    if let Some(base) = &chart.base {
        drawn
            .add_series()
            .set_categories(chart.categories.as_str())
            .set_values(base.as_str())
            .set_format(ChartFormat::new().set_no_fill().set_no_line());
    }
    let series = drawn.add_series();
    series
        .set_categories(chart.categories.as_str())
        .set_values(chart.values.as_str())
        .set_gap(60);
    if chart.base.is_some() {
        series.set_overlap(100);
    }
    paint(series, chart.drawing);
    words(&mut drawn, chart);
    drawn.set_width(chart.size.0).set_height(chart.size.1);
    drawn.legend().set_hidden();
    let (row, col) = chart.at;
    target.insert_chart_with_offset(row, col, &drawn, chart.shift + 2, 2)?;
    Ok(())
}

const fn kind(drawing: Drawing) -> ChartType {
    match drawing {
        Drawing::Columns => ChartType::Column,
        Drawing::Bars | Drawing::Rates | Drawing::Swings => ChartType::Bar,
        Drawing::Waterfall(_) => ChartType::ColumnStacked,
    }
}

fn fill(color: Color) -> ChartFormat {
    let mut format = ChartFormat::new();
    format.set_solid_fill(ChartSolidFill::new().set_color(color));
    format
}

fn paint(series: &mut ChartSeries, drawing: Drawing) {
    let mut label = ChartDataLabel::new();
    label.show_value().set_font(ChartFont::new().set_size(10));
    match drawing {
        Drawing::Waterfall(pieces) => {
            let ground = ChartPoint::new().set_format(&mut fill(BLUE));
            let mut points = vec![ChartPoint::default(); pieces];
            points.insert(0, ground.clone());
            points.push(ground);
            series
                .set_format(&mut fill(RED))
                .set_points(&points)
                .set_data_label(&label);
        }
        Drawing::Columns | Drawing::Bars | Drawing::Rates | Drawing::Swings => {
            series.set_format(&mut fill(BLUE)).set_data_label(&label);
        }
    }
}

/// Headline and names of the axes; for bars the headline names the values.
fn words(drawn: &mut Drawn, chart: &Chart) {
    let small = || {
        let mut font = ChartFont::new();
        font.set_size(10);
        font
    };
    let mut head = ChartFont::new();
    head.set_size(11).set_bold();
    drawn.title().set_name(chart.title).set_font(&head);
    // The library calls the upright axis of bars y, though names are on it.
    let (names, values) = match chart.drawing {
        Drawing::Bars | Drawing::Rates | Drawing::Swings => (Side::Up, Side::Across),
        Drawing::Columns | Drawing::Waterfall(_) => (Side::Across, Side::Up),
    };
    let named = !matches!(
        chart.drawing,
        Drawing::Bars | Drawing::Rates | Drawing::Swings
    );
    let along = || {
        let mut font = small();
        if !named {
            // Of names beside bars that nearly touch LibreOffice leaves out every second one, unless their angle is set.
            font.set_rotation(0);
        }
        font
    };
    let axis = names.of(drawn);
    axis.set_font(&along());
    if named {
        axis.set_name(chart.categories_name).set_name_font(&small());
    }
    match chart.drawing {
        Drawing::Bars | Drawing::Rates | Drawing::Swings => {
            axis.set_reverse()
                .set_label_position(ChartAxisLabelPosition::Low);
        }
        Drawing::Columns | Drawing::Waterfall(_) => {}
    }
    let axis = values.of(drawn);
    if named {
        axis.set_name(chart.values_name).set_name_font(&small());
    }
    axis.set_font(&along())
        .set_major_gridlines_line(ChartLine::new().set_color(GRID));
    match chart.drawing {
        // Narrower steps leave no room for their labels beside long names.
        Drawing::Bars => ended(axis.set_num_format("0").set_min(0), chart.end, 1),
        Drawing::Rates => ended(axis.set_num_format("0%").set_min(0), chart.end, 100),
        Drawing::Columns => axis.set_min(0),
        Drawing::Swings | Drawing::Waterfall(_) => axis,
    };
}

/// An axis of two steps up to its end, given in multiples of the values of its cells.
fn ended(axis: &mut ChartAxis, end: Option<u32>, times: u32) -> &mut ChartAxis {
    let Some(end) = end else {
        return axis;
    };
    let end = f64::from(end) / f64::from(times);
    axis.set_max(end).set_major_unit(end / 2.0)
}

/// An axis by where it runs.
#[derive(Clone, Copy)]
enum Side {
    Across,
    Up,
}

impl Side {
    fn of(self, chart: &mut Drawn) -> &mut ChartAxis {
        match self {
            Self::Across => chart.x_axis(),
            Self::Up => chart.y_axis(),
        }
    }
}
