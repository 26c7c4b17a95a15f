// Pictures to look at: every template at three widths, every display on the pages that show most. They are kept under
// target/looks; what this test holds is that each of them can be taken and isn't empty.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { displays, picturesFolder, site, templates } from "./site.mjs";

const folder = picturesFolder();
let portal;
before(async () => {
  portal = await site();
});
after(() => portal?.close());

async function picture(name, path, options) {
  const page = await portal.open(path, options);
  if (name === "my") await page.waitForSelector("[data-my=number] >> nth=1");
  const suffix = [options.width, options.display].filter(Boolean).join("-");
  const taken = await page.screenshot({ path: `${folder}${name}-${suffix}.png`, fullPage: true });
  assert.ok(taken.length > 5000, `${name} ${suffix}`);
  await page.context().close();
}

for (const width of [320, 768, 1280]) {
  test(`every template, ${width} px`, async () => {
    for (const [name, path] of templates) await picture(name, path, { width });
  });
}

test("every display", async () => {
  for (const display of displays.filter(Boolean)) {
    for (const width of [320, 1280]) {
      for (const [name, path] of templates.filter(([name]) => ["home", "task", "policy", "tasks"].includes(name))) {
        await picture(name, path, { width, display });
      }
    }
  }
});
