//! What of two texts differs.

/// Returns the least that differs: lengths of what both begin and end with, and what stands between.
pub(crate) fn difference<'a>(printed: &'a str, read: &'a str) -> (usize, &'a str, &'a str, usize) {
    let before: usize = printed.chars().zip(read.chars()).take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum();
    let (a, b) = (&printed[before..], &read[before..]);
    let after: usize =
        a.chars().rev().zip(b.chars().rev()).take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum();
    (before, &a[..a.len() - after], &b[..b.len() - after], after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_that_differs() {
        assert_eq!(difference("职业资格资格", "职业资格"), (12, "资格", "", 0));
        assert_eq!(difference("管理 and 健康", "管理和健康"), (6, " and ", "和", 6));
        assert_eq!(difference("花台园", "花园"), (3, "台", "", 3));
    }
}
