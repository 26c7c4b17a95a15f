// What the build published, as the browser gets it.
import { readFileSync, readdirSync } from "node:fs";
import { openEngine as open } from "../../themes/portal/scripts/search/engine.js";

const site = new URL("../../public/", import.meta.url);

/** @param {string} name `index`, `documents` or `corpus` */
export function published(name) {
  const folder = new URL("assets/search/", site);
  const file = readdirSync(folder).find((file) => file.startsWith(`${name}.`));
  return JSON.parse(readFileSync(new URL(/** @type {string} */ (file), folder), "utf8"));
}

export function openEngine() {
  const engine = open(published("corpus"));
  engine.learn(published("further"));
  return engine;
}

/**
 * A script as it is served.
 * @param {string} name
 */
export function scripts(name) {
  const folder = readdirSync(new URL("assets/", site)).find((folder) => folder.startsWith("scripts."));
  return new URL(`assets/${folder}/${name}`, site);
}
