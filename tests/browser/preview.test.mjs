// The preview: a page that is open follows its server, a later one at the same address, too.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { launch } from "./support.mjs";

const REPOSITORY = fileURLToPath(new URL("../../", import.meta.url));
const PORTAL = join(REPOSITORY, "target/portals/province");
const PROGRAM = resolve(REPOSITORY, process.env.CARGO_TARGET_DIR ?? "target", "release/policy-portal");

test("an open page is loaded anew after serve was ended and begun again", async (t) => {
  assert.ok(existsSync(PORTAL), `${PORTAL} is missing: make site, then node tests/browser/portals.mjs`);
  const root = mkdtempSync(join(tmpdir(), "portal-"));
  t.after(() => rmSync(root, { recursive: true }));
  cpSync(PORTAL, root, { recursive: true });
  const serve = async (port) => {
    const server = spawn(PROGRAM, ["serve", "--port", `${port}`, "--root", root], { stdio: ["ignore", "pipe", "ignore"] });
    const ended = new Promise((done) => server.once("exit", done));
    const end = () => (server.kill("SIGKILL"), ended);
    t.after(end);
    const [address] = await new Promise((said) => createInterface(server.stdout).once("line", (line) => said([line])));
    return { address, end };
  };
  const first = await serve(0);
  const browser = await launch();
  t.after(() => browser.close());
  const page = await browser.newPage();
  await page.goto(first.address);
  await page.waitForSelector("h1");
  await page.evaluate(() => (globalThis.isOld = true));
  await first.end();
  const settings = join(root, "portal.toml");
  writeFileSync(settings, readFileSync(settings, "utf8").replace(/^title = ".*"$/m, 'title = "改过的标题"'));
  await serve(new URL(first.address).port);
  await page.waitForFunction(() => document.title.includes("改过的标题"));
  assert.ok(!(await page.evaluate(() => globalThis.isOld)));
});
