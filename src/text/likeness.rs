//! How like two names are, to guess which one a slip of the pen meant.

/// Two names less alike than this are different names.
const LEAST: f64 = 0.5;

/// How many guesses are worth reading.
const MOST: usize = 3;

/// Returns the name whose form is most like `wanted`, if one is like it. Each name comes with the form that is compared.
pub(crate) fn nearest<'n>(wanted: &str, names: impl Iterator<Item = (String, &'n str)>) -> Option<&'n str> {
    near(wanted, names).into_iter().next()
}

/// Returns the few names that are like `wanted`, the most like first; one that has several forms once.
pub(crate) fn near<'n>(wanted: &str, names: impl Iterator<Item = (String, &'n str)>) -> Vec<&'n str> {
    let wanted = grams(wanted);
    let likenesses = names.map(|(form, name)| (similarity(&wanted, &grams(&form)), name));
    let mut near: Vec<(f64, &str)> = likenesses.filter(|(likeness, _)| *likeness >= LEAST).collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    let mut names: Vec<&str> = Vec::new();
    for (_, name) in near {
        if !names.contains(&name) && names.len() < MOST {
            names.push(name);
        }
    }
    names
}

/// A character, or two that follow each other.
type Gram = (char, Option<char>);

/// Returns the characters of a text and their pairs, sorted.
fn grams(text: &str) -> Vec<Gram> {
    let pairs = text.chars().zip(text.chars().skip(1)).map(|(one, next)| (one, Some(next)));
    let mut grams: Vec<Gram> = text.chars().map(|one| (one, None)).chain(pairs).collect();
    grams.sort_unstable();
    grams
}

/// Returns Dice's coefficient of what two texts are made of, from 0 to 1.
fn similarity(a: &[Gram], b: &[Gram]) -> f64 {
    let (mut at, mut other, mut shared) = (0, 0, 0);
    while let (Some(one), Some(two)) = (a.get(at), b.get(other)) {
        shared += usize::from(one == two);
        at += usize::from(one <= two);
        other += usize::from(two <= one);
    }
    let total = a.len() + b.len();
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
