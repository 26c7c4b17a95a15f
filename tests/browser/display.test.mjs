// Display settings: kept from page to page, in force before the first paint, and the reader's own.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { site } from "./site.mjs";

let portal;
before(async () => {
  portal = await site();
});
after(() => portal?.close());

const colour = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
const size = (page) => page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize));
const light = "rgb(253, 253, 251)";
const dark = "rgb(16, 24, 22)";

test("what is chosen holds on the next page", async () => {
  const page = await portal.open("/");
  await page.click(".display summary");
  await page.check("[name=scheme][value=dark]");
  await page.check("[name=size][value=large]");
  assert.equal(await colour(page), dark);
  assert.equal(await size(page), 21);
  assert.equal(await page.evaluate(() => localStorage.getItem("display")), "large dark");
  await page.goto(`${portal.origin}/wuhan-2023/tasks/7/`);
  assert.equal(await colour(page), dark);
  assert.equal(await size(page), 21);
  assert.equal(await page.evaluate(() => document.forms.display.scheme.value), "dark");
  await page.click(".display summary");
  await page.check("[name=scheme][value='']");
  await page.check("[name=size][value='']");
  assert.equal(await page.evaluate(() => localStorage.length), 0);
  assert.equal(await colour(page), light);
});

test("the choice is in force before anything is painted", async () => {
  const page = await portal.open("/", { display: "dark large" });
  // The script that sets it stands before the style sheet and blocks.
  const order = await page.$$eval("head script, head link[rel=stylesheet]", (all) =>
    all.map((one) => (one.src || one.href).replace(/.*\//, "").replace(/\..*\./, ".") + (one.type && `:${one.type}`)),
  );
  assert.deepEqual(order.slice(0, 2), ["head.js", "portal.css"]);
  await page.addInitScript(() => {
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        if (entry.name === "first-paint") window.atFirstPaint = document.documentElement.dataset.scheme;
      }
    }).observe({ type: "paint", buffered: true });
    new MutationObserver((records) => {
      window.changes = (window.changes ?? 0) + records.filter((record) => record.target.dataset.scheme).length;
    }).observe(document, { attributes: true, subtree: true, attributeFilter: ["data-scheme"] });
  });
  await page.reload();
  await page.waitForFunction(() => window.atFirstPaint);
  assert.equal(await page.evaluate(() => window.atFirstPaint), "dark");
  assert.equal(await page.evaluate(() => window.changes), 1);
});

test("the system rules where the reader chose nothing, and without a script", async () => {
  const page = await portal.open("/", { colorScheme: "dark" });
  assert.equal(await colour(page), dark);
  await page.click(".display summary");
  await page.check("[name=scheme][value=light]");
  assert.equal(await colour(page), light);
  const still = await portal.open("/", { colorScheme: "dark", javaScriptEnabled: false });
  assert.equal(await colour(still), dark);
  assert.equal(await still.isVisible(".display"), false);
});

test("the panel opens and closes by keyboard", async () => {
  const page = await portal.open("/");
  await page.focus(".display summary");
  await page.keyboard.press("Enter");
  assert.equal(await page.isVisible("#display"), true);
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowDown");
  assert.equal(await page.evaluate(() => document.documentElement.dataset.size), "large");
  await page.keyboard.press("Escape");
  assert.equal(await page.isVisible("#display"), false);
  assert.equal(await page.evaluate(() => document.activeElement.tagName), "SUMMARY");
});

test("a phone's menu opens over the page, and its word stays under the finger", async () => {
  for (const display of ["", "large"]) {
    const page = await portal.open("/wuhan-2023/tasks/", { width: 390, display });
    const places = () => page.$$eval(".menu summary, main", (all) => all.map((one) => JSON.stringify(one.getBoundingClientRect())));
    const before = await places();
    await page.click(".menu summary");
    assert.ok(await page.isVisible(".menu nav a >> nth=-1"));
    assert.deepEqual(await places(), before);
    await page.keyboard.press("Escape");
    assert.equal(await page.isVisible(".menu nav"), false);
    await page.click(".menu summary");
    await page.click("h1");
    assert.equal(await page.isVisible(".menu nav"), false);
  }
});
