// The search whose index is cut, beside the one that reads the texts themselves. Usage: node shards.mjs CUT TOLD WHOLE, folders
// with the search's files of the same portal; `cargo test` makes them of the shipped plan. In the second the core says where
// all shards lie.
import assert from "node:assert/strict";
import elasticlunr from "elasticlunr";
import { readFileSync, readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { openEngine } from "../../themes/portal/scripts/search/engine.js";
import { openShards } from "../../themes/portal/scripts/search/shards.js";
import { lastUpTo } from "../../themes/portal/scripts/search/tables.js";
import { example } from "./example.mjs";
import { fileOf, openCut } from "./published.mjs";
import { judged, measure } from "./quality.mjs";

const [cut, told, whole] = process.argv.slice(2);
/** @param {string} folder @param {string} name */
const read = (folder, name) => JSON.parse(readFileSync(join(folder, fileOf(folder, name)), "utf8"));
const all = openEngine(read(whole, "corpus"));
all.learn(read(whole, "further"));
const documents = read(cut, "documents");
const byUrl = (/** @type {{ url: string }[]} */ list) => [...list].sort((a, b) => (a.url < b.url ? -1 : 1));
assert.deepEqual(byUrl(documents), byUrl(read(whole, "documents")));
const kinds = documents.map((/** @type {{ kind: string }} */ { kind }) => kind);
assert.equal(new Set(kinds).size, kinds.filter((/** @type {string} */ kind, /** @type {number} */ at) => kind !== kinds[at - 1]).length, "a kind stands together");

// Stock elasticlunr.js loads every shard by the manifest; each term is where the manifest says.
const { version, shards } = read(cut, "index");
assert.equal(version, 1);
assert.ok(shards.length > 20);
/** @param {{ index: string }} shard */
const load = ({ index }) => elasticlunr.Index.load(JSON.parse(readFileSync(join(cut, basename(dirname(index)), basename(index)), "utf8")));
let last = "";
for (const shard of shards) {
  const [first, end] = shard.terms;
  assert.ok(last < first && first <= end, `${last}, ${first}, ${end}`);
  last = end;
  const index = load(shard);
  assert.deepEqual(index.getFields(), ["text"]);
  assert.ok(index.search(first, {}).every((/** @type {{ ref: string }} */ { ref }) => documents[Number(ref)]), first);
  assert.equal(join(cut, basename(shard.documents)), join(cut, readdirSync(cut).find((file) => file.startsWith("documents.")) ?? ""));
}
const shardOf = (/** @type {string} */ term) => shards.find(({ terms }) => terms[0] <= term && term <= terms[1]);
const best = (/** @type {string} */ term) => load(shardOf(term)).search(term, {}).map((/** @type {{ ref: string }} */ { ref }) => documents[Number(ref)].url);
assert.equal(best("班列")[0], "/wuhan-2023/tasks/52/");
const json = async (/** @type {string} */ index) => JSON.parse(readFileSync(join(cut, basename(dirname(index)), basename(index)), "utf8"));
const [answer] = await example().askShards("中欧班列开到哪里", { shards }, json);
assert.equal(documents[Number(answer)].url, "/wuhan-2023/tasks/52/");
assert.ok(best("5g").includes("/wuhan-2023/tasks/83/"));

// The same questions find much the same, and asked of one plan exactly the same.
/** @type {string[]} */
const fetched = [];
const { engine, learn } = openCut(cut, (path) => fetched.push(path));
await engine.search("绿色金融");
const few = fetched.length;
assert.ok(few < 10, `a question takes few files: ${fetched}`);
await engine.search("绿色金融");
assert.equal(fetched.length, few, "what was fetched once stays");
learn();
const names = async (/** @type {string} */ q, asked = {}) => {
  const { results } = await engine.search(q, asked);
  await engine.load(results.slice(0, 40).map(({ ref }) => ref));
  return results.slice(0, 40).map(({ ref }) => engine.documents[ref]);
};
const questions = judged("queries.json");
/** @type {Map<string, { kind: string, id: string }[]>} */
const answers = new Map();
for (const { q } of questions) answers.set(q, await names(q));
const { mean, empty } = measure(questions, (q) => answers.get(q) ?? []);
assert.ok(mean > 0.95, `nDCG@10 is ${mean.toFixed(4)}`);
assert.deepEqual(empty, []);
for (const { q } of questions) {
  const own = (await engine.search(q, { plan: "wuhan-2023" })).results.map(({ ref }) => documents[ref].url);
  const theirs = all.search(q).results.map(({ ref }) => all.documents[ref]).filter(({ plans }) => plans.includes("wuhan-2023"));
  assert.deepEqual(own.slice(0, 10), theirs.slice(0, 10).map(({ url }) => url), q);
}

// Where the core says where the shards lie, the answers are the same, and no table is fetched.
assert.ok(fetched.some((path) => path.startsWith("tables.")));
/** @type {string[]} */
const fewer = [];
const informed = openCut(told, (path) => fewer.push(path));
informed.learn();
for (const { q } of questions) assert.deepEqual((await informed.engine.search(q)).results, (await engine.search(q)).results, q);
assert.ok(fewer.length && !fewer.some((path) => path.startsWith("tables")), `${fewer}`);

// Agencies, numbers, dates and filters.
const urls = async (/** @type {string} */ q) => (await names(q)).map(({ url }) => url);
for (const q of ["市商务局", "商务局", "市商務局", "shangwuju"]) assert.equal((await urls(q))[0], "/wuhan-2023/agencies/commerce/", q);
for (const q of ["62", "任务62", "第六十二项"]) assert.equal((await urls(q))[0], "/wuhan-2023/tasks/62/", q);
const due = (await engine.search("2024年12月到期的任务")).results.filter(({ ref }) => engine.documents[ref].kind === "task");
assert.equal(due.length, 35);
assert.deepEqual((await engine.search("2024年12月到期的任务")).results.filter(({ ref }) => engine.documents[ref].kind === "task"), due, "again the same");
const fits = async (/** @type {Record<string, string>} */ asked) => {
  const fresh = openCut(cut);
  fresh.learn();
  const { results } = await fresh.engine.search("", asked);
  assert.deepEqual(results, []);
  const { documents, facets, deadlines } = fresh.engine;
  return documents.flatMap(({ kind }, ref) => {
    const [domain, lead, role, dates] = facets[ref];
    const ids = [ref, ...domain, ...lead, ...role].map((at) => documents[at].id);
    const has = [...ids, ...dates.map((at) => deadlines[at][0])];
    return kind === "task" && Object.values(asked).every((value) => has.includes(value)) ? ref : [];
  });
};
const wanted = (/** @type {(facets: any[], ref: number) => boolean} */ has) =>
  all.documents.flatMap(({ kind }, ref) => (kind === "task" && has(all.facets[ref], ref) ? all.documents[ref].url : [])).sort();
const is = (/** @type {string} */ id) => (/** @type {number} */ ref) => all.documents[ref].id === id;
const fitting = async (/** @type {Record<string, string>} */ asked) => (await fits(asked)).map((ref) => documents[ref].url).sort();
assert.deepEqual(await fitting({ agency: "commerce" }), wanted(([, lead, role]) => lead.concat(role).some(is("commerce"))));
assert.deepEqual(await fitting({ domain: "finance" }), wanted(([domain]) => domain.some(is("finance"))));
assert.deepEqual(await fitting({ deadline: "2024-12" }), wanted(([, , , dates]) => dates.some((/** @type {number} */ at) => all.deadlines[at][0] === "2024-12")));

// Whoever names a place asks its plan; words that begin alike are found wherever they stand; no shard is fetched for Latin
// letters before it is known what they mean.
const ofPlace = openCut(cut);
ofPlace.learn();
const there = (await ofPlace.engine.search("武汉市 绿色金融")).results.map(({ ref }) => documents[ref].url);
assert.deepEqual(there, (await ofPlace.engine.search("绿色金融", { plan: "wuhan-2023" })).results.map(({ ref }) => documents[ref].url));
const begun = (await names("rc")).filter(({ kind }) => kind === "task").map(({ id }) => id);
assert.deepEqual(begun.sort(), all.search("rc").results.map(({ ref }) => all.documents[ref]).filter(({ kind }) => kind === "task").map(({ id }) => id).sort());
assert.ok(begun.length);
/** @type {string[]} */
const early = [];
const latin = openCut(cut, (path) => early.push(path));
assert.equal((await latin.engine.search("green finance")).isSure, false);
assert.equal(early.length, 1, `${early}`);

// What was asked before makes no difference: a place counts once all tables are there that may have others.
/** @type {any} */
const core = latin.read("corpus");
const { folders } = core;
/** @param {string} path */
const file = (path) => JSON.parse(readFileSync(join(cut, path), "utf8"));
const tableOf = (/** @type {string} */ term) => `${folders.tables}/${Math.max(0, lastUpTo(core.firsts.split(" "), term))}.json`;
const [here, far] = ["武汉", "会展"];
assert.notEqual(tableOf(here), tableOf(far));
/** @param {string[]} asked */
const ofPlaces = async (...asked) => {
  const engine = openShards(latin.read("corpus"), async (path) =>
    path === tableOf(far) ? { ...file(path), places: { [far]: ["a", "b", "c"] } } : file(path),
  );
  engine.learn(latin.read("further"));
  let answer;
  for (const q of asked) answer = await engine.search(q);
  return answer;
};
assert.deepEqual(await ofPlaces(here, here + far), await ofPlaces(here + far));

// What came while other files failed counts as well.
/** @type {string[]} */
const ofOther = [];
const apart = openCut(cut, (path) => ofOther.push(path));
apart.learn();
await apart.engine.search("会展");
let isDown = false;
const shaky = openShards(latin.read("corpus"), async (path) => {
  if (isDown && ofOther.includes(path)) throw new TypeError(path);
  return file(path);
});
shaky.learn(latin.read("further"));
await shaky.search("绿色");
isDown = true;
await assert.rejects(async () => shaky.search("绿色金融 会展"));
assert.deepEqual((await shaky.search("绿色金融")).results, (await engine.search("绿色金融")).results);

// Among plans of which not all are told, one that isn't there has no documents, and no path is made of what is no id.
/** @type {string[]} */
const tried = [];
const many = openShards({ ...latin.read("corpus"), plans: {}, has_more_plans: true }, async (path) => {
  tried.push(path);
  // A server answers with a page where a file isn't there.
  return path.startsWith(`${folders.plans}/`) && !path.endsWith("/wuhan-2023.json") ? JSON.parse("<!doctype html>") : file(path);
});
many.learn(latin.read("further"));
const everywhere = (await many.search("绿色金融")).results;
for (const plan of ["gone", "constructor", "../../x", "A b"]) {
  assert.deepEqual((await many.search("绿色金融", { plan })).results, everywhere, plan);
  assert.equal(tried.some((path) => path.includes(plan)), /^[a-z]+$/.test(plan), plan);
}
assert.ok((await many.search("绿色金融", { plan: "wuhan-2023" })).results.length);

// Nothing that can be typed breaks it, and an older question never answers after a newer one.
for (const q of ["", " ", "。", "\\", "(", "constructor", "__proto__", "的", "𠮷", "第999项", "df", "docs", "？".repeat(500), "政".repeat(2000)]) {
  assert.ok(Array.isArray((await engine.search(q)).results), q);
}
let isLate = false;
const hurried = openCut(cut);
hurried.learn();
hurried.engine.search("会展").then(() => (isLate = true));
const { results: second } = await hurried.engine.search("二手车");
assert.ok(!isLate);
assert.deepEqual(second, (await engine.search("二手车")).results, "what the older one lacked is none of the newer one's");
