// The style page: every component in its states, taken from the finished pages themselves, so that it can't show what
// no page has. It is put together in the browser and photographed; it is not published.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { displays, picturesFolder, site } from "./support.mjs";

const folder = picturesFolder();
let portal;
before(async () => {
  portal = await site();
});
after(() => portal?.close());

const task = "/wuhan-2023/tasks/43/";
const tasks = "/wuhan-2023/tasks/";
// Name, page, selector; `[focus]`ed and `[hover]`ed ones are photographed by themselves.
const parts = [
  ["面包屑", task, ".crumbs"],
  ["文件信息", "/wuhan-2023/", ".card"],
  ["图例", "/", ".legend"],
  ["一行子", "/", "#board ~ .rows"],
  ["逐项看", "/wuhan-2023/domains/", ".rows"],
  ["分年目标", "/", "#milestones + .data-table"],
  ["文件日期与公开材料", "/wuhan-2023/", ".timeline"],
  ["谁来牵头", "/wuhan-2023/", ".leaders"],
  ["任务要点", task, ".facts"],
  ["任务原文、改正后与照原件", task, ".original-text"],
  ["校记", task, ".remark"],
  ["相关条文", task, ".quote"],
  ["引用", task, ".citation"],
  ["说明", task, ".notice"],
  ["前后页", task, ".neighbours"],
  ["任务表", tasks, "#tasks"],
  ["筛选", tasks, "#filter"],
  ["选入", task, ".pick"],
  ["显示设置", "/", "#display"],
  ["条文", "/wuhan-2023/policy/", "#s3-1"],
  ["带校记的条文", "/wuhan-2023/policy/", ".with-notes"],
  ["目录", "/wuhan-2023/policy/", ".policy-toc--above"],
  ["校勘", "/wuhan-2023/errata/", ".errata"],
  ["名单", "/wuhan-2023/members/", ".members"],
  ["单位的任务", "/wuhan-2023/agencies/commerce/", ".data-table--roles"],
  ["数据文件", "/data/", ".data-table"],
  ["页脚", "/", ".site-foot"],
];

/** Puts the parts into the main element of a page, long ones cut short. */
async function assemble(page) {
  const missing = await page.evaluate(async (parts) => {
    const main = document.querySelector("main");
    main.className = "wrap";
    main.innerHTML = "<h1>部件</h1>";
    const missing = [];
    for (const [name, path, selector] of parts) {
      const text = await (await fetch(path)).text();
      const part = new DOMParser().parseFromString(text, "text/html").querySelector(selector);
      if (!part) {
        missing.push(name);
        continue;
      }
      part.querySelectorAll("tbody tr:nth-child(n + 5), tbody[data-task]:nth-of-type(n + 4)").forEach((row) => row.remove());
      const heading = document.createElement("h2");
      heading.className = "minor";
      heading.textContent = name;
      main.append(heading, document.importNode(part, true));
    }
    return missing;
  }, parts);
  assert.deepEqual(missing, []);
}

for (const display of displays) {
  for (const width of [320, 1280]) {
    test(`parts: ${display || "plain"}, ${width} px`, async () => {
      const page = await portal.open("/", { width, display });
      await assemble(page);
      await page.screenshot({ path: `${folder}parts-${width}${display && `-${display}`}.png`, fullPage: true });
    });
  }
}

test("what has the focus shows it, on every ground", async () => {
  for (const display of displays) {
    const page = await portal.open(task, { display });
    for (const [name, selector] of [
      ["link", ".crumbs a"],
      ["button", ".citation button"],
      ["box", ".pick input"],
      ["summary", ".display summary"],
    ]) {
      const one = page.locator(selector).first();
      const style = () => one.evaluate((one) => JSON.stringify(Object.values({ ...getComputedStyle(one) }).map((key) => getComputedStyle(one)[key])));
      const still = await style();
      await page.keyboard.press("Tab");
      await one.focus();
      assert.notEqual(await style(), still, `${name} ${display}`);
    }
    await page.context().close();
  }
});
