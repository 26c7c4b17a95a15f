// Takes pictures of the finished site, to be looked at: every template and state at four widths, in every display, and
// printed. They are kept in target/pictures, named by page, display and width; `make pictures` runs it. With names as
// arguments, of those pages only.
import { displays, inEach, picturesFolder, site, templates } from "./support.mjs";

const WIDTHS = [390, 768, 1280, 1920];
const STATES = [
  ["search-results", "/search/?q=外资私募基金"],
  ["search-answer", "/search/?q=江岸区要做什么"],
  ["search-partial", "/search/?q=补贴多少钱"],
  ["search-nothing", "/search/?q=xyzzy"],
  ["tasks-filtered", "/wuhan-2023/tasks/?domain=trade&role=lead"],
  ["tasks-nothing", "/wuhan-2023/tasks/?q=xyzzy"],
  ["my-empty", "/my/"],
  ["for-empty", "/for/"],
  ["reader-of-many", "/for/enterprises/"],
  ["task-of-one-part", "/wuhan-2023/tasks/19/"],
  ["group", "/wuhan-2023/agencies/all-districts/"],
  ["district", "/wuhan-2023/agencies/jiangan/"],
  ["text-accessibility", "/accessibility/"],
  ["text-about", "/about/"],
];

const folder = picturesFolder();
const portal = await site();
const chosen = process.argv.slice(2);
for (const [name, path] of [...templates, ...STATES].filter(([name]) => !chosen.length || chosen.includes(name))) {
  const page = await portal.open(path, { reducedMotion: "reduce" });
  await page.waitForLoadState("networkidle");
  await inEach(page, displays, WIDTHS, async (display, width) => {
    const suffix = [width, display].filter(Boolean).join("-");
    await page.screenshot({ path: `${folder}${name}-${suffix}.png`, fullPage: true });
  });
  await page.pdf({ path: `${folder}${name}.pdf`, preferCSSPageSize: true });
  await page.context().close();
}
await portal.close();
console.log(`pictures: ${folder}`);
