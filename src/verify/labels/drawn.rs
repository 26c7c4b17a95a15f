//! Drawings of the numbers that stand beside them: bars, and rows of dots.

use scraper::ElementRef;

use super::below;
use crate::verify::contract;
use crate::verify::numbers::digits;

/// A drawing, and the counts in the element around it, in their order.
#[derive(Debug)]
pub(in crate::verify) struct Drawing {
    counts: Vec<f64>,
    /// Percents.
    bars: Vec<f64>,
    dots: f64,
}

/// Units of a drawing from one dot to the next.
const PITCH: f64 = 18.0;

/// Less than a rounded percent is no difference.
const ROUNDED: f64 = 0.2;

pub(super) fn read(svg: ElementRef) -> Drawing {
    let mut drawing = Drawing { counts: Vec::new(), bars: Vec::new(), dots: 0.0 };
    for shape in below(svg) {
        let width = shape.attr("width").filter(|_| shape.value().name() == "rect");
        drawing.bars.extend(width.and_then(|width| width.strip_suffix('%')?.parse::<f64>().ok()));
        // A line of round ends is a dot and one for every pitch of its length. Holes stand on others.
        let path = shape.attr("d").filter(|_| shape.attr("class") != Some("hole"));
        let length = path.and_then(|path| path.rsplit_once('h')?.1.parse::<f64>().ok());
        drawing.dots += length.map_or(0.0, |length| (length - 1.0) / PITCH + 1.0);
    }
    for count in svg.parent().and_then(ElementRef::wrap).into_iter().flat_map(below) {
        if count.attr(contract::COUNT).is_some() {
            let text: String = count.text().collect();
            drawing.counts.extend(digits(&text).first().and_then(|run| run.parse::<f64>().ok()));
        }
    }
    drawing
}

impl Drawing {
    fn pairs(&self) -> impl Iterator<Item = (f64, f64)> {
        self.bars.iter().copied().zip(self.counts.iter().copied())
    }

    /// Returns how long all bars are, and what they count.
    fn sum(&self) -> (f64, f64) {
        self.pairs().fold((0.0, 0.0), |sum, (width, count)| (sum.0 + width, sum.1 + count))
    }

    /// Checks whether it is no picture of its counts. `scale` is the percents of one.
    fn is_wrong(&self, scale: f64) -> bool {
        if self.bars.is_empty() {
            return self.counts.first().is_some_and(|count| (count - self.dots).abs() > ROUNDED);
        }
        self.bars.len() > self.counts.len()
            || self.pairs().any(|(width, count)| (width - count * scale).abs() > ROUNDED)
    }
}

/// Returns the first counts of the drawings that are no picture of theirs. Bars of a page have one scale.
pub(super) fn faults(drawings: &[Drawing]) -> Vec<String> {
    let longest = drawings.iter().map(Drawing::sum).max_by(|a, b| a.0.total_cmp(&b.0));
    let scale = longest.filter(|(_, count)| *count > 0.0).map_or(0.0, |(width, count)| width / count);
    let wrong = drawings.iter().filter(|drawing| drawing.is_wrong(scale));
    wrong.map(|drawing| drawing.counts.first().map_or_else(String::new, f64::to_string)).collect()
}
