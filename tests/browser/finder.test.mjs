// Three questions that lead to what concerns a reader: the answers, their address, and the same without a script.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { refuseAddresses, site } from "./support.mjs";

let portal;
before(async () => {
  portal = await site();
});
after(() => portal?.close());

const found = (page) =>
  page.$$eval("#found-answers li h3", (all) => all.filter((one) => one.offsetParent).map((one) => parseInt(one.textContent)));

test("answers narrow the list, and the address holds them", async () => {
  const page = await portal.open("/for/?wuhan-2023=7");
  assert.deepEqual(await found(page), []);
  await page.selectOption("[name=who]", "medicine");
  await page.waitForSelector("#found-answers [data-want]");
  const all = await found(page);
  assert.ok(all.includes(24) && all.includes(33) && all.includes(35));
  await page.selectOption("[name=where]", "江夏区");
  // What names no place is about all of them; what is about another one isn't shown.
  assert.ok((await found(page)).includes(24) && (await found(page)).includes(33) && !(await found(page)).includes(35));
  await page.selectOption("[name=want]", "办医院、设部门");
  assert.deepEqual(await found(page), [24, 25]);
  // What was asked stands with the answer, on paper, too.
  assert.match(await page.innerText("#found"), /^医疗机构和医药企业，办医院、设部门，江夏区：有2项。/);
  assert.match(await page.innerText("#found-answers"), /文件没有提到外商独资/);
  const { search } = new URL(page.url());
  assert.equal(new URLSearchParams(search).get("wuhan-2023"), "7");
  const again = await portal.open(`/for/${search}`);
  await again.waitForSelector("#found-answers [data-want]");
  assert.deepEqual(await found(again), [24, 25]);
  assert.equal(await again.inputValue("[name=where]"), "江夏区");
  // Another reader begins anew.
  await again.selectOption("[name=who]", "citizens");
  await again.waitForFunction(() => document.querySelector("#found").textContent.startsWith("市民"));
  assert.equal(await again.inputValue("[name=want]"), "");
  assert.ok((await found(again)).includes(43));
});

test("readers are answered where the browser takes no more addresses", async () => {
  const page = await portal.open("/for/");
  await refuseAddresses(page);
  await page.selectOption("[name=who]", "medicine");
  await page.waitForSelector("#found-answers [data-want]");
  await page.selectOption("[name=want]", "办医院、设部门");
  assert.deepEqual(await found(page), [24, 25]);
  assert.equal(new URL(page.url()).search, "");
});

test("where the measures don't come nothing is counted, and nothing can be asked of them", async () => {
  const page = await portal.browser.newPage();
  await page.route("**/for/citizens/", (route) => route.abort());
  await page.goto(`${portal.origin}/for/?who=medicine`);
  await page.waitForSelector("#found-answers [data-want]");
  await page.selectOption("[name=who]", "citizens");
  await page.waitForFunction(() => document.querySelector("#found").textContent.startsWith("没有取到数据"));
  assert.deepEqual(await found(page), []);
  for (const question of ["want", "where"]) assert.equal(await page.isDisabled(`[name=${question}]`), true);
  assert.equal(await page.isVisible("#found-actions"), false);
  await page.selectOption("[name=who]", "medicine");
  await page.waitForSelector("#found-answers [data-want]");
  assert.match(await page.innerText("#found"), /^医疗机构和医药企业：有\d+项/);
  assert.equal(await page.isVisible("#found-actions"), true);
  await page.close();
});

test("an unknown reader is nobody", async () => {
  const page = await portal.open("/for/?who=nobody&want=x");
  assert.equal(await page.inputValue("[name=who]"), "");
  assert.deepEqual(await found(page), []);
});

test("without a script the same answers stand as pages", async () => {
  const page = await portal.open("/for/", { javaScriptEnabled: false });
  assert.equal(await page.isVisible("#finder"), false);
  await page.click(".doors a[href='/for/medicine/']");
  assert.match(await page.innerText("#answers"), /允许符合条件的公立医院设立国际医疗部/);
});
