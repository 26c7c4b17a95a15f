// What the other browser tests stand on: a browser, Chinese fonts, and axe, which finds what is wrong.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axe, launch } from "./support.mjs";

let browser;

before(async () => {
  browser = await launch();
});
after(() => browser?.close());

test("Chinese characters have shapes of their own", async () => {
  const page = await browser.newPage();
  await page.setContent("<p><span>政</span><span>策</span></p>");
  const pictures = await Promise.all((await page.$$("span")).map((span) => span.screenshot()));
  assert.notDeepEqual(pictures[0], pictures[1], "both are the box of a missing glyph");
});

test("axe reports a page that is hard to use, and passes one that isn't", async () => {
  const violations = async (body) => {
    const page = await browser.newPage();
    await page.setContent(`<!doctype html><html lang="zh-CN"><title>页</title><main><h1>页</h1>${body}</main></html>`);
    await page.addScriptTag({ path: axe });
    return page.evaluate(async () => (await globalThis.axe.run()).violations.map((violation) => violation.id));
  };
  assert.deepEqual(await violations("<p>字</p>"), []);
  assert.deepEqual(await violations("<img src='data:,'>"), ["image-alt"]);
});
