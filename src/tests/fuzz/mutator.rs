//! Inputs made from real ones: a number gives one input, the same each time.

/// Pieces that harm readers of any kind.
pub(super) const ODD: [&str; 28] = [
    "\n",
    "\n\n",
    "\t",
    " ",
    "\u{3000}",
    "\"",
    "'",
    "\\",
    "[",
    "]",
    "{",
    "}",
    "(",
    "（",
    "）",
    "、",
    "，",
    "。",
    "=",
    "-",
    "#",
    "\u{200b}",
    "\u{202e}",
    "\u{fffd}",
    "\u{0}",
    "𠮷",
    "e\u{301}",
    "👩‍👩‍👧",
];

/// Numbers at whose edges arithmetic goes wrong.
const NUMBERS: [&str; 12] = [
    "0",
    "-1",
    "1",
    "9",
    "65535",
    "65536",
    "4294967295",
    "4294967296",
    "9223372036854775807",
    "18446744073709551616",
    "1e308",
    "0.0000001",
];

/// Numbers without a pattern, the same for the same beginning (`SplitMix64`).
#[derive(Debug)]
pub(super) struct Random(u64);

impl Random {
    pub(super) fn new(begin: u64) -> Random {
        Random(begin)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Returns a number below `end`; 0 where there is none.
    pub(super) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % (end.max(1) as u64)).unwrap_or_default()
    }

    pub(super) fn one_of<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        of[self.below(of.len())]
    }
}

/// Returns one of `seeds`, altered in one to thirty places, and its name; `words` are those of its language, `longest` is
/// in bytes. Characters stay whole in text that was, but for a byte now and then.
pub(super) fn mutant<'s>(
    random: &mut Random,
    seeds: &'s [(String, Vec<u8>)],
    words: &[&str],
    longest: usize,
) -> (&'s str, Vec<u8>) {
    let (name, seed) = &seeds[random.below(seeds.len())];
    let mut bytes = window(random, seed, longest / 2).to_vec();
    let changes = if random.below(20) == 0 { 30 } else { 1 + random.below(6) };
    for _ in 0..changes {
        change(random, &mut bytes, seeds, words);
    }
    bytes.truncate(boundary(&bytes, longest));
    (name, bytes)
}

/// Returns one of `seeds` with words put in somewhere, and its name.
pub(super) fn interrupted<'s>(random: &mut Random, seeds: &'s [(String, Vec<u8>)], words: &[u8]) -> (&'s str, Vec<u8>) {
    let (name, seed) = &seeds[random.below(seeds.len())];
    let mut bytes = seed.clone();
    let at = boundary(&bytes, random.below(bytes.len() + 1));
    insert(&mut bytes, at, words);
    (name, bytes)
}

/// Returns a seed, or as much of a long one as is tried at once: from its beginning, or from any of its lines.
fn window<'s>(random: &mut Random, seed: &'s [u8], most: usize) -> &'s [u8] {
    if seed.len() <= most {
        return seed;
    }
    let from = if random.below(2) == 0 { 0 } else { line_at(seed, random.below(seed.len())).0 };
    &seed[from..boundary(seed, from + most)]
}

/// Alters a place.
fn change(random: &mut Random, bytes: &mut Vec<u8>, seeds: &[(String, Vec<u8>)], words: &[&str]) {
    let at = boundary(bytes, random.below(bytes.len() + 1));
    let end = boundary(bytes, at + random.below(40));
    match random.below(12) {
        0 | 1 => insert(bytes, at, random.one_of(words).as_bytes()),
        2 => insert(bytes, at, random.one_of(&ODD).as_bytes()),
        3 => drop(bytes.drain(at..end)),
        4 => {
            let piece = bytes[at..end].to_vec();
            let to = boundary(bytes, random.below(bytes.len() + 1));
            insert(bytes, to, &piece);
        }
        5 => {
            let other = &seeds[random.below(seeds.len())].1;
            let from = boundary(other, random.below(other.len() + 1));
            insert(bytes, at, &other[from..boundary(other, from + random.below(200))]);
        }
        6 => {
            let pieces = if random.below(2) == 0 { words } else { &ODD };
            let piece = random.one_of(pieces).as_bytes();
            let times = random.below(2048 / piece.len().max(1));
            insert(bytes, at, &piece.repeat(times));
        }
        7 => {
            let (start, end) = line_at(bytes, at);
            drop(bytes.drain(start..end));
        }
        8 => {
            let (start, end) = line_at(bytes, at);
            let line = bytes[start..end].to_vec();
            let to = line_at(bytes, random.below(bytes.len() + 1)).0;
            insert(bytes, to, &line);
        }
        9 => {
            let digits = |at: &usize| bytes[*at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
            if let Some(start) = (at..bytes.len()).find(|at| digits(at) > 0) {
                let end = start + digits(&start);
                bytes.splice(start..end, random.one_of(&NUMBERS).bytes());
            }
        }
        10 => drop(bytes.splice(at..end, random.one_of(words).bytes())),
        _ => {
            if let Some(byte) = bytes.get_mut(at).filter(|_| random.below(8) == 0) {
                *byte = random.below(256) as u8;
            }
        }
    }
}

fn insert(bytes: &mut Vec<u8>, at: usize, piece: &[u8]) {
    bytes.splice(at..at, piece.iter().copied());
}

/// Returns where the line of a place begins, and where the next one does.
fn line_at(bytes: &[u8], at: usize) -> (usize, usize) {
    let start = bytes[..at].iter().rposition(|&byte| byte == b'\n').map_or(0, |end| end + 1);
    let end = bytes[at..].iter().position(|&byte| byte == b'\n').map_or(bytes.len(), |end| at + end + 1);
    (start, end)
}

/// Returns the last place up to `at` that is inside no character.
fn boundary(bytes: &[u8], at: usize) -> usize {
    let mut at = at.min(bytes.len());
    while at > 0 && at < bytes.len() && bytes[at] & 0xc0 == 0x80 {
        at -= 1;
    }
    at
}
