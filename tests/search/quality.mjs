// How well a ranking answers judged questions.
import { readFileSync } from "node:fs";

/** @typedef {{ id: string, cls: string, q: string, rel: Record<string, number> }} Judged */

/** The judged name of a clause: the policy's paragraphs in order. */
const CLAUSES = ["notice", "preamble", "s1", "s2", ...[1, 2, 3, 4, 5, 6, 7].map((n) => `s3-${n}`)]
  .concat([1, 2, 3].map((n) => `s4-${n}`), [1, 2, 3].map((n) => `s5-${n}`));
const MEMBERS = [19, 38, 57];

/** @param {{ kind: string, id: string }} document */
export function judgedName({ kind, id }) {
  if (kind === "task") return `t${id}`;
  const name = (/** @type {number} */ number) => `c${String(number).padStart(2, "0")}`;
  if (kind === "member") {
    if (id === "note") return name(21);
    return name(18 + MEMBERS.findIndex((last) => Number(id.slice(1)) <= last));
  }
  if (kind !== "clause") return null;
  if (id === "annexes") return name(22);
  if (id === "copies") return name(23);
  const at = CLAUSES.indexOf(id);
  return at < 0 ? id : name(at + 1);
}

/**
 * nDCG@10; what is listed twice counts once.
 * @param {string[]} names
 * @param {Record<string, number>} rel
 */
export function ndcg(names, rel) {
  const gain = (/** @type {number} */ grade, /** @type {number} */ at) => (2 ** grade - 1) / Math.log2(at + 2);
  const sum = (/** @type {number[]} */ grades) => grades.slice(0, 10).reduce((total, grade, at) => total + gain(grade, at), 0);
  const got = sum([...new Set(names)].map((name) => rel[name] ?? 0));
  return got / sum(Object.values(rel).sort((a, b) => b - a));
}

/** @param {string} name @returns {Judged[]} */
export function judged(name) {
  return JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8"));
}

/**
 * @param {Judged[]} queries
 * @param {(q: string) => { kind: string, id: string }[]} search
 */
export function measure(queries, search) {
  const scores = queries.map((query) => {
    const found = search(query.q);
    const names = found.map(judgedName).filter((name) => name !== null);
    return { query, names: [...new Set(names)], score: ndcg(names, query.rel), empty: !found.length };
  });
  /** @type {Record<string, number>} */
  const classes = {};
  for (const cls of new Set(queries.map((query) => query.cls))) {
    const own = scores.filter(({ query }) => query.cls === cls);
    classes[cls] = own.reduce((sum, { score }) => sum + score, 0) / own.length;
  }
  const mean = scores.reduce((sum, { score }) => sum + score, 0) / scores.length;
  return { mean, classes, scores, empty: scores.filter(({ empty }) => empty).map(({ query }) => query.q) };
}
