//! Where the words of a picture stand.

use super::Words;
use super::font::{Glyphs, Line};

/// The picture's size in pixels, which other sites expect.
pub(super) const WIDTH: u16 = 1200;
pub(super) const HEIGHT: u16 = 630;

/// The margin left and right.
pub(super) const MARGIN: f32 = 90.0;

/// How wide a line may be.
const MEASURE: f32 = WIDTH as f32 - 2.0 * MARGIN;

/// Where the title may stand, from the top.
const TITLE_TOP: f32 = 180.0;
const TITLE_BOTTOM: f32 = 490.0;

/// What a title may be set in, the largest that fits.
const TITLE_SIZES: [f32; 4] = [80.0, 68.0, 54.0, SMALLEST_TITLE];
const SMALLEST_TITLE: f32 = 42.0;

/// What all else is set in.
const SMALL: f32 = 34.0;

/// A line's height, in em.
const LEADING: f32 = 1.4;

/// How much of its em square a character has above the baseline.
const ASCENT: f32 = 0.88;

/// What stands for words that there is no room for.
const CUT: &str = "……";

/// Returns the lines of a picture.
pub(super) fn lines(glyphs: &Glyphs, words: &Words) -> Vec<Line> {
    let small = |text: &str, baseline| Line { text: fit(glyphs, text, SMALL), size: SMALL, left: MARGIN, baseline };
    let mut lines = vec![small(&words.head, 98.0), small(&words.foot, 560.0)];
    let label_height = if words.label.is_empty() { 0.0 } else { SMALL * LEADING };
    let (size, title) = title(glyphs, &words.title, TITLE_BOTTOM - TITLE_TOP - label_height);
    let height = label_height + size * LEADING * title.len() as f32;
    let mut top = TITLE_TOP + (TITLE_BOTTOM - TITLE_TOP - height) / 2.0;
    lines.push(small(&words.label, top + SMALL * ASCENT));
    top += label_height;
    for text in title {
        lines.push(Line { text, size, left: MARGIN, baseline: top + size * ((LEADING - 1.0) / 2.0 + ASCENT) });
        top += size * LEADING;
    }
    lines.retain(|line| !line.text.is_empty());
    lines
}

/// Returns a title's size and lines: as large as fits into `height`, cut where even the smallest doesn't.
fn title(glyphs: &Glyphs, phrases: &[String], height: f32) -> (f32, Vec<String>) {
    let room = |size: f32| (1..=HEIGHT).take_while(|&count| f32::from(count) * size * LEADING <= height).count();
    for size in TITLE_SIZES {
        let lines = balanced(glyphs, phrases, size);
        if lines.len() <= room(size) {
            return (size, lines);
        }
    }
    let mut lines = wrapped(glyphs, phrases, SMALLEST_TITLE, MEASURE);
    let rest = lines.split_off(room(SMALLEST_TITLE) - 1).concat();
    lines.push(fit(glyphs, &rest, SMALLEST_TITLE));
    (SMALLEST_TITLE, lines)
}

/// Returns a text cut to what fits into a line.
fn fit(glyphs: &Glyphs, text: &str, size: f32) -> String {
    if glyphs.width(text, size) <= MEASURE {
        return text.to_owned();
    }
    let room = MEASURE - glyphs.width(CUT, size);
    let ends = text.char_indices().map(|(at, _)| at).take_while(|&at| glyphs.width(&text[..at], size) <= room);
    format!("{}{CUT}", &text[..ends.last().unwrap_or_default()])
}

/// Returns as few lines as possible, as equally long as possible.
fn balanced(glyphs: &Glyphs, phrases: &[String], size: f32) -> Vec<String> {
    let mut best = wrapped(glyphs, phrases, size, MEASURE);
    let mut measure = MEASURE - size / 2.0;
    while measure > MEASURE / 3.0 {
        let narrower = wrapped(glyphs, phrases, size, measure);
        if narrower.len() > best.len() {
            break;
        }
        best = narrower;
        measure -= size / 2.0;
    }
    best
}

/// Returns phrases in lines of a measure; one that is longer than a line is divided.
fn wrapped(glyphs: &Glyphs, phrases: &[String], size: f32, measure: f32) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut width = 0.0;
    let mut add = |piece: &str, lines: &mut Vec<String>| {
        let wide = glyphs.width(piece, size);
        if width > 0.0 && width + wide > measure {
            lines.push(String::new());
            width = 0.0;
        }
        width += wide;
        lines.last_mut().into_iter().for_each(|line| line.push_str(piece));
    };
    for phrase in phrases {
        if glyphs.width(phrase, size) <= measure {
            add(phrase, &mut lines);
        } else {
            let mut buffer = [0; 4];
            phrase.chars().for_each(|character| add(character.encode_utf8(&mut buffer), &mut lines));
        }
    }
    lines
}
