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

/// So many numbers are tried one after the other.
const TRIED: u64 = 100;

/// Returns a slug that is not taken: this one, or it with the first number from 2 that makes it free; where very many are
/// taken, with a number behind one that is.
pub(crate) fn free(slug: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let numbered = |number: u64| format!("{slug}-{number}");
    let is_taken_number = |number: u64| is_taken(&numbered(number));
    if !is_taken(slug) {
        return slug.to_owned();
    }
    numbered((2..TRIED).find(|&number| !is_taken_number(number)).unwrap_or_else(|| {
        let (mut taken, mut free) = (TRIED - 1, TRIED);
        while is_taken_number(free) {
            (taken, free) = (free, 2 * free);
        }
        while free - taken > 1 {
            let middle = taken.midpoint(free);
            *if is_taken_number(middle) { &mut taken } else { &mut free } = middle;
        }
        free
    }))
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
        for count in [1, 2, 98, 99, 100, 101, 199, 200, 1000] {
            let taken = |slug: &str| slug.strip_prefix("a-").map_or(Ok(1), str::parse).is_ok_and(|it| it <= count);
            assert_eq!(free("a", taken), format!("a-{}", count + 1));
        }
    }
}
