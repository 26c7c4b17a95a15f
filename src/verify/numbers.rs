//! The numbers that words print.

use itertools::Itertools as _;

use crate::text::numeral;

/// Returns the runs of ASCII digits in words.
pub(super) fn digits(words: &str) -> Vec<&str> {
    words.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty()).collect()
}

/// What characters that follow each other have in common.
#[derive(PartialEq)]
enum Kind {
    Digits,
    Numeral,
    Other(usize),
}

/// Returns the numbers that words print, in digits or in numerals, in their order; `行动一1.` has two, `一㈡⒊` three.
pub(super) fn numbers(words: &str) -> Vec<u32> {
    // Each number that is one character stands for itself.
    let kind = |(at, c): &(usize, char)| match c {
        c if c.is_ascii_digit() => Kind::Digits,
        c if numeral::is_numeral(*c) => Kind::Numeral,
        _ => Kind::Other(*at),
    };
    let runs = words.char_indices().chunk_by(kind);
    let numbers = runs.into_iter().filter_map(|(kind, run)| {
        let run: String = run.map(|(_, c)| c).collect();
        match kind {
            Kind::Digits => run.parse().ok(),
            Kind::Numeral => numeral::value(&run),
            Kind::Other(_) => run.chars().next().and_then(numeral::of_one_character),
        }
    });
    numbers.collect()
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
        assert_eq!(numbers("一㈡⒊⑷⑤（一）"), [1, 2, 3, 4, 5, 1]);
        assert_eq!(place("s2-0-13"), [2, 13]);
    }
}
