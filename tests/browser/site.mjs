// The finished site as a server gives it out: with the headers of a deployment, so that what its content security
// policy forbids fails here, too.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { launch } from "./browser.mjs";

const folder = fileURLToPath(new URL("../../public", import.meta.url));
export const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
  "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
const types = {
  ".html": "text/html",
  ".css": "text/css",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".csv": "text/csv",
  ".xml": "application/xml",
  ".ics": "text/calendar",
};

/** `compress` as a real server would: for measuring. */
export function serve({ compress = false } = {}) {
  const server = createServer(async (request, response) => {
    let path = decodeURIComponent(new URL(request.url, "http://host").pathname);
    if (path.endsWith("/")) path += "index.html";
    try {
      const body = await readFile(join(folder, normalize(path)));
      const type = `${types[extname(path)] ?? "text/plain"}; charset=utf-8`;
      const headers = { "content-type": type, "content-security-policy": policy };
      if (compress) {
        response.writeHead(200, { ...headers, "content-encoding": "br", "cache-control": "public, max-age=31536000" });
        response.end(brotliCompressSync(body));
      } else {
        response.writeHead(200, headers);
        response.end(body);
      }
    } catch {
      response.writeHead(404).end();
    }
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

/**
 * The site in a browser. `open` gives a page that fails the test at `close` if anything went wrong on it: a script
 * that threw, a file that is missing, something that the policy forbids.
 */
export async function site() {
  const server = await serve();
  const browser = await launch();
  const origin = `http://127.0.0.1:${server.address().port}`;
  const contexts = [];
  const faults = [];
  const open = async (path, { width = 1280, height = 900, display, ...options } = {}) => {
    const context = await browser.newContext({ viewport: { width, height }, acceptDownloads: true, ...options });
    contexts.push(context);
    if (display) {
      await context.addInitScript((words) => {
        if (location.protocol.startsWith("http")) localStorage.setItem("display", words);
      }, display);
    }
    const page = await context.newPage();
    page.on("pageerror", (error) => faults.push(`${path}: ${error}`));
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) faults.push(`${path}: ${message.text()}`);
    });
    page.on("request", (request) => {
      const url = new URL(request.url());
      if (url.protocol.startsWith("http") && url.origin !== origin) faults.push(`${path}: asks ${url.origin}`);
    });
    await page.goto(origin + path);
    return page;
  };
  const close = async () => {
    await browser.close();
    server.close();
    assert.deepEqual(faults, []);
  };
  return { origin, open, close };
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
  ["members", "/wuhan-2023/members/"],
  ["errata", "/wuhan-2023/errata/"],
  ["my", "/my/?wuhan-2023=7,43"],
  ["search", "/search/"],
  ["data", "/data/"],
  ["sitemap", "/sitemap/"],
  ["text", "/privacy/"],
  ["cases", "/cases/"],
  ["case", "/cases/guanggu-ip-abs-2024/"],
  ["topics", "/topics/"],
  ["topic", "/topics/education/"],
  ["404", "/404.html"],
];

export const displays = ["", "dark", "contrast", "large"];
