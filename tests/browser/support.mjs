// What the browser tests stand on: the machine's own Chromium, the finished site as a server gives it out, and pages of
// it that fail the test if anything goes wrong on them.
import assert from "node:assert/strict";
import { accessSync, constants, createReadStream, existsSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { delimiter, extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { chromium } from "playwright-core";

/** The script of axe, which finds what makes a page hard to use. */
export const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** Lets a browser keep pages as they were, for Back. */
export const KEEP_PAGES = "--enable-features=BackForwardCache";
const BROWSERS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const MAC_CHROME = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Finds a browser as scripts/install-test-tools does. */
export function findBrowser() {
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  const find = (name) => folders.map((folder) => join(folder, name)).find(isExecutable);
  const chosen = process.env.CHROMIUM;
  if (chosen) {
    const path = chosen.includes("/") ? chosen : find(chosen);
    if (!path || !isExecutable(path)) throw new Error(`CHROMIUM names no program: ${chosen}`);
    return path;
  }
  const path = BROWSERS.map(find).find(Boolean) ?? (process.platform === "darwin" && MAC_CHROME);
  if (!path) throw new Error("no Chromium: run scripts/install-test-tools");
  return path;
}

/**
 * Starts a browser; the caller closes it. Pages that are left aren't kept for Back, unless `KEEP_PAGES` is among the
 * settings.
 * @param {string[]} settings switches of Chromium's
 */
export function launch(...settings) {
  // Chromium's sandbox doesn't start for root, as which containers run.
  const isRoot = process.getuid?.() === 0;
  const args = ["--disable-dev-shm-usage", ...settings];
  const ignoreDefaultArgs = settings.includes(KEEP_PAGES) ? ["--disable-back-forward-cache"] : [];
  return chromium.launch({ executablePath: findBrowser(), chromiumSandbox: !isRoot, args, ignoreDefaultArgs });
}

/**
 * Lets the browser take no more addresses of this page, as Safari does after a hundred in half a minute.
 * @param {import("playwright-core").Page} page
 */
export const refuseAddresses = (page) =>
  page.evaluate(() => {
    history.pushState = history.replaceState = () => {
      throw new DOMException("more than 100 times per 30 seconds", "SecurityError");
    };
  });

/** The finished site's folder. */
export const PUBLIC = fileURLToPath(new URL("../../public", import.meta.url));
/** The content security policy of a deployment: what it forbids fails here, too. */
const POLICY = /^\s*Content-Security-Policy: (.+)$/m.exec(readFileSync(join(PUBLIC, "_headers"), "utf8"))?.[1] ?? "";
const TYPES = {
  ".html": "text/html",
  ".css": "text/css",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".csv": "text/csv",
  ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  ".xml": "application/xml",
  ".ics": "text/calendar",
};

/** @type {Map<string, Buffer>} */
const compressed = new Map();

/** @param {string} file */
function compress(file) {
  const made = compressed.get(file) ?? brotliCompressSync(readFileSync(file));
  compressed.set(file, made);
  return made;
}

/**
 * Serves a finished site; the caller closes it.
 * @param {boolean} [brotli] whether files are sent compressed; what was sent so, and when, in milliseconds, is kept
 * @param {string} [root] the site's folder
 * @param {string} [policy] the content security policy
 */
export async function serve(brotli = false, root = PUBLIC, policy = POLICY) {
  /** @type {{ path: string, bytes: number, at: number }[]} */
  const sent = [];
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname));
    let file = join(root, path);
    if (existsSync(file) && statSync(file).isDirectory()) file = join(file, "index.html");
    const found = existsSync(file);
    const type = TYPES[/** @type {keyof typeof TYPES} */ (extname(file))] ?? "text/plain";
    response.writeHead(found ? 200 : 404, {
      "content-type": `${type}; charset=utf-8`,
      ...(policy ? { "content-security-policy": policy } : {}),
      ...(brotli && found ? { "content-encoding": "br", "cache-control": "public, max-age=31536000" } : {}),
    });
    if (!found) response.end();
    else if (brotli) {
      const content = compress(file);
      sent.push({ path, bytes: content.length, at: Date.now() });
      response.end(content);
    } else createReadStream(file).pipe(response);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", () => listening(undefined)));
  const address = /** @type {import("node:net").AddressInfo} */ (server.address());
  return { url: `http://127.0.0.1:${address.port}`, sent, close: () => server.close() };
}

/**
 * Serves the finished site to a browser. `open` gives a page that fails the test at `close` if anything went wrong on
 * it: a script that threw, a file that is missing, something that the policy forbids. Pages of `browser` itself are not
 * watched: what they lack, they lack on purpose.
 * @param {string} [root] the site's folder
 */
export async function site(root = PUBLIC) {
  const server = await serve(false, root);
  const browser = await launch();
  const origin = server.url;
  /** @type {string[]} */
  const faults = [];
  /**
   * @param {string} path
   * @param {import("playwright-core").BrowserContextOptions & { width?: number, height?: number, display?: string }} [options]
   */
  const open = async (path, { width = 1280, height = 900, display, ...options } = {}) => {
    const context = await browser.newContext({ viewport: { width, height }, acceptDownloads: true, ...options });
    if (display) {
      await context.addInitScript((words) => {
        if (location.protocol.startsWith("http")) localStorage.setItem("display", words);
      }, display);
    }
    const page = await context.newPage();
    page.on("pageerror", (error) => faults.push(`${path}: ${error}`));
    page.on("console", (message) => {
      // Without scripts, and where a test holds one back, what was asked for early isn't used in time.
      const isUnusedPreload = message.text().includes("was preloaded using link preload but not used");
      const isFault = ["error", "warning"].includes(message.type()) && !isUnusedPreload;
      if (isFault) faults.push(`${path}: ${message.text()}`);
    });
    page.on("request", (request) => {
      const url = new URL(request.url());
      if (url.protocol.startsWith("http") && url.origin !== origin) faults.push(`${path}: asks ${url.origin}`);
    });
    const response = await page.goto(origin + path);
    assert.equal(response?.headers()["content-security-policy"], POLICY);
    return page;
  };
  const close = async () => {
    await browser.close();
    server.close();
    assert.deepEqual(faults, []);
  };
  return { origin, browser, open, close };
}

/**
 * Looks at a page in several displays and widths without opening it anew: the displays are chosen in its own settings,
 * as by its reader. It should have been opened with `reducedMotion`, or colours are still changing when it is looked at.
 * @param {import("playwright-core").Page} page
 * @param {string[]} displays
 * @param {number[]} widths
 * @param {(display: string, width: number) => Promise<void>} look
 */
export async function inEach(page, displays, widths, look) {
  await page.waitForFunction(() => document.forms.namedItem("display")?.onchange);
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    for (const display of displays) {
      await page.evaluate(async (display) => {
        const form = /** @type {HTMLFormElement} */ (document.forms.namedItem("display"));
        const choices = /** @type {HTMLInputElement[]} */ ([...form.querySelectorAll("input[type=radio]")]);
        for (const one of choices.filter(({ value }) => !value)) one.checked = true;
        for (const one of choices.filter(({ value }) => value && value === display)) one.checked = true;
        form.dispatchEvent(new Event("change"));
        // What follows the window's size has done so one frame later.
        await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
      }, display);
      await look(display, width);
    }
  }
}

/** The rules of axe by which colours and sizes are judged; all others judge what a page says to a program. */
export const OF_DISPLAY = ["color-contrast", "link-in-text-block", "scrollable-region-focusable"];

/**
 * Returns what axe finds, a line each.
 * @param {import("playwright-core").Page} page
 * @param {string[]} [rules] to judge by; all where none are given
 * @returns {Promise<string[]>}
 */
export async function violations(page, rules) {
  // Evaluated from outside: the page's policy would keep a script tag out.
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(readFileSync(axe, "utf8"));
  return page.evaluate(async (rules) => {
    const runOnly = rules && { runOnly: { type: "rule", values: rules } };
    const { violations } = await /** @type {any} */ (globalThis).axe.run({ resultTypes: ["violations"], ...runOnly });
    return violations.flatMap((/** @type {any} */ { id, nodes }) =>
      nodes.slice(0, 3).map((/** @type {any} */ node) => `${id}: ${node.target} ${node.html.slice(0, 120)}`),
    );
  }, rules);
}

/**
 * Returns what is wrong with a page in large type on a phone, and dark on a desk: what axe finds, and what is too wide.
 * @param {Awaited<ReturnType<typeof site>>} portal
 * @param {string} path
 */
export async function accessFaults(portal, path) {
  /** @type {string[]} */
  const faults = [];
  const page = await portal.open(path, { reducedMotion: "reduce" });
  const look = async (/** @type {string} */ display, /** @type {number} */ width) => {
    // Of what a page means the narrow width tells; access.test.mjs asks each template at every width.
    const rules = display === "dark" ? OF_DISPLAY : undefined;
    for (const fault of await violations(page, rules)) faults.push(`${path} ${display}: ${fault}`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    if (wide > width) faults.push(`${path} ${display}: ${wide} px wide`);
  };
  await inEach(page, ["large"], [320], look);
  await inEach(page, ["dark"], [1280], look);
  await page.context().close();
  return faults;
}

/** Where pictures are kept to be looked at. */
export function picturesFolder() {
  const folder = fileURLToPath(new URL("../../target/pictures/", import.meta.url));
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** One page of each template, and the pages that differ most from it. */
export const templates = [
  ["home", "/"],
  ["plan", "/wuhan-2023/"],
  ["policy", "/wuhan-2023/policy/"],
  ["tasks", "/wuhan-2023/tasks/"],
  ["task", "/wuhan-2023/tasks/43/"],
  ["domains", "/wuhan-2023/domains/"],
  ["domain", "/wuhan-2023/domains/trade/"],
  ["agencies", "/wuhan-2023/agencies/"],
  ["agency", "/wuhan-2023/agencies/commerce/"],
  ["deadlines", "/wuhan-2023/deadlines/"],
  ["deadline", "/wuhan-2023/deadlines/2023-12/"],
  ["organisation", "/wuhan-2023/organisation/"],
  ["members", "/wuhan-2023/members/"],
  ["errata", "/wuhan-2023/errata/"],
  ["my", "/my/?wuhan-2023=7,43"],
  ["search", "/search/"],
  ["data", "/data/"],
  ["sitemap", "/sitemap/"],
  ["changes", "/changes/"],
  ["text", "/privacy/"],
  ["cases", "/cases/"],
  ["case", "/cases/guanggu-ip-abs-2024/"],
  ["topics", "/topics/"],
  ["topic", "/topics/education/"],
  ["for", "/for/?who=medicine"],
  ["reader", "/for/citizens/"],
  ["404", "/404.html"],
];

export const displays = ["", "dark", "contrast", "large"];
