// Where the shards of an index lie: tables say it, which come as questions ask for them; of few shards the core does.

/** @typedef {import("./shards.js").Core} Core */
/** @typedef {{ df?: number, docs?: Record<string, { tf: number }>, [character: string]: any }} Node of a shard's tree */

/** @typedef {{ firsts: string, heads: string, places?: Record<string, string[]> }} PublishedTable as it is published */

/**
 * @typedef {object} Table
 * @property {number} first the number of its first shard
 * @property {string[]} firsts the first term of each
 * @property {boolean[]} alone whether that is the only one
 * @property {Set<string>} heads how names of agencies begin there
 * @property {[place: string, plans: string[]][]} places names that begin there, and the plans that are in force in them
 */
// What stands behind a term that has a shard by itself.
const ALONE = ".";

/**
 * @param {Core} core
 * @param {Map<string, (file: any) => void>} wanted takes what is lacking, by path, and what takes that
 */
export function openTables({ folders, shards: perTable, table: only, ...core }, wanted) {
  const firsts = core.firsts.split(" ");
  /** @type {Map<number, Table>} */
  const tables = new Map();
  /** @type {Map<number, Node>} trees of shards */
  const roots = new Map();

  /**
   * Takes a table over.
   * @param {number} at
   * @param {PublishedTable} table
   */
  function take(at, { firsts, heads, places = {} }) {
    const terms = firsts.split(" ");
    tables.set(at, {
      first: at * perTable,
      firsts: terms.map((term) => term.replace(ALONE, "")),
      alone: terms.map((term) => term.endsWith(ALONE)),
      heads: new Set(heads.match(/../gu)),
      places: Object.entries(places),
    });
  }
  if (only) take(0, only);

  /**
   * Returns the table of a term; nothing while it is to come.
   * @param {string} term
   */
  function tableOf(term) {
    const at = Math.max(0, lastUpTo(firsts, term));
    const table = tables.get(at);
    if (!table) wanted.set(`${folders.tables}/${at}.json`, (file) => take(at, file));
    return table;
  }

  /**
   * Returns the numbers of the shards that may have a term; nothing while that isn't known.
   * @param {string} term
   * @param {string} last the last one that will do as well
   */
  function shardsOf(term, last) {
    const found = [];
    for (let at = Math.max(0, lastUpTo(firsts, term)); at <= lastUpTo(firsts, last); at++) {
      const table = tableOf(firsts[at]);
      if (!table) return undefined;
      const end = lastUpTo(table.firsts, last);
      for (let own = Math.max(0, lastUpTo(table.firsts, term)); own <= end; own++) {
        if (!table.alone[own] || table.firsts[own] >= term) found.push(table.first + own);
      }
    }
    return found;
  }

  /**
   * Returns the nodes that have a term in the shards from its own to that of the last that will do; nothing while any of
   * them is still to come.
   * @param {string} term
   * @param {string} [last]
   */
  function nodesOf(term, last = term) {
    const shards = shardsOf(term, last);
    if (!shards) return undefined;
    const nodes = [];
    for (const shard of shards) {
      let node = roots.get(shard);
      if (!node) wanted.set(`${folders.index}/${shard}.json`, ({ index }) => roots.set(shard, index.text.root));
      for (const character of term) node = node && node[character];
      if (node) nodes.push(node);
    }
    return shards.every((shard) => roots.has(shard)) ? nodes : undefined;
  }

  return { tableOf, nodesOf };
}

/**
 * Returns the place of the last of sorted values that is not beyond this one; -1 where all are.
 * @template {string | number} T
 * @param {T[]} sorted
 * @param {T} value
 */
export function lastUpTo(sorted, value) {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
