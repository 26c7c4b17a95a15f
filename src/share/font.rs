//! The font of the pictures: Noto Serif SC, semi-bold, as the npm package `@fontsource/noto-serif-sc` 5.3.0 has it in
//! `files/noto-serif-sc-chinese-simplified-600-normal.woff2`, under the SIL Open Font License beside it.
//!
//! It is part of the program: a picture doesn't depend on what a machine has or reaches.

use std::sync::OnceLock;

use anyhow::{Context as _, Result};
use tiny_skia::PathBuilder;
use ttf_parser::{Face, GlyphId, OutlineBuilder};

/// 7,946 characters, compressed.
const WOFF2: &[u8] = include_bytes!("noto-serif-sc-600.woff2");

/// The unpacked font.
#[derive(Debug)]
pub(super) struct Font {
    bytes: Vec<u8>,
}

/// A line of text at its place, in pixels.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub text: String,
    /// Of the em square.
    pub size: f32,
    pub left: f32,
    pub baseline: f32,
}

impl Font {
    /// Returns the font, unpacked once in a run of the program.
    pub(super) fn load() -> Result<&'static Self> {
        static UNPACKED: OnceLock<Font> = OnceLock::new();
        if let Some(font) = UNPACKED.get() {
            return Ok(font);
        }
        let font = Self::unpacked()?;
        Ok(UNPACKED.get_or_init(|| font))
    }

    fn unpacked() -> Result<Self> {
        let mut unpack = |packed: &[u8], size: usize| {
            let mut unpacked = Vec::with_capacity(size);
            brotli::BrotliDecompress(&mut &packed[..], &mut unpacked)?;
            Ok(unpacked)
        };
        let bytes = wuff::decompress_woff2_with_custom_brotli(WOFF2, &mut unpack).context("解开分享图的字体失败")?;
        Ok(Self { bytes })
    }

    /// Returns the font for questions about its glyphs.
    pub(super) fn glyphs(&self) -> Result<Glyphs<'_>> {
        Ok(Glyphs { face: Face::parse(&self.bytes, 0).context("读取分享图的字体失败")? })
    }
}

/// Answers questions about glyphs.
#[derive(Debug)]
pub(super) struct Glyphs<'a> {
    face: Face<'a>,
}

impl Glyphs<'_> {
    /// Whether the font has every character of a text.
    pub(super) fn write(&self, text: &str) -> bool {
        text.chars().all(|character| self.face.glyph_index(character).is_some())
    }

    /// Returns how wide a text is, its em square being `size` wide.
    pub(super) fn width(&self, text: &str, size: f32) -> f32 {
        let advances = text.chars().map(|character| f32::from(self.advance(self.glyph(character))));
        advances.sum::<f32>() * self.scale(size)
    }

    /// Adds a line's outlines to a path.
    pub(super) fn outline(&self, line: &Line, path: &mut PathBuilder) {
        let scale = self.scale(line.size);
        let mut pen = Pen { path, scale, left: line.left, baseline: line.baseline };
        for character in line.text.chars() {
            let glyph = self.glyph(character);
            self.face.outline_glyph(glyph, &mut pen);
            pen.left += f32::from(self.advance(glyph)) * scale;
        }
    }

    fn glyph(&self, character: char) -> GlyphId {
        self.face.glyph_index(character).unwrap_or_default()
    }

    fn advance(&self, glyph: GlyphId) -> u16 {
        self.face.glyph_hor_advance(glyph).unwrap_or_default()
    }

    fn scale(&self, size: f32) -> f32 {
        size / f32::from(self.face.units_per_em())
    }
}

/// Draws a glyph where it stands: a font's ordinates rise, a picture's fall.
struct Pen<'a> {
    path: &'a mut PathBuilder,
    scale: f32,
    left: f32,
    baseline: f32,
}

impl Pen<'_> {
    fn at(&self, x: f32, y: f32) -> (f32, f32) {
        (self.left + x * self.scale, self.baseline - y * self.scale)
    }
}

impl OutlineBuilder for Pen<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.line_to(x, y);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let ((x1, y1), (x, y)) = (self.at(x1, y1), self.at(x, y));
        self.path.quad_to(x1, y1, x, y);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let ((x1, y1), (x2, y2), (x, y)) = (self.at(x1, y1), self.at(x2, y2), self.at(x, y));
        self.path.cubic_to(x1, y1, x2, y2, x, y);
    }

    fn close(&mut self) {
        self.path.close();
    }
}
