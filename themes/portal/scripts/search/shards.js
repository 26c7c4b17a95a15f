// The engine of a portal with more documents than can be fetched: the index is cut by term, and postings and texts come
// as questions ask for them. What a question means and how documents rank is the same code as everywhere.
import { openEngine } from "./engine.js";
import { lastUpTo, openTables } from "./tables.js";
import { isHan, runs, terms } from "./text.js";

/** @typedef {import("./corpus.js").Doc} Doc */
/** @typedef {import("./corpus.js").Facets} Facets */
/** @typedef {import("./corpus.js").Posting} Posting */
/** @typedef {import("./engine.js").Engine} Engine */
/** @typedef {import("./tables.js").Node} Node */

/**
 * The file that says where everything lies: what every question takes.
 * @typedef {object} Core
 * @property {import("./engine.js").Published["deadlines"]} deadlines
 * @property {Record<string, string>} plans titles by id, of as many as a list takes; of others they come with their documents
 * @property {boolean} has_more_plans
 * @property {[kind: string, count: number][]} kinds the documents of a kind follow each other
 * @property {string} firsts the first term of each table
 * @property {number} shards how many a table names
 * @property {import("./tables.js").PublishedTable} [table] the one that names all
 * @property {number} size how many documents a file of texts holds
 * @property {{ tables: string, index: string, texts: string, plans: string }} folders where the pieces lie; those of the
 * index are its shards
 */

/** @typedef {Core & import("./engine.js").Published} Published */
/** @typedef {Record<string, string>} Titles by id, of plans that the core leaves out */
/** @typedef {{ refs: number[], agencies: [number, string][], groups: import("./corpus.js").Group[], plans?: Titles }} OfPlan a plan's file */
/** @typedef {{ engine: import("./engine.js").Whole, refs: number[] }} Plan a plan by itself, and what its references are here */

// Of longer runs it isn't known whether a text has just them.
const LONGEST = 10;
// Who names a place of so many plans asks them.
const OF_PLACE = 2;
// Of so many tasks something is said at once.
const AT_ONCE = 3;
// An index has so many characters of a word; what follows them is a word of its own.
const LONGEST_WORD = 64;
// The id of a plan.
const PLAN = /^[a-z0-9-]+$/;
// Where facets stand in a document.
const [DOMAIN, LEAD, ROLE, DEADLINE] = [0, 1, 2, 3];

/** @type {Posting} */
const NOTHING = new Map();

/**
 * @param {Published} published
 * @param {(path: string) => Promise<any>} get fetches a file from beside the published one
 */
export function openShards(published, get) {
  const { deadlines, plans, folders, size } = published;
  // What isn't known of a document yet stands empty; most places stay free. It may be of any plan.
  /** @type {Doc[]} */
  const documents = [];
  /** @type {string[]} */
  const texts = [];
  /** @type {Facets[]} */
  const facets = [];
  const anyPlan = published.has_more_plans ? [] : Object.keys(plans);
  /** @type {number[]} the first document of each kind */
  const kindFirsts = [];
  for (const [, count] of published.kinds) {
    kindFirsts.push(documents.length);
    documents.length += count;
  }

  /** @type {Map<string, Promise<any>>} by path */
  const files = new Map();
  /** @type {Map<string, (file: any) => void>} what a question lacks, by path, and what takes it */
  const wanted = new Map();
  const { tableOf, nodesOf } = openTables(published, wanted);
  /** @type {Map<string, Posting>} */
  const postings = new Map();
  /** @type {Set<Posting>} those that the question has asked for */
  const asked = new Set();
  /** @type {Map<string, Posting[]>} those of a run's terms, by the run */
  const postingsOf = new Map();
  const characters = new Set();
  /** @type {Set<string>} facets of which documents know that they have them */
  const toldOf = new Set();
  /** @type {number[]} tasks of which something may be said at once */
  let atOnce = [];

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
    const [kind] = published.kinds[lastUpTo(kindFirsts, ref)];
    documents[ref] = { kind, plans: anyPlan, id: "", url: "", title: "" };
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
    if (known) {
      asked.add(known);
      return known;
    }
    // Single characters count only once it is known that nothing else helps.
    if (wanted.size && isHan(term) && [...term].length < 2) return NOTHING;
    const own = nodesOf(term);
    const node = own && own.find(({ df }) => df);
    // What begins so may stand in the shards that follow.
    const nodes = own && (node || !isWord ? own : nodesOf(term, `${term}\u{10ffff}`));
    if (!nodes) return NOTHING;
    /** @type {Posting} */
    const posting = new Map();
    for (const one of nodes) if (node || isWord) read(one, !node, posting);
    // An index keeps the documents that say a term most, and counts all.
    if (node) Object.defineProperty(posting, "size", { value: node.df });
    postings.set(term, posting);
    asked.add(posting);
    if (posting.size) for (const character of term) characters.add(character);
    return posting;
  }

  // Ranking goes through what the question's terms name, not through all that is known by now.
  documents.forEach = (use) => {
    const refs = new Set([...asked].flatMap((posting) => [...posting.keys()]));
    for (const ref of [...refs].sort((a, b) => a - b)) use(documents[ref], ref, documents);
  };

  const indexed = (/** @type {string} */ term) => term.slice(0, LONGEST_WORD);
  const find = (/** @type {string} */ term) => lookUp(indexed(term), !isHan(term));
  const refs = (/** @type {string} */ term) => [...lookUp(term).keys()];
  const named = (/** @type {string} */ name) => {
    const head = [...name].slice(0, 2).join("");
    const table = head === name.slice(0, 1) ? undefined : tableOf(head);
    return table && table.heads.has(head) ? lookUp(`=name=${name}`) : NOTHING;
  };

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
      const own = postingsOf.get(run) || terms(run, true).map((term) => postings.get(indexed(term)) || NOTHING);
      postingsOf.set(run, own);
      return own.every((posting) => posting.has(ref));
    },

    tasks: (/** @type {string} */ id) => refs(`=task=${id}`),

    // A map that looks names up.
    agencies: /** @type {any} */ ({
      has: (/** @type {string} */ name) => named(name).size > 0,
      get(/** @type {string} */ name) {
        const agencies = [...named(name).keys()];
        if (!agencies.length) return undefined;
        tell(`=lead=${name}`, LEAD, agencies[0]);
        tell(`=role=${name}`, ROLE, agencies[0]);
        return agencies;
      },
    }),
  };
  let engine = openEngine(published, corpus);

  /**
   * Finds out which documents have what the address filters by.
   * @param {Record<string, string>} filters
   */
  function readFilters({ domain, agency, deadline }) {
    const mark = (/** @type {string} */ name, /** @type {string} */ value, /** @type {number} */ facet) => {
      if (!value) return;
      const own = refs(`=${name}=${value}`).filter((ref) => documents[ref].kind === name);
      for (const ref of own) documents[ref].id = value;
      if (own.length) tell(`=${name}=${value}`, facet, own[0]);
    };
    mark("domain", domain, DOMAIN);
    mark("agency", agency, ROLE);
    if (deadline) readDeadline(deadlines.findIndex(([id]) => id === deadline));
  }

  /** @param {number} at in the list of deadlines */
  function readDeadline(at) {
    if (at >= 0) tell(`=deadline=${deadlines[at][0]}`, DEADLINE, at);
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
    const file = /** @type {OfPlan} */ (await fetchOnce(`${folders.plans}/${id}.json`));
    const { refs, agencies, groups } = file;
    Object.assign(plans, file.plans);
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
   * @returns {Promise<import("./engine.js").Answer>}
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
   * Returns the places that a question names, each with its plans; none before all tables are there that may have any,
   * which are wanted: what was asked before makes no difference.
   * @param {string} text
   * @returns {[place: string, plans: string[]][]}
   */
  function placesIn(text) {
    const heads = runs(text).filter(isHan).flatMap((run) => terms(run, true)).filter((head) => [...head].length > 1);
    /** @type {[string, string[]][]} */
    const found = [];
    for (const table of new Set(heads.map(tableOf))) {
      if (!table) return [];
      found.push(...table.places.filter(([place]) => text.includes(place)));
    }
    return found;
  }

  /**
   * Answers from the plans of the places that a question names, if they are few and find anything.
   * @param {string} typed
   * @param {string} text in normal form
   * @param {[place: string, plans: string[]][]} places
   */
  async function searchPlaces(typed, text, places) {
    const ids = [...new Set(places.flatMap(([, plans]) => plans))];
    if (!ids.length || ids.length > OF_PLACE) return undefined;
    // The longest of them goes without saying.
    const [name] = places.map(([place]) => place).sort((a, b) => b.length - a.length);
    /** @type {import("./engine.js").Answer | undefined} */
    let best;
    for (const words of [text.replace(name, " ").trim() || typed, typed]) {
      const answers = await Promise.all(ids.map((id) => searchPlan(words, id)));
      const results = answers.flatMap(({ results }) => results);
      results.sort((a, b) => Number(a.partial) - Number(b.partial) || b.score - a.score);
      const answer = { ...answers[0], results, isSure: answers.every(({ isSure }) => isSure) };
      if (!answer.isSure || (results.length && !results[0].partial)) return answer;
      best = best || (results.length ? answer : undefined);
    }
    return best;
  }

  /**
   * Fetches the texts of documents, and what they say of agencies and domains.
   * @param {number[]} refs
   */
  async function loadTexts(refs) {
    const load = async (/** @type {number} */ number) => {
      const { groups, others, plans: titles } = await fetchOnce(`${folders.texts}/${number}.json`);
      Object.assign(plans, titles);
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
   * @param {Record<string, string>} filters what the address says
   */
  async function searchAll(typed, filters) {
    // What Latin letters mean comes later: until then nothing is sure.
    const isEarly = learnt === undefined && /[a-z]/i.test(typed);
    if (isEarly) return { question: { text: "", concepts: [], added: [] }, results: [], isSure: false };
    asked.clear();
    for (;;) {
      // What was lacking may have come since.
      postingsOf.clear();
      const before = toldOf.size;
      readFilters(filters);
      const found = engine.search(typed);
      const ranked = asked.size;
      for (const { options } of found.question.concepts) {
        for (const { deadlines: due = [] } of options) due.forEach(readDeadline);
      }
      const places = placesIn(found.question.text);
      // Taken before anything is waited for: meanwhile another question may lack something.
      const lacking = [...wanted];
      wanted.clear();
      const isComplete = !lacking.length && toldOf.size === before && asked.size === ranked;
      const ofPlaces = places.length ? await searchPlaces(typed, found.question.text, places) : undefined;
      if (ofPlaces) return ofPlaces;
      if (isComplete) {
        const tasks = found.results.filter(({ ref, partial }) => !partial && documents[ref].kind === "task");
        atOnce = tasks.slice(0, AT_ONCE).map(({ ref }) => ref);
        return { ...found, question: withoutNames(found.question) };
      }
      await Promise.all(lacking.map(async ([path, take]) => take(await fetchOnce(path))));
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
     * @param {Record<string, string>} [filters] what the address says
     */
    search(typed, filters = {}) {
      turn++;
      atOnce = [];
      const { plan = "" } = filters;
      const isPlan = PLAN.test(plan) && (published.has_more_plans || Object.prototype.hasOwnProperty.call(plans, plan));
      // A plan that isn't there is answered by a page: nothing is of it.
      const other = (/** @type {unknown} */ error) => {
        if (error instanceof SyntaxError) return searchAll(typed, filters);
        throw error;
      };
      return whileAsked(isPlan ? searchPlan(typed, plan).catch(other) : searchAll(typed, filters));
    },

    /**
     * Fetches what is shown of documents, and what may be said at once beside them.
     * @param {number[]} refs
     */
    load: (refs) => whileAsked(loadTexts([...refs, ...atOnce])),
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
