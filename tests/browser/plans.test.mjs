// What must hold for every plan, on two that have little in common: access, reading, filters, the reader's own list,
// search. What a plan holds is read from its own open data. The other suites look closer at the shipped plan.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { PUBLIC, accessFaults, site } from "./support.mjs";

const PROVINCE = fileURLToPath(new URL("../../target/portals/province/public", import.meta.url));
const portals = [
  ["the shipped plan", PUBLIC, "wuhan-2023"],
  ["a province's plan", PROVINCE, "forest-2031"],
];
const most = (items, count) => items.reduce((best, item) => (count(item) > count(best) ? item : best));

for (const [name, root, id] of portals) {
  describe(name, () => {
    let portal;
    let plan;
    let tasks;
    let agency;
    let domain;
    before(async () => {
      assert.ok(existsSync(root), `${root} is missing: make site, then node tests/browser/portals.mjs`);
      portal = await site(root);
      const data = async (file) => JSON.parse(await readFile(`${root}/${id}/data/${file}.json`, "utf8"));
      plan = await data("plan");
      ({ tasks } = await data("tasks"));
      const { agencies } = await data("agencies");
      agency = most(agencies, ({ lead }) => lead.length);
      domain = most(plan.domains, ({ tasks }) => tasks.length);
    });
    after(() => portal?.close());

    const shown = (page) => page.$$eval("#tasks [data-task]:not([hidden])", (all) => all.map((one) => +one.dataset.task));
    const numbers = (fits) => tasks.filter(fits).map(({ number }) => number);

    // Of the shipped plan's pages access.test.mjs looks at each template in every display.
    if (root !== PUBLIC) {
      test("axe finds nothing, and nothing is too wide: large on a phone, dark on a desk", async () => {
        const task = most(tasks, ({ parts }) => parts.length);
        const below = ["", "policy/", "tasks/", `tasks/${task.number}/`, "domains/", `domains/${domain.id}/`];
        below.push("agencies/", `agencies/${agency.id}/`, "deadlines/", `deadlines/${task.deadline}/`, "members/", "errata/");
        const faults = [];
        for (const path of ["/", "/cases/", ...below.map((path) => `/${id}/${path}`)]) {
          faults.push(...(await accessFaults(portal, path)));
        }
        assert.deepEqual(faults, []);
      });
    }

    test("the contents follow the reading place, and a clause gives its citation", async () => {
      const page = await portal.open(`/${id}/policy/`, { permissions: ["clipboard-read", "clipboard-write"] });
      const clauses = plan.clauses.filter(({ id }) => /^s\d+-\d+$/.test(id));
      for (const { id } of [clauses[1], clauses.at(-1)]) {
        await page.evaluate((id) => document.getElementById(id).scrollIntoView(), id);
        await page.waitForFunction((id) => document.querySelector("#contents [aria-current]")?.hash === `#${id}`, id);
      }
      await page.click(`#${clauses[0].id} .anchor`);
      await page.click(`#${clauses[0].id} [data-copy]`);
      await page.waitForFunction(async () => (await navigator.clipboard.readText()) !== "");
      const citation = await page.evaluate(() => navigator.clipboard.readText());
      assert.ok(citation.startsWith(`《${plan.title}》（${plan.document_number}）`), citation);
      assert.ok(citation.endsWith(clauses[0].heading), citation);
    });

    test("filters show what the data say", async () => {
      const deadlines = [...new Set(tasks.flatMap(({ parts }) => parts.map(({ deadline }) => deadline)).filter(Boolean))];
      for (const [query, fits] of [
        ["", () => true],
        [`?domain=${domain.id}`, (task) => task.domain === domain.id],
        ...deadlines.map((deadline) => [
          `?deadline=${deadline.replace("/", "-to-")}`,
          (task) => task.parts.some((part) => part.deadline === deadline),
        ]),
        [`?agency=${agency.id}&role=lead`, (task) => task.lead.includes(agency.id)],
        [`?agency=${agency.id}`, (task) => [...task.lead, ...task.responsible].includes(agency.id)],
      ]) {
        const page = await portal.open(`/${id}/tasks/${query}`);
        const expected = numbers(fits);
        assert.ok(expected.length > 0, query);
        assert.deepEqual(await shown(page), expected, query);
        const all = `共${tasks.length}项任务`;
        const count = expected.length < tasks.length ? `${expected.length}项任务（共${tasks.length}项）` : all;
        assert.equal(await page.textContent("#count"), count, query);
        await page.context().close();
      }
    });

    test("deadlines are written alike on every page, and what has no date as it is printed", async () => {
      const list = await portal.open(`/${id}/deadlines/`);
      const links = await list.$$eval(".rows > li > a", (all) => all.map((one) => [one.pathname, one.firstChild.data.trim()]));
      const words = new Map(links.map(([path, text]) => [path.split("/").at(-2), text]));
      assert.ok(words.size > 0);
      const [deadline] = [...words.keys()].slice(-1);
      const search = await portal.open(`/search/?q=&plan=${id}&deadline=${deadline}`);
      await search.waitForSelector('#results[aria-busy="false"]');
      const options = await search.$$eval("[name=deadline] option", (all) => all.slice(1).map((one) => [one.value, one.text]));
      const without = (text) => text.replace(/ \(\d+\)$/, "");
      assert.deepEqual(options.map(([value, text]) => [value, without(text)]), [...words]);
      const found = await search.$$eval("#results li a", (all) => all.map((one) => +one.pathname.split("/").at(-2)));
      const due = ({ deadline }) => (deadline ? deadline.replace("/", "-to-") : "");
      const expected = numbers(({ parts }) => parts.some((part) => due(part) === deadline));
      assert.deepEqual(found, expected.slice(0, found.length));
      assert.ok(found.length >= Math.min(expected.length, 10));
      const my = await portal.open(`/my/?${id}=${numbers(() => true).join(",")}`);
      await my.waitForSelector(`[data-my=number] >> nth=${tasks.length - 1}`);
      const listed = await my.$$eval("[data-my=deadline]", (all) => all.map((one) => one.textContent));
      assert.deepEqual(listed, tasks.map((task) => words.get(due(task)) ?? task.parts[0].printed.deadline));
      for (const page of [list, search, my]) await page.context().close();
    });

    test("marked tasks are listed and saved as published", async () => {
      const [first, second] = [tasks[0].number, tasks.at(-1).number];
      const page = await portal.open(`/${id}/tasks/`);
      await page.check(`[data-pick='${second}']`);
      await page.check(`[data-pick='${first}']`);
      await page.click("#tray a");
      await page.waitForURL(`**/my/?${id}=${first},${second}`);
      await page.waitForSelector("[data-my=number] >> nth=1");
      const listed = await page.$$eval("[data-my=number]", (all) => all.map((one) => +one.textContent));
      assert.deepEqual(listed, [first, second]);
      const [download] = await Promise.all([page.waitForEvent("download"), page.click(".csv")]);
      const saved = (await readFile(await download.path(), "utf8")).split("\r\n");
      const published = await readFile(`${root}/${id}/data/tasks.csv`, "utf8");
      for (const row of saved) assert.ok(published.includes(row), row);
    });

    test("an agency and a task are found by their own words", async () => {
      for (const [query, path] of [
        [agency.name, `/${id}/agencies/${agency.id}/`],
        [tasks.at(-1).title, `/${id}/tasks/${tasks.at(-1).number}/`],
      ]) {
        const page = await portal.open(`/search/?q=${encodeURIComponent(query)}`);
        await page.waitForSelector('#results[aria-busy="false"]');
        const first = await page.$eval("#results li a", (link) => link.pathname);
        assert.equal(first, path);
        await page.context().close();
      }
    });
  });
}
