// The finished site in a browser.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { launch } from "./browser.mjs";
import { serve } from "./serve.mjs";

export const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/**
 * `open` gives a page that fails the test at `close` if anything went wrong on it: a script
 * that threw, a file that is missing, something that the policy forbids.
 */
export async function site() {
  const server = await serve();
  const browser = await launch();
  const origin = server.url;
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

/** Where pictures are kept to be looked at. */
export function picturesFolder() {
  const folder = fileURLToPath(new URL("../../target/looks/", import.meta.url));
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
