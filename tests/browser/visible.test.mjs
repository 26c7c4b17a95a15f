// The official text is in sight: no style hides it, strikes it out, turns it round or puts other words around it.
// `verify` sees what the pages say; this sees what the style sheets make of it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { site } from "./support.mjs";

let portal;
before(async () => {
  portal = await site();
});
after(() => portal?.close());

const plan = "/wuhan-2023/";
for (const path of ["policy/", "tasks/43/", "tasks/", "domains/trade/", "members/", "organisation/"]) {
  test(`the text of ${path} is in sight`, async () => {
    const page = await portal.open(plan + path);
    const hidden = await page.evaluate(() => {
      for (const folded of document.querySelectorAll("details")) folded.open = true;
      /** Returns why what an element holds isn't in sight; nothing where it is. @param {Element} element */
      const why = (element) => {
        const style = getComputedStyle(element);
        const words = ["::before", "::after"].map((side) => getComputedStyle(element, side).content);
        if (style.display === "none" || style.visibility !== "visible") return "hidden";
        if (Number(style.opacity) < 0.5 || parseFloat(style.fontSize) < 8) return "faint";
        if (style.textDecorationLine.includes("line-through")) return "struck";
        if (style.direction !== "ltr" || style.unicodeBidi === "bidi-override") return "turned";
        if (words.some((word) => /\p{L}|\d/u.test(word.replace(/^(none|normal|attr\(.*\)|counter.*)$/, "")))) return "words";
        return "";
      };
      const found = [];
      for (const passage of document.querySelectorAll("[data-lines]")) {
        const walker = document.createTreeWalker(passage, NodeFilter.SHOW_TEXT);
        for (let text = walker.nextNode(); text; text = walker.nextNode()) {
          const around = text.parentElement;
          // Of a correction one side is shown at a time, and what the site adds has styles of its own.
          if (!text.data.trim() || around.closest("[data-ours], [data-as]")) continue;
          for (let element = around; element; element = element.parentElement) {
            const reason = why(element);
            if (reason) found.push(`${reason} ${element.tagName}.${element.className}: ${text.data.slice(0, 20)}`);
            if (reason) break;
          }
          const range = document.createRange();
          range.selectNodeContents(text);
          const box = range.getBoundingClientRect();
          if (box.width < 1 || box.height < 1) found.push(`no room: ${text.data.slice(0, 20)}`);
        }
      }
      return { found: found.slice(0, 5), passages: document.querySelectorAll("[data-lines]").length };
    });
    assert.deepEqual(hidden.found, []);
    assert.ok(hidden.passages > 0, path);
    await page.context().close();
  });
}
