//! How like two names are, to guess which one a slip of the pen meant.

/// Two names less alike than this are different names.
const LEAST: f64 = 0.5;

/// Returns the name whose form is most like `wanted`, if one is like it. Each name comes with the form that is compared.
pub(crate) fn nearest<'n>(wanted: &str, names: impl Iterator<Item = (String, &'n str)>) -> Option<&'n str> {
    names
        .map(|(form, name)| (similarity(wanted, &form), name))
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))
        .filter(|(likeness, _)| *likeness >= LEAST)
        .map(|(_, name)| name)
}

/// Dice's coefficient over characters and pairs of characters, from 0 to 1.
fn similarity(a: &str, b: &str) -> f64 {
    let grams = |text: &str| -> Vec<String> {
        let chars: Vec<char> = text.chars().collect();
        let ones = chars.iter().map(char::to_string);
        ones.chain(chars.windows(2).map(|pair| pair.iter().collect())).collect()
    };
    let (a, mut b) = (grams(a), grams(b));
    let total = a.len() + b.len();
    let shared =
        a.iter().filter(|gram| b.iter().position(|other| other == *gram).map(|at| b.swap_remove(at)).is_some()).count();
    if total == 0 { 0.0 } else { 2.0 * shared as f64 / total as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_the_pen_lead_to_the_name_that_was_meant() {
        let near = |wanted| nearest(wanted, ["title", "plans", "as_of"].into_iter().map(|key| (key.to_owned(), key)));
        assert_eq!(near("titel"), Some("title"));
        assert_eq!(near("plan"), Some("plans"));
        assert_eq!(near("asof"), Some("as_of"));
        assert_eq!(near("zzz"), None);
        assert_eq!(near(""), None);
    }
}
