//! Words → PNG: one ink on paper, under the double rule of the theme's own picture.

use anyhow::{Context as _, Result};
use png::{BitDepth, ColorType, Encoder};
use tiny_skia::{FillRule, Mask, PathBuilder, Rect, Transform};

use super::Words;
use super::font::Glyphs;
use super::layout::{self, HEIGHT, MARGIN, WIDTH};

/// Red, green, blue.
const PAPER: [u8; 3] = [0xfd, 0xfd, 0xfb];
const INK: [u8; 3] = [0x0a, 0x3f, 0x3c];

/// The rules: top and height in pixels.
const RULES: [(f32, f32); 2] = [(128.0, 8.0), (141.0, 3.0)];

/// The digest of a picture of the tests: another one means that all pictures are drawn otherwise, and none of the last
/// build's is as good.
pub(super) const SAMPLE: &str = "01631855b6c02fe1ca5186e80428c20a67a484ef40b8e772bfe501bb05144d6a";

/// Draws a picture; the same words are the same bytes.
pub(super) fn draw(glyphs: &Glyphs, words: &Words) -> Result<Vec<u8>> {
    let mut path = PathBuilder::new();
    for (top, height) in RULES {
        let width = f32::from(WIDTH) - 2.0 * MARGIN;
        path.push_rect(Rect::from_xywh(MARGIN, top, width, height).context("分享图的线画不出")?);
    }
    for line in layout::lines(glyphs, words) {
        glyphs.outline(&line, &mut path);
    }
    let path = path.finish().context("分享图的字画不出")?;
    let mut mask = Mask::new(WIDTH.into(), HEIGHT.into()).context("分享图太大")?;
    mask.fill_path(&path, FillRule::Winding, true, Transform::identity());

    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, WIDTH.into(), HEIGHT.into());
    encoder.set_color(ColorType::Indexed);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_palette(palette());
    encoder.set_filter(png::Filter::NoFilter);
    encoder.write_header()?.write_image_data(mask.data())?;
    Ok(bytes)
}

/// Returns a colour for every share of ink in a pixel.
fn palette() -> Vec<u8> {
    let mixed = |ink: u8| {
        let colours = PAPER.into_iter().zip(INK);
        colours.map(move |(paper, full)| {
            let sum = u32::from(paper) * u32::from(255 - ink) + u32::from(full) * u32::from(ink);
            (sum / 255) as u8
        })
    };
    (0..=255).flat_map(mixed).collect()
}
