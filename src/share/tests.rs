//! Tests of what pictures say and how.

use super::font::{Font, Line};
use super::layout::{self, HEIGHT, MARGIN, WIDTH};
use super::{Words, picture};
use crate::text::digest::sha256;

fn words(title: &[&str]) -> Words {
    Words {
        head: "某市方案".to_owned(),
        label: "第2项".to_owned(),
        title: title.iter().map(|&phrase| phrase.to_owned()).collect(),
        foot: "某市教育方案（某政办〔2023〕1号）".to_owned(),
    }
}

fn lines(title: &[&str]) -> Vec<Line> {
    let font = Font::load().unwrap();
    let glyphs = font.glyphs().unwrap();
    let lines = layout::lines(&glyphs, &words(title));
    for line in &lines {
        let right = line.left + glyphs.width(&line.text, line.size);
        assert!(right <= f32::from(WIDTH) - MARGIN + 0.5, "{line:?} ends at {right}");
        assert!(line.baseline < f32::from(HEIGHT), "{line:?}");
    }
    lines
}

fn title_of(lines: &[Line]) -> Vec<&str> {
    lines.iter().skip(3).map(|line| line.text.as_str()).collect()
}

#[test]
fn the_font_knows_what_it_can_write() {
    let font = Font::load().unwrap();
    let glyphs = font.glyphs().unwrap();
    assert!(glyphs.write("推动“两业”融合（试点）〔2023〕《办法》、RCEP 10—15项。"));
    assert!(!glyphs.write("䶮"));
}

#[test]
fn a_title_is_set_in_few_lines_of_like_length_between_its_phrases() {
    let lines = lines(&["按相关规定", "举办", "非营利性", "医疗机构，", "开展", "远程医疗"]);
    assert_eq!(title_of(&lines), ["按相关规定举办非营利性", "医疗机构，开展远程医疗"]);
}

#[test]
fn a_title_too_long_is_cut_and_says_so() {
    let phrase = "推动社区教育开放";
    let long = lines(&[phrase; 40]);
    let title = title_of(&long);
    assert!(title.len() > 3 && title.last().unwrap().ends_with("……"), "{title:?}");
    assert!(phrase.repeat(40).starts_with(title.concat().trim_end_matches('…')));
    let last = long.last().unwrap();
    assert!(last.baseline < 500.0, "{last:?} runs into the foot");
    // A phrase longer than a line is divided; nothing of it is lost.
    let divided = lines(&[&"一".repeat(30)]);
    assert_eq!(title_of(&divided).concat(), "一".repeat(30));
}

#[test]
fn a_picture_is_drawn_in_ink_on_paper() {
    let font = Font::load().unwrap();
    let glyphs = font.glyphs().unwrap();
    let png = picture::draw(&glyphs, &words(&["甲", "推动“两业”融合，", "RCEP"])).unwrap();
    let mut reader = png::Decoder::new(std::io::Cursor::new(&png)).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let frame = reader.next_frame(&mut pixels).unwrap();
    assert_eq!((frame.width, frame.height), (WIDTH.into(), HEIGHT.into()));
    let inked = |from: usize, to: usize| {
        let rows = pixels.chunks(frame.line_size).take(to).skip(from);
        rows.flatten().filter(|&&pixel| pixel > 128).count()
    };
    // The head, the rules, the title and the foot; nothing between head and rules.
    assert!(inked(60, 110) > 100 && inked(128, 136) > 8 * 1000 && inked(180, 490) > 1000 && inked(530, 570) > 100);
    assert_eq!(inked(0, 50) + inked(114, 127) + inked(590, 630), 0);
    assert_eq!(sha256(png), picture::SAMPLE, "write the new digest there: pictures drawn before are out of date");
}
