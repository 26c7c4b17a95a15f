//! Alterations at random of a finished site: any text, attribute or link of any page, any value of any file of data. The
//! seal notices all; the proof, after a new seal, is counted.
//!
//! Prints both counts, and the facts that escape. `make soak` tries 500, `ALTERATIONS` others, `SEED` chooses which; `SHOW`
//! prints the other words, too.

use std::collections::{BTreeMap, BTreeSet};

use super::fixture::SiteFixture;
use super::places::{self, Kind, Place};
use super::rounds::{self, Alteration};
use crate::tests::one_in;
use crate::tests::support::shipped;

/// Numbers that look random and are the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % bound.max(1) as u64) as usize
    }

    fn of<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }
}

/// Files that hold a site's data, beside the pages; `*` is any text.
const DATA: [&str; 11] = [
    "wuhan-2023/data/plan.json",
    "wuhan-2023/data/tasks.json",
    "wuhan-2023/data/agencies.json",
    "wuhan-2023/data/tasks.csv",
    "wuhan-2023/data/source.txt",
    "wuhan-2023/deadlines.ics",
    "data/cases.json",
    "feed.xml",
    "assets/search/corpus",
    "assets/search/documents",
    "assets/search/index",
];

/// What an altered value becomes: another number, another value of its kind, or a character less.
fn altered(random: &mut Random, text: &str, place: &Place, others: &[&Place]) -> Option<String> {
    let own = &text[place.range.clone()];
    let digits: Vec<usize> = own.char_indices().filter(|(_, c)| c.is_ascii_digit()).map(|(at, _)| at).collect();
    if !digits.is_empty() && random.below(3) > 0 {
        let at = *random.of(&digits);
        let digit = own.as_bytes()[at] - b'0';
        let now = (digit + 1 + random.below(9) as u8) % 10;
        return Some(format!("{}{now}{}", &own[..at], &own[at + 1..])).filter(|now| !now.starts_with('0'));
    }
    let other = &text[random.of(others).range.clone()];
    if random.below(2) == 0 && other != own && place.kind != Kind::Value {
        return Some(other.to_owned());
    }
    // Letters only: what escapes others stays whole.
    let letters: Vec<(usize, char)> = own.char_indices().filter(|(_, c)| *c as u32 > 0x2000).collect();
    if letters.len() > 1 {
        let (at, c) = *random.of(&letters);
        return Some(format!("{}{}", &own[..at], &own[at + c.len_utf8()..]));
    }
    (other != own).then(|| other.to_owned())
}

/// What can be altered.
struct Site {
    texts: BTreeMap<String, String>,
    /// The pages by their kind: the more there are of one, the less each of them is chosen.
    pages: Vec<Vec<String>>,
    data: Vec<String>,
    /// Names of what the document speaks of.
    names: BTreeSet<String>,
}

impl Site {
    fn new(fixture: &SiteFixture) -> Site {
        let root = fixture.root().join("public");
        let files = crate::tests::support::files(&root);
        let mut kinds: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut texts = BTreeMap::new();
        let mut data = Vec::new();
        for (file, bytes) in files {
            let file = file.into_string();
            let is_page = file.ends_with(".html");
            let is_data = DATA.iter().any(|name| file.starts_with(name));
            if !is_page && !is_data {
                continue;
            }
            if is_page {
                let mut words: Vec<&str> = file.split('/').collect();
                let is_entity = words.len() > 2 && words[words.len() - 2] != words[0];
                if is_entity {
                    let at = words.len() - 2;
                    words[at] = "*";
                }
                kinds.entry(words.join("/")).or_default().push(file.clone());
            } else {
                data.push(file.clone());
            }
            texts.insert(file, String::from_utf8(bytes).unwrap());
        }
        let mut names = BTreeSet::new();
        for (file, list, keys) in [
            ("plan", "domains", &["name"][..]),
            ("plan", "members", &["name"]),
            ("plan", "clauses", &["heading"]),
            ("tasks", "tasks", &["title"]),
            ("agencies", "agencies", &["name"]),
        ] {
            let data = shipped().json(&format!("wuhan-2023/data/{file}.json"));
            for item in data[list].as_array().unwrap() {
                names.extend(keys.iter().filter_map(|key| item[key].as_str()).map(str::to_owned));
            }
        }
        names.remove("");
        Site { texts, pages: kinds.into_values().collect(), data, names }
    }

    fn alteration(&self, random: &mut Random) -> Option<Alteration> {
        let file = if random.below(5) < 3 {
            let kind = random.of(&self.pages);
            random.of(kind)
        } else {
            random.of(&self.data)
        };
        let text = &self.texts[file];
        let all = places::of(file, text);
        let kinds: BTreeSet<Kind> = all.iter().map(|place| place.kind).collect();
        let kind = *random.of(&kinds.into_iter().collect::<Vec<_>>());
        let of_kind: Vec<&Place> = all.iter().filter(|place| place.kind == kind).collect();
        let place = *random.of(&of_kind);
        let same: Vec<&Place> = of_kind.iter().copied().filter(|other| other.name == place.name).collect();
        let own = &text[place.range.clone()];
        let now = altered(random, text, place, &same)?;
        let short = |text: &str| text.chars().take(60).collect::<String>();
        let told = format!("{file} {kind:?} {}: {} → {}", place.name, short(own), short(&now));
        let is_fact = self.is_fact(file, place, own);
        let whole = format!("{}{now}{}", &text[..place.range.start], &text[place.range.end..]);
        let files = BTreeMap::from([(file.clone(), Some(whole))]);
        (now != own).then_some(Alteration { files, is_fact, told })
    }

    /// Checks whether a value says something of the document: our own words and those of editors don't.
    fn is_fact(&self, file: &str, place: &Place, own: &str) -> bool {
        places::may_state(file, place) && (places::is_number(own) || self.names.iter().any(|name| own.contains(name)))
            || file.starts_with("wuhan-2023/data/")
    }
}

#[test]
fn alterations_at_random_are_noticed() {
    let number = |name: &str| std::env::var(name).ok().and_then(|value| value.parse::<usize>().ok());
    let is_long = one_in(2) == 1;
    let wanted = number("ALTERATIONS").unwrap_or(if is_long { 500 } else { 40 });
    let fixture = SiteFixture::copy_of(shipped().root(), &shipped().path("public"));
    let site = Site::new(&fixture);
    let mut random = Random(number("SEED").unwrap_or(1) as u64);
    let mut all = Vec::new();
    while all.len() < wanted {
        all.extend(site.alteration(&mut random));
    }
    let tried = rounds::notice(&fixture, all, is_long);
    let [unsealed, facts, others] = rounds::count("at random", &tried);
    println!("facts:\n{}", facts.join("\n"));
    if std::env::var("SHOW").is_ok() {
        println!("other words:\n{}", others.join("\n"));
    }
    assert!(unsealed.is_empty(), "{}", unsealed.join("\n"));
}
