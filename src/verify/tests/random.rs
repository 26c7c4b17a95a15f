//! Alterations at random of a finished site: any text, attribute or link of any page, any value of any file of data. The
//! seal notices all; the proof, after a new seal, is counted.
//!
//! Prints what was noticed of each kind, and the facts that weren't. `make soak` tries 500, `ALTERATIONS` others, `SEED`
//! chooses which; `SHOW` prints our own words, too.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::fixture::SiteFixture;
use super::places::{self, Kind, Place};
use crate::tests::one_in;
use crate::tests::support::shipped;
use crate::verify::verify;

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

/// One change of one file.
struct Alteration {
    file: String,
    kind: Kind,
    place: Range<usize>,
    now: String,
    /// Whether it changes what the site says of the document.
    is_fact: bool,
    /// What it is, for people.
    told: String,
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

/// Files from which others are derived: what is altered in one of them is told of those.
const SOURCES: [&str; 4] = [DATA[0], DATA[1], DATA[2], DATA[6]];

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
        (now != own).then(|| Alteration { file: file.clone(), kind, place: place.range.clone(), now, is_fact, told })
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
    let (wanted, seed) = (number("ALTERATIONS").unwrap_or(500 / one_in(250)), number("SEED").unwrap_or(1));
    let fixture = SiteFixture::copy_of(shipped().root(), &shipped().path("public"));
    let site = Site::new(&fixture);
    let mut random = Random(seed as u64);
    let mut alterations = Vec::new();
    while alterations.len() < wanted {
        alterations.extend(site.alteration(&mut random));
    }
    // One audit serves as many alterations as there are files of which no other is derived.
    let mut rounds: Vec<Vec<Alteration>> = Vec::new();
    for alteration in alterations {
        let is_source = |it: &Alteration| SOURCES.contains(&it.file.as_str());
        let fits = |round: &&mut Vec<Alteration>| {
            !is_source(&alteration) && round.iter().all(|it| !is_source(it) && it.file != alteration.file)
        };
        match rounds.iter_mut().find(fits) {
            Some(round) => round.push(alteration),
            None => rounds.push(vec![alteration]),
        }
    }
    let root = fixture.root();
    let mut told: BTreeMap<(String, &str), [usize; 2]> = BTreeMap::new();
    let (mut unnoticed, mut unsealed, mut ours) = (Vec::new(), Vec::new(), Vec::new());
    for round in rounds {
        for it in &round {
            let text = &site.texts[&it.file];
            let now = format!("{}{}{}", &text[..it.place.start], it.now, &text[it.place.end..]);
            fs_err::write(root.join("public").join(&it.file).as_std_path(), now).unwrap();
        }
        let found = |is_sealed: bool| -> BTreeSet<String> {
            if is_sealed {
                fixture.sealed();
            }
            let report = verify(&root, &root.join("public")).unwrap().diagnostics;
            let errors = report.into_iter().filter(|it| it.code.name() != "over-budget");
            errors.map(|it| it.place.file.trim_start_matches("public/").to_owned()).collect()
        };
        let by_seal = found(false);
        let by_proof = found(true);
        let is_alone = round.len() == 1;
        for it in round {
            let is_noticed = by_proof.contains(&it.file) || (is_alone && !by_proof.is_empty());
            let folder = if it.file.ends_with(".html") { "pages" } else { it.file.split('.').next().unwrap_or("") };
            let what = if it.is_fact { "fact" } else { "own words" };
            let counts = told.entry((format!("{folder} {:?}", it.kind), what)).or_default();
            counts[usize::from(!is_noticed)] += 1;
            match (is_noticed, it.is_fact) {
                (true, _) => {}
                (false, true) => unnoticed.push(it.told.clone()),
                (false, false) => ours.push(it.told.clone()),
            }
            if !by_seal.contains(&it.file) {
                unsealed.push(it.told);
            }
            fs_err::write(root.join("public").join(&it.file).as_std_path(), &site.texts[&it.file]).unwrap();
        }
        fixture.sealed();
    }
    println!("{wanted} alterations: {} unnoticed by the seal", unsealed.len());
    println!("unnoticed by the proof: {} of facts, {} of own words", unnoticed.len(), ours.len());
    println!("facts:\n{}", unnoticed.join("\n"));
    for ((kind, what), [noticed, unnoticed]) in told {
        println!("{kind:40} {what:10} {noticed:4} noticed {unnoticed:4} not");
    }
    if std::env::var("SHOW").is_ok() {
        println!("own words:\n{}", ours.join("\n"));
    }
    assert!(unsealed.is_empty(), "{}", unsealed.join("\n"));
}
