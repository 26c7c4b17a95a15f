// The filters of the task list: what they show, what they count, and that the address says all of it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { refuseAddresses, site } from "./support.mjs";

let portal;
before(async () => {
  portal = await site();
});
after(() => portal?.close());

const list = "/wuhan-2023/tasks/";
const shown = (page) => page.$$eval("#tasks [data-task]:not([hidden])", (all) => all.map((one) => +one.dataset.task));
const search = (page) => page.evaluate(() => location.search);

test("an address shows its tasks, and counts them", async () => {
  const page = await portal.open(`${list}?domain=trade`);
  const numbers = await shown(page);
  assert.equal(numbers.length, 16);
  assert.deepEqual([numbers[0], numbers.at(-1)], [36, 51]);
  assert.equal(await page.textContent("#count"), "16项任务（共90项）");
  assert.equal(await page.isChecked("[name=domain][value=trade]"), true);
});

test("every filter narrows, and all together", async () => {
  const { tasks } = await (await fetch(`${portal.origin}/wuhan-2023/data/tasks.json`)).json();
  const numbers = (fits) => tasks.filter(fits).map((task) => task.number);
  for (const [query, fits] of [
    ["", () => true],
    ["?deadline=2023-12", (task) => task.deadline === "2023-12"],
    ["?agency=commerce", (task) => [...task.lead, ...task.responsible].includes("commerce")],
    ["?agency=commerce&role=lead", (task) => task.lead.includes("commerce")],
    ["?agency=commerce&role=responsible", (task) => task.responsible.includes("commerce")],
    ["?q=%E8%B4%B8%E6%98%93", (task) => task.text.includes("贸易")],
    ["?domain=trade&domain=talent", (task) => ["trade", "talent"].includes(task.domain)],
    [
      "?domain=trade&deadline=2023-12&agency=commerce",
      (task) =>
        task.domain === "trade" &&
        task.deadline === "2023-12" &&
        [...task.lead, ...task.responsible].includes("commerce"),
    ],
    ["?domain=nothing&role=chief", () => true],
  ]) {
    const page = await portal.open(list + query);
    assert.deepEqual(await shown(page), numbers(fits), query);
    await page.context().close();
  }
});

test("choices change the address and the counts; back undoes them", async () => {
  const page = await portal.open(`${list}?other=1`);
  await page.check("[name=domain][value=trade]");
  assert.equal(await search(page), "?other=1&domain=trade");
  const small = (selector) => page.textContent(`li:has(${selector}) small`);
  // Within a facet the other options stay open; across facets the counts are of what is left.
  assert.equal(await small("[value=talent]"), "5");
  assert.equal(await small("[value='2023-12']"), "10");
  await page.check("[name=deadline][value='2023-12']");
  assert.equal((await shown(page)).length, 10);
  await page.goBack();
  assert.equal(await search(page), "?other=1&domain=trade");
  assert.equal((await shown(page)).length, 16);
  assert.equal(await page.isChecked("[name=deadline][value='2023-12']"), false);
  await page.goBack();
  assert.equal((await shown(page)).length, 90);
});

test("chips take a condition away, by keyboard too", async () => {
  const page = await portal.open(`${list}?domain=trade&agency=commerce&role=lead&q=%E8%B4%B8%E6%98%93`);
  assert.equal(await page.locator("#chips li").count(), 4);
  const chip = page.getByRole("button", { name: "去掉条件“优化贸易投资便利化服务”" });
  await chip.focus();
  await page.keyboard.press("Enter");
  assert.equal(await page.locator("#chips li").count(), 3);
  assert.equal(new URLSearchParams(await search(page)).get("domain"), null);
  assert.equal(await page.evaluate(() => document.activeElement.id), "found");
  await page.locator("#chips + button").click();
  await page.waitForFunction(() => document.getElementById("chips").hidden);
  assert.equal(await search(page), "");
  assert.equal(await page.evaluate(() => document.activeElement.id), "found");
});

test("in larger type, too, the filters can be reached when the window grows", async () => {
  const page = await portal.open(list, { width: 1200, display: "large" });
  const option = "[name=domain][value=trade]";
  assert.equal(await page.isVisible(option), false);
  await page.setViewportSize({ width: 1500, height: 900 });
  await page.waitForSelector(option, { state: "visible" });
  // What the reader opened stays open where only the window's height changes, as by a phone's keyboard.
  await page.setViewportSize({ width: 1200, height: 900 });
  await page.waitForSelector(option, { state: "hidden" });
  await page.click(".filter summary");
  await page.setViewportSize({ width: 1200, height: 500 });
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  assert.equal(await page.isVisible(option), true);
});

test("clearing all gives the agencies' whole list back, and stays at its button where that stays", async () => {
  const page = await portal.open(list, { width: 360 });
  await page.click(".filter summary");
  await page.fill("#agency", "海关");
  const clear = page.locator("#filter [type=reset]");
  await clear.focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => !document.querySelector("li[hidden] [name=agency]"));
  assert.equal(await page.inputValue("#agency"), "");
  assert.equal(await clear.evaluate((button) => button === document.activeElement), true);
});

test("words run over a correction, as it is read and as it is printed", async () => {
  const page = await portal.open(list);
  for (const [q, count] of [["政务服务大数据局", 6], ["市市场监管局", 15]]) {
    await page.fill("#q", q);
    assert.equal((await shown(page)).length, count, q);
  }
});

test("on paper a filtered list says by what", async () => {
  const page = await portal.open(`${list}?domain=trade&q=%E8%B4%B8%E6%98%93`);
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.isVisible("#filter"), false);
  assert.match(await page.innerText("#chips"), /贸易\s+优化贸易投资便利化服务/);
  assert.equal(await page.innerText("#found"), "3项任务（共90项）");
});

test("the reader's own list stands once in the address, whatever the form does", async () => {
  const page = await portal.open(`${list}?wuhan-2023=7`);
  await page.press("#q", "Enter");
  await page.fill("#q", "rcep");
  await page.press("#q", "Enter");
  await page.fill("#q", "");
  assert.equal(await search(page), "?wuhan-2023=7");
});

test("text is found as it is typed, and typing makes no history", async () => {
  const page = await portal.open(list);
  const before = await page.evaluate(() => history.length);
  await page.locator("#q").pressSequentially("rcep");
  assert.equal(await search(page), "?q=rcep");
  assert.ok((await shown(page)).length > 0 && (await shown(page)).length < 90);
  assert.equal(await page.evaluate(() => history.length), before);
  await page.fill("#q", "没有这个词的任务");
  assert.equal((await shown(page)).length, 0);
  assert.equal(await page.isVisible("#nothing"), true);
});

test("one agency of fifty is found by a part of its name", async () => {
  const page = await portal.open(list);
  const rows = page.locator("li:has([name=agency]):visible");
  assert.equal(await rows.count(), 8);
  await page.fill("#agency", "海关");
  assert.equal(await rows.count(), 1);
  await page.fill("#agency", "");
  assert.equal(await rows.count(), 50);
});

test("the first click on an agency counts, while its field has the focus", async () => {
  for (const width of [1280, 390]) {
    const page = await portal.open(list, { width });
    await page.$eval("#filter details", (drawer) => (drawer.open = true));
    await page.click("#agency");
    await page.keyboard.type("江岸");
    const row = page.locator("li:has([name=agency]):visible");
    await row.scrollIntoViewIfNeeded();
    const { x, y, height } = await row.boundingBox();
    // As a hand does: what the page shows between pressing and letting go may have moved.
    await page.mouse.move(x + 60, y + height / 2);
    await page.mouse.down();
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    await page.mouse.up();
    assert.equal(await search(page), "?agency=jiangan");
  }
});

test("who asks for all agencies reads on where the list was cut", async () => {
  const page = await portal.open(list);
  const ninth = await page.getAttribute("li:nth-child(9) [name=agency]", "value");
  await page.focus(".filter__more");
  await page.keyboard.press("Enter");
  assert.equal(await page.locator("li:has([name=agency]):visible").count(), 50);
  assert.equal(await page.evaluate(() => document.activeElement.value), ninth);
});

test("on a phone the filters fold into a drawer", async () => {
  const page = await portal.open(list, { width: 360 });
  assert.equal(await page.isVisible("[name=domain][value=trade]"), false);
  await page.click(".filter summary");
  await page.check("[name=domain][value=trade]");
  await page.click("text=看16项");
  assert.equal(await page.isVisible("[name=domain][value=trade]"), false);
  assert.equal(await page.evaluate(() => document.activeElement.id), "found");
  assert.equal(await page.isVisible("[data-task='36']"), true);
  assert.equal(await page.isVisible("[data-task='1']"), false);
});

test("without a script links lead to lists of their own", async () => {
  const page = await portal.open(list, { javaScriptEnabled: false });
  assert.equal(await page.isVisible("#filter"), false);
  assert.equal(await page.isVisible(".pick"), false);
  await page.click(".facets a >> nth=3");
  assert.equal(new URL(page.url()).pathname, "/wuhan-2023/domains/trade/");
});

test("headings say how many of their domain are left, and go with the last", async () => {
  const page = await portal.open(list);
  const headings = () => page.$$eval(".task-group:not([hidden])", (all) => all.map((one) => one.textContent));
  assert.equal((await headings()).length, 9);
  assert.equal((await headings())[3], "四、优化贸易投资便利化服务 16项");
  await page.goto(`${portal.origin}${list}?agency=taxation`);
  assert.deepEqual(await headings(), ["四、优化贸易投资便利化服务 3项", "八、优化光谷平台功能 1项"]);
});

test("a task opens by its words, wherever they are touched; its agencies and its box stay their own", async () => {
  for (const width of [390, 768, 1280]) {
    const page = await portal.open(list, { width });
    const missed = await page.$$eval("#tasks [data-task]", (tasks) =>
      tasks.slice(0, 20).flatMap((task) => {
        task.scrollIntoView({ block: "center" });
        const title = task.querySelector(".task-title");
        // What lies near the end of each is the title's, or the thing itself.
        const targets = [[task.querySelector(".task-words"), title]];
        for (const own of task.querySelectorAll(".agency-names a, label")) targets.push([own, own]);
        return targets
          .filter(([place, target]) => {
            const { right, bottom } = [...place.getClientRects()].pop();
            return document.elementFromPoint(right - 4, bottom - 4)?.closest("a, label") !== target;
          })
          .map(([place]) => `${task.dataset.task} ${place.outerHTML.slice(0, 60)}`);
      }),
    );
    assert.deepEqual(missed, [], `at ${width}`);
    // The row's header is its number and title, and nothing to be chosen.
    assert.equal(await page.textContent("[data-task='7'] th"), "7 规范探索知识产权证券化");
    assert.equal(await page.locator("th input").count(), 0);
  }
});

test("the whole row of a task opens it, but not who marks words in it", async () => {
  const page = await portal.open(`${list}?wuhan-2023=7`);
  const cell = page.locator("[data-task='7'] .task-deadline");
  await cell.selectText();
  await cell.click({ modifiers: ["Shift"] });
  assert.equal(new URL(page.url()).pathname, list);
  await page.evaluate(() => getSelection().empty());
  await cell.click();
  await page.waitForURL("**/tasks/7/?wuhan-2023=7");
});

test("what an input method composes is filtered by once it is done", async () => {
  const page = await portal.open(list);
  const devtools = await page.context().newCDPSession(page);
  const shownNow = () => page.$$eval("#tasks [data-task]:not([hidden])", (all) => all.length);
  const all = await shownNow();
  await page.focus("#filter [name=q]");
  for (const text of ["k", "ke", "ke'j"]) {
    await devtools.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
  }
  assert.deepEqual([await shownNow(), await page.evaluate(() => location.search)], [all, ""]);
  await devtools.send("Input.insertText", { text: "科技" });
  assert.ok((await shownNow()) < all);
  assert.equal(new URL(page.url()).searchParams.get("q"), "科技");
});

test("the list answers the field where the browser takes no more addresses", async () => {
  const page = await portal.open(list);
  await refuseAddresses(page);
  await page.check("[data-pick='51']");
  await page.fill("#filter [name=q]", "贸易");
  assert.equal((await shown(page)).length, 3);
  await page.check("[name=domain][value=trade]");
  assert.equal(await search(page), "");
  // The next address that the browser takes has all of it.
  await page.evaluate(() => delete history.pushState);
  await page.fill("#filter [name=q]", "");
  await page.uncheck("[name=domain][value=trade]");
  assert.equal(await search(page), "?wuhan-2023=51");
});

test("what nobody sees makes no difference", async () => {
  const page = await portal.open(list);
  const found = async (q) => {
    await page.fill("#q", q);
    return shown(page);
  };
  const tasks = await found("数据");
  assert.equal(tasks.length, 10);
  for (const q of ["数\u200b据", "数\u00ad据", "数\u2060据", "数\ufeff据", "\ufeff数据\ufe00"]) {
    assert.deepEqual(await found(q), tasks, escape(q));
  }
  await page.fill("#agency", "海\u200b关");
  assert.equal(await page.locator("li:has([name=agency]):visible").count(), 1);
});
