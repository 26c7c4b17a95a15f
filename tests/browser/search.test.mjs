// The search as readers use it: page, boxes, keyboard, input methods, addresses; on the finished site, under its policy.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { refuseAddresses, serve, site, violations } from "./support.mjs";

/** @type {Awaited<ReturnType<typeof site>>} */
let portal;
before(async () => {
  portal = await site();
});
after(() => portal?.close());

/** @param {import("playwright-core").Page} page */
const answered = (page) => page.waitForSelector('#results[aria-busy="false"]');

/** @param {import("playwright-core").Page} page */
const address = (page) => page.evaluate(() => location.href);

/** @param {string} query @param {import("playwright-core").BrowserContextOptions} [options] */
async function search(query, options) {
  const page = await portal.open(`/search/?${query}`, options);
  await answered(page);
  return page;
}

/** @param {import("playwright-core").Page} page */
const results = (page) =>
  page.$$eval("#results li", (items) =>
    items.map((item) => {
      const link = /** @type {HTMLAnchorElement} */ (item.querySelector("a"));
      const { kind, partial } = /** @type {HTMLElement} */ (item).dataset;
      return { kind, partial: partial !== undefined, path: link.pathname + link.hash, nested: !!item.querySelector("li") };
    }),
  );

test("an address is a whole question: results, parts, hooks, title", async () => {
  const page = await search("q=数据交易");
  const found = await results(page);
  assert.deepEqual(found.slice(0, 2).map(({ path }) => path), ["/wuhan-2023/tasks/62/", "/wuhan-2023/tasks/69/"]);
  assert.ok(found.every(({ nested }) => !nested));
  assert.deepEqual(found.map(({ partial }) => partial), found.map(({ partial }) => partial).sort());
  assert.ok(await page.isVisible("#results h2:has-text('只符合一部分')"));
  assert.match(await page.title(), /^数据交易/);
  assert.equal(await page.inputValue("#q"), "数据交易");
  assert.ok((await page.$$eval("#results mark", (marks) => marks.map((mark) => mark.textContent))).includes("数据交易"));
  assert.ok(await page.isHidden("#all"));
  const children = await page.$$eval("#results > *", (elements) => [...new Set(elements.map(({ tagName }) => tagName))]);
  assert.deepEqual(children.sort(), ["H2", "OL"]);
});

test("a result shows its words, and who wrote them; readers whose question it is are led on", async () => {
  const page = await search("q=外资办医院");
  const words = (/** @type {string} */ kind, /** @type {string} */ part) =>
    page.locator(`#results [data-kind=${kind}] ${part} >> nth=0`);
  assert.match(`${await words("task", ".hit__excerpt").textContent()}`, /^允许以中外共同捐资方式/);
  assert.match(`${await words("task", ".hit__meta").textContent()}`, /^牵头单位/);
  assert.equal(await words("task", ".ours").isVisible(), false);
  assert.equal(await words("topic", ".ours").textContent(), "本站整理");
  assert.match(`${await words("topic", ".hit__excerpt").textContent()}`, /^办医院/);
  await page.click("#readers a:has-text('医疗机构')");
  await page.waitForURL("**/for/medicine/");
  const other = await search("q=成文日期");
  assert.equal(await other.isVisible("#readers a"), false);
});

test("the index is announced, and its documents", async () => {
  const page = await search("q=税");
  const link = page.locator('link[rel="search-index"]');
  const [index, documents] = [await link.getAttribute("href"), await link.getAttribute("data-documents")];
  for (const path of [index, documents]) assert.equal((await page.request.get(portal.origin + path)).status(), 200);
  const list = await (await page.request.get(portal.origin + documents)).json();
  assert.deepEqual(Object.keys(list[0]), ["kind", "id", "url", "title"]);
});

test("an agency's own page stands first, and the first ten of a kind are there", async () => {
  const page = await search("q=市商务局");
  const found = await results(page);
  assert.equal(found[0].path, "/wuhan-2023/agencies/commerce/");
  assert.ok(found.filter(({ kind }) => kind === "task").length >= 10);
  assert.ok(found.some(({ kind }) => kind === "member") && found.some(({ kind }) => kind === "clause"));
  const many = await search("q=服务");
  const shown = (await results(many)).length;
  await many.click("#more");
  assert.ok((await results(many)).length > shown);
});

test("every result leads somewhere", async () => {
  const page = await search("q=海关");
  for (const { path } of await results(page)) {
    const [address, id] = path.split("#");
    const response = await page.request.get(portal.origin + address);
    assert.equal(response.status(), 200, path);
    if (id) assert.ok((await response.text()).includes(`id="${id}"`), path);
  }
});

test("filters count, stand in the address, and go back", async () => {
  const page = await search("q=数据");
  const all = (await results(page)).length;
  await page.selectOption("select[name=deadline]", "2023-12");
  assert.equal(new URL(await address(page)).searchParams.get("deadline"), "2023-12");
  const count = await page.$eval("select[name=deadline] :checked", (option) => Number(/\((\d+)\)/.exec(/** @type {HTMLOptionElement} */ (option).label)?.[1]));
  assert.equal((await results(page)).length, count);
  await page.click("#kinds a[data-kind=task]");
  assert.equal(new URL(await address(page)).searchParams.get("kind"), "task");
  assert.ok((await results(page)).every(({ kind }) => kind === "task"));
  await page.goBack();
  await page.goBack();
  assert.equal((await results(page)).length, all);
  assert.equal(new URL(await address(page)).search, `?q=${encodeURIComponent("数据")}`);
  await page.goForward();
  assert.equal((await results(page)).length, count);
  const shared = await search("q=&agency=commerce&deadline=2024-12&kind=task&plan=wuhan-2023");
  const listed = await results(shared);
  assert.ok(listed.length > 0 && listed.every(({ kind }) => kind === "task"));
  assert.equal(await shared.inputValue("select[name=agency]"), "commerce");
});

test("typing answers at once and makes one entry of the history", async () => {
  const page = await search("q=税");
  await page.fill("#q", "");
  await page.locator("#q").pressSequentially("绿色金融");
  assert.equal((await results(page))[0].kind, "task");
  assert.match(decodeURIComponent(await address(page)), /q=绿色金融$/);
  await page.goBack();
  assert.match(decodeURIComponent(await address(page)), /q=税$/);
  assert.equal(await page.inputValue("#q"), "税");
});

test("the search answers where the browser takes no more addresses", async () => {
  const page = await search("q=税&wuhan-2023=7");
  await refuseAddresses(page);
  await page.fill("#q", "数据交易");
  await page.waitForSelector("#results a[href='/wuhan-2023/tasks/62/']");
  await page.click("#kinds a[data-kind=agency]");
  assert.ok((await results(page)).every(({ kind }) => kind === "agency"));
  assert.equal(await page.inputValue("#q"), "数据交易");
  assert.match(decodeURIComponent(await address(page)), /\?q=税&wuhan-2023=7$/);
  // The next address that the browser takes has all of it.
  await page.evaluate(() => delete (/** @type {any} */ (history).pushState));
  await page.click("#kinds a[data-kind=task]");
  assert.match(decodeURIComponent(await address(page)), /\?q=数据交易&wuhan-2023=7&kind=task$/);
});

test("nothing fires while an input method composes", async () => {
  const page = await search("q=税");
  const client = await page.context().newCDPSession(page);
  await page.fill("#q", "");
  const before = await address(page);
  await page.focus("#q");
  for (const text of ["l", "lv", "lvse"]) {
    await client.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
    assert.equal(await address(page), before);
  }
  await client.send("Input.insertText", { text: "绿色金融" });
  await page.waitForURL(/%E7%BB%BF/);
  assert.equal(await page.inputValue("#q"), "绿色金融");
});

test("what was added is said; nothing found is explained", async () => {
  const page = await search("q=green finance");
  assert.match((await page.textContent("#added")) ?? "", /绿色金融/);
  assert.match((await page.textContent("#status")) ?? "", /^找到\d+条结果/);
  const partly = await search("q=学区房");
  assert.match((await partly.textContent("#status")) ?? "", /^没有完全符合“学区房”的内容，下面\d条只符合一部分。$/);
  const empty = await search("q=zzqqxxkk");
  assert.deepEqual(await results(empty), []);
  assert.ok(await empty.isVisible("#nothing"));
  assert.ok(await empty.isVisible("#all"));
  assert.ok(await empty.isHidden("#near"));
  const near = await search("q=blocxxyy");
  await near.click("#near a:has-text('blockchain')");
  await answered(near);
  assert.equal((await results(near))[0].path, "/wuhan-2023/tasks/49/");
});

test("only the search page waits for an answer", async () => {
  const page = await portal.open("/wuhan-2023/tasks/?q=数据");
  assert.ok(await page.isVisible(".site-foot"));
});

test("where the data or the script doesn't come, the list stands in", async () => {
  for (const lost of ["**/assets/search/corpus.*", "**/search.js"]) {
    const page = await portal.browser.newPage();
    await page.route(lost, (route) => route.abort());
    await page.goto(`${portal.origin}/search/?q=税`);
    await page.waitForSelector("#all", { state: "visible" });
    assert.match((await page.textContent("#status")) ?? "", /没有取到/);
  }
});

test("nothing comes before the first answer but what it takes", async () => {
  for (const [question, early] of [["绿色金融", []], ["green finance", ["further.json"]]]) {
    const page = await portal.browser.newPage();
    /** @type {string[]} */
    const asked = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname.replace(/.*\//, "").replace(/\.[0-9a-f]{12}\./, ".")));
    // As long as the search's own script is on its way.
    let release = () => {};
    const held = new Promise((resolve) => (release = () => resolve(undefined)));
    await page.route("**/search.js", async (route) => {
      await held;
      await route.continue();
    });
    await page.goto(`${portal.origin}/search/?q=${question}`, { waitUntil: "commit" });
    await page.waitForSelector("footer", { state: "attached" });
    await page.waitForTimeout(200);
    const first = ["", "head.js", "portal.css", "corpus.json", "search.js", "icon.svg"];
    assert.deepEqual(asked.filter((name) => !first.includes(name)), early);
    release();
    await answered(page);
    await page.waitForFunction(() => performance.getEntriesByType("resource").some(({ name }) => name.endsWith("/portal.js")));
  }
});

test("without what few questions take, the others are answered", async () => {
  const page = await portal.browser.newPage();
  await page.route("**/search/further.json", (route) => route.abort());
  for (const [question, first] of [["数据交易", "/wuhan-2023/tasks/62/"], ["5g", "/wuhan-2023/tasks/83/"]]) {
    await page.goto(`${portal.origin}/search/?q=${question}`);
    await answered(page);
    assert.equal((await results(page))[0].path, first);
    assert.match((await page.textContent("#status")) ?? "", /^找到/);
  }
});

test("what is typed before the search is there is not lost", async () => {
  const page = await portal.browser.newPage();
  await page.route("**/assets/search/corpus.*", async (route) => {
    await page.fill("#q", "数据交易");
    await route.continue();
  });
  await page.goto(`${portal.origin}/search/?q=税`);
  await answered(page);
  assert.equal(await page.inputValue("#q"), "数据交易");
  assert.equal((await results(page))[0].path, "/wuhan-2023/tasks/62/");
});

test("filters that leave nothing say so", async () => {
  for (const query of ["q=&domain=trade&kind=member", "q=税&domain=talent&kind=member"]) {
    const page = await search(query);
    assert.deepEqual(await results(page), []);
    assert.match((await page.textContent("#status")) ?? "", /取消筛选/);
    assert.ok(await page.isVisible("#filters"));
  }
  // Where nothing would be found without them either, there is no such advice; they can be taken back all the same.
  const page = await search("q=龘龘&kind=task");
  assert.equal(await page.textContent("#status"), "没有找到“龘龘”的结果。");
  assert.doesNotMatch(await page.innerText("#nothing"), /筛选/);
  assert.ok(await page.isVisible("#filters"));
});

test("who is in the box before its script is there gets suggestions, and one below the window is brought in", async () => {
  const page = await portal.browser.newPage({ viewport: { width: 1280, height: 240 } });
  /** @type {() => void} */
  let go = () => {};
  const isReady = new Promise((ready) => (go = () => ready(undefined)));
  await page.route("**/portal.js", async (route) => {
    await isReady;
    await route.continue();
  });
  await page.goto(`${portal.origin}/wuhan-2023/tasks/43/`, { waitUntil: "commit" });
  await page.focus("header input[name=q]");
  await page.keyboard.type("贸易");
  go();
  await page.waitForSelector("[role=option]");
  const last = page.locator("[role=option] >> nth=-1");
  const isSeen = async () => {
    const box = await last.boundingBox();
    return !!box && box.y + box.height <= 240;
  };
  assert.equal(await isSeen(), false);
  await page.keyboard.press("ArrowUp");
  assert.equal(await last.getAttribute("aria-selected"), "true");
  assert.ok(await isSeen());
  await page.close();
});

/**
 * A page whose box suggests something, the first of it chosen.
 * @param {string} path
 */
async function chooseFirst(path) {
  const page = await portal.open(path);
  await page.focus("header input[name=q]");
  await page.keyboard.type("海关");
  await page.waitForSelector("[role=option]");
  await page.keyboard.press("ArrowDown");
  return page;
}

test("the reader's own list goes along, by suggestion and by the form", async () => {
  const page = await chooseFirst("/wuhan-2023/tasks/43/?wuhan-2023=7,43");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/agencies/wuhan-customs/?wuhan-2023=7,43");
  await page.fill("header input[name=q]", "税");
  await page.press("header input[name=q]", "Enter");
  await page.waitForURL(/\/search\//);
  assert.equal(new URL(await address(page)).searchParams.get("wuhan-2023"), "7,43");
  await answered(page);
  const before = await page.evaluate(() => history.length);
  await page.press("#q", "Enter");
  assert.equal(await page.evaluate(() => history.length), before, "the same question is no new entry");
});

test("keys that an input method takes choose no suggestion", async () => {
  const page = await chooseFirst("/wuhan-2023/tasks/43/");
  await page.evaluate(() => document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", isComposing: true, bubbles: true, cancelable: true })));
  await page.waitForTimeout(200);
  assert.match(await address(page), /tasks\/43/);
});

test("the keyboard does everything", async () => {
  const page = await search("q=税");
  // The script that minds the keys may come after the one that answers.
  await page.waitForFunction(() => document.forms.namedItem("display")?.onchange);
  await page.focus("#q");
  await page.keyboard.press("ArrowDown");
  const focused = () => page.evaluate(() => [...document.querySelectorAll("#results h3 a")].indexOf(/** @type {Element} */ (document.activeElement)));
  assert.equal(await focused(), 0);
  await page.keyboard.press("ArrowDown");
  assert.equal(await focused(), 1);
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  assert.equal(await page.evaluate(() => document.activeElement?.id), "q");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Escape");
  assert.equal(await page.evaluate(() => document.activeElement?.id), "q");
});

test("the box in the header suggests, and loads nothing before it is asked", async () => {
  /** @type {string[]} */
  const requests = [];
  const page = await portal.browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.on("request", (request) => requests.push(new URL(request.url()).pathname));
  await page.goto(`${portal.origin}/wuhan-2023/tasks/43/`);
  assert.ok(!requests.some((path) => path.includes("/assets/search/") || path.endsWith("/search.js")));
  await page.focus("header input[name=q]");
  await page.keyboard.type("海关");
  await page.waitForSelector("[role=option]");
  assert.equal(await page.getAttribute("[role=combobox]", "aria-expanded"), "true");
  await page.keyboard.press("ArrowDown");
  const active = await page.getAttribute("[role=combobox]", "aria-activedescendant");
  assert.match((await page.textContent(`#${active}`)) ?? "", /武汉海关/);
  assert.deepEqual(await violations(page), []);
  await page.keyboard.press("Escape");
  assert.ok(await page.isHidden("[role=listbox]"));
  await page.keyboard.press("ArrowDown");
  await page.waitForSelector("[role=option]");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForURL(/agencies\/wuhan-customs/);
});

test("the box on the home page leads to the search page", async () => {
  const page = await portal.open("/");
  await page.fill("main input[name=q]", "绿卡");
  await page.press("main input[name=q]", "Enter");
  await page.waitForURL(/\/search\/\?q=/);
  await answered(page);
  assert.equal((await results(page))[0].path, "/wuhan-2023/tasks/74/");
});

test("without scripts the whole list is there, by domain, and the form leads here", async () => {
  const page = await portal.open("/search/?q=税", { javaScriptEnabled: false });
  const listed = await page.$$eval("#all ol a", (links) => links.map((link) => /** @type {HTMLAnchorElement} */ (link).pathname));
  assert.equal(new Set(listed.filter((path) => /\/tasks\/\d+\/$/.test(path))).size, 90);
  assert.equal((await page.$$("#all ul a[href^='#']")).length, 9);
  assert.ok(await page.isHidden("#filters"));
  const header = await portal.open("/wuhan-2023/", { javaScriptEnabled: false });
  await header.fill("header input[name=q]", "税");
  await header.press("header input[name=q]", "Enter");
  await header.waitForURL(/\/search\/\?q=/);
});

for (const [name, options] of /** @type {const} */ ([
  ["wide", {}],
  ["phone", { viewport: { width: 390, height: 800 } }],
  ["dark", { colorScheme: "dark" }],
])) {
  test(`axe finds nothing, ${name}`, async () => {
    const page = await search("q=数据&domain=integration", options);
    assert.deepEqual(await violations(page), []);
    const empty = await search("q=zzqqxxkk", options);
    assert.deepEqual(await violations(empty), []);
    const width = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(width <= 0, `it scrolls sideways by ${width} px`);
  });
}

test("it doesn't scroll sideways in large type on the smallest phone", async () => {
  const page = await portal.open("/search/?q=数据", { viewport: { width: 320, height: 700 } });
  await page.evaluate(() => localStorage.setItem("display", "large"));
  await page.reload();
  await answered(page);
  assert.equal(await page.evaluate(() => document.documentElement.dataset.size), "large");
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
});

test("where there are several plans, results tell theirs, and are filtered by it", async () => {
  const repository = fileURLToPath(new URL("../../", import.meta.url));
  const root = mkdtempSync(join(tmpdir(), "portal-"));
  const edit = (/** @type {string} */ file, /** @type {string} */ from, /** @type {string} */ to) =>
    writeFileSync(join(root, file), readFileSync(join(root, file), "utf8").replace(from, to));
  for (const part of ["portal.toml", "content", "seeds", "themes"]) cpSync(join(repository, part), join(root, part), { recursive: true });
  cpSync(join(root, "seeds/wuhan-2023"), join(root, "seeds/wuhan-again"), { recursive: true });
  edit("seeds/wuhan-again/plan.toml", '"wuhan-2023"', '"wuhan-again"');
  edit("portal.toml", '["wuhan-2023"]', '["wuhan-2023", "wuhan-again"]');
  const built = resolve(repository, process.env.CARGO_TARGET_DIR ?? "target", "release/policy-portal");
  execFileSync(built, ["build", "--root", root], { stdio: "pipe" });
  const both = await serve(false, join(root, "public"));
  const page = await portal.browser.newPage();
  await page.goto(`${both.url}/search/?q=数据`);
  await answered(page);
  const plans = async () => new Set((await results(page)).map(({ path }) => path.split("/")[1]));
  assert.ok((await plans()).has("wuhan-2023") && (await plans()).has("wuhan-again"));
  assert.match((await page.textContent("#results .hit__place")) ?? "", /第62项 .* 武汉市服务业扩大开放综合试点实施方案$/);
  await page.selectOption("select[name=plan]", "wuhan-again");
  await page.waitForFunction(() => location.search.includes("plan=wuhan-again"));
  assert.deepEqual(await plans(), new Set(["wuhan-again"]));
  // Editors' pages belong to the plans that they speak of.
  await page.selectOption("select[name=plan]", "wuhan-2023");
  await page.waitForFunction(() => location.search.includes("plan=wuhan-2023"));
  assert.deepEqual(await plans(), new Set(["wuhan-2023", "cases", "topics"]));
  both.close();
  rmSync(root, { recursive: true });
});
