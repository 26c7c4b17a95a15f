// What the build published, as the browser gets it.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openEngine as open } from "../../themes/portal/scripts/search/engine.js";
import { openShards } from "../../themes/portal/scripts/search/shards.js";

const site = new URL("../../public/", import.meta.url);

/** Where what few questions take lies, from the folder of the search's other files. */
export const FURTHER = "../../search/further.json";

/**
 * @param {string} folder of the search's files
 * @param {string} name `index`, `documents`, `corpus` or `further`
 */
export function fileOf(folder, name) {
  if (name === "further") return FURTHER;
  return readdirSync(folder).find((file) => file.startsWith(`${name}.`) && file.endsWith(".json")) ?? name;
}

/** @param {string} name */
export function published(name) {
  const folder = fileURLToPath(new URL("assets/search/", site));
  return JSON.parse(readFileSync(join(folder, fileOf(folder, name)), "utf8"));
}

export function openEngine() {
  const engine = open(published("corpus"));
  engine.learn(published("further"));
  return engine;
}

/**
 * Opens the search whose index is cut; `learn` gives it what few questions take.
 * @param {string} folder of the search's files
 * @param {(path: string) => void} [hear] what is fetched
 */
export function openCut(folder, hear = () => {}) {
  const get = (/** @type {string} */ path) => {
    hear(path);
    return JSON.parse(readFileSync(join(folder, path), "utf8"));
  };
  const read = (/** @type {string} */ name) => get(fileOf(folder, name));
  const engine = openShards(read("corpus"), async (path) => get(path));
  return { engine, read, learn: () => engine.learn(read("further")) };
}

/**
 * A script as it is served.
 * @param {string} name
 */
export function scripts(name) {
  const folder = readdirSync(new URL("assets/", site)).find((folder) => folder.startsWith("scripts."));
  return new URL(`assets/${folder}/${name}`, site);
}
