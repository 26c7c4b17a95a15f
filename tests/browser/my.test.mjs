// The reader's own list: marked on pages, carried by addresses, listed, printed and saved.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { KEEP_PAGES, launch, refuseAddresses, site } from "./support.mjs";

let portal;
before(async () => {
  portal = await site();
});
after(() => portal?.close());

const search = (page) => page.evaluate(() => location.search);
const listed = (page) => page.$$eval("[data-my=number]", (all) => all.map((one) => +one.textContent));

test("marks go into the address, and links take them along", async () => {
  const page = await portal.open("/wuhan-2023/tasks/?domain=trade");
  await page.check("[data-pick='40']");
  await page.check("[data-pick='37']");
  assert.equal(await search(page), "?domain=trade&wuhan-2023=37,40");
  assert.equal(await page.textContent("#tray b"), "2项");
  // Filters leave the marks alone.
  await page.uncheck("[name=domain][value=trade]");
  assert.equal(await search(page), "?wuhan-2023=37,40");
  await page.click("[data-task='43'] .task-title");
  await page.waitForURL("**/tasks/43/?wuhan-2023=37,40");
  await page.check("[data-pick='43']");
  await page.click("#tray a");
  await page.waitForURL("**/my/?wuhan-2023=37,40,43");
  await page.waitForSelector("[data-my=number] >> nth=2");
  assert.deepEqual(await listed(page), [37, 40, 43]);
});

test("the list says what the data say, and which numbers it doesn't know", async () => {
  const page = await portal.open("/my/?wuhan-2023=52,7,99,7");
  await page.waitForSelector("[data-my=number] >> nth=1");
  assert.deepEqual(await listed(page), [7, 52]);
  assert.match(await page.textContent("#my [role=status]"), /^已选2项/);
  assert.equal(await page.textContent("#my .notice"), "本方案没有这些序号的任务：99。");
  assert.equal(await page.textContent("[data-my=deadline] >> nth=0"), "2024年12月");
  // Its title opens it, and stands once, among its own words.
  assert.match(await page.textContent(".task-words >> nth=0"), /^规范探索知识产权证券化,实现首单知识产权证券化产品发行。《/);
  assert.equal(await page.$eval(".task-words .task-title", (link) => link.pathname), "/wuhan-2023/tasks/7/");
  await page.getByRole("button", { name: "移出第7项" }).click();
  await page.waitForURL("**/my/?wuhan-2023=52,99");
});

test("who takes tasks out by keyboard stays in the list, and can step back", async () => {
  const page = await portal.open("/my/?wuhan-2023=7,43,52");
  await page.waitForSelector("[data-my=number] >> nth=2");
  const focused = () => page.evaluate(() => document.activeElement.getAttribute("aria-label") || document.activeElement.className);
  await page.getByRole("button", { name: "移出第43项" }).focus();
  const steps = [
    ["?wuhan-2023=7,52", "移出第52项"],
    ["?wuhan-2023=7", "移出第7项"],
    ["", "found"],
  ];
  for (const [left, next] of steps) {
    await page.keyboard.press("Enter");
    assert.equal(await search(page), left);
    assert.equal(await focused(), next);
  }
  assert.equal(await page.textContent("#my [role=status]"), "还没有选任务。");
  assert.equal(await page.isVisible("#my .actions, #my table"), false);
  await page.goBack();
  await page.waitForSelector("[data-my=number]");
  assert.deepEqual(await listed(page), [7]);
});

test("what is saved are the published rows", async () => {
  const page = await portal.open("/my/?wuhan-2023=7,43");
  await page.waitForSelector("[data-my=number]");
  const [download] = await Promise.all([page.waitForEvent("download"), page.click(".csv")]);
  const saved = await readFile(await download.path(), "utf8");
  const all = await readFile(new URL("../../public/wuhan-2023/data/tasks.csv", import.meta.url), "utf8");
  const rows = saved.split("\r\n");
  assert.equal(saved[0], "\ufeff");
  assert.notEqual(saved[1], "\ufeff");
  assert.deepEqual(rows.map((row) => row.split(",")[2]).slice(1), ["'7-1", "'43-1", "'43-2", undefined]);
  for (const row of rows) assert.ok(all.includes(row), row);
});

test("an empty list says so; without a script the page explains itself", async () => {
  const page = await portal.open("/my/");
  assert.equal(await page.textContent("#my [role=status]"), "还没有选任务。");
  assert.equal(await page.isVisible("#my .actions"), false);
  const still = await portal.open("/my/?wuhan-2023=7", { javaScriptEnabled: false });
  assert.equal(await still.isVisible("#my"), false);
  assert.equal(await still.isVisible(".choose a"), true);
});

test("the list can be emptied", async () => {
  const page = await portal.open("/wuhan-2023/tasks/7/?wuhan-2023=7,8");
  assert.equal(await page.isChecked("[data-pick='7']"), true);
  await page.click("#tray button");
  assert.equal(await search(page), "");
  assert.equal(await page.isVisible("#tray"), false);
  assert.equal(await page.isChecked("[data-pick='7']"), false);
  // Who did so by keyboard isn't thrown out of the page.
  assert.equal(await page.evaluate(() => document.activeElement.tagName), "H1");
  assert.equal(await page.textContent("#said"), "已从我的措施移出，还有0项");
});

test("a list of numbers that no plan has is empty, and says which", async () => {
  const page = await portal.open("/my/?wuhan-2023=99");
  await page.waitForSelector("#my .notice:visible");
  assert.equal(await page.textContent("#my [role=status]"), "还没有选任务。");
  assert.equal(await page.textContent("#my .notice"), "本方案没有这些序号的任务：99。");
});

test("no other site is told of the list", async () => {
  const page = await portal.open("/wuhan-2023/tasks/7/?wuhan-2023=7,8");
  await page.waitForSelector("#tray:visible");
  assert.equal(await page.evaluate(() => self.name), "");
  assert.equal(await page.evaluate(() => sessionStorage.selection), "wuhan-2023=7%2C8");
});

test("what is picked is said", async () => {
  const page = await portal.open("/wuhan-2023/tasks/7/?wuhan-2023=8");
  const said = page.locator("#said[role=status]");
  await page.check("[data-pick='7']");
  assert.equal(await said.textContent(), "已选入我的措施，共2项");
  await page.uncheck("[data-pick='7']");
  assert.equal(await said.textContent(), "已从我的措施移出，还有1项");
});

test("Back leads to the newest list, and an address opened anew to its own", async () => {
  const page = await portal.open("/wuhan-2023/tasks/");
  await page.check("[data-pick='1']");
  await page.click("[data-task='5'] .task-title");
  await page.waitForURL("**/tasks/5/?wuhan-2023=1");
  await page.check("[data-pick='5']");
  await page.goBack();
  await page.waitForSelector("[data-pick='5']:checked");
  assert.equal(page.url(), `${new URL(page.url()).origin}/wuhan-2023/tasks/?wuhan-2023=1,5`);
  await page.check("[data-pick='7']");
  assert.equal(await search(page), "?wuhan-2023=1,5,7");
  // Emptied, it stays empty.
  await page.click("[data-task='7'] .task-title");
  await page.waitForURL("**/tasks/7/?*");
  await page.click("#tray button");
  await page.goBack();
  await page.waitForSelector("#tasks [data-task]");
  await page.waitForFunction(() => location.search === "" && !document.querySelector("[data-pick]:checked"));
  await page.goto(`${new URL(page.url()).origin}/wuhan-2023/tasks/?wuhan-2023=9`);
  assert.equal(await search(page), "?wuhan-2023=9");
});

test("Back leads to the newest list on a page that the browser kept, too", async () => {
  const browser = await launch(KEEP_PAGES);
  const page = await browser.newPage();
  await page.goto(`${portal.origin}/wuhan-2023/tasks/7/?wuhan-2023=7`);
  await page.evaluate(() => addEventListener("pageshow", ({ persisted }) => (localStorage.isKept = persisted)));
  await page.click("a[rel=next]");
  await page.waitForURL("**/tasks/8/?wuhan-2023=7");
  await page.check("[data-pick='8']");
  await page.goBack();
  await page.waitForFunction(() => location.search === "?wuhan-2023=7,8");
  assert.equal(await page.evaluate(() => localStorage.isKept), "true");
  assert.equal(await page.textContent("#tray b"), "2项");
  await browser.close();
});

test("what is asked and filtered is kept nowhere", async () => {
  const page = await portal.open("/wuhan-2023/tasks/?q=%E8%B4%B8%E6%98%93&wuhan-2023=7");
  assert.equal(await page.evaluate(() => sessionStorage.selection), "wuhan-2023=7");
  await page.goto(`${portal.origin}/search/?q=%E8%B4%B8%E6%98%93`);
  await page.waitForFunction(() => sessionStorage.selection === "");
  assert.equal(await page.evaluate(() => sessionStorage.length + localStorage.length), 1);
});

test("links of the list's own page take it along, and Back leads there to the newest", async () => {
  const page = await portal.open("/my/?wuhan-2023=3,7,8");
  await page.getByRole("button", { name: "移出第8项" }).click();
  await page.click(".task-words >> nth=0 >> a");
  await page.waitForURL("**/tasks/3/?wuhan-2023=3,7");
  await page.check("[data-pick='3']");
  await page.uncheck("[data-pick='3']");
  await page.click(".site-foot a[href='/sitemap/']");
  await page.waitForURL("**/sitemap/?wuhan-2023=7");
  await page.goBack();
  await page.goBack();
  await page.waitForSelector("[data-my=number]");
  assert.equal(await search(page), "?wuhan-2023=7");
  assert.deepEqual(await listed(page), [7]);
  assert.equal(await page.isVisible("#tray"), false);
  // What was taken out stays out elsewhere, too.
  await page.getByRole("button", { name: "移出第7项" }).click();
  await page.goto(`${portal.origin}/privacy/`);
  await page.goBack();
  await page.waitForFunction(() => location.search === "");
});

test("a page that isn't there takes the list along", async () => {
  const page = await portal.open("/404.html?wuhan-2023=3");
  assert.equal(await page.textContent("#tray b"), "1项");
  await page.click("main a[href='/sitemap/']");
  await page.waitForURL("**/sitemap/?wuhan-2023=3");
});

test("the list is kept where the browser takes no more addresses", async () => {
  const page = await portal.open("/wuhan-2023/tasks/?wuhan-2023=3");
  await refuseAddresses(page);
  await page.check("[data-pick='5']");
  await page.check("[data-pick='7']");
  await page.uncheck("[data-pick='3']");
  assert.equal(await page.textContent("#tray b"), "2项");
  assert.equal(await page.textContent("#said"), "已从我的措施移出，还有2项");
  await page.click("#tray a");
  await page.waitForURL("**/my/?wuhan-2023=5,7");
  await page.waitForSelector("[data-my=number] >> nth=1");
  await refuseAddresses(page);
  await page.getByRole("button", { name: "移出第5项" }).click();
  assert.deepEqual(await listed(page), [7]);
  assert.equal(await search(page), "?wuhan-2023=5,7");
  assert.match(await page.textContent("#my [role=status]"), /^已选1项/);
  await page.click(".task-words a");
  await page.waitForURL("**/tasks/7/?wuhan-2023=7");
});
