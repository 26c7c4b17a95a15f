// Corrections and notes: what shows at once, what opens behind its mark, and what they are called on every page.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { site } from "./support.mjs";

let portal;
before(async () => {
  portal = await site();
});
after(() => portal?.close());

const policy = "/wuhan-2023/policy/";
const shown = (page) =>
  page.$$eval(".remark", (all) => all.filter((one) => one.offsetHeight).map((one) => one.id.replace("note-", "")));

test("corrections show, other notes open behind their marks, without a script too", async () => {
  for (const javaScriptEnabled of [true, false]) {
    const page = await portal.open(policy, { javaScriptEnabled });
    const corrections = await page.$$eval("[data-correction]", (all) => all.map((one) => one.dataset.correction));
    assert.deepEqual(await shown(page), corrections);
    await page.click("#mark-l33");
    assert.deepEqual(await shown(page), ["l33", ...corrections]);
    await page.click("#note-l33 a");
    assert.deepEqual(await shown(page), corrections);
    await page.click("label[for=all-notes]");
    assert.equal((await shown(page)).length, await page.locator(".remark").count());
    await page.context().close();
  }
});

test("a note stands at the cell that its mark stands in", async () => {
  const page = await portal.open(policy);
  const cells = await page.$$eval(".printed-table .mark", (marks) =>
    marks.map((mark) => [mark.closest("td, th"), document.querySelector(mark.hash).closest("td, th")]).filter(([a, b]) => a !== b).length,
  );
  assert.equal(cells, 0);
});

test("a correction has one number wherever it is spoken of", async () => {
  const numbers = async (path) => {
    const page = await portal.open(path);
    const pairs = await page.$$eval(".mark, .errata tr[id]", (all) =>
      all.map((one) => [one.hash?.replace(/#(note-)?/, "") ?? one.id, one.textContent.match(/校\d+/)?.[0]]),
    );
    await page.context().close();
    return pairs;
  };
  const listed = new Map(await numbers("/wuhan-2023/errata/"));
  assert.equal(new Set(listed.values()).size, listed.size);
  for (const path of [policy, "/wuhan-2023/tasks/44/", "/wuhan-2023/tasks/", "/wuhan-2023/domains/trade/", "/wuhan-2023/members/"]) {
    const pairs = await numbers(path);
    assert.ok(pairs.length > 0, path);
    for (const [id, number] of pairs) assert.equal(number, listed.get(id), `${id} on ${path}`);
  }
});

test("as printed, a moved row stands under its printed headers, and nothing of ours is left", async () => {
  for (const width of [390, 1280]) {
    const page = await portal.open(`${policy}#t47`, { width });
    const cells = () =>
      page.$$eval("#t47 > *", (all) => all.filter((one) => getComputedStyle(one).display !== "none").map((one) => one.innerText.trim().slice(0, 2)));
    assert.deepEqual((await cells()).slice(-4, -3), ["优化"]);
    await page.click("label[for=as-printed]");
    assert.deepEqual(await cells(), ["47", "优化", "市文", "市商", "20", ""]);
    assert.equal(await page.locator(".remark:visible, .mark:visible, .clause-tasks:visible").count(), 0);
    assert.match(await page.innerText("#t47"), /特别行政区域投资者/);
    await page.context().close();
  }
});

test("no name is shared by more than six links of the full text", async () => {
  const page = await portal.open(policy);
  const names = await page.$$eval("main a, main button", (all) => all.map((one) => one.getAttribute("aria-label") ?? one.textContent.trim()));
  const count = new Map();
  for (const name of names) count.set(name, (count.get(name) ?? 0) + 1);
  assert.deepEqual([...count].filter(([, n]) => n > 6), []);
});

test("on a phone the annexes' tables are folded, and a link into one opens it", async () => {
  const page = await portal.open(policy, { width: 390, height: 844 });
  assert.equal(await page.isVisible("#t47"), false);
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  assert.ok(height < 20 * 844, `${height} px`);
  const linked = await portal.open(`${policy}#t47`, { width: 390, height: 844 });
  await linked.waitForSelector("#t47", { state: "visible" });
  // Turned, the phone has room for the tables, and no button that opens them.
  await page.setViewportSize({ width: 844, height: 390 });
  await page.waitForSelector("#t47", { state: "visible" });
});
