// Quality, bytes and latency of the search beside Pagefind and Zola's stock index, over the same documents, in one run; and
// how soon a slow phone has a first answer where the index is cut.
// Usage: node tests/bench/search.mjs PUBLIC…, each a finished portal whose index is cut
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import * as pagefind from "pagefind";
import { launch, serve } from "../browser/support.mjs";
import { openEngine, published } from "../search/published.mjs";
import { judged, measure } from "../search/quality.mjs";

const LISTS = ["queries.json", "fresh.json", "later.json", "blind-1.json", "blind-2.json", "blind-3.json", "blind-4.json"];
// The slow phone: 1.6 Mbps, 150 ms round trip, a quarter of the processor.
const SLOW = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 750e3 / 8 };
const RUNS = 9;
// A word, a question, English.
const ASKED = ["绿色金融", "外国人怎么办永久居留？", "green finance"];

const root = fileURLToPath(new URL("../../", import.meta.url));
const work = join(root, "target/bench/others");
const documents = published("documents");
const { texts } = openEngine();

/** @param {number[]} times @param {number} share */
const quantile = (times, share) => [...times].sort((a, b) => a - b)[Math.floor((times.length - 1) * share)];

/** @param {string} head of a page that answers with references, for systems that have no page of ours */
const page = (head) => `<!doctype html><html lang="zh"><meta charset="utf-8"><title>-</title>${head}<script type="module" src="/ask.js"></script></html>`;

const CLIENT = `
globalThis.ask = await prepare();
const q = new URLSearchParams(location.search).get("q");
if (q) {
  await globalThis.ask(q);
  globalThis.answered = performance.now();
}
`;

async function buildPagefind() {
  const folder = join(work, "pagefind-site");
  mkdirSync(folder, { recursive: true });
  const { index } = await pagefind.createIndex({ forceLanguage: "zh" });
  for (const [ref, { url, title }] of documents.entries()) {
    await index.addCustomRecord({ url: `${url.split("#")[0]}?ref=${ref}`, content: `${title}\n${texts[ref]}`, language: "zh", meta: { title } });
  }
  await index.writeFiles({ outputPath: join(folder, "pagefind") });
  await pagefind.close();
  writeFileSync(join(folder, "ask.js"), `import * as pagefind from "/pagefind/pagefind.js";
async function prepare() {
  await pagefind.init();
  return async (q) => {
    const { results } = await pagefind.search(q);
    const data = await Promise.all(results.slice(0, 30).map((result) => result.data()));
    return data.map(({ url }) => Number(/ref=(\\d+)/.exec(url)[1]));
  };
}
${CLIENT}`);
  writeFileSync(join(folder, "index.html"), page(""));
  return folder;
}

function buildZola() {
  const source = join(work, "zola-source");
  const folder = join(work, "zola-site");
  mkdirSync(join(source, "content"), { recursive: true });
  mkdirSync(join(source, "templates"), { recursive: true });
  for (const name of ["index.html", "page.html", "section.html"]) writeFileSync(join(source, "templates", name), "{{ config.title }}");
  writeFileSync(join(source, "content/_index.md"), "+++\n+++\n");
  documents.forEach(({ title }, /** @type {number} */ ref) => {
    writeFileSync(join(source, `content/r${ref}.md`), `+++\ntitle = ${JSON.stringify(title)}\n+++\n${texts[ref]}\n`);
  });
  const cache = join(root, "target/zola");
  const zola = process.env.ZOLA ?? readdirSync(cache).map((name) => join(cache, name)).find(existsSync) ?? "zola";
  // Many builds of Zola can't index Chinese: then they index it as they do English.
  const language = ["zh", "en"].find((language) => {
    writeFileSync(join(source, "config.toml"), `base_url = "/"\ndefault_language = "${language}"\nbuild_search_index = true\n`);
    const { status } = spawnSync(zola, ["--root", source, "build", "--output-dir", folder, "--force"], { stdio: "ignore" });
    return status === 0;
  });
  if (!language) throw new Error(`${zola} builds no index`);
  cpSync(join(root, "node_modules/elasticlunr/elasticlunr.min.js"), join(folder, "elasticlunr.js"));
  writeFileSync(join(folder, "ask.js"), `
async function prepare() {
  const index = elasticlunr.Index.load(searchIndex);
  return async (q) => index.search(q, { fields: { title: { boost: 2 }, body: { boost: 1 } } }).slice(0, 30)
    .map(({ ref }) => Number(/r(\\d+)\\//.exec(ref)?.[1] ?? -1)).filter((ref) => ref >= 0);
}
${CLIENT}`);
  const file = readdirSync(folder).find((name) => /^search_index.*\.js$/.test(name));
  writeFileSync(join(folder, "index.html"), page(`<script src="/elasticlunr.js"></script><script src="/${file}"></script>`));
  return { folder, language };
}

/**
 * First answers on the slow phone, to each question: the median time, and what was fetched until then.
 * @param {import("playwright-core").Browser} browser
 * @param {Awaited<ReturnType<typeof serve>>} site
 * @param {string} path of a page that takes `q`
 */
async function slowFirsts(browser, site, path) {
  const firsts = [];
  for (const asked of ASKED) {
    const runs = [];
    for (let run = 0; run < RUNS; run++) runs.push(await slowFirst(browser, site, `${path}?q=${encodeURIComponent(asked)}`));
    const [time, bytes] = [runs.map(({ time }) => time), runs.map(({ bytes }) => bytes)].map((figures) => quantile(figures, 0.5));
    firsts.push({ time, bytes });
  }
  return firsts;
}

/**
 * @param {import("playwright-core").Browser} browser
 * @param {Awaited<ReturnType<typeof serve>>} site
 * @param {string} path
 */
async function slowFirst(browser, site, path) {
  const context = await browser.newContext();
  const tab = await context.newPage();
  // Our page says itself when it has answered; other pages set this themselves.
  await tab.addInitScript(() => {
    const told = () => document.querySelector("#results[aria-busy=false]") && (/** @type {any} */ (globalThis).answered ??= performance.now());
    new MutationObserver(told).observe(document, { subtree: true, attributes: true, attributeFilter: ["aria-busy"] });
  });
  const client = await context.newCDPSession(tab);
  await client.send("Network.enable");
  await client.send("Network.emulateNetworkConditions", SLOW);
  await client.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  site.sent.length = 0;
  await tab.goto(site.url + path, { waitUntil: "commit" });
  // A look now and then: one at every frame would itself keep the slow processor busy.
  await tab.waitForFunction(() => /** @type {any} */ (globalThis).answered, undefined, { polling: 50 });
  const [time, at] = await tab.evaluate(() => {
    const { answered } = /** @type {any} */ (globalThis);
    return [answered, performance.timeOrigin + answered];
  });
  await context.close();
  // Scripts and what they need; pages, style sheets and pictures are no part of a search.
  const needed = site.sent.filter((sent) => sent.at < at && /\.(js|json|pagefind|pf_\w+)$/.test(sent.path));
  return { time, bytes: needed.reduce((sum, { bytes }) => sum + bytes, 0) };
}

/** @param {import("playwright-core").Browser} browser @param {string} name @param {string} folder */
async function other(browser, name, folder) {
  const site = await serve(true, folder, "");
  const tab = await browser.newPage();
  await tab.goto(`${site.url}/`);
  await tab.waitForFunction(() => "ask" in globalThis);
  const quality = [];
  /** @type {number[]} */
  const times = [];
  for (const list of LISTS) {
    const queries = judged(list);
    const asked = queries.map(({ q }) => q);
    const answers = await tab.evaluate(async (asked) => {
      const answers = [];
      for (const q of asked) {
        const start = performance.now();
        const refs = await /** @type {any} */ (globalThis).ask(q);
        answers.push({ refs, time: performance.now() - start });
      }
      return answers;
    }, asked);
    times.push(...answers.map(({ time }) => time));
    quality.push(measure(queries, (q) => answers[asked.indexOf(q)].refs.map((/** @type {number} */ ref) => documents[ref])).mean);
  }
  const firsts = await slowFirsts(browser, site, "/");
  site.close();
  return { name, quality, firsts, p95: quantile(times, 0.95) };
}

/** @param {import("playwright-core").Browser} browser */
async function ours(browser) {
  const engine = openEngine();
  const search = (/** @type {string} */ q) => engine.search(q).results.map(({ ref }) => documents[ref]);
  const quality = LISTS.map((list) => measure(judged(list), search));
  for (const [at, list] of LISTS.entries()) {
    const classes = Object.entries(quality[at].classes).map(([name, mean]) => `${name} ${mean.toFixed(3)}`);
    console.log(`${list}: ${classes.join(", ")}`);
  }
  const times = [];
  for (const { q } of LISTS.flatMap(judged)) {
    const start = performance.now();
    engine.search(q);
    times.push(performance.now() - start);
  }
  const site = await serve(true);
  const firsts = await slowFirsts(browser, site, "/search/");
  site.close();
  return { name: "this portal (whole page)", quality: quality.map(({ mean }) => mean), firsts, p95: quantile(times, 0.95) };
}

/** @param {{ time: number, bytes: number }[]} firsts */
const told = (firsts) => firsts.map(({ time, bytes }) => `${time.toFixed(0)} ms, ${(bytes / 1024).toFixed(1)} KB`).join(" · ");

rmSync(work, { recursive: true, force: true });
const browser = await launch();
const rows = [await ours(browser), await other(browser, "Pagefind", await buildPagefind())];
const cut = [];
for (const folder of process.argv.slice(2)) {
  const site = await serve(true, resolve(folder), "");
  cut.push({ folder, firsts: await slowFirsts(browser, site, "/search/") });
  site.close();
}
const { folder, language } = buildZola();
rows.push(await other(browser, `Zola's index (${language}), stock JS`, folder));
await browser.close();
console.log(`\n${"".padEnd(30)} ${LISTS.map((list) => list.replace(".json", "").padStart(8)).join("")}  warm p95 ms  first answer, slow: ${ASKED.join(" · ")}`);
for (const { name, quality, firsts, p95 } of rows) {
  const scores = quality.map((mean) => mean.toFixed(3).padStart(8)).join("");
  console.log(`${name.padEnd(30)} ${scores} ${p95.toFixed(2).padStart(12)}  ${told(firsts)}`);
}
for (const { folder, firsts } of cut) console.log(`${folder}, cut: first answer, slow: ${told(firsts)}`);
