//! Names of Chinese things as segments of an address.

use pinyin::ToPinyin as _;

/// Returns the pinyin of a name's first `most` characters and words in letters, joined by hyphens; nothing for a name
/// that has none. A word in letters or digits is never cut: `OPC`.
pub(crate) fn of(name: &str, most: usize) -> Option<String> {
    let mut sounds: Vec<String> = Vec::new();
    let mut follows_letter = false;
    for c in name.chars() {
        let letter = c.is_ascii_alphanumeric().then(|| c.to_ascii_lowercase());
        match (c.to_pinyin(), letter, sounds.last_mut()) {
            (Some(sound), ..) => sounds.push(sound.plain().replace('ü', "v")),
            (None, Some(letter), Some(word)) if follows_letter => word.push(letter),
            (None, Some(letter), _) => sounds.push(letter.to_string()),
            (None, None, _) => {}
        }
        follows_letter = letter.is_some();
    }
    sounds.truncate(most);
    (!sounds.is_empty()).then(|| sounds.join("-"))
}

/// Returns a slug that is not taken: this one, or it with the first number from 2 that makes it free.
pub(crate) fn free(slug: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let mut candidates = std::iter::once(slug.to_owned()).chain((2..).map(|number| format!("{slug}-{number}")));
    candidates.find(|slug| !is_taken(slug)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_spelt_out() {
        assert_eq!(of("市财政局", 9).as_deref(), Some("shi-cai-zheng-ju"));
        assert_eq!(of("12345热线、绿化办", 99).as_deref(), Some("12345-re-xian-lv-hua-ban"));
        assert_eq!(of("优化营商环境", 4).as_deref(), Some("you-hua-ying-shang"));
        assert_eq!(of("集聚OPC创业人才", 4).as_deref(), Some("ji-ju-opc-chuang"));
        assert_eq!(of("——", 4), None);
    }

    #[test]
    fn a_taken_slug_gets_a_number() {
        assert_eq!(free("a", |slug| ["a", "a-2"].contains(&slug)), "a-3");
    }
}
