//! Portals of any size: plans of the shipped plan's form, whose tasks say what no other task says.
//!
//! A task is put together from clauses of the shipped table's rows, its agencies and its deadline are those of one of
//! them. The same size is the same portal every time.

use std::fmt::Write as _;

use camino::{Utf8Path, Utf8PathBuf};

/// The plan that the others are made like.
const MODEL: &str = "wuhan-2023";

/// Where it is in force, and what names of cities are put together from.
const CITY: &str = "武汉";
const FIRST: &str = "安宁清昌平兴和泰永庆嘉丰云龙凤鹤松柏梅兰青白金玉天星月春秋东南西北上下大新古长高";
const SECOND: &str = "江河湖海山川岭岗原野州城阳阴源泉溪港湾塘桥关口岛林田谷峰屏峡津渡坪坝沙洲浦陵台";

/// How many clauses a task is put together from.
const CLAUSES: usize = 3;

/// Writes a portal of `plans` plans with `tasks` tasks each into `root`.
pub(crate) fn portal(repository: &Utf8Path, root: &Utf8Path, plans: usize, tasks: usize) {
    copy(&repository.join("themes"), &root.join("themes"));
    copy(&repository.join("content/search"), &root.join("content/search"));
    let model = Model::read(&repository.join("seeds").join(MODEL));
    let ids: Vec<String> = (1..=plans).map(|number| format!("plan-{number}")).collect();
    let write = |name: &str, text: &str| {
        let path = root.join(name);
        fs_err::create_dir_all(path.parent().expect("a folder").as_std_path()).expect("a folder");
        fs_err::write(path.as_std_path(), text).expect("a file");
    };
    for entry in repository.join("content/pages").read_dir_utf8().expect("a folder") {
        let page = entry.expect("an entry").into_path();
        let text = fs_err::read_to_string(page.as_std_path()).expect("a page");
        // They lead to the shipped plan.
        write(&format!("content/pages/{}", page.file_name().expect("a name")), &text.replace(MODEL, &ids[0]));
    }
    let mut turn = Turn(1);
    for id in &ids {
        write(&format!("seeds/{id}/source.txt"), &model.source(tasks, &mut turn));
        write(&format!("seeds/{id}/plan.toml"), &model.plan(id));
    }
    let registry = fs_err::read_to_string(repository.join("seeds/agencies.toml").as_std_path()).expect("a registry");
    write("seeds/agencies.toml", &registry);
    let settings = fs_err::read_to_string(repository.join("portal.toml").as_std_path()).expect("settings");
    let mut settings: toml::Table = toml::from_str(&settings).expect("settings");
    settings.insert("plans".to_owned(), toml::Value::from(ids));
    write("portal.toml", &toml::to_string(&settings).expect("TOML"));
}

/// Puts each plan of a portal in a city of its own, where the shipped one is in the model's.
pub(crate) fn spread(root: &Utf8Path, plans: usize) {
    for (number, id) in (0..plans).map(|number| (number, format!("plan-{}", number + 1))) {
        let stem = String::from_iter([letter(FIRST, number), letter(SECOND, number / FIRST.chars().count())]);
        for name in ["source.txt", "plan.toml"] {
            let path = root.join("seeds").join(&id).join(name);
            let text = fs_err::read_to_string(path.as_std_path()).expect("a plan").replace(CITY, &stem);
            fs_err::write(path.as_std_path(), text).expect("a plan");
        }
    }
}

fn letter(letters: &str, at: usize) -> char {
    letters.chars().cycle().nth(at).expect("letters")
}

/// Puts the shipped plan in the middle of a portal's.
pub(crate) fn add_shipped(repository: &Utf8Path, root: &Utf8Path) {
    copy(&repository.join("seeds").join(MODEL), &root.join("seeds").join(MODEL));
    let path = root.join("portal.toml");
    let settings = fs_err::read_to_string(path.as_std_path()).expect("settings");
    let mut settings: toml::Table = toml::from_str(&settings).expect("settings");
    let plans = settings["plans"].as_array_mut().expect("plans");
    plans.insert(plans.len() / 2, MODEL.into());
    fs_err::write(path.as_std_path(), toml::to_string(&settings).expect("TOML")).expect("a file");
}

/// What the shipped plan is made of.
struct Model {
    /// What stands before and after the rows of its table.
    before: String,
    lines_before: i64,
    after: String,
    head: String,
    /// A clause of a task each, without the mark behind it.
    clauses: Vec<String>,
    /// The cells behind a task's text.
    cells: Vec<[String; 3]>,
    file: toml::Table,
}

impl Model {
    fn read(folder: &Utf8Path) -> Self {
        let source = fs_err::read_to_string(folder.join("source.txt").as_std_path()).expect("a source");
        let file = fs_err::read_to_string(folder.join("plan.toml").as_std_path()).expect("a plan");
        let lines: Vec<&str> = source.lines().collect();
        let is_row = |line: &&str| line.contains('\t');
        let first = lines.iter().position(is_row).expect("a table");
        let last = lines.iter().rposition(is_row).expect("a table");
        let rows = lines[first + 1..=last].iter().map(|line| line.split('\t').collect::<Vec<&str>>());
        // Only rows that begin a task, with a column each.
        let rows: Vec<Vec<&str>> = rows.filter(|cells| cells.len() == 6 && cells[1].parse::<u32>().is_ok()).collect();
        let is_plain = |clause: &&str| clause.chars().count() > 3 && !clause.contains(['(', ')', '（', '）', '“', '”']);
        let clauses = rows.iter().flat_map(|cells| cells[2].split([',', '，', ';', '；', '。'])).filter(is_plain);
        Self {
            before: lines[..first].join("\n") + "\n",
            lines_before: first as i64,
            after: lines[last + 1..].join("\n"),
            head: lines[first].to_owned(),
            clauses: clauses.map(str::to_owned).collect(),
            cells: rows.iter().map(|cells| [cells[3], cells[4], cells[5]].map(str::to_owned)).collect(),
            file: toml::from_str(&file).expect("a plan"),
        }
    }

    fn domains(&self) -> &Vec<toml::Value> {
        self.file["domains"].as_array().expect("domains")
    }

    /// Returns a source with so many tasks, as many in each domain.
    fn source(&self, tasks: usize, turn: &mut Turn) -> String {
        let mut text = format!("{}{}\n", self.before, self.head);
        let domains = self.domains();
        let mut number = 0;
        for (at, domain) in domains.iter().enumerate() {
            let label = "一二三四五六七八九".chars().nth(at).expect("nine domains");
            let mut category = format!("{label}、{}", domain["name"].as_str().expect("a name"));
            while number < tasks * (at + 1) / domains.len() {
                number += 1;
                let clauses: Vec<&str> = (0..CLAUSES).map(|_| turn.of(&self.clauses).as_str()).collect();
                let [lead, responsible, deadline] = turn.of(&self.cells);
                let _ =
                    writeln!(text, "{category}\t{number}\t{}。\t{lead}\t{responsible}\t{deadline}", clauses.join(","));
                category.clear();
            }
        }
        text + &self.after
    }

    /// Returns what an editor has to say of such a source: of what stands before the table, all that is said of the model.
    fn plan(&self, id: &str) -> String {
        let mut file = toml::Table::new();
        file.insert("id".to_owned(), id.into());
        for key in ["title", "issuer", "document_number"] {
            file.insert(key.to_owned(), self.file[key].clone());
        }
        let domains = self.domains().iter().map(|domain| {
            let keys = ["slug", "name"].map(|key| (key.to_owned(), domain[key].clone()));
            toml::Value::Table(keys.into_iter().collect())
        });
        file.insert("domains".to_owned(), toml::Value::Array(domains.collect()));
        for key in ["corrections", "repairs", "readings", "notes"] {
            let entries = self.file[key].as_array().expect("entries").iter();
            let before = entries.filter(|entry| entry["lines"][1].as_integer().expect("a line") <= self.lines_before);
            file.insert(key.to_owned(), toml::Value::Array(before.cloned().collect()));
        }
        toml::to_string(&file).expect("TOML")
    }
}

/// Chooses one thing after another, the same ones every time.
struct Turn(u64);

impl Turn {
    fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        // Knuth's linear congruence; its high bits are the good ones.
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        &all[(self.0 >> 33) as usize % all.len()]
    }
}

fn copy(from: &Utf8Path, to: &Utf8Path) {
    fs_err::create_dir_all(to.as_std_path()).expect("a folder");
    for entry in from.read_dir_utf8().expect("a folder") {
        let entry = entry.expect("an entry");
        let to: Utf8PathBuf = to.join(entry.file_name());
        match entry.path().is_dir() {
            true => copy(entry.path(), &to),
            false => drop(fs_err::copy(entry.path().as_std_path(), to.as_std_path()).expect("a file")),
        }
    }
}
