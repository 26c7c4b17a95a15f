// Access: axe finds nothing on any template in any display, nothing scrolls sideways, everything is large enough to
// hit, and a keyboard is enough.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { OF_DISPLAY, inEach, launch, site, templates, violations } from "./support.mjs";

let portal;
before(async () => {
  portal = await site();
});
after(() => portal?.close());

const filled = { results: ".hits li", my: "[data-my=number] >> nth=1", for: "#found-answers [data-want]" };
const settled = (page, name) => (name in filled ? page.waitForSelector(filled[name]) : undefined);

// Returns the targets that are smaller than WCAG 2.2 (2.5.8) asks, 24 px, links in running text excepted.
const small = (page) =>
  page.evaluate(() => {
    for (const one of document.querySelectorAll("details")) one.open = true;
    const boxes = [...document.querySelectorAll("a[href], button, input, select, summary, label")]
      .filter((one) => one.offsetParent && !one.closest(".visually-hidden") && !one.matches(".skip, .visually-hidden, :not(a)[tabindex='-1']"))
      .filter((one) => getComputedStyle(one).display !== "inline" && getComputedStyle(one).opacity !== "0")
      // A box inside its label is as large as the label.
      .map((one) => (one.matches("label > input") ? one.parentNode : one));
    const isSmall = ({ width, height }) => width && (width < 24 || height < 24);
    const found = [...new Set(boxes)].filter((one) => isSmall(one.getBoundingClientRect()));
    return found.slice(0, 3).map((one) => one.outerHTML.slice(0, 100));
  });

// An iPhone zooms into a field whose type is smaller than 16 px, and stays there.
const zoomed = (page) =>
  page.$$eval("input:not([type=checkbox]):not([type=radio]):not([type=hidden]), select, textarea", (fields) =>
    fields.filter((field) => parseFloat(getComputedStyle(field).fontSize) < 16).map((field) => field.outerHTML.slice(0, 100)),
  );

// What a page says to a program is the same in every display, and colours don't depend on the width: the ordinary display
// is judged by all rules in both widths, each other one by those of colours and sizes, where it is hardest.
const looks = [
  [["", "large", "dark"], 320],
  [["", "contrast"], 1280],
];

for (const [name, path] of templates) {
  test(`${name}: axe finds nothing, nothing is too wide, and targets are large enough`, async () => {
    const page = await portal.open(path, { reducedMotion: "reduce" });
    await settled(page, name);
    const faults = [];
    for (const [displays, width] of looks) {
      await inEach(page, displays, [width], async (display, width) => {
        const rules = display ? OF_DISPLAY : undefined;
        for (const fault of await violations(page, rules)) faults.push(`${display} ${width}: ${fault}`);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        if (wide > width) faults.push(`${display} ${width}: ${wide} px wide`);
      });
    }
    assert.deepEqual(faults, []);
    await inEach(page, [""], [320], async () => {
      assert.deepEqual(await small(page), []);
      assert.deepEqual(await zoomed(page), []);
    });
    await page.context().close();
  });
}

test("nothing is too wide on a phone whose browser shows all type twice as large", async (t) => {
  const browser = await launch("--blink-settings=defaultFontSize=32");
  t.after(() => browser.close());
  const page = await browser.newPage();
  const faults = [];
  for (const [name, path] of [...templates, ["district", "/wuhan-2023/agencies/jiangan/"], ["results", "/search/?q=数据"]]) {
    await page.goto(portal.origin + path);
    await settled(page, name);
    for (const width of [360, 320]) {
      await page.setViewportSize({ width, height: 740 });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      if (wide > width) faults.push(`${path} ${width}: ${wide} px wide`);
    }
  }
  assert.deepEqual(faults, []);
});

test("what opens is as accessible as what stands open", async () => {
  for (const width of [320, 1280]) {
    const page = await portal.open("/wuhan-2023/tasks/?domain=trade&wuhan-2023=7,43", { width });
    await page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
    assert.deepEqual(await violations(page), []);
  }
});

test("a finger finds each of the footer's links on a phone", async () => {
  const page = await portal.open("/", { width: 390 });
  const heights = await page.$$eval(".site-foot nav a", (links) => links.map((link) => link.getBoundingClientRect().height));
  assert.ok(heights.length > 5 && heights.every((height) => height >= 44), `${heights}`);
});

test("links of the full text have names of their own", async () => {
  const page = await portal.open("/wuhan-2023/policy/");
  const names = await page.$$eval("main a[href], main button", (all) =>
    all.filter((one) => one.offsetParent).map((one) => one.getAttribute("aria-label") ?? one.textContent.trim()),
  );
  assert.deepEqual([...new Set(names)].filter((name) => names.filter((other) => other === name).length > 6), []);
});

test("a keyboard reaches everything, in the order of the page, and one sees where it is", async () => {
  const page = await portal.open("/wuhan-2023/tasks/43/");
  const seen = [];
  for (let step = 0; step < 200; step++) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      const one = document.activeElement;
      if (one === document.body) return null;
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(
        one.matches(".visually-hidden") ? one.nextElementSibling : one,
      );
      const all = [...document.querySelectorAll("*")];
      return { index: all.indexOf(one), marked: boxShadow !== "none" || (outlineStyle !== "none" && outlineWidth !== "0px"), html: one.outerHTML.slice(0, 80) };
    });
    if (!at) break;
    assert.ok(at.marked, `no focus to see: ${at.html}`);
    seen.push(at.index);
  }
  assert.deepEqual([...seen].sort((a, b) => a - b), seen);
  const all = await page.$$eval("a[href], button, input, summary", (all) =>
    all.filter((one) => one.offsetParent && !one.closest("[hidden], details:not([open]) > :not(summary)")).length,
  );
  // Of the radio buttons of a group only one is a stop.
  assert.ok(seen.length >= all - 1, `${seen.length} of ${all}`);
});

test("the skip link leads to the text", async () => {
  const page = await portal.open("/wuhan-2023/policy/");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
  await page.keyboard.press("Enter");
  // The browser goes there after the key's event, not in it.
  await page.waitForFunction(() => location.hash === "#main");
});

test("forced colours keep dots apart, in the system's colours whatever the reader chose", async () => {
  const fills = [];
  for (const display of ["", "dark", "contrast"]) {
    const page = await portal.open("/wuhan-2023/domains/", { forcedColors: "active", display });
    const fill = (selector) => page.$eval(selector, (one) => getComputedStyle(one).backgroundColor);
    fills.push([await fill(".task-dot.is-known"), await fill(".task-dot:not(.is-known)")]);
    assert.notEqual(...fills.at(-1));
  }
  assert.deepEqual(fills, [fills[0], fills[0], fills[0]]);
});

test("forced colours leave what is filled readable, and mark only what is current", async () => {
  for (const colorScheme of ["light", "dark"]) {
    const page = await portal.open("/wuhan-2023/tasks/35/?wuhan-2023=7", { forcedColors: "active", colorScheme, display: colorScheme === "light" ? "dark" : "light" });
    await page.click("[data-copy]");
    await page.waitForSelector(".toast:not(:empty)");
    // A forced text has a plate of the page's colour behind it, whatever the fill.
    const filled = (selector) =>
      page.$$eval(selector, (all) => all.filter((one) => one.offsetParent || getComputedStyle(one).position === "fixed").map((one) => {
        const { color, backgroundColor, forcedColorAdjust } = getComputedStyle(one);
        return { color, backgroundColor, forcedColorAdjust };
      }));
    const fills = await filled(".search-box button, input:checked + label, .selection-bar, .toast");
    assert.equal(fills.length, 4);
    for (const { color, backgroundColor, forcedColorAdjust } of fills) {
      assert.equal(forcedColorAdjust, "none");
      assert.deepEqual([color, backgroundColor].sort(), ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]);
    }
    for (const { color, forcedColorAdjust } of await filled(".selection-bar a, .selection-bar b, .selection-bar button")) {
      assert.deepEqual([color, forcedColorAdjust], [fills[0].color, "none"]);
    }
    assert.equal((await filled(".selection-bar a, .selection-bar b, .selection-bar button")).length, 3);
    const underlined = (page, selector) =>
      page.$$eval(selector, (all) => all.filter((one) => parseFloat(getComputedStyle(one).borderBottomWidth) > 0).map((one) => one.textContent.trim()));
    assert.deepEqual(await underlined(page, ".main-nav a"), ["试点任务"]);
    const search = await portal.open("/search/?q=数据", { forcedColors: "active", colorScheme });
    await search.waitForSelector("#kinds [aria-current=true]");
    assert.equal((await underlined(search, "#kinds a")).length, 1);
  }
  const page = await portal.open("/wuhan-2023/policy/#s3-1", { forcedColors: "active" });
  await page.waitForSelector("#contents [aria-current]");
  const bars = await page.$$eval("#contents a", (all) => all.filter((one) => parseFloat(getComputedStyle(one).borderLeftWidth) > 0).length);
  assert.equal(bars, 1);
});

test("what has the focus is never wholly under the tray", async () => {
  for (const [path, display] of [["/wuhan-2023/tasks/", ""], ["/wuhan-2023/tasks/43/", "large"]]) {
    const page = await portal.open(path, { width: 390, height: 700, display });
    await page.check("[data-pick] >> nth=0");
    const box = () => page.$eval("#tray", (tray) => tray.getBoundingClientRect().toJSON());
    assert.ok((await box()).height > 30);
    await page.focus("[data-pick] >> nth=0");
    for (let step = 0; step < 60; step++) {
      await page.keyboard.press("Tab");
      const at = await page.evaluate(() => {
        const one = document.activeElement;
        return { box: one.getBoundingClientRect().toJSON(), free: one === document.body || !!one.closest("#tray"), html: one.outerHTML.slice(0, 80) };
      });
      if (at.free) continue;
      const tray = await box();
      const hidden = at.box.top >= tray.top && at.box.left >= tray.left && at.box.right <= tray.right;
      assert.ok(!hidden, `${path} ${at.html}`);
    }
    // The page's end can be read above it.
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    assert.ok(await page.$eval(".site-foot", (foot) => foot.getBoundingClientRect().bottom <= document.getElementById("tray").getBoundingClientRect().top));
    const tops = await page.$$eval("#tray > *", (all) => all.map((one) => getComputedStyle(one).marginTop));
    assert.deepEqual([...new Set(tops)], ["0px"]);
  }
});

test("nothing moves, the less so where the reader asks for none", async () => {
  const page = await portal.open("/", { reducedMotion: "reduce" });
  const moving = await page.evaluate(() =>
    [...document.querySelectorAll("*")].filter((one) => {
      const { animationName, transitionDuration } = getComputedStyle(one);
      return animationName !== "none" || parseFloat(transitionDuration) > 0;
    }).length,
  );
  assert.equal(moving, 0);
});
