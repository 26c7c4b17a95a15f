// What the search costs where its index is cut: bytes of a first question, and warm answers, for the judged questions.
// Usage: node tests/bench/shards.mjs FOLDER…, each holding the files that `cargo bench --bench portal -- search` wrote.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { FURTHER, openCut, openEngine } from "../search/published.mjs";
import { judged, judgedName, measure } from "../search/quality.mjs";

const LISTS = ["queries.json", "fresh.json", "later.json", "blind-1.json", "blind-2.json", "blind-3.json", "blind-4.json"];
const SHIPPED = "wuhan-2023";
// Where it is in force, as people put it before a question.
const PLACE = "武汉 ";
const RUNS = 5;
// How many of each kind a page shows at first.
const SHOWN = 10;

/** @param {number[]} numbers @param {number} share */
const quantile = (numbers, share) => [...numbers].sort((a, b) => a - b)[Math.floor((numbers.length - 1) * share)];
const kilobytes = (/** @type {number} */ bytes) => (bytes / 1024).toFixed(1);
/** @param {string | Buffer} content */
const size = (content) => brotliCompressSync(content).length;

const questions = LISTS.flatMap(judged).map(({ q }) => q);

for (const folder of process.argv.slice(2)) {
  const search = join(folder, "public/assets/search");
  const assets = join(folder, "public/assets");
  const served = join(assets, readdirSync(assets).find((name) => name.startsWith("scripts.")) ?? "");
  const code = readdirSync(served).reduce((sum, name) => sum + size(readFileSync(join(served, name))), 0);
  /** @type {Map<string, number>} */
  const sizes = new Map();
  const weigh = (/** @type {string} */ path) => {
    const known = sizes.get(path) ?? size(readFileSync(join(search, path)));
    sizes.set(path, known);
    return known;
  };
  const totals = [];
  const parts = [];
  for (const q of questions) {
    /** @type {string[]} */
    const fetched = [];
    const { engine, learn } = openCut(search, (path) => fetched.push(path));
    let answer = await engine.search(q);
    if (!answer.isSure) {
      learn();
      answer = await engine.search(q);
    }
    /** @type {Record<string, number>} */
    const seen = {};
    const shown = answer.results.filter(({ ref }) => {
      const { kind } = engine.documents[ref];
      seen[kind] = (seen[kind] ?? 0) + 1;
      return seen[kind] <= SHOWN;
    });
    await engine.load(shown.map(({ ref }) => ref));
    const of = (/** @type {string} */ name) => fetched.filter((path) => path.startsWith(name)).reduce((sum, path) => sum + weigh(path), 0);
    const own = ["corpus", FURTHER, "tables", "index", "texts"].map(of);
    parts.push(own);
    totals.push(own.reduce((sum, bytes) => sum + bytes, code));
  }
  const { engine, learn } = openCut(search);
  learn();
  const times = [];
  for (const q of questions) {
    await engine.search(q);
    const runs = [];
    for (let run = 0; run < RUNS; run++) {
      const start = performance.now();
      await engine.search(q);
      runs.push(performance.now() - start);
    }
    times.push(quantile(runs, 0.5));
  }
  const most = totals.indexOf(Math.max(...totals));
  console.log(`${folder}: ${engine.documents.length} documents; first question ${kilobytes(quantile(totals, 0.5))} KB at the median, ${kilobytes(totals[most])} KB at most (${questions[most]}); warm p95 ${quantile(times, 0.95).toFixed(2)} ms`);
  console.log(`  at the median: scripts ${kilobytes(code)}, ${["core", "further", "tables", "shards", "texts"].map((name, at) => `${name} ${kilobytes(quantile(parts.map((own) => own[at]), 0.5))}`).join(", ")} KB; p90 total ${kilobytes(quantile(totals, 0.9))}; the most: ${parts[most].map(kilobytes).join(" ")}`);
  if (engine.plans[SHIPPED] && Object.keys(engine.plans).length > 1) {
    for (const list of LISTS) {
      const queries = judged(list);
      /** @type {Map<string, { kind: string, id: string }[]>} */
      const answers = new Map();
      for (const { q } of queries) {
        const asked = { q, plan: SHIPPED };
        const { results } = await engine.search(q, asked);
        const own = results.filter(({ ref }) => engine.documents[ref].plans.includes(SHIPPED)).slice(0, 60).map(({ ref }) => ref);
        await engine.load(own);
        answers.set(q, own.map((ref) => engine.documents[ref]));
      }
      const { mean, empty } = measure(queries, (q) => answers.get(q) ?? []);
      const alone = openEngine();
      const names = (/** @type {string} */ q) => alone.search(q).results.map(({ ref }) => alone.documents[ref]);
      const { mean: before } = measure(queries, names);
      console.log(`  ${list} with the plan as filter: nDCG@10 ${mean.toFixed(3)}, alone ${before.toFixed(3)}${empty.length ? `; without an answer: ${empty.join(" · ")}` : ""}`);
      // Where a task answers that the plan alone has among the first three.
      const answering = (/** @type {typeof queries[number]} */ { rel }, /** @type {{ kind: string, id: string }[]} */ found) =>
        found.slice(0, 3).some((document) => document.kind === "task" && rel[judgedName(document) ?? ""]);
      const answered = queries.filter((query) => answering(query, names(query.q)));
      const missed = [];
      for (const query of answered) {
        const { results } = await engine.search(PLACE + query.q);
        const first = results.slice(0, 3).map(({ ref }) => ref);
        await engine.load(first);
        const own = first.map((ref) => engine.documents[ref]).filter(({ plans }) => plans.includes(SHIPPED));
        if (!answering(query, own)) missed.push(query.q);
      }
      console.log(`  ${list} with the place named: a task that answers, of the right plan, among the first three of ${answered.length - missed.length} of ${answered.length} questions${missed.length ? `; not of ${missed.join(" · ")}` : ""}`);
    }
  }
}
