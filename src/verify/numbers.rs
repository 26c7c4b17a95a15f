//! The numbers that words print.

use itertools::Itertools as _;

use crate::text::numeral;

/// Returns the runs of ASCII digits in words.
pub(super) fn digits(words: &str) -> Vec<&str> {
    words.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty()).collect()
}

/// Returns the numbers that words print, in digits or in numerals, in their order; `行动一1.` has two.
pub(super) fn numbers(words: &str) -> Vec<u32> {
    let kind = |c: &char| if c.is_ascii_digit() { Some(true) } else { numeral::is_numeral(*c).then_some(false) };
    let runs = words.chars().chunk_by(kind);
    let runs = runs.into_iter().filter(|(kind, _)| kind.is_some()).map(|(_, run)| run.collect::<String>());
    runs.filter_map(|run| run.parse().ok().or_else(|| numeral::value(&run))).collect()
}

/// Returns the numbers of a clause's place, from the part down: `s2-0-3` is 2, 3.
pub(super) fn place(clause: &str) -> Vec<u32> {
    digits(clause).iter().filter_map(|number| number.parse().ok()).filter(|number| *number > 0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_print_numbers_in_digits_and_numerals() {
        assert_eq!(digits("第7项，2030年"), ["7", "2030"]);
        assert_eq!(numbers("二行动一12.梳理"), [2, 1, 12]);
        assert_eq!(place("s2-0-13"), [2, 13]);
    }
}
