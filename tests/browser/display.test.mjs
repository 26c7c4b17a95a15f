// Display settings: kept from page to page, in force before the first paint, and the reader's own.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { inEach, KEEP_PAGES, launch, site } from "./support.mjs";

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
  // It lies over the page: who goes on to what is under it closes it.
  await page.keyboard.press("Enter");
  assert.equal(await page.isVisible("#display"), true);
  for (const key of ["Tab", "Tab"]) await page.keyboard.press(key);
  assert.equal(await page.isVisible("#display"), true);
  await page.keyboard.press("Tab");
  assert.equal(await page.isVisible("#display"), false);
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
    await page.mouse.click(195, 890);
    assert.equal(await page.isVisible(".menu nav"), false);
  }
});

test("the menu leads everywhere, at every width, and counts what the reader selected", async () => {
  for (const width of [390, 768, 1280]) {
    const page = await portal.open("/wuhan-2023/tasks/43/?wuhan-2023=7,43", { width });
    await page.click(".menu summary");
    const groups = await page.$$eval(".menu ul", (all) => all.map((one) => document.getElementById(one.getAttribute("aria-labelledby")).textContent));
    assert.deepEqual(groups, ["本方案", "本站"]);
    const mine = page.locator(".menu a[href^='/my/']");
    assert.equal(await mine.innerText(), "我的措施 2项");
    for (const box of await page.locator(".menu a").all()) assert.ok((await box.boundingBox()).height >= 44);
    await mine.click();
    await page.waitForURL("**/my/?wuhan-2023=7,43");
  }
  const page = await portal.open("/", { width: 390, javaScriptEnabled: false });
  await page.click(".menu summary");
  assert.equal(await page.locator(".menu a[href='/my/']").innerText(), "我的措施");
});

test("no character stands alone on a line of a heading, a table's head or a name", async () => {
  const faults = [];
  for (const path of ["/", "/wuhan-2023/", "/wuhan-2023/tasks/43/", "/wuhan-2023/domains/", "/wuhan-2023/agencies/"]) {
    const page = await portal.open(path, { reducedMotion: "reduce" });
    const look = async (display, width) => {
      const alone = await page.evaluate(() => {
        const lines = (one) => {
          const counts = new Map();
          const walker = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const { data } = walker.currentNode;
            for (let at = 0; at < data.length; at++) {
              const range = document.createRange();
              range.setStart(walker.currentNode, at);
              range.setEnd(walker.currentNode, at + 1);
              const [box] = range.getClientRects();
              if (!box || !box.width || !data[at].trim()) continue;
              const line = [...counts.keys()].find((bottom) => Math.abs(bottom - box.bottom) < 8);
              const key = line === undefined ? box.bottom : line;
              counts.set(key, (counts.get(key) || 0) + 1);
            }
          }
          return [...counts.values()];
        };
        return [...document.querySelectorAll("h1, h2, th, .eyebrow, .rows > li > :first-child, .neighbours b")]
          .filter((one) => one.offsetParent && !one.closest(".visually-hidden"))
          .filter((one) => lines(one).length > 1 && lines(one).includes(1))
          .map((one) => one.textContent.trim());
      });
      faults.push(...alone.map((text) => `${path} ${width} ${display}: ${text}`));
    };
    await inEach(page, [""], [320, 360, 390, 1280], look);
    await inEach(page, ["large"], [320, 390], look);
    await page.context().close();
  }
  assert.deepEqual(faults, []);
});

test("a label beside its figure has room on a phone, in larger type, too", async () => {
  const page = await portal.open("/wuhan-2023/agencies/jiangan/", { width: 390 });
  await inEach(page, ["", "large"], [390, 320], async (display, width) => {
    const faults = await page.$$eval(".stack [data-label]", (cells) => {
      const shown = cells.filter((cell) => cell.offsetParent);
      if (!shown.length) return ["no labels"];
      return shown.flatMap((cell) => {
        const style = getComputedStyle(cell, "::before");
        const label = document.createElement("span");
        label.textContent = cell.dataset.label;
        label.style.cssText = `position: absolute; font: ${style.font}; width: ${style.width}`;
        document.body.append(label);
        const [{ height }, { scrollWidth }] = [label.getBoundingClientRect(), label];
        label.remove();
        const words = document.createRange();
        words.selectNodeContents(cell);
        const room = words.getBoundingClientRect().left - cell.getBoundingClientRect().left;
        const fits = scrollWidth <= room && height <= cell.getBoundingClientRect().height + 1;
        return fits ? [] : [`${cell.dataset.label}: ${scrollWidth} of ${room} px, ${height} px high`];
      });
    });
    assert.deepEqual([display, width, ...faults], [display, width]);
  });
});

test("a page that the browser kept for Back takes on what was chosen since", async () => {
  const browser = await launch(KEEP_PAGES);
  const page = await browser.newPage();
  for (const path of ["/", "/my/?wuhan-2023=3", "/404.html"]) {
    await page.goto(portal.origin + path);
    await page.evaluate(() => {
      localStorage.clear();
      addEventListener("pageshow", ({ persisted }) => (sessionStorage.isKept = persisted));
    });
    await page.goto(`${portal.origin}/accessibility/`);
    await page.click(".display summary");
    await page.check("[name=scheme][value=dark]");
    await page.goBack();
    await page.waitForFunction(() => document.documentElement.dataset.scheme === "dark");
    assert.equal(await page.evaluate(() => document.forms.display.scheme.value), "dark", path);
    assert.equal(await page.evaluate(() => sessionStorage.isKept), "true", path);
  }
  await browser.close();
});
