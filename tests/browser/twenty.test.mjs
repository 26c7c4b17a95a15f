// A portal of twenty plans: its home leads to all of them, its pages stay within bounds, tasks of several are one list.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { accessFaults, site } from "./support.mjs";

const ROOT = fileURLToPath(new URL("../../target/portals/twenty/public", import.meta.url));
// Uncompressed, in bytes.
const LARGEST_PAGE = 250_000;

let portal;
before(async () => {
  assert.ok(existsSync(ROOT), `${ROOT} is missing: make site, then node tests/browser/portals.mjs`);
  portal = await site(ROOT);
});
after(() => portal?.close());

const { plans } = JSON.parse(readFileSync(`${ROOT}/edition.json`, "utf8"));
const data = (plan, file) => JSON.parse(readFileSync(`${ROOT}/${plan}/data/${file}.json`, "utf8"));
const signed = (plan) => data(plan, "plan").signed;

test("home has every plan under its place, the newest first", async () => {
  const page = await portal.open("/");
  const groups = await page.$$eval(".plans section", (all) =>
    all.map((group) => [...group.querySelectorAll("li > a")].map((link) => link.pathname.split("/")[1])));
  assert.deepEqual(groups.flat().sort(), [...plans].sort());
  const places = await page.$$eval(".plans h3", (all) => all.map((heading) => heading.textContent));
  assert.equal(new Set(places).size, places.length);
  for (const group of groups) {
    const days = group.map(signed).filter(Boolean);
    assert.deepEqual(days, [...days].sort().reverse());
  }
  const newest = await page.$$eval("#newest ~ ul >> nth=0 >> li > a", (all) => all.map((link) => link.pathname.split("/")[1]));
  const days = plans.map(signed).filter(Boolean).sort().reverse();
  assert.deepEqual(newest.map(signed), days.slice(0, 3));
});

test("axe finds nothing, and nothing is too wide", async () => {
  const faults = [];
  const some = plans[6];
  const [task] = data(some, "tasks").tasks;
  // plans.test.mjs looks at each template of a plan.
  const own = ["", `tasks/${task.number}/`].map((path) => `/${some}/${path}`);
  for (const path of ["/", "/search/?q=%E7%94%B2%E5%B8%82", "/sitemap/", ...own]) {
    faults.push(...(await accessFaults(portal, path)));
  }
  assert.deepEqual(faults, []);
});

test("no page weighs more than a slow phone bears", () => {
  const pages = readdirSync(ROOT, { recursive: true }).filter((name) => name.endsWith(".html"));
  assert.ok(pages.length > plans.length);
  assert.deepEqual(pages.filter((name) => statSync(`${ROOT}/${name}`).size > LARGEST_PAGE), []);
});

test("a place in the question leads to its plan", async () => {
  for (const plan of ["plan-25a", "plan-25b"]) {
    const { place } = data(plan, "plan");
    const [{ title }] = data(plan, "tasks").tasks;
    const page = await portal.open(`/search/?q=${encodeURIComponent(`${place} ${title}`)}`);
    await page.waitForSelector('#results[aria-busy="false"]');
    const found = await page.$$eval("#results li a", (all) => all.slice(0, 3).map((link) => link.pathname));
    assert.ok(found.some((path) => path.startsWith(`/${plan}/tasks/`)), `${place}: ${found}`);
    await page.context().close();
  }
});

test("tasks of several plans are one list, each under its own plan", async () => {
  const marked = ["plan-25a", "plan-25b"].map((plan) => [plan, data(plan, "tasks").tasks[0].number, data(plan, "plan").title]);
  const [first, second] = marked;
  const page = await portal.open(`/${first[0]}/tasks/`);
  await page.check(`[data-pick='${first[1]}']`);
  await page.goto(`${new URL(page.url()).origin}/${second[0]}/tasks/${new URL(page.url()).search}`);
  await page.check(`[data-pick='${second[1]}']`);
  await page.click("#tray a");
  await page.waitForURL("**/my/?*");
  await page.waitForSelector("[data-my=number] >> nth=1");
  const list = await page.textContent("#my");
  for (const [, , title] of marked) assert.ok(list.includes(title), title);
});

test("a domain in two lists is headed in both, tasks of none are headed as such, and a filter keeps them apart", async () => {
  const page = await portal.open("/plan-99/tasks/");
  const headings = () => page.$$eval(".task-group:not([hidden])", (all) => all.map((one) => one.textContent.trim()));
  assert.deepEqual(await headings(), ["一、办事", "二、出行", "未列类别的任务", "一、信用 2项", "一、办事", "二、出行"]);
  await page.goto(`${portal.origin}/plan-99/tasks/?domain=ban-shi`);
  assert.deepEqual(await headings(), ["一、办事", "一、办事"]);
});

test("tasks of no domain stand in the list beside the search, and in an agency's table", async () => {
  const page = await portal.open("/search/");
  for (const id of plans) {
    const listed = await page.$$eval(`#all a[href^="/${id}/tasks/"]`, (all) => all.map((link) => link.pathname));
    const wanted = data(id, "tasks").tasks.map((task) => task.url);
    assert.deepEqual(listed.filter((path) => path !== `/${id}/tasks/`).toSorted(), wanted.toSorted(), id);
  }
  await page.goto(`${portal.origin}/plan-99/agencies/lin-xi-shi-zhu-jian-ju/`);
  const row = page.locator(".data-table--roles tbody tr");
  assert.equal((await row.locator("th").textContent()).trim(), "未列类别的任务");
  await row.locator("th a").click();
  assert.equal(await page.textContent("#outside"), "未列类别的任务");
});

test("a task whose number the document doesn't print is cited by its title", async () => {
  const cited = (plan, number) => data(plan, "tasks").tasks[number - 1].citation.replace(/^《.*?》（.*?）/, "");
  assert.equal(cited("plan-99", 4), "附件2“西站广场”");
  assert.equal(cited("plan-60", 1), "第三条“支持首店经济”");
  assert.equal(cited("plan-37", 1), "附件2第1项");
});
