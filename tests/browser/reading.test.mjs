// Reading: the contents follow, clauses and tasks can be cited, pages print as documents.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { launch, picturesFolder, site } from "./support.mjs";

const folder = picturesFolder();
let portal;
before(async () => {
  portal = await site();
});
after(() => portal?.close());

const permissions = ["clipboard-read", "clipboard-write"];
const copied = (page) => page.evaluate(() => navigator.clipboard.readText());

test("the contents follow the reading place", async () => {
  const page = await portal.open("/wuhan-2023/policy/");
  const current = () => page.$$eval(".policy-toc--beside [aria-current]", (all) => all.map((one) => one.hash));
  for (const id of ["s2", "s3-4", "s5-1"]) {
    await page.evaluate((id) => document.getElementById(id).scrollIntoView(), id);
    await page.waitForFunction((id) => document.querySelector(".policy-toc--beside [aria-current]")?.hash === `#${id}`, id);
    assert.deepEqual(await current(), [`#${id}`]);
  }
});

test("a clause gives its citation and its address, by pointer and by keyboard", async () => {
  const page = await portal.open("/wuhan-2023/policy/", { permissions });
  await page.click("#s3-1 .anchor");
  await page.click("#s3-1 [data-copy]");
  await page.waitForFunction(() => document.getElementById("said").textContent === "已复制");
  assert.match(await copied(page), /^《.+》（.+〔2023〕84号）三（一）推动试点任务落地$/);
  await page.focus("#s3-2 .anchor");
  await page.keyboard.press("Enter");
  await page.waitForSelector("#s3-2 [data-copy]:focus");
  for (const key of ["Tab", "Enter"]) await page.keyboard.press(key);
  await page.waitForFunction(async () => (await navigator.clipboard.readText()).endsWith("#s3-2"));
  assert.equal(await copied(page), `${portal.origin}/wuhan-2023/policy/#s3-2`);
  assert.equal(await page.locator("[data-copy]").count(), 1, "one pair of buttons a page");
});

test("who copies over an insecure connection stays at the button", async (t) => {
  const browser = await launch("--host-resolver-rules=MAP portal.example 127.0.0.1");
  t.after(() => browser.close());
  const page = await browser.newPage();
  for (const [path, button] of [["policy/#s3-6", "#s3-6 [data-copy]"], ["tasks/43/", ".citation [data-copy]"]]) {
    await page.goto(portal.origin.replace("127.0.0.1", "portal.example") + `/wuhan-2023/${path}`);
    assert.ok(!(await page.evaluate(() => isSecureContext)));
    await page.focus(button);
    const place = await page.evaluate(() => scrollY);
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.getElementById("said").textContent === "已复制");
    assert.equal(await page.evaluate((button) => document.activeElement === document.querySelector(button), button), true);
    assert.equal(await page.evaluate(() => scrollY), place);
  }
});

test("a task gives its citation, and its address without the list that the reader carries", async () => {
  const page = await portal.open("/wuhan-2023/tasks/43/?wuhan-2023=1,2", { permissions });
  await page.click(".citation [data-copy]");
  await page.waitForFunction(() => document.getElementById("said").textContent === "已复制");
  assert.match(await copied(page), /附件2第43项$/);
  await page.click(".citation [data-link]");
  await page.waitForFunction(async () => (await navigator.clipboard.readText()).endsWith("/tasks/43/"));
});

test("paper is white and its type is the document's, whatever the screen shows", async () => {
  for (const options of [{ display: "dark large" }, { display: "contrast" }, { colorScheme: "dark" }]) {
    const page = await portal.open("/wuhan-2023/tasks/43/", options);
    await page.emulateMedia({ media: "print" });
    const { backgroundColor, color, fontSize } = await page.evaluate(() => {
      const { backgroundColor, color } = getComputedStyle(document.body);
      return { backgroundColor, color, fontSize: getComputedStyle(document.documentElement).fontSize };
    });
    assert.deepEqual([backgroundColor, color, fontSize], ["rgb(255, 255, 255)", "rgb(0, 0, 0)", "14px"]);
  }
});

test("pages print as documents: no controls, the citation first, the address last", async () => {
  for (const path of [
    "/wuhan-2023/policy/",
    "/wuhan-2023/tasks/43/",
    "/wuhan-2023/domains/trade/",
    "/my/?wuhan-2023=7,43",
  ]) {
    const page = await portal.open(path);
    if (path.startsWith("/my")) await page.waitForSelector("[data-my=number]");
    await page.emulateMedia({ media: "print" });
    for (const kind of ["button", "input", "summary", "header", "nav", ".selection-bar", ".toast"]) {
      assert.equal(await page.locator(`${kind}:visible`).count(), 0, `${path} prints ${kind}`);
    }
    if (!path.startsWith("/my")) assert.equal(await page.isVisible(".print-head"), true);
    assert.equal(await page.isVisible(".print-foot"), true);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    assert.ok(pdf.length > 10_000, path);
    writeFileSync(`${folder}${path.replace(/\W+/g, "-")}.pdf`, pdf);
  }
});

test("on paper no heading stands over nothing, and no link's words are left over", async () => {
  const page = await portal.open("/wuhan-2023/tasks/43/");
  await page.emulateMedia({ media: "print" });
  const sections = await page.$$eval("main section", (all) =>
    all.filter((one) => one.offsetHeight).map((one) => [...one.children].filter((child) => child.offsetHeight).length),
  );
  assert.ok(sections.length > 3 && sections.every((shown) => shown > 1), `${sections}`);
  assert.deepEqual(await page.locator(".remark__head a:visible").allTextContents(), ["校53", "校54", "校55"]);
  assert.deepEqual(await page.$$eval("h1, h2:not(.visually-hidden)", (all) => all.map((one) => getComputedStyle(one).breakAfter).filter((one) => one !== "avoid")), []);
});

test("the line of a heading ends between words, and a voice and a copy get it whole", async () => {
  const addresses = ["/wuhan-2023/tasks/18/", "/wuhan-2023/", "/cases/outsourcing-expo-2025/", "/wuhan-2023/policy/"];
  for (const address of addresses) {
    const page = await portal.open(address, { viewport: { width: 320, height: 700 } });
    const headings = await page.$$eval("h1, h2, h3, [role=heading]", (all) =>
      all
        .filter((heading) => heading.querySelector(":scope > wbr"))
        .map((heading) => {
          getSelection().selectAllChildren(heading);
          const texts = [...heading.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
          const inTwo = texts.filter((text) => {
            const range = document.createRange();
            range.selectNode(text);
            return text.data.length < 8 && /^\p{Script=Han}+$/u.test(text.data) && range.getClientRects().length > 1;
          });
          return { text: heading.textContent, copied: `${getSelection()}`, inTwo: inTwo.map((text) => text.data) };
        }),
    );
    assert.ok(headings.length > 0, `${address}: no heading says where its line may end`);
    for (const { text, copied, inTwo } of headings) {
      assert.deepEqual(inTwo, [], text);
      assert.equal(copied.trim(), text.trim());
    }
    if (address.includes("tasks")) {
      const name = (await page.locator("h1").first().textContent()).trim();
      assert.equal(await page.getByRole("heading", { level: 1, name, exact: true }).count(), 1, name);
    }
  }
});

test("a comma between names stays with the name before it, and the next line starts flush", async () => {
  for (const width of [320, 800, 1060, 1280]) {
    const page = await portal.open("/wuhan-2023/domains/finance/", { width, display: width === 320 ? "large" : "" });
    const faults = await page.$$eval(".agency-names .punctuation--comma", (commas) =>
      commas.filter((comma) => {
        const range = document.createRange();
        range.selectNodeContents(comma.previousSibling);
        const before = [...range.getClientRects()].pop();
        return before.bottom < comma.getBoundingClientRect().bottom - 8;
      }).map((comma) => comma.parentNode.textContent),
    );
    assert.deepEqual(faults, []);
    const margins = await page.$$eval(".agency-names a:not(.mark)", (all) => all.map((one) => getComputedStyle(one).marginLeft));
    assert.deepEqual([...new Set(margins)], ["0px"]);
  }
});

test("who leads is a list from most to least, its bars as long as its numbers", async () => {
  for (const [width, display] of [[320], [390, "large"], [1280]]) {
    const page = await portal.open("/wuhan-2023/", { width, display });
    const rows = await page.$$eval(".leaders > li", (rows) =>
      rows.map((row) => ({
        lead: parseInt(row.querySelector("b").textContent),
        bar: row.querySelector("rect").getBoundingClientRect().width,
        domains: row.querySelector("p").textContent.match(/\d+(?=项)/g).map(Number),
      })),
    );
    assert.ok(rows.length > 5);
    for (const { lead, bar, domains } of rows) {
      assert.ok(lead <= rows[0].lead && Math.abs(bar / rows[0].bar - lead / rows[0].lead) < 0.02, `${lead} at ${width}`);
      assert.equal(domains.reduce((sum, count) => sum + count, 0), lead);
    }
    await page.context().close();
  }
});

test("every task of the overview is named, without a script and large enough for a finger", async () => {
  const page = await portal.open("/wuhan-2023/domains/", { width: 390, javaScriptEnabled: false });
  const summaries = await page.$$(".rows summary");
  for (const summary of summaries) {
    assert.ok((await summary.boundingBox()).height >= 40);
    await summary.click();
  }
  const names = await page.$$eval(".rows .title-list a", (all) => all.map((one) => one.innerText.trim()));
  assert.equal(names.length, 90);
  assert.ok(names.every((name) => /^\d+\s+\S{4}/.test(name)));
  const known = names.filter((name) => /公开材料\d+件$/.test(name)).length;
  assert.match(await page.innerText(".legend"), new RegExp(`有公开材料 · ${known}项\\s+尚未收录 · ${90 - known}项`));
  await page.context().close();
});

test("a clause's address opens with the buttons that copy it", async () => {
  const page = await portal.open("/wuhan-2023/policy/#s3-6");
  await page.waitForSelector("#s3-6 #cite:not([hidden])");
  assert.ok(await page.getAttribute("#cite [data-copy]", "data-copy"));
});
