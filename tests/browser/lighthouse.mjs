// Lighthouse on a phone: access, good practice and search engines have to be 100; speed is told as the median of three.
import assert from "node:assert/strict";
import * as chromeLauncher from "chrome-launcher";
import lighthouse from "lighthouse";
import { findBrowser, serve } from "./support.mjs";

const pages = {
  home: "/",
  task: "/wuhan-2023/tasks/43/",
  policy: "/wuhan-2023/policy/",
  tasks: "/wuhan-2023/tasks/",
  search: "/search/",
};
const perfect = ["accessibility", "best-practices", "seo"];
const runs = 3;

const server = await serve(true);
const chrome = await chromeLauncher.launch({
  chromePath: findBrowser(),
  // Chromium's sandbox doesn't start for root, as which containers run.
  chromeFlags: ["--headless=new", "--disable-dev-shm-usage", ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])],
});
const faults = [];
const median = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
try {
  for (const [name, path] of Object.entries(pages)) {
    const results = [];
    for (let run = 0; run < runs; run++) {
      const url = `${server.url}${path}`;
      const { lhr } = await lighthouse(url, { port: chrome.port, output: "json", logLevel: "error" });
      results.push(lhr);
    }
    const scores = (category) => results.map(({ categories }) => Math.round(categories[category].score * 100));
    const told = [...perfect, "performance"].map((category) => `${category} ${median(scores(category))}`);
    const paint = median(results.map(({ audits }) => audits["largest-contentful-paint"].numericValue));
    console.log(`${name}: ${told.join(", ")}, LCP ${Math.round(paint)} ms`);
    for (const category of perfect.filter((category) => median(scores(category)) < 100)) {
      const [{ categories, audits }] = results;
      const failed = categories[category].auditRefs.map(({ id }) => audits[id]).filter(({ score }) => score !== null && score < 1);
      faults.push(`${name}: ${category}: ${failed.map(({ id }) => id).join(", ")}`);
    }
  }
} finally {
  await chrome.kill();
  server.close();
}
assert.deepEqual(faults, []);
