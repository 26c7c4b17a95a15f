// The browser that the tests share: the machine's own Chromium, found as scripts/install-test-tools finds it.
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export function findBrowser() {
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  const find = (name) => folders.map((folder) => join(folder, name)).find(isExecutable);
  const chosen = process.env.CHROMIUM;
  if (chosen) {
    const path = chosen.includes("/") ? chosen : find(chosen);
    if (!path || !isExecutable(path)) throw new Error(`CHROMIUM names no program: ${chosen}`);
    return path;
  }
  const path = names.map(find).find(Boolean) ?? (process.platform === "darwin" && macChrome);
  if (!path) throw new Error("no Chromium: run scripts/install-test-tools");
  return path;
}

const macChrome = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/** Starts a browser; the caller closes it. */
export function launch() {
  // Chromium's sandbox doesn't start for root, as which containers run.
  const isRoot = process.getuid?.() === 0;
  return chromium.launch({ executablePath: findBrowser(), chromiumSandbox: !isRoot, args: ["--disable-dev-shm-usage"] });
}
