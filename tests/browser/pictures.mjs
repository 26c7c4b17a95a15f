// Takes pictures of the finished site, to be looked at: every template at three widths, and every display on the pages
// that show most. They are kept in target/pictures; `make pictures` runs it.
import { displays, picturesFolder, site, templates } from "./support.mjs";

const WIDTHS = [320, 768, 1280];
const SHOW_MOST = ["home", "task", "policy", "tasks"];

const folder = picturesFolder();
const portal = await site();

async function picture(name, path, options) {
  const page = await portal.open(path, options);
  if (name === "my") await page.waitForSelector("[data-my=number] >> nth=1");
  const suffix = [options.width, options.display].filter(Boolean).join("-");
  await page.screenshot({ path: `${folder}${name}-${suffix}.png`, fullPage: true });
  await page.context().close();
}

for (const width of WIDTHS) {
  for (const [name, path] of templates) await picture(name, path, { width });
}
for (const display of displays.filter(Boolean)) {
  for (const width of [WIDTHS[0], WIDTHS[2]]) {
    for (const [name, path] of templates.filter(([name]) => SHOW_MOST.includes(name))) {
      await picture(name, path, { width, display });
    }
  }
}
await portal.close();
console.log(`pictures: ${folder}`);
