// The engine of a portal with more documents than can be fetched: the index is cut by term, and postings and texts come
// as questions ask for them. What a question means and how documents rank is the same code as everywhere.
import { openEngine } from "./engine.js";
import { isHan, terms } from "./text.js";

/** @typedef {import("./corpus.js").Doc} Doc */
/** @typedef {import("./corpus.js").Facets} Facets */
/** @typedef {import("./corpus.js").Posting} Posting */
/** @typedef {import("./engine.js").Engine} Engine */
/** @typedef {{ df?: number, docs?: Record<string, { tf: number }>, [character: string]: any }} Node of a shard's tree */

/**
 * The file that says where everything lies.
 * @typedef {object} Cut
 * @property {import("./engine.js").Published["deadlines"]} deadlines
 * @property {[plan: string, counts: number[]][]} counts of each plan, of the kinds of `OF_PLAN`
 * @property {number[]} rest of those of `OF_EDITORS`
 * @property {string} heads the first two characters of every agency's name
 * @property {string} firsts the first term of each shard
 * @property {string} index the shards' folder
 * @property {string} texts the texts' folder
 * @property {string} by_plan the folder of the plans, each by itself
 * @property {number} size how many documents a file of texts holds
 */

/** @typedef {Cut & import("./engine.js").Published} Published */
/** @typedef {{ refs: number[], agencies: [number, string][], groups: import("./corpus.js").Group[] }} OfPlan a plan's file */
/** @typedef {{ engine: import("./engine.js").Whole, refs: number[] }} Plan a plan by itself, and what its references are here */

const OF_PLAN = ["task", "clause", "domain", "agency", "member"];
const OF_EDITORS = ["case", "topic"];
// Of longer runs it isn't known whether a text has just them.
const LONGEST = 10;
// Of so many tasks something is said at once.
const AT_ONCE = 3;
// Where facets stand in a document.
const [DOMAIN, LEAD, ROLE, DEADLINE] = [0, 1, 2, 3];

/** @type {Posting} */
const NOTHING = new Map();

/**
 * @param {Published} published
 * @param {(path: string) => Promise<any>} get fetches a file from beside the published one
 */
export function openShards(published, get) {
  const { counts, rest, deadlines, plans, size } = published;
  const heads = new Set(published.heads.match(/../gu));
  const firsts = published.firsts.split(" ");
  // What isn't known of a document yet stands empty; most places stay free.
  /** @type {Doc[]} */
  const documents = [];
  /** @type {string[]} */
  const texts = [];
  /** @type {Facets[]} */
  const facets = [];
  /** @type {{ first: number, kind: string, plans: string[] }[]} */
  const spans = [];
  const append = (/** @type {number} */ count, /** @type {string} */ kind, /** @type {string[]} */ plans) => {
    spans.push({ first: documents.length, kind, plans });
    documents.length += count;
  };
  for (const [plan, own] of counts) own.forEach((count, at) => append(count, OF_PLAN[at], [plan]));
  rest.forEach((count, at) => append(count, OF_EDITORS[at], []));
  const spanFirsts = spans.map(({ first }) => first);

  /** @type {Map<string, Promise<any>>} by path */
  const files = new Map();
  /** @type {Set<string>} paths of shards that a question lacks */
  const wanted = new Set();
  /** @type {Map<string, Node>} */
  const roots = new Map();
  /** @type {Map<string, Posting>} */
  const postings = new Map();
  /** @type {Map<string, Posting[]>} those of a run's terms, by the run */
  const postingsOf = new Map();
  const characters = new Set();
  /** @type {Set<string>} facets of which documents know that they have them */
  const toldOf = new Set();

  const fetchOnce = (/** @type {string} */ path) => {
    const file = files.get(path) || get(path);
    files.set(path, file);
    // What failed once may be there later.
    file.catch(() => files.delete(path));
    return file;
  };

  /** @param {number} ref */
  function know(ref) {
    if (documents[ref]) return;
    const { kind, plans } = spans[lastUpTo(spanFirsts, ref)];
    documents[ref] = { kind, plans, id: "", url: "", title: "" };
    facets[ref] = [[], [], [], []];
    texts[ref] = "";
  }

  /**
   * Says once that documents have a value of a facet, unless their own files have said what they have.
   * @param {string} term that has them
   * @param {number} facet
   * @param {number} value
   */
  function tell(term, facet, value) {
    const posting = lookUp(term);
    if (!posting.size || toldOf.has(term)) return;
    toldOf.add(term);
    for (const ref of posting.keys()) if (!documents[ref].url) facets[ref][facet].push(value);
  }

  /**
   * Reads a node's documents, and those below it, into a posting.
   * @param {Node} node
   * @param {boolean} isDeep
   * @param {Posting} [posting]
   */
  function read(node, isDeep, posting = new Map()) {
    for (const [ref, { tf }] of Object.entries(node.docs || {})) {
      know(Number(ref));
      posting.set(Number(ref), (posting.get(Number(ref)) || 0) + tf);
    }
    for (const key of isDeep ? Object.keys(node) : []) if (key !== "docs" && key !== "df") read(node[key], true, posting);
    return posting;
  }

  /**
   * Looks a term up; where its shard is still to come, nothing has it.
   * @param {string} term
   * @param {boolean} [isWord] whether longer ones will do
   */
  function lookUp(term, isWord = false) {
    const known = postings.get(term);
    if (known) return known;
    const path = `${published.index}/${Math.max(0, lastUpTo(firsts, term))}.json`;
    let node = roots.get(path);
    if (!node) {
      // Single characters count only once it is known that nothing else helps.
      if (!wanted.size || !isHan(term) || [...term].length > 1) wanted.add(path);
      return NOTHING;
    }
    for (const character of term) node = node && node[character];
    const isBeginning = isWord && !(node && node.df);
    const posting = node ? read(node, isBeginning) : isBeginning ? new Map() : NOTHING;
    // Words that begin so may go on in the shards that follow.
    for (let at = Math.max(0, lastUpTo(firsts, term)) + 1; isBeginning && at < firsts.length && firsts[at].startsWith(term); at++) {
      let more = roots.get(`${published.index}/${at}.json`);
      if (!more) {
        wanted.add(`${published.index}/${at}.json`);
        return NOTHING;
      }
      for (const character of term) more = more && more[character];
      if (more) read(more, true, posting);
    }
    // An index keeps the documents that say a term most, and counts all.
    if (node && node.df) Object.defineProperty(posting, "size", { value: node.df });
    postings.set(term, posting);
    if (posting.size) for (const character of term) characters.add(character);
    return posting;
  }

  const find = (/** @type {string} */ term) => lookUp(term, !isHan(term));
  const refs = (/** @type {string} */ term) => [...lookUp(term).keys()];
  const named = (/** @type {string} */ name) => (heads.has([...name].slice(0, 2).join("")) ? lookUp(`name=${name}`) : NOTHING);

  const corpus = {
    documents,
    texts,
    facets,
    all: "",
    // Postings count as if all documents were of one length.
    norm: () => 1,
    find,

    /** Tells whether a document has this run; of a longer one, whether any has all its pairs. */
    holds(/** @type {string} */ run) {
      const length = [...run].length;
      if (length < 2) return characters.has(run);
      // Whoever pastes a sentence finds it by its words.
      if (length > LONGEST) return false;
      const [first = NOTHING, ...others] = terms(run, true).map(find);
      return corpus.all.includes(run) || [...first.keys()].some((ref) => others.every((posting) => posting.has(ref)));
    },

    /** What was never asked for is in no document. */
    has(/** @type {number} */ ref, /** @type {string} */ run) {
      const own = postingsOf.get(run) || terms(run, true).map((term) => postings.get(term) || NOTHING);
      postingsOf.set(run, own);
      return own.every((posting) => posting.has(ref));
    },

    tasks: (/** @type {string} */ id) => refs(`task=${id}`),

    // A map that looks names up.
    agencies: /** @type {any} */ ({
      has: (/** @type {string} */ name) => named(name).size > 0,
      get(/** @type {string} */ name) {
        const agencies = [...named(name).keys()];
        if (!agencies.length) return undefined;
        tell(`lead=${name}`, LEAD, agencies[0]);
        tell(`role=${name}`, ROLE, agencies[0]);
        return agencies;
      },
    }),
  };
  let engine = openEngine(published, corpus);

  /**
   * Finds out which documents have what the address filters by.
   * @param {Record<string, string>} asked
   */
  function readFilters({ domain, agency, deadline }) {
    const mark = (/** @type {string} */ name, /** @type {string} */ value, /** @type {number} */ facet) => {
      if (!value) return;
      const own = refs(`${name}=${value}`).filter((ref) => documents[ref].kind === name);
      for (const ref of own) documents[ref].id = value;
      if (own.length) tell(`${name}=${value}`, facet, own[0]);
    };
    mark("domain", domain, DOMAIN);
    mark("agency", agency, ROLE);
    if (deadline) readDeadline(deadlines.findIndex(([id]) => id === deadline));
  }

  /** @param {number} at in the list of deadlines */
  function readDeadline(at) {
    if (at >= 0) tell(`deadline=${deadlines[at][0]}`, DEADLINE, at);
  }

  /** @type {Map<string, Promise<Plan>>} */
  const ofPlans = new Map();
  /** @type {import("./lexicon.js").Further | null | undefined} nothing while it hasn't come */
  let learnt;

  /**
   * Opens a plan by itself, and takes over what it says of its documents.
   * @param {string} id
   * @returns {Promise<Plan>}
   */
  async function openPlan(id) {
    const { refs, agencies, groups } = /** @type {OfPlan} */ (await fetchOnce(`${published.by_plan}/${id}.json`));
    const places = new Map(refs.map((ref, at) => [ref, at]));
    const at = (/** @type {number} */ ref) => Number(places.get(ref));
    const own = groups.map((group) => ({
      ...group,
      facets: group.facets.map(([domain, lead, role, due]) => /** @type {Facets} */ ([domain.map(at), lead.map(at), role.map(at), due])),
    }));
    const names = agencies.map(([ref, names]) => /** @type {[number, string]} */ ([at(ref), names]));
    const engine = openEngine({ ...published, groups: own, lexicon: { ...published.lexicon, agencies: names } });
    if (learnt !== undefined) engine.learn(learnt);
    let place = 0;
    for (const group of groups) place += take(group, refs.slice(place));
    return { engine, refs };
  }

  /**
   * Takes a group of documents over.
   * @param {import("./corpus.js").Group} group
   * @param {number[]} refs
   */
  function take({ kind, plans, address, ids, titles, texts: own, facets: their }, refs) {
    ids.forEach((id, at) => {
      documents[refs[at]] = { kind, id, url: address.replace("{}", id), title: titles[at], plans };
      texts[refs[at]] = own[at];
      facets[refs[at]] = their[at];
    });
    return ids.length;
  }

  /**
   * Answers from one plan: with its own documents as they stand.
   * @param {string} typed
   * @param {string} plan
   */
  async function searchPlan(typed, plan) {
    const opened = ofPlans.get(plan) || openPlan(plan);
    ofPlans.set(plan, opened);
    // What failed once may be there later.
    opened.catch(() => ofPlans.delete(plan));
    const { engine, refs } = await opened;
    const { question, results, isSure } = engine.search(typed);
    return { question: withoutNames(question), results: results.map((result) => ({ ...result, ref: refs[result.ref] })), isSure };
  }

  /**
   * Fetches the texts of documents, and what they say of agencies and domains.
   * @param {number[]} refs
   */
  async function loadTexts(refs) {
    const load = async (/** @type {number} */ number) => {
      const { groups, others } = await fetchOnce(`${published.texts}/${number}.json`);
      let first = number * size;
      for (const group of groups) first += take(group, group.ids.map((/** @type {string} */ _, /** @type {number} */ at) => first + at));
      for (const [other, id, title] of others) {
        know(other);
        if (!documents[other].url) Object.assign(documents[other], { id, title });
      }
    };
    const missing = refs.filter((ref) => !documents[ref].url).map((ref) => Math.floor(ref / size));
    await Promise.all([...new Set(missing)].map(load));
  }

  /**
   * Answers from all plans: as often as something is lacking, it is fetched.
   * @param {string} typed
   * @param {Record<string, string>} asked
   */
  async function searchAll(typed, asked) {
    for (;;) {
      const before = toldOf.size;
      readFilters(asked);
      const found = engine.search(typed);
      for (const { options } of found.question.concepts) {
        for (const { deadlines: due = [] } of options) due.forEach(readDeadline);
      }
      const paths = [...wanted];
      wanted.clear();
      if (!paths.length && toldOf.size === before) {
        // What is said of tasks at once is said of these.
        const tasks = found.results.filter(({ ref, partial }) => !partial && documents[ref].kind === "task").slice(0, AT_ONCE);
        await loadTexts(tasks.map(({ ref }) => ref));
        return { ...found, question: withoutNames(found.question) };
      }
      const shards = await Promise.all(paths.map(fetchOnce));
      shards.forEach(({ index }, at) => roots.set(paths[at], index.text.root));
      postingsOf.clear();
    }
  }

  // How many questions were asked.
  let turn = 0;
  /**
   * Waits for what a question takes; for ever where another one is asked meanwhile.
   * @template T
   * @param {Promise<T>} work
   * @returns {Promise<T>}
   */
  async function whileAsked(work) {
    const own = turn;
    const done = await work;
    return own === turn ? done : new Promise(() => {});
  }

  return {
    ...engine,

    /** @param {import("./lexicon.js").Further | null} further */
    learn(further) {
      learnt = further;
      if (further) {
        corpus.all = further.vocabulary || "";
        engine = openEngine(published, corpus);
      }
      engine.learn(further);
      for (const opened of ofPlans.values()) opened.then(({ engine }) => engine.learn(further), () => {});
    },

    /**
     * @param {string} typed
     * @param {Record<string, string>} [asked] what the address says
     */
    search(typed, asked = {}) {
      turn++;
      return whileAsked(plans[asked.plan] ? searchPlan(typed, asked.plan) : searchAll(typed, asked));
    },

    /**
     * Fetches what is shown of documents.
     * @param {number[]} refs
     */
    load: (refs) => whileAsked(loadTexts(refs)),
  };
}

/**
 * Leaves out which agencies a question names: not everything is known of what they have to do.
 * @param {import("./query.js").Question} question
 */
function withoutNames(question) {
  const concepts = question.concepts.map(({ text, options }) => ({ text, options: options.map(({ text, weight }) => ({ text, weight })) }));
  return { ...question, concepts };
}

/**
 * Returns the place of the last of sorted values that is not beyond this one; -1 where all are.
 * @template {string | number} T
 * @param {T[]} sorted
 * @param {T} value
 */
function lastUpTo(sorted, value) {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
