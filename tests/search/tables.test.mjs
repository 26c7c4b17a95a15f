// The way to the shards of an index that is cut, with pieces small enough to be seen.
import assert from "node:assert/strict";
import test from "node:test";
import { lastUpTo, openTables } from "../../themes/portal/scripts/search/tables.js";

/** The terms of each shard; a table names two shards. */
const SHARDS = [["5g", "ab"], ["abc"], ["abd", "abe"], ["abf"], ["b", "市科"], ["市财"]];
const TABLES = [
  { firsts: "5g abc.", heads: "" },
  { firsts: "abd abf.", heads: "" },
  { firsts: "b 市财.", heads: "市财", places: { 甲乙市: ["p"] } },
];
const core = { firsts: "5g abd b", shards: 2, folders: { tables: "tables", index: "index", texts: "", plans: "" } };

/** @param {string[]} terms */
function tree(terms) {
  /** @type {any} */
  const root = { df: 0, docs: {} };
  for (const term of terms) {
    let node = root;
    for (const letter of term) node = node[letter] = node[letter] ?? { df: 0, docs: {} };
    Object.assign(node, { df: 1, docs: { [term.length]: { tf: 1 } } });
  }
  return root;
}

/** Opens the tables; `ask` answers once everything that it lacks has been fetched, and says what that was. */
function open(own = core) {
  /** @type {Map<string, (file: any) => void>} */
  const wanted = new Map();
  const tables = openTables(/** @type {any} */ (own), wanted);
  /** @template T @param {() => T} look */
  const ask = (look) => {
    const fetched = [];
    for (;;) {
      const found = look();
      if (!wanted.size) return { found, fetched };
      for (const [path, take] of [...wanted]) {
        wanted.delete(path);
        fetched.push(path);
        const [folder, name] = path.split("/");
        const at = parseInt(name);
        take(folder === "tables" ? TABLES[at] : { index: { text: { root: tree(SHARDS[at]) } } });
      }
    }
  };
  return { ...tables, ask };
}

test("a term is looked up in its own shard, and only there", () => {
  for (const [at, terms] of SHARDS.entries()) {
    for (const term of terms) {
      const { nodesOf, ask } = open();
      const { found, fetched } = ask(() => nodesOf(term));
      assert.deepEqual(fetched, [`tables/${at >> 1}.json`, `index/${at}.json`], term);
      assert.equal(found?.[0].df, 1, term);
    }
  }
});

test("no shard is fetched for a term that none can have", () => {
  for (const term of ["0", "abcd", "abg", "市资"]) {
    const { nodesOf, ask } = open();
    const { found, fetched } = ask(() => nodesOf(term));
    assert.deepEqual(found, [], term);
    assert.equal(fetched.length, term === "0" ? 0 : 1, `${term}: ${fetched}`);
  }
});

test("words that begin alike are found in all shards and tables that have any", () => {
  const { nodesOf, ask } = open();
  const { found, fetched } = ask(() => nodesOf("ab", "ab\u{10ffff}"));
  assert.deepEqual(fetched.filter((path) => path.startsWith("index")).sort(), [0, 1, 2, 3].map((at) => `index/${at}.json`));
  const letters = found?.flatMap((node) => Object.keys(node)).filter((key) => key !== "docs" && key !== "df");
  assert.deepEqual(letters, ["c", "d", "e", "f"]);
});

test("a table knows how names begin, and the plans of places", () => {
  const { tableOf, ask } = open();
  const { found } = ask(() => tableOf("市财"));
  assert.ok(found?.heads.has("市财") && !found.heads.has("市科"));
  assert.deepEqual(found?.places, [["甲乙市", ["p"]]]);
});

test("the last of sorted values up to one", () => {
  assert.deepEqual([0, 1, 2, 5, 9].map((value) => lastUpTo([1, 3, 5], value)), [-1, 0, 0, 2, 2]);
});

test("of few shards the core says where they lie: nothing but shards is fetched", () => {
  const { folders } = core;
  const firsts = TABLES.map(({ firsts }) => firsts).join(" ");
  const told = { firsts: "5g", shards: 100, folders, table: { firsts, heads: "市财", places: { 甲乙市: ["p"] } } };
  for (const [at, terms] of SHARDS.entries()) {
    for (const term of terms) {
      const { nodesOf, tableOf, ask } = open(told);
      assert.deepEqual(tableOf(term)?.places, [["甲乙市", ["p"]]]);
      const { found, fetched } = ask(() => nodesOf(term));
      assert.deepEqual(fetched, [`index/${at}.json`], term);
      assert.equal(found?.[0].df, 1, term);
    }
  }
});
