//! Everything that the audit relies on in a finished site beside HTML itself: attributes, addresses, names of files.
//!
//! Pages are the theme's, the open data's files are the generator's; `docs/verify.md` tells authors of themes what
//! stands here. Where a file of the open data lies is [`crate::open_data`]'s.

/// On an element that shows whole source text: its lines, `35` or `35-37`. Never inside another one.
pub(super) const LINES: &str = "data-lines";

/// On an element or one around it: the id of the plan whose text it shows, where the address doesn't tell.
pub(super) const PLAN: &str = "data-plan";

/// Inside [`LINES`]: what the site adds, no part of the text.
pub(super) const OURS: &str = "data-ours";

/// What stands in [`OURS`] inside [`LINES`], beside `校` with a number and the registered name of an agency in brackets.
/// What opens above the text when it is asked for (`popover`) may say anything.
pub(super) const MARKS: [&str; 5] = ["#", "释", "原文换页", "校正处：", "校正处，删去下面的字："];

/// On an element that shows a correction, both sides of it: the correction's id.
pub(super) const CORRECTION: &str = "data-correction";

/// Inside [`CORRECTION`]: which side an element shows, [`PRINTED`] or [`READ`].
pub(super) const SIDE: &str = "data-as";

/// The side that the source prints.
pub(super) const PRINTED: &str = "printed";

/// The side that the site reads.
pub(super) const READ: &str = "read";

/// On an element that states facts of a task: its number. Inside one another, the inner one speaks for itself. On a task's
/// own page it holds the `h1`, which is the task's title.
pub(super) const TASK: &str = "data-task";

/// On an element inside [`TASK`] that links those who have a role, or around a list of the tasks in which an agency has it:
/// `lead`, `responsible` or `supporting`.
pub(super) const ROLE: &str = "data-role";

/// On an element inside [`TASK`] that says by when it is due, as addresses have it; empty where that is no date.
pub(super) const DUE: &str = "data-due";

/// On an element inside [`TASK`] that names the task's domain, or on a [`TASK`] of a list: the domain's id.
pub(super) const DOMAIN: &str = "data-domain";

/// Words of how something stands, which the head of a task's page says only where they are proved.
pub(super) const STATES: [&str; 9] = ["废止", "失效", "作废", "撤销", "取消", "暂停", "已完成", "推进中", "已延期"];

/// On a box inside [`TASK`] that takes the task into the reader's own list: its number.
pub(super) const PICK: &str = "data-pick";

/// On a [`TASK`] of a list, what filters go by: deadlines and agencies, parted by spaces.
pub(super) const DEADLINE: &str = "data-deadline";
pub(super) const LEAD: &str = "data-lead";
pub(super) const RESPONSIBLE: &str = "data-responsible";
pub(super) const SUPPORTING: &str = "data-supporting";
pub(super) const FILTERS: [&str; 5] = [DOMAIN, DEADLINE, LEAD, RESPONSIBLE, SUPPORTING];

/// On an element around a cell of a list: what its column is called.
pub(super) const COLUMN: &str = "data-label";

/// On an element whose text has one number: addresses, and how many tasks all of them list. An agency's are those of a role:
/// `/P/agencies/ID/#lead`, `#responsible`, `#supporting`, `#through`. What begins with `#` is of the page itself.
pub(super) const COUNT: &str = "data-count";

/// On an element: an address, and what stands under it is what the element lists: all of it, each once.
pub(super) const LISTS: &str = "data-lists";

/// In [`LISTS`], behind the address of the agencies: those that lead tasks; of the cases, of a plan: the cases by their
/// day. Such a list goes from one end to the other, and what it leaves out lies beyond its last.
pub(super) const LEADERS: &str = "#lead";
pub(super) const NEWEST: &str = "#newest";

/// The most public materials that a list of a plan's newest has; one with fewer has all cases.
pub(super) const MOST_NEWEST: usize = 30;

/// Behind the address of a task: its topics. (The tasks of a topic, [`TASKS_OF`], its own page lists.)
pub(super) const TOPICS_OF: &str = "#topics";

/// Behind the address of a plan: its typical cases.
pub(super) const TYPICAL: &str = "#typical";

/// Behind the address of the organisation: the materials since the document was signed, and those before. `#2025` are
/// those of a year, `#2025-2` of a quarter, `#2025-0` those of which only the year is known.
pub(super) const SINCE: &str = "#since";
pub(super) const BEFORE: &str = "#before";

/// Behind the address of the tasks, of a domain or of a task: the tasks of which public material speaks, the others, and
/// the materials of one, or of a domain.
pub(super) const KNOWN: &str = "#known";
pub(super) const UNKNOWN: &str = "#unknown";
pub(super) const MATERIALS: &str = "#materials";

/// Behind the address of a task: those that it is related to.
pub(super) const RELATED: &str = "#related";

/// Behind the address of the tasks: those without a date.
pub(super) const UNDATED: &str = "#undated";

/// Behind the address of a domain: its tasks; of an agency: the domains of those that it has.
pub(super) const TASKS_OF: &str = "#tasks";
pub(super) const DOMAINS_OF: &str = "#domains";

/// Behind the list of a plan's tasks: those that are in no domain.
pub(super) const OUTSIDE: &str = "#outside";

/// Behind the address of the agencies: those that tasks name.
pub(super) const NAMED_BY_TASKS: &str = "#named";

/// On an element that says that a deadline has passed: the deadline, as addresses have it.
pub(super) const PASSED: &str = "data-passed";

/// On an element: paths of values of the open data, `P/signed`, or of how an agency is reached,
/// `agencies.toml/ID/telephone/value`; the values are what its text states.
pub(super) const FACT: &str = "data-fact";

/// On an element that is no link: the address of what its text names.
pub(super) const NAMES: &str = "data-names";

/// On an element that lists domains, each with a number: the address whose tasks are counted.
pub(super) const BY_DOMAIN: &str = "data-by-domain";

/// On a drawing: its bars or dots are the numbers that stand in the same element in [`COUNT`].
pub(super) const DRAWN: &str = "data-drawn";

/// On `html`: the page calls what it links to by its name or number, in its head and headings, too, and marks source text
/// with [`MARKS`] only.
pub(super) const NAMED: &str = "data-named";

/// Inside [`NAMED`], on an element that holds what editors wrote: they link with words of their own.
pub(super) const WRITTEN: &str = "data-written";

/// On an element: the address of a task in whose text its words stand.
pub(super) const QUOTES: &str = "data-quotes";

/// On a button: the words that it copies, where they are a citation. On a link to a place of the text: how it is cited.
pub(super) const COPY: &str = "data-copy";
pub(super) const CITATION: &str = "data-citation";

/// On `link[rel="search-index"]`: the address of the list of documents, which a script loads.
pub(super) const DOCUMENTS: &str = "data-documents";

/// The script of the search where its index is cut.
pub(super) const SHARDS_SCRIPT: &str = "/shards.js";

/// Below a plan's folder: the page that shows the whole source once, in its order.
pub(super) const FULL_TEXT: &str = "policy/index.html";

/// In the full text, before the number of a task: the id of the place that prints it.
pub(super) const TASK_ANCHOR: &str = "t";

/// Below a plan's folder: the pages of tasks, each named by its number, and of domains, each named by its id.
pub(super) const TASKS: &str = "tasks/";
pub(super) const DOMAINS: &str = "domains/";

/// Below a plan's folder: the page that lists the domains, and may list the tasks of each.
pub(super) const DOMAIN_LIST: &str = "domains/index.html";

/// Below a plan's folder: the page that lists all tasks, and those that list the tasks of a deadline or of an agency.
pub(super) const TASK_LIST: &str = "tasks/index.html";
pub(super) const DEADLINES: &str = "deadlines/";
pub(super) const AGENCIES: &str = "agencies/";

/// Below a plan's folder: the page that has an anchor for each correction, reading, repair and note.
pub(super) const ERRATA: &str = "errata/";

/// Below a plan's folder: the page of whom the document puts in charge; its tiers are anchors, `#tier-1`.
pub(super) const ORGANISATION: &str = "organisation/";
pub(super) const TIER: &str = "tier-";

/// Below a plan's folder: the page that has an anchor for each member.
pub(super) const MEMBERS: &str = "members/";

/// The folders of topics and of kinds of readers.
pub(super) const TOPICS: &str = "topics/";
pub(super) const READERS: &str = "for/";

/// The page that names the search's files.
pub(super) const SEARCH: &str = "search/index.html";

/// What names them there: an element, and its attribute: documents, corpus, index.
pub(super) const SEARCHED: [[&str; 2]; 3] =
    [["link[rel=search-index]", "data-documents"], ["form.search", "data-corpus"], ["link[rel=search-index]", "href"]];

/// The folder of the search's files, which are named by what they hold.
pub(super) const SEARCH_FILES: &str = "assets/search/";

/// The file by which the search boxes of other pages find the corpus.
pub(super) const FURTHER: &str = "search/further.json";

/// The page for addresses that don't exist; it is shown at any address, so that its links can't be relative.
pub(super) const NOT_FOUND: &str = "404.html";

/// Files whose addresses have to resolve, where they exist.
pub(super) const XML_FILES: [&str; 3] = [SITE_MAP, FEED, CHANGES_FEED];
pub(super) const SITE_MAP: &str = "sitemap.xml";
pub(super) const FEED: &str = "feed.xml";
pub(super) const CHANGES_FEED: &str = "changes/feed.xml";

/// Below a plan's folder: pages that list things, or folders of such pages, which may weigh more than others.
const LISTS_OF_PLAN: [&str; 4] = [FULL_TEXT, TASK_LIST, "members/index.html", "errata/index.html"];
const LIST_FOLDERS_OF_PLAN: [&str; 2] = [AGENCIES, DEADLINES];

/// The portal's own pages that list things.
const OWN_LISTS: [&str; 5] =
    ["search/index.html", "data/index.html", "my/index.html", "sitemap/index.html", "cases/index.html"];
/// Further pages of such lists, and the list of what editions changed.
const LIST_FOLDERS: [&str; 2] = ["cases/page/", CHANGES];

/// The folder of what editions changed.
pub(super) const CHANGES: &str = "changes/";

/// Checks whether a page lists things. `below_plan` is its path below its plan's folder, if it has one.
pub(super) fn is_list(file: &str, below_plan: Option<&str>) -> bool {
    let is_own = || OWN_LISTS.contains(&file) || LIST_FOLDERS.iter().any(|folder| file.starts_with(folder));
    below_plan.map_or_else(is_own, |path| {
        LISTS_OF_PLAN.contains(&path) || LIST_FOLDERS_OF_PLAN.iter().any(|folder| path.starts_with(folder))
    })
}

/// Returns the file of a page in a folder: `tasks/7/index.html`.
pub(super) fn page_in(folder: &str, name: &str) -> String {
    format!("{folder}{name}/index.html")
}

/// Returns the name of a page in a folder: `7` of `tasks/7/index.html`.
pub(super) fn name_in<'a>(folder: &str, path: &'a str) -> Option<&'a str> {
    path.strip_prefix(folder)?.strip_suffix("/index.html")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_guide_for_themes_names_everything() {
        let guide = include_str!("../../docs/verify.md");
        let words = [
            LINES,
            PLAN,
            OURS,
            CORRECTION,
            SIDE,
            PRINTED,
            READ,
            TASK,
            ROLE,
            DUE,
            COLUMN,
            COUNT,
            FACT,
            NAMES,
            BY_DOMAIN,
            DRAWN,
            LISTS,
            KNOWN,
            UNKNOWN,
            MATERIALS,
            TASKS_OF,
            DOMAINS_OF,
            OUTSIDE,
            UNDATED,
            RELATED,
            NAMED_BY_TASKS,
            NEWEST,
            TOPICS_OF,
            TYPICAL,
            SINCE,
            BEFORE,
            PASSED,
            NAMED,
            WRITTEN,
            QUOTES,
            COPY,
            CITATION,
            DOCUMENTS,
            FURTHER,
            NOT_FOUND,
        ];
        let words = words.into_iter().chain(FILTERS);
        let pages = LISTS_OF_PLAN.iter().chain(&OWN_LISTS).map(|page| page.trim_end_matches("index.html"));
        let folders = [TASKS, DOMAINS, MEMBERS, ORGANISATION, TOPICS, READERS]
            .into_iter()
            .chain(LIST_FOLDERS_OF_PLAN)
            .chain(LIST_FOLDERS);
        for word in words.chain(XML_FILES).chain(pages).chain(folders) {
            assert!(guide.contains(word), "docs/verify.md doesn't name `{word}`");
        }
    }
}
