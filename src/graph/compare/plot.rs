//! Timelines as a drawing: a panel an issue, a colour a voice. What is bounded on one side only is drawn with an arrow to the open side,
//! a range as a bar, what is said roughly as a ring.

use jiff::civil::Date;
use plotters::coord::Shift;
use plotters::coord::types::{RangedCoordf64, RangedCoordi32};
use plotters::prelude::*;

use super::relation::days_between;
use super::timeline::{Point, Timeline, Track};
use crate::graph::view::harmless;

/// How many issues are drawn at most.
pub const PANELS: usize = 6;
/// How many voices of an issue are drawn at most.
pub const VOICES: usize = 10;

const WIDTH: u32 = 1000;
const HEIGHT: u32 = 420;
/// Ten colours that also those tell apart who see red and green alike, after Okabe and Ito.
const COLOURS: [RGBColor; VOICES] = [
    RGBColor(0, 114, 178),
    RGBColor(213, 94, 0),
    RGBColor(0, 158, 115),
    RGBColor(204, 121, 167),
    RGBColor(86, 180, 233),
    RGBColor(230, 159, 0),
    RGBColor(0, 0, 0),
    RGBColor(127, 127, 127),
    RGBColor(140, 86, 75),
    RGBColor(148, 103, 189),
];

type Chart<'a, 'b> = ChartContext<'a, SVGBackend<'b>, Cartesian2d<RangedCoordi32, RangedCoordf64>>;

/// Draws timelines as SVG. Figures without a day are left out, and what is beyond [`PANELS`] and [`VOICES`].
///
/// # Errors
/// In words, where the drawing fails.
pub fn svg(timelines: &[Timeline]) -> Result<String, String> {
    let dated: Vec<&Timeline> = timelines.iter().filter(|t| t.voices.iter().any(|v| v.points.iter().any(|p| p.on.is_some()))).take(PANELS).collect();
    let panels = u32::try_from(dated.len()).unwrap_or(1).max(1);
    let mut drawing = String::new();
    {
        let root = SVGBackend::with_string(&mut drawing, (WIDTH, HEIGHT * panels)).into_drawing_area();
        root.fill(&WHITE).map_err(|e| e.to_string())?;
        for (area, timeline) in root.split_evenly((panels as usize, 1)).into_iter().zip(dated) {
            panel(&area, timeline).map_err(|e| e.to_string())?;
        }
        root.present().map_err(|e| e.to_string())?;
    }
    Ok(drawing)
}

fn panel(area: &DrawingArea<SVGBackend<'_>, Shift>, timeline: &Timeline) -> Result<(), Box<dyn std::error::Error>> {
    let days: Vec<Date> = timeline.voices.iter().flat_map(|v| v.points.iter().filter_map(|p| p.on)).collect();
    let (Some(first), Some(last)) = (days.iter().min().copied(), days.iter().max().copied()) else { return Ok(()) };
    let span = days_between(first, last);
    let margin = (span / 12).max(1);
    let top = timeline.voices.iter().flat_map(|v| &v.points).filter_map(|p| p.entry.high.max(p.entry.low)).max().unwrap_or(1).max(1) as f64;
    let mut chart = ChartBuilder::on(area)
        .margin(12)
        .margin_right(48)
        .caption(words(&format!("{} - {}", timeline.issue, timeline.event)), ("sans-serif", 17))
        .x_label_area_size(36)
        .y_label_area_size(76)
        .build_cartesian_2d(-margin..span + margin, 0_f64..top * 1.2)?;
    let label = |day: &i32| first.checked_add(jiff::Span::new().days(i64::from(*day))).map_or_else(|_| String::new(), |d| d.to_string());
    chart
        .configure_mesh()
        .x_labels(8)
        .x_label_formatter(&label)
        .y_label_formatter(&|n| format!("{n:.0}").parse().map_or_else(|_| String::new(), crate::graph::view::grouped))
        .light_line_style(WHITE.mix(0.0))
        .bold_line_style(BLACK.mix(0.12))
        .label_style(("sans-serif", 13))
        .draw()?;
    for (track, colour) in timeline.voices.iter().zip(COLOURS) {
        draw(&mut chart, track, colour, first, top)?;
    }
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::UpperLeft)
        .background_style(WHITE.mix(0.8))
        .border_style(BLACK.mix(0.3))
        .label_font(("sans-serif", 13))
        .draw()?;
    Ok(())
}

/// What is written into the drawing, in one line: the names are those of documents.
fn words(text: &str) -> String {
    harmless(text).replace('\n', " ")
}

fn draw(chart: &mut Chart<'_, '_>, track: &Track, colour: RGBColor, first: Date, top: f64) -> Result<(), Box<dyn std::error::Error>> {
    let placed: Vec<(i32, &Point)> = track.points.iter().filter_map(|p| Some((days_between(first, p.on?), p))).collect();
    let line = placed.iter().filter_map(|(x, p)| Some((*x, p.entry.low.or(p.entry.high)? as f64)));
    chart
        .draw_series(LineSeries::new(line, colour.mix(0.6).stroke_width(2)))?
        .label(words(&track.who))
        .legend(move |(x, y)| PathElement::new(vec![(x, y), (x + 18, y)], colour.stroke_width(3)));
    for (x, point) in placed {
        figure(chart, x, point, colour, top)?;
    }
    Ok(())
}

fn figure(chart: &mut Chart<'_, '_>, x: i32, point: &Point, colour: RGBColor, top: f64) -> Result<(), Box<dyn std::error::Error>> {
    let (low, high) = (point.entry.low.map(|n| n as f64), point.entry.high.map(|n| n as f64));
    let end = low.or(high).unwrap_or_default();
    if let Some((from, to)) = low.zip(high).filter(|(a, b)| a < b) {
        chart.draw_series([PathElement::new(vec![(x, from), (x, to)], colour.stroke_width(6))])?;
        return Ok(());
    }
    // An arrow to the side that is open.
    let reach = top * 0.09;
    let open = match (low, high) {
        (Some(_), None) => Some((end + reach, 9)),
        (None, Some(_)) => Some(((end - reach).max(0.0), -9)),
        _ => None,
    };
    if let Some((tip, turn)) = open {
        chart.draw_series([PathElement::new(vec![(x, end), (x, tip)], colour.stroke_width(2))])?;
        chart.draw_series([EmptyElement::at((x, tip)) + Polygon::new(vec![(-5, turn), (5, turn), (0, 0)], colour.filled())])?;
    }
    let about = point.entry.qualifier == "about";
    let style = if about { colour.stroke_width(2) } else { colour.filled() };
    chart.draw_series([Circle::new((x, end), 5, style)])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::graph::compare::ledger::Entry;

    #[test]
    fn nothing_in_a_name_breaks_a_drawing() {
        let hostile = "]]> </text><script>alert(1)</script> & \"'\u{0}\u{1b}[31m\u{202e}x\u{ffff}\r\n\u{85}";
        let point = Point { on: Some(date(2031, 11, 6)), entry: Entry { low: Some(12), high: Some(12), ..Entry::default() }, ..Point::default() };
        let track = Track { who: hostile.to_owned(), points: vec![point] };
        let drawing = svg(&[Timeline { issue: hostile.to_owned(), event: hostile.to_owned(), voices: vec![track] }]).unwrap();
        assert!(drawing.matches("alert(1)").count() == 3 && !drawing.contains("<script") && !drawing.contains("]]>"), "{drawing}");
        assert!(!drawing.chars().any(|c| (c.is_control() && c != '\n') || matches!(c, '\u{202e}' | '\u{ffff}')), "{drawing:?}");
    }
}
