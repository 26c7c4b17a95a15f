//! Slips that an editor makes while typing in a source: a row left out, a cell twice, two lines the wrong way round.

/// A source with one slip, and the `plan.toml` whose `lines` an editor moved along with it.
pub(super) struct Mutant {
    pub class: &'static str,
    pub name: String,
    pub source: String,
    pub plan: String,
    /// Where the slip stands in the source: a diagnostic must name a place near it.
    pub near: [usize; 2],
}

/// How a slip moves the lines of the entries after it.
enum Moves {
    Stay,
    /// This line is gone, and what is said of it.
    Gone(usize),
    /// A line more after this one.
    After(usize),
    Swapped(usize, usize),
    /// Only so many lines are left.
    Cut(usize),
}

pub(super) struct Mutator<'a> {
    lines: Vec<&'a str>,
    plan: &'a str,
    mutants: Vec<Mutant>,
}

pub(super) fn mutants(source: &str, plan: &str) -> Vec<Mutant> {
    let mut mutator = Mutator { lines: source.lines().collect(), plan, mutants: Vec::new() };
    mutator.whole_lines();
    mutator.cells();
    mutator.labels();
    mutator.sentences();
    mutator.members();
    mutator.ends();
    let mut mutants = mutator.mutants;
    mutants.retain(|mutant| mutant.source != source);
    mutants
}

impl Mutator<'_> {
    /// Line `number`, from 1.
    fn line(&self, number: usize) -> &str {
        self.lines[number - 1]
    }

    fn numbers(&self, wanted: impl Fn(&str) -> bool) -> Vec<usize> {
        (1..=self.lines.len()).filter(|&number| wanted(self.line(number))).collect()
    }

    /// Returns the next line of this kind; for a heading, the next of its level.
    fn next(&self, number: usize, wanted: &Kind) -> usize {
        let is_clause = |number: usize| self.line(number).starts_with('(');
        let fits = |next: usize| kind(self.line(next)) == *wanted && is_clause(next) == is_clause(number);
        (number + 1..=self.lines.len()).find(|&next| fits(next)).unwrap_or(number)
    }

    fn push(&mut self, class: &'static str, name: String, lines: &[&str], near: [usize; 2], moves: &Moves) {
        let source = lines.join("\n") + "\n";
        self.mutants.push(Mutant { class, name, source, plan: moved(self.plan, moves), near });
    }

    /// One line reads differently.
    fn replace(&mut self, class: &'static str, number: usize, what: &str, text: &str) {
        let kind = kind(self.line(number));
        let last = match kind {
            Kind::Heading | Kind::Header => self.next(number, &kind),
            _ => number,
        };
        let mut lines: Vec<&str> = self.lines.clone();
        lines[number - 1] = text;
        self.push(class, format!("line {number}: {what}"), &lines.clone(), [number, last], &Moves::Stay);
    }

    fn whole_lines(&mut self) {
        let all = self.numbers(|line| !line.trim().is_empty());
        for (turn, pair) in all.windows(2).enumerate() {
            let (number, next) = (pair[0], pair[1]);
            let kind = kind(self.line(number));
            // Every line is hit once, headings and lines of their own kind in all ways.
            let every_way = matches!(kind, Kind::Heading | Kind::Header | Kind::Other);
            let [drop, double, swap] = match kind {
                Kind::Row => ["row dropped", "row doubled", "rows swapped"],
                Kind::Header => ["table header dropped", "table header doubled", "table header moved"],
                Kind::Heading => ["heading dropped", "heading doubled", "headings swapped"],
                Kind::Member => ["member dropped", "member doubled", "members swapped"],
                Kind::Other => ["line dropped", "line doubled", "lines swapped"],
            };
            if every_way || turn % 3 == 0 {
                let mut lines = self.lines.clone();
                lines.remove(number - 1);
                // That a heading is gone shows at the next one.
                let last = if kind == Kind::Heading { self.next(number, &Kind::Heading) } else { number };
                self.push(drop, format!("line {number} dropped"), &lines, [number - 1, last], &Moves::Gone(number));
            }
            if every_way || turn % 3 == 1 {
                let mut lines = self.lines.clone();
                lines.insert(number, self.lines[number - 1]);
                let near = [number, number + 1];
                self.push(double, format!("line {number} doubled"), &lines, near, &Moves::After(number));
            }
            if every_way || turn % 3 == 2 {
                let mut lines = self.lines.clone();
                lines.swap(number - 1, next - 1);
                let name = format!("lines {number} and {next} swapped");
                self.push(swap, name, &lines, [number, next], &Moves::Swapped(number, next));
            }
        }
    }

    /// Every row is hit, its cells in turn; categories and numbers twice as often.
    fn cells(&mut self) {
        let rows = self.numbers(|line| line.contains('\t'));
        for (turn, &number) in rows.iter().enumerate() {
            let text = self.line(number).to_owned();
            let cells: Vec<&str> = text.split('\t').collect();
            for at in 0..cells.len() {
                if at != [2, 0, 3, 1, 4, 0, 5, 1][turn % 8] || cells[at].is_empty() {
                    continue;
                }
                let with = |cell: &str| {
                    let mut cells = cells.clone();
                    cells[at] = cell;
                    cells.join("\t")
                };
                let [emptied, cut, doubled, swapped, removed] = match at {
                    0 => ["category emptied", "category cut", "category doubled", "category moved", "category removed"],
                    1 => ["number emptied", "number cut", "number doubled", "number moved", "number removed"],
                    2 => ["text emptied", "text cut", "text doubled", "text moved", "text removed"],
                    5 => ["deadline emptied", "deadline cut", "deadline doubled", "deadline moved", "deadline removed"],
                    _ => ["agencies emptied", "agencies cut", "agencies doubled", "agencies moved", "agencies removed"],
                };
                self.replace(emptied, number, &format!("cell {at} emptied"), &with(""));
                let chars: Vec<char> = cells[at].chars().collect();
                for keep in [chars.len() - 1, chars.len() / 2] {
                    let short: String = chars[..keep].iter().collect();
                    self.replace(cut, number, &format!("cell {at} cut to {keep}"), &with(&short));
                }
                self.replace(doubled, number, &format!("cell {at} doubled"), &with(&cells[at].repeat(2)));
                let mut removed_cells = cells.clone();
                removed_cells.remove(at);
                self.replace(removed, number, &format!("cell {at} removed"), &removed_cells.join("\t"));
                if at + 1 < cells.len() {
                    let mut swapped_cells = cells.clone();
                    swapped_cells.swap(at, at + 1);
                    let name = format!("cells {at} and {} swapped", at + 1);
                    self.replace(swapped, number, &name, &swapped_cells.join("\t"));
                }
                if at == 1
                    && let Ok(value) = cells[at].parse::<u32>()
                {
                    self.replace("number changed", number, "number + 1", &with(&(value + 1).to_string()));
                    self.replace("number changed", number, "number + 10", &with(&(value + 10).to_string()));
                }
            }
        }
        // A cell changes places with the one below.
        for pair in rows.windows(2).step_by(2) {
            let texts = [pair[0], pair[1]].map(|number| self.line(number).to_owned());
            let mut cells = texts.each_ref().map(|text| text.split('\t').collect::<Vec<_>>());
            let at = 2 + pair[0] % 4;
            let [above, below] = &mut cells;
            if above.len() == 6 && below.len() == 6 && !above[at].is_empty() && !below[at].is_empty() {
                std::mem::swap(&mut above[at], &mut below[at]);
                let mut lines = self.lines.clone();
                let (first, second) = (cells[0].join("\t"), cells[1].join("\t"));
                (lines[pair[0] - 1], lines[pair[1] - 1]) = (&first, &second);
                let name = format!("lines {} and {}: cells {at} swapped", pair[0], pair[1]);
                let last = if kind(self.line(pair[0])) == Kind::Header { pair[0] + 10 } else { pair[1] };
                self.push("cells swapped between rows", name, &lines.clone(), [pair[0], last], &Moves::Stay);
            }
        }
        // Agencies inside a cell.
        for (turn, &number) in rows.iter().enumerate() {
            let text = self.line(number).to_owned();
            let cells: Vec<&str> = text.split('\t').collect();
            let Some(at) = [4, 3].into_iter().find(|&at| cells.get(at).is_some_and(|cell| cell.contains('、'))) else {
                continue;
            };
            let mut names: Vec<&str> = cells[at].split('、').collect();
            let what = match turn % 3 {
                0 => {
                    names.remove(0);
                    "agency dropped"
                }
                1 => {
                    names.insert(0, names[0]);
                    "agency doubled"
                }
                _ => {
                    names.swap(0, 1);
                    "agencies swapped"
                }
            };
            let cell = names.join("、");
            let mut cells = cells.clone();
            cells[at] = &cell;
            self.replace(what, number, what, &cells.join("\t"));
        }
    }

    fn labels(&mut self) {
        for number in self.numbers(|line| kind(line) == Kind::Heading) {
            let text = self.line(number).to_owned();
            let end = text.find(['、', ')']).unwrap();
            let (label, rest) = text.split_at(end + text[end..].chars().next().unwrap().len_utf8());
            self.replace("label dropped", number, "label dropped", rest);
            self.replace("label doubled", number, "label doubled", &format!("{label}{text}"));
            let numerals: Vec<char> = "一二三四五六七八九".chars().collect();
            let value = numerals.iter().position(|c| label.contains(*c)).unwrap();
            let next = label.replace(numerals[value], &numerals[value + 1].to_string());
            self.replace("label changed", number, "numeral + 1", &format!("{next}{rest}"));
            let mangled: String = label.chars().take(label.chars().count() - 1).collect();
            self.replace("label cut", number, "label cut", &format!("{mangled}{rest}"));
            if let Some((heading, text)) = rest.split_once('。') {
                let cut: String = heading.chars().skip(1).collect();
                self.replace("heading cut", number, "heading cut", &format!("{label}{cut}。{text}"));
                self.replace("heading's stop dropped", number, "stop dropped", &format!("{label}{heading}{text}"));
            }
        }
    }

    fn sentences(&mut self) {
        for number in self.numbers(|line| !line.contains('\t') && line.chars().count() > 40) {
            let text = self.line(number).to_owned();
            let sentences: Vec<&str> = text.split_inclusive('。').collect();
            let last = sentences.len() - 1;
            let dropped: Vec<&str> = [&sentences[..last], &sentences[last + 1..]].concat();
            if last > 0 {
                self.replace("sentence dropped", number, "last sentence dropped", &dropped.concat());
            }
            if last > 1 {
                let dropped = [&sentences[..1], &sentences[2..]].concat();
                self.replace("sentence dropped", number, "second sentence dropped", &dropped.concat());
                let mut swapped = sentences.clone();
                swapped.swap(1, 2);
                self.replace("sentences swapped", number, "sentences swapped", &swapped.concat());
            }
            let doubled = [&sentences[..], &sentences[last..]].concat();
            self.replace("sentence doubled", number, "last sentence doubled", &doubled.concat());
            let chars: Vec<char> = text.chars().collect();
            for keep in [chars.len() - 1, chars.len() / 2] {
                let short: String = chars[..keep].iter().collect();
                self.replace("paragraph cut", number, &format!("cut to {keep}"), &short);
            }
        }
    }

    fn members(&mut self) {
        for (turn, number) in self.numbers(|line| kind(line) == Kind::Member).into_iter().enumerate() {
            let text = self.line(number).to_owned();
            let (role, rest) = match text.split_once('：') {
                Some((role, rest)) => (format!("{role}："), rest),
                None => (String::new(), text.as_str()),
            };
            if !role.is_empty() {
                self.replace("role dropped", number, "role dropped", rest);
                self.replace("role cut", number, "role cut", &format!("{}{rest}", role.trim_end_matches('：')));
            }
            let words: Vec<&str> = rest.split(' ').collect();
            let post = words[words.len() - 1];
            let name = words[..words.len() - 1].join(" ");
            match turn % 4 {
                0 => self.replace("name dropped", number, "name dropped", &format!("{role}{post}")),
                1 => self.replace("post dropped", number, "post dropped", &format!("{role}{name}")),
                2 => self.replace("name and post run together", number, "no space", &format!("{role}{name}{post}")),
                _ => self.replace("name and post swapped", number, "swapped", &format!("{role}{post} {name}")),
            }
            if turn % 3 == 0 {
                let cut: String = post.chars().take(post.chars().count() - 1).collect();
                self.replace("post cut", number, "post cut", &format!("{role}{name} {cut}"));
            }
        }
    }

    /// The lines before the plan and after the table, and a source that ends too early.
    fn ends(&mut self) {
        let first = self.numbers(|line| line.starts_with("一、")).first().copied().unwrap();
        let last = self.numbers(|line| line.contains('\t')).last().copied().unwrap();
        for number in self.numbers(|line| !line.trim().is_empty()) {
            if number < first || number > last {
                let chars: Vec<char> = self.line(number).chars().collect();
                let half: String = chars[..chars.len() / 2].iter().collect();
                let short: String = chars[..chars.len() - 1].iter().collect();
                self.replace("head or tail line cut", number, "cut in half", &half);
                self.replace("head or tail line cut", number, "last character dropped", &short);
            }
        }
        for keep in (20..self.lines.len()).step_by(9) {
            let lines = self.lines[..keep].to_vec();
            let name = format!("only {keep} lines");
            self.push("source cut", name, &lines, [keep, keep], &Moves::Cut(keep));
        }
    }
}

#[derive(PartialEq, Eq)]
enum Kind {
    Row,
    Header,
    Heading,
    Member,
    Other,
}

fn kind(line: &str) -> Kind {
    let is_clause = line.starts_with('(') && line.chars().nth(2) == Some(')');
    let is_member = line.contains(' ') && line.chars().count() < 40 && !line.contains(['。', '附', '员', '.']);
    match line {
        _ if line.starts_with("类别") => Kind::Header,
        _ if line.contains('\t') => Kind::Row,
        _ if is_clause || line.chars().nth(1) == Some('、') => Kind::Heading,
        _ if is_member && !line.starts_with("市人民") || line.starts_with("- 成 员") => Kind::Member,
        _ => Kind::Other,
    }
}

/// Returns the plan file with its `lines` moved along; entries that speak of nothing but a line that is gone go with
/// it, and with `[organisation]` its tiers and rhythm.
fn moved(plan: &str, moves: &Moves) -> String {
    let move_line = |line: usize| match *moves {
        Moves::Gone(gone) if line > gone => line - 1,
        Moves::After(before) if line > before => line + 1,
        Moves::Swapped(a, b) if line == a => b,
        Moves::Swapped(a, b) if line == b => a,
        _ => line,
    };
    let is_gone = |[first, last]: [usize; 2]| match *moves {
        Moves::Gone(gone) => first == gone && last == gone,
        Moves::Cut(keep) => last > keep,
        _ => false,
    };
    let (mut blocks, mut without_organisation) = (Vec::new(), false);
    for block in plan.split("\n\n") {
        let Some((before, rest)) = block.split_once("\nlines = [") else {
            blocks.push(block.to_owned());
            continue;
        };
        let (lines, after) = rest.split_once(']').unwrap();
        let lines: Vec<usize> = lines.split(", ").map(|line| line.parse().unwrap()).collect();
        let lines = [lines[0], lines[1]];
        if is_gone(lines) {
            without_organisation |= before == "[organisation]";
        } else {
            let [first, last] = match lines {
                // A swap moves what is said of one line, not what is said of several.
                [first, last] if first != last && matches!(moves, Moves::Swapped(..)) => [first, last],
                [first, last] => [move_line(first), move_line(last)],
            };
            blocks.push(format!("{before}\nlines = [{first}, {last}]{after}"));
        }
    }
    blocks.retain(|block| !without_organisation || !block.trim_start_matches('[').starts_with("organisation."));
    blocks.join("\n\n")
}
