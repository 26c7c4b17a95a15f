// The search of a portal whose index is cut: a question fetches what it takes and no more, and answers as any other.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { site } from "./support.mjs";

const ROOT = fileURLToPath(new URL("../../target/portals/cut/public", import.meta.url));
const STEP = 10;

let portal;
before(async () => {
  assert.ok(existsSync(ROOT), `${ROOT} is missing: make site, then node tests/browser/portals.mjs`);
  portal = await site(ROOT);
});
after(() => portal?.close());

const answered = (page) => page.waitForSelector('#results[aria-busy="false"] h3 a');
const ask = async (query) => {
  const page = await portal.open(`/search/?${query}`);
  await answered(page);
  return page;
};
const found = (page) => page.$$eval("#results h3 a", (all) => all.map((link) => link.pathname + link.hash));
const texts = (page) => {
  const asked = [];
  page.on("request", (request) => /\/texts\.[^/]+\//.test(request.url()) && asked.push(request.url()));
  return asked;
};

test("the rest is fetched step by step, and reading goes on at the first result of a step", async () => {
  const page = await ask("q=窗口");
  assert.ok(await page.$eval("#search", (form) => form.dataset.script.endsWith("/shards.js")));
  let shown = await found(page);
  assert.ok(shown.length >= STEP && shown.length <= 3 * STEP, `${shown.length} at once`);
  assert.match(await page.textContent("#status"), /^列出最相符的\d{3,}条结果/);
  for (let step = 0; step < 2; step++) {
    const asked = texts(page);
    assert.equal(await page.textContent("#more"), `再显示${STEP}条`);
    await page.click("#more");
    await page.waitForFunction((n) => document.querySelectorAll("#results h3 a").length > n, shown.length);
    const now = await found(page);
    assert.equal(now.length, shown.length + STEP);
    assert.ok(asked.length <= STEP, `${asked.length} files of texts`);
    assert.deepEqual(now.filter((path) => shown.includes(path)), shown);
    const focused = await page.evaluate(() => document.activeElement.pathname + document.activeElement.hash);
    assert.equal(focused, now.find((path) => !shown.includes(path)));
    const empty = await page.$$eval("#results h3 a", (all) => all.filter((one) => !one.textContent).length);
    assert.equal(empty, 0);
    shown = now;
  }
});

test("one plan may be asked alone, and a place named asks its plan", async () => {
  const ofPlan = (paths, plan) => paths.every((path) => path.startsWith(`/${plan}/`));
  const page = await ask("q=材料清单");
  assert.ok(!ofPlan(await found(page), "plan-25a") && !ofPlan(await found(page), "plan-25b"));
  await page.selectOption("select[name=plan]", "plan-25b");
  await page.waitForURL(/plan=plan-25b/);
  await answered(page);
  assert.ok(ofPlan(await found(page), "plan-25b"));
  for (const [place, plan] of [["甲市", "plan-25a"], ["乙市", "plan-25b"]]) {
    const named = await ask(`q=${place}窗口`);
    assert.ok(ofPlan((await found(named)).slice(0, 3), plan), place);
    await named.context().close();
  }
});

test("the box suggests from the whole portal", async () => {
  const page = await portal.open("/plan-25a/");
  await page.fill("header input[name=q]", "周末");
  await page.waitForSelector("#suggestions:not([hidden]) li");
  assert.ok(await page.$eval("#suggestions li", (option) => option.dataset.href.startsWith("/plan-25a/tasks/")));
});
